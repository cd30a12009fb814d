"""Cases that a person can check by hand, in tests/vectors/: scoring.py and score.js must both come to what they say.

A case names the questionnaire to `score` or through which answers are `carriedOver`; one that names none is about the
whole. Of a result, only what `expect` names is compared; carried answers are compared in full.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from autodiagnostic.answers import carried_over
from autodiagnostic.scoring import overall, score
from browser_scoring import as_json, call, for_script
from read_back import definition_of, report_of

Vector = Mapping[str, Any]

FILES = {
    path.stem: json.loads(path.read_text("utf-8"))
    for path in sorted(Path(__file__).parent.glob("vectors/*.json"))
}
CASES = [
    pytest.param(file, case, id=f"{name}: {case['name']}")
    for name, file in FILES.items()
    for case in file["cases"]
]


@pytest.mark.parametrize(("file", "case"), CASES)
def test_in_python(file: Vector, case: Vector) -> None:
    assert named(case, in_python(file, case)) == case["expect"]


@pytest.mark.parametrize(("file", "case"), CASES)
def test_in_the_browser(file: Vector, case: Vector) -> None:
    assert named(case, in_the_browser(file, case)) == case["expect"]


def in_python(file: Vector, case: Vector) -> Any:
    definitions = {name: definition_of(data) for name, data in file["definitions"].items()}
    if "carriedOver" in case:
        return for_script(carried_over(definitions[case["carriedOver"]], case["answers"]))
    if "score" in case:
        return as_json(score(definitions[case["score"]], case["answers"]))
    return as_json(overall(report_of(file["report"]), definitions, case["answers"]))


def in_the_browser(file: Vector, case: Vector) -> Any:
    for name in ("carriedOver", "score"):
        if name in case:
            return call(name, file["definitions"][case[name]], case["answers"])
    return call("overall", file["report"], file["definitions"], case["answers"])


def named(case: Vector, found: Any) -> Any:
    return found if "carriedOver" in case else part_of(found, case["expect"])


def part_of(found: Any, expected: Any) -> Any:
    """As much of what was found as the case names."""
    if isinstance(expected, dict) and isinstance(found, dict):
        return {name: part_of(found.get(name, "missing"), value) for name, value in expected.items()}
    return found


@pytest.mark.parametrize("name", FILES)
def test_a_file_says_what_it_is_about(name: str) -> None:
    assert FILES[name]["about"]
    names = [case["name"] for case in FILES[name]["cases"]]
    assert len(set(names)) == len(names)
