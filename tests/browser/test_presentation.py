"""The presentation: slides on a wall, by keyboard, remote, finger and address; notes in a second window or on paper."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect
from pypdf import PdfReader

from browser.looks import expect_nothing_found
from browser.visitors import Visit, Visitor, follow

ADDRESS = "formation/presenter.html"
QUESTION = "Les commentaires sont-ils relus régulièrement ?"  # the first of « moderation », which has five

# Counts what the browser was asked to keep awake, and lets a test end full screen as the Escape key does.
LATE = """let full = null;
const change = (element) => { full = element; document.dispatchEvent(new Event("fullscreenchange")); };
Object.defineProperty(document, "fullscreenElement", {get: () => full});
Element.prototype.requestFullscreen = async () => {};
document.exitFullscreen = async () => change(null);
window.fill = () => change(document.documentElement);
"""
WATCHED = """
window.awake = 0;
Object.defineProperty(navigator, "wakeLock", {value: {
    request: async () => { awake++; return {released: false, release() { this.released = true; awake--; }}; },
}});
"""


@pytest.fixture
def page(visitor: Visitor, guide_address: str) -> Page:
    visitor.context.add_init_script(WATCHED)
    return ready(visitor.open(f"{guide_address}/{ADDRESS}"))


def ready(page: Page) -> Page:
    expect(page.locator(".decks")).to_have_attribute("data-ready", "")
    return page


def present(page: Page, deck: str) -> Locator:
    """Start it as a person does."""
    page.locator(f"#{deck}").get_by_role("link", name="Présenter").click()
    stage = wall(page)
    expect(stage).to_be_visible()
    return stage


def wall(page: Page) -> Locator:
    return page.locator("dialog.stage")


def title(page: Page) -> Locator:
    return wall(page).locator("h4")


def at(page: Page, place: str) -> None:
    """Where the presentation is, as it and its address say."""
    deck, number = place.split("/")
    expect(wall(page).locator("[data-part=place]")).to_have_text(re.compile(rf"^{number} sur "))
    assert page.url.endswith(f"#{deck}/{number}")


def said(page: Page) -> Locator:
    return wall(page).locator("[data-part=said]")


def notes(page: Page, how: Callable[[], object]) -> Page:
    """The speaker's window, opened from the wall."""
    with page.context.expect_page() as opened:
        how()
    lectern = opened.value
    expect(lectern.locator("dialog.lectern")).to_be_visible()
    expect(lectern.get_by_text("Cette fenêtre suit la présentation.")).to_be_visible()
    return lectern


# --- Keys, remote, hands


def test_one_question_at_a_time(page: Page) -> None:
    stage = present(page, "moderation")
    expect(title(page)).to_have_text("Dialoguer, modérer, gérer une crise")
    page.keyboard.press("ArrowRight")
    expect(title(page)).to_have_text(f"1 {QUESTION}", use_inner_text=False)
    expect(stage.locator(".slide-answers b")).to_have_text(["0", "1", "2", "3"])
    expect(stage.get_by_text("Essentiel")).to_be_visible()
    expect(stage.locator(".slide-small")).to_contain_text("8 Sans objet : Notre commune n’a aucun compte")


@pytest.mark.parametrize(
    ("there", "back"),
    [
        ("PageDown", "PageUp"),  # what a remote sends
        ("ArrowRight", "ArrowLeft"),
        ("ArrowDown", "ArrowUp"),
        ("Space", "Shift+Space"),
        ("Enter", "PageUp"),
        ("End", "Home"),
    ],
)
def test_keys_and_remotes_move(page: Page, there: str, back: str) -> None:
    present(page, "moderation")
    at(page, "moderation/1")
    page.keyboard.press(there)
    at(page, "moderation/6" if there == "End" else "moderation/2")
    page.keyboard.press(back)
    at(page, "moderation/1")


def test_there_is_nothing_beyond_the_ends(page: Page) -> None:
    present(page, "moderation")
    page.keyboard.press("PageUp")
    expect(said(page)).to_have_text("C’est la première diapositive.")
    page.keyboard.press("End")
    expect(said(page)).to_have_text("")
    page.keyboard.press("PageDown")
    expect(said(page)).to_contain_text("C’est la dernière diapositive.")
    at(page, "moderation/6")
    expect(wall(page).get_by_role("button", name="Suivante")).to_have_attribute("aria-disabled", "true")


def test_buttons_move_and_a_key_on_a_button_presses_it_once(page: Page) -> None:
    stage = present(page, "moderation")
    stage.get_by_role("button", name="Suivante").click()
    at(page, "moderation/2")
    page.keyboard.press("Space")
    at(page, "moderation/3")
    stage.get_by_role("button", name="Précédente").press("Enter")
    at(page, "moderation/2")


def test_a_click_moves_on_and_on_the_left_back(page: Page) -> None:
    room = present(page, "moderation").locator(".stage-room")
    room.click(position={"x": 900, "y": 300})
    at(page, "moderation/2")
    room.click(position={"x": 100, "y": 300})
    at(page, "moderation/1")


def test_a_drag_that_selects_moves_nothing(page: Page) -> None:
    present(page, "moderation")
    page.keyboard.press("ArrowRight")
    box = title(page).bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 60, box["y"] + 20)
    page.mouse.down()
    page.mouse.move(box["x"] + 400, box["y"] + 20, steps=5)
    page.mouse.up()
    at(page, "moderation/2")


SWIPE = """(room, [from, to]) => {
    const make = (type, x) => new PointerEvent(type, {pointerType: "touch", clientX: x, clientY: 300, bubbles: true});
    room.dispatchEvent(make("pointerdown", from));
    room.dispatchEvent(make("pointerup", to));
}"""


def test_a_finger_turns_the_page(visit: Visit, guide_address: str) -> None:
    page = ready(visit(360, has_touch=True).open(f"{guide_address}/{ADDRESS}"))
    room = present(page, "moderation").locator(".stage-room")
    room.evaluate(SWIPE, [300, 100])
    at(page, "moderation/2")
    room.evaluate(SWIPE, [100, 300])
    at(page, "moderation/1")
    room.evaluate(SWIPE, [100, 110])
    at(page, "moderation/1")
    room.tap(position={"x": 300, "y": 200})
    at(page, "moderation/2")


def test_the_screen_goes_black_and_comes_back_where_it_was(page: Page) -> None:
    stage = present(page, "moderation")
    room = stage.locator(".stage-room")
    for key in ("b", "."):
        page.keyboard.press(key)
        expect(said(page)).to_have_text("Écran noir. Une touche pour revenir.")
        expect(room).to_have_css("opacity", "0")
        expect(stage).to_have_css("background-color", "rgb(0, 0, 0)")
        page.keyboard.press("PageDown" if key == "." else key)
        expect(room).to_have_css("opacity", "1")
        at(page, "moderation/1")
    stage.get_by_role("button", name="Écran noir").click()
    room.click(force=True)
    expect(room).to_have_css("opacity", "1")
    at(page, "moderation/1")


def test_all_slides_at_a_glance(page: Page) -> None:
    stage = present(page, "moderation")
    page.keyboard.press("t")
    overview = stage.get_by_role("navigation", name="Toutes")
    expect(overview.get_by_role("button")).to_have_count(6)
    expect(overview.locator("[aria-current]")).to_be_focused()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Escape")
    expect(overview).to_be_hidden()
    at(page, "moderation/1")
    stage.get_by_role("button", name="Toutes").click()
    overview.get_by_role("button", name=f"1. {QUESTION}").click()
    expect(overview).to_be_hidden()
    at(page, "moderation/2")
    page.keyboard.press("PageDown")
    at(page, "moderation/3")


def test_keys_with_others_held_are_the_browsers(page: Page) -> None:
    present(page, "moderation")
    page.keyboard.press("Control+b")
    page.keyboard.press("Alt+PageDown")
    at(page, "moderation/1")
    expect(said(page)).to_have_text("")


# --- Beginning and end


def test_the_screen_is_filled_and_kept_awake_until_the_end(page: Page) -> None:
    stage = present(page, "chapitre-5")
    page.wait_for_function("() => document.fullscreenElement && awake === 1")
    expect(stage.get_by_role("button", name="Plein écran")).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("f")
    page.wait_for_function("() => !document.fullscreenElement")
    expect(stage).to_be_visible()
    page.keyboard.press("f")
    page.wait_for_function("() => document.fullscreenElement")
    stage.get_by_role("button", name="Quitter").click()
    expect(stage).to_be_hidden()
    page.wait_for_function("() => !document.fullscreenElement && awake === 0")
    assert page.url.endswith(ADDRESS)


def test_the_start_button_of_a_remote_fills_the_screen(visitor: Visitor, guide_address: str) -> None:
    page = ready(visitor.open(f"{guide_address}/{ADDRESS}"))
    present(page, "chapitre-5")
    page.wait_for_function("() => document.fullscreenElement")
    page.keyboard.press("f")
    page.wait_for_function("() => !document.fullscreenElement")
    page.keyboard.press("F5")
    page.wait_for_function("() => document.fullscreenElement")
    at(page, "chapitre-5/1")


def test_leaving_full_screen_as_escape_does_ends_it(page: Page) -> None:
    stage = present(page, "chapitre-5")
    page.wait_for_function("() => document.fullscreenElement")
    page.evaluate("document.exitFullscreen()")
    expect(stage).to_be_hidden()


def test_a_screen_that_is_filled_too_late_is_left_again_without_an_end(
    visitor: Visitor, guide_address: str
) -> None:
    """Filling it takes a while, in which the speaker may have opened the notes."""
    visitor.context.add_init_script(LATE)
    page = ready(visitor.open(f"{guide_address}/{ADDRESS}"))
    stage = present(page, "chapitre-5")
    notes(page, lambda: page.keyboard.press("n"))
    page.evaluate("fill()")
    assert page.evaluate("document.fullscreenElement") is None
    expect(stage).to_be_visible()
    page.keyboard.press("f")
    page.evaluate("fill()")
    assert page.evaluate("document.fullscreenElement") is not None
    page.evaluate("document.exitFullscreen()")
    expect(stage).to_be_hidden()


def test_where_full_screen_is_refused_the_window_is_filled(visitor: Visitor, guide_address: str) -> None:
    """As on an iPhone."""
    visitor.context.add_init_script(
        "Object.defineProperty(document, 'fullscreenEnabled', {value: false});"
        "delete Element.prototype.requestFullscreen;"
    )
    page = ready(visitor.open(f"{guide_address}/{ADDRESS}"))
    stage = present(page, "objectifs")
    expect(stage.get_by_role("button", name="Plein écran")).to_be_hidden()
    assert stage.bounding_box() == {"x": 0, "y": 0, "width": 1280, "height": 900}


def test_the_focus_goes_in_and_comes_back(page: Page) -> None:
    link = page.locator("#moderation").get_by_role("link", name="Présenter")
    link.focus()
    page.keyboard.press("Enter")
    stage = wall(page)
    expect(stage.get_by_role("region", name="Diapositive")).to_be_focused()
    # The rest of the page is out of reach.
    for _ in range(12):
        page.keyboard.press("Tab")
        assert page.evaluate(
            "!document.activeElement.closest('main') || !!document.activeElement.closest('dialog')"
        )
    page.keyboard.press("Escape")
    expect(stage).to_be_hidden()
    expect(link).to_be_focused()


def test_slides_are_announced_politely(page: Page) -> None:
    stage = present(page, "moderation")
    page.keyboard.press("PageDown")
    region = stage.get_by_role("region", name="Diapositive")
    expect(region).to_have_attribute("aria-live", "polite")
    expect(region).to_contain_text("2 sur 6")
    expect(region).to_contain_text("Non, personne ne les relit")
    assert stage.get_attribute("aria-label") == "Dialoguer, modérer, gérer une crise"


def test_an_address_starts_it_and_reloading_goes_on(visitor: Visitor, anywhere: str) -> None:
    page = ready(visitor.open(f"{anywhere}/{ADDRESS}#chapitre-5"))
    expect(title(page)).to_have_text("5. Dialoguer, modérer, gérer une crise")
    page.keyboard.press("PageDown")
    page.reload()
    ready(page)
    at(page, "chapitre-5/2")
    expect(title(page)).to_have_text("En bref")
    page.evaluate("location.hash = '#moderation/99'")
    at(page, "moderation/6")
    page.keyboard.press("Escape")
    expect(wall(page)).to_be_hidden()
    expect(page.locator("#moderation").get_by_role("link", name="Présenter")).to_be_focused()


def test_the_browsers_back_ends_it(page: Page) -> None:
    present(page, "moderation")
    page.keyboard.press("PageDown")
    page.go_back()
    expect(wall(page)).to_be_hidden()
    assert page.url.endswith(ADDRESS)


def test_it_can_begin_again(page: Page) -> None:
    for deck in ("moderation", "moderation", "express"):
        present(page, deck)
        page.keyboard.press("PageDown")
        at(page, f"{deck}/2")
        page.keyboard.press("Escape")
        expect(wall(page)).to_be_hidden()


def test_a_chapter_leads_to_its_slides(visitor: Visitor, guide_address: str) -> None:
    page = visitor.open(f"{guide_address}/methode/5-moderation.html")
    page.get_by_role("link", name="Présenter en grand").click()
    ready(page)
    at(page, "moderation/1")


def test_an_address_of_something_else_starts_nothing(visitor: Visitor, guide_address: str) -> None:
    for anchor in ("#les-questionnaires", "#inconnu", "#a/b/c", "#%E0%A4%A"):
        page = ready(visitor.open(f"{guide_address}/{ADDRESS}{anchor}"))
        expect(wall(page)).to_be_hidden()
        page.close()


# --- The speaker's window


def test_two_windows_keep_in_step(visitor: Visitor, anywhere: str) -> None:
    page = ready(visitor.open(f"{anywhere}/{ADDRESS}"))
    present(page, "moderation")
    page.keyboard.press("PageDown")
    lectern = notes(page, lambda: page.keyboard.press("n"))
    expect(said(page)).to_contain_text("Les notes sont dans l’autre fenêtre.")
    expect(lectern.get_by_role("region", name="Dialoguer, modérer, gérer une crise")).to_be_focused()
    told = lectern.locator("[data-part=told]")
    expect(told).to_contain_text("Si vous avez répondu « Non, personne ne les relit »")
    expect(lectern.locator("[data-part=next]")).to_have_text(re.compile(r"^2\. Savons-nous retirer vite"))
    # From the wall…
    page.keyboard.press("PageDown")
    expect(lectern.locator("[data-part=lectern-place]")).to_have_text("3 sur 6")
    page.keyboard.press("b")
    expect(lectern.get_by_text("Écran noir. Une touche pour revenir.").first).to_be_visible()
    # … and from the lectern, by remote, key and button.
    lectern.keyboard.press("PageDown")
    expect(wall(page).locator(".stage-room")).to_have_css("opacity", "1")
    lectern.keyboard.press("PageDown")
    at(page, "moderation/4")
    lectern.keyboard.press("Home")
    at(page, "moderation/1")
    lectern.get_by_role("button", name="Suivante").click()
    at(page, "moderation/2")
    lectern.get_by_role("button", name="Écran noir").click()
    expect(wall(page)).to_have_attribute("data-black", "")


def test_another_deck_takes_the_notes_along_and_the_end_is_told(page: Page) -> None:
    present(page, "moderation")
    lectern = notes(page, wall(page).get_by_role("button", name="Notes").click)
    page.evaluate("location.hash = '#objectifs/2'")
    expect(lectern.locator("#lectern-title")).to_have_text("Cerner ses objectifs")
    page.keyboard.press("Escape")
    expect(lectern.get_by_text("La présentation est arrêtée.")).to_be_visible()
    present(page, "express")
    expect(lectern.get_by_text("Cette fenêtre suit la présentation.")).to_be_visible()
    expect(lectern.locator("#lectern-title")).to_have_text("Les dix essentiels")
    page.close()
    expect(lectern.get_by_text("Aucune présentation n’est reliée à cette fenêtre.")).to_be_visible()


def test_either_window_may_be_loaded_anew(page: Page) -> None:
    present(page, "moderation")
    lectern = notes(page, lambda: page.keyboard.press("n"))
    for window in (page, lectern):
        window.reload()
        ready(window)
        expect(lectern.get_by_text("Cette fenêtre suit la présentation.")).to_be_visible()
        lectern.keyboard.press("PageDown")
        expect(title(page)).to_contain_text("1 " if window is page else "2 ")
    page.keyboard.press("PageDown")
    expect(lectern.locator("[data-part=lectern-place]")).to_have_text("4 sur 6")


def test_the_clock_runs_once_it_is_started(visitor: Visitor, guide_address: str) -> None:
    visitor.context.clock.install()
    page = ready(visitor.open(f"{guide_address}/{ADDRESS}#moderation"))
    lectern = notes(page, lambda: page.keyboard.press("n"))
    clock = lectern.get_by_role("timer")
    lectern.clock.run_for(5_000)
    expect(clock).to_have_text("0:00")
    lectern.get_by_role("button", name="Démarrer le chronomètre").click()
    visitor.context.clock.run_for(65_000)
    # Real time goes on besides.
    expect(clock).to_have_text(re.compile(r"^1:(0[5-9]|1\d)$"))
    lectern.get_by_role("button", name="Remettre le chronomètre à zéro").click()
    expect(clock).to_have_text(re.compile(r"^0:0\d$"))


def test_a_refused_window_is_told_in_one_sentence(visitor: Visitor, guide_address: str) -> None:
    visitor.context.add_init_script("window.open = () => null")
    page = ready(visitor.open(f"{guide_address}/{ADDRESS}#moderation"))
    page.keyboard.press("n")
    expect(said(page)).to_have_text(
        "Le navigateur a refusé d’ouvrir la fenêtre des notes : autorisez-la pour cette page, "
        "ou imprimez les notes avant la séance."
    )
    page.keyboard.press("PageDown")
    at(page, "moderation/2")


HOSTILE: list[Any] = [
    None,
    "x",
    {"from": "presentation", "state": {"deck": "moderation", "place": 3}},
    {"from": "presentation", "state": {"on": True, "deck": "nul", "place": 0, "black": False, "since": 0}},
    {
        "from": "presentation",
        "state": {"on": True, "deck": "express", "place": -1, "black": False, "since": 0},
    },
    {
        "from": "presentation",
        "state": {"on": True, "deck": "express", "place": 0.5, "black": False, "since": 0},
    },
    {
        "from": "presentation",
        "state": {"on": True, "deck": "express", "place": 99, "black": True, "since": 0},
    },
]


def test_what_others_send_moves_nothing(page: Page) -> None:
    present(page, "moderation")
    lectern = notes(page, lambda: page.keyboard.press("n"))
    for message in HOSTILE:
        lectern.evaluate("message => opener.postMessage(message, '*')", message)
    # A sound message from a window that it has nothing to do with.
    page.evaluate(
        "document.body.append(Object.assign(document.createElement('iframe'), {src: '../404.html'}))"
    )
    (stranger,) = page.main_frame.child_frames
    stranger.wait_for_load_state()
    state = {"on": True, "deck": "express", "place": 2, "black": False, "since": 0}
    page.evaluate(
        "void (window.heard = new Promise(resolve => addEventListener('message', ({source}) => "
        "source === frames[0] && resolve())))"
    )
    stranger.evaluate("state => parent.postMessage({from: 'presentation', state}, '*')", state)
    page.evaluate("heard")
    at(page, "moderation/1")
    lectern.keyboard.press("PageDown")
    at(page, "moderation/2")


def test_the_notes_scroll_by_keyboard_and_close_themselves(page: Page) -> None:
    present(page, "moderation")
    page.keyboard.press("PageDown")
    lectern = notes(page, lambda: page.keyboard.press("n"))
    lectern.keyboard.press("ArrowDown")
    at(page, "moderation/2")
    with lectern.expect_event("close"):
        lectern.get_by_role("button", name="Fermer les notes").click()
    page.keyboard.press("PageDown")
    at(page, "moderation/3")


def test_a_link_in_the_notes_leaves_them_open(visitor: Visitor, guide_address: str) -> None:
    page = ready(visitor.open(f"{guide_address}/{ADDRESS}#chapitre-1/2"))
    lectern = notes(page, lambda: page.keyboard.press("n"))
    with visitor.context.expect_page() as opened:
        lectern.get_by_role("link", name="Écrire deux objectifs").click()
    opened.value.wait_for_url("**/methode/1-objectifs.html#ecrire")
    assert lectern.url.endswith("#chapitre-1/2/notes")


# --- Looks

ROOMS = {"4:3": (1024, 768), "16:9": (1920, 1080), "phone": (360, 640)}
MEASURE = """async (hashes) => {
    const room = document.querySelector(".stage-room");
    const found = [];
    for (const hash of hashes) {
        location.hash = hash;
        await new Promise((resolve) => addEventListener("hashchange", () => setTimeout(resolve), {once: true}));
        const texts = [...room.querySelectorAll(".slide :is(h4, .slide-answers li, .slide-body li)")];
        const sizes = texts.map((text) => parseFloat(getComputedStyle(text).fontSize));
        const over = [room.scrollHeight - room.clientHeight, room.scrollWidth - room.clientWidth];
        found.push({hash, over: Math.max(...over), smallest: Math.min(...sizes) / innerWidth});
    }
    return found;
}"""


@pytest.mark.parametrize("room", ROOMS)
@pytest.mark.windowed
def test_every_slide_fits_and_can_be_read_from_the_back(visit: Visit, guide_address: str, room: str) -> None:
    width, height = ROOMS[room]
    page = ready(visit(width).open(f"{guide_address}/{ADDRESS}#profil"))
    page.set_viewport_size({"width": width, "height": height})
    counts = page.evaluate(
        "[...document.querySelectorAll('.deck')].map(deck => [deck.id, deck.querySelectorAll('.slide').length])"
    )
    hashes = [f"#{deck}/{place}" for deck, count in counts for place in range(1, count + 1)]
    assert len(hashes) > 200
    measured = page.evaluate(MEASURE, [f"#{counts[0][0]}", *hashes[1:]])
    assert [entry for entry in measured if entry["over"] > 0] == []
    # On a picture two metres wide, capitals of 4 cm: 14 minutes of arc from ten metres, three times what the eye needs.
    assert [entry for entry in measured if entry["smallest"] < 0.027] == []


@pytest.mark.windowed
def test_type_follows_the_window(page: Page) -> None:
    present(page, "moderation")
    page.keyboard.press("PageDown")
    large = title(page).evaluate("title => parseFloat(getComputedStyle(title).fontSize)")
    page.set_viewport_size({"width": 400, "height": 500})
    page.wait_for_function(
        "size => parseFloat(getComputedStyle(document.querySelector('.stage h4')).fontSize) < size / 2",
        arg=large,
    )


@pytest.mark.windowed
def test_nothing_is_lost_to_zoom(visit: Visit, guide_address: str) -> None:
    page = ready(visit(320).open(f"{guide_address}/{ADDRESS}#moderation/5"))
    page.set_viewport_size({"width": 320, "height": 256})
    for text in ("Nos blocages", "Je ne sais pas", "Quitter"):
        wall(page).get_by_text(text).first.scroll_into_view_if_needed()
        expect(wall(page).get_by_text(text).first).to_be_in_viewport()
    assert wall(page).evaluate("stage => stage.scrollWidth") <= 320


@pytest.mark.windowed
def test_axe_finds_nothing_before_and_during(page: Page) -> None:
    page.locator("#moderation summary").click()
    expect_nothing_found(page)
    present(page, "moderation")
    page.keyboard.press("PageDown")
    expect_nothing_found(page, "dialog[open]")
    page.keyboard.press("t")
    expect_nothing_found(page, "dialog[open]")
    page.keyboard.press("Escape")
    lectern = notes(page, lambda: page.keyboard.press("n"))
    expect_nothing_found(lectern, "dialog[open]")


def test_targets_are_easy_to_hit(visit: Visit, guide_address: str) -> None:
    page = ready(visit(360).open(f"{guide_address}/{ADDRESS}"))
    targets = page.locator(".decks :is(a.md-button, button, summary)").all()
    present(page, "moderation")
    for target in [*targets, *wall(page).get_by_role("button").all()]:
        box = target.bounding_box()
        assert box is None or min(box["width"], box["height"]) >= 44, target.text_content()


def test_forced_colours_lose_nothing(visit: Visit, guide_address: str) -> None:
    page = ready(visit(forced_colors="active").open(f"{guide_address}/{ADDRESS}#moderation/2"))
    expect(wall(page).locator(".slide-answers b").first).to_have_css("outline-style", "solid")


# --- Without script, and on paper


def test_without_script_everything_can_be_read(visit: Visit, guide_address: str) -> None:
    page = visit(java_script_enabled=False).open(f"{guide_address}/{ADDRESS}#moderation")
    deck = page.locator("#moderation")
    for name in ("Présenter", "Imprimer"):
        expect(deck.get_by_text(name)).to_be_hidden()
    deck.get_by_text("Lire les notes").click()
    expect(deck.get_by_text(QUESTION)).to_be_visible()
    expect(deck.get_by_text("Si vous avez répondu « Non, personne ne les relit »")).to_be_visible()
    expect(page.get_by_text("n’a pas pu démarrer")).to_be_hidden()


def test_an_old_browser_shows_the_list(visitor: Visitor, guide_address: str) -> None:
    visitor.context.add_init_script("delete HTMLDialogElement.prototype.showModal")
    page = visitor.open(f"{guide_address}/{ADDRESS}")
    expect(page.get_by_text("La présentation n’a pas pu démarrer.")).to_be_visible()
    page.locator("#moderation summary").click()
    expect(page.locator("#moderation").get_by_text(QUESTION)).to_be_visible()


def test_a_script_that_never_comes_leaves_the_list(visitor: Visitor, guide_address: str) -> None:
    visitor.context.route("**/presentation.js", lambda route: route.abort())
    page = visitor.open(f"{guide_address}/{ADDRESS}")
    expect(page.get_by_text("La présentation n’a pas pu démarrer.")).to_be_visible()
    expect(page.locator("#moderation").get_by_text("Présenter")).to_be_hidden()
    troubles, visitor.troubles = visitor.troubles, []
    assert any("ERR_FAILED" in trouble for trouble in troubles)


def printed(page: Page, tmp_path: Path) -> tuple[int, str]:
    """How many sheets, and what they say."""
    path = tmp_path / "page.pdf"
    page.pdf(path=path, prefer_css_page_size=True)
    pages = PdfReader(path).pages
    return len(pages), " ".join(" ".join(sheet.extract_text() for sheet in pages).split())


def test_one_deck_is_printed_with_its_notes_several_slides_a_sheet(page: Page, tmp_path: Path) -> None:
    page.evaluate("window.print = () => {}")
    page.locator("#objectifs").get_by_role("button", name="Imprimer").click()
    sheets, text = printed(page, tmp_path)
    assert sheets <= 3
    assert "Savons-nous par quel canal passe chaque message" in text
    assert "Remplir le tableau" in text
    assert "Présenter" not in text
    assert QUESTION[:-2] not in text


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without"])
def test_what_is_unfolded_is_printed_and_otherwise_all(
    visit: Visit, guide_address: str, tmp_path: Path, *, script: bool
) -> None:
    page = visit(java_script_enabled=script).open(f"{guide_address}/{ADDRESS}")
    _, text = printed(page, tmp_path)
    assert QUESTION[:-2] in text
    assert "Remplir le tableau" in text
    page.locator("#moderation summary").click()
    sheets, text = printed(page, tmp_path)
    assert sheets < 8
    assert QUESTION[:-2] in text
    assert "Remplir le tableau" not in text


def test_after_instant_navigation_it_works_and_leaves_nothing_behind(
    visitor: Visitor, trial_address: str
) -> None:
    page = visitor.open_instantly(f"{trial_address}/index.html")
    follow(page, ADDRESS)
    present(ready(page), "moderation")
    page.keyboard.press("PageDown")
    at(page, "moderation/2")
    page.keyboard.press("Escape")
    expect(wall(page)).to_be_hidden()
