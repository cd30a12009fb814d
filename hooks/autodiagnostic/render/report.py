"""The report over all themes: its page without answers, which the script fills in from what this browser keeps."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .. import grid, wording
from ..catalogue import load
from ..definition import Definition, Level, Report, report_data, scoring_data
from ..texts import set_in_french
from ..typography import french
from ..urls import relative
from . import advice
from .fragments import markdown
from .view import Page, Verdict, asked

MARK = '<div data-module="report"></div>'
"""What a page holds in the report's place until it comes."""


def words() -> Mapping[str, Mapping[str, Any]]:
    """The words of the report, table by table, as `texts.interface` has those of the forms."""
    return {name: set_in_french(table) for name, table in load("report").items()}


def context(
    report: Report, definitions: Mapping[str, Definition], hosts: Mapping[str, str], page: Page
) -> dict[str, Any]:
    """What the template arranges. `hosts` says on which page each questionnaire is answered."""
    themes = [definitions[theme.id] for theme in report.themes]
    return {
        "report": report,
        "title": french(report.title),
        "intro": markdown(report.intro, page.source) if report.intro else None,
        "themes": [(theme, french(theme.title)) for theme in themes],
        "levels": [(level, french(level.title)) for level in report.levels],
        "verdicts": _verdicts(report, themes, page),
        "advice": [shown for theme in themes for shown in advice.shown(asked(theme, page), page)],
        "cap": next(
            (french(level.title) for level in report.levels if level.id == report.essential_cap), None
        ),
        "rows": grid.report_rows(report, definitions),
        "start": relative(hosts.get(themes[0].id, page.source), page.source),
        "board": _board(report, definitions, hosts, page),
    }


def _board(
    report: Report, definitions: Mapping[str, Definition], hosts: Mapping[str, str], page: Page
) -> dict[str, Any]:
    """What the script works with. Texts stand in the order of their theme's questions."""
    return {
        "report": report_data(report),
        "definitions": {name: scoring_data(definition) for name, definition in definitions.items()},
        "themes": [
            {
                "id": theme.id,
                "title": french(definitions[theme.id].title),
                "page": relative(hosts.get(theme.id, page.source), page.source),
                "chapter": relative(definitions[theme.id].chapter or page.source, page.source),
                "minutes": definitions[theme.id].minutes,
                "texts": [french(question.text) for question in definitions[theme.id].questions],
                "levels": {level.id: french(level.title) for level in definitions[theme.id].levels},
            }
            for theme in report.themes
        ],
    }


def _verdicts(report: Report, themes: list[Definition], page: Page) -> tuple[Verdict, ...]:
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
