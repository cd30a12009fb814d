"""What must hold within one question."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..problems import Fault, Path, nearest, path_text, shown
from .format import UNKNOWN, Advice, Multiple, Number, Option, ScorablePart, Single
from .questions import AnyQuestion, ScaleMap, is_essential, is_settled, options_of, pass_points, reachable


def check(question: AnyQuestion, scales: ScaleMap, path: Path, *, profile: bool) -> Iterator[Fault]:
    """Every broken rule of a question; `profile` when it stands in a profile, where nothing is scored."""
    if isinstance(question, Single):
        yield from _single(question, scales, path)
    if isinstance(question, Multiple):
        yield from check_options(question.options, (*path, "options"))
        yield from _exclusive(question, path)
    if isinstance(question, Number):
        yield from _number(question, path)
    if profile:
        yield from _unscored(question, scales, path)
    else:
        yield from _points(question, scales, path)
    if isinstance(question, Multiple) or (isinstance(question, Single) and not profile):
        yield from keeps_level(question.options or (), (*path, "options"))
    yield from _advice(question, scales, path)
    if question.show_if and question.not_applicable is None:
        yield Fault((*path, "show_if"), "condition-without-text", on_key=True)


def check_options(options: Iterable[Option], path: Path) -> Iterator[Fault]:
    """Rules on a list of answers, be it a question's or a scale's."""
    options = list(options)
    yield from duplicates([(option.id, (*path, place, "id")) for place, option in enumerate(options)])
    if any(option.points is None for option in options) and any(o.points is not None for o in options):
        place = next(place for place, option in enumerate(options) if option.points is None)
        yield Fault((*path, place), "points-on-some", {"option": options[place].id})
    ids = {option.id for option in options}
    claimed: dict[str, str] = {}
    for place, option in enumerate(options):
        for number, earlier in enumerate(option.was):
            if earlier in ids:
                yield Fault((*path, place, "was", number), "was-in-use", {"id": earlier})
            elif earlier in claimed:
                values = {"id": earlier, "other": claimed[earlier]}
                yield Fault((*path, place, "was", number), "was-twice", values)
            claimed.setdefault(earlier, option.id)


def keeps_level(options: Iterable[Option], path: Path) -> Iterator[Fault]:
    """A fault for each answer that takes the level's place where none may: anywhere but in a profile's own choices."""
    for place, option in enumerate(options):
        if option.instead_of_level is not None:
            yield Fault((*path, place, "instead_of_level"), "instead-of-level-elsewhere", on_key=True)


def duplicates(entries: Iterable[tuple[str, Path]]) -> Iterator[Fault]:
    """A fault for each name that an earlier entry already has; answers are saved by those that are ids."""
    first: dict[str, Path] = {}
    for name, path in entries:
        if name in first:
            code = "duplicate-id" if path[-1] == "id" else "said-twice"
            yield Fault(path, code, {"name": name, "first": path_text(first[name])})
        first.setdefault(name, path)


def _single(question: Single, scales: ScaleMap, path: Path) -> Iterator[Fault]:
    if question.scale is None and question.options is None:
        yield Fault(path, "no-answers")
    elif question.scale is not None and question.options is not None:
        yield Fault((*path, "options"), "scale-and-options", on_key=True)
    elif question.scale is not None and question.scale not in scales:
        values = {"scale": question.scale, "nearest": nearest(question.scale, scales)}
        yield Fault((*path, "scale"), "unknown-scale", values)
    if question.scale is None and question.labels:
        yield Fault((*path, "labels"), "labels-without-scale", on_key=True)
    known = {option.id for option in options_of(question, scales)}
    for label in question.labels:
        if known and label not in known:
            values = {"option": label, "nearest": nearest(label, known)}
            yield Fault((*path, "labels", label), "unknown-option", values, on_key=True)
    if question.options is not None:
        yield from check_options(question.options, (*path, "options"))
        for place, option in enumerate(question.options):
            if option.exclusive:
                yield Fault((*path, "options", place, "exclusive"), "exclusive-in-single", on_key=True)


def _exclusive(question: Multiple, path: Path) -> Iterator[Fault]:
    places = [place for place, option in enumerate(question.options) if option.exclusive]
    if reachable(question, {}) is None:
        if question.max is not None and is_settled(question, {}):
            yield Fault((*path, "max"), "max-without-points", on_key=True)
    elif not places:
        yield Fault((*path, "options"), "no-exclusive", on_key=True)
    for place in places[1:]:
        yield Fault((*path, "options", place, "exclusive"), "several-exclusive", on_key=True)


def _number(question: Number, path: Path) -> Iterator[Fault]:
    if question.max is not None and question.max <= question.min:
        yield Fault((*path, "max"), "range-reversed", {"min": question.min, "max": question.max})
    starts = [band.from_ for band in question.bands or ()]
    if starts and starts[0] != question.min:
        yield Fault((*path, "bands", 0, "from"), "band-gap", {"min": question.min, "start": starts[0]})
    for place in range(1, len(starts)):
        if starts[place] <= starts[place - 1]:
            values = {"start": starts[place], "before": starts[place - 1]}
            yield Fault((*path, "bands", place, "from"), "bands-not-ascending", values)
        if question.max is not None and starts[place] > question.max:
            yield Fault((*path, "bands", place, "from"), "band-out-of-range", {"max": question.max})


def _unscored(question: AnyQuestion, scales: ScaleMap, path: Path) -> Iterator[Fault]:
    scored = reachable(question, scales)
    if scored is not None:
        yield Fault(
            (*path, _points_key(question)), "points-in-profile", {"question": question.id}, on_key=True
        )
    elif is_essential(question):
        yield Fault((*path, "essential"), "essential-unscored", on_key=True)


def _points(question: AnyQuestion, scales: ScaleMap, path: Path) -> Iterator[Fault]:
    scored = reachable(question, scales)
    if scored is not None and scored[0] == scored[1]:
        values = {"question": question.id, "points": scored[0]}
        yield Fault((*path, _points_key(question)), "all-the-same", values, on_key=True)
        return
    if not isinstance(question, ScorablePart) or question.essential is None:
        return
    wanted = question.essential.pass_
    place = (*path, "essential", "pass")
    if scored is None:
        if is_settled(question, scales):
            yield Fault((*path, "essential"), "essential-unscored", on_key=True)
    elif isinstance(question, Single) != isinstance(wanted, str):
        ids = [option.id for option in options_of(question, scales)]
        values = {"found": shown(wanted), "nearest": nearest(str(wanted), ids), "best": scored[1]}
        yield Fault(place, "pass-by-answer" if isinstance(question, Single) else "pass-by-points", values)
    elif (needed := pass_points(question, scales)) is None:
        ids = [option.id for option in options_of(question, scales)]
        yield Fault(place, "unknown-option", {"option": wanted, "nearest": nearest(str(wanted), ids)})
    elif needed <= scored[0]:
        yield Fault(place, "pass-cannot-fail", {"pass": wanted, "needed": needed, "least": scored[0]})
    elif needed > scored[1]:
        yield Fault(place, "pass-out-of-reach", {"pass": wanted, "best": scored[1]})
    else:
        for answer in _uncovered(question, scales, needed):
            values = {"question": question.id, "answer": answer}
            yield Fault((*path, "advice"), "low-without-advice", values, on_key=True)


def _points_key(question: AnyQuestion) -> str:
    """The key under which a question's points stand."""
    if isinstance(question, Number):
        return "bands"
    return "scale" if isinstance(question, Single) and question.options is None else "options"


def _uncovered(question: AnyQuestion, scales: ScaleMap, needed: int) -> list[str]:
    """Low answers (0 points, or fewer than `needed`) for which no advice is given, as the author would name them."""
    least = max(needed, 1)
    if isinstance(question, Number):
        return _uncovered_numbers(question, least)
    when = {id_ for advice in question.advice for id_ in advice.when}
    options = [o for o in options_of(question, scales) if o.id not in when and (o.points or 0) < least]
    without = {id_ for advice in question.advice for id_ in advice.without}
    if isinstance(question, Multiple) and without:
        # Only an answer in which all of `without` is ticked escapes such an advice: the poorest is those alone.
        ticked = [option for option in question.options if option.id in without]
        total = sum(option.points or 0 for option in ticked)
        escapes = not when & without and not any(option.exclusive for option in ticked) and total < least
        return [" + ".join(option.id for option in ticked)] if escapes else []
    return [option.id for option in options]


def _uncovered_numbers(question: Number, least: int) -> list[str]:
    below = max(
        (advice.below for advice in question.advice if advice.below is not None), default=question.min
    )
    bands = question.bands or []
    ends = [*(band.from_ - 1 for band in bands[1:]), question.max]
    return [
        str(max(band.from_, below))
        for band, end in zip(bands, ends, strict=False)
        if band.points < least and (end is None or end >= below)
    ]


def _advice(question: AnyQuestion, scales: ScaleMap, path: Path) -> Iterator[Fault]:
    ids = [option.id for option in options_of(question, scales)]
    known = [*ids, UNKNOWN] if question.unknown else ids
    for number, advice in enumerate(question.advice):
        place = (*path, "advice", number)
        yield from _advice_trigger(question, advice, place)
        if isinstance(question, Single) and not ids:
            continue  # its scale is unknown, and reported
        for key, named, choices in (("when", advice.when, known), ("without", advice.without, ids)):
            for rank, id_ in enumerate(named):
                if id_ not in choices:
                    values = {"option": id_, "nearest": nearest(id_, choices)}
                    yield Fault((*place, key, rank), "unknown-option", values)


def _advice_trigger(question: AnyQuestion, advice: Advice, place: Path) -> Iterator[Fault]:
    if not (advice.when or advice.without or advice.below is not None):
        yield Fault(place, "advice-without-trigger")
    if advice.without and not isinstance(question, Multiple):
        yield Fault((*place, "without"), "without-elsewhere", on_key=True)
    if advice.below is not None and not isinstance(question, Number):
        yield Fault((*place, "below"), "below-elsewhere", on_key=True)
