"""A trainer's session as its page keeps it, and communes that answer alike at each run."""

from __future__ import annotations

import json
import random
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from playwright.sync_api import Page

from autodiagnostic.definition import Definition, Report
from autodiagnostic.guide import Guide
from browser.forms import ROOT
from browser.visitors import Visitor

LIBRARY = Guide(ROOT / "docs", ROOT / "questionnaires").library
KEY = "autodiagnostic.seance"
WORKSHOP = "formation/atelier.html"

Answers = dict[str, Any]


def report() -> Report:
    """The guide's."""
    assert LIBRARY.report is not None
    return LIBRARY.report


def definitions() -> Mapping[str, Definition]:
    """The guide's."""
    return LIBRARY.definitions


def commune(seed: int) -> Answers:
    """Some answers to the report's questions, and the profile's first."""
    rng = random.Random(seed)  # noqa: S311
    answers: Answers = {"profil.comptes": "un"}
    for theme in report().themes:
        for question in definitions()[theme.id].questions:
            if rng.random() < 0.93:
                offered = [option.id for option in question.options]
                answers[question.key] = rng.choice(
                    [*offered, "_ne-sait-pas"] if question.unknown else offered
                )
    return answers


def name_of(number: int) -> str:
    """Of the commune that came at this place, from 1."""
    return f"Trifouilly-{number:03}"


def session(
    communes: Sequence[Answers],
    anonymous: Collection[int] = (),
    cards: Mapping[str, Mapping[str, int]] | None = None,
) -> str:
    """The text of a session; `anonymous` counts from 1."""
    questions = sorted({key for answers in communes for key in answers})
    values = sorted({json.dumps(value) for answers in communes for value in answers.values()})
    places = {value: str(place) for place, value in enumerate(values)}
    participants = {
        f"p{number}": {
            "answers": " ".join(
                places[json.dumps(answers[key])] if key in answers else "." for key in questions
            ),
            "from": "strips",
            "number": number,
            "name": name_of(number),
            **({"anonymous": True} if number in anonymous else {}),
        }
        for number, answers in enumerate(communes, start=1)
    }
    return json.dumps(
        {
            "format": "autodiagnostic-seance",
            "version": 1,
            "id": "essai",
            "name": "Séance d’essai",
            "date": "2026-11-23",
            "questionnaires": [theme.id for theme in report().themes],
            "questions": questions,
            "values": [json.loads(value) for value in values],
            "participants": participants,
            "tallies": {"essai": cards} if cards else {},
        }
    )


def at_work(visitor: Visitor, address: str, text: str) -> Page:
    """The workshop's page once it shows a session; `address` is the site's."""
    page = visitor.open(f"{address}/{WORKSHOP}", kept={KEY: text})
    page.locator("#image[data-ready]").wait_for()
    return page
