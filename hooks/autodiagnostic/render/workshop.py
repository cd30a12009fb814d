"""What a trainer works with during a session: its page without a session, which the scripts fill in from what this
browser keeps.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..catalogue import load
from ..definition import Definition, Question, Report
from ..texts import set_in_french
from ..typography import french
from . import advice
from . import report as overall
from .view import Page, asked

MARK = '<div data-module="workshop"></div>'
"""What a page holds in the workshop's place until it comes."""

MOST_CARDS = 4
"""Cards that a person can hold up: 0, 1, 2 and 3."""


def words() -> Mapping[str, Mapping[str, Any]]:
    """The words of the workshop, table by table, as `texts.interface` has those of the forms."""
    tables = {**load("workshop"), **load("group"), "faults": load("exchange")["faults"]}
    return {name: set_in_french(table) for name, table in tables.items()}


def context(
    report: Report, definitions: Mapping[str, Definition], hosts: Mapping[str, str], page: Page
) -> dict[str, Any]:
    """What the template arranges. `hosts` says on which page each questionnaire is answered."""
    themes = [definitions[theme.id] for theme in report.themes]
    others = [one for one in definitions.values() if one.kind == "assessment" and one not in themes]
    questions = {one.id: asked(one, page) for one in (*others, *themes)}
    return {
        "assessments": [(one, french(one.title)) for one in (*others, *themes)],
        "verdicts": overall.verdicts(report, themes, page),
        "advice": [shown for theme in themes for shown in advice.shown(questions[theme.id], page)],
        "board": {
            **overall.board(report, definitions, questions, hosts, page),
            "assessments": [
                {
                    **overall.theme_data(one, questions[one.id], hosts, page),
                    "cards": [
                        question.key for question in one.questions if may_be_raised(question, definitions)
                    ],
                }
                for one in (*others, *themes)
            ],
        },
    }


def may_be_raised(question: Question, definitions: Mapping[str, Definition]) -> bool:
    """Whether a group can answer a question with cards from 0 to 3, held up for all to see, and may.

    The questionnaire to which the question belongs says whether it may, wherever else it is asked.
    """
    can = question.best is not None and question.type == "single" and len(question.options) <= MOST_CARDS
    return can and definitions[question.key.split(".")[0]].raised_cards
