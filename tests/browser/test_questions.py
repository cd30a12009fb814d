"""Each kind of question and questionnaire, in a page that has one of everything."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from browser.forms import Form, document, keep, kept
from browser.visitors import Visitor


@pytest.fixture
def form(visitor: Visitor, trial_address: str) -> Form:
    return visitor.form(f"{trial_address}/essai.html", "essai").wait()


@pytest.fixture
def profile(form: Form) -> Form:
    """The profile, which stands in the same page."""
    return Form(form.page, "profil").wait()


def answers(form: Form) -> object:
    return (kept(form.page) or {})["answers"]


# Conditions.


def test_a_question_is_hidden_once_its_condition_fails(form: Form, profile: Form) -> None:
    expect(form.box("page-facebook")).to_be_visible()
    profile.choose("lieux", "instagram")
    expect(form.box("page-facebook")).to_be_hidden()
    expect(form.part("progress")).to_have_text("0 question sur 2")
    profile.choose("lieux", "facebook")
    expect(form.box("page-facebook")).to_be_visible()
    expect(form.part("progress")).to_have_text("0 question sur 3")


def test_a_hidden_answer_is_kept_but_not_counted(form: Form, profile: Form) -> None:
    form.choose("page-facebook", "non")
    expect(form.part("first").locator("> li")).to_contain_text(["Créer une page"])
    profile.choose("lieux", "aucun")
    expect(form.part("first").locator("> li")).to_have_count(0)
    assert form.shown()["percent"] == ""
    profile.choose("lieux", "aucun")
    form.expect_answers(page_facebook="non")
    assert form.shown()["percent"] == "0"


# Several answers.


def test_an_exclusive_answer_stands_alone(form: Form) -> None:
    form.choose("relais", "elu")
    form.choose("relais", "agent")
    assert answers(form) == {"essai.relais": ["elu", "agent"]}
    form.choose("relais", "personne")
    form.expect_answers(relais="personne")
    assert answers(form) == {"essai.relais": ["personne"]}
    form.choose("relais", "stagiaire")
    form.expect_answers(relais="stagiaire")
    form.choose("relais", "_ne-sait-pas")
    form.expect_answers(relais="_ne-sait-pas")
    assert answers(form) == {"essai.relais": "_ne-sait-pas"}
    form.choose("relais", "elu")
    form.expect_answers(relais="elu")


def test_nothing_ticked_is_no_answer(form: Form) -> None:
    form.choose("relais", "elu")
    expect(form.part("progress")).to_have_text("1 question sur 3")
    form.choose("relais", "elu")
    expect(form.part("progress")).to_have_text("0 question sur 3")
    assert answers(form) == {}


def test_several_answers_come_back(form: Form) -> None:
    form.choose("relais", "elu")
    form.choose("relais", "stagiaire")
    form.page.reload()
    form.wait()
    ticked = form.root.locator('[name="relais"]:checked')
    expect(ticked).to_have_count(2)
    assert form.shown()["numbers"] == "12 points sur 12, soit 100\u00a0%." or form.shown()["percent"] == "100"


# Numbers.


def test_a_number_counts_within_its_bounds(form: Form) -> None:
    field = form.field("publications")
    wrong = form.box("publications").get_by_text("Ce nombre ne peut pas être compté.")
    expect(wrong).to_be_hidden()
    for given, percent, counted in [
        ("4", "100", True),
        ("3", "0", True),
        ("51", "", False),
        ("2.5", "", False),
    ]:
        field.fill(given)
        expect(form.part("headline")).to_have_attribute("data-percent", percent)
        expect(wrong).to_be_visible(visible=not counted)
        expect(field).to_have_attribute("aria-invalid", "false" if counted else "true")
    field.fill("")
    expect(wrong).to_be_hidden()
    assert answers(form) == {}


def test_a_number_out_of_bounds_is_kept_as_typed(form: Form) -> None:
    form.field("publications").fill("51")
    form.page.reload()
    form.wait()
    expect(form.field("publications")).to_have_value("51")
    expect(form.part("progress")).to_have_text("0 question sur 3")


def test_not_knowing_empties_the_number_and_the_other_way_round(form: Form) -> None:
    form.field("publications").fill("12")
    form.choose("publications", "_ne-sait-pas")
    expect(form.field("publications")).to_have_value("")
    assert answers(form) == {"essai.publications": "_ne-sait-pas"}
    form.field("publications").fill("0")
    form.expect_answers(publications=None)
    assert answers(form) == {"essai.publications": 0}


# Texts and notes.


def test_a_text_is_kept_and_never_counted(form: Form) -> None:
    form.field("remarque").fill("_Voir_ le « compte »\n& la suite")
    form.page.reload()
    form.wait()
    expect(form.field("remarque")).to_have_value("_Voir_ le « compte »\n& la suite")
    expect(form.part("progress")).to_have_text("0 question sur 3")


# Renamed and removed.


def test_answers_follow_a_rename(form: Form) -> None:
    notes = {"essai.facebook": "faux"}
    keep(form.page, document({"essai.facebook": "faux", "ailleurs.x": "y"}, notes=notes))
    form.page.reload()
    form.wait()
    form.expect_answers(page_facebook="non")
    expect(form.note("page-facebook")).to_have_value("faux")
    assert kept(form.page) == document(
        {"essai.page-facebook": "non", "ailleurs.x": "y"}, notes={"essai.page-facebook": "faux"}
    )


def test_answers_to_removed_questions_are_kept_and_said(form: Form) -> None:
    removed = {"essai.ancienne": "oui", "essai.autre": 3}
    keep(form.page, document({**removed, "ailleurs.x": "y"}))
    form.page.reload()
    form.wait()
    expect(form.part("removed")).to_have_text(
        "2 réponses à des questions qui n’existent plus sont gardées à part."
    )
    form.choose("relais", "elu")
    assert answers(form) == {**removed, "ailleurs.x": "y", "essai.relais": ["elu"]}


def test_an_answer_that_is_no_longer_offered_waits_for_another(form: Form) -> None:
    keep(form.page, document({"essai.page-facebook": "peut-etre"}))
    form.page.reload()
    form.wait()
    form.expect_answers(page_facebook=None)
    expect(form.part("progress")).to_have_text("0 question sur 3")
    assert answers(form) == {"essai.page-facebook": "peut-etre"}


# Other questionnaires.


def test_a_profile_shows_progress_and_no_result(form: Form, profile: Form) -> None:
    profile.choose("lieux", "facebook")
    expect(profile.part("progress")).to_contain_text("1 question sur")
    expect(profile.part("headline")).to_be_empty()
    assert answers(form) == {"profil.lieux": ["facebook"]}


def test_a_checklist_counts_what_is_done(visitor: Visitor, trial_address: str) -> None:
    checklist = visitor.form(f"{trial_address}/liste.html", "avant-publier").wait()
    expect(checklist.part("progress")).to_have_text("0 sur 3 fait")
    checklist.choose("date", "fait")
    checklist.choose("image", "fait")
    expect(checklist.part("progress")).to_have_text("2 sur 3 faits")
    checklist.page.reload()
    checklist.wait()
    checklist.expect_answers(date="fait", lieu=None, image="fait")
    checklist.choose("date", "fait")
    expect(checklist.part("progress")).to_have_text("1 sur 3 fait")
    assert answers(checklist) == {"avant-publier.image": "fait"}
