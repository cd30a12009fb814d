"""The offline edition as it is unpacked, or not yet: its start page, and that all which the guide offers came along."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from playwright.sync_api import Locator, Page, expect

from browser.looks import expect_nothing_found
from browser.visitors import Visit, Visitor
from tools.offline.edition import START

SCRIPT = pytest.mark.parametrize("script", [True, False], ids=["with script", "without"])


def on_disk(address: str) -> Path:
    return Path(unquote(urlsplit(address).path))


def start(visitor: Visitor, folder: Path) -> Page:
    page = visitor.context.new_page()
    visitor.context.set_offline(True)
    page.goto((folder / START).as_uri())
    return page


def way_in(page: Page) -> Locator:
    return page.get_by_role("link", name="Ouvrir le guide")


@pytest.fixture
def unpacked(key_address: str) -> Path:
    return on_disk(key_address).parent


@pytest.fixture
def alone(unpacked: Path, tmp_path: Path) -> Path:
    """As Windows opens it out of the zip: in a folder of its own."""
    shutil.copy(unpacked / START, tmp_path)
    return tmp_path


@SCRIPT
def test_unpacked_it_leads_into_the_guide(visit: Visit, unpacked: Path, *, script: bool) -> None:
    page = start(visit(java_script_enabled=script), unpacked)
    expect(page.get_by_role("heading", name="Le guide est prêt")).to_be_visible()
    expect(page.get_by_role("heading", name="décompressez")).to_be_hidden()
    expect(way_in(page)).to_have_css("background-color", "rgb(13, 79, 95)")
    way_in(page).click()
    expect(page).to_have_title("Ma commune sur les réseaux sociaux")
    expect(page.get_by_role("link", name="Accueil").first).to_be_visible()


@SCRIPT
def test_alone_it_says_how_to_unpack(visit: Visit, alone: Path, *, script: bool) -> None:
    visitor = visit(java_script_enabled=script)
    page = start(visitor, alone)
    expect(page.get_by_role("heading", name="D’abord, décompressez le fichier")).to_be_visible()
    for system in ("Sous Windows", "Sur un Mac", "Sous Linux"):
        expect(page.get_by_role("heading", name=system)).to_be_visible()
    expect(way_in(page)).to_be_hidden()
    # The style sheet beside it is not there: that is how it knows.
    troubles, visitor.troubles = visitor.troubles, []
    assert [trouble for trouble in troubles if "ERR_FILE_NOT_FOUND" not in trouble] == []


def test_axe_finds_nothing_in_either(visitor: Visitor, unpacked: Path, alone: Path) -> None:
    for folder in (unpacked, alone):
        expect_nothing_found(start(visitor, folder))
    visitor.troubles.clear()


def test_each_link_leads_to_a_file_that_came_along(unpacked: Path) -> None:
    """The pages', the PDFs' and the models': of the start page and of the whole guide."""
    pages = [page for page in unpacked.rglob("*.html") if page.name != "404.html"]
    links = {
        (page, link)
        for page in pages
        for link in re.findall(r'<a\s[^>]*?href="([^"#]+)', page.read_text("utf-8"))
        if not re.match(r"[a-z]+:", link)
    }
    assert {page for page, _ in links} == set(pages)
    assert [link for page, link in links if not (page.parent / unquote(link)).is_file()] == []


def test_a_model_is_taken_along(visitor: Visitor, key_address: str) -> None:
    page = visitor.open(f"{key_address}/modeles/charte-moderation.html")
    with page.expect_download() as download:
        page.get_by_role("link", name="Télécharger (.odt)").click()
    model = on_disk(key_address) / "telechargements/modeles/charte-moderation.odt"
    assert Path(download.value.path()).read_bytes() == model.read_bytes()
