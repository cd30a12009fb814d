"""What a commune keeps, as a file: answers, notes, plan, targets and snapshots (`document.js` is its twin).

Nothing in a file is believed. It becomes a `Document` whole, or else the first thing wrong with it is told: never an
exception, and never a part of it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Discriminator, Field, StringConstraints, Tag, ValidationError
from pydantic_core import ErrorDetails

from .answers import carried_over, keys_carried_over
from .definition import Definition
from .problems import Fault, Path

FORMAT: Literal["autodiagnostic-document"] = "autodiagnostic-document"
VERSION = 1
LARGEST = 1_000_000
"""Bytes that a document may weigh."""

_NAME = r"[a-z0-9]+(-[a-z0-9]+)*"
# Days that exist: 2026-02-30 does not, nor 2027-02-29.
_YEAR_OF_366_DAYS = "([0-9]{2}(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)"
_DAY = (
    "([0-9]{4}-((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)"
    f"|02-(0[1-9]|1[0-9]|2[0-8]))|{_YEAR_OF_366_DAYS}-02-29)"
)
ID = f"^{_NAME}$"
KEY = rf"^{_NAME}\.{_NAME}$"
DAY = f"^{_DAY}$"
MOMENT = f"^{_DAY}T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]Z$"

_EXACT = 2**53 - 1
_STEP_SHOWN = 60  # characters
# An end that more characters might have made whole: a text, an escape in one, or a word.
_CUT_SHORT = re.compile(
    r"""[ \t\r\n]*("([^"\\\x00-\x1f]|\\.)*\\?|\\?u?[0-9a-fA-F]{0,3}|-|t(ru?)?|f(a|al|als)?|n(ul?)?)"""
)
# Half a pair of surrogates, as JSON may write it.
_HALVES = re.compile(r"\\u[dD][89a-fA-F]|[\ud800-\udfff]")

Id = Annotated[str, StringConstraints(pattern=ID, max_length=200)]
Key = Annotated[str, StringConstraints(pattern=KEY, max_length=200)]
Day = Annotated[str, StringConstraints(pattern=DAY)]
Moment = Annotated[str, StringConstraints(pattern=MOMENT)]
Name = Annotated[str, StringConstraints(max_length=100)]
Line = Annotated[str, StringConstraints(max_length=300)]
Text = Annotated[str, StringConstraints(max_length=5_000)]
Whole = Annotated[int, Field(ge=-_EXACT, le=_EXACT)]
Count = Annotated[int, Field(ge=0, le=_EXACT)]
Percent = Annotated[int, Field(ge=0, le=100)]
Ticked = Annotated[list[Annotated[str, StringConstraints(max_length=200)]], Field(max_length=100)]


def _type_of(value: object) -> str | None:
    return {str: "text", int: "number", list: "ticked"}.get(type(value))


Answer = Annotated[
    Annotated[Text, Tag("text")] | Annotated[Whole, Tag("number")] | Annotated[Ticked, Tag("ticked")],
    Discriminator(_type_of),
]


class Part(BaseModel):
    """A mapping of the document: no key but those declared, no conversion, never changed once read."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, defer_build=True)


class PlanEntry(Part):
    """What is to be done about a question, or of one's own accord. Empty texts are what nobody has said yet."""

    title: Line = ""
    owner: Name = ""
    due: Day = ""
    status: Literal["todo", "started", "done", "dropped"] = "todo"
    note: Text = ""


class Told(Part):
    """What a result said on the day of a snapshot."""

    points: Count
    possible: Count
    percent: Percent | None
    level: Line | None
    secured: Count
    essentials: Count


class Snapshot(Part):
    """The answers at a moment. `fingerprint` tells whether today's questionnaires still score them alike."""

    name: Name = ""
    answers: dict[Key, Answer]
    fingerprint: Line
    told: Told


class Document(Part):
    """The whole. `questionnaires` holds versions, in a file alone: a document in memory is always of today's."""

    format: Literal["autodiagnostic-document"]
    version: Annotated[int, Field(ge=VERSION, le=VERSION)]
    commune: Name = ""
    questionnaires: dict[Id, Annotated[int, Field(ge=1, le=_EXACT)]] = {}
    answers: dict[Key, Answer] = {}
    notes: dict[Key, Text] = {}
    plan: dict[Key, PlanEntry] = {}
    targets: dict[Id, Id] = {}
    reviewed: dict[Id, Day] = {}
    snapshots: Annotated[dict[Moment, Snapshot], Field(max_length=200)] = {}


Definitions = Mapping[str, Definition]
"""All questionnaires of the guide, by id."""


def read_document(text: bytes | str, definitions: Definitions) -> Document | Fault:
    """The document that a text holds, its answers filed under today's ids; or what is wrong with it.

    `values` of a fault fill the gaps of its sentence in the catalogue (`exchange`, table `faults`).
    """
    try:
        data = _parsed(text)
    except _Refusal as refusal:
        return refusal.fault
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        return Fault((), "not-a-document")
    version = data.get("version")
    if type(version) is int and version > VERSION:
        return Fault(("version",), "newer-format", {"version": version, "known": VERSION})
    try:
        document = Document.model_validate(data)
    except ValidationError as error:
        return min(_faults(data, error.errors(include_url=False)), key=_place)
    for id_, number in sorted(document.questionnaires.items()):
        if id_ in definitions and number > definitions[id_].version:
            values = {"id": id_, "version": number, "known": definitions[id_].version}
            return Fault(("questionnaires", id_), "newer-questionnaire", values)
    return _of_today(document, [definitions[id_] for id_ in sorted(definitions)])


def write_document(document: Document, definitions: Definitions) -> str:
    """The one text of a document: the same document, the same bytes, in Python and in a browser."""
    data = document.model_dump(exclude_unset=True)
    asked = {key.split(".")[0] for key in document.answers}
    versions = {id_: definition.version for id_, definition in definitions.items() if id_ in asked}
    whole = {"format": FORMAT, "version": VERSION, "commune": document.commune, "questionnaires": versions}
    whole |= {name: _in_order(data.get(name, {})) for name in Document.model_fields if name not in whole}
    return json.dumps({**whole, "questionnaires": _in_order(versions)}, ensure_ascii=False, indent=2) + "\n"


def _of_today(document: Document, definitions: Iterable[Definition]) -> Document:
    answers: dict[str, Any] = document.answers
    notes: dict[str, Any] = document.notes
    plan: dict[str, Any] = document.plan
    snapshots: dict[str, Any] = {moment: shot.answers for moment, shot in document.snapshots.items()}
    for definition in definitions:
        answers = carried_over(definition, answers)
        notes = keys_carried_over(definition, notes)
        plan = keys_carried_over(definition, plan)
        snapshots = {moment: carried_over(definition, given) for moment, given in snapshots.items()}
    shots = {
        moment: shot.model_copy(update={"answers": snapshots[moment]})
        for moment, shot in document.snapshots.items()
    }
    today = {"questionnaires": {}, "answers": answers, "notes": notes, "plan": plan, "snapshots": shots}
    return document.model_copy(update=today)


def _in_order(value: Any) -> Any:
    """With keys sorted at every depth. They are plain letters: their order is the same in every language."""
    if isinstance(value, dict):
        return {key: _in_order(value[key]) for key in sorted(value)}
    return value


# From text to data.


class _Refusal(Exception):  # noqa: N818 - it is no error of ours
    def __init__(self, code: str, **values: object) -> None:
        super().__init__(code)
        self.fault = Fault((), code, values)


def _parsed(given: bytes | str) -> Any:
    """What JSON says, with its numbers as a browser has them."""
    try:
        content = given.encode("utf-8", "surrogatepass") if isinstance(given, str) else given
        if len(content) > LARGEST:
            raise _Refusal("too-large", most=LARGEST)
        text = content.decode("utf-8-sig", "surrogatepass" if isinstance(given, str) else "strict")
    except UnicodeDecodeError:
        raise _Refusal("not-utf-8") from None
    if not text.strip(" \t\r\n"):
        raise _Refusal("empty")
    try:
        data = json.loads(text, parse_int=_number, parse_float=_number, parse_constant=_not_a_number)
        # Nothing but an escape brings one into what was UTF-8.
        if ("\\u" in text or not isinstance(given, bytes)) and _HALVES.search(text):
            json.dumps(data, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        raise _Refusal("not-utf-8") from None
    except json.JSONDecodeError as error:
        if error.msg != "Extra data" and _CUT_SHORT.fullmatch(text, error.pos):
            raise _Refusal("truncated") from None
        raise _Refusal("not-json", line=error.lineno, column=error.colno) from None
    except RecursionError:
        raise _Refusal("not-a-document") from None
    return data


def _not_a_number(name: str) -> None:
    """JSON has no NaN and no infinity, whatever Python's reader thinks."""
    raise json.JSONDecodeError(name, "", 0)


def _number(text: str) -> float:
    number = float(text)
    return int(number) if abs(number) <= _EXACT and number.is_integer() else number


# From pydantic's errors to ours.


def _faults(data: Any, errors: Iterable[ErrorDetails]) -> Iterator[Fault]:
    for details in errors:
        location, kind = details["loc"], details["type"]
        on_key = kind in ("extra_forbidden", "invalid_key")
        if location and location[-1] == "[key]" and not on_key:
            location, on_key = location[:-1], True
        path = _path(data, location, missing=kind == "missing")
        context = details.get("ctx", {})
        values: dict[str, object] = {"path": path_text(path)}
        if context.get("pattern") in (DAY, MOMENT):
            code = "bad-date"
        elif on_key:
            code = "unknown-key"
        elif kind == "missing":
            code = "missing-key"
        elif kind in ("string_too_long", "too_long"):
            code = "too-long"
            values["most"] = context["max_length"]
        else:
            code = "wrong-value"
        yield Fault(path, code, values, on_key=on_key)


def _path(data: Any, location: tuple[str | int, ...], *, missing: bool) -> Path:
    """The place in the data: pydantic adds a step that names the kind of answer."""
    path: Path = ()
    for step in location:
        inside = isinstance(data, dict) and step in data
        inside = inside or (isinstance(data, list) and isinstance(step, int))
        if inside or missing:
            path = (*path, step)
        data = data[step] if inside else data
    return path


def path_text(path: Path) -> str:
    """`("answers", "objectifs.public", 2)` as `answers › objectifs.public › 3`."""
    return " › ".join(str(step + 1) if isinstance(step, int) else _short(step) for step in path)


def _short(step: str) -> str:
    return step if len(step) <= _STEP_SHOWN else step[:_STEP_SHOWN] + "…"


def _place(fault: Fault) -> tuple[bytes, bool]:
    """The first fault is the same one everywhere: in the order of JavaScript's texts, a key before its value."""
    return str(fault.values["path"]).encode("utf-16-be"), not fault.on_key
