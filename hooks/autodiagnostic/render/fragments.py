"""The authors' Markdown → HTML, as it stands in a given page."""

from __future__ import annotations

from functools import lru_cache
from xml.etree.ElementTree import Element

from markdown import Extension, Markdown
from markdown.treeprocessors import Treeprocessor
from markupsafe import Markup

from ..markup import DIALECT, is_plain
from ..typography import TypographyExtension, french
from ..urls import relative


@lru_cache(maxsize=20_000)
def markdown(text: str, source: str) -> Markup:
    """A Markdown text as it stands in the page `source`; its links are written from docs/."""
    text = text.strip()
    if is_plain(text):
        return Markup("<p>{}</p>").format(french(text))
    _LINKS.source = source
    _MARKDOWN.reset()
    return Markup(_MARKDOWN.convert(text))  # noqa: S704 - authors may write HTML, as in the guide's pages


class _Links(Treeprocessor):
    """Links and pictures, written from docs/, as the page `source` needs them."""

    source = ""

    def run(self, root: Element) -> None:
        for element in root.iter():
            for attribute in ("href", "src"):
                if target := element.get(attribute):
                    element.set(attribute, relative(target, self.source))


class _LinksExtension(Extension):
    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 (Python-Markdown's name)
        md.treeprocessors.register(_LINKS, "links-from-docs", 7)


_LINKS = _Links()
_MARKDOWN = Markdown(extensions=[*DIALECT, TypographyExtension(), _LinksExtension()])
