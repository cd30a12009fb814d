"""Filled-in PDFs → the document that the site imports. Answers are read as the form's own script reads them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from ..answers import Answer, read_answer
from ..definition import DONE, NOT_APPLICABLE, UNKNOWN, Definition, Question
from ..document import FORMAT, VERSION, Definitions, Document, read_document
from ..problems import Fault
from . import names
from .booklet import ACTIONS
from .values import values_of
from .words import words

_STAMPED = re.compile(r"([a-z0-9-]{1,200})-([0-9]{1,9})-([0-9a-f]{8})")
_NUMBER = re.compile(r"\s*(-?[0-9]{1,20})\s*")
_DAY = re.compile(r"([0-9]{1,2})[ ./-]([0-9]{1,2})[ ./-]([0-9]{4})")
_PLAIN_NAME = re.compile(r"[a-z0-9._-]{1,80}")
_MOST_SHOWN = 8

_LINE = ""
"""Among the fields of a question, the one that is written in."""

Texts = Mapping[str, str]
"""What fields hold, by full name."""


@dataclass(frozen=True)
class Reading:
    """What was read, and what whoever filled it in should know: sentences of the catalogue `cli`, table `read`."""

    document: Document
    warnings: tuple[Fault, ...] = ()


def read(content: bytes, definitions: Definitions, earlier: Document | None = None) -> Reading | Fault:
    """What a file holds, added to what an earlier one of the same commune held.

    Or the first thing wrong with it: a sentence of the same catalogue, or one of `read_document`.
    """
    values = values_of(content)
    if isinstance(values, Fault):
        return values
    stamped = {id_: (int(version), mark) for id_, version, mark in _STAMPED.findall(values.stamp)}
    questions = _questions(definitions)
    if not any(name in values.texts for question in questions for name in _fields(question).values()):
        return Fault((), "gone" if stamped else "foreign", {"list": _listed(stamped)})
    answers, left = _answers(values.texts, questions)
    data = {
        "format": FORMAT,
        "version": VERSION,
        "commune": values.texts.get(names.COMMUNE, "").strip(),
        "questionnaires": {id_: version for id_, (version, _) in stamped.items() if id_ in definitions},
        "answers": answers,
        "notes": dict(_notes(values.texts, definitions)),
        "plan": dict(_plan(values.texts)),
        "reviewed": dict(
            _reviewed(values.texts, [definitions[id_] for id_ in stamped if id_ in definitions], answers)
        ),
    }
    document = read_document(json.dumps(data), definitions)
    if isinstance(document, Fault):
        return document
    warnings = list(_warnings(stamped, definitions))
    if values.mended:
        warnings.insert(0, Fault((), "mended"))
    if left:
        warnings.append(Fault((), "left", {"list": _listed(left)}))
    if not (document.answers or document.notes or document.plan):
        warnings.append(Fault((), "empty"))
    return _joined(earlier, document, warnings) if earlier else Reading(document, tuple(warnings))


def _joined(first: Document, second: Document, warnings: list[Fault]) -> Reading | Fault:
    """What both answer is as the second has it."""
    if first.commune and second.commune and _plainly(first.commune) != _plainly(second.commune):
        return Fault((), "communes", {"first": first.commune, "second": second.commune})
    update: dict[str, Any] = {"commune": second.commune or first.commune}
    changed: list[str] = []
    for part in ("answers", "notes", "plan", "reviewed"):
        old, new = getattr(first, part), getattr(second, part)
        changed += [key for key in new if old.get(key, new[key]) != new[key]]
        update[part] = {**old, **new}
    replaced = [Fault((), "replaced", {"list": _listed(changed)})] if changed else []
    return Reading(second.model_copy(update=update), (*warnings, *replaced))


def _plainly(text: str) -> str:
    return " ".join(text.split()).casefold()


def _listed(keys: Iterable[str]) -> str:
    """Names for a sentence: the first of them, without those that only mischief would write."""
    plain = [key for key in dict.fromkeys(keys) if _PLAIN_NAME.fullmatch(key)]
    return ", ".join([*plain[:_MOST_SHOWN], *("…" for _ in plain[_MOST_SHOWN : _MOST_SHOWN + 1])]) or "…"


def _warnings(stamped: Mapping[str, tuple[int, str]], definitions: Definitions) -> Iterator[Fault]:
    """What the stamp says: what has changed since the file was made."""
    if not stamped:
        yield Fault((), "no-stamp")
    changed = [
        f"{id_} ({version} → {definitions[id_].version})"
        for id_, (version, mark) in stamped.items()
        if id_ in definitions and definitions[id_].fingerprint != mark
    ]
    if changed:
        yield Fault((), "changed", {"list": ", ".join(changed)})


# Answers.


def _questions(definitions: Definitions) -> list[Question]:
    """Each question once: two questionnaires may ask the same."""
    asked = [question for definition in definitions.values() for question in definition.questions]
    return list({question.key: question for question in asked}.values())


def _fields(question: Question) -> dict[str, str]:
    """For each answer, under its earlier ids too, the field that it stands in."""
    options = [value for option in question.options for value in (option.id, *option.was)]
    values = [*options, UNKNOWN, NOT_APPLICABLE, {"item": DONE}.get(question.type, _LINE)]
    return {value: ".".join(names.answer_name(question, value)) for value in values}


def _answers(texts: Texts, questions: list[Question]) -> tuple[dict[str, Answer], list[str]]:
    """The answers, and the fields that are filled in with what is none."""
    answers: dict[str, Answer] = {}
    left = {name: None for name, text in texts.items() if text.strip() and not name.startswith("_")}
    for question in questions:
        for key in (question.key, *question.was):
            fields = _fields(replace(question, key=key))
            answer = _answer(question, {value: texts.get(name, "") for value, name in fields.items()})
            if answer is not None:
                answers.setdefault(question.key, answer)
                for name in fields.values():
                    left.pop(name, None)
    return answers, list(left)


def _answer(question: Question, held: Texts) -> Answer | None:
    """The answer that the fields of a question hold: ordinary answers, then exclusive ones, then reserved ones."""
    today = {earlier: option.id for option in reversed(question.options) for earlier in option.was}
    today |= {option.id: option.id for option in question.options}
    value: object = None
    if question.type == "single":
        return read_answer(question, today.get(held[UNKNOWN], held[UNKNOWN]))
    if question.type == "multiple":
        value = [today[option] for option in today if held[option]]
    elif question.type == "item":
        value = DONE if held[DONE] else None
    elif question.type == "number":
        number = _NUMBER.fullmatch(held[_LINE])
        value = int(number[1]) if number else None
    else:
        value = held[_LINE]
    given = (value, *(reserved for reserved in (UNKNOWN, NOT_APPLICABLE) if held[reserved]))
    read = (read_answer(question, each) for each in given)
    return next((answer for answer in read if answer is not None), None)


# What goes with them.


def _notes(texts: Texts, definitions: Definitions) -> Iterator[tuple[str, str]]:
    """A document has notes by question: those of a questionnaire go to its first one."""
    for id_, definition in definitions.items():
        text = texts.get(f"{names.NOTES}.{id_}", "").strip()
        if text and definition.questions:
            yield definition.questions[0].key, text


def _plan(texts: Texts) -> Iterator[tuple[str, dict[str, str]]]:
    """The lines of the plan, as actions of the commune's own. What is no day goes to the note."""
    for number in range(1, ACTIONS + 1):
        title, owner, due = (
            " ".join(texts.get(f"{names.PLAN}.{number}.{part}", "").split())
            for part in ("action", "qui", "quand")
        )
        day = _day(due)
        note = words()["read"]["due"].format(due=due) if due and not day else ""
        entry = {"title": title, "owner": owner, "due": day, "note": note}
        if any(entry.values()):
            yield f"propre.livret-{number}", {name: text for name, text in entry.items() if text}


def _reviewed(
    texts: Texts, asked: Iterable[Definition], answers: Mapping[str, Answer]
) -> Iterator[tuple[str, str]]:
    """The date on the form is the day on which the themes that it answers were gone through; no day, nothing."""
    day = _day(texts.get(names.DATE, "").strip())
    for definition in asked:
        answered = any(question.key in answers for question in definition.questions)
        if day and answered and definition.kind == "assessment":
            yield definition.id, day


def _day(text: str) -> str:
    """« 1/12/2026 » or « 2026-12-01 » as 2026-12-01; "" for what is no day."""
    parts = _DAY.fullmatch(text)
    try:
        found = date(*map(int, reversed(parts.groups()))) if parts else date.fromisoformat(text)
    except ValueError:
        return ""
    return found.isoformat()
