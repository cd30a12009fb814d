"""The figures of a group of communes, as files hold them."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

FORMAT: Literal["autodiagnostic-group"] = "autodiagnostic-group"
VERSION: Literal[1] = 1
TENS = 10
"""In how many parts a percentage is counted."""

_VERIFY = -1  # as in scoring: no advice, but to go and check

Count = Annotated[int, Field(ge=0)]
Percent = Annotated[int, Field(ge=0, le=100)]
Half = Count | Annotated[float, Field(ge=0, multiple_of=0.5)]


class Part(BaseModel):
    """Some figures."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)


class Choice(Part):
    """An option, or the start of a band of numbers, or a level; and how many communes are there."""

    id: str
    count: Count


class QuestionFigures(Part):
    """`answered` counts the answers worth points, be they none: of these are `median` and `dispersion`."""

    key: str
    best: Count
    choices: list[Choice]
    unknown: Count
    not_applicable: Count
    unanswered: Count
    answered: Count
    median: Half | None
    dispersion: Percent | None


class ResultFigures(Part):
    """Of a theme, or of the whole (its id is empty). `tens` counts percentages below 10, below 20… and from 90 on."""

    id: str
    scored: Count
    tens: Annotated[list[Count], Field(min_length=TENS, max_length=TENS)]
    median: Half | None
    lower_quartile: Half | None
    upper_quartile: Half | None
    levels: list[Choice]
    between: Count
    without_level: Count


class EssentialFigures(Part):
    """Of the communes to whom it applies. `share` is the percentage of those who miss it among those who answered."""

    key: str
    applicable: Count
    secured: Count
    below: Count
    to_check: Count
    open: Count
    missing: Count
    share: Percent | None


class ActionFigures(Part):
    """The `advice`-th of a question (from 0), or -1: to go and check."""

    key: str
    advice: Annotated[int, Field(ge=_VERIFY)]
    communes: Count


class Group(Part):
    """The whole picture."""

    format: Literal["autodiagnostic-group"] = FORMAT
    version: Literal[1] = VERSION
    participants: Count
    overall: ResultFigures
    themes: list[ResultFigures]
    questions: list[QuestionFigures]
    essentials: list[EssentialFigures]
    actions: list[ActionFigures]
