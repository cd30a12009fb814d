"""« Effacer mes réponses » asks first, and can be taken back until a new answer is given."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from browser.forms import Form, document, keep, kept
from browser.visitors import Visitor


@pytest.fixture
def form(visitor: Visitor, guide_address: str) -> Form:
    form = visitor.form(f"{guide_address}/autodiagnostic/themes.html", "objectifs").wait()
    form.choose("objectifs-ecrits", "partiel")
    form.choose("alerte-sans-reseau", "rien")
    form.write_note("canaux-repartis", "À revoir")
    Form(form.page, "ligne-editoriale").choose("calendrier", "revu")
    return form


ALL = document(
    {
        "objectifs.objectifs-ecrits": "partiel",
        "objectifs.alerte-sans-reseau": "rien",
        "ligne-editoriale.calendrier": "revu",
    },
    notes={"objectifs.canaux-repartis": "À revoir"},
)


def ask(form: Form) -> None:
    form.root.get_by_text("Effacer mes réponses").click()
    expect(
        form.root.get_by_text("Effacer toutes les réponses et les notes de ce questionnaire ?")
    ).to_be_visible()


def erase(form: Form) -> None:
    ask(form)
    form.button("Oui, effacer").click()
    expect(form.root.get_by_text("Vos réponses sont effacées.")).to_be_visible()


def expect_nothing(form: Form) -> None:
    expect(form.root.locator("input:checked")).to_have_count(0)
    expect(form.note("canaux-repartis")).to_have_value("")
    assert form.shown()["progress"] == "0 question sur 4"


def expect_everything(form: Form) -> None:
    form.expect_answers(objectifs_ecrits="partiel", alerte_sans_reseau="rien")
    expect(form.note("canaux-repartis")).to_have_value("À revoir")
    assert kept(form.page) == ALL


def test_no_keeps_everything(form: Form) -> None:
    ask(form)
    form.button("Non, les garder").click()
    expect(form.button("Oui, effacer")).to_be_hidden()
    expect(form.root.get_by_text("Effacer mes réponses")).to_be_focused()
    expect_everything(form)


def test_yes_erases_this_questionnaire_only(form: Form) -> None:
    erase(form)
    expect_nothing(form)
    expect(form.button("Rétablir")).to_be_focused()
    Form(form.page, "ligne-editoriale").expect_answers(calendrier="revu")
    assert (kept(form.page) or {})["answers"] == {"ligne-editoriale.calendrier": "revu"}


def test_erasing_can_be_taken_back(form: Form) -> None:
    before = form.shown()
    erase(form)
    form.button("Rétablir").click()
    expect(form.button("Rétablir")).to_be_hidden()
    expect_everything(form)
    assert form.shown() == before


def test_erasing_can_be_taken_back_after_a_reload(form: Form) -> None:
    erase(form)
    form.page.reload()
    form.wait()
    expect_nothing(form)
    form.button("Rétablir").click()
    expect_everything(form)


def test_a_new_answer_ends_what_can_be_taken_back(form: Form) -> None:
    erase(form)
    form.choose("infos-hors-ligne", "revu")
    expect(form.button("Rétablir")).to_be_hidden()
    assert (kept(form.page) or {})["erased"] == {}


def test_answers_to_questions_that_are_gone_are_erased_too(form: Form) -> None:
    keep(form.page, document({"objectifs.disparue": "oui", "objectifs.objectifs-ecrits": "revu"}))
    form.page.reload()
    form.wait()
    gone = "Une réponse à une question qui n’existe plus est gardée à part."
    expect(form.part("removed")).to_have_text(gone)
    erase(form)
    expect(form.part("removed")).to_be_hidden()
    assert (kept(form.page) or {})["answers"] == {}


def test_the_advice_is_back_in_its_order_for_a_blank_print(form: Form) -> None:
    erase(form)
    order = (
        form.part("pool").locator("> li").evaluate_all("items => items.map((item) => item.dataset.advice)")
    )
    questions = ["objectifs-ecrits", "canaux-repartis", "alerte-sans-reseau", "infos-hors-ligne"]
    assert [reference.split("/")[0] for reference in order] == [
        f"objectifs.{q}" for q in questions for _ in range(3)
    ]
