"""The authors' Markdown → a small tree, drawn by functions of the template: no text is ever read as Typst's own code.

A node is a text, or `{"is": kind, "of": [nodes]}`; a link has `to` as well. Kinds that the template does not know of
never come: a tag that is not in `_KINDS` leaves what it holds.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from html.parser import HTMLParser
from typing import Any, Final

from markdown import Markdown

from ..markup import DIALECT, is_plain
from ..typography import TypographyExtension, french

Node = str | dict[str, Any]

_KINDS: Final = {
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
    builder = _Builder(address)
    builder.feed(_html(text))
    builder.close()
    return builder.nodes


@lru_cache(maxsize=20_000)
def _html(text: str) -> str:
    _MARKDOWN.reset()
    return _MARKDOWN.convert(text)


_MARKDOWN = Markdown(extensions=[*DIALECT, TypographyExtension()])


class _Builder(HTMLParser):
    def __init__(self, address: Callable[[str], str | None]) -> None:
        super().__init__(convert_charrefs=True)
        self.address = address
        self.nodes: list[Node] = []
        self._open: list[tuple[str, list[Node]]] = [("", self.nodes)]
        self._unseen = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        inside: list[Node] = self._open[-1][1]
        if tag in _INVISIBLE:
            self._unseen += 1
        if tag == "img":
            inside.append(values.get("alt") or "")
        kind = _KINDS.get(tag)
        node: dict[str, Any] | None = {"is": kind, "of": []} if kind else None
        if node and kind == "link":
            to = self.address(values.get("href") or "")
            node = {**node, "to": to} if to else None
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
            self._open[-1][1].append(data.replace("\n", " "))
