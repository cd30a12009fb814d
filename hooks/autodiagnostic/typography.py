"""French spacing and signs, set at the build so that authors type plain text.

A space typed before ; ! ? becomes a narrow no-break space and one before : a no-break space; guillemets get theirs
even where none was typed. A number holds on to its thousands, to % and to €, and a box to tick to its word. A sign that
touches the word before it stays as it is: it may belong to a time, a ratio or an address. Straight apostrophes and
three dots become ’ and ….
"""

import re
from typing import Any, Final
from xml.etree.ElementTree import Element

from markdown import Extension, Markdown
from markdown.treeprocessors import Treeprocessor
from markdown.util import HTML_PLACEHOLDER, HTML_PLACEHOLDER_RE, STX, AtomicString

NARROW: Final = "\u202f"
NO_BREAK: Final = "\u00a0"

# Most texts hold none of these, and are done with here.
_WORTH_A_LOOK = re.compile(r"[;:!?«»'☐☑☒]|\.{3}|\d [\d%€]")

_SPACED = re.compile(r"\s+(?P<narrow>[;!?])|\s+:|«\s*|\s*»")

# In French an apostrophe follows a letter and leads to a word, to a guillemet, or to an element that starts where this
# text ends.
_APOSTROPHE = re.compile(r"(?<=[^\W\d_])'(?=[\w«]|$)")

# A number keeps its unit and its thousands; one of four digits in a row is a year, and what follows another number.
_UNIT = re.compile(r"(?<=\d) (?=[%€])|(?<=[☐☑☒]) ")
_THOUSANDS = re.compile(r"(?<!\d)\d{1,3}(?: \d{3})+(?!\d)")

_DOTS = re.compile(r"(?<!\.)\.{3}(?!\.)")


def french(text: str) -> str:
    """The same words with French spaces, apostrophes and ellipses. Setting a text twice changes nothing more."""
    if not _WORTH_A_LOOK.search(text):
        return text
    text = _DOTS.sub("…", _APOSTROPHE.sub("’", _SPACED.sub(_space, text)))
    return _THOUSANDS.sub(lambda number: number[0].replace(" ", NARROW), _UNIT.sub(NO_BREAK, text))


def _space(match: re.Match[str]) -> str:
    if sign := match["narrow"]:
        return NARROW + sign
    sign = match[0].strip()
    return sign + NO_BREAK if sign == "«" else NO_BREAK + sign


class TypographyExtension(Extension):
    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 (Python-Markdown's name)
        # After attr_list (8), so that no attribute still stands in a text; before toc (5), which copies titles.
        md.treeprocessors.register(_Typography(md), "typography", 6)
        # After toc, which turns every space of a title into a plain one.
        md.treeprocessors.register(_Contents(md), "typography-contents", 4)


class _Typography(Treeprocessor):
    def run(self, root: Element) -> None:
        if root.text:
            root.text = self._set(root.text)
        for child in root:
            if child.tag not in _LITERAL:
                self.run(child)
            if child.tail:
                child.tail = self._set(child.tail)

    def _set(self, text: str) -> str:
        # Python-Markdown marks what no later step may change: code, addresses shown as links.
        if isinstance(text, AtomicString):
            return text
        if STX not in text:
            return french(text)
        # It keeps raw tags aside, and numbers their places.
        first, *rest = HTML_PLACEHOLDER_RE.split(text)
        pieces = [french(first)]
        for number, following in zip(rest[::2], rest[1::2], strict=True):
            opens_literal = _LITERAL_TAG.match(str(self.md.htmlStash.rawHtmlBlocks[int(number)]))
            pieces += HTML_PLACEHOLDER % number, following if opens_literal else french(following)
        return "".join(pieces)


_LITERAL = frozenset({"code", "pre", "kbd", "samp", "script", "style", "textarea"})
_LITERAL_TAG = re.compile(r"<(?:code|kbd|samp)\b", re.IGNORECASE)


class _Contents(Treeprocessor):
    def run(self, _: Element) -> None:
        _set_names(getattr(self.md, "toc_tokens", []))


def _set_names(tokens: list[dict[str, Any]]) -> None:
    for token in tokens:
        token["name"] = french(token["name"])
        _set_names(token["children"])
