"""What a pencil comes to, from what is printed and nothing else: it adds up, looks a line up, and reads a level off."""

from __future__ import annotations

import io
import random
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

import pytest
from pypdf import PdfReader

from autodiagnostic.definition import NOT_APPLICABLE, UNKNOWN, Definition, Question
from autodiagnostic.scoring import overall, score
from pdf_forms import every_file, guide

LIBRARY = guide().library
assert LIBRARY.report is not None
REPORT = LIBRARY.report
THEMES = [LIBRARY.definitions[theme.id] for theme in REPORT.themes]

ANSWER = re.compile(r"(.+?) +(?:(\d+) points?|maximum : (\d+) points? de moins) +(\d)")
BELOW_A_LONG_ANSWER = re.compile(r"\n\s*(?=maximum : )")
QUESTION = re.compile(r"(\d+) +(\S.*)")
MAXIMUM = re.compile(r".*Le maximum est de (\d+) points?\..*")
NEEDED = re.compile(r"• +question (\d+) : au moins « (.+) »")
CAP = re.compile(r".*le niveau ne dépasse pas « (.+) »\..*")
STARTS = re.compile(r"\d+(?: +\d+)+")
UNKNOWN_DIGIT, ASIDE_DIGIT = 9, 8


@dataclass
class Sheet:
    """A theme as it is printed: for each question, by the digit of an answer, its label and what it is worth."""

    answers: list[dict[int, tuple[str, int]]] = field(default_factory=list)
    maximum: int = 0
    needed: dict[int, str] = field(default_factory=dict)
    """By number, the least answer to an essential question."""
    cap: str = ""
    starts: dict[int, list[int]] = field(default_factory=dict)
    """By maximum, from which total each level starts."""


def told(text: str) -> list[str]:
    return [
        " ".join(line.replace("\u202f", " ").replace("\u00a0", " ").split()) for line in text.splitlines()
    ]


@cache
def pages() -> list[list[str]]:
    """The lines of each page of the booklet."""
    reader = PdfReader(io.BytesIO(every_file()["livret"]))
    return [told(page.extract_text(extraction_mode="layout")) for page in reader.pages]


@cache
def sheets() -> dict[str, Sheet]:
    """The themes of the booklet, by title."""
    found: dict[str, Sheet] = {}
    titles = {told(theme.title)[0] for theme in THEMES}
    sheet = Sheet()
    for page in pages()[1:]:
        if page[0] in titles:
            sheet = found[page[0]] = Sheet()
        elif page[0].startswith("Feuille de synthèse"):
            break
        for line in BELOW_A_LONG_ANSWER.sub(" ", "\n".join(page)).split("\n"):
            read(line, sheet)
    return found


def read(line: str, sheet: Sheet) -> None:
    if match := ANSWER.fullmatch(line):
        sheet.answers[-1][int(match[4])] = (match[1], int(match[2] or match[3]))
    elif match := MAXIMUM.fullmatch(line):
        sheet.maximum = int(match[1])
    elif match := NEEDED.fullmatch(line):
        sheet.needed[int(match[1])] = match[2]
    elif match := CAP.fullmatch(line):
        sheet.cap = match[1]
    elif STARTS.fullmatch(line):
        most, *starts = map(int, line.split())
        sheet.starts[most] = starts
    elif (match := QUESTION.fullmatch(line)) and int(match[1]) == len(sheet.answers) + 1:
        sheet.answers.append({})


@cache
def summary() -> tuple[dict[int, list[int]], str]:
    """The table of the summary sheet, whose columns stand three beside each other, and its cap."""
    starts: dict[int, list[int]] = {}
    cap = ""
    levels = len(REPORT.levels)
    first = next(number for number, page in enumerate(pages()) if page[0].startswith("Feuille de synthèse"))
    for line in (line for page in pages()[first:] for line in page):
        cap = match[1] if (match := CAP.fullmatch(line)) else cap
        if STARTS.fullmatch(line):
            numbers = [*map(int, line.split())]
            for place in range(0, len(numbers), levels + 1):
                starts[numbers[place]] = numbers[place + 1 : place + 1 + levels]
    return starts, cap


def digits(definition: Definition, answers: Mapping[str, str]) -> list[int]:
    """What is ticked, by its printed digit."""
    reserved = {NOT_APPLICABLE: ASIDE_DIGIT, UNKNOWN: UNKNOWN_DIGIT}
    ranks = [
        {option.id: rank for rank, option in enumerate(question.options)} for question in definition.questions
    ]
    return [
        ({**reserved, **rank})[answers[question.key]]
        for question, rank in zip(definition.questions, ranks, strict=True)
    ]


def level(starts: Mapping[int, list[int]], possible: int, points: int, levels: list[str]) -> str:
    """The highest whose first total is reached."""
    return max(
        (start, place, name)
        for place, (start, name) in enumerate(zip(starts[possible], levels, strict=True))
        if start <= points
    )[2]


def capped(reached: str, cap: str, levels: list[str]) -> str:
    return levels[min(levels.index(reached), levels.index(cap))]


def by_pencil(sheet: Sheet, ticked: list[int]) -> tuple[int, int, bool]:
    """Total, maximum, and whether all essentials are secured, as the steps on the sheet say."""
    points, possible, secured = 0, sheet.maximum, True
    for number, (printed, digit) in enumerate(zip(sheet.answers, ticked, strict=True), start=1):
        label, worth = printed[digit]
        if digit == ASIDE_DIGIT:
            assert label.endswith("(sans objet)")
            possible -= worth
            continue
        points += worth
        if number in sheet.needed:
            least = next(rank for rank, (text, _) in printed.items() if text == sheet.needed[number])
            secured &= digit != UNKNOWN_DIGIT and digit >= least
    return points, possible, secured


def drawn(seed: int) -> dict[str, str]:
    """A commune's answers to all questions; one in ten is « je ne sais pas », as many « sans objet »."""
    chance = random.Random(seed)  # noqa: S311 - no secret

    def answer(question: Question) -> str:
        dice = chance.randrange(10)
        if dice == 0 and question.unknown:
            return UNKNOWN
        if dice == 1 and question.not_applicable:
            return NOT_APPLICABLE
        # The second commune does better than the first.
        return chance.choice(question.options[-2:] if seed > 1 else question.options).id

    return {question.key: answer(question) for theme in THEMES for question in theme.questions}


@pytest.mark.parametrize("seed", [1, 2])
def test_two_communes_add_up_by_hand(seed: int) -> None:
    answers = drawn(seed)
    columns = []
    for theme in THEMES:
        sheet = sheets()[told(theme.title)[0]]
        points, possible, secured = by_pencil(sheet, digits(theme, answers))
        columns.append((points, possible, secured))
        result = score(theme, answers)
        assert (points, possible) == (result.sums.points, result.sums.possible), theme.id
        levels = [told(level.title)[0] for level in theme.levels]
        reached = level(sheet.starts, possible, points, levels)
        ids = [level.id for level in theme.levels]
        assert (
            ids[levels.index(reached if secured else capped(reached, sheet.cap, levels))] == result.level
        ), theme.id
    whole = overall(REPORT, LIBRARY.definitions, answers)
    factors = [theme.factor for theme in REPORT.themes]
    points, possible = (
        sum(column[place] * factor for column, factor in zip(columns, factors, strict=True))
        for place in (0, 1)
    )
    assert (points, possible) == (whole.sums.points, whole.sums.possible)
    starts, cap = summary()
    levels = [told(level.title)[0] for level in REPORT.levels]
    reached = level(starts, possible, points, levels)
    reached = reached if all(column[2] for column in columns) else capped(reached, cap, levels)
    assert [level.id for level in REPORT.levels][levels.index(reached)] == whole.level


def test_what_the_pencil_reads_is_all_there_is() -> None:
    assert len(sheets()) == len(THEMES)
    for theme in THEMES:
        sheet = sheets()[told(theme.title)[0]]
        assert [len(printed) for printed in sheet.answers] == [
            len(question.options) + question.unknown + (question.not_applicable is not None)
            for question in theme.questions
        ]
        assert sorted(sheet.needed) == [
            number
            for number, question in enumerate(theme.questions, start=1)
            if question.pass_points is not None
        ]
