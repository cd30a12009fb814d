"""The script that a form carries: calculation.js with the numbers and words of its questionnaires in it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from rjsmin import jsmin

from .. import wording
from ..definition import Definition, Report, report_data, scoring_data
from ..typography import NARROW, NO_BREAK, french
from . import names
from .words import words

_KEPT = {
    *("id", "key", "type", "weight", "best", "pass", "options", "max", "bands", "range"),
    *("not_applicable", "unknown", "show_if"),
}


def script(definitions: Sequence[Definition], report: Report | None = None) -> str:
    """The whole, in signs of ASCII alone."""
    data = {
        "definitions": {definition.id: _numbers(definition) for definition in definitions},
        "titles": {definition.id: french(definition.title) for definition in definitions},
        "insteads": {
            f"{question.key}/{option.id}": french(instead.title)
            for definition in definitions
            for question, option, instead in wording.instead_of_levels(definition)
        },
        "report": report_data(report) | {"titles": _titles(report)} if report else None,
        "report_name": names.REPORT,
        "words": words()["script"],
    }
    # What a field shows is set in Helvetica, which has no narrow space.
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace(NARROW, NO_BREAK)
    return f"{_code()}({json.dumps(json.loads(text), separators=(',', ':'))});"


def telling(name: Sequence[str]) -> str:
    """The action that works out the field of a result."""
    _, questionnaire, what = name
    return f"event.value = Autodiagnostic.tell(this, {json.dumps(questionnaire)}, {json.dumps(what)});"


def _numbers(definition: Definition) -> Mapping[str, Any]:
    data = scoring_data(definition)
    kept: dict[str, Any] = {name: data[name] for name in ("unit", "essential_cap", "levels") if name in data}
    for name in ("controls", "questions"):
        kept[name] = [{k: v for k, v in question.items() if k in _KEPT} for question in data.get(name, ())]
    return kept | {"titles": _titles(definition)}


def _titles(rules: Definition | Report) -> Mapping[str, str]:
    return {level.id: french(level.title) for level in rules.levels}


@cache
def _code() -> str:
    return str(jsmin((Path(__file__).parent / "calculation.js").read_text("utf-8")))
