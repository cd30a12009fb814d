"""What many communes' answers come to, without saying whose they are (`group.js` is its twin).

Each commune leaves marks, and a group is how many of each there are. Counts add up: in any order, commune by commune or
group by group, here or in several processes.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from .answers import Answer, Answers, ids_of
from .definition import NOT_APPLICABLE, UNKNOWN, Definition, Question, Report
from .figures import (
    TENS,
    ActionFigures,
    Choice,
    EssentialFigures,
    Group,
    QuestionFigures,
    ResultFigures,
)
from .scoring import (
    VERIFY,
    Settled,
    called_by,
    essentials_of,
    percentage,
    settle,
    together,
    verdict,
)
from .standing import Standing

FEWEST = 5
"""Communes below which figures could tell who answered what."""

UNANSWERED = ""
WHOLE = ""
"""Where a theme's id stands, the whole."""

BETWEEN = ""
"""Where a level's id stands: questions remain, and they decide between several."""

Mark = tuple[str | int, ...]
"""("commune",) · ("answer", question, option) · ("points", question, points) · ("percent", theme, percent) ·
("level", theme, level) · ("essential", question, state) · ("action", question, advice)."""

Counts = Counter[Mark]


# A commune → its marks.


def marks(report: Report, definitions: Mapping[str, Definition], answers: Answers) -> Iterator[Mark]:
    """What one commune adds to the counts, its answers filed under today's ids. Never raises, whatever they hold."""
    themes = {theme.id: settle(definitions[theme.id], answers) for theme in report.themes}
    whole = together(report, definitions, themes)
    yield ("commune",)
    for id_, settled in themes.items():
        yield from _result_marks(id_, settled, definitions[id_])
    yield from _result_marks(WHOLE, whole, report)
    for standing in whole.standings:
        if standing.question.best is not None:
            yield from _answer_marks(standing)
        state = standing.essential_state
        if state is not None and state != "not_applicable":
            yield ("essential", standing.question.key, state)
        for advice in called_by(standing):
            yield ("action", standing.question.key, advice)


def _result_marks(id_: str, settled: Settled, rules: Definition | Report) -> Iterator[Mark]:
    percent, _, _, level, low, high = verdict(settled, essentials_of(settled.standings), rules)
    if percent is None:
        return
    yield ("percent", id_, percent)
    if settled.instead is None:
        # As the commune itself is told: no level yet while what remains may change it.
        decided = low == high or not any(s.answer is None and _counts(s) for s in settled.standings)
        yield ("level", id_, (level or BETWEEN) if decided else BETWEEN)


def _counts(standing: Standing) -> bool:
    return standing.applies and standing.question.type != "text"


def _answer_marks(standing: Standing) -> Iterator[Mark]:
    key = standing.question.key
    if not standing.applies:
        yield ("answer", key, NOT_APPLICABLE)
    elif standing.answer is None:
        yield ("answer", key, UNANSWERED)
    else:
        for choice in _choices_of(standing.question, standing.answer):
            yield ("answer", key, choice)
        if standing.answer != UNKNOWN:
            yield ("points", key, standing.points)


def _choices_of(question: Question, answer: Answer) -> tuple[str, ...]:
    if isinstance(answer, int):
        starts = [band.start for band in question.bands]
        return (str(starts[bisect_right(starts, answer) - 1]),)
    return ids_of(answer)


# Counts → figures.


def figures(report: Report, definitions: Mapping[str, Definition], counts: Counts) -> Group:
    """The group's figures, in the report's order; the most shared actions first."""
    questions = _questions(report, definitions)
    scored = [question for question in questions if question.best is not None]
    essentials = [question for question in questions if question.pass_points is not None]
    return Group(
        participants=counts[("commune",)],
        overall=_result_figures(WHOLE, report, counts),
        themes=[_result_figures(theme.id, definitions[theme.id], counts) for theme in report.themes],
        questions=[question_figures(question, counts) for question in scored],
        essentials=[_essential_figures(question, counts) for question in essentials],
        actions=_action_figures(questions, counts),
    )


def question_figures(question: Question, counts: Counts) -> QuestionFigures:
    """Of a scored question, from the marks that answers to it left."""
    best = question.best or 0
    points = [counts["points", question.key, worth] for worth in range(best + 1)]
    return QuestionFigures(
        key=question.key,
        best=best,
        choices=[Choice(id=id_, count=counts["answer", question.key, id_]) for id_ in choices(question)],
        unknown=counts["answer", question.key, UNKNOWN],
        not_applicable=counts["answer", question.key, NOT_APPLICABLE],
        unanswered=counts["answer", question.key, UNANSWERED],
        answered=sum(points),
        median=median(points),
        dispersion=dispersion(points),
    )


def raised(question: Question, cards: Mapping[str, int]) -> QuestionFigures:
    """Of a single question asked by raised cards: how many were raised for each option."""
    counts: Counts = Counter()
    for option in question.options:
        counts["answer", question.key, option.id] += cards.get(option.id, 0)
        counts["points", question.key, option.points or 0] += cards.get(option.id, 0)
    return question_figures(question, counts)


def choices(question: Question) -> tuple[str, ...]:
    """What is counted of the answers to a scored question: options, or bands by their start."""
    return tuple(option.id for option in question.options) or tuple(
        str(band.start) for band in question.bands
    )


def _questions(report: Report, definitions: Mapping[str, Definition]) -> list[Question]:
    """Each once, with the first theme that asks it."""
    asked = (question for theme in report.themes for question in definitions[theme.id].questions)
    once: dict[str, Question] = {}
    for question in asked:
        once.setdefault(question.key, question)
    return list(once.values())


def _result_figures(id_: str, rules: Definition | Report, counts: Counts) -> ResultFigures:
    percents = [counts["percent", id_, percent] for percent in range(101)]
    scored = sum(percents)
    levels = [Choice(id=level.id, count=counts["level", id_, level.id]) for level in rules.levels]
    between = counts["level", id_, BETWEEN]
    half = (scored + 1) // 2
    return ResultFigures(
        id=id_,
        scored=scored,
        tens=[sum(percents[ten : ten + 10 if ten < 100 - TENS else 101]) for ten in range(0, 100, 10)],
        median=median(percents),
        lower_quartile=_middle(percents, 0, half),
        upper_quartile=_middle(percents, scored - half, scored),
        levels=levels,
        between=between,
        without_level=scored - between - sum(level.count for level in levels),
    )


def _essential_figures(question: Question, counts: Counts) -> EssentialFigures:
    secured, below, to_check, open_ = (
        counts["essential", question.key, state] for state in ("secured", "below", "to_check", "open")
    )
    missing = below + to_check
    return EssentialFigures(
        key=question.key,
        applicable=secured + missing + open_,
        secured=secured,
        below=below,
        to_check=to_check,
        open=open_,
        missing=missing,
        share=percentage(missing, secured + missing) if secured + missing else None,
    )


def _action_figures(questions: Iterable[Question], counts: Counts) -> list[ActionFigures]:
    called = [
        ActionFigures(key=question.key, advice=advice, communes=counts["action", question.key, advice])
        for question in questions
        for advice in range(VERIFY, len(question.advice))
        if counts["action", question.key, advice]
    ]
    return sorted(called, key=lambda action: -action.communes)


# `counts` below are by value: how many are 0, how many are 1…


def median(counts: list[int]) -> int | float | None:
    """The middle value, or the mean of the two in the middle: a whole or a half. None of nothing."""
    return _middle(counts, 0, sum(counts))


def dispersion(counts: list[int]) -> int | None:
    """From 0 (all alike) to 100 (half at the bottom, half at the top); None below two.

    The differences of all pairs, in percent of the most that they could come to among so many, halves rounded up.
    """
    total, best = sum(counts), len(counts) - 1
    most = (total // 2) * (total - total // 2) * best
    if not most:
        return None
    # A pair differs by as many steps as it has one on each side.
    below = differences = 0
    for count in counts[:-1]:
        below += count
        differences += below * (total - below)
    return percentage(differences, most)


def _middle(counts: list[int], start: int, end: int) -> int | float | None:
    """The median of the values from the `start`-th to the one before the `end`-th, in order."""
    if start == end:
        return None
    one, other = _value_at(counts, (start + end - 1) // 2), _value_at(counts, (start + end) // 2)
    return (one + other) // 2 if (one + other) % 2 == 0 else (one + other) / 2


def _value_at(counts: list[int], place: int) -> int:
    for value, count in enumerate(counts):
        place -= count
        if place < 0:
            return value
    raise IndexError(place)
