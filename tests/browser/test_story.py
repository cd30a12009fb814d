"""A commune's whole story: it answers, plans, takes its file to another computer, and measures itself again."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, expect
from pypdf import PdfReader

from autodiagnostic.definition import Definition, Report
from autodiagnostic.scoring import Result, overall, score
from browser.forms import Form, compiled, kept
from browser.test_communes import answers_of
from browser.test_walk import STEPS, Walk
from browser.visitors import Visit, Visitor

AUTUMN, SPRING = "2026-11-23", "2027-05-23"
TOWN = answers_of("Adjointe d’une ville de 6 000 habitants, trois réseaux")
# In spring, two essentials are lifted, one answer is better and one is worse.
LATER: dict[str, Any] = {
    "securite.double-authentification": "revu",
    "securite.departs": "en-place",
    "objectifs.objectifs-ecrits": "partiel",
    "mesure.date-de-revue": "en-place",
}
DATE = {AUTUMN: "23 novembre 2026", SPRING: "23 mai 2027"}


def report() -> Report:
    found = compiled().report
    assert found is not None
    return found


def definition(name: str) -> Definition:
    return compiled().definitions[name]


def whole(answers: Mapping[str, Any]) -> Result:
    return overall(report(), compiled().definitions, answers)


def visit_on(visitor: Visitor, day: str, address: str) -> Page:
    return visitor.open(address, at=f"{day}T10:00:00")


def plain(text: str | None) -> str:
    """With ordinary spaces."""
    return re.sub(r"\s+", " ", text or "").strip()


def answer_all(page: Page, name: str, answers: Mapping[str, Any]) -> int:
    """Answers what is asked and has no answer yet; gives how many questions that were."""
    form = Form(page, name).wait()
    given = 0
    for question in definition(name).questions:
        box = form.root.locator(f'[data-key="{question.key}"]')
        if question.key not in answers or not box.is_visible() or box.locator("input:checked").count():
            continue
        values = answers[question.key]
        for value in [values] if isinstance(values, str) else values:
            form.choose(question.id, value)
        given += 1
    return given


def walk_through(page: Page, answer: Callable[[str], object]) -> None:
    """From the theme where the walk begins to the report."""
    tour = Walk(page)
    page.wait_for_url("**#parcours-*")
    for step in STEPS[STEPS.index(page.url.rpartition("#parcours-")[2]) :]:
        tour.expect_at(step)
        answer(step)
        if step != STEPS[-1]:
            tour.press("Thème suivant")
    page.get_by_role("link", name="Voir mon bilan").last.click()
    page.wait_for_url("**/bilan.html")


def answer_again(page: Page, step: str) -> None:
    for key, value in LATER.items():
        if key.startswith(f"{step}."):
            Form(page, step).choose(key.split(".")[1], value)


def expect_picture(page: Page, answers: Mapping[str, Any]) -> None:
    """The report says what Python works out."""
    result = whole(answers)
    picture = page.locator("[data-module=picture]")
    expect(picture).to_have_attribute("data-ready", "")
    states = result.essentials
    secured, all_ = (
        len(states.secured),
        sum(len(keys) for keys in (states.secured, states.below, states.to_check, states.open)),
    )
    expect(picture.locator("[data-part=secured]")).to_have_text(f"{secured} essentiels sur {all_} assurés")
    sums = result.sums
    assert plain(picture.locator("[data-part=numbers]").text_content()) == (
        f"{sums.points} points sur {sums.possible}, soit {result.percent} %."
    )
    expect(picture.locator("[data-part=level]")).to_have_text(
        next(level.title for level in report().levels if level.id == result.level)
    )
    rows = page.locator("[data-module=charts] [data-row]")
    for theme in report().themes:
        expected = score(definition(theme.id), answers)
        told = plain(rows.and_(page.locator(f'[data-row="{theme.id}"]')).text_content())
        assert f"{expected.percent} %, {expected.sums.points} points sur {expected.sums.possible}" in told


def saved(page: Page) -> tuple[str, bytes]:
    """The file that a person saves: its name, and what is in it."""
    with page.expect_download() as download:
        page.get_by_role("button", name="Enregistrer le fichier").click()
    return download.value.suggested_filename, Path(download.value.path()).read_bytes()


def test_a_commune_from_its_first_answer_to_its_second_round(visit: Visit, anywhere: str) -> None:
    at_home = visit(accept_downloads=True, reduced_motion="no-preference")

    # The profile and the ten essentials.
    page = visit_on(at_home, AUTUMN, f"{anywhere}/autodiagnostic/index.html")
    first = answer_all(page, "profil", TOWN) + answer_all(page, "express", TOWN)
    assert first == len(definition("profil").questions) + 10
    page.close()

    # The ten themes: nothing is asked twice.
    page = visit_on(at_home, AUTUMN, f"{anywhere}/autodiagnostic/themes.html#parcours")
    given: list[int] = []
    walk_through(page, lambda step: given.append(answer_all(page, step, TOWN)))
    assert first + sum(given) == len(TOWN)
    document = kept(page)
    assert document is not None
    assert document["answers"] == TOWN
    expect_picture(page, TOWN)

    # A name, a plan, a target.
    page.get_by_role("button", name="Donner un nom").click()
    page.get_by_label("Nom de la commune").fill("Saint-Martin-des-Prés")
    page.get_by_role("button", name="Enregistrer le nom").click()
    plan = page.locator("#plan")
    keys = list(dict.fromkeys(action.key for action in whole(TOWN).actions))
    shown = plan.locator("[data-row]").evaluate_all("rows => rows.map((row) => row.dataset.row)")
    assert shown[:3] == keys[:3]
    assert set(shown) <= set(keys)
    row = plan.locator(f'[data-row="{keys[0]}"]')
    row.locator('[name="owner"]').fill("Secrétariat")
    row.locator('[name="due"]').fill("2026-12-15")
    page.locator("[data-row=securite] select").select_option("solide")

    # Its file, taken to another computer: the same picture there, and the same file again.
    name, content = saved(page)
    assert name == f"autodiagnostic-saint-martin-des-pres-{AUTUMN}.json"
    elsewhere = visit(accept_downloads=True)
    page = visit_on(elsewhere, AUTUMN, f"{anywhere}/autodiagnostic/bilan.html")
    expect(page.locator("[data-module=exchange]")).to_have_attribute("data-ready", "")
    page.locator("[data-module=exchange] input[type=file]").set_input_files(
        {"name": name, "mimeType": "application/json", "buffer": content}
    )
    page.get_by_role("button", name="Reprendre", exact=True).click()
    expect(page.get_by_role("heading", name="Commune : Saint-Martin-des-Prés")).to_be_visible()
    expect_picture(page, TOWN)
    expect(page.locator(f'[data-row="{keys[0]}"] [name="due"]')).to_have_value("2026-12-15")
    assert saved(page) == (name, content)
    page.close()

    # Six months later: a second round, pre-filled, and what has changed since.
    page = visit_on(elsewhere, SPRING, f"{anywhere}/autodiagnostic/bilan.html")
    page.get_by_text("Refaire le bilan", exact=True).click()
    page.get_by_role("button", name="Commencer le tour").click()
    page.wait_for_url("**/themes.html#parcours*")
    walk_through(page, lambda step: answer_again(page, step))
    after = {**TOWN, **LATER}
    expect_picture(page, after)
    expect_comparison(page, TOWN, after)

    # On paper, for the council.
    printed = text_of(page)
    assert "Saint-Martin-des-Prés" in printed
    assert DATE[SPRING] in printed
    assert f"{len(whole(after).essentials.secured)} essentiels sur 14 assurés" in printed


def expect_comparison(page: Page, before: Mapping[str, Any], after: Mapping[str, Any]) -> None:
    section = page.locator("#comparaison")
    was, now = whole(before), whole(after)
    section.scroll_into_view_if_needed()
    expect(section.locator("[data-part=headline]")).to_contain_text(f"{now.percent}\u202f%")
    expect(section.locator("[data-part=headline]")).to_contain_text(f"{was.percent}\u202f%")
    rows = section.locator("[data-part=rows] tr")
    for place, theme in enumerate(report().themes):
        percents = [score(definition(theme.id), answers).percent for answers in (before, after)]
        told = plain(" ".join(rows.nth(place).locator("th, td").all_text_contents()))
        assert f"{percents[0]} % {percents[1]} %" in told
    lifted = set(now.essentials.secured) - set(was.essentials.secured)
    assert section.get_by_text("Essentiel assuré").count() == len(lifted)


def text_of(page: Page) -> str:
    """What is printed."""
    sheets = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True))).pages
    return plain(" ".join(sheet.extract_text() for sheet in sheets))
