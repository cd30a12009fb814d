"""Real sites in a real browser, and pages that fail their test at the first thing that goes wrong unnoticed."""

from __future__ import annotations

import io
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
import yaml
from playwright.sync_api import Browser, Playwright, expect, sync_playwright

from browser.forms import ROOT
from browser.visitors import PATIENCE, Visit, Visitor
from projects import ENVIRONMENT, MKDOCS, copy_of_the_guide
from tools.find_chromium import find_chromium, find_shell
from tools.offline.edition import SITE, packed
from tools.serving import serve

expect.set_options(timeout=PATIENCE)

TRIAL = Path(__file__).parent / "trial"
# Each window would load two pages for the list under its address bar, which nobody sees here: that takes a quarter of
# the time. The last switch of its kind holds, so those that Playwright turns off itself are named again.
FEATURES_OFF = (
    "WebUIOmniboxPopup,WebUIOmniboxAimPopup,AvoidUnnecessaryBeforeUnloadCheckSync,DestroyProfileOnBrowserClose,"
    "HttpsUpgrades,HttpsFirstBalancedModeAutoEnable,LensOverlay,MediaRouter,PaintHolding,ThirdPartyStoragePartitioning,"
    "AvoidCorsURLLoaderRestartOnRedirect,OptimizationHints,NetworkTimeServiceQuerying,AimEnabled,PreconnectToSearch"
)
SWITCHES = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    f"--disable-features={FEATURES_OFF}",
]


@pytest.fixture(scope="session")
def guide(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The guide as it is. (Each worker builds its own: it takes seconds, and sharing it would take a lock.)"""
    return _build(ROOT, tmp_path_factory.mktemp("guide"))


@pytest.fixture(scope="session")
def guide_address(guide: Path) -> Iterator[str]:
    with serve(guide) as address:
        yield address


@pytest.fixture(scope="session")
def key_address(guide: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The offline edition, unpacked where a person might: the folder in which the guide is, as an address."""
    folder = tmp_path_factory.mktemp("key") / "Clé de l’été 2026" / "Guide & réseaux (copie)"
    ZipFile(io.BytesIO(packed(guide))).extractall(folder)
    return (folder / SITE).as_uri()


@pytest.fixture(params=["http", "key"])
def anywhere(request: pytest.FixtureRequest) -> str:
    """The guide's address: published, then on a key with the network cut. For what must work on both alike."""
    address: str = request.getfixturevalue("guide_address" if request.param == "http" else "key_address")
    return address


@pytest.fixture(scope="session")
def trial_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The guide with instant navigation, and with pages and questionnaires that have one of everything."""
    project = copy_of_the_guide(tmp_path_factory.mktemp("trial"))
    shutil.copytree(TRIAL, project, dirs_exist_ok=True)
    profile = project / "questionnaires" / "profil.yml"
    data = yaml.safe_load(profile.read_text("utf-8"))
    data["questions"] += yaml.safe_load((project / "profil.yml").read_text("utf-8"))
    profile.write_text(yaml.safe_dump(data, allow_unicode=True), "utf-8")
    settings = (project / "mkdocs.yml").read_text("utf-8")
    settings = settings.replace("  features:\n", "  features:\n    - navigation.instant\n")
    settings = settings.replace(
        "\nnav:\n",
        "\nnav:\n  - Essai: essai.md\n  - Liste: liste.md\n  - Deux modèles: deux-modeles.md\n  - Cartes: cartes.md\n",
    )
    (project / "mkdocs.yml").write_text(settings, "utf-8")
    site = _build(project, project / "site")
    with serve(site) as address:
        # Instant navigation finds the pages in the sitemap, which MkDocs fills for a known address only.
        pages = "".join(
            f"<url><loc>{address}/{page.relative_to(site)}</loc></url>" for page in site.rglob("*.html")
        )
        (site / "sitemap.xml").write_text(f"<urlset>{pages}</urlset>", "utf-8")
        yield address


def _build(project: Path, site: Path) -> Path:
    done = subprocess.run(  # noqa: S603 - our own arguments, and no shell
        [*MKDOCS, "build", "--quiet", "--strict", "--site-dir", str(site)],
        cwd=project,
        env=ENVIRONMENT,
        check=False,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return site


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    with playwright.chromium.launch(executable_path=find_shell(), args=SWITCHES) as browser:
        yield browser


@pytest.fixture(scope="session")
def windowed_browser(playwright: Playwright) -> Iterator[Browser]:
    with playwright.chromium.launch(executable_path=find_chromium(), args=SWITCHES) as browser:
        yield browser


@contextmanager
def _visits(browser: Browser) -> Iterator[Visit]:
    """Makes visitors; options are those of a browser context. Whatever goes wrong unnoticed is told at the end."""
    visitors: list[Visitor] = []

    def new(width: int = 1280, *, keeping: bool = False, lazy: bool = False, **options: Any) -> Visitor:
        # What moves would only be waited for: these visitors would rather have pages keep still.
        options = {"reduced_motion": "reduce", **options}
        context = browser.new_context(viewport={"width": width, "height": 900}, **options)
        script = options.get("java_script_enabled", True)
        visitors.append(Visitor(context, script=script, keeping=keeping, lazy=lazy))
        return visitors[-1]

    yield new
    for visitor in visitors:
        visitor.context.close()
    assert [trouble for visitor in visitors for trouble in visitor.troubles] == []


@pytest.fixture
def visit(request: pytest.FixtureRequest) -> Iterator[Visit]:
    browser = "windowed_browser" if request.node.get_closest_marker("windowed") else "browser"
    with _visits(request.getfixturevalue(browser)) as visit:
        yield visit


@pytest.fixture(scope="module")
def lasting_visit(browser: Browser) -> Iterator[Visit]:
    """For pages that several tests look at, and none changes."""
    with _visits(browser) as visit:
        yield visit


@pytest.fixture
def visitor(visit: Visit) -> Visitor:
    """A visitor like most."""
    return visit()
