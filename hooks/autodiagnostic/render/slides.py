"""Chapter summaries and questionnaires as slides, each with what its speaker needs to know: readable and printable as
they stand, shown one at a time by the script.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import PurePosixPath
from typing import Any

from markupsafe import Markup

from ..catalogue import load
from ..definition import NOT_APPLICABLE, UNKNOWN, Definition, Report
from ..problems import as_id
from ..scoring import VERIFY
from ..summary import Summary
from ..texts import counted, interface, set_in_french
from ..typography import french
from . import advice
from .fragments import markdown
from .view import Asked, Page, asked

_BRIEF, _TRAPS, _HOUR = "en-bref", "pieges", "une-heure"
_WHY, _HOW, _EXAMPLE = "pourquoi", "comment", "exemple"
"""The sections of a chapter: those that are shown, and those that are told."""


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer as it is shown; `digit` is what a raised card or a result strip calls it, where it has one."""

    text: str
    digit: str | None = None


@dataclass(frozen=True, slots=True)
class Slide:
    """What is shown: `kicker` above the title, `small` below all else. `notes` (title, text) are the speaker's."""

    kicker: str
    title: str
    number: int | None = None
    essential: bool = False
    body: Markup | None = None
    answers: tuple[Answer, ...] = ()
    small: tuple[Answer, ...] = ()
    notes: tuple[tuple[str, Markup], ...] = ()


@dataclass(frozen=True, slots=True)
class Deck:
    """Slides that are presented together. `id` is where links to them lead."""

    id: str
    title: str
    slides: tuple[Slide, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Decks of one kind, under their title."""

    anchor: str
    title: str
    decks: tuple[Deck, ...]


@cache
def words() -> Mapping[str, Mapping[str, Any]]:
    """The words of the presentation, table by table."""
    return {name: set_in_french(table) for name, table in load("presentation").items()}


def groups(
    definitions: Mapping[str, Definition],
    report: Report | None,
    summaries: Mapping[str, Summary],
    page: Page,
) -> list[Group]:
    """Every deck: chapters and themes in the report's order, then the rest. A group without decks is left out."""
    themes = [definitions[theme.id] for theme in report.themes] if report else []
    ordered = list(dict.fromkeys(definition.id for definition in (*themes, *definitions.values())))
    sorted_ = [definitions[name] for name in ordered]
    chapters = dict.fromkeys(d.chapter for d in sorted_ if d.chapter in summaries)
    checklists = [definition for definition in sorted_ if definition.kind == "checklist"]
    assessed = sorted(
        (definition for definition in sorted_ if definition.kind != "checklist"),
        # What comes before the themes: the profile, then what asks for a part of their questions.
        key=lambda d: 0 if d.kind == "profile" else 2 if d in themes else 1,
    )
    told = words()["groups"]
    found = (
        ("chapters", [_chapter(summaries[chapter], page) for chapter in chapters if chapter]),
        ("questionnaires", [_questionnaire(definition, page) for definition in assessed]),
        ("checklists", [_questionnaire(definition, page) for definition in checklists]),
    )
    return [
        Group(as_id(told[name]), told[name], tuple(deck for deck in decks if deck.slides))
        for name, decks in found
        if any(deck.slides for deck in decks)
    ]


# --- A chapter


def chapter_id(page: str) -> str:
    """`methode/5-moderation.md` is `chapitre-5`; without a number, the file's name tells."""
    stem = PurePosixPath(page).stem
    number = re.match(r"\d+", stem)
    return f"chapitre-{number[0] if number else as_id(stem)}"


def _chapter(summary: Summary, page: Page) -> Deck:
    title = french(summary.title)
    slides = tuple(_sections(summary, page))
    first = Slide(words()["slide"]["chapter"], title, notes=tuple(_opening(summary, page)))
    return Deck(chapter_id(summary.page), title, (first, *slides) if slides else ())


def _sections(summary: Summary, page: Page) -> Iterator[Slide]:
    notes = {_BRIEF: _further(summary, page), _TRAPS: _told(summary, _EXAMPLE, page)}
    for anchor in (_BRIEF, _TRAPS, _HOUR):
        if section := summary.sections.get(anchor):
            yield Slide(
                kicker=french(summary.title),
                title=french(section.title),
                body=markdown(section.bare, page.source),
                notes=notes.get(anchor, ()),
            )


def _opening(summary: Summary, page: Page) -> Iterator[tuple[str, Markup]]:
    """How to begin: with the first words of « Pourquoi »."""
    if section := summary.sections.get(_WHY):
        first = section.text.partition("\n\n")[0]
        yield french(section.title), markdown(first, page.source)


def _further(summary: Summary, page: Page) -> tuple[tuple[str, Markup], ...]:
    """The steps of the chapter, to go through if there are questions."""
    section = summary.sections.get(_HOW)
    if section is None or not section.steps:
        return ()
    links = "\n".join(f"- [{title}]({summary.page}#{anchor})" for title, anchor in section.steps)
    return ((words()["notes"]["further"], markdown(links, page.source)),)


def _told(summary: Summary, anchor: str, page: Page) -> tuple[tuple[str, Markup], ...]:
    section = summary.sections.get(anchor)
    return ((french(section.title), markdown(section.text, page.source)),) if section else ()


# --- A questionnaire


def _questionnaire(definition: Definition, page: Page) -> Deck:
    title = french(definition.title)
    questions = asked(definition, page)
    called_for: dict[int, list[advice.Shown]] = {}
    for shown in advice.shown(questions, page):
        called_for.setdefault(shown.asked.number, []).append(shown)
    form, told = interface()["form"], words()
    is_list = definition.kind == "checklist"
    facts = [counted(form["items" if is_list else "questions"], len(questions))]
    if definition.minutes:
        facts.append(counted(form["minutes"], definition.minutes))
    intro = markdown(definition.intro, page.source) if definition.intro else None
    first = Slide(
        kicker=told["slide"]["checklist" if is_list else "questionnaire"],
        title=title,
        small=tuple(Answer(fact) for fact in facts),
        notes=((told["notes"]["intro"], intro),) if intro else (),
    )
    rest = (_question(one, title, called_for.get(one.number, ())) for one in questions)
    return Deck(definition.id, title, (first, *rest))


def _question(one: Asked, deck: str, called_for: Sequence[advice.Shown]) -> Slide:
    question = one.question
    digits = question.type == "single" and question.best is not None
    answers = [] if question.type == "item" else list(one.answers)
    reserved = {UNKNOWN: "9", NOT_APPLICABLE: "8"}
    given = [answer for answer in answers if answer.value not in reserved]
    small = [Answer(hint) for hint in one.hints]
    # In a group of communes, first those that the question does not concern.
    for answer in reversed([answer for answer in answers if answer.value in reserved]):
        form = words()["slide"][answer.value.removeprefix("_").replace("-", "_")]
        text = form.format(text=answer.label)
        small.append(Answer(text, reserved[answer.value] if digits else None))
    return Slide(
        kicker=french(question.group) if question.group else deck,
        title=one.text,
        number=one.number,
        essential=question.pass_points is not None,
        answers=tuple(Answer(a.label, str(rank) if digits else None) for rank, a in enumerate(given)),
        small=tuple(small),
        notes=tuple(_notes(one, called_for)),
    )


def _alone(condition: str) -> str:
    """What elsewhere follows « Question 3 », by itself: here the question stands above."""
    words = condition.removeprefix(", ")
    return words[:1].upper() + words[1:]


def _notes(one: Asked, called_for: Sequence[advice.Shown]) -> Iterator[tuple[str, Markup]]:
    told = words()["notes"]
    if one.help:
        yield told["help"], one.help
    if one.proof:
        yield told["proof"], one.proof
    meant = [shown for shown in called_for if not shown.reference.endswith(f"/{VERIFY}")]
    if meant:
        item = Markup("<li>{}<br><b>{}</b> {}</li>")
        items = (item.format(_alone(shown.condition), shown.action, shown.why or "") for shown in meant)
        yield told["low"], Markup("<ul>{}</ul>").format(Markup("").join(items))
