"""The author's own tests: each example of a questionnaire is scored, and compared with what it expects."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from .answers import read_answer
from .definition import NOT_APPLICABLE, UNKNOWN, Definition, Question
from .model.context import full_key
from .model.format import Example
from .problems import Fault, Path, nearest, shown
from .scoring import Result


def check(
    examples: Mapping[int, Example],
    definitions: Mapping[str, Definition],
    name: str | None,
    score: Callable[[Mapping[str, object]], Result],
) -> Iterator[Fault]:
    """Run the examples of the questionnaire `name` (None for the report, whose keys are all in full).

    That the questions exist has been checked: one that is missing all the same stands in a file with faults, and an
    example that names it waits until these are mended.
    """
    questions = {q.key: q for d in definitions.values() for q in d.questions}
    for place, example in examples.items():
        path: Path = ("examples", place)
        answers = {_key(reference, name): value for reference, value in example.answers.items()}
        if not answers.keys() <= questions.keys():
            continue
        faults = [
            fault
            for reference, value in example.answers.items()
            for fault in _answer_faults(
                questions[_key(reference, name)], value, (*path, "answers", reference)
            )
        ]
        yield from faults or _compare(example, score(answers), name, path)


def _answer_faults(question: Question, value: object, path: Path) -> Iterator[Fault]:
    """Why a question does not take an answer."""
    if question.type == "multiple" and isinstance(value, list) and value:
        # A form cannot tick what is not there; an author can.
        ids = [option.id for option in question.options]
        for place, id_ in enumerate(value):
            if id_ not in ids:
                values = {"answer": shown(id_), "nearest": nearest(str(id_), ids)}
                yield Fault((*path, place), "answer-not-offered", values)
    elif read_answer(question, value) is None:
        yield _refusal(question, value, path)


def _refusal(question: Question, value: object, path: Path) -> Fault:
    values: dict[str, object] = {"answer": shown(value)}
    match question.type:
        case "number" if question.maximum is None:
            return Fault(path, "answer-too-small", {**values, "least": question.minimum})
        case "number":
            bounds = {"least": question.minimum, "most": question.maximum}
            return Fault(path, "answer-out-of-range", {**values, **bounds})
        case "text":
            return Fault(path, "expected-text", {"found": shown(value)})
        case "multiple" if isinstance(value, str) and any(option.id == value for option in question.options):
            return Fault(path, "answer-not-a-list", {"option": value})
    reserved = [(UNKNOWN, question.unknown), (NOT_APPLICABLE, question.not_applicable is not None)]
    offered = [option.id for option in question.options] + [id_ for id_, is_offered in reserved if is_offered]
    return Fault(path, "answer-not-offered", {**values, "nearest": nearest(str(value), offered)})


def _compare(example: Example, result: Result, name: str | None, path: Path) -> Iterator[Fault]:
    obtained: dict[str, object] = {
        "score": result.percent,
        "points": result.sums.points,
        "possible": result.sums.possible,
        "low": result.low,
        "high": result.high,
        "level": result.level,
        "levels": None if result.level_low is None else [result.level_low, result.level_high],
        "missing_essentials": [_reference(key, name) for key in result.essentials.missing],
        "applicable": result.applicable,
        "remaining": len(result.remaining),
        "actions": list(dict.fromkeys(_reference(action.key, name) for action in result.actions)),
    }
    for key in example.expect.model_fields_set:
        expected, found = getattr(example.expect, key), obtained[key]
        if key == "actions" and expected and isinstance(found, list):
            found = found[: len(expected)]
        if key == "missing_essentials" and expected and isinstance(found, list):
            expected, found = sorted(expected), sorted(found)
        if expected != found:
            values = {
                "name": example.name,
                "key": key,
                "expected": _listed(expected),
                "obtained": _listed(found),
            }
            yield Fault((*path, "expect", key), "example-fails", values)


def _listed(value: object) -> str:
    if isinstance(value, list):
        return "[" + ", ".join(str(entry) for entry in value) + "]"
    return "null" if value is None else str(value)


def _key(reference: str, name: str | None) -> str:
    return reference if name is None else full_key(reference, name)


def _reference(key: str, name: str | None) -> str:
    """A key as the author of the file `name` writes it: in short for the file's own questions."""
    return key.removeprefix(f"{name}.") if name is not None else key
