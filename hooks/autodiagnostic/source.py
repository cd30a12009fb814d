"""YAML text → plain data, and the line and column of each part: the one room that knows YAML.

Stricter than YAML where YAML surprises authors: no duplicate keys, no aliases, no tags, and only what looks like a
whole number, `true`, `false` or nothing is anything else than text (YAML 1.1 reads `12:30` as 750 and `no` as false).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import yaml

from .problems import Fault, Path, Problem, problem, shown

try:
    from yaml import CSafeLoader as FastestLoader
except ImportError:  # libyaml is not there: same results, about ten times slower
    from yaml import SafeLoader as FastestLoader  # type: ignore[assignment]


class Loader(FastestLoader):
    """Takes every plain word as text: what is a number or a yes is settled here, not by YAML 1.1."""

    yaml_implicit_resolvers = {}  # noqa: RUF012 - as its base class has it


LARGEST = 5_000_000
"""Bytes. A questionnaire of 5,000 questions takes about 3 MB; a wrong file dropped here is often larger."""

# At most 15 digits: no field takes more than a few, and Python refuses to read those of thousands.
_WHOLE_NUMBER = re.compile(r"[-+]?[0-9]{1,15}\Z")
_WORDS = {"true": True, "false": False, "": None, "~": None, "null": None}


@dataclass(frozen=True)
class Source:
    """A file's data (only dict, list, str, int, bool, None) with the nodes that tell where each part stands."""

    name: str
    data: dict[str, Any]
    root: yaml.MappingNode

    def problem(self, fault: Fault) -> Problem:
        """Place a fault in the file: at its path, or at the nearest part around it that exists."""
        return problem(self.name, self.position(fault.path, on_key=fault.on_key), fault)

    def position(self, path: Path, *, on_key: bool = False) -> tuple[int, int]:
        """Line and column (from 1) of the value at `path`, or of its key."""
        node: yaml.Node = self.root
        mark = node.start_mark
        for step in path:
            if isinstance(node, yaml.MappingNode):
                found = next(((k, v) for k, v in node.value if k.value == step), None)
                if found is None:
                    break
                key, node = found
                mark = key.start_mark if on_key or _is_empty(node) else node.start_mark
            elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
                node = node.value[step]
                mark = node.start_mark
            else:
                break
        return mark.line + 1, mark.column + 1


def read(name: str, content: bytes) -> tuple[Source | None, list[Problem]]:
    """Read one file's content. `name` is what problems call the file. Never raises on bad content."""
    text, fault, position = _decode(content)
    if fault is not None:
        return None, [problem(name, position, fault)]
    try:
        root = yaml.compose(text, Loader=Loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        return None, [problem(name, place, _syntax_fault(error, text, place))]
    except yaml.reader.ReaderError as error:
        place = _line_and_column(text, error.position if isinstance(error.position, int) else 0)
        return None, [problem(name, place, Fault((), "unprintable"))]
    except RecursionError:
        return None, [problem(name, (1, 1), Fault((), "too-deep"))]
    if root is None:
        return None, [problem(name, (1, 1), Fault((), "empty-file"))]
    if not isinstance(root, yaml.MappingNode):
        found = shown([] if isinstance(root, yaml.SequenceNode) else root.value)
        return None, [problem(name, _place(root), Fault((), "not-a-mapping", {"found": found}))]
    conversion = _Conversion(name)
    try:
        data = conversion.convert(root, ())
    except RecursionError:
        return None, [problem(name, (1, 1), Fault((), "too-deep"))]
    return Source(name, data, root), conversion.problems


def _decode(content: bytes) -> tuple[str, Fault | None, tuple[int, int]]:
    start = (1, 1)
    if len(content) > LARGEST:
        size, most = (f"{n / 1_000_000:.1f}".replace(".", ",") for n in (len(content), LARGEST))
        return "", Fault((), "too-large", {"size": size, "most": most}), start
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "", Fault((), "utf-16"), start
    if content.startswith(b"\xef\xbb\xbf"):
        return "", Fault((), "byte-order-mark"), start
    try:
        return content.decode("utf-8"), None, start
    except UnicodeDecodeError as error:
        before = content[: error.start].decode("utf-8")
        byte = f"0x{content[error.start]:02X}"
        return "", Fault((), "not-utf-8", {"byte": byte}), _line_and_column(before, len(before))


def _line_and_column(text: str, offset: int) -> tuple[int, int]:
    before = text[:offset]
    return before.count("\n") + 1, offset - (before.rfind("\n") + 1) + 1


def _syntax_fault(error: yaml.MarkedYAMLError, text: str, place: tuple[int, int]) -> Fault:
    """Name the mistakes that authors really make; the parser's own words help nobody."""
    lines = text.splitlines()
    line = lines[place[0] - 1] if place[0] <= len(lines) else ""
    reason = f"{error.context or ''} {error.problem or ''}"
    if line[: place[1]].strip(" -") == "\t" or "\\t" in reason:
        return Fault((), "tab")
    if "mapping values are not allowed" in reason:
        return Fault((), "stray-colon")
    if "quoted scalar" in reason:
        return Fault((), "open-quote")
    if "undefined alias" in reason:
        return Fault((), "alias")
    if "end of the stream" in reason or "single document" in reason:
        return Fault((), "several-documents")
    if "flow" in reason:
        return Fault((), "open-bracket")
    if "block" in reason or "simple key" in reason or "expected ':'" in reason:
        return Fault((), "indentation")
    return Fault((), "syntax")


class _Conversion:
    """One walk from nodes to data, gathering what YAML allows and we do not."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.problems: list[Problem] = []
        # An alias is the very node that its anchor named: met twice, it is one. This also stops "alias bombs".
        self.seen: set[int] = set()

    def report(self, node: yaml.Node, path: Path, code: str, **values: object) -> None:
        self.problems.append(problem(self.name, _place(node), Fault(path, code, values)))

    def convert(self, node: yaml.Node, path: Path) -> Any:
        if isinstance(node, yaml.ScalarNode):
            return self.scalar(node, path)
        if id(node) in self.seen:
            self.report(node, path, "alias")
            return None
        self.seen.add(id(node))
        if isinstance(node, yaml.SequenceNode):
            return [self.convert(item, (*path, place)) for place, item in enumerate(node.value)]
        return self.mapping(node, path)

    def mapping(self, node: yaml.Node, path: Path) -> dict[str, Any]:
        data: dict[str, Any] = {}
        lines: dict[str, int] = {}
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                self.report(key, path, "key-not-text")
                continue
            if key.value in data:
                self.report(key, (*path, key.value), "duplicate-key", key=key.value, line=lines[key.value])
                continue
            lines[key.value] = key.start_mark.line + 1
            data[key.value] = self.convert(value, (*path, key.value))
        return data

    def scalar(self, node: yaml.ScalarNode, path: Path) -> str | int | bool | None:
        text: str = node.value
        if node.style:  # quoted, or a block: text, whatever it looks like
            return text
        if not node.tag.startswith("tag:yaml.org,2002:"):
            self.report(node, path, "tag", tag=node.tag)
            return None
        if text in _WORDS:
            return _WORDS[text]
        return int(text) if _WHOLE_NUMBER.match(text) else text


def _is_empty(node: yaml.Node) -> bool:
    return isinstance(node, yaml.ScalarNode) and node.value == "" and not node.style


def _place(node: yaml.Node) -> tuple[int, int]:
    return node.start_mark.line + 1, node.start_mark.column + 1
