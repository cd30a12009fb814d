"""YAML text → plain data, and the line and column of each part: the one room that knows YAML.

Stricter than YAML where YAML surprises authors: no duplicate keys, no aliases, no tags, no tabs, and only what looks
like a whole number, `true`, `false` or nothing is anything else than text (YAML 1.1 reads `12:30` as 750 and `no` as
false).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import yaml

from ..problems import Fault, Path, Problem, problem
from .syntax import diagnose
from .text import decode
from .tree import Position, Tree, UnreadableError, build

try:
    from yaml import CSafeLoader as Loader
except ImportError:  # libyaml is not there: same results, about ten times slower
    from yaml import SafeLoader as Loader  # type: ignore[assignment]


@dataclass(frozen=True)
class Source:
    """A file's data (only dict, list, str, int, bool, None), and where each part of it stands."""

    name: str
    tree: Tree

    @property
    def data(self) -> dict[str, Any]:
        """What the file says."""
        return self.tree.data

    def problem(self, fault: Fault) -> Problem:
        """Place a fault in the file: at its path, or at the nearest part around it that exists."""
        return problem(self.name, self.position(fault.path, on_key=fault.on_key), fault)

    def position(self, path: Path, *, on_key: bool = False) -> Position:
        """Line and column (from 1) of the value at `path`, or of its key."""
        return self.tree.position(path, on_key=on_key)

    def is_doubtful(self, path: Path) -> bool:
        """Whether the value at `path`, or one around it, is not what the author wrote, and is reported for it."""
        return any(path[: len(doubtful)] == doubtful for doubtful in self.doubtful)

    @cached_property
    def doubtful(self) -> tuple[Path, ...]:
        """Where the value is not what the author wrote."""
        return tuple(
            fault.path for fault, _ in self.tree.faults if fault.path and fault.code in ("alias", "tag")
        )


def read(name: str, content: bytes) -> tuple[Source | None, list[Problem]]:
    """Read one file's content. `name` is what problems call the file. Never raises on bad content."""
    try:
        tree = _tree(content)
    except UnreadableError as reason:
        return None, [problem(name, reason.position, reason.fault)]
    return Source(name, tree), [problem(name, position, fault) for fault, position in tree.faults]


def _tree(content: bytes) -> Tree:
    text = decode(content)
    try:
        return build(yaml.parse(text, Loader=Loader))
    except yaml.MarkedYAMLError as error:
        raise diagnose(text, error) from None
