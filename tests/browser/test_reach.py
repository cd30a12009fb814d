"""The form works wherever a person may meet it: by keyboard, from a USB key, on paper, beside one that fails."""

from __future__ import annotations

import pytest
from playwright.sync_api import Route, expect

from browser.forms import Form, keep
from browser.visitors import Visit, Visitor, follow, same_document

# What has the focus, and whether a person can see it once the page is drawn: nothing lies over its middle.
FOCUSED = """async () => {
    const drawn = () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
    await drawn();
    const element = document.activeElement;
    const place = element.getClientRects()[0] ?? element.getBoundingClientRect();  // of a link, its first line
    const top = document.elementFromPoint(place.x + place.width / 2, place.y + place.height / 2);
    return {
        name: element.name ?? "", type: element.type ?? "", tag: element.tagName,
        inside: element.closest("form[data-module]") !== null,
        seen: element === top || element.contains(top) || element.closest("label")?.contains(top) === true,
    };
}"""


@pytest.mark.parametrize("width", [320, 360, 1280])
def test_the_keyboard_alone_fills_everything_in(visit: Visit, guide_address: str, width: int) -> None:
    form = visit(width).form(f"{guide_address}/methode/1-objectifs.html", "objectifs").wait()
    page = form.page
    page.locator("h2#autodiagnostic").evaluate("title => { title.tabIndex = -1; title.focus(); }")
    unseen, answered = [], 0
    for _ in range(60):
        page.keyboard.press("Tab")
        focused = page.evaluate(FOCUSED)
        if not focused["inside"]:
            break
        if not focused["seen"]:
            unseen.append(focused)
        if focused["type"] == "radio":
            page.keyboard.press("Space")
            for _ in range(answered):
                page.keyboard.press("ArrowDown")
            answered += 1
        elif focused["tag"] == "SUMMARY" and answered == 1:
            page.keyboard.press("Enter")
        elif focused["type"] == "textarea":
            page.keyboard.type("Note")
    assert not unseen
    form.expect_answers(
        objectifs_ecrits="rien",
        canaux_repartis="partiel",
        alerte_sans_reseau="en-place",
        infos_hors_ligne="revu",
    )
    expect(form.note("objectifs-ecrits")).to_have_value("Note")
    assert form.shown()["progress"] == "4 questions sur 4"


def test_the_keyboard_alone_erases_and_takes_back(visitor: Visitor, guide_address: str) -> None:
    form = visitor.form(f"{guide_address}/methode/1-objectifs.html", "objectifs").wait()
    form.choose("objectifs-ecrits", "revu")
    form.page.get_by_text("Effacer mes réponses").focus()
    for key in ("Enter", "Tab", "Tab", "Space"):
        form.page.keyboard.press(key)
    form.expect_answers(objectifs_ecrits=None)
    form.page.keyboard.press("Enter")
    form.expect_answers(objectifs_ecrits="revu")


def test_an_answer_its_advice_and_its_passage(visitor: Visitor, anywhere: str) -> None:
    form = visitor.form(f"{anywhere}/methode/1-objectifs.html", "objectifs").wait()
    form.choose("objectifs-ecrits", "rien")
    assert form.shown()["percent"] == "0"
    form.part("first").get_by_role("link", name="Lire le passage du guide").click()
    expect(form.page.get_by_role("heading", name="Écrire deux objectifs")).to_be_in_viewport()
    form.page.reload()
    form.wait().expect_answers(objectifs_ecrits="rien")


def test_instant_navigation_brings_forms_to_life(visitor: Visitor, trial_address: str) -> None:
    page = visitor.open_instantly(f"{trial_address}/index.html")
    follow(page, "methode/1-objectifs.html")
    form = Form(page, "objectifs").wait()
    form.choose("objectifs-ecrits", "revu")
    follow(page, "autodiagnostic/themes.html")
    elsewhere = Form(page, "objectifs").wait()
    elsewhere.expect_answers(objectifs_ecrits="revu")
    elsewhere.choose("canaux-repartis", "rien")
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_contain_text("1. Cerner ses objectifs")
    form.wait().expect_answers(objectifs_ecrits="revu", canaux_repartis="rien")
    form.choose("canaux-repartis", "revu")
    assert form.shown()["percent"] == "100"
    assert same_document(page)


def spoil(route: Route) -> None:
    """The same page, where one questionnaire's data has come through damaged."""
    response = route.fetch()
    body = response.text().replace(
        'id="questionnaire-objectifs"', 'id="questionnaire-objectifs" data-texts="{"', 1
    )
    route.fulfill(response=response, body=body)


def test_one_that_fails_shows_its_paper_and_stops_no_other(visitor: Visitor, guide_address: str) -> None:
    visitor.context.route("**/autodiagnostic/themes.html", spoil)
    failed = visitor.form(f"{guide_address}/autodiagnostic/themes.html", "objectifs")
    fine = Form(failed.page, "ligne-editoriale").wait()
    expect(failed.root.get_by_text("Le calcul automatique n’a pas pu démarrer.")).to_be_visible()
    expect(failed.root.get_by_role("heading", name="Compter ses points à la main")).to_be_visible()
    expect(failed.box("objectifs-ecrits").locator(".quest-points").first).to_be_visible()
    expect(failed.root.get_by_text("Effacer mes réponses")).to_be_hidden()
    failed.choose("objectifs-ecrits", "revu")
    failed.expect_answers(objectifs_ecrits="revu")
    fine.choose("calendrier", "revu")
    assert fine.shown()["percent"] == "100"


def test_a_script_that_never_comes_leaves_the_paper(visitor: Visitor, guide_address: str) -> None:
    visitor.context.route("**/score.js", lambda route: route.abort())
    form = visitor.form(f"{guide_address}/methode/1-objectifs.html", "objectifs")
    expect(form.root.get_by_text("Le calcul automatique n’a pas pu démarrer.")).to_be_visible()
    expect(form.root.get_by_role("heading", name="Compter ses points à la main")).to_be_visible()
    troubles, visitor.troubles = visitor.troubles, []
    assert len(troubles) == 1
    assert "ERR_FAILED" in troubles[0]


# On paper.


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without"])
def test_a_blank_form_prints_with_all_that_a_pencil_needs(
    visit: Visit, guide_address: str, *, script: bool
) -> None:
    visitor = visit(java_script_enabled=script)
    form = visitor.form(f"{guide_address}/methode/1-objectifs.html", "objectifs")
    if script:
        form.wait()
    form.page.emulate_media(media="print")
    for text in ("Compter ses points à la main", "Selon vos réponses", "Votre total :", "6 points"):
        expect(form.root.get_by_text(text).first).to_be_visible()
    for text in (
        "Votre résultat",
        "Imprimer",
        "Effacer mes réponses",
        "0 question sur 4",
        "Vos réponses restent",
    ):
        expect(form.root.get_by_text(text, exact=True).first).to_be_hidden()


def test_answers_print_with_their_result(visitor: Visitor, guide_address: str) -> None:
    form = visitor.form(f"{guide_address}/methode/1-objectifs.html", "objectifs").wait()
    form.choose("objectifs-ecrits", "rien")
    form.page.emulate_media(media="print")
    expect(form.root.get_by_role("heading", name="Votre résultat")).to_be_visible()
    expect(form.root.get_by_role("heading", name="Compter ses points à la main")).to_be_visible()
    expect(form.root.get_by_role("heading", name="Selon vos réponses")).to_be_hidden()
    expect(form.input("objectifs-ecrits", "rien")).to_be_visible()


def test_the_print_button_prints(visitor: Visitor, guide_address: str) -> None:
    visitor.context.add_init_script("window.print = () => { window.printed = true; };")
    form = visitor.form(f"{guide_address}/methode/1-objectifs.html", "objectifs").wait()
    form.button("Imprimer").click()
    assert form.page.evaluate("window.printed") is True


def test_folded_help_prints_unfolded(visitor: Visitor, guide_address: str) -> None:
    form = visitor.form(f"{guide_address}/methode/1-objectifs.html", "objectifs").wait()
    help_ = form.box("objectifs-ecrits").get_by_text("Une page suffit")
    expect(help_).to_be_hidden()
    form.page.emulate_media(media="print")
    expect(help_).to_be_visible()


def test_a_page_opened_again_in_the_same_browser_goes_on(visit: Visit, guide_address: str) -> None:
    visitor = visit()
    page = visitor.open(f"{guide_address}/index.html")
    keep(page, {"format": "autodiagnostic-document", "version": 1, "answers": {}, "notes": {}})
    form = visitor.form(f"{guide_address}/methode/1-objectifs.html", "objectifs").wait()
    form.choose("objectifs-ecrits", "revu")
    form.page.close()
    visitor.form(f"{guide_address}/methode/1-objectifs.html", "objectifs").wait().expect_answers(
        objectifs_ecrits="revu"
    )


def test_the_search_waits_until_someone_is_about_to_search(visitor: Visitor, guide_address: str) -> None:
    page = visitor.context.new_page()
    # A worker that does nothing but count what it is told.
    page.add_init_script(
        "window.told = 0; window.Worker = class extends EventTarget { postMessage() { told++; } }"
    )
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{guide_address}/index.html")
    page.wait_for_load_state("networkidle")
    assert [address for address in asked if "search_index" in address] == []
    assert page.evaluate("told") == 0
    with page.expect_response("**/search_index.json"):
        page.get_by_role("textbox", name="Rechercher").focus()
    # In the page's own time: its policy refuses what Playwright would do to ask again.
    page.evaluate(
        "new Promise((done) => { const look = () => told ? done() : setTimeout(look, 20); look(); })"
    )


def test_the_search_finds(visitor: Visitor, anywhere: str) -> None:
    page = visitor.open(f"{anywhere}/index.html")
    page.get_by_role("textbox", name="Rechercher").press_sequentially("piraté")  # the theme listens to keys
    found = page.locator("a.md-search-result__link").filter(has_text="Compte piraté")
    expect(found.first).to_be_attached()
