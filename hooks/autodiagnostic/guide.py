"""The guide as a whole on disk: its questionnaires, its pages with what stands in them, and every problem of all."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Generic, TypeVar

from markdown.extensions.toc import slugify, unique

from . import library, placements, summary
from .library import Library
from .model.context import Pages
from .placements import PRESENTATION, REPORT, WALK, TextPlacement
from .problems import Fault, Problem, problem
from .sheets import cards
from .sheets.document import Deck, Sheet
from .sheets.reading import Slip, read
from .summary import Summary
from .typography import french

_FRONT_MATTER = re.compile(r"\A---\n.*?\n(---|\.\.\.)\n", re.DOTALL)
_CODE = re.compile(r"^( *)(```+|~~~+).*?^\1?\2", re.DOTALL | re.MULTILINE)
# `# Title`, or a first line underlined with = or -.
_HEADING = re.compile(r"^#{1,6}(.+?)#*$|(?:\A|(?<=\n\n))(.+)\n(?:=+|-+) *$", re.MULTILINE)
_TITLE = re.compile(r"^# *(?!#)(.+)$", re.MULTILINE)
_ATTRIBUTES = re.compile(r"\{:? *([^}]*)\}")
_EXPLICIT_ID = re.compile(r"#([^\s#.}=]+)")
_HTML_ID = re.compile(r"<[a-zA-Z][^>]*\bid=[\"']([^\"']+)")
_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")


_T = TypeVar("_T")


@dataclass(frozen=True)
class Held(Generic[_T]):
    """The models, or the cards, that pages hold, by name. One with a problem is in `broken` (its problems) alone.

    `places` says in which file and line each stands.
    """

    sound: Mapping[str, _T] = field(default_factory=dict)
    broken: Mapping[str, tuple[Problem, ...]] = field(default_factory=dict)
    places: Mapping[str, tuple[str, int]] = field(default_factory=dict)


@dataclass(frozen=True)
class Guide:
    """A folder with `docs/` and `questionnaires/`, read once: make a new one to see what changed."""

    docs: Path
    questionnaires: Path
    _anchors: dict[str, frozenset[str] | None] = field(default_factory=dict)

    @cached_property
    def names(self) -> frozenset[str]:
        """Every page, by its path from `docs/`."""
        return frozenset(path.relative_to(self.docs).as_posix() for path in self.docs.rglob("*.md"))

    def anchors(self, page: str) -> frozenset[str] | None:
        """The anchors of a page; None when there is no such page."""
        if page not in self._anchors:
            known = page in self.names
            self._anchors[page] = anchors_of(_text(self.docs / page)) if known else None
        return self._anchors[page]

    def markdown(self, page: str) -> str:
        """What a page says, without its front matter."""
        return _FRONT_MATTER.sub("", _text(self.docs / page))

    @cached_property
    def library(self) -> Library:
        """The questionnaires, read, checked and compiled."""
        return library.load(self.questionnaires, Pages(self.anchors, lambda: self.names))

    @cached_property
    def _found(self) -> Mapping[str, placements.Found]:
        """What each page places, by the path that its problems show."""
        names, has_report = self.library.names, self.library.has_report
        return {
            f"{self.docs.name}/{name}": placements.find(_text(self.docs / name), names, has_report=has_report)
            for name in sorted(self.names)
        }

    @cached_property
    def hosts(self) -> Mapping[str, str]:
        """For each questionnaire, the page to answer it on: one that walks through several, if there is one. For the
        report (`bilan`), the page that shows it.
        """
        pages = sorted(self._found.items(), key=lambda page: all(bare.name != WALK for bare in page[1].bare))
        hosts: dict[str, str] = {}
        for file, found in pages:
            for placement in found.questionnaires:
                hosts.setdefault(placement.name, file.removeprefix(f"{self.docs.name}/"))
            if any(bare.name == REPORT for bare in found.bare):
                hosts.setdefault(REPORT, file.removeprefix(f"{self.docs.name}/"))
        return hosts

    @cached_property
    def presenter(self) -> str | None:
        """The page that presents them as slides."""
        return next(
            (
                file.removeprefix(f"{self.docs.name}/")
                for file, found in self._found.items()
                if any(bare.name == PRESENTATION for bare in found.bare)
            ),
            None,
        )

    @cached_property
    def summaries(self) -> Mapping[str, Summary]:
        """What each questionnaire's chapter says in brief, by its page."""
        chapters = {definition.chapter or "" for definition in self.library.definitions.values()}
        return {page: summary.read(page, self.markdown(page)) for page in sorted(chapters & self.names)}

    @cached_property
    def sheets(self) -> Held[Sheet]:
        """The models to fill in, read and checked."""
        placed = [(file, place) for file, found in self._found.items() for place in found.sheets]
        return _held(placed, "sheet-twice", lambda _, place: read(place.name, place.format, place.text))

    @cached_property
    def decks(self) -> Held[Deck]:
        """The cards to cut out, likewise, each deck under the title of its page."""

        def deck(file: str, place: TextPlacement) -> tuple[Deck, list[Slip]]:
            return cards.read(place.name, self._title(file, place.name), place.text)

        placed = [(file, place) for file, found in self._found.items() for place in found.decks]
        return _held(placed, "cards-twice", deck)

    @cached_property
    def question_cards(self) -> frozenset[str]:
        """The questionnaires whose questions some page places as cards."""
        return frozenset(place.name for found in self._found.values() for place in found.question_cards)

    def _title(self, file: str, otherwise: str) -> str:
        title = _TITLE.search(_CODE.sub("", self.markdown(file.removeprefix(f"{self.docs.name}/"))))
        return french(_ATTRIBUTES.sub("", title[1]).strip("# ")) if title else otherwise

    @cached_property
    def page_problems(self) -> tuple[Problem, ...]:
        """What is wrong with what pages place, and in the models that they hold."""
        wrong = [
            problem(file, (entry.line, entry.column), entry.fault)
            for file, found in self._found.items()
            for entry in found.wrong
        ]
        held = (*self.sheets.broken.values(), *self.decks.broken.values())
        return tuple(sorted([*wrong, *(entry for broken in held for entry in broken)]))

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Every problem of every file, pages first."""
        return self.page_problems + self.library.problems


def anchors_of(text: str) -> frozenset[str]:
    """The anchors that a Markdown page will have: explicit ids, and the slugs of headings without one.

    A light reading, so that questionnaires are checked before any page is rendered.
    """
    text = _CODE.sub("", _FRONT_MATTER.sub("", text))
    anchors = {id_ for attributes in _ATTRIBUTES.findall(text) for id_ in _EXPLICIT_ID.findall(attributes)}
    anchors.update(_HTML_ID.findall(text))
    for heading in ("".join(found) for found in _HEADING.findall(text)):
        if not any(_EXPLICIT_ID.search(attributes) for attributes in _ATTRIBUTES.findall(heading)):
            words = _LINK.sub(r"\1", _ATTRIBUTES.sub("", heading))
            unique(slugify(words, "-"), anchors)
    return frozenset(anchors)


def _held(
    placed: Sequence[tuple[str, TextPlacement]],
    twice: str,
    reader: Callable[[str, TextPlacement], tuple[_T, list[Slip]]],
) -> Held[_T]:
    """What the texts in pages hold, once read; two of one name are a fault, with this code."""
    sound: dict[str, _T] = {}
    broken: dict[str, tuple[Problem, ...]] = {}
    first: dict[str, tuple[str, int]] = {}
    for file, place in placed:
        sound[place.name], slips = reader(file, place)
        top, left = place.first_line - 1, place.column - 1
        problems = tuple(problem(file, (top + slip.line, left + slip.column), slip.fault) for slip in slips)
        other, line = first.setdefault(place.name, (file, place.line))
        if (other, line) != (file, place.line):
            fault = Fault((), twice, {"name": place.name, "file": other, "line": line})
            problems = (problem(file, (place.line, place.column), fault), *problems)
        if problems:
            broken[place.name] = broken.get(place.name, ()) + problems
    return Held({name: found for name, found in sound.items() if name not in broken}, broken, first)


def _text(path: Path) -> str:
    # A page in another encoding is MkDocs's to complain about.
    return path.read_text(encoding="utf-8-sig", errors="replace")
