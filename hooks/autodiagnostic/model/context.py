"""What the rules of one file need to know of the others and of the guide's pages: handed in, never looked up."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from .format import Profile, Single, Use
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


SCALES = "_scales"
"""The file of the scales that all questionnaires share."""


@dataclass(frozen=True)
class Context:
    """All files together. Keys are "file name.question id"; `declared` holds unsound questions' too.

    `partial` are the questions of which some key could not be read; `unread` the files that could not be read at all,
    and `unsure` those in which some question has no id to be known by: what they hold may well be what others name.
    `instead_of_level` are the profile's questions of which an answer takes the level's place in every result.
    """

    pages: Pages
    scales: ScaleMap = field(default_factory=dict)
    drafts: Mapping[str, Draft] = field(default_factory=dict)
    questions: Mapping[str, AnyQuestion] = field(default_factory=dict)
    declared: frozenset[str] = frozenset()
    report: Draft | None = None
    instead_of_level: tuple[str, ...] = ()
    partial: frozenset[str] = frozenset()
    unread: frozenset[str] = frozenset()
    unsure: frozenset[str] = frozenset()
    shared_scales_known: bool = True

    def scales_of(self, name: str) -> ScaleMap:
        """The scales that the questions of a file may name: the shared ones and its own."""
        draft = self.drafts.get(name)
        return {**self.scales, **draft.scales} if draft else self.scales

    def knows_scales_of(self, name: str) -> bool:
        """Whether the names of all those scales could be read."""
        return self.shared_scales_known and _has_scales(self.drafts.get(name))


def gather(
    pages: Pages,
    drafts: Mapping[str, Draft],
    *,
    shared: Draft | None = None,
    report: Draft | None = None,
    unread: frozenset[str] = frozenset(),
) -> Context:
    """Put the files' drafts together: the questionnaires' by file name, those of _scales.yml and bilan.yml apart."""
    questions = {
        f"{name}.{question.id}": question
        for name, draft in drafts.items()
        for question in draft.questions.values()
        if not isinstance(question, Use)
    }
    return Context(
        pages,
        scales=shared.scales if shared else {},
        drafts=drafts,
        questions=questions,
        declared=frozenset(f"{name}.{id_}" for name, draft in drafts.items() for id_ in draft.declared),
        report=report,
        instead_of_level=tuple(_instead_of_level(drafts)),
        partial=frozenset(
            f"{name}.{question.id}"
            for name, draft in drafts.items()
            for place, question in draft.questions.items()
            if place in draft.partial and not isinstance(question, Use)
        ),
        unread=unread,
        unsure=unread | {name for name, draft in drafts.items() if not draft.all_declared},
        shared_scales_known=SCALES not in unread and _has_scales(shared),
    )


def _instead_of_level(drafts: Mapping[str, Draft]) -> Iterator[str]:
    for name, draft in drafts.items():
        for question in draft.questions.values() if draft.type is Profile else ():
            if isinstance(question, Single) and any(o.instead_of_level for o in question.options or ()):
                yield f"{name}.{question.id}"


def _has_scales(draft: Draft | None) -> bool:
    return draft is None or isinstance(draft.data.get("scales", {}), dict)


def full_key(reference: str, name: str) -> str:
    """A reference made from the file `name`: "question" means one of its own."""
    return reference if "." in reference else f"{name}.{reference}"
