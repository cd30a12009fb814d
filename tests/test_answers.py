"""What an answer is worth to its question, and answers that follow a rename."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from autodiagnostic.answers import carried_over, points_of, read_answer
from autodiagnostic.definition import DONE, NOT_APPLICABLE, UNKNOWN, Option, Question
from building import multiple, number, questionnaire, single, unscored

TOOLS = multiple("outils", {"charte": 1, "agenda": 2, "relais": 2, "aucun": 0}, best=4, most=4)
FOLLOWERS = number("abonnes", {0: 0, 100: 1, 1000: 3}, maximum=5000)


def points(question: Question, answer: object) -> int | None:
    """Its points, or None when it is no answer."""
    valid = read_answer(question, answer)
    return None if valid is None else points_of(question, valid)


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ("rien", 0),
        ("en-place", 2),
        ("revu", 3),
        (UNKNOWN, 0),
        ("Revu", None),
        ("", None),
        (None, None),
        (3, None),
    ],
)
def test_a_single_answer_has_its_own_points(answer: object, expected: int | None) -> None:
    assert points(single("ton"), answer) == expected


@pytest.mark.parametrize(
    ("ticked", "expected"),
    [
        (["charte"], 1),
        (["charte", "agenda"], 3),
        (["charte", "agenda", "relais"], 4),  # 5, but at most 4
        (["agenda", "agenda"], 2),
        (["agenda", "fax", None, 7, ["charte"]], 2),
        (["aucun"], 0),
        (["aucun", "agenda"], 2),  # "none of these" counts only alone
        (UNKNOWN, 0),
        ([], None),
        (["fax"], None),
        ("agenda", None),
        ({"agenda": True}, None),
        ([UNKNOWN], None),
    ],
)
def test_ticked_answers_add_up(ticked: object, expected: int | None) -> None:
    assert points(TOOLS, ticked) == expected


def test_none_of_these_may_be_worth_something() -> None:
    debts = multiple("ecueils", {"doublon": 1, "oubli": 0, "aucun": 3}, best=3)
    assert points(debts, ["aucun"]) == 3
    assert points(debts, ["aucun", "doublon"]) == 1


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        *((0, 0), (99, 0), (100, 1), (999, 1), (1000, 3), (5000, 3)),
        *((100.0, 1), (-0.0, 0), (UNKNOWN, 0)),
        *((-1, None), (5001, None), (99.5, None), ("100", None), (True, None), ([100], None), (None, None)),
        *((float("nan"), None), (float("inf"), None), (float("-inf"), None)),
    ],
)
def test_a_number_has_the_points_of_its_band(answer: object, expected: int | None) -> None:
    assert points(FOLLOWERS, answer) == expected


@pytest.mark.parametrize(
    ("answer", "expected"),
    [(2**53 - 1, 3), (2**53, None), (1e300, None), (10**400, None), (-(10**400), None)],
)
def test_a_number_that_a_browser_cannot_hold_is_no_answer(answer: object, expected: int | None) -> None:
    assert points(number("abonnes", {0: 0, 1000: 3}), answer) == expected


def test_reserved_answers_count_only_where_they_are_offered() -> None:
    strict = single("ton", unknown=False)
    assert read_answer(strict, UNKNOWN) is None
    assert read_answer(strict, NOT_APPLICABLE) is None
    lenient = single("ton", not_applicable="Pas de compte")
    assert read_answer(lenient, UNKNOWN) == UNKNOWN
    assert read_answer(lenient, NOT_APPLICABLE) == NOT_APPLICABLE


def test_a_text_must_say_something_and_an_item_be_done() -> None:
    text = Question("avis", "t.avis", "text", "Un mot ?")
    assert read_answer(text, "Merci") == "Merci"
    nothings: list[object] = ["", " \n", 4, [], UNKNOWN]
    assert [read_answer(text, value) for value in nothings] == [None] * 5
    item = Question("relu", "t.relu", "item", "Relu ?")
    assert read_answer(item, DONE) == DONE
    nothings = ["", "oui", True, 1, [DONE]]
    assert [read_answer(item, value) for value in nothings] == [None] * 5


def test_answers_without_points_are_worth_none() -> None:
    assert points(unscored("reseaux", "facebook", "instagram", type_="multiple"), ["facebook"]) == 0
    assert points(unscored("habitants", type_="number"), 800) == 0


RENAMED = replace(
    single("ton"),
    was=("t.style", "t.voix"),
    options=(Option("non", "Non", 0, was=("rien", "aucun")), Option("oui", "Oui", 3, was=("tout",))),
)


@pytest.mark.parametrize(
    ("saved", "carried"),
    [
        ({"t.voix": "oui"}, {"t.ton": "oui"}),
        ({"t.style": "oui", "t.voix": "non"}, {"t.ton": "oui"}),  # the first named is the latest
        ({"t.ton": "non", "t.voix": "oui"}, {"t.ton": "non"}),  # today's answer stands
        ({"t.ton": "rien"}, {"t.ton": "non"}),
        ({"t.voix": "aucun"}, {"t.ton": "non"}),
        ({"t.voix": UNKNOWN}, {"t.ton": UNKNOWN}),
        ({"t.ton": ["tout", 4, "rien", ["rien"]]}, {"t.ton": ["oui", 4, "non", ["rien"]]}),
        ({"t.ton": None}, {"t.ton": None}),
        ({"t.parti": "oui", "__proto__": 1}, {"t.parti": "oui", "__proto__": 1}),  # kept, if of no use
    ],
)
def test_answers_follow_a_rename(saved: dict[str, Any], carried: dict[str, Any]) -> None:
    before = dict(saved)
    assert carried_over(questionnaire(RENAMED), saved) == carried
    assert saved == before


def test_a_question_may_have_moved_from_another_file() -> None:
    moved = replace(single("ton"), was=("ancien.ton",))
    assert carried_over(questionnaire(moved), {"ancien.ton": "revu"}) == {"t.ton": "revu"}


def test_questions_that_only_steer_this_one_follow_their_renames_too() -> None:
    control = replace(unscored("profil.reseaux", "facebook"), was=("profil.comptes",))
    definition = questionnaire(single("ton"), controls=(control,))
    assert carried_over(definition, {"profil.comptes": "facebook"}) == {"profil.reseaux": "facebook"}
