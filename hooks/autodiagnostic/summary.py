"""What a chapter says in brief, taken from its own Markdown: nothing that is shown on a screen is written twice."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial

from .urls import from_docs

_TITLE = re.compile(r"^# +(?P<title>.+?) *$", re.MULTILINE)
_HEADING = re.compile(r"^(?P<marks>##|###) +(?P<title>.+?) *\{[^{}\n]*?#(?P<anchor>[^\s#.}=]+)[^{}\n]*\} *$")
_FENCE = re.compile(r" *(?:```|~~~)")
_BLOCK_LINE = re.compile(r" *///")
_LINK = re.compile(r"\[(?P<words>[^\]]*)\]\((?P<to>[^()\s]*)\)")
_CITED = re.compile(r" *\((?:\[S\d+\]\([^()\s]*\)(?:, |; | et )?)+\)")


@dataclass(frozen=True, slots=True)
class Section:
    """What stands under a title `##`, as Markdown with links written from docs/; `steps` are the `###` in it."""

    title: str
    text: str
    steps: tuple[tuple[str, str], ...] = ()
    """Title and anchor of each."""

    @property
    def bare(self) -> str:
        """The text without links or sources: nobody follows them on a wall."""
        return _LINK.sub(r"\g<words>", _CITED.sub("", self.text))


@dataclass(frozen=True, slots=True)
class Summary:
    """A chapter: its path from docs/, its title, and its sections by anchor, in their order."""

    page: str
    title: str
    sections: Mapping[str, Section] = field(default_factory=dict)


def read(page: str, text: str) -> Summary:
    """Read a chapter's Markdown, given without front matter. Never raises: what it does not say is not there."""
    title = _TITLE.search(text)
    sections: dict[str, Section] = {}
    for (heading, *steps), lines in _sections(text.split("\n")):
        sections[heading["anchor"]] = Section(
            title=heading["title"],
            text=_LINK.sub(partial(_rewritten, page), "\n".join(lines).strip()),
            steps=tuple((_LINK.sub(r"\g<words>", step["title"]), step["anchor"]) for step in steps),
        )
    return Summary(page, title["title"] if title else page, sections)


def _sections(lines: list[str]) -> list[tuple[list[re.Match[str]], list[str]]]:
    """Each heading `##` that has an anchor, the `###` under it, and its lines; those of our blocks left out."""
    found: list[tuple[list[re.Match[str]], list[str]]] = []
    fenced = False
    for line in lines:
        fenced ^= bool(_FENCE.match(line))
        heading = None if fenced else _HEADING.match(line)
        if heading and heading["marks"] == "##":
            found.append(([heading], []))
        elif found and (fenced or not _BLOCK_LINE.match(line)):
            headings, own = found[-1]
            headings += [heading] if heading else []
            own.append(line)
    return found


def _rewritten(page: str, link: re.Match[str]) -> str:
    return f"[{link['words']}]({from_docs(link['to'], page)})"
