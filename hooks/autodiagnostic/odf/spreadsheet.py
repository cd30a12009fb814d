"""A model as a spreadsheet (.ods): a tab for each table, below the words that come before it.

Style names are those of styles/ods.xml.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import count
from math import ceil

import odfdo
from odfdo import Cell, Column, Document, HeaderRows, Row, Style

from ..sheets.document import Block, Heading, Runs, Sheet, Table, plain, plain_text

# All in cm. What a letter and a line take, by the style of their cell.
_LETTER = {"Contents": 0.2, "Words": 0.2, "Title": 0.29}
_LINE = {"Words": 0.5, "Title": 0.75}
_PADDING = 0.5

_LEAST = 12  # letters, in a column that is there to be written in

_LONGEST_NAME = 31  # characters, as Excel wants it
_NOT_IN_NAMES = re.compile(r"[\[\]*?:/\\']")


def fill(document: Document, sheet: Sheet) -> None:
    """Write a model, which has at least one table, into an empty spreadsheet."""
    document.insert_style(Style("table-row", name="Row", use_optimal_height=True), automatic=True)
    names: list[str] = []
    for blocks, table in _tabs(sheet.blocks):
        names.append(_name(blocks, names))
        tab = odfdo.Table(names[-1])
        _fill_tab(document, tab, blocks, table)
        document.body.append(tab)


def _tabs(blocks: Iterable[Block]) -> list[tuple[list[Block], Table]]:
    """The blocks of each tab, and which is its table. What follows the last table stays below it."""
    tabs: list[tuple[list[Block], Table]] = []
    waiting: list[Block] = []
    for block in blocks:
        waiting.append(block)
        if isinstance(block, Table):
            tabs.append((waiting, block))
            waiting = []
    tabs[-1][0].extend(waiting)
    return tabs


def _name(blocks: Iterable[Block], taken: list[str]) -> str:
    """The last heading above the table, as far as a tab can bear it, or a number."""
    name = ""
    for block in blocks:
        if isinstance(block, Table):
            break
        if isinstance(block, Heading):
            name = " ".join(_NOT_IN_NAMES.sub("", plain(block.runs)).split())[:_LONGEST_NAME].strip()
    numbered = (f"{name[: _LONGEST_NAME - 3]} {number}".strip() for number in count(len(taken) + 1))
    return name if name and name not in taken else next(other for other in numbered if other not in taken)


def _fill_tab(document: Document, tab: odfdo.Table, blocks: list[Block], table: Table) -> None:
    widths = [max(letters, _LEAST) * _LETTER["Contents"] + _PADDING for letters in table.longest_texts]
    for width in widths:
        style = Style("table-column", name=f"Column{width:.2f}", width=f"{width:.2f}cm")
        tab.append(Column(style=document.insert_style(style, automatic=True)))
    for above, block in zip((None, *blocks), blocks, strict=False):
        # Words keep their distance.
        if above is not None and (isinstance(block, Heading) or not isinstance(above, Heading)):
            tab.append(Row())
        if isinstance(block, Table):
            head = HeaderRows()
            head.append(_row(table.head, "Head"))
            tab.append(head)
            for cells in table.rows:
                tab.append(_row(cells, "Contents"))
        else:
            words = "Title" if isinstance(block, Heading) else "Words"
            for line in plain_text([block]).split("\n"):
                tab.append(_words(document, line, words, widths))


def _row(cells: Iterable[Runs], style: str) -> Row:
    row = Row(style="Row")
    for runs in cells:
        titles_row = style == "Contents" and runs and all(run.bold for run in runs)
        row.append(Cell(plain(runs), style="Row" if titles_row else style))
    return row


def _words(document: Document, line: str, style: str, widths: list[float]) -> Row:
    """A line of words over all columns. No spreadsheet finds the height of joined cells by itself."""
    height = ceil(len(line) * _LETTER[style] / sum(widths)) * _LINE[style]
    tall = Style("table-row", name=f"Row{height:.2f}", height=f"{height:.2f}cm")
    row = Row(style=document.insert_style(tall, automatic=True))
    cell = Cell(line, style=style)
    cell.set_attribute("table:number-columns-spanned", str(len(widths)))
    row.append(cell)
    for _ in widths[1:]:
        row.append(Cell(tag="table:covered-table-cell"))
    return row
