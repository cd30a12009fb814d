"""Command line: `python -m autodiagnostic …`. Exit 0: fine; 1: problems in the author's files; 2: wrong usage."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from . import schema
from .catalogue import load
from .guide import Guide
from .problems import Problem


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    options = _parser().parse_args(arguments)
    run = {"check": _check, "schema": _schema}[options.command]
    return run(options.path)


def _parser() -> argparse.ArgumentParser:
    words = load("cli")
    parser = argparse.ArgumentParser(prog="python -m autodiagnostic", description=words["description"])
    commands = parser.add_subparsers(dest="command", required=True, metavar=words["command"])
    check = commands.add_parser("check", help=words["check"]["help"], description=words["check"]["help"])
    check.add_argument(
        "path", nargs="?", type=Path, default=Path(), metavar="PATH", help=words["check"]["path"]
    )
    write = commands.add_parser("schema", help=words["schema"]["help"], description=words["schema"]["help"])
    write.add_argument(
        "path",
        nargs="?",
        type=Path,
        default=Path("docs/schemas"),
        metavar="PATH",
        help=words["schema"]["path"],
    )
    return parser


def _check(path: Path) -> int:
    """Check a guide, or one folder or file of it."""
    words = load("cli")["check"]
    guide = _guide_around(path.resolve())
    if guide is None:
        print(words["nothing"].format(path=path), file=sys.stderr)
        return 2
    root = guide.questionnaires.parent
    problems = [problem for problem in guide.problems if (root / problem.file).is_relative_to(path.resolve())]
    _print(problems)
    if not problems:
        definitions = guide.library.definitions.values()
        count = sum(len(definition.questions) for definition in definitions)
        print(words["fine"].format(questionnaires=len(definitions), questions=count))
    return 1 if problems else 0


def _guide_around(path: Path) -> Guide | None:
    """The guide that a path is, or is in; None when there is none, or nothing at the path."""
    if not path.exists():
        return None
    for folder in (path, *path.parents):
        questionnaires = folder / "questionnaires"
        if questionnaires.is_dir():
            return Guide(folder / "docs", questionnaires)
    return None


def _print(problems: Sequence[Problem]) -> None:
    words = load("cli")["check"]
    for problem in problems:
        print(problem, end="\n\n")
    if problems:
        print(words["one" if len(problems) == 1 else "several"].format(count=len(problems)))


def _schema(folder: Path) -> int:
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in schema.files().items():
        (folder / name).write_text(text, encoding="utf-8")
    return 0
