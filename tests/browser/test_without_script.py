"""Without JavaScript the form is complete: readable, fillable, countable by hand."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from browser.forms import Form
from browser.visitors import Visit


@pytest.fixture
def form(visit: Visit, guide_address: str) -> Form:
    return visit(java_script_enabled=False).form(f"{guide_address}/methode/1-objectifs.html", "objectifs")


def test_every_question_can_be_read_and_answered(form: Form) -> None:
    for question, value in {
        "objectifs-ecrits": "partiel",
        "canaux-repartis": "rien",
        "alerte-sans-reseau": "_ne-sait-pas",
        "infos-hors-ligne": "_sans-objet",
    }.items():
        expect(form.box(question)).to_be_visible()
        form.choose(question, value)
        expect(form.input(question, value)).to_be_checked()


def test_help_and_notes_unfold(form: Form) -> None:
    box = form.box("objectifs-ecrits")
    box.get_by_text("Aide").click()
    expect(box.get_by_text("Une page suffit : deux objectifs au plus.")).to_be_visible()
    form.write_note("objectifs-ecrits", "Voir avec Mme le maire")
    expect(form.note("objectifs-ecrits")).to_have_value("Voir avec Mme le maire")


def test_points_stand_beside_the_answers(form: Form) -> None:
    points = form.box("objectifs-ecrits").locator(".quest-points")
    expect(points).to_have_text(
        ["0 point", "2 points", "4 points", "6 points", "0 point", "maximum : 6 points de moins"]
    )
    for place in range(6):
        expect(points.nth(place)).to_be_visible()


def test_the_grid_counts(form: Form) -> None:
    expect(form.root.get_by_role("heading", name="Compter ses points à la main")).to_be_visible()
    table = form.root.get_by_role("table")
    expect(table).to_be_visible()
    expect(table.locator("tr")).to_have_count(5)
    expect(table.locator("tr").last.locator("th, td")).to_have_text(["18", "0", "8", "12"])
    expect(
        form.root.get_by_text("question 3 : au moins « Oui, un autre moyen est prêt à servir »")
    ).to_be_visible()


def test_all_advice_can_be_read(form: Form) -> None:
    expect(form.root.get_by_role("heading", name="Selon vos réponses")).to_be_visible()
    advice = form.root.locator("[data-advice]")
    expect(advice).to_have_count(12)
    for place in range(12):
        expect(advice.nth(place)).to_be_visible()
    expect(advice.first).to_contain_text("Question 1, si vous avez répondu « Non »")
    expect(advice.first).to_contain_text("Écrire deux objectifs au plus, sur une page")


def test_nothing_promises_what_only_the_script_does(form: Form) -> None:
    for name in ("Effacer mes réponses", "Imprimer"):
        expect(form.root.get_by_text(name, exact=True)).to_be_hidden()
    expect(form.root.get_by_role("heading", name="Votre résultat")).to_be_hidden()
    expect(form.root.get_by_text("Vos réponses restent dans ce navigateur")).to_be_hidden()
    expect(form.root.get_by_text("Le calcul automatique n’a pas pu démarrer.")).to_be_hidden()
    expect(form.root.get_by_text("Rien n’est enregistré.")).to_be_visible()


def test_enter_does_not_send_the_form(visit: Visit, trial_address: str) -> None:
    form = visit(java_script_enabled=False).form(f"{trial_address}/essai.html", "essai")
    form.field("publications").fill("12")
    form.field("publications").press("Enter")
    expect(form.field("publications")).to_have_value("12")
    assert form.page.url == f"{trial_address}/essai.html"
