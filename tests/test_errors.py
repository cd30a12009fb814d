"""What `python -m autodiagnostic check` tells authors about their mistakes, word for word.

A case is a bug report. In `errors/cases/`, `x.yml` is a questionnaire with mistakes and `x.txt` what is told about it;
a case of several files is a folder `x/` instead. Either is laid over the small sound guide in `errors/context/`.
After a change of words, `REWRITE_REPORTS=1 pytest tests/test_errors.py`, then read the difference.
"""

from __future__ import annotations

import ast
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from autodiagnostic import catalogue, cli, problems
from autodiagnostic.model import type_faults
from autodiagnostic.model.format import Assessment

HERE = Path(__file__).parent / "errors"
HOOKS = Path(__file__).parents[1] / "hooks"
CASES = sorted(case for case in (HERE / "cases").iterdir() if case.suffix != ".txt")

# Faults that no file of text can show: what the file holds, where the report points, and the code it uses.
NO_TEXT: dict[str, tuple[bytes, str, str]] = {
    "nothing at all": (b"", "1:1", "empty-file"),
    "a byte order mark": (b"\xef\xbb\xbfid: x\n", "1:1", "byte-order-mark"),
    "UTF-16": ("id: x\n".encode("utf-16"), "1:1", "utf-16"),
    "Windows-1252": ("id: x\ntitle: École d’été\n".encode("cp1252"), "2:8", "not-utf-8"),
    "a cut character": ("title: été".encode()[:-1], "1:10", "not-utf-8"),
    "an invisible character": ("id: x\ntitle: l’été\u2028à la mairie\n".encode(), "2:13", "invisible"),
    "a form feed": (b"id: x\r\n\ftitle: y\r\n", "2:1", "invisible"),
    "an inner byte order mark": ("id: x\n\ufefftitle: y\n".encode(), "2:1", "invisible"),
    "a tab, seen by one parser alone": (b"id:\tx\n", "1:4", "tab"),
    "10 MB of nonsense": (b"\x00\xff" * 5_000_000, "1:1", "too-large"),
    "5 MB of one word": (b"a " * 2_500_000, "1:1", "not-a-mapping"),
    "5 MB of brackets": (b"a: " + b"[" * 4_999_997, "1:33", "too-deep"),
    "a ladder of dashes": (b"a:\n" + b"- " * 1_000_000, "2:59", "too-deep"),
    "a ladder of braces": (b"{a: " * 1_000_000, "1:121", "too-deep"),
    "a ladder of keys": (b"? " * 1_000_000, "1:61", "too-deep"),
}


def lay_out(case: Path | None, folder: Path) -> Path:
    """The context with a case laid over it."""
    guide = folder / "guide"
    shutil.copytree(HERE / "context", guide)
    if case is not None and case.is_dir():
        shutil.copytree(case, guide, dirs_exist_ok=True)
    elif case is not None:
        shutil.copy(case, guide / "questionnaires")
    return guide


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_report(case: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The exact text; and each mistake's own words, since a broken rule never hides another."""
    assert cli.main(["check", str(lay_out(case, tmp_path))]) == 1
    told = capsys.readouterr().out
    expected = case.with_suffix(".txt")
    if "REWRITE_REPORTS" in os.environ:
        expected.write_text(told, "utf-8")
    assert told == expected.read_text("utf-8")


def test_every_case_has_its_report_and_the_reverse() -> None:
    reports = {report.stem for report in (HERE / "cases").glob("*.txt")}
    assert reports == {case.stem for case in CASES}


def test_the_context_is_sound(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["check", str(lay_out(None, tmp_path))]) == 0
    assert capsys.readouterr().out == "Tout va bien. Questionnaires : 2 ; questions : 4.\n"


def test_the_command_itself_prints_the_report(tmp_path: Path) -> None:
    case = HERE / "cases" / "several-files"
    done = subprocess.run(
        [sys.executable, "-m", "autodiagnostic", "check"],
        cwd=lay_out(case, tmp_path),
        env={"PYTHONPATH": str(HOOKS), "PYTHONIOENCODING": "utf-8"},
        check=False,
        capture_output=True,
    )
    assert (done.returncode, done.stderr.decode()) == (1, "")
    assert done.stdout.decode() == case.with_suffix(".txt").read_text("utf-8")


@pytest.mark.parametrize("name", NO_TEXT)
def test_what_is_no_text(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    content, place, code = NO_TEXT[name]
    guide = lay_out(None, tmp_path)
    (guide / "questionnaires" / "x.yml").write_bytes(content)
    started = time.process_time()
    assert cli.main(["check", str(guide)]) == 1
    assert time.process_time() - started < 5
    report = capsys.readouterr().out.splitlines()
    assert report[0].split("  ")[0] == f"questionnaires/x.yml:{place}"
    assert report[2] == f"  → {catalogue.load('problems')[code]['remedy'].format_map({})}"
    assert report[-1] == "1 problème."


def test_an_alias_bomb_is_told_line_by_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Billions of words if it went off. Each sign that could set it off is told, and nothing else."""
    lines = ["a0: &a0 ha"] + [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 10)]
    guide = lay_out(None, tmp_path)
    (guide / "questionnaires" / "bombe.yml").write_text("\n".join(lines), "utf-8")
    assert cli.main(["check", str(guide)]) == 1
    report = capsys.readouterr().out
    assert report.count("un renvoi") == 10 + 9 * 9
    assert "questionnaires/bombe.yml:2:10  a1[0]\n" in report


def test_what_cannot_be_opened(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    guide = lay_out(None, tmp_path)
    (guide / "questionnaires" / "dossier.yml").mkdir()
    (guide / "questionnaires" / "lien.yml").symlink_to("nulle-part.yml")
    assert cli.main(["check", str(guide)]) == 1
    report = capsys.readouterr().out
    assert "questionnaires/dossier.yml:1:1\n  Le fichier ne peut pas être lu" in report
    assert "questionnaires/lien.yml:1:1\n  Le fichier ne peut pas être lu" in report
    assert report.endswith("2 problèmes.\n")


def test_mending_one_file_leaves_the_problems_of_the_others(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    guide = lay_out(HERE / "cases" / "several-files", tmp_path)
    cli.main(["check", str(guide)])
    before = capsys.readouterr().out.split("\n\n")
    (guide / "questionnaires" / "voirie.yml").unlink()
    cli.main(["check", str(guide)])
    after = capsys.readouterr().out.split("\n\n")
    assert after[:-1] == [block for block in before[:-1] if "voirie.yml" not in block]


# --- The catalogue -------------------------------------------------------------------------------

# Words that fill gaps in others; and those that only a new kind of fault in pydantic, or another extension that
# changes a page, would bring to light; and what the making of PDFs finds (test_pdf.py).
NOT_FAULTS = {"shown", "nearest"}
NO_CASE = {"unexpected", "text-unread", "pdf-sign", "pdf-layout", "pdf-card"}


class Recorder(dict[str, Any]):
    """Catalogue tables that note which ones are asked for."""

    asked: set[str]

    def __getitem__(self, key: str) -> Any:
        self.asked.add(key)
        return super().__getitem__(key)


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """The catalogue's tables used so far."""
    recorder = Recorder(catalogue.load("problems"))
    recorder.asked = set()
    monkeypatch.setattr(problems, "load", lambda _subject: recorder)
    return recorder.asked


def test_every_code_has_a_case(tmp_path: Path, asked: set[str]) -> None:
    for number, case in enumerate(CASES):
        cli.main(["check", str(lay_out(case, tmp_path / str(number)))])
    tested = asked | {code for _, _, code in NO_TEXT.values()} | {"unreadable"}
    assert set(catalogue.load("problems")) - NOT_FAULTS - tested == NO_CASE


def test_a_fault_that_nobody_foresaw_is_still_told() -> None:
    """Pydantic may learn new kinds of faults."""
    details: Any = {"type": "brand_new", "loc": ("title",), "input": 1, "msg": ""}
    fault = type_faults._fault(Assessment, ("title",), details, on_key=False)
    assert "ne convient pas" in problems.problem("x.yml", (1, 1), fault).message


def constants(node: ast.AST) -> Iterator[str]:
    """All texts written in a piece of code."""
    for part in ast.walk(node):
        if isinstance(part, ast.Constant) and isinstance(part.value, str):
            yield part.value


def codes_of_faults(tree: ast.AST) -> Iterator[str]:
    """What code hands to `Fault(path, code, …)`."""
    for part in ast.walk(tree):
        if isinstance(part, ast.Call) and isinstance(part.func, ast.Name) and part.func.id == "Fault":
            yield from constants(part.args[1]) if not isinstance(part.args[1], ast.Subscript) else ()


def test_code_and_catalogue_know_the_same_faults() -> None:
    trees = [ast.parse(path.read_text("utf-8")) for path in (HOOKS / "autodiagnostic").rglob("*.py")]
    in_catalogue = set(catalogue.load("problems")) - NOT_FAULTS
    # Those of a commune's file are told by the browser too, which knows some more; those of a filled-in PDF, by `read`.
    of_files = set(catalogue.load("exchange")["faults"])
    told = catalogue.load("cli")["read"]
    of_files |= {*told["faults"], *told["warnings"]}
    assert {code for tree in trees for code in codes_of_faults(tree)} - in_catalogue - of_files == set()
    assert in_catalogue - {text for tree in trees for text in constants(tree)} == set()
