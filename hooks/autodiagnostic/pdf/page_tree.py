"""A page of the guide → nodes: what markdown_tree.py makes of an author's text, with headings, tables and blocks.

Further kinds are `heading` (with a `level`), `table` (rows of cells), `term`, `meaning`, `listing`, `framed`, `anchor`
(an `id` that links may lead to; any other node may have one too) and `place` (with a `kind` and a `name`): that of a
questionnaire, a model and so on. What has no kind is what it holds: no word is lost.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any, ClassVar, Final
from xml.etree.ElementTree import Element, SubElement

from markdown import Extension, Markdown
from pymdownx.blocks import BlocksExtension
from pymdownx.blocks.block import Block

from ..tables import TablesExtension
from ..typography import TypographyExtension
from .markdown_tree import Builder, Node

_KINDS: Final = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), "heading"),
    "table": "table",
    "tr": "row",
    "th": "cell",
    "td": "cell",
    "dt": "term",
    "dd": "meaning",
    "pre": "listing",
}
_INLINE: Final = frozenset({"strong", "emphasis", "code", "link", "break", "anchor"})
"""Kinds that stand in a line of text."""


class Dialect:
    """The Markdown of a guide's pages: the extensions that its mkdocs.yml names, with their options."""

    def __init__(self, extensions: Sequence[str], options: Mapping[str, Any]) -> None:
        own: list[Extension] = [_Places(), TypographyExtension(), TablesExtension()]
        self._markdown = Markdown(extensions=[*extensions, *own], extension_configs=dict(options))

    def page(self, text: str) -> list[Node]:
        """The nodes of a page, given its Markdown without front matter."""
        return read(self.html(text))

    def html(self, text: str) -> str:
        """The same as HTML, the places of blocks left empty."""
        self._markdown.reset()
        return self._markdown.convert(text)


def read(html: str) -> list[Node]:
    """The nodes of a page's HTML. A link's `to` is what the author wrote."""
    builder = _PageBuilder(lambda address: address)
    builder.feed(html)
    builder.close()
    return _tidy(builder.nodes)


def plain(nodes: Sequence[Node]) -> str:
    """The mere words."""
    return "".join(node if isinstance(node, str) else plain(node["of"]) for node in nodes)


class _PageBuilder(Builder):
    def node(self, tag: str, values: Mapping[str, str | None]) -> dict[str, Any] | None:
        classes = (values.get("class") or "").split()
        place = values.get("data-place")
        kind = "place" if place else _KINDS.get(tag) or ("framed" if "admonition" in classes else None)
        node: dict[str, Any] | None = {"is": kind, "of": []} if kind else super().node(tag, values)
        if "admonition-title" in classes:
            node = {"is": "term", "of": []}
        if node and kind == "heading":
            node["level"] = int(tag[1])
        if node and kind == "place":
            node |= {"kind": place, "name": values.get("data-name")}
        if node and tag == "ol" and (values.get("start") or "").isdigit():
            node["start"] = int(values["start"] or 1)
        if values.get("id"):
            if node and kind == "heading":
                node["id"] = values["id"]
            else:
                self._anchor(str(values["id"]))
        return node

    def _anchor(self, name: str) -> None:
        self._open[-1][1].append({"is": "anchor", "id": name, "of": []})

    def text(self, data: str) -> str:
        return data if any(tag == "pre" for tag, _ in self._open) else super().text(data)


def _tidy(nodes: Sequence[Node]) -> list[Node]:
    """Among blocks, a run of text is a paragraph, and space is nothing."""
    for node in nodes:
        if not isinstance(node, str) and node["is"] not in ("paragraph", "listing", *_INLINE):
            node["of"] = _tidy(node["of"])
    if all(_in_line(node) for node in nodes):
        return list(nodes)
    blocks: list[Node] = []
    for in_line, found in groupby(nodes, _in_line):
        run = list(found)
        if not in_line:
            blocks += run
        elif plain(run).strip():
            blocks.append({"is": "paragraph", "of": run})
        else:
            blocks += [node for node in run if not isinstance(node, str)]
    return blocks


def _in_line(node: Node) -> bool:
    return isinstance(node, str) or node["is"] in _INLINE


# --- The places of blocks


class _Places(BlocksExtension):
    """Marks where blocks of ours stand: what comes there is for the book to say."""

    def extendMarkdownBlocks(self, md: Markdown, block_mgr: Any) -> None:  # noqa: ARG002, N802 - the library's names
        for block in _BLOCKS:
            block_mgr.register(block, {})


class _Place(Block):
    def on_create(self, parent: Element) -> Element:
        return SubElement(parent, "div", {"data-place": self.NAME, "data-name": self.argument or ""})


class _Questionnaire(_Place):
    NAME: ClassVar[str] = "questionnaire"
    ARGUMENT: ClassVar[bool] = True


class _QuestionCards(_Place):
    NAME: ClassVar[str] = "cartes-questions"
    ARGUMENT: ClassVar[bool] = True


class _Text(_Place):
    ARGUMENT: ClassVar[bool] = True

    def on_markdown(self) -> str:
        """Keep the page's Markdown off the text: it has been read already."""
        return "raw"

    def on_end(self, block: Element) -> None:
        block.text = ""
        for child in list(block):
            block.remove(child)


class _Model(_Text):
    NAME: ClassVar[str] = "modele"
    OPTIONS: ClassVar[dict[str, Any]] = {"format": ["odt", lambda value: value]}


class _Cards(_Text):
    NAME: ClassVar[str] = "cartes"


class _Report(_Place):
    NAME: ClassVar[str] = "bilan"


class _Walk(_Place):
    NAME: ClassVar[str] = "parcours"


class _Workshop(_Place):
    NAME: ClassVar[str] = "atelier"


class _Booklet(_Place):
    NAME: ClassVar[str] = "livret"


class _Book(_Place):
    NAME: ClassVar[str] = "livre"


class _Presentation(_Place):
    NAME: ClassVar[str] = "presentation"


_BLOCKS: Final[tuple[type[Block], ...]] = (
    _Questionnaire,
    _Model,
    _Cards,
    _QuestionCards,
    _Report,
    _Walk,
    _Workshop,
    _Presentation,
    _Booklet,
    _Book,
)
