"""Scoring by hand comes to what scoring.py comes to, with additions and a look-up alone."""

from __future__ import annotations

from itertools import product

from hypothesis import assume, given
from hypothesis import strategies as st

from autodiagnostic.definition import NOT_APPLICABLE, Condition, Definition, Level, Option, Question
from autodiagnostic.grid import Row, first_total, report_rows, rows, worth
from autodiagnostic.scoring import overall, percentage, score
from strategies import answers, guides, quick

LEVELS = (
    Level(0, "depart", "Point de départ", ""),
    Level(40, "chemin", "En chemin", ""),
    Level(65, "solide", "Solide", ""),
)


def question(number: int, best: int, *, weight: int = 1, not_applicable: bool = False) -> Question:
    return Question(
        id=f"q{number}",
        key=f"test.q{number}",
        type="single",
        text="Et vous ?",
        weight=weight,
        options=tuple(Option(f"p{points}", str(points), points) for points in range(best + 1)),
        best=best,
        not_applicable="Rien à voir" if not_applicable else None,
    )


def questionnaire(*questions: Question, unit: int, levels: tuple[Level, ...] = LEVELS) -> Definition:
    return Definition("test", 1, "assessment", "Essai", questions=tuple(questions), levels=levels, unit=unit)


def test_a_row_for_each_maximum_that_is_possible() -> None:
    definition = questionnaire(
        question(0, 3, weight=2, not_applicable=True),
        question(1, 3),
        question(2, 3, weight=2),
        question(3, 3, not_applicable=True),
        unit=3,
    )
    assert rows(definition) == (
        Row(9, 9, (0, 4, 6)),
        Row(12, 12, (0, 5, 8)),
        Row(15, 15, (0, 6, 10)),
        Row(18, 18, (0, 8, 12)),
    )


def test_maxima_that_read_alike_share_a_row() -> None:
    halves = (Level(0, "bas", "Bas", ""), Level(1, "haut", "Haut", ""))
    questions = [question(number, 1, not_applicable=number > 0) for number in range(4)]
    assert rows(questionnaire(*questions, unit=1, levels=halves)) == (Row(1, 4, (0, 1)),)


def test_a_condition_leaves_a_question_out_as_an_answer_does() -> None:
    asked_to_some = Question(
        id="q1",
        key="test.q1",
        type="single",
        text="Et vous ?",
        options=(Option("non", "Non", 0), Option("oui", "Oui", 1)),
        best=1,
        conditions=(Condition("profil.reseaux", ("facebook",)),),
        not_applicable="Pas de compte Facebook",
    )
    assert [row.most for row in rows(questionnaire(question(0, 1), asked_to_some, unit=1))] == [1, 2]


def test_everything_left_out_has_no_row() -> None:
    assert [row.most for row in rows(questionnaire(question(0, 1, not_applicable=True), unit=1))] == [1]


def test_an_unscored_question_counts_for_nothing() -> None:
    free = Question("q9", "test.q9", "text", "Et vous ?")
    assert [row.most for row in rows(questionnaire(question(0, 3), free, unit=3))] == [3]


@given(percent=st.integers(0, 100), possible=st.integers(1, 5_000))
def test_a_level_starts_at_the_least_total_that_rounds_up_to_it(percent: int, possible: int) -> None:
    start = first_total(percent, possible)
    assert percentage(start, possible) >= percent
    assert start == 0 or percentage(start - 1, possible) < percent


specifications = st.lists(
    st.tuples(st.sampled_from([1, 2, 3]), st.integers(1, 4), st.booleans()), min_size=1, max_size=3
)


@given(specifications)
def test_a_pencil_finds_the_level_that_scoring_finds(specification: list[tuple[int, int, bool]]) -> None:
    questions = [
        question(number, best, weight=weight, not_applicable=optional)
        for number, (best, weight, optional) in enumerate(specification)
    ]
    definition = questionnaire(*questions, unit=6)
    choices = [
        [option.id for option in asked.options] + ([NOT_APPLICABLE] if asked.not_applicable else [])
        for asked in questions
    ]
    for chosen in product(*choices):
        answers = dict(zip((asked.key for asked in questions), chosen, strict=True))
        assert by_hand(definition, answers) == score(definition, answers).level


def by_hand(definition: Definition, answers: dict[str, str]) -> str | None:
    """What the paper says to do: add up points, take from the maximum, look the level up."""
    total = maximum = 0
    for asked in definition.questions:
        maximum += worth(asked, asked.best or 0, definition.unit)
        if answers[asked.key] == NOT_APPLICABLE:
            maximum -= worth(asked, asked.best or 0, definition.unit)
        else:
            total += worth(asked, int(answers[asked.key][1:]), definition.unit)
    row = next((row for row in rows(definition) if row.least <= maximum <= row.most), None)
    if row is None:
        return None
    reached = [level.id for level, start in zip(definition.levels, row.starts, strict=True) if start <= total]
    return reached[-1]


@quick(100)
@given(st.data())
def test_a_pencil_finds_the_reports_level_too(data: st.DataObject) -> None:
    guide = data.draw(guides())
    report = guide.the_report
    given_answers = data.draw(answers(guide.definitions.values()))
    result = overall(report, guide.definitions, given_answers)
    assume(not result.remaining and result.sums.possible and result.instead_of_level is None)
    row = next(row for row in report_rows(report, guide.definitions) if row.most >= result.sums.possible)
    assert row.least <= result.sums.possible
    starts = dict(zip((level.id for level in report.levels), row.starts, strict=True))
    reached = [name for name, start in starts.items() if start <= result.sums.points]
    insecure = result.essentials.below or result.essentials.to_check
    capped = (
        reached[: list(starts).index(report.essential_cap) + 1]
        if insecure and report.essential_cap
        else reached
    )
    assert capped[-1] == result.level
