"""Command line: `python -m autodiagnostic …`. Exit 0: fine; 1: problems in the files given; 2: wrong usage."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from . import aggregate, group, group_files, pdf, render, schema
from .catalogue import load
from .document import Document, write_document
from .guide import Guide
from .problems import Fault, Problem
from .texts import counted


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    options = _parser().parse_args(arguments)
    if options.command == "read":
        return _read(options.files, options.out, options.guide)
    if options.command == "aggregate":
        return _aggregate(options.paths, options.out, options.guide, even_few=options.few)
    if options.command == "schema":
        return _schema(options.path)
    return _check(options.path)


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
    read = commands.add_parser("read", help=words["read"]["help"], description=words["read"]["help"])
    read.add_argument("files", nargs="+", type=Path, metavar="PDF", help=words["read"]["files"])
    read.add_argument("-o", dest="out", type=Path, metavar="JSON", help=words["read"]["out"])
    read.add_argument("--guide", type=Path, default=Path(), metavar="PATH", help=words["read"]["guide"])
    _add_aggregate(commands.add_parser, words["aggregate"])
    return parser


def _check(path: Path) -> int:
    """Check a guide, or one folder or file of it."""
    words = load("cli")["check"]
    guide = _guide_around(path.resolve())
    if guide is None:
        return _refuse(words["nothing"].format(path=path), 2)
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


def _read(files: Sequence[Path], out: Path | None, folder: Path) -> int:
    """Write what the PDFs of one commune hold as one document; what is to be said of them goes to stderr."""
    words = load("cli")["read"]
    guide = _guide_around(folder.resolve())
    if guide is None:
        return _refuse(load("cli")["check"]["nothing"].format(path=folder), 2)
    document: Document | None = None
    for file in files:
        try:
            content = file.read_bytes()
        except OSError:
            return _refuse(words["unreadable"].format(file=file), 2)
        found = pdf.read(content, guide.library.definitions, document)
        if isinstance(found, Fault):
            return _refuse(_remark(file, found, words["faults"] | load("exchange")["faults"]), 1)
        document = found.document
        for warning in found.warnings:
            print(_remark(file, warning, words["warnings"]), file=sys.stderr)
    text = write_document(document, guide.library.definitions) if document else ""
    try:
        if out:
            out.write_text(text, encoding="utf-8", newline="\n")
        else:
            # JSON is UTF-8, whatever the console is.
            sys.stdout.buffer.write(text.encode())
    except OSError:
        return _refuse(words["unwritable"].format(file=out or "-"), 2)
    return 0


def _remark(file: Path, fault: Fault, sentences: Mapping[str, str]) -> str:
    text = sentences[fault.code].format(**fault.values)
    return str(load("cli")["read"]["remark"].format(file=file, text=text))


def _refuse(text: str, code: int) -> int:
    print(text, file=sys.stderr)
    return code


# The group.

_NAMES = ("group.json", "group.csv", "group.html")
_MOST_NAMES = 20
_BAR = 30  # signs


def _add_aggregate(add_parser: Callable[..., argparse.ArgumentParser], words: Mapping[str, str]) -> None:
    parser = add_parser("aggregate", help=words["help"], description=words["help"])
    parser.add_argument("paths", nargs="+", type=Path, metavar="PATH", help=words["paths"])
    parser.add_argument("-o", dest="out", type=Path, default=Path(), metavar="FOLDER", help=words["out"])
    parser.add_argument("--guide", type=Path, default=Path(), metavar="PATH", help=words["guide"])
    parser.add_argument("--few", action="store_true", help=words["few"].format(fewest=group.FEWEST))


def _aggregate(paths: Sequence[Path], out: Path, folder: Path, *, even_few: bool) -> int:
    """Write what the documents of many communes come to; what is wrong with some of them goes to stdout."""
    words = load("cli")["aggregate"]
    guide = _guide_around(folder.resolve())
    if guide is None:
        return _refuse(load("cli")["check"]["nothing"].format(path=folder), 2)
    library = guide.library
    if library.report is None:
        return _refuse(words["no_report"], 2)
    written = [out / name for name in _NAMES]
    files = aggregate.find(paths, frozenset(path.resolve() for path in written))
    if not files:
        return _refuse(words["empty"].format(paths=" ".join(map(str, paths))), 2)
    found = aggregate.read(files, library.report, library.definitions, _progress(len(files)))
    figures = group.figures(library.report, library.definitions, found.counts)
    texts = (
        group_files.json_text(figures),
        group_files.csv_text(figures, group_files.told(library.report, library.definitions)),
        render.group(figures, library.report, library.definitions, even_few=even_few),
    )
    try:
        out.mkdir(parents=True, exist_ok=True)
        for path, text in zip(written, texts, strict=True):
            path.write_text(text, encoding="utf-8", newline="")
    except OSError as error:
        return _refuse(words["unwritable"].format(file=error.filename or out), 2)
    _tell(found, figures.participants, words)
    print(words["written"].format(folder=out, names=", ".join(_NAMES)))
    if figures.participants < group.FEWEST and not even_few:
        print(words["hidden"].format(fewest=group.FEWEST))
    return 1 if found.refused else 0


def _tell(found: aggregate.Read, participants: int, words: Mapping[str, Any]) -> None:
    """What was counted, and what was not."""
    sentences = load("exchange")["faults"]
    for file, fault in found.refused:
        print(words["refused"].format(file=file, text=sentences[fault.code].format(**fault.values)))
    for file, earlier in found.repeated:
        print(words["repeated"].format(file=file, earlier=earlier))
    several = {name: files for name, files in sorted(found.named.items()) if len(files) > 1}
    for name, files in list(several.items())[:_MOST_NAMES]:
        print(words["same_name"].format(name=name, files=", ".join(sorted(files))))
    if len(several) > _MOST_NAMES:
        print(words["more_names"].format(n=len(several) - _MOST_NAMES))
    print(counted(words["done"], participants))
    if found.refused:
        print(counted(words["set_aside"], len(found.refused)))


def _progress(whole: int) -> Callable[[int], None]:
    """A bar for whoever sits before the terminal; nothing elsewhere."""
    if not sys.stderr.isatty():
        return lambda _: None

    def show(done: int) -> None:
        bar = ("#" * (_BAR * done // whole)).ljust(_BAR)
        text = load("cli")["aggregate"]["progress"].format(bar=bar, done=done, all=whole)
        print(text, end="\n" if done == whole else "", file=sys.stderr, flush=True)

    return show
