"""What a page carries (`scoring_data`, `report_data`), read back into a definition without words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from autodiagnostic.definition import (
    Advice,
    Band,
    Condition,
    Definition,
    InsteadOfLevel,
    Level,
    Option,
    Question,
    Report,
    Theme,
)


def definition_of(data: Mapping[str, Any]) -> Definition:
    """What `scoring_data` wrote, read back; words are not part of it."""
    return Definition(
        id=data["id"],
        version=data["version"],
        kind=data["kind"],
        title="",
        questions=tuple(_question(question) for question in data["questions"]),
        controls=tuple(_question(question) for question in data.get("controls", ())),
        levels=_levels(data),
        essential_cap=data.get("essential_cap"),
        unit=data["unit"],
    )


def report_of(data: Mapping[str, Any]) -> Report:
    """What `report_data` wrote, read back."""
    return Report(
        title="",
        themes=tuple(Theme(**theme) for theme in data["themes"]),
        levels=_levels(data),
        essential_cap=data.get("essential_cap"),
    )


def _levels(data: Mapping[str, Any]) -> tuple[Level, ...]:
    return tuple(Level(level["from"], level["id"], "", "") for level in data.get("levels", ()))


def _question(data: Mapping[str, Any]) -> Question:
    minimum, maximum = data.get("range", (None, None))
    return Question(
        id=data["id"],
        key=data["key"],
        type=data["type"],
        text="",
        weight=data["weight"],
        options=tuple(_option(option) for option in data.get("options", ())),
        most=data.get("max"),
        bands=tuple(Band(start, points) for start, points in data.get("bands", ())),
        minimum=minimum,
        maximum=maximum,
        best=data.get("best"),
        pass_points=data.get("pass"),
        not_applicable="" if data.get("not_applicable") else None,
        unknown=data.get("unknown", False),
        conditions=tuple(Condition(c["key"], tuple(c["values"])) for c in data.get("show_if", ())),
        advice=tuple(_advice(advice) for advice in data.get("advice", ())),
        was=tuple(data.get("was", ())),
        rank=data.get("rank"),
    )


def _option(data: Mapping[str, Any]) -> Option:
    return Option(
        id=data["id"],
        label="",
        points=data.get("points"),
        exclusive=data.get("exclusive", False),
        was=tuple(data.get("was", ())),
        instead_of_level=InsteadOfLevel("", "") if data.get("instead_of_level") else None,
    )


def _advice(data: Mapping[str, Any]) -> Advice:
    return Advice(
        action="",
        impact=data["impact"],
        effort=data["effort"],
        when=tuple(data.get("when", ())),
        without=tuple(data.get("without", ())),
        below=data.get("below"),
        after=data.get("after"),
    )
