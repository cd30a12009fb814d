"""Which advice applies, and in which order it is given."""

from __future__ import annotations

from typing import Any

import pytest

from autodiagnostic.definition import NOT_APPLICABLE, UNKNOWN, Condition, Report, Theme
from autodiagnostic.scoring import VERIFY, Result, overall
from building import LEVELS, advice, essential, multiple, number, questionnaire, scored, single, unscored

LOW = ("rien", "partiel")


def order(result: Result) -> str:
    """Question ids in the order of their actions."""
    return " ".join(action.key.removeprefix("t.") for action in result.actions)


def numbers(result: Result) -> list[int]:
    return [action.advice for action in result.actions]


# Which


@pytest.mark.parametrize(
    ("answer", "applying"),
    [("rien", [0]), ("partiel", [0, 1]), ("revu", []), (None, []), (NOT_APPLICABLE, [])],
)
def test_an_advice_applies_to_the_answers_it_names(answer: object, applying: list[int]) -> None:
    entries = (advice(when=LOW), advice(when=("partiel",)))
    question = single("a", advice=entries, not_applicable="Sans objet")
    assert numbers(scored(questionnaire(question), {"a": answer})) == applying


@pytest.mark.parametrize(
    ("ticked", "applying"),
    [(["x"], [0]), (["y"], [1]), (["x", "y"], [0]), (["aucun"], [1]), ([], []), (UNKNOWN, [VERIFY])],
)
def test_an_advice_may_be_about_what_is_ticked_or_not(ticked: object, applying: list[int]) -> None:
    entries = (advice(when=("x",)), advice(without=("x",)))
    question = multiple("a", {"x": 1, "y": 1, "aucun": 0}, best=2, advice=entries)
    assert numbers(scored(questionnaire(question), {"a": ticked})) == applying


def test_one_missing_tick_is_enough() -> None:
    question = multiple("a", {"x": 1, "y": 1, "aucun": 0}, best=2, advice=(advice(without=("x", "y")),))
    assert numbers(scored(questionnaire(question), {"a": ["y"]})) == [0]
    assert numbers(scored(questionnaire(question), {"a": ["x", "y"]})) == []


@pytest.mark.parametrize(("answer", "applying"), [(1, [0]), (2, []), (UNKNOWN, [VERIFY]), ("1", [])])
def test_an_advice_may_be_about_a_number(answer: object, applying: list[int]) -> None:
    question = number("a", {0: 0, 2: 3}, advice=(advice(below=2),))
    assert numbers(scored(questionnaire(question), {"a": answer})) == applying


def test_i_do_not_know_calls_for_going_to_check() -> None:
    assert numbers(scored(questionnaire(single("a", advice=(advice(when=LOW),))), {"a": UNKNOWN})) == [VERIFY]


def test_the_author_may_say_better_what_to_do_when_nobody_knows() -> None:
    question = single("a", advice=(advice(when=LOW), advice(when=(UNKNOWN,))))
    assert numbers(scored(questionnaire(question), {"a": UNKNOWN})) == [1]


def test_there_is_nothing_to_check_where_nothing_is_scored() -> None:
    assert numbers(scored(questionnaire(single("a"), unscored("b", "oui", "non")), {"b": UNKNOWN})) == []


def test_unscored_questions_may_advise() -> None:
    question = unscored("b", "oui", "non", advice=(advice(when=("non",)),))
    assert numbers(scored(questionnaire(single("a"), question), {"b": "non"})) == [0]


def test_hidden_questions_do_not_advise() -> None:
    hidden = single(
        "b", conditions=(Condition("t.a", ("oui",)),), not_applicable="", advice=(advice(when=LOW),)
    )
    assert (
        numbers(scored(questionnaire(unscored("a", "oui", "non"), hidden), {"a": "non", "b": "rien"})) == []
    )


# In which order


def test_impact_then_low_effort_then_the_order_of_the_file() -> None:
    entries = {"a": (1, 1), "b": (3, 3), "c": (3, 1), "d": (2, 2), "e": (2, 2)}
    questions = [single(id_, advice=(advice("", *degrees, when=LOW),)) for id_, degrees in entries.items()]
    assert order(scored(questionnaire(*questions), dict.fromkeys(entries, "rien"))) == "c b d e a"


def test_going_to_check_has_middling_impact_and_little_effort() -> None:
    questions = [
        single("a", advice=(advice(impact=2, effort=2, when=LOW),)),
        single("b"),
        single("c", advice=(advice(impact=3, effort=3, when=LOW),)),
        single("d", advice=(advice(impact=1, effort=1, when=LOW),)),
    ]
    answers = {"a": "rien", "b": UNKNOWN, "c": "rien", "d": "rien"}
    assert order(scored(questionnaire(*questions), answers)) == "c b a d"


def test_missing_essentials_come_first_as_the_adviser_ranks_them() -> None:
    low = (advice(impact=1, effort=3, when=LOW),)
    questions = [
        single("a", advice=(advice(impact=3, effort=1, when=LOW),)),
        essential("b", advice=low, rank=2),
        essential("c", rank=0),
        essential(
            "d", advice=(advice(impact=3, effort=3, when=LOW),)
        ),  # ranked by nobody: after those that are
        essential("e", advice=low),
    ]
    answers = {"a": "rien", "b": "partiel", "c": UNKNOWN, "d": "rien", "e": "rien"}
    assert order(scored(questionnaire(*questions), answers)) == "c b d e a"


def test_advice_on_a_secured_essential_takes_its_ordinary_place() -> None:
    essential_one = essential("b", advice=(advice(impact=1, when=("en-place",)),), rank=0)
    questions = questionnaire(single("a", advice=(advice(when=LOW),)), essential_one)
    assert order(scored(questions, {"a": "rien", "b": "en-place"})) == "a b"


def waiting(id_: str, impact: int, after: str | None = None, **more: Any) -> Any:
    """A question whose one action has this impact, and may wait for another's."""
    return single(
        id_, advice=(advice(impact=impact, when=LOW, after=f"t.{after}" if after else None),), **more
    )


def test_an_action_waits_for_the_one_it_names() -> None:
    questions = (waiting("a", 3, "c"), waiting("b", 2), waiting("c", 1))
    assert order(scored(questionnaire(*questions), dict.fromkeys("abc", "rien"))) == "b c a"


def test_an_action_waits_for_all_those_of_the_question_it_names() -> None:
    two = single("b", advice=(advice(impact=3, when=LOW), advice(impact=1, when=LOW)))
    definition = questionnaire(waiting("a", 3, "b"), two, waiting("c", 2))
    assert order(scored(definition, dict.fromkeys("abc", "rien"))) == "b c b a"


def test_no_action_waits_for_what_is_in_place() -> None:
    questions = (waiting("a", 3, "c"), waiting("b", 2), waiting("c", 1))
    assert order(scored(questionnaire(*questions), {"a": "rien", "b": "rien", "c": "revu"})) == "a b"


def test_going_to_check_is_waited_for_like_any_action() -> None:
    questions = (waiting("a", 3, "b"), waiting("b", 2))
    assert order(scored(questionnaire(*questions), {"a": "rien", "b": UNKNOWN})) == "b a"


def test_actions_wait_in_chains_and_the_first_that_may_go_goes() -> None:
    """Once c is out, a and b may go; d waited for a, and is still of less impact than b."""
    questions = (waiting("a", 3, "c"), waiting("b", 3, "c"), waiting("d", 2, "a"), waiting("c", 1))
    assert order(scored(questionnaire(*questions), dict.fromkeys("abcd", "rien"))) == "c a b d"


def test_even_a_missing_essential_waits_but_no_longer_than_it_must() -> None:
    urgent = essential("b", advice=(advice(impact=1, when=LOW, after="t.c"),), rank=0)
    questions = (waiting("a", 3), urgent, waiting("c", 2), waiting("d", 1))
    assert order(scored(questionnaire(*questions), dict.fromkeys("abcd", "rien"))) == "a c b d"


def test_actions_wait_for_those_of_other_themes_in_the_whole_alone() -> None:
    first = questionnaire(single("s.a", advice=(advice(impact=3, when=LOW, after="l.b"),)), name="s")
    second = questionnaire(single("l.b", advice=(advice(impact=1, when=LOW),)), name="l")
    report = Report("Bilan", (Theme("s", 1, 1), Theme("l", 1, 1)), LEVELS)
    answers = {"s.a": "rien", "l.b": "rien"}
    assert order(overall(report, {"s": first, "l": second}, answers)) == "l.b s.a"
    assert order(scored(first, dict(answers))) == "s.a"
