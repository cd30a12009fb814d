"""The compiled questionnaire: what browser, PDF, paper and Python all score and show.

Every number is a whole number and every reference is an id, so that the four never disagree. Words are carried as
their author typed them (plain text or Markdown); turning them into HTML or a PDF is the business of other rooms.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from .model import format as yaml_format

NOT_APPLICABLE = yaml_format.NOT_APPLICABLE
UNKNOWN = yaml_format.UNKNOWN

DONE = "fait"
"""The one answer of a checklist item."""

QuestionType = Literal["single", "multiple", "number", "text", "item"]
Kind = Literal["assessment", "profile", "checklist"]


@dataclass(frozen=True, slots=True)
class InsteadOfLevel:
    """What results say in place of a level."""

    title: str
    summary: str


@dataclass(frozen=True, slots=True)
class Option:
    """An answer of a single or multiple question. `points` is None when the question is not scored.

    While an answer with `instead_of_level` is given, no result has a level.
    """

    id: str
    label: str
    points: int | None = None
    exclusive: bool = False
    was: tuple[str, ...] = ()
    instead_of_level: InsteadOfLevel | None = None


@dataclass(frozen=True, slots=True)
class Band:
    """From `start` (included) to the next band's start, a number is worth `points`."""

    start: int
    points: int


@dataclass(frozen=True, slots=True)
class Condition:
    """Holds while the answer to the question `key` is among `values`."""

    key: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Advice:
    """What to do about some answers: given or ticked (`when`), one of them not ticked (`without`), or under `below`.

    `impact` and `effort` run from 1 (faible) to 3 (fort). `after` is the key of the question whose action comes first.
    """

    action: str
    impact: int
    effort: int
    when: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    below: int | None = None
    after: str | None = None
    why: str | None = None
    who: str | None = None
    within: str | None = None
    read: str | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """A question, or an item of a checklist. `key` ("questionnaire.question") is what saved answers are filed under.

    `best` is the most points that can be reached, None when the question is not scored; `pass_points` is the least
    that secures an essential, None when the question is not one; `rank` is its place in the report's `first:`.
    `points` holds those of each option, by its id.
    """

    id: str
    key: str
    type: QuestionType
    text: str
    weight: int = 1
    options: tuple[Option, ...] = ()
    most: int | None = None
    bands: tuple[Band, ...] = ()
    minimum: int | None = None
    maximum: int | None = None
    unit: str | None = None
    best: int | None = None
    pass_points: int | None = None
    not_applicable: str | None = None
    unknown: bool = False
    conditions: tuple[Condition, ...] = ()
    advice: tuple[Advice, ...] = ()
    was: tuple[str, ...] = ()
    rank: int | None = None
    help: str | None = None
    proof: str | None = None
    group: str | None = None
    sources: tuple[str, ...] = ()
    points: Mapping[str, int] = field(init=False, repr=False, compare=False, default_factory=dict)

    def __post_init__(self) -> None:
        object.__setattr__(self, "points", {option.id: option.points or 0 for option in self.options})


@dataclass(frozen=True, slots=True)
class Level:
    """Reached from `start` percent (rounded) on."""

    start: int
    id: str
    title: str
    summary: str


@dataclass(frozen=True, slots=True)
class Definition:
    """One questionnaire, compiled.

    `unit` is the L of the scoring rules: what one unit of weight is worth at best. `essential_cap` is the id of the
    best level that can be reached while an essential is missing. `controls` are the questions of other
    questionnaires (the profile) on which this one's conditions depend, or of which an answer takes its level's place.
    `raised_cards` says whether a group may be asked its questions aloud, and answer for all to see.
    `earlier_keys` pairs each earlier question key with today's; `earlier_options` holds, by today's key, the ids of
    options by earlier ones.
    """

    id: str
    version: int
    kind: Kind
    title: str
    questions: tuple[Question, ...]
    chapter: str | None = None
    minutes: int | None = None
    intro: str | None = None
    levels: tuple[Level, ...] = ()
    essential_cap: str | None = None
    unit: int = 1
    controls: tuple[Question, ...] = ()
    raised_cards: bool = True
    fingerprint: str = field(init=False, default="")
    earlier_keys: tuple[tuple[str, str], ...] = field(init=False, repr=False, default=())
    earlier_options: Mapping[str, Mapping[str, str]] = field(init=False, repr=False, default_factory=dict)

    @property
    def all_essential(self) -> bool:
        """Whether every scored question is an essential: a result then is above all how many of them are secured."""
        passes = [question.pass_points for question in self.questions if question.best is not None]
        return bool(passes) and None not in passes

    def __post_init__(self) -> None:
        object.__setattr__(self, "fingerprint", _fingerprint(scoring_data(self)))
        asked = (*self.controls, *self.questions)
        keys = tuple((earlier, question.key) for question in asked for earlier in question.was)
        renamed = {question.key: _earlier_options(question) for question in asked}
        object.__setattr__(self, "earlier_keys", keys)
        object.__setattr__(self, "earlier_options", {key: ids for key, ids in renamed.items() if ids})


def _earlier_options(question: Question) -> dict[str, str]:
    return {earlier: option.id for option in reversed(question.options) for earlier in option.was}


@dataclass(frozen=True, slots=True)
class Theme:
    """A questionnaire's place in the report. `factor` brings its worths to the report's common unit."""

    id: str
    weight: int
    factor: int


@dataclass(frozen=True, slots=True)
class Report:
    """The overall report (bilan.yml), compiled."""

    title: str
    themes: tuple[Theme, ...]
    levels: tuple[Level, ...]
    essential_cap: str | None = None
    intro: str | None = None


def scoring_data(definition: Definition) -> dict[str, Any]:
    """What scoring in another language needs, as JSON-ready data; what is empty or absent is left out."""
    return _without_empty(
        {
            "id": definition.id,
            "version": definition.version,
            "kind": definition.kind,
            "unit": definition.unit,
            "essential_cap": definition.essential_cap,
            "fingerprint": definition.fingerprint,
            "levels": [{"id": level.id, "from": level.start} for level in definition.levels],
            "questions": [_question_data(question) for question in definition.questions],
            "controls": [_question_data(question) for question in definition.controls],
        }
    )


def report_data(report: Report) -> dict[str, Any]:
    """What scoring the whole in another language needs, as JSON-ready data."""
    return _without_empty(
        {
            "essential_cap": report.essential_cap,
            "levels": [{"id": level.id, "from": level.start} for level in report.levels],
            "themes": [{"id": t.id, "weight": t.weight, "factor": t.factor} for t in report.themes],
        }
    )


def _question_data(question: Question) -> dict[str, Any]:
    return _without_empty(
        {
            "id": question.id,
            "key": question.key,
            "type": question.type,
            "weight": question.weight,
            "best": question.best,
            "pass": question.pass_points,
            "options": [_option_data(option) for option in question.options],
            "max": question.most,
            "bands": [[band.start, band.points] for band in question.bands],
            "range": None if question.minimum is None else [question.minimum, question.maximum],
            "not_applicable": question.not_applicable is not None,
            "unknown": question.unknown,
            "show_if": [{"key": c.key, "values": list(c.values)} for c in question.conditions],
            "advice": [_advice_data(advice) for advice in question.advice],
            "was": list(question.was),
            "rank": question.rank,
        }
    )


def _option_data(option: Option) -> dict[str, Any]:
    data: dict[str, Any] = {"id": option.id}
    if option.points is not None:
        data["points"] = option.points
    if option.exclusive:
        data["exclusive"] = True
    if option.was:
        data["was"] = list(option.was)
    if option.instead_of_level is not None:
        data["instead_of_level"] = True
    return data


def _advice_data(advice: Advice) -> dict[str, Any]:
    return _without_empty(
        {
            "when": list(advice.when),
            "without": list(advice.without),
            "below": advice.below,
            "impact": advice.impact,
            "effort": advice.effort,
            "after": advice.after,
        }
    )


def _without_empty(data: dict[str, Any]) -> dict[str, Any]:
    # 0 is kept: `rank` and `below` may be 0. (False == 0, hence the identity test.)
    return {name: value for name, value in data.items() if value not in (None, [], "") and value is not False}


def _fingerprint(data: dict[str, Any]) -> str:
    """Eight hexadecimal digits: two copies with the same ones score and advise alike."""
    text = json.dumps(data, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:8]
