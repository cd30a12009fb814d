"""What holds of every compiled questionnaire, whatever its author wrote."""

from __future__ import annotations

from itertools import combinations
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from autodiagnostic.answers import carried_over, points_of, read_answer
from autodiagnostic.definition import Question, report_data, scoring_data
from autodiagnostic.scoring import overall, score
from guides import Files, Guide, faults
from read_back import definition_of, report_of
from strategies import answers, files, guides, quick


@quick(200)
@given(files())
def test_what_the_strategies_write_is_sound(some: Files) -> None:
    """So that what the other tests find of it is true of real questionnaires."""
    assert faults(some) == []


@quick(200)
@given(guides())
def test_every_worth_is_a_whole_number(guide: Guide) -> None:
    for part in guide.definitions.values():
        assert 1 <= part.unit <= 120
        for scored in (q for q in part.questions if q.best is not None):
            assert part.unit % (scored.best or 0) == 0
    for theme in guide.the_report.themes:
        in_common = theme.factor * guide.definitions[theme.id].unit
        assert in_common % theme.weight == 0
        assert in_common // theme.weight <= 120


@quick(200)
@given(guides())
def test_the_best_is_the_most_that_an_answer_can_reach(guide: Guide) -> None:
    for part in guide.definitions.values():
        for scored in (q for q in part.questions if q.best is not None):
            reached = {points_of(scored, read_answer(scored, answer)) for answer in every_answer(scored)}
            assert max(reached) == scored.best
            assert scored.pass_points is None or min(reached) < scored.pass_points <= scored.best


def every_answer(scored: Question) -> list[Any]:
    ids = [option.id for option in scored.options]
    if scored.type == "multiple":
        return [list(some) for size in range(1, len(ids) + 1) for some in combinations(ids, size)]
    return ids or [band.start for band in scored.bands]


@quick(100)
@given(guides())
def test_conditions_look_back_at_what_was_asked_or_is_brought_along(guide: Guide) -> None:
    for part in guide.definitions.values():
        asked: set[str] = set()
        for one in (*part.controls, *part.questions):
            assert {condition.key for condition in one.conditions} <= asked
            asked.add(one.key)


@quick(200)
@given(st.data())
def test_nothing_that_scoring_needs_is_lost_on_the_way_to_the_page(data: st.DataObject) -> None:
    guide = data.draw(guides())
    held = data.draw(answers(guide.definitions.values(), hostile=True))
    read_back = {name: definition_of(scoring_data(part)) for name, part in guide.definitions.items()}
    for name, part in guide.definitions.items():
        assert carried_over(read_back[name], held) == carried_over(part, held)
        assert score(read_back[name], held) == score(part, held)
    report = report_of(report_data(guide.the_report))
    assert overall(report, read_back, held) == overall(guide.the_report, guide.definitions, held)
