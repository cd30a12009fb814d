"""Plain data → the format's types, with every fault, and whatever parts are sound despite them.

Parts are read one by one when the whole has faults, so that a slip in one question hides no mistake in another.
"""

from __future__ import annotations

import types
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel, TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from ..problems import Fault, Path, nearest, shown
from . import format as f

# Patterns are how pydantic tells which kind of text was expected.
_PATTERN_CODES = {
    f.ID: "not-an-id",
    f.ANSWER_ID: "not-an-id",
    f.REFERENCE: "not-a-reference",
    f.LINE: "not-one-line",
    f.PAGE: "not-a-page",
    f.PASSAGE: "not-a-page",
}

# Error type of pydantic → our code, our name for the limit, and pydantic's.
_LIMIT_CODES = {
    "greater_than_equal": ("too-small", "least", "ge"),
    "less_than_equal": ("too-big", "most", "le"),
    "too_short": ("too-few", "least", "min_length"),
    "too_long": ("too-many", "most", "max_length"),
    "string_too_long": ("too-long", "most", "max_length"),
}

_TYPE_CODES = {
    "string_type": "expected-text",
    "int_type": "expected-whole-number",
    "bool_type": "expected-true-or-false",
    "list_type": "expected-list",
    "dict_type": "expected-mapping",
    "model_type": "expected-mapping",
    "string_too_short": "empty-text",
}

_LISTS: dict[str, TypeAdapter[Any]] = {
    "questions": TypeAdapter(f.Question),
    "levels": TypeAdapter(f.Level),
    "examples": TypeAdapter(f.Example),
    "items": TypeAdapter(f.Item),
    "themes": TypeAdapter(f.ReportTheme),
}
# In a union of types, pydantic's locations hold a step that names the member.
_QUESTION_TAGS = {
    "single": f.Single,
    "multiple": f.Multiple,
    "number": f.Number,
    "text": f.Text,
    "use": f.Use,
}
_SCALE: TypeAdapter[list[f.Option]] = TypeAdapter(list[f.Option])


@dataclass(frozen=True)
class Draft:
    """A file as far as it could be read.

    `whole` is None when it has faults of type; the rest then holds the sound parts, lists by their place in the
    file. `declared` are the ids of all questions or items, unsound ones included: naming one is no mistake.
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
    declared: frozenset[str] = frozenset()


def read(part_type: type[f.Part], data: dict[str, Any]) -> tuple[Draft, list[Fault]]:
    """Read a file's data as `part_type`."""
    try:
        whole = part_type.model_validate(data)
    except ValidationError as error:
        faults = list(_faults(part_type, data, error))
        return _draft(part_type, data, None), faults
    return _draft(part_type, data, whole), []


def _draft(part_type: type[f.Part], data: dict[str, Any], whole: f.Part | None) -> Draft:
    parts: dict[str, Any] = {}
    if whole is not None:
        for name in _LISTS:
            parts[name] = dict(enumerate(getattr(whole, name, ())))
        parts["scales"] = getattr(whole, "scales", {})
    else:
        for name, adapter in _LISTS.items():
            raw = data.get(name)
            parts[name] = dict(_sound(enumerate(raw if isinstance(raw, list) else ()), adapter))
        raw = data.get("scales")
        scales = raw if isinstance(raw, dict) else {}
        # An unsound scale stays known by name, without answers: naming it is no mistake.
        parts["scales"] = {**{name: [] for name in scales}, **dict(_sound(scales.items(), _SCALE))}
    return Draft(type=part_type, data=data, whole=whole, declared=_declared(data), **parts)


def _sound(raw: Any, adapter: TypeAdapter[Any]) -> Iterator[tuple[Any, Any]]:
    for name, value in raw:
        try:
            yield name, adapter.validate_python(value)
        except ValidationError:
            continue


def _declared(data: dict[str, Any]) -> frozenset[str]:
    entries = [entry for name in ("questions", "items") for entry in _as_list(data.get(name))]
    return frozenset(
        entry["id"] for entry in entries if isinstance(entry, dict) and isinstance(entry.get("id"), str)
    )


def _as_list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _faults(part_type: type[f.Part], data: object, error: ValidationError) -> Iterator[Fault]:
    told: set[Path] = set()
    for details in error.errors(include_url=False):
        path, on_key = _path(data, details)
        if path in told:  # a union of types reports once for each of them
            continue
        told.add(path)
        yield _fault(part_type, path, details, on_key=on_key)


def _path(data: object, details: ErrorDetails) -> tuple[Path, bool]:
    """The place in the author's data: pydantic adds steps of its own (names of union members, "[key]")."""
    location = details["loc"]
    path: Path = ()
    for number, step in enumerate(location):
        inside = (isinstance(data, dict) and step in data) or (
            isinstance(data, list) and isinstance(step, int)
        )
        if inside:
            data = data[step]  # type: ignore[index]
            path = (*path, step)
        elif details["type"] == "missing" and number == len(location) - 1:
            path = (*path, step)
    on_key = (bool(location) and location[-1] == "[key]") or details["type"] in ("extra_forbidden", "missing")
    return path, on_key


def _fault(part_type: type[f.Part], path: Path, details: ErrorDetails, *, on_key: bool) -> Fault:
    kind, context = details["type"], details.get("ctx", {})
    values: dict[str, object] = {"found": shown(details["input"])}
    if kind in _LIMIT_CODES:
        code, ours, theirs = _LIMIT_CODES[kind]
        values |= {ours: context[theirs], "count": context.get("actual_length")}
        return Fault(path, code, values, on_key=on_key)
    match kind:
        case "missing":
            return Fault(path, "missing-key", {"key": path[-1]}, on_key=True)
        case "extra_forbidden":
            known = _keys_at(part_type, details["loc"][:-1])
            values = {"key": path[-1], "nearest": nearest(str(path[-1]), known)}
            return Fault(path, "unknown-key", values, on_key=True)
        case "union_tag_invalid":
            tag = str(context["tag"])
            values = {"found": tag, "nearest": nearest(tag, _QUESTION_TAGS.keys() - {"use"})}
            return Fault((*path, "type"), "unknown-type", values)
        case "literal_error":
            choices = str(context["expected"]).replace(" or ", ", ")
            return Fault(path, "not-a-choice", {**values, "choices": choices})
        case "string_pattern_mismatch":
            return Fault(path, _PATTERN_CODES[context["pattern"]], values, on_key=on_key)
        case _:
            return Fault(path, _TYPE_CODES.get(kind, "unexpected"), values, on_key=on_key)


def _keys_at(part_type: type[f.Part], location: tuple[str | int, ...]) -> list[str]:
    """The keys that the format knows at a place, found by following the types along it."""
    annotation: Any = part_type
    for step in location:
        annotation = _step_into(annotation, step)
    return [
        field_info.alias or name
        for member in _models(annotation)
        for name, field_info in member.model_fields.items()
    ]


def _step_into(annotation: Any, step: str | int) -> Any:
    if len(_models(annotation)) > 1:
        return _QUESTION_TAGS.get(str(step), annotation)
    for member in _unwrap(annotation):
        if isinstance(member, type) and issubclass(member, BaseModel):
            for name, field_info in member.model_fields.items():
                if step == (field_info.alias or name):
                    return field_info.annotation
        elif get_origin(member) in (list, dict):
            return get_args(member)[-1]
    return annotation


def _models(annotation: Any) -> list[type[BaseModel]]:
    return [m for m in _unwrap(annotation) if isinstance(m, type) and issubclass(m, BaseModel)]


def _unwrap(annotation: Any) -> list[Any]:
    """The members of a union, without their annotations."""
    if get_origin(annotation) is Annotated:
        return _unwrap(get_args(annotation)[0])
    if get_origin(annotation) in (Union, types.UnionType):
        return [inner for member in get_args(annotation) for inner in _unwrap(member)]
    return [annotation]
