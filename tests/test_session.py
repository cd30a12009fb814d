"""What a trainer keeps of a session: one text, read whole or refused; sessions merged, changes taken back."""

from __future__ import annotations

import json
import random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autodiagnostic import catalogue
from autodiagnostic.definition import scoring_data
from browser_scoring import call, call_each, calls
from building import questionnaire, single
from guides import definition
from strategies import HOSTILE, quick

SENTENCES = catalogue.load("exchange")["faults"]
GUIDE = {
    "ecole": scoring_data(
        definition(
            "ecole",
            ecole="""
            - {id: entretien, question: Les locaux, was: [proprete],
               options: [{id: bas, label: Bas, points: 0}, {id: haut, label: Haut, points: 1, was: [fort]}]}
            - {id: repas, question: Les repas, type: multiple,
               options: [{id: bio, label: Bio, points: 1}, {id: aucun, label: Aucun, points: 0, exclusive: true}]}
            """,
        )
    )
}
STRIP = scoring_data(
    questionnaire(single("a"), single("b", not_applicable="Sans", weight=2), single("c"), name="ecole")
)
PREFIX = f"ecole-1-{STRIP['fingerprint'][:4]}"

ids = st.sampled_from(["a", "b", "c1", "seance-2", "constructor"])
names = st.sampled_from(["", "Saint-Martin", "Œuf \U0001f3e1", "=1+1"])
days = st.sampled_from(["", "2026-11-23", "2028-02-29"])
answers = st.dictionaries(
    st.sampled_from(["ecole.entretien", "ecole.repas", "mairie.agents", "mairie.mot"]),
    st.sampled_from(["haut", "_ne-sait-pas", 3, -1, ["bio"], ["bio", "x"], "", 'a\u2028"\\\n']),
)
participants = st.fixed_dictionaries(
    {
        "number": st.integers(1, 30),
        "name": names,
        "anonymous": st.booleans(),
        "from": st.sampled_from(["strips", "file", "link"]),
        "date": days,
        "answers": answers,
        "lines": st.dictionaries(st.just(PREFIX), st.sampled_from(["0.3|4|9", "..|1||aside", "abc"])),
    }
)
tallies = st.dictionaries(
    st.just("ecole.entretien"),
    st.dictionaries(st.sampled_from(["bas", "haut"]), st.integers(1, 40), min_size=1),
    min_size=1,
)
sessions = st.fixed_dictionaries(
    {
        "id": ids,
        "name": names,
        "date": days,
        "questionnaires": st.lists(st.sampled_from(["ecole", "mairie"]), unique=True),
        "participants": st.dictionaries(ids, participants),
        "tallies": st.dictionaries(ids, tallies),
    }
)
EXAMPLE: dict[str, Any] = {
    "id": "s1",
    "name": "Lundi",
    "date": "2026-11-23",
    "questionnaires": ["ecole"],
    "participants": {
        "c1": {
            "number": 1,
            "name": "Nord",
            "anonymous": True,
            "from": "file",
            "date": "",
            "answers": {"ecole.entretien": "haut", "ecole.repas": ["bio"]},
            "lines": {},
        }
    },
    "tallies": {"s1": {"ecole.entretien": {"haut": 3}}},
}


def read(text: str) -> Any:
    return call("readSession", text, GUIDE)


def written(session: Any) -> Any:
    return json.loads(call("writeSession", session))


def sentence(text: str) -> str:
    fault = read(text)
    told: str = SENTENCES[fault["error"]].format_map(fault["values"])
    return told


@quick(150)
@given(sessions)
def test_what_is_written_is_read_back(session: dict[str, Any]) -> None:
    text = call("writeSession", session)
    assert read(text) == {"session": session}
    assert call("writeSession", read(text)["session"]) == text


def test_the_text_is_short_and_says_what_it_is() -> None:
    assert written(EXAMPLE) == {
        "format": "autodiagnostic-seance",
        "version": 1,
        "id": "s1",
        "name": "Lundi",
        "date": "2026-11-23",
        "questionnaires": ["ecole"],
        "questions": ["ecole.entretien", "ecole.repas"],
        "values": ["haut", ["bio"]],
        "participants": {
            "c1": {"answers": "0 1", "anonymous": True, "from": "file", "name": "Nord", "number": 1}
        },
        "tallies": {"s1": {"ecole.entretien": {"haut": 3}}},
    }


def test_what_no_reader_would_accept_stays_behind() -> None:
    odd = {"ecole.entretien": "haut", "pas une clé": "x", "ecole.repas": 1.5, "mairie.mot": {"a": 1}}
    commune = {**EXAMPLE["participants"]["c1"], "answers": odd, "name": "\ud800", "date": "12026-11-23"}
    session = {**EXAMPLE, "name": "x" * 101, "date": "hier", "participants": {"c1": commune}}
    found = read(call("writeSession", session))["session"]
    assert found["participants"]["c1"]["answers"] == {"ecole.entretien": "haut"}
    assert (found["name"], found["date"]) == ("", "")
    assert (found["participants"]["c1"]["name"], found["participants"]["c1"]["date"]) == ("", "")


def test_answers_and_cards_follow_a_renaming() -> None:
    text = json.dumps(
        {
            **written(EXAMPLE),
            "questions": ["ecole.proprete"],
            "values": ["fort"],
            "participants": {"c1": {"answers": "0", "from": "link", "number": 2}},
            "tallies": {"s1": {"ecole.proprete": {"fort": 2, "haut": 1, "bas": 4}}},
        }
    )
    found = read(text)["session"]
    assert found["participants"]["c1"]["answers"] == {"ecole.entretien": "haut"}
    assert found["tallies"] == {"s1": {"ecole.entretien": {"haut": 3, "bas": 4}}}


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"format": "autodiagnostic-document"}, "Ce fichier n’a pas été enregistré par ce guide."),
        (
            {"version": 2},
            "Ce fichier vient d’une version plus récente du guide (format 2 ; ce guide lit le format 1).",
        ),
        ({"hôte": 1}, "« hôte » n’a pas sa place dans un fichier de ce guide."),
        ({"date": "hier"}, "« date » ne contient pas une date valable, écrite comme 2026-12-01."),
        ({"name": "x" * 101}, "« name » dépasse la limite de 100."),
        ({"values": [{}]}, "La valeur de « values › 1 » n’est pas de celles que ce guide connaît."),
        (
            {"values": []},
            "La valeur de « participants › c1 › answers » n’est pas de celles que ce guide connaît.",
        ),
        (
            {"questions": []},
            "La valeur de « participants › c1 › answers » n’est pas de celles que ce guide connaît.",
        ),
        (
            {"participants": {"c1": {"answers": "0", "from": "ailleurs", "number": 1}}},
            "La valeur de « participants › c1 › from » n’est pas de celles que ce guide connaît.",
        ),
        (
            {"participants": {"c1": {"answers": "0", "from": "file"}}},
            "Il manque « participants › c1 › number » dans ce fichier.",
        ),
        (
            {"tallies": {"s1": {"ecole.entretien": {"haut": -1}}}},
            "La valeur de « tallies › s1 › ecole.entretien › haut » n’est pas de celles que ce guide connaît.",
        ),
    ],
)
def test_a_text_that_is_wrong_is_refused_with_its_reason(changes: dict[str, Any], told: str) -> None:
    assert sentence(json.dumps({**written(EXAMPLE), **changes})) == told


def test_a_damaged_text_is_refused() -> None:
    text = call("writeSession", EXAMPLE)
    assert sentence(text[:-10]) == "Ce fichier est tronqué : il lui manque la fin."
    assert sentence("{") == "Ce fichier est tronqué : il lui manque la fin."


def places(node: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    entries = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    return [path, *(place for key, part in entries for place in places(part, (*path, key)))]


def test_no_mutation_is_an_exception() -> None:
    data = written(EXAMPLE)
    rng = random.Random(6)  # noqa: S311 - the same mutations at each run
    texts = []
    for place in places(data)[1:]:
        for value in (*HOSTILE[:5], *HOSTILE[12:]):
            mutant = json.loads(json.dumps(data))
            node = mutant
            for step in place[:-1]:
                node = node[step]
            node[place[-1]] = value
            try:
                texts.append(json.dumps(mutant, ensure_ascii=rng.random() < 0.5))
            except (TypeError, ValueError):
                continue
    text = json.dumps(data)
    texts += [text[:at] for at in range(0, len(text), 7)]
    texts += [text[:at] + rng.choice('{}[]",:0\\') + text[at + 1 :] for at in range(0, len(text), 3)]
    for reading in call_each(
        "readSession", [one.encode("utf-8", "replace").decode() for one in texts], GUIDE
    ):
        assert ("session" in reading) or reading["error"] in SENTENCES


@quick(150)
@given(sessions, sessions, sessions)
def test_merging_is_associative_and_adds_nothing_twice(a: Any, b: Any, c: Any) -> None:
    (ab, bc, aa) = calls(("mergeSessions", a, b), ("mergeSessions", b, c), ("mergeSessions", a, a))
    left, right, again = calls(("mergeSessions", ab, c), ("mergeSessions", a, bc), ("mergeSessions", ab, b))
    assert left == right
    assert aa == a
    assert again == ab
    # Of the same commune, and of the same room's cards, mine.
    for name in ("participants", "tallies"):
        assert ab[name] == {**b[name], **a[name]}


def test_the_cards_of_two_rooms_add_up() -> None:
    other = {**EXAMPLE, "id": "s2", "tallies": {"s2": {"ecole.entretien": {"haut": 2, "bas": 1}}}}
    merged = call("mergeSessions", EXAMPLE, other)
    assert call("allCards", merged) == {"ecole.entretien": {"haut": 5, "bas": 1}}


@quick(150)
@given(sessions, sessions, sessions)
def test_a_change_is_taken_back_and_no_other(before: Any, other: Any, later: Any) -> None:
    after = {**before, "participants": {**before["participants"], **other["participants"]}}
    assert call("restored", after, before, after) == before
    new = {f"new-{key}": one for key, one in later["participants"].items()}
    since = {**after, "name": "Depuis", "participants": {**after["participants"], **new}}
    found = call("restored", since, before, after)
    assert found["name"] == "Depuis"
    assert found["participants"] == {**before["participants"], **new}


def test_communes_are_numbered_in_order_and_never_alike() -> None:
    commune = EXAMPLE["participants"]["c1"]
    numbers = {"b": 1, "a": 1, "c": 4, "d": 2}
    session = {**EXAMPLE, "participants": {key: {**commune, "number": n} for key, n in numbers.items()}}
    assert [(one["id"], one["number"]) for one in call("places", session)] == [
        ("a", 1),
        ("b", 2),
        ("d", 3),
        ("c", 4),
    ]


# Communes that come as files, links, strips.


def arrived(commune: str, **given_answers: str) -> dict[str, Any]:
    nothing: dict[str, Any] = {"notes": {}, "plan": {}, "targets": {}, "snapshots": {}}
    full = {f"ecole.{key}": value for key, value in given_answers.items()}
    reviewed = {"ecole": "2026-10-02"}
    return {
        "from": "file",
        "document": {**nothing, "commune": commune, "answers": full, "reviewed": reviewed},
    }


def test_duplicates_are_recognised_by_name_and_answers() -> None:
    all_ = [
        arrived("NORD", entretien="bas"),  # of a name that the session has
        arrived("Sud", entretien="bas"),
        arrived(" sud ", entretien="bas"),
        arrived("Sud", entretien="haut"),
        arrived("Vide"),
        arrived("", entretien="bas"),
        arrived("Nord", entretien="haut", repas="bio"),
    ]
    session = {**EXAMPLE, "participants": {"c1": {**EXAMPLE["participants"]["c1"]}}}
    session["participants"]["c1"]["answers"] = {"ecole.entretien": "haut", "ecole.repas": "bio"}
    found = call("received", all_, session)
    assert [(one["met"], one["choice"]) for one in found] == [
        ("namesake", "replace"),
        ("", "add"),
        ("twin_here", "skip"),
        ("namesake_here", "add"),
        ("", "skip"),
        ("", "add"),
        ("twin", "skip"),
    ]
    assert {one["date"] for one in found} == {"2026-10-02"}
    taken = call("taken", session, found, True, [f"n{n}" for n in range(7)])
    assert sorted((one["number"], one["name"]) for one in taken["participants"].values()) == [
        (1, "NORD"),
        (2, "Sud"),
        (3, "Sud"),
        (4, ""),
    ]
    assert all(one["anonymous"] for one in taken["participants"].values())


def test_a_file_taken_in_by_two_sessions_counts_once() -> None:
    found = call("received", [arrived("Sud", entretien="bas")], EXAMPLE)
    mine, theirs = calls(
        ("taken", EXAMPLE, found, True, ["x1"]), ("taken", {**EXAMPLE, "id": "s2"}, found, False, ["x2"])
    )
    assert len(call("mergeSessions", mine, theirs)["participants"]) == len(EXAMPLE["participants"]) + 1


def test_strips_of_several_communes_are_told_apart() -> None:
    one, other = f"{PREFIX}  000  0/12", "mairie-1-0a1b  1  1/3"
    text = f"Bonjour\n{one}\n{other}\n{one}\n\n\n{other}\nhttps://exemple.fr/x#copie=1pabc\n"
    assert call("textsOfCommunes", text.split("https", maxsplit=1)[0]) == [
        f"\n{one}\n{other}",
        f"\n\n\n{one}",
        f"\n\n\n\n\n\n{other}",
    ]
    assert call("textsOfCommunes", text)[0] == "copie=1pabc\n"
    assert len(call("textsOfCommunes", text)) == 4
    assert call("textsOfCommunes", '{"format"') == ['{"format"']
    assert call("textsOfCommunes", "rien") == ["rien"]
    links = "a https://x/#copie=1zaa\nb https://x/#copie=1zbb fin"
    assert call("textsOfCommunes", links) == ["copie=1zaa\nb ", "copie=1zbb fin"]


# A strip being typed.


def typed(cells: str, points: str = "", possible: str = "", *, aside: bool = False) -> dict[str, Any]:
    signs = ["" if cell == "." else cell for cell in cells]
    return {"cells": signs, "points": points, "possible": possible, "aside": aside}


@pytest.mark.parametrize(
    ("line", "verdict"),
    [
        (typed("..."), {"state": "empty"}),
        (typed("02."), {"state": "begun"}),
        (typed("023", "7"), {"state": "begun"}),
        (typed("04."), {"state": "no-answer", "place": 1, "digit": "4"}),
        (typed("8.."), {"state": "no-answer", "place": 0, "digit": "8"}),
        (typed("023", "6", "12"), {"state": "wrong", "counted": 7, "of": 12}),
        (typed("023", "7", "9"), {"state": "wrong", "counted": 7, "of": 12}),
        (
            typed("023", "07", "12"),
            {"state": "right", "answers": {"t.a": "rien", "t.b": "en-place", "t.c": "revu"}},
        ),
        (typed(".83", "3", "3"), {"state": "right", "answers": {"t.b": "_sans-objet", "t.c": "revu"}}),
    ],
)
def test_a_line_is_judged_once_it_is_typed(line: dict[str, Any], verdict: dict[str, Any]) -> None:
    assert call("judgedLine", STRIP, line) == verdict


def test_only_what_is_right_gives_answers() -> None:
    nobody = {**EXAMPLE["participants"]["c1"], "answers": {"autre.x": "oui"}}
    right = call("withLine", nobody, STRIP, PREFIX, typed("023", "7", "12"), [STRIP])
    assert right["answers"] == {"autre.x": "oui", "t.a": "rien", "t.b": "en-place", "t.c": "revu"}
    assert right["lines"] == {}
    assert call("stripLine", STRIP, right, PREFIX) == typed("023", "7", "12")
    wrong = call("withLine", right, STRIP, PREFIX, typed("02.", "7", "12", aside=True), [STRIP])
    assert wrong["answers"] == {"autre.x": "oui"}
    assert wrong["lines"] == {PREFIX: "02.|7|12|aside"}
    assert call("stripLine", STRIP, wrong, PREFIX) == typed("02.", "7", "12", aside=True)
    emptied = call("withLine", wrong, STRIP, PREFIX, typed("..."), [STRIP])
    assert (emptied["answers"], emptied["lines"]) == ({"autre.x": "oui"}, {})


def test_an_answer_that_another_questionnaire_asks_too_stays() -> None:
    other = {**STRIP, "id": "express", "questions": STRIP["questions"][:1]}
    commune = {**EXAMPLE["participants"]["c1"], "answers": {"t.a": "rien", "t.b": "rien"}}
    found = call("withLine", commune, STRIP, PREFIX, typed("..."), [STRIP, other])
    assert found["answers"] == {"t.a": "rien"}


@quick(100)
@given(st.text(max_size=20))
def test_any_text_kept_for_a_line_is_shown(text: str) -> None:
    commune = {**EXAMPLE["participants"]["c1"], "lines": {PREFIX: text}}
    assert len(call("stripLine", STRIP, commune, PREFIX)["cells"]) == 3
