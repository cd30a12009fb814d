"""What a chapter says in brief, read out of its Markdown."""

from __future__ import annotations

from pathlib import Path

import pytest

from autodiagnostic.guide import Guide
from autodiagnostic.summary import Summary, read

ROOT = Path(__file__).parents[1]
CHAPTER = """
# 1. Cerner ses objectifs

Un chapeau.

## En bref { #en-bref }

- Un objectif ([S7](../ressources/sources.md#s7), [S126](../ressources/sources.md#s126)).
- [Deux comptes](6-droit.md#comptes), (art. L. 1).

/// livre
///

## Comment s’y prendre { #comment data-x=1 }

Voici ([S7](../ressources/sources.md#s7)).

### Écrire { #ecrire }

```
## Rien { #rien }
/// livre
```

### Sans ancre

### [Relire](x.md) { .grand #relire }

## Sans ancre

De plus.

## Les pièges { #pieges }
"""


def chapter(text: str = CHAPTER) -> Summary:
    return read("methode/1-objectifs.md", text)


def test_sections_by_their_anchor() -> None:
    found = chapter()
    assert (found.page, found.title) == ("methode/1-objectifs.md", "1. Cerner ses objectifs")
    assert {anchor: section.title for anchor, section in found.sections.items()} == {
        "en-bref": "En bref",
        "comment": "Comment s’y prendre",
        "pieges": "Les pièges",
    }
    assert found.sections["pieges"].text == ""


def test_links_are_written_from_docs_and_blocks_are_left_out() -> None:
    sources = "ressources/sources.md"
    assert chapter().sections["en-bref"].text == (
        f"- Un objectif ([S7]({sources}#s7), [S126]({sources}#s126)).\n"
        "- [Deux comptes](methode/6-droit.md#comptes), (art. L. 1)."
    )


def test_a_wall_needs_neither_links_nor_sources() -> None:
    assert chapter().sections["en-bref"].bare == "- Un objectif.\n- Deux comptes, (art. L. 1)."


def test_steps_have_an_anchor_and_code_is_none() -> None:
    section = chapter().sections["comment"]
    assert section.steps == (("Écrire", "ecrire"), ("Relire", "relire"))
    assert "## Rien" in section.text
    assert "/// livre" in section.text


@pytest.mark.parametrize("text", ["", "## ", "# \n## { #a }", "```\n## x { #y }", "## x { #"])
def test_whatever_it_holds_is_read(text: str) -> None:
    assert chapter(text).sections == {}


def test_every_chapter_of_the_guide_has_its_summary() -> None:
    guide = Guide(ROOT / "docs", ROOT / "questionnaires")
    assert list(guide.summaries) == sorted(
        f"methode/{path.name}" for path in (ROOT / "docs" / "methode").iterdir()
    )
    for found in guide.summaries.values():
        assert {"en-bref", "pourquoi", "comment", "exemple", "pieges", "une-heure"} <= set(found.sections)
