"""The Markdown extension: `/// questionnaire | name` becomes the form, `/// bilan` the report over all of them,
`/// parcours` the way through those of a page, `/// atelier` what a trainer works with, `/// livret` and `/// livre`
the links to booklet and book, and `/// modele | name` a sheet of paper that says what stands in it. It knows nothing of
MkDocs.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar, Protocol

from markdown import Extension, Markdown
from markdown.preprocessors import Preprocessor
from markdown.util import AtomicString
from pymdownx.blocks import BlocksExtension
from pymdownx.blocks.block import Block, type_string_in

from . import placements, render
from .guide import Guide, Sheets
from .library import Library
from .pdf import Downloads
from .problems import Fault, Problem, nearest, problem

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
    def sheets(self) -> Sheets:
        """The models."""

    @property
    def hosts(self) -> Mapping[str, str]:
        """For each questionnaire, the page to answer it on; for the report, under `bilan`, its page."""


@dataclass
class Hosting:
    """The page being rendered: its path from docs/, and the line of the file at which its Markdown starts, from 1."""

    source: str = "index.md"
    first_line: int = 1

    def problem(self, line: int, column: int, fault: Fault) -> Problem:
        """Place a fault in the page, given its line in the Markdown."""
        return problem(f"docs/{self.source}", (line + self.first_line - 1, column), fault)


class QuestionnaireExtension(BlocksExtension):
    """Places questionnaires, the report and models to fill in.

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
        block_mgr.register(QuestionnaireBlock, {"extension": self})
        block_mgr.register(ReportBlock, {"extension": self})
        block_mgr.register(WalkBlock, {"extension": self})
        block_mgr.register(WorkshopBlock, {"extension": self})
        block_mgr.register(BookletBlock, {"extension": self})
        block_mgr.register(BookBlock, {"extension": self})
        block_mgr.register(SheetBlock, {"extension": self})
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
        # The watch knows this block's ways less well than the block itself, and may have let a wrong name pass.
        unknown = Fault((), "block-unknown-name", {"name": name, "nearest": nearest(name, library.names)})
        return self.panel(library.broken.get(name) or (self.hosting.problem(1, 1, unknown),))

    def report(self) -> str:
        """The HTML that stands for the report."""
        guide = self.guide()
        if guide.library.report is None:
            missing = self.hosting.problem(1, 1, Fault((), "report-missing"))
            return self.panel(guide.library.problems or (missing,))
        report = render.report(guide.library.report, guide.library.definitions, guide.hosts, self._page())
        return self._defer(report, render.REPORT_MARK)

    def workshop(self) -> str:
        """The HTML that stands for the workshop."""
        guide = self.guide()
        if guide.library.report is None:
            missing = self.hosting.problem(1, 1, Fault((), "report-missing"))
            return self.panel(guide.library.problems or (missing,))
        workshop = render.workshop(guide.library.report, guide.library.definitions, guide.hosts, self._page())
        return self._defer(workshop, render.WORKSHOP_MARK)

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
            return render.sheet(sheets.sound[name], self.hosting.source)
        # The watch knows this block's ways less well than the block itself, and may not have seen it.
        unread = self.hosting.problem(1, 1, Fault((), "sheet-unread", {"name": name}))
        return self.panel(sheets.broken.get(name) or (unread,))

    def _page(self) -> render.Page:
        return render.Page(self.hosting.source, self.guide().hosts.get(placements.REPORT))

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


class QuestionnaireBlock(Block):
    """`/// questionnaire | name`."""

    NAME: ClassVar[str] = placements.QUESTIONNAIRE
    ARGUMENT: ClassVar[bool] = True

    def on_create(self, parent: ET.Element) -> ET.Element:
        """Make room for the form."""
        return ET.SubElement(parent, "div")

    def on_end(self, block: ET.Element) -> None:
        """Put the form there, out of reach of further Markdown processing."""
        extension: QuestionnaireExtension = self.config["extension"]
        block.text = AtomicString(self.md.htmlStash.store(extension.form(self.argument)))


class ReportBlock(Block):
    """`/// bilan`."""

    NAME: ClassVar[str] = placements.REPORT

    def on_create(self, parent: ET.Element) -> ET.Element:
        """Make room for the report."""
        return ET.SubElement(parent, "div")

    def on_end(self, block: ET.Element) -> None:
        """Put the report there, out of reach of further Markdown processing."""
        extension: QuestionnaireExtension = self.config["extension"]
        block.text = AtomicString(self.md.htmlStash.store(extension.report()))


class WalkBlock(Block):
    """`/// parcours`, around the list of links to the themes."""

    NAME: ClassVar[str] = placements.WALK

    def on_create(self, parent: ET.Element) -> ET.Element:
        """Make room for the walk, where links may lead."""
        return ET.SubElement(parent, "div", {"class": "walk-place", "id": placements.WALK})

    def on_end(self, block: ET.Element) -> None:
        """Put the walk there, before the list."""
        extension: QuestionnaireExtension = self.config["extension"]
        block.text = AtomicString(self.md.htmlStash.store(extension.walk()))


class WorkshopBlock(Block):
    """`/// atelier`."""

    NAME: ClassVar[str] = placements.WORKSHOP

    def on_create(self, parent: ET.Element) -> ET.Element:
        """Make room for the workshop."""
        return ET.SubElement(parent, "div")

    def on_end(self, block: ET.Element) -> None:
        """Put the workshop there, out of reach of further Markdown processing."""
        extension: QuestionnaireExtension = self.config["extension"]
        block.text = AtomicString(self.md.htmlStash.store(extension.workshop()))


class BookletBlock(Block):
    """`/// livret`."""

    NAME: ClassVar[str] = placements.BOOKLET

    def on_create(self, parent: ET.Element) -> ET.Element:
        """Make room for the link."""
        return ET.SubElement(parent, "div")

    def on_end(self, block: ET.Element) -> None:
        """Put the link there."""
        extension: QuestionnaireExtension = self.config["extension"]
        block.text = AtomicString(self.md.htmlStash.store(extension.booklet()))


class BookBlock(Block):
    """`/// livre`."""

    NAME: ClassVar[str] = placements.BOOK

    def on_create(self, parent: ET.Element) -> ET.Element:
        """Make room for the link."""
        return ET.SubElement(parent, "div")

    def on_end(self, block: ET.Element) -> None:
        """Put the link there."""
        extension: QuestionnaireExtension = self.config["extension"]
        block.text = AtomicString(self.md.htmlStash.store(extension.book()))


class SheetBlock(Block):
    """`/// modele | name`, around what the model says: that has been read already."""

    NAME: ClassVar[str] = placements.SHEET
    ARGUMENT: ClassVar[bool] = True
    OPTIONS: ClassVar[dict[str, Any]] = {"format": ["odt", type_string_in(["odt", "ods"])]}

    def on_create(self, parent: ET.Element) -> ET.Element:
        """Make room for the sheet."""
        return ET.SubElement(parent, "div", {"class": "sheet-place"})

    def on_markdown(self) -> str:
        """Keep the page's Markdown off the text."""
        return "raw"

    def on_end(self, block: ET.Element) -> None:
        """Put the sheet there instead of it."""
        extension: QuestionnaireExtension = self.config["extension"]
        block.text = AtomicString(self.md.htmlStash.store(extension.sheet(self.argument)))


class _Watch(Preprocessor):
    """Stops at faulty blocks, or puts a panel in the place of each."""

    def __init__(self, md: Markdown, extension: QuestionnaireExtension) -> None:
        super().__init__(md)
        self.extension = extension

    def run(self, lines: list[str]) -> list[str]:
        extension = self.extension
        found = placements.find("\n".join(lines), extension.guide().library.names)
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
