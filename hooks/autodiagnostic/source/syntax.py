"""What the author did wrong where YAML gives up, and where to look: the parser's own words help nobody.

Only the mistakes that authors really make are named. PyYAML's parser in Python tells more, and more exactly, than
libyaml: a file that libyaml refuses is read again by it, up to the mistake.
"""

from __future__ import annotations

import contextlib
import re
from typing import Any

import yaml

from ..problems import Fault
from .tree import UnreadableError

# In the parser's words → our code, and which of its two marks shows the mistake.
_PLAIN_CASES = (
    ("could not find expected ':'", "missing-colon", "context"),
    ("sequence entries are not allowed", "list-on-key-line", "problem"),
    ("unknown escape", "backslash", "problem"),
    ("hexadecimal", "backslash", "problem"),
    ("quoted scalar", "open-quote", "context"),
    ("a block scalar", "text-after-bar", "context"),
    ("cannot start any token", "special-start", "problem"),
    ("mapping keys are not allowed", "special-start", "problem"),
    ("scanning an alias", "special-start", "context"),
    ("scanning an anchor", "special-start", "context"),
    ("scanning a directive", "special-start", "context"),
    ("scanning a tag", "special-start", "context"),
    ("tag handle", "special-start", "problem"),
    ("found ']'", "extra-bracket", "problem"),
    ("found '}'", "extra-bracket", "problem"),
    ("flow node", "open-bracket", "problem"),
    ("<block end>", "indentation", "problem"),
    ("<document start>", "indentation", "problem"),
)


def diagnose(text: str, error: yaml.MarkedYAMLError) -> UnreadableError:
    """Name the mistake behind a parser's error."""
    try:
        for _ in yaml.parse(text, Loader=yaml.SafeLoader):
            pass
    except yaml.MarkedYAMLError as plainer:
        error = plainer
    words = f"{error.context or ''} {error.problem or ''}"
    # Their types allow for None: a scanner or parser always says where.
    mark: Any = error.problem_mark
    opening: Any = error.context_mark
    if "mapping values" in words:
        return _stray_colon(text, mark)
    if "<scalar>" in words and (found := _text_after(text, mark)):
        return found
    if "parsing a flow" in words and "flow node" not in words:
        return _unreadable("open-bracket", mark if opening.line == mark.line else opening)
    for phrase, code, which in _PLAIN_CASES:
        if phrase in words:
            mark = opening if which == "context" else mark
            return _unreadable(code, mark, sign=text[mark.index : mark.index + 1])
    return _unreadable("syntax", mark)


def _stray_colon(text: str, mark: Any) -> UnreadableError:
    """A colon within a text; or else a whole key, further to the right than the text above lets it be."""
    line_start = text.rfind("\n", 0, mark.index) + 1
    before = text[line_start : mark.index]
    if re.search(r":( |$)", before) or not re.fullmatch(r" *(- +)?[^ ]+ *", before):
        return _unreadable("stray-colon", mark)
    indent = len(before) - len(before.lstrip(" "))
    return UnreadableError(Fault((), "indentation"), (mark.line + 1, indent + 1))


def _text_after(text: str, mark: Any) -> UnreadableError | None:
    """A text that begins where the one before, in quotes or brackets, has just ended."""
    before = _token_before(text, mark.index)
    if isinstance(before, yaml.ScalarToken) and before.style in ("'", '"'):
        if before.start_mark.line < mark.line:
            return _unreadable("open-quote", before.start_mark)
        return _unreadable("text-after-quote", mark)
    if before is None or before.end_mark.line != mark.line:
        return None
    start = _opening(text, before)
    return None if start is None else _unreadable("special-start", start, sign=text[start.index])


def _token_before(text: str, index: int) -> Any:
    last = None
    with contextlib.suppress(yaml.YAMLError):
        for token in yaml.scan(text, Loader=yaml.SafeLoader):
            if token.end_mark.index > index:
                break
            if token.end_mark.index > token.start_mark.index:  # ends of blocks take no room
                last = token
    return last


def _opening(text: str, token: Any) -> Any:
    """Where the brackets that a token closes were opened, or the alias that it is."""
    if isinstance(token, yaml.AliasToken):
        return token.start_mark
    if not isinstance(token, yaml.FlowSequenceEndToken | yaml.FlowMappingEndToken):
        return None
    opened: list[Any] = []
    for earlier in yaml.scan(text, Loader=yaml.SafeLoader):
        if isinstance(earlier, yaml.FlowSequenceStartToken | yaml.FlowMappingStartToken):
            opened.append(earlier.start_mark)
        elif isinstance(earlier, yaml.FlowSequenceEndToken | yaml.FlowMappingEndToken):
            start = opened.pop()
            if earlier.start_mark.index == token.start_mark.index:
                return start
    return None


def _unreadable(code: str, mark: Any, **values: object) -> UnreadableError:
    return UnreadableError(Fault((), code, values), (mark.line + 1, mark.column + 1))
