"""Each commune has a file of its own: a tab writes to the one that it shows, and follows when another is opened."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from browser.forms import KEY, Form, document, keep, kept
from browser.test_keeping import FILL, FULL, SHARED
from browser.visitors import Visitor

OBJECTIVES = "objectifs.objectifs-ecrits"
# A tab that has not heard yet of what others write.
DEAF = "addEventListener('storage', (event) => window.deaf && event.stopImmediatePropagation());"


@pytest.fixture
def address(guide_address: str) -> str:
    return f"{guide_address}/methode/1-objectifs.html"


@pytest.fixture
def form(visitor: Visitor, address: str) -> Form:
    visitor.context.add_init_script(DEAF)
    return visitor.form(address, "objectifs").wait()


def save(page: Page, *changes: list[object]) -> None:
    """What the report's components do; None stands for undefined."""
    page.evaluate(
        "changes => Autodiagnostic.store.save(changes.map((one) => one.map((part) => part ?? undefined)))",
        changes,
    )


def open_file(page: Page, file: str) -> bool:
    return page.evaluate("file => Autodiagnostic.store.open(file)", file) is True


def shown_file(page: Page) -> str:
    return str(page.evaluate("Autodiagnostic.store.file"))


def keep_second(page: Page, text: object) -> None:
    keep(page, text, f"{KEY}.2")


def second(page: Page) -> dict[str, Any] | None:
    return kept(page, f"{KEY}.2")


def meet(page: Page, other: Page) -> None:
    """Until one tab's browser process has been given what the other's wrote."""
    text = other.evaluate(f"localStorage.getItem('{KEY}')")
    page.wait_for_function("([key, text]) => localStorage.getItem(key) === text", arg=[KEY, text])


# What a document holds.


def test_every_part_is_kept_by_its_path_and_survives_a_reload(form: Form) -> None:
    save(
        form.page,
        ["commune", "Saint-Martin"],
        ["answers", OBJECTIVES, "revu"],
        ["plan", OBJECTIVES, "owner", "Le maire"],
        ["plan", OBJECTIVES, "due", "2026-12-01"],
        ["targets", "objectifs", "solide"],
        ["reviewed", "objectifs", "2026-11-23"],
        ["snapshots", "2026-11-23T09:15:00Z", {"name": "Avant", "answers": {}}],
    )
    expected = document(
        {OBJECTIVES: "revu"},
        commune="Saint-Martin",
        plan={OBJECTIVES: {"owner": "Le maire", "due": "2026-12-01"}},
        targets={"objectifs": "solide"},
        reviewed={"objectifs": "2026-11-23"},
        snapshots={"2026-11-23T09:15:00Z": {"name": "Avant", "answers": {}}},
    )
    assert kept(form.page) == expected
    form.page.reload()
    form.wait().expect_answers(objectifs_ecrits="revu")
    assert form.page.evaluate("Autodiagnostic.store.kept") == expected


def test_an_entry_without_fields_goes_and_its_section_stays(form: Form) -> None:
    save(form.page, ["plan", OBJECTIVES, "owner", "Le maire"], ["plan", OBJECTIVES, "due", "2026-12-01"])
    save(form.page, ["plan", OBJECTIVES, "owner", None])
    assert kept(form.page) == document(plan={OBJECTIVES: {"due": "2026-12-01"}})
    save(form.page, ["plan", OBJECTIVES, "due", None], ["commune", None])
    assert kept(form.page) == document()
    # What was never there can be taken away too.
    save(form.page, ["plan", "propre.1", "due", None], ["targets", "objectifs", None])
    assert kept(form.page) == document()


def test_an_entry_of_another_kind_gives_way(form: Form) -> None:
    keep(form.page, document(plan={OBJECTIVES: 1}))
    save(form.page, ["plan", OBJECTIVES, "owner", "Le maire"])
    assert kept(form.page) == document(plan={OBJECTIVES: {"owner": "Le maire"}})


def test_a_name_like_a_method_is_a_name_like_any_other(visitor: Visitor, guide_address: str) -> None:
    page = visitor.open(f"{guide_address}/index.html")
    save(page, ["plan", "__proto__", "owner", "Le maire"], ["plan", "constructor", "owner", "L’élue"])
    page = visitor.open(f"{guide_address}/index.html")
    assert page.evaluate("({}).owner") is None
    assert page.evaluate("Object.keys(Autodiagnostic.store.kept.plan)") == ["__proto__", "constructor"]
    assert page.evaluate("Autodiagnostic.store.kept.plan.__proto__.owner") == "Le maire"


def test_listeners_are_told_what_changed(form: Form) -> None:
    form.page.evaluate(
        "window.told = []; Autodiagnostic.store.subscribe((keys) => told.push(keys ?? 'anything'))"
    )
    save(
        form.page,
        ["commune", "Saint-Martin"],
        ["answers", OBJECTIVES, "revu"],
        ["plan", OBJECTIVES, "owner", "Le maire"],
    )
    assert form.page.evaluate("told") == [["commune", OBJECTIVES, OBJECTIVES]]
    open_file(form.page, "2")
    assert form.page.evaluate("told.at(-1)") == "anything"


def test_a_document_of_before_opens(form: Form) -> None:
    old = {
        "format": "autodiagnostic-document",
        "version": 1,
        "answers": {OBJECTIVES: "revu"},
        "notes": {OBJECTIVES: "À dater"},
    }
    keep(form.page, old)
    form.page.reload()
    form.wait().expect_answers(objectifs_ecrits="revu")
    assert kept(form.page) == old
    form.choose("canaux-repartis", "rien")
    answers = {OBJECTIVES: "revu", "objectifs.canaux-repartis": "rien"}
    assert kept(form.page) == document(answers, notes=old["notes"])


def test_what_a_later_guide_added_stays(form: Form) -> None:
    keep(form.page, document(commune="Saint-Martin", later={"one": [1, 2]}))
    save(form.page, ["plan", OBJECTIVES, "owner", "Le maire"])
    assert kept(form.page) == document(
        commune="Saint-Martin", later={"one": [1, 2]}, plan={OBJECTIVES: {"owner": "Le maire"}}
    )


@pytest.mark.parametrize("part", [{"commune": 3}, {"plan": []}, {"snapshots": "x"}, {"targets": None}])
def test_a_part_of_another_kind_is_kept_aside(form: Form, part: dict[str, Any]) -> None:
    keep(form.page, document(**part))
    form.page.reload()
    form.wait()
    expect(form.part("state")).to_contain_text("illisibles")


# Tabs on the same file.


def test_tabs_never_lose_what_the_other_wrote(form: Form, visitor: Visitor, address: str) -> None:
    other = visitor.form(address, "objectifs").wait()
    for page in (form.page, other.page):
        page.evaluate("window.deaf = true")
    expected: dict[str, dict[str, Any]] = {"answers": {}, "notes": {}, "plan": {}}
    for n in range(12):
        page, former = (form.page, other.page) if n % 2 else (other.page, form.page)
        meet(page, former)
        key = f"objectifs.question-{n // 6}"
        if n % 3 == 0:
            save(page, ["answers", f"{key}-{n}", "revu"])
            expected["answers"][f"{key}-{n}"] = "revu"
        elif n % 3 == 1:
            save(page, ["notes", f"{key}-{n}", f"Note {n}"])
            expected["notes"][f"{key}-{n}"] = f"Note {n}"
        else:
            save(page, ["plan", key, f"field-{n}", f"Value {n}"])
            expected["plan"].setdefault(key, {})[f"field-{n}"] = f"Value {n}"
    assert kept(page) == document(**expected)


def test_a_full_store_catches_up_with_the_plan(form: Form) -> None:
    save(form.page, ["plan", OBJECTIVES, "owner", "Le maire"])
    form.page.evaluate(FILL)
    save(form.page, ["plan", OBJECTIVES, "note", "À dire au conseil"])
    save(form.page, ["plan", OBJECTIVES, "owner", None])
    expect(form.part("state")).to_have_text(FULL)
    assert kept(form.page) == document(plan={OBJECTIVES: {"owner": "Le maire"}})
    assert not open_file(form.page, "2")
    assert shown_file(form.page) == ""
    form.page.evaluate("localStorage.removeItem('filling')")
    save(form.page, ["plan", "propre.1", "title", "Écrire au conseil"])
    assert kept(form.page) == document(
        plan={OBJECTIVES: {"note": "À dire au conseil"}, "propre.1": {"title": "Écrire au conseil"}}
    )


# Several files.


def test_the_file_that_is_open_is_the_one_that_is_read_and_written(form: Form) -> None:
    form.choose("objectifs-ecrits", "revu")
    keep_second(form.page, document({"objectifs.canaux-repartis": "rien"}, commune="Saint-Martin"))
    assert open_file(form.page, "2")
    form.expect_answers(objectifs_ecrits=None, canaux_repartis="rien")
    form.choose("alerte-sans-reseau", "partiel")
    form.page.reload()
    form.wait().expect_answers(objectifs_ecrits=None, canaux_repartis="rien", alerte_sans_reseau="partiel")
    assert kept(form.page) == document({OBJECTIVES: "revu"})
    assert second(form.page) == document(
        {"objectifs.canaux-repartis": "rien", "objectifs.alerte-sans-reseau": "partiel"},
        commune="Saint-Martin",
    )
    assert open_file(form.page, "")
    form.expect_answers(objectifs_ecrits="revu", canaux_repartis=None)
    assert form.page.evaluate("localStorage.getItem('autodiagnostic.actif')") is None


def test_other_tabs_follow(form: Form, visitor: Visitor, address: str) -> None:
    form.choose("objectifs-ecrits", "revu")
    other = visitor.form(address, "objectifs").wait()
    keep_second(form.page, document({"objectifs.canaux-repartis": "rien"}, commune="Saint-Martin"))
    open_file(form.page, "2")
    other.expect_answers(objectifs_ecrits=None, canaux_repartis="rien")
    expect(other.part("commune")).to_have_text("Commune : Saint-Martin")
    expect(other.part("state")).to_have_text(SHARED)
    other.choose("alerte-sans-reseau", "partiel")
    form.expect_answers(alerte_sans_reseau="partiel")
    assert kept(other.page) == document({OBJECTIVES: "revu"})


def test_what_is_given_before_a_tab_has_heard_goes_where_it_was_given(
    form: Form, visitor: Visitor, address: str
) -> None:
    form.choose("objectifs-ecrits", "revu")
    other = visitor.form(address, "objectifs").wait()
    form.page.evaluate("window.deaf = true")
    theirs = document({"objectifs.infos-hors-ligne": "revu"}, commune="Saint-Martin")
    keep_second(other.page, theirs)
    open_file(other.page, "2")
    form.page.wait_for_function("() => localStorage.getItem('autodiagnostic.actif') === '2'")
    form.choose("canaux-repartis", "rien")
    assert shown_file(form.page) == ""
    assert kept(form.page) == document({OBJECTIVES: "revu", "objectifs.canaux-repartis": "rien"})
    assert second(form.page) == theirs

    form.page.evaluate("window.deaf = false; dispatchEvent(new Event('storage'))")
    form.expect_answers(objectifs_ecrits=None, canaux_repartis=None, infos_hors_ligne="revu")
    assert shown_file(form.page) == "2"


def test_each_file_has_its_own_troubles(form: Form) -> None:
    keep(form.page, {**document({OBJECTIVES: "revu"}), "version": 2})
    keep_second(form.page, document({OBJECTIVES: "rien"}))
    form.page.reload()
    expect(form.wait().part("state")).to_contain_text("version plus récente")
    form.choose("canaux-repartis", "revu")
    assert open_file(form.page, "2")
    form.expect_answers(objectifs_ecrits="rien", canaux_repartis=None)
    form.choose("canaux-repartis", "partiel")
    assert second(form.page) == document({OBJECTIVES: "rien", "objectifs.canaux-repartis": "partiel"})
    assert kept(form.page) == {**document({OBJECTIVES: "revu"}), "version": 2}


def test_what_another_tab_erased_is_erased(form: Form, visitor: Visitor, address: str) -> None:
    form.choose("objectifs-ecrits", "revu")
    other = visitor.form(address, "objectifs").wait()
    other.page.evaluate("localStorage.clear()")
    form.expect_answers(objectifs_ecrits=None)
    form.choose("canaux-repartis", "rien")
    assert kept(form.page) == document({"objectifs.canaux-repartis": "rien"})


# Whose answers these are.


def test_a_form_says_whose_answers_these_are(form: Form) -> None:
    expect(form.part("commune")).to_be_hidden()
    save(form.page, ["commune", "  Saint-Martin $& "])
    expect(form.part("commune")).to_have_text("Commune : Saint-Martin $&")
    form.page.reload()
    expect(form.wait().part("commune")).to_have_text("Commune : Saint-Martin $&")
    save(form.page, ["commune", ""])
    expect(form.part("commune")).to_be_hidden()


def test_among_several_one_without_name_says_so(form: Form) -> None:
    form.choose("objectifs-ecrits", "revu")
    keep_second(form.page, document())
    open_file(form.page, "2")
    expect(form.part("commune")).to_have_text("Commune sans nom")
