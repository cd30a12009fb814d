"""PDFs made for tests, and what stands in them."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import pikepdf

from autodiagnostic.definition import Definition, Report
from autodiagnostic.guide import Guide
from autodiagnostic.pdf import Site, document
from projects import ROOT

SITE = Site("Guide d’essai")


@dataclass
class Form:
    """A PDF: its fields by full name, each with what it inherits, its widgets by page."""

    content: bytes
    fields: dict[str, Any] = field(default_factory=dict)
    widgets: list[tuple[int, str, Any]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.pdf = pikepdf.open(io.BytesIO(self.content))
        for node in self.pdf.Root.AcroForm.Fields:
            self._read(node, "")
        pages = {page.obj.objgen: number for number, page in enumerate(self.pdf.pages, start=1)}
        for name in self.fields:
            for widget in self.places(name):
                self.widgets.append((pages[widget.P.objgen], name, widget))

    def _read(self, node: Any, parent: str) -> None:
        name = f"{parent}.{node.T}" if parent else str(node.T)
        assert name not in self.fields, name
        if "/FT" in node:
            self.fields[name] = node
        else:
            for kid in node.Kids:
                self._read(kid, name)

    def places(self, name: str) -> list[Any]:
        """The widgets of a field; a lone one is the field itself."""
        return list(self.fields[name].get("/Kids", [self.fields[name]]))

    def choices(self, name: str) -> list[str]:
        """What a group of choices, or a box, may be set to."""
        states = [set(widget.AP.N.keys()) - {"/Off"} for widget in self.places(name)]
        return [state.removeprefix("/") for (state,) in states]

    def structure(self, kind: str) -> list[Any]:
        """The elements of a kind, in reading order."""
        return [element for element in _elements(self.pdf.Root.StructTreeRoot) if element.get("/S") == kind]


def _elements(node: Any) -> Iterator[Any]:
    kids = node.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield kid
            yield from _elements(kid)


def sheet(definition: Definition, site: Site = SITE) -> bytes:
    """A questionnaire's file."""
    return document.made(document.questionnaire(definition, site))


def booklet(report: Report, definitions: Mapping[str, Definition], site: Site = SITE) -> bytes:
    """The booklet's file."""
    return document.made(document.booklet(report, definitions, site))


@cache
def guide() -> Guide:
    """The guide as it is."""
    return Guide(ROOT / "docs", ROOT / "questionnaires")


@cache
def every_file() -> dict[str, bytes]:
    """All PDFs of the guide, made once."""
    library = guide().library
    assert library.report is not None
    site = Site("Guide d’essai", "https://exemple.fr/", guide().hosts)
    files = {name: sheet(definition, site) for name, definition in library.definitions.items()}
    return {**files, "livret": booklet(library.report, library.definitions, site)}
