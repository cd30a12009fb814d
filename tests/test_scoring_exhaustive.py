"""Small questionnaires with every possible answer: scoring.py, score.js and the rules said plainly agree on each."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import chain, combinations, product
from typing import Any

import pytest

import plain_rules
from autodiagnostic.definition import (
    NOT_APPLICABLE,
    UNKNOWN,
    Condition,
    Definition,
    Question,
    Report,
    Theme,
    report_data,
    scoring_data,
)
from autodiagnostic.scoring import overall, score
from browser_scoring import as_json, calls
from building import LEVELS, advice, essential, multiple, number, questionnaire, single, unscored

LOW = ("rien", "partiel")
WHEN_LOW = (advice(when=LOW),)


def only_if(control: str) -> dict[str, Any]:
    return {"conditions": (Condition(control, ("oui",)),), "not_applicable": "Sans objet"}


KINDS = questionnaire(
    single("a", {"rien": 0, "un": 1, "deux": 2}, weight=3, not_applicable="Sans objet"),
    multiple("b", {"x": 1, "y": 2, "z": 1, "aucun": 0}, best=3, most=3, advice=(advice(without=("x", "y")),)),
    number("c", {-1: 1, 2: 4, 3: 0}, maximum=4, weight=2, pass_points=4, advice=(advice(below=2, impact=3),)),
    single("d", {"rien": 5, "tout": 0}),
)
CONDITIONS = questionnaire(
    unscored("a", "oui", "non", **only_if("profil.p")),
    unscored("b", "oui", "non", "aucun", type_="multiple", **only_if("t.a")),
    essential("c", advice=WHEN_LOW, **only_if("t.b")),
    single("d", weight=2),
    controls=(unscored("profil.p", "oui", "non"),),
)
INSTEAD = questionnaire(
    unscored("profil.s", "oui", "non", instead="non", **only_if("profil.q")),
    essential("a", advice=WHEN_LOW),
    single("b", weight=2),
    controls=(
        unscored("profil.p", "oui", "non"),
        unscored("profil.q", "oui", "non", "aucun", instead="aucun", **only_if("profil.p")),
    ),
)
ESSENTIALS = questionnaire(
    essential(
        "a", advice=(advice(when=LOW, impact=1, after="t.d"), advice(when=("rien",), impact=3)), rank=1
    ),
    essential("b", advice=WHEN_LOW, weight=2),
    essential("c", advice=(advice(when=LOW, after="t.b"), advice(when=(UNKNOWN,), effort=3)), rank=0),
    single("d", advice=(advice(when=LOW, impact=3, after="t.c"),), weight=5, not_applicable="Sans objet"),
)

FIRST = questionnaire(
    essential("f.a", advice=WHEN_LOW, not_applicable="Sans objet"),
    single("f.b", {"rien": 0, "tout": 2}),
    name="f",
)
SECOND = questionnaire(
    *(FIRST.questions[1], essential("s.c", advice=(advice(when=LOW, after="f.a"),), rank=0)),
    single("s.d", {"rien": 0, "mi": 4, "tout": 5}, not_applicable="Sans objet"),
    name="s",
)
BOTH = {"f": FIRST, "s": SECOND}
REPORT = Report("Bilan", (Theme("f", 2, 2 * 5), Theme("s", 3, 3)), LEVELS, "depart")


def possible_answers(question: Question) -> list[Any]:
    """None for no answer; for numbers, one more than the last band's start and one less than the first one's."""
    ids = [option.id for option in question.options]
    reserved = [None, *([UNKNOWN] if question.unknown else [])]
    reserved += [] if question.not_applicable is None else [NOT_APPLICABLE]
    if question.type == "multiple":
        return reserved + [list(some) for size in range(len(ids) + 1) for some in combinations(ids, size)]
    starts = [band.start for band in question.bands]
    return reserved + (list(range(min(starts) - 1, max(starts) + 3)) if starts else ids)


def all_answers(*definitions: Definition) -> Iterator[dict[str, Any]]:
    every = {q.key: q for q in chain.from_iterable((*d.controls, *d.questions) for d in definitions)}
    for chosen in product(*(possible_answers(question) for question in every.values())):
        yield {key: answer for key, answer in zip(every, chosen, strict=True) if answer is not None}


def compare(
    every: Sequence[dict[str, Any]],
    by_python: Callable[[dict[str, Any]], Any],
    by_plain_rules: Callable[[dict[str, Any]], dict[str, Any]],
    by_browser: list[Any],
) -> None:
    for given, in_browser in zip(every, by_browser, strict=True):
        result = by_python(given)
        expected = by_plain_rules(given)
        assert {name: result[name] for name in expected} == expected, given
        assert in_browser == result, given


@pytest.mark.parametrize(
    "definition",
    [KINDS, CONDITIONS, INSTEAD, ESSENTIALS],
    ids=["kinds", "conditions", "instead of level", "essentials"],
)
def test_every_answer_to_one_questionnaire(definition: Definition) -> None:
    every = list(all_answers(definition))
    assert len(every) > 1_000
    data = scoring_data(definition)
    compare(
        every,
        lambda given: as_json(score(definition, given)),
        lambda given: plain_rules.one(definition, given),
        calls(*(("score", data, given) for given in every)),
    )


def test_every_answer_to_a_whole_of_two_themes() -> None:
    every = list(all_answers(FIRST, SECOND))
    assert len(every) > 500
    data = {name: scoring_data(definition) for name, definition in BOTH.items()}
    compare(
        every,
        lambda given: as_json(overall(REPORT, BOTH, given)),
        lambda given: plain_rules.whole(REPORT, BOTH, given),
        calls(*(("overall", report_data(REPORT), data, given) for given in every)),
    )
