"""Questionnaire → what its sheet of paper holds, as plain data for the layout, and the fields that stand in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urljoin, urlsplit

from .. import wording
from ..definition import Definition, Question
from ..scoring import VERIFY
from ..texts import counted, interface
from ..typography import french
from ..urls import built
from . import names
from .markdown_tree import Node, tree
from .words import words

Data = dict[str, Any]

_LINES_OF_A_PAGE, _SIGNS_OF_A_LINE = 60, 70
"""What is longer may be cut by the end of a page."""


@dataclass(frozen=True)
class Site:
    """Where the PDFs will be found: the guide's name, its address or none, the page of each questionnaire."""

    name: str
    url: str = ""
    hosts: Mapping[str, str] = field(default_factory=dict)

    def address(self, target: str) -> str | None:
        """The whole address of what an author links to, written from docs/; None where there is none."""
        try:
            parts = urlsplit(target)
        except ValueError:
            return None
        if parts.scheme in ("http", "https", "mailto", "tel"):
            return target
        if parts.scheme or parts.netloc or not parts.path or not self.url:
            return None
        return urljoin(self.url, parts._replace(path=built(parts.path)).geturl())

    def page_of(self, name: str) -> str | None:
        """The address of a questionnaire's page."""
        return self.address(f"{self.hosts[name]}#questionnaire-{name}") if name in self.hosts else None


@dataclass
class Sheet:
    """A sheet in the making: its fields so far, and the site around it."""

    site: Site
    fields: names.Fields = field(default_factory=names.Fields)

    def markdown(self, text: str | None) -> list[Node]:
        """An author's text as nodes."""
        return tree(text, self.site.address)

    def line(self, name: tuple[str, ...], label: str) -> int:
        """A line to write on."""
        return self.fields.add("line", name, label)

    def told(self, name: str, what: str, label: str) -> int:
        """A place where the script writes a part of a result, or a pencil."""
        return self.fields.add("told", (names.RESULT, name, what), label)

    def head(self) -> Data:
        """Who fills the form in, and when."""
        told = words()["head"]
        return {
            "commune": self.line((names.COMMUNE,), told["commune"]),
            "date": self.line((names.DATE,), told["date"]),
            "people": self.line((names.PEOPLE,), told["people"]),
        }

    def reset(self) -> int:
        """The button that empties the form."""
        return self.fields.add("reset", (names.RESET,), words()["head"]["reset_help"])


def part(definition: Definition, sheet: Sheet, *, brief: bool = False) -> Data:
    """A questionnaire: its questions, then its result when it has one; if `brief`, without what is said elsewhere."""
    strip = names.has_strip(definition)
    questions = [
        _question(question, number, definition, sheet, strip=strip)
        for number, question in enumerate(definition.questions, start=1)
    ]
    checklist = definition.kind == "checklist"
    return {
        "id": definition.id,
        "kind": definition.kind,
        "title": french(definition.title),
        "facts": _facts(definition),
        "intro": sheet.markdown(definition.intro),
        "legend": words()["head"]["legend"] if strip else None,
        "groups": _groups(definition.questions, questions) if checklist else [],
        "questions": [] if checklist else questions,
        "result": _result(definition, sheet, strip=strip, brief=brief),
        "advice": [] if brief else _advice(definition),
        "notes": None if definition.kind == "profile" else _notes(definition, sheet),
    }


def _notes(definition: Definition, sheet: Sheet) -> Data:
    told = words()["result"]
    label = told["notes_for"].format(title=french(definition.title))
    return {"title": told["notes"], "field": sheet.fields.add("area", (names.NOTES, definition.id), label)}


def _facts(definition: Definition) -> str:
    form = interface()["form"]
    told = [
        counted(form["items" if definition.kind == "checklist" else "questions"], len(definition.questions))
    ]
    if definition.minutes:
        told.append(counted(form["minutes"], definition.minutes))
    return " · ".join(told)


def _question(question: Question, number: int, definition: Definition, sheet: Sheet, *, strip: bool) -> Data:
    form, told = interface()["form"], words()["question"]
    essential = question.pass_points is not None
    text = french(question.text)
    spoken = told["named_essential" if essential else "named"].format(number=number, text=text)
    digits = names.digits(question) if strip and question.best is not None else {}
    data: Data = {
        "number": number,
        "text": text,
        "essential": told["essential"] if essential else None,
        "hints": list(wording.hints(question)),
        "paper_hints": list(wording.paper_hints(question, definition.unit)),
        "proof": sheet.markdown(question.proof),
        "proof_word": form["proof"],
        "help": sheet.markdown(question.help),
        "answers": [],
        "entry": None,
    }
    if question.type in ("number", "text"):
        kind: names.Kind = "line" if question.type == "number" else "area"
        at = sheet.fields.add(kind, tuple(question.key.split(".")), spoken)
        label = form["number"] if question.type == "number" else told["text"]
        data["entry"] = {"field": at, "label": label, "unit": french(question.unit or ""), "kind": kind}
    for answer in wording.answers(question, definition.unit):
        label = (
            told["answer_aside"].format(label=answer.label, aside=answer.aside)
            if answer.aside
            else answer.label
        )
        read = text if question.type == "item" else told["answer"].format(question=spoken, answer=label)
        kind = "choice" if answer.type == "radio" else "box"
        at = sheet.fields.add(kind, names.answer_name(question, answer.value), read, answer.value, spoken)
        data["answers"].append(
            {
                "field": at,
                "box": kind,
                "label": answer.label,
                "aside": answer.aside,
                "points": answer.points,
                "digit": digits.get(answer.value),
            }
        )
    return {**data, "flows": _lines(data) > _LINES_OF_A_PAGE}


def _lines(data: object) -> int:
    """About how many lines a question takes, none of them too few."""
    if isinstance(data, str):
        return -(-len(data) // _SIGNS_OF_A_LINE)
    if isinstance(data, dict):
        return sum(map(_lines, data.values()))
    return sum(map(_lines, data)) if isinstance(data, list | tuple) else 0


def _groups(questions: Sequence[Question], shown: Sequence[Data]) -> list[Data]:
    """A checklist's items under their groups, in the order in which the groups first come."""
    groups: dict[str | None, Data] = {}
    for question, data in zip(questions, shown, strict=True):
        title = french(question.group) if question.group else None
        groups.setdefault(question.group, {"title": title, "items": []})["items"].append(data)
    return list(groups.values())


def _result(definition: Definition, sheet: Sheet, *, strip: bool, brief: bool) -> Data | None:
    if definition.kind == "profile":
        return None
    told = words()["result"]
    title = french(definition.title)

    def field_of(what: str, label: str) -> int:
        return sheet.told(definition.id, what, told["field"].format(title=title, what=label))

    if definition.kind == "checklist":
        count = len(definition.questions)
        return {
            "title": told["done_title"],
            "done": field_of("done", told["done_title"]),
            "by_hand": told["done_by_hand"].format(items=count),
        }
    by_hand = wording.by_hand(definition)
    rows = by_hand.pop("rows")
    essentials = by_hand["essentials"]
    return {
        "title": told["title"],
        "steps": _steps(by_hand, brief=brief),
        "maximum": by_hand["maximum"],
        "points": field_of("points", told["total"]),
        "possible": field_of("possible", interface()["grid"]["maximum_column"]),
        "percent": field_of("percent", told["percent"]),
        "level": field_of("level", told["level"]),
        "missing": field_of("missing", told["missing"]) if essentials else None,
        "secured": field_of("secured", told["secured"]) if essentials else None,
        "secured_of": counted(told["secured_of"], len(essentials)),
        "remaining": field_of("remaining", told["remaining"]),
        "strip": field_of("strip", told["strip"]) if strip else None,
        "strip_help": None if brief else told["strip_help"],
        "stamp": names.stamp(definition),
        "table": table([french(level.title) for level in definition.levels], rows),
        "verdicts": verdicts(definition, sheet)[: len(definition.levels)]
        if brief
        else verdicts(definition, sheet),
    }


def _steps(by_hand: Data, *, brief: bool) -> list[Data]:
    """What a pencil does, step by step; a step may have lines of its own. If `brief`, this theme's own."""
    told = interface()["grid"]
    maximum = counted(told["maximum"], by_hand["maximum"])
    if by_hand["shrinks"]:
        maximum += " " + told["subtract"]
    texts = [told["answer_all"], told["add"], maximum, told["look_up"], *by_hand["instead"]]
    steps: list[Data] = [{"text": text, "lines": []} for text in ([maximum] if brief else texts)]
    if by_hand["essentials"]:
        steps.append({"text": told["cap"].format(level=by_hand["cap"]), "lines": by_hand["essentials"]})
    return steps


def table(levels: Sequence[str], rows: Sequence[Any]) -> Data:
    """From which total each level starts, by maximum."""
    told = interface()["grid"]
    return {
        "caption": told["caption"],
        "head": [told["maximum_column"], *levels],
        "rows": [
            [
                str(row.most)
                if row.least == row.most
                else told["between"].format(least=row.least, most=row.most),
                *map(str, row.starts),
            ]
            for row in rows
        ],
    }


def verdicts(definition: Definition, sheet: Sheet) -> list[Data]:
    """What each level says, then what may stand in their place."""
    entries = [(level.title, level.summary) for level in definition.levels]
    entries += [(instead.title, instead.summary) for _, _, instead in wording.instead_of_levels(definition)]
    return [{"title": french(title), "summary": sheet.markdown(summary)} for title, summary in entries]


def _advice(definition: Definition) -> list[Data]:
    numbers = {question.key: number for number, question in enumerate(definition.questions, start=1)}
    told = words()["result"]
    return [
        {
            "question": told["question_short"].format(number=numbers[question.key]),
            "condition": advised.condition,
            "action": advised.action,
            "facts": " · ".join(advised.facts),
        }
        for question in definition.questions
        for advised in wording.advised(question, numbers)
        if advised.number != VERIFY
    ]
