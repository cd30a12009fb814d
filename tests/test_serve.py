"""`make serve` on a guide with mistakes: it starts, says what is wrong where it is, and mends itself with the file."""

from __future__ import annotations

import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from projects import ENVIRONMENT, copy_of_the_guide, replace

FORM = 'id="questionnaire-objectifs"'
PAGE = "methode/1-objectifs.html"
# `python -m mkdocs`, which Ctrl-C ends. Tests that run in the background are deaf to it, and so is what they start.
LISTENING = """
import runpy, signal
signal.signal(signal.SIGINT, signal.default_int_handler)
runpy.run_module("mkdocs", run_name="__main__", alter_sys=True)
"""


class Server:
    """`mkdocs serve` in a guide, what it says in its terminal, and its pages as they are now."""

    def __init__(self, project: Path, address: str, log: Path, process: subprocess.Popen[bytes]) -> None:
        self.project = project
        self.address = address
        self.log = log
        self.process = process

    @property
    def terminal(self) -> str:
        return self.log.read_text("utf-8")

    def page(self, path: str = PAGE) -> str:
        """The page's HTML, or nothing while there is none."""
        return self.content(path).decode()

    def content(self, path: str) -> bytes:
        """A file as it is served, or nothing while there is none."""
        try:
            with urllib.request.urlopen(f"{self.address}/{path}", timeout=5) as answer:  # noqa: S310 - our server
                return bytes(answer.read())
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            return b""

    def wait(self, until: Callable[[str], object], path: str = PAGE) -> str:
        """The page, once it is as it should be."""
        deadline = time.monotonic() + 40
        while time.monotonic() < deadline:
            assert self.process.poll() is None, self.terminal
            page = self.page(path)
            if page and until(page):
                return page
            time.sleep(0.05)
        raise AssertionError(f"{path} is not as it should be\n{self.terminal}")


@contextmanager
def served(project: Path) -> Iterator[Server]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
    log = project.parent / "terminal.txt"
    with log.open("wb") as terminal:
        process = subprocess.Popen(  # noqa: S603 - MkDocs, with arguments of ours
            [sys.executable, "-c", LISTENING, "serve", "--dev-addr", address],
            cwd=project,
            env=ENVIRONMENT,
            stdout=terminal,
            stderr=subprocess.STDOUT,
        )
    try:
        yield Server(project, f"http://{address}", log, process)
    finally:
        process.send_signal(signal.SIGINT)
        try:
            status = process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            process.kill()
            raise
    said = log.read_text("utf-8")
    assert status == 0, said
    assert "Traceback" not in said


@pytest.fixture
def guide(tmp_path: Path) -> Path:
    """The guide without half of its pages: all that are left are made anew at each change."""
    guide = copy_of_the_guide(tmp_path)
    settings = guide / "mkdocs.yml"
    settings.write_text(re.sub(r"(?ms)^nav:\n.*?^$", "", settings.read_text("utf-8")), "utf-8")
    for part in ("a-propos", "contribuer", "formation"):
        shutil.rmtree(guide / "docs" / part)
    return guide


def panel(page: str) -> str:
    """What stands in place of a questionnaire that is broken; it is the only thing there to speak of a file.

    Spaces are as they are typed.
    """
    found = re.findall(r"<code>(?:questionnaires|docs)/.*", page)
    return re.sub("[\u00a0\u202f]", " ", "\n".join(found))


def has_form(page: str) -> bool:
    return FORM in page and not panel(page)


def test_a_broken_questionnaire_comes_and_goes(guide: Path) -> None:
    file = guide / "questionnaires" / "objectifs.yml"
    replace(file, "weight: 2", "weight: deux")
    with served(guide) as server:
        # It starts; the page says what is wrong in place of the form, and so does the terminal.
        page = server.wait(panel)
        assert FORM not in page
        assert "questionnaires/objectifs.yml:23:13 questions[0].weight" in panel(page)
        assert "Attendu : un nombre entier ; trouvé : « deux »." in panel(page)
        assert "Écrire un nombre entier, sans guillemets ni virgule." in panel(page)
        assert "ERROR   -  questionnaires/objectifs.yml:23:13  questions[0].weight" in server.terminal
        # The questionnaire beside it does not suffer.
        assert 'id="questionnaire-ligne-editoriale"' in server.page("methode/2-ligne-editoriale.html")
        # Mended, the page comes back by itself.
        replace(file, "weight: deux", "weight: 2")
        page = server.wait(has_form)
        # No browser is asked to keep what an author is about to change.
        assert "guide-kept" not in page
        # Broken again in another way, it is shown again; and with it gone, the page says so.
        replace(file, "version: 1", "version: 1: 2")
        page = server.wait(panel)
        assert "Mettre tout le texte entre guillemets droits" in panel(page)
        text = file.read_text("utf-8")
        file.unlink()
        server.wait(lambda page: "Le questionnaire « objectifs » n’existe pas." in panel(page))
        file.write_text(text.replace("version: 1: 2", "version: 1"), "utf-8")
        server.wait(has_form)


def test_a_broken_block_comes_and_goes(guide: Path) -> None:
    file = guide / "docs" / "methode" / "1-objectifs.md"
    with served(guide) as server:
        server.wait(has_form)
        assert "ERROR" not in server.terminal
        line = file.read_text("utf-8").splitlines().index("/// questionnaire | objectifs") + 1
        replace(file, "/// questionnaire | objectifs", "/// questionaire | objectifs")
        page = server.wait(panel)
        assert f"docs/methode/1-objectifs.md:{line}:1" in panel(page)
        assert "Vouliez-vous écrire « questionnaire » ?" in panel(page)
        assert FORM not in page
        assert "<p>///" not in page
        # What follows the block is still there.
        assert 'id="sources"' in page
        replace(file, "/// questionaire | objectifs", "/// questionnaire | objectifs")
        server.wait(has_form)
        replace(file, "/// questionnaire | objectifs\n///\n", "/// questionnaire | objectifs\n")
        page = server.wait(lambda page: "n’est pas fermé" in panel(page))
        assert 'id="sources"' in page
        replace(file, "/// questionnaire | objectifs\n", "/// questionnaire | objectifs\n///\n")
        server.wait(has_form)


def test_a_broken_model_comes_and_goes(guide: Path) -> None:
    page, document = "modeles/ligne-editoriale.html", "telechargements/modeles/ligne-editoriale.odt"
    file = guide / "docs" / "modeles" / "ligne-editoriale.md"
    with served(guide) as server:
        server.wait(lambda page: 'class="sheet-paper"' in page and not panel(page), page)
        first = server.content(document)
        assert first.startswith(b"PK")
        line = file.read_text("utf-8").splitlines().index("### Nos rubriques") + 1
        replace(file, "### Nos rubriques", "### Nos `rubriques`")
        told = server.wait(panel, page)
        assert f"docs/modeles/ligne-editoriale.md:{line}:9" in panel(told)
        assert "Un modèle ou une carte ne contient pas de code." in panel(told)
        assert "sheet-paper" not in told
        assert 'id="plus-loin"' in told
        replace(file, "### Nos `rubriques`", "### Nos sujets")
        server.wait(lambda page: "Nos sujets</h3>" in page and not panel(page), page)
        assert server.content(document) not in (first, b"")


def test_shared_scales_and_the_report_may_be_broken_too(guide: Path) -> None:
    scales = guide / "questionnaires" / "_scales.yml"
    report = guide / "questionnaires" / "bilan.yml"
    replace(scales, "id: rien", "id:rien")
    replace(report, "use: objectifs", "use: objectif")
    with served(guide) as server:
        page = server.wait(panel)
        assert "questionnaires/_scales.yml:5:" in panel(page)
        assert FORM not in page
        replace(scales, "id:rien", "id: rien")
        # The report has no page yet that it could spoil: only the terminal speaks of it.
        server.wait(has_form)
        assert "Vouliez-vous écrire « objectifs » ?" in server.terminal


def test_a_missing_report_comes_and_goes(guide: Path) -> None:
    """Each block that needs it says so; a broken questionnaire beside it hides nothing."""
    page, file = "autodiagnostic/bilan.html", guide / "questionnaires" / "bilan.yml"
    replace(
        guide / "docs" / "autodiagnostic" / "bilan.md",
        "/// bilan\n///\n",
        "/// atelier\n///\n\n/// bilan\n///\n",
    )
    replace(guide / "questionnaires" / "objectifs.yml", "weight: 2", "weight: deux")
    text = file.read_text("utf-8")
    file.unlink()
    with served(guide) as server:
        told = panel(server.wait(panel, page))
        assert re.findall(r"docs/\S+:\d+:\d+", told) == [
            f"docs/autodiagnostic/bilan.md:{line}:1" for line in (12, 15)
        ]
        assert re.findall("« /// (.+?) », mais il n’y a pas de bilan", told) == ["atelier", "bilan"]
        assert "objectifs.yml" not in told
        replace(guide / "questionnaires" / "objectifs.yml", "weight: deux", "weight: 2")
        file.write_text(text, "utf-8")
        mended = server.wait(lambda page: not panel(page), page)
        assert re.findall(r'id="(\w+)" data-(?:desk|board)', mended) == ["atelier", "bilan"]
