"""Each question with its answer: shown or hidden, worth how many points, an essential secured or not."""

from __future__ import annotations

from dataclasses import dataclass

from .answers import Answer, Answers, holds, points_of, read_answer
from .definition import NOT_APPLICABLE, UNKNOWN, Definition, Question


@dataclass(frozen=True, slots=True)
class Standing:
    """A question with its answer as read; None means unanswered."""

    question: Question
    hidden: bool
    answer: Answer | None
    points: int

    @property
    def applies(self) -> bool:
        return not self.hidden and self.answer != NOT_APPLICABLE

    @property
    def essential_state(self) -> str | None:
        needed = self.question.pass_points
        if needed is None or self.hidden:
            return None
        if self.answer is None:
            return "open"
        if self.answer == NOT_APPLICABLE:
            return "not_applicable"
        if self.answer == UNKNOWN:
            return "to_check"
        return "secured" if self.points >= needed else "below"


def standings_of(definition: Definition, answers: Answers) -> dict[str, Standing]:
    """Every question, controls first, with its answer, by key.

    A condition looks back, so one pass in order settles what is hidden.
    """
    seen: dict[str, Standing] = {}
    for question in (*definition.controls, *definition.questions):
        answer = read_answer(question, answers.get(question.key))
        hidden = False
        for condition in question.conditions:
            control = seen[condition.key]
            hidden = hidden or control.hidden or not holds(condition, control.answer)
        seen[question.key] = Standing(question, hidden, answer, points_of(question, answer))
    return seen
