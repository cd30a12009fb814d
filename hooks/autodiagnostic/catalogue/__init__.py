"""All words that the programs show, one file a subject and language; code holds none."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any


@cache
def load(subject: str, language: str = "fr") -> dict[str, Any]:
    """The tables of a subject's words."""
    with (Path(__file__).parent / f"{subject}.{language}.toml").open("rb") as file:
        return tomllib.load(file)
