"""`make site`, as it is run: what it publishes, and that it stops at the first run with all that is wrong."""

from __future__ import annotations

import html
import json
import re
import struct
import subprocess
from pathlib import Path
from urllib.parse import unquote

import pytest

from autodiagnostic import odf, schema
from autodiagnostic.definition import scoring_data
from autodiagnostic.guide import Guide
from projects import ENVIRONMENT, MKDOCS, ROOT, copy_of_the_guide, replace

# What a browser fetches by itself: scripts, styles, images, fonts, frames; not the links that a person follows.
FETCHED = re.compile(
    r"""<(?!a\b)(?:[^>"']|"[^"]*"|'[^']*')*?\s(?:src|srcset|href|poster|data)=["']?(?:https?:)?//[^>]*>"""
)
FETCHED_BY_STYLE = re.compile(r"""(?:url\(|@import)\s*["']?(?:https?:)?//[^)"']*""")
POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">')


def build(project: Path) -> subprocess.CompletedProcess[str]:
    """What `make site` runs."""
    return subprocess.run(  # noqa: S603 - MkDocs, with arguments of ours
        [*MKDOCS, "build", "--strict"],
        cwd=project,
        env=ENVIRONMENT,
        check=False,
        capture_output=True,
        text=True,
    )


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """The guide, built, and what MkDocs said meanwhile."""
    project = copy_of_the_guide(tmp_path_factory.mktemp("built"))
    done = build(project)
    assert done.returncode == 0, done.stderr
    return project / "site", done.stdout + done.stderr


@pytest.fixture
def site(built: tuple[Path, str]) -> Path:
    return built[0]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of the guide to break, with a site built from better days."""
    project = copy_of_the_guide(tmp_path)
    (project / "site").mkdir()
    (project / "site" / "index.html").write_text("l’ancien site", "utf-8")
    return project


# --- A sound guide -------------------------------------------------------------------------------


def test_a_sound_guide_builds_without_a_word_too_many(built: tuple[Path, str]) -> None:
    lines = built[1].splitlines()
    assert [line for line in lines if not line.startswith("INFO")] == []


def test_every_page_and_the_404_are_there(site: Path) -> None:
    pages = {path.relative_to(ROOT / "docs").with_suffix(".html") for path in (ROOT / "docs").rglob("*.md")}
    assert {path.relative_to(site) for path in site.rglob("*.html")} == pages | {Path("404.html")}


def test_compiled_questionnaires_are_published(site: Path) -> None:
    library = Guide(ROOT / "docs", ROOT / "questionnaires").library
    published = {
        path.stem: json.loads(path.read_text("utf-8")) for path in (site / "questionnaires").iterdir()
    }
    assert published == {name: scoring_data(definition) for name, definition in library.definitions.items()}


def test_models_are_published_as_files(site: Path) -> None:
    sheets = Guide(ROOT / "docs", ROOT / "questionnaires").sheets.sound
    published = {path.name: path.read_bytes() for path in (site / "telechargements" / "modeles").iterdir()}
    files = {
        f"{name}.{sheet.format}": odf.written(sheet, "Ma commune sur les réseaux sociaux")
        for name, sheet in sheets.items()
    }
    assert published.keys() == files.keys() | {f"{name}.pdf" for name in sheets}
    assert published.items() >= files.items()


def test_cards_are_published_as_files(site: Path) -> None:
    guide = Guide(ROOT / "docs", ROOT / "questionnaires")
    placed = {*guide.decks.sound, *(f"questions/{name}" for name in guide.question_cards)}
    folder = site / "telechargements" / "formation"
    assert {path.relative_to(folder).with_suffix("").as_posix() for path in folder.rglob("*.pdf")} == placed


def test_each_questionnaire_and_the_booklet_are_offered_as_pdf(site: Path) -> None:
    names = set(Guide(ROOT / "docs", ROOT / "questionnaires").library.definitions)
    files = {path.stem: path for path in (site / "telechargements" / "questionnaires").iterdir()}
    assert set(files) == names
    page = (site / "autodiagnostic" / "index.html").read_text("utf-8")
    size = -(-files["express"].stat().st_size // 1000)
    link = r'<a href="../telechargements/questionnaires/express.pdf" download>Télécharger en PDF'
    assert re.search(rf"{link} \(\d pages, {size} ko\)", page)
    assert '<a href="../telechargements/livret.pdf" download>Télécharger le livret en PDF (' in page


def test_the_book_is_offered_at_home_and_where_the_method_starts(site: Path) -> None:
    size = -(-(site / "telechargements" / "guide.pdf").stat().st_size // 1000)
    for page, up in (("index.html", ""), ("methode/1-objectifs.html", "../")):
        link = rf'<a href="{up}telechargements/guide\.pdf" download>Télécharger le guide entier en PDF'
        assert re.search(rf"{link} \(\d+ pages, {size} ko\)", (site / page).read_text("utf-8"))


def test_it_can_be_installed_and_kept(site: Path) -> None:
    """Its icons are of the sizes that the manifest says; the worker keeps every page, and only what is there."""
    manifest = json.loads((site / "manifest.json").read_text("utf-8"))
    assert manifest["name"] == "Ma commune sur les réseaux sociaux"
    assert (site / manifest["start_url"]).exists()
    for icon in manifest["icons"]:
        content = (site / icon["src"]).read_bytes()
        assert content.startswith(b"\x89PNG")
        assert "{}x{}".format(*struct.unpack(">II", content[16:24])) == icon["sizes"]
    worker = (site / "service-worker.js").read_text("utf-8")
    found = re.search(r"const FILES = (\[.*?\]);", worker, re.DOTALL)
    assert found is not None
    kept = {unquote(file) for file in json.loads(found[1])}
    assert [file for file in kept if not (site / file).exists()] == []
    pages = {path.relative_to(site).as_posix() for path in site.rglob("*.html")} - {"404.html"}
    assert pages | {"search/search_index.json", "manifest.json"} < kept
    for page, up in (("index.html", ""), ("methode/1-objectifs.html", "../")):
        link = f'<link id="guide-kept" rel="" href="{up}manifest.json" data-src="{up}service-worker.js">'
        assert link in (site / page).read_text("utf-8")


@pytest.mark.parametrize(("style", "mark"), [("sheet", 'class="sheet-paper"'), ("cards", 'class="card"')])
def test_the_style_of_models_and_cards_is_loaded_where_there_is_one(
    site: Path, style: str, mark: str
) -> None:
    pages = {path: path.read_text("utf-8") for path in site.rglob("*.html")}
    assert {path for path, text in pages.items() if f"/{style}.css" in text} == {
        path for path, text in pages.items() if mark in text
    }


def test_the_slides_and_their_style_stand_in_their_page_alone(site: Path) -> None:
    pages = {path.relative_to(site).as_posix(): path.read_text("utf-8") for path in site.rglob("*.html")}
    assert [name for name, text in pages.items() if "/presentation.css" in text] == [
        "formation/presenter.html"
    ]
    assert pages["formation/presenter.html"].count('data-part="face"') > 200
    index = json.loads((site / "search" / "search_index.json").read_text("utf-8"))
    found = " ".join(
        one["text"] for one in index["docs"] if one["location"].startswith("formation/presenter")
    )
    # The search finds each chapter and each question where it is at home.
    assert "Je ne sais pas" not in found


def test_schemas_are_published(site: Path) -> None:
    published = {path.name: path.read_text("utf-8") for path in (site / "schemas").iterdir()}
    assert published == schema.files()


def test_types_for_developers_are_not_published(site: Path) -> None:
    assert list(site.rglob("*.d.ts")) == []


def test_each_chapter_holds_its_form(site: Path) -> None:
    library = Guide(ROOT / "docs", ROOT / "questionnaires").library
    for name, definition in library.definitions.items():
        if definition.chapter is not None:
            page = (site / definition.chapter).with_suffix(".html").read_text("utf-8")
            assert f'id="questionnaire-{name}"' in page


def test_one_policy_in_every_page(site: Path) -> None:
    policies = {path: POLICY.findall(path.read_text("utf-8")) for path in site.rglob("*.html")}
    assert [path.name for path, found in policies.items() if len(found) != 1] == []
    (policy,) = {found[0] for found in policies.values()}
    assert "unsafe" not in policy
    assert "default-src 'self'" in policy


def test_nothing_is_fetched_from_another_host(site: Path) -> None:
    """Links that a person may follow lead elsewhere; scripts, styles, images and fonts do not."""
    foreign = [
        (path.name, found[0])
        for path in site.rglob("*.html")
        for found in FETCHED.finditer(path.read_text("utf-8"))
    ]
    foreign += [
        (path.name, found[0])
        for path in [*site.rglob("*.css"), *site.rglob("*.html")]
        for found in FETCHED_BY_STYLE.finditer(path.read_text("utf-8"))
    ]
    assert foreign == []


def test_what_would_be_fetched_is_seen() -> None:
    for tag in (
        '<script src="https://x.fr/a.js">',
        "<img alt='>' src=//x.fr/a.png>",
        '<link href="//x.fr/a.css">',
    ):
        assert FETCHED.search(tag)
    assert not FETCHED.search('<a class="x" href="https://x.fr/">')
    assert FETCHED_BY_STYLE.search("src: url(https://x.fr/a.woff2)")


def test_no_link_between_pages_is_broken(site: Path) -> None:
    """As a reader would: each link of ours leads to a file, and each anchor to a place in it."""
    pages = {path: path.read_text("utf-8") for path in site.rglob("*.html")}
    ids = {path: set(re.findall(r'\sid="([^"]*)"', text)) for path, text in pages.items()}
    broken = []
    for path, text in pages.items():
        if path.name == "404.html":  # served from anywhere: its links start from the root
            continue
        for link in re.findall(r'<a\s[^>]*?href="([^"]*)"', text):
            address, _, anchor = html.unescape(link).partition("#")
            if re.match(r"[a-z]+:", address):
                continue
            target = (path.parent / address).resolve() if address else path
            target = target / "index.html" if target.is_dir() else target
            if not target.exists() or (anchor and target in ids and anchor not in ids[target] | {"__skip"}):
                broken.append((path.name, link))
    assert broken == []


# --- A guide with mistakes -----------------------------------------------------------------------


def test_without_app_the_worker_goes_out_as_it_is_and_takes_itself_back(project: Path) -> None:
    settings = project / "mkdocs.yml"
    text, removed = re.subn(r"(?m)^  app:.*\n", "", settings.read_text("utf-8"))
    assert removed == 1
    settings.write_text(text, "utf-8")
    assert build(project).returncode == 0
    worker = (project / "site/service-worker.js").read_bytes()
    assert worker == (ROOT / "docs/service-worker.js").read_bytes()
    assert "guide-kept" not in (project / "site/index.html").read_text("utf-8")
    assert not (project / "site/manifest.json").exists()


def stopped(project: Path) -> str:
    """What a build says that must stop, and leave the old site whole."""
    done = build(project)
    assert done.returncode == 1
    said = done.stdout + done.stderr
    assert "Traceback" not in said
    assert [path.name for path in (project / "site").iterdir()] == ["index.html"]
    assert (project / "site" / "index.html").read_text("utf-8") == "l’ancien site"
    return said


def test_every_problem_of_every_file_in_one_run(project: Path) -> None:
    questionnaires = project / "questionnaires"
    replace(questionnaires / "objectifs.yml", "weight: 2", "weight: deux")
    replace(questionnaires / "bilan.yml", "use: objectifs", "use: objectif")
    replace(questionnaires / "ligne-editoriale.yml", "version: 1", "version: 1: 2")
    replace(project / "docs" / "methode" / "1-objectifs.md", "| objectifs", "| objectif")
    said = stopped(project)
    told = re.findall(
        r"^((?:docs|questionnaires)/\S+:\d+:\d+)", said.replace("ERROR   -  ", ""), re.MULTILINE
    )
    files = [place.split(":")[0] for place in told]
    assert files == sorted(files)
    assert set(files) == {
        "docs/methode/1-objectifs.md",
        *(f"questionnaires/{name}.yml" for name in ("bilan", "ligne-editoriale", "objectifs")),
    }
    for words in ("Vouliez-vous écrire « objectifs » ?", "« deux »", "Mettre tout le texte entre guillemets"):
        assert words in said


@pytest.mark.parametrize(
    ("file", "old", "new", "words"),
    [
        (
            "questionnaires/objectifs.yml",
            "1-objectifs.md#alerte",
            "1-objectifs.md#alertes",
            "Vouliez-vous écrire « alerte » ?",
        ),
        ("questionnaires/objectifs.yml", "[S64,", "[S99999,", "La source « S99999 » n’est pas dans"),
        ("questionnaires/objectifs.yml", "score: 50", "score: 55", "Attendu : 55. Obtenu : 50."),
        (
            "docs/ressources/sources.md",
            "{ #s1 }",
            "",
            "La source « S1 » n’est pas dans ressources/sources.md.",
        ),
        (
            "questionnaires/objectifs.yml",
            "Une page suffit",
            "Une page 😀 suffit",
            "Le PDF ne peut pas montrer « 😀 »",
        ),
        ("docs/methode/1-objectifs.md", "/// questionnaire", "/// questionaire", "Vouliez-vous écrire"),
        ("docs/autodiagnostic/index.md", "\n///\n", "\n", "n’est pas fermé."),
        (
            "docs/modeles/messages-types.md",
            "Bonjour",
            "![Bonjour](x.png)",
            "Un modèle ou une carte ne contient pas d’image.",
        ),
    ],
)
def test_a_mistake_stops_the_build(file: str, old: str, new: str, words: str, project: Path) -> None:
    replace(project / file, old, new)
    said = stopped(project)
    assert words in said
    assert re.search(r"^(ERROR +- +)?(docs|questionnaires)/[^:\s]+:\d+:\d+", said, re.MULTILINE)


def test_a_missing_questionnaire_stops_the_build(project: Path) -> None:
    (project / "questionnaires" / "objectifs.yml").unlink()
    said = stopped(project)
    assert "docs/methode/1-objectifs.md" in said
    assert "Le questionnaire « objectifs » n’existe pas." in said


def test_a_missing_report_stops_the_build_at_each_block_that_needs_it(project: Path) -> None:
    (project / "questionnaires" / "bilan.yml").unlink()
    said = stopped(project)
    needs = (
        ("autodiagnostic/bilan", "bilan"),
        ("autodiagnostic/index", "livret"),
        ("formation/atelier", "atelier"),
    )
    for page, block in needs:
        line = (project / "docs" / f"{page}.md").read_text("utf-8").splitlines().index(f"/// {block}") + 1
        words = f"La page place « /// {block} », mais il n’y a pas de bilan."
        assert f"docs/{page}.md:{line}:1\n  {words}\n" in said


def test_a_broken_link_in_a_page_stops_the_build(project: Path) -> None:
    replace(project / "docs" / "index.md", "methode/1-objectifs.md", "methode/1-objectif.md")
    done = build(project)
    assert done.returncode == 1
    assert "methode/1-objectif.md" in done.stdout + done.stderr


def test_the_search_finds_the_words_of_models(site: Path) -> None:
    index = json.loads((site / "search" / "search_index.json").read_text("utf-8"))
    texts = [entry["text"] for entry in index["docs"] if entry["location"] == "modeles/messages-types.html"]
    assert "Une rumeur" in texts[0]
    assert "Copier le texte" not in texts[0]


def test_the_search_finds_the_questions_and_is_spared_the_rest_of_the_form(site: Path) -> None:
    index = json.loads((site / "search" / "search_index.json").read_text("utf-8"))
    texts = " ".join(
        entry["text"] for entry in index["docs"] if entry["location"].startswith("methode/1-objectifs.html")
    )
    assert "Avons-nous un moyen d’alerter les habitants sans réseau social" in texts
    assert "Je ne sais pas" not in texts
    page = (site / "methode" / "1-objectifs.html").read_text("utf-8")
    assert page.count('<form class="quest"') == 1
    assert "<!--form" not in page
