"""The pure scripts, run by V8 without a page: arguments and results pass by value."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import Any

from py_mini_racer import MiniRacer

from autodiagnostic.scoring import Result

SCRIPTS = Path(__file__).parent.parent / "docs/assets/autodiagnostic"
PURE = (
    *("score", "overall", "json", "checks", "document", "link", "strip", "compare", "group"),
    *("incoming", "strip-line", "session", "received"),
)

# JSON has no such numbers, yet a script may hand them over: they travel as marked texts. Arguments are frozen: a script
# that changed one would throw.
_BRIDGE = """
const odd = new Map([NaN, Infinity, -Infinity].map((number) => ["\\0" + number, number]));
const marked = (_, value) => typeof value === "number" && !Number.isFinite(value) ? "\\0" + value : value;
const answer = async (text) => {
  const wanted = JSON.parse(text, (_, value) => Object.freeze(odd.get(value) ?? value));
  const found = wanted.flatMap(([name, firsts, ...rest]) =>
    firsts.map((first) => Autodiagnostic[name](first, ...rest)),
  );
  return JSON.stringify(await Promise.all(found), marked);
};
let answered;
const calls = (text) => {
  answer(text).then((told) => (answered = told), (error) => (answered = error));
  return "begun";
};
const told = () => {
  if (typeof answered !== "string") throw answered;
  return answered;
};
"""
_BEYOND_JSON = {math.inf: "\0Infinity", -math.inf: "\0-Infinity"}


def engine_with(*scripts: str) -> MiniRacer:
    """V8 with scripts of ours that touch no page, in their order."""
    engine = MiniRacer()
    engine.eval("var Autodiagnostic = {};")
    for name in scripts:
        engine.eval((SCRIPTS / f"{name}.js").read_text(encoding="utf-8"))
    return engine


@cache
def _v8() -> MiniRacer:
    engine = engine_with(*PURE)
    engine.eval(_BRIDGE)
    return engine


def calls(*wanted: tuple[str, *tuple[object, ...]]) -> list[Any]:
    """For each (name, *arguments), what `Autodiagnostic.<name>(…arguments)` returns, as `for_script` would show it."""
    return _answered([[name, [args[0]], *args[1:]] for name, *args in wanted])


def call(name: str, *args: object) -> Any:
    """One such call."""
    return calls((name, *args))[0]


def call_each(name: str, firsts: Iterable[object], *rest: object) -> list[Any]:
    """One such call for each of the first arguments, with the same other ones."""
    return _answered([[name, list(firsts), *rest]])


def _answered(wanted: list[Any]) -> list[Any]:
    # What a script promises, it gives before the next call: nothing here has to wait.
    _v8().call("calls", json.dumps(for_script(wanted)))
    answered: list[Any] = json.loads(str(_v8().call("told")))
    return answered


def as_json(result: Result) -> Any:
    """A result as score.js writes it."""
    return json.loads(json.dumps(asdict(result)))


def for_script(value: object) -> object:
    """A value as a script knows it, in JSON: one type of number, lists but no tuples."""
    match value:
        case bool() | None | str():
            return value
        case int() | float():
            return _number(value)
        case list() | tuple():
            return [for_script(item) for item in value]
        case Mapping():
            return {str(key): for_script(item) for key, item in value.items()}
        case _:
            raise TypeError(f"no script can be handed {value!r}")


def _number(value: float) -> object:
    try:
        number = float(value)
    except OverflowError:
        number = math.inf if value > 0 else -math.inf
    return "\0NaN" if math.isnan(number) else _BEYOND_JSON.get(number, number)
