"""A model as a text document (.odt). Style names are those of styles/odt.xml."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

import odfdo
from odfdo import Cell, Column, Document, Element, Header, HeaderRows, ListItem, Row, Span, Style

from ..sheets.document import Block, Heading, List, Paragraph, Run, Runs, Sheet, Table

_DEEPEST = 4  # the smallest heading that has a style

# In cm: what there is between the margins, and what a cell's letters and edges take of it.
_WIDTH, _LETTER, _EDGES = 17, 0.21, 0.35
_DRAWN = 'fo:border="0.5pt solid #767676" fo:padding="0.12cm"'
_APART = 'fo:margin-top="0.1cm" fo:margin-bottom="0.3cm"'

# Word processors want the styles of tables beside the text.
_TABLE_STYLES = {
    ("table", "Table"): f'style:width="{_WIDTH}cm" table:align="margins" {_APART}',
    ("table-row", "Row"): 'fo:keep-together="always"',
    ("table-cell", "Contents"): _DRAWN,
    ("table-cell", "Head"): f'{_DRAWN} fo:background-color="#f1f7f8"',
}
_STYLE = (
    '<style:style style:family="{family}" style:name="{name}">'
    "<style:{family}-properties {properties}/></style:style>"
)

_Element = TypeVar("_Element", bound=Element)


def fill(document: Document, sheet: Sheet) -> None:
    """Write a model into an empty text document."""
    for (family, name), properties in _TABLE_STYLES.items():
        style = _STYLE.format(family=family, name=name, properties=properties)
        document.insert_style(style, automatic=True)
    for block in sheet.blocks:
        document.body.append(_element(document, block, "Text_20_body"))


def _element(document: Document, block: Block, style: str) -> Element:
    match block:
        case Heading():
            level = min(block.level, _DEEPEST)
            return _filled(Header(level), block.runs, f"Heading_20_{level}")
        case Paragraph():
            return _filled(odfdo.Paragraph(), block.runs, style)
        case List():
            return _list(document, block)
        case Table():
            return _table(document, block)


def _filled(element: _Element, runs: Runs, style: str) -> _Element:
    element.set_attribute("text:style-name", style)
    for run in runs:
        element.append(_styled(run))
    return element


def _styled(run: Run) -> str | Element:
    styled: str | Element = run.text
    styles = {"Gap": run.gap, "Emphasis": run.italic, "Strong_20_Emphasis": run.bold}
    for style in (name for name, wanted in styles.items() if wanted):
        span = Span(style=style)
        span.append(styled)
        styled = span
    return styled


def _list(document: Document, block: List) -> Element:
    style = "Boxes" if block.ticked else "Bullets" if block.first is None else "Numbers"
    element = odfdo.List(style=style)
    for number, item in enumerate(block.items):
        entry = ListItem()
        if number == 0 and block.first is not None:
            entry.set_attribute("text:start-value", str(block.first))
        for part in item:
            entry.append(_element(document, part, "List"))
        element.append(entry)
    return element


def _table(document: Document, block: Table) -> Element:
    table = odfdo.Table(
        f"Table{len(document.body.get_elements('descendant::table:table')) + 1}", style="Table"
    )
    for width in _widths(block):
        column = Style("table-column", width=f"{width:.2f}cm")
        table.append(Column(style=document.insert_style(column, automatic=True)))
    head = HeaderRows()
    head.append(_row(block.head, "Head", "Table_20_Heading"))
    table.append(head)
    for cells in block.rows:
        table.append(_row(cells, "Contents", "Table_20_Contents"))
    return table


def _widths(table: Table) -> list[float]:
    """The room for each column: that of its longest word, and a share of the rest for those with more to say."""
    least = [letters * _LETTER + _EDGES for letters in table.longest_words]
    more = [text - word for text, word in zip(table.longest_texts, table.longest_words, strict=True)]
    rest, shares = max(0, _WIDTH - sum(least)), sum(more) or 1
    widths = [width + rest * share / shares for width, share in zip(least, more, strict=True)]
    return [_WIDTH * width / sum(widths) for width in widths]


def _row(cells: Iterable[Runs], style: str, words: str) -> Element:
    row = Row(style="Row")
    for runs in cells:
        cell = Cell(style=style)
        cell.append(_filled(odfdo.Paragraph(), runs, words))
        row.append(cell)
    return row
