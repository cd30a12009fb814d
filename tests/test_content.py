"""What a reader may count on: every fact has its source, every chapter its frame, every weakness its advice."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from autodiagnostic.definition import Definition, Question
from autodiagnostic.guide import Guide
from tools.french import readability
from tools.french.prose import read

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
PAGES = {path.relative_to(DOCS).as_posix(): path.read_text("utf-8") for path in sorted(DOCS.rglob("*.md"))}
CHAPTERS = sorted(name for name in PAGES if name.startswith("methode/"))
SOURCES = "ressources/sources.md"

FRAME = {
    "En bref": "en-bref",
    "Pourquoi": "pourquoi",
    "Comment s’y prendre": "comment",
    "Un exemple réel": "exemple",
    "Les pièges": "pieges",
    "Si vous n’avez qu’une heure": "une-heure",
    "Où en êtes-vous ?": "autodiagnostic",
    "Sources": "sources",
}
"""The parts of a chapter, in order: title → anchor."""

_TENS = {"vingt": 20, "vingt-cinq": 25, "trente": 30}
_UNITS = ["deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix"]
NUMBERS = {word: 2 + place for place, word in enumerate(_UNITS)} | {"quatorze": 14, "quinze": 15} | _TENS
"""The minutes that pages write in letters."""

CITED = re.compile(r"\[S(\d+)\]\((?:\.\./)*(?:ressources/)?sources\.md#s(\d+)\)")
PLACED = re.compile(r"^/// questionnaire \| (\S+)$", re.MULTILINE)
ARTICLE = re.compile(r"\bart\. ((?:(?:LO|[LRDA])\. ?)?\d[\d-]*)")
# A figure, or a ruling, that someone must have counted or handed down.
CLAIM = re.compile(r"\d %|\d (?:€|euros)|\d{3} habitants|\bn° \d")


@cache
def guide() -> Guide:
    return Guide(DOCS, ROOT / "questionnaires")


def themes() -> list[Definition]:
    report = guide().library.report
    assert report is not None
    return [guide().library.definitions[theme.id] for theme in report.themes]


def scored() -> list[Question]:
    definitions = guide().library.definitions.values()
    return [question for definition in definitions for question in definition.questions if question.best]


def section(text: str, anchor: str) -> str:
    """What stands under a title of the second rank."""
    return text.split(f"{{ #{anchor} }}\n")[1].split("\n## ", maxsplit=1)[0]


def passages(text: str) -> list[str]:
    """What stands under each title of the second or third rank, what sums up (« En bref ») left out."""
    return [part for part in re.split(r"^(?=##)", text, flags=re.MULTILINE) if "{ #en-bref }" not in part]


@pytest.mark.parametrize("name", PAGES)
def test_a_source_is_cited_by_its_own_name(name: str) -> None:
    assert [pair for pair in CITED.findall(PAGES[name]) if pair[0] != pair[1]] == []


def test_sources_and_citations_meet() -> None:
    known = Counter(re.findall(r"^### S(\d+) : .+ \{ #s\1 \}$", PAGES[SOURCES], re.MULTILINE))
    cited = {key for name, text in PAGES.items() for key, _ in CITED.findall(text)}
    cited |= {key.removeprefix("S") for question in scored() for key in question.sources}
    assert [key for key, times in known.items() if times > 1] == []
    assert sorted(cited - set(known), key=int) == []
    assert sorted(set(known) - cited, key=int) == []


def test_sources_stand_in_order_each_with_what_it_supports_and_a_link() -> None:
    entries = re.split(r"^### ", PAGES[SOURCES].split("\n## Textes")[0], flags=re.MULTILINE)[1:]
    numbers = [int(entry[1:].split()[0]) for entry in entries]
    assert numbers == sorted(numbers)
    assert [
        entry.split("\n")[0] for entry in entries if "\nAppuie : " not in entry or "](http" not in entry
    ] == []


@pytest.mark.parametrize("name", CHAPTERS)
def test_a_chapter_has_the_whole_frame(name: str) -> None:
    titles = re.findall(r"^## (.+?) \{ #(\S+) \}$", PAGES[name], re.MULTILINE)
    assert titles == list(FRAME.items())
    number = Path(name).name.split("-")[0]
    assert re.search(rf"^title: {number}\. \S", PAGES[name], re.MULTILINE)
    assert len(re.findall(r"^- ", section(PAGES[name], "en-bref"), re.MULTILINE)) == 3


@pytest.mark.parametrize("name", CHAPTERS)
def test_a_chapter_reads_in_five_to_eight_minutes(name: str) -> None:
    assert readability.of(read(DOCS / name)).minutes in range(5, 9)


@pytest.mark.parametrize("name", CHAPTERS)
def test_an_hour_is_an_hour(name: str) -> None:
    minutes = re.findall(
        r"^- \*\*([a-zà-ÿ-]+) minutes\*\*", section(PAGES[name], "une-heure").lower(), re.MULTILINE
    )
    assert sum(NUMBERS[minute] for minute in minutes) == 60


@pytest.mark.parametrize("name", CHAPTERS)
def test_a_chapter_lists_the_sources_that_it_cites(name: str) -> None:
    body, _, end = PAGES[name].partition("## Sources { #sources }")
    cited = sorted({int(key) for key, _ in CITED.findall(body)})
    assert [int(key) for key, _ in CITED.findall(end)] == cited


@pytest.mark.parametrize("name", CHAPTERS)
def test_figures_and_rulings_have_a_source(name: str) -> None:
    body = PAGES[name].partition("## Les pièges")[0]
    assert [text for text in passages(body) if CLAIM.search(text) and not CITED.search(text)] == []


@pytest.mark.parametrize("name", [name for name in PAGES if not name.startswith("contribuer/")])
def test_articles_of_law_stand_in_the_table_of_texts(name: str) -> None:
    laws = PAGES[SOURCES].split("## Textes de loi")[1]
    assert [article for article in ARTICLE.findall(PAGES[name]) if article.strip("-") not in laws] == []


def test_every_theme_stands_in_its_chapter_and_every_chapter_has_one() -> None:
    assert {theme.chapter for theme in themes()} == set(CHAPTERS)
    for theme in themes():
        assert theme.chapter is not None
        assert theme.id in PLACED.findall(section(PAGES[theme.chapter], "autodiagnostic"))


def test_every_questionnaire_is_placed_and_the_self_assessment_has_all_that_count() -> None:
    placed = {name for text in PAGES.values() for name in PLACED.findall(text)}
    assert placed == set(guide().library.definitions)
    assert PLACED.findall(PAGES["autodiagnostic/index.md"]) == ["profil", "express"]
    assert PLACED.findall(PAGES["autodiagnostic/themes.md"]) == ["profil", *(theme.id for theme in themes())]


@pytest.mark.parametrize("question", scored(), ids=lambda question: question.key)
def test_every_low_answer_has_advice_that_leads_to_a_passage(question: Question) -> None:
    low = {option.id for option in question.options if (option.points or 0) < (question.pass_points or 1)}
    assert low - {id_ for advice in question.advice for id_ in advice.when} == set()
    for advice in question.advice:
        assert "#" in (advice.read or ""), advice.action
        assert all((advice.who, advice.within, advice.why)), advice.action


@pytest.mark.parametrize("theme", themes(), ids=lambda theme: theme.id)
def test_levels_are_the_same_everywhere(theme: Definition) -> None:
    assert [(level.start, level.id, level.title) for level in theme.levels] == [
        (0, "depart", "Point de départ"),
        (40, "chemin", "En chemin"),
        (65, "solide", "Solide"),
    ]


def test_no_answer_says_that_one_does_not_know() -> None:
    labels = [option.label for question in scored() for option in question.options]
    assert [
        label for label in labels if re.search(r"inconnu|sai[st] pas|savons pas", label, re.IGNORECASE)
    ] == []


SESSIONS = {"formation/seance-3h.md": 180, "formation/seance-1h30.md": 90}


@pytest.mark.parametrize("name", SESSIONS)
def test_the_steps_of_a_session_follow_each_other_from_its_start_to_its_end(name: str) -> None:
    told = re.findall(r"^\| (\d+) à (\d+) \| (\d+) h (\d+) \| \[.+?\]\(#(.+?)\)", PAGES[name], re.MULTILINE)
    starts, ends = [int(row[0]) for row in told], [int(row[1]) for row in told]
    assert [*starts, SESSIONS[name]] == [0, *ends]
    clock = [60 * int(row[2]) + int(row[3]) for row in told]
    assert [time - clock[0] for time in clock] == starts
    for start, end, *_, anchor in told:
        assert section(PAGES[name], anchor).lstrip().startswith(f"**Minutes {start} à {end}.")


@pytest.mark.parametrize("name", SESSIONS)
def test_what_is_done_in_a_step_fits_in_it(name: str) -> None:
    for anchor in re.findall(r"^## .+ \{ #(\S+) \}$", PAGES[name], re.MULTILINE):
        step = section(PAGES[name], anchor)
        told = re.search(r"^\*\*Minutes (\d+) à (\d+)\.", step, re.MULTILINE)
        minutes = re.findall(r"^\d\. \*\*(\w+) minutes", step.lower(), re.MULTILINE)
        if told and minutes:
            assert sum(NUMBERS[minute] for minute in minutes) == int(told[2]) - int(told[1]), anchor


def test_the_documents_of_a_session_stand_in_one_table() -> None:
    table = section(PAGES["formation/index.md"], "documents")
    there = {link.split("#")[0] for link in re.findall(r"\]\((.+?)\)", table)}
    for name in SESSIONS:
        handed = set(re.findall(r"\]\(([^#)]+)", section(PAGES[name], "deroule")))
        assert {link for link in handed if link != "seance-3h.md"} - there == set()
