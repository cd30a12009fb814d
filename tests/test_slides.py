"""Slides and their notes, as the build makes them: true to the chapters and the questionnaires."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path
from xml.etree.ElementTree import Element

import pytest

from autodiagnostic import render, summary
from autodiagnostic.definition import Advice, Definition, Option, Question
from autodiagnostic.guide import Guide
from autodiagnostic.render import Page
from autodiagnostic.render.slides import Answer, Deck, Group, chapter_id, groups
from building import advice, essential, questionnaire, single
from html_tree import tree, words

ROOT = Path(__file__).parents[1]
PAGE = Page("formation/presenter.md")


@cache
def guide() -> Guide:
    return Guide(ROOT / "docs", ROOT / "questionnaires")


@cache
def whole() -> list[Group]:
    library = guide().library
    return groups(library.definitions, library.report, guide().summaries, PAGE)


def decks() -> dict[str, Deck]:
    return {deck.id: deck for group in whole() for deck in group.decks}


def only(definition: Definition) -> Deck:
    ((group,),) = (groups({definition.id: definition}, None, {}, PAGE),)
    (deck,) = group.decks
    return deck


def shown(deck: Deck) -> Element:
    return tree(render.deck(deck))


# --- The guide's own


def test_every_chapter_and_every_questionnaire_has_its_deck_once() -> None:
    chapters, questionnaires, checklists = ([deck.id for deck in group.decks] for group in whole())
    assert chapters == [f"chapitre-{number}" for number in range(1, 10)]
    library = guide().library
    assert library.report is not None
    assert questionnaires == ["profil", "express", *(theme.id for theme in library.report.themes)]
    assert sorted([*questionnaires, *checklists]) == sorted(library.definitions)


def test_one_slide_a_question_after_the_title() -> None:
    for name, definition in guide().library.definitions.items():
        deck = decks()[name]
        assert [slide.number for slide in deck.slides] == [None, *range(1, len(definition.questions) + 1)]


def test_what_is_shown_of_a_chapter_is_what_it_says() -> None:
    title, brief, traps, hour = decks()["chapitre-1"].slides
    assert (title.kicker, title.title) == ("Le chapitre en bref", "1. Cerner ses objectifs")
    assert [slide.title for slide in (brief, traps, hour)] == [
        "En bref",
        "Les pièges",
        "Si vous n’avez qu’une heure",
    ]
    section = guide().summaries["methode/1-objectifs.md"].sections["en-bref"]
    assert words(tree(brief.body or "")) == " ".join(section.text.replace("- ", "").split())


def test_what_is_told_of_a_chapter_stands_elsewhere_in_it() -> None:
    title, brief, traps, hour = decks()["chapitre-1"].slides
    ((why, first),) = title.notes
    assert why == "Pourquoi"
    assert words(tree(first)).startswith("On ouvre souvent un compte")
    ((_, steps),) = brief.notes
    links = {words(link): link.get("href") for link in tree(steps).iter("a")}
    assert links["Écrire deux objectifs"] == "../methode/1-objectifs.html#ecrire"
    ((example, told),) = traps.notes
    assert example == "Un exemple réel"
    assert 'href="../ressources/sources.html#s24"' in told
    assert hour.notes == ()


def test_nobody_follows_a_link_on_a_wall() -> None:
    for deck in decks().values():
        for face in shown(deck).findall(".//*[@data-part='face']"):
            assert list(face.iter("a")) == []


# --- Any questionnaire

SCORED = replace(
    essential("mentions", not_applicable="Notre commune n'a aucun compte", proof="La page.", help="*Voir*."),
    advice=(
        advice("Écrire la page", when=("rien", "partiel"), why="La loi le veut."),
        advice("Chercher", when=("_ne-sait-pas",)),
    ),
)


def test_a_question_with_its_answers_and_their_ranks() -> None:
    slide = only(questionnaire(SCORED)).slides[1]
    assert (slide.number, slide.title, slide.essential) == (1, "mentions\u202f?", True)
    assert slide.answers == tuple(
        Answer(text, str(rank)) for rank, text in enumerate(["rien", "partiel", "en-place", "revu"])
    )
    assert slide.small == (
        Answer("Sans objet\u00a0: Notre commune n’a aucun compte", "8"),
        Answer("Je ne sais pas", "9"),
    )


def test_notes_say_help_proof_and_what_a_low_answer_means() -> None:
    notes = {title: words(tree(text)) for title, text in only(questionnaire(SCORED)).slides[1].notes}
    assert list(notes) == ["Aide", "Preuve", "Si la réponse est basse"]
    assert (notes["Aide"], notes["Preuve"]) == ("Voir.", "La page.")
    assert notes["Si la réponse est basse"] == (
        "Si vous avez répondu « rien » ou « partiel »Écrire la page La loi le veut."
        "Si vous avez répondu « Je ne sais pas »Chercher"
    )


def test_without_points_an_answer_has_no_rank() -> None:
    options = (Option("a", "A"), Option("b", "B"))
    several = Question("x", "t.x", "multiple", "X ?", options=options)
    ticked = replace(questionnaire(several), kind="profile")
    slide = only(ticked).slides[1]
    assert slide.answers == (Answer("A"), Answer("B"))
    assert slide.small == (Answer("Plusieurs réponses possibles."),)


def test_an_item_of_a_checklist_stands_alone() -> None:
    item = Question("x", "t.x", "item", "Relire", group="Avant", help="Deux fois.")
    deck = only(Definition("t", 1, "checklist", "Publier", (item,)))
    first, slide = deck.slides
    assert (first.kicker, first.small) == ("Liste à cocher", (Answer("1 point à vérifier"),))
    assert (slide.kicker, slide.title, slide.answers, slide.small) == ("Avant", "Relire", (), ())
    assert [title for title, _ in slide.notes] == ["Aide"]


def test_advice_for_checking_alone_is_no_note() -> None:
    slide = only(questionnaire(single("a", unknown=True))).slides[1]
    assert slide.notes == ()


def test_whatever_authors_write_is_text() -> None:
    sly = replace(
        single("a"), text="<script>?", advice=(Advice("<b>x</b> & y", 1, 1, when=("rien",)),), proof="ok"
    )
    deck = shown(only(questionnaire(sly)))
    assert list(deck.iter("script")) == []
    assert "<b>x</b> & y" in words(deck)


def test_a_deck_can_be_told_from_the_others_by_ear() -> None:
    deck = shown(only(questionnaire(single("a"))))
    assert words(deck.find(".//a")) == "Présenter : t"
    assert words(deck.find(".//button")) == "Imprimer : t"
    assert words(deck.find(".//summary")) == "Lire les notes : t (2 diapositives)"


# --- Names and links


@pytest.mark.parametrize(
    ("page", "id_"),
    [
        ("methode/5-moderation.md", "chapitre-5"),
        ("methode/12-fin.md", "chapitre-12"),
        ("Méthode/Écrire à tous.md", "chapitre-ecrire-a-tous"),
    ],
)
def test_where_links_to_a_chapter_lead(page: str, id_: str) -> None:
    assert chapter_id(page) == id_


def test_a_chapter_without_summary_has_no_deck() -> None:
    definition = replace(questionnaire(single("a")), chapter="a.md")
    found = groups({"t": definition}, None, {"a.md": summary.read("a.md", "# A")}, PAGE)
    assert [deck.id for group in found for deck in group.decks] == ["t"]


def test_a_questionnaire_leads_to_its_slides_where_there_are_some() -> None:
    assert guide().presenter == "formation/presenter.md"
    definition = guide().library.definitions["objectifs"]
    page = Page("methode/1-objectifs.md", presenter=guide().presenter)
    links = [
        link.get("href")
        for link in tree(render.questionnaire(definition, page)).iter("a")
        if words(link) == "Présenter en grand"
    ]
    assert links == ["../formation/presenter.html#objectifs"]
    assert "Présenter en grand" not in render.questionnaire(definition, Page("methode/1-objectifs.md"))


def test_the_stage_carries_its_words() -> None:
    stage = tree(render.stage())
    assert stage.find(".//*[@data-texts]") is not None
    parts = [part.get("data-action") or part.get("data-part") for part in stage.iter() if part.attrib]
    named = [part for part in parts if part]
    assert len(named) == len(set(named))
