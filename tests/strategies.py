"""Random guides and random answers for Hypothesis.

A guide is written as its author would write it, then compiled: what a test says of it holds for whatever can be
written.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from authoring import COMMON_SCALE, Author, Data, Draw
from autodiagnostic.definition import DONE, NOT_APPLICABLE, UNKNOWN, Definition, Question
from guides import Files, Guide, compiled

HOSTILE: tuple[Any, ...] = (
    *(None, True, False, 0, -1, 2, -0.0, 4.0, 2.5, 1e300, 2**53, -(2**53), 10**400),
    *(float("nan"), float("inf"), float("-inf")),
    *("", " ", "4", "a ", "A", "\ufeff", "\x85", "\ud800", "é", "true"),
    *("__proto__", "constructor", "toString"),
    *([], [[]], [["a"]], ["a", "a", None, 3, True, {"a": 1}], ["__proto__"]),
    *([UNKNOWN], ["a", NOT_APPLICABLE], [DONE]),
    *({}, {"a": True}, {"0": "a", "length": 1}, {"__proto__": {"a": 1}}, {"toString": None, "valueOf": 1}),
)
FOREIGN_KEYS = ("__proto__", "constructor", "hasOwnProperty", "length", "0", "", "q0", "un.ancien", "\ud800")

_SLOW = (HealthCheck.too_slow, HealthCheck.data_too_large)


def quick(cases: int) -> settings:
    """For `make test`: the same cases at each run, so that it is green or red for a reason in the change at hand."""
    return settings(max_examples=cases, derandomize=True, deadline=None, suppress_health_check=_SLOW)


def deep(cases: int) -> settings:
    """For `-m deep`: cases never seen before."""
    return settings(max_examples=cases, deadline=None, print_blob=True, suppress_health_check=_SLOW)


@st.composite
def files(draw: Draw, *, most_themes: int = 3, most_questions: int = 5) -> Files:
    """Sound files: a profile or none, a checklist or none, one to three themes, and the report."""
    author = Author(draw)
    written: dict[str, Data] = {"_scales": {"scales": {"commune": COMMON_SCALE}}}
    if author.tosses():
        written["profil"] = author.profile()
    themes = [f"t{n}" for n in range(author.whole(1, most_themes))]
    for name in themes:
        written[name] = author.assessment(name, most_questions)
    if author.tosses():
        written["liste"] = author.checklist()
    author.chain_advice()
    written["bilan"] = author.report(themes)
    return written


@st.composite
def guides(draw: Draw, *, most_themes: int = 3, most_questions: int = 5) -> Guide:
    """Compiled guides."""
    return compiled(draw(files(most_themes=most_themes, most_questions=most_questions)))


def answers(definitions: Iterable[Definition], *, hostile: bool = False) -> st.SearchStrategy[dict[str, Any]]:
    """Answers to some of the questions; hostile ones are anything, under earlier and foreign keys too."""
    questions = _questions(definitions)
    each = {key: valid_answers(question) for key, question in questions.items()}
    if hostile:
        anything = st.sampled_from(HOSTILE)
        each = {key: valid | _earlier_answers(questions[key]) | anything for key, valid in each.items()}
        each |= {earlier: each[key] for key, question in questions.items() for earlier in question.was}
        each |= dict.fromkeys(FOREIGN_KEYS, anything)
    return st.fixed_dictionaries({}, optional=each)


def valid_answers(question: Question) -> st.SearchStrategy[Any]:
    """What the form lets a person answer."""
    offered = [UNKNOWN] if question.unknown else []
    offered += [NOT_APPLICABLE] if question.not_applicable is not None else []
    real = real_answers(question)
    return st.sampled_from(offered) | real if offered else real


def real_answers(question: Question) -> st.SearchStrategy[Any]:
    """Answers proper: neither "sans objet" nor "je ne sais pas"."""
    ids = [option.id for option in question.options]
    match question.type:
        case "single":
            return st.sampled_from(ids)
        case "multiple":
            ordinary = [option.id for option in question.options if not option.exclusive]
            some = st.integers(1, 2 ** len(ordinary) - 1)
            return some.map(
                lambda bits: [id_ for n, id_ in enumerate(ordinary) if bits >> n & 1]
            ) | st.sampled_from([[id_] for id_ in ids])
        case "number":
            least = question.minimum or 0
            starts = [band.start for band in question.bands]
            return st.integers(least, question.maximum or max([least, *starts]) + 3)
        case "text":
            return st.sampled_from(("un texte", "x"))
        case "item":
            return st.just(DONE)


def _earlier_answers(question: Question) -> st.SearchStrategy[Any]:
    """Answers by earlier ids of the options."""
    ids = [earlier for option in question.options for earlier in option.was]
    return st.sampled_from([*ids, [*ids, "b"]]) if ids else st.nothing()


def _questions(definitions: Iterable[Definition]) -> dict[str, Question]:
    return {q.key: q for definition in definitions for q in (*definition.controls, *definition.questions)}
