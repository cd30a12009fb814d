"""All PDFs of a guide: each made once and kept until what it holds changes, or the reason why it cannot be made."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from functools import cache
from importlib.metadata import version
from pathlib import Path

from ..definition import Definition, Report
from ..problems import Fault, Problem, problem
from ..sheets.document import Deck, Sheet, words
from . import book, document, fields, layout
from .contents import Site

FOLDER = "telechargements"

_LONG_CARD = re.compile(r"\bcard:(\d+)")
_MISSING_SIGN = re.compile(r"the text `?\"(.+?)\"`? could not be displayed")


@dataclass(frozen=True)
class Download:
    """A file to offer: its path from the site's root, its pages, its content."""

    file: str
    pages: int
    content: bytes = field(repr=False)

    @property
    def size(self) -> int:
        """In kilobytes, begun ones counted."""
        return -(-len(self.content) // 1000)


@dataclass(frozen=True)
class Handout:
    """A model or cards, and the file and line of their block; cards of questions are told of by their questionnaire."""

    held: Sheet | Deck
    place: tuple[str, int] | None = None


@dataclass(frozen=True)
class Downloads:
    """A download or a problem for each questionnaire, by id, for the booklet where there is a report, for the book,
    for each model and deck of cards, by the path of its file.
    """

    questionnaires: Mapping[str, Download | Problem] = field(default_factory=dict)
    booklet: Download | Problem | None = None
    book: Download | Problem | None = None
    papers: Mapping[str, Download | Problem] = field(default_factory=dict)

    @property
    def _all(self) -> list[Download | Problem]:
        several = [*self.questionnaires.values(), *self.papers.values()]
        return several + [entry for entry in (self.booklet, self.book) if entry]

    @property
    def files(self) -> list[Download]:
        """What there is to offer."""
        return [entry for entry in self._all if isinstance(entry, Download)]

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What could not be laid out."""
        return tuple(entry for entry in self._all if isinstance(entry, Problem))


Place = Callable[[str, Fault], Problem]
"""Makes a problem of a fault in the file of a questionnaire, given its id."""


def _at_the_top(name: str, fault: Fault) -> Problem:
    return problem(f"questionnaires/{name}.yml", (1, 1), fault)


def publish(  # noqa: PLR0913, PLR0917 - what a guide holds, kind by kind
    definitions: Mapping[str, Definition],
    report: Report | None,
    site: Site,
    kept: Path,
    guide: book.Guide | None = None,
    handouts: Iterable[Handout] = (),
    place: Place = _at_the_top,
) -> Downloads:
    """Make every PDF, or take it from the folder `kept`, in which nothing else stays.

    `place` tells where in its file a questionnaire is at fault, or the report (`bilan`).
    """
    shelf = _Shelf(kept)
    questionnaires = {
        name: _sheet(definition, site, shelf, place) for name, definition in definitions.items()
    }
    booklet = None
    # What a theme cannot say, the booklet cannot either: it is told once.
    if report and all(isinstance(questionnaires[theme.id], Download) for theme in report.themes):
        booklet = _booklet(report, definitions, site, shelf, place)
    whole = _book(guide, definitions, site, shelf) if guide else None
    papers = {handout.held.pdf: _paper(handout, site, shelf, place) for handout in handouts}
    shelf.tidy()
    return Downloads(questionnaires, booklet, whole, papers)


def _sheet(definition: Definition, site: Site, shelf: _Shelf, place: Place) -> Download | Problem:
    def attempt(tried: Definition) -> Download:
        return shelf.file(document.questionnaire(tried, site), f"{FOLDER}/questionnaires/{definition.id}.pdf")

    try:
        return attempt(definition)
    except layout.LayoutError as error:
        return place(definition.id, _question_at_fault(definition, error, attempt))


def _booklet(
    report: Report, definitions: Mapping[str, Definition], site: Site, shelf: _Shelf, place: Place
) -> Download | Problem:
    try:
        return shelf.file(document.booklet(report, definitions, site), f"{FOLDER}/livret.pdf")
    except layout.LayoutError as error:
        return place("bilan", _fault(error))


def _book(
    guide: book.Guide, definitions: Mapping[str, Definition], site: Site, shelf: _Shelf
) -> Download | Problem:
    try:
        return shelf.file(document.book(guide, definitions, site), f"{FOLDER}/guide.pdf")
    except layout.LayoutError as error:
        fault = _fault(error)
        sign = str(fault.values.get("sign") or "")
        at = next(
            (f"docs/{name}" for name, text in guide.pages.items() if sign and sign in text), "mkdocs.yml"
        )
        return problem(at, (1, 1), fault)


def _paper(handout: Handout, site: Site, shelf: _Shelf, place: Place) -> Download | Problem:
    held = handout.held
    try:
        return shelf.file(document.handout(held, site), held.pdf)
    except layout.LayoutError as error:
        fault = _fault(error)
        long = _LONG_CARD.search(str(error))
        if long and isinstance(held, Deck):
            fault = Fault((), "pdf-card", {"title": words(held.cards[int(long[1])].blocks)})
        if handout.place is None:
            return place(held.name.rpartition("/")[2], fault)
        return problem(handout.place[0], (handout.place[1], 1), fault)


def _question_at_fault(
    definition: Definition, error: layout.LayoutError, attempt: Callable[[Definition], object]
) -> Fault:
    """What is wrong, with the question that it is in: the first that cannot be laid out by itself."""
    for place, question in enumerate(definition.questions):
        try:
            attempt(replace(definition, intro=None, levels=(), questions=(question,)))
        except layout.LayoutError as own:
            part = "items" if definition.kind == "checklist" else "questions"
            return replace(_fault(own), path=(part, place, question.id))
    return _fault(error)


def _fault(error: layout.LayoutError) -> Fault:
    sign = _MISSING_SIGN.search(str(error))
    return (
        Fault((), "pdf-sign", {"sign": sign[1]}) if sign else Fault((), "pdf-layout", {"reason": str(error)})
    )


class _Shelf:
    """Files made earlier, by a fingerprint of all that decides what they hold."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.used: set[Path] = set()

    def file(self, plan: document.Plan, file: str) -> Download:
        """The finished file of a plan. Raises layout.LayoutError."""
        made_of = [
            plan.template,
            plan.data,
            [asdict(entry) for entry in plan.fields],
            plan.script,
            plan.stamp,
        ]
        parts = [_workshop(), *made_of]
        text = json.dumps(parts, ensure_ascii=True)
        path = self.folder / f"{hashlib.sha256(text.encode()).hexdigest()}.pdf"
        self.used.add(path)
        content = path.read_bytes() if path.exists() else b""
        # A file that a full disk or an interruption cut short has no end.
        if not content.rstrip().endswith(b"%%EOF"):
            content = document.made(plan)
            self.folder.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        return Download(file, fields.count_pages(content), content)

    def tidy(self) -> None:
        """Throw away what is of no more use."""
        for path in self.folder.glob("*.pdf"):
            if path not in self.used:
                path.unlink()


@cache
def _workshop() -> str:
    """Tells one state of this package, and of the programs that it drives, from another."""
    digest = hashlib.sha256()
    for path in sorted(Path(__file__).parent.rglob("*")):
        if path.suffix in (".py", ".typ"):
            digest.update(path.read_bytes())
    for package in ("typst", "pikepdf", "font-source-sans-pro", "segno"):
        digest.update(version(package).encode())
    return digest.hexdigest()
