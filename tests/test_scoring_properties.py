"""What holds of every score, whatever the questionnaire and the answers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from hypothesis import assume, given
from hypothesis import strategies as st

import plain_rules
from autodiagnostic.answers import points_of, read_answer
from autodiagnostic.definition import NOT_APPLICABLE, UNKNOWN, Definition, Level, Question
from autodiagnostic.scoring import Result, overall, score
from browser_scoring import as_json
from guides import Guide
from strategies import HOSTILE, answers, guides, quick, real_answers, valid_answers

Given = dict[str, Any]


def results(guide: Guide, held: Mapping[str, object]) -> Iterator[tuple[Result, Sequence[Level]]]:
    """Each questionnaire's result and the whole's, with the levels it is told in."""
    for definition in guide.definitions.values():
        yield score(definition, held), definition.levels
    yield overall(guide.the_report, guide.definitions, held), guide.the_report.levels


def questions(definitions: Iterable[Definition]) -> dict[str, Question]:
    return {q.key: q for definition in definitions for q in (*definition.controls, *definition.questions)}


def ranks(result: Result, levels: Sequence[Level]) -> tuple[int, int, int]:
    """Places of the lowest level, the level and the highest one; -1 for none."""
    places: dict[str | None, int] = {level.id: place for place, level in enumerate(levels)}
    places[None] = -1
    return places[result.level_low], places[result.level], places[result.level_high]


def percents(result: Result) -> tuple[int, int, int]:
    """Low, score and high; -1 for none."""
    low, percent, high = (-1 if p is None else p for p in (result.low, result.percent, result.high))
    return low, percent, high


def assured(result: Result, levels: Sequence[Level]) -> tuple[int, ...]:
    """All but what may still be hoped for."""
    return (*percents(result)[:2], *ranks(result, levels)[:2])


@quick(250)
@given(st.data())
def test_scoring_does_what_the_rules_say(data: st.DataObject) -> None:
    guide = data.draw(guides())
    held = data.draw(answers(guide.definitions.values(), hostile=True))
    expected = [plain_rules.one(definition, held) for definition in guide.definitions.values()]
    expected.append(plain_rules.whole(guide.the_report, guide.definitions, held))
    for (result, _), wanted in zip(results(guide, held), expected, strict=True):
        found = as_json(result)
        assert {name: found[name] for name in wanted} == wanted


@quick(150)
@given(st.data())
def test_the_score_lies_in_its_interval_and_the_level_in_its_range(data: st.DataObject) -> None:
    guide = data.draw(guides())
    held = data.draw(answers(guide.definitions.values()))
    for result, levels in results(guide, held):
        for low, here, high in (percents(result), ranks(result, levels)):
            assert low <= here <= high
        sums = result.sums
        assert 0 <= sums.points <= sums.possible <= sums.everything
        assert sums.points <= sums.low <= sums.high <= sums.everything


@quick(200)
@given(st.data())
def test_once_the_profile_is_answered_all_that_may_come_was_foreseen(data: st.DataObject) -> None:
    """Whatever the rest of the answers, the score ends inside the interval and the level inside the range."""
    guide = data.draw(guides())
    asked = questions(guide.definitions.values())
    steering = {condition.key for question in asked.values() for condition in question.conditions}
    steering |= {key for key, q in asked.items() if any(option.instead_of_level for option in q.options)}
    profile = {key: data.draw(real_answers(asked[key])) for key in sorted(steering)}
    begun: Given = {**data.draw(answers(guide.definitions.values())), **profile}
    # What was not known may be found out.
    unsettled = [key for key, q in asked.items() if read_answer(q, begun.get(key)) in (None, UNKNOWN)]
    ended = {
        **begun,
        **{key: data.draw(valid_answers(asked[key])) for key in unsettled if key not in steering},
    }
    for (before, levels), (after, _) in zip(results(guide, begun), results(guide, ended), strict=True):
        if before.percent is None or after.percent is None:
            continue
        low, _, high = percents(before)
        assert low <= percents(after)[0] <= after.percent <= percents(after)[2] <= high
        lowest, _, highest = ranks(before, levels)
        assert (
            lowest <= ranks(after, levels)[0] <= ranks(after, levels)[1] <= ranks(after, levels)[2] <= highest
        )


@quick(200)
@given(st.data())
def test_a_better_answer_lowers_nothing(data: st.DataObject) -> None:
    guide = data.draw(guides())
    held = data.draw(answers(guide.definitions.values()))
    choices = [q for q in questions(guide.definitions.values()).values() if q.best is not None]
    question = data.draw(st.sampled_from(choices))
    two = [data.draw(real_answers(question)), data.draw(real_answers(question))]
    worse, better = sorted(two, key=lambda answer: points_of(question, read_answer(question, answer)))
    before = results(guide, {**held, question.key: worse})
    after = results(guide, {**held, question.key: better})
    for (old, levels), (new, _) in zip(before, after, strict=True):
        for was, is_ in zip(
            (*percents(old), *ranks(old, levels)), (*percents(new), *ranks(new, levels)), strict=True
        ):
            assert was <= is_


@quick(100)
@given(st.data())
def test_finding_out_lowers_neither_the_score_nor_what_is_assured(data: st.DataObject) -> None:
    guide = data.draw(guides())
    held = data.draw(answers(guide.definitions.values()))
    choices = [q for q in questions(guide.definitions.values()).values() if q.best is not None and q.unknown]
    assume(choices)
    question = data.draw(st.sampled_from(choices))
    before = results(guide, {**held, question.key: UNKNOWN})
    after = results(guide, {**held, question.key: data.draw(real_answers(question))})
    for (old, levels), (new, _) in zip(before, after, strict=True):
        for was, is_ in zip(assured(old, levels), assured(new, levels), strict=True):
            assert was <= is_


@quick(100)
@given(st.data())
def test_without_an_answer_that_counts_there_is_no_score(data: st.DataObject) -> None:
    guide = data.draw(guides())
    asked = questions(guide.definitions.values())
    held: Given = {
        key: data.draw(valid_answers(question)) if question.best is None else NOT_APPLICABLE
        for key, question in asked.items()
        if question.best is None or question.not_applicable is not None
    }
    for result, _ in results(guide, held):
        assert percents(result) == (-1, -1, -1)
        assert (result.level_low, result.level, result.level_high) == (None, None, None)
        assert (result.sums.points, result.sums.possible) == (0, 0)


@quick(150)
@given(st.data())
def test_what_takes_the_levels_place_takes_nothing_else(data: st.DataObject) -> None:
    guide = data.draw(guides())
    held = data.draw(answers(guide.definitions.values()))
    plain = {name: without_instead(definition) for name, definition in guide.definitions.items()}
    same = replace(guide, definitions=plain)
    for (result, _), (ordinary, _) in zip(results(guide, held), results(same, held), strict=True):
        if result.instead_of_level is None:
            assert result == ordinary
        else:
            assert (result.level, result.level_low, result.level_high) == (None, None, None)
            levels = {name: getattr(ordinary, name) for name in ("level", "level_low", "level_high")}
            assert replace(result, **levels, instead_of_level=None) == ordinary


def without_instead(definition: Definition) -> Definition:
    """The same, with a level whatever is answered."""
    controls, questions = (
        tuple(
            replace(q, options=tuple(replace(option, instead_of_level=None) for option in q.options))
            for q in part
        )
        for part in (definition.controls, definition.questions)
    )
    return replace(definition, controls=controls, questions=questions)


@quick(100)
@given(st.data())
def test_hidden_scores_as_not_applicable_does(data: st.DataObject) -> None:
    guide = data.draw(guides())
    held = data.draw(answers(guide.definitions.values()))
    for definition in guide.definitions.values():
        result = score(definition, held)
        waived = {**held, **dict.fromkeys(result.hidden, NOT_APPLICABLE)}
        assert score(definition, waived) == result
        unconditional = replace(
            definition, questions=tuple(replace(q, conditions=()) for q in definition.questions)
        )
        same = score(unconditional, waived)
        assert (same.sums, same.percent, same.level) == (result.sums, result.percent, result.level)


anything: st.SearchStrategy[Any] = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(st.characters())
    | st.sampled_from(HOSTILE),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=8,
)


@quick(150)
@given(st.data())
def test_no_answer_whatever_raises_and_what_is_not_offered_counts_as_none(data: st.DataObject) -> None:
    guide = data.draw(guides())
    asked = questions(guide.definitions.values())
    held = {key: data.draw(anything) for key in asked} | data.draw(
        st.dictionaries(st.text(), anything, max_size=3)
    )
    valid = {
        key: held[key] for key, question in asked.items() if read_answer(question, held[key]) is not None
    }
    assert list(results(guide, held)) == list(results(guide, valid))
