"""What a commune keeps, as a file: Python and the browser read and write it alike, and believe nothing in it."""

from __future__ import annotations

import calendar
import copy
import json
import math
import random
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autodiagnostic import catalogue, schema
from autodiagnostic.answers import carried_over
from autodiagnostic.definition import Definition, scoring_data
from autodiagnostic.document import FORMAT, LARGEST, Document, read_document, write_document
from autodiagnostic.guide import Guide
from autodiagnostic.problems import Fault
from browser_scoring import call, call_each
from guides import definition
from json_schema import Validator
from strategies import FOREIGN_KEYS, HOSTILE, answers, guides, quick

ROOT = Path(__file__).parents[1]
SENTENCES = catalogue.load("exchange")["faults"]

GUIDE = {
    "ecole": definition(
        "ecole",
        ecole="""
        - {id: entretien, question: Les locaux, was: [proprete, ancienne.proprete],
           options: [{id: bas, label: Bas, points: 0}, {id: haut, label: Haut, points: 1, was: [fort]}]}
        - {id: repas, question: Les repas, type: multiple,
           options: [{id: bio, label: Bio, points: 1}, {id: aucun, label: Aucun, points: 0, exclusive: true}]}
        """,
    )
}
GUIDE_DATA = {name: scoring_data(each) for name, each in GUIDE.items()}
TOLD = {"points": 1, "possible": 2, "percent": 50, "level": "depart", "secured": 0, "essentials": 0}
SNAPSHOT = {"answers": {"ecole.entretien": "bas"}, "fingerprint": "0123abcd", "told": TOLD}
FULL = {
    "format": FORMAT,
    "version": 1,
    "commune": "Saint-Étienne-d’Œuvre \U0001f3e1",
    "questionnaires": {"ecole": 1},
    "answers": {
        "ecole.entretien": "haut",
        "ecole.repas": ["bio"],
        "mairie.agents": 3,
        "mairie.mot": 'a\u2028"\\\x7f\n',
    },
    "notes": {"ecole.repas": "Vu avec la cantine"},
    "plan": {
        "ecole.repas": {"due": "2026-12-01", "owner": "Le maire", "status": "started"},
        "propre.un": {"title": "Agir"},
    },
    "targets": {"10": "haut", "9": "bas", "ecole": "haut"},
    "reviewed": {"ecole": "2028-02-29"},
    "snapshots": {"2026-11-23T09:15:00Z": SNAPSHOT, "2026-05-23T09:15:00Z": {**SNAPSHOT, "name": "Mai"}},
}


def text_of(**changes: Any) -> str:
    return json.dumps({**FULL, **changes})


def by_browser(reading: Any) -> Any:
    """What `readDocument` says, in Python's terms: canonical text, or code and values."""
    if "error" in reading:
        return reading["error"], reading["values"]
    return reading["document"]


def sentence(text: str | bytes) -> str:
    """What is wrong with a text, as a person reads it; the same in Python and in the browser."""
    fault = read_document(text, GUIDE)
    assert isinstance(fault, Fault), fault
    if isinstance(text, str):
        assert by_browser(call("readDocument", text, GUIDE_DATA)) == (fault.code, fault.values)
    told: str = SENTENCES[fault.code].format_map(fault.values)
    return told


def read(text: str, definitions: dict[str, Definition] = GUIDE) -> Document:
    document = read_document(text, definitions)
    assert isinstance(document, Document), document
    return document


# Faults, each with its sentence.


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "Ce fichier est vide."),
        (" \n", "Ce fichier est vide."),
        (
            text_of(notes={"a.b": "é" * LARGEST}),
            "Ce fichier dépasse 1 Mo : ce n’est pas un fichier de ce guide.",
        ),
        (json.dumps(FULL)[:-40], "Ce fichier est tronqué : il lui manque la fin."),
        ('{"format": "auto', "Ce fichier est tronqué : il lui manque la fin."),
        ('{"format"', "Ce fichier est tronqué : il lui manque la fin."),
        ('{"a": {"b": 1},\n "é": tru}', "Ce fichier est abîmé à la ligne 2, colonne 7."),
        ('{"a": 1,\n\n}', "Ce fichier est abîmé à la ligne 3, colonne 1."),
        ('{"a": 01}', "Ce fichier est abîmé à la ligne 1, colonne 8."),
        ('{"a": [1, 2}', "Ce fichier est abîmé à la ligne 1, colonne 12."),
        ("{} {}", "Ce fichier est abîmé à la ligne 1, colonne 4."),
        ("Bonjour", "Ce fichier est abîmé à la ligne 1, colonne 1."),
        ("[" * 90_000 + "]" * 90_000, "Ce fichier n’a pas été enregistré par ce guide."),
        ("null", "Ce fichier n’a pas été enregistré par ce guide."),
        ('{"version": 1}', "Ce fichier n’a pas été enregistré par ce guide."),
        (text_of(format="autre"), "Ce fichier n’a pas été enregistré par ce guide."),
        (
            text_of(version=2, inconnu=1),
            "Ce fichier vient d’une version plus récente du guide (format 2 ; ce guide lit le format 1).",
        ),
        (
            text_of(questionnaires={"ecole": 3, "mairie": 9}),
            (
                "Ce fichier vient d’une version plus récente du guide : le questionnaire « ecole » y est en version 3, "
                "ici en version 1."
            ),
        ),
        (json.dumps({"format": FORMAT}), "Il manque « version » dans ce fichier."),
        (text_of(version=True), "La valeur de « version » n’est pas de celles que ce guide connaît."),
        (text_of(version=0), "La valeur de « version » n’est pas de celles que ce guide connaît."),
        (text_of(erased={}), "« erased » n’a pas sa place dans un fichier de ce guide."),
        (text_of(answers=[]), "La valeur de « answers » n’est pas de celles que ce guide connaît."),
        (
            text_of(answers={"ecole": "bas"}),
            "« answers › ecole » n’a pas sa place dans un fichier de ce guide.",
        ),
        (
            '{"format": "autodiagnostic-document", "version": 1, "__proto__": {"commune": "x"}}',
            "« __proto__ » n’a pas sa place dans un fichier de ce guide.",
        ),
        (
            text_of(answers={"a." + "b" * 199: 1}),
            f"« answers › a.{'b' * 58}… » n’a pas sa place dans un fichier de ce guide.",
        ),
        (
            text_of(answers={"a.b": 2.5}),
            "La valeur de « answers › a.b » n’est pas de celles que ce guide connaît.",
        ),
        (
            text_of(answers={"a.b": 2**53}),
            "La valeur de « answers › a.b » n’est pas de celles que ce guide connaît.",
        ),
        (
            text_of(answers={"a.b": ["x", None]}),
            "La valeur de « answers › a.b › 2 » n’est pas de celles que ce guide connaît.",
        ),
        (text_of(answers={"a.b": ["x"] * 101}), "« answers › a.b » dépasse la limite de 100."),
        (text_of(notes={"a.b": "é" * 5_001}), "« notes › a.b » dépasse la limite de 5000."),
        (text_of(commune="\U0001f3e1" * 101), "« commune » dépasse la limite de 100."),
        (
            text_of(plan={"a.b": {"due": "2027-02-29"}}),
            "« plan › a.b › due » ne contient pas une date valable, écrite comme 2026-12-01.",
        ),
        (
            text_of(snapshots={"2026-11-23": SNAPSHOT}),
            "« snapshots › 2026-11-23 » ne contient pas une date valable, écrite comme 2026-12-01.",
        ),
        (
            text_of(snapshots={f"2026-11-23T09:{n // 60:02}:{n % 60:02}Z": SNAPSHOT for n in range(201)}),
            "« snapshots » dépasse la limite de 200.",
        ),
        (
            text_of(snapshots={"2026-11-23T09:15:00Z": {**SNAPSHOT, "told": {**TOLD, "percent": 101}}}),
            (
                "La valeur de « snapshots › 2026-11-23T09:15:00Z › told › percent » "
                "n’est pas de celles que ce guide connaît."
            ),
        ),
        (
            text_of(snapshots={"2026-11-23T09:15:00Z": {"answers": {}, "told": TOLD}}),
            "Il manque « snapshots › 2026-11-23T09:15:00Z › fingerprint » dans ce fichier.",
        ),
        (
            text_of(commune="\ud83c"),
            "Ce fichier n’est pas un texte, ou il a été abîmé : certains de ses caractères ne se lisent pas.",
        ),
        (
            "é".encode("latin-1"),
            "Ce fichier n’est pas un texte, ou il a été abîmé : certains de ses caractères ne se lisent pas.",
        ),
    ],
)
def test_a_fault_says_what_and_where(text: str | bytes, told: str) -> None:
    assert sentence(text) == told


@pytest.mark.parametrize(
    "text", ["[" * 100_000, '{"a":' * 100_000, text_of()[:-1] + ', "x": ' + "[" * 100_000]
)
def test_brackets_without_end_are_refused(text: str) -> None:
    assert isinstance(read_document(text, GUIDE), Fault)
    assert call("readDocument", text, GUIDE_DATA)["error"] == "truncated"


def test_of_several_faults_both_tell_the_same() -> None:
    text = text_of(plan={"a": 1, "a.b": {"due": 3, "x": 1}}, answers={"Z": 1, "a.b": None}, commune=1, aaa=2)
    assert sentence(text) == "« aaa » n’a pas sa place dans un fichier de ce guide."


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity", "+1", "0x10", ".5", "1e"])
def test_what_is_no_number_in_json_is_refused(number: str) -> None:
    text = text_of(answers={"a.b": 7}).replace("7", number)
    fault = read_document(text, GUIDE)
    assert isinstance(fault, Fault)
    assert fault.code == "not-json"
    assert call("readDocument", text, GUIDE_DATA)["error"] == "not-json"


@pytest.mark.parametrize("number", ["4.0", "4e0", "40e-1", "-0.0", "9007199254740991"])
def test_a_whole_number_may_be_written_in_any_way(number: str) -> None:
    text = json.dumps({"format": FORMAT, "version": 1, "answers": {"a.b": 7}}).replace("7", number)
    assert call("readDocument", text, GUIDE_DATA)["document"]["answers"] == read(text).answers
    assert read(text).answers == {"a.b": int(float(number))}


@pytest.mark.parametrize("year", [1900, 2000, 2026, 2028])
def test_days_are_those_of_the_calendar(year: int) -> None:
    days = [(month, day) for month in range(14) for day in range(33)]
    texts = [
        json.dumps({"format": FORMAT, "version": 1, "reviewed": {"a": f"{year}-{month:02}-{day:02}"}})
        for month, day in days
    ]
    real = [1 <= month <= 12 and 1 <= day <= calendar.monthrange(year, month)[1] for month, day in days]
    assert [isinstance(read_document(text, GUIDE), Document) for text in texts] == real
    assert ["document" in reading for reading in call_each("readDocument", texts, GUIDE_DATA)] == real


# The canonical text.


def test_the_canonical_text_is_in_order_and_the_same_for_both() -> None:
    scrambled = json.dumps(dict(reversed(FULL.items())))
    text = write_document(read(scrambled), GUIDE)
    assert text == json.dumps(json.loads(text), ensure_ascii=False, indent=2) + "\n"
    assert list(json.loads(text)) == list(FULL)
    assert list(json.loads(text)["targets"]) == ["10", "9", "ecole"]
    assert json.loads(text) == FULL
    found = call("readDocument", scrambled, GUIDE_DATA)["document"]
    assert call("writeDocument", found, GUIDE_DATA) == text


def test_an_empty_document_is_written_whole() -> None:
    text = '{"format": "autodiagnostic-document", "version": 1}'
    assert write_document(read(text), GUIDE) == (
        '{\n  "format": "autodiagnostic-document",\n  "version": 1,\n  "commune": "",\n  "questionnaires": {},\n'
        '  "answers": {},\n  "notes": {},\n  "plan": {},\n  "targets": {},\n  "reviewed": {},\n  "snapshots": {}\n}\n'
    )


def test_a_mark_at_the_beginning_is_no_part_of_the_text() -> None:
    assert read_document("\ufeff".encode() + text_of().encode(), GUIDE) == read(text_of())
    assert call("readDocument", "\ufeff" + text_of(), GUIDE_DATA) == call(
        "readDocument", text_of(), GUIDE_DATA
    )


def test_what_no_reader_would_accept_stays_behind() -> None:
    """The browser's store may hold a number with decimals, which is no answer."""
    document = {
        "answers": {"ecole.repas": 2.5, "ecole.entretien": "bas"},
        "erased": {"ecole": {}},
        "commune": None,
    }
    text = call("writeDocument", document, GUIDE_DATA)
    assert read(text).answers == {"ecole.entretien": "bas"}
    assert (read(text).commune, json.loads(text)["questionnaires"]) == ("", {"ecole": 1})


# Migration.


def test_everything_follows_a_question_to_its_new_key_and_answers_to_their_new_id() -> None:
    earlier = "ancienne.proprete"
    text = text_of(
        answers={earlier: "fort", "ecole.disparue": "x"},
        notes={earlier: "fort"},
        plan={earlier: {"status": "done"}},
        snapshots={"2026-11-23T09:15:00Z": {**SNAPSHOT, "answers": {"ecole.proprete": "fort"}}},
    )
    document = read(text)
    assert document.answers == {"ecole.entretien": "haut", "ecole.disparue": "x"}
    assert document.notes == {"ecole.entretien": "fort"}
    assert list(document.plan) == ["ecole.entretien"]
    assert document.snapshots["2026-11-23T09:15:00Z"].answers == {"ecole.entretien": "haut"}
    found = call("readDocument", text, GUIDE_DATA)["document"]
    assert call("writeDocument", found, GUIDE_DATA) == write_document(document, GUIDE)


@quick(150)
@given(st.data())
def test_writing_and_reading_again_changes_nothing(data: st.DataObject) -> None:
    definitions = dict(data.draw(guides(), label="guide").definitions)
    given_answers = data.draw(answers(definitions.values()), label="answers")
    hostile = data.draw(answers(definitions.values(), hostile=True), label="hostile")
    text = json.dumps({"format": FORMAT, "version": 1, "answers": given_answers})
    today = write_document(read(text, definitions), definitions)
    assert write_document(read(today, definitions), definitions) == today
    carried: dict[str, object] = given_answers
    for name in sorted(definitions):
        carried = carried_over(definitions[name], carried)
    assert json.loads(today)["answers"] == carried
    check_agreement(
        [text, today, json.dumps({"format": FORMAT, "version": 1, "answers": hostile})], definitions
    )


# Ten thousand damaged texts.


@cache
def the_guide() -> dict[str, Definition]:
    return dict(Guide(ROOT / "docs", ROOT / "questionnaires").library.definitions)


def check_agreement(texts: list[str], definitions: dict[str, Definition]) -> int:
    """Both accept the same, alike, and it comes back the same; or both tell the same fault. How many are accepted."""
    data = {name: scoring_data(each) for name, each in definitions.items()}
    accepted = []
    for text, reading in zip(texts, call_each("readDocument", texts, data), strict=True):
        mine = read_document(text, definitions)
        if isinstance(mine, Document):
            assert "document" in reading, (text, reading)
            accepted.append((mine, reading["document"]))
        # Of texts that are no JSON, two readers tell in two ways where they break off.
        elif mine.code in BROKEN:
            assert reading.get("error") in BROKEN, (text, reading)
        else:
            assert by_browser(reading) == (mine.code, mine.values), text
    written = call_each("writeDocument", [found for _, found in accepted], data)
    for (mine, _), text in zip(accepted, written, strict=True):
        assert write_document(mine, definitions) == text
        assert read_document(text, definitions) == mine
    return len(accepted)


BROKEN = {"not-json", "truncated"}
# Python would write NaN and infinity, which are no JSON.
JUNK = [value for value in HOSTILE if not (isinstance(value, float) and not math.isfinite(value))]
SWAPS = (
    "2026-02-30",
    "2026-11-23T09:15:00Z",
    FORMAT,
    "todo",
    "a.b",
    {"due": "2026-12-01"},
    ["x"] * 101,
    "x" * 301,
)


def damaged_text(rng: random.Random) -> str:
    """The full document with some values swapped, keys renamed or doubled, characters changed, or its end cut off."""
    data = json.loads(json.dumps(FULL))
    for _ in range(rng.choice((0, 1, 1, 2))):
        places = [
            (holder, key)
            for holder in holders(data)
            for key in (holder if isinstance(holder, dict) else range(len(holder)))
        ]
        holder, key = rng.choice(places)
        if isinstance(holder, dict) and rng.random() < 0.3:
            holder[rng.choice([*FOREIGN_KEYS, "ecole.proprete", "x" * 201 + ".y", "[key]", "text"])] = (
                holder.pop(key)
            )
        else:
            holder[key] = copy.deepcopy(rng.choice([*JUNK, *SWAPS]))
    text = json.dumps(data, ensure_ascii=rng.random() < 0.5, indent=rng.choice((None, 2)))
    match rng.randrange(6):
        case 0:
            return text[: rng.randrange(len(text))]
        case 1:
            lines = text.split(",")
            place = rng.randrange(len(lines))
            return ",".join([*lines[:place], lines[place], *lines[place:]])
        case 2:
            changed = list(text)
            for _ in range(rng.choice((1, 2, 5))):
                changed[rng.randrange(len(changed))] = rng.choice(
                    ['"', "\\", "{", "]", ",", "e", "9", "\x00", "\n", "\ud800", "é"]
                )
            return "".join(changed)
        case _:
            return text


def holders(data: Any) -> list[Any]:
    inside = data.values() if isinstance(data, dict) else data if isinstance(data, list) else ()
    return [data, *(holder for part in inside for holder in holders(part))] if inside else []


@pytest.mark.parametrize("first", range(0, 10_000, 2_000))
def test_damaged_texts_are_read_alike_and_change_nothing(first: int) -> None:
    texts = [damaged_text(random.Random(seed)) for seed in range(first, first + 2_000)]  # noqa: S311
    assert 200 < check_agreement(texts, GUIDE) < 1_000


def test_damaged_bytes_never_raise() -> None:
    content = text_of().encode()
    rng = random.Random(0)  # noqa: S311
    for _ in range(2_000):
        changed = bytearray(content)
        for _ in range(rng.choice((1, 2, 5))):
            changed[rng.randrange(len(changed))] = rng.randrange(256)
        assert isinstance(read_document(bytes(changed), GUIDE), Document | Fault)


def test_the_published_schema_is_of_the_same_mind() -> None:
    validator = Validator(json.loads(schema.files()["document.schema.json"]))
    accepted = 0
    for seed in range(2_000):
        try:
            data = json.loads(damaged_text(random.Random(seed)))  # noqa: S311
            json.dumps(data, ensure_ascii=False).encode()
        except ValueError:
            continue
        found = read_document(json.dumps(data), GUIDE)
        # It knows neither this guide's versions nor which numbers a browser writes as whole ones.
        is_sound = isinstance(found, Document) or found.code == "newer-questionnaire"
        if "4.0" not in json.dumps(data) and "-0.0" not in json.dumps(data):
            assert validator.accepts(data) == is_sound, (data, found)
            accepted += is_sound
    assert accepted > 100


# Two documents.


def document(**sections: Any) -> Any:
    return call("readDocument", json.dumps({"format": FORMAT, "version": 1, **sections}), GUIDE_DATA)[
        "document"
    ]


def test_merging_keeps_mine_or_prefers_theirs_and_loses_no_key() -> None:
    mine = document(answers={"a.b": 1, "a.c": 1}, plan={"a.b": {"owner": "Moi", "status": "done"}})
    theirs = document(
        commune="Leur", answers={"a.b": 2, "a.d": 2}, plan={"a.b": {"due": "2026-12-01", "status": "todo"}}
    )
    kept = call("merge", mine, theirs, False)
    assert (kept["commune"], kept["answers"]) == ("Leur", {"a.b": 1, "a.c": 1, "a.d": 2})
    assert kept["plan"] == {"a.b": {"owner": "Moi", "status": "done", "due": "2026-12-01"}}
    preferred = call("merge", mine, theirs, True)
    assert preferred["answers"] == {"a.b": 2, "a.c": 1, "a.d": 2}
    assert preferred["plan"] == {"a.b": {"owner": "Moi", "status": "todo", "due": "2026-12-01"}}


def test_merging_leaves_what_only_the_store_has() -> None:
    mine = {**document(), "erased": {"ecole": {"answers": {}}}}
    assert call("merge", mine, document(), True)["erased"] == mine["erased"]


@quick(100)
@given(st.data(), st.booleans())
def test_merging_any_two(data: st.DataObject, prefer_theirs: bool) -> None:
    definitions = data.draw(guides(), label="guide").definitions.values()
    mine, theirs = (
        document(answers=data.draw(answers(definitions), label=name)) for name in ("mine", "theirs")
    )
    merged = call("merge", mine, theirs, prefer_theirs)
    over, under = (theirs, mine) if prefer_theirs else (mine, theirs)
    assert merged["answers"] == {**under["answers"], **over["answers"]}
    assert call("merge", mine, mine, prefer_theirs) == mine


def test_a_summary_counts_before_anything_is_taken_over() -> None:
    mine = document(answers={"ecole.entretien": "bas", "ecole.repas": ["bio"]})
    assert call("summary", call("readDocument", text_of(), GUIDE_DATA)["document"], mine, GUIDE_DATA) == {
        "commune": FULL["commune"],
        "answers": 4,
        "new": 2,
        "same": 1,
        "different": 1,
        "unknown": 2,
        "notes": 1,
        "plan": 2,
        "targets": 3,
        "reviewed": 1,
        "snapshots": 2,
        "first": "2026-05-23T09:15:00Z",
        "last": "2026-11-23T09:15:00Z",
    }
