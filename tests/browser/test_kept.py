"""The published guide, kept by the browser: whole, for use without a network, and never two versions at once."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from autodiagnostic.offline import WORKER, fill_in
from browser.forms import ROOT, Form
from browser.visitors import Visit, Visitor
from tools.serving import serve

WHOLE = "Le guide est gardé dans ce navigateur, il s’ouvre aussi sans réseau."
NEWER = "Une nouvelle version est prête. Fermez toutes les pages du guide, puis revenez."
CHAPTER = "methode/1-objectifs.html"
KINDS = [
    "",
    "index.html",
    CHAPTER,
    f"{CHAPTER}?source=lettre#ecrire",
    "autodiagnostic/index.html",
    "autodiagnostic/themes.html#parcours-droit",
    "autodiagnostic/bilan.html",
    "listes/crise.html",
    "modeles/charte-moderation.html",
    "formation/cle-usb.html",
    "formation/presenter.html",
    "formation/atelier.html",
    "ressources/sources.html",
    "a-propos/vie-privee.html",
    "contribuer/decisions/0014-garder-le-guide.html",
]
NEEDED = {
    "assets",
    "autodiagnostic",
    "index.html",
    "listes",
    "manifest.json",
    "methode",
    "search",
    "telechargements",
}
CACHES = "caches.keys()"
REACHED = """async ([ask, state]) => {
    const registration = await navigator.serviceWorker.register(document.getElementById("guide-kept").dataset.src);
    const { installing } = ask ? await registration.update() : registration;
    return await new Promise((done) => installing.addEventListener("statechange", () => {
        if ([state, "activated", "redundant"].includes(installing.state)) done(installing.state);
    }));
}"""
"""Where the worker that is being installed gets to; whether the browser is to ask for a newer one first."""
ACTIVE = """new Promise((done) => {
    const look = () => self.serviceWorker.state === "activated" && done();
    self.serviceWorker.addEventListener("statechange", look);
    look();
})"""


class Host:
    """A published guide of one's own, that one may change and switch off."""

    def __init__(self, site: Path) -> None:
        self.site = site
        self._serving = ExitStack()
        self.address = self._serving.enter_context(serve(site))

    def publish(self, old: str = "", new: str = "", *, page: str = CHAPTER, worker: bool = True) -> None:
        """The same guide, but for some words of a page; without `worker`, as if it were never to be kept."""
        text = (self.site / page).read_text("utf-8")
        assert old in text
        (self.site / page).write_text(text.replace(old, new), "utf-8")
        shutil.copy(ROOT / "docs" / WORKER, self.site)
        if worker:
            fill_in(self.site)

    def switch_off(self) -> None:
        self._serving.close()


@pytest.fixture
def whole(guide: Path, tmp_path: Path) -> Iterator[Host]:
    """The guide as it is published."""
    host = Host(shutil.copytree(guide, tmp_path / "site"))
    yield host
    host.switch_off()


@pytest.fixture
def host(whole: Host) -> Host:
    """What takes less time to keep: the pages on which something happens, without the others."""
    for part in whole.site.iterdir():
        if part.name not in {*NEEDED, WORKER}:
            shutil.rmtree(part) if part.is_dir() else part.unlink()
    whole.publish()
    return whole


@pytest.fixture
def reader(visit: Visit) -> Visitor:
    return visit(keeping=True)


def keep(reader: Visitor, host: Host) -> Page:
    page = reader.open(f"{host.address}/{CHAPTER}")
    expect(page.get_by_text(WHOLE, exact=True)).to_be_visible(timeout=60_000)
    # This page came from the server; the next is of the version that is kept.
    page.reload()
    expect(page.get_by_text(WHOLE, exact=True)).to_be_visible()
    return page


def first(page: Page, state: str) -> None:
    """A first visit, and what becomes of its worker."""
    assert page.evaluate(REACHED, [False, state]) == state


def newer(page: Page, state: str) -> None:
    """The browser looks for a newer worker, as it does by itself a little after a visit."""
    assert page.evaluate(REACHED, [True, state]) == state


def activated(context: BrowserContext) -> None:
    """Until the worker that came last has taken over."""
    context.service_workers[-1].evaluate(ACTIVE)


def test_every_kind_of_page_opens_without_the_server(reader: Visitor, whole: Host) -> None:
    keep(reader, whole).close()
    whole.switch_off()
    for address in KINDS:
        page = reader.context.new_page()
        answered = page.goto(f"{whole.address}/{address}")
        assert answered is not None
        assert answered.from_service_worker
        page.locator("#guide-scripts").wait_for(state="detached")
        expect(page.get_by_text(WHOLE, exact=True)).to_be_visible()
        expect(page.get_by_role("heading", level=1).first).to_be_visible()
        for form in page.locator("[data-module]").all():
            expect(form).to_have_attribute("data-ready", "")
        page.close()


def test_without_the_server_one_answers_and_searches(reader: Visitor, host: Host) -> None:
    keep(reader, host).close()
    host.switch_off()
    form = reader.form(f"{host.address}/{CHAPTER}", "objectifs").wait()
    form.choose("objectifs-ecrits", "revu")
    form.page.reload()
    form.wait().expect_answers(objectifs_ecrits="revu")
    page = reader.open(f"{host.address}/autodiagnostic/themes.html")
    Form(page, "objectifs").wait().expect_answers(objectifs_ecrits="revu")
    page.get_by_role("textbox", name="Rechercher").press_sequentially("piraté")
    expect(page.locator("a.md-search-result__link").filter(has_text="Compte piraté").first).to_be_attached()


def test_a_newer_version_waits_until_every_page_is_closed(reader: Visitor, host: Host) -> None:
    page = keep(reader, host)
    page.evaluate("caches.open('une autre chose')")
    (old,) = [name for name in page.evaluate(CACHES) if name.startswith("guide ")]
    host.publish("Cerner ses objectifs</h1>", "Cerner mieux</h1>")
    newer(page, "installed")
    page.goto(f"{host.address}/index.html")
    expect(page.get_by_text(NEWER)).to_be_visible()
    expect(page.get_by_text(WHOLE, exact=True)).to_be_hidden()
    page.goto(f"{host.address}/{CHAPTER}")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Cerner ses objectifs")
    assert set(page.evaluate(CACHES)) > {old, "une autre chose"}
    page.close()
    activated(reader.context)
    host.switch_off()
    page = reader.open(f"{host.address}/{CHAPTER}")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Cerner mieux")
    expect(page.get_by_text(WHOLE, exact=True)).to_be_visible()
    expect(page.get_by_text(NEWER)).to_be_hidden()
    names = page.evaluate(CACHES)
    assert old not in names
    assert len(names) == 2
    assert "une autre chose" in names


def test_where_a_file_is_missing_nothing_is_kept(reader: Visitor, host: Host) -> None:
    missing = host.site / "listes/crise.html"
    missing.rename(host.site / "ailleurs.html")
    page = reader.context.new_page()
    page.goto(f"{host.address}/{CHAPTER}")
    first(page, "redundant")
    assert page.evaluate(CACHES) == []
    expect(page.get_by_text(WHOLE, exact=True)).to_be_hidden()
    Form(page, "objectifs").wait().choose("objectifs-ecrits", "revu")
    (host.site / "ailleurs.html").rename(missing)
    page.reload()
    expect(page.get_by_text(WHOLE, exact=True)).to_be_visible()
    troubles, reader.troubles = reader.troubles, []
    assert [trouble for trouble in troubles if "404" not in trouble] == []


def test_a_newer_version_that_does_not_come_whole_leaves_the_one_before(reader: Visitor, host: Host) -> None:
    page = keep(reader, host)
    (kept,) = page.evaluate(CACHES)
    host.publish("Cerner ses objectifs</h1>", "Cerner mieux</h1>")
    (host.site / "listes/crise.html").unlink()
    newer(page, "redundant")
    assert page.evaluate(CACHES) == [kept]
    host.switch_off()
    page = reader.open(f"{host.address}/listes/crise.html")
    expect(page.get_by_text(WHOLE, exact=True)).to_be_visible()
    reader.troubles.clear()


def test_it_can_be_taken_back(reader: Visitor, host: Host) -> None:
    page = keep(reader, host)
    host.publish(worker=False)
    newer(page, "activated")
    assert page.evaluate(CACHES) == []
    assert page.evaluate("navigator.serviceWorker.getRegistrations().then(({length}) => length)") == 0


def test_a_reader_who_spares_data_keeps_nothing(reader: Visitor, host: Host) -> None:
    reader.context.add_init_script(
        "Object.defineProperty(Navigator.prototype, 'connection', {value: {saveData: true}})"
    )
    page = reader.open(f"{host.address}/{CHAPTER}")
    page.wait_for_load_state("networkidle")
    assert page.evaluate("navigator.serviceWorker.getRegistrations().then(({length}) => length)") == 0
    assert page.evaluate(CACHES) == []


@pytest.mark.windowed
def test_it_can_be_installed(reader: Visitor, host: Host) -> None:
    page = keep(reader, host)
    devtools = reader.context.new_cdp_session(page)
    found = devtools.send("Page.getAppManifest")
    assert (found["url"], found["errors"]) == (f"{host.address}/manifest.json", [])
    errors = devtools.send("Page.getInstallabilityErrors")["installabilityErrors"]
    # A test's browser window is a private one.
    assert [error["errorId"] for error in errors] == ["in-incognito"]


def test_opened_as_a_file_nothing_is_asked_for(visit: Visit, key_address: str) -> None:
    page = visit(keeping=True).open(f"{key_address}/{CHAPTER}")
    expect(page.locator("#guide-kept")).to_have_attribute("rel", "")
    expect(page.get_by_text(WHOLE, exact=True)).to_be_hidden()
