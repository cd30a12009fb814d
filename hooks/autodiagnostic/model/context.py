"""What the rules of one file need to know of the others and of the guide's pages: handed in, never looked up."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from .format import Use
from .questions import AnyQuestion, ScaleMap
from .reading import Draft


@dataclass(frozen=True)
class Pages:
    """The guide's pages as the rules see them.

    `anchors` gives the anchors of a page named by its path from docs/, None when there is no such page; `names` are
    all the pages' paths, to suggest one.
    """

    anchors: Callable[[str], frozenset[str] | None]
    names: Callable[[], frozenset[str]]
    sources: str = "ressources/sources.md"


@dataclass(frozen=True)
class Context:
    """All files together. Keys are "file name.question id"; `declared` holds unsound questions' too."""

    pages: Pages
    scales: ScaleMap = field(default_factory=dict)
    drafts: Mapping[str, Draft] = field(default_factory=dict)
    questions: Mapping[str, AnyQuestion] = field(default_factory=dict)
    declared: frozenset[str] = frozenset()
    report: Draft | None = None

    def scales_of(self, name: str) -> ScaleMap:
        """The scales that the questions of a file may name: the shared ones and its own."""
        draft = self.drafts.get(name)
        return {**self.scales, **draft.scales} if draft else self.scales


def gather(pages: Pages, scales: ScaleMap, drafts: Mapping[str, Draft], report: Draft | None) -> Context:
    """Put the files' drafts together: the questionnaires' by file name, bilan.yml's apart."""
    questions = {
        f"{name}.{question.id}": question
        for name, draft in drafts.items()
        for question in draft.questions.values()
        if not isinstance(question, Use)
    }
    declared = frozenset(f"{name}.{id_}" for name, draft in drafts.items() for id_ in draft.declared)
    return Context(pages, scales, drafts, questions, declared, report)


def full_key(reference: str, name: str) -> str:
    """A reference made from the file `name`: "question" means one of its own."""
    return reference if "." in reference else f"{name}.{reference}"
