"""What must hold within a file, and between files: every broken rule, none stopping the others."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..problems import Fault, Path, as_id, nearest, shown
from . import format as f
from .context import Context, full_key
from .question_rules import check as check_question
from .question_rules import check_options, duplicates, keeps_level
from .questions import AnyQuestion, is_essential, is_scored, is_settled, reachable
from .reading import Draft
from .references import check_examples, check_links, check_reference, check_references, is_elsewhere
from .units import check_unit

# What a question seems to lack may be what could not be read of it.
_SEEMS_MISSING = {
    *("advice-without-trigger", "band-gap", "condition-without-text", "essential-unscored", "no-answers"),
    *("labels-without-scale", "low-without-advice", "max-without-points", "no-exclusive", "points-on-some"),
}


def check_scales(draft: Draft) -> Iterator[Fault]:
    """The rules on scales, shared or a file's own."""
    for name, options in draft.scales.items():
        yield from check_options(options, ("scales", name))
        yield from keeps_level(options, ("scales", name))
        for place, option in enumerate(options):
            if option.exclusive:
                yield Fault(("scales", name, place, "exclusive"), "exclusive-in-single", on_key=True)


def check_questionnaire(name: str, draft: Draft, context: Context) -> Iterator[Fault]:
    """The rules on a questionnaire; `name` is its file's, without extension."""
    yield from _file_name(name, draft.data.get("id"))
    yield from check_scales(draft)
    yield from _ids(name, draft)
    scales = context.scales_of(name)
    for place, question in draft.questions.items():
        if not isinstance(question, f.Use):
            path: Path = ("questions", place)
            held_back = set() if context.knows_scales_of(name) else {"unknown-scale"}
            if place in draft.partial:
                held_back |= _SEEMS_MISSING
            faults = check_question(question, scales, path, profile=draft.type is f.Profile)
            yield from (fault for fault in faults if fault.code not in held_back)
    yield from check_references(name, draft, context)
    if draft.type is f.Assessment:
        yield from _assessment(name, draft, context)


def _file_name(name: str, id_: object) -> Iterator[Fault]:
    """A file is called as its questionnaire is; saved answers and pages go by that name."""
    if not re.fullmatch(f.ID, name):
        yield Fault(("id",), "file-name", {"name": name, "suggestion": as_id(name)})
    elif isinstance(id_, str) and id_ != name and re.fullmatch(f.ID, id_):
        yield Fault(("id",), "id-not-file-name", {"id": id_, "name": name})


def _assessment(name: str, draft: Draft, context: Context) -> Iterator[Fault]:
    questions = dict(_asked(name, draft, context))
    scored = {place: q for place, (q, home) in questions.items() if is_scored(q, context.scales_of(home))}
    if draft.whole is not None and not scored and _all_known(name, draft, context):
        yield Fault(("questions",), "nothing-scored", on_key=True)
    yield from check_unit(
        [
            (("questions", place), q.id, (reachable(q, context.scales_of(questions[place][1])) or (0, 0))[1])
            for place, q in scored.items()
        ]
    )
    yield from check_levels(draft, has_essentials=any(is_essential(question) for question in scored.values()))


def _all_known(name: str, draft: Draft, context: Context) -> bool:
    """Whether each question's answers and points are known, be it asked here or elsewhere."""
    asked = dict(_asked(name, draft, context))
    return len(asked) == len(draft.questions) and all(
        is_settled(question, context.scales_of(home)) for question, home in asked.values()
    )


def _asked(name: str, draft: Draft, context: Context) -> Iterator[tuple[int, tuple[AnyQuestion, str]]]:
    """Each question with the file it is from, `use:` followed."""
    for place, question in draft.questions.items():
        if not isinstance(question, f.Use):
            yield place, (question, name)
        elif question.use in context.questions:
            yield place, (context.questions[question.use], question.use.split(".")[0])


def check_levels(draft: Draft, *, has_essentials: bool) -> Iterator[Fault]:
    """Levels start at 0 and ascend; essentials need a cap, below the top level."""
    levels = list(draft.levels.values())
    yield from duplicates([(level.id, ("levels", place, "id")) for place, level in draft.levels.items()])
    if levels and 0 in draft.levels and levels[0].from_ != 0:
        yield Fault(("levels", 0, "from"), "levels-not-from-0", {"from": levels[0].from_})
    for (_, before), (place, level) in zip(
        list(draft.levels.items())[:-1], list(draft.levels.items())[1:], strict=True
    ):
        if level.from_ <= before.from_:
            values = {"from": level.from_, "before": before.from_}
            yield Fault(("levels", place, "from"), "levels-not-ascending", values)
    yield from _cap(draft, levels, has_essentials=has_essentials)


def _cap(draft: Draft, levels: list[f.Level], *, has_essentials: bool) -> Iterator[Fault]:
    cap = draft.data.get("essential_cap")
    ids = [level.id for level in levels]
    if cap is None:
        if has_essentials:
            yield Fault(("levels",), "cap-missing", {"nearest": nearest("", ids[:-1])}, on_key=True)
    elif isinstance(cap, str) and draft.all_levels:
        if cap not in ids:
            yield Fault(("essential_cap",), "unknown-level", {"level": cap, "nearest": nearest(cap, ids)})
        elif cap == ids[-1]:
            yield Fault(("essential_cap",), "cap-at-top", {"level": cap})


def _ids(name: str, draft: Draft) -> Iterator[Fault]:
    entries: list[tuple[str, Path]] = []
    for place, question in draft.questions.items():
        if not isinstance(question, f.Use):
            entries.append((question.id, ("questions", place, "id")))
        elif is_elsewhere(question.use, name):
            entries.append((question.use.split(".")[-1], ("questions", place, "use")))
    entries += [(item.id, ("items", place, "id")) for place, item in draft.items.items()]
    yield from duplicates(entries)
    names: list[tuple[str, Path]] = [
        (e.name, ("examples", place, "name")) for place, e in draft.examples.items()
    ]
    yield from duplicates(names)


def check_earlier_ids(context: Context) -> Iterator[tuple[str, Fault]]:
    """What `was:` names must not be in use, nor claimed twice, be it in another file: answers would have two homes.

    Each fault comes with the questionnaire in which to mend it.
    """
    living = context.declared | {
        f"{name}.{item.id}" for name, draft in context.drafts.items() for item in draft.items.values()
    }
    claimed: dict[str, str] = {}
    for name, draft in context.drafts.items():
        for path, heir in _heirs(draft):
            for number, earlier in enumerate(heir.was):
                key = full_key(earlier, name)
                if key in living:
                    yield name, Fault((*path, "was", number), "was-in-use", {"id": earlier})
                elif key in claimed:
                    values = {"id": earlier, "other": claimed[key].removeprefix(f"{name}.")}
                    yield name, Fault((*path, "was", number), "was-twice", values)
                claimed.setdefault(key, f"{name}.{heir.id}")


def _heirs(draft: Draft) -> Iterator[tuple[Path, AnyQuestion | f.Item]]:
    for place, question in draft.questions.items():
        if not isinstance(question, f.Use):
            yield ("questions", place), question
    for place, item in draft.items.items():
        yield ("items", place), item


def check_report(draft: Draft, context: Context) -> Iterator[Fault]:
    """The rules on bilan.yml."""
    themes_used: list[tuple[str, Path]] = [
        (t.use, ("themes", place, "use")) for place, t in draft.themes.items()
    ]
    yield from duplicates(themes_used)
    assessments = {name for name, other in context.drafts.items() if other.type is f.Assessment}
    for place, theme in draft.themes.items():
        if theme.use in context.unread:
            continue
        if theme.use not in assessments:
            values = {"name": theme.use, "nearest": nearest(theme.use, assessments)}
            yield Fault(("themes", place, "use"), "unknown-questionnaire", values)
        elif "chapter" not in context.drafts[theme.use].data:
            yield Fault(("themes", place, "use"), "theme-without-chapter", {"name": theme.use})
    yield from _first(draft, context)
    themes = assessments & {theme.use for theme in draft.themes.values()}
    has_essentials = any(
        is_essential(question)
        for theme in themes
        for _, (question, _) in _asked(theme, context.drafts[theme], context)
    )
    yield from check_levels(draft, has_essentials=has_essentials)
    yield from check_links(draft, context)
    yield from check_examples(None, draft, context)


def _first(draft: Draft, context: Context) -> Iterator[Fault]:
    first = draft.data.get("first")
    entries: list[tuple[str, Path]] = [
        (entry, ("first", place))
        for place, entry in enumerate(first if isinstance(first, list) else ())
        if isinstance(entry, str)
    ]
    yield from duplicates(entries)
    for entry, path in entries:
        yield from check_reference(entry, None, path, context)
        question = context.questions.get(entry)
        if question and not is_essential(question) and entry not in context.partial:
            yield Fault(path, "not-essential", {"question": entry})


def unknown_kind(found: object) -> Fault:
    """The fault of a file whose `kind` is none of ours."""
    return Fault(("kind",), "unknown-kind", {"found": shown(found), "nearest": nearest(str(found), f.KINDS)})
