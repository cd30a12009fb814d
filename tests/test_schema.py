"""The JSON Schemas that authors' editors use: fresh, in French, and of the same mind as the build."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from autodiagnostic import catalogue, schema, source
from autodiagnostic.model import format as f
from autodiagnostic.model.reading import read
from json_schema import Validator
from test_robustness import TREES, damaged

ROOT = Path(__file__).parents[1]
SCHEMAS = {name: json.loads(text) for name, text in schema.files().items()}
VALIDATORS = {name: Validator(tree) for name, tree in SCHEMAS.items()}
FILES: dict[str, tuple[str, type[f.Part]]] = {
    "_scales": ("scales.schema.json", f.ScalesFile),
    "bilan": ("bilan.schema.json", f.ReportFile),
}


@pytest.mark.parametrize("name", SCHEMAS)
def test_published_schemas_are_fresh(name: str) -> None:
    """If not: `python -m autodiagnostic schema`."""
    assert (ROOT / "docs" / "schemas" / name).read_text("utf-8") == schema.files()[name]


def test_no_other_schema_is_published() -> None:
    assert {path.name for path in (ROOT / "docs" / "schemas").iterdir()} == set(SCHEMAS)


def described(tree: Any, path: str) -> Iterator[tuple[str, Any]]:
    """Every key that authors may write, with what is said of it."""
    if isinstance(tree, dict):
        for key, value in tree.get("properties", {}).items():
            yield f"{path}.{key}", value.get("description")
        for key, value in tree.items():
            yield from described(value, f"{path}.{key}")
    elif isinstance(tree, list):
        for value in tree:
            yield from described(value, path)


@pytest.mark.parametrize("name", SCHEMAS)
def test_every_key_is_described_in_french(name: str) -> None:
    texts = {text for subject in schema.FORMATS for text in words(catalogue.load(subject))}
    keys = list(described(SCHEMAS[name], name))
    assert keys
    assert [path for path, text in keys if text not in texts] == []
    parts = [SCHEMAS[name], *SCHEMAS[name]["$defs"].values()]
    assert [part for part in parts if "properties" in part and part.get("description") not in texts] == []
    assert "title" not in {key for part in parts for key in part}


def words(table: Any) -> Iterator[str]:
    for entry in table.values():
        yield from words(entry) if isinstance(entry, dict) else (entry,)


@pytest.mark.parametrize("subject", schema.FORMATS)
def test_the_catalogue_describes_nothing_else(subject: str) -> None:
    """Tables are the format's classes, and their keys the keys that people write."""
    for name, table in catalogue.load(subject).items():
        fields = getattr(schema.FORMATS[subject], name).model_fields
        keys = {field.alias or key for key, field in fields.items()} | {"_"}
        assert table.keys() <= keys, name


@pytest.mark.parametrize("path", sorted((ROOT / "questionnaires").glob("*.yml")), ids=lambda path: path.stem)
def test_shipped_files_name_their_schema_and_follow_it(path: Path) -> None:
    text = path.read_text("utf-8")
    name = FILES[path.stem][0] if path.stem in FILES else "questionnaire.schema.json"
    assert text.startswith(f"# yaml-language-server: $schema=../docs/schemas/{name}\n")
    assert VALIDATORS[name].accepts(data_of(text))


def data_of(text: str) -> Any:
    found, problems = source.read("x.yml", text.encode())
    assert found is not None
    assert problems == []
    return found.data


def verdicts(stem: str, data: dict[str, Any]) -> tuple[bool, bool]:
    """Whether an editor, then whether the build, finds no fault of type in a file."""
    if stem in FILES:
        name, part_type = FILES[stem]
        return VALIDATORS[name].accepts(data), not read(part_type, data)[1]
    editor = VALIDATORS["questionnaire.schema.json"].accepts(data)
    kind = data.get("kind", "assessment")
    return editor, kind in list(f.KINDS) and not read(f.KINDS[kind], data)[1]


def test_editor_and_build_agree_on_damaged_files() -> None:
    refused = 0
    for seed in range(1500):
        rng = random.Random(seed)  # noqa: S311
        name, tree = rng.choice(TREES)
        data = damaged(tree, rng)
        editor, build = verdicts(name.removesuffix(".yml"), data)
        assert editor == build, f"seed {seed}"
        refused += not build
    assert 100 < refused < 1400
