"""A questionnaire in words: all that the templates arrange, worked out, so that they decide nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from markupsafe import Markup

from .. import wording
from ..definition import Definition, Question
from ..typography import french
from ..urls import relative
from .fragments import markdown

SOURCES_PAGE = "ressources/sources.md"


@dataclass(frozen=True)
class Page:
    """Where a questionnaire stands: the path of the page from docs/, and those of the report's page and of the
    presenter's if there are such.
    """

    source: str
    report: str | None = None
    presenter: str | None = None

    @property
    def report_link(self) -> str | None:
        """The way to the report from this page; None where there is no other page that shows it."""
        if self.report is None or self.report == self.source:
            return None
        return relative(self.report, self.source)

    def slides_link(self, questionnaire: str) -> str | None:
        """The way to a questionnaire's slides; None where there are none."""
        return relative(f"{self.presenter}#{questionnaire}", self.source) if self.presenter else None


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as it is asked. `hints` say how to answer, `paper_hints` how to count by hand."""

    question: Question
    number: int
    anchor: str
    text: str
    answers: tuple[wording.Answer, ...]
    hints: tuple[str, ...]
    paper_hints: tuple[str, ...]
    help: Markup | None
    proof: Markup | None
    sources: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A group of checklist items and what stands under it."""

    title: str | None
    items: list[Asked] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a result may come to: a level, or what stands in its place. `reference` is what a result calls it."""

    reference: str
    title: str
    summary: Markup


def verdicts(definition: Definition, page: Page) -> tuple[Verdict, ...]:
    """The levels, then what may stand in their place."""
    entries = [(level.id, level.title, level.summary) for level in definition.levels]
    for question, option, instead in wording.instead_of_levels(definition):
        entries.append((f"{question.key}/{option.id}", instead.title, instead.summary))
    return tuple(
        Verdict(reference, french(title), markdown(summary, page.source))
        for reference, title, summary in entries
    )


def asked(definition: Definition, page: Page) -> tuple[Asked, ...]:
    """Every question, numbered from 1."""
    return tuple(
        Asked(
            question=question,
            number=number,
            anchor=f"{definition.id}-{question.id}",
            text=french(question.text),
            answers=wording.answers(question, definition.unit),
            hints=wording.hints(question),
            paper_hints=wording.paper_hints(question, definition.unit),
            help=_fragment(question.help, page),
            proof=_fragment(question.proof, page),
            sources=tuple(
                (s, relative(f"{SOURCES_PAGE}#{s.lower()}", page.source)) for s in question.sources
            ),
        )
        for number, question in enumerate(definition.questions, start=1)
    )


def grouped(items: Sequence[Asked]) -> list[Heading]:
    """A checklist's items under their groups, in the order in which the groups first come."""
    headings: dict[str | None, Heading] = {}
    for item in items:
        title = item.question.group
        heading = headings.setdefault(title, Heading(french(title) if title else None))
        heading.items.append(item)
    return list(headings.values())


def _fragment(text: str | None, page: Page) -> Markup | None:
    return markdown(text, page.source) if text else None
