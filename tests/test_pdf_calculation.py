"""The script inside the PDFs comes to what scoring.py and score.js come to, whatever is ticked, and says it alike."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from py_mini_racer import MiniRacer

from autodiagnostic.definition import (
    NOT_APPLICABLE,
    UNKNOWN,
    Definition,
    Question,
    Report,
    report_data,
    scoring_data,
)
from autodiagnostic.pdf import names, scripting
from autodiagnostic.scoring import Result, overall, score
from browser_scoring import as_json, calls, for_script
from building import essential, multiple, number, questionnaire, single
from guides import Guide
from strategies import answers, deep, guides, quick

ENGINE = MiniRacer()
ENGINE.eval("""
function told(fields, name, whats) {
  var values = JSON.parse(fields);
  var doc = { getField: function (name) { return values.hasOwnProperty(name) ? { value: values[name] } : null; } };
  var result = Autodiagnostic.score(doc, name);
  delete result.standings;
  return JSON.stringify({
    result: result,
    told: JSON.parse(whats).map(function (what) { return Autodiagnostic.tell(doc, name, what); })
  });
}
""")


def filled(definitions: Mapping[str, Definition], given_answers: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of a form with these answers in it, as a viewer shows them to a script."""
    fields: dict[str, Any] = {}
    for definition in definitions.values():
        for question in (*definition.controls, *definition.questions):
            fields |= dict(_fields(question, given_answers.get(question.key)))
    return fields


def _fields(question: Question, answer: Any) -> list[tuple[str, Any]]:
    ticked = answer if isinstance(answer, list) else [answer]
    boxes = [option.id for option in question.options] + [UNKNOWN, NOT_APPLICABLE]
    match question.type:
        case "multiple":
            return [(f"{question.key}.{box}", box if box in ticked else "Off") for box in boxes]
        case "number":
            typed = "" if answer in (None, UNKNOWN, NOT_APPLICABLE) else str(answer)
            boxes = [UNKNOWN, NOT_APPLICABLE]
            reserved = [(f"{question.key}{box}", box if box in ticked else "Off") for box in boxes]
            return [(question.key, typed), *reserved]
        case "text":
            return [(question.key, answer or "")]
        case _:
            return [(question.key, answer or "Off")]


def by_pdf(
    definitions: Mapping[str, Definition],
    report: Report | None,
    name: str,
    fields: Mapping[str, Any],
    whats: tuple[str, ...] = (),
) -> tuple[dict[str, Any], list[str]]:
    """What the script of a form comes to, and what it writes in fields."""
    ENGINE.eval(scripting.script(list(definitions.values()), report))
    told = json.loads(str(ENGINE.call("told", json.dumps(fields), name, json.dumps(whats))))
    return told["result"], told["told"]


def as_pdf(result: Result) -> dict[str, Any]:
    """A result as the script has it."""
    sums, essentials = result.sums, result.essentials
    return {
        **{name: getattr(sums, name) for name in ("points", "possible", "low", "high", "everything")},
        "answered": result.answered,
        "applicable": result.applicable,
        "percent": result.percent,
        "low_percent": result.low,
        "high_percent": result.high,
        "level": result.level,
        "level_low": result.level_low,
        "level_high": result.level_high,
        "instead": result.instead_of_level or "",
        **{
            state: list(getattr(essentials, state))
            for state in ("secured", "below", "to_check", "open", "not_applicable")
        },
    }


def check_agreement(data: st.DataObject) -> None:
    guide: Guide = data.draw(guides(), label="guide")
    given_answers = data.draw(answers(guide.definitions.values()), label="answers")
    fields = filled(guide.definitions, given_answers)
    scored = {name: score(definition, given_answers) for name, definition in guide.definitions.items()}
    whole = overall(guide.the_report, guide.definitions, given_answers)
    compiled = {name: scoring_data(definition) for name, definition in guide.definitions.items()}
    strips = [name for name in compiled if names.has_strip(guide.definitions[name]) and scored[name].answered]
    on_screen = calls(
        *(("score", definition, given_answers) for definition in compiled.values()),
        ("overall", report_data(guide.the_report), compiled, given_answers),
        *(("strip", compiled[name], given_answers) for name in strips),
    )
    assert on_screen[: len(scored) + 1] == for_script(
        [as_json(result) for result in (*scored.values(), whole)]
    )
    told_on_screen = dict(zip(strips, on_screen[len(scored) + 1 :], strict=True))
    for name, definition in guide.definitions.items():
        whats = ("strip",) if name in strips else ()
        found, told = by_pdf({name: definition}, None, name, fields, whats)
        assert found == as_pdf(scored[name])
        if whats:
            assert f"{names.stamp(definition)}  {told[0]}" == told_on_screen[name]
    found, _ = by_pdf(guide.definitions, guide.the_report, names.REPORT, fields)
    assert found == as_pdf(whole)


@quick(200)
@given(st.data())
def test_pdf_browser_and_python_agree(data: st.DataObject) -> None:
    check_agreement(data)


@pytest.mark.deep
@deep(5_000)
@given(st.data())
def test_pdf_browser_and_python_agree_on_many_more(data: st.DataObject) -> None:
    check_agreement(data)


# --- What the fields say


def told(definition: Definition, fields: Mapping[str, Any], *whats: str) -> list[str]:
    return by_pdf({definition.id: definition}, None, definition.id, fields, whats)[1]


HOUSE = questionnaire(essential("a"), single("b"), essential("c"), single("d", not_applicable="Sans compte"))


def test_nothing_is_said_before_the_first_answer() -> None:
    assert (
        told(HOUSE, {}, "points", "possible", "percent", "level", "secured", "missing", "strip") == [""] * 7
    )


def test_a_level_is_a_range_until_the_end_decides() -> None:
    fields = {"t.a": "en-place", "t.b": "rien"}
    assert told(HOUSE, fields, "points", "possible", "percent", "level") == [
        "2",
        "6",
        "33",
        "Entre depart et solide",
    ]


def test_a_finished_form_says_its_level_and_what_is_missing() -> None:
    fields = {"t.a": "revu", "t.b": "revu", "t.c": "rien", "t.d": NOT_APPLICABLE}
    assert told(HOUSE, fields, "points", "possible", "percent", "level", "secured", "missing", "strip") == [
        "6",
        "9",
        "67",
        "chemin",
        "1",
        "À assurer\u00a0: question 3",
        "3308  6/9",
    ]


def test_missing_essentials_are_numbered_by_what_is_to_be_done() -> None:
    fields = {"t.a": "rien", "t.c": UNKNOWN}
    assert told(HOUSE, fields, "missing") == ["À assurer\u00a0: question 1. À vérifier\u00a0: question 3"]
    assert told(HOUSE, {"t.a": "rien", "t.c": "partiel"}, "missing") == ["À assurer\u00a0: questions 1 et 3"]
    assert told(HOUSE, {"t.a": "revu", "t.c": "en-place"}, "missing") == ["Tous assurés"]


def test_boxes_that_contradict_each_other_count_as_on_screen() -> None:
    """Ordinary ones first, then the exclusive one, then « je ne sais pas »."""
    boxes = questionnaire(multiple("m", {"x": 1, "y": 2, "aucun": 0}, best=3))
    every = {f"t.m.{box}": box for box in ("x", "aucun", UNKNOWN)}
    assert told(boxes, every, "points") == ["1"]
    assert told(boxes, {**every, "t.m.x": "Off"}, "points", "possible") == ["0", "3"]
    assert told(boxes, {"t.m._ne-sait-pas": UNKNOWN}, "points", "possible") == ["0", "3"]


@pytest.mark.parametrize(
    ("typed", "points"), [("3", "2"), (" 3 ", "2"), (3, "2"), ("-1", ""), ("trois", ""), ("2.5", "")]
)
def test_a_number_is_read_as_it_is_typed(typed: object, points: str) -> None:
    count = questionnaire(number("n", {0: 0, 3: 2}))
    assert told(count, {"t.n": typed}, "points") == [points]


def test_an_id_of_digits_may_come_back_as_a_number() -> None:
    years = questionnaire(single("a", {"2024": 0, "2025": 2}))
    assert told(years, {"t.a": 2025}, "points") == ["2"]


# --- What any viewer can run


def test_the_script_is_ascii_and_as_old_as_acrobat() -> None:
    code = Path(scripting.__file__).with_name("calculation.js").read_text("utf-8")
    bare = re.sub(r"/\*.*?\*/|\"[^\"\n]*\"", "", code, flags=re.DOTALL)
    for newer in ("=>", "`", "...", "??", "?.", "**"):
        assert newer not in bare
    for word in ("let", "const", "class", "of", "async", "BigInt", "Map", "Set", "Symbol", "Object.entries"):
        assert not re.search(rf"\b{word}\b(?! *:)", bare), word
    assert scripting.script([HOUSE]).isascii()
