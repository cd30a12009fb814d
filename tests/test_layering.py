"""Imports point down, and each room touches only what it may: the real code, and small code that does not."""

from __future__ import annotations

from pathlib import Path

import pytest

from tools import layering

ROOT = Path(__file__).parents[1]


def test_the_real_code_keeps_to_the_order() -> None:
    assert [str(breach) for breach in layering.check(ROOT / "hooks")] == []


def test_every_room_of_the_order_exists_and_has_one_place() -> None:
    rooms = [room for line in layering.LINES for room in line] + sorted(layering.HELPERS)
    package = ROOT / "hooks" / layering.PACKAGE
    there = {
        path.stem for path in package.iterdir() if path.suffix == ".py" or (path / "__init__.py").exists()
    }
    assert sorted(rooms) == sorted(there - {"__init__"} | {"mkdocs_hooks"})


def breaches(folder: Path, file: str, code: str) -> list[str]:
    """What is found in a package of one module."""
    path = folder / "hooks" / file
    path.parent.mkdir(parents=True)
    path.write_text(code, "utf-8")
    return [str(breach) for breach in layering.check(folder / "hooks")]


@pytest.mark.parametrize(
    ("file", "code"),
    [
        (
            "autodiagnostic/library.py",
            "from . import render, source\nfrom .model.reading import read\nimport gc\n",
        ),
        (
            "autodiagnostic/model/rules.py",
            "from ..problems import Fault\nfrom . import format\nimport pydantic\n",
        ),
        ("autodiagnostic/source/tree.py", "import yaml\nimport re\n"),
        ("autodiagnostic/problems.py", "from .catalogue import load\n"),
        ("autodiagnostic/sheets/reading.py", "from ..tables import TablesExtension\nimport markdown\n"),
        ("autodiagnostic/odf/text.py", "from ..sheets.document import Sheet\nimport io\nimport odfdo\n"),
        ("autodiagnostic/render/view.py", "from ..typography import french\nfrom .grid import grid\n"),
        ("autodiagnostic/cli.py", "import sys\nfrom pathlib import Path\nprint(open(0))\n"),
        ("autodiagnostic/scoring.py", "import math\nfrom .answers import points_of\n"),
        ("mkdocs_hooks.py", "from autodiagnostic import blocks, csp\nimport mkdocs.plugins\n"),
    ],
)
def test_what_is_allowed(file: str, code: str, tmp_path: Path) -> None:
    assert breaches(tmp_path, file, code) == []


@pytest.mark.parametrize(
    ("file", "code", "expected"),
    [
        (
            "model/rules.py",
            "from ..library import load",
            "imports point down: `model` may not import `library`",
        ),
        ("model/rules.py", "from .. import scoring", "imports point down: `model` may not import `scoring`"),
        (
            "problems.py",
            "from autodiagnostic.source import read",
            "imports point down: `problems` may not import `source`",
        ),
        ("guide.py", "import autodiagnostic.cli", "imports point down: `guide` may not import `cli`"),
        (
            "render/view.py",
            "from ..schema import files",
            "imports point down: `render` may not import `schema`",
        ),
        (
            "scoring.py",
            "def f():\n    from . import render",
            "imports point down: `scoring` may not import `render`",
        ),
        ("scoring.py", "import random", "`scoring` is pure: it may not import `random`"),
        ("model/units.py", "from os.path import join", "`model` is pure: it may not import `os`"),
        ("source/text.py", "from pathlib import Path", "`source` is pure: it may not import `pathlib`"),
        ("answers.py", "print(1)", "`answers` is pure: it may not call `print`"),
        ("definition.py", "x = open('y')", "`definition` is pure: it may not call `open`"),
        ("library.py", "import yaml", "only `source` imports `yaml`"),
        ("render/sheet.py", "from odfdo import Cell", "only `odf` imports `odfdo`"),
        ("sheets/reading.py", "import io", "`sheets` is pure: it may not import `io`"),
        ("sheets/reading.py", "from .. import odf", "imports point down: `sheets` may not import `odf`"),
        ("blocks.py", "from mkdocs.config import base", "only `mkdocs_hooks` imports `mkdocs`"),
        ("scoring.py", "from .catalogue import load", "`scoring` may not import the helper `catalogue`"),
        (
            "typography.py",
            "from . import render",
            "`typography` stands below every room: it may not import `render`",
        ),
        (
            "__init__.py",
            "from .cli import main",
            "`autodiagnostic` stands below every room: it may not import `cli`",
        ),
        ("astrology.py", "", "`astrology` has no place in the order: give it one in tools/layering.py"),
        (
            "library.py",
            "from . import tarot",
            "`tarot` has no place in the order: give it one in tools/layering.py",
        ),
    ],
)
def test_what_is_not(file: str, code: str, expected: str, tmp_path: Path) -> None:
    line = 2 if code.startswith("def") else 1
    path = f"autodiagnostic/{file}"
    assert breaches(tmp_path, path, code) == [f"hooks/{path}:{line}: {expected}"]


def test_every_breach_of_every_file_is_told_in_order(tmp_path: Path) -> None:
    breaches(tmp_path, "autodiagnostic/scoring.py", "import os\nimport time\n")
    (tmp_path / "hooks" / "autodiagnostic" / "answers.py").write_text("import os\n", "utf-8")
    found = [(breach.file.split("/")[-1], breach.line) for breach in layering.check(tmp_path / "hooks")]
    assert found == [("answers.py", 1), ("scoring.py", 1), ("scoring.py", 2)]


def test_the_command_fails_when_it_finds_something(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    breaches(tmp_path, "autodiagnostic/scoring.py", "import os\n")
    monkeypatch.chdir(tmp_path)
    assert layering.main() == 1
    assert capsys.readouterr().out == (
        "hooks/autodiagnostic/scoring.py:1: `scoring` is pure: it may not import `os`\n"
    )
    monkeypatch.chdir(ROOT)
    assert layering.main() == 0
