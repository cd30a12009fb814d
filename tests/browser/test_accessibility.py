"""axe finds nothing on any page, and nothing is lost to zoom, forced colours or a small finger."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from browser.forms import ROOT, Form
from browser.looks import expect_nothing_found
from browser.visitors import Visit

FORMS = {
    "methode/1-objectifs.html": ["objectifs"],
    "methode/2-ligne-editoriale.html": ["ligne-editoriale"],
    "methode/6-droit.html": ["droit", "neutralite"],
    "autodiagnostic/index.html": ["express"],
    "autodiagnostic/themes.html": ["objectifs", "securite"],
}
ALL_PAGES = sorted(
    page.relative_to(ROOT / "docs").with_suffix(".html").as_posix() for page in (ROOT / "docs").rglob("*.md")
)


def answer(page: Page, names: list[str]) -> Iterator[Form]:
    """Fill in what calls for everything that a result can show."""
    for name in names:
        form = Form(page, name).wait()
        for place, question in enumerate(form.definition().questions):
            options = [option.id for option in question.options]
            form.choose(question.id, "_ne-sait-pas" if place == 2 else options[0])
        form.write_note(form.definition().questions[0].id, "Une note")
        form.part("more").click()
        yield form


def test_the_pages_are_those_that_are_built(guide: Path) -> None:
    built = {page.relative_to(guide).as_posix() for page in guide.rglob("*.html")}
    assert built == {*ALL_PAGES, "404.html"}


@pytest.mark.parametrize("address", [*ALL_PAGES, "404.html"])
def test_everyone_can_read_the_page(visit: Visit, guide_address: str, address: str) -> None:
    """In every look, before and after answering; and at 400 %, where 1280 pixels are 320, nothing is cut."""
    page = visit().open(f"{guide_address}/{address}")
    expect_nothing_found(page, every=True)
    forms = list(answer(page, FORMS.get(address, [])))
    if forms:
        forms[0].root.get_by_text("Effacer mes réponses").click()
        expect_nothing_found(page, every=True)
    page.set_viewport_size({"width": 320, "height": 900})
    assert page.evaluate("document.scrollingElement.scrollWidth") <= 320


def test_axe_finds_nothing_in_what_shows_without_script(visit: Visit, guide_address: str) -> None:
    """axe is a script itself, so it looks at what shows when ours has failed: that is the same."""
    visitor = visit(360)
    failing = "document.querySelector('form[data-module]').dataset.failed = ''"
    visitor.context.route(
        "**/main.js", lambda route: route.fulfill(body=failing, content_type="text/javascript")
    )
    page = visitor.open(f"{guide_address}/methode/1-objectifs.html")
    expect(page.get_by_role("heading", name="Compter ses points à la main")).to_be_visible()
    expect_nothing_found(page)


@pytest.mark.parametrize("address", ["essai.html", "liste.html", "deux-modeles.html", "cartes.html"])
def test_axe_finds_nothing_on_any_kind_of_question(visit: Visit, trial_address: str, address: str) -> None:
    page = visit(360).open(f"{trial_address}/{address}")
    expect_nothing_found(page)
    if address == "essai.html":
        form = Form(page, "essai").wait()
        form.field("publications").fill("51")
        form.choose("relais", "stagiaire")
        form.field("remarque").fill("Une remarque")
        expect_nothing_found(page)
        Form(page, "profil").choose("comptes", "aucun")
        expect_nothing_found(page)


def test_nothing_sticks_over_the_form_where_there_is_no_room(visit: Visit, guide_address: str) -> None:
    form = visit(320).form(f"{guide_address}/methode/1-objectifs.html", "objectifs").wait()
    form.page.set_viewport_size({"width": 320, "height": 256})
    assert form.root.locator(".quest-bar").evaluate("bar => getComputedStyle(bar).position") == "static"


# A person's own spacing (WCAG 1.4.12), which widens any font.
SPACED = """() => {
    const sheet = new CSSStyleSheet();
    const spacing = {"line-height": 1.5, "letter-spacing": ".12em", "word-spacing": ".16em"};
    const rules = Object.entries(spacing).map(([name, value]) => `${name}: ${value} !important`);
    sheet.replaceSync(`* { ${rules.join(";")} }`);
    document.adoptedStyleSheets = [sheet];
}"""
BAR = """bar => ({
    lines: [...bar.querySelectorAll("[data-part]")].map((part) => {
        const text = document.createRange();
        text.selectNodeContents(part);
        return text.getClientRects().length;
    }),
    kept_clear: parseFloat(getComputedStyle(document.documentElement).scrollPaddingBottom) >= bar.offsetHeight,
})"""


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("address", FORMS)
def test_the_bar_keeps_to_two_lines_above_which_the_focus_stays(
    visit: Visit, guide_address: str, address: str, width: int
) -> None:
    page = visit(width).open(f"{guide_address}/{address}")
    page.evaluate(SPACED)
    for name in FORMS[address]:
        form = Form(page, name).wait()
        for question in form.definition().questions:
            form.choose(question.id, question.options[1].id)
            assert form.root.locator(".quest-bar").evaluate(BAR) == {"lines": [0, 1, 1], "kept_clear": True}


def test_the_bar_has_room_for_what_takes_the_levels_place_and_for_a_count(
    visit: Visit, trial_address: str
) -> None:
    page = visit(320).open(f"{trial_address}/essai.html")
    page.evaluate(SPACED)
    Form(page, "profil").wait().choose("comptes", "aucun")
    long, count = (Form(page, name).wait() for name in ("essai", "essentiels"))
    long.choose("relais", "elu")
    count.choose("alerte-sans-reseau", "rien")
    assert long.root.locator(".quest-bar").evaluate(BAR)["kept_clear"]
    assert count.root.locator(".quest-bar").evaluate(BAR) == {"lines": [0, 1, 1], "kept_clear": True}


def test_the_level_names_keep_apart_on_the_smallest_screen(visit: Visit, guide_address: str) -> None:
    form = visit(320).form(f"{guide_address}/methode/1-objectifs.html", "objectifs").wait()
    boxes = [text.bounding_box() for text in form.root.locator("svg text").all()]
    edges = [(box["x"] + box["width"], box["x"], box["y"] + box["height"], box["y"]) for box in boxes if box]
    assert len(edges) == 3
    # Whatever the device's font: neighbours stand on different lines, and every second one is far enough.
    for one, other in combinations(edges, 2):
        assert one[0] < other[1] or one[2] <= other[3] or other[2] <= one[3]


def test_forced_colours_lose_nothing(visit: Visit, guide_address: str) -> None:
    form = visit(forced_colors="active").form(f"{guide_address}/methode/1-objectifs.html", "objectifs").wait()
    row = form.root.locator("label").filter(has=form.page.locator('[name="objectifs-ecrits"][value="revu"]'))
    assert row.evaluate("row => getComputedStyle(row).outlineStyle") == "none"
    form.choose("objectifs-ecrits", "revu")
    assert row.evaluate("row => getComputedStyle(row).outlineStyle") == "solid"
    parts = [
        form.root.locator(f"svg {part}")
        for part in (".quest-interval", "rect:not(.quest-interval)", "circle")
    ]
    assert len({part.evaluate("part => getComputedStyle(part).fill") for part in parts}) == 3


@pytest.mark.parametrize("width", [360, 1280])
def test_targets_are_easy_to_hit(visit: Visit, trial_address: str, width: int) -> None:
    page = visit(width).open(f"{trial_address}/essai.html")
    for target in page.locator("form.quest :is(label, summary, button, textarea)").all():
        if target.is_visible():
            box = target.bounding_box()
            assert box is not None
            assert min(box["width"], box["height"]) >= 44, target.text_content()
