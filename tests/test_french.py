"""Proofreading finds what is wrong, where it is, and leaves alone what is right or no prose."""

from __future__ import annotations

from pathlib import Path

import pytest

from tools.french import readability, signs, spelling
from tools.french.prose import Prose, files, read

ROOT = Path(__file__).parents[1]


def prose(text: str) -> Prose:
    return Prose("page.md", text)


def found(tmp_path: Path, name: str, text: str) -> list[str]:
    """The words of a file that are taken for prose."""
    path = tmp_path / name
    path.write_text(text, "utf-8")
    covered = read(path, tmp_path)
    assert len(covered.text) == len(text)
    assert [len(line) for line in covered.text.split("\n")] == [len(line) for line in text.split("\n")]
    return covered.text.replace("¤", " ").split()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            '---\ntitle: "Un titre"\ndescription: Une phrase\nhide:\n  - toc\n---\n\nTexte',
            "Un titre Une phrase Texte",
        ),
        ("Avant\n\n```yaml\nid: x\n```\n\nAprès", "Avant Après"),
        ("Voir `le code` ici", "Voir ici"),
        ("[une page](autre/page.md#ancre) utile", "[une page] utile"),
        ("## Un titre { #un-titre .grand }", "## Un titre"),
        ("/// questionnaire | objectifs\n    format: ods\n///\nTexte", "Texte"),
        ('<div class="x" markdown>**Gras**</div>', "Gras"),
        ("Voir https://exemple.fr/a et mairie@exemple.fr", "Voir et"),
        ("Un fait ([S12](sources.md#s12)).", "Un fait ([ ] )."),
        ("Voir 17cyber.gouv.fr et #FêteDuVillage", "Voir et"),
        ("Dans docs/methode/1-objectifs.md ou bilan.yml", "Dans ou"),
    ],
)
def test_prose_of_a_page(tmp_path: Path, text: str, words: str) -> None:
    assert found(tmp_path, "page.md", text) == words.split()


def test_prose_of_a_questionnaire(tmp_path: Path) -> None:
    text = 'id: essai # rien\ntitle: Un essai\nquestions:\n  - id: a\n    question: "Est-ce écrit ?"\n'
    text += "    scale: maturite\n    labels: {rien: Non}\n    help: |\n      Un *mot*.\n    sources: [S1]\n"
    assert found(tmp_path, "x.yml", text) == ["Un", "essai", "Est-ce", "écrit", "?", "Non", "Un", "mot", "."]


def test_prose_of_the_menu(tmp_path: Path) -> None:
    text = "site_url: !ENV [X, '']\nnav:\n  - Le guide: index.md\nvalidation:\n  nav: {not_found: warn}\n"
    assert found(tmp_path, "mkdocs.yml", text) == ["Le", "guide"]


def test_prose_of_a_catalogue(tmp_path: Path) -> None:
    text = (
        '# rien\n[a-b]\nmessage = "Attendu : {expected} sous scale: ; {n}\\u00a0%."\nother = """\nEncore"""\n'
    )
    assert found(tmp_path, "x.fr.toml", text) == ["Attendu", ":", "sous", ";", "%.", "Encore"]


@pytest.mark.parametrize(
    ("text", "column", "message"),
    [
        ("l'eau", 2, "apostrophe droite ; écrire ’"),
        ('Le "mot', 4, "guillemets droits ; écrire « … »"),
        ("Et...", 3, "trois points ; écrire …"),
        ("Quoi?", 5, "signe collé au mot ; taper une espace avant"),
        ("Voici: ceci", 6, "deux-points collé au mot ; taper une espace avant"),
        ("Un , deux", 3, "virgule : pas d’espace avant, une après"),
        ("Un,deux", 3, "virgule : pas d’espace avant, une après"),
        ("Le «mot »", 4, "guillemet collé ; taper une espace"),
        ("Un  mot", 3, "deux espaces de suite"),
        ("Bien. A vous", 7, "majuscule sans accent ; écrire À"),
        ("A vous", 1, "majuscule sans accent ; écrire À"),
        ("Les élu·es", 5, "point médian ; écrire les deux mots, ou un mot qui vaut pour tous"),
        ("Bravo !", 6, "point d’exclamation ; le guide n’en emploie pas"),
        ("Le 2ème", 4, "ordinal ; écrire 2e"),
        ("La 1ère", 4, "ordinal ; écrire 1er, 1re, 2e"),
        ("Pour 5%", 7, "taper une espace avant € et %"),
        ("Soit 10000 habitants", 6, "taper une espace entre les milliers"),
    ],
)
def test_a_wrong_sign_is_named_and_placed(text: str, column: int, message: str) -> None:
    assert list(signs.faults(prose("Rien ici.\n" + text))) == [f"page.md:2:{column}: {message}"]


@pytest.mark.parametrize(
    "text",
    [
        "« L’été à l’école » : 3 500 habitants, 5,5 %, 12 €, le 1er mars, la 2e fois ; à 18:30. Et ?",
        "Avis n° 499924, arrêt n° 21PA00815, loi n° 2024-120, requête n° 45581/15",
        "« Vigilance ! », titre d’un article.",
        "Un mot\n:   son sens\n\n1.  un\n-   deux",
        "De A à Z. Plan A retenu. Un, deux… Où ? Ici ; là : oui.",
        "| A | B |\n|---|---|\n| Un | deux |",
    ],
)
def test_right_signs_are_left_alone(text: str) -> None:
    assert list(signs.faults(prose(text))) == []


def test_unknown_words_are_placed_with_what_may_be_meant() -> None:
    wrong = prose("La comune publie.\nL’auto-diagnostik aussi.")
    right = prose(
        "Le maire et l’adjointe, dit-elle, le week-end. La CNIL, d’Épiseine, Saint-Éloi-de-Fourques."
    )
    first, second = spelling.faults([wrong, right])
    assert first == "page.md:1:4: « comune » n’est pas dans le dictionnaire ; peut-être : commune"
    assert second.startswith("page.md:2:8: « diagnostik » n’est pas dans le dictionnaire ; peut-être : ")


def test_the_own_list_holds_nothing_that_the_dictionary_or_nobody_knows() -> None:
    assert list(spelling.unused()) == []
    everything = "\n".join(path.read_text("utf-8") for path in files())
    assert [word for word in sorted(spelling.lexicon()) if word not in everything] == []


def test_readability_counts_words_sentences_and_long_words() -> None:
    # Eight words, two sentences, two words of more than six letters: 8 / 2 + 100 * 2 / 8.
    assert readability.of(prose("Le maire répond vite.\n\n- La commune publie souvent")).lix == 4 + 25
    assert readability.of(prose("")).lix == 0


def test_sources_do_not_count() -> None:
    text = "Le maire répond.\n\n## Sources { #sources }\n\nInstitutionnalisation anticonstitutionnelle"
    assert readability.of(prose(text)) == readability.Readability(words=3, lix=3)


@pytest.mark.parametrize(
    ("lix", "band"),
    [(29, "très facile"), (30, "facile"), (39, "facile"), (40, "moyen"), (49, "moyen"), (50, "difficile")],
)
def test_bands(lix: int, band: str) -> None:
    assert readability.Readability(words=100, lix=lix).band == band


def test_all_that_readers_see_is_proofread() -> None:
    read_ones = {path.relative_to(ROOT).as_posix() for path in files()}
    assert {"README.fr.md", "mkdocs.yml", "docs/index.md", "questionnaires/objectifs.yml"} <= read_ones
    assert {"hooks/autodiagnostic/catalogue/problems.fr.toml", "docs/contribuer/format.md"} <= read_ones
