"""What Markdown cannot say about a table: which cells are titles, and what a cell is called once rows are stacked."""

from xml.etree.ElementTree import Element

from markdown import Extension, Markdown
from markdown.treeprocessors import Treeprocessor
from markdown.util import HTML_PLACEHOLDER_RE


class TablesExtension(Extension):
    """`wide` is the number of columns from which a phone has no room for them side by side."""

    def __init__(self, wide: int = 4) -> None:
        super().__init__()
        self.wide = wide

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 (Python-Markdown's name)
        # After typography (6), so that labels are set like the titles that they repeat.
        md.treeprocessors.register(_Tables(md, self.wide), "tables", 5.5)


class _Tables(Treeprocessor):
    def __init__(self, md: Markdown, wide: int) -> None:
        super().__init__(md)
        self.wide = wide

    def run(self, root: Element) -> None:
        for table in root.iter("table"):
            head, body = table.find("thead/tr"), table.find("tbody")
            if head is not None and body is not None:
                _title_rows(body)
                if len(head) >= self.wide:
                    table.set("data-wide", "")
                    _label(body, ["".join(cell.itertext()) for cell in head])
                _free_empty_titles(head)


def _title_rows(body: Element) -> None:
    """A first cell that is bold as a whole is the title of its row."""
    for row in body:
        cell = row[0]
        if (
            len(cell) == 1
            and cell[0].tag == "strong"
            and not f"{cell.text or ''}{cell[0].tail or ''}".strip()
        ):
            cell.tag = "th"
            cell.set("scope", "row")


def _label(body: Element, titles: list[str]) -> None:
    for row in body:
        for cell, title in zip(row, titles, strict=False):
            cell.set("data-label", HTML_PLACEHOLDER_RE.sub("", title))


def _free_empty_titles(head: Element) -> None:
    """An empty title would be announced as one."""
    for cell in head:
        if not len(cell) and not (cell.text or "").strip():
            cell.tag = "td"
