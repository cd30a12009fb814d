"""Our formats as JSON Schemas, generated from their types, with the French words that editors show."""

from __future__ import annotations

import json
from types import ModuleType
from typing import Any

from pydantic import TypeAdapter

from . import document, figures
from .catalogue import load
from .model import format as f

_FILES: dict[str, Any] = {
    "questionnaire.schema.json": f.Assessment | f.Profile | f.Checklist,
    "bilan.schema.json": f.ReportFile,
    "scales.schema.json": f.ScalesFile,
    "document.schema.json": document.Document,
    "group.schema.json": figures.Group,
}

FORMATS: dict[str, ModuleType] = {"format": f, "document": document, "figures": figures}
"""Catalogue → the module whose classes it describes."""


def files() -> dict[str, str]:
    """File name → text of each schema."""
    return {name: _text(part_type) for name, part_type in _FILES.items()}


def _text(part_type: Any) -> str:
    schema = TypeAdapter(part_type).json_schema(by_alias=True)
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}
    subject = {document.Document: "document", figures.Group: "figures"}.get(part_type, "format")
    for name, definition in schema.get("$defs", {}).items():
        _describe(definition, subject, name)
    if isinstance(part_type, type):
        _describe(schema, subject, part_type.__name__)
    _forbid_other_keys(schema)
    return json.dumps(schema, ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def _describe(definition: dict[str, Any], subject: str, name: str) -> None:
    """Put the catalogue's words in place of the types' own (English, for maintainers) and of derived titles."""
    words = load(subject)
    inherited = [words.get(cls.__name__, {}) for cls in reversed(getattr(FORMATS[subject], name).__mro__)]
    known = {key: text for table in inherited for key, text in table.items() if key != "_"}
    definition["description"] = words[name]["_"]
    definition.pop("title", None)
    for key, value in definition.get("properties", {}).items():
        value.pop("title", None)
        value["description"] = known[key]


def _forbid_other_keys(schema: Any) -> None:
    """Where keys are identifiers, pydantic says what they look like, and not that others are wrong."""
    if isinstance(schema, dict):
        if "patternProperties" in schema:
            schema["additionalProperties"] = False
        for part in schema.values():
            _forbid_other_keys(part)
    elif isinstance(schema, list):
        for part in schema:
            _forbid_other_keys(part)
