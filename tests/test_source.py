"""YAML text → data and positions: the same with both parsers, and nothing that a file holds makes it raise."""

from __future__ import annotations

import pathlib
import random
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import yaml

from autodiagnostic import source
from autodiagnostic.problems import Fault, Path, Problem
from autodiagnostic.source.tree import Position

ROOT = pathlib.Path(__file__).parents[1]
Read = Callable[[str], source.Source]
LOADERS = {"libyaml": yaml.CSafeLoader, "python": yaml.SafeLoader}
SHIPPED = sorted((ROOT / "questionnaires").glob("*.yml"))
CASES = sorted((pathlib.Path(__file__).parent / "errors").rglob("*.yml"))


@pytest.fixture(params=LOADERS)
def read(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Read:
    """Reads a sound text: with libyaml, then with PyYAML's own parser, for where libyaml is missing."""
    monkeypatch.setattr(source, "Loader", LOADERS[request.param])

    def read(text: str) -> source.Source:
        found, problems = source.read("x.yml", text.encode())
        assert problems == []
        assert found is not None
        return found

    return read


def test_values(read: Read) -> None:
    data = read(
        """
        whole: 12
        signed: -3
        padded: 007
        long: 1234567890123456
        decimal: 1.5
        hour: 12:30
        date: 2026-11-22
        yes: [yes, no, on, off, True, "true"]
        bool: [true, false]
        nothing: [null, ~, ]
        empty:
        quoted: "12"
        block: |
          12
        folded: >
          un
          deux
        text: l’été à la mairie
        """
    ).data
    assert data == {
        "whole": 12,
        "signed": -3,
        "padded": 7,
        "long": "1234567890123456",
        "decimal": "1.5",
        "hour": "12:30",
        "date": "2026-11-22",
        "yes": ["yes", "no", "on", "off", "True", "true"],
        "bool": [True, False],
        "nothing": [None, None],
        "empty": None,
        "quoted": "12",
        "block": "12\n",
        "folded": "un deux\n",
        "text": "l’été à la mairie",
    }


POSITIONS = """\
# Un commentaire d’abord
title: Été
questions:
  - id: a
    "options":
      - {id: é, label: "😀", points: 3}
    help: |
      Du texte.
    vide:
  -
    - un
    -
"""


@pytest.mark.parametrize(
    ("path", "value", "key"),
    [
        ((), (2, 1), (2, 1)),
        (("title",), (2, 8), (2, 1)),
        (("questions",), (4, 3), (3, 1)),
        (("questions", 0), (4, 5), (4, 5)),
        (("questions", 0, "id"), (4, 9), (4, 5)),
        (("questions", 0, "options"), (6, 7), (5, 5)),
        (("questions", 0, "options", 0, "points"), (6, 37), (6, 29)),
        (("questions", 0, "help"), (7, 11), (7, 5)),
        (("questions", 0, "vide"), (9, 5), (9, 5)),
        (("questions", 1, 0), (11, 7), (11, 7)),
        # What is not there stands where it would be.
        (("version",), (2, 1), (2, 1)),
        (("questions", 0, "scale"), (4, 5), (4, 5)),
        (("questions", 0, "options", 7, "id"), (6, 7), (5, 5)),
        (("title", "x"), (2, 8), (2, 1)),
    ],
)
def test_positions(read: Read, path: Path, value: Position, key: Position) -> None:
    found = read(POSITIONS)
    assert found.position(path) == value
    assert found.position(path, on_key=True) == key


def test_lines_end_as_they_may(read: Read) -> None:
    for end in ("\n", "\r\n", "\r"):
        found = read(f"a: 1{end}b: 2{end}")
        assert found.position(("b",)) == (2, 4)


def test_a_problem_stands_at_its_path(read: Read) -> None:
    problem = read("a:\n  b: 1\n").problem(Fault(("a", "b"), "empty-text"))
    assert (problem.file, problem.line, problem.column, problem.path) == ("x.yml", 2, 6, "a.b")


@pytest.mark.parametrize("path", SHIPPED + CASES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_parsers_agree_on_files(path: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> None:
    libyaml, python = outcomes(path.read_bytes(), monkeypatch)
    assert libyaml == python


# libyaml lets a text in braces hold these and the other parser does not, or the reverse. Authors who write them, on
# a machine without libyaml, are told to use quotes.
DISPUTED = re.compile(rb"[{\[][^\n]*\?|%|: *[,\]}]|:#")
BITS = [*"\"':-,[]{}#&*!|>@`\\~é0\n\r\t\u00a0\ufeff", "  ", ": ", "- ", "null", "true", "---", "<<"]


@pytest.mark.parametrize("seed", range(6))
def test_parsers_agree_on_files_with_slips(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """And none of them raises, whatever the slip."""
    rng = random.Random(seed)  # noqa: S311
    files = [path.read_bytes() for path in CASES]
    for _ in range(100):
        content = with_slips(rng.choice(files), rng)
        if not DISPUTED.search(content):
            libyaml, python = outcomes(content, monkeypatch)
            assert libyaml == python, content.decode("utf-8", "replace")


def with_slips(content: bytes, rng: random.Random) -> bytes:
    """A file after a few slips of the hand: something typed, deleted, moved or corrupted."""
    changed = bytearray(content)
    for _ in range(rng.choice((1, 1, 1, 2, 4))):
        place = rng.randrange(len(changed))
        match rng.randrange(4):
            case 0:
                changed[place:place] = rng.choice(BITS).encode()
            case 1:
                del changed[place : place + rng.choice((1, 1, 5, 20))]
            case 2:
                changed[place] = rng.randrange(256)
            case _:
                changed[place:place] = changed[rng.randrange(len(changed)) :][: rng.choice((5, 30))]
    return bytes(changed)


def outcomes(content: bytes, monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """All that each parser makes of a content."""
    found = []
    for loader in LOADERS.values():
        monkeypatch.setattr(source, "Loader", loader)
        found.append(everything(source.read("x.yml", content)))
    return found


def everything(outcome: tuple[source.Source | None, list[Problem]]) -> Any:
    """Problems, data, and where each part of it stands."""
    found, problems = outcome
    if found is None:
        return problems
    places = [(path, found.position(path), found.position(path, on_key=True)) for path in paths(found.data)]
    return problems, found.data, places


def paths(data: Any, path: Path = ()) -> Iterator[Path]:
    yield path
    parts = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for step, part in parts:
        yield from paths(part, (*path, step))
