"""Definition and answers → result: the reference implementation of the scoring rules (`score.js` is its twin).

Whole numbers throughout: the build multiplied once, scoring only adds, and divides to show a percentage.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from heapq import heappop, heappush
from typing import NamedTuple

from .answers import Answers, calls_for
from .definition import UNKNOWN, Definition, Level, Report
from .standing import Standing, standings_of

VERIFY = -1
"""In an action: the author gave no advice for "je ne sais pas"; what is to be done is to go and check."""

_VERIFY_IMPACT, _VERIFY_EFFORT = 2, 1
_LAST_RANK = 1_000_000


@dataclass(frozen=True, slots=True)
class Action:
    """An advice that applies: the `advice`-th (from 0) of the question `key`, or VERIFY."""

    key: str
    advice: int


@dataclass(frozen=True, slots=True)
class Essentials:
    """Keys of the essential questions, by state; hidden ones are in none."""

    secured: tuple[str, ...] = ()
    below: tuple[str, ...] = ()
    to_check: tuple[str, ...] = ()
    open: tuple[str, ...] = ()
    not_applicable: tuple[str, ...] = ()

    @property
    def missing(self) -> tuple[str, ...]:
        """Answered but not secured: below `pass`, or "je ne sais pas"."""
        return self.below + self.to_check

    @property
    def all_secured(self) -> bool:
        """Whether no applicable essential is missing or unanswered."""
        return not (self.below or self.to_check or self.open)


_STATES = tuple(state.name for state in fields(Essentials))


@dataclass(frozen=True, slots=True)
class Sums:
    """Worths, in the definition's unit: over the answered questions, then over all applicable ones.

    `low` and `high` are what `points` would be with every unanswered and unknown question at 0, and at its best.
    """

    points: int = 0
    possible: int = 0
    low: int = 0
    high: int = 0
    everything: int = 0

    def plus(self, other: Sums, factor: int = 1) -> Sums:
        """These sums and another's, the latter multiplied by `factor`."""
        return Sums(
            self.points + factor * other.points,
            self.possible + factor * other.possible,
            self.low + factor * other.low,
            self.high + factor * other.high,
            self.everything + factor * other.everything,
        )


@dataclass(frozen=True, slots=True)
class Result:
    """What the answers come to.

    Percentages and level ids are None while nothing scored is answered. Level ids are None, too, while an answer is
    given that takes the level's place: `instead_of_level` is then "<question key>/<option id>". `applicable` counts
    the questions that are shown and apply, free texts aside; `remaining` holds the keys of those without answer,
    `hidden` of those that conditions hide. "x sur y" is `sums.points` out of `sums.possible`.
    """

    sums: Sums
    percent: int | None
    low: int | None
    high: int | None
    level: str | None
    level_low: str | None
    level_high: str | None
    instead_of_level: str | None
    answered: int
    applicable: int
    remaining: tuple[str, ...]
    hidden: tuple[str, ...]
    essentials: Essentials
    actions: tuple[Action, ...]


@dataclass(frozen=True, slots=True)
class Settled:
    """Every question with its answer, what these come to, and the first answer that takes the level's place."""

    standings: tuple[Standing, ...]
    sums: Sums
    instead: str | None


class Verdict(NamedTuple):
    """What stands in a result by these names."""

    percent: int | None
    low: int | None
    high: int | None
    level: str | None
    level_low: str | None
    level_high: str | None


def score(definition: Definition, answers: Answers) -> Result:
    """Score one questionnaire. Never raises, whatever `answers` holds."""
    return _result(settle(definition, answers), definition)


def overall(report: Report, definitions: Mapping[str, Definition], answers: Answers) -> Result:
    """Score the whole: the report's themes, each with its weight; never a mean of percentages."""
    themes = {theme.id: settle(definitions[theme.id], answers) for theme in report.themes}
    return _result(together(report, definitions, themes), report)


def settle(definition: Definition, answers: Answers) -> Settled:
    """Read the answers to one questionnaire."""
    everything = standings_of(definition, answers)
    standings = tuple([everything[question.key] for question in definition.questions])
    return Settled(standings, _total(standings, definition.unit), _instead_of_level(everything.values()))


def together(report: Report, definitions: Mapping[str, Definition], themes: Mapping[str, Settled]) -> Settled:
    """All themes of the report, once each is settled. A question that two ask counts once, in the first of them."""
    standings: dict[str, Standing] = {}
    sums = Sums()
    instead: str | None = None
    for theme in report.themes:
        settled = themes[theme.id]
        instead = instead or settled.instead
        added = {s.question.key: s for s in settled.standings if s.question.key not in standings}
        is_whole = len(added) == len(settled.standings)
        worths = settled.sums if is_whole else _total(added.values(), definitions[theme.id].unit)
        sums = sums.plus(worths, theme.factor)
        standings |= added
    return Settled(tuple(standings.values()), sums, instead)


def percentage(points: int, possible: int) -> int:
    """Whole percentage, halves rounded up (23 out of 40 is 58)."""
    return (200 * points + possible) // (2 * possible)


def _instead_of_level(standings: Iterable[Standing]) -> str | None:
    """The first of the given answers that take the level's place."""
    for standing in standings:
        for option in standing.question.options:
            if option.instead_of_level and option.id == standing.answer and not standing.hidden:
                return f"{standing.question.key}/{option.id}"
    return None


def _total(standings: Iterable[Standing], unit: int) -> Sums:
    points = possible = high = everything = 0
    for standing in standings:
        question = standing.question
        if question.best is None or not standing.applies:
            continue
        full = question.weight * unit
        everything += full
        if standing.answer is None:
            high += full
            continue
        worth = full * standing.points // question.best
        points += worth
        possible += full
        high += full if standing.answer == UNKNOWN else worth
    return Sums(points, possible, points, high, everything)


def essentials_of(standings: Iterable[Standing]) -> Essentials:
    """The essentials among the questions, by state."""
    states: dict[str, list[str]] = {state: [] for state in _STATES}
    for standing in standings:
        state = standing.essential_state
        if state is not None:
            states[state].append(standing.question.key)
    return Essentials(*map(tuple, states.values()))


def verdict(settled: Settled, essentials: Essentials, rules: Definition | Report) -> Verdict:
    """Percentages and levels, by the rules of the questionnaire or of the report."""
    sums = settled.sums
    if not sums.possible:
        return Verdict(None, None, None, None, None, None)
    levels, cap = (() if settled.instead else rules.levels), rules.essential_cap
    percent = percentage(sums.points, sums.possible)
    low = percentage(sums.low, sums.everything)
    high = percentage(sums.high, sums.everything)
    # At best, whatever is unanswered or unknown turns out to be secured: only a real "below" still caps.
    open_cap = None if essentials.all_secured else cap
    return Verdict(
        percent,
        low,
        high,
        level=_level(levels, percent, open_cap),
        level_low=_level(levels, low, open_cap),
        level_high=_level(levels, high, cap if essentials.below else None),
    )


def _result(settled: Settled, rules: Definition | Report) -> Result:
    standings = settled.standings
    essentials = essentials_of(standings)
    counted = [s for s in standings if s.question.type != "text" and s.applies]
    remaining = tuple(s.question.key for s in counted if s.answer is None)
    return Result(
        **verdict(settled, essentials, rules)._asdict(),
        sums=settled.sums,
        instead_of_level=settled.instead,
        answered=len(counted) - len(remaining),
        applicable=len(counted),
        remaining=remaining,
        hidden=tuple(s.question.key for s in standings if s.hidden),
        essentials=essentials,
        actions=tuple(_in_order(list(_applying(standings)))),
    )


def _level(levels: Sequence[Level], percent: int, cap: str | None) -> str | None:
    """The highest level reached, going no further than `cap`."""
    reached = None
    for level in levels:
        if percent < level.start:
            break
        reached = level.id
        if level.id == cap:
            break
    return reached


@dataclass(frozen=True, slots=True, order=True)
class _Candidate:
    """An action with all that ranks it: smaller `precedence`, which no other has, comes first."""

    precedence: tuple[int, ...]
    action: Action = field(compare=False)
    after: str | None = field(compare=False)


def called_by(standing: Standing) -> list[int]:
    """Which of its question's advice an answer calls for, VERIFY where that is all there is to do."""
    question, answer = standing.question, standing.answer
    if answer is None or not standing.applies:
        return []
    numbers = [number for number, advice in enumerate(question.advice) if calls_for(advice, answer)]
    return [VERIFY] if answer == UNKNOWN and not numbers and question.best is not None else numbers


def _applying(standings: Iterable[Standing]) -> Iterator[_Candidate]:
    for place, standing in enumerate(standings):
        question = standing.question
        missing = standing.essential_state in ("below", "to_check")
        rank = question.rank if question.rank is not None else _LAST_RANK
        urgency = (0, rank) if missing else (1, 0)
        for number in called_by(standing):
            advice = None if number == VERIFY else question.advice[number]
            impact, effort = (advice.impact, advice.effort) if advice else (_VERIFY_IMPACT, _VERIFY_EFFORT)
            precedence = (*urgency, -impact, effort, place, number)
            yield _Candidate(precedence, Action(question.key, number), advice.after if advice else None)


def _in_order(candidates: Sequence[_Candidate]) -> Iterator[Action]:
    """Each time the first of those that need not wait: missing essentials, then by impact, low effort, place.

    An action with `after:` waits until all actions of that question are out.
    """
    left = Counter(candidate.action.key for candidate in candidates)
    waiting: dict[str, list[_Candidate]] = {}
    ready: list[_Candidate] = []
    for candidate in candidates:
        if candidate.after is not None and left[candidate.after]:
            waiting.setdefault(candidate.after, []).append(candidate)
        else:
            heappush(ready, candidate)
    while ready:
        action = heappop(ready).action
        yield action
        left[action.key] -= 1
        if not left[action.key]:
            for candidate in waiting.pop(action.key, []):
                heappush(ready, candidate)
