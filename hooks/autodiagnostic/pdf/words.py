"""The words of the PDFs, with French typography set."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from ..catalogue import load
from ..texts import set_in_french


@cache
def words() -> Mapping[str, Mapping[str, Any]]:
    """The catalogue's tables."""
    return {name: set_in_french(table) for name, table in load("pdf").items()}
