"""Models and cards as PDFs: the words of their pages, in pieces that scissors and pencils can use."""

from __future__ import annotations

import io
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from pdfua import validate
from pypdf import PdfReader

from autodiagnostic import render
from autodiagnostic.pdf import Download, Handout, Site, document, publish
from autodiagnostic.problems import Problem
from autodiagnostic.sheets import cards
from autodiagnostic.sheets.document import Deck, Sheet, plain_text
from autodiagnostic.sheets.reading import read
from building import questionnaire, single
from pdf_forms import SITE, guide

SHEETS = guide().sheets.sound


@cache
def made(name: str) -> bytes:
    return content(SHEETS[name])


def content(held: Sheet | Deck) -> bytes:
    return document.made(document.handout(held, SITE))


def deck(text: str, title: str = "Un jeu") -> Deck:
    found, slips = cards.read("jeu", title, text)
    assert slips == []
    return found


def pages(file: bytes) -> list[str]:
    """What each page says, on one line."""
    return [" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(file)).pages]


def squeezed(text: str) -> str:
    """Letters and digits alone: where a line ends, and what a gap looks like, is the layout's own."""
    return "".join(filter(str.isalnum, text))


# --- Models


@pytest.mark.parametrize("name", SHEETS)
def test_a_model_says_every_word_of_its_page(name: str) -> None:
    said = squeezed("".join(pages(made(name))))
    for line in plain_text(SHEETS[name].blocks).split("\n"):
        for cell in line.split("\t"):
            assert squeezed(cell) in said, cell


@pytest.mark.parametrize("name", SHEETS)
def test_models_are_accessible(name: str, tmp_path: Path) -> None:
    path = tmp_path / "x.pdf"
    path.write_bytes(made(name))
    assert [(finding.rule_id, finding.message) for finding in validate(str(path)).findings] == []
    reader = PdfReader(path)
    assert reader.metadata is not None
    assert reader.metadata.title == SHEETS[name].title
    assert len(made(name)) <= 40_000


def test_a_model_spares_a_last_page_for_a_few_lines() -> None:
    assert [len(pages(made(name))) for name in ("ligne-editoriale", "fiche-crise")] == [1, 2]


def test_a_spreadsheet_lies_on_its_side() -> None:
    box = PdfReader(io.BytesIO(made("calendrier-editorial"))).pages[0].mediabox
    assert box.width > box.height


def test_the_same_model_gives_the_same_bytes() -> None:
    assert content(SHEETS["fiche-crise"]) == made("fiche-crise")


# --- Cards

COMMENTS = deck(
    "\n".join(f"### Commentaire {number}\n\n« Un trou, rue {number} ! »\n" for number in range(1, 10))
)


def test_cards_stand_eight_on_a_page_under_their_title(tmp_path: Path) -> None:
    path = tmp_path / "x.pdf"
    path.write_bytes(content(COMMENTS))
    assert [(finding.rule_id, finding.message) for finding in validate(str(path)).findings] == []
    first, second = pages(path.read_bytes())
    assert "Un jeu" in first
    assert [text.count("Commentaire") for text in (first, second)] == [8, 1]


def test_no_card_is_cut_by_the_end_of_a_page() -> None:
    long = "Un long texte pour une carte. " * 25
    held = deck("\n".join(f"### Carte {number}\n\n{long}\n\nFin {number}\n" for number in range(1, 8)))
    for text in pages(content(held)):
        numbers = [number for number in range(1, 8) if f"Carte {number}" in text]
        assert [number for number in range(1, 8) if f"Fin {number}" in text] == numbers != []


def test_a_card_a_question() -> None:
    definition = guide().library.definitions["securite"]
    said = squeezed("".join(pages(content(cards.of_questions(definition)))))
    for number, question in enumerate(definition.questions, start=1):
        assert f"Question{number}" in said
        for rank, option in enumerate(question.options):
            assert squeezed(f"{rank}{option.label}") in said


# --- Kept, offered, refused


def published(held: Sheet | Deck, kept: Path, place: tuple[str, int] | None = None) -> Download | Problem:
    found = publish({}, None, SITE, kept, handouts=[Handout(held, place)])
    (paper,) = found.papers.values()
    assert list(found.papers) == [held.pdf]
    return paper


def test_a_hand_out_is_made_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = published(COMMENTS, tmp_path)
    assert isinstance(first, Download)
    assert (first.file, first.pages) == ("telechargements/formation/jeu.pdf", 2)
    monkeypatch.setattr("autodiagnostic.pdf.document.made", None)
    assert published(COMMENTS, tmp_path) == first


def test_a_card_that_no_page_holds_is_told_with_its_place(tmp_path: Path) -> None:
    held = deck("### Courte\n\n### Trop *longue*\n\n" + "Un long texte pour une carte. " * 200)
    assert str(published(held, tmp_path, ("docs/formation/jeu.md", 12))) == (
        "docs/formation/jeu.md:12:1\n"
        "  La carte « Trop longue » est trop longue pour une page.\n"
        "  → La raccourcir, ou en faire deux."
    )


def test_a_sign_that_no_letters_have_is_told_with_its_place(tmp_path: Path) -> None:
    model, _ = read("modele", "odt", "### Bravo 😀")
    found = published(model, tmp_path, ("docs/modeles/x.md", 3))
    assert str(found).startswith("docs/modeles/x.md:3:1\n  Le PDF ne peut pas montrer « 😀 »")
    smiling = replace(questionnaire(single("a")), title="Bravo 😀")
    found = published(cards.of_questions(smiling), tmp_path)
    assert str(found).startswith("questionnaires/t.yml:1:1\n  Le PDF ne peut pas montrer « 😀 »")
    page = render.cards(COMMENTS, render.Page("formation/x.md"), found)
    assert "Le PDF ne peut pas montrer" in page
    assert "Commentaire 9" in page


def test_pages_link_to_their_files() -> None:
    page = render.Page("formation/x.md")
    shown = render.cards(COMMENTS, page, Download(COMMENTS.pdf, 2, b"x" * 19_001))
    link = '<a href="../telechargements/formation/jeu.pdf" download>Télécharger les cartes en PDF (2 pages, 20 ko)</a>'
    assert link in shown
    assert "PDF" not in render.cards(COMMENTS, page)
    model = SHEETS["fiche-crise"]
    shown = render.sheet(model, page, Download(model.pdf, 2, b"x" * 31_000))
    link = (
        'href="../telechargements/modeles/fiche-crise.pdf" download>Télécharger en PDF (2 pages, 31 ko)</a>'
    )
    assert link in shown
    assert "PDF" not in render.sheet(model, page)


def test_a_page_shows_each_card() -> None:
    text = (
        "### Un *jeu*\n\nDe [nom]  \nà **tous**.\n\n#### Puis\n\n3. a\n4. b\n\n- ☐ c\n\n| A |\n|-|\n| b |\n"
    )
    shown = render.cards(deck(text, "Un <jeu>"), render.Page("x.md"))
    bare = "".join(line.strip() for line in shown.splitlines())
    assert bare == (
        '<section class="cards" aria-label="Un &lt;jeu&gt;"><div class="cards-grid"><article class="card">'
        '<h3>Un <em>jeu</em></h3><p>De <span class="card-gap">[nom]</span><br>à <strong>tous</strong>.</p>'
        '<h4>Puis</h4><ol start="3"><li>a</li><li>b</li></ol><ul class="card-ticked"><li>☐\u00a0c</li></ul>'
        '<table><thead><tr><th scope="col">A</th></tr></thead><tbody><tr><td>b</td></tr></tbody></table>'
        "</article></div></section>"
    )


def test_question_cards_name_their_question() -> None:
    shown = render.cards(cards.of_questions(questionnaire(single("a"))), render.Page("x.md"))
    assert '<p class="card-over">Question 1 · t</p>' in shown
    assert '<ol start="0">' in shown


def test_a_site_names_itself_on_paper() -> None:
    held = document.handout(COMMENTS, Site("Guide <i> #x"))
    assert "Guide <i> #x" in pages(document.made(held))[0]
