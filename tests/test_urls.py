"""Addresses written from docs/, as pages need them."""

import pytest

from autodiagnostic.urls import built, from_docs, relative

FROM_A_CHAPTER = [
    ("methode/2-ligne-editoriale.md", "2-ligne-editoriale.html"),
    ("methode/2-ligne-editoriale.md#calendrier", "2-ligne-editoriale.html#calendrier"),
    ("methode/1-objectifs.md#ecrire", "#ecrire"),
    ("methode/1-objectifs.md", "1-objectifs.html"),
    ("ressources/sources.md#s1", "../ressources/sources.html#s1"),
    ("index.md", "../index.html"),
    ("modeles/README.md", "../modeles/index.html"),
    ("assets/guide/logo.svg", "../assets/guide/logo.svg"),
    ("methode/./../index.md", "../index.html"),
    ("ressources/sources.md?print=1#s1", "../ressources/sources.html?print=1#s1"),
    ("#ecrire", "#ecrire"),
    ("https://www.cnil.fr/fr", "https://www.cnil.fr/fr"),
    ("//exemple.fr/page.md", "//exemple.fr/page.md"),
    ("mailto:mairie@exemple.fr", "mailto:mairie@exemple.fr"),
    ("http://[", "http://["),
]


@pytest.mark.parametrize(("target", "link"), FROM_A_CHAPTER)
def test_a_link_leads_from_the_hosting_page(target: str, link: str) -> None:
    assert relative(target, "methode/1-objectifs.md") == link


def test_a_page_at_the_root_needs_no_detour() -> None:
    assert relative("methode/1-objectifs.md#ecrire", "index.md") == "methode/1-objectifs.html#ecrire"


def test_only_pages_change_their_name() -> None:
    assert built("modeles/charte.md") == "modeles/charte.html"
    assert built("README.md") == "index.html"
    assert built("modeles/charte.odt") == "modeles/charte.odt"


@pytest.mark.parametrize(
    ("link", "target"),
    [
        ("2-ligne-editoriale.md#calendrier", "methode/2-ligne-editoriale.md#calendrier"),
        ("../ressources/sources.md#s1", "ressources/sources.md#s1"),
        ("#ecrire", "methode/1-objectifs.md#ecrire"),
        ("../index.md", "index.md"),
        *(
            (same, same)
            for same in ("https://www.cnil.fr/fr", "//exemple.fr/x.md", "mailto:a@b.fr", "http://[")
        ),
    ],
)
def test_a_link_of_a_page_as_it_is_written_from_docs(link: str, target: str) -> None:
    assert from_docs(link, "methode/1-objectifs.md") == target
