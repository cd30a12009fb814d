"""The whole self-assessment as one booklet: cover, profile, themes, and the sheet that sums them up."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping

from .. import grid, wording
from ..catalogue import load
from ..definition import Definition, Report
from ..texts import counted, interface
from ..typography import french
from . import names
from .contents import Data, Sheet, table
from .words import words

ACTIONS = 5
"""Lines of the plan."""

PROFILE = "profil"


def definitions_of(report: Report, definitions: Mapping[str, Definition]) -> list[Definition]:
    """What the booklet holds, in order: the profile, if there is one, then the themes."""
    first = [definitions[PROFILE]] if PROFILE in definitions else []
    return first + [definitions[theme.id] for theme in report.themes]


def summary(report: Report, definitions: Mapping[str, Definition], sheet: Sheet) -> Data:
    """The cover's words and the summary sheet."""
    told = words()["booklet"]
    themes = [definitions[theme.id] for theme in report.themes]
    held = definitions_of(report, definitions)
    minutes = sum(definition.minutes or 0 for definition in held)
    cap = next((level.title for level in report.levels if level.id == report.essential_cap), None)
    essentials = list(_essentials(themes))
    strips = any(names.has_strip(theme) for theme in themes)
    return {
        "title": told["title"],
        "facts": counted(interface()["form"]["questions"], sum(len(d.questions) for d in held)),
        "intro": sheet.markdown(report.intro),
        "how": told["subject"].format(minutes=minutes),
        "contents": told["contents"],
        "themes": [
            {
                "title": french(theme.title),
                "times": told["times"].format(factor=entry.factor) if entry.factor != 1 else "",
                "points": _told(theme.id, "points", theme.title, told["points"], sheet),
                "possible": _told(theme.id, "possible", theme.title, told["possible"], sheet),
            }
            for entry, theme in zip(report.themes, themes, strict=True)
        ],
        **{
            what: _told(names.REPORT, what, told["summary"], label, sheet)
            for what, label in (
                ("points", told["points"]),
                ("possible", told["possible"]),
                ("level", words()["result"]["level"]),
                ("percent", words()["result"]["percent"]),
                ("missing", words()["result"]["missing"]),
            )
        },
        "plan": [_action(number, sheet) for number in range(1, ACTIONS + 1)],
        "essentials": essentials,
        "cap": french(load("report")["paper"]["cap"]).format(level=french(cap)) if cap else None,
        "table": table(
            [french(level.title) for level in report.levels], grid.report_rows(report, definitions)
        ),
        "verdicts": [
            {"title": french(title), "summary": sheet.markdown(text)}
            for title, text in _verdicts(report, themes)
        ],
        "instead": sorted({line for theme in themes for line in wording.by_hand(theme)["instead"]}),
        "strips": told["strips"] if strips else None,
        "strip_help": words()["result"]["strip_help"] if strips else None,
    }


def _told(name: str, what: str, title: str, label: str, sheet: Sheet) -> int:
    return sheet.told(name, what, words()["result"]["field"].format(title=french(title), what=label))


def _action(number: int, sheet: Sheet) -> list[int]:
    told = words()["booklet"]
    parts = (("action", "plan_what"), ("qui", "plan_who"), ("quand", "plan_when"))
    return [
        sheet.line((names.PLAN, str(number), part), told["plan_field"].format(number=number, what=told[word]))
        for part, word in parts
    ]


def _essentials(themes: list[Definition]) -> Iterator[Data]:
    seen: set[str] = set()
    for theme in themes:
        for number, question in enumerate(theme.questions, start=1):
            if question.pass_points is not None and question.key not in seen:
                seen.add(question.key)
                yield {"text": french(question.text), "where": _where(theme, number)}


def _where(theme: Definition, number: int) -> str:
    told = words()["script"]
    return str(
        told["of_theme"].format(title=french(theme.title), questions=told["question"].format(number=number))
    )


def _verdicts(report: Report, themes: list[Definition]) -> list[tuple[str, str]]:
    entries = [(level.title, level.summary) for level in report.levels]
    instead = {
        f"{question.key}/{option.id}": (found.title, found.summary)
        for theme in themes
        for question, option, found in wording.instead_of_levels(theme)
    }
    return entries + list(instead.values())


def stamp(held: list[Definition]) -> str:
    """Eight signs that two booklets share when they score alike."""
    return hashlib.sha256(" ".join(definition.fingerprint for definition in held).encode()).hexdigest()[:8]
