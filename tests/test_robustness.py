"""Nothing that an author can write makes reading, checking, compiling or telling raise: thousands of damaged files."""

from __future__ import annotations

import copy
import json
import random
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from autodiagnostic import library
from autodiagnostic.guide import Guide
from autodiagnostic.model.context import Pages

ROOT = Path(__file__).parents[1]
CONTEXT = Path(__file__).parent / "errors" / "context"
FILES = sorted([*(ROOT / "questionnaires").glob("*.yml"), *(Path(__file__).parent / "errors").rglob("*.yml")])

Step = tuple[Any, Any]
"""A list or a mapping, and the place of a part in it."""

JUNK: list[Any] = [
    *(None, True, False, 0, -1, 5, 120, 10**9, "", "x", "é x", "a\nb", "_ne-sait-pas", "_sans-objet"),
    *([], {}, [None], [[]], [{}], {"x": 1}, "canaux.panneau", "profil.reseaux", "horaires"),
]


def parts(data: Any) -> Iterator[Step]:
    """Every part of a tree, by what holds it."""
    steps = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for place, part in steps:
        yield data, place
        yield from parts(part)


def load_trees() -> list[tuple[str, Any]]:
    """The files that are YAML at all."""
    trees = []
    for file in FILES:
        try:
            tree = yaml.load(file.read_bytes(), Loader=yaml.CSafeLoader)
        except (yaml.YAMLError, UnicodeDecodeError):
            continue
        if isinstance(tree, dict):
            trees.append((file.name, json.loads(json.dumps(tree, default=str))))
    return trees


TREES = load_trees()
VALUES = [holder[place] for _, tree in TREES for holder, place in parts(tree)]
KEYS = sorted({place for _, tree in TREES for holder, place in parts(tree) if isinstance(holder, dict)})


def damaged(tree: Any, rng: random.Random) -> Any:
    """A copy of a tree in which some parts are missing, moved, repeated, renamed, or something else altogether."""
    tree = copy.deepcopy(tree)
    for _ in range(rng.choice((1, 1, 2, 3, 5))):
        places = list(parts(tree))
        if places:
            damage(*rng.choice(places), rng)
    return tree


def damage(holder: Any, place: Any, rng: random.Random) -> None:
    part = holder[place]
    match rng.randrange(6):
        case 0:
            del holder[place]
        case 1:
            holder[place] = copy.deepcopy(rng.choice(JUNK))
        case 2:
            holder[place] = copy.deepcopy(rng.choice(VALUES))
        case 3:
            holder[place] = copy.deepcopy(rng.choice([v for v in VALUES if type(v) is type(part)] or JUNK))
        case 4 if isinstance(part, list):
            part.append(copy.deepcopy(rng.choice(part or JUNK)))
        case 5 if isinstance(part, list):
            rng.shuffle(part)
        case _ if isinstance(part, dict):
            part[rng.choice(KEYS)] = copy.deepcopy(rng.choice(VALUES))


def check_damaged(seeds: range, folder: Path) -> None:
    """Damage files, and have the guide that holds them checked and told."""
    for seed in seeds:
        rng = random.Random(seed)  # noqa: S311
        shutil.rmtree(folder / "guide", ignore_errors=True)
        guide = Path(shutil.copytree(CONTEXT, folder / "guide"))
        for name, tree in rng.choices(TREES, k=rng.choice((1, 1, 2, 3))):
            text = json.dumps(damaged(tree, rng), ensure_ascii=False, indent=1)
            (guide / "questionnaires" / name).write_text(text, "utf-8")
        try:
            told = [str(problem) for problem in Guide(guide / "docs", guide / "questionnaires").problems]
        except Exception as error:
            error.add_note(f"seed {seed}")
            raise
        assert len(set(told)) == len(told), f"seed {seed}: told twice"


@pytest.mark.parametrize("first", range(0, 1000, 250))
def test_damaged_data_never_raises(first: int, tmp_path: Path) -> None:
    check_damaged(range(first, first + 250), tmp_path)


@pytest.mark.deep
@pytest.mark.parametrize("first", range(1000, 51_000, 1000))
def test_much_damaged_data_never_raises(first: int, tmp_path: Path) -> None:
    check_damaged(range(first, first + 1000), tmp_path)


@pytest.mark.parametrize("name", ["_scales.yml", "bilan.yml", "ligne-editoriale.yml", "objectifs.yml"])
def test_damaged_text_never_raises(name: str, tmp_path: Path) -> None:
    """Bytes of a shipped file changed at random."""
    content = (ROOT / "questionnaires" / name).read_bytes()
    rng = random.Random(name)  # noqa: S311
    for _ in range(500):
        changed = bytearray(content)
        for _ in range(rng.choice((1, 1, 2, 5))):
            # Mostly signs that YAML knows: any byte at all is hardly ever UTF-8.
            changed[rng.randrange(len(changed))] = rng.randrange(*rng.choice(((32, 127), (32, 65), (0, 256))))
        (tmp_path / name).write_bytes(changed)
        library.load(tmp_path, Pages(lambda _page: frozenset(), frozenset))
