"""All questionnaire files together: read, checked, compiled; and every problem of every file, in one go."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from . import compile as compiler
from . import examples, source
from .definition import Definition, Report
from .model import format as f
from .model import rules
from .model.context import SCALES, Context, Pages, gather
from .model.reading import Draft, read
from .model.references import check_after_cycles
from .model.units import check_unit
from .problems import Fault, Problem, problem
from .problems import Path as Place
from .scoring import overall, score

REPORT = "bilan"


@dataclass(frozen=True)
class Library:
    """What a folder of questionnaires holds.

    A questionnaire with a problem is in `broken` (its problems by id) and not in `definitions`; so is one that uses
    a question of a broken one. `problems` are those of all files, sorted. `has_report` tells a broken report from none.
    """

    definitions: Mapping[str, Definition] = field(default_factory=dict)
    report: Report | None = None
    has_report: bool = False
    problems: tuple[Problem, ...] = ()
    broken: Mapping[str, tuple[Problem, ...]] = field(default_factory=dict)
    sources: Mapping[str, source.Source] = field(default_factory=dict, repr=False)

    def problem(self, name: str, fault: Fault) -> Problem:
        """Place a fault that was found later, in the making of a PDF, say, in the file of a questionnaire."""
        return self.sources[name].problem(fault)

    @property
    def names(self) -> frozenset[str]:
        """The ids that a page may name, broken ones included."""
        return frozenset(self.definitions) | frozenset(self.broken)


@dataclass
class _File:
    """One file on its way: what was read of it, and its problems so far."""

    source: source.Source | None
    draft: Draft | None
    problems: list[Problem]

    def report(self, faults: Iterator[Fault] | list[Fault]) -> None:
        if self.source is not None:
            self.problems += [
                self.source.problem(fault) for fault in faults if not self.source.is_doubtful(fault.path)
            ]

    @property
    def examples(self) -> Mapping[int, f.Example]:
        return self.draft.examples if self.draft is not None else {}

    @property
    def sound(self) -> bool:
        return not self.problems and self.draft is not None and self.draft.whole is not None


def load(folder: Path, pages: Pages) -> Library:
    """Read, check and compile every `*.yml` of a folder. Never raises on what the files hold."""
    with _without_collector():
        files = {path.stem: _read(path, folder.name) for path in sorted(folder.glob("*.yml"))}
        for path in sorted(folder.glob("*")):
            if path.suffix != ".yml" and path.suffix.lower() in (".yml", ".yaml"):
                misnamed = files.setdefault(path.stem, _File(None, None, []))
                misnamed.problems.append(_unread(path, folder.name, "file-extension", name=path.stem))
        return _assemble(files, pages)


@contextmanager
def _without_collector() -> Iterator[None]:
    """Reading makes a great many objects and no garbage to speak of: collecting it all the same costs as much again."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def _read(path: Path, folder: str) -> _File:
    try:
        content = path.read_bytes()
    except OSError as error:
        return _File(None, None, [_unread(path, folder, "unreadable", reason=error.strerror)])
    read_source, problems = source.read(f"{folder}/{path.name}", content)
    file = _File(read_source, None, problems)
    if read_source is not None:
        part_type = _part_type(path.stem, read_source.data)
        if part_type is None:
            file.report([rules.unknown_kind(read_source.data.get("kind"))])
        else:
            file.draft, faults = read(part_type, read_source.data, read_source.doubtful)
            file.report(faults)
    return file


def _unread(path: Path, folder: str, code: str, **values: object) -> Problem:
    return problem(f"{folder}/{path.name}", (1, 1), Fault((), code, values))


def _part_type(stem: str, data: Mapping[str, object]) -> type[f.Part] | None:
    if stem == SCALES:
        return f.ScalesFile
    if stem == REPORT:
        return f.ReportFile
    kind = data.get("kind", "assessment")
    return f.KINDS.get(kind) if isinstance(kind, str) else None


def _assemble(files: dict[str, _File], pages: Pages) -> Library:
    drafts = {name: file.draft for name, file in files.items() if file.draft and name not in (SCALES, REPORT)}
    shared = files[SCALES].draft if SCALES in files else None
    report_draft = files[REPORT].draft if REPORT in files else None
    unread = frozenset(name for name, file in files.items() if file.draft is None)
    context = gather(pages, drafts, shared=shared, report=report_draft, unread=unread)
    if shared:
        files[SCALES].report(rules.check_scales(shared))
    for name, draft in drafts.items():
        files[name].report(rules.check_questionnaire(name, draft, context))
    for name, fault in (*rules.check_earlier_ids(context), *check_after_cycles(context)):
        files[name].report([fault])
    if report_draft:
        files[REPORT].report(rules.check_report(report_draft, context))
    definitions = _compile(files, drafts, context)
    report = _compile_report(files.get(REPORT), definitions)
    _run_examples(files, definitions, report)
    return _library(files, definitions, report)


def _compile(files: dict[str, _File], drafts: Mapping[str, Draft], context: Context) -> dict[str, Definition]:
    """The questionnaires that are sound, and use only questions of sound ones and sound shared scales."""
    if SCALES in files and not files[SCALES].sound:
        return {}
    uses = {
        name: {key.split(".", maxsplit=1)[0] for key in _used_keys(draft, context)}
        for name, draft in drafts.items()
    }
    unsound = {name for name, file in files.items() if not file.sound}
    # What uses an unsound file is unsound too, and so on.
    while spoilt := {name for name in uses.keys() - unsound if uses[name] & unsound}:
        unsound |= spoilt
    return {
        name: compiler.questionnaire(name, draft.whole, context)
        for name, draft in drafts.items()
        if name not in unsound and draft.whole is not None
    }


def _used_keys(draft: Draft, context: Context) -> Iterator[str]:
    if draft.type is f.Assessment:
        yield from context.instead_of_level
    for question in draft.questions.values():
        if isinstance(question, f.Use):
            yield question.use
        else:
            yield from (reference for reference in question.show_if if "." in reference)


def _compile_report(file: _File | None, definitions: dict[str, Definition]) -> Report | None:
    if file is None or not file.sound or file.draft is None or not isinstance(file.draft.whole, f.ReportFile):
        return None
    whole = file.draft.whole
    if not all(theme.use in definitions for theme in whole.themes):
        return None
    entries: list[tuple[Place, str, int]] = [
        (("themes", n), t.use, definitions[t.use].unit) for n, t in enumerate(whole.themes)
    ]
    faults = list(check_unit(entries))
    file.report(faults)
    return None if faults else compiler.report(whole, definitions)


def _run_examples(files: dict[str, _File], definitions: dict[str, Definition], report: Report | None) -> None:
    for name, definition in definitions.items():
        scored = partial(score, definition)
        files[name].report(examples.check(files[name].examples, definitions, name, scored))
    if report is not None:
        scored = partial(overall, report, definitions)
        files[REPORT].report(examples.check(files[REPORT].examples, definitions, None, scored))


def _library(files: dict[str, _File], definitions: dict[str, Definition], report: Report | None) -> Library:
    problems = tuple(sorted(found for file in files.values() for found in file.problems))
    sound = {name: definition for name, definition in definitions.items() if files[name].sound}
    broken = {
        name: tuple(sorted(file.problems)) or problems
        for name, file in files.items()
        if name not in sound and name not in (SCALES, REPORT)
    }
    sources = {name: file.source for name, file in files.items() if file.source is not None}
    return Library(sound, report, REPORT in files, problems, broken, sources)
