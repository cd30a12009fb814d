"""YAML events → plain data and its positions, in one pass.

Events, not nodes: they come one by one, so that no nesting is too deep for the program (composing nodes is recursive,
and a long row of brackets crashes it), and they show aliases, which nodes hide.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

from ..problems import Fault, Path, short, shown

Position = tuple[int, int]
"""Line and column, from 1."""

DEEPEST = 30
"""Levels of lists and groups. The format has seven."""

# Python refuses numbers of more than 4,300 digits; no field of ours takes more than a few.
_WHOLE_NUMBER = re.compile(r"[-+]?[0-9]{1,15}\Z")
_HARD_SPACES = re.compile("[\u00a0\u202f]")
_WORDS = {"true": True, "false": False, "": None, "~": None, "null": None}


class UnreadableError(Exception):
    """The file's content cannot be taken for a questionnaire at all."""

    def __init__(self, fault: Fault, position: Position) -> None:
        super().__init__(fault.code)
        self.fault = fault
        self.position = position


@dataclass(slots=True)
class _Container:
    """A list or a group, with the marks of each part's key and value (a list's parts have no key)."""

    data: dict[str, Any] | list[Any]
    path: Path
    marks: dict[str | int, tuple[Any, Any]] = field(default_factory=dict)
    # While it is being filled: the key whose value comes next, and whether that value is wanted.
    key: str | None = None
    key_mark: Any = None
    wanted: bool = True


class Tree:
    """A file's data, the position of each part, and what YAML allows and we do not."""

    def __init__(self) -> None:
        self.data: dict[str, Any] = {}
        self.faults: list[tuple[Fault, Position]] = []
        self._start: Position = (1, 1)
        # By the id() of their data, which lives as long as they do.
        self._containers: dict[int, _Container] = {}
        self._open: list[_Container] = []

    def position(self, path: Path, *, on_key: bool = False) -> Position:
        """Where the value at `path` stands, or its key; or else the nearest part around it that exists."""
        data: Any = self.data
        position = self._start
        for step in path:
            container = self._containers.get(id(data))
            if container is None or step not in container.marks:
                break
            key_mark, mark = container.marks[step]
            position = _position(key_mark if on_key else mark)
            data = data[step]
        return position

    def add(self, event: Any) -> None:
        """Take the next event in."""
        match event:
            case yaml.ScalarEvent():
                self._add_scalar(event)
            case yaml.MappingStartEvent():
                self._add_container(event, {})
            case yaml.SequenceStartEvent():
                self._add_container(event, [])
            case yaml.MappingEndEvent() | yaml.SequenceEndEvent():
                self._open.pop()
            case yaml.AliasEvent():
                self._add_alias(event)
            case _:
                pass  # a document or the stream starts or ends

    def _add_scalar(self, event: yaml.ScalarEvent) -> None:
        holder = self._holder(event)
        if isinstance(holder.data, dict) and holder.key is None:
            self._expect_value_of(holder, event)
            return
        empty = not event.value and not event.style
        mark = holder.key_mark if empty and holder.key is not None else event.start_mark
        self._refuse_frills(event)
        self._put(holder, _value(event), mark)

    def _add_container(self, event: Any, data: dict[str, Any] | list[Any]) -> None:
        container = _Container(data, self._path())
        self._containers[id(data)] = container
        if not self._open and isinstance(data, dict):
            self.data = data
            self._start = _position(event.start_mark)
        else:
            holder = self._holder(event)
            if isinstance(holder.data, dict) and holder.key is None:
                self._report(event, "key-not-text")
                holder.key, holder.wanted = "?", False
            else:
                self._refuse_frills(event)
                self._put(holder, data, event.start_mark)
        self._open.append(container)
        if len(self._open) > DEEPEST:
            raise UnreadableError(Fault((), "too-deep"), _position(event.start_mark))

    def _add_alias(self, event: yaml.AliasEvent) -> None:
        holder = self._open[-1]
        if isinstance(holder.data, dict) and holder.key is None:
            self._report(event, "alias")
            holder.key, holder.wanted = "?", False
        else:
            self._report(event, "alias", self._path())
            self._put(holder, None, event.start_mark)

    def _holder(self, event: Any) -> _Container:
        """The list or group being filled."""
        if self._open:
            return self._open[-1]
        if isinstance(event, yaml.ScalarEvent) and not event.value and not event.style:
            raise UnreadableError(Fault((), "empty-file"), (1, 1))
        found = shown(event.value if isinstance(event, yaml.ScalarEvent) else [])
        raise UnreadableError(Fault((), "not-a-mapping", {"found": found}), _position(event.start_mark))

    def _expect_value_of(self, group: _Container, event: yaml.ScalarEvent) -> None:
        # Word processors type such a space before a colon.
        key = _HARD_SPACES.sub("", event.value)
        group.key, group.key_mark, group.wanted = key, event.start_mark, True
        if key != event.value:
            self._report(event, "hard-space", key=short(key))
        if key in group.marks:
            self._report(event, "duplicate-key", key=short(key), line=_position(group.marks[key][0])[0])
            group.wanted = False
        self._refuse_frills(event)

    def _put(self, holder: _Container, value: Any, mark: Any) -> None:
        if isinstance(holder.data, list):
            holder.marks[len(holder.data)] = (mark, mark)
            holder.data.append(value)
        elif holder.key is not None:
            if holder.wanted:
                holder.marks[holder.key] = (holder.key_mark, mark)
                holder.data[holder.key] = value
            holder.key = None

    def _path(self) -> Path:
        """The path of the part being read."""
        if not self._open:
            return ()
        holder = self._open[-1]
        step = len(holder.data) if isinstance(holder.data, list) else holder.key
        return holder.path if step is None else (*holder.path, step)

    def _refuse_frills(self, event: Any) -> None:
        """What YAML lets one write before a value: an anchor to come back to, a tag to say what it is."""
        if event.anchor is not None:
            self._report(event, "alias")
        if event.tag is not None:
            self._report(event, "tag", tag=event.tag)

    def _report(self, event: Any, code: str, path: Path | None = None, **values: object) -> None:
        where = path if path is not None else self._path()
        self.faults.append((Fault(where, code, values), _position(event.start_mark)))


def build(events: Iterable[Any]) -> Tree:
    """Put a file's events together, or raise `UnreadableError`. What the parser raises passes through."""
    tree = Tree()
    for event in _of_one_document(events):
        tree.add(event)
    return tree


def _of_one_document(events: Iterable[Any]) -> Iterator[Any]:
    documents = 0
    for event in events:
        if isinstance(event, yaml.DocumentStartEvent):
            documents += 1
            if documents > 1:
                raise UnreadableError(Fault((), "several-documents"), _position(event.start_mark))
        yield event
    if not documents:
        raise UnreadableError(Fault((), "empty-file"), (1, 1))


def _value(event: yaml.ScalarEvent) -> str | int | bool | None:
    text: str = event.value
    if event.style:  # quoted, or a block: text, whatever it looks like
        return text
    if text in _WORDS:
        return _WORDS[text]
    return int(text) if _WHOLE_NUMBER.match(text) else text


def _position(mark: Any) -> Position:
    return mark.line + 1, mark.column + 1
