"""HTML as a tree that can be searched, with nothing but the standard library."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from html.parser import HTMLParser

_VOID = {"br", "circle", "hr", "img", "input", "line", "link", "meta", "rect"}


def tree(html: str) -> ET.Element:
    """The elements of a piece of HTML, under one root. Tags that do not match fail."""
    parser = _Parser()
    parser.feed(html)
    parser.close()
    return parser.root()


def words(element: ET.Element | None) -> str:
    """What an element says, on one line; spaces that do not break count as spaces."""
    assert element is not None
    return " ".join("".join(element.itertext()).split())


class _Parser(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.builder = ET.TreeBuilder()
        self.open = ["root"]
        self.builder.start("root", {})

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.builder.start(tag, {name: value or "" for name, value in attrs})
        if tag in _VOID:
            self.builder.end(tag)
        else:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag, f"</{tag}> closes another element"
        self.builder.end(tag)

    def handle_data(self, data: str) -> None:
        self.builder.data(data)

    def root(self) -> ET.Element:
        assert self.open == ["root"], f"never closed: {self.open[1:]}"
        self.builder.end("root")
        return self.builder.close()
