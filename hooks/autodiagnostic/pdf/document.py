"""What a PDF holds, questionnaire, booklet, book or hand-out, and the making of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal
from urllib.parse import urlsplit

from ..definition import Definition, Report
from ..sheets.document import Deck
from ..sheets.document import Sheet as Model
from ..texts import interface
from ..typography import french
from . import book as books
from . import booklet as booklets
from . import contents, fields, layout, names, paper, scripting
from .contents import Sheet, Site
from .words import words


@dataclass(frozen=True)
class Plan:
    """All that decides what a file holds."""

    data: Mapping[str, Any]
    fields: tuple[names.Field, ...] = ()
    script: str = ""
    stamp: str = ""
    template: Literal["form", "book", "paper"] = "form"


def questionnaire(definition: Definition, site: Site) -> Plan:
    """One questionnaire or checklist."""
    sheet = Sheet(site)
    head, reset = sheet.head(), sheet.reset()
    parts = [contents.part(definition, sheet)]
    told = words()["head"]
    data = {
        "title": french(definition.title),
        "foot": told["stamp"].format(title=french(definition.title), stamp=names.stamp(definition)),
        "how": told["tick" if definition.kind == "checklist" else "fill"],
        **_around(sheet, site.page_of(definition.id)),
        "head": head,
        "reset": reset,
        "parts": parts,
        "booklet": None,
    }
    return Plan(
        data, tuple(sheet.fields.all), scripting.script([definition]), names.whole_stamp([definition])
    )


def booklet(report: Report, definitions: Mapping[str, Definition], site: Site) -> Plan:
    """The whole self-assessment."""
    sheet = Sheet(site)
    held = booklets.definitions_of(report, definitions)
    head, reset = sheet.head(), sheet.reset()
    parts = [contents.part(definition, sheet, brief=True) for definition in held]
    whole = booklets.summary(report, definitions, sheet)
    told = words()
    stamp = booklets.stamp(held)
    data = {
        "title": told["booklet"]["title"],
        "foot": told["head"]["stamp"].format(title=told["booklet"]["title"], stamp=stamp),
        "how": told["head"]["fill"],
        **_around(sheet, site.page_of(report.themes[0].id)),
        "head": head,
        "reset": reset,
        "parts": parts,
        "booklet": whole,
    }
    return Plan(data, tuple(sheet.fields.all), scripting.script(held, report), names.whole_stamp(held))


def book(guide: books.Guide, definitions: Mapping[str, Definition], site: Site) -> Plan:
    """The whole guide."""
    return Plan(books.data(guide, definitions, site), template="book")


def handout(held: Model | Deck, site: Site) -> Plan:
    """A model to fill in, or cards to cut out."""
    data = paper.deck(held, site.name) if isinstance(held, Deck) else paper.sheet(held, site.name)
    return Plan(data, template="paper")


def made(plan: Plan) -> bytes:
    """The file. Raises layout.LayoutError."""
    if plan.template != "form":
        return fields.mere(layout.pages(plan.data, plan.template))
    return fields.form(layout.pages(plan.data), plan.fields, plan.script, scripting.telling, plan.stamp)


def _around(sheet: Sheet, address: str | None) -> dict[str, Any]:
    form = interface()
    shown = f"{urlsplit(address).netloc}{urlsplit(address).path}" if address else None
    return {
        "site": french(sheet.site.name),
        "qr": layout.qr_code(address) if address else None,
        "online": words()["head"]["online"].format(address=shown) if shown else None,
        "words": {
            "head": words()["head"],
            "result": words()["result"],
            "booklet": words()["booklet"],
            "advice": {"all": form["result"]["all"], "all_intro": form["result"]["all_intro"]},
            "grid": {name: form["grid"][name] for name in ("levels", "caption", "look_up")},
        },
    }
