"""Where pages place questionnaires (`/// questionnaire | name`, then `///`), and what is wrong with how they do.

Python-Markdown prints a mistyped block as text, and lets an unclosed one swallow the rest of the page; so the text
is watched before it gets there.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from .problems import Fault, nearest

QUESTIONNAIRE = "questionnaire"

_KNOWN_BLOCKS = {
    QUESTIONNAIRE,
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
_LINE = re.compile(r" *(?P<slashes>/{3,}|//(?= *questionnaire\b)) *(?P<name>[^\s|/]*) *(?P<rest>.*?) *")
_CODE_FENCE = re.compile(r" *(?P<fence>`{3,}(?!.*`)|~{3,})(?P<rest>.*)")
_COMMENT = re.compile(r" *<!--")


@dataclass(frozen=True, slots=True)
class Placement:
    """A questionnaire's place in a page; `line` counts from 1."""

    name: str
    line: int


@dataclass(slots=True)
class Misplacement:
    """A block that cannot be what its author meant. `line` and `column` count from 1; `end` is its closing line's."""

    line: int
    column: int
    fault: Fault
    end: int | None = None


@dataclass(slots=True)
class _Block:
    """A block that was opened, its faults so far, and the closing lines in it that do not fit."""

    slashes: int
    name: str
    line: int
    column: int
    wrong: list[Misplacement] = field(default_factory=list)
    strays: list[Misplacement] = field(default_factory=list)


def find(text: str, names: frozenset[str]) -> tuple[list[Placement], list[Misplacement]]:
    """The questionnaires that a page's Markdown places, and its faulty blocks. `names` are those that exist."""
    watch = _Watch(names)
    for number, line in _live_lines(text.split("\n")):
        match = _LINE.fullmatch(line)
        if match is None:
            continue
        slashes, column = len(match["slashes"]), match.start("slashes") + 1
        if match["name"] or match["rest"]:
            watch.open(_Block(slashes, match["name"], number, column), match["rest"])
        else:
            watch.close(slashes, number, column)
    watch.abandon(watch.blocks)
    return watch.placements, sorted(watch.wrong, key=lambda entry: (entry.line, entry.column))


class _Watch:
    """Follows a page's blocks as they open and close."""

    def __init__(self, names: frozenset[str]) -> None:
        self.names = names
        self.blocks: list[_Block] = []  # those that are open, from the outside in
        self.placements: list[Placement] = []
        self.wrong: list[Misplacement] = []

    def open(self, block: _Block, rest: str) -> None:
        around = next((other for other in self.blocks if other.slashes == block.slashes), None)
        if around is not None and around.name == QUESTIONNAIRE:
            # It holds no other blocks: it was meant to end before this one.
            self.abandon(self.blocks[self.blocks.index(around) :])
            around = None
        fault = self._opening_fault(block, rest)
        if fault is None and around is not None:
            # The first of the two closing lines would end the outer one.
            values = {"name": around.name, "line": around.line, "slashes": "/" * (around.slashes + 1)}
            fault = Fault((), "block-inside", values)
        if fault is not None:
            self._report(block, fault)
        elif block.name == QUESTIONNAIRE:
            self.placements.append(Placement(rest[1:].strip(), block.line))
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
            return
        # In a block that nothing closes, it was meant to: that is reported then, and this is not.
        strays = self.blocks[-1].strays if self.blocks else self.wrong
        strays.append(Misplacement(line, column, Fault((), "block-not-open")))

    def abandon(self, blocks: Sequence[_Block]) -> None:
        """Take note of blocks that nothing closes."""
        for block in list(blocks):
            values = {"found": block.name, "slashes": "/" * block.slashes}
            self._report(block, Fault((), "block-unclosed", values))
            self.blocks.remove(block)

    def _report(self, block: _Block, fault: Fault) -> None:
        block.wrong.append(Misplacement(block.line, block.column, fault))
        self.wrong.append(block.wrong[-1])

    def _opening_fault(self, block: _Block, rest: str) -> Fault | None:
        name, argument = block.name, rest.removeprefix("|").strip()
        if name not in _KNOWN_BLOCKS:
            alike = difflib.get_close_matches(name, _KNOWN_BLOCKS)
            return Fault(
                (), "block-unknown", {"found": name, "nearest": nearest(name, alike or [QUESTIONNAIRE])}
            )
        if block.slashes < len("///"):
            block.slashes = len("///")  # as it was meant, and will be closed
            return Fault((), "block-slashes", {"rest": argument or "…"})
        if rest and not rest.startswith("|"):
            return Fault((), "block-without-bar", {"found": name, "rest": rest})
        if name != QUESTIONNAIRE:
            return None
        if not argument:
            return Fault((), "block-without-name", {"nearest": nearest("", self.names)})
        if argument not in self.names:
            return Fault(
                (), "block-unknown-name", {"name": argument, "nearest": nearest(argument, self.names)}
            )
        if (twin := next((other for other in self.placements if other.name == argument), None)) is not None:
            return Fault((), "block-twice", {"name": argument, "line": twin.line})
        return None


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
