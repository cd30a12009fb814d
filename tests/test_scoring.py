"""The scoring rules, one worked example each. The usual levels: « chemin » from 40 %, « solide » from 65 %."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from autodiagnostic.definition import NOT_APPLICABLE, UNKNOWN, Condition, Definition, Question, Report, Theme
from autodiagnostic.scoring import Result, Sums, overall, percentage, score
from building import LEVELS, essential, full, multiple, number, questionnaire, scored, single, unscored

FOUR = questionnaire(*(single(id_, not_applicable="Sans objet") for id_ in ("a", "b", "c", "d")))


def only_if(control: str, *values: str) -> dict[str, Any]:
    """What makes a question depend on another."""
    return {"conditions": (Condition(full(control), values),), "not_applicable": "Sans objet"}


def level_range(result: Result) -> tuple[str | None, str | None]:
    return result.level_low, result.level_high


# Points, percentage


def test_23_out_of_40_is_58_percent() -> None:
    # 57.5, and halves go up; in floating point it would be 57.
    result = scored(questionnaire(single("a", {"rien": 0, "mi": 23, "tout": 40})), {"a": "mi"})
    assert (result.sums.points, result.sums.possible, result.percent) == (23, 40, 58)


@pytest.mark.parametrize(
    ("points", "possible", "percent"),
    [(0, 1, 0), (1, 200, 1), (1, 201, 0), (1, 3, 33), (2, 3, 67), (199, 200, 100)],
)
def test_a_percentage_is_rounded_half_up(points: int, possible: int, percent: int) -> None:
    assert percentage(points, possible) == percent


def test_a_worth_is_weight_times_points_in_the_common_unit() -> None:
    definition = questionnaire(
        single("a", {"rien": 0, "un": 1, "tout": 2}, weight=1),
        single("b", {"rien": 0, "un": 1, "tout": 3}, weight=4),
        multiple("c", {"x": 1, "y": 1, "aucun": 0}, best=2, weight=2),
    )
    assert definition.unit == 6
    result = scored(definition, {"a": "un", "b": "un", "c": ["x"]})
    # 1 × 1/2 × 6 + 4 × 1/3 × 6 + 2 × 1/2 × 6, out of (1 + 4 + 2) × 6
    assert (result.sums.points, result.sums.possible, result.percent) == (3 + 8 + 6, 42, 40)


def test_questions_without_points_and_texts_do_not_score() -> None:
    text = Question("mot", "t.mot", "text", "Un mot ?")
    definition = questionnaire(single("a"), unscored("b", "oui", "non"), text)
    result = scored(definition, {"a": "revu", "b": "non", "mot": "Rien"})
    assert result.sums == Sums(3, 3, 3, 3, 3)
    assert (result.answered, result.applicable) == (2, 2)  # texts are not counted among the questions


# What is left out


def test_nothing_answered_is_no_score_no_level_no_interval() -> None:
    result = scored(FOUR, {})
    assert (result.percent, result.low, result.high) == (None, None, None)
    assert (result.level, *level_range(result)) == (None, None, None)
    assert (result.answered, result.applicable, len(result.remaining)) == (0, 4, 4)


def test_nothing_but_not_applicable_is_no_score_either() -> None:
    result = scored(FOUR, dict.fromkeys("abcd", NOT_APPLICABLE))
    assert (result.percent, result.level, result.applicable, result.remaining) == (None, None, 0, ())


def test_unanswered_questions_remain_and_do_not_count_in_the_score() -> None:
    result = scored(FOUR, {"a": "revu", "c": "rien"})
    assert (result.sums.points, result.sums.possible, result.percent) == (3, 6, 50)
    assert (result.answered, result.applicable, result.remaining) == (2, 4, ("t.b", "t.d"))


def test_not_applicable_leaves_the_score_and_the_interval() -> None:
    result = scored(FOUR, {"a": "revu", "b": "rien", "c": NOT_APPLICABLE})
    assert (result.sums.possible, result.percent, result.low, result.high) == (6, 50, 33, 67)
    assert (result.answered, result.applicable) == (2, 3)


def test_i_do_not_know_counts_for_nothing_and_widens_the_interval() -> None:
    result = scored(FOUR, {"a": "revu", "b": "revu", "c": "rien", "d": UNKNOWN})
    assert (result.percent, result.low, result.high, result.remaining) == (50, 50, 75, ())


def test_the_interval_runs_from_all_the_rest_at_0_to_all_the_rest_at_best() -> None:
    result = scored(FOUR, {"a": "en-place", "b": UNKNOWN})
    assert result.sums == Sums(points=2, possible=6, low=2, high=11, everything=12)
    assert (result.percent, result.low, result.high) == (33, 17, 92)


# Conditions


def test_a_condition_holds_for_any_of_its_values() -> None:
    definition = questionnaire(
        unscored("reseau", "facebook", "panneau", "aucun"),
        single("b", **only_if("reseau", "facebook", "panneau")),
    )
    assert scored(definition, {"reseau": "panneau"}).hidden == ()
    assert scored(definition, {"reseau": "aucun"}).hidden == ("t.b",)


def test_all_conditions_must_hold() -> None:
    both: dict[str, Any] = {
        "conditions": (Condition("t.a", ("oui",)), Condition("t.b", ("oui",))),
        "not_applicable": "Sans objet",
    }
    definition = questionnaire(unscored("a", "oui", "non"), unscored("b", "oui", "non"), single("c", **both))
    assert scored(definition, {"a": "oui", "b": "oui"}).hidden == ()
    assert scored(definition, {"a": "oui", "b": "non"}).hidden == ("t.c",)


@pytest.mark.parametrize("answer", [None, UNKNOWN, "n’importe quoi", ["oui"]])
def test_a_question_shows_as_long_as_its_condition_is_not_really_answered(answer: object) -> None:
    definition = questionnaire(unscored("a", "oui", "non"), single("b", **only_if("a", "oui")))
    assert scored(definition, {"a": answer}).hidden == ()


def test_not_applicable_answers_a_condition_and_does_not_meet_it() -> None:
    control = unscored("a", "oui", "non", not_applicable="Sans objet")
    assert scored(
        questionnaire(control, single("b", **only_if("a", "oui"))), {"a": NOT_APPLICABLE}
    ).hidden == ("t.b",)


def test_a_ticked_answer_meets_a_condition() -> None:
    control = unscored("a", "facebook", "panneau", "aucun", type_="multiple")
    definition = questionnaire(control, single("b", **only_if("a", "facebook")))
    assert scored(definition, {"a": ["panneau", "facebook"]}).hidden == ()
    assert scored(definition, {"a": ["panneau"]}).hidden == ("t.b",)


def test_what_depends_on_a_hidden_question_is_hidden_whatever_was_once_answered() -> None:
    definition = questionnaire(
        unscored("a", "oui", "non"),
        unscored("b", "oui", "non", **only_if("a", "oui")),
        single("c", **only_if("b", "oui")),
    )
    kept = {"b": "oui", "c": "revu"}
    assert scored(definition, {"a": "oui", **kept}).percent == 100
    result = scored(definition, {"a": "non", **kept})
    assert (result.hidden, result.percent, result.applicable) == (("t.b", "t.c"), None, 1)


def test_the_profile_steers_without_counting() -> None:
    control = unscored("profil.ecole", "oui", "non")
    definition = questionnaire(
        single("a", **only_if("profil.ecole", "oui")), single("b"), controls=(control,)
    )
    result = scored(definition, {"profil.ecole": "non", "a": "revu", "b": "rien"})
    assert (result.percent, result.applicable, result.hidden) == (0, 1, ("t.a",))


def test_hidden_counts_as_not_applicable() -> None:
    control = unscored("profil.ecole", "oui", "non")
    definition = questionnaire(
        single("a", **only_if("profil.ecole", "oui")), single("b"), controls=(control,)
    )
    hidden = scored(definition, {"profil.ecole": "non", "a": "revu", "b": "partiel"})
    waived = scored(definition, {"profil.ecole": "oui", "a": NOT_APPLICABLE, "b": "partiel"})
    assert replace(hidden, hidden=()) == waived


# Essentials and levels


@pytest.mark.parametrize(
    ("answer", "state"),
    [
        *(("revu", "secured"), ("en-place", "secured"), ("partiel", "below"), ("rien", "below")),
        *((UNKNOWN, "to_check"), (None, "open"), (NOT_APPLICABLE, "not_applicable")),
    ],
)
def test_an_essential_is_in_one_state(answer: object, state: str) -> None:
    essentials = scored(questionnaire(essential("a", not_applicable="Sans objet")), {"a": answer}).essentials
    assert getattr(essentials, state) == ("t.a",)
    assert essentials.missing == (("t.a",) if state in ("below", "to_check") else ())
    assert essentials.all_secured is (state in ("secured", "not_applicable"))


def test_a_hidden_essential_is_in_no_state_and_caps_nothing() -> None:
    definition = questionnaire(
        unscored("a", "oui", "non"), essential("b", **only_if("a", "oui")), single("c")
    )
    result = scored(definition, {"a": "non", "b": "rien", "c": "revu"})
    assert (result.essentials.missing, result.essentials.all_secured, result.level) == ((), True, "solide")


def test_points_secure_an_essential_with_boxes_or_a_number() -> None:
    boxes = multiple("a", {"x": 1, "y": 1, "z": 1, "aucun": 0}, best=3, pass_points=2)
    people = number("b", {0: 0, 2: 5}, pass_points=5)
    result = scored(questionnaire(boxes, people), {"a": ["x", "z"], "b": 1})
    assert (result.essentials.secured, result.essentials.below) == (("t.a",), ("t.b",))


@pytest.mark.parametrize(
    ("points", "level"),
    [(0, "depart"), (394, "depart"), (395, "chemin"), (644, "chemin"), (645, "solide"), (1000, "solide")],
)
def test_a_level_starts_from_its_rounded_percentage(points: int, level: str) -> None:
    # 39.5 % is 40; 64.5 % is 65.
    definition = questionnaire(single("a", {"rien": 0, "ici": points, "tout": 1000}))
    assert scored(definition, {"a": "ici"}).level == level


@pytest.mark.parametrize(
    ("answer", "levels"),
    [
        ("en-place", ("solide", "solide", "solide")),
        ("rien", ("chemin", "chemin", "chemin")),  # answered below: capped, whatever else comes
        (UNKNOWN, ("chemin", "chemin", "solide")),  # to check: it may turn out to be in place
        (None, ("chemin", "chemin", "solide")),  # open, likewise
    ],
)
def test_no_level_above_the_cap_until_every_essential_is_secured(
    answer: object, levels: tuple[str, str, str]
) -> None:
    definition = questionnaire(single("a", weight=9), essential("b"))
    result = scored(definition, {"a": "revu", "b": answer})
    assert (result.level, *level_range(result)) == levels


def test_one_essential_below_caps_the_best_level_even_if_others_are_open() -> None:
    definition = questionnaire(single("a", weight=9), essential("b"), essential("c"))
    assert level_range(scored(definition, {"a": "revu", "b": "rien"})) == ("chemin", "chemin")


def test_the_cap_lifts_no_level() -> None:
    assert scored(questionnaire(essential("a")), {"a": "rien"}).level == "depart"


def test_the_range_runs_from_the_level_of_low_to_that_of_high() -> None:
    assert level_range(scored(FOUR, {"a": "revu"})) == ("depart", "solide")
    assert level_range(scored(FOUR, {"a": "rien", "b": "rien"})) == ("depart", "chemin")


# Instead of a level

ACCOUNTS = unscored("profil.comptes", "aucun", "un", instead="aucun")
STEERED = questionnaire(essential("a"), single("b"), controls=(ACCOUNTS,))


@pytest.mark.parametrize("answer", [None, "un", UNKNOWN, "inconnu", ["aucun"]])
def test_there_is_a_level_unless_the_answer_that_takes_its_place_is_given(answer: object) -> None:
    result = scored(STEERED, {"profil.comptes": answer, "a": "revu"})
    assert (result.level, result.instead_of_level) == ("solide", None)


def test_what_takes_the_levels_place_leaves_no_level_and_all_the_rest() -> None:
    given = {"a": "rien", "b": UNKNOWN}
    usual = scored(STEERED, {"profil.comptes": "un", **given})
    result = scored(STEERED, {"profil.comptes": "aucun", **given})
    assert result == replace(
        usual, level=None, level_low=None, level_high=None, instead_of_level="profil.comptes/aucun"
    )
    assert (result.percent, result.low, result.high) == (0, 0, 50)
    assert result.essentials.below == ("t.a",)


def test_it_is_said_before_anything_is_answered() -> None:
    result = scored(STEERED, {"profil.comptes": "aucun"})
    assert (result.percent, result.instead_of_level) == (None, "profil.comptes/aucun")


def test_a_hidden_question_takes_no_levels_place() -> None:
    control = unscored("profil.ecole", "oui", "non")
    hidden = unscored("profil.page", "non", "oui", instead="non", **only_if("profil.ecole", "oui"))
    definition = questionnaire(single("a"), controls=(control, hidden))
    answers = {"profil.page": "non", "a": "revu"}
    assert scored(definition, {"profil.ecole": "non", **answers}).level == "solide"
    assert scored(definition, {"profil.ecole": "oui", **answers}).level is None


def test_of_two_answers_that_take_the_levels_place_the_first_is_named() -> None:
    twice = questionnaire(
        unscored("profil.b", "oui", "non", instead="non"),
        single("a"),
        controls=(unscored("profil.a", "oui", "non", instead="oui"),),
    )
    assert scored(twice, {"profil.a": "oui", "profil.b": "non"}).instead_of_level == "profil.a/oui"
    assert scored(twice, {"profil.a": "non", "profil.b": "non"}).instead_of_level == "profil.b/non"


# The whole


def two_themes(first: Definition, second: Definition, weights: tuple[int, int]) -> Report:
    common = max(first.unit, second.unit)  # one a multiple of the other in these examples
    themes = tuple(
        Theme(d.id, w, w * common // d.unit) for d, w in zip((first, second), weights, strict=True)
    )
    return Report("Bilan", themes, LEVELS, "chemin")


SMALL = questionnaire(single("s.a"), name="s")
LARGE = questionnaire(*(single(f"l.{id_}", {"rien": 0, "tout": 6}) for id_ in ("a", "b", "c")), name="l")
BOTH = {"s": SMALL, "l": LARGE}


def test_the_whole_adds_up_weighted_worths_and_takes_no_mean_of_percentages() -> None:
    answers = {"s.a": "revu", "l.a": "rien", "l.b": "rien", "l.c": "tout"}
    result = overall(two_themes(SMALL, LARGE, (2, 1)), BOTH, answers)
    # In sixths: 2 × 6 out of 2 × 6, and 6 out of 18. Means of 100 % and 33 % would give 67 or 78.
    assert (result.sums.points, result.sums.possible, result.percent) == (18, 30, 60)


def test_themes_not_begun_are_in_the_interval_of_the_whole() -> None:
    result = overall(two_themes(SMALL, LARGE, (1, 1)), BOTH, {"s.a": "revu"})
    assert (result.percent, result.low, result.high) == (100, 25, 100)
    assert (result.level, *level_range(result)) == ("solide", "depart", "solide")
    assert result.remaining == ("l.a", "l.b", "l.c")


def test_an_essential_of_any_theme_caps_the_whole() -> None:
    key = questionnaire(essential("k.a"), name="k")
    result = overall(
        two_themes(SMALL, key, (10, 1)), {"s": SMALL, "k": key}, {"s.a": "revu", "k.a": "partiel"}
    )
    assert (result.percent, result.level, result.essentials.below) == (94, "chemin", ("k.a",))


def test_what_takes_the_levels_place_takes_that_of_the_whole_too() -> None:
    steered = questionnaire(single("k.a"), name="k", controls=(ACCOUNTS,))
    answers = {"profil.comptes": "aucun", "s.a": "revu", "k.a": "partiel"}
    result = overall(two_themes(SMALL, steered, (1, 1)), {"s": SMALL, "k": steered}, answers)
    assert (result.percent, result.level, *level_range(result)) == (67, None, None, None)
    assert result.instead_of_level == "profil.comptes/aucun"


def test_a_question_that_two_themes_ask_counts_once() -> None:
    again = questionnaire(*SMALL.questions, single("u.b"), name="u")
    result = overall(
        two_themes(SMALL, again, (1, 1)), {"s": SMALL, "u": again}, {"s.a": "rien", "u.b": "revu"}
    )
    assert (result.sums.points, result.sums.possible, result.answered) == (3, 6, 2)


def test_answers_of_no_use_change_nothing() -> None:
    assert score(FOUR, {"t.a": "revu", "t.parti": "revu", "autre.b": "revu", "b": "revu"}) == score(
        FOUR, {"t.a": "revu"}
    )
