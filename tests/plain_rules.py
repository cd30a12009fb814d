"""The scoring rules once more, as one would say them: with fractions, no common unit, no care for speed.

Written from the rules alone, to be compared with scoring.py.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import floor
from typing import Any

from autodiagnostic.definition import Advice, Definition, Level, Question, Report

Answers = Mapping[str, object]

DONT_KNOW, NOT_FOR_US = "_ne-sait-pas", "_sans-objet"


@dataclass(frozen=True)
class Asked:
    """A question, how much it weighs in the whole, and the answer if there is a valid one."""

    question: Question
    weight: int
    answer: Any
    shown: bool

    @property
    def counts(self) -> bool:
        return self.shown and self.answer != NOT_FOR_US

    @property
    def share(self) -> Fraction:
        """Of the best, what the answer is worth."""
        return Fraction(points(self.question, self.answer), self.question.best or 1)

    @property
    def missing(self) -> bool:
        return state(self) in ("below", "to_check")


def one(definition: Definition, answers: Answers) -> dict[str, Any]:
    """What `score` must come to."""
    return _outcome(_asked(definition, 1, answers), definition, no_level(definition, answers))


def whole(report: Report, definitions: Mapping[str, Definition], answers: Answers) -> dict[str, Any]:
    """What `overall` must come to."""
    asked: list[Asked] = []
    for theme in report.themes:
        known = {other.question.key for other in asked}
        asked += [
            a for a in _asked(definitions[theme.id], theme.weight, answers) if a.question.key not in known
        ]
    instead = [no_level(definitions[theme.id], answers) for theme in report.themes]
    return _outcome(asked, report, next(filter(None, instead), None))


def _asked(definition: Definition, theme_weight: int, answers: Answers) -> list[Asked]:
    every = {q.key: q for q in (*definition.controls, *definition.questions)}
    return [
        Asked(q, theme_weight * q.weight, valid(q, answers.get(q.key)), shown(q, every, answers))
        for q in definition.questions
    ]


def no_level(definition: Definition, answers: Answers) -> str | None:
    """Which answer, if any, takes the level's place."""
    every = {q.key: q for q in (*definition.controls, *definition.questions)}
    for key, question in every.items():
        for option in question.options:
            chosen = option.instead_of_level and valid(question, answers.get(key)) == {option.id}
            if chosen and shown(question, every, answers):
                return f"{key}/{option.id}"
    return None


def valid(question: Question, value: object) -> Any:
    ids = [option.id for option in question.options]
    if value == DONT_KNOW:
        return value if question.unknown else None
    if value == NOT_FOR_US:
        return value if question.not_applicable is not None else None
    if question.type == "single" and isinstance(value, str) and value in ids:
        return {value}
    if question.type == "multiple" and isinstance(value, list):
        ticked = {id_ for id_ in ids if id_ in value}
        alone = {option.id for option in question.options if option.exclusive}
        return (ticked - alone or ticked) or None
    if question.type == "number" and type(value) in (int, float):
        return _whole_number(question, value)
    if question.type == "text" and isinstance(value, str):
        return value.strip() or None
    return value if question.type == "item" and value == "fait" else None


def _whole_number(question: Question, value: Any) -> Any:
    if not -(2**53) < value < 2**53 or Fraction(value).denominator != 1:
        return None
    too_small = question.minimum is not None and value < question.minimum
    too_large = question.maximum is not None and value > question.maximum
    return None if too_small or too_large else value


def shown(question: Question, every: Mapping[str, Question], answers: Answers) -> bool:
    for condition in question.conditions:
        control = every[condition.key]
        answer = valid(control, answers.get(control.key))
        if not shown(control, every, answers):
            return False
        if answer == NOT_FOR_US or (isinstance(answer, set) and not answer & set(condition.values)):
            return False
    return True


def points(question: Question, answer: Any) -> int:
    if answer is None or answer in (DONT_KNOW, NOT_FOR_US):
        return 0
    if question.type == "number":
        return max((band.start, band.points) for band in question.bands if band.start <= answer)[1]
    total = sum(option.points or 0 for option in question.options if option.id in answer)
    return total if question.most is None else min(total, question.most)


def state(asked: Asked) -> str | None:
    if asked.question.pass_points is None or not asked.shown:
        return None
    named = {None: "open", NOT_FOR_US: "not_applicable", DONT_KNOW: "to_check"}
    if asked.answer is None or isinstance(asked.answer, str):
        return named[asked.answer]
    return "secured" if points(asked.question, asked.answer) >= asked.question.pass_points else "below"


def _outcome(asked: Sequence[Asked], rules: Definition | Report, instead: str | None) -> dict[str, Any]:
    scored = [a for a in asked if a.question.best is not None and a.counts]
    answered = [a for a in scored if a.answer is not None]
    sure = sum(a.weight * a.share for a in scored)
    hoped = sum(a.weight for a in scored if a.answer in (None, DONT_KNOW))
    everything = sum(a.weight for a in scored)
    states = {name: [a.question.key for a in asked if state(a) == name] for name in _STATES}
    unsure = bool(states["below"] or states["to_check"] or states["open"])
    percents: list[int | None] = [None, None, None]
    reached: list[str | None] = [None, None, None]
    cap = rules.essential_cap
    if answered:
        fractions = (sure / sum(a.weight for a in answered), sure / everything, (sure + hoped) / everything)
        percents = [floor(100 * Fraction(f) + Fraction(1, 2)) for f in fractions]
        capped = (unsure, unsure, bool(states["below"]))
        if instead is None:
            reached = [
                _level(rules.levels, p, cap if c else None) for p, c in zip(percents, capped, strict=True)
            ]
    progress = [a for a in asked if a.counts and a.question.type != "text"]
    return {
        **dict(zip(("percent", "low", "high"), percents, strict=True)),
        **dict(zip(("level", "level_low", "level_high"), reached, strict=True)),
        "instead_of_level": instead,
        "answered": sum(a.answer is not None for a in progress),
        "applicable": len(progress),
        "remaining": [a.question.key for a in progress if a.answer is None],
        "hidden": [a.question.key for a in asked if not a.shown],
        "essentials": states,
        "actions": _actions(asked),
    }


_STATES = ("secured", "below", "to_check", "open", "not_applicable")


def _level(levels: Sequence[Level], percent: int | None, cap: str | None) -> str | None:
    best = None
    for level in levels:
        if percent is not None and level.start <= percent and not (cap and best == cap):
            best = level.id
    return best


def _actions(asked: Sequence[Asked]) -> list[dict[str, Any]]:
    """One after the other: of the actions that wait for none of those still to come, the most urgent."""
    to_come = []
    for place, a in enumerate(asked):
        found = [
            (n, advice) for n, advice in enumerate(a.question.advice) if a.counts and _applies(advice, a)
        ]
        if not found and a.counts and a.answer == DONT_KNOW and a.question.best is not None:
            found = [(-1, Advice("", 2, 1))]
        first = (not a.missing, (a.question.rank is None, a.question.rank or 0) if a.missing else ())
        to_come += [((first, -ad.impact, ad.effort, place, n), a.question.key, ad.after) for n, ad in found]
    out = []
    while to_come:
        keys = {key for _, key, _ in to_come}
        chosen = min((entry for entry in to_come if entry[2] not in keys), key=lambda entry: entry[0])
        to_come.remove(chosen)
        out.append({"key": chosen[1], "advice": chosen[0][-1]})
    return out


def _applies(advice: Advice, asked: Asked) -> bool:
    answer = asked.answer
    if answer is None or answer == NOT_FOR_US:
        return False
    if answer == DONT_KNOW:
        return DONT_KNOW in advice.when
    if asked.question.type == "number":
        return advice.below is not None and bool(answer < advice.below)
    lacking = asked.question.type == "multiple" and bool(set(advice.without) - set(answer))
    return lacking or bool(set(advice.when) & set(answer))
