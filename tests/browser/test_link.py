"""Links that carry a commune's answers: short, whole or refused, and never believed; in a real browser."""

from __future__ import annotations

import json
import random
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from autodiagnostic.definition import NOT_APPLICABLE, Definition, scoring_data
from autodiagnostic.guide import Guide
from browser.forms import ROOT
from browser_scoring import PURE, SCRIPTS, call

ADDRESS = 60  # characters, before the fragment
LONGEST = 2_000
LETTERS = "ABCxyz019-_%/.,:=+é #"

DEFINITIONS = dict(Guide(ROOT / "docs", ROOT / "questionnaires").library.definitions)
DATA = {name: scoring_data(definition) for name, definition in DEFINITIONS.items()}


def answered(definition: Definition, rng: random.Random) -> dict[str, Any]:
    """Each question answered, as a commune would."""
    found: dict[str, Any] = {}
    for question in definition.questions:
        ids = [option.id for option in question.options]
        ids += [NOT_APPLICABLE] if question.not_applicable else []
        if question.type == "single":
            found[question.key] = rng.choice(ids)
        elif question.type == "multiple":
            found[question.key] = [option.id for option in question.options if rng.random() < 0.5] or ids[:1]
        elif question.type == "number":
            found[question.key] = 3
    return found


def kept() -> dict[str, Any]:
    """What a commune keeps that has answered all themes and the profile."""
    rng = random.Random(45)  # noqa: S311
    asked = [each for each in DEFINITIONS.values() if each.kind != "checklist" and each.id != "express"]
    everything = {key: value for each in asked for key, value in answered(each, rng).items()}
    return {
        "commune": "Sainte-Geneviève-lès-Bâgé",
        "answers": everything,
        "reviewed": {each.id: "2026-11-23" for each in asked[:3]},
        "notes": {"objectifs.objectifs-ecrits": "Rien qui parte dans un lien"},
    }


KEPT = kept()
CARRIED = {"commune": KEPT["commune"], "answers": KEPT["answers"], "reviewed": KEPT["reviewed"]}


@pytest.fixture
def page(browser: Browser) -> Any:
    """A page with the pure scripts, and nothing else."""
    page = browser.new_page()
    page.evaluate("globalThis.Autodiagnostic = {}")
    for name in PURE:
        page.add_script_tag(path=SCRIPTS / f"{name}.js")
    yield page
    page.close()


def run(page: Page, body: str, *values: Any) -> Any:
    """What an asynchronous function of `kept`, `definitions` and `values` returns."""
    return page.evaluate(f"async ([kept, definitions, values]) => {{ {body} }}", [KEPT, DATA, list(values)])


def parts(document: Any) -> dict[str, Any]:
    return {name: document[name] for name in CARRIED}


def read(page: Page, link: str) -> Any:
    return run(page, "return Autodiagnostic.readLink(values[0], definitions)", link)


def written(page: Page) -> str:
    link: str = run(page, "return Autodiagnostic.writeLink(kept, definitions)")
    return link


def test_a_link_carries_the_commune_its_answers_and_reviews_and_is_short(page: Page) -> None:
    assert len(KEPT["answers"]) >= 45
    link = written(page)
    assert link.startswith("copie=1z")
    assert len(link) + ADDRESS < LONGEST / 2
    found = read(page, link)["document"]
    assert parts(found) == CARRIED
    assert found["notes"] == found["plan"] == found["snapshots"] == {}
    assert read(page, "#" + link) == read(page, link)


def test_without_compression_it_is_still_short_and_any_browser_reads_it(page: Page) -> None:
    plain = call("writeLink", KEPT, DATA)  # V8 alone has no CompressionStream
    assert plain.startswith("copie=1p")
    assert len(plain) + ADDRESS < LONGEST
    assert parts(call("readLink", plain, DATA)["document"]) == CARRIED
    assert read(page, plain) == read(page, written(page))
    assert call("readLink", written(page), DATA) == {"error": "old-browser", "values": {}}


def test_texts_lists_and_numbers_come_back_as_they_were() -> None:
    odd = ["", "=", "+,:/", "é\n\u2028\U0001f3e1", "100 %", "_sans-objet"]
    given = {f"a.t{n}": text for n, text in enumerate(odd)}
    given |= {"a.l0": [], "a.l1": [""], "a.l2": odd, "a.n": -3, "b-c.d": 2**53 - 1}  # type: ignore[dict-item]
    link = call("writeLink", {"answers": given, "commune": "/é,"}, DATA)
    found = call("readLink", link, DATA)["document"]
    assert (found["commune"], found["answers"]) == ("/é,", given)


@pytest.mark.parametrize("compressed", [True, False])
def test_a_link_cut_short_anywhere_is_noticed(page: Page, compressed: bool) -> None:
    link = written(page) if compressed else call("writeLink", KEPT, DATA)
    cut = [link[:length] for length in range(0, len(link), 3)]
    body = "return Promise.all(values[0].map((link) => Autodiagnostic.readLink(link, definitions)))"
    assert {found["error"] for found in run(page, body, cut)} == {"damaged-link"}


def test_two_thousand_damaged_links_never_throw_and_none_is_read_as_something_else(page: Page) -> None:
    links = [written(page), call("writeLink", KEPT, DATA)]
    damaged = []
    for seed in range(2_000):
        rng = random.Random(seed)  # noqa: S311
        signs = list(rng.choice(links))
        for _ in range(rng.choice((1, 2, 5))):
            place = rng.randrange(len(signs))
            signs[place : place + rng.choice((0, 1, 1, 2))] = rng.choice(LETTERS)
        damaged.append("".join(signs))
    body = """
        const before = JSON.stringify([kept, definitions]);
        const read = await Promise.all(values[0].map((link) => Autodiagnostic.readLink(link, definitions)));
        const good = await Autodiagnostic.readLink(values[1], definitions);
        const changed = read.filter((one) => "document" in one && JSON.stringify(one) !== JSON.stringify(good));
        const codes = [...new Set(read.map((one) => one.error))];
        return { changed, codes, untouched: before === JSON.stringify([kept, definitions]) };
    """
    found = run(page, body, damaged, links[0])
    assert (found["changed"], found["untouched"]) == ([], True)
    assert set(found["codes"]) <= {None, "damaged-link", "newer-link"}


def test_letters_that_swell_without_end_are_given_up(page: Page) -> None:
    body = """
        const zeros = new Blob([new Uint8Array(50_000_000)]);
        const packed = zeros.stream().pipeThrough(new CompressionStream("deflate-raw"));
        const bytes = new Uint8Array(await new Response(packed).arrayBuffer());
        const text = btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
        const link = "copie=1z0000000" + text.replace(/\\+/g, "-").replace(/\\//g, "_").replace(/=+$/, "");
        return [link.length, await Autodiagnostic.readLink(link, definitions)];
    """
    length, found = run(page, body)
    assert length < 100_000
    assert found == {"error": "too-large", "values": {"most": 1_000_000}}


@pytest.mark.parametrize(
    ("link", "code"),
    [
        ("", "damaged-link"),
        ("objectifs", "damaged-link"),
        ("copie=2z0000000", "newer-link"),
        ("copie=1q0000000", "damaged-link"),
    ],
)
def test_what_is_no_link_of_ours(link: str, code: str) -> None:
    assert call("readLink", link, DATA)["error"] == code


def test_what_a_link_brings_is_checked_like_a_file() -> None:
    link = call(
        "writeLink",
        {"commune": "x", "answers": {"ecole.a": "b"}},
        {"ecole": {**DATA["objectifs"], "version": 9}},
    )
    ours = {"ecole": DATA["objectifs"]}
    assert call("readLink", link, ours)["error"] == "newer-questionnaire"
    assert json.loads(json.dumps(call("readLink", link, DATA)))["document"]["answers"] == {"ecole.a": "b"}
