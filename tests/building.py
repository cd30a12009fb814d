"""Short ways to write small compiled questionnaires by hand."""

from __future__ import annotations

from collections.abc import Mapping
from math import lcm
from typing import Any

from autodiagnostic.definition import Advice, Band, Definition, InsteadOfLevel, Level, Option, Question
from autodiagnostic.scoring import Result, score

LEVELS = tuple(Level(start, id_, id_, "") for start, id_ in ((0, "depart"), (40, "chemin"), (65, "solide")))
MATURITY = {"rien": 0, "partiel": 1, "en-place": 2, "revu": 3}


def single(id_: str, points: dict[str, int] | None = None, **more: Any) -> Question:
    """A scored question, on the scale from « rien » to « revu » unless told otherwise."""
    points = points or MATURITY
    options = tuple(Option(option, option, p) for option, p in points.items())
    return _question(id_, "single", options=options, best=max(points.values()), **more)


def multiple(id_: str, points: dict[str, int], **more: Any) -> Question:
    """A scored question with boxes to tick; the answer "aucun" is exclusive. `best` is for the caller to say."""
    options = tuple(Option(option, option, p, exclusive=option == "aucun") for option, p in points.items())
    return _question(id_, "multiple", options=options, **more)


def number(id_: str, bands: dict[int, int], **more: Any) -> Question:
    """A scored number, from the first band's start."""
    parts = tuple(Band(start, points) for start, points in bands.items())
    return _question(id_, "number", bands=parts, minimum=min(bands), best=max(bands.values()), **more)


def unscored(
    id_: str, *options: str, type_: str = "single", instead: str | None = None, **more: Any
) -> Question:
    """A question that others may depend on. While `instead` is answered, no result has a level."""
    no_level = {instead: InsteadOfLevel("D’abord ceci", "")}
    parts = tuple(Option(option, option, instead_of_level=no_level.get(option)) for option in options)
    return _question(id_, type_, options=parts, **more)


def essential(id_: str, points: dict[str, int] | None = None, **more: Any) -> Question:
    """A must-have, secured from 2 points (« en place ») on."""
    return single(id_, points, pass_points=2, **more)


def advice(action: str = "Agir", impact: int = 2, effort: int = 2, **more: Any) -> Advice:
    """An advice of middling impact and effort."""
    return Advice(action, impact, effort, **more)


def questionnaire(*questions: Question, name: str = "t", controls: tuple[Question, ...] = ()) -> Definition:
    """An assessment with the usual levels, capped at « chemin » while an essential is missing."""
    return Definition(
        id=name,
        version=1,
        kind="assessment",
        title=name,
        questions=questions,
        controls=controls,
        levels=LEVELS,
        essential_cap="chemin",
        unit=lcm(*(question.best for question in questions if question.best)),
    )


def scored(definition: Definition, answers: Mapping[str, object]) -> Result:
    """Score answers given by question id, or by key."""
    return score(definition, {full(key, definition.id): answer for key, answer in answers.items()})


def full(id_: str, name: str = "t") -> str:
    """A question's key."""
    return id_ if "." in id_ else f"{name}.{id_}"


def _question(id_: str, type_: Any, **more: Any) -> Question:
    key = full(id_)
    more.setdefault("unknown", True)
    return Question(id=key.split(".")[1], key=key, type=type_, text=f"{id_} ?", **more)
