"""The themes one after the other: a person goes on, back and away as they like, and is asked nothing twice."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from playwright.sync_api import Locator, Page, expect

from browser.forms import KEY, Form, compiled, document, kept
from browser.looks import expect_nothing_found
from browser.test_reach import FOCUSED
from browser.visitors import Visit, Visitor, follow, same_document

STEPS = ["profil", "objectifs", "ligne-editoriale", "comptes", "moyens", "moderation", "droit", "neutralite"]
STEPS += ["securite", "accessibilite", "mesure"]
PAGE = "autodiagnostic/themes.html"
SNAPSHOTS = {
    "2026-05-23T09:15:00Z": {
        "answers": {},
        "fingerprint": "0000000",
        "told": {"points": 0, "possible": 0, "percent": None, "level": None, "secured": 0, "essentials": 0},
    }
}


class Walk:
    """The page of the themes, in either mode."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.root = page.locator("nav.walk")
        self.here = page.locator("#parcours-ou")
        expect(self.root).to_have_attribute("data-ready", "")

    def button(self, name: str) -> Locator:
        return self.page.get_by_role("button", name=name)

    def press(self, name: str) -> Walk:
        self.button(name).click()
        return self

    def heading(self, step: str) -> Locator:
        return self.page.locator("h2#profil" if step == "profil" else f"h2#theme-{step}")

    def link(self, step: str) -> Locator:
        return self.root.locator("a", has_text=self.heading(step).text_content() or "")

    def expect_at(self, step: str) -> Walk:
        """One theme is shown alone, the address says so, and its heading has the focus, in sight."""
        self.page.wait_for_url(f"**#parcours-{step}")
        for other in STEPS:
            expect(self.page.locator(f"#questionnaire-{other}")).to_be_visible(visible=other == step)
            expect(self.heading(other)).to_be_visible(visible=other == step)
        expect(self.heading(step)).to_be_focused()
        expect(self.heading(step)).to_be_in_viewport()
        expect(self.here).to_be_in_viewport()
        return self

    def expect_all(self) -> Walk:
        for step in STEPS:
            expect(self.page.locator(f"#questionnaire-{step}")).to_be_visible()
        expect(self.button("Un thème à la fois")).to_be_visible()
        expect(self.button("Thème suivant")).to_be_hidden()
        return self

    def expect_states(self, **states: str) -> Walk:
        for step, state in states.items():
            expect(self.link(step.replace("_", "-"))).to_have_accessible_description(state)
        return self


def answers(*steps: str, leave: str = "") -> dict[str, object]:
    """The second answer to each question of some questionnaires, but for one question."""
    questions = [question for step in steps for question in compiled().definitions[step].questions]
    return {
        question.key: [question.options[1].id] if question.type == "multiple" else question.options[1].id
        for question in questions
        if question.key != leave
    }


def walk(visitor: Visitor, address: str, data: Mapping[str, object] | None = None, at: str = "") -> Walk:
    """Opens the page, with a document kept beforehand."""
    return Walk(visitor.open(f"{address}/{PAGE}{at}", kept=None if data is None else {KEY: data}))


def test_by_keyboard_from_the_first_theme_to_the_report(visitor: Visitor, anywhere: str) -> None:
    tour = walk(visitor, anywhere, document(answers(*STEPS)))
    page = tour.page
    tour.button("Un thème à la fois").focus()
    page.keyboard.press("Enter")
    for number, step in enumerate(STEPS):
        tour.expect_at(step)
        place = f"Thème {number} sur 10." if number else "Pour commencer."
        expect(tour.here.locator("strong")).to_have_text(place)
        description = tour.heading(step).evaluate(
            "heading => document.getElementById(heading.getAttribute('aria-describedby')).textContent"
        )
        assert description.startswith(f"{place} Toutes les questions ont une réponse.")
        # By keyboard, what comes after the heading is this theme and nothing else.
        page.keyboard.press("Tab")
        assert page.evaluate(
            "id => document.activeElement.closest('form')?.id ?? document.activeElement.href", step
        )
        last = (
            tour.button("Thème suivant")
            if step != "mesure"
            else page.get_by_role("link", name="Voir mon bilan", exact=True)
        )
        last.focus()
        page.keyboard.press("Enter")
    page.wait_for_url("**/autodiagnostic/bilan.html")
    today = page.evaluate("new Date().toLocaleDateString('sv')")
    assert (kept(page) or {})["reviewed"] == dict.fromkeys(STEPS, today)


@pytest.mark.parametrize("width", [320, 1280])
def test_the_keyboard_meets_nothing_that_is_hidden(visit: Visit, guide_address: str, width: int) -> None:
    tour = walk(visit(width), guide_address, at="#parcours-mesure").expect_at("mesure")
    met = []
    for _ in range(40):
        tour.page.keyboard.press("Tab")
        focused = tour.page.evaluate(FOCUSED)
        assert focused["seen"], focused
        met.append(tour.page.evaluate("document.activeElement.textContent.trim()"))
        if met[-1] == "Voir mon bilan":
            break
    assert met[-2:] == ["Thème précédent", "Voir mon bilan"]


def test_what_is_left_is_told_and_grows_less(visitor: Visitor, guide_address: str) -> None:
    tour = (
        walk(visitor, guide_address, document(answers(*STEPS[:-1])))
        .press("Un thème à la fois")
        .expect_at("mesure")
    )
    expect(tour.here).to_contain_text("Thème 10 sur 10. Encore 4 questions, environ 5 minutes.")
    expect(tour.here).not_to_contain_text("déjà")
    form = Form(tour.page, "mesure").wait()
    for left, question in zip(
        ("3 questions, environ 4 minutes", "2 questions, environ 3 minutes", "1 question, environ 1 minute"),
        form.definition().questions,
        strict=False,
    ):
        form.choose(question.id, question.options[0].id)
        expect(tour.here).to_contain_text(f"Encore {left}.")
    tour.expect_states(mesure="commencé, 3 sur 4")
    form.choose(form.definition().questions[3].id, "_ne-sait-pas")
    expect(tour.here).to_contain_text("Toutes les questions ont une réponse.")
    tour.expect_states(mesure="complet")


def test_a_theme_left_open_is_not_gone_through(visitor: Visitor, guide_address: str) -> None:
    tour = walk(visitor, guide_address).press("Un thème à la fois").expect_at("profil").press("Thème suivant")
    tour.expect_at("objectifs").press("Thème précédent").expect_at("profil")
    assert (kept(tour.page) or {}).get("reviewed", {}) == {}
    expect(tour.button("Thème précédent")).to_be_hidden()


def test_leave_close_and_go_on_where_one_was(visitor: Visitor, guide_address: str) -> None:
    tour = (
        walk(visitor, guide_address, document(answers("profil")))
        .press("Un thème à la fois")
        .expect_at("objectifs")
    )
    form = Form(tour.page, "objectifs").wait()
    for question in form.definition().questions:
        form.choose(question.id, question.options[1].id)
    tour.press("Thème suivant").expect_at("ligne-editoriale").press("Tout afficher").expect_all()
    expect(tour.heading("ligne-editoriale")).to_be_focused()
    expect(tour.heading("ligne-editoriale")).to_be_in_viewport()
    tour.page.close()
    again = walk(visitor, guide_address, at="#parcours").expect_at("ligne-editoriale")
    again.expect_states(profil="complet", objectifs="complet", ligne_editoriale="à faire")


def test_reloading_stays_on_the_step(visitor: Visitor, guide_address: str) -> None:
    tour = (
        walk(visitor, guide_address, at="#parcours-droit")
        .expect_at("droit")
        .press("Thème suivant")
        .expect_at("neutralite")
    )
    tour.page.reload()
    Walk(tour.page).expect_at("neutralite")


def test_an_address_of_no_step_goes_to_the_first_that_is_open(visitor: Visitor, guide_address: str) -> None:
    walk(visitor, guide_address, document(answers("profil")), at="#parcours-nulle-part").expect_at(
        "objectifs"
    )


def test_the_list_leads_anywhere(visit: Visit, guide_address: str) -> None:
    tour = walk(visit(360), guide_address).press("Un thème à la fois")
    expect(tour.link("securite")).to_be_hidden()
    tour.root.get_by_text("Tous les thèmes").click()
    tour.link("securite").click()
    tour.expect_at("securite")
    expect(tour.link("securite")).to_have_attribute("aria-current", "step")
    expect(tour.root.locator("[aria-current]")).to_have_count(1)


def test_the_tables_of_contents_leads_anywhere_too(visitor: Visitor, guide_address: str) -> None:
    tour = walk(visitor, guide_address).press("Un thème à la fois")
    tour.page.locator(".md-sidebar--secondary a", has_text="S’organiser").click()
    tour.expect_at("moyens")


def test_the_browsers_buttons_go_from_step_to_step(visitor: Visitor, guide_address: str) -> None:
    tour = walk(visitor, guide_address)
    tour.link("droit").click()
    tour.page.wait_for_url("**#theme-droit")
    tour.expect_all().press("Un thème à la fois").expect_at("profil").press("Thème suivant").expect_at(
        "objectifs"
    )
    tour.page.go_back()
    tour.expect_at("profil")
    tour.page.go_back()
    tour.expect_all()
    expect(tour.heading("droit")).to_be_in_viewport()
    tour.page.go_forward()
    tour.expect_at("profil")
    tour.page.go_forward()
    tour.expect_at("objectifs").press("Tout afficher").expect_all()
    tour.page.go_back()
    tour.expect_at("objectifs")


def test_the_address_of_a_question_leads_to_it(visitor: Visitor, guide_address: str) -> None:
    tour = walk(visitor, guide_address, at="#droit-mentions-legales")
    expect(Form(tour.page, "droit").box("mentions-legales")).to_be_in_viewport()
    tour.expect_all()


def test_a_link_to_a_question_shows_its_theme(visitor: Visitor, guide_address: str) -> None:
    tour = walk(visitor, guide_address, at="#parcours-objectifs").expect_at("objectifs")
    link = tour.page.evaluate_handle("""() => {
        const link = Object.assign(document.createElement("a"), { href: "#droit-mentions-legales", textContent: "Là" });
        document.querySelector("#questionnaire-objectifs").prepend(link);
        return link;
    }""").as_element()
    assert link is not None
    link.click()
    box = Form(tour.page, "droit").box("mentions-legales")
    expect(box).to_be_in_viewport()
    expect(box).to_be_focused()
    expect(tour.heading("objectifs")).to_be_hidden()
    tour.page.wait_for_url("**#parcours-droit")
    tour.page.go_back()
    tour.expect_at("objectifs")


def test_a_question_is_scrolled_to_within_its_theme(visitor: Visitor, guide_address: str) -> None:
    tour = walk(visitor, guide_address, at="#parcours-objectifs")
    form = Form(tour.page, "objectifs").wait()
    form.choose("alerte-sans-reseau", "rien")
    form.root.locator("[data-essential] a").first.click()
    expect(form.box("alerte-sans-reseau")).to_be_in_viewport()
    expect(form.root).to_be_visible()
    expect(tour.heading("ligne-editoriale")).to_be_hidden()


def test_nothing_is_asked_twice(visitor: Visitor, guide_address: str) -> None:
    """What the ten essentials asked is there, and told."""
    express = visitor.form(f"{guide_address}/autodiagnostic/index.html", "express").wait()
    for question in express.definition().questions:
        express.choose(question.id, question.options[-1].id)
    tour = walk(visitor, guide_address)
    expect(tour.root).to_contain_text("10 questions sur 49 ont déjà une réponse.")
    asked = {question.key for question in express.definition().questions}
    first = next(step for step in STEPS if any(key.startswith(f"{step}.") for key in asked))
    here = [question for question in compiled().definitions[first].questions if question.key in asked]
    tour.link(first).click()
    tour.press("Un thème à la fois").expect_at("profil")
    tour.page.goto(f"{guide_address}/{PAGE}#parcours-{first}")
    tour = Walk(tour.page).expect_at(first)
    form = Form(tour.page, first).wait()
    for question in here:
        expect(form.input(question.id, question.options[-1].id)).to_be_checked()
    given = f"{len(here)} réponse" + ("s sont déjà données" if len(here) > 1 else " est déjà donnée")
    expect(tour.here).to_contain_text(f"Ici, {given}")


def test_a_later_round_looks_at_each_theme_again(visitor: Visitor, guide_address: str) -> None:
    before = document(
        answers(*STEPS, leave="moyens.temps-prevu"),
        snapshots=SNAPSHOTS,
        reviewed={"profil": "2026-11-20", "ligne-editoriale": "2026-11-20"},
    )
    tour = walk(visitor, guide_address, before, at="#parcours").expect_at("objectifs")
    expect(tour.here).to_contain_text("questions à relire ou à compléter")
    tour.expect_states(profil="relu", objectifs="à relire", ligne_editoriale="relu", comptes="à relire")
    tour.press("Thème suivant").expect_at("ligne-editoriale").expect_states(objectifs="relu")
    tour.page.close()
    walk(visitor, guide_address, at="#parcours").expect_at("comptes")


def test_another_tab_is_heard(visitor: Visitor, guide_address: str) -> None:
    tour = walk(visitor, guide_address).expect_states(objectifs="à faire")
    form = visitor.form(f"{guide_address}/methode/1-objectifs.html", "objectifs").wait()
    form.choose("objectifs-ecrits", "revu")
    tour.expect_states(objectifs="commencé, 1 sur 4")


def test_without_script_the_page_is_whole(visit: Visit, guide_address: str) -> None:
    page = visit(java_script_enabled=False).open(f"{guide_address}/{PAGE}#parcours")
    for step in STEPS:
        expect(page.locator(f"#questionnaire-{step}")).to_be_visible()
    expect(page.locator("nav.walk")).to_be_hidden()
    expect(page.locator(".walk-place").get_by_role("link", name="S’organiser")).to_be_visible()


def test_when_the_walk_fails_the_page_is_whole(visitor: Visitor, guide_address: str) -> None:
    visitor.context.route(
        "**/walk.js", lambda route: route.fulfill(body="throw 0", content_type="text/javascript")
    )
    page = visitor.open(f"{guide_address}/{PAGE}#parcours")
    Form(page, "mesure").wait()
    expect(page.locator(".walk-place").get_by_role("link", name="S’organiser")).to_be_visible()
    visitor.troubles.clear()


def test_from_a_usb_key(visitor: Visitor, key_address: str) -> None:
    tour = Walk(visitor.open(f"{key_address}/{PAGE}")).press("Un thème à la fois").expect_at("profil")
    tour.press("Thème suivant").expect_at("objectifs")
    tour.page.reload()
    tour = Walk(tour.page).expect_at("objectifs")
    tour.page.go_back()
    tour.expect_at("profil")


def test_where_links_load_no_page(visitor: Visitor, trial_address: str) -> None:
    page = visitor.open_instantly(f"{trial_address}/index.html")
    follow(page, PAGE)
    Walk(page).press("Un thème à la fois").expect_at("profil").press("Thème suivant").expect_at("objectifs")
    follow(page, "autodiagnostic/index.html")
    follow(page, PAGE)
    Walk(page).expect_all().press("Un thème à la fois").expect_at("profil")
    assert same_document(page)


def test_the_printed_page_is_what_is_shown(visitor: Visitor, guide_address: str) -> None:
    tour = walk(visitor, guide_address, at="#parcours-droit").expect_at("droit")
    expect(tour.page.get_by_text("« Imprimer » n’imprime que ce thème")).to_be_visible()
    tour.page.emulate_media(media="print")
    expect(tour.heading("droit")).to_be_visible()
    expect(tour.heading("objectifs")).to_be_hidden()
    for name in ("Thème suivant", "Tout afficher"):
        expect(tour.button(name)).to_be_hidden()
    expect(tour.root).to_be_hidden()


def test_axe_finds_nothing_in_the_walk(visit: Visit, guide_address: str) -> None:
    states = document(
        answers("profil", "objectifs", "comptes", leave="comptes.liens-croises"),
        snapshots=SNAPSHOTS,
        reviewed={"profil": "2026-11-20"},
    )
    tour = walk(visit(360), guide_address, states)
    expect_nothing_found(tour.page)
    tour.press("Un thème à la fois").expect_at("objectifs")
    tour.root.get_by_text("Tous les thèmes").click()
    expect_nothing_found(tour.page)


def test_nothing_is_cut_on_the_smallest_screen(visit: Visit, guide_address: str) -> None:
    tour = walk(visit(320), guide_address, document(answers("profil", "objectifs")))
    for step in STEPS[2:]:
        tour.page.goto(f"{guide_address}/{PAGE}#parcours-{step}")
        tour.expect_at(step)
        assert tour.page.evaluate("document.scrollingElement.scrollWidth") <= 320


@pytest.mark.parametrize("width", [360, 1280])
def test_targets_are_easy_to_hit(visit: Visit, guide_address: str, width: int) -> None:
    tour = walk(visit(width), guide_address, at="#parcours-droit").expect_at("droit")
    for target in tour.page.locator(":is(.walk, .walk-turn) :is(button, summary, a)").all():
        if target.is_visible():
            box = target.bounding_box()
            assert box is not None
            assert box["height"] >= 44, target.text_content()
