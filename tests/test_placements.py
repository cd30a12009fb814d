"""How pages place questionnaires and models: what the watch says of a page is what Python-Markdown makes of it."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Mapping
from dataclasses import astuple, dataclass, field
from pathlib import Path

import markdown
import pytest

from autodiagnostic import placements, render
from autodiagnostic.blocks import Hosting, QuestionnaireExtension, UnsoundGuideError
from autodiagnostic.definition import Definition
from autodiagnostic.guide import Held
from autodiagnostic.library import Library
from autodiagnostic.problems import Fault, problem
from autodiagnostic.sheets.document import Deck, Sheet
from autodiagnostic.sheets.reading import read
from autodiagnostic.summary import Summary

NAMES = frozenset({"objectifs", "ligne-editoriale"})
LIBRARY = Library({name: Definition(name, 1, "assessment", name, ()) for name in NAMES})
SHEETS = Held(
    {"charte": read("charte", "odt", "### Charte")[0], "mois": read("mois", "ods", "### Mois")[0]},
    {"casse": (problem("docs/x.md", (9, 1), Fault((), "text-image")),)},
)
DECKS = Held({"jeu": Deck("jeu", "Jeu", ())})


@dataclass
class Contents:
    library: Library = LIBRARY
    sheets: Held[Sheet] = SHEETS
    decks: Held[Deck] = DECKS
    hosts: Mapping[str, str] = field(default_factory=dict)
    summaries: Mapping[str, Summary] = field(default_factory=dict)
    presenter: str | None = None


CONTENTS = Contents()
EXTENSIONS = ["pymdownx.superfences", "pymdownx.blocks.details", "md_in_html"]


def find(text: str) -> placements.Found:
    return placements.find(text, NAMES, has_report=False)


def told(text: str) -> list[str]:
    """What is wrong in a page, and where. (How to mend it: see errors/cases/pages.)"""
    wrong = find(text).wrong
    found = [problem("docs/x.md", (entry.line, entry.column), entry.fault) for entry in wrong]
    return [f"{entry.line}:{entry.column} {entry.message}" for entry in found]


def placed(text: str) -> list[tuple[str, int]]:
    found = find(text)
    assert found.wrong == []
    return [(placement.name, placement.line) for placement in found.questionnaires]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Du texte.", []),
        ("/// questionnaire | objectifs\n///", [("objectifs", 1)]),
        ("/// questionnaire | objectifs\n///\n\n/// questionnaire | ligne-editoriale\n///", None),
        ("///questionnaire|objectifs  \n///  ", [("objectifs", 1)]),
        ("---\ntitle: Accueil\n---\n\n/// questionnaire | objectifs\n///", [("objectifs", 5)]),
        ("1. Répondez\n\n    /// questionnaire | objectifs\n    ///", [("objectifs", 3)]),
        ("//// details | Ouvrir\n/// questionnaire | objectifs\n///\n////", [("objectifs", 2)]),
        # What only shows a block, or hides it, places none.
        ("```\n/// questionnaire | inconnu\n```", []),
        ("~~~ yaml\n```\n/// questionnaire | inconnu\n~~~", []),
        ("    ````\n    ```\n    /// inconnu\n    ````", []),
        ("<!--\n/// questionnaire | inconnu\n-->", []),
        ("<!-- /// -->\n\n/// questionnaire | objectifs\n///", [("objectifs", 3)]),
        # Code that never ends, or ends where it starts, is no code.
        ("```\n/// questionnaire | objectifs\n///", [("objectifs", 2)]),
        ("``` du code ```\n\n/// questionnaire | objectifs\n///", [("objectifs", 3)]),
        ("``` ici ```\n\n/// questionnaire | objectifs\n///\n\n```\nlà\n```", [("objectifs", 3)]),
        ("Un « /// » dans le texte, et https:///x.", []),
    ],
)
def test_sound_pages(text: str, expected: list[tuple[str, int]] | None) -> None:
    assert placed(text) == ([("objectifs", 1), ("ligne-editoriale", 4)] if expected is None else expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("/// questionnaire | objectif\n///", ["1:1 Le questionnaire « objectif » n’existe pas."]),
        (
            "# Titre\n\n  /// questionnaire |\n  ///",
            ["3:3 Le bloc « /// questionnaire » ne nomme aucun questionnaire."],
        ),
        ("/// questionaire | objectifs\n///", ["1:1 Le bloc « /// questionaire » n’existe pas."]),
        ("/// Questionnaire | objectifs\n///", ["1:1 Le bloc « /// Questionnaire » n’existe pas."]),
        ("/// detials | Titre\n///", ["1:1 Le bloc « /// detials » n’existe pas."]),
        (
            "/// questionnaire | objectifs\n\nLa suite.",
            ["1:1 Le bloc « /// questionnaire » n’est pas fermé."],
        ),
        (
            "//// details\n/// questionnaire | objectifs\n////",
            ["2:1 Le bloc « /// questionnaire » n’est pas fermé."],
        ),
        ("/// questionnaire | objectifs\n////", ["1:1 Le bloc « /// questionnaire » n’est pas fermé."]),
        ("Du texte.\n///", ["2:1 Cette ligne ne ferme aucun bloc."]),
        (
            "---\ntitle: x\n---\n/// questionnaire objectifs\n///",
            ["4:1 Il manque une barre verticale après « /// questionnaire »."],
        ),
        ("// questionnaire | objectifs\n///", ["1:1 Un bloc commence par trois barres obliques."]),
        (
            "/// questionnaire | inconnu\n/// questionnaire | objectifs\n///",
            [
                "1:1 Le questionnaire « inconnu » n’existe pas.",
                "1:1 Le bloc « /// questionnaire » n’est pas fermé.",
            ],
        ),
    ],
)
def test_faulty_pages(text: str, expected: list[str]) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("/// modele | charte\n### A\n///", ("charte", "odt", 1, 1, 2, "### A")),
        ("/// modele | charte\n\n### A\n\nb\n\n///", ("charte", "odt", 1, 1, 2, "\n### A\n\nb\n")),
        ("x\n\n///modele|a-2 \n    format: ods\n### A\n///", ("a-2", "ods", 3, 1, 5, "### A")),
        ("/// modele | a\n     format:  odt \n\n### A\n///", ("a", "odt", 1, 1, 3, "\n### A")),
        (
            "- x\n\n    /// modele | a\n        format: ods\n    ### A\n      b\n    ///",
            ("a", "ods", 3, 5, 5, "### A\n  b"),
        ),
        ("//// details | A\n/// modele | a\n### A\n///\n////", ("a", "odt", 2, 1, 3, "### A")),
        ("/// modele | a\n///", ("a", "odt", 1, 1, 2, "")),
        # What a model may not hold is its reader's to tell.
        (
            "/// modele | a\n//// details\n////\n/////\n///",
            ("a", "odt", 1, 1, 2, "//// details\n////\n/////"),
        ),
        ("/// modele | a\n```\n///\n```\n///", ("a", "odt", 1, 1, 2, "```\n///\n```")),
    ],
)
def test_sound_models(text: str, expected: tuple[str, str, int, int, int, str]) -> None:
    found = find(text)
    assert found.wrong == []
    (model,) = found.sheets
    assert astuple(model) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("/// modele\n///", ["1:1 Le bloc « /// modele » n’a pas de nom."]),
        ("/// modele | Été\n///", ["1:1 « Été » ne peut pas être le nom d’un fichier."]),
        ("/// modèle | a\n///", ["1:1 Le bloc « /// modèle » n’existe pas."]),
        (
            "/// modele | a\n    format: odf\n        x\n\n    y\n///",
            [
                "2:1 Cette ligne n’est pas une option du modèle : « format: odf ».",
                "3:1 Cette ligne n’est pas une option du modèle : « x ».",
            ],
        ),
        (
            "/// modele | a\n\n/// questionnaire | objectifs\n///",
            ["1:1 Le bloc « /// modele » n’est pas fermé."],
        ),
        ("//// details\n/// modele | a\n////", ["2:1 Le bloc « /// modele » n’est pas fermé."]),
    ],
)
def test_faulty_models(text: str, expected: list[str]) -> None:
    assert told(text) == expected
    assert find(text).sheets == []


def test_no_questionnaire_at_all() -> None:
    (wrong,) = placements.find("/// questionnaire\n///", frozenset(), has_report=False).wrong
    assert problem("x", (1, 1), wrong.fault).remedy.endswith("Il n’en existe aucun pour l’instant.")


# --- In Python-Markdown --------------------------------------------------------------------------


@pytest.fixture(autouse=True)
def plain_forms(monkeypatch: pytest.MonkeyPatch) -> None:
    """A form and a panel that are easy to count."""
    monkeypatch.setattr(render, "questionnaire", lambda definition, *_: f"<form>{definition.id}</form>")
    monkeypatch.setattr(render, "sheet", lambda model, page, _: f"<form>{model.name} {page.source}</form>")
    monkeypatch.setattr(render, "cards", lambda deck, page, _: f"<form>{deck.name} {page.source}</form>")
    monkeypatch.setattr(
        render, "problems", lambda found: "".join(f"<aside>{entry.line}</aside>" for entry in found)
    )


def rendered(text: str, *, first_line: int = 1) -> str:
    """A page in `mkdocs serve`."""
    extension = QuestionnaireExtension(lambda: CONTENTS, forgiving=True)
    extension.hosting = Hosting("x.md", first_line)
    return markdown.markdown(text, extensions=[*EXTENSIONS, extension])


def test_a_problem_stands_in_the_place_of_its_block() -> None:
    page = rendered("Avant.\n\n/// questionnaire | inconnu\n///\n\nAprès.")
    assert page == "<p>Avant.</p>\n<aside>3</aside>\n<p>Après.</p>"


def test_an_unclosed_block_swallows_nothing() -> None:
    page = rendered(
        "/// questionnaire | objectifs\n\n# Un titre\n\n/// questionnaire | ligne-editoriale\n///"
    )
    assert "<aside>1</aside>" in page
    assert "<h1>Un titre</h1>" in page
    assert "<form>ligne-editoriale</form>" in page


def test_a_model_stands_in_the_place_of_its_text() -> None:
    text = "/// modele | charte\n\n### Charte { #x }\n\n- <b>a</b>\n\n```\nb\n```\n\n[c]: d\n///\n\nAprès."
    assert rendered(text) == '<div class="sheet-place"><form>charte x.md</form></div>\n<p>Après.</p>'


def test_a_model_has_options() -> None:
    page = rendered("/// modele | mois\n    format: ods\n### x\n///")
    assert page == '<div class="sheet-place"><form>mois x.md</form></div>'


def test_a_model_may_stand_in_another_block() -> None:
    page = rendered("//// details | Ouvrir\n/// modele | charte\n### x\n///\n////")
    assert page.count("<form>charte x.md</form>") == 1
    assert "<h3>" not in page


def test_a_faulty_model_shows_its_problems() -> None:
    assert rendered("/// modele | casse\n![x](y)\n///") == '<div class="sheet-place"><aside>9</aside></div>'


def test_cards_stand_in_the_place_of_their_text() -> None:
    page = rendered("/// cartes | jeu\n### Un\n- <b>a</b>\n///\n\n/// cartes-questions | objectifs\n///")
    assert page.count("<form>jeu x.md</form>") == 1
    assert page.count("<form>questions/objectifs x.md</form>") == 1
    assert "<h3>" not in page


def test_cards_that_the_watch_has_not_seen_are_told() -> None:
    assert "<aside>1</aside>" in rendered("/// cartes | inconnu\n### Un\n///")


def test_a_model_with_a_wrong_option_shows_the_problem() -> None:
    page = rendered("/// modele | charte\n    format: pdf\n\n### x\n///")
    assert "<aside>2</aside>" in page
    assert "///" not in page


def test_a_model_that_was_not_read_is_told() -> None:
    """As when something else than the author's file puts it in the page."""
    extension = QuestionnaireExtension(lambda: CONTENTS)
    with pytest.raises(UnsoundGuideError, match=r"« /// modele \| inconnu » n’a pas été trouvé"):
        markdown.markdown("/// modele | inconnu\n### x\n///", extensions=[extension])


def test_slides_stand_in_places_where_links_may_lead() -> None:
    page = rendered("/// presentation\n///")
    assert '<h2 id="les-questionnaires">Les questionnaires</h2>' in page
    assert set(re.findall(r'<div class="deck" id="([^"]+)"', page)) == NAMES
    assert page.count("<dialog") == 2
    assert told("/// presentation | objectifs\n///") == [
        "1:1 Le bloc « /// presentation » ne prend pas de nom ; trouvé : | objectifs."
    ]


def test_lines_count_from_the_top_of_the_file() -> None:
    assert rendered("/// questionnaire | inconnu\n///", first_line=5) == "<aside>5</aside>"


def test_a_block_that_the_watch_did_not_see_is_told_too() -> None:
    """Raw HTML hides its lines from the watch's simple rules, not from Python-Markdown."""
    text = '<!-- Un commentaire -->\n<div markdown="1">\n\n<!-- \n/// questionnaire | inconnu\n///\n'
    extension = QuestionnaireExtension(lambda: CONTENTS, forgiving=True)
    extension.hosting = Hosting("x.md")
    assert "<aside>" in extension.form("inconnu")
    assert "<form>" not in rendered(text)


def test_a_block_without_its_report_is_told_even_unseen() -> None:
    extension = QuestionnaireExtension(lambda: CONTENTS)
    for block, draw in (("bilan", extension.report), ("atelier", extension.workshop)):
        with pytest.raises(UnsoundGuideError, match=f"« /// {block} », mais il n’y a pas de bilan"):
            draw()


def test_without_forgiveness_a_problem_stops_the_build() -> None:
    with pytest.raises(UnsoundGuideError) as error:
        markdown.markdown(
            "/// questionnaire | inconnu\n///", extensions=[QuestionnaireExtension(lambda: CONTENTS)]
        )
    assert str(error.value).startswith("docs/index.md:1:1\n  Le questionnaire « inconnu » n’existe pas.")


def test_the_extension_works_without_mkdocs() -> None:
    """As its name in a list of extensions: it then reads the questionnaires itself."""
    context = Path(__file__).parent / "errors" / "context"
    page = markdown.markdown(
        "/// questionnaire | canaux\n///",
        extensions=["autodiagnostic.blocks"],
        extension_configs={
            "autodiagnostic.blocks": {
                "questionnaires": str(context / "questionnaires"),
                "docs": str(context / "docs"),
            }
        },
    )
    assert "<form>canaux</form>" in page


LINES = [
    *("/// questionnaire | objectifs", "/// questionnaire | ligne-editoriale", "/// questionnaire | inconnu"),
    *("/// cartes | jeu", "/// cartes | inconnu", "/// cartes-questions | objectifs"),
    *("/// modele | casse", "/// modele | mois\n    format: ods", "/// modele | charte\n    format: pdf"),
    *(
        "///",
        "///",
        "///",
        "////",
        "/// details | Titre",
        "//// details | Titre",
        "/// bandeau",
        "// bandeau",
    ),
    *(
        "",
        "",
        "",
        "Du texte.",
        "# Titre",
        "```",
        "<!-- note",
        "fin -->",
        "- puce",
        "/// questionnaire",
    ),
]


def random_pages(count: int) -> Iterator[str]:
    rng = random.Random(0)  # noqa: S311
    for _ in range(count):
        yield "\n".join(rng.choice(LINES) for _ in range(rng.randrange(1, 12)))


def test_sound_pages_render_whole() -> None:
    """Where the watch finds nothing wrong, each form is there, once, in order, and no block's line is printed."""
    sound = 0
    for text in random_pages(20_000):
        found = find(text)
        if not found.wrong and "///" in text:
            sound += 1
            page = rendered(text)
            forms = [part.split("<")[0] for part in page.split("<form>")[1:]]
            placed = [(entry.line, entry.name) for entry in found.questionnaires]
            placed += [(entry.line, f"questions/{entry.name} x.md") for entry in found.question_cards]
            texts = [*found.sheets, *found.decks]
            placed += [
                (entry.line, f"{entry.name} x.md")
                for entry in texts
                if entry.name not in ("casse", "inconnu")
            ]
            assert forms == [name for _, name in sorted(placed)], text
            assert "<p>///" not in page, text
    assert sound > 100


def test_faulty_pages_show_every_problem() -> None:
    """Where it finds something wrong, each problem is shown, and nothing raises."""
    for text in random_pages(1500):
        wrong = find(text).wrong
        page = rendered(text)
        for entry in wrong:
            assert f"<aside>{entry.line}</aside>" in page, text
