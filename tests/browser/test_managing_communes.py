"""The report's page says whose report it is; communes are named, added, opened, copied, removed, and taken back."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from browser.forms import KEY, document, keep, kept
from browser.looks import at_each_width, expect_nothing_found
from browser.test_keeping import FILL
from browser.visitors import Visitor

BIN = "autodiagnostic.corbeille"
REFUSED = "Ce navigateur n’a plus de place, ou refuse d’enregistrer. Rien n’a changé."
NORD = document({"objectifs.objectifs-ecrits": "revu"}, commune="Nord")
SUD = document({"objectifs.canaux-repartis": "rien"}, commune="Sud", later=[1])


class Communes:
    """The component, as a person meets it."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.root = page.locator("[data-module=communes]")
        self.heading = self.root.get_by_role("heading", level=2)
        self.entries = self.root.get_by_role("listitem")
        expect(self.root).to_have_attribute("data-ready", "")

    def part(self, name: str) -> Locator:
        return self.root.locator(f'[data-part="{name}"]')

    def button(self, name: str) -> Locator:
        return self.root.get_by_role("button", name=name, exact=True)

    def unfold(self) -> Communes:
        self.part("count").click()
        return self

    def reload(self) -> Communes:
        self.page.reload()
        return Communes(self.page)

    def expect_list(self, *entries: str) -> None:
        expect(self.entries.locator(".communes-file")).to_have_text(list(entries))

    def name(self, name: str) -> None:
        self.part("name").fill(name)
        self.button("Enregistrer le nom").click()


@pytest.fixture
def address(guide_address: str) -> str:
    return f"{guide_address}/autodiagnostic/bilan.html"


@pytest.fixture
def alone(visitor: Visitor, address: str) -> Communes:
    """Someone who comes for the first time."""
    return Communes(visitor.open(address))


@pytest.fixture
def two(visitor: Visitor, address: str) -> Communes:
    """Someone with two communes, the first of which is open."""
    communes = Communes(visitor.open(address, kept={KEY: NORD, f"{KEY}.2": SUD})).unfold()
    communes.expect_list("Nord 1 réponse · ouvert", "Sud 1 réponse")
    return communes


# The name.


def test_one_without_name_is_invited_to_have_one(alone: Communes) -> None:
    expect(alone.heading).to_have_text("Commune sans nom")
    expect(alone.part("invitation")).to_be_visible()
    alone.button("Donner un nom").click()
    expect(alone.part("name")).to_be_focused()
    alone.name("  Saint-Martin  ")
    expect(alone.heading).to_have_text("Commune : Saint-Martin")
    expect(alone.part("said")).to_have_text("La commune s’appelle maintenant « Saint-Martin ».")
    expect(alone.part("invitation")).to_be_hidden()
    expect(alone.button("Renommer")).to_be_focused()
    assert kept(alone.page) == document(commune="Saint-Martin")
    expect(alone.reload().heading).to_have_text("Commune : Saint-Martin")


def test_a_name_can_be_changed_left_and_taken_away(two: Communes) -> None:
    two.button("Renommer").click()
    expect(two.part("name")).to_have_value("Nord")
    two.part("name").fill("Autre")
    two.page.keyboard.press("Escape")
    expect(two.button("Renommer")).to_be_focused()
    two.button("Renommer").click()
    two.part("name").fill("Autre")
    two.button("Ne rien changer").click()
    expect(two.heading).to_have_text("Commune : Nord")
    two.button("Renommer").click()
    two.name(" ")
    expect(two.heading).to_have_text("Commune sans nom")
    expect(two.part("said")).to_have_text("La commune n’a plus de nom.")
    assert kept(two.page) == {**NORD, "commune": ""}


def test_two_may_bear_the_same_name(two: Communes) -> None:
    two.button("Renommer").click()
    two.name("Sud")
    expect(two.part("said")).to_contain_text("Un autre fichier porte déjà le nom « Sud ».")
    two.expect_list("Sud 1 réponse · ouvert", "Sud 1 réponse")


def test_a_name_has_a_hundred_characters_at_most_and_is_text(alone: Communes) -> None:
    alone.button("Donner un nom").click()
    alone.part("name").press_sequentially("<b>" + "x" * 110)
    alone.button("Enregistrer le nom").click()
    name = "<b>" + "x" * 97
    expect(alone.heading).to_have_text(f"Commune : {name}")
    alone.unfold().button(f"Copier « {name} »").click()
    assert (kept(alone.page, f"{KEY}.2") or {})["commune"] == f"{name[:92]} (copie)"


# Opening, adding, copying.


def test_another_is_opened(two: Communes) -> None:
    two.button("Ouvrir « Sud »").click()
    expect(two.heading).to_have_text("Commune : Sud")
    expect(two.heading).to_be_focused()
    expect(two.part("said")).to_have_text("Le fichier « Sud » est ouvert.")
    two.expect_list("Nord 1 réponse", "Sud 1 réponse · ouvert")
    expect(two.reload().heading).to_have_text("Commune : Sud")


def test_one_is_added_and_named_at_once(two: Communes) -> None:
    two.button("Ajouter une commune").click()
    expect(two.heading).to_have_text("Commune sans nom")
    expect(two.part("name")).to_be_focused()
    two.name("Est")
    two.expect_list("Est 0 réponse · ouvert", "Nord 1 réponse", "Sud 1 réponse")
    assert kept(two.page, f"{KEY}.3") == document(commune="Est")
    assert kept(two.page) == NORD


def test_one_is_copied_with_all_that_is_in_it(two: Communes) -> None:
    two.button("Copier « Sud »").click()
    two.expect_list("Nord 1 réponse · ouvert", "Sud 1 réponse", "Sud (copie) 1 réponse")
    expect(two.button("Ouvrir « Sud (copie) »")).to_be_focused()
    assert kept(two.page, f"{KEY}.3") == {**SUD, "commune": "Sud (copie)"}
    assert kept(two.page, f"{KEY}.2") == SUD


def test_the_list_tells_of_the_last_measure(alone: Communes) -> None:
    snapshots: dict[str, object] = {"2026-11-02T12:00:00Z": {}, "2026-06-01T12:00:00Z": {}}
    keep(alone.page, document(commune="Nord", snapshots=snapshots))
    alone.reload().unfold().expect_list("Nord 0 réponse · bilan gardé le 2 novembre 2026 · ouvert")


def test_what_cannot_be_read_can_be_removed_and_comes_back_as_it_was(two: Communes) -> None:
    keep(two.page, "abîmé", f"{KEY}.3")
    communes = two.reload().unfold()
    communes.expect_list(
        "Fichier illisible pour cette version du guide", "Nord 1 réponse · ouvert", "Sud 1 réponse"
    )
    communes.button("Supprimer « Fichier illisible pour cette version du guide »").click()
    expect(communes.entries).to_have_count(2)
    communes.button("Annuler").click()
    expect(communes.entries).to_have_count(3)
    assert communes.page.evaluate(f"localStorage.getItem('{KEY}.3')") == "abîmé"


# Removing, replacing, taking back.


@pytest.mark.parametrize("later", [False, True], ids=["at once", "after a reload"])
def test_the_one_shown_is_removed_and_comes_back(two: Communes, *, later: bool) -> None:
    two.button("Supprimer « Nord »").click()
    expect(two.part("taken")).to_have_text("Le fichier « Nord » est supprimé.")
    expect(two.button("Annuler")).to_be_focused()
    expect(two.heading).to_have_text("Commune : Sud")
    assert kept(two.page) is None
    communes = two.reload() if later else two
    expect(communes.part("taken")).to_have_text("Le fichier « Nord » est supprimé.")
    communes.button("Annuler").click()
    expect(communes.heading).to_have_text("Commune : Nord")
    expect(communes.heading).to_be_focused()
    expect(communes.part("taken")).to_be_empty()
    expect(communes.button("Annuler")).to_be_hidden()
    assert kept(communes.page) == NORD
    assert communes.page.evaluate(f"localStorage.getItem('{BIN}')") is None


def test_another_is_removed_and_comes_back_without_being_opened(two: Communes) -> None:
    two.button("Supprimer « Sud »").click()
    expect(two.heading).to_have_text("Commune : Nord")
    two.button("Annuler").click()
    two.expect_list("Nord 1 réponse · ouvert", "Sud 1 réponse")
    assert kept(two.page, f"{KEY}.2") == SUD


def test_a_place_taken_meanwhile_stays_taken(two: Communes) -> None:
    two.button("Supprimer « Sud »").click()
    two.button("Ajouter une commune").click()
    two.name("Est")
    two.button("Annuler").click()
    two.expect_list("Est 0 réponse · ouvert", "Nord 1 réponse", "Sud 1 réponse")


def test_a_removal_is_for_good_once_its_message_is_closed(two: Communes) -> None:
    two.button("Supprimer « Sud »").click()
    two.button("Fermer ce message").click()
    expect(two.button("Annuler")).to_be_hidden()
    expect(two.heading).to_be_focused()
    assert two.page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('auto'))") == [KEY]


def test_the_next_removal_takes_the_place_of_the_last(two: Communes) -> None:
    two.button("Supprimer « Sud »").click()
    two.button("Supprimer « Nord »").click()
    expect(two.heading).to_have_text("Commune sans nom")
    two.button("Annuler").click()
    two.expect_list("Nord 1 réponse · ouvert")


def test_a_replacement_is_taken_back_and_that_too(two: Communes) -> None:
    imported = document({"objectifs.infos-hors-ligne": "rien"}, commune="Ouest")
    assert two.page.evaluate("document => Autodiagnostic.files.replace(document)", imported) is True
    expect(two.heading).to_have_text("Commune : Ouest")
    expect(two.part("taken")).to_have_text("Le fichier « Nord » est remplacé.")
    assert kept(two.page) == imported
    communes = two.reload()
    communes.button("Annuler").click()
    expect(communes.heading).to_have_text("Commune : Nord")
    expect(communes.part("taken")).to_have_text("Le fichier « Nord » est redevenu ce qu’il était.")
    assert kept(communes.page) == NORD
    communes.button("Annuler").click()
    assert kept(communes.page) == imported


@pytest.mark.parametrize(
    "text", ["x", "null", '{"did": "erased"}', '{"did": "removed", "file": "__proto__"}']
)
def test_a_spoilt_bin_is_no_bin(alone: Communes, text: str) -> None:
    keep(alone.page, text, BIN)
    expect(alone.reload().button("Annuler")).to_be_hidden()


# Erasing all.


def test_all_is_erased_once_confirmed(two: Communes) -> None:
    two.button("Supprimer « Sud »").click()
    two.page.evaluate(
        "localStorage.setItem('autodiagnostic.illisible.1', 'x'); localStorage.setItem('theme', 'x')"
    )
    two.part("erase").click()
    expect(two.part("lost")).to_contain_text("Ce fichier sera perdu pour de bon")
    expect(two.part("lost")).to_contain_text("Nord.")
    two.button("Non, tout garder").click()
    expect(two.part("erase")).to_be_focused()
    assert kept(two.page) == NORD
    two.part("erase").click()
    two.button("Oui, tout effacer").click()
    expect(two.part("said")).to_have_text("Tout est effacé. Ce navigateur ne garde plus aucune réponse.")
    expect(two.heading).to_have_text("Commune sans nom")
    expect(two.heading).to_be_focused()
    expect(two.button("Annuler")).to_be_hidden()
    assert two.page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('auto'))") == []
    assert two.page.evaluate("localStorage.getItem('theme')") == "x"


def test_what_waits_for_room_is_erased_too(two: Communes) -> None:
    two.page.evaluate(FILL)
    two.page.evaluate("Autodiagnostic.store.save([['commune', 'x'.repeat(100)]])")
    two.part("erase").click()
    two.button("Oui, tout effacer").click()
    expect(two.heading).to_have_text("Commune sans nom")
    assert two.page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('auto'))") == []


# Other tabs; a browser without room.


def test_other_tabs_show_what_is_done(two: Communes, visitor: Visitor, address: str) -> None:
    other = Communes(visitor.open(address)).unfold()
    two.button("Copier « Sud »").click()
    other.expect_list("Nord 1 réponse · ouvert", "Sud 1 réponse", "Sud (copie) 1 réponse")
    other.button("Renommer").click()
    other.part("name").fill("Le nom de Nord")
    two.button("Supprimer « Nord »").click()
    # What was being typed was not for this one.
    expect(other.heading).to_have_text("Commune : Sud")
    expect(other.part("name")).to_be_hidden()
    expect(other.part("taken")).to_have_text("Le fichier « Nord » est supprimé.")
    other.button("Annuler").click()
    expect(two.heading).to_have_text("Commune : Nord")


def test_without_room_nothing_changes_and_it_is_said(two: Communes) -> None:
    two.page.evaluate("localStorage.setItem('autodiagnostic.document.2', 'x'.repeat(1000))")
    two.page.evaluate(FILL)
    before = two.page.evaluate("JSON.stringify({...localStorage})")
    for name in ("Ajouter une commune", "Copier « Nord »", "Supprimer « Nord »"):
        two.button(name).click()
        expect(two.part("said")).to_have_text(REFUSED)
    long = document(commune="Ouest", notes={"objectifs.objectifs-ecrits": "x" * 5000})
    # There is room for a short one, but not for what it would take the place of as well.
    for other in (long, document()):
        assert two.page.evaluate("document => Autodiagnostic.files.replace(document)", other) is False
    assert two.page.evaluate("JSON.stringify({...localStorage})") == before


# For everyone.


def test_the_keyboard_alone_adds_names_removes_and_takes_back(alone: Communes) -> None:
    keyboard = alone.page.keyboard
    alone.part("count").focus()
    for key in ("Enter", "Tab", "Tab"):
        keyboard.press(key)
    expect(alone.button("Ajouter une commune")).to_be_focused()
    keyboard.press("Enter")
    keyboard.type("Est")
    keyboard.press("Enter")
    expect(alone.heading).to_have_text("Commune : Est")
    alone.button("Supprimer « Est »").focus()
    keyboard.press("Enter")
    expect(alone.heading).to_have_text("Commune sans nom")
    keyboard.press("Enter")
    expect(alone.heading).to_have_text("Commune : Est")
    expect(alone.heading).to_be_in_viewport()


def test_axe_finds_nothing_and_targets_are_large(visitor: Visitor, address: str) -> None:
    communes = Communes(visitor.open(address))
    keep(communes.page, {**NORD, "commune": "Saint-Barthélemy" * 6})
    keep(communes.page, SUD, f"{KEY}.2")
    communes = communes.reload().unfold()
    communes.button("Copier « Sud »").click()
    communes.button("Supprimer « Sud »").click()
    communes.part("erase").click()
    communes.button("Renommer").click()
    expect_nothing_found(communes.page)
    for width in at_each_width(communes.page, 320, 360, 1280):
        small = communes.root.evaluate(
            "root => [...root.querySelectorAll('button, summary, input')].filter((one) => one.checkVisibility())"
            ".filter((one) => Math.min(one.offsetWidth, one.offsetHeight) < 44).map((one) => one.outerHTML)"
        )
        assert small == []
        assert communes.page.evaluate("document.documentElement.scrollWidth") == width


def test_on_paper_the_name_and_the_date_remain(two: Communes) -> None:
    two.button("Supprimer « Sud »").click()
    two.page.clock.set_fixed_time("2026-11-23T10:00:00")
    two = two.reload()
    two.page.emulate_media(media="print")
    assert two.root.inner_text().split("\n\n") == ["Commune\u00a0: Nord", "Le 23 novembre 2026"]
