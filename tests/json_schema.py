"""JSON Schema, as much of it as our schemas use: an unknown keyword fails, so that none is skipped unnoticed."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

Schema = dict[str, Any]


class Validator:
    """A schema, with the definitions that its parts refer to."""

    def __init__(self, schema: Schema) -> None:
        self.schema = schema
        self.definitions: Schema = schema.get("$defs", {})

    def accepts(self, value: Any, schema: Schema | None = None) -> bool:
        """Whether the schema, or one of its parts, takes a value."""
        schema = self.schema if schema is None else schema
        return all(self._holds(keyword, schema, value) for keyword in schema if keyword not in _SILENT)

    def _holds(self, keyword: str, schema: Schema, value: Any) -> bool:
        type_, rule = _RULES[keyword]
        # A keyword says nothing of values that it is not about.
        return not isinstance(value, type_) or rule(self, schema, schema[keyword], value)


Rule = Callable[[Validator, Schema, Any, Any], bool]

_SILENT = {"$defs", "$schema", "description", "default"}

_TYPES: dict[str, Callable[[Any], bool]] = {
    "object": lambda value: isinstance(value, dict),
    "array": lambda value: isinstance(value, list),
    "string": lambda value: isinstance(value, str),
    "integer": lambda value: isinstance(value, int) and not isinstance(value, bool),
    "number": lambda value: isinstance(value, int | float) and not isinstance(value, bool),
    "boolean": lambda value: isinstance(value, bool),
    "null": lambda value: value is None,
}

# What each keyword is about, and what it asks, of: the validator, the schema, what the keyword says, the value.
_RULES: dict[str, tuple[type, Rule]] = {
    "$ref": (
        object,
        lambda v, _, name, value: v.accepts(value, v.definitions[name.removeprefix("#/$defs/")]),
    ),
    "anyOf": (object, lambda v, _, choices, value: any(v.accepts(value, choice) for choice in choices)),
    "oneOf": (object, lambda v, _, choices, value: sum(v.accepts(value, choice) for choice in choices) == 1),
    "type": (object, lambda _v, _, name, value: _TYPES[name](value)),
    "const": (object, lambda _v, _, one, value: type(value) is type(one) and bool(value == one)),
    "enum": (object, lambda _v, _, several, value: value in several),
    "minimum": (int, lambda _v, _, least, value: bool(value >= least)),
    "maximum": (int, lambda _v, _, most, value: bool(value <= most)),
    "multipleOf": (object, lambda _v, _, unit, value: (value / unit).is_integer()),
    "minLength": (str, lambda _v, _, least, value: len(value) >= least),
    "maxLength": (str, lambda _v, _, most, value: len(value) <= most),
    "pattern": (str, lambda _v, _, pattern, value: _matches(pattern, value)),
    "maxProperties": (dict, lambda _v, _, most, value: len(value) <= most),
    "minItems": (list, lambda _v, _, least, value: len(value) >= least),
    "maxItems": (list, lambda _v, _, most, value: len(value) <= most),
    "items": (list, lambda v, _, each, value: all(v.accepts(part, each) for part in value)),
    "required": (dict, lambda _v, _, keys, value: all(key in value for key in keys)),
    "propertyNames": (dict, lambda v, _, each, value: all(v.accepts(key, each) for key in value)),
    "properties": (
        dict,
        lambda v, _, known, value: all(
            v.accepts(part, known[key]) for key, part in value.items() if key in known
        ),
    ),
    "patternProperties": (
        dict,
        lambda v, _, known, value: all(
            v.accepts(part, each)
            for pattern, each in known.items()
            for key, part in value.items()
            if _matches(pattern, key)
        ),
    ),
    "additionalProperties": (dict, lambda _v, schema, _, value: all(_is_known(schema, key) for key in value)),
}


def _is_known(schema: Schema, key: str) -> bool:
    assert schema["additionalProperties"] is False
    patterns = schema.get("patternProperties", {})
    return key in schema.get("properties", {}) or any(_matches(pattern, key) for pattern in patterns)


def _matches(pattern: str, text: str) -> bool:
    # In Python alone, $ also stands before a last end of line.
    return re.search(pattern.removesuffix("$") + r"\Z", text) is not None
