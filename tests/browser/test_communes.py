"""Three communes answer everything: each sees its own questions, and the result that Python works out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
import yaml

from autodiagnostic.scoring import score
from browser.forms import KEY, ROOT, Form, compiled, document
from browser.visitors import Visitor

EXAMPLES = yaml.safe_load((ROOT / "questionnaires" / "bilan.yml").read_text("utf-8"))["examples"]
# « 39, 44 and (with a site) 13 questions ».
COMMUNES = {
    "Secrétariat d’une commune de 400 habitants, un profil Facebook et pas de page": 39,
    "Adjointe d’une ville de 6 000 habitants, trois réseaux": 44,
    "Commune sans aucun compte, avec un site": 13,
}


def answers_of(name: str) -> Mapping[str, Any]:
    (answers,) = [example["answers"] for example in EXAMPLES if example["name"] == name]
    return dict(answers)


@pytest.mark.parametrize(("name", "questions"), COMMUNES.items(), ids=["400", "6000", "none"])
def test_a_commune_sees_its_questions_and_its_result(
    visitor: Visitor, guide_address: str, name: str, questions: int
) -> None:
    answers = answers_of(name)
    page = visitor.open(f"{guide_address}/autodiagnostic/themes.html", kept={KEY: document(answers)})
    report = compiled().report
    assert report is not None
    seen = 0
    for theme in report.themes:
        form = Form(page, theme.id).wait()
        shown = form.shown()
        result = score(form.definition(), answers)
        seen += len(form.definition().questions) - len(shown["hidden"])
        assert shown["percent"] == str("" if result.percent is None else result.percent)
        assert shown["level"] == (result.level or "")
        assert shown["actions"][:3] == [f"{action.key}/{action.advice}" for action in result.actions[:3]]
        if answers["profil.comptes"] == "aucun":
            assert shown["title"] == "Avant d’ouvrir un compte"
    assert seen == questions


def test_a_profile_without_account_leaves_four_essentials(visitor: Visitor, guide_address: str) -> None:
    page = visitor.open(f"{guide_address}/autodiagnostic/index.html")
    profile, express = Form(page, "profil").wait(), Form(page, "express").wait()
    assert express.shown()["bar"] == [0, 10]
    profile.choose("comptes", "aucun")
    shown = express.shown()
    assert shown["bar"] == [0, 4]
    assert shown["title"] == "Avant d’ouvrir un compte"
    profile.choose("comptes", "un")
    assert express.shown()["bar"] == [0, 10]


def test_express_counts_essentials(visitor: Visitor, anywhere: str) -> None:
    page = visitor.open(f"{anywhere}/autodiagnostic/index.html")
    express = Form(page, "express").wait()
    for place, question in enumerate(express.definition().questions):
        express.choose(question.id, "en-place" if place < 7 else "rien")
    assert express.shown()["headline"] == "7 essentiels sur 10"
