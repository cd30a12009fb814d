"""What pydantic finds wrong in a file's data → our faults: where in the author's data, and in which words."""

from __future__ import annotations

import difflib
import re
import types
from collections.abc import Iterator
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from ..problems import Fault, Path, as_id, choice, nearest, short, shown
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

_QUESTION_TYPES: dict[str, type[f.Part]] = {
    "single": f.Single,
    "multiple": f.Multiple,
    "number": f.Number,
    "text": f.Text,
}
# In a union of types, pydantic's locations hold a step that names the member.
_QUESTION_TAGS = {**_QUESTION_TYPES, "use": f.Use}
_TAG_PLACE = 2  # as in ("questions", 0, "single", "weight")


def type_faults(part_type: type[f.Part], data: object, error: ValidationError) -> Iterator[Fault]:
    """Every fault behind pydantic's error, once."""
    faults: dict[tuple[Path, bool], Fault] = {}
    for details in error.errors(include_url=False):
        path, on_key = _path(data, details)
        if (path, on_key) not in faults:  # a union of types reports once for each of them
            faults[path, on_key] = _fault(part_type, path, details, on_key=on_key)
    unknown: dict[Path, list[str]] = {}
    for fault in faults.values():
        if fault.code.startswith("unknown-key"):
            unknown.setdefault(fault.path[:-1], []).append(str(fault.path[-1]))
    for fault in faults.values():
        # A missing key may be there after all, with a slip in it, which is reported.
        beside = unknown.get(fault.path[:-1], []) if fault.code == "missing-key" else []
        if not beside or not difflib.get_close_matches(str(fault.path[-1]), beside):
            yield fault


def _path(data: Any, details: ErrorDetails) -> tuple[Path, bool]:
    """The place in the author's data: pydantic adds steps of its own (names of union members, "[key]")."""
    location = details["loc"]
    steps = location
    if location[:1] == ("questions",):
        steps = (*location[:_TAG_PLACE], *location[_TAG_PLACE + 1 :])
    path: Path = ()
    for number, step in enumerate(steps):
        inside = (isinstance(data, dict) and step in data) or (
            isinstance(data, list) and isinstance(step, int)
        )
        if inside:
            data = data[step]
            path = (*path, step)
        elif details["type"] == "missing" and number == len(steps) - 1:
            path = (*path, step)
    on_key = (bool(location) and location[-1] == "[key]") or details["type"] in ("extra_forbidden", "missing")
    return path, on_key


def _fault(part_type: type[f.Part], path: Path, details: ErrorDetails, *, on_key: bool) -> Fault:
    kind, context = details["type"], details.get("ctx", {})
    values: dict[str, object] = {"found": shown(details["input"])}
    if kind in _LIMIT_CODES:
        code, ours, theirs = _LIMIT_CODES[kind]
        count = len(details["input"]) if isinstance(details["input"], str) else context.get("actual_length")
        return Fault(path, code, {**values, ours: context[theirs], "count": count}, on_key=on_key)
    match kind:
        case "missing":
            return Fault(path, "missing-key", {"key": path[-1]}, on_key=True)
        case "extra_forbidden":
            return _unknown_key(part_type, path, details)
        case "union_tag_invalid":
            found = details["input"]["type"]
            values = {"found": shown(found), "nearest": nearest(str(found), _QUESTION_TYPES)}
            return Fault((*path, "type"), "unknown-type", values)
        case "literal_error":
            choices = re.findall(r"'([^']+)'", context["expected"]) or [context["expected"].lower()]
            near = nearest(str(details["input"]), choices)
            return Fault(path, "not-a-choice", {**values, "choices": choice(choices), "nearest": near})
        case "string_pattern_mismatch":
            values["suggestion"] = _suggestion(details["input"], context["pattern"])
            return Fault(path, _PATTERN_CODES[context["pattern"]], values, on_key=on_key)
        case "string_type" if path[-1] == "pass":  # the one union of types
            return Fault(path, "expected-pass", values)
        case _:
            return Fault(path, _TYPE_CODES.get(kind, "unexpected"), values, on_key=on_key)


def _suggestion(found: str, pattern: str) -> str:
    is_reserved = pattern == f.ANSWER_ID and found.startswith("_")
    return f.UNKNOWN if is_reserved else as_id(found)


def _unknown_key(part_type: type[f.Part], path: Path, details: ErrorDetails) -> Fault:
    key = str(path[-1])
    elsewhere = list(_where_it_belongs(part_type, details["loc"][:-1], key))
    if elsewhere:
        return Fault(path, "key-elsewhere", {"key": key, "where": choice(elsewhere)}, on_key=True)
    known = _keys_at(part_type, details["loc"][:-1])
    values = {"key": short(key), "nearest": nearest(key, known)}
    # The rest of a text with a comma, in braces, becomes a key without a value.
    code = "unknown-key" if details["input"] is not None else "unknown-key-empty"
    return Fault(path, code, values, on_key=True)


def _where_it_belongs(part_type: type[f.Part], location: tuple[str | int, ...], key: str) -> Iterator[str]:
    """The types of question, or the kinds of questionnaire, that have a key which this one has not."""
    if not location and part_type in f.KINDS.values():
        word, types_there = "kind", f.KINDS
    elif (
        location[:1] == ("questions",)
        and location[_TAG_PLACE:] != ("use",)
        and len(location) == _TAG_PLACE + 1
    ):
        word, types_there = "type", _QUESTION_TYPES
    else:
        return
    yield from (f"{word}: {name}" for name, member in types_there.items() if key in member.model_fields)


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
