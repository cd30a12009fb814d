"""What a commune keeps goes out as a file, a link or strips; what comes in changes nothing before a choice."""

from __future__ import annotations

import base64
import random
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from autodiagnostic.document import Document, read_document, write_document
from browser.forms import KEY, compiled, document, keep, kept
from browser.looks import at_each_width, expect_nothing_found
from browser.test_communes import EXAMPLES
from browser.test_keeping import FILL, REFUSE
from browser.visitors import Visit, Visitor

ECRITS, CANAUX, ALERTE = (
    f"objectifs.{name}" for name in ("objectifs-ecrits", "canaux-repartis", "alerte-sans-reseau")
)
MINE = document(
    {ECRITS: "revu", CANAUX: "rien"},
    commune="Nord",
    notes={ECRITS: "À nous"},
    plan={ECRITS: {"owner": "Le maire"}},
)
TOLD = {"points": 1, "possible": 2, "percent": 50, "level": "depart", "secured": 0, "essentials": 3}
SHOT = {"answers": {ECRITS: "rien"}, "fingerprint": "x", "told": TOLD}
SECTIONS = ("answers", "notes", "plan", "targets", "reviewed", "snapshots")
NOTHING_CHANGES = "Vous avez déjà tout cela : rien ne changerait."
NEWER = "Ce fichier vient d’une version plus récente du guide"
NO_TEXT = "Ce fichier n’est pas un texte, ou il a été abîmé : certains de ses caractères ne se lisent pas."
NO_ROOM = "Ce navigateur n’a plus de place, ou refuse d’enregistrer. Rien n’a changé."
# Without `void`, Playwright would call what is assigned.
NO_CLIPBOARD = "void (navigator.clipboard.writeText = () => Promise.reject(new Error('no')))"
# Where on the screen an element then is, and still is once all that comes near has been drawn.
HURRY = """async element => {
    const top = () => element.getBoundingClientRect().top;
    const frame = () => new Promise(requestAnimationFrame);
    element.scrollIntoView({block: "center"});
    const first = top();
    for (let passed = 0; passed < 3; passed++) await frame();
    return [first, top()];
}"""
ALL_KEPT = "JSON.stringify(Object.entries({...localStorage}).sort())"


def exported(answers: Mapping[str, object] | None = None, **more: object) -> str:
    """A file, as the guide writes it."""
    data = {key: value for key, value in document(answers, **more).items() if key != "erased"}
    return write_document(Document.model_validate(data), compiled().definitions)


THEIRS = exported({ECRITS: "rien", ALERTE: "en-place"}, commune="Nord", notes={ALERTE: "À eux"})


def of_full_commune() -> dict[str, object]:
    """One that has something of everything."""
    (answers,) = [one["answers"] for one in EXAMPLES if one["name"].startswith("Adjointe")]
    return document(
        answers,
        commune="Saint-Étienne d’Œuf",
        notes={ECRITS: "Une note\navec « accents »"},
        plan={ECRITS: {"owner": "Le maire", "due": "2026-12-01"}, "propre.un": {"title": "À nous"}},
        targets={"objectifs": "solide"},
        reviewed={"objectifs": "2026-11-23"},
        snapshots={"2026-05-23T09:15:00Z": SHOT, "2026-11-01T09:15:00Z": SHOT},
    )


class Exchange:
    """The component, as a person meets it."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.root = page.locator("[data-module=exchange]")
        self.panel = self.part("panel")
        self.faults = self.part("faults").locator("p")
        expect(self.root).to_have_attribute("data-ready", "")

    def part(self, name: str) -> Locator:
        return self.root.locator(f'[data-part="{name}"]')

    def button(self, name: str) -> Locator:
        return self.root.get_by_role("button", name=name, exact=True)

    def reload(self) -> Exchange:
        self.page.reload()
        return Exchange(self.page)

    def bring(self, *contents: str | bytes, name: str = "nord.json") -> Exchange:
        """Choose files."""
        files = [
            {
                "name": name if place == 0 else f"{place + 1}-{name}",
                "mimeType": "application/json",
                "buffer": content.encode() if isinstance(content, str) else content,
            }
            for place, content in enumerate(contents)
        ]
        self.part("files").set_input_files(files)  # type: ignore[arg-type]
        return self

    def paste(self, text: str) -> Exchange:
        self.part("pasted").fill(text)
        self.button("Lire").click()
        return self

    def save(self) -> tuple[str, bytes]:
        """The name and the bytes of the file."""
        with self.page.expect_download() as waiting:
            self.button("Enregistrer le fichier").click()
        return waiting.value.suggested_filename, Path(waiting.value.path()).read_bytes()

    def copy(self, name: str) -> str:
        self.button(name).click()
        expect(self.root.get_by_text(" copié").or_(self.root.get_by_text("sont copiées"))).to_be_visible()
        return str(self.page.evaluate("navigator.clipboard.readText()"))

    def facts(self) -> dict[str, str]:
        expect(self.panel).to_be_visible()
        pairs = self.panel.locator("dl > div").all()
        return {
            " ".join(pair.locator("dt").inner_text().split()): " ".join(
                pair.locator("dd").inner_text().split()
            )
            for pair in pairs
        }

    def expect_choices(self, *names: str) -> None:
        expect(self.panel.get_by_role("button")).to_have_text(list(names))

    def expect_unchanged(self, before: object = None) -> None:
        assert kept(self.page) == (before or MINE)


@pytest.fixture
def address(guide_address: str) -> str:
    return f"{guide_address}/autodiagnostic/bilan.html"


def opened(visitor: Visitor, address: str, present: object = None) -> Exchange:
    return Exchange(visitor.open(address, kept={KEY: present} if present else None))


@pytest.fixture
def empty(visitor: Visitor, address: str) -> Exchange:
    """Someone who comes for the first time."""
    return opened(visitor, address)


@pytest.fixture
def nord(visitor: Visitor, address: str) -> Exchange:
    return opened(visitor, address, MINE)


def with_clipboard(visit: Visit, **options: Any) -> Visitor:
    return visit(permissions=["clipboard-read", "clipboard-write"], **options)


# Out.


def test_the_file_is_the_one_text_of_the_document(visitor: Visitor, address: str) -> None:
    exchange = opened(visitor, address, of_full_commune())
    exchange.page.clock.set_fixed_time("2026-11-23T23:30:00+01:00")
    name, content = exchange.save()
    assert name == "autodiagnostic-saint-etienne-d-oeuf-2026-11-23.json"
    told = f"« {name} » est enregistré, le plus souvent dans le dossier des téléchargements."
    expect(exchange.part("saved")).to_have_text(told)
    read = read_document(content, compiled().definitions)
    assert isinstance(read, Document)
    assert write_document(read, compiled().definitions).encode() == content
    assert content.decode() == exported(**{**of_full_commune(), "erased": {}})  # type: ignore[arg-type]


def test_whoever_hurries_to_the_end_finds_the_buttons_keeping_still(visit: Visit, address: str) -> None:
    """Something drawn above them only then would push them away between pressing and letting go."""
    save = opened(visit(lazy=True), address, of_full_commune()).button("Enregistrer le fichier")
    at_once, drawn = save.evaluate(HURRY)
    assert drawn == pytest.approx(at_once, abs=1)


def test_without_name_the_file_has_one_all_the_same(empty: Exchange) -> None:
    empty.page.clock.set_fixed_time("2026-11-23T10:00:00")
    name, content = empty.save()
    assert name == "autodiagnostic-commune-2026-11-23.json"
    assert content.decode() == exported()


def test_a_link_carries_name_and_answers_to_another_browser(visit: Visit, address: str) -> None:
    one = opened(with_clipboard(visit), f"{address}#progres", of_full_commune())
    text = one.copy("Copier un lien")
    assert text.startswith(f"{address}#copie=1z")
    expect(one.part("link_said")).to_have_text("Le lien est copié.")
    other = Exchange(visit().open(text))
    expect(other.part("heading")).to_have_text("Ce que contient ce lien")
    expect(other.part("heading")).to_be_focused()
    expect(other.part("heading")).to_be_in_viewport()
    assert other.page.url == address
    assert kept(other.page) is None
    other.button("Reprendre").click()
    expect(other.part("said")).to_have_text("C’est repris.")
    taken = kept(other.page) or {}
    there = of_full_commune()
    assert {key: taken[key] for key in ("commune", "answers", "reviewed")} == {
        key: there[key] for key in ("commune", "answers", "reviewed")
    }
    assert [taken[key] for key in ("notes", "plan", "snapshots", "targets")] == [{}, {}, {}, {}]


def test_a_link_asks_once(visit: Visit, address: str) -> None:
    text = opened(with_clipboard(visit), address, MINE).copy("Copier un lien")
    other = Exchange(visit().open(text))
    expect(other.panel).to_be_visible()
    other = other.reload()
    expect(other.panel).to_be_hidden()
    other.page.evaluate("address => { location.hash = address.split('#')[1]; }", text)
    expect(other.panel).to_be_visible()
    assert other.page.url == address
    other.page.go_back()
    expect(other.panel).to_be_visible()
    assert "copie=" not in other.page.url


def test_a_clipboard_that_refuses_leaves_the_link_selected(nord: Exchange) -> None:
    nord.page.evaluate(NO_CLIPBOARD)
    nord.button("Copier un lien").click()
    told = "Ce navigateur ne laisse pas copier. Le lien est sélectionné : copiez-le vous-même (Ctrl + C)."
    expect(nord.part("link_said")).to_have_text(told)
    expect(nord.part("link_field")).to_be_focused()
    assert "#copie=1z" in str(nord.page.evaluate("getSelection().toString()"))


def test_the_length_of_a_long_link_is_said(visit: Visit, address: str) -> None:
    texts = {f"ailleurs.texte-{number}": random.Random(number).randbytes(900).hex() for number in range(2)}  # noqa: S311 - no secret
    exchange = opened(with_clipboard(visit), address, document(texts))
    length = len(exchange.copy("Copier un lien"))
    assert length > 2000
    shown = f"{length // 1000} {length % 1000:03}"
    told = (
        f"Le lien est copié. Il compte {shown} signes, et certaines messageries coupent les liens si longs : "
        "le fichier est plus sûr."
    )
    expect(exchange.part("link_said")).to_have_text(told)


def test_a_phone_shares_the_link(visit: Visit, address: str) -> None:
    visitor = visit(360)
    visitor.context.add_init_script(
        "navigator.share = async (given) => {"
        " window.given = given; if (window.asks) throw new DOMException('', window.asks); }"
    )
    exchange = opened(visitor, address, MINE)
    exchange.button("Partager").click()
    exchange.page.wait_for_function("() => window.given")
    assert exchange.page.evaluate("given.url").startswith(f"{address}#copie=1z")
    exchange.page.evaluate("window.asks = 'AbortError'")
    exchange.button("Partager").click()
    expect(exchange.part("link_field")).to_be_hidden()
    exchange.page.evaluate("window.asks = 'NotAllowedError'")
    exchange.button("Partager").click()
    expect(exchange.part("link_field")).to_be_focused()


def test_where_nothing_can_be_shared_there_is_no_such_button(visitor: Visitor, address: str) -> None:
    visitor.context.add_init_script("delete Navigator.prototype.share")
    exchange = opened(visitor, address, MINE)
    assert exchange.page.evaluate("'share' in navigator") is False
    expect(exchange.button("Partager")).to_be_hidden()


def test_strips_go_from_one_browser_to_another(visit: Visit, address: str) -> None:
    there = of_full_commune()
    one = opened(with_clipboard(visit), address, there)
    one.root.get_by_text("Bandes de résultats").click()
    lines = one.copy("Copier les bandes").split("\n")
    assert [line.split("-1-")[0] for line in lines] == [
        *(theme.id for theme in (compiled().report or pytest.fail("no report")).themes),
        "express",
    ]
    expect(one.part("strips_list").locator("code")).to_have_text(lines)
    other = opened(visit(), address).paste("Notre formation\n\n" + "\n".join(lines).upper())
    expect(other.part("heading")).to_have_text("Ce que disent ces bandes")
    other.button("Reprendre").click()
    expect(other.part("said")).to_be_focused()
    taken = (kept(other.page) or {})["answers"]
    assert len(taken) >= 40
    assert taken.items() <= there["answers"].items()  # type: ignore[attr-defined]
    # And once more, nothing would change.
    other.paste("\n".join(lines))
    expect(other.part("remark")).to_have_text(NOTHING_CHANGES)


def test_a_strip_is_read_aloud_digit_by_digit(nord: Exchange) -> None:
    nord.root.get_by_text("Bandes de résultats").click()
    strip = nord.part("strips_list").get_by_role("listitem")
    expect(strip).to_have_count(1)
    prefix = strip.locator("code").inner_text().split("  ")[0]
    aloud = strip.locator(".guide-unseen")
    expect(aloud).to_have_text(f"{prefix}. Réponses : 3, 0, blanc, blanc. Points : 6 sur 9.")
    expect(strip.locator("code")).to_have_attribute("aria-hidden", "true")


def test_without_answers_there_is_no_strip(empty: Exchange) -> None:
    empty.root.get_by_text("Bandes de résultats").click()
    expect(empty.root.get_by_text("Elles se rempliront avec vos réponses.")).to_be_visible()
    expect(empty.button("Copier les bandes")).to_be_hidden()


# In and out again.


def test_what_was_exported_changes_nothing_here_and_comes_out_the_same_elsewhere(
    visit: Visit, address: str
) -> None:
    one = opened(visit(), address, of_full_commune())
    name, content = one.save()
    one.bring(content, name=name)
    expect(one.part("remark")).to_have_text(NOTHING_CHANGES)
    one.expect_choices("Fermer")
    one.button("Fermer").click()
    expect(one.panel).to_be_hidden()

    other = opened(visit(), address).bring(content, name=name)
    other.expect_choices("Reprendre", "Ne rien changer")
    other.button("Reprendre").click()
    expect(other.part("said")).to_have_text("C’est repris.")
    assert other.save() == (name, content)
    assert other.reload().save() == (name, content)


def test_what_arrives_is_told_in_facts(nord: Exchange) -> None:
    there = {**of_full_commune(), "commune": "Nord"}
    answers = {"ancien.question": "x", ECRITS: "revu", CANAUX: "en-place", ALERTE: "revu"}
    nord.bring(exported(**{**there, "answers": answers, "erased": {}}))  # type: ignore[arg-type]
    expect(nord.part("heading")).to_have_text("Ce que contient « nord.json »")
    expect(nord.panel).to_have_role("region")
    assert nord.facts() == {
        "Commune": "Nord",
        "Réponses": "4 : 2 nouvelles, 1 comme la vôtre, 1 différente",
        "Questions inconnues": "1 réponse à une question que ce guide n’a pas. Elle est gardée, sans compter.",
        "Notes": "1",
        "Actions du plan": "2",
        "Objectifs par thème": "1",
        "Thèmes relus": "1",
        "Bilans gardés": "2, du 23 mai 2026 au 1er novembre 2026",
    }
    nord.root.get_by_text("Voir la réponse différente").click()
    asked = compiled().definitions["objectifs"].questions[1]
    expect(nord.part("differing_list").get_by_role("listitem")).to_have_text(
        f"{asked.text}Chez vous : {asked.options[0].label}Dans le fichier : {asked.options[2].label}"
    )
    nord.expect_unchanged()


def test_answers_that_differ_outside_the_themes_are_counted(visitor: Visitor, address: str) -> None:
    exchange = opened(visitor, address, document({"profil.comptes": "un", "ancien.question": "a"}))
    exchange.bring(exported({"profil.comptes": "aucun", "ancien.question": "b"}))
    exchange.root.get_by_text("Voir les 2 réponses différentes").click()
    expect(exchange.part("differing_list").get_by_role("listitem")).to_have_text(
        ["ancien1 réponse différente", f"{compiled().definitions['profil'].title}1 réponse différente"]
    )


CHOICES = {
    "Ajouter ce qui me manque": (
        "Ce qui manquait est ajouté.",
        {ECRITS: "revu", CANAUX: "rien", ALERTE: "en-place"},
        {ECRITS: "À nous", ALERTE: "À eux"},
        {ECRITS: {"owner": "Le maire"}},
    ),
    "Prendre ce qui vient du fichier": (
        "Ce qui différait est remplacé, ce qui manquait est ajouté.",
        {ECRITS: "rien", CANAUX: "rien", ALERTE: "en-place"},
        {ECRITS: "À nous", ALERTE: "À eux"},
        {ECRITS: {"owner": "Le maire"}},
    ),
    "Remplacer toutes mes réponses": (
        "Tout est remplacé.",
        {ECRITS: "rien", ALERTE: "en-place"},
        {ALERTE: "À eux"},
        {},
    ),
}


@pytest.mark.parametrize("later", [False, True], ids=["at once", "after a reload"])
@pytest.mark.parametrize("choice", CHOICES)
def test_each_choice_does_what_it_says_and_is_taken_back(nord: Exchange, choice: str, *, later: bool) -> None:
    said, answers, notes, plan = CHOICES[choice]
    nord.bring(THEIRS)
    nord.expect_choices(
        "Ajouter ce qui me manque",
        "Prendre ce qui vient du fichier",
        "Ouvrir comme une autre commune",
        "Remplacer toutes mes réponses",
        "Ne rien changer",
    )
    nord.expect_unchanged()
    nord.button(choice).click()
    expect(nord.part("said")).to_have_text(said)
    expect(nord.part("said")).to_be_focused()
    expect(nord.panel).to_be_hidden()
    now = kept(nord.page) or {}
    assert (now["commune"], now["answers"], now["notes"], now["plan"]) == ("Nord", answers, notes, plan)
    if later:
        nord = nord.reload()
        nord.page.locator("[data-module=communes]").get_by_role("button", name="Annuler").click()
        expect(nord.page.get_by_text("C’est annulé.").first).to_be_visible()
    else:
        nord.button("Annuler").click()
        expect(nord.part("said")).to_have_text("C’est annulé.")
        expect(nord.button("Annuler")).to_be_hidden()
    nord.expect_unchanged()


def test_opened_as_another_commune_mine_stays_and_comes_back(nord: Exchange) -> None:
    nord.bring(exported({ECRITS: "rien"}, commune="Sud"))
    told = "Ces réponses sont celles de « Sud ». Vous êtes dans le fichier de « Nord »."
    expect(nord.part("remark")).to_have_text(told)
    expect(nord.panel.locator(".md-button--primary")).to_have_text("Ouvrir comme une autre commune")
    nord.button("Ouvrir comme une autre commune").click()
    expect(nord.part("said")).to_have_text("« Sud » est maintenant ouverte dans un fichier à part.")
    expect(nord.page.get_by_role("heading", name="Commune : Sud")).to_be_visible()
    nord.expect_unchanged()
    assert (kept(nord.page, f"{KEY}.2") or {})["answers"] == {ECRITS: "rien"}
    nord.button("Annuler").click()
    expect(nord.page.get_by_role("heading", name="Commune : Nord")).to_be_visible()
    assert kept(nord.page, f"{KEY}.2") is None
    nord.expect_unchanged()


def test_changing_nothing_changes_nothing(nord: Exchange) -> None:
    nord.bring(THEIRS)
    before = nord.page.evaluate(ALL_KEPT)
    nord.button("Ne rien changer").click()
    expect(nord.panel).to_be_hidden()
    expect(nord.root.get_by_role("heading", name="Reprendre", exact=True)).to_be_focused()
    assert nord.page.evaluate(ALL_KEPT) == before


@pytest.mark.parametrize(
    ("theirs", "choices"),
    {
        "more": ({ECRITS: "revu", CANAUX: "rien", ALERTE: "revu"}, ["Ajouter ce qui me manque"]),
        "other": ({ECRITS: "rien", CANAUX: "rien"}, ["Prendre ce qui vient du fichier"]),
        "less": ({ECRITS: "revu"}, ["Remplacer toutes mes réponses"]),
    }.values(),
    ids=["more", "other", "less"],
)
def test_choices_that_come_to_the_same_are_one(
    visitor: Visitor, address: str, theirs: dict[str, str], choices: list[str]
) -> None:
    exchange = opened(visitor, address, document({ECRITS: "revu", CANAUX: "rien"})).bring(exported(theirs))
    expect(exchange.panel).to_be_visible()
    shown = exchange.panel.get_by_role("button").all_inner_texts()
    told = "" if choices[0][0] != "R" else "Vous avez déjà tout ce qui arrive, et d’autres choses encore."
    assert sorted(shown) == sorted([*choices, "Ouvrir comme une autre commune", "Ne rien changer"])
    expect(exchange.part("remark")).to_have_text(told)


def test_a_link_leaves_notes_and_plan_even_when_it_replaces(visit: Visit, address: str) -> None:
    text = opened(with_clipboard(visit), address, document({ALERTE: "revu"}, commune="Nord")).copy(
        "Copier un lien"
    )
    exchange = opened(visit(), address, MINE).paste(f"Bonjour,\nvoici le lien : <{text}>\nBien à vous")
    exchange.button("Remplacer toutes mes réponses").click()
    expect(exchange.part("said")).to_have_text("Tout est remplacé.")
    now = kept(exchange.page) or {}
    assert now["answers"] == {ALERTE: "revu"}
    assert (now["notes"], now["plan"]) == (MINE["notes"], MINE["plan"])


def test_a_link_cut_into_lines_is_read_all_the_same(visit: Visit, address: str) -> None:
    text = opened(with_clipboard(visit), address, of_full_commune()).copy("Copier un lien")
    cut = "\r\n".join(text[start : start + 76] for start in range(0, len(text), 76))
    exchange = opened(visit(), address).paste(cut)
    assert exchange.facts()["Commune"] == "Saint-Étienne d’Œuf"


def test_the_text_of_a_file_can_be_pasted(nord: Exchange) -> None:
    nord.paste(f"\n{THEIRS}\n\n")
    expect(nord.part("heading")).to_have_text("Ce que contient ce fichier")


# Several files.


def test_several_files_are_shown_in_turn(nord: Exchange) -> None:
    nord.bring(THEIRS, b"\xff", exported({CANAUX: "revu"}, commune="Nord"), "", exported(commune="Nord"))
    expect(nord.part("place")).to_have_text("Fichier 1 sur 5")
    expect(nord.faults).to_have_count(0)
    nord.button("Ajouter ce qui me manque").click()
    expect(nord.part("place")).to_have_text("Fichier 3 sur 5")
    expect(nord.part("heading")).to_have_text("Ce que contient « 3-nord.json »")
    expect(nord.part("heading")).to_be_focused()
    expect(nord.part("said")).to_have_text("Ce qui manquait est ajouté.")
    nord.button("Prendre ce qui vient du fichier").click()
    expect(nord.part("place")).to_have_text("Fichier 5 sur 5")
    nord.button("Ne rien changer").click()
    expect(nord.faults).to_have_text(
        [
            f"2-nord.json : {NO_TEXT}",
            "4-nord.json : Ce fichier est vide.",
        ]
    )
    assert (kept(nord.page) or {})["answers"] == {ECRITS: "revu", CANAUX: "revu", ALERTE: "en-place"}


def test_what_is_brought_next_takes_the_place_of_the_last(nord: Exchange) -> None:
    nord.bring(THEIRS, THEIRS)
    expect(nord.part("place")).to_have_text("Fichier 1 sur 2")
    nord.bring(exported(commune="Sud"), name="sud.json")
    expect(nord.part("heading")).to_have_text("Ce que contient « sud.json »")
    nord.button("Ne rien changer").click()
    expect(nord.panel).to_be_hidden()


# What cannot be taken over.

FAULTY: dict[str, tuple[str | bytes, str]] = {
    "empty": ("", "Ce fichier est vide."),
    "truncated": (THEIRS[:-30], "Ce fichier est tronqué : il lui manque la fin."),
    "damaged": (THEIRS.replace(":", ";", 1), "Ce fichier est abîmé à la ligne 2, colonne 11."),
    "another": ('{"a": 1}', "Ce fichier n’a pas été enregistré par ce guide."),
    "newer": (
        THEIRS.replace('"version": 1', '"version": 2'),
        f"{NEWER} (format 2 ; ce guide lit le format 1).",
    ),
    "newer questionnaire": (
        THEIRS.replace('"objectifs": 1', '"objectifs": 9'),
        f"{NEWER} : le questionnaire « objectifs » y est en version 9, ici en version 1.",
    ),
    "hostile": (
        THEIRS.replace('"notes": {', '"notes": {\n    "<img src=x onerror=alert(1)>": "a",'),
        "« notes › <img src=x onerror=alert(1)> » n’a pas sa place dans un fichier de ce guide.",
    ),
    "prototype": (
        THEIRS.replace('"notes": {', '"__proto__": {"polluted": true},\n  "notes": {'),
        "« __proto__ » n’a pas sa place dans un fichier de ce guide.",
    ),
    "image": (
        b"\x89PNG\r\n\x1a\n\0\0\xff",
        NO_TEXT,
    ),
}


def test_a_faulty_file_is_told_and_changes_nothing(nord: Exchange) -> None:
    before = nord.page.evaluate(ALL_KEPT)
    for content, fault in FAULTY.values():
        nord.bring(content)
        expect(nord.root.get_by_role("alert").filter(has_text="nord.json")).to_have_text(
            f"nord.json : {fault}"
        )
        expect(nord.faults).to_be_in_viewport()
        expect(nord.panel).to_be_hidden()
        assert nord.page.evaluate(ALL_KEPT) == before
        nord.bring(THEIRS)
        expect(nord.panel).to_be_visible()
        expect(nord.faults).to_have_count(0)


def test_a_large_file_is_not_even_read(nord: Exchange) -> None:
    nord.page.evaluate("void (Blob.prototype.arrayBuffer = () => { throw new Error('read'); })")
    nord.bring("x" * 1_000_001)
    expect(nord.faults).to_have_text(
        "nord.json : Ce fichier dépasse 1 Mo : ce n’est pas un fichier de ce guide."
    )


PASTED = {
    "Bonjour": "Ce texte n’est ni un lien de ce guide, ni une bande de résultats, "
    "ni le contenu d’un fichier enregistré.",
    "https://exemple.fr/#copie=1zabc": "Ce lien est incomplet ou abîmé : il a sans doute été coupé en chemin.",
    "copie=2zabcdefghij": "Ce lien vient d’une version plus récente du guide.",
    '{"format"': "Ce fichier est tronqué : il lui manque la fin.",
    "objectifs-1-0000 1111 4/12": "Ligne 1 : cette bande est faite pour une autre version du questionnaire "
    "(objectifs-1-0000 au lieu de {prefix}).",
    "\nabc-1-0000 1111 4/12": "Ligne 2 : ce guide n’a pas de bande pour le questionnaire « abc ».",
}


def test_a_faulty_text_is_told_and_changes_nothing(nord: Exchange) -> None:
    prefix = f"objectifs-1-{compiled().definitions['objectifs'].fingerprint[:4]}"
    for text, fault in PASTED.items():
        nord.paste(text)
        expect(nord.faults).to_have_text(fault.format(prefix=prefix))
        expect(nord.part("pasted")).to_have_value(text)
        nord.expect_unchanged()


def test_a_damaged_link_is_told_where_it_can_be_seen(visitor: Visitor, address: str) -> None:
    exchange = opened(visitor, f"{address}#copie=1z0000000abc")
    expect(exchange.faults).to_have_text(
        "Ce lien est incomplet ou abîmé : il a sans doute été coupé en chemin."
    )
    expect(exchange.faults).to_be_in_viewport()
    assert exchange.page.url == address


def test_an_older_document_of_mine_written_by_a_newer_guide_is_left_alone(
    visitor: Visitor, address: str
) -> None:
    newer = {**MINE, "version": 2}
    exchange = opened(visitor, address, newer).bring(THEIRS)
    exchange.expect_choices("Ouvrir comme une autre commune", "Ne rien changer")
    exchange.button("Ouvrir comme une autre commune").click()
    expect(exchange.part("said")).to_be_focused()
    assert kept(exchange.page) == newer


def test_hostile_texts_are_shown_as_texts(nord: Exchange) -> None:
    hostile = "<img src=x onerror=alert(1)>"
    nord.bring(
        exported({"ailleurs.question": hostile, ECRITS: hostile}, commune=hostile, notes={ECRITS: hostile})
    )
    assert nord.facts()["Commune"] == hostile
    nord.root.get_by_text("Voir la réponse différente").click()
    expect(nord.part("differing_list")).to_contain_text(f"Dans le fichier : {hostile}")
    nord.button("Prendre ce qui vient du fichier").click()
    expect(nord.part("said")).to_be_focused()
    assert nord.page.locator("img[src=x]").count() == 0


# Dropped.


def drop(exchange: Exchange, *paths: Path) -> None:
    """As the desktop does it."""
    exchange.part("drop").scroll_into_view_if_needed()
    box = exchange.part("drop").bounding_box() or pytest.fail("nowhere to drop")
    client = exchange.page.context.new_cdp_session(exchange.page)
    data = {"items": [], "files": [str(path) for path in paths], "dragOperationsMask": 1}
    for step in ("dragEnter", "dragOver", "drop"):
        place = {"x": box["x"] + 10, "y": box["y"] + 10}
        client.send("Input.dispatchDragEvent", {"type": step, **place, "data": data})


def test_files_are_dropped(nord: Exchange, tmp_path: Path) -> None:
    file = tmp_path / "nord.json"
    file.write_text(THEIRS, "utf-8")
    drop(nord, file)
    expect(nord.part("heading")).to_have_text("Ce que contient « nord.json »")
    expect(nord.part("heading")).to_be_focused()
    expect(nord.part("drop")).not_to_have_attribute("data-over", "")


def test_a_folder_is_no_file(nord: Exchange, tmp_path: Path) -> None:
    folder = tmp_path / "dossier"
    folder.mkdir()
    drop(nord, folder)
    expect(nord.faults).to_have_text("dossier : Ce fichier n’a pas pu être lu. Est-ce un dossier ?")
    nord.expect_unchanged()


# Tabs, and storage that fails.


def test_what_another_tab_answers_meanwhile_counts(
    nord: Exchange, visitor: Visitor, guide_address: str
) -> None:
    nord.bring(THEIRS)
    assert nord.facts()["Réponses"] == "2 : 1 nouvelle, 1 différente"
    form = visitor.form(f"{guide_address}/methode/1-objectifs.html", "objectifs").wait()
    form.choose("alerte-sans-reseau", "partiel")
    form.choose("infos-hors-ligne", "revu")
    expect(nord.part("facts")).to_contain_text("2 différentes")
    nord.button("Ajouter ce qui me manque").click()
    expect(nord.part("said")).to_be_focused()
    form.expect_answers(objectifs_ecrits="revu", alerte_sans_reseau="partiel", infos_hors_ligne="revu")
    assert (kept(nord.page) or {})["notes"] == {ECRITS: "À nous", ALERTE: "À eux"}


def test_what_another_tab_has_just_written_is_not_overwritten(nord: Exchange) -> None:
    """Written without an event, as when it is still on its way."""
    nord.bring(THEIRS)
    expect(nord.panel).to_be_visible()
    keep(nord.page, {**MINE, "answers": {ECRITS: "partiel"}})
    nord.button("Ajouter ce qui me manque").click()
    expect(nord.part("said")).to_be_focused()
    assert (kept(nord.page) or {})["answers"] == {ECRITS: "partiel", ALERTE: "en-place"}


@pytest.mark.parametrize("choice", [*CHOICES, "Ouvrir comme une autre commune"])
def test_without_room_the_panel_stays_and_nothing_is_lost(nord: Exchange, choice: str) -> None:
    nord.bring(exported({ECRITS: "rien", ALERTE: "revu"}, commune="Nord", notes={ALERTE: "x" * 5000}))
    expect(nord.panel).to_be_visible()
    nord.page.evaluate(FILL)
    nord.button(choice).click()
    expect(nord.part("refused")).to_have_text(NO_ROOM)
    expect(nord.panel).to_be_visible()
    nord.expect_unchanged()
    nord.page.evaluate("localStorage.removeItem('filling')")
    nord.button(choice).click()
    expect(nord.part("said")).to_be_focused()


def test_a_store_that_refuses_is_said(visitor: Visitor, address: str) -> None:
    visitor.context.add_init_script(REFUSE)
    exchange = opened(visitor, address).bring(THEIRS)
    exchange.button("Reprendre").click()
    expect(exchange.part("refused")).to_have_text(NO_ROOM)
    expect(exchange.panel).to_be_visible()


def test_both_together_may_be_too_much(visitor: Visitor, address: str) -> None:
    shots = {f"2026-05-23T09:{minute:02}:{second:02}Z": SHOT for minute in range(3) for second in range(50)}
    later = {f"2027{moment[4:]}": SHOT for moment in shots}
    exchange = opened(visitor, address, document({ECRITS: "revu"}, snapshots=shots))
    exchange.bring(exported({ECRITS: "revu"}, snapshots=later))
    exchange.button("Ajouter ce qui me manque").click()
    expect(exchange.part("refused")).to_have_text(
        "Les deux ensemble dépassent ce qu’un fichier peut contenir. Rien n’a changé."
    )
    assert len((kept(exchange.page) or {})["snapshots"]) == 150


# Damage of all kinds, in the page itself.

TRY_ALL = """async ([files, links]) => {
    const root = document.querySelector("[data-module=exchange]");
    const find = (name) => root.querySelector(`[data-part=${name}]`);
    const settled = async () => {
        for (let turn = 0; turn < 2000; turn++) {
            if (find("faults").children.length) return "fault";
            if (!find("panel").hidden) return "shown";
            await new Promise((go) => setTimeout(go));
        }
        return "lost";
    };
    const kept = () => JSON.stringify(Object.entries({...localStorage}).sort());
    const before = kept();
    const counts = {fault: 0, shown: 0, lost: 0, changed: 0};
    const note = async () => {
        counts[await settled()] += 1;
        if (kept() !== before) counts.changed += 1;
        find("faults").replaceChildren();
        root.querySelector("[data-choice=nothing]").click();
    };
    for (const bytes of files) {
        const carrier = new DataTransfer();
        const content = Uint8Array.from(atob(bytes), (sign) => sign.charCodeAt(0));
        carrier.items.add(new File([content], "essai.json"));
        find("files").files = carrier.files;
        find("files").dispatchEvent(new Event("change"));
        await note();
    }
    for (const [place, link] of links.entries()) {
        if (place % 2) {
            find("pasted").value = link;
            find("paste").requestSubmit();
        } else location.hash = link;
        await note();
    }
    return counts;
}"""


def mutated(chance: random.Random, content: bytes) -> bytes:
    """Damaged once or more."""
    data = bytearray(content)
    for _ in range(chance.randint(1, 3)):
        at, end = sorted((chance.randrange(len(data) + 1), chance.randrange(len(data) + 1)))
        match chance.randrange(6):
            case 0:
                data = data[:at]
            case 1:
                data[at : at + 1] = bytes([chance.randrange(256)])
            case 2:
                del data[at : min(end, at + 40)]
            case 3:
                data[at:at] = data[at : min(end, at + 60)]
            case 4:
                words = [
                    b'"__proto__": {},',
                    b"null",
                    b"[]",
                    b"{}",
                    b"-1e999",
                    b'"\\ud800"',
                    b"\0",
                    b"<script>",
                ]
                data[at:at] = chance.choice(words)
            case _:
                one, other = chance.choice([(b'"rien"', b"7"), (b"objectifs", b"constructor"), (b"{", b"[")])
                data = data.replace(one, other, chance.randint(1, 3))
        data = data or bytearray(b" ")
    return bytes(data)


def test_no_damage_does_any_harm(visit: Visit, address: str) -> None:
    visitor = with_clipboard(visit)
    exchange = opened(visitor, address, of_full_commune())
    dialogs: list[str] = []
    requests: list[str] = []
    content, link = exchange.save()[1], exchange.copy("Copier un lien").split("#")[1]
    exchange.page.on("dialog", lambda dialog: dialogs.append(dialog.message))
    chance = random.Random(4)  # noqa: S311 - the same damage each time
    files = [base64.b64encode(mutated(chance, content)).decode() for _ in range(100)]
    links = [
        "copie="
        + mutated(chance, link.removeprefix("copie=").encode()).decode("latin-1").replace("\0", "%00")
        for _ in range(100)
    ]
    exchange.page.on("request", lambda request: requests.append(request.url))
    counts = exchange.page.evaluate(TRY_ALL, [files, links])
    assert (counts["lost"], counts["changed"]) == (0, 0)
    assert counts["fault"] + counts["shown"] == 200
    assert counts["fault"] > 160
    # As its address changes, the browser asks for the icon again.
    assert (dialogs, [url for url in requests if not url.endswith("logo.svg")]) == ([], [])


# Everywhere, for everyone.


def test_from_a_usb_key(visitor: Visitor, key_address: str) -> None:
    address = f"{key_address}/autodiagnostic/bilan.html"
    exchange = opened(visitor, address, MINE)
    expect(exchange.part("link_local")).to_have_text(
        "Ici, le guide est lu depuis un dossier ou une clé : un lien ne s’ouvrirait sur aucun autre appareil. "
        "Enregistrez plutôt le fichier."
    )
    expect(exchange.button("Copier un lien")).to_be_hidden()
    name, content = exchange.save()
    assert name.startswith("autodiagnostic-nord-")
    exchange.bring(content)
    expect(exchange.part("remark")).to_have_text(NOTHING_CHANGES)
    exchange.page.evaluate("location.hash = 'copie=1z0000000abc'")
    expect(exchange.faults).to_have_text(
        "Ce lien est incomplet ou abîmé : il a sans doute été coupé en chemin."
    )
    assert exchange.page.url == address


def test_the_keyboard_alone_takes_over_and_takes_back(nord: Exchange, tmp_path: Path) -> None:
    file = tmp_path / "nord.json"
    file.write_text(THEIRS, "utf-8")
    keyboard = nord.page.keyboard
    with nord.page.expect_file_chooser() as waiting:
        # In here, or the key might come before the browser was told to hand the dialog over.
        nord.button("Reprendre un fichier").focus()
        keyboard.press("Enter")
    waiting.value.set_files(file)
    expect(nord.part("heading")).to_be_focused()
    keyboard.press("Tab")
    expect(nord.part("differing_summary")).to_be_focused()
    keyboard.press("Tab")
    expect(nord.button("Ajouter ce qui me manque")).to_be_focused()
    keyboard.press("Enter")
    expect(nord.part("said")).to_be_focused()
    expect(nord.part("said")).to_be_in_viewport()
    keyboard.press("Tab")
    keyboard.press("Enter")
    expect(nord.part("said")).to_have_text("C’est annulé.")
    expect(nord.part("said")).to_be_focused()
    nord.expect_unchanged()


SMALL = """root => [...root.querySelectorAll("button, summary, input, textarea")]
    .filter((one) => one.checkVisibility() && Math.min(one.offsetWidth, one.offsetHeight) < 44)
    .map((one) => one.outerHTML)"""


def test_axe_finds_nothing_in_any_state(visitor: Visitor, address: str) -> None:
    exchange = opened(visitor, address, {**of_full_commune(), "commune": "Nord"})
    page = exchange.page
    page.evaluate(NO_CLIPBOARD)

    def look() -> None:
        expect_nothing_found(page, "[data-module=exchange]")
        for width in at_each_width(page, 320, 360, 1280):
            assert exchange.root.evaluate(SMALL) == []
            assert page.evaluate("document.documentElement.scrollWidth") == width

    exchange.root.get_by_text("Bandes de résultats").click()
    exchange.button("Copier les bandes").click()
    exchange.button("Copier un lien").click()
    expect(exchange.part("strips_field")).to_be_visible()
    expect(exchange.part("link_field")).to_be_visible()
    look()
    long = "Saint-Barthélemy" * 6
    exchange.bring(
        exported({ECRITS: "rien", ALERTE: "x" * 300}, commune=long), b"\xff", THEIRS, name="n" * 60
    )
    exchange.part("differing_summary").click()
    look()
    exchange.page.evaluate(
        "for (const at of [2, 3]) localStorage.setItem('autodiagnostic.document.' + at, '{}')"
    )
    exchange.page.evaluate(FILL)
    exchange.button("Ouvrir comme une autre commune").click()
    expect(exchange.part("refused")).to_have_text(NO_ROOM)
    look()
    exchange.page.evaluate("localStorage.removeItem('filling')")
    exchange.button("Prendre ce qui vient du fichier").click()
    expect(exchange.part("place")).to_have_text("Fichier 3 sur 3")


def test_on_paper_there_is_nothing_of_it(nord: Exchange) -> None:
    nord.bring(THEIRS)
    expect(nord.panel).to_be_visible()
    nord.page.emulate_media(media="print")
    expect(nord.root).to_be_hidden()
