"""The fields of a form and what they are called: what writes PDFs and what reads them both go by these names.

A question's answer is filed under its key: a group of choices whose values are the options' ids, a box per option of
a multiple question ("key.option"), a line for a number or a text, a box for an item. Beside a line, the boxes of the
reserved answers are fields of their own ("key_ne-sait-pas"). What is no answer starts by "_", as no id does.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

from ..definition import NOT_APPLICABLE, UNKNOWN, Definition, Question
from ..typography import NARROW, NO_BREAK

COMMUNE, DATE, PEOPLE = "_commune", "_date", "_personnes"
NOTES, PLAN, RESULT, RESET = "_notes", "_plan", "_resultat", "_effacer"

STAMP = "/Autodiagnostic"
"""Under which key of its document information a file has its stamp."""

REPORT = "_bilan"
"""The report's name among the results."""

_DIGITS = 8
"""Answers that have a digit in a result strip, the reserved ones aside."""

Kind = Literal["choice", "box", "line", "area", "told", "reset"]


@dataclass(frozen=True, slots=True)
class Field:
    """A field, or one of the choices of a group. `label` is read aloud.

    `value` is what a choice or a box stands for. What is `told` is worked out by the form's own script.
    """

    kind: Kind
    name: tuple[str, ...]
    label: str
    value: str = ""
    group: str = ""

    @property
    def full_name(self) -> str:
        """The name by which scripts and readers know it."""
        return ".".join(self.name)


@dataclass
class Fields:
    """The fields of a form, in their order; the layout marks the place of each by its number."""

    all: list[Field] = field(default_factory=list)

    def add(self, kind: Kind, name: tuple[str, ...], label: str, value: str = "", group: str = "") -> int:
        """File one more, and give its number."""
        # What is read aloud needs no fine spaces; without them, it is half as long in the file.
        self.all.append(Field(kind, name, _plain(label), value, _plain(group)))
        return len(self.all) - 1


def _plain(text: str) -> str:
    return text.replace(NARROW, " ").replace(NO_BREAK, " ")


def answer_name(question: Question, value: str) -> tuple[str, ...]:
    """The field behind a row to tick."""
    *path, last = question.key.split(".")
    if question.type == "multiple":
        return (*path, last, value)
    # A field that is written in cannot have others under it.
    return (*path, last + value) if question.type in ("number", "text") else (*path, last)


def stamp(definition: Definition) -> str:
    """What result strips start by: questionnaire, version, first of the fingerprint."""
    return f"{definition.id}-{definition.version}-{definition.fingerprint[:4]}"


def whole_stamp(definitions: Iterable[Definition]) -> str:
    """What a file says of the questionnaires in it, to programs: "securite-2-0123abcd reponses-1-4567cdef"."""
    return " ".join(
        f"{definition.id}-{definition.version}-{definition.fingerprint}" for definition in definitions
    )


def digits(question: Question) -> dict[str, str]:
    """For each answer, its digit in a result strip."""
    return {option.id: str(rank) for rank, option in enumerate(question.options)} | {
        NOT_APPLICABLE: "8",
        UNKNOWN: "9",
    }


def has_strip(definition: Definition) -> bool:
    """Whether a digit can say each scored answer."""
    scored = [question for question in definition.questions if question.best is not None]
    fit = all(question.type == "single" and len(question.options) <= _DIGITS for question in scored)
    return bool(scored) and fit and definition.id[:1].isalpha()
