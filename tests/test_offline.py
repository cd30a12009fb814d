"""What the browser is told to keep, and the zip for a USB key."""

from __future__ import annotations

import io
import json
import re
from pathlib import Path
from zipfile import ZipFile

import pytest

from autodiagnostic.offline import ICONS, fill_in, kept, manifest
from projects import ROOT
from tools.offline.__main__ import main
from tools.offline.edition import NAME, NOTE, SIGN, START, packed

WORKER = (ROOT / "docs" / "service-worker.js").read_text("utf-8")
FLAG_OF_UTF_8 = 0x800


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A small site with one of everything."""
    site = tmp_path / "site"
    for file in (
        "404.html",
        "assets/guide/iframe-worker.js",
        "assets/javascripts/bundle.min.js",
        "assets/javascripts/bundle.min.js.map",
        "assets/javascripts/lunr/min/lunr.de.min.js",
        "assets/javascripts/lunr/min/lunr.fr.min.js",
        "assets/javascripts/lunr/min/lunr.stemmer.support.min.js",
        "assets/javascripts/lunr/wordcut.js",
        "index.html",
        "methode/été à la mer.html",
        "search/search_index.js",
        "search/search_index.json",
        "sitemap.xml",
        "sitemap.xml.gz",
        "telechargements/guide.pdf",
    ):
        path = site / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(file, "utf-8")
    (site / "service-worker.js").write_text(WORKER, "utf-8")
    return site


# --- What the browser keeps ----------------------------------------------------------------------


def version(site: Path) -> str:
    """The version of a site whose worker is filled in anew."""
    (site / "service-worker.js").write_text(WORKER, "utf-8")
    fill_in(site)
    found = re.search(r'const VERSION = "([0-9a-f]{12})";', (site / "service-worker.js").read_text("utf-8"))
    assert found is not None
    return found[1]


def test_what_is_kept(site: Path) -> None:
    assert kept(site) == [
        "assets/javascripts/bundle.min.js",
        "assets/javascripts/lunr/min/lunr.fr.min.js",
        "assets/javascripts/lunr/min/lunr.stemmer.support.min.js",
        "index.html",
        "methode/été à la mer.html",
        "search/search_index.json",
    ]


def test_the_worker_lists_it_as_addresses(site: Path) -> None:
    fill_in(site)
    found = re.search(r"const FILES = (\[.*?\]);", (site / "service-worker.js").read_text("utf-8"), re.DOTALL)
    assert found is not None
    files = json.loads(found[1])
    assert files[0] == "./"
    assert files[-2:] == ["methode/%C3%A9t%C3%A9%20%C3%A0%20la%20mer.html", "search/search_index.json"]
    assert len(files) == 1 + len(kept(site))


def test_the_version_is_that_of_what_is_kept(site: Path) -> None:
    before = version(site)
    (site / "telechargements/guide.pdf").write_text("autre chose", "utf-8")
    (site / "sitemap.xml").write_text("un autre jour", "utf-8")
    assert version(site) == before
    (site / "index.html").write_text("une faute de moins", "utf-8")
    changed = version(site)
    assert changed != before
    (site / "index.html").rename(site / "accueil.html")
    assert version(site) not in {before, changed}


def test_the_manifest() -> None:
    found = json.loads(manifest("Le guide", "À lire", {"short_name": "Guide", "theme_color": "#123456"}))
    assert {name: found[name] for name in ("name", "short_name", "description", "lang", "theme_color")} == {
        "name": "Le guide",
        "short_name": "Guide",
        "description": "À lire",
        "lang": "fr",
        "theme_color": "#123456",
    }
    assert [(icon["sizes"], icon["purpose"]) for icon in found["icons"]] == [
        ("192x192", "any"),
        ("512x512", "any"),
        ("512x512", "maskable"),
    ]
    assert [icon["src"] for icon in found["icons"]] == list(ICONS)


# --- The zip -------------------------------------------------------------------------------------


def test_the_zip_holds_the_site_whole_and_the_way_in(site: Path) -> None:
    with ZipFile(io.BytesIO(packed(site))) as pack:
        names = pack.namelist()
        inside = {name.removeprefix("guide/") for name in names if name.startswith("guide/")}
        here = {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}
        assert set(names) - {f"guide/{name}" for name in inside} == {START, NOTE}
        assert inside - here == {SIGN.removeprefix("guide/")}
        assert here <= inside
        assert pack.read("guide/methode/été à la mer.html").decode() == "methode/été à la mer.html"
        assert names == sorted(names)
        assert {entry.date_time for entry in pack.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        for entry in pack.infolist():
            assert entry.filename.isascii() or entry.flag_bits & FLAG_OF_UTF_8


def test_the_same_site_gives_the_same_bytes(site: Path, tmp_path: Path) -> None:
    other = tmp_path / "ailleurs"
    for path in sorted(site.rglob("*"), reverse=True):
        if path.is_file():
            copy = other / path.relative_to(site)
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_bytes(path.read_bytes())
            copy.chmod(0o600)
    assert packed(other) == packed(site)


def test_the_note_is_readable_in_the_oldest_notepad(site: Path) -> None:
    with ZipFile(io.BytesIO(packed(site))) as pack:
        note = pack.read(NOTE)
    assert note.startswith(b"\xef\xbb\xbfMA COMMUNE")
    assert note.count(b"\r\n") == note.count(b"\n") > 10


def test_it_is_written_and_its_size_told(
    site: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "dist"
    assert main(site, folder) == 0
    assert (folder / NAME).read_bytes() == packed(site)
    assert capsys.readouterr().out == f"{folder / NAME} : 0 Mo, 15 Mo au plus.\n"


def test_one_that_weighs_too_much_is_not_written(
    site: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "dist"
    main(site, folder)
    assert main(site, folder, most=2_000) == 1
    assert list(folder.iterdir()) == []
    said = capsys.readouterr().out.splitlines()[-1]
    assert said == f"{folder / NAME} : 0 Mo, 0 Mo au plus. Le fichier n’a pas été écrit."


def test_what_is_no_site_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(tmp_path, tmp_path / "dist") == 1
    assert capsys.readouterr().out == f"{tmp_path} n’est pas un site construit : lancez « make offline ».\n"
