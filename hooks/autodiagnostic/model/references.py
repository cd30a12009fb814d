"""What a file names elsewhere: questions, pages, passages, sources. A wrong name comes with the nearest right one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ..problems import Fault, Path, nearest
from . import format as f
from .context import Context, full_key
from .questions import AnyQuestion, is_scored, options_of
from .reading import Draft


def check_references(name: str, draft: Draft, context: Context) -> Iterator[Fault]:
    """Every reference of a questionnaire that leads nowhere."""
    chapter = draft.data.get("chapter")
    if isinstance(chapter, str):
        yield from check_passage(chapter, ("chapter",), context)
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
            yield from _sources(question, path, context)


def check_reference(reference: str, path: Path, context: Context) -> Fault | None:
    """A fault when no file declares the question "questionnaire.question"."""
    if reference in context.declared:
        return None
    values = {"question": reference, "nearest": nearest(reference, context.declared)}
    return Fault(path, "unknown-question", values)


def check_passage(target: str, path: Path, context: Context) -> Iterator[Fault]:
    """A fault when a page, or the passage in it, does not exist."""
    page, _, anchor = target.partition("#")
    anchors = context.pages.anchors(page)
    if anchors is None:
        yield Fault(path, "unknown-page", {"page": page, "nearest": nearest(page, context.pages.names())})
    elif anchor and anchor not in anchors:
        values = {"page": page, "anchor": anchor, "nearest": nearest(anchor, anchors)}
        yield Fault(path, "unknown-anchor", values)


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
    for key, waits in after.items():
        for path, target in waits:
            if _leads_to(target, key, after):
                yield key.split(".")[0], Fault(path, "after-cycle", {"question": target})


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


def _use(use: f.Use, path: Path, name: str, context: Context) -> Iterator[Fault]:
    if "." not in use.use or use.use.startswith(f"{name}."):
        yield Fault(path, "use-of-own", {"question": use.use})
        return
    fault = check_reference(use.use, path, context)
    if fault is not None:
        yield fault


def _conditions(
    question: AnyQuestion, path: Path, name: str, earlier: set[str], context: Context
) -> Iterator[Fault]:
    for reference, values in question.show_if.items():
        key = full_key(reference, name)
        place = (*path, "show_if", reference)
        if key == f"{name}.{question.id}":
            yield Fault(place, "condition-on-itself", on_key=True)
        elif (fault := check_reference(key, place, context)) is not None:
            yield Fault(fault.path, fault.code, fault.values, on_key=True)
        elif key.startswith(f"{name}.") and key not in earlier:
            yield Fault(place, "condition-on-later", {"question": reference}, on_key=True)
        elif not key.startswith((f"{name}.", "profil.")):
            yield Fault(place, "condition-elsewhere", {"question": reference}, on_key=True)
        elif key in context.questions:
            yield from _condition(context.questions[key], key, values, place, context)


def _condition(
    control: AnyQuestion, key: str, values: list[str], place: Path, context: Context
) -> Iterator[Fault]:
    scales = context.scales_of(key.split(".", maxsplit=1)[0])
    if not isinstance(control, f.Single | f.Multiple):
        yield Fault(place, "condition-without-answers", {"question": key}, on_key=True)
        return
    if is_scored(control, scales):
        yield Fault(place, "condition-on-scored", {"question": key}, on_key=True)
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
            fault = check_reference(full_key(advice.after, name), (*place, "after"), context)
            if fault is not None:
                yield fault


def _sources(question: AnyQuestion, path: Path, context: Context) -> Iterator[Fault]:
    page = context.pages.sources
    anchors = context.pages.anchors(page) or frozenset()
    known = {anchor.upper() for anchor in anchors if anchor[:1] == "s" and anchor[1:].isdigit()}
    for number, key in enumerate(question.sources):
        if key not in known:
            values = {"source": key, "page": page, "nearest": nearest(key, known)}
            yield Fault((*path, "sources", number), "unknown-source", values)
