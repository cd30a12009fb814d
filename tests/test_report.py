"""The page of the overall report, as the build makes it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from xml.etree.ElementTree import Element

import pytest

from autodiagnostic.catalogue import load
from autodiagnostic.definition import report_data, scoring_data
from autodiagnostic.guide import Guide
from autodiagnostic.render import Page, questionnaire, report, walk
from html_tree import tree, words

ROOT = Path(__file__).parents[1]
THEMES = "autodiagnostic/themes.md"


@pytest.fixture(scope="module")
def guide() -> Guide:
    return Guide(ROOT / "docs", ROOT / "questionnaires")


@pytest.fixture(scope="module")
def page(guide: Guide) -> Element:
    return shown(guide, guide.hosts)


def shown(guide: Guide, hosts: Mapping[str, str]) -> Element:
    assert guide.library.report is not None
    return tree(
        report(guide.library.report, guide.library.definitions, hosts, Page("autodiagnostic/bilan.md"))
    )


def attribute(page: Element, name: str) -> dict[str, object]:
    found = page.find(f".//*[@{name}]")
    assert found is not None
    return dict(json.loads(found.get(name, "")))


def test_the_page_carries_what_the_browser_needs(guide: Guide, page: Element) -> None:
    assert guide.library.report is not None
    board = attribute(page, "data-board")
    assert board["report"] == report_data(guide.library.report)
    assert board["definitions"] == {
        name: scoring_data(definition) for name, definition in guide.library.definitions.items()
    }
    assert set(attribute(page, "data-texts")) == {*load("report"), *load("exchange"), "live"}


def test_each_theme_says_where_it_is_answered_and_explained(guide: Guide, page: Element) -> None:
    themes = attribute(page, "data-board")["themes"]
    assert isinstance(themes, list)
    first = themes[0]
    assert (first["page"], first["chapter"]) == ("themes.html", "../methode/1-objectifs.html")
    texts = [question.text for question in guide.library.definitions["objectifs"].questions]
    assert [text.replace("\u202f", " ").replace("\u00a0", " ") for text in first["texts"]] == texts


def test_answers_have_their_words_in_the_order_of_the_form(guide: Guide, page: Element) -> None:
    themes = attribute(page, "data-board")["themes"]
    assert isinstance(themes, list)
    assert themes[0]["labels"][0] == [
        "Non",
        "Non, mais nous en avons parlé entre nous",
        "Oui, c’est écrit",
        "Oui, c’est écrit, présenté au conseil municipal et revu dans l’année",
        "Je ne sais pas",
        "Notre commune n’a aucun compte",
    ]
    for theme in themes:
        questions = guide.library.definitions[theme["id"]].questions
        rows = [len(q.options) + q.unknown + (q.not_applicable is not None) for q in questions]
        assert [len(labels) for labels in theme["labels"]] == rows


def test_questions_are_answered_where_one_walks_through_them(guide: Guide) -> None:
    assert guide.hosts["objectifs"] == THEMES
    assert guide.hosts["express"] == "autodiagnostic/index.md"


def test_a_theme_that_no_page_places_is_answered_nowhere_else(guide: Guide) -> None:
    themes = attribute(shown(guide, {}), "data-board")["themes"]
    assert isinstance(themes, list)
    assert {theme["page"] for theme in themes} == {"bilan.html"}


def test_every_piece_of_advice_waits_to_be_copied(guide: Guide, page: Element) -> None:
    assert guide.library.report is not None
    references = {found.get("data-advice") for found in page.iter("li") if found.get("data-advice")}
    for theme in guide.library.report.themes:
        for question in guide.library.definitions[theme.id].questions:
            for number in range(len(question.advice)):
                assert f"{question.key}/{number}" in references


def test_on_paper_every_theme_has_its_line_and_every_essential_its_box(guide: Guide, page: Element) -> None:
    assert guide.library.report is not None
    paper = page.find(".//*[@class='report-paper']")
    assert paper is not None
    lines = [words(row) for row in paper.findall(".//tr")]
    assert lines[1].startswith("Cerner ses objectifs")
    assert lines[11] == "Total"
    boxes = [words(item) for item in paper.findall(".//li")]
    assert len(boxes) == 14
    assert all(box.startswith("☐") for box in boxes)
    assert "le niveau ne dépasse pas « En chemin »" in words(paper).replace("\u00a0", " ")


def test_ids_are_unique(page: Element) -> None:
    ids = [found.get("id") for found in page.iter() if found.get("id")]
    assert len(ids) == len(set(ids))


def test_the_walk_has_its_words() -> None:
    assert set(attribute(tree(walk(Page(THEMES))), "data-texts")) == set(load("report")["walk"]["live"])


def test_results_lead_to_the_report_where_there_is_one(guide: Guide) -> None:
    assert guide.hosts["bilan"] == "autodiagnostic/bilan.md"
    definition = guide.library.definitions["objectifs"]
    chapter = Page("methode/1-objectifs.md", guide.hosts["bilan"])
    links = [
        link.get("href") for link in tree(questionnaire(definition, chapter)).findall(".//a[@data-report]")
    ]
    assert links == ["../autodiagnostic/bilan.html"]
    for page in (Page("methode/1-objectifs.md"), Page("autodiagnostic/bilan.md", "autodiagnostic/bilan.md")):
        assert tree(questionnaire(definition, page)).find(".//a[@data-report]") is None
    profile = guide.library.definitions["profil"]
    assert tree(questionnaire(profile, chapter)).find(".//a[@data-report]") is None
