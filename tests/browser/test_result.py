"""The live result says what scoring.py says, whatever is answered and in whatever order."""

from __future__ import annotations

import random
from typing import Any

import pytest
from playwright.sync_api import expect

from autodiagnostic.definition import NOT_APPLICABLE, UNKNOWN, Definition
from autodiagnostic.scoring import Result, score
from browser.visitors import Visitor

PAGES = {"objectifs": "methode/1-objectifs.html", "ligne-editoriale": "methode/2-ligne-editoriale.html"}
TITLES = {"depart": "Point de départ", "chemin": "En chemin", "solide": "Solide", None: ""}
STATES = {
    "secured": "Assuré",
    "below": "À assurer",
    "to_check": "À vérifier",
    "open": "Sans réponse",
    "not_applicable": "Sans objet",
}


@pytest.mark.parametrize("name", PAGES)
def test_every_answer_moves_the_result_as_python_would(
    visitor: Visitor, guide_address: str, name: str
) -> None:
    form = visitor.form(f"{guide_address}/{PAGES[name]}", name).wait()
    definition = form.definition()
    answers: dict[str, object] = {}
    for question, value in random_clicks(definition, 120):
        answers[f"{name}.{question}"] = value
        assert form.shown((question, value)) == expected(definition, answers)


def random_clicks(definition: Definition, count: int) -> list[tuple[str, str]]:
    chance = random.Random(definition.id)  # noqa: S311 - any fixed order will do
    clicks = []
    for _ in range(count):
        question = chance.choice(definition.questions)
        values = [option.id for option in question.options] + [UNKNOWN] * question.unknown
        values += [NOT_APPLICABLE] * (question.not_applicable is not None)
        clicks.append((question.id, chance.choice(values)))
    return clicks


def expected(definition: Definition, answers: dict[str, object]) -> dict[str, Any]:
    """What the page must show."""
    result = score(definition, answers)
    spread = bool(result.remaining) and result.level_low != result.level_high
    level = TITLES[result.level]
    headline = "" if result.percent is None else f"{level}, {result.percent}\u00a0%"
    if spread:
        headline = f"{result.percent}\u00a0% pour l’instant"
        level = f"Entre {TITLES[result.level_low]} et {TITLES[result.level_high]}"
    return {
        "score": "",
        "part": "headline",
        "percent": text(result.percent),
        "low": text(result.low),
        "high": text(result.high),
        "level": text(result.level),
        "levelLow": text(result.level_low),
        "levelHigh": text(result.level_high),
        "title": level,
        "headline": headline,
        "bar": [result.answered, result.applicable or 1],
        "progress": plural(result.answered, "question") + f" sur {result.applicable}",
        "numbers": numbers(result),
        "open": interval(result),
        "summaries": [] if spread or result.level is None else [result.level],
        "actions": [f"{action.key}/{action.advice}" for action in result.actions],
        "hidden": list(result.hidden),
        "essentials": {
            key: word for state, word in STATES.items() for key in getattr(result.essentials, state)
        },
    }


def numbers(result: Result) -> str:
    if result.percent is None:
        return (
            "Répondez à une première question\u00a0: votre résultat s’écrira ici."
            if result.remaining
            else "Aucune de ces questions ne concerne votre commune\u00a0: il n’y a rien à compter."
        )
    points = plural(result.sums.points, "point")
    return f"{points} sur {result.sums.possible}, soit {result.percent}\u00a0%."


def interval(result: Result) -> str:
    low, high = f"{result.low}\u00a0%", f"{result.high}\u00a0%"
    if result.low == result.high:
        return ""
    if not result.remaining:
        return f"{result.percent}\u00a0% d’assuré, jusqu’à {high} si ce que vous n’avez pas pu vérifier est en place."
    left = len(result.remaining)
    answers = "la réponse" if left == 1 else "vos réponses"
    return f"Il reste {plural(left, 'question')}\u00a0: selon {answers}, vous finirez entre {low} et {high}."


def plural(number: int, word: str) -> str:
    return f"{number} {word}{'s' * (number > 1)}"


def text(value: object) -> str:
    return "" if value is None else str(value)


def test_the_letter_says_it_in_words(visitor: Visitor, guide_address: str) -> None:
    form = visitor.form(f"{guide_address}/methode/1-objectifs.html", "objectifs").wait()
    letter = form.root.locator(".quest-letter")
    expect(letter).to_contain_text("Répondez à une première question : votre résultat s’écrira ici.")
    expect(letter.get_by_role("heading", name="Les essentiels")).to_be_hidden()

    form.choose("alerte-sans-reseau", "partiel")
    expect(form.part("level")).to_have_text("Entre Point de départ et En chemin")
    expect(letter).to_contain_text("2 points sur 6, soit 33 %.")
    expect(letter).to_contain_text(
        "Il reste 3 questions : selon vos réponses, vous finirez entre 11 % et 78 %."
    )
    expect(letter).to_contain_text("Tant qu’un essentiel manque, le niveau ne dépasse pas « En chemin ».")
    expect(letter.locator("[data-essential]")).to_have_text(
        "À assurer Avons-nous un moyen d’alerter les habitants sans réseau social ?"
    )

    form.choose("objectifs-ecrits", "rien")
    form.choose("canaux-repartis", "rien")
    form.choose("infos-hors-ligne", "rien")
    expect(form.part("level")).to_have_text("Point de départ")
    expect(letter).to_contain_text("Les bases restent à poser, et elles tiennent sur une page.")
    expect(form.part("first").locator("> li")).to_have_count(3)
    expect(form.part("first").locator("> li").first).to_contain_text(
        "Fixer la date d’un essai et désigner qui déclenche l’alerte"
    )
    expect(form.part("more")).to_have_text("Ensuite : 1 autre action")
    expect(form.part("rest").locator("> li")).to_be_hidden()
    form.part("more").click()
    expect(form.part("rest").locator("> li")).to_be_visible()

    for question in ("objectifs-ecrits", "canaux-repartis", "alerte-sans-reseau", "infos-hors-ligne"):
        form.choose(question, "revu")
    expect(form.part("level")).to_have_text("Solide")
    expect(letter.locator("[data-essential]")).to_have_text(
        "Assuré Avons-nous un moyen d’alerter les habitants sans réseau social ?"
    )
    expect(form.part("capped")).to_be_hidden()
    expect(letter.get_by_role("heading", name="Par quoi commencer")).to_be_hidden()


def test_the_result_is_announced_politely(visitor: Visitor, guide_address: str) -> None:
    form = visitor.form(f"{guide_address}/methode/1-objectifs.html", "objectifs").wait()
    form.choose("alerte-sans-reseau", "en-place")
    status = form.page.get_by_role("status").filter(has_text="67 %")
    expect(status).to_have_text("67 % pour l’instant")


def test_with_script_nothing_asks_for_a_pencil(visitor: Visitor, guide_address: str) -> None:
    form = visitor.form(f"{guide_address}/methode/1-objectifs.html", "objectifs").wait()
    for pencil in form.root.locator(".quest-paper").all():
        expect(pencil).to_be_hidden()
    expect(form.root.get_by_text("Le calcul automatique n’a pas pu démarrer.")).to_be_hidden()


def test_an_action_leads_to_its_passage(visitor: Visitor, guide_address: str) -> None:
    form = visitor.form(f"{guide_address}/autodiagnostic/themes.html", "objectifs").wait()
    form.choose("objectifs-ecrits", "rien")
    form.part("first").get_by_role("link", name="Lire le passage du guide").click()
    expect(form.page.get_by_role("heading", name="Écrire deux objectifs")).to_be_in_viewport()
    assert form.page.url == f"{guide_address}/methode/1-objectifs.html#ecrire"
