"""The group's figures: group.py and group.js agree, on what a person can check by hand and on random groups."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from fractions import Fraction
from functools import cache
from itertools import combinations
from pathlib import Path
from statistics import median as plain_median
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from py_mini_racer import MiniRacer

from autodiagnostic import group, group_files
from autodiagnostic.definition import Definition, Option, Question, Report, report_data, scoring_data
from autodiagnostic.figures import Group
from autodiagnostic.group import Counts
from browser_scoring import call, engine_with, for_script
from guides import Guide
from read_back import definition_of, report_of
from strategies import answers, deep, guides, quick

FILE = json.loads((Path(__file__).parent / "vectors" / "group" / "group.json").read_text("utf-8"))


def counted(guide: Guide, communes: Iterable[Mapping[str, object]]) -> Counts:
    counts: Counts = Counter()
    for given_answers in communes:
        counts.update(group.marks(guide.the_report, guide.definitions, given_answers))
    return counts


def figures(guide: Guide, communes: Iterable[Mapping[str, object]]) -> Group:
    return group.figures(guide.the_report, guide.definitions, counted(guide, communes))


def as_json(picture: Any) -> Any:
    return json.loads(json.dumps(picture.model_dump()))


def by_browser(report: Report, definitions: Mapping[str, Definition], communes: list[Any]) -> Any:
    data = {name: scoring_data(definition) for name, definition in definitions.items()}
    return call("groupOf", report_data(report), data, communes)


@st.composite
def groups(draw: st.DrawFn, most: int = 7) -> tuple[Guide, list[dict[str, Any]]]:
    """A guide and some communes; one in four has tampered with its file."""
    guide = draw(guides())
    sensible, hostile = (answers(guide.definitions.values(), hostile=hostile) for hostile in (False, True))
    some = st.one_of(sensible, sensible, sensible, hostile)
    return guide, draw(st.lists(some, max_size=most))


def check_agreement(guide: Guide, communes: list[dict[str, Any]]) -> None:
    assert by_browser(guide.the_report, guide.definitions, communes) == for_script(
        as_json(figures(guide, communes))
    )


@quick(150)
@given(groups())
def test_browser_and_python_agree(drawn: tuple[Guide, list[dict[str, Any]]]) -> None:
    check_agreement(*drawn)


@pytest.mark.deep
@pytest.mark.timeout(1_800)
@deep(10_000)
@given(groups(12))
def test_browser_and_python_agree_on_many_more(drawn: tuple[Guide, list[dict[str, Any]]]) -> None:
    check_agreement(*drawn)


@cache
def _files() -> MiniRacer:
    return engine_with("page", "plan-files", "group-files")


@quick(100)
@given(groups())
def test_browser_and_python_write_the_same_files(drawn: tuple[Guide, list[dict[str, Any]]]) -> None:
    guide, communes = drawn
    picture = figures(guide, communes)
    told = group_files.told(guide.the_report, guide.definitions)
    arguments = ",".join(
        json.dumps(part) for part in (picture.model_dump(), asdict(told), dict(group_files.words()))
    )
    engine = _files()
    assert engine.eval(f"Autodiagnostic.groupCsv({arguments})") == group_files.csv_text(picture, told)
    assert engine.eval(f"Autodiagnostic.groupJson({arguments})") == group_files.json_text(picture)


# By hand.


@pytest.mark.parametrize("case", FILE["cases"], ids=lambda case: case["name"])
def test_vectors(case: Mapping[str, Any]) -> None:
    definitions = {name: definition_of(data) for name, data in FILE["definitions"].items()}
    report = report_of(FILE["report"])
    counts: Counts = Counter()
    for given_answers in case["communes"]:
        counts.update(group.marks(report, definitions, given_answers))
    found = as_json(group.figures(report, definitions, counts))
    assert part_of(found, case["expect"]) == case["expect"]
    in_browser = call("groupOf", FILE["report"], FILE["definitions"], case["communes"])
    assert part_of(in_browser, case["expect"]) == case["expect"]


def part_of(found: Any, expected: Any) -> Any:
    """As much of what was found as the case names; of a list, all of it, entry by entry."""
    if isinstance(expected, dict):
        return {name: part_of(found.get(name, "missing"), value) for name, value in expected.items()}
    if isinstance(expected, list) and len(found) == len(expected):
        return [part_of(one, wanted) for one, wanted in zip(found, expected, strict=True)]
    return found


# What holds for any group.


@quick(100)
@given(groups(), st.randoms(use_true_random=False), st.integers(0, 7))
def test_neither_order_nor_who_counts_them_matters(
    drawn: tuple[Guide, list[dict[str, Any]]], rng: Any, cut: int
) -> None:
    guide, communes = drawn
    whole = counted(guide, communes)
    shuffled = rng.sample(communes, len(communes))
    assert counted(guide, shuffled) == whole
    halves = counted(guide, shuffled[:cut])
    halves.update(counted(guide, shuffled[cut:]))
    assert halves == whole


@quick(100)
@given(groups())
def test_every_commune_is_somewhere(drawn: tuple[Guide, list[dict[str, Any]]]) -> None:
    guide, communes = drawn
    picture = figures(guide, communes)
    n = len(communes)
    assert picture.participants == n
    for question in picture.questions:
        assert question.answered + question.unknown + question.not_applicable + question.unanswered == n
        assert sum(choice.count for choice in question.choices) >= question.answered
    for result in (picture.overall, *picture.themes):
        assert sum(result.tens) == result.scored <= n
        assert (
            sum(level.count for level in result.levels) + result.between + result.without_level
            == result.scored
        )
    for essential in picture.essentials:
        assert essential.secured + essential.missing + essential.open == essential.applicable <= n
        assert essential.missing == essential.below + essential.to_check
    shared = [action.communes for action in picture.actions]
    assert shared == sorted(shared, reverse=True)
    assert all(0 < communes <= n for communes in shared)


VALUES = st.lists(st.integers(0, 4), max_size=30)


def by_value(values: Iterable[int], best: int = 4) -> list[int]:
    counts = Counter(values)
    return [counts[value] for value in range(best + 1)]


@quick(150)
@given(VALUES)
def test_dispersion_is_what_it_says_it_is(values: list[int]) -> None:
    n = len(values)
    if n < 2:
        assert group.dispersion(by_value(values)) is None
        return
    differences = sum(abs(one - other) for one, other in combinations(values, 2))
    exact = Fraction(100 * differences, (n // 2) * (n - n // 2) * 4)
    assert group.dispersion(by_value(values)) == int(exact + Fraction(1, 2))


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([], None),
        ([4], None),
        ([2, 2, 2], 0),
        ([0, 4], 100),
        ([0, 0, 4, 4], 100),
        ([0, 0, 4], 100),
        ([0, 4, 4, 4], 75),
        ([1, 3], 50),
    ],
)
def test_dispersion_from_all_alike_to_half_and_half(values: list[int], expected: int | None) -> None:
    assert group.dispersion(by_value(values)) == expected


@quick(100)
@given(VALUES)
def test_medians(values: list[int]) -> None:
    found = group.median(by_value(values))
    assert found == (plain_median(values) if values else None)
    assert found is None or isinstance(found, int) == float(found).is_integer()


# Raised cards.

CARDS = Question(
    "q",
    "t.q",
    "single",
    "?",
    best=3,
    options=tuple(Option(id_, id_, points) for points, id_ in enumerate(("rien", "peu", "oui", "tout"))),
)


@quick(50)
@given(st.dictionaries(st.sampled_from(["rien", "peu", "oui", "tout", "gone"]), st.integers(0, 40)))
def test_raised_cards(cards: dict[str, int]) -> None:
    found = group.raised(CARDS, cards)
    values = [points for points, option in enumerate(CARDS.options) for _ in range(cards.get(option.id, 0))]
    assert [choice.count for choice in found.choices] == [cards.get(option.id, 0) for option in CARDS.options]
    assert (found.answered, found.unanswered, found.unknown) == (len(values), 0, 0)
    assert found.median == group.median(by_value(values, 3))
    assert found.dispersion == group.dispersion(by_value(values, 3))
    definition = Definition("t", 1, "assessment", "T", (CARDS,))
    question = scoring_data(definition)["questions"][0]
    assert call("raisedFigures", question, cards) == as_json(found)
