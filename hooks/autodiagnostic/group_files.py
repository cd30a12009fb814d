"""A group's figures as files, JSON and CSV: the same bytes as a browser writes (`group-files.js` is its twin)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from . import wording
from .catalogue import load
from .definition import Definition, Question, Report
from .figures import Choice, EssentialFigures, Group, QuestionFigures, ResultFigures
from .group import WHOLE
from .texts import set_in_french
from .typography import french

# A cell that a spreadsheet would take for a formula.
_FORMULA = re.compile(r"^(?=[=+\-@\t\r])")


@dataclass(frozen=True)
class Told:
    """What the ids in the figures are called: themes (the whole is ""), their levels, questions, their answers, and
    actions by "question/advice".
    """

    themes: Mapping[str, str]
    levels: Mapping[str, Mapping[str, str]]
    questions: Mapping[str, str] = field(default_factory=dict)
    choices: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    actions: Mapping[str, str] = field(default_factory=dict)


def told(report: Report, definitions: Mapping[str, Definition]) -> Told:
    """The words of all that a report counts."""
    themes = [definitions[theme.id] for theme in report.themes]
    once: dict[str, Question] = {}
    for question in (question for theme in themes for question in theme.questions):
        once.setdefault(question.key, question)
    rules: dict[str, Definition | Report] = {WHOLE: report, **{theme.id: theme for theme in themes}}
    return Told(
        themes={WHOLE: words()["whole"], **{theme.id: french(theme.title) for theme in themes}},
        levels={id_: {lv.id: french(lv.title) for lv in each.levels} for id_, each in rules.items()},
        questions={key: french(question.text) for key, question in once.items()},
        choices={key: _labels(question) for key, question in once.items()},
        actions={
            f"{key}/{advised.number}": advised.action
            for key, question in once.items()
            for advised in wording.advised(question, {})
        },
    )


def words() -> Mapping[str, Any]:
    """What the figures themselves are called."""
    named: Mapping[str, Any] = set_in_french(load("group")["figures"])
    return named


def _labels(question: Question) -> dict[str, str]:
    if question.options:
        return {option.id: french(option.label) for option in question.options}
    ends = [band.start - 1 for band in question.bands[1:]] + [question.maximum]
    labels = {}
    for band, end in zip(question.bands, ends, strict=False):
        form = "band_last" if end is None else "band_one" if end == band.start else "band"
        labels[str(band.start)] = words()[form].format(least=band.start, most=end)
    return labels


def json_text(group: Group) -> str:
    """The figures as JSON."""
    return json.dumps(group.model_dump(), ensure_ascii=False, indent=2) + "\n"


def csv_text(group: Group, told: Told) -> str:
    """The figures as French spreadsheets open them: a byte order mark, semicolons, decimal commas; one a row."""
    named = words()
    table = [
        named["columns"],
        *([*who, name, _written(value)] for *who, name, value in rows(group, told, named)),
    ]
    return "\ufeff" + "".join(";".join(_cell(text) for text in row) + "\r\n" for row in table)


def _written(value: float | None) -> str:
    return "" if value is None else str(value).replace(".", ",")


def _cell(text: str) -> str:
    return '"' + _FORMULA.sub("'", text).replace('"', '""') + '"'


Row = tuple[str, str, str, str, int | float | None]
"""Part, id, title, name of the figure, figure."""


def rows(group: Group, told: Told, named: Mapping[str, Any]) -> Iterator[Row]:
    """Every figure."""
    yield (named["group"], "", "", named["communes"], group.participants)
    for result in (group.overall, *group.themes):
        part = named["overall" if result.id == WHOLE else "theme"]
        for name, value in _result_rows(result, told.levels[result.id], named):
            yield (part, result.id, told.themes[result.id], name, value)
    for question in group.questions:
        for name, value in _question_rows(question, told.choices[question.key], named):
            yield (named["question"], question.key, told.questions[question.key], name, value)
    for essential in group.essentials:
        for name, value in _essential_rows(essential, named):
            yield (named["essential"], essential.key, told.questions[essential.key], name, value)
    for action in group.actions:
        id_ = f"{action.key}/{action.advice}"
        yield (named["action"], id_, told.actions[id_], named["called"], action.communes)


Named = tuple[str, int | float | None]


def _result_rows(
    result: ResultFigures, levels: Mapping[str, str], named: Mapping[str, Any]
) -> Iterator[Named]:
    yield named["scored"], result.scored
    yield named["lower_quartile"], result.lower_quartile
    yield named["median_percent"], result.median
    yield named["upper_quartile"], result.upper_quartile
    for ten, count in enumerate(result.tens):
        least, most = 10 * ten, 100 if ten == len(result.tens) - 1 else 10 * ten + 9
        yield named["tens"].format(least=least, most=most), count
    for level in result.levels:
        yield named["level"].format(title=levels[level.id]), level.count
    yield named["between"], result.between
    yield named["without_level"], result.without_level


def _question_rows(
    question: QuestionFigures, labels: Mapping[str, str], named: Mapping[str, Any]
) -> Iterator[Named]:
    yield from answer_rows(question.choices, labels, named)
    for name in ("unknown", "not_applicable", "unanswered", "answered", "median", "best", "dispersion"):
        yield named[name], getattr(question, name)


def answer_rows(
    choices: list[Choice], labels: Mapping[str, str], named: Mapping[str, Any]
) -> Iterator[Named]:
    """How many gave each answer."""
    for choice in choices:
        yield named["answer"].format(label=labels[choice.id]), choice.count


def _essential_rows(essential: EssentialFigures, named: Mapping[str, Any]) -> Iterator[Named]:
    for name in ("applicable", "secured", "below", "to_check", "open", "missing", "share"):
        yield named[name], getattr(essential, name)
