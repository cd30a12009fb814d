"""From a USB key, what a page was told goes along to the report; over http, the browser sees to it by itself."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from browser.forms import KEY, Form
from browser.test_walk import answers
from browser.visitors import Visitor

CHAPTER = "methode/1-objectifs.html"
WITH_ANSWERS = re.compile(r"bilan\.html#copie=1")
READ = """async (fragment) => {
    const form = document.querySelector("form[data-definition]");
    const definition = JSON.parse(form.dataset.definition);
    return (await Autodiagnostic.readLink(fragment, {[definition.id]: definition})).document;
}"""


@pytest.fixture
def form(visitor: Visitor, key_address: str) -> Form:
    return visitor.form(f"{key_address}/{CHAPTER}", "objectifs").wait()


def to_report(page: Page) -> Locator:
    return page.get_by_role("link", name="Voir mon bilan complet")


def carried_by(page: Page, follow: Callable[[], object]) -> str:
    """The fragment with which the report is opened, and which it takes out of the address once it has read it."""
    addresses: list[str] = []
    page.on("framenavigated", lambda frame: addresses.append(frame.url))
    follow()
    expect(page.locator("[data-module=exchange]")).to_have_attribute("data-ready", "")
    (arrival,) = filter(WITH_ANSWERS.search, addresses)
    return arrival.partition("#")[2]


def test_the_last_answer_goes_along_at_once(form: Form, visitor: Visitor, key_address: str) -> None:
    expect(to_report(form.page)).to_have_attribute("href", re.compile(r"bilan\.html$"))
    form.choose("objectifs-ecrits", "revu")
    # In one go, as no person could: the link is followed before its address can be written.
    at_once = """(form) => {
        form.querySelector('[name="canaux-repartis"][value="rien"]').click();
        form.querySelector("a[data-report]").click();
    }"""
    fragment = carried_by(form.page, lambda: form.root.evaluate(at_once))
    reader = visitor.form(f"{key_address}/{CHAPTER}", "objectifs").wait().page
    expect(to_report(reader)).to_have_attribute("href", WITH_ANSWERS)
    document: dict[str, Any] = reader.evaluate(READ, fragment)
    assert document["answers"] == {
        "objectifs.objectifs-ecrits": "revu",
        "objectifs.canaux-repartis": "rien",
    }


def test_every_link_to_the_report_takes_them_along(form: Form) -> None:
    form.choose("objectifs-ecrits", "revu")
    for link in form.page.locator('a[href*="bilan.html"]').all():
        expect(link).to_have_attribute("href", WITH_ANSWERS)
    form.page.get_by_text("Effacer mes réponses").click()
    form.button("Oui, effacer").click()
    for link in form.page.locator('a[href*="bilan.html"]').all():
        expect(link).to_have_attribute("href", re.compile(r"bilan\.html$"))


def test_another_tab_may_be_asked_for(form: Form) -> None:
    form.choose("objectifs-ecrits", "revu")
    expect(to_report(form.page)).to_have_attribute("href", WITH_ANSWERS)
    with form.page.context.expect_page() as opened:
        to_report(form.page).click(modifiers=["Control"])
    opened.value.wait_for_url(WITH_ANSWERS)
    assert form.page.url.endswith(CHAPTER)


def test_the_walk_hands_over_what_it_has_just_ended(visitor: Visitor, key_address: str) -> None:
    address = f"{key_address}/autodiagnostic/themes.html"
    present = {"format": "autodiagnostic-document", "version": 1, "answers": answers("mesure"), "notes": {}}
    page = visitor.open(f"{address}#parcours-mesure", kept={KEY: present})
    end = page.get_by_role("link", name="Voir mon bilan", exact=True)
    expect(end).to_have_attribute("href", WITH_ANSWERS)
    fragment = carried_by(page, end.click)
    reader = visitor.form(f"{key_address}/methode/9-mesure.html", "mesure").wait().page
    expect(to_report(reader)).to_have_attribute("href", WITH_ANSWERS)
    assert list(reader.evaluate(READ, fragment)["reviewed"]) == ["mesure"]


def test_over_http_there_is_nothing_to_hand_over(visitor: Visitor, guide_address: str) -> None:
    asked: list[str] = []
    visitor.context.on("request", lambda request: asked.append(request.url))
    form = visitor.form(f"{guide_address}/{CHAPTER}", "objectifs").wait()
    form.choose("objectifs-ecrits", "revu")
    to_report(form.page).click()
    form.page.wait_for_url("**/autodiagnostic/bilan.html")
    assert [address for address in asked if address.endswith("handover.js")] == []
