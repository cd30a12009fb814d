"""A random author: writes the files of a whole guide, sound and full of everything that the format allows.

Questions have ids of their own throughout a guide, so that any may be used in any file.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from typing import Any, TypeVar

from hypothesis import strategies as st

from autodiagnostic.definition import UNKNOWN

T = TypeVar("T")
Draw = Callable[[st.SearchStrategy[Any]], Any]
Data = dict[str, Any]

DEGREES = ("faible", "moyen", "fort")
# The most points of all questions of a guide divide one of these, so that no common unit exceeds 120.
UNITS = (120, 108, 96, 90, 84)
COMMON_SCALE = [{"id": id_, "label": "Ceci", "points": points} for points, id_ in enumerate("abcd")]


class Author:
    """Writes one guide's files, drawing every choice."""

    def __init__(self, draw: Draw) -> None:
        self.draw = draw
        unit = self.pick(UNITS)
        self.bests = [points for points in range(1, 101) if unit % points == 0]
        self.written: dict[str, Data] = {}
        self.advice: list[tuple[str, Data]] = []
        self.profile_controls: dict[str, list[str]] = {}
        self.essentials: list[str] = []

    def pick(self, choices: Sequence[T]) -> T:
        chosen: T = self.draw(st.sampled_from(choices))
        return chosen

    def whole(self, least: int, most: int) -> int:
        number: int = self.draw(st.integers(least, most))
        return number

    def tosses(self) -> bool:
        return self.pick((False, True))

    def some(self, choices: Sequence[T]) -> list[T]:
        """At least one of them, in their order."""
        bits = self.whole(1, 2 ** len(choices) - 1)
        return [choice for place, choice in enumerate(choices) if bits >> place & 1]

    # Files

    def profile(self) -> Data:
        questions = []
        for _ in range(self.whole(1, 3)):
            question = self.unscored("profil", self.profile_controls)
            if question["type"] == "single" and self.tosses():
                self.pick(question["options"])["instead_of_level"] = {"title": "D’abord", "summary": "Ceci."}
            self.profile_controls["profil." + question["id"]] = [
                option["id"] for option in question["options"]
            ]
            questions.append(question)
        return {"id": "profil", "version": 1, "title": "Profil", "kind": "profile", "questions": questions}

    def assessment(self, name: str, most_questions: int) -> Data:
        earlier = list(self.written)
        questions: list[Data] = [self.scored(name, self.profile_controls)]
        controls = dict(self.profile_controls)
        for _ in range(self.whole(0, most_questions - 1)):
            kind = self.pick(("scored", "scored", "scored", "unscored", "text", "number", "use"))
            if kind == "unscored":
                question = self.unscored(name, controls)
                controls[question["id"]] = [option["id"] for option in question["options"]]
            elif kind in ("text", "number"):
                question = self.question(name, kind, controls)
            elif kind == "use" and earlier:
                question = {"use": earlier.pop(self.whole(0, len(earlier) - 1))}
            else:
                question = self.scored(name, controls)
            questions.append(question)
        # Conditions look back; questions placed by `use:` may stand anywhere, before what they depend on too.
        uses = [question for question in questions if "use" in question]
        if uses and self.tosses():
            questions = uses + [question for question in questions if "use" not in question]
        head = {"id": name, "version": 1, "title": name, "chapter": f"methode/{name}.md"}
        return {**head, "questions": questions, **self.levels()}

    def checklist(self) -> Data:
        items = [{"id": f"i{n}", "text": "Fait ?"} for n in range(self.whole(1, 3))]
        return {"id": "liste", "version": 1, "title": "Liste", "kind": "checklist", "items": items}

    def report(self, themes: Sequence[str]) -> Data:
        first = self.some(self.essentials) if self.essentials else []
        themes_data = [{"use": name, "weight": self.whole(1, 10)} for name in themes]
        return {
            "title": "Bilan",
            "themes": themes_data,
            "first": first[:: self.pick((1, -1))],
            **self.levels(),
        }

    def levels(self) -> Data:
        starts = sorted({0, *(self.whole(1, 100) for _ in range(self.whole(1, 3)))})
        levels = [{"from": n, "id": f"n{n}", "title": "Niveau", "summary": "Bien."} for n in starts]
        return {"levels": levels, "essential_cap": self.pick(levels[:-1])["id"]}

    # Questions

    def question(self, name: str, type_: str, controls: Mapping[str, Sequence[str]]) -> Data:
        id_ = f"q{len(self.written)}"
        question: Data = {"id": id_, "question": "Et vous ?", "type": type_}
        self.written[f"{name}.{id_}"] = question
        extras = self.pick(("none", "none", "condition", "condition", "sans-objet", "was", "was-elsewhere"))
        if extras == "was":
            question["was"] = [f"vieux-{id_}", f"ancien-{id_}"]
        elif extras == "was-elsewhere":
            question["was"] = [f"ailleurs.{id_}"]
        elif extras != "none":
            question["not_applicable"] = "Sans objet ici"
        if extras == "condition" and controls:
            named = self.some(list(controls)[-2:])
            question["show_if"] = {reference: self.some(controls[reference]) for reference in named}
        if type_ != "text":
            question["unknown"] = self.tosses()
        return question

    def unscored(self, name: str, controls: Mapping[str, Sequence[str]]) -> Data:
        type_ = self.pick(("single", "multiple"))
        question = self.question(name, type_, controls)
        question["options"] = [{"id": id_, "label": "Ceci"} for id_ in "abc"[: self.whole(2, 3)]]
        if type_ == "multiple" and self.tosses():
            question["options"][-1]["exclusive"] = True
        self.add_advice(name, question)
        return question

    def scored(self, name: str, controls: Mapping[str, Sequence[str]]) -> Data:
        type_ = self.pick(("single", "single", "multiple", "number"))
        question = self.question(name, type_, controls)
        question["weight"] = self.pick((1, 1, 2, 3, 10))
        essential = self.pick((False, False, True))
        best = self.pick(self.bests)
        least_pass: str | int
        if type_ == "single":
            least_pass = self.single(question, best)
        elif type_ == "multiple":
            least_pass = self.multiple(question, best)
        else:
            least_pass = self.number(question, best, bounded=essential)
        if essential:
            question["essential"] = {"pass": least_pass}
            self.essentials.append(f"{name}.{question['id']}")
        self.add_advice(name, question, covering=essential)
        return question

    def rising(self, best: int) -> list[int]:
        """Points from fewer than `best` to `best`, or the other way round."""
        between = [self.whole(0, best) for _ in range(self.whole(0, 2))]
        return [self.whole(0, best - 1), *between, best][:: self.pick((1, -1))]

    def single(self, question: Data, best: int) -> str:
        """Give it answers; return one that can be missed."""
        if best == 3 and self.tosses():
            question |= {"scale": "commune", "labels": {"a": "Cela"}}
            return self.pick(("b", "c", "d"))
        options = _options(self.rising(best))
        question["options"] = options
        least = min(option["points"] for option in options)
        missable: list[str] = [option["id"] for option in options if option["points"] > least]
        return self.pick(missable)

    def multiple(self, question: Data, best: int) -> int:
        """Give it answers; return points that can be missed."""
        if self.tosses():
            points = [*(self.whole(0, best) for _ in range(self.whole(1, 3))), best]
            question["max"] = best
            alone = self.whole(0, best - 1)
        else:
            # The best is either all together or none of these.
            together, alone = (best, self.whole(0, best - 1))[:: self.pick((1, -1))]
            cuts = sorted(self.whole(0, together) for _ in range(self.whole(1, 2)))
            points = [after - before for before, after in pairwise([0, *cuts, together])]
        question["options"] = [
            *_options(points),
            {"id": "aucun", "label": "Rien", "points": alone, "exclusive": True},
        ]
        return self.whole(min(alone, *points) + 1, best)

    def number(self, question: Data, best: int, *, bounded: bool) -> int:
        """Give it bands; return points that can be missed."""
        points = self.rising(best)
        question["min"] = start = self.whole(-3, 3)
        bands = []
        for p in points:
            bands.append({"from": start, "points": p})
            start += self.whole(1, 4)
        question["bands"] = bands
        if bounded or self.tosses():
            question["max"] = start
        return self.whole(min(points) + 1, best)

    # Advice

    def add_advice(self, name: str, question: Data, *, covering: bool = False) -> None:
        question["advice"] = [self.advise(self.trigger(question)) for _ in range(self.pick((0, 0, 1, 2)))]
        if covering:
            whole = (
                {"below": question["max"] + 1}
                if "max" in question and "bands" in question
                else {"when": _ids(question)}
            )
            question["advice"].append(self.advise(whole))
        self.advice += [(f"{name}.{question['id']}", advice) for advice in question["advice"]]

    def advise(self, trigger: Data) -> Data:
        return {**trigger, "action": "Agir", "impact": self.pick(DEGREES), "effort": self.pick(DEGREES)}

    def trigger(self, question: Data) -> Data:
        unknown = [UNKNOWN] if question["unknown"] else []
        if question["type"] == "number":
            return {"when": unknown} if unknown and self.tosses() else {"below": self.whole(-2, 9)}
        if question["type"] == "multiple" and self.tosses():
            return {"without": self.some(_ids(question))}
        return {"when": self.some([*_ids(question), *unknown])}

    def chain_advice(self) -> None:
        """Let actions wait for others: all for earlier questions', or all for later ones', so never in a circle."""
        order = list(self.written)[:: self.pick((1, -1))]
        for key, advice in self.advice:
            before = order[: order.index(key)]
            if before and self.whole(1, 3) == 3:
                advice["after"] = self.pick(before)


def _options(points: Sequence[int]) -> list[Data]:
    options: list[Data] = [
        {"id": id_, "label": "Ceci", "points": p} for id_, p in zip("abcd", points, strict=False)
    ]
    options[0]["was"] = ["vieux", "ancien"]
    return options


def _ids(question: Data) -> list[str]:
    return [option["id"] for option in question.get("options", COMMON_SCALE)]
