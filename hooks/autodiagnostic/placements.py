"""Where pages place questionnaires (`/// questionnaire | name`, then `///`), and what is wrong with how they do.

Python-Markdown prints a mistyped block as text, and lets an unclosed one swallow the rest of the page; so the text
is watched before it gets there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from .problems import Fault, nearest

QUESTIONNAIRE = "questionnaire"

_KNOWN_BLOCKS = frozenset(
    # Ours, then those of pymdownx.blocks, which an adapted guide may switch on.
    (
        *(
            QUESTIONNAIRE,
            "admonition",
            "attention",
            "caption",
            "caution",
            "danger",
            "define",
            "details",
            "error",
        ),
        *("figure-caption", "hint", "html", "important", "note", "tab", "table-caption", "tip", "warning"),
    )
)
_CODE_FENCE = re.compile(r" *(?P<fence>`{3,}|~{3,})(?P<rest>.*)")
_BLOCK_LINE = re.compile(r" *(?P<fence>/{3,}) *(?P<name>[^\s|/]*) *(?:\| *(?P<argument>.*?))? *")


@dataclass(frozen=True, slots=True)
class Placement:
    """A questionnaire's place in a page; `line` counts from 1."""

    name: str
    line: int


@dataclass(frozen=True, slots=True)
class Misplacement:
    """A block that cannot be what its author meant; `line` and `column` count from 1."""

    line: int
    column: int
    fault: Fault


def find(text: str, names: frozenset[str]) -> tuple[list[Placement], list[Misplacement]]:
    """The questionnaires that a page's Markdown places, and its faulty blocks. `names` are those that exist."""
    placements: list[Placement] = []
    wrong: list[Misplacement] = []
    open_blocks: list[tuple[int, int, int, str]] = []  # slashes, line, column, name
    for number, line in _lines_outside_code(text):
        match = _BLOCK_LINE.fullmatch(line)
        if match is None:
            continue
        slashes, name, argument = len(match["fence"]), match["name"], match["argument"] or ""
        column = match.start("fence") + 1
        if not name and match["argument"] is None:
            # A closing line ends the block opened with as many slashes, and those left open inside it.
            places = [place for place, block in enumerate(open_blocks) if block[0] == slashes]
            start = places[-1] if places else len(open_blocks)
            wrong += [_unclosed(block) for block in open_blocks[start + 1 :]]
            del open_blocks[start:]
            continue
        open_blocks.append((slashes, number, column, name))
        fault = _opening_fault(name, argument, names)
        if fault is not None:
            wrong.append(Misplacement(number, column, fault))
        elif name == QUESTIONNAIRE:
            placements.append(Placement(argument, number))
    wrong += [_unclosed(block) for block in open_blocks]
    return placements, sorted(wrong, key=lambda entry: (entry.line, entry.column))


def _opening_fault(name: str, argument: str, names: frozenset[str]) -> Fault | None:
    if name not in _KNOWN_BLOCKS:
        return Fault((), "block-unknown", {"found": name, "nearest": nearest(name, _KNOWN_BLOCKS)})
    if name != QUESTIONNAIRE:
        return None
    if not argument:
        return Fault((), "block-without-name", {"nearest": nearest("", names)})
    if argument not in names:
        return Fault((), "block-unknown-name", {"name": argument, "nearest": nearest(argument, names)})
    return None


def _unclosed(block: tuple[int, int, int, str]) -> Misplacement:
    _, line, column, name = block
    return Misplacement(line, column, Fault((), "block-unclosed", {"found": name}))


def _lines_outside_code(text: str) -> Iterator[tuple[int, str]]:
    fence = ""
    for number, line in enumerate(text.split("\n"), start=1):
        match = _CODE_FENCE.fullmatch(line)
        if fence:
            closes = match is not None and match["fence"].startswith(fence) and not match["rest"].strip()
            fence = "" if closes else fence
        elif match is not None:
            fence = match["fence"]
        else:
            yield number, line
