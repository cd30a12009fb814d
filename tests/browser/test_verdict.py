"""What stands where the level does: what the profile puts in its place, and essentials counted instead of percent."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from autodiagnostic.scoring import score
from browser.forms import Form, compiled
from browser.visitors import Visitor

BEFORE = "Avant d’ouvrir un compte"


@pytest.fixture
def profile(visitor: Visitor, trial_address: str) -> Form:
    return visitor.form(f"{trial_address}/essai.html", "profil").wait()


@pytest.fixture
def form(profile: Form) -> Form:
    """A questionnaire in the profile's page."""
    return Form(profile.page, "essai").wait()


@pytest.fixture
def essentials(profile: Form) -> Form:
    """One where every question that counts is an essential."""
    return Form(profile.page, "essentiels").wait()


# In place of a level.


def test_an_answer_of_the_profile_takes_the_levels_place_until_it_is_changed(
    form: Form, profile: Form
) -> None:
    form.choose("relais", "elu")
    form.choose("publications", "_ne-sait-pas")
    form.choose("page-facebook", "_sans-objet")
    usual = form.shown()
    assert (usual["headline"], usual["title"]) == ("Point de départ, 25\u00a0%", "Point de départ")

    profile.choose("comptes", "aucun")
    shown = form.shown()
    assert (shown["headline"], shown["title"]) == (f"{BEFORE}, 25\u00a0%", BEFORE)
    assert [shown[name] for name in ("level", "levelLow", "levelHigh")] == ["", "", ""]
    assert shown["summaries"] == ["profil.comptes/aucun"]
    for name in ("percent", "low", "high", "numbers", "open", "actions"):
        assert shown[name] == usual[name]
    expect(form.part("scale")).to_be_hidden()
    link = form.root.locator(".quest-letter").get_by_role("link", name="la liste")
    expect(link).to_have_attribute("href", re.compile(r"listes/avant-d-ouvrir\.html$"))

    profile.choose("comptes", "un")
    assert form.shown() == usual
    expect(form.part("scale")).to_be_visible()


def test_no_range_and_no_cap_either(essentials: Form, profile: Form) -> None:
    essentials.choose("alerte-sans-reseau", "en-place")
    essentials.choose("images", "rien")
    essentials.choose("page-facebook", "oui")
    expect(essentials.part("capped")).to_be_visible()
    profile.choose("comptes", "aucun")
    assert essentials.shown()["title"] == f"{BEFORE}, 2 essentiels sur 3"
    expect(essentials.part("capped")).to_be_hidden()
    expect(essentials.root.locator("[data-essential]:visible")).to_have_count(3)


def test_it_is_said_where_nothing_is_answered_yet(form: Form, profile: Form) -> None:
    profile.choose("comptes", "aucun")
    shown = form.shown()
    assert (shown["title"], shown["headline"], shown["percent"]) == (BEFORE, "", "")
    expect(form.root.get_by_text("Sans compte, un niveau dirait peu de chose")).to_have_count(2)
    expect(form.root.locator(".quest-letter").get_by_text("Sans compte, un niveau")).to_be_visible()


def test_it_comes_from_a_profile_filled_in_on_another_page(visitor: Visitor, trial_address: str) -> None:
    profile = visitor.form(f"{trial_address}/essai.html", "profil").wait()
    profile.choose("comptes", "aucun")
    form = visitor.form(f"{trial_address}/methode/1-objectifs.html", "objectifs").wait()
    form.choose("alerte-sans-reseau", "revu")
    shown = form.shown()
    assert (shown["headline"], shown["level"]) == (f"{BEFORE}, 100\u00a0%", "")
    assert shown["progress"] == "1 question sur 2"
    result = score(
        compiled().definitions["objectifs"],
        {"profil.comptes": "aucun", "objectifs.alerte-sans-reseau": "revu"},
    )
    assert shown["summaries"] == [result.instead_of_level]


def test_on_paper_the_letter_and_the_grid_say_so(form: Form, profile: Form) -> None:
    profile.choose("comptes", "aucun")
    form.choose("relais", "elu")
    form.page.emulate_media(media="print")
    expect(form.part("level")).to_have_text(BEFORE)
    expect(form.part("level")).to_be_visible()
    expect(form.root.get_by_text("ne cherchez pas de niveau")).to_be_visible()


# Essentials.


def told(form: Form) -> tuple[str, str]:
    """What the bar says, and what the letter does in large."""
    shown = form.shown()
    return shown["headline"], shown["title"]


def test_where_all_is_essential_those_secured_are_counted(essentials: Form) -> None:
    assert told(essentials) == ("", "")
    essentials.choose("alerte-sans-reseau", "rien")
    assert told(essentials) == ("0 essentiel sur 4", "Point de départ, 0 essentiel sur 4")
    essentials.choose("alerte-sans-reseau", "en-place")
    assert told(essentials) == ("1 essentiel sur 4", "Entre Point de départ et Solide, 1 essentiel sur 4")
    essentials.choose("acces", "revu")
    essentials.choose("images", "_ne-sait-pas")
    essentials.choose("page-facebook", "non")
    assert told(essentials) == ("2 essentiels sur 4", "Point de départ, 2 essentiels sur 4")
    shown = essentials.shown()
    assert shown["numbers"] == "14 points sur 36, soit 39\u00a0%."
    assert shown["percent"] == "39"


def test_only_essentials_that_apply_are_counted(essentials: Form, profile: Form) -> None:
    for question in ("alerte-sans-reseau", "acces", "images"):
        essentials.choose(question, "revu")
    essentials.choose("page-facebook", "_sans-objet")
    assert told(essentials) == ("3 essentiels sur 3", "Solide, 3 essentiels sur 3")
    profile.choose("comptes", "aucun")
    assert told(essentials) == ("2 essentiels sur 2", f"{BEFORE}, 2 essentiels sur 2")
    essentials.choose("images", "_sans-objet")
    assert told(essentials) == ("1 essentiel sur 1", f"{BEFORE}, 1 essentiel sur 1")


def test_the_count_is_announced_politely(essentials: Form) -> None:
    essentials.choose("alerte-sans-reseau", "en-place")
    status = essentials.page.get_by_role("status").filter(has_text="essentiel")
    expect(status).to_have_text("1 essentiel sur 4")
