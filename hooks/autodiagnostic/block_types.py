"""The blocks as Python-Markdown knows them: their names, what each may hold, and what it has put in its place."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Iterator
from typing import Any, ClassVar, Final, Protocol

from markdown.util import AtomicString
from pymdownx.blocks.block import Block, type_string_in

from . import placements


class Host(Protocol):
    """What blocks ask of the extension that they belong to: the HTML that comes in their places."""

    def form(self, name: str) -> str:
        """Of a questionnaire."""

    def report(self) -> str:
        """Of the report."""

    def walk(self) -> str:
        """Of the way through a page's questionnaires."""

    def workshop(self) -> str:
        """Of what a trainer works with."""

    def booklet(self) -> str:
        """Of the link to the booklet."""

    def book(self) -> str:
        """Of the link to the book."""

    def sheet(self, name: str) -> str:
        """Of a model."""

    def cards(self, name: str) -> str:
        """Of cards."""

    def question_cards(self, name: str) -> str:
        """Of a questionnaire's questions as cards."""

    def stage(self) -> str:
        """In which slides are shown."""

    def decks(self) -> Iterator[tuple[ET.Element, str | None]]:
        """Of the slides: headings and places of decks, each of these with its HTML."""


class _Place(Block):
    """A block in whose place HTML of ours comes."""

    LOOKS: ClassVar[dict[str, str]] = {}
    """The attributes of what stands around it."""

    def on_create(self, parent: ET.Element) -> ET.Element:
        """Make room for it."""
        return ET.SubElement(parent, "div", self.LOOKS)

    def on_end(self, block: ET.Element) -> None:
        """Put it there, out of reach of further Markdown processing."""
        block.text = AtomicString(self.md.htmlStash.store(self.html(self.config["extension"])))

    def html(self, extension: Host) -> str:
        """What comes there."""
        raise NotImplementedError


class _Text(_Place):
    """A block around a text that has been read already."""

    ARGUMENT: ClassVar[bool] = True

    def on_markdown(self) -> str:
        """Keep the page's Markdown off the text."""
        return "raw"


class QuestionnaireBlock(_Place):
    """`/// questionnaire | name`."""

    NAME: ClassVar[str] = placements.QUESTIONNAIRE
    ARGUMENT: ClassVar[bool] = True

    def html(self, extension: Host) -> str:
        """The form."""
        return extension.form(self.argument)


class ReportBlock(_Place):
    """`/// bilan`."""

    NAME: ClassVar[str] = placements.REPORT

    def html(self, extension: Host) -> str:
        """The report."""
        return extension.report()


class WalkBlock(_Place):
    """`/// parcours`, around the list of links to the themes: it comes before the list, where links may lead."""

    NAME: ClassVar[str] = placements.WALK
    LOOKS: ClassVar[dict[str, str]] = {"class": "walk-place", "id": placements.WALK}

    def html(self, extension: Host) -> str:
        """The walk."""
        return extension.walk()


class WorkshopBlock(_Place):
    """`/// atelier`."""

    NAME: ClassVar[str] = placements.WORKSHOP

    def html(self, extension: Host) -> str:
        """The workshop."""
        return extension.workshop()


class BookletBlock(_Place):
    """`/// livret`."""

    NAME: ClassVar[str] = placements.BOOKLET

    def html(self, extension: Host) -> str:
        """The link."""
        return extension.booklet()


class BookBlock(_Place):
    """`/// livre`."""

    NAME: ClassVar[str] = placements.BOOK

    def html(self, extension: Host) -> str:
        """The link."""
        return extension.book()


class SheetBlock(_Text):
    """`/// modele | name`, around what the model says."""

    NAME: ClassVar[str] = placements.SHEET
    OPTIONS: ClassVar[dict[str, Any]] = {"format": ["odt", type_string_in(["odt", "ods"])]}
    LOOKS: ClassVar[dict[str, str]] = {"class": "sheet-place"}

    def html(self, extension: Host) -> str:
        """The sheet."""
        return extension.sheet(self.argument)


class CardsBlock(_Text):
    """`/// cartes | name`, around what the cards say."""

    NAME: ClassVar[str] = placements.CARDS

    def html(self, extension: Host) -> str:
        """The cards."""
        return extension.cards(self.argument)


class QuestionCardsBlock(_Place):
    """`/// cartes-questions | questionnaire`."""

    NAME: ClassVar[str] = placements.QUESTION_CARDS
    ARGUMENT: ClassVar[bool] = True

    def html(self, extension: Host) -> str:
        """The cards."""
        return extension.question_cards(self.argument)


class PresentationBlock(Block):
    """`/// presentation`."""

    NAME: ClassVar[str] = placements.PRESENTATION

    def on_create(self, parent: ET.Element) -> ET.Element:
        """Make room for the slides."""
        return ET.SubElement(parent, "div", {"class": "decks", "data-module": "presentation"})

    def on_end(self, block: ET.Element) -> None:
        """Put them there: headings and places in the page itself, where links may lead, the rest out of reach."""
        extension: Host = self.config["extension"]
        block.text = AtomicString(self.md.htmlStash.store(extension.stage()))
        for element, html in extension.decks():
            if html is not None:
                element.text = AtomicString(self.md.htmlStash.store(html))
            block.append(element)


BLOCKS: Final[tuple[type[Block], ...]] = (
    QuestionnaireBlock,
    ReportBlock,
    WalkBlock,
    WorkshopBlock,
    BookletBlock,
    BookBlock,
    SheetBlock,
    CardsBlock,
    QuestionCardsBlock,
    PresentationBlock,
)
