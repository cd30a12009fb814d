"""Advice in words: complete without script, where it says which answers it is for; the script only picks and orders."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from ..definition import NOT_APPLICABLE, UNKNOWN, Advice, Question
from ..scoring import VERIFY
from ..texts import interface
from ..typography import french
from ..urls import relative
from .fragments import markdown
from .view import Asked, Page


@dataclass(frozen=True, slots=True)
class Shown:
    """An advice as it is shown. `reference` is "<question key>/<number>"; `facts` say who, by when…

    `who` and `within` are the author's own words, for a plan to start from.
    """

    reference: str
    asked: Asked
    condition: str
    action: str
    why: Markup | None
    facts: tuple[str, ...]
    read: str | None
    who: str | None = None
    within: str | None = None


def shown(questions: Sequence[Asked], page: Page) -> Iterator[Shown]:
    """Every advice, in the questions' order, "go and check" after a question's own."""
    numbers = {asked.question.key: asked.number for asked in questions}
    for asked in questions:
        question = asked.question
        for number, advice in enumerate(question.advice):
            yield _advice(asked, number, advice, numbers, page)
        if (
            question.unknown
            and question.best is not None
            and not any(UNKNOWN in a.when for a in question.advice)
        ):
            yield _verify(asked)


def _advice(asked: Asked, number: int, advice: Advice, numbers: dict[str, int], page: Page) -> Shown:
    words = interface()["result"]
    facts = [(words["who"], advice.who), (words["within"], advice.within)]
    facts.append((words["effort"], words["efforts"][advice.effort - 1]))
    if advice.after in numbers:
        facts.append((words["after"], words["question"].format(number=numbers[advice.after]).lower()))
    return Shown(
        reference=f"{asked.question.key}/{number}",
        asked=asked,
        condition="".join(_conditions(asked.question, advice)),
        action=french(advice.action),
        why=markdown(advice.why, page.source) if advice.why else None,
        facts=tuple(_fact(name, value) for name, value in facts if value),
        read=relative(advice.read, page.source) if advice.read else None,
        who=advice.who,
        within=advice.within,
    )


def _verify(asked: Asked) -> Shown:
    words = interface()["result"]
    proof = None
    if asked.proof:
        proof = Markup('<div class="quest-small quest-proof">{} {}</div>').format(
            words["verify_proof"], asked.proof
        )
    return Shown(
        reference=f"{asked.question.key}/{VERIFY}",
        asked=asked,
        condition=words["when"].format(answers=_listed([interface()["form"]["unknown"]])),
        action=words["verify"].format(question=asked.text),
        why=proof,
        facts=(_fact(words["effort"], words["efforts"][0]),),
        read=None,
    )


def _fact(name: str, value: str) -> str:
    return str(interface()["result"]["fact"].format(name=name, value=french(value)))


def _conditions(question: Question, advice: Advice) -> Iterator[str]:
    words = interface()["result"]
    labels = {option.id: option.label for option in question.options}
    labels |= {UNKNOWN: interface()["form"]["unknown"], NOT_APPLICABLE: interface()["form"]["not_applicable"]}
    if advice.when:
        form = "ticked" if question.type == "multiple" else "when"
        yield words[form].format(answers=_listed([labels.get(i, i) for i in advice.when]))
    if advice.without:
        yield words["without"].format(answers=_listed([labels.get(i, i) for i in advice.without]))
    if advice.below is not None:
        yield words["below"].format(number=advice.below)


def _listed(labels: Sequence[str]) -> str:
    """« A », « B » ou « C »."""
    words: Mapping[str, str] = interface()["result"]
    quoted = [words["quoted"].format(text=french(label)) for label in labels]
    *others, last = quoted
    return f"{words['comma'].join(others)}{words['or']}{last}" if others else last
