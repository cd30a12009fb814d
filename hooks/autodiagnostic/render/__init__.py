"""Definition, model to fill in, cards to cut out → HTML: complete without script, which only brings it to life.

The browser half relies on the attributes `data-…` set in the templates, and on nothing else.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Protocol

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup

from .. import problems as author
from .. import wording
from ..catalogue import load
from ..definition import Definition, Report, scoring_data
from ..figures import Group
from ..sheets.document import Deck, Heading, List, Sheet, Table, plain_text
from ..texts import counted, interface, set_in_french
from ..typography import french
from ..urls import relative
from . import advice, slides
from . import group as group_report
from . import report as overall_report
from . import workshop as group_workshop
from .fragments import markdown
from .report import MARK as REPORT_MARK
from .view import Page, asked, grouped, verdicts
from .workshop import MARK as WORKSHOP_MARK

__all__ = [
    "REPORT_MARK",
    "WORKSHOP_MARK",
    "Page",
    "book",
    "booklet",
    "cards",
    "deck",
    "group",
    "problems",
    "questionnaire",
    "report",
    "searchable",
    "sheet",
    "slides",
    "stage",
    "walk",
    "workshop",
]


class Offered(Protocol):
    """A file to download: its path from the site's root, its pages, its size in kilobytes."""

    @property
    def file(self) -> str: ...
    @property
    def pages(self) -> int: ...
    @property
    def size(self) -> int: ...


def questionnaire(
    definition: Definition, page: Page, download: Offered | author.Problem | None = None
) -> str:
    """The whole form, as it stands in a page, with its PDF or why there is none."""
    questions = asked(definition, page)
    return _template("questionnaire.html").render(
        definition=definition,
        title=french(definition.title),
        intro=markdown(definition.intro, page.source) if definition.intro else None,
        questions=questions,
        countable=sum(question.type != "text" for question in definition.questions),
        groups=grouped(questions) if definition.kind == "checklist" else [],
        advice=list(advice.shown(questions, page)),
        levels=[(level, french(level.title)) for level in definition.levels],
        verdicts=verdicts(definition, page),
        download=_download(download, page, "link"),
        grid=wording.by_hand(definition) if definition.kind == "assessment" else None,
        report_link=page.report_link,
        slides_link=page.slides_link(definition.id),
        present=slides.words()["list"]["link"],
        data=_attribute(scoring_data(definition)),
        texts=_attribute({**_live(definition), **interface()["storage"]}),
    )


def searchable(definition: Definition) -> str:
    """What a search should find of a questionnaire: its title and its questions."""
    words = " ".join([definition.title, *(question.text for question in definition.questions)])
    return str(Markup("<p>{}</p>").format(french(words)))


def report(whole: Report, definitions: Mapping[str, Definition], hosts: Mapping[str, str], page: Page) -> str:
    """The report over all themes; `hosts` says on which page each questionnaire is answered."""
    context = overall_report.context(whole, definitions, hosts, page)
    texts = overall_report.words()
    data = {"board": _attribute(context.pop("board")), "texts": _attribute(texts)}
    return _template("report.html").render(**context, **data, told=texts)


def workshop(
    whole: Report, definitions: Mapping[str, Definition], hosts: Mapping[str, str], page: Page
) -> str:
    """What a trainer works with during a session; `hosts` says on which page each questionnaire is answered."""
    context = group_workshop.context(whole, definitions, hosts, page)
    texts = group_workshop.words()
    data = {"board": _attribute(context.pop("board")), "texts": _attribute(texts)}
    return _template("workshop.html").render(**context, **data, told=texts)


def group(
    figures: Group, whole: Report, definitions: Mapping[str, Definition], *, even_few: bool = False
) -> str:
    """A whole page, of no site, that shows a group's figures; those of too few communes only when told so."""
    context = group_report.context(figures, whole, definitions, even_few=even_few)
    return _template("group/report.html").render(context)


def booklet(download: Offered | author.Problem | None, page: Page) -> str:
    """The link to the booklet, or why there is none."""
    return str(_download(download, page, "booklet") or "")


def book(download: Offered | author.Problem | None, page: Page) -> str:
    """The link to the whole guide, or why there is none."""
    return str(_download(download, page, "book", "book_hint") or "")


def _download(
    download: Offered | author.Problem | None, page: Page, words: str, hint: str = "hint"
) -> Markup | None:
    if download is None:
        return None
    if isinstance(download, author.Problem):
        return Markup(problems([download]))  # noqa: S704 - of our own template
    told = set_in_french(load("pdf")["download"])
    link = counted(told[words], download.pages, size=download.size)
    html = _template("download.html").render(
        address=relative(download.file, page.source), link=link, hint=told[hint]
    )
    return Markup(html)  # noqa: S704 - the same


def walk(page: Page) -> str:
    """The way through a page's questionnaires, one after the other."""
    texts = overall_report.words()["walk"]
    live = _attribute(texts["live"])
    return _template("report/walk.html").render(told=texts, texts=live, report_link=page.report_link)


def deck(shown: slides.Deck) -> str:
    """Slides and notes, to read and to print."""
    return _template("presentation/deck.html").render(deck=shown, told=slides.words())


def stage() -> str:
    """Where slides and notes are shown one at a time."""
    told = slides.words()
    return _template("presentation/stage.html").render(told=told, texts=_attribute(told["live"]))


def sheet(model: Sheet, page: Page, download: Offered | author.Problem | None = None) -> str:
    """A model to fill in, with its PDF or why there is none."""
    told = set_in_french(load("pdf")["download"])
    broken = isinstance(download, author.Problem)
    pdf = None if download is None or isinstance(download, author.Problem) else download
    return _template("sheet.html").render(
        model=model,
        address=relative(model.file, page.source),
        pdf=relative(pdf.file, page.source) if pdf else None,
        link=counted(told["link"], pdf.pages, size=pdf.size) if pdf else None,
        problem=_download(download, page, "link") if broken else None,
        html=Markup(model.html),  # noqa: S704 - Python-Markdown's, of a text without HTML
        text=plain_text(model.blocks),
    )


def cards(deck: Deck, page: Page, download: Offered | author.Problem | None = None) -> str:
    """Cards to cut out, with their PDF or why there is none."""
    return _template("cards.html").render(
        deck=deck, download=_download(download, page, "cards", "cards_hint"), kind=_kind
    )


def _kind(block: object) -> str:
    return {Heading: "heading", List: "list", Table: "table"}.get(type(block), "paragraph")


def problems(found: Sequence[author.Problem]) -> str:
    """What stands in place of a broken questionnaire while its author works on it."""
    told = [replace(entry, message=french(entry.message), remedy=french(entry.remedy)) for entry in found]
    return _template("problems.html").render(problems=told)


def _live(definition: Definition) -> Mapping[str, object]:
    """What the script writes; where all is essential, how many are secured comes in place of the percentage."""
    live, result = interface()["live"], interface()["result"]
    if not definition.all_essential:
        return live
    headline, verdict = result["secured_headline"], result["secured_verdict"]
    return {**live, "headline": headline, "so_far": headline, "verdict": verdict}


def _attribute(data: object) -> Markup:
    """JSON for an attribute between single quotes: far shorter than with every double quote escaped."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return Markup(text.replace("&", "&amp;").replace("'", "&#39;").replace("<", "&lt;"))  # noqa: S704 - as escaped here


@cache
def _template(name: str) -> Template:
    return _environment().get_template(name)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(words=interface(), counted=counted)
    environment.filters["french"] = french
    return environment
