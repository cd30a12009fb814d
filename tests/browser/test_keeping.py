"""Answers stay in the browser, through reloads, tabs, and whatever happens to the browser's store."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, Route, expect

from browser.forms import KEY, Form, document, keep, kept
from browser.visitors import Visitor

KEPT = "Vos réponses restent dans ce navigateur, sur cet appareil. Elles ne sont envoyées à personne."
SHARED = "Vos réponses ont été mises à jour depuis un autre onglet. Elles restent sur cet appareil."
REFUSED = (
    "Ce navigateur refuse d’enregistrer : vos réponses disparaîtront avec cette page. "
    "Imprimez-la pour les garder."
)
FULL = (
    "Ce navigateur n’a plus de place : vos dernières réponses ne sont pas enregistrées. "
    "Imprimez la page pour les garder."
)
DAMAGED = "Les réponses enregistrées étaient illisibles. Elles sont gardées à part ; les nouvelles sont enregistrées."
NEWER = (
    "Les réponses enregistrées viennent d’une version plus récente du guide. Elles restent intactes ; "
    "celles que vous donnez ici ne sont pas enregistrées."
)

REFUSE = """
for (const method of ["getItem", "setItem"]) {
    const usual = Storage.prototype[method];
    Storage.prototype[method] = function (key, ...rest) {
        if (key.startsWith("autodiagnostic.")) throw new DOMException("The operation is insecure.", "SecurityError");
        return usual.call(this, key, ...rest);
    };
}
"""
# Leaves room for a few characters only.
FILL = """() => {
    for (let length = 2 ** 24; length >= 1; length = Math.floor(length / 2)) {
        try {
            localStorage.setItem("filling", (localStorage.getItem("filling") ?? "") + "x".repeat(length));
        } catch {}
    }
}"""


@pytest.fixture
def address(guide_address: str) -> str:
    return f"{guide_address}/methode/1-objectifs.html"


@pytest.fixture
def form(visitor: Visitor, address: str) -> Form:
    return visitor.form(address, "objectifs").wait()


def reload(form: Form) -> None:
    form.page.reload()
    form.wait()


def expect_state(form: Form, sentence: str) -> None:
    expect(form.part("state")).to_have_text(sentence)


def test_a_reload_forgets_nothing(form: Form) -> None:
    expect_state(form, KEPT)
    form.choose("objectifs-ecrits", "partiel")
    form.choose("alerte-sans-reseau", "_ne-sait-pas")
    form.write_note("canaux-repartis", "Demander à l’accueil")
    before = form.shown()
    reload(form)
    form.expect_answers(
        objectifs_ecrits="partiel",
        alerte_sans_reseau="_ne-sait-pas",
        canaux_repartis=None,
        infos_hors_ligne=None,
    )
    expect(form.note("canaux-repartis")).to_have_value("Demander à l’accueil")
    expect(form.note("canaux-repartis")).to_be_visible()
    assert form.shown() == before


def test_the_document_is_what_it_says(form: Form) -> None:
    form.choose("objectifs-ecrits", "partiel")
    form.write_note("objectifs-ecrits", "À dater")
    assert kept(form.page) == document(
        {"objectifs.objectifs-ecrits": "partiel"}, notes={"objectifs.objectifs-ecrits": "À dater"}
    )
    form.note("objectifs-ecrits").fill("")
    assert kept(form.page) == document({"objectifs.objectifs-ecrits": "partiel"})


def test_reading_a_page_keeps_nothing(form: Form) -> None:
    assert kept(form.page) is None


def test_the_same_questionnaire_elsewhere_shows_the_same_answers(
    form: Form, visitor: Visitor, guide_address: str
) -> None:
    form.choose("objectifs-ecrits", "revu")
    elsewhere = visitor.form(f"{guide_address}/autodiagnostic/themes.html", "objectifs").wait()
    elsewhere.expect_answers(objectifs_ecrits="revu")
    assert elsewhere.shown() == form.shown()


def test_tabs_never_overwrite_each_other(form: Form, visitor: Visitor, address: str) -> None:
    other = visitor.form(address, "objectifs").wait()
    form.choose("objectifs-ecrits", "revu")
    other.expect_answers(objectifs_ecrits="revu")
    expect_state(other, SHARED)
    other.choose("canaux-repartis", "rien")
    expect_state(other, KEPT)
    form.expect_answers(objectifs_ecrits="revu", canaux_repartis="rien")
    assert form.shown() == other.shown()


def test_two_forms_in_a_page_share_one_document(visitor: Visitor, guide_address: str) -> None:
    first = visitor.form(f"{guide_address}/autodiagnostic/themes.html", "objectifs").wait()
    second = Form(first.page, "ligne-editoriale").wait()
    first.choose("objectifs-ecrits", "revu")
    second.choose("calendrier", "rien")
    answers = {"objectifs.objectifs-ecrits": "revu", "ligne-editoriale.calendrier": "rien"}
    assert kept(first.page) == document(answers)


def test_what_others_wrote_stays(form: Form) -> None:
    theirs = document({"ailleurs.question": "oui"}, plan={"etape": 1}, commune="Saint-Exemple")
    keep(form.page, theirs)
    form.choose("objectifs-ecrits", "revu")
    answers = {"ailleurs.question": "oui", "objectifs.objectifs-ecrits": "revu"}
    assert kept(form.page) == {**theirs, "answers": answers}


def test_a_store_that_refuses_is_said_and_the_form_goes_on(visitor: Visitor, address: str) -> None:
    visitor.context.add_init_script(REFUSE)
    form = visitor.form(address, "objectifs").wait()
    expect_state(form, REFUSED)
    form.choose("objectifs-ecrits", "revu")
    form.choose("canaux-repartis", "revu")
    form.expect_answers(objectifs_ecrits="revu", canaux_repartis="revu")
    assert form.shown()["percent"] == "100"
    expect_state(form, REFUSED)


def test_a_full_store_is_said_and_caught_up_once_there_is_room(form: Form) -> None:
    form.choose("objectifs-ecrits", "rien")
    form.page.evaluate(FILL)
    form.choose("canaux-repartis", "en-place")
    form.choose("alerte-sans-reseau", "revu")
    expect_state(form, FULL)
    form.expect_answers(objectifs_ecrits="rien", canaux_repartis="en-place", alerte_sans_reseau="revu")
    assert (kept(form.page) or {})["answers"] == {"objectifs.objectifs-ecrits": "rien"}

    form.page.evaluate("localStorage.removeItem('filling')")
    form.choose("infos-hors-ligne", "partiel")
    expect_state(form, KEPT)
    reload(form)
    form.expect_answers(
        objectifs_ecrits="rien",
        canaux_repartis="en-place",
        alerte_sans_reseau="revu",
        infos_hors_ligne="partiel",
    )


UNREADABLE = {
    "no JSON": '{"format": "autodiag',
    "no document": "[1, 2]",
    "nothing": "null",
    "another format": '{"format": "autre", "version": 1, "answers": {}, "notes": {}}',
    "no version": '{"format": "autodiagnostic-document", "answers": {}, "notes": {}}',
    "answers in a list": '{"format": "autodiagnostic-document", "version": 1, "answers": [], "notes": {}}',
    "no notes": '{"format": "autodiagnostic-document", "version": 1, "answers": {}}',
}


def aside(page: Page) -> list[str]:
    """What is kept aside."""
    found: list[str] = page.evaluate(
        "Object.keys(localStorage).filter((key) => key.startsWith('autodiagnostic.illisible.')).sort()"
        ".map((key) => localStorage.getItem(key))"
    )
    return found


@pytest.mark.parametrize("text", UNREADABLE.values(), ids=UNREADABLE.keys())
def test_what_cannot_be_read_is_kept_aside(form: Form, text: str) -> None:
    keep(form.page, text)
    reload(form)
    expect_state(form, DAMAGED)
    assert aside(form.page) == [text]
    form.choose("objectifs-ecrits", "revu")
    expect_state(form, DAMAGED)
    assert kept(form.page) == document({"objectifs.objectifs-ecrits": "revu"})
    reload(form)
    expect_state(form, KEPT)
    form.expect_answers(objectifs_ecrits="revu")
    assert aside(form.page) == [text]


def test_two_unreadable_texts_are_both_kept_each_once(form: Form) -> None:
    for text in ("un", "deux"):
        keep(form.page, text)
        reload(form)
        reload(form)
    assert aside(form.page) == ["un", "deux"]


def test_what_becomes_unreadable_meanwhile_loses_no_answer(form: Form) -> None:
    form.choose("objectifs-ecrits", "revu")
    keep(form.page, "abîmé")
    form.choose("canaux-repartis", "rien")
    expect_state(form, DAMAGED)
    answers = {"objectifs.objectifs-ecrits": "revu", "objectifs.canaux-repartis": "rien"}
    assert kept(form.page) == document(answers)
    assert aside(form.page) == ["abîmé"]


def test_what_is_emptied_meanwhile_is_written_again(form: Form) -> None:
    form.choose("objectifs-ecrits", "revu")
    form.page.evaluate("localStorage.clear()")
    form.choose("canaux-repartis", "rien")
    answers = {"objectifs.objectifs-ecrits": "revu", "objectifs.canaux-repartis": "rien"}
    assert kept(form.page) == document(answers)


def test_a_newer_document_is_left_untouched(form: Form) -> None:
    newer = {**document({"objectifs.objectifs-ecrits": {"value": "revu"}}), "version": 2, "notes": []}
    keep(form.page, newer)
    reload(form)
    expect_state(form, NEWER)
    form.choose("canaux-repartis", "revu")
    assert form.shown()["percent"] == "100"
    expect_state(form, NEWER)
    assert kept(form.page) == newer


HOSTILE = (
    '{"format": "autodiagnostic-document", "version": 1, "notes": {"objectifs.canaux-repartis": {"a": 1}},'
    '"erased": {"objectifs": 3, "__proto__": {"answers": {}}}, "__proto__": {"polluted": true},'
    '"answers": {"__proto__": {"polluted": true}, "constructor": 1, "objectifs.objectifs-ecrits": ["revu"],'
    '"objectifs.canaux-repartis": {"toString": 1}, "objectifs.alerte-sans-reseau": "__proto__"}}'
)


def test_hostile_data_does_nothing(form: Form) -> None:
    keep(form.page, HOSTILE)
    reload(form)
    expect(form.root.locator("input:checked")).to_have_count(0)
    expect(form.note("canaux-repartis")).to_have_value("")
    assert form.shown()["percent"] == ""
    form.button("Rétablir").click()
    form.choose("objectifs-ecrits", "revu")
    form.expect_answers(objectifs_ecrits="revu")
    assert form.page.evaluate("({}).polluted") is None
    assert "__proto__" in form.page.evaluate(f"localStorage.getItem('{KEY}')")


def test_answers_given_before_the_script_came_are_taken_over(visitor: Visitor, address: str) -> None:
    waiting: list[Route] = []
    visitor.context.route("**/form.js", lambda route: waiting.append(route))  # noqa: PLW0108 - it is marked as a handler
    page = visitor.context.new_page()
    page.goto(address, wait_until="commit")
    form = Form(page, "objectifs")
    form.input("objectifs-ecrits", "revu").check()
    form.page.wait_for_function(
        "() => performance.getEntriesByType('resource').some((one) => one.name.endsWith('store.js'))"
    )
    for route in waiting:
        route.continue_()
    form.wait()
    form.expect_answers(objectifs_ecrits="revu")
    assert form.shown()["percent"] == "100"
    assert kept(page) == document({"objectifs.objectifs-ecrits": "revu"})
