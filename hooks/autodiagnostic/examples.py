"""The author's own tests: each example of a questionnaire is scored, and compared with what it expects."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from .answers import read_answer
from .definition import Definition
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
    """Run the examples of the questionnaire `name` (None for the report, whose keys are all in full)."""
    questions = {q.key: q for d in definitions.values() for q in d.questions}
    for place, example in examples.items():
        path: Path = ("examples", place)
        answers = {_key(reference, name): value for reference, value in example.answers.items()}
        wrong = False
        for (reference, value), key in zip(example.answers.items(), answers, strict=True):
            where = (*path, "answers", reference)
            if key not in questions:
                values = {"question": reference, "nearest": nearest(reference, _references(questions, name))}
                yield Fault(where, "unknown-question", values, on_key=True)
                wrong = True
            elif read_answer(questions[key], value) is None:
                options = [option.id for option in questions[key].options]
                values = {"answer": shown(value), "nearest": nearest(str(value), options)}
                yield Fault(where, "answer-not-offered", values)
                wrong = True
        if not wrong:
            yield from _compare(example, score(answers), name, path)


def _compare(example: Example, result: Result, name: str | None, path: Path) -> Iterator[Fault]:
    obtained: dict[str, object] = {
        "score": result.percent,
        "points": result.sums.points,
        "possible": result.sums.possible,
        "low": result.low,
        "high": result.high,
        "level": result.level,
        "levels": [result.level_low, result.level_high],
        "missing_essentials": [_reference(key, name) for key in result.essentials.missing],
        "remaining": len(result.remaining),
        "actions": list(dict.fromkeys(_reference(action.key, name) for action in result.actions)),
    }
    for key in example.expect.model_fields_set:
        expected, found = getattr(example.expect, key), obtained[key]
        if key == "actions" and isinstance(found, list):
            found = found[: len(expected)]
        if key == "missing_essentials" and isinstance(found, list):
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


def _references(keys: Mapping[str, object], name: str | None) -> list[str]:
    return [_reference(key, name) for key in keys]
