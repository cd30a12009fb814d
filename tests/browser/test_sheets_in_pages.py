"""Models to fill in: copied, downloaded, printed; and what is left of that without script."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from browser.visitors import Visit, Visitor, follow, same_document

CHARTER = """Charte de [nom de la commune]

Bonjour\u00a0: «\u00a0oui\u00a0» & non.

☐\u00a0Un
☐\u00a0Deux

Le tableau

Quoi\tQui\tQuand\tOù
Un\t[nom]\t[date]\t

1. a
2. b"""
OFFERED: list[str | re.Pattern[str]] = [
    "Télécharger (.odt)",
    re.compile(r"Télécharger en PDF \(1 page, \d+ ko\)"),
]
REFUSED = "Le navigateur n’a pas permis la copie. Le texte est sélectionné\u202f: copiez-le avec Ctrl + C."


@pytest.fixture
def address(trial_address: str) -> str:
    return f"{trial_address}/deux-modeles.html"


def sheet(page: Page, place: int = 0) -> Locator:
    return page.locator("section.sheet").nth(place)


def ready(page: Page) -> Locator:
    """The first model, once the script has taken over."""
    expect(sheet(page)).to_have_attribute("data-ready", "")
    return sheet(page)


def pasted(page: Page) -> str:
    """What Ctrl+V puts in a field, as any program would get it."""
    page.evaluate("document.body.append(Object.assign(document.createElement('textarea'), {id: 'paste'}))")
    page.locator("#paste").focus()
    page.keyboard.press("Control+V")
    return page.locator("#paste").input_value()


def test_the_text_is_copied(visit: Visit, address: str) -> None:
    visitor = visit()
    visitor.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = visitor.open(address)
    model = ready(page)
    said = model.get_by_role("status")
    expect(said).to_have_text("")
    model.get_by_role("button", name="Copier le texte").click()
    expect(said).to_have_text("Copié")
    assert pasted(page) == CHARTER
    sheet(page, 1).get_by_role("button", name="Copier le texte").press("Enter")
    expect(sheet(page, 1).get_by_role("status")).to_have_text("Copié")
    page.locator("#paste").fill("")
    page.keyboard.press("Control+V")
    expect(page.locator("#paste")).to_have_value("Le mois\n\nDate\n[jour]")


REFUSALS = {
    "refused": """if (navigator.clipboard) {
        navigator.clipboard.writeText = () => Promise.reject(new DOMException("", "NotAllowedError"));
    }""",
    "absent": "Object.defineProperty(navigator, 'clipboard', {value: undefined})",  # as over plain http
}


@pytest.mark.parametrize("refusal", REFUSALS)
def test_refused_the_copy_is_one_key_away(visitor: Visitor, address: str, refusal: str) -> None:
    visitor.context.add_init_script(REFUSALS[refusal])
    page = visitor.open(address)
    model = ready(page)
    model.get_by_role("button", name="Copier le texte").click()
    expect(model.get_by_role("status")).to_have_text(REFUSED)
    selected = page.evaluate("String(getSelection())")
    assert selected.startswith("Charte de [nom de la commune]")
    assert selected.rstrip().endswith("b")
    assert "Imprimer" not in selected


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without"])
def test_the_file_is_downloaded(visit: Visit, address: str, *, script: bool) -> None:
    page = visit(java_script_enabled=script).open(address)
    for place, name in enumerate(("charte.odt", "mois.ods")):
        with page.expect_download() as waiting:
            sheet(page, place).get_by_role("link", name=f"Télécharger (.{name[-3:]})").click()
        assert waiting.value.suggested_filename == name
        assert Path(waiting.value.path()).read_bytes().startswith(b"PK")


@pytest.mark.windowed
def test_from_a_usb_key(visitor: Visitor, key_address: str) -> None:
    page = visitor.open(f"{key_address}/modeles/ligne-editoriale.html")
    model = ready(page)
    model.get_by_role("button", name="Copier le texte").click()
    expect(model.get_by_role("status")).to_have_text("Copié")
    assert pasted(page).startswith("Ligne éditoriale de [nom de la commune]")
    link = model.get_by_role("link", name="Télécharger (.odt)")
    with page.expect_download() as waiting:
        link.click()
    assert waiting.value.suggested_filename == "ligne-editoriale.odt"


def test_without_script_only_the_files_are_offered(visit: Visit, address: str) -> None:
    page = visit(java_script_enabled=False).open(address)
    expect(sheet(page).get_by_role("button")).to_have_count(0)
    expect(sheet(page).get_by_role("link")).to_have_text(OFFERED)
    expect(sheet(page).get_by_text("Copier le texte")).to_be_hidden()
    expect(sheet(page).get_by_text("Imprimer")).to_be_hidden()
    expect(sheet(page).get_by_role("heading", name="Charte de [nom de la commune]")).to_be_visible()


def test_a_script_that_never_comes_leaves_no_dead_button(visitor: Visitor, address: str) -> None:
    visitor.context.route("**/sheet.js", lambda route: route.abort())
    page = visitor.open(address)
    expect(sheet(page)).to_have_attribute(
        "data-failed", "TypeError: Autodiagnostic.modules[String(...)] is not a function"
    )
    expect(sheet(page).get_by_role("button")).to_have_count(0)
    expect(sheet(page).get_by_role("link")).to_have_text(OFFERED)
    troubles, visitor.troubles = visitor.troubles, []
    assert len(troubles) == 1
    assert "ERR_FAILED" in troubles[0]


def test_boxes_gaps_and_row_titles_are_seen(visitor: Visitor, address: str) -> None:
    model = ready(visitor.open(address))
    gap = model.get_by_text("[nom de la commune]")
    assert gap.evaluate("gap => getComputedStyle(gap).borderBottomStyle") == "dotted"
    boxes = model.get_by_role("list").first
    assert boxes.evaluate("list => getComputedStyle(list.querySelector('li')).listStyleType") == "none"
    expect(model.get_by_role("rowheader")).to_have_text("Un")


# On paper.

ELSEWHERE = (
    "Deux modèles",
    "Avant les modèles.",
    "Une charte",
    "Après les modèles.",
    "Imprimer",
    "Ni compte, ni cookie",
)


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without"])
def test_models_print_without_the_page_around_them(visit: Visit, address: str, *, script: bool) -> None:
    page = visit(java_script_enabled=script).open(address)
    page.emulate_media(media="print")
    for place in (0, 1):
        expect(sheet(page, place).locator(".sheet-paper")).to_be_visible()
    for text in ELSEWHERE:
        for found in page.get_by_text(text).all():
            expect(found).to_be_hidden()


def test_the_button_prints_its_model_alone(visitor: Visitor, address: str) -> None:
    visitor.context.add_init_script(
        """window.print = () => {
            window.printed = [...document.querySelectorAll(".sheet")].map((one) => "printed" in one.dataset);
        };"""
    )
    page = visitor.open(address)
    ready(page)
    sheet(page, 1).get_by_role("button", name="Imprimer").click()
    assert page.evaluate("window.printed") == [False, True]
    page.emulate_media(media="print")
    expect(sheet(page, 0).locator(".sheet-paper")).to_be_hidden()
    expect(sheet(page, 1).locator(".sheet-paper")).to_be_visible()
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    expect(sheet(page, 0).locator(".sheet-paper")).to_be_visible()


def test_a_table_is_not_cut_on_paper(visit: Visit, guide_address: str) -> None:
    """Nor upright, as browsers print that know no landscape: 658 pixels are what margins leave of the page."""
    page = visit(658).open(f"{guide_address}/modeles/calendrier-editorial.html")
    page.emulate_media(media="print")
    tables = sheet(page).locator("table")
    expect(tables).to_have_count(2)
    for table in tables.all():
        box = table.bounding_box()
        assert box is not None
        assert box["x"] + box["width"] <= 658


@pytest.mark.parametrize("width", [360, 1280])
def test_targets_are_easy_to_hit(visit: Visit, address: str, width: int) -> None:
    model = ready(visit(width).open(address))
    for target in model.locator(".md-button").all():
        box = target.bounding_box()
        assert box is not None
        assert min(box["width"], box["height"]) >= 44


def test_instant_navigation_brings_the_style_and_takes_it_away(visitor: Visitor, trial_address: str) -> None:
    page = visitor.open_instantly(f"{trial_address}/essai.html")
    follow(page, "deux-modeles.html")
    expect(ready(page).locator(".sheet-tools")).to_have_css("display", "flex")
    follow(page, "essai.html")
    expect(page.locator("link[href*='sheet.css']")).to_have_count(0)
    page.emulate_media(media="print")
    expect(page.get_by_role("heading", name="Tenir ses comptes").first).to_be_visible()
    assert same_document(page)
