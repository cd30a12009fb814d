"""Two sets of answers compared: compare.js against figures that scoring.py gives, one question at a time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import reduce
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autodiagnostic.answers import carried_over
from autodiagnostic.definition import Definition, report_data, scoring_data
from autodiagnostic.scoring import Result, overall, percentage, score
from browser_scoring import as_json, call
from guides import Guide, compiled, written
from strategies import answers, deep, guides, quick

Answers = Mapping[str, Any]
KINDS = ("rose", "fell", "changed", "entered", "left")


def by_browser(guide: Guide, before: Answers, after: Answers) -> dict[str, Any]:
    definitions = {name: scoring_data(definition) for name, definition in guide.definitions.items()}
    compared: dict[str, Any] = call("compare", report_data(guide.the_report), definitions, before, after)
    return compared


def moved(compared: dict[str, Any]) -> dict[str, list[str]]:
    """The keys of the questions that moved, by kind."""
    return {kind: [move["key"] for move in compared["moves"][kind]] for kind in KINDS}


def alone(definition: Definition, key: str, given_answers: Answers) -> Result:
    """The result of one question, which all before it may still hide."""
    place = next(n for n, question in enumerate(definition.questions) if question.key == key)
    rest = (*definition.controls, *definition.questions[:place])
    return score(replace(definition, controls=rest, questions=(definition.questions[place],)), given_answers)


def state(result: Result) -> str | None:
    names = ("secured", "below", "to_check", "open", "not_applicable")
    return next((name for name in names if getattr(result.essentials, name)), None)


def by_python(guide: Guide, before: Answers, after: Answers) -> dict[str, Any]:
    """What scoring.py lets one tell, worked out another way: from the results of each question alone."""
    report, definitions = guide.the_report, guide.definitions
    sides: list[Answers] = [
        reduce(
            lambda given_answers, definition: carried_over(definition, given_answers),
            definitions.values(),
            one,
        )
        for one in (dict(before), dict(after))
    ]
    seen: set[str] = set()
    themes = []
    counted: list[tuple[int, list[int]]] = []
    moves: dict[str, set[str]] = {kind: set() for kind in (*KINDS[:2], *KINDS[3:], "lifted", "lost")}
    for theme in report.themes:
        definition = definitions[theme.id]
        same = True
        for question in definition.questions:
            was, now = (alone(definition, question.key, side) for side in sides)
            same = same and bool(was.sums.possible) == bool(now.sums.possible)
            if question.key in seen:
                continue
            seen.add(question.key)
            if was.sums.possible and now.sums.possible:
                points = [side.sums.points * theme.factor for side in (was, now)]
                counted.append((was.sums.possible * theme.factor, points))
                if points[0] != points[1]:
                    moves["rose" if points[0] < points[1] else "fell"].add(question.key)
            elif was.sums.possible or now.sums.possible:
                moves["left" if was.sums.possible else "entered"].add(question.key)
            if state(was) != "secured" and state(now) == "secured":
                moves["lifted"].add(question.key)
            if state(was) == "secured" and state(now) in ("below", "to_check", "open"):
                moves["lost"].add(question.key)
        percents = [score(definition, side).percent for side in sides]
        difference = None if None in percents else (percents[1] or 0) - (percents[0] or 0)
        themes.append(
            {
                "id": theme.id,
                "before": percents[0],
                "after": percents[1],
                "difference": difference,
                "same": same,
            }
        )
    possible = sum(full for full, _ in counted)
    sums = [sum(points[side] for _, points in counted) for side in (0, 1)]
    return {
        "before": as_json(overall(report, definitions, sides[0])),
        "after": as_json(overall(report, definitions, sides[1])),
        "themes": themes,
        "moves": moves,
        "common": {
            "n": len(counted),
            "possible": possible,
            "points": sums,
            "percent": [percentage(one, possible) if possible else None for one in sums],
        },
    }


def check_comparison(data: st.DataObject) -> None:
    guide = data.draw(guides(), label="guide")
    hostile = data.draw(st.booleans(), label="hostile")
    before, after = (
        data.draw(answers(guide.definitions.values(), hostile=hostile), label=label)
        for label in ("before", "after")
    )
    found, wanted = by_browser(guide, before, after), by_python(guide, before, after)
    all_moves = [move for kind in KINDS for move in found["moves"][kind]]
    told = {kind: set(keys) for kind, keys in moved(found).items() if kind != "changed"}
    for essential in ("lifted", "lost"):
        told[essential] = {move["key"] for move in all_moves if move.get("essential") == essential}
    assert told == wanted["moves"]
    for part in ("before", "after", "themes", "common"):
        assert found[part] == wanted[part]
    assert len(all_moves) == len({move["key"] for move in all_moves})
    check_against_the_whole(found)


def check_against_the_whole(found: dict[str, Any]) -> None:
    """What entered and left, with what counts both times, makes up the whole of each side."""
    sides = (("before", "left", 0), ("after", "entered", 1))
    for side, apart, place in sides:
        others = [move[side] for move in found["moves"][apart]]
        sums = found[side]["sums"]
        assert sums["possible"] == found["common"]["possible"] + sum(other["full"] for other in others)
        assert sums["points"] == found["common"]["points"][place] + sum(other["worth"] for other in others)


@quick(150)
@given(st.data())
def test_every_figure_is_the_one_that_python_gives(data: st.DataObject) -> None:
    check_comparison(data)


@pytest.mark.deep
@pytest.mark.timeout(1_800)
@deep(10_000)
@given(st.data())
def test_every_figure_is_the_one_that_python_gives_on_many_more(data: st.DataObject) -> None:
    check_comparison(data)


@quick(100)
@given(st.data())
def test_both_ways_round_tell_the_same(data: st.DataObject) -> None:
    guide = data.draw(guides(), label="guide")
    before, after = (
        data.draw(answers(guide.definitions.values()), label=label) for label in ("before", "after")
    )
    there, back = moved(by_browser(guide, before, after)), moved(by_browser(guide, after, before))
    opposite = {"rose": "fell", "fell": "rose", "changed": "changed", "entered": "left", "left": "entered"}
    assert there == {kind: back[opposite[kind]] for kind in KINDS}
    assert all(not keys for keys in moved(by_browser(guide, before, before)).values())


GUIDE = compiled(
    written(
        profil="[{id: comptes, question: Combien, options: [{id: aucun, label: Aucun}, {id: un, label: Un}]}]",
        t="""
- {id: a, question: A, was: [vieux], not_applicable: Sans objet, options: [
    {id: non, label: Non, points: 0}, {id: oui, label: Oui, points: 2, was: [ja]}]}
- {id: b, question: B, essential: {pass: oui}, not_applicable: Aucun compte, show_if: {profil.comptes: [un]},
    options: [{id: non, label: Non, points: 0}, {id: oui, label: Oui, points: 2}],
    advice: [{when: [non], action: Agir, impact: fort, effort: faible}]}
""",
        bilan="""
title: Bilan
themes: [{use: t, weight: 1}]
first: [t.b]
levels: [{from: 0, id: depart, title: D, summary: D.}, {from: 65, id: solide, title: S, summary: S.}]
essential_cap: depart
""",
    )
)


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ({"t.a": "non"}, {"t.a": "oui"}, {"rose": ["t.a"]}),
        ({"t.vieux": "ja"}, {"t.a": "non"}, {"fell": ["t.a"]}),
        ({"t.vieux": "ja"}, {"t.a": "oui"}, {}),
        ({"t.a": "_ne-sait-pas"}, {"t.a": "non"}, {"changed": ["t.a"]}),
        ({}, {"t.a": "oui"}, {"entered": ["t.a"]}),
        ({"t.a": "oui"}, {"t.a": "_sans-objet"}, {"left": ["t.a"]}),
        ({"t.a": "_sans-objet"}, {}, {}),
        ({"t.b": "oui"}, {"t.b": "oui", "profil.comptes": "aucun"}, {"left": ["t.b"]}),
        ({"t.b": "oui"}, "anything", {"left": ["t.b"]}),
        ({"t.b": {"a": 1}}, {"t.b": "oui"}, {"entered": ["t.b"]}),
    ],
)
def test_where_a_question_goes(before: Any, after: Any, expected: dict[str, list[str]]) -> None:
    assert moved(by_browser(GUIDE, before, after)) == {kind: expected.get(kind, []) for kind in KINDS}


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("non", "oui", "lifted"),
        (None, "oui", "lifted"),
        ("_sans-objet", "oui", "lifted"),
        ("oui", "non", "lost"),
        ("oui", "_ne-sait-pas", "lost"),
        ("oui", None, "lost"),
        ("oui", "_sans-objet", None),
        ("non", "_ne-sait-pas", None),
    ],
)
def test_what_becomes_of_an_essential(before: str | None, after: str | None, expected: str | None) -> None:
    compared = by_browser(GUIDE, {"t.b": before}, {"t.b": after})
    assert [move.get("essential") for kind in KINDS for move in compared["moves"][kind]] == [expected]


def test_totals_over_what_counts_both_times() -> None:
    compared = by_browser(GUIDE, {"t.a": "non"}, {"t.a": "oui", "t.b": "non"})
    assert [compared[side]["percent"] for side in ("before", "after")] == [0, 50]
    assert compared["common"] == {"n": 1, "possible": 2, "points": [0, 2], "percent": [0, 100]}
    assert [theme["same"] for theme in compared["themes"]] == [False]
