"""What questionnaires add to the time of a build."""

from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median

from tools.bench.project import Project
from tools.bench.report import Line
from tools.bench.synthetic import FRAGMENTS, questionnaire

TOTAL = 5_000
SIZES = (100, 1_000, 5_000)
"""Questions in one questionnaire. There are as many questionnaires as make up the total, so that all measures stand
equally far above the noise."""

SAMPLE = 1_000
"""The size at which Markdown is told apart from the rest."""


def guide(place: Path, rounds: int) -> Iterator[Line]:
    shipped = Project(place / "shipped")
    without = Project(place / "without")
    without.remove_questionnaires()
    bare = Project(place / "bare")
    bare.remove_hook()
    all_, pages, mkdocs = medians([shipped.build, without.build, bare.build], rounds)
    yield Line("guide: with questionnaires / same pages without", all_ / pages, target=1.35)
    yield Line("guide: with all that the hook does / MkDocs alone", all_ / mkdocs)


def questions(place: Path, rounds: int) -> Iterator[Line]:
    """Of a form, where it is placed; then with all else that shows its questions, PDFs kept from an earlier build."""
    cost = {size: _cost(place, size, rounds, rich=True) for size in SIZES}
    for size in SIZES:
        yield Line(f"cost of a question among {size:,}", cost[size], "ms")
    yield Line(
        f"cost among {SIZES[-1]:,} / cost among {SIZES[0]:,}", cost[SIZES[-1]] / cost[SIZES[0]], target=1.3
    )

    bare = _cost(place, SAMPLE, rounds, rich=False)
    fragment = (cost[SAMPLE] - bare) / FRAGMENTS
    yield Line("cost of a question without Markdown", bare, "ms", target=0.5, remark="mkdocs-quiz 1.9")
    yield Line("cost of a fragment of Markdown", fragment, "ms", target=0.15)
    everywhere = _cost(place, SAMPLE, rounds, rich=True, everywhere=True)
    yield Line(f"among {SAMPLE:,}, with slides, report, workshop and PDFs", everywhere, "ms")


def medians(builds: list[Callable[[], float]], rounds: int) -> list[float]:
    """Builds in turn, so that a slow minute slows all of them; the first round only warms up."""
    seconds = [[build() for build in builds] for _ in range(rounds + 1)][1:]
    return [median(column) for column in zip(*seconds, strict=True)]


def _cost(place: Path, size: int, rounds: int, *, rich: bool, everywhere: bool = False) -> float:
    """Milliseconds that a question adds to the build, next to the same pages without questionnaires."""
    variants = []
    for name in (f"pages-{size}-{rich}-{everywhere}", f"questions-{size}-{rich}-{everywhere}"):
        project = Project(place / name)
        if not everywhere:
            project.keep_forms_alone()
        for number in range(TOTAL // size):
            page = f"banc-{number + 1}"
            project.add(page, questionnaire(page, size, rich=rich) if name.startswith("questions") else None)
        variants.append(project.build)
    without, with_ = medians(variants, rounds)
    return (with_ - without) * 1_000 / TOTAL
