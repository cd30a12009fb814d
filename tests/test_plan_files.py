"""The plan outside the browser: its rows and their order, and its files as other programs read them."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as st
from py_mini_racer import MiniRacer

from browser_scoring import engine_with
from strategies import quick

TODAY = "2026-11-23"
STAMP = "2026-11-23T09:15:30.123Z"

# Functions cannot be handed over: what is told of a question and of its advice comes as a record.
BRIDGE = """
const call = (text) => {
    const {name, args, subjects} = JSON.parse(text);
    const unknown = {title: "", theme: "", essential: false};
    const tell = (key, reference) => new Map(Object.entries(subjects)).get(reference ?? key) ?? unknown;
    return JSON.stringify(Autodiagnostic[name](...args.map((one) => one === "tell" ? tell : one)));
};
"""


@cache
def _v8() -> MiniRacer:
    engine = engine_with("plan-rows", "plan-files")
    engine.eval(BRIDGE)
    return engine


def call(name: str, *args: object, subjects: object = None) -> Any:
    """What `Autodiagnostic.<name>` returns."""
    text = json.dumps({"name": name, "args": args, "subjects": subjects or {}})
    return json.loads(str(_v8().call("call", text)))


# Rows.

SUBJECTS = {
    "droit.dpo/0": {"title": "Nommer un délégué", "theme": "droit", "essential": True},
    "droit.dpo/2": {"title": "Le dire aux habitants", "theme": "droit", "essential": True},
    "mesure.bilan/0": {"title": "Présenter un bilan", "theme": "mesure", "essential": False},
    "mesure.avis/-1": {"title": "Vérifier", "theme": "mesure", "essential": False},
    "droit.images": {"title": "Les images ont-elles un accord ?", "theme": "droit", "essential": True},
}
ACTIONS = [
    {"key": "droit.dpo", "advice": 0},
    {"key": "mesure.bilan", "advice": 0},
    {"key": "droit.dpo", "advice": 2},
    {"key": "mesure.avis", "advice": -1},
]


def rows(plan: object = None, actions: object = None) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = call(
        "planRows", ACTIONS if actions is None else actions, plan or {}, "tell", TODAY, subjects=SUBJECTS
    )
    return found


def one(key: str, plan: object = None) -> dict[str, Any]:
    return next(row for row in rows(plan) if row["key"] == key)


def view(**chosen: object) -> dict[str, object]:
    plain = {"order": "advised", "status": "", "theme": "", "late": False, "essential": False}
    return {**plain, **chosen}


def arranged(plan: object, **chosen: object) -> list[str]:
    return [row["key"] for row in call("arrangedRows", rows(plan), view(**chosen))]


def test_a_question_has_one_row_whatever_it_calls_for() -> None:
    assert [(row["key"], row["title"], row["references"]) for row in rows()] == [
        ("droit.dpo", "Nommer un délégué", ["droit.dpo/0", "droit.dpo/2"]),
        ("mesure.bilan", "Présenter un bilan", ["mesure.bilan/0"]),
        ("mesure.avis", "Vérifier", ["mesure.avis/-1"]),
    ]


def test_a_row_that_was_written_in_stays_when_its_action_is_called_for_no_longer() -> None:
    plan = {"droit.images": {"title": "Retirer les photos", "owner": "Le maire", "due": "2026-01-01"}}
    settled = one("droit.images", plan)
    told = {name: settled[name] for name in ("kind", "title", "owner", "theme", "open", "late")}
    assert told == {
        "kind": "settled",
        "title": "Retirer les photos",
        "owner": "Le maire",
        "theme": "droit",
        "open": False,
        "late": False,
    }
    assert one("droit.images", {"droit.images": {"note": "n"}})["title"] == "Les images ont-elles un accord ?"


def test_the_day_itself_is_not_late_and_what_is_closed_never_is() -> None:
    entries = {
        "2026-11-22": ("todo", True),
        "2026-11-23": ("todo", False),
        "2026-11-21": ("started", True),
        "2026-11-20": ("done", False),
        "2026-11-19": ("dropped", False),
    }
    for due, (status, late) in entries.items():
        assert one("droit.dpo", {"droit.dpo": {"due": due, "status": status}})["late"] is late


@pytest.mark.parametrize("due", ["2026-02-30", "2026-13-01", "demain", "02026-01-01", "9999-99-99", 5, None])
def test_what_is_no_day_is_no_date(due: object) -> None:
    assert one("droit.dpo", {"droit.dpo": {"due": due}})["due"] == ""


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 9) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)
ENTRIES = st.fixed_dictionaries(
    {},
    optional={
        name: ANYTHING | st.sampled_from(["done", "todo", "2026-11-01", "=1+1"])
        for name in ("title", "owner", "due", "status", "note")
    },
)
KEYS = st.sampled_from(["droit.dpo", "mesure.bilan", "propre.a1", "__proto__", "constructor"]) | st.text(
    max_size=5
)
PLANS = st.dictionaries(KEYS, ENTRIES | ANYTHING, max_size=6)


@quick(100)
@given(PLANS, st.sampled_from(["advised", "due", "owner", "status"]))
def test_whatever_the_plan_holds_every_row_is_there_once_and_whole(plan: dict[str, Any], order: str) -> None:
    found = rows(plan)
    assert {row["key"] for row in found} == {*plan, *(action["key"] for action in ACTIONS)}
    for row in found:
        assert row["status"] in ("todo", "started", "done", "dropped")
        assert all(isinstance(row[name], str) for name in ("title", "owner", "due", "note", "theme"))
    in_order = call("arrangedRows", found, view(order=order))
    assert sorted(row["key"] for row in in_order) == sorted(row["key"] for row in found)


PLAN = {
    "mesure.bilan": {"title": "x", "owner": "Élodie", "due": "2026-12-01", "status": "started"},
    "droit.dpo": {"title": "x", "owner": "Zoé", "status": "done"},
    "mesure.avis": {"title": "x", "due": "2026-11-01"},
    "propre.a": {"title": "La mienne", "owner": "anne", "due": "2027-01-01"},
    "droit.images": {"title": "x", "owner": "elodie", "due": "2026-01-01"},
}


def test_rows_come_in_the_order_chosen_and_what_is_settled_last() -> None:
    dpo, bilan, avis, own, images = "droit.dpo", "mesure.bilan", "mesure.avis", "propre.a", "droit.images"
    assert arranged(PLAN) == [bilan, avis, own, dpo, images]
    assert arranged(PLAN, order="due") == [avis, bilan, own, dpo, images]
    assert arranged(PLAN, order="owner") == [own, bilan, dpo, avis, images]
    assert arranged(PLAN, order="status") == [bilan, avis, own, dpo, images]


def test_a_filter_lets_through_what_answers_to_all_of_it() -> None:
    assert arranged(PLAN, status="done") == ["droit.dpo"]
    assert arranged(PLAN, owner="ELODIE") == ["mesure.bilan", "droit.images"]
    assert arranged(PLAN, owner="") == ["mesure.avis"]
    assert arranged(PLAN, late=True) == ["mesure.avis"]
    assert arranged(PLAN, theme="mesure") == ["mesure.bilan", "mesure.avis"]
    assert arranged(PLAN, essential=True) == ["droit.dpo", "droit.images"]
    assert arranged(PLAN, essential=True, status="started") == []


def test_one_begins_with_the_first_three_that_are_open() -> None:
    actions = [{"key": f"a.q{n}", "advice": 0} for n in range(6)]
    plan = {"a.q1": {"status": "done"}, "propre.a": {"title": "La mienne"}}
    first = call("firstRows", rows(plan, actions))
    assert [row["key"] for row in first] == ["a.q0", "a.q2", "a.q3"]


def test_counts_leave_aside_what_is_called_for_no_longer() -> None:
    assert call("planCounts", rows(PLAN)) == {"all": 4, "done": 1, "late": 1, "settled": 1}


def test_the_title_is_kept_with_the_first_field_and_goes_with_the_last() -> None:
    title = ["plan", "droit.dpo", "title", "Nommer un délégué"]
    assert call("planChanges", one("droit.dpo"), {"owner": "Zoé"}) == [
        ["plan", "droit.dpo", "owner", "Zoé"],
        title,
    ]
    before = {"droit.dpo": {"title": "Ancien titre", "owner": "Zoé"}}
    assert call("planChanges", one("droit.dpo", before), {"note": "n"}) == [
        ["plan", "droit.dpo", "note", "n"]
    ]
    # JSON has no undefined: null stands for it here.
    assert call("planChanges", one("droit.dpo", before), {"owner": ""}) == [
        ["plan", "droit.dpo", "owner", None],
        ["plan", "droit.dpo", "title", None],
    ]
    assert call("planChanges", one("droit.dpo"), {"status": "todo"}) == [
        ["plan", "droit.dpo", "status", None]
    ]
    own = {"propre.a": {"title": "La mienne", "owner": "Zoé"}}
    assert call("planChanges", one("propre.a", own), {"owner": ""}) == [["plan", "propre.a", "owner", None]]


# Delays.


@pytest.mark.parametrize(
    ("within", "day", "then"),
    [
        ("1 jour", TODAY, "2026-11-24"),
        ("1 semaine", TODAY, "2026-11-30"),
        ("2 semaines", "2026-12-25", "2027-01-08"),
        ("15 jours", TODAY, "2026-12-08"),
        ("1 mois", TODAY, "2026-12-23"),
        ("1 mois", "2027-01-31", "2027-02-28"),
        ("3 mois", "2026-11-30", "2027-02-28"),
        ("1 mois", "2028-01-31", "2028-02-29"),
        ("un an", "2028-02-29", "2029-02-28"),
        ("2 ans", TODAY, "2028-11-23"),
        ("sous une semaine", TODAY, "2026-11-30"),
        ("1\u00a0mois", TODAY, "2026-12-23"),
        ("ce soir", TODAY, TODAY),
        ("Aujourd’hui", TODAY, TODAY),
        ("avant l’été", TODAY, ""),
        ("0 jour", TODAY, ""),
        ("", TODAY, ""),
    ],
)
def test_a_delay_leads_to_a_day(within: str, day: str, then: str) -> None:
    assert call("dayWithin", within, day) == then


def test_every_delay_of_the_guide_leads_to_a_day() -> None:
    files = (Path(__file__).parent.parent / "questionnaires").glob("*.yml")
    found = {
        found.strip() for file in files for found in re.findall(r"within: ?(.+)", file.read_text("utf-8"))
    }
    assert found
    assert {within for within in found if not call("dayWithin", within, TODAY)} == set()


# A spreadsheet.

# What may stand in a document: no lone surrogates, which no file can hold.
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=30) | st.sampled_from(
    [
        "=1+1",
        "+33 6",
        "-2",
        "@cmd",
        "\t=1",
        "\r=1",
        'a"b;c',
        "l1\nl2",
        "é" * 200,
        "🏛️" * 40,
        ";",
        '"',
        "\0",
        "'=",
    ]
)


def test_a_table_has_the_look_that_french_spreadsheets_expect() -> None:
    text = call("csvText", [["N°", "Action"], ["1", 'Dire « oui »; "vite"']])
    assert text == '\ufeff"N°";"Action"\r\n"1";"Dire « oui »; ""vite"""\r\n'


@quick(200)
@given(st.lists(st.lists(TEXTS, min_size=1, max_size=4), max_size=4))
def test_another_reader_finds_the_same_table_and_no_formula(table: list[list[str]]) -> None:
    text = call("csvText", table)
    assert text.startswith("\ufeff")
    read = list(csv.reader(io.StringIO(text[1:], newline=""), delimiter=";", strict=True))
    assert not [cell for row in read for cell in row if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]
    dangerous = ("=", "+", "-", "@", "\t", "\r")
    assert read == [[f"'{cell}" if cell.startswith(dangerous) else cell for cell in row] for row in table]


# A calendar.


def event(**more: object) -> dict[str, object]:
    plain: dict[str, object] = {
        "uid": "droit.dpo.saint-martin@autodiagnostic",
        "day": "2026-12-31",
        "title": "Nommer un délégué",
        "description": "Pourquoi\nQui : Zoé",
        "url": "https://exemple.fr/methode/6-droit.html#dpo",
        "category": "Guide",
        "cancelled": False,
    }
    return {**plain, **more}


def test_an_action_is_an_event_of_a_whole_day() -> None:
    assert call("calendarText", "Plan; de, Saint-Martin", STAMP, [event()]).split("\r\n") == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Ma commune sur les reseaux sociaux//Plan//FR",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        "X-WR-CALNAME:Plan\\; de\\, Saint-Martin",
        "BEGIN:VEVENT",
        "UID:droit.dpo.saint-martin@autodiagnostic",
        "DTSTAMP:20261123T091530Z",
        "LAST-MODIFIED:20261123T091530Z",
        "SEQUENCE:29923755",
        "DTSTART;VALUE=DATE:20261231",
        "DTEND;VALUE=DATE:20270101",
        "SUMMARY:Nommer un délégué",
        "DESCRIPTION:Pourquoi\\nQui : Zoé",
        "URL:https://exemple.fr/methode/6-droit.html#dpo",
        "CATEGORIES:Guide",
        "STATUS:CONFIRMED",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    ]


def shown(text: str) -> str:
    """A text as a calendar may hold it: without control characters, with one kind of line end."""
    lines = re.sub("\r\n?|[\v\f\x85\u2028\u2029]", "\n", text)
    return re.sub("[\0-\x08\x0e-\x1f\x7f]", "", lines)


@quick(200)
@given(TEXTS, TEXTS, TEXTS, st.dates(dt.date(1900, 1, 1), dt.date(2999, 12, 31)), st.booleans())
def test_another_reader_finds_the_same_event(
    title: str, description: str, name: str, day: dt.date, cancelled: bool
) -> None:
    wanted = event(title=title, description=description, day=day.isoformat(), cancelled=cancelled)
    text = call("calendarText", name, STAMP, [wanted, event(uid="autre@x")])
    for line in text.removesuffix("\r\n").split("\r\n"):
        assert len(line.encode()) <= 75
        assert not re.search("[\r\n\0-\x08\x0b-\x1f\x7f]", line)
    calendar = icalendar.Calendar.from_ical(text.encode())
    assert not calendar.errors
    first, second = calendar.walk("VEVENT")
    assert not first.errors
    assert first["SUMMARY"] == shown(title)
    assert first["DESCRIPTION"] == shown(description)
    # Outside the RFC, and so read as it stands.
    assert calendar["X-WR-CALNAME"] == re.sub(r"([\\;,])", r"\\\1", shown(name)).replace("\n", r"\n")
    assert (first.decoded("DTSTART"), first.decoded("DTEND")) == (day, day + dt.timedelta(days=1))
    assert first["STATUS"] == ("CANCELLED" if cancelled else "CONFIRMED")
    assert second["UID"] == "autre@x"


def test_a_later_file_replaces_the_same_events() -> None:
    early, late = (
        icalendar.Calendar.from_ical(call("calendarText", "Plan", stamp, [event()])).walk("VEVENT")[0]
        for stamp in (STAMP, "2026-11-23T09:17:00Z")
    )
    assert early["UID"] == late["UID"]
    assert early["SEQUENCE"] < late["SEQUENCE"] < 2**31


# Names of files.


@pytest.mark.parametrize(
    ("commune", "name"),
    [
        ("Saint-Martin", "plan-saint-martin-2026-11-23.csv"),
        ("  L’Haÿ-les-Roses !", "plan-l-hay-les-roses-2026-11-23.csv"),
        ("Œuilly", "plan-oeuilly-2026-11-23.csv"),
        ("../../etc/passwd", "plan-etc-passwd-2026-11-23.csv"),
        ("", "plan-2026-11-23.csv"),
        ("東京", "plan-2026-11-23.csv"),
    ],
)
def test_a_file_is_named_after_the_commune_and_the_day(commune: str, name: str) -> None:
    assert call("fileName", "plan", commune, TODAY, "csv") == name
