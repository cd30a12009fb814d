"""Advice: complete without script, where it says which answers it is for; the script only picks and orders."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from .. import wording
from ..scoring import VERIFY
from ..texts import interface
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
        for advised in wording.advised(asked.question, numbers):
            verify = advised.number == VERIFY
            yield Shown(
                reference=f"{asked.question.key}/{advised.number}",
                asked=asked,
                condition=advised.condition,
                action=advised.action,
                why=_proof(asked) if verify else markdown(advised.why, page.source) if advised.why else None,
                facts=advised.facts,
                read=relative(advised.read, page.source) if advised.read else None,
                who=advised.who,
                within=advised.within,
            )


def _proof(asked: Asked) -> Markup | None:
    if not asked.proof:
        return None
    introduced = interface()["result"]["verify_proof"]
    return Markup('<div class="quest-small quest-proof">{} {}</div>').format(introduced, asked.proof)
