"""Hand-outs for the pencil, as data for the layout: models to fill in, and cards to cut out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

from ..sheets.document import Block, Deck, Heading, List, Paragraph, Runs, Sheet, Table
from ..texts import interface
from ..typography import french
from .contents import Data
from .markdown_tree import Node
from .words import words

_GAP = re.compile(r"(\[[^\[\]\s][^\[\]]*\])")

MANY, _MANY_ON_WIDE = 5, 8
"""Columns of a table: where there are more, they are set in small."""

_Room = Literal["line", "cell", "tight"]
"""Where a gap stands: in a text, alone in a cell, or beside other words in a cell."""


def sheet(model: Sheet, guide: str) -> Data:
    """A model; `guide` is the name of the guide that it comes from."""
    return {
        "title": model.title,
        "guide": french(guide),
        "foot": interface()["sheet"]["foot"].format(guide=french(guide)),
        "page": words()["head"]["page"],
        "wide": model.format == "ods",
        "of": nodes(model.blocks, many=_MANY_ON_WIDE if model.format == "ods" else MANY),
        "cards": None,
    }


def deck(cards: Deck, guide: str) -> Data:
    """Cards to cut out."""
    return {
        "title": cards.title,
        "guide": french(guide),
        "foot": french(guide),
        "page": words()["head"]["page"],
        "wide": False,
        "of": [],
        "cards": [{"over": card.over, "of": nodes(card.blocks, 2)} for card in cards.cards],
    }


def nodes(blocks: Iterable[Block], top: int = 1, many: int = MANY) -> list[Node]:
    """The tree that the template draws. The title has the level `top`; `many` columns are not set in small yet."""
    return [_node(block, top, many) for block in blocks]


def _node(block: Block, top: int, many: int) -> Node:
    match block:
        case Heading():
            level = block.level + top - 1
            return {"is": "heading", "level": level, "id": None, "of": _runs(block.runs)}
        case Paragraph():
            return {"is": "paragraph", "of": _runs(block.runs)}
        case List():
            items: list[Node] = [{"is": "item", "of": nodes(item, top, many)} for item in block.items]
            if block.first is not None:
                return {"is": "numbers", "start": block.first, "of": items}
            return {"is": "ticked" if block.ticked else "bullets", "of": items}
        case Table():
            return _table(block, many)


def _table(table: Table, many: int) -> Node:
    shares = zip(table.longest_words, table.longest_texts, strict=True)
    gaps = any(run.gap for row in table.rows for cell in row for run in cell)
    return {
        "is": "table",
        "head": [_cell(cell) for cell in table.head],
        "rows": [[_cell(cell) for cell in row] for row in table.rows],
        "widths": [max(word + 1, text, 4) for word, text in shares],
        "many": len(table.head) > many,
        "level": gaps,
        "of": [],
    }


def with_gaps(text: str) -> Iterator[Node]:
    """A text outside of hand-outs, with room for a pencil where it has brackets."""
    for part in _GAP.split(text):
        if _GAP.fullmatch(part):
            yield _gap(part, [part], "line")
        elif part:
            yield part


def _gap(text: str, of: list[Node], room: _Room) -> Node:
    return {"is": "gap", "room": room, "letters": len(text), "of": of}


def _cell(runs: Runs) -> list[Node]:
    return _runs(runs, "cell" if len(runs) == 1 else "tight")


def _runs(runs: Runs, room: _Room = "line") -> list[Node]:
    made: list[Node] = []
    for run in runs:
        of = _lines(run.text)
        if run.gap:
            of = [_gap(run.text, of, room)]
        if run.italic:
            of = [{"is": "emphasis", "of": of}]
        if run.bold:
            of = [{"is": "strong", "of": of}]
        made += of
    return made


def _lines(text: str) -> list[Node]:
    first, *others = text.split("\n")
    made: Sequence[Node] = [first, *(node for line in others for node in ({"is": "break", "of": []}, line))]
    return [node for node in made if node != ""]
