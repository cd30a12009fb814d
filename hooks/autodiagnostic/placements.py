"""Where pages place questionnaires (`/// questionnaire | name`, then `///`), the report (`/// bilan`), the walk through
a page's questionnaires (`/// parcours`), the trainer's workshop (`/// atelier`), the links to booklet and book
(`/// livret`, `/// livre`), slides (`/// presentation`), models to fill in (`/// modele | name`, what the model says,
then `///`), cards to cut out (`/// cartes | name`, likewise, or `/// cartes-questions | name` and `///`), and what is
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
QUESTION_CARDS = "cartes-questions"
SHEET = "modele"
CARDS = "cartes"
REPORT = "bilan"
WALK = "parcours"
BOOKLET = "livret"
BOOK = "livre"
PRESENTATION = "presentation"
WORKSHOP = "atelier"
_BARE = (REPORT, WALK, BOOKLET, BOOK, PRESENTATION, WORKSHOP)
"""Blocks that need no name: a page has one at most."""
_OF_REPORT = (REPORT, WORKSHOP, BOOKLET)
"""Those of them that are made from the report."""
_OF_QUESTIONS = (QUESTIONNAIRE, QUESTION_CARDS)
"""Blocks named after a questionnaire, which hold nothing."""
_TEXTS = (SHEET, CARDS)
"""Blocks that hold a text of their own, of which its own reader says what it may not hold."""
_OURS = (*_OF_QUESTIONS, *_TEXTS, *_BARE)

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
class TextPlacement:
    """A model, or cards, in a page. `line` and `column` are its block's, `first_line` that of its text; from 1."""

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
    question_cards: list[Placement]
    sheets: list[TextPlacement]
    decks: list[TextPlacement]
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


def find(text: str, names: frozenset[str], *, has_report: bool) -> Found:
    """All that a page's Markdown places. `names` are the questionnaires that exist."""
    lines = text.split("\n")
    watch = _Watch(lines, names, has_report=has_report)
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
    of_questions, texts = watch.of_questions, watch.texts
    return Found(
        of_questions[QUESTIONNAIRE],
        of_questions[QUESTION_CARDS],
        texts[SHEET],
        texts[CARDS],
        watch.bare,
        wrong,
    )


class _Watch:
    """Follows a page's blocks as they open and close."""

    def __init__(self, lines: Sequence[str], names: frozenset[str], *, has_report: bool) -> None:
        self.lines = lines
        self.names = names
        self.has_report = has_report
        self.blocks: list[_Block] = []  # those that are open, from the outside in
        self.of_questions: dict[str, list[Placement]] = {name: [] for name in _OF_QUESTIONS}
        self.texts: dict[str, list[TextPlacement]] = {name: [] for name in _TEXTS}
        self.bare: list[Placement] = []
        self.wrong: list[Misplacement] = []

    def open(self, block: _Block, rest: str) -> None:
        if self._in_text():
            if self.blocks[-1].slashes != block.slashes:
                return
            self.abandon(self.blocks[-1:])
        around = next((other for other in self.blocks if other.slashes == block.slashes), None)
        if around is not None and around.name in (*_OF_QUESTIONS, *_BARE):
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
            if block.name in _OF_QUESTIONS:
                self.of_questions[block.name].append(Placement(block.argument, block.line))
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
            if closed.name in _TEXTS and not closed.wrong:
                self.texts[closed.name].append(self._text(closed, line))
        elif not self._in_text():
            # In a block that nothing closes, it was meant to: that is reported then, and this is not.
            strays = self.blocks[-1].strays if self.blocks else self.wrong
            strays.append(Misplacement(line, column, Fault((), "block-not-open"), line))

    def abandon(self, blocks: Sequence[_Block]) -> None:
        """Take note of blocks that nothing closes."""
        for block in list(blocks):
            values = {"found": block.name, "slashes": "/" * block.slashes}
            code = "text-unclosed" if block.name in _TEXTS else "block-unclosed"
            self._report(block, Fault((), code, values))
            self.blocks.remove(block)

    def _in_text(self) -> bool:
        """Whether the lines are the text of a model or of cards."""
        return bool(self.blocks) and self.blocks[-1].name in _TEXTS

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
        if name in _OF_QUESTIONS:
            return self._questionnaire_fault(name, argument)
        if name in _TEXTS and not argument:
            return Fault((), "text-without-name", {"found": name})
        if name in _TEXTS and not _ID.fullmatch(argument):
            return Fault((), "text-name", {"found": argument, "id": as_id(argument)})
        return None

    def _questionnaire_fault(self, block: str, name: str) -> Fault | None:
        if not name:
            return Fault((), "block-without-name", {"found": block, "nearest": nearest("", self.names)})
        if name not in self.names:
            return Fault((), "block-unknown-name", {"name": name, "nearest": nearest(name, self.names)})
        twin = next((other for other in self.of_questions[block] if other.name == name), None)
        return Fault((), "block-twice", {"found": block, "name": name, "line": twin.line}) if twin else None

    def _bare_fault(self, name: str, rest: str) -> Fault | None:
        if rest:
            return Fault((), "block-argument", {"found": name, "rest": rest})
        if name in _OF_REPORT and not self.has_report:
            return Fault((), "report-missing", {"found": name})
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

    def _text(self, block: _Block, end: int) -> TextPlacement:
        first = block.line + block.options + 1
        indent = " " * (block.column - 1)
        text = "\n".join(line.removeprefix(indent) for line in self.lines[first - 1 : end - 1])
        return TextPlacement(block.argument, block.format, block.line, block.column, first, text)


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
