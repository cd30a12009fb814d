"""A group's figures as a page that stands by itself: words, tables and bars, and not the name of any commune."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from markupsafe import Markup

from .. import group_files
from ..catalogue import load
from ..definition import Definition, Report
from ..figures import Group, QuestionFigures, ResultFigures
from ..group import FEWEST
from ..scoring import percentage
from ..texts import counted, set_in_french
from ..typography import NARROW

_DIVIDED = 8
_ACTIONS = 12


@dataclass(frozen=True, slots=True)
class Bar:
    """A row of a table: what is counted, how many, and which percentage of all that is. `quiet`: it is no answer."""

    label: str
    count: int
    percent: int
    quiet: bool = False


@dataclass(frozen=True, slots=True)
class ThemePicture:
    """A theme: its figures, and its questions with their rows."""

    title: str
    figures: ResultFigures
    levels: tuple[Bar, ...]
    questions: tuple[tuple[QuestionFigures, str, tuple[Bar, ...]], ...]


def context(
    figures: Group, report: Report, definitions: Mapping[str, Definition], *, even_few: bool
) -> dict[str, Any]:
    """What the template arranges."""
    told = group_files.told(report, definitions)
    words: Mapping[str, Any] = set_in_french(load("group")["group"])
    style = (Path(__file__).parent / "templates" / "group" / "report.css").read_text("utf-8")
    hidden = figures.participants < FEWEST and not even_few
    essentials = sorted(
        figures.essentials, key=lambda one: -1 if one.share is None else one.share, reverse=True
    )
    divided = sorted(
        (question for question in figures.questions if question.dispersion),
        key=lambda question: -(question.dispersion or 0),
    )
    return {
        "told": words,
        "style": Markup(style),  # noqa: S704 - ours
        "policy": f"default-src 'none'; style-src 'sha256-{_sha256(style)}'; base-uri 'none'; form-action 'none'",
        "figures": figures,
        "hidden": counted(words["hidden"], FEWEST - figures.participants, fewest=FEWEST) if hidden else None,
        "heading": counted_in_french(words["title"], figures.participants),
        "names": told,
        "overall": figures.overall,
        "overall_levels": _levels(figures.overall, told, words),
        "tens": _tens(figures.overall),
        "themes": [_theme(result, figures, told, words, definitions) for result in figures.themes],
        "divided": divided[:_DIVIDED],
        "essentials": essentials,
        "actions": [
            (
                told.actions[f"{action.key}/{action.advice}"],
                action,
                percentage(action.communes, figures.participants),
            )
            for action in figures.actions[:_ACTIONS]
        ],
        "number": number,
        "counted": counted_in_french,
    }


def number(value: float | None) -> str:
    """A figure as it is written in French; a dash for none."""
    if value is None:
        return "–"
    return f"{value:,}".replace(",", NARROW).replace(".", ",")


def counted_in_french(forms: Mapping[str, str], many: int, **values: object) -> str:
    """The form that goes with a number, its thousands apart."""
    return forms["one" if many in (0, 1) else "other"].format(n=number(many), **values)


def _sha256(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _bar(label: str, count: int, whole: int, *, quiet: bool = False) -> Bar:
    return Bar(label, count, percentage(count, whole) if whole else 0, quiet)


def _levels(result: ResultFigures, told: group_files.Told, words: Mapping[str, str]) -> tuple[Bar, ...]:
    levels = [_bar(told.levels[result.id][one.id], one.count, result.scored) for one in result.levels]
    others = [
        _bar(words[name], getattr(result, name), result.scored, quiet=True)
        for name in ("between", "without_level")
        if getattr(result, name)
    ]
    return (*levels, *others)


def _tens(result: ResultFigures) -> list[tuple[int, int, Bar]]:
    """From which percentage, to which, and how many; bars are of the fullest."""
    most = max(result.tens) or 1
    return [
        (10 * ten, 100 if ten == len(result.tens) - 1 else 10 * ten + 9, _bar("", count, most))
        for ten, count in enumerate(result.tens)
    ]


def _theme(
    result: ResultFigures,
    figures: Group,
    told: group_files.Told,
    words: Mapping[str, str],
    definitions: Mapping[str, Definition],
) -> ThemePicture:
    own = {question.key for question in definitions[result.id].questions}
    return ThemePicture(
        title=told.themes[result.id],
        figures=result,
        levels=_levels(result, told, words),
        questions=tuple(
            (question, told.questions[question.key], _answers(question, told, words, figures.participants))
            for question in figures.questions
            if question.key in own
        ),
    )


def _answers(
    question: QuestionFigures, told: group_files.Told, words: Mapping[str, str], participants: int
) -> tuple[Bar, ...]:
    labels = told.choices[question.key]
    given = [_bar(labels[choice.id], choice.count, participants) for choice in question.choices]
    rest: Sequence[str] = ("unknown", "not_applicable", "unanswered")
    return (
        *given,
        *(
            _bar(words[name], getattr(question, name), participants, quiet=True)
            for name in rest
            if getattr(question, name)
        ),
    )
