"""What an answer means to its question: valid or not, how many points, which advice it calls for.

An answer that the question does not offer counts as no answer: data from elsewhere never raises.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from .definition import DONE, NOT_APPLICABLE, UNKNOWN, Advice, Condition, Definition, Question

Answer = str | int | tuple[str, ...]
"""An option's id, a reserved answer or a text; a whole number; the ticked options' ids."""

Answers = Mapping[str, object]
"""Question keys ("questionnaire.question") → what was answered, unchecked."""

T = TypeVar("T")

_EXACT = 2**53 - 1
"""The largest whole number that a browser tells from its neighbours."""


def read_answer(question: Question, value: object) -> Answer | None:
    """The answer as the question understands it, or None when nothing valid was answered."""
    if isinstance(value, str) and value in (NOT_APPLICABLE, UNKNOWN):
        offered = question.unknown if value == UNKNOWN else question.not_applicable is not None
        return value if offered else None
    match question.type:
        case "single":
            return value if isinstance(value, str) and value in question.points else None
        case "multiple":
            return _ticked(question, value)
        case "number":
            return _whole(question, value)
        case "text":
            return value if isinstance(value, str) and value.strip() else None
        case "item":
            return DONE if value == DONE else None


def points_of(question: Question, answer: Answer | None) -> int:
    """The points of an answer that `read_answer` accepted; 0 for none, for a reserved one, or if unscored."""
    if question.best is None or answer is None or answer in (UNKNOWN, NOT_APPLICABLE):
        return 0
    if isinstance(answer, int):
        return next(band.points for band in reversed(question.bands) if band.start <= answer)
    if isinstance(answer, str):
        return question.points.get(answer, 0)
    total = sum(question.points[id_] for id_ in answer)
    return total if question.most is None else min(total, question.most)


def holds(condition: Condition, answer: Answer | None) -> bool:
    """Whether a condition on a visible question holds; it does as long as that question was not really answered."""
    if answer is None or answer == UNKNOWN:
        return True
    if isinstance(answer, str):
        return answer in condition.values
    return any(given in condition.values for given in ids_of(answer))


def calls_for(advice: Advice, answer: Answer) -> bool:
    """Whether an advice applies to an answer."""
    if isinstance(answer, int):
        return advice.below is not None and answer < advice.below
    if isinstance(answer, str):
        return answer in advice.when
    return any(option in answer for option in advice.when) or any(o not in answer for o in advice.without)


def ids_of(answer: Answer) -> tuple[str, ...]:
    """The option ids in an answer; none in a number."""
    if isinstance(answer, tuple):
        return answer
    return () if isinstance(answer, int) else (answer,)


def carried_over(definition: Definition, answers: Answers) -> dict[str, object]:
    """The answers, with those given under earlier ids (`was:`) filed under today's; the others stay as they are."""
    carried = keys_carried_over(definition, answers)
    for key, renamed in definition.earlier_options.items():
        value = carried.get(key)
        if isinstance(value, str):
            carried[key] = renamed.get(value, value)
        elif isinstance(value, list | tuple):
            carried[key] = [renamed.get(v, v) if isinstance(v, str) else v for v in value]
    return carried


def keys_carried_over(definition: Definition, record: Mapping[str, T]) -> dict[str, T]:
    """What is filed by question, be it an answer or a note, with earlier keys (`was:`) replaced by today's."""
    carried = dict(record)
    for earlier, key in definition.earlier_keys:
        if earlier in carried:
            carried.setdefault(key, carried.pop(earlier))
    return carried


def _ticked(question: Question, value: object) -> tuple[str, ...] | None:
    """The ticked options in the question's order; an exclusive one counts only alone."""
    if not isinstance(value, list | tuple):
        return None
    ticked = [option for option in question.options if option.id in value]
    ordinary = [option for option in ticked if not option.exclusive]
    return tuple(option.id for option in ordinary or ticked) or None


def _whole(question: Question, value: object) -> int | None:
    # JSON has one type of number: 4.0 is 4 in a browser, so it is here. To Python alone, True is an integer.
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    least = -_EXACT if question.minimum is None else question.minimum
    most = _EXACT if question.maximum is None else question.maximum
    return int(value) if least <= value <= most and value == int(value) else None
