"""What is wrong in an author's files, said so that the author can mend it.

Rules report a `Fault`: a code, values and where in the data. Words stand in the catalogue; `Problem` joins the two
with the place in the file.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from .catalogue import load

_NAMES_SHOWN = 20
_TEXT_SHOWN = 60  # characters

Path = tuple[str | int, ...]
"""Where in a file's data: keys and list positions (from 0), from the outside in."""


@dataclass(frozen=True, slots=True)
class Fault:
    """A broken rule, at `path` (on the key itself when `on_key`). `values` fill the gaps in the catalogue's words."""

    path: Path
    code: str
    values: Mapping[str, object] = field(default_factory=dict)
    on_key: bool = False


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """A fault in its file: `line` and `column` count from 1, `path` reads `questions[2].weight` (positions from 0)."""

    file: str
    line: int
    column: int
    path: str
    message: str
    remedy: str

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}:{self.column}"
        return f"{place}  {self.path}".rstrip() + f"\n  {self.message}\n  → {self.remedy}"


def problem(file: str, position: tuple[int, int], fault: Fault) -> Problem:
    """Put a fault into words and in its place; `position` is (line, column), both from 1."""
    words = load("problems")[fault.code]
    line, column = position
    return Problem(
        file,
        line,
        column,
        path_text(fault.path),
        words["message"].format_map(fault.values),
        words["remedy"].format_map(fault.values),
    )


def path_text(path: Path) -> str:
    """`("questions", 2, "weight")` as `questions[2].weight`."""
    text = ""
    for step in path:
        text += f"[{step}]" if isinstance(step, int) else f".{short(step)}" if text else short(step)
    return text


def short(text: str) -> str:
    """A text of any length as one line that can be read at a glance."""
    text = " ".join(text.split())
    return text if len(text) <= _TEXT_SHOWN else text[:_TEXT_SHOWN] + "…"


def nearest(name: str, known: Iterable[str]) -> str:
    """« Did you mean …? », or the first names there are to choose from."""
    return _nearest(name, tuple(sorted(known)))


@lru_cache(maxsize=1000)  # a wrong name is often written many times, and looking for its like takes long
def _nearest(name: str, known: tuple[str, ...]) -> str:
    words: dict[str, str] = load("problems")["nearest"]
    close = difflib.get_close_matches(name, known, n=1, cutoff=0.6)
    if close:
        return words["close"].format(name=close[0])
    if not known:
        return words["none"]
    more = ", …" if len(known) > _NAMES_SHOWN else ""
    return words["known"].format(names=", ".join(known[:_NAMES_SHOWN]) + more)


def choice(values: Iterable[object]) -> str:
    """Values to choose from: « faible », « moyen » ou « fort »."""
    words: dict[str, str] = load("problems")["shown"]
    *others, last = [words["text"].format(value=value) for value in values]
    return f"{', '.join(others)} {words['or']} {last}" if others else last


def as_id(text: str) -> str:
    """The identifier that a text would make: `En place` → `en-place`."""
    plain = unicodedata.normalize("NFKD", text.replace("’", "-")).encode("ascii", "ignore").decode().lower()
    return re.sub("[^a-z0-9]+", "-", plain).strip("-") or "nom"


def shown(value: object) -> str:
    """A value as an error message shows it: what kind of thing it is, and what it says if it is short."""
    words: dict[str, str] = load("problems")["shown"]
    match value:
        case None:
            return words["nothing"]
        case bool():
            return "true" if value else "false"
        case int():
            return words["number"].format(value=value)
        case str():
            text = short(value)
            return words["text"].format(value=text) if text else words["empty"]
        case list() | tuple():
            return words["list"] if value else words["empty-list"]
        case _:
            return words["mapping"]
