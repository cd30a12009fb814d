"""The Markdown extension: `/// questionnaire | name` becomes the form, `/// bilan` the report over all of them,
`/// parcours` the way through those of a page, `/// atelier` what a trainer works with, `/// livret` and `/// livre`
the links to booklet and book, `/// presentation` the slides of them all, `/// modele | name` a sheet of paper that says
what stands in it, `/// cartes | name` and `/// cartes-questions | questionnaire` cards to cut out. It knows nothing of
MkDocs.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from markdown import Extension, Markdown
from markdown.preprocessors import Preprocessor
from pymdownx.blocks import BlocksExtension

from . import placements, render
from .block_types import BLOCKS
from .definition import Definition, Report
from .guide import Guide, Held
from .library import Library
from .pdf import Downloads
from .problems import Fault, Problem, nearest, problem
from .sheets import cards
from .sheets.document import Deck, Sheet
from .summary import Summary

_DEFERRED = re.compile(r"<!--form (\d+)-->.*?<!--/form-->", re.DOTALL)


class UnsoundGuideError(Exception):
    """Problems that stop the build; the message holds them all."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("\n\n".join(str(entry) for entry in problems))


class Contents(Protocol):
    """What pages may place; a `Guide` is one."""

    @property
    def library(self) -> Library:
        """The questionnaires."""

    @property
    def sheets(self) -> Held[Sheet]:
        """The models."""

    @property
    def decks(self) -> Held[Deck]:
        """The cards that pages write."""

    @property
    def hosts(self) -> Mapping[str, str]:
        """For each questionnaire, the page to answer it on; for the report, under `bilan`, its page."""

    @property
    def summaries(self) -> Mapping[str, Summary]:
        """What chapters say in brief, by page."""

    @property
    def presenter(self) -> str | None:
        """The page with the slides."""


@dataclass
class Hosting:
    """The page being rendered: its path from docs/, and the line of the file at which its Markdown starts, from 1."""

    source: str = "index.md"
    first_line: int = 1

    def problem(self, line: int, column: int, fault: Fault) -> Problem:
        """Place a fault in the page, given its line in the Markdown."""
        return problem(f"docs/{self.source}", (line + self.first_line - 1, column), fault)


class QuestionnaireExtension(BlocksExtension):
    """Places questionnaires, the report, models to fill in and cards to cut out.

    `guide` is asked anew for each page, so that a rebuild sees what changed. With `forgiving`, a
    problem is shown in the page in place of what it broke; without, it raises `UnsoundGuideError`. With `deferred`, a
    page holds only the words worth searching for until `with_forms` puts the forms in: what reads pages in between,
    the search above all, takes a time that grows with the square of a form.
    """

    def __init__(
        self,
        guide: Callable[[], Contents],
        *,
        forgiving: bool = False,
        deferred: bool = False,
    ) -> None:
        super().__init__()
        self.guide = guide
        self.forgiving = forgiving
        self.deferred = deferred
        self.hosting = Hosting()
        self.downloads = Downloads()
        """The PDFs that pages link to; a page says nothing of those that are not there."""
        self._forms: list[str] = []

    def extendMarkdownBlocks(self, md: Markdown, block_mgr: Any) -> None:  # noqa: N802 - the library's name
        """Called by Python-Markdown."""
        for block in BLOCKS:
            block_mgr.register(block, {"extension": self})
        # Before code fences are taken out (25), since the watch knows them itself and needs true line numbers.
        md.preprocessors.register(_Watch(md, self), "questionnaire_watch", 27)

    def form(self, name: str) -> str:
        """The HTML that stands for a questionnaire."""
        library = self.guide().library
        if name in library.definitions:
            definition = library.definitions[name]
            download = self.downloads.questionnaires.get(name)
            form = render.questionnaire(definition, self._page(), download)
            return self._defer(form, render.searchable(definition))
        return self._unknown(name)

    def question_cards(self, name: str) -> str:
        """The HTML that stands for the cards of a questionnaire."""
        definition = self.guide().library.definitions.get(name)
        return self._deck(cards.of_questions(definition)) if definition else self._unknown(name)

    def _unknown(self, name: str) -> str:
        # The watch knows this block's ways less well than the block itself, and may have let a wrong name pass.
        library = self.guide().library
        unknown = Fault((), "block-unknown-name", {"name": name, "nearest": nearest(name, library.names)})
        return self.panel(library.broken.get(name) or (self.hosting.problem(1, 1, unknown),))

    def report(self) -> str:
        """The HTML that stands for the report."""
        return self._of_the_report(placements.REPORT, render.report, render.REPORT_MARK)

    def workshop(self) -> str:
        """The HTML that stands for the workshop."""
        return self._of_the_report(placements.WORKSHOP, render.workshop, render.WORKSHOP_MARK)

    def _of_the_report(
        self,
        block: str,
        draw: Callable[[Report, Mapping[str, Definition], Mapping[str, str], render.Page], str],
        mark: str,
    ) -> str:
        guide = self.guide()
        if guide.library.report is None:
            # The watch knows this block's ways less well than the block itself, and may not have seen it.
            missing = self.hosting.problem(1, 1, Fault((), "report-missing", {"found": block}))
            return self.panel(guide.library.problems or (missing,))
        drawn = draw(guide.library.report, guide.library.definitions, guide.hosts, self._page())
        return self._defer(drawn, mark)

    def booklet(self) -> str:
        """The HTML that stands for the link to the booklet; nothing where no PDF is made."""
        return render.booklet(self.downloads.booklet, self._page())

    def book(self) -> str:
        """The HTML that stands for the link to the book; nothing where no PDF is made."""
        return render.book(self.downloads.book, self._page())

    def walk(self) -> str:
        """The HTML that stands for the walk."""
        return render.walk(self._page())

    def sheet(self, name: str) -> str:
        """The HTML that stands for a model."""
        sheets = self.guide().sheets
        if name in sheets.sound:
            model = sheets.sound[name]
            return render.sheet(model, self._page(), self.downloads.papers.get(model.pdf))
        return self._unread(placements.SHEET, name, sheets.broken)

    def cards(self, name: str) -> str:
        """The HTML that stands for cards."""
        decks = self.guide().decks
        if name in decks.sound:
            return self._deck(decks.sound[name])
        return self._unread(placements.CARDS, name, decks.broken)

    def _deck(self, deck: Deck) -> str:
        return render.cards(deck, self._page(), self.downloads.papers.get(deck.pdf))

    def _unread(self, block: str, name: str, broken: Mapping[str, tuple[Problem, ...]]) -> str:
        # The watch knows this block's ways less well than the block itself, and may not have seen it.
        unread = self.hosting.problem(1, 1, Fault((), "text-unread", {"found": block, "name": name}))
        return self.panel(broken.get(name) or (unread,))

    def _page(self) -> render.Page:
        guide = self.guide()
        return render.Page(self.hosting.source, guide.hosts.get(placements.REPORT), guide.presenter)

    def stage(self) -> str:
        """The HTML in which slides are shown."""
        return self._defer(render.stage(), "")

    def decks(self) -> Iterator[tuple[ET.Element, str | None]]:
        """What the presentation consists of: headings and, by their ids, places of decks, each with its HTML."""
        guide = self.guide()
        library = guide.library
        for group in render.slides.groups(library.definitions, library.report, guide.summaries, self._page()):
            yield _element("h2", group.title, id=group.anchor), None
            for deck in group.decks:
                place = _element("div", id=deck.id, **{"class": "deck"})
                yield place, self._defer(render.deck(deck), "")

    def _defer(self, form: str, meanwhile: str) -> str:
        if not self.deferred:
            return form
        self._forms.append(form)
        return f"<!--form {len(self._forms) - 1}-->{meanwhile}<!--/form-->"

    def with_forms(self, html: str) -> str:
        """A page with the forms that were deferred in it."""
        return _DEFERRED.sub(lambda place: self._forms[int(place[1])], html)

    def panel(self, problems: tuple[Problem, ...]) -> str:
        """The HTML that stands for what problems broke."""
        if not self.forgiving:
            raise UnsoundGuideError(problems)
        return render.problems(problems)


def _element(tag: str, text: str | None = None, **attributes: str) -> ET.Element:
    element = ET.Element(tag, attributes)
    element.text = text
    return element


class _Watch(Preprocessor):
    """Stops at faulty blocks, or puts a panel in the place of each."""

    def __init__(self, md: Markdown, extension: QuestionnaireExtension) -> None:
        super().__init__(md)
        self.extension = extension

    def run(self, lines: list[str]) -> list[str]:
        extension = self.extension
        library = extension.guide().library
        found = placements.find("\n".join(lines), library.names, has_report=library.has_report)
        lines = list(lines)
        told: dict[int, tuple[Problem, ...]] = {}
        for entry in found.wrong:
            problem = extension.hosting.problem(entry.line, entry.column, entry.fault)
            told[entry.start] = (*told.get(entry.start, ()), problem)
            if entry.end is not None:
                lines[entry.end - 1] = ""
        for start, problems in told.items():
            lines[start - 1] = f"\n{self.md.htmlStash.store(extension.panel(problems))}\n"
        return lines


def makeExtension(questionnaires: str = "questionnaires", docs: str = "docs") -> Extension:  # noqa: N802
    """Called by Python-Markdown where nothing brings the extension along: reads the questionnaires itself."""
    guide = Guide(Path(docs), Path(questionnaires))
    return QuestionnaireExtension(lambda: guide)
