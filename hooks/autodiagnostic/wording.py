"""A questionnaire in words, the same on screen and on paper; authors' Markdown is left to who shows it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from . import grid
from .definition import DONE, NOT_APPLICABLE, UNKNOWN, Advice, Definition, InsteadOfLevel, Option, Question
from .scoring import VERIFY
from .texts import counted, interface
from .typography import french


@dataclass(frozen=True, slots=True)
class Answer:
    """A row to tick. `aside` is said after the label, `points` is for those who count by hand."""

    type: str
    value: str
    label: str
    aside: str | None = None
    points: str | None = None


def instead_of_levels(definition: Definition) -> Iterator[tuple[Question, Option, InsteadOfLevel]]:
    """The answers that take the level's place, in a questionnaire that has levels."""
    for question in (*definition.controls, *definition.questions) if definition.levels else ():
        for option in question.options:
            if option.instead_of_level is not None:
                yield question, option, option.instead_of_level


def answers(question: Question, unit: int) -> tuple[Answer, ...]:
    """The rows to tick, the reserved answers last."""
    form = interface()["form"]
    if question.type == "item":
        return (Answer("checkbox", DONE, french(question.text)),)
    box = "radio" if question.type == "single" else "checkbox"
    answers = [
        Answer(box, option.id, french(option.label), points=_points(question, option.points, unit))
        for option in question.options
    ]
    if question.unknown:
        answers.append(Answer(box, UNKNOWN, form["unknown"], points=_points(question, 0, unit)))
    if question.not_applicable is not None:
        label, aside = french(question.not_applicable), form["not_applicable"]
        answers.append(
            Answer(box, NOT_APPLICABLE, label, aside, _points(question, question.best, unit, "subtracted"))
        )
    return tuple(answers)


def _points(question: Question, points: int | None, unit: int, words: str = "points") -> str | None:
    if question.best is None or points is None:
        return None
    return counted(interface()["grid"][words], grid.worth(question, points, unit))


def hints(question: Question) -> tuple[str, ...]:
    """How to answer."""
    form = interface()["form"]
    if question.type == "multiple":
        return (form["several"],)
    if question.type != "number":
        return ()
    bounds = {"least": question.minimum, "most": question.maximum}
    match question.minimum, question.maximum:
        case None, None:
            return (form["whole"],)
        case _, None:
            return (form["whole_from"].format(**bounds),)
        case None, _:
            return (form["whole_to"].format(**bounds),)
        case _:
            return (form["whole_between"].format(**bounds),)


def paper_hints(question: Question, unit: int) -> tuple[str, ...]:
    """How to count by hand."""
    if question.best is None:
        return ()
    if question.type == "multiple":
        return (counted(interface()["form"]["at_most"], grid.worth(question, question.best, unit)),)
    return tuple(_bands(question, unit, interface()["grid"]))


def _bands(question: Question, unit: int, words: Mapping[str, str]) -> list[str]:
    """What a number is worth, band by band."""
    ends = [band.start - 1 for band in question.bands[1:]] + [question.maximum]
    lines = []
    for band, end in zip(question.bands, ends, strict=False):
        form = "band_last" if end is None else "band_one" if end == band.start else "band"
        points = counted(interface()["grid"]["points"], grid.worth(question, band.points, unit))
        lines.append(
            words["worth"].format(numbers=words[form].format(least=band.start, most=end), points=points)
        )
    return lines


def by_hand(definition: Definition) -> dict[str, Any]:
    """How to count with a pencil, for the template of a page or of a sheet."""
    scored = [question for question in definition.questions if question.best is not None]
    numbers = {question.key: number for number, question in enumerate(definition.questions, start=1)}
    essentials = [question for question in scored if question.pass_points is not None]
    cap = next(
        (french(level.title) for level in definition.levels if level.id == definition.essential_cap), None
    )
    return {
        "rows": grid.rows(definition),
        "maximum": sum(question.weight for question in scored) * definition.unit,
        "shrinks": any(grid.may_be_left_out(question) for question in scored),
        "instead": [_instead(*entry) for entry in instead_of_levels(definition)],
        "cap": cap,
        "essentials": [_needed(question, numbers[question.key], definition.unit) for question in essentials],
        "all_essential": definition.all_essential,
    }


def _instead(question: Question, option: Option, instead: InsteadOfLevel) -> str:
    gaps = {"answer": option.label, "question": question.text, "title": instead.title}
    return str(interface()["grid"]["instead"].format(**{name: french(text) for name, text in gaps.items()}))


def _needed(question: Question, number: int, unit: int) -> str:
    """What secures an essential, for a person with a pencil."""
    words, needed = interface()["grid"], question.pass_points or 0
    enough = [option for option in question.options if option.points is not None and option.points >= needed]
    if question.type == "single" and enough:
        least = min(enough, key=lambda option: option.points or 0)
        return str(words["needs_answer"].format(number=number, answer=french(least.label)))
    return counted(words["needs_points"], grid.worth(question, needed, unit), number=number)


@dataclass(frozen=True, slots=True)
class Advised:
    """An advice in words: the `number`-th of its question (from 0), or VERIFY. `facts` say who, by when…

    `why` is Markdown and `read` an address from docs/, as their author wrote them.
    """

    number: int
    condition: str
    action: str
    facts: tuple[str, ...]
    why: str | None = None
    read: str | None = None
    who: str | None = None
    within: str | None = None


def advised(question: Question, numbers: Mapping[str, int]) -> Iterator[Advised]:
    """Every advice on a question, "go and check" after its own; `numbers` are those of the questions around it."""
    for number, advice in enumerate(question.advice):
        yield _advised(question, number, advice, numbers)
    if (
        question.unknown
        and question.best is not None
        and not any(UNKNOWN in advice.when for advice in question.advice)
    ):
        words = interface()["result"]
        yield Advised(
            number=VERIFY,
            condition=words["when"].format(answers=_listed([interface()["form"]["unknown"]])),
            action=words["verify"].format(question=french(question.text)),
            facts=(_fact(words["effort"], words["efforts"][0]),),
        )


def _advised(question: Question, number: int, advice: Advice, numbers: Mapping[str, int]) -> Advised:
    words = interface()["result"]
    facts = [(words["who"], advice.who), (words["within"], advice.within)]
    facts.append((words["effort"], words["efforts"][advice.effort - 1]))
    if advice.after is not None and advice.after in numbers:
        facts.append((words["after"], words["question"].format(number=numbers[advice.after]).lower()))
    return Advised(
        number=number,
        condition="".join(_conditions(question, advice)),
        action=french(advice.action),
        facts=tuple(_fact(name, value) for name, value in facts if value),
        why=advice.why,
        read=advice.read,
        who=advice.who,
        within=advice.within,
    )


def _fact(name: str, value: str) -> str:
    return str(interface()["result"]["fact"].format(name=name, value=french(value)))


def _conditions(question: Question, advice: Advice) -> Iterator[str]:
    words = interface()["result"]
    labels = {option.id: option.label for option in question.options}
    labels |= {UNKNOWN: interface()["form"]["unknown"], NOT_APPLICABLE: interface()["form"]["not_applicable"]}
    if advice.when:
        form = "ticked" if question.type == "multiple" else "when"
        yield words[form].format(answers=_listed([labels.get(i, i) for i in advice.when]))
    if advice.without:
        yield words["without"].format(answers=_listed([labels.get(i, i) for i in advice.without]))
    if advice.below is not None:
        yield words["below"].format(number=advice.below)


def _listed(labels: Sequence[str]) -> str:
    """« A », « B » ou « C »."""
    words: Mapping[str, str] = interface()["result"]
    quoted = [words["quoted"].format(text=french(label)) for label in labels]
    *others, last = quoted
    return f"{words['comma'].join(others)}{words['or']}{last}" if others else last
