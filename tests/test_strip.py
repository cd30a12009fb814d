"""Result strips: what a pencil writes comes back as the same answers, or is said to be wrong."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from autodiagnostic import catalogue
from autodiagnostic.definition import Definition, scoring_data
from browser_scoring import call, call_each
from building import questionnaire, single, unscored
from strategies import answers, guides, quick

SENTENCES = catalogue.load("exchange")["faults"]
ECOLE = questionnaire(
    single("a"),
    single("b", not_applicable="Pas d’école", weight=2),
    single("c", unknown=False),
    single("d"),
    single("e"),
    name="ecole",
)
EIGHT = questionnaire(single("a", {f"o{n}": n for n in range(8)}), name="huit-2")
GUIDE = {each.id: scoring_data(each) for each in (ECOLE, EIGHT)}
START = f"ecole-1-{ECOLE.fingerprint[:4]}"
GIVEN = {"t.a": "rien", "t.b": "_sans-objet", "t.c": "revu", "t.d": "_ne-sait-pas"}
LINE = f"{START}  0839 -  3/9"
EIGHT_LINE = f"huit-2-1-{EIGHT.fingerprint[:4]}  7  7/7"


def sentence(text: str) -> str:
    fault = call("readStrip", text, GUIDE)
    told: str = SENTENCES[fault["error"]].format_map(fault["values"])
    return told


def test_a_strip_is_digits_in_fours_and_the_points() -> None:
    assert call("strip", GUIDE["ecole"], GIVEN) == LINE
    assert call("strip", GUIDE["ecole"], {}) == f"{START}  ---- -  0/0"
    assert call("strip", GUIDE["huit-2"], {"t.a": "o7"}) == EIGHT_LINE


@pytest.mark.parametrize(
    "definition",
    [
        questionnaire(single("a", {f"o{n}": n for n in range(9)})),
        questionnaire(unscored("a", "oui")),
        questionnaire(single("a"), name="1er"),
    ],
    ids=["too many answers", "nothing scored", "an id like a day"],
)
def test_some_questionnaires_have_none(definition: Definition) -> None:
    assert call("strip", scoring_data(definition), {}) is None


@pytest.mark.parametrize(
    "text",
    [
        LINE,
        f"Bonjour,\n\n> {LINE}.\r\nLe 23-11-2026 : à revoir\n23-11-2026",
        LINE.upper(),
        LINE.replace("-", "–"),
        LINE.replace("-", " — "),
        LINE.replace("  ", "\t\u00a0").replace("/", " / "),
        f"{START} 0 8 3 9-3/9",
        f"{START} 0839 - 03/09",
    ],
)
def test_reading_is_tolerant_of_form(text: str) -> None:
    assert call("readStrip", text, GUIDE) == {"answers": GIVEN}


def test_several_lines_are_several_questionnaires() -> None:
    two = questionnaire(single("z"), name="mairie")
    two_answers = {"t.z": "revu"}
    line = call("strip", scoring_data(two), two_answers)
    found = call("readStrip", f"{LINE}\n{line}", {**GUIDE, "mairie": scoring_data(two)})
    assert found == {"answers": {**GIVEN, **two_answers}}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "Il n’y a ici aucune bande de résultats."),
        ("0839 -  3/9", "Il n’y a ici aucune bande de résultats."),
        ("mairie-1-0a1b  00  0/6", "Ligne 1 : ce guide n’a pas de bande pour le questionnaire « mairie »."),
        (
            "constructor-1-0a1b  0",
            "Ligne 1 : ce guide n’a pas de bande pour le questionnaire « constructor ».",
        ),
        (
            f"\n{LINE.replace('-1-', '-2-')}",
            (
                f"Ligne 2 : cette bande est faite pour une autre version du questionnaire "
                f"({START.replace('-1-', '-2-')} au lieu de {START})."
            ),
        ),
        (
            f"ecole-1-ffff{LINE[len(START) :]}",
            (
                f"Ligne 1 : cette bande est faite pour une autre version du questionnaire "
                f"(ecole-1-ffff au lieu de {START})."
            ),
        ),
        (f"{LINE}\n{LINE}", "Ligne 2 : le questionnaire « ecole » a déjà une bande plus haut."),
        (
            f"{START}  0839 -",
            "Ligne 1 (ecole) : la bande doit finir par les chiffres des réponses, puis les points, comme 10/27.",
        ),
        (f"{START}  0839  3/9", "Ligne 1 (ecole) : la bande a 4 réponses au lieu de 5."),
        (f"{START}  0839 -1  3/9", "Ligne 1 (ecole) : la bande a 6 réponses au lieu de 5."),
        (f"{START}  0849 -  3/9", "Ligne 1 (ecole) : « 4 » n’est pas une réponse de la question 3."),
        (f"{START}  8839 -  3/9", "Ligne 1 (ecole) : « 8 » n’est pas une réponse de la question 1."),
        (f"{START}  0899 -  3/9", "Ligne 1 (ecole) : « 9 » n’est pas une réponse de la question 3."),
        (f"{START}  0839 -  4/9", "Ligne 1 (ecole) : la bande annonce 4/9 points, ses réponses en font 3/9."),
        (f"{START}  0829 -  3/9", "Ligne 1 (ecole) : la bande annonce 3/9 points, ses réponses en font 2/9."),
    ],
)
def test_reading_is_strict_in_content(text: str, told: str) -> None:
    assert sentence(text) == told


def strips(data: st.DataObject) -> tuple[dict[str, Any], list[tuple[dict[str, Any], dict[str, Any], str]]]:
    """A guide's data, and those of its questionnaires that have a strip, with answers and the strip."""
    guide = data.draw(guides(), label="guide")
    given_answers = data.draw(answers(guide.definitions.values()), label="answers")
    definitions = {name: scoring_data(each) for name, each in guide.definitions.items()}
    lines = call_each("strip", definitions.values(), given_answers)
    return definitions, [
        (each, given_answers, line) for each, line in zip(definitions.values(), lines, strict=True) if line
    ]


@quick(100)
@given(st.data())
def test_what_is_written_is_read_back(data: st.DataObject) -> None:
    definitions, written = strips(data)
    assume(written)
    for definition, given_answers, line in written:
        found = call("readStrip", line, definitions)["answers"]
        hidden = call("score", definition, given_answers)["hidden"]
        scored = [question["key"] for question in definition["questions"] if "best" in question]
        expected = {key: value for key, value in given_answers.items() if key in scored}
        assert found == {**expected, **{key: "_sans-objet" for key in hidden if key in scored}}
        assert call("strip", definition, found) == line


@quick(100)
@given(st.data())
def test_a_wrong_digit_that_changes_the_points_is_noticed(data: st.DataObject) -> None:
    definitions, written = strips(data)
    assume(written)
    definition, _, line = data.draw(st.sampled_from(written), label="strip")
    start, digits, points = re.split("  ", line)
    place = data.draw(st.sampled_from([n for n, sign in enumerate(digits) if sign != " "]), label="place")
    sign = data.draw(st.sampled_from("0123456789-"), label="sign")
    wrong = f"{start}  {digits[:place]}{sign}{digits[place + 1 :]}  {points}"
    reading = call("readStrip", wrong, definitions)
    if "answers" in reading:
        assert call("strip", definition, reading["answers"]) == wrong
    else:
        assert reading["error"] in ("strip-points", "strip-digit")
        assert wrong != line
