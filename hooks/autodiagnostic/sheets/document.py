"""A model to fill in, or cards to cut out, as neutral documents: all that files and clipboard need to know of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

Format = Literal["odt", "ods"]

BOXES = ("☐", "☑", "☒")

_WIDEST = 40  # letters: from there on, a cell had better have two lines


@dataclass(frozen=True, slots=True)
class Run:
    """Text in one style. A `gap` is to be filled in, and keeps its brackets; a forced line break is the text "\\n"."""

    text: str
    bold: bool = False
    italic: bool = False
    gap: bool = False


Runs = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """`level` is 1 for the model's title, 2 and more for its parts."""

    level: int
    runs: Runs


@dataclass(frozen=True, slots=True)
class Paragraph:
    runs: Runs


@dataclass(frozen=True, slots=True)
class List:
    """`first` is the number of the first item; None where items bear no numbers."""

    items: tuple[tuple[Block, ...], ...]
    first: int | None = None

    @property
    def ticked(self) -> bool:
        """Whether each item starts with a box to tick, which stands for its bullet."""
        return self.first is None and all(words(item).startswith(BOXES) for item in self.items)


@dataclass(frozen=True, slots=True)
class Table:
    """Every row has as many cells as `head`."""

    head: tuple[Runs, ...]
    rows: tuple[tuple[Runs, ...], ...]

    @property
    def longest_words(self) -> list[int]:
        """What each column needs at least, in letters."""
        return [max(len(word) for text in texts for word in text.split(" ")) for texts in self._columns()]

    @property
    def longest_texts(self) -> list[int]:
        """What each column would like, in letters."""
        return [min(max(map(len, texts)), _WIDEST) for texts in self._columns()]

    def _columns(self) -> Iterator[list[str]]:
        for cells in zip(self.head, *self.rows, strict=True):
            yield [plain(cell) for cell in cells]


Block = Heading | Paragraph | List | Table


@dataclass(frozen=True, slots=True)
class Sheet:
    """A model to fill in: the name and format of its file, what it says, and the same as HTML."""

    name: str
    format: Format
    blocks: tuple[Block, ...]
    html: str

    @property
    def title(self) -> str:
        """The words of the heading that it starts with."""
        return words(self.blocks[:1])

    @property
    def file(self) -> str:
        """Its file's path from the site's root."""
        return f"telechargements/modeles/{self.name}.{self.format}"

    @property
    def pdf(self) -> str:
        """The same for its PDF."""
        return f"telechargements/modeles/{self.name}.pdf"


@dataclass(frozen=True, slots=True)
class Card:
    """A card starts with its title; `over` is what stands above it in small."""

    blocks: tuple[Block, ...]
    over: str = ""


@dataclass(frozen=True, slots=True)
class Deck:
    """Cards to cut out, under a title of their own."""

    name: str
    title: str
    cards: tuple[Card, ...]

    @property
    def pdf(self) -> str:
        """Its file's path from the site's root."""
        return f"telechargements/formation/{self.name}.pdf"


def plain(runs: Runs) -> str:
    """The mere words of a text."""
    return "".join(run.text for run in runs)


def words(blocks: Sequence[Block]) -> str:
    """The words of the first text in a piece of document; none if there is no text."""
    if not blocks or isinstance(blocks[0], List | Table):
        return ""
    return plain(blocks[0].runs)


def plain_text(blocks: Iterable[Block]) -> str:
    """A document as text: an empty line between blocks, a tab between cells."""
    return "\n\n".join(_text(block) for block in blocks)


def _text(block: Block) -> str:
    match block:
        case List():
            return "\n".join(_item(block, number, item) for number, item in enumerate(block.items))
        case Table():
            return "\n".join("\t".join(plain(cell) for cell in row) for row in (block.head, *block.rows))
        case _:
            return plain(block.runs)


def _item(parent: List, number: int, item: tuple[Block, ...]) -> str:
    mark = "" if parent.ticked else "- " if parent.first is None else f"{parent.first + number}. "
    text = "\n".join(_text(block) for block in item)
    return mark + text.replace("\n", "\n" + " " * (len(mark) or 2))
