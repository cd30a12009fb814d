"""Where pages place questionnaires (`/// questionnaire | name`, then `///`), the report (`/// bilan`), the walk through
a page's questionnaires (`/// parcours`), the trainer's workshop (`/// atelier`), the links to booklet and book
(`/// livret`, `/// livre`) and models to fill in (`/// modele | name`, what the model says, then `///`), and what is
wrong with how they do.

Python-Markdown prints a mistyped block as text, and lets an unclosed one swallow the rest of the page; so the text
is watched before it gets there.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from .problems import Fault, as_id, nearest
from .sheets.document import Format

QUESTIONNAIRE = "questionnaire"
SHEET = "modele"
REPORT = "bilan"
WALK = "parcours"
BOOKLET = "livret"
BOOK = "livre"
WORKSHOP = "atelier"
_BARE = (REPORT, WALK, BOOKLET, BOOK, WORKSHOP)
"""Blocks that need no name: a page has one at most."""
_OURS = (QUESTIONNAIRE, SHEET, *_BARE)

_KNOWN_BLOCKS = {
    *_OURS,
    # Those of pymdownx.blocks, which an adapted guide may switch on.
    *(
        "admonition",
        "attention",
        "caption",
        "caution",
        "danger",
        "define",
        "details",
        "error",
        "figure-caption",
    ),
    *("hint", "html", "important", "note", "tab", "table-caption", "tip", "warning"),
}
_LINE = re.compile(
    rf" *(?P<slashes>/{{3,}}|//(?= *(?:{'|'.join(_OURS)})\b)) *(?P<name>[^\s|/]*) *(?P<rest>.*?) *"
)
_CODE_FENCE = re.compile(r" *(?P<fence>`{3,}(?!.*`)|~{3,})(?P<rest>.*)")
_COMMENT = re.compile(r" *<!--")
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
# Markdown takes indented lines after the opening one for options, in YAML.
_OPTION_LINE = re.compile(r" {4,}\S")
_FORMAT = re.compile(r" *format: +(odt|ods) *")


@dataclass(frozen=True, slots=True)
class Placement:
    """The place of a questionnaire, of the report or of the walk in a page; `line` counts from 1."""

    name: str
    line: int


@dataclass(frozen=True, slots=True)
class SheetPlacement:
    """A model in a page. `line` and `column` are its block's, `first_line` is that of its text; all count from 1."""

    name: str
    format: Format
    line: int
    column: int
    first_line: int
    text: str


@dataclass(slots=True)
class Misplacement:
    """A block that cannot be what its author meant. `line` and `column` count from 1; the block goes from the line
    `start` to the line `end`, if anything closes it.
    """

    line: int
    column: int
    fault: Fault
    start: int
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """What a page's Markdown places, and its faulty blocks, each in order."""

    questionnaires: list[Placement]
    sheets: list[SheetPlacement]
    bare: list[Placement]
    wrong: list[Misplacement]


@dataclass(slots=True)
class _Block:
    """A block that was opened, its faults so far, and the closing lines in it that do not fit."""

    slashes: int
    name: str
    line: int
    column: int
    argument: str = ""
    format: Format = "odt"
    options: int = 0  # lines
    wrong: list[Misplacement] = field(default_factory=list)
    strays: list[Misplacement] = field(default_factory=list)


def find(text: str, names: frozenset[str]) -> Found:
    """All that a page's Markdown places. `names` are the questionnaires that exist."""
    lines = text.split("\n")
    watch = _Watch(lines, names)
    for number, line in _live_lines(lines):
        match = _LINE.fullmatch(line)
        if match is None:
            continue
        slashes, column = len(match["slashes"]), match.start("slashes") + 1
        if match["name"] or match["rest"]:
            watch.open(_Block(slashes, match["name"], number, column), match["rest"])
        else:
            watch.close(slashes, number, column)
    watch.abandon(watch.blocks)
    wrong = sorted(watch.wrong, key=lambda entry: (entry.line, entry.column))
    return Found(watch.questionnaires, watch.sheets, watch.bare, wrong)


class _Watch:
    """Follows a page's blocks as they open and close."""

    def __init__(self, lines: Sequence[str], names: frozenset[str]) -> None:
        self.lines = lines
        self.names = names
        self.blocks: list[_Block] = []  # those that are open, from the outside in
        self.questionnaires: list[Placement] = []
        self.sheets: list[SheetPlacement] = []
        self.bare: list[Placement] = []
        self.wrong: list[Misplacement] = []

    def open(self, block: _Block, rest: str) -> None:
        if self._in_sheet():
            if self.blocks[-1].slashes != block.slashes:
                return
            self.abandon(self.blocks[-1:])
        around = next((other for other in self.blocks if other.slashes == block.slashes), None)
        if around is not None and around.name in (QUESTIONNAIRE, *_BARE):
            # It holds no other blocks: it was meant to end before this one.
            self.abandon(self.blocks[self.blocks.index(around) :])
            around = None
        block.argument = rest.removeprefix("|").strip()
        fault = self._opening_fault(block, rest)
        if fault is None and around is not None:
            # The first of the two closing lines would end the outer one.
            values = {"name": around.name, "line": around.line, "slashes": "/" * (around.slashes + 1)}
            fault = Fault((), "block-inside", values)
        if fault is not None:
            self._report(block, fault)
        elif block.name in _OURS:
            self._read_options(block)
            if block.name == QUESTIONNAIRE:
                self.questionnaires.append(Placement(block.argument, block.line))
            elif block.name in _BARE:
                self.bare.append(Placement(block.name, block.line))
        self.blocks.append(block)

    def close(self, slashes: int, line: int, column: int) -> None:
        closed = next((block for block in reversed(self.blocks) if block.slashes == slashes), None)
        if closed is not None:
            place = self.blocks.index(closed)
            for misplacement in closed.wrong:
                misplacement.end = line
            self.wrong += closed.strays
            self.abandon(self.blocks[place + 1 :])
            del self.blocks[place]
            if closed.name == SHEET and not closed.wrong:
                self.sheets.append(self._sheet(closed, line))
        elif not self._in_sheet():
            # In a block that nothing closes, it was meant to: that is reported then, and this is not.
            strays = self.blocks[-1].strays if self.blocks else self.wrong
            strays.append(Misplacement(line, column, Fault((), "block-not-open"), line))

    def abandon(self, blocks: Sequence[_Block]) -> None:
        """Take note of blocks that nothing closes."""
        for block in list(blocks):
            values = {"found": block.name, "slashes": "/" * block.slashes}
            self._report(
                block, Fault((), "sheet-unclosed" if block.name == SHEET else "block-unclosed", values)
            )
            self.blocks.remove(block)

    def _in_sheet(self) -> bool:
        """Whether the lines are a model's text, of which its own reader says what it may not hold."""
        return bool(self.blocks) and self.blocks[-1].name == SHEET

    def _report(self, block: _Block, fault: Fault, line: int | None = None) -> None:
        block.wrong.append(Misplacement(line or block.line, block.column, fault, block.line))
        self.wrong.append(block.wrong[-1])

    def _opening_fault(self, block: _Block, rest: str) -> Fault | None:
        name, argument = block.name, block.argument
        if name not in _KNOWN_BLOCKS:
            alike = difflib.get_close_matches(name, _KNOWN_BLOCKS)
            return Fault((), "block-unknown", {"found": name, "nearest": nearest(name, alike or _OURS)})
        if block.slashes < len("///"):
            block.slashes = len("///")  # as it was meant, and will be closed
            return Fault((), "block-slashes", {"found": name, "rest": argument or "…"})
        if name in _BARE:
            return self._bare_fault(name, rest)
        if rest and not rest.startswith("|"):
            return Fault((), "block-without-bar", {"found": name, "rest": rest})
        if name == QUESTIONNAIRE:
            return self._questionnaire_fault(argument)
        if name == SHEET and not argument:
            return Fault((), "sheet-without-name")
        if name == SHEET and not _ID.fullmatch(argument):
            return Fault((), "sheet-name", {"found": argument, "id": as_id(argument)})
        return None

    def _questionnaire_fault(self, name: str) -> Fault | None:
        if not name:
            return Fault((), "block-without-name", {"nearest": nearest("", self.names)})
        if name not in self.names:
            return Fault((), "block-unknown-name", {"name": name, "nearest": nearest(name, self.names)})
        twin = next((other for other in self.questionnaires if other.name == name), None)
        return Fault((), "block-twice", {"name": name, "line": twin.line}) if twin else None

    def _bare_fault(self, name: str, rest: str) -> Fault | None:
        if rest:
            return Fault((), "block-argument", {"found": name, "rest": rest})
        twin = next((other for other in self.bare if other.name == name), None)
        return Fault((), "block-bare-twice", {"found": name, "line": twin.line}) if twin else None

    def _read_options(self, block: _Block) -> None:
        for number, line in enumerate(self.lines[block.line :], start=block.line + 1):
            option = line[block.column - 1 :]
            if not _OPTION_LINE.match(option):
                break
            block.options += 1
            match = _FORMAT.fullmatch(option)
            if match and block.name == SHEET:
                block.format = "ods" if match[1] == "ods" else "odt"
            else:
                code = "sheet-option" if block.name == SHEET else "block-option"
                self._report(block, Fault((), code, {"found": option.strip()}), number)

    def _sheet(self, block: _Block, end: int) -> SheetPlacement:
        first = block.line + block.options + 1
        indent = " " * (block.column - 1)
        text = "\n".join(line.removeprefix(indent) for line in self.lines[first - 1 : end - 1])
        return SheetPlacement(block.argument, block.format, block.line, block.column, first, text)


def _live_lines(lines: Sequence[str]) -> Iterator[tuple[int, str]]:
    """The lines outside code fences and comments, numbered from 1. One that nothing closes is none."""
    place = 0
    while place < len(lines):
        after = _end_of_code(lines, place) or _end_of_comment(lines, place)
        if after is None:
            yield place + 1, lines[place]
        place = after or place + 1


def _end_of_code(lines: Sequence[str], start: int) -> int | None:
    opening = _CODE_FENCE.fullmatch(lines[start])
    if opening is None:
        return None
    for place in range(start + 1, len(lines)):
        match = _CODE_FENCE.fullmatch(lines[place])
        if match and match["fence"].startswith(opening["fence"]) and not match["rest"].strip():
            return place + 1
    return None


def _end_of_comment(lines: Sequence[str], start: int) -> int | None:
    if not _COMMENT.match(lines[start]):
        return None
    return next((place + 1 for place in range(start, len(lines)) if "-->" in lines[place]), None)
