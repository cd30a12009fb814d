"""What our scripts and style sheets weigh on each kind of page."""

import gzip
import re
from collections.abc import Iterator
from pathlib import Path

from autodiagnostic.offline import WORKER, kept
from tools.bench.report import Line

PAGES = {
    "home": "index.html",
    "chapter": "methode/1-objectifs.html",
    "self-assessment": "autodiagnostic/index.html",
    "page without questionnaire": "ressources/sources.html",
}
CHAPTER_LIMIT = 12.0
LINKED = re.compile(r"""<(?:script|link)\b[^>]*?\s(?:src|href)=["']?([^"'\s>]+\.(?:js|css))(?=["'\s>])""")
# Scripts of components: a page without theirs does not load them.
WAITING = re.compile(r"<template data-for=.*?</template>", re.DOTALL)
THEME = ("assets/javascripts/", "assets/stylesheets/")


def pages(site: Path) -> Iterator[Line]:
    for kind, page in PAGES.items():
        files = ours(site, site / page)
        raw = sum(len(file.read_bytes()) for file in files)
        packed = sum(len(gzip.compress(file.read_bytes())) for file in files)
        yield Line(f"{kind}: raw", raw / 1_000, "kB")
        if kind == "chapter":
            yield Line(f"{kind}: gzip", packed / 1_000, "kB", CHAPTER_LIMIT, "mkdocs-quiz 14.7, SurveyJS 417")
        else:
            yield Line(f"{kind}: gzip", packed / 1_000, "kB")
    whole = sum(len(gzip.compress((site / file).read_bytes())) for file in [WORKER, *kept(site)])
    yield Line("kept by the browser, once a version, after the page: gzip", whole / 1_000, "kB")


def ours(site: Path, page: Path) -> list[Path]:
    """The scripts and style sheets that a page loads and that the theme does not bring."""
    html = WAITING.sub("", page.read_text("utf-8"))
    found = [(page.parent / link).resolve() for link in LINKED.findall(html)]
    return [file for file in found if not file.relative_to(site.resolve()).as_posix().startswith(THEME)]
