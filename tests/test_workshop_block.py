"""The workshop's page, as the build makes it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

import pytest

from autodiagnostic.catalogue import load
from autodiagnostic.definition import scoring_data
from autodiagnostic.guide import Guide
from autodiagnostic.render import Page, workshop
from html_tree import tree, words

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def guide() -> Guide:
    return Guide(ROOT / "docs", ROOT / "questionnaires")


@pytest.fixture(scope="module")
def page(guide: Guide) -> Element:
    assert guide.library.report is not None
    return tree(
        workshop(guide.library.report, guide.library.definitions, guide.hosts, Page("formation/atelier.md"))
    )


def attribute(page: Element, name: str) -> dict[str, Any]:
    found = page.find(f".//*[@{name}]")
    assert found is not None
    return dict(json.loads(found.get(name, "")))


def test_the_page_carries_what_the_browser_needs(guide: Guide, page: Element) -> None:
    board = attribute(page, "data-board")
    assert board["definitions"] == {
        name: scoring_data(definition) for name, definition in guide.library.definitions.items()
    }
    assert {*load("workshop"), "faults"} <= set(attribute(page, "data-texts"))


def test_every_assessment_may_be_in_play_the_shortest_first(guide: Guide, page: Element) -> None:
    assert guide.library.report is not None
    themes = [theme.id for theme in guide.library.report.themes]
    assert [one["id"] for one in attribute(page, "data-board")["assessments"]] == ["express", *themes]
    boxes = [box.get("value") for box in page.iter("input") if box.get("data-questionnaire")]
    assert boxes == ["express", *themes]


def test_cards_are_raised_for_single_questions_that_may_be_asked_aloud(guide: Guide, page: Element) -> None:
    cards = {one["id"]: one["cards"] for one in attribute(page, "data-board")["assessments"]}
    assert cards["securite"] == []
    assert not guide.library.definitions["securite"].raised_cards
    assert [key for key in cards["express"] if key.startswith("securite.")] == []
    for name, keys in cards.items():
        for question in guide.library.definitions[name].questions:
            aloud = not question.key.startswith("securite.")
            fit = question.type == "single" and question.best is not None and len(question.options) <= 4
            assert (question.key in keys) == (aloud and fit)


def test_without_script_there_is_a_grid_for_twelve_communes(page: Element) -> None:
    grid = page.find(".//*[@class='workshop-paper']/table")
    assert grid is not None
    assert len(grid.findall("./tbody/tr")) == 12 + 1
    assert "Choisir ses réseaux" in words(grid)
