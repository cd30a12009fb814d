"""Cards to cut out: those that an author writes, and one a question of a questionnaire."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import Final

from ..definition import Definition, Question
from ..problems import Fault
from ..texts import interface
from ..typography import french
from .document import Block, Card, Deck, Heading, List, Paragraph, Run
from .reading import Slip, document

_TITLE: Final = re.compile(r"###(?!#)(.*)")


def read(name: str, title: str, text: str) -> tuple[Deck, list[Slip]]:
    """The cards that a text holds, each from one `### Title` to the next, and all that is wrong in it, in order."""
    lines = text.split("\n")
    starts = [place for place, line in enumerate(lines) if _TITLE.match(line)]
    before = lines[: starts[0]] if starts else lines
    slips = [
        Slip(place + 1, len(line) - len(line.lstrip()) + 1, Fault((), "cards-text-before"))
        for place, line in enumerate(before)
        if line.strip()
    ][:1]
    if not starts and not slips:
        slips.append(Slip(1, 1, Fault((), "cards-none", {"name": name})))
    cards = []
    for start, end in pairwise([*starts, len(lines)]):
        if lines[start].strip("# "):
            blocks, _, wrong = document("\n".join(lines[start:end]))
            cards.append(Card(blocks))
            slips += (replace(slip, line=start + slip.line) for slip in wrong)
        else:
            slips.append(Slip(start + 1, 1, Fault((), "cards-without-title")))
    return Deck(name, title, tuple(cards)), slips


def of_questions(definition: Definition) -> Deck:
    """A card a question: what a group reads and answers by raising a digit."""
    told = interface()["cards"]
    title = french(definition.title)
    cards = [
        Card(
            (Heading(1, (Run(french(question.text)),)), *_answers(question)),
            told[_over(question)].format(title=title, number=number),
        )
        for number, question in enumerate(definition.questions, start=1)
    ]
    return Deck(f"questions/{definition.id}", told["of_questions"].format(title=title), tuple(cards))


def _over(question: Question) -> str:
    if question.type == "item":
        return "over_item"
    return "over" if question.pass_points is None else "over_essential"


def _answers(question: Question) -> tuple[Block, ...]:
    """Of several answers one may be chosen by its digit, others are ticked; a number or a text leaves room for it."""
    if question.options:
        box, first = ("☐ ", None) if question.type == "multiple" else ("", 0)
        labels = [french(box + option.label) for option in question.options]
        return (List(tuple((Paragraph((Run(label),)),) for label in labels), first),)
    if question.type in ("number", "text"):
        return (Paragraph((Run(f"[{question.unit or '…'}]", gap=True),)),)
    return ()
