"""Scoring by hand: what an answer is worth, and from which total each level starts, so that a pencil only adds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import gcd

from .definition import Definition, Level, Question, Report


@dataclass(frozen=True, slots=True)
class Row:
    """Every possible maximum from `least` to `most`, and the total from which each level then starts."""

    least: int
    most: int
    starts: tuple[int, ...]


def worth(question: Question, points: int, unit: int) -> int:
    """What an answer of so many points adds to the total."""
    return question.weight * unit * points // (question.best or 1)


def may_be_left_out(question: Question) -> bool:
    """Whether a person may answer "sans objet", or a condition may hide the question."""
    return question.not_applicable is not None or bool(question.conditions)


def rows(definition: Definition) -> tuple[Row, ...]:
    """The look-up table, by ascending maximum; neighbours where every level starts at the same total share a row."""
    weights = [(question, question.weight * definition.unit) for question in definition.questions]
    return _rows(definition.levels, weights)


def report_rows(report: Report, definitions: Mapping[str, Definition]) -> tuple[Row, ...]:
    """The same for the report. A question that two themes ask counts once, in the first of them."""
    weights: dict[str, tuple[Question, int]] = {}
    for theme in report.themes:
        unit = definitions[theme.id].unit * theme.factor
        for question in definitions[theme.id].questions:
            weights.setdefault(question.key, (question, question.weight * unit))
    return _rows(report.levels, list(weights.values()))


def _rows(levels: Sequence[Level], weights: Sequence[tuple[Question, int]]) -> tuple[Row, ...]:
    merged: list[Row] = []
    for possible in _maxima(weights):
        starts = tuple(first_total(level.start, possible) for level in levels)
        if merged and merged[-1].starts == starts:
            merged[-1] = Row(merged[-1].least, possible, starts)
        else:
            merged.append(Row(possible, possible, starts))
    return tuple(merged)


def first_total(percent: int, possible: int) -> int:
    """The least total whose percentage, rounded as scoring does, is at least `percent`."""
    return max(0, -(-possible * (2 * percent - 1) // 200))


def _maxima(weights: Sequence[tuple[Question, int]]) -> Iterator[int]:
    """Every maximum that is left when some of the questions that may be left out are, ascending, 0 aside.

    `weights` are the questions with what each is worth at best.
    """
    scored = [(question, worth) for question, worth in weights if question.best is not None]
    step = gcd(*(worth for _, worth in scored))
    whole = sum(worth for _, worth in scored) // step if step else 0
    # Bit n is set when worths that sum up to n steps can be left out.
    removable = 1
    for question, worth in scored:
        if may_be_left_out(question):
            removable |= removable << worth // step
    bits = f"{removable:b}"
    # From the highest bit (most left out) to the lowest (nothing left out).
    for removed, bit in zip(range(len(bits) - 1, -1, -1), bits, strict=True):
        if bit == "1" and removed < whole:
            yield (whole - removed) * step
