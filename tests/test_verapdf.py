"""veraPDF runs, and what it finds is told with file and rule."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pytest

from pdf_forms import every_file
from tools import verapdf


def test_a_rule_that_a_file_fails_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sound, wrong, damaged = (tmp_path / name for name in ("a.pdf", "b.pdf", "c.pdf"))
    sound.write_bytes(every_file()["profil"])
    damaged.write_bytes(b"%PDF-1.7")
    with pikepdf.open(sound) as pdf:
        pdf.Root.ViewerPreferences.DisplayDocTitle = False
        pdf.save(wrong)
    assert verapdf.main([str(tmp_path)]) == 1
    title = (
        "The document catalog dictionary shall include a ViewerPreferences dictionary containing a "
        "DisplayDocTitle key, whose value shall be true"
    )
    assert capsys.readouterr().out.splitlines() == [
        f"{wrong}: 7.1-10: {title} (1 times)",
        f"{damaged}: unreadable: org.verapdf.core.ModelParsingException: Couldn't parse stream (1 times)",
        "3 files, 2 failed rules",
    ]


def test_no_file_is_no_success(tmp_path: Path) -> None:
    assert verapdf.main([str(tmp_path)]) == 1
