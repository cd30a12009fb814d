"""The authors' Markdown → a small tree, drawn by functions of the template: no text is ever read as Typst's own code.

A node is a text, or `{"is": kind, "of": [nodes]}`; a link has `to` as well. Kinds that the template does not know of
never come: a tag that is not in `KINDS` leaves what it holds.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from html.parser import HTMLParser
from typing import Any, Final

from markdown import Markdown

from ..markup import DIALECT, is_plain
from ..typography import TypographyExtension, french

Node = str | dict[str, Any]

KINDS: Final = {
    **dict.fromkeys(("p", "h1", "h2", "h3", "h4", "h5", "h6", "tr", "pre", "dt", "dd"), "paragraph"),
    "strong": "strong",
    "b": "strong",
    "em": "emphasis",
    "i": "emphasis",
    "code": "code",
    "ul": "bullets",
    "ol": "numbers",
    "li": "item",
    "a": "link",
    "br": "break",
    "blockquote": "quote",
}
_EMPTY: Final = frozenset({"br", "img", "hr", "input", "wbr"})
_CELLS: Final = frozenset({"td", "th"})
_INVISIBLE: Final = frozenset({"script", "style", "template"})


def tree(text: str | None, address: Callable[[str], str | None]) -> list[Node]:
    """The nodes of a text. `address` gives a link's whole address, or None where only its words can stay."""
    if not text:
        return []
    text = text.strip()
    if is_plain(text):
        return [{"is": "paragraph", "of": [french(" ".join(text.split()))]}]
    builder = Builder(address)
    builder.feed(_html(text))
    builder.close()
    return builder.nodes


@lru_cache(maxsize=20_000)
def _html(text: str) -> str:
    _MARKDOWN.reset()
    return _MARKDOWN.convert(text)


_MARKDOWN = Markdown(extensions=[*DIALECT, TypographyExtension()])


class Builder(HTMLParser):
    """HTML → nodes, as it is fed."""

    def __init__(self, address: Callable[[str], str | None]) -> None:
        super().__init__(convert_charrefs=True)
        self.address = address
        self.nodes: list[Node] = []
        self._open: list[tuple[str, list[Node]]] = [("", self.nodes)]
        self._unseen = 0

    def node(self, tag: str, values: Mapping[str, str | None]) -> dict[str, Any] | None:
        """What stands for an element; None where what it holds stands for itself."""
        kind = KINDS.get(tag)
        if kind == "link":
            to = self.address(values.get("href") or "")
            return {"is": kind, "of": [], "to": to} if to else None
        return {"is": kind, "of": []} if kind else None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        inside: list[Node] = self._open[-1][1]
        if tag in _INVISIBLE:
            self._unseen += 1
        if tag == "img":
            inside.append(values.get("alt") or "")
        node = self.node(tag, values)
        if node:
            inside.append(node)
        if tag not in _EMPTY:
            self._open.append((tag, node["of"] if node else inside))

    def handle_endtag(self, tag: str) -> None:
        if tag in _CELLS:
            self._open[-1][1].append(" ")
        if tag in _INVISIBLE and self._unseen:
            self._unseen -= 1
        places = [place for place, (name, _) in enumerate(self._open) if place and name == tag]
        if places:
            del self._open[places[-1] :]

    def handle_data(self, data: str) -> None:
        if not self._unseen and (data.strip() or len(self._open) > 1):
            self._open[-1][1].append(self.text(data))

    def text(self, data: str) -> str:
        """A text, on one line."""
        return data.replace("\n", " ")
