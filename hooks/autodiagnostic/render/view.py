"""A questionnaire in words: all that the templates arrange, worked out, so that they decide nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from markupsafe import Markup

from ..definition import DONE, NOT_APPLICABLE, UNKNOWN, Definition, InsteadOfLevel, Option, Question
from ..texts import counted, interface
from ..typography import french
from ..urls import relative
from . import grid
from .fragments import markdown

SOURCES_PAGE = "ressources/sources.md"


@dataclass(frozen=True)
class Page:
    """Where a questionnaire stands: the path of the page from docs/, and that of the report's page if there is one."""

    source: str
    report: str | None = None

    @property
    def report_link(self) -> str | None:
        """The way to the report from this page; None where there is no other page that shows it."""
        if self.report is None or self.report == self.source:
            return None
        return relative(self.report, self.source)


@dataclass(frozen=True, slots=True)
class Answer:
    """A row to tick. `aside` is said after the label, `points` is for those who count by hand."""

    type: str
    value: str
    label: str
    aside: str | None = None
    points: str | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as it is asked. `hints` say how to answer, `paper_hints` how to count by hand."""

    question: Question
    number: int
    anchor: str
    text: str
    answers: tuple[Answer, ...]
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
    for question, option, instead in instead_of_levels(definition):
        entries.append((f"{question.key}/{option.id}", instead.title, instead.summary))
    return tuple(
        Verdict(reference, french(title), markdown(summary, page.source))
        for reference, title, summary in entries
    )


def instead_of_levels(definition: Definition) -> Iterator[tuple[Question, Option, InsteadOfLevel]]:
    """The answers that take the level's place, in a questionnaire that has levels."""
    for question in (*definition.controls, *definition.questions) if definition.levels else ():
        for option in question.options:
            if option.instead_of_level is not None:
                yield question, option, option.instead_of_level


def asked(definition: Definition, page: Page) -> tuple[Asked, ...]:
    """Every question, numbered from 1."""
    return tuple(
        Asked(
            question=question,
            number=number,
            anchor=f"{definition.id}-{question.id}",
            text=french(question.text),
            answers=_answers(question, definition.unit),
            hints=_hints(question),
            paper_hints=_paper_hints(question, definition.unit),
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


def _answers(question: Question, unit: int) -> tuple[Answer, ...]:
    form = interface()["form"]
    if question.type == "item":
        return (Answer("checkbox", DONE, french(question.text)),)
    box = "radio" if question.type == "single" else "checkbox"
    answers = [
        Answer(box, option.id, french(option.label), points=_points(question, option.points, unit))
        for option in question.options
    ]
    if question.unknown:
        answers.append(Answer(box, UNKNOWN, form["unknown"], points=_points(question, 0, unit)))
    if question.not_applicable is not None:
        label, aside = french(question.not_applicable), form["not_applicable"]
        answers.append(
            Answer(box, NOT_APPLICABLE, label, aside, _points(question, question.best, unit, "subtracted"))
        )
    return tuple(answers)


def _points(question: Question, points: int | None, unit: int, words: str = "points") -> str | None:
    if question.best is None or points is None:
        return None
    return counted(interface()["grid"][words], grid.worth(question, points, unit))


def _hints(question: Question) -> tuple[str, ...]:
    form = interface()["form"]
    if question.type == "multiple":
        return (form["several"],)
    if question.type != "number":
        return ()
    bounds = {"least": question.minimum, "most": question.maximum}
    match question.minimum, question.maximum:
        case None, None:
            return (form["whole"],)
        case _, None:
            return (form["whole_from"].format(**bounds),)
        case None, _:
            return (form["whole_to"].format(**bounds),)
        case _:
            return (form["whole_between"].format(**bounds),)


def _paper_hints(question: Question, unit: int) -> tuple[str, ...]:
    if question.best is None:
        return ()
    if question.type == "multiple":
        return (counted(interface()["form"]["at_most"], grid.worth(question, question.best, unit)),)
    return tuple(_bands(question, unit, interface()["grid"]))


def _bands(question: Question, unit: int, words: Mapping[str, str]) -> list[str]:
    """What a number is worth, band by band."""
    ends = [band.start - 1 for band in question.bands[1:]] + [question.maximum]
    lines = []
    for band, end in zip(question.bands, ends, strict=False):
        form = "band_last" if end is None else "band_one" if end == band.start else "band"
        points = counted(interface()["grid"]["points"], grid.worth(question, band.points, unit))
        lines.append(
            words["worth"].format(numbers=words[form].format(least=band.start, most=end), points=points)
        )
    return lines
