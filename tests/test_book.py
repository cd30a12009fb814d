"""The guide as a book: every word of the pages, in the menu's order, for readers with eyes and without."""

from __future__ import annotations

import html
import io
import re
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from mkdocs.config import load_config
from pdfua import validate
from pypdf import PdfReader

from autodiagnostic import pdf, render
from autodiagnostic.definition import Definition
from autodiagnostic.pdf import Download, Site, book, document, page_tree, publish
from autodiagnostic.pdf.menu import Entry, Part, menu
from autodiagnostic.problems import Problem
from autodiagnostic.typography import french
from mkdocs_hooks import book_of
from pdf_forms import guide
from projects import ROOT


@cache
def plan(url: str = "") -> tuple[book.Guide, document.Plan]:
    """The guide's own book."""
    made = book_of(guide(), load_config(str(ROOT / "mkdocs.yml")))
    assert made is not None
    return made, document.book(made, guide().library.definitions, Site(made.title, url, guide().hosts))


@cache
def whole() -> bytes:
    return document.made(plan()[1])


@cache
def said() -> Counter[str]:
    return Counter(
        letters("".join(page.extract_text() + " " for page in PdfReader(io.BytesIO(whole())).pages))
    )


def letters(text: str) -> list[str]:
    return re.findall(r"\w+", text.replace("\u00ad", ""))


def small(pages: dict[str, str], nav: list[Any] | None = None, **more: Any) -> book.Guide:
    """A book of a few pages."""
    dialect = page_tree.Dialect(("admonition", "attr_list", "def_list", "md_in_html", "tables", "toc"), {})
    parts = menu(nav or [{"Partie": list(pages)}], ())
    return book.Guide("Livre", "", parts, pages, {}, dialect, **more)


def nodes(text: str, url: str = "", **others: str) -> Any:
    """What the book makes of a page."""
    pages = {"a.md": text, **{f"{name}.md": other for name, other in others.items()}}
    data = book.data(small(pages), {}, Site("Livre", url))
    return data["book"][0]["pages"][0]["of"]


@pytest.mark.parametrize("page", sorted(name for name in guide().names if name.startswith("methode/")))
def test_every_word_of_a_chapter_is_in_the_book(page: str) -> None:
    made, _ = plan()
    words = set(letters(html.unescape(re.sub("<[^>]+>", " ", made.dialect.html(made.pages[page])))))
    assert len(words) > 200
    assert sorted(words - set(said())) == []


def test_every_question_and_answer_is_asked_once() -> None:
    text = " ".join(" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(whole())).pages)
    squeezed = re.sub(r"\s", "", text)
    for definition in guide().library.definitions.values():
        for question in definition.questions:
            asked = re.sub(r"\s", "", french(question.text))
            assert asked in squeezed, question.key
            for option in question.options:
                assert re.sub(r"\s", "", french(option.label)) in squeezed, question.key


def test_pages_come_in_the_order_of_the_menu() -> None:
    nav = [
        {"Accueil": "index.md"},
        {"Un": ["b.md", {"Deux": ["c.md"]}, {"Lien": "https://a.fr/"}]},
        {"Hors": "d/x.md"},
    ]
    assert menu(nav, ("index.md", "d/")) == (Part("Un", (Entry("b.md"), Entry("c.md"))),)


def test_links_lead_to_the_place_in_the_book() -> None:
    (paragraph,) = nodes(
        "# A\n\n[là](b.md#ici), [b](b.md), [c](c.md#x), [e](https://e.fr/)", b="# B\n\n## I { #ici }\n"
    )
    links = [(node["is"], node["to"]) for node in paragraph["of"] if not isinstance(node, str)]
    assert links == [("turn", "b.md#ici"), ("turn", "b.md"), ("words", None), ("address", "https://e.fr/")]
    (paragraph,) = nodes("# A\n\n[c](c.md#x)", "https://x.fr/g/")
    assert paragraph["of"][0]["to"] == "https://x.fr/g/c.html#x"


def test_headings_skip_no_level() -> None:
    levels = [node["level"] for node in nodes("# A\n\n#### b\n\n## c\n\n### d\n\n###### e\n\n# f\n")]
    assert levels == [3, 3, 4, 5, 3]


def test_what_is_unknown_keeps_its_words() -> None:
    text = '# A\n\n<video>un</video> <i>deux</i>\n\n!!! note "trois"\n    quatre\n\n![cinq](x.png)\n\nsix\n:   sept\n'
    words = letters(str(nodes(text)))
    assert {"un", "deux", "trois", "quatre", "cinq", "six", "sept"} <= set(words)


def test_emoji_are_named() -> None:
    assert nodes("# A\n\nFête 🎉🎉 👇 🦄\n")[0]["of"] == ["Fête [confettis] [doigt vers le bas] [dessin]"]


def test_brackets_for_whoever_publishes_are_room_for_a_pencil() -> None:
    text = "# A\n\n**Organisme** : [nom], [statut]. [Lien](https://e.fr/)\n"
    made = small({"a.md": text, "b.md": text}, blank=frozenset({"a.md"}))
    blank, plain = (page["of"] for page in book.data(made, {}, Site("Livre"))["book"][0]["pages"])
    gaps = [node["of"] for node in blank[0]["of"] if not isinstance(node, str) and node["is"] == "gap"]
    assert gaps == [["[nom]"], ["[statut]"]]
    assert "[nom]" in plain[0]["of"][1]


def test_a_second_place_of_a_questionnaire_leads_to_the_first() -> None:
    held = guide().library.definitions["express"]
    page = "# A\n\n/// questionnaire | express\n///\n"
    made = small({"a.md": page, "b.md": page})
    first, second = book.data(made, {"express": held}, Site("Livre"))["book"][0]["pages"]
    assert first["of"][0]["is"] == "questionnaire"
    assert second["of"][0]["of"][0]["to"] == first["of"][0]["id"]


HOSTILE = '# #panic("x") $x$\n\n@x <label> `#a` \\" // /* [x](field:0) ]#{ }\n\n| a |\n|---|\n| #b |\n'


def test_authors_write_words_and_never_code(tmp_path: Path) -> None:
    made = publish({}, None, Site("Livre"), tmp_path, small({"a.md": HOSTILE})).book
    assert isinstance(made, Download)
    assert made.file == "telechargements/guide.pdf"
    assert "#panic" in PdfReader(io.BytesIO(made.content)).pages[2].extract_text()


def test_a_sign_that_no_letters_have_is_told_with_its_page(tmp_path: Path) -> None:
    found = publish(
        {}, None, Site("Livre"), tmp_path, small({"b.md": "# B\n", "a.md": "# A\n\n\u1200\n"})
    ).book
    assert isinstance(found, Problem)
    assert str(found).startswith(
        "docs/a.md:1:1\n  Le PDF ne peut pas montrer «\u00a0\u1200\u00a0»".replace("\u00a0", " ")
    )


def test_the_book_is_accessible(tmp_path: Path) -> None:
    path = tmp_path / "guide.pdf"
    path.write_bytes(whole())
    assert [(finding.rule_id, finding.message) for finding in validate(str(path)).findings] == []
    with pikepdf.open(path) as found:
        assert str(found.Root.Lang) == "fr-FR"
        assert str(found.docinfo.Title) == "Ma commune sur les réseaux sociaux"
        assert "/AcroForm" not in found.Root
        with found.open_outline() as outline:
            titles = [item.title for item in outline.root]
    assert titles[:3] == ["Sommaire", "La méthode", "Autodiagnostic"]
    assert b"CreationDate" not in whole()


def test_the_book_is_the_same_each_time_and_light() -> None:
    again = document.made(plan()[1])
    assert again == whole()
    weight = len(again)
    assert weight <= 1_000_000


def test_the_book_is_made_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = small({"a.md": "# A\n"})
    nothing: dict[str, Definition] = {}
    first = publish(nothing, None, Site("Livre"), tmp_path, made).book
    monkeypatch.setattr("autodiagnostic.pdf.document.made", None)
    assert publish(nothing, None, Site("Livre"), tmp_path, made).book == first


def test_a_page_offers_the_book() -> None:
    link = render.book(Download("telechargements/guide.pdf", 106, b"x" * 737_000), render.Page("index.md"))
    assert (
        "Télécharger le guide entier en PDF (106 pages, 737\u00a0ko)" in link or "(106 pages, 737 ko)" in link
    )
    assert render.book(None, render.Page("index.md")) == ""
    assert pdf.Downloads().book is None
