"""A throw-away copy of the project, whose pages and questionnaires may be changed and built."""

import os
import re
import resource
import shutil
import subprocess
import sys
from pathlib import Path

PARTS = ("mkdocs.yml", "docs", "hooks", "questionnaires")
HOOKS = re.compile(r"^hooks:.*\n(?:[ \t-].*\n)*", re.MULTILINE)


def _blocks(*names: str) -> re.Pattern[str]:
    return re.compile(rf"^///+ (?:{'|'.join(names)})\b.*?^///+[ \t]*$\n?", re.MULTILINE | re.DOTALL)


QUESTIONNAIRE = _blocks("questionnaire", "bilan", "cartes-questions", "atelier", "livret")
ELSEWHERE = _blocks("presentation", "atelier", "bilan", "livret", "livre")
"""Blocks that show something of every questionnaire."""
FENCE = re.compile(r"^///.*\n(?: {4}\w+:.*\n)*", re.MULTILINE)


class Project:
    """The project as it is, in a directory of its own."""

    def __init__(self, root: Path) -> None:
        self.root = root
        root.mkdir()
        for part in PARTS:
            copy = shutil.copytree if Path(part).is_dir() else shutil.copy
            copy(part, root / part)

    @property
    def site(self) -> Path:
        return self.root / "site"

    def add(self, name: str, questionnaire: str | None) -> None:
        """A page, and the questionnaire that it shows if there is one."""
        block = "" if questionnaire is None else f"/// questionnaire | {name}\n///\n"
        (self.root / "docs" / f"{name}.md").write_text(f"# {name}\n\nUne page.\n\n{block}", "utf-8")
        if questionnaire is not None:
            (self.root / "questionnaires" / f"{name}.yml").write_text(questionnaire, "utf-8")

    def remove_questionnaires(self) -> None:
        """The same pages, without the forms that stand in them."""
        for path in (self.root / "questionnaires").iterdir():
            path.unlink()
        self._change_pages(QUESTIONNAIRE)

    def keep_forms_alone(self) -> None:
        """Questionnaires show where they are placed, and nowhere else: in no slide, no report, no PDF."""
        self._change_pages(ELSEWHERE)
        path = self.root / "hooks/autodiagnostic/pdf/publishing.py"
        code = path.read_text("utf-8")
        if "\ndef publish(" not in code:
            sys.exit(f"{path} has no more `publish`, which makes the PDFs that are not to be measured here.")
        path.write_text(f"{code}\n\ndef publish(*_args, **_more):\n    return Downloads()\n", "utf-8")

    def remove_hook(self) -> None:
        """The same pages by MkDocs alone, without the blocks that only the hook knows."""
        self.remove_questionnaires()
        self._change_pages(FENCE)
        settings = self.root / "mkdocs.yml"
        settings.write_text(HOOKS.sub("", settings.read_text("utf-8")), "utf-8")

    def _change_pages(self, removed: re.Pattern[str]) -> None:
        for page in (self.root / "docs").rglob("*.md"):
            page.write_text(removed.sub("", page.read_text("utf-8")), "utf-8")

    def build(self) -> float:
        """Builds the site; the processor seconds that it took, start of Python included."""
        environment = {**os.environ, "PYTHONPATH": "hooks", "NO_MKDOCS_2_WARNING": "1"}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)  # compiled once, as on anyone's machine
        command = [sys.executable, "-m", "mkdocs", "build", "--quiet"]
        before = _children_seconds()
        done = subprocess.run(command, cwd=self.root, env=environment, check=False, capture_output=True)
        seconds = _children_seconds() - before
        if done.returncode:
            sys.exit((done.stdout + done.stderr).decode(errors="replace"))
        return seconds


def _children_seconds() -> float:
    """Processor time: unlike the clock, it does not count what other programs do meanwhile."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime
