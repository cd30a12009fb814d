"""The whole guide as one book, to read without a network: its pages in the order of the menu, as data."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeGuard
from urllib.parse import urlsplit

from ..definition import Definition
from ..sheets import cards
from ..sheets.document import Block, Deck
from ..sheets.document import Sheet as Model
from ..typography import french
from . import contents, page_tree, paper
from .contents import Data, Site
from .markdown_tree import Node
from .menu import Entry, Part
from .words import words

_PICTURE = re.compile("[\U0001f000-\U0010ffff]")
_PICTURES = re.compile(f"({_PICTURE.pattern}[\u200d\ufe0f]*)+")
"""Emoji in a row: no free font of letters has them."""

_SECTION = 2  # the level of ## in Markdown
_DEEPEST = 6  # levels of headings that a PDF knows


@dataclass(frozen=True)
class Guide:
    """What a book is made from.

    `pages` has the Markdown of each page, by its path from docs/; `models` and `decks` are those that pages place, by
    name. Of the pages in `brief`, titles and addresses stay. Pages in `looked_up` are in an order of their own: a link
    to them needs no page number. Those in `blank` may have gaps in brackets, which whoever publishes fills in.
    """

    title: str
    subtitle: str
    parts: tuple[Part, ...]
    pages: Mapping[str, str] = field(repr=False)
    models: Mapping[str, Model] = field(repr=False)
    dialect: page_tree.Dialect = field(repr=False)
    decks: Mapping[str, Deck] = field(default_factory=dict, repr=False)
    picture: str | None = field(default=None, repr=False)
    brief: frozenset[str] = frozenset()
    looked_up: frozenset[str] = frozenset()
    blank: frozenset[str] = frozenset()


def data(guide: Guide, definitions: Mapping[str, Definition], site: Site) -> Data:
    """All that the layout needs."""
    book = _Book(guide, definitions, site)
    told = words()["book"]
    return {
        "title": french(guide.title),
        "site": french(guide.title),
        "foot": french(guide.title),
        "words": {"head": words()["head"], "book": told},
        "subtitle": french(guide.subtitle),
        "online": told["online"].format(address=site.url) if site.url else None,
        "picture": guide.picture,
        "book": [
            {"title": part.title, "pages": [book.page(entry) for entry in part.entries]}
            for part in book.parts
        ],
    }


class _Book:
    def __init__(self, guide: Guide, definitions: Mapping[str, Definition], site: Site) -> None:
        self.guide = guide
        self.definitions = definitions
        self.site = site
        self.parts = [
            Part(part.title, kept)
            for part in guide.parts
            if (kept := tuple(entry for entry in part.entries if entry.page in guide.pages))
        ]
        entries = [entry for part in self.parts for entry in part.entries]
        self.trees = {entry.page: guide.dialect.page(guide.pages[entry.page]) for entry in entries}
        self.anchors = {
            f"{page}#{node['id']}"
            for page, tree in self.trees.items()
            for node in _all(tree)
            if node.get("id")
        }
        self.printed: set[str] = set()
        """Questionnaires that an earlier page holds."""
        self.labels: set[str] = set()

    def page(self, entry: Entry) -> Data:
        """A page: its title, then what it says."""
        tree = self.trees[entry.page]
        first = next(_of(tree, "heading"), None)
        told = first["of"] if first and first["level"] == 1 else [entry.name or entry.page]
        rest = [node for node in tree if node is not first] if first and first["level"] == 1 else tree
        shown = _Page(self, entry.page)
        title = shown.nodes(told)
        body = shown.brief(rest) if entry.page in self.guide.brief else shown.nodes(rest)
        return {"id": entry.page, "title": title, "name": page_tree.plain(told), "of": body}


class _Page:
    """Nodes of a page → nodes of the book."""

    def __init__(self, book: _Book, source: str) -> None:
        self.book = book
        self.source = source
        self.level = 2  # of the last heading; a part has 1, a page 2

    def nodes(self, nodes: Sequence[Node]) -> list[Node]:
        return [made for node in nodes for made in self.node(node)]

    def node(self, node: Node) -> list[Node]:
        if isinstance(node, str):
            return self._text(_PICTURES.sub(_said, node))
        kind = node["is"]
        if kind == "heading":
            # No level may be skipped on the way down.
            self.level = min(max(node["level"] + 1, 3), self.level + 1, _DEEPEST)
            return [
                {**node, "level": self.level, "id": self._label(node.get("id")), "of": self.nodes(node["of"])}
            ]
        if kind == "anchor":
            label = self._label(node["id"])
            return [{**node, "id": label}] if label else []
        if kind == "link":
            return [self._link(node)]
        if kind == "table":
            return self._table(node)
        if kind == "place":
            return self._place(node)
        return [{**node, "of": self.nodes(node["of"])}]

    def _text(self, text: str) -> list[Node]:
        return list(paper.with_gaps(text)) if self.source in self.book.guide.blank else [text]

    def brief(self, nodes: Sequence[Node]) -> list[Node]:
        """Titles with the addresses that stand under them; what stands outside such sections stays."""
        made: list[Node] = []
        under: dict[str, Any] | None = None
        for node in nodes:
            if _is(node, "heading"):
                under = None
                if node["level"] > _SECTION:
                    told, label = self.nodes(node["of"]), self._label(node.get("id"))
                    under = {"is": "source", "id": label, "of": told, "urls": []}
                    made.append(under)
                    continue
            if under is None:
                made += self.node(node)
            else:
                under["urls"] += [to for link in _all([node]) if _foreign(to := link.get("to", ""))]
        return made

    def _label(self, name: str | None) -> str | None:
        """Where links to an anchor lead; each place has one of its own."""
        label = f"{self.source}#{name}"
        if not name or label in self.book.labels:
            return None
        self.book.labels.add(label)
        return label

    def _link(self, node: dict[str, Any]) -> Node:
        inner, to = self.nodes(node["of"]), node["to"]
        if _foreign(to):
            bare = page_tree.plain(inner).strip() in (to, to.partition(":")[2])
            return {"is": "address", "to": to, "shown": None if bare else to, "of": inner}
        try:
            parts = urlsplit(to)
        except ValueError:
            return {"is": "words", "of": inner}
        if not parts.path:
            page = self.source
        else:
            page = posixpath.normpath(posixpath.join(posixpath.dirname(self.source), parts.path))
        if page in self.book.trees:
            label = f"{page}#{parts.fragment}"
            place = label if label in self.book.anchors else page
            numbered = page != self.source and page not in self.book.guide.looked_up
            return {"is": "turn", "to": place, "numbered": numbered, "of": inner}
        address = self.book.site.address(parts._replace(path=page).geturl()) if parts.path else None
        return {"is": "address" if address else "words", "to": address, "shown": None, "of": inner}

    def _table(self, node: dict[str, Any]) -> list[Node]:
        if "head" in node:  # a hand-out's
            head, *rows = ([self.nodes(cell) for cell in row] for row in (node["head"], *node["rows"]))
            return [{**node, "head": head, "rows": rows}]
        rows = [[self.nodes(cell["of"]) for cell in _of(row["of"], "cell")] for row in _of(node["of"], "row")]
        caption = [made for part in node["of"] if not _is(part, "row") for made in self.node(part)]
        columns = max((len(row) for row in rows), default=0)
        if not columns:
            return caption
        rows = [row + [[] for _ in range(columns - len(row))] for row in rows]
        widths = [_width([page_tree.plain(row[place]) for row in rows]) for place in range(columns)]
        return [
            *caption,
            {
                "is": "table",
                "head": rows[0],
                "rows": rows[1:],
                "widths": widths,
                "many": columns > paper.MANY,
                "of": [],
            },
        ]

    # --- Blocks

    def _place(self, node: dict[str, Any]) -> list[Node]:
        kind, name, told = node["kind"], node["name"], words()["book"]
        inside = self.nodes(node["of"])
        if kind == "questionnaire" and name in self.book.definitions:
            return [self._questionnaire(self.book.definitions[name])]
        if kind == "modele" and name in self.book.guide.models:
            model = self.book.guide.models[name]
            return [self._told(told["model"], model.file), self._framed(model.blocks)]
        if kind == "cartes" and name in self.book.guide.decks:
            deck = self.book.guide.decks[name]
            return [self._told(told["cards"], deck.pdf), *(self._framed(card.blocks) for card in deck.cards)]
        if kind == "cartes-questions" and name in self.book.definitions:
            deck = cards.of_questions(self.book.definitions[name])
            return [self._told(told["question_cards"], deck.pdf)]
        if kind == "livret":
            return [self._told(told["booklet"], "telechargements/livret.pdf")]
        if kind == "bilan":
            return [self._told(told["report"], "telechargements/livret.pdf")]
        return inside

    def _framed(self, blocks: Sequence[Block]) -> Node:
        """The text of a hand-out, its title second to the page's."""
        return {"is": "framed", "of": self.nodes(paper.nodes(blocks, _SECTION))}

    def _told(self, text: str, file: str) -> Node:
        address = self.book.site.address(file)
        return {"is": "where", "told": text, "to": address, "shown": address or file, "of": []}

    def _questionnaire(self, definition: Definition) -> Node:
        told, label = words()["book"], f"questionnaire-{definition.id}"
        if definition.id in self.book.printed:
            link = {"is": "turn", "to": label, "numbered": True, "of": [told["printed"]]}
            return {"is": "paragraph", "of": [link]}
        self.book.printed.add(definition.id)
        # Its authors write addresses from docs/.
        inside = _Page(self.book, "")
        part = contents.part(definition, contents.Sheet(_Anywhere(definition.id)))
        for question in [*part["questions"], *(item for group in part["groups"] for item in group["items"])]:
            for name in ("help", "proof"):
                question[name] = inside.nodes(question[name])
            for answer in question["answers"]:
                answer["points"] = answer["digit"] = None
        kept = ("kind", "title", "facts", "groups", "questions")
        file = f"telechargements/questionnaires/{definition.id}.pdf"
        return {
            "is": "questionnaire",
            "id": label,
            "level": min(self.level, _DEEPEST - 1),
            **{name: part[name] for name in kept},
            "intro": inside.nodes(part["intro"]),
            "where": self._told(told["tick" if definition.kind == "checklist" else "fill"], file),
            "of": [],
        }


class _Anywhere(Site):
    """Leaves addresses as authors write them: the page decides."""

    def address(self, target: str) -> str | None:
        return target


def _all(nodes: Sequence[Node]) -> Iterator[dict[str, Any]]:
    for node in nodes:
        if not isinstance(node, str):
            yield node
            yield from _all(node["of"])


def _said(pictures: re.Match[str]) -> str:
    named = words()["pictures"]
    return " ".join(dict.fromkeys(named.get(sign, named["other"]) for sign in _PICTURE.findall(pictures[0])))


def _of(nodes: Sequence[Node], kind: str) -> Iterator[dict[str, Any]]:
    return (node for node in nodes if _is(node, kind))


def _is(node: Node, kind: str) -> TypeGuard[dict[str, Any]]:
    return not isinstance(node, str) and node["is"] == kind


def _foreign(address: str) -> bool:
    return address.partition(":")[0] in ("http", "https", "mailto", "tel")


def _width(texts: Sequence[str]) -> int:
    """A column's share: room for its longest word, and for its texts as far as a line goes."""
    word = max((len(word) for text in texts for word in text.split()), default=0)
    return max(word + 1, min(max(map(len, texts)), 45), 4)
