"""The plan: what the answers call for, in the commune's hands, on screen, on paper and in files."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import icalendar
import pytest
from playwright.sync_api import Locator, Page, expect
from pypdf import PdfReader

from autodiagnostic.definition import Question
from browser.forms import KEY, compiled, document, keep, kept
from browser.looks import expect_nothing_found
from browser.visitors import Visit, Visitor

TODAY = "2026-11-23"
TWO_FACTORS = "securite.double-authentification"
PAGE = "comptes.page-facebook"
THREE = [TWO_FACTORS, PAGE, "securite.deux-responsables"]


def answers(number: int | None = None) -> dict[str, object]:
    """The worst answer to the first questions of the report's themes, all unless a number is given."""
    library = compiled()
    assert library.report is not None
    keys = {
        question.key: question.options[0].id
        for theme in library.report.themes
        for question in library.definitions[theme.id].questions
    }
    return dict(list(keys.items())[:number])


def question(key: str) -> Question:
    (found,) = (
        one for one in compiled().definitions[key.split(".", maxsplit=1)[0]].questions if one.key == key
    )
    return found


# No answer of the guide's calls for two actions: here one does.
BOTH = f"""document.addEventListener("DOMContentLoaded", () => {{
    const root = document.querySelector("[data-board]");
    if (!root) return;
    const data = JSON.parse(root.dataset.board);
    const question = data.definitions.comptes.questions.find(({{key}}) => key === "{PAGE}");
    for (const advice of question.advice) advice.when = ["rien"];
    root.dataset.board = JSON.stringify(data);
}});"""


class Plan:
    """The plan in a page, on a day of November."""

    def __init__(self, visitor: Visitor, address: str, content: Mapping[str, object] | None = None) -> None:
        self.page = visitor.open(
            f"{address}/autodiagnostic/bilan.html",
            at=f"{TODAY}T10:00:00",
            kept=None if content is None else {KEY: content},
        )
        self.root = self.page.locator("#plan")
        expect(self.root).to_have_attribute("data-ready", "")
        self.counts = self.part("counts")

    def part(self, name: str) -> Locator:
        return self.root.locator(f'[data-part="{name}"]').first

    def row(self, key: str) -> Locator:
        return self.root.locator(f'[data-row="{key}"]')

    def field(self, key: str, name: str) -> Locator:
        return self.row(key).locator(f'[name="{name}"]')

    def rows(self, group: str) -> Locator:
        return self.part(group).locator("[data-row]")

    def expect_first(self, group: str, *keys: str) -> None:
        """The group begins by rows of these keys."""
        for place, key in enumerate(keys):
            expect(self.rows(group).nth(place)).to_have_attribute("data-row", key)

    def expect_keys(self, group: str, *keys: str) -> None:
        """The group has rows of these keys, and no other."""
        expect(self.rows(group)).to_have_count(len(keys))
        self.expect_first(group, *keys)

    def entry(self, key: str) -> dict[str, Any] | None:
        found: dict[str, Any] | None = (kept(self.page) or {}).get("plan", {}).get(key)
        return found

    def choose(self, name: str, value: str) -> None:
        if not self.part("filter").is_visible():
            self.part("summary").click()
        self.part("filter").locator(f'[name="{name}"]').select_option(value)

    def tick(self, label: str) -> None:
        if not self.part("filter").is_visible():
            self.part("summary").click()
        self.part("filter").get_by_label(label).check()

    def button(self, name: str) -> Locator:
        return self.root.get_by_role("button", name=name)

    def downloaded(self, button: str) -> tuple[str, str]:
        """The name and the text of a file, as its bytes say it."""
        with self.page.expect_download() as download:
            self.button(button).click()
        path = download.value.path()
        return download.value.suggested_filename, Path(path).read_bytes().decode()


@pytest.fixture
def plan(visitor: Visitor, guide_address: str) -> Plan:
    """Of a commune that has everything to do."""
    return Plan(visitor, guide_address, document(answers(), commune="Saint-Martin"))


def save(page: Page, *changes: list[object]) -> None:
    """What another component or another tab does; None stands for undefined."""
    page.evaluate(
        "changes => Autodiagnostic.store.save(changes.map((one) => one.map((part) => part ?? undefined)))",
        changes,
    )


# What stands in it.


def test_the_first_three_stand_out_then_come_the_next_and_the_others_are_folded(plan: Plan) -> None:
    expect(plan.part("first-title")).to_have_text("Vos trois premières actions")
    expect(plan.part("first-group")).to_contain_text("Pas plus de trois à la fois")
    plan.expect_keys("first", *THREE)
    expect(plan.row(TWO_FACTORS).get_by_role("heading")).to_have_text(
        "Activer la double authentification sur le compte de la personne qui a le contrôle total"
    )
    expect(plan.rows("then")).to_have_count(7)
    expect(plan.part("later-title")).to_have_text("Plus tard : 34 autres actions")
    expect(plan.rows("later")).to_have_count(34)
    expect(plan.rows("later").first).to_be_hidden()
    expect(plan.counts).to_have_text("44 actions")


def test_further_advice_on_the_same_question_stands_in_the_same_row(
    visitor: Visitor, guide_address: str
) -> None:
    visitor.context.add_init_script(BOTH)
    plan = Plan(visitor, guide_address, document({PAGE: "rien"}))
    expect(plan.counts).to_have_text("1 action")
    title = str(plan.row(PAGE).get_by_role("heading").text_content())
    actions = [one.action for one in question(PAGE).advice]
    others = [action for action in actions if action != title]
    assert len(others) == len(actions) - 1 > 0
    further = plan.part("further").get_by_role("listitem")
    assert sorted(further.all_text_contents()) == sorted(others)
    plan.row(PAGE).get_by_text("Pourquoi, et comment").click()
    expect(plan.part("advice").locator("[data-advice]")).to_have_count(len(others) + 1)


def test_the_reasons_are_folded_under_the_action(plan: Plan) -> None:
    row = plan.row(TWO_FACTORS)
    row.get_by_text("Pourquoi, et comment").click()
    expect(row.get_by_text("Un mot de passe volé ne suffit plus pour entrer.")).to_be_visible()
    expect(row.get_by_text("Effort : faible")).to_be_visible()
    expect(row.get_by_role("link", name="Lire le passage du guide")).to_have_attribute(
        "href", "../methode/7-securite.html#double-authentification"
    )
    expect(row.get_by_role("link", name="Revoir la question")).to_have_attribute(
        "href", "themes.html#securite-double-authentification"
    )


def test_without_answers_it_says_where_to_begin(visitor: Visitor, guide_address: str) -> None:
    plan = Plan(visitor, guide_address)
    expect(plan.part("nothing")).to_have_text(
        "Les actions à mener viendront s’écrire ici, les plus utiles d’abord, dès vos premières réponses. "
        "Commencer à répondre"
    )
    expect(plan.part("nothing").get_by_role("link")).to_have_attribute("href", "themes.html")
    expect(plan.part("out")).to_be_hidden()
    expect(plan.part("view")).to_be_hidden()


def test_with_nothing_to_do_it_says_so_soberly(visitor: Visitor, guide_address: str) -> None:
    best = dict.fromkeys(answers(), "revu")
    plan = Plan(visitor, guide_address, document(best))
    expect(plan.part("calm")).to_contain_text(
        "Vos réponses n’appellent aucune action : c’est du beau travail."
    )
    expect(plan.part("nothing")).to_be_hidden()
    save(plan.page, ["answers", PAGE, None])
    expect(plan.part("calm")).to_have_text(
        "Vos réponses n’appellent aucune action pour l’instant. Il reste 1 question."
    )


# Writing in it.


def test_each_field_is_kept_by_itself_and_found_again(plan: Plan) -> None:
    plan.field(PAGE, "owner").fill("Mme Durand ")
    title = str(plan.row(PAGE).get_by_role("heading").text_content())
    assert plan.entry(PAGE) == {"owner": "Mme Durand", "title": title}
    plan.field(PAGE, "due").fill("2026-11-20")
    plan.field(PAGE, "status").select_option("started")
    plan.row(PAGE).locator("summary").get_by_text("Note").click()
    plan.field(PAGE, "note").fill("Appeler\nle support")
    written = {
        "title": title,
        "owner": "Mme Durand",
        "due": "2026-11-20",
        "status": "started",
        "note": "Appeler\nle support",
    }
    assert plan.entry(PAGE) == written
    expect(plan.row(PAGE).get_by_text("En retard")).to_be_visible()
    expect(plan.counts).to_have_text("44 actions, 1 en retard")
    plan.page.reload()
    expect(plan.field(PAGE, "owner")).to_have_value("Mme Durand")
    expect(plan.field(PAGE, "note")).to_be_visible()
    expect(plan.field(PAGE, "note")).to_have_value("Appeler\nle support")


def test_what_is_emptied_leaves_no_trace(plan: Plan) -> None:
    plan.field(PAGE, "owner").fill("x")
    plan.field(PAGE, "status").select_option("done")
    plan.field(PAGE, "owner").fill("")
    assert set(plan.entry(PAGE) or {}) == {"status", "title"}
    plan.field(PAGE, "status").select_option("todo")
    assert plan.entry(PAGE) is None


def test_every_field_is_named_after_its_action(plan: Plan) -> None:
    title = plan.row(PAGE).get_by_role("heading").text_content()
    for name in ("Qui", "Échéance", "État"):
        expect(plan.root.get_by_label(f"{name} : {title}")).to_have_count(1)


def test_the_advice_fills_in_what_is_empty_in_one_click(plan: Plan) -> None:
    plan.button("Proposer : La personne qui a le contrôle total, sous 1 jour").first.click()
    entry = plan.entry(TWO_FACTORS) or {}
    assert (entry["owner"], entry["due"]) == ("La personne qui a le contrôle total", "2026-11-24")
    expect(plan.field(TWO_FACTORS, "owner")).to_have_value("La personne qui a le contrôle total")
    expect(plan.field(TWO_FACTORS, "owner")).to_be_focused()
    expect(plan.field(TWO_FACTORS, "due")).to_have_value("2026-11-24")
    expect(plan.row(TWO_FACTORS).get_by_text("Proposer")).to_be_hidden()
    # What a person wrote stays.
    plan.field(PAGE, "owner").fill("Le maire")
    plan.row(PAGE).get_by_role("button", name="Proposer : sous 1 mois").click()
    assert (plan.entry(PAGE) or {})["owner"] == "Le maire"
    assert (plan.entry(PAGE) or {})["due"] == "2026-12-23"


def test_what_is_done_leads_back_to_the_question(plan: Plan) -> None:
    plan.field(PAGE, "status").select_option("done")
    link = plan.row(PAGE).get_by_role("link", name="Mettez votre réponse à jour")
    expect(link).to_have_attribute("href", "themes.html#comptes-page-facebook")
    expect(plan.counts).to_have_text("44 actions, 1 faite")
    # The row stays where it is while one works on it; later, another takes its place.
    plan.expect_keys("first", *THREE)
    plan.page.reload()
    expect(plan.row(TWO_FACTORS)).to_be_visible()
    expect(plan.rows("first")).to_have_count(3)
    expect(plan.part("first").locator(f'[data-row="{PAGE}"]')).to_have_count(0)


def test_a_row_that_was_written_in_stays_once_the_answer_is_better(plan: Plan) -> None:
    plan.field(PAGE, "owner").fill("Mme Durand")
    title = str(plan.row(PAGE).get_by_role("heading").text_content())
    plan.part("summary").focus()
    save(plan.page, ["answers", PAGE, "revu"], ["answers", TWO_FACTORS, "revu"])
    plan.expect_keys("settled", PAGE)
    expect(plan.row(PAGE).get_by_role("heading")).to_have_text(title)
    expect(plan.field(PAGE, "owner")).to_have_value("Mme Durand")
    expect(plan.row(TWO_FACTORS)).to_have_count(0)
    expect(plan.counts).to_have_text("42 actions, 1 plus demandée")
    plan.row(PAGE).get_by_role("button", name="Retirer").click()
    expect(plan.button("Rétablir")).to_be_focused()
    assert plan.entry(PAGE) is None
    plan.button("Rétablir").click()
    expect(plan.field(PAGE, "owner")).to_be_focused()
    assert plan.entry(PAGE) == {"owner": "Mme Durand", "title": title}


def test_what_is_no_plan_breaks_nothing(visitor: Visitor, guide_address: str) -> None:
    odd = {
        PAGE: 5,
        TWO_FACTORS: {"owner": ["x"], "due": "<b>", "status": 3},
        "propre.x": None,
        "__proto__": [],
    }
    plan = Plan(visitor, guide_address, document(answers(), plan=odd))
    expect(plan.field(TWO_FACTORS, "owner")).to_have_value("")
    expect(plan.field(TWO_FACTORS, "status")).to_have_value("todo")
    expect(plan.field("propre.x", "title")).to_have_value("")


# One's own actions.


def test_actions_of_ones_own_are_added_edited_removed_and_taken_back(plan: Plan) -> None:
    plan.root.get_by_label("Une action à vous").fill("  Inviter le conseil des jeunes ")
    plan.page.keyboard.press("Enter")
    own = plan.root.locator("[data-kind=own]")
    expect(own.locator("[name=owner]")).to_be_focused()
    key = str(own.get_attribute("data-row"))
    assert plan.entry(key) == {"title": "Inviter le conseil des jeunes"}
    expect(plan.root.get_by_label("Une action à vous")).to_have_value("")
    expect(plan.counts).to_have_text("45 actions")
    plan.field(key, "title").fill("Inviter les jeunes")
    plan.field(key, "due").fill("2026-12-01")
    plan.field(key, "title").fill("")
    assert plan.entry(key) == {"title": "Inviter les jeunes", "due": "2026-12-01"}
    own.get_by_role("button", name="Retirer : Inviter les jeunes").click()
    expect(plan.part("removed")).to_have_text("Action retirée : Inviter les jeunes")
    expect(own).to_have_count(0)
    plan.page.keyboard.press("Enter")
    expect(plan.field(key, "owner")).to_be_focused()
    expect(plan.field(key, "title")).to_have_value("Inviter les jeunes")
    assert plan.entry(key) == {"title": "Inviter les jeunes", "due": "2026-12-01"}


def test_all_of_it_by_keyboard(plan: Plan) -> None:
    """From the summary of the filters to the last button, each stop is seen."""
    plan.part("summary").focus()
    stops = []
    for _ in range(160):
        plan.page.keyboard.press("Tab")
        name = plan.page.evaluate(
            """() => {
                const {activeElement: one} = document;
                return one.closest("#plan") ? one.name || one.dataset.part || one.tagName : "";
            }"""
        )
        stops.append(name)
        if name == "ics":
            break
    # A date has a stop for each of its parts.
    stops = [name for name, before in zip(stops, ["", *stops], strict=False) if name != before]
    assert stops[:6] == ["owner", "due", "status", "BUTTON", "SUMMARY", "owner"]
    assert stops[-6:] == ["later-title", "title", "BUTTON", "print", "csv", "ics"]


# Sorting and filtering.


def test_a_filter_shows_what_answers_to_it_and_is_cleared_in_one_click(plan: Plan) -> None:
    plan.field(PAGE, "owner").fill("Mme Durand")
    plan.field(PAGE, "due").fill("2026-11-01")
    plan.choose("owner", "=Mme Durand")
    expect(plan.counts).to_have_text("44 actions, 1 en retard, 1 affichée")
    plan.expect_keys("then", PAGE)
    expect(plan.part("first-group")).to_be_hidden()
    expect(plan.row(PAGE).get_by_text("À mener d’abord")).to_be_visible()
    plan.choose("status", "done")
    expect(plan.part("unmatched")).to_have_text("Aucune action ne correspond à ce filtre.")
    plan.button("Tout afficher").click()
    expect(plan.part("summary")).to_be_focused()
    plan.expect_keys("first", *THREE)
    plan.tick("En retard seulement")
    plan.expect_keys("then", PAGE)
    plan.button("Tout afficher").click()
    plan.tick("Essentiels seulement")
    expect(plan.rows("then")).to_have_count(14)
    plan.choose("theme", "securite")
    plan.expect_keys("then", TWO_FACTORS, "securite.deux-responsables", "securite.departs")


def test_rows_are_sorted_and_stay_while_they_are_written_in(plan: Plan) -> None:
    plan.field(PAGE, "due").fill("2027-01-01")
    plan.field("securite.deux-responsables", "due").fill("2026-12-01")
    plan.choose("order", "due")
    plan.expect_first("then", "securite.deux-responsables", PAGE)
    plan.field(PAGE, "due").fill("2026-11-30")
    plan.expect_first("then", "securite.deux-responsables", PAGE)
    expect(plan.field(PAGE, "due")).to_be_focused()


def test_what_another_tab_does_never_disturbs_what_is_being_typed(plan: Plan) -> None:
    owner = plan.field(PAGE, "owner")
    owner.press_sequentially("Mme Du")
    owner.evaluate("field => { window.field = field; field.setSelectionRange(2, 4); }")
    other = plan.page.context.new_page()
    other.goto(plan.page.url)
    expect(other.locator("#plan")).to_have_attribute("data-ready", "")
    # Another answer, another row, and this very question: its action is called for no longer.
    save(
        other,
        ["answers", TWO_FACTORS, "revu"],
        ["plan", PAGE, "note", "De l’autre onglet"],
        ["plan", PAGE, "owner", "M. Petit"],
        ["answers", "mesure.indicateurs", "revu"],
    )
    expect(plan.row(TWO_FACTORS)).to_have_count(0)
    assert plan.page.evaluate(
        "[document.activeElement === window.field, field.value, field.selectionStart, field.selectionEnd]"
    ) == [True, "Mme Du", 2, 4]
    expect(plan.field(PAGE, "note")).to_have_value("De l’autre onglet")
    save(other, ["answers", PAGE, "revu"])
    expect(plan.counts).to_contain_text("plus demandée")
    assert plan.page.evaluate("document.activeElement === window.field")
    # Left without another key, the field shows what the other tab wrote.
    plan.page.keyboard.press("Tab")
    expect(owner).to_have_value("M. Petit")


def test_another_communes_plan_takes_the_place_of_this_one(plan: Plan) -> None:
    plan.field(PAGE, "owner").fill("Mme Durand")
    keep(plan.page, document({PAGE: "rien"}, commune="Autre"), f"{KEY}.2")
    plan.page.evaluate("Autodiagnostic.store.open('2')")
    expect(plan.counts).to_have_text("1 action")
    expect(plan.field(PAGE, "owner")).to_have_value("")
    plan.field(PAGE, "owner").fill("Autre")
    assert (plan.entry(PAGE) or {})["owner"] == "Mme Durand"


# Files.


def test_a_spreadsheet_gets_what_is_shown(plan: Plan) -> None:
    plan.field(PAGE, "owner").fill("=1+1")
    plan.field(PAGE, "due").fill("2026-11-01")
    name, text = plan.downloaded("Tableur (.csv)")
    assert name == "plan-saint-martin-2026-11-23.csv"
    head, *rows = csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=";")
    assert head == [
        "N°",
        "Action",
        "Thème",
        "Essentiel",
        "Qui",
        "Échéance",
        "État",
        "En retard",
        "Note",
        "À lire",
    ]
    assert len(rows) == 44
    assert rows[1][0] == "2"
    assert rows[1][2:9] == ["Choisir ses réseaux", "oui", "'=1+1", "01/11/2026", "À faire", "oui", ""]
    assert rows[1][9].startswith("http://127.0.0.1:")
    expect(plan.part("said")).to_have_text("44 actions dans le fichier plan-saint-martin-2026-11-23.csv.")
    plan.tick("En retard seulement")
    expect(plan.part("only")).to_be_visible()
    _, text = plan.downloaded("Tableur (.csv)")
    assert len(text.splitlines()) == 2


def test_a_calendar_gets_what_has_a_date(plan: Plan) -> None:
    plan.button("Agenda (.ics)").click()
    expect(plan.part("said")).to_have_text(
        "Aucune action affichée n’a d’échéance : donnez-en une, l’agenda la reprendra."
    )
    plan.field(PAGE, "owner").fill("Mme Durand")
    plan.field(PAGE, "due").fill("2026-12-31")
    plan.field(TWO_FACTORS, "due").fill("2026-12-01")
    plan.field(TWO_FACTORS, "status").select_option("dropped")
    name, text = plan.downloaded("Agenda (.ics)")
    assert name == "plan-saint-martin-2026-11-23.ics"
    calendar = icalendar.Calendar.from_ical(text)
    dropped, event = calendar.walk("VEVENT")
    assert (dropped["STATUS"], event["STATUS"]) == ("CANCELLED", "CONFIRMED")
    assert event["UID"] == "comptes.page-facebook.saint-martin@autodiagnostic"
    assert event.decoded("DTSTART").isoformat() == "2026-12-31"
    assert "Qui : Mme Durand\nÉtat : À faire\nÀ lire : http://127.0.0.1:" in event["DESCRIPTION"].replace(
        "\u00a0", " "
    )
    expect(plan.part("said")).to_contain_text("2 échéances dans le fichier")
    expect(plan.part("said")).to_contain_text("42 actions sans échéance n’y sont pas.")


def test_files_are_handed_over_from_a_key_too(visitor: Visitor, key_address: str) -> None:
    plan = Plan(visitor, key_address, document(answers(3)))
    name, text = plan.downloaded("Tableur (.csv)")
    assert name == "plan-2026-11-23.csv"
    assert "file://" in text


# On paper.


def printed(plan: Plan) -> list[str]:
    """The pages that the button prints, as their text is read again."""
    plan.page.evaluate("window.print = () => {}")
    plan.button("Imprimer le plan").click()
    pages = PdfReader(io.BytesIO(plan.page.pdf(prefer_css_page_size=True))).pages
    return [page.extract_text(extraction_mode="layout") for page in pages]


def numbers(page: str) -> list[int]:
    return [int(start) for line in page.splitlines() if (start := line.split(" ")[0]) and start.isdecimal()]


def test_ten_actions_a_page_each_with_its_head(visitor: Visitor, guide_address: str) -> None:
    plan = Plan(visitor, guide_address, document(answers(23), commune="Saint-Martin"))
    expect(plan.counts).to_have_text("23 actions")
    pages = printed(plan)
    assert [numbers(page) for page in pages] == [
        [*range(1, 11)],
        [*range(11, 21)],
        [*range(21, 24)],
    ]
    for number, page in enumerate(pages, start=1):
        assert "Commune : Saint-Martin" in page.replace("\u00a0", " ")
        assert "Imprimé le 23 novembre 2026" in page
        assert f"{number}/3" in page.replace(" ", "")
        assert page.count("☐") == len(numbers(page))
        for elsewhere in ("Mon bilan", "Trier", "Retirer", "Proposer", "Emporter", "Où vous en êtes"):
            assert elsewhere not in page


def test_no_row_is_cut_however_long_its_note(visitor: Visitor, guide_address: str) -> None:
    notes = {key: {"note": f"Début{place} {'mot ' * 1200}Fin{place}"} for place, key in enumerate(THREE)}
    plan = Plan(visitor, guide_address, document(answers(), plan=notes))
    pages = printed(plan)
    for place in range(3):
        (page,) = [page for page in pages if f"Début{place}" in page]
        assert f"Fin{place}" in page
        assert place + 1 in numbers(page)
    assert sorted(number for page in pages for number in numbers(page)) == [*range(1, 45)]
    assert "Commune : ………" in pages[0].replace("\u00a0", " ")


# For everyone.


def test_axe_finds_nothing_in_a_plan(visitor: Visitor, guide_address: str) -> None:
    expect_nothing_found(full(visitor, guide_address).page)


def full(visitor: Visitor, address: str) -> Plan:
    """With one of everything, unfolded."""
    entries = {
        TWO_FACTORS: {"owner": "Mme Durand", "due": "2026-11-01", "status": "started", "note": "Une note"},
        PAGE: {"status": "done"},
        "ancien.question": {"title": "Une action d’autrefois", "status": "dropped"},
        "propre.a": {"title": "Inviter la commune voisine", "due": "2026-12-24"},
    }
    plan = Plan(visitor, address, document(answers(), plan=entries))
    expect(plan.rows("later")).to_have_count(34)
    for fold in plan.root.locator("details:not([open]) > summary").all():
        if fold.is_visible():
            fold.click()
    return plan


def test_nothing_is_cut_at_320_pixels(visit: Visit, guide_address: str) -> None:
    plan = full(visit(320), guide_address)
    assert plan.page.evaluate("document.scrollingElement.scrollWidth") <= 320


@pytest.mark.parametrize("width", [360, 1280])
def test_targets_are_easy_to_hit(visit: Visit, guide_address: str, width: int) -> None:
    plan = full(visit(width), guide_address)
    first = ":is(.report-first, .report-adding, .report-out, [data-part=filter])"
    targets = plan.root.locator(f"{first} :is(input:not([type=checkbox]), select, button, summary)")
    heights = targets.evaluate_all(
        "all => all.filter((one) => one.checkVisibility()).map((one) => one.getBoundingClientRect().height)"
    )
    assert len(heights) > 10
    assert min(heights) >= 44


def test_a_question_renamed_keeps_its_row(visitor: Visitor, trial_address: str) -> None:
    plan = Plan(visitor, trial_address, document(plan={"essai.facebook": {"title": "T", "owner": "Zoé"}}))
    assert plan.entry("essai.facebook") is None
    (key,) = (kept(plan.page) or {})["plan"]
    assert key.startswith("essai.")
