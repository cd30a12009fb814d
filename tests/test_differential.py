"""Python and the browser agree: scoring.py and answers.py against score.js, over random guides and answers."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autodiagnostic.answers import carried_over
from autodiagnostic.definition import (
    UNKNOWN,
    Advice,
    Condition,
    Definition,
    Option,
    Question,
    report_data,
    scoring_data,
)
from autodiagnostic.scoring import Result, overall, score
from browser_scoring import as_json, call, calls, for_script
from guides import Guide
from strategies import answers, deep, guides, quick

MANY = 5_000


def check_agreement(data: st.DataObject) -> None:
    """One guide, two communes: a sensible one, and one whose file somebody has tampered with."""
    guide = data.draw(guides(), label="guide")
    for hostile in (False, True):
        given_answers = data.draw(answers(guide.definitions.values(), hostile=hostile), label="answers")
        assert by_browser(guide, given_answers) == by_python(guide, given_answers)


def by_python(guide: Guide, given_answers: dict[str, Any]) -> list[Any]:
    carried = [carried_over(definition, given_answers) for definition in guide.definitions.values()]
    scored = [score(definition, given_answers) for definition in guide.definitions.values()]
    whole = overall(guide.the_report, guide.definitions, given_answers)
    return [*(for_script(answers) for answers in carried), *(as_json(result) for result in (*scored, whole))]


def by_browser(guide: Guide, given_answers: dict[str, Any]) -> list[Any]:
    definitions = {name: scoring_data(definition) for name, definition in guide.definitions.items()}
    return calls(
        *(("carriedOver", definition, given_answers) for definition in definitions.values()),
        *(("score", definition, given_answers) for definition in definitions.values()),
        ("overall", report_data(guide.the_report), definitions, given_answers),
    )


# Each guide makes two cases.
@quick(1_000)
@given(st.data())
def test_browser_and_python_agree(data: st.DataObject) -> None:
    check_agreement(data)


@pytest.mark.deep
@pytest.mark.timeout(1_800)
@deep(25_000)
@given(st.data())
def test_browser_and_python_agree_on_many_more(data: st.DataObject) -> None:
    check_agreement(data)


YES_NO = (Option("non", "Non"), Option("oui", "Oui"))


def one_of_many(number: int, **more: Any) -> Question:
    """The question t.q<number>, answered by yes or no."""
    return Question(f"q{number}", f"t.q{number}", "single", "?", options=YES_NO, **more)


def scored_by_both(definition: Definition, given_answers: dict[str, Any]) -> Result:
    result = score(definition, given_answers)
    assert call("score", scoring_data(definition), given_answers) == as_json(result)
    return result


def test_a_chain_of_conditions_is_followed_to_its_end() -> None:
    chain = [
        one_of_many(
            n,
            not_applicable="Sans objet",
            conditions=(Condition(f"t.q{n - 1}", ("oui",)),) if n else (),
        )
        for n in range(MANY)
    ]
    definition = Definition("t", 1, "assessment", "T", tuple(chain))
    result = scored_by_both(definition, {"t.q0": "oui", "t.q1": "non"})
    assert (len(result.hidden), result.applicable, result.remaining) == (MANY - 2, 2, ())


@pytest.mark.parametrize("awaited", [lambda n: n + 1, lambda n: n - 1, lambda _: MANY - 1, lambda _: 0])
def test_long_queues_of_actions_all_get_their_turn(awaited: Any) -> None:
    """Each waits for the next one, for the one before, or all for the last or the first."""
    questions = [
        one_of_many(
            n,
            unknown=True,
            advice=(
                Advice("Agir", 1, 1, when=(UNKNOWN,), after=f"t.q{awaited(n)}" if awaited(n) != n else None),
            ),
        )
        for n in range(MANY)
    ]
    definition = Definition("t", 1, "assessment", "T", tuple(questions))
    result = scored_by_both(definition, {question.key: UNKNOWN for question in questions})
    assert len({action.key for action in result.actions}) == MANY
