"""What a question comes to once its scale is known: its answers, and the points that can be reached."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from .format import Multiple, Number, Option, ScorablePart, Single, Text

AnyQuestion = Single | Multiple | Number | Text
"""A question of its own; a `use:` is one of another file's."""

ScaleMap = Mapping[str, Sequence[Option]]


def options_of(question: AnyQuestion, scales: ScaleMap) -> Sequence[Option]:
    """The answers on offer, with their scale's own labels.

    None when the scale is unknown, or when answers are numbers or texts.
    """
    if isinstance(question, Multiple):
        return question.options
    if not isinstance(question, Single):
        return ()
    return scales.get(question.scale or "", ()) if question.options is None else question.options


def reachable(question: AnyQuestion, scales: ScaleMap) -> tuple[int, int] | None:
    """The least and the most points that an answer can have; None when the question is not scored."""
    if isinstance(question, Number):
        points = [band.points for band in question.bands or ()]
        return (min(points), max(points)) if points else None
    options = options_of(question, scales)
    if not options or any(option.points is None for option in options):
        return None
    points = [option.points or 0 for option in options]
    if not isinstance(question, Multiple):
        return min(points), max(points)
    together = sum(option.points or 0 for option in options if not option.exclusive)
    alone = max((option.points or 0 for option in options if option.exclusive), default=0)
    least, most = min(points), max(together, alone)
    return (least, most) if question.max is None else (min(least, question.max), min(most, question.max))


def pass_points(question: AnyQuestion, scales: ScaleMap) -> int | None:
    """The least points that secure an essential; None when the question is not one, or its `pass` names no answer."""
    if not isinstance(question, ScorablePart) or question.essential is None:
        return None
    wanted = question.essential.pass_
    if isinstance(wanted, int):
        return wanted
    return next((o.points for o in options_of(question, scales) if o.id == wanted), None)


def is_settled(question: AnyQuestion, scales: ScaleMap) -> bool:
    """Whether its answers are known, and either all or none have points: if not, that is reported elsewhere."""
    if not isinstance(question, Single | Multiple):
        return True
    return len({option.points is None for option in options_of(question, scales)}) == 1


def is_scored(question: AnyQuestion, scales: ScaleMap) -> bool:
    """Whether the question counts in the score."""
    return reachable(question, scales) is not None


def is_essential(question: AnyQuestion) -> bool:
    """Whether the question is a must-have."""
    return isinstance(question, ScorablePart) and question.essential is not None
