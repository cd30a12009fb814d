"""The Markdown of a model, or of a card → its document.

Python-Markdown reads it, apart from the page: what it makes of the text is the same under any settings of the guide,
and is all that page, files and clipboard show. It keeps no line numbers; so the tree tells what may not be in there,
and the text is then searched for where.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Final
from xml.etree.ElementTree import Element

from markdown import Extension, Markdown
from markdown.extensions.tables import TableExtension
from markdown.treeprocessors import Treeprocessor
from markdown.util import HTML_PLACEHOLDER_RE

from ..problems import Fault
from ..tables import TablesExtension
from ..typography import TypographyExtension
from .document import BOXES, Block, Format, Heading, List, Paragraph, Run, Runs, Sheet, Table

_GAP = re.compile(r"(\[[^\[\]\s][^\[\]]*\])")
_SPACES = re.compile(r"[ \t\n]+")
_BREAK = re.compile(r" *\n *")
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")

# What neither may hold: the fault, and how the text betrays where it is.
_FORBIDDEN: Final = {
    "img": ("text-image", re.compile(r"!\[")),
    "a": ("text-link", re.compile(r"(?<!!)\[(?:[^\[\]]|\[[^\[\]]*\])*\]\(|<[\w.+-]+[:@]")),
    "code": ("text-code", re.compile(r"(`+)[^`]+\1|```|~~~")),
    "blockquote": ("text-quote", re.compile(r"^ {0,3}>", re.MULTILINE)),
    "hr": ("text-rule", re.compile(r"^ {0,3}([-*_])(?: *\1){2,} *$", re.MULTILINE)),
    "html": ("text-html", re.compile(r"<(?![\w.+-]+[:@])[a-zA-Z/!?]|&#?\w+;")),
    "block": ("text-block", re.compile(r"^ *///+", re.MULTILINE)),
}


@dataclass(frozen=True, slots=True)
class Slip:
    """Something wrong in a model's text; `line` and `column` count from 1, from its top."""

    line: int
    column: int
    fault: Fault


def read(name: str, format_: Format, text: str) -> tuple[Sheet, list[Slip]]:
    """A model's document, and all that is wrong in its text, in order. With slips, the document is not to be shown."""
    blocks, html, slips = document(text)
    sheet = Sheet(name, format_, blocks, html)
    return sheet, slips or [Slip(*_first_place(text), fault) for fault in _faults(sheet)]


def document(text: str) -> tuple[tuple[Block, ...], str, list[Slip]]:
    """A text's blocks, the same as HTML, and what it may not hold, in order."""
    _MARKDOWN.reset()
    _TREE.root = Element("div")  # an empty text never gets as far as the tree
    html = _MARKDOWN.convert(text)
    root = _TREE.root
    slips = [slip for kind, count in Counter(_kinds(root)).items() for slip in _slips(kind, count, text)]
    return tuple(_blocks(root)), html, sorted(slips, key=lambda slip: (slip.line, slip.column))


def _faults(sheet: Sheet) -> Iterator[Fault]:
    if not sheet.title or not isinstance(sheet.blocks[0], Heading):
        yield Fault((), "sheet-without-title", {"name": sheet.name})
    if sheet.format == "ods" and not any(isinstance(block, Table) for block in sheet.blocks):
        yield Fault((), "sheet-without-table", {"name": sheet.name})


def _kinds(root: Element) -> Iterator[str]:
    """Everything forbidden in a document, by kind."""
    for element in root.iter():
        if element.tag in _FORBIDDEN:
            yield element.tag
        for text in (element.text or "", element.tail or ""):
            yield from ("html" for _ in HTML_PLACEHOLDER_RE.findall(text))
            # Fences that hold an empty line are no code to Markdown; and a block of any other kind is only text.
            yield from ("code" for _ in re.findall(r"```|~~~", text))
            yield from ("block" for _ in re.findall(r"^///", text, re.MULTILINE))


def _slips(kind: str, count: int, text: str) -> Iterator[Slip]:
    code, pattern = _FORBIDDEN[kind]
    places = [_place(text, match.start()) for match in pattern.finditer(text)] or [_first_place(text)]
    yield from (Slip(*place, Fault((), code)) for place in places[:count])


def _place(text: str, position: int) -> tuple[int, int]:
    before = text[:position].split("\n")
    return len(before), len(before[-1]) + 1


def _first_place(text: str) -> tuple[int, int]:
    """Where the first word stands."""
    return _place(text, len(text) - len(text.lstrip()))


def _blocks(element: Element) -> Iterator[Block]:
    """The blocks in an element; a text outside of all, as in most list items, is a paragraph."""
    loose = list(_pieces(element.text))
    for child in element:
        if child.tag in _INLINE:
            loose += _inline(child)
        else:
            yield from _paragraph(loose)
            yield from _block(child)
            loose = []
        loose += _pieces(child.tail)
    yield from _paragraph(loose)


def _block(element: Element) -> Iterator[Block]:
    if element.tag in _HEADINGS:
        yield Heading(_HEADINGS.index(element.tag), _content(element))
    elif element.tag in ("ul", "ol"):
        first = int(element.get("start", "1")) if element.tag == "ol" else None
        yield List(tuple(tuple(_blocks(item)) for item in element), first)
    elif element.tag == "table":
        head, *rows = (tuple(_content(cell) for cell in row) for row in element.iter("tr"))
        yield Table(head, tuple(rows))
    else:
        yield from _paragraph(_content(element))


_INLINE = frozenset({"strong", "em", "span", "br"})


def _paragraph(runs: Iterable[Run]) -> Iterator[Paragraph]:
    if content := _merged(runs):
        yield Paragraph(content)


def _content(element: Element) -> Runs:
    runs = list(_pieces(element.text))
    for child in element:
        runs += [*_inline(child), *_pieces(child.tail)]
    return _merged(runs)


def _inline(element: Element) -> Iterator[Run]:
    if element.tag == "br":
        yield Run("\n")
        return
    bold, italic, gap = (element.tag == tag for tag in ("strong", "em", "span"))
    for run in _content(element):
        yield Run(run.text, run.bold or bold, run.italic or italic, run.gap or gap)


def _pieces(text: str | None) -> Iterator[Run]:
    if text:
        yield Run(_SPACES.sub(" ", text))


def _merged(runs: Iterable[Run]) -> Runs:
    """The same text in as few runs as can be, without spaces at its ends or around its line breaks."""
    merged = [
        replace(style, text=_BREAK.sub("\n", "".join(run.text for run in alike)))
        for style, alike in groupby(runs, key=lambda run: replace(run, text=""))
    ]
    if merged:
        merged[0] = replace(merged[0], text=merged[0].text.lstrip(" \n"))
        merged[-1] = replace(merged[-1], text=merged[-1].text.rstrip(" \n"))
    return tuple(run for run in merged if run.text)


class _Marks(Treeprocessor):
    """Marks what Markdown has no signs for: which titles stand below which, gaps, and boxes in the place of bullets."""

    def run(self, root: Element) -> None:
        _rank([element for element in root.iter() if element.tag in _HEADINGS])
        for element in list(root.iter()):
            _mark_gaps(element)
        for element in root.iter("ul"):
            if all("".join(item.itertext()).lstrip().startswith(BOXES) for item in element):
                element.set("class", "sheet-ticked")


def _rank(headings: list[Element]) -> None:
    """The page has a title of its own, so the model's is of the second rank, whatever its author made it."""
    highest = min((_HEADINGS.index(heading.tag) for heading in headings[1:]), default=0)
    for place, heading in enumerate(headings):
        rank = _HEADINGS.index(heading.tag) - highest + 2 if place else 1
        heading.tag = _HEADINGS[min(rank, len(_HEADINGS) - 1)]


def _mark_gaps(element: Element) -> None:
    children = list(element)
    element.text, spans = _marked(element.text)
    element[:0] = spans
    for child in children:
        child.tail, spans = _marked(child.tail)
        place = list(element).index(child) + 1
        element[place:place] = spans


def _marked(text: str | None) -> tuple[str, list[Element]]:
    """A text up to its first gap, and the gaps with what follows each."""
    before, *rest = _GAP.split(text or "")
    spans = []
    for gap, after in zip(rest[::2], rest[1::2], strict=True):
        span = Element("span", {"class": "sheet-gap"})
        span.text, span.tail = gap, after
        spans.append(span)
    return before, spans


class _Tree(Treeprocessor):
    """Keeps the tree as it is in the end."""

    root: Element

    def run(self, root: Element) -> None:
        self.root = root


class _SheetExtension(Extension):
    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 (Python-Markdown's name)
        # After typography (6), before tables (5.5) give each row its title.
        md.treeprocessors.register(_Marks(md), "sheet-marks", 5.7)
        # After escaped signs are themselves again (0).
        md.treeprocessors.register(_TREE, "sheet-tree", -1)
        # An indented line is no code, and « [Nom]: … » names no link.
        md.parser.blockprocessors.deregister("code")
        md.parser.blockprocessors.deregister("reference")


_TREE = _Tree()
_MARKDOWN = Markdown(
    extensions=[
        "sane_lists",
        TableExtension(use_align_attribute=True),
        TablesExtension(wide=3),  # they stand within margins
        TypographyExtension(),
        _SheetExtension(),
    ]
)
