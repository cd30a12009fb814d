"""The PDFs in real PDF.js, which is what Firefox shows them with: it runs their script, and says what V8 says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from autodiagnostic.definition import NOT_APPLICABLE, UNKNOWN
from browser.forms import ROOT
from browser.visitors import Visit
from pdf_forms import every_file, guide
from test_pdf_calculation import by_pdf, filled
from tools.serving import serve

WHOLE = {"securite.deux-responsables": "revu", "securite.double-authentification": "en-place"}
WHOLE |= {"securite.departs": "en-place", "securite.inventaire": "revu", "securite.piratage": NOT_APPLICABLE}
DOUBTFUL = {**WHOLE, "securite.departs": UNKNOWN, "securite.double-authentification": "rien"}
BEGUN = {"securite.inventaire": "partiel", "securite.deux-responsables": "revu"}


@pytest.fixture(scope="module")
def viewer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a page that shows a PDF."""
    folder = tmp_path_factory.mktemp("viewer")
    (folder / "pdfjs").symlink_to(ROOT / "node_modules" / "pdfjs-dist")
    (folder / "viewer.html").write_bytes((Path(__file__).parent / "viewer.html").read_bytes())
    for name in ("securite", "avant-de-publier"):
        (folder / f"{name}.pdf").write_bytes(every_file()[name])
    with serve(folder) as address:
        yield f"{address}/viewer.html"


def shown(visit: Visit, viewer: str, name: str) -> Page:
    """A PDF, all of its pages at once, once its script runs."""
    page = visit().context.new_page()
    page.set_viewport_size({"width": 1000, "height": 4400})
    page.goto(f"{viewer}?file={name}.pdf")
    page.locator("html[data-ready]").wait_for(state="attached", timeout=60_000)
    page.locator('[name^="_notes"]').wait_for(state="attached", timeout=60_000)
    return page


def tick(page: Page, field: str, value: str) -> None:
    place = page.evaluate("(choice) => choices[choice]", f"{field}={value}")
    page.locator(f'input[data-element-id="{place}"]').check(force=True)


def says(page: Page, name: str, answers: Mapping[str, str], *whats: str) -> None:
    definition = guide().library.definitions[name]
    fields = filled({name: definition}, answers)
    _, told = by_pdf({name: definition}, None, name, fields, whats)
    for what, value in zip(whats, told, strict=True):
        expect(page.locator(f'[name="_resultat.{name}.{what}"]')).to_have_value(value, timeout=20_000)


@pytest.mark.parametrize("answers", [WHOLE, DOUBTFUL, BEGUN])
def test_a_result_is_worked_out_while_one_answers(answers: dict[str, str], visit: Visit, viewer: str) -> None:
    page = shown(visit, viewer, "securite")
    for field, value in answers.items():
        tick(page, field, value)
    whats = ("points", "possible", "percent", "level", "secured", "missing", "strip")
    says(page, "securite", answers, *whats)


def test_erasing_takes_the_result_away(visit: Visit, viewer: str) -> None:
    page = shown(visit, viewer, "securite")
    tick(page, "securite.inventaire", "revu")
    says(page, "securite", {"securite.inventaire": "revu"}, "points", "strip")
    page.locator(".pushButton a, .pushButton").first.click(force=True)
    says(page, "securite", {}, "points", "level", "strip")


def test_a_checklist_counts_what_is_done(visit: Visit, viewer: str) -> None:
    page = shown(visit, viewer, "avant-de-publier")
    done = {"avant-de-publier.sans-affiche": "fait", "avant-de-publier.bon-compte": "fait"}
    for field, value in done.items():
        tick(page, field, value)
    says(page, "avant-de-publier", done, "done")
    expect(page.locator('[name="_resultat.avant-de-publier.done"]')).to_have_value("2 sur 12 faits")
