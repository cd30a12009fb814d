"""The glossary's words get a tooltip where a page first uses them, and nowhere else."""

from __future__ import annotations

from pathlib import Path

import markdown
import pytest

from autodiagnostic import glossary

ROOT = Path(__file__).parents[1]

PAGE = """
## Page { #page }

Sans mots : pas d’explication.

## Hameçonnage { #hameconnage data-mots="hameçonnage, Hameçonnage" }

Message *piégé* qui imite [un service](autre.md#x). Le lien mène ailleurs.

### DSA { #dsa data-mots="DSA" }

Règlement européen
"""


def page(text: str) -> str:
    return glossary.first_only(markdown.markdown(text + glossary.abbreviations(PAGE), extensions=["abbr"]))


def test_the_first_sentence_explains_without_its_markup() -> None:
    assert glossary.abbreviations(PAGE).strip().splitlines() == [
        "*[hameçonnage]: Message piégé qui imite un service.",
        "*[Hameçonnage]: Message piégé qui imite un service.",
        "*[DSA]: Règlement européen",
    ]


def test_a_glossary_without_words_adds_nothing() -> None:
    assert glossary.abbreviations("## Page { #page }\n\nTexte.") == ""


def test_only_the_first_use_is_explained_whatever_its_capital() -> None:
    assert page("L’hameçonnage. Hameçonnage et hameçonnage. Le DSA.") == (
        '<p>L’<abbr title="Message piégé qui imite un service.">hameçonnage</abbr>. Hameçonnage et hameçonnage. '
        'Le <abbr title="Règlement européen">DSA</abbr>.</p>'
    )


def test_titles_are_left_alone() -> None:
    assert (
        page("## Le DSA\n\nLe DSA.")
        == '<h2>Le DSA</h2>\n<p>Le <abbr title="Règlement européen">DSA</abbr>.</p>'
    )


@pytest.mark.parametrize(
    "chapter", sorted((ROOT / "docs" / "methode").glob("*.md")), ids=lambda path: path.stem
)
def test_definitions_show_on_no_page(chapter: Path) -> None:
    terms = glossary.abbreviations((ROOT / "docs/ressources/glossaire.md").read_text("utf-8"))
    assert "*[" not in markdown.markdown(chapter.read_text("utf-8") + terms, extensions=["abbr"])
