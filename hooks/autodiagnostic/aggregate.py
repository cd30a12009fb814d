"""Thousands of communes' documents → what their group comes to, read as they come and shared among processes."""

from __future__ import annotations

import hashlib
import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from multiprocessing import get_context
from pathlib import Path

from . import group
from .definition import Definition, Report
from .document import LARGEST, read_document
from .group import Counts, Mark
from .problems import Fault

SUFFIX = ".json"
_BATCH = 200
_BATCH_SIZE = 4_000_000  # bytes
_FEW = 3_000
"""Documents that are read before other processes would have started."""

Batch = list[tuple[str, bytes]]


@dataclass
class Read:
    """What some documents came to: their counts, the files that hold none, and the files of each named commune."""

    counts: Counts = field(default_factory=Counter)
    refused: list[tuple[str, Fault]] = field(default_factory=list)
    named: dict[str, list[str]] = field(default_factory=dict)
    repeated: list[tuple[str, str]] = field(default_factory=list)
    """A file, and the earlier one that says the very same."""

    def add(self, other: Read) -> None:
        """Take in what others came to."""
        self.counts.update(other.counts)
        self.refused += other.refused
        self.repeated += other.repeated
        for name, files in other.named.items():
            self.named.setdefault(name, []).extend(files)


def find(paths: Iterable[Path], left: frozenset[Path]) -> list[str]:
    """The files to read: those given, and every JSON file in the folders given; none twice, and none that is `left`."""
    names = {path.name for path in left}
    found: dict[str, None] = {}
    for path in paths:
        for file in _files_in(path) if path.is_dir() else [str(path)]:
            # Where a file really is takes a while to find out, for thousands.
            if os.path.basename(file) not in names or Path(file).resolve() not in left:  # noqa: PTH119
                found.setdefault(os.path.normpath(file))
    return list(found)


def _files_in(folder: Path) -> list[str]:
    return sorted(
        os.path.join(place, name)  # noqa: PTH118 - thousands of them
        for place, _, names in os.walk(folder)
        for name in names
        if name.lower().endswith(SUFFIX)
    )


def read(
    files: Sequence[str],
    report: Report,
    definitions: Mapping[str, Definition],
    progress: Callable[[int], None],
    processes: int | None = None,
) -> Read:
    """Read every file. `progress` hears how many are done; by default, there are as many processes as cores."""
    whole = Read()
    done = 0
    with _readers(len(files), report, definitions, processes) as read_all:
        for part in read_all(_batches(files, whole)):
            whole.add(part)
            done += part.counts[("commune",)] + len(part.refused)
            progress(done + len(whole.repeated))
    whole.refused.sort(key=lambda entry: entry[0])
    return whole


def _batches(files: Iterable[str], whole: Read) -> Iterator[Batch]:
    """Contents, a handful at a time; what was read before, or cannot be, goes no further."""
    met: dict[bytes, str] = {}
    batch: Batch = []
    size = 0
    for file in files:
        try:
            with open(file, "rb") as stream:  # noqa: PTH123 - thousands of them
                content = stream.read(LARGEST + 1)
        except OSError:
            whole.refused.append((file, Fault((), "unreadable")))
            continue
        earlier = met.setdefault(hashlib.sha256(content).digest(), file)
        if earlier != file:
            whole.repeated.append((file, earlier))
            continue
        batch.append((file, content))
        size += len(content)
        if len(batch) == _BATCH or size > _BATCH_SIZE:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _read_batch(report: Report, definitions: Mapping[str, Definition], batch: Batch) -> Read:
    found = Read()
    marks: list[Mark] = []
    for file, content in batch:
        document = read_document(content, definitions)
        if isinstance(document, Fault):
            found.refused.append((file, document))
            continue
        marks += group.marks(report, definitions, document.answers)
        if document.commune:
            found.named.setdefault(document.commune, []).append(file)
    found.counts = Counter(marks)
    return found


# Several processes.

Reader = Callable[[Iterable[Batch]], Iterator[Read]]


@contextmanager
def _readers(
    documents: int, report: Report, definitions: Mapping[str, Definition], processes: int | None
) -> Iterator[Reader]:
    """Who reads batches: other processes where these are worth their start and can be had, or else this one."""
    alone = partial(map, partial(_read_batch, report, definitions))
    wanted = processes if processes is not None else (1 if documents < _FEW else _cores())
    if wanted <= 1:
        yield alone
        return
    try:
        # Started anew, as on any system: a copy of a process with threads might stand still.
        context = get_context("spawn")
        pool = ProcessPoolExecutor(wanted, context, initializer=_start, initargs=(report, definitions))
    except (ImportError, NotImplementedError, OSError):
        yield alone
        return
    with pool:
        yield partial(_shared, pool, wanted)


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


_guide: list[tuple[Report, Mapping[str, Definition]]] = []
"""In a process that reads for another: what it was given at its start."""


def _start(report: Report, definitions: Mapping[str, Definition]) -> None:
    _guide.append((report, definitions))


def _read_there(batch: Batch) -> Read:
    return _read_batch(*_guide[0], batch)


def _shared(pool: ProcessPoolExecutor, processes: int, batches: Iterable[Batch]) -> Iterator[Read]:
    """No more batches under way than keep the processes busy: what is read is not kept."""
    waiting: set[Future[Read]] = set()
    for batch in batches:
        waiting.add(pool.submit(_read_there, batch))
        if len(waiting) > 2 * processes:
            ready, waiting = wait(waiting, return_when=FIRST_COMPLETED)
            yield from (each.result() for each in ready)
    yield from (each.result() for each in waiting)
