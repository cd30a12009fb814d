"""The report over all themes: its page without answers, which the script fills in from what this browser keeps."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

from .. import grid, wording
from ..catalogue import load
from ..definition import Definition, Level, Question, Report, report_data, scoring_data
from ..texts import interface, set_in_french
from ..typography import french
from ..urls import relative
from . import advice
from .fragments import markdown
from .view import Asked, Page, Verdict, asked

MARK = '<div data-module="report"></div>'
"""What a page holds in the report's place until it comes."""


def words() -> Mapping[str, Mapping[str, Any]]:
    """The words of the report, table by table, as `texts.interface` has those of the forms; `live` is theirs."""
    tables = {**load("report"), **load("exchange")}
    return {**{name: set_in_french(table) for name, table in tables.items()}, "live": interface()["live"]}


def context(
    report: Report, definitions: Mapping[str, Definition], hosts: Mapping[str, str], page: Page
) -> dict[str, Any]:
    """What the template arranges. `hosts` says on which page each questionnaire is answered."""
    themes = [definitions[theme.id] for theme in report.themes]
    questions = {theme.id: asked(theme, page) for theme in themes}
    return {
        "report": report,
        "title": french(report.title),
        "intro": markdown(report.intro, page.source) if report.intro else None,
        "themes": [(theme, french(theme.title)) for theme in themes],
        "levels": [(level, french(level.title)) for level in report.levels],
        "verdicts": verdicts(report, themes, page),
        "advice": [shown for theme in themes for shown in advice.shown(questions[theme.id], page)],
        "cap": next(
            (french(level.title) for level in report.levels if level.id == report.essential_cap), None
        ),
        "rows": grid.report_rows(report, definitions),
        "essentials": [
            (question.key, f"{_page(theme, hosts, page)}#{theme.id}-{question.id}", french(question.text))
            for theme, question in _essentials(themes)
        ],
        "pages": {theme.id: _page(theme, hosts, page) for theme in themes},
        "start": _page(themes[0], hosts, page),
        "first_steps": _first_steps(themes, definitions, hosts, page),
        "board": board(report, definitions, questions, hosts, page),
    }


def board(
    report: Report,
    definitions: Mapping[str, Definition],
    questions: Mapping[str, Sequence[Asked]],
    hosts: Mapping[str, str],
    page: Page,
) -> dict[str, Any]:
    """What the script works with: `themes` are those of the report, as `theme_data` tells them."""
    return {
        "report": report_data(report),
        "definitions": {name: scoring_data(definition) for name, definition in definitions.items()},
        "names": {name: french(definition.title) for name, definition in definitions.items()},
        "themes": [
            theme_data(definitions[theme.id], questions[theme.id], hosts, page) for theme in report.themes
        ],
    }


def theme_data(
    theme: Definition, questions: Sequence[Asked], hosts: Mapping[str, str], page: Page
) -> dict[str, Any]:
    """A questionnaire in words, for the script. Texts and labels stand in the order of its questions."""
    return {
        "id": theme.id,
        "title": french(theme.title),
        "page": _page(theme, hosts, page),
        "chapter": relative(theme.chapter or page.source, page.source),
        "minutes": theme.minutes,
        "texts": [question.text for question in questions],
        "labels": [_labels(question) for question in questions],
        "levels": {level.id: french(level.title) for level in theme.levels},
    }


def _page(definition: Definition, hosts: Mapping[str, str], page: Page) -> str:
    """The address at which a questionnaire is answered."""
    return relative(hosts.get(definition.id, page.source), page.source)


def _essentials(themes: list[Definition]) -> list[tuple[Definition, Question]]:
    """Each essential once, with the first theme that asks it: in the report's `first:` order, then in the file's."""
    found: dict[str, tuple[Definition, Question]] = {}
    for theme in themes:
        for question in theme.questions:
            if question.pass_points is not None:
                found.setdefault(question.key, (theme, question))
    return sorted(found.values(), key=lambda entry: math.inf if entry[1].rank is None else entry[1].rank)


def _first_steps(
    themes: list[Definition], definitions: Mapping[str, Definition], hosts: Mapping[str, str], page: Page
) -> list[tuple[Definition, str, str]]:
    """Where to begin, with title and address: the profile, then what is assessed besides the themes.

    The profile is asked on many pages; here, on the one that goes on with the next step.
    """
    others = [one for one in definitions.values() if one.kind == "assessment" and one not in themes]
    placed = [one for one in others if one.id in hosts]
    start = _page((placed or themes)[0], hosts, page)
    steps = [one for one in definitions.values() if one.kind == "profile"] + placed[:1]
    return [(one, french(one.title), f"{start}#questionnaire-{one.id}") for one in steps]


def _labels(question: Asked) -> list[str]:
    """What the answers are called, in the form's order; a number has its unit in the options' place."""
    unit = [question.question.unit or ""] if question.question.type == "number" else []
    return unit + [answer.label for answer in question.answers]


def verdicts(report: Report, themes: list[Definition], page: Page) -> tuple[Verdict, ...]:
    """The levels, then what may stand in their place."""
    entries: dict[str, tuple[str, str]] = {level.id: _told(level) for level in report.levels}
    for theme in themes:
        for question, option, instead in wording.instead_of_levels(theme):
            entries[f"{question.key}/{option.id}"] = (instead.title, instead.summary)
    return tuple(
        Verdict(reference, french(title), markdown(summary, page.source))
        for reference, (title, summary) in entries.items()
    )


def _told(level: Level) -> tuple[str, str]:
    return level.title, level.summary
