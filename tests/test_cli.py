"""The command line: what it prints and where, and its exit codes."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from autodiagnostic import cli, schema

ROOT = Path(__file__).parents[1]
CONTEXT = Path(__file__).parent / "errors" / "context"
FINE = "Tout va bien. Questionnaires : 2 ; questions : 4.\n"


@pytest.fixture
def guide(tmp_path: Path) -> Path:
    """A small guide with two mistakes."""
    copy = Path(shutil.copytree(CONTEXT, tmp_path / "guide"))
    (copy / "questionnaires" / "accueil.yml").write_text("id: accueil\n- version\n", "utf-8")
    (copy / "docs" / "accueil.md").write_text("/// questionnaire | acceuil\n///\n", "utf-8")
    return copy


@pytest.mark.parametrize(
    ("path", "files"),
    [
        ("", ["docs/accueil.md", "questionnaires/accueil.yml"]),
        ("questionnaires", ["questionnaires/accueil.yml"]),
        ("docs", ["docs/accueil.md"]),
        ("docs/accueil.md", ["docs/accueil.md"]),
        ("questionnaires/accueil.yml", ["questionnaires/accueil.yml"]),
    ],
)
def test_check_tells_the_problems_of_what_it_is_given(
    path: str, files: list[str], guide: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["check", str(guide / path)]) == 1
    out, err = capsys.readouterr()
    assert err == ""
    *blocks, count = out.split("\n\n")
    assert [block.split(":")[0] for block in blocks] == files
    assert count == ("2 problèmes.\n" if len(files) == 2 else "1 problème.\n")


def test_a_sound_file_among_faulty_ones(guide: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["check", str(guide / "questionnaires" / "canaux.yml")]) == 0
    assert capsys.readouterr().out == FINE


def test_check_looks_around_by_itself(
    guide: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(guide / "docs" / "methode")
    assert cli.main(["check"]) == 0
    assert cli.main(["check", "../.."]) == 1
    capsys.readouterr()
    monkeypatch.chdir(guide / "questionnaires")
    assert cli.main(["check", "canaux.yml"]) == 0
    assert capsys.readouterr() == (FINE, "")


@pytest.mark.parametrize("path", ["nulle-part", "questionnaires/nulle-part.yml", ".."])
def test_check_of_what_is_no_guide(path: str, guide: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["check", str(guide / path)]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert "n’est pas un guide" in err


@pytest.mark.parametrize("arguments", [[], ["verifier"], ["check", "a", "b"], ["check", "--vite"]])
def test_wrong_usage(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        cli.main(arguments)
    assert stop.value.code == 2
    assert "usage:" in capsys.readouterr().err


def test_schema_writes_the_schemas(tmp_path: Path) -> None:
    assert cli.main(["schema", str(tmp_path / "schemas")]) == 0
    assert {path.name: path.read_text("utf-8") for path in (tmp_path / "schemas").iterdir()} == schema.files()
    assert all(json.loads(text) for text in schema.files().values())


def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-m", "autodiagnostic", *arguments],
        env={"PYTHONPATH": str(ROOT / "hooks"), **environment},
        check=False,
        capture_output=True,
    )


def test_a_poor_console_gets_what_it_can_show(guide: Path) -> None:
    done = run("check", str(guide), PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert (done.returncode, done.stderr) == (1, b"")
    assert b"questionnaires/accueil.yml:2:1" in done.stdout


def test_help_is_in_french() -> None:
    done = run("check", "--help", PYTHONIOENCODING="utf-8")
    assert done.returncode == 0
    assert "Vérifie les questionnaires" in done.stdout.decode()
