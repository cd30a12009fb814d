"""The guide on disk: its pages, the anchors that they will have, and every problem in it."""

from __future__ import annotations

import re
from pathlib import Path

import markdown
import pytest

from autodiagnostic.guide import Guide, anchors_of

ROOT = Path(__file__).parents[1]
CASES = Path(__file__).parent / "errors"


def rendered_anchors(text: str) -> set[str]:
    """The ids of a page, once it is one."""
    text = re.sub(r"\A---\n.*?\n---\n", "", text, flags=re.DOTALL)
    page = markdown.markdown(
        text, extensions=["attr_list", "toc", "md_in_html", "tables", "footnotes", "pymdownx.superfences"]
    )
    return set(re.findall(r'<[^>]*\bid="([^"]+)"', page))


@pytest.mark.parametrize(
    "text",
    [
        "# Un titre",
        "# L’été à la mairie : horaires & accès !",
        "## Le **panneau** et `le reste`",
        "## Deux fois\n\n## Deux fois\n\n## Deux fois",
        "## Titre fermé ##",
        "#Titre collé",
        "Titre souligné\n==============\n\nAutre titre\n---",
        "### Alerter { #alerte }",
        "### Alerter {: #alerte .grand }",
        "### Alerter {.grand}",
        "## [Un lien](index.md) dans un titre",
        'Un paragraphe.\n{ #ici }\n\n<div id="la">…</div>\n\n<a id="la-aussi"></a>',
        "---\ntitle: Pas un titre\n# ni ceci\n---\n\n# Un titre",
        "```\n# du code\n```\n\n# Un titre",
        "~~~ yaml\n# du code\n~~~\n\n    # du code encore\n",
        "Pas # un titre, ni\\# ceci.",
        "",
    ],
)
def test_anchors_are_those_of_the_page(text: str) -> None:
    assert anchors_of(text) == rendered_anchors(text)


@pytest.mark.parametrize("page", sorted((ROOT / "docs").rglob("*.md")), ids=lambda page: page.stem)
def test_anchors_of_shipped_pages(page: Path) -> None:
    """None is missed. (Some may be too many, in pages that show how to write them.)"""
    text = page.read_text("utf-8")
    missed = rendered_anchors(text) - anchors_of(text)
    assert not {anchor for anchor in missed if not anchor.startswith(("fn:", "fnref"))}


def test_names_and_anchors_of_pages() -> None:
    guide = Guide(CASES / "context" / "docs", CASES / "context" / "questionnaires")
    assert guide.names == {"methode/canaux.md", "ressources/sources.md"}
    assert guide.anchors("methode/canaux.md") == frozenset({"choisir-ses-canaux", "panneau", "alerte"})
    assert guide.anchors("methode/autre.md") is None
    assert guide.problems == ()


def test_a_page_in_another_encoding_is_read_as_far_as_it_goes(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "x.md").write_bytes("# Été { #a }\n".encode("cp1252"))
    guide = Guide(tmp_path / "docs", tmp_path / "questionnaires")
    assert guide.anchors("x.md") == frozenset({"a"})
    assert guide.problems == ()


def test_problems_of_pages_and_questionnaires_are_sorted(tmp_path: Path) -> None:
    for part in ("docs", "questionnaires"):
        (tmp_path / part).mkdir()
        for name in ("b", "a"):
            suffix = "md" if part == "docs" else "yml"
            (tmp_path / part / f"{name}.{suffix}").write_text("\n///\n\n/// inconnu\n///\n", "utf-8")
    problems = Guide(tmp_path / "docs", tmp_path / "questionnaires").problems
    assert [(problem.file, problem.line) for problem in problems] == [
        *(("docs/a.md", 2), ("docs/a.md", 4), ("docs/b.md", 2), ("docs/b.md", 4)),
        *(("questionnaires/a.yml", 2), ("questionnaires/b.yml", 2)),
    ]


@pytest.mark.parametrize("file", ["bilan.yml", "bilan.yaml"])
def test_a_faulty_report_is_not_a_missing_one(file: str, tmp_path: Path) -> None:
    for part in ("docs", "questionnaires"):
        (tmp_path / part).mkdir()
    (tmp_path / "docs" / "x.md").write_text("/// bilan\n///\n\n/// atelier\n///\n", "utf-8")
    (tmp_path / "questionnaires" / file).write_text("", "utf-8")
    guide = Guide(tmp_path / "docs", tmp_path / "questionnaires")
    assert [problem.file for problem in guide.problems] == [f"questionnaires/{file}"]
    assert guide.hosts == {"bilan": "x.md"}


def test_models_are_found_where_they_stand(tmp_path: Path) -> None:
    page = tmp_path / "docs" / "modeles" / "x.md"
    page.parent.mkdir(parents=True)
    page.write_text(
        "---\ntitle: x\n---\n\n/// modele | charte\n    format: ods\n\n### Charte\n\n| a |\n|-|\n| b |\n///\n\n"
        "- Un\n\n    /// modele | liste\n    ### Liste\n\n    Du `code`.\n    ///\n",
        "utf-8",
    )
    guide = Guide(tmp_path / "docs", tmp_path / "questionnaires")
    assert {name: sheet.title for name, sheet in guide.sheets.sound.items()} == {"charte": "Charte"}
    assert guide.sheets.sound["charte"].file == "telechargements/modeles/charte.ods"
    (problem,) = guide.problems
    assert (problem.file, problem.line, problem.column) == ("docs/modeles/x.md", 20, 8)
    assert guide.sheets.broken == {"liste": (problem,)}


def test_two_models_of_one_name_are_both_broken(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    for name in ("b", "a"):
        (tmp_path / "docs" / f"{name}.md").write_text("\n/// modele | charte\n### Charte\n///\n", "utf-8")
    sheets = Guide(tmp_path / "docs", tmp_path / "questionnaires").sheets
    assert sheets.sound == {}
    assert [str(problem).splitlines()[:2] for problem in sheets.broken["charte"]] == [
        ["docs/b.md:2:1", "  Le modèle « charte » est déjà dans docs/a.md, à la ligne 2."]
    ]


def test_the_shipped_guide_is_sound() -> None:
    guide = Guide(ROOT / "docs", ROOT / "questionnaires")
    assert [str(problem) for problem in guide.problems] == []
    assert {"ligne-editoriale", "calendrier-editorial", "messages-types"} <= set(guide.sheets.sound)
    assert guide.library.report is not None
    assert {theme.id for theme in guide.library.report.themes} <= set(guide.library.definitions)


def test_a_broken_file_takes_along_what_uses_it_and_nothing_else() -> None:
    """Their pages then show its problems, since they have none of their own."""
    questionnaires = CASES / "cases" / "chain-of-uses" / "questionnaires"
    pages = Guide(CASES / "context" / "docs", questionnaires)
    library = pages.library
    (problem,) = library.problems
    assert problem.file == "questionnaires/profil.yml"
    assert set(library.definitions) == {"ecole"}
    assert library.broken == dict.fromkeys(("accueil", "express", "profil"), (problem,))
    assert library.names == {"accueil", "ecole", "express", "profil"}
