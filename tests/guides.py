"""Guides as their authors write them, in YAML or as plain data, read and compiled."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import yaml

from autodiagnostic import compile as compiler
from autodiagnostic.definition import Definition, Report
from autodiagnostic.model import format as f
from autodiagnostic.model import rules
from autodiagnostic.model.context import Context, Pages, gather
from autodiagnostic.model.reading import Draft, read
from autodiagnostic.model.references import check_after_cycles
from autodiagnostic.problems import Fault

Files = Mapping[str, dict[str, Any]]
"""File names, without extension → their data, as the YAML reader gives it."""

_KINDS: dict[str, type[f.Part]] = {"assessment": f.Assessment, "profile": f.Profile, "checklist": f.Checklist}
_PAGES = Pages(anchors=lambda _: frozenset({"s1"}), names=frozenset)

LEVELS = [
    {"from": 0, "id": "depart", "title": "Point de départ", "summary": "On commence."},
    {"from": 65, "id": "solide", "title": "Solide", "summary": "C’est bien."},
]


@dataclass(frozen=True)
class Guide:
    """Questionnaires by id, and the report when there is one; shown as the files it was compiled from."""

    files: Files
    definitions: Mapping[str, Definition] = field(repr=False)
    report: Report | None = field(repr=False)

    @property
    def the_report(self) -> Report:
        assert self.report is not None
        return self.report


def compiled(files: Files) -> Guide:
    """Compile sound files."""
    context, drafts = _drafted(files)
    definitions = {
        name: compiler.questionnaire(name, draft.whole, context)
        for name, draft in drafts.items()
        if draft.whole is not None
    }
    whole = context.report.whole if context.report else None
    report = compiler.report(whole, definitions) if isinstance(whole, f.ReportFile) else None
    return Guide(files, definitions, report)


def faults(files: Files) -> list[Fault]:
    """The rules that the files break; what does not even have the right type raises."""
    context, drafts = _drafted(files)
    found = [
        fault for name, draft in drafts.items() for fault in rules.check_questionnaire(name, draft, context)
    ]
    found += [fault for _, fault in check_after_cycles(context)]
    return found + (list(rules.check_report(context.report, context)) if context.report else [])


def _drafted(files: Files) -> tuple[Context, Mapping[str, Draft]]:
    drafts = {name: _draft(data, _KINDS[data.get("kind", "assessment")]) for name, data in _own(files)}
    shared = _draft(files["_scales"], f.ScalesFile) if "_scales" in files else None
    report = _draft(files["bilan"], f.ReportFile) if "bilan" in files else None
    return gather(_PAGES, drafts, shared=shared, report=report), drafts


def _own(files: Files) -> Iterator[tuple[str, dict[str, Any]]]:
    return ((name, data) for name, data in files.items() if name not in ("_scales", "bilan"))


def _draft(data: dict[str, Any], part_type: type[f.Part]) -> Draft:
    draft, mistakes = read(part_type, data)
    assert not mistakes, mistakes
    return draft


def written(**texts: str) -> Files:
    """Files from YAML: of a questionnaire, its list of questions is enough."""
    read: dict[str, Any] = {name: yaml.safe_load(text) for name, text in texts.items()}
    return {
        name: data if isinstance(data, dict) else questionnaire_file(name, data)
        for name, data in read.items()
    }


def questionnaire_file(name: str, questions: list[Any]) -> dict[str, Any]:
    """A questionnaire that asks these, with all else that it must have."""
    rest = {"kind": "profile"} if name == "profil" else {"levels": LEVELS, "essential_cap": "depart"}
    return {"id": name, "version": 1, "title": name.capitalize(), "questions": questions, **rest}


def definition(name: str, **texts: str) -> Definition:
    """One of these files, compiled."""
    return compiled(written(**texts)).definitions[name]
