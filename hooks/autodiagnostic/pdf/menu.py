"""The site's menu → the parts of the book."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from ..typography import french


@dataclass(frozen=True)
class Entry:
    """A page in the menu: its path from docs/, and the menu's name for it, if it has one."""

    page: str
    name: str | None = None


@dataclass(frozen=True)
class Part:
    """Pages under one title of the menu."""

    title: str
    entries: tuple[Entry, ...]


def menu(nav: Sequence[Any], without: tuple[str, ...]) -> tuple[Part, ...]:
    """The parts that a `nav` of mkdocs.yml names. Pages whose path starts like one of `without` are left out."""
    parts = []
    for entry in nav:
        for title, under in entry.items() if isinstance(entry, dict) else [(None, entry)]:
            found = tuple(it for it in _entries(title, under) if not it.page.startswith(without))
            if found:
                parts.append(Part(french(title or found[0].page), found))
    return tuple(parts)


def _entries(title: str | None, under: Any) -> Iterator[Entry]:
    if isinstance(under, str):
        # A link to elsewhere is no page.
        if under.endswith(".md"):
            yield Entry(under, title)
    else:
        for entry in under:
            for name, below in entry.items() if isinstance(entry, dict) else [(None, entry)]:
                yield from _entries(name, below)
