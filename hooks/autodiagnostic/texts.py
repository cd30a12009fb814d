"""The words of the forms, with French typography set."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from .catalogue import load
from .typography import french


@cache
def interface() -> Mapping[str, Mapping[str, Any]]:
    """The catalogue's tables. A text is a string with `{gaps}`, or `{"one": …, "other": …}` where a number decides."""
    return {name: set_in_french(table) for name, table in load("form").items()}


def counted(forms: Mapping[str, str], number: int, /, **values: object) -> str:
    """The form that goes with a number, filled in; in French 0 and 1 are singular."""
    return forms["one" if number in (0, 1) else "other"].format(n=number, **values)


def set_in_french(words: Any) -> Any:
    """A table, list or text of a catalogue with its typography set."""
    if isinstance(words, dict):
        return {name: set_in_french(part) for name, part in words.items()}
    if isinstance(words, list):
        return [set_in_french(part) for part in words]
    return french(words)
