"""What a file names elsewhere: questions, pages, passages, sources. A wrong name comes with the nearest right one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from ..problems import Fault, Path, nearest
from . import format as f
from .context import Context, full_key
from .questions import AnyQuestion, ScaleMap, is_scored, options_of
from .reading import Draft

# A Markdown link to a page of the guide.
_LINK = re.compile(r"\]\(<?(?![a-z]+:)([^)\s#>]+\.md(?:#[^)\s>]+)?)")


def check_references(name: str, draft: Draft, context: Context) -> Iterator[Fault]:
    """Every reference of a questionnaire that leads nowhere."""
    chapter = draft.data.get("chapter")
    if isinstance(chapter, str) and re.fullmatch(f.PAGE, chapter):
        yield from check_passage(chapter, ("chapter",), context)
    yield from check_links(draft, context)
    yield from check_examples(name, draft, context)
    page = context.pages.sources
    sources = _source_keys(context.pages.anchors(page) or frozenset())
    earlier: set[str] = set()
    for place, question in draft.questions.items():
        path: Path = ("questions", place)
        if isinstance(question, f.Use):
            yield from _use(question, (*path, "use"), name, context)
            earlier.add(question.use)
        else:
            yield from _conditions(question, path, name, earlier, context)
            earlier.add(f"{name}.{question.id}")
            yield from _advice(question, path, name, context)
            yield from _sources(question, path, page, sources)


def check_reference(
    reference: str, name: str | None, path: Path, context: Context, *, on_key: bool = False
) -> Iterator[Fault]:
    """A fault when no file has that question. `name` is the file that names it, None when that is bilan.yml."""
    key = reference if name is None else full_key(reference, name)
    if key not in context.declared and key.split(".", maxsplit=1)[0] not in context.unsure:
        known = [declared.removeprefix(f"{name}.") for declared in context.declared]
        values = {"question": reference, "nearest": nearest(reference, known)}
        yield Fault(path, "unknown-question", values, on_key=on_key)


def check_examples(name: str | None, draft: Draft, context: Context) -> Iterator[Fault]:
    """The questions and levels that examples name."""
    levels = [level.id for level in draft.levels.values()]
    for place, example in draft.examples.items():
        path: Path = ("examples", place)
        for reference in example.answers:
            yield from check_reference(reference, name, (*path, "answers", reference), context, on_key=True)
        for key in ("missing_essentials", "actions"):
            for rank, reference in enumerate(getattr(example.expect, key) or ()):
                yield from check_reference(reference, name, (*path, "expect", key, rank), context)
        named: list[tuple[Path, str]] = [
            (("levels", rank), level) for rank, level in enumerate(example.expect.levels or ())
        ]
        if example.expect.level is not None:
            named.append((("level",), example.expect.level))
        for where, level in named:
            if draft.all_levels and level not in levels:
                values = {"level": level, "nearest": nearest(level, levels)}
                yield Fault((*path, "expect", *where), "unknown-level", values)


def check_passage(target: str, path: Path, context: Context) -> Iterator[Fault]:
    """A fault when a page, or the passage in it, does not exist."""
    page, _, anchor = target.partition("#")
    anchors = context.pages.anchors(page)
    if anchors is None:
        yield Fault(path, "unknown-page", {"page": page, "nearest": nearest(page, context.pages.names())})
    elif anchor and anchor not in anchors:
        values = {"page": page, "anchor": anchor, "nearest": nearest(anchor, anchors)}
        yield Fault(path, "unknown-anchor", values)


def check_links(draft: Draft, context: Context) -> Iterator[Fault]:
    """The guide's pages that an author's Markdown links to."""
    for path, text in _markdown_texts(draft):
        if text and "](" in text:
            for target in _LINK.findall(text):
                yield from check_passage(target, path, context)


def _markdown_texts(draft: Draft) -> Iterator[tuple[Path, str | None]]:
    intro = draft.data.get("intro")
    yield ("intro",), intro if isinstance(intro, str) else None
    for place, level in draft.levels.items():
        yield ("levels", place, "summary"), level.summary
    for place, item in draft.items.items():
        yield ("items", place, "help"), item.help
    for place, question in draft.questions.items():
        if not isinstance(question, f.Use):
            path: Path = ("questions", place)
            yield (*path, "help"), question.help
            yield from _texts_instead_of_levels(question, (*path, "options"))
            yield (*path, "proof"), question.proof
            for number, advice in enumerate(question.advice):
                yield (*path, "advice", number, "why"), advice.why


def _texts_instead_of_levels(question: AnyQuestion, path: Path) -> Iterator[tuple[Path, str]]:
    for place, option in enumerate(question.options or () if isinstance(question, f.Single) else ()):
        if option.instead_of_level is not None:
            yield (*path, place, "instead_of_level", "summary"), option.instead_of_level.summary


def check_after_cycles(context: Context) -> Iterator[tuple[str, Fault]]:
    """Actions that wait for each other for ever, with the questionnaire in which to mend it."""
    after: dict[str, list[tuple[Path, str]]] = {}
    for name, draft in context.drafts.items():
        for place, question in draft.questions.items():
            if isinstance(question, f.Use):
                continue
            after[f"{name}.{question.id}"] = [
                (("questions", place, "advice", number, "after"), full_key(advice.after, name))
                for number, advice in enumerate(question.advice)
                if advice.after is not None
            ]
    tangled = _tangled(after)
    for key in tangled:
        for path, target in after[key]:
            if _leads_to(target, key, tangled):
                name = key.split(".", maxsplit=1)[0]
                yield name, Fault(path, "after-cycle", {"question": target.removeprefix(f"{name}.")})


def _tangled(after: Mapping[str, list[tuple[Path, str]]]) -> dict[str, list[tuple[Path, str]]]:
    """The questions that wait for one that waits, and so on without end: few or none, and found in one pass."""
    waiting = {key: len(waits) for key, waits in after.items()}
    awaited: dict[str, list[str]] = {}
    for key, waits in after.items():
        for _, target in waits:
            awaited.setdefault(target, []).append(key)
    free = [key for key, count in waiting.items() if not count] + [key for key in awaited if key not in after]
    while free:
        key = free.pop()
        waiting.pop(key, None)
        for other in awaited.get(key, []):
            waiting[other] -= 1
            if not waiting[other]:
                free.append(other)
    return {key: waits for key, waits in after.items() if key in waiting}


def _leads_to(start: str, goal: str, after: Mapping[str, list[tuple[Path, str]]]) -> bool:
    seen: set[str] = set()
    ahead = [start]
    while ahead:
        key = ahead.pop()
        if key == goal:
            return True
        if key not in seen:
            seen.add(key)
            ahead += [target for _, target in after.get(key, [])]
    return False


def is_elsewhere(reference: str, name: str) -> bool:
    """Whether a reference made from the file `name` leads to another one."""
    return "." in reference and not reference.startswith(f"{name}.")


def _use(use: f.Use, path: Path, name: str, context: Context) -> Iterator[Fault]:
    if not is_elsewhere(use.use, name):
        yield Fault(path, "use-of-own", {"question": use.use})
    else:
        yield from check_reference(use.use, name, path, context)


def _conditions(
    question: AnyQuestion, path: Path, name: str, earlier: set[str], context: Context
) -> Iterator[Fault]:
    for reference, values in question.show_if.items():
        key = full_key(reference, name)
        place = (*path, "show_if", reference)
        if key == f"{name}.{question.id}":
            yield Fault(place, "condition-on-itself", on_key=True)
        elif unknown := list(check_reference(reference, name, place, context, on_key=True)):
            yield from unknown
        elif key.startswith(f"{name}.") and key in context.questions and key not in earlier:
            yield Fault(place, "condition-on-later", {"question": reference}, on_key=True)
        elif not key.startswith((f"{name}.", "profil.")):
            yield Fault(place, "condition-elsewhere", {"question": reference}, on_key=True)
        elif key in context.questions:
            scales = context.scales_of(key.split(".", maxsplit=1)[0])
            yield from _condition(context.questions[key], scales, reference, values, place)


def _condition(
    control: AnyQuestion, scales: ScaleMap, reference: str, values: list[str], place: Path
) -> Iterator[Fault]:
    if not isinstance(control, f.Single | f.Multiple):
        yield Fault(place, "condition-without-answers", {"question": reference}, on_key=True)
        return
    if is_scored(control, scales):
        yield Fault(place, "condition-on-scored", {"question": reference}, on_key=True)
    ids = [option.id for option in options_of(control, scales)]
    for number, value in enumerate(values):
        if ids and value not in ids:
            yield Fault((*place, number), "unknown-option", {"option": value, "nearest": nearest(value, ids)})


def _advice(question: AnyQuestion, path: Path, name: str, context: Context) -> Iterator[Fault]:
    for number, advice in enumerate(question.advice):
        place = (*path, "advice", number)
        if advice.read is not None:
            yield from check_passage(advice.read, (*place, "read"), context)
        if advice.after is not None:
            yield from check_reference(advice.after, name, (*place, "after"), context)


def _sources(question: AnyQuestion, path: Path, page: str, known: frozenset[str]) -> Iterator[Fault]:
    for number, key in enumerate(question.sources):
        if key not in known:
            values = {"source": key, "page": page, "nearest": nearest(key, known)}
            yield Fault((*path, "sources", number), "unknown-source", values)


def _source_keys(anchors: frozenset[str]) -> frozenset[str]:
    """The sources page gives source S1 the anchor `s1`."""
    return frozenset(anchor.upper() for anchor in anchors if re.fullmatch("s[0-9]+", anchor))
