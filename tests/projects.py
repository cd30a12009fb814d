"""Copies of the guide to break at leave, and MkDocs run in them as `make` runs it."""

from __future__ import annotations

import os
import shutil
import sys
from contextlib import suppress
from pathlib import Path

ROOT = Path(__file__).parents[1]
MKDOCS = [sys.executable, "-m", "mkdocs"]
ENVIRONMENT = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONUNBUFFERED": "1"}


def copy_of_the_guide(folder: Path) -> Path:
    """The guide as it is, in a place of its own."""
    copy = folder / "guide"
    for part in ("docs", "hooks", "questionnaires"):
        shutil.copytree(ROOT / part, copy / part, ignore=shutil.ignore_patterns("__pycache__", ".*_cache"))
    shutil.copy(ROOT / "mkdocs.yml", copy)
    lend_pdfs(copy)
    return copy


def lend_pdfs(project: Path) -> None:
    """Spare a copy the making of PDFs that the guide has made: they are known by what they hold."""
    shelf = project / ".cache" / "pdf"
    shelf.mkdir(parents=True)
    for path in (ROOT / ".cache" / "pdf").glob("*.pdf"):
        with suppress(FileNotFoundError):  # Another build may be tidying up.
            shutil.copy(path, shelf)


def replace(file: Path, old: str, new: str) -> None:
    """Change a file that holds `old`."""
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")
