"""Plain data → the format's types, with every fault, and whatever parts are sound despite them.

Parts are read one by one when the whole has faults, so that a slip in one question hides no mistake in another.
"""

from __future__ import annotations

import operator
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import reduce
from typing import Any

from pydantic import ConfigDict, TypeAdapter, ValidationError

from ..problems import Fault, Path
from . import format as f
from .type_faults import type_faults

_LATER = ConfigDict(defer_build=True)
_LISTS: dict[str, TypeAdapter[Any]] = {
    "questions": TypeAdapter(f.Question, config=_LATER),
    "levels": TypeAdapter(f.Level),
    "examples": TypeAdapter(f.Example),
    "items": TypeAdapter(f.Item),
    "themes": TypeAdapter(f.ReportTheme),
}
_KEY_OF_PART = len(("questions", 0, "advice"))
_SCALE: TypeAdapter[list[f.Option]] = TypeAdapter(list[f.Option], config=_LATER)


@dataclass(frozen=True)
class Draft:
    """A file as far as it could be read.

    `whole` is None when it has faults of type; the rest then holds the sound parts, lists by their place in the
    file. A question that has sound parts only without some keys stands among them without these, and its place in
    `partial`. `declared` are the ids of all questions, unsound ones included (naming one is no mistake), and
    `all_declared` says whether every question has one.
    """

    type: type[f.Part]
    data: dict[str, Any]
    whole: f.Part | None
    questions: dict[int, Any] = field(default_factory=dict)
    levels: dict[int, f.Level] = field(default_factory=dict)
    examples: dict[int, f.Example] = field(default_factory=dict)
    items: dict[int, f.Item] = field(default_factory=dict)
    themes: dict[int, f.ReportTheme] = field(default_factory=dict)
    scales: dict[str, list[f.Option]] = field(default_factory=dict)
    partial: frozenset[str | int] = frozenset()
    declared: frozenset[str] = frozenset()
    all_declared: bool = True

    @property
    def all_levels(self) -> bool:
        """Whether every level could be read."""
        raw = self.data.get("levels")
        return isinstance(raw, list) and len(raw) == len(self.levels)


def read(
    part_type: type[f.Part], data: dict[str, Any], doubtful: Iterable[Path] = ()
) -> tuple[Draft, list[Fault]]:
    """Read a file's data as `part_type`; `doubtful` is where the data is not what the author wrote."""
    partial = _questions_of(doubtful)
    try:
        whole = part_type.model_validate(data)
    except ValidationError as error:
        faults = list(type_faults(part_type, data, error))
        return _draft_of_parts(part_type, data, faults, partial), faults
    lists: dict[str, Any] = {name: dict(enumerate(getattr(whole, name, ()))) for name in _LISTS}
    scales = getattr(whole, "scales", {})
    declared = frozenset(id_ for id_ in _ids(data) if id_ is not None)
    return Draft(part_type, data, whole, **lists, scales=scales, partial=partial, declared=declared), []


def _draft_of_parts(
    part_type: type[f.Part], data: dict[str, Any], faults: list[Fault], partial: frozenset[str | int]
) -> Draft:
    salvaged = [fault.path for fault in faults if _leaves_something(fault)]
    # Without as little as possible, or else without the whole of its keys that hold a fault.
    pruned = reduce(_without, salvaged, data)
    cut_back = reduce(_without, (path[:_KEY_OF_PART] for path in salvaged), data)
    lists: dict[str, Any] = {}
    for name, adapter in _LISTS.items():
        versions = (dict(_sound(enumerate(_as_list(d.get(name))), adapter)) for d in (cut_back, pruned))
        lists[name] = dict(sorted(reduce(operator.or_, versions).items()))
    raw = data.get("scales")
    scales = raw if isinstance(raw, dict) else {}
    ids = list(_ids(data))
    return Draft(
        part_type,
        data,
        None,
        **lists,
        # An unsound scale stays known by name, without answers: naming it is no mistake.
        scales={**{name: [] for name in scales}, **dict(_sound(scales.items(), _SCALE))},
        partial=partial | _questions_of(salvaged),
        declared=frozenset(id_ for id_ in ids if id_ is not None),
        all_declared=None not in ids and isinstance(data.get("questions", []), list),
    )


def _leaves_something(fault: Fault) -> bool:
    """Whether a part of the file, such as a question, may make sense without the key that has this fault."""
    if fault.path[:1] == ("scales",) or len(fault.path) < _KEY_OF_PART:
        return False
    # A question of an unknown type, or with another type's keys, is not known enough to be judged.
    return fault.code not in ("unknown-type", "key-elsewhere")


def _questions_of(paths: Iterable[Path]) -> frozenset[str | int]:
    return frozenset(path[1] for path in paths if path[:1] == ("questions",) and len(path) > 1)


def _without(data: Any, path: Path) -> Any:
    """A copy without the innermost key on a path. (A list's part stays: the others would change place.)"""
    step, rest = path[0], path[1:]
    if isinstance(data, list):
        return [_without(part, rest) if place == step else part for place, part in enumerate(data)]
    if not any(isinstance(inner, str) for inner in rest):
        return {key: value for key, value in data.items() if key != step}
    # An earlier fault may have taken it out.
    return {**data, step: _without(data[step], rest)} if step in data else data


def _sound(raw: Iterable[tuple[Any, Any]], adapter: TypeAdapter[Any]) -> Iterator[tuple[Any, Any]]:
    for name, value in raw:
        try:
            yield name, adapter.validate_python(value)
        except ValidationError:
            continue


def _ids(data: dict[str, Any]) -> Iterator[str | None]:
    """The id of each question, None for one that has none to be known by."""
    for entry in _as_list(data.get("questions")):
        if not isinstance(entry, dict):
            yield None
        elif "use" not in entry:
            id_ = entry.get("id")
            yield id_ if isinstance(id_, str) else None


def _as_list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []
