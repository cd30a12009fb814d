"""The words that authors and readers see: complete, and typed the way authors type."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from autodiagnostic import catalogue

FILES = sorted(Path(catalogue.__file__).parent.glob("*.fr.toml"))
MESSAGES = {
    code: table for code, table in catalogue.load("problems").items() if code not in ("shown", "nearest")
}

# What a text must not hold, and why.
SLIPS = {
    "[\u202f]|\u00a0(?!%)": "the build sets these spaces",
    "'": "’ is the apostrophe",
    "«(?! )|(?<! )»": "guillemets have spaces inside",
    r"[^\s:/][;!?](?=\s|$)": "there is a space before ; ! ?",
    r"\.\.\.": "… is one sign",
    "  |^$": "one space between words, and some words",
}


def words(table: Any, path: str) -> Iterator[tuple[str, str]]:
    """Every text of a catalogue, with its path."""
    if isinstance(table, str):
        yield path, table
    elif isinstance(table, list):
        for entry in table:
            yield from words(entry, path)
    else:
        for key, entry in table.items():
            yield from words(entry, f"{path}.{key}")


@pytest.mark.parametrize("file", [file.name for file in FILES])
def test_words_are_typed_the_way_authors_type(file: str) -> None:
    texts = words(catalogue.load(file.removesuffix(".fr.toml")), file)
    slips = [
        (path, text, why) for path, text in texts for slip, why in SLIPS.items() if re.search(slip, text)
    ]
    assert slips == []


def test_a_problem_says_what_is_wrong_and_how_to_mend_it() -> None:
    wrong = [
        code
        for code, table in MESSAGES.items()
        if set(table) != {"message", "remedy"}
        or not table["message"].endswith(".")
        or not table["remedy"].endswith((".", "{nearest}"))
        or re.match(r"[a-zà-ÿ]", table["message"])
        or re.match(r"[a-zà-ÿ]", table["remedy"])
    ]
    assert wrong == []
