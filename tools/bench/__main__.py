"""Runs the measures, and fails where a target is missed."""

import argparse
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from tempfile import TemporaryDirectory

from tools.bench import answers, builds, group, overall, weight
from tools.bench.project import Project
from tools.bench.report import Line

Measure = Callable[[Path], Iterable[Line]]


def measures(rounds: int) -> dict[str, tuple[str, Measure]]:
    return {
        "guide": ("Build (processor time)", lambda place: builds.guide(place, rounds)),
        "questions": ("Build, by question (processor time)", lambda place: builds.questions(place, rounds)),
        "weight": ("Weight of our scripts and style sheets on a page", _weight),
        "answers": ("Answering in the browser", answers.answers),
        "report": ("The overall report in the browser", overall.overall),
        "aggregate": ("A group of documents (processor time)", lambda place: group.documents(place, rounds)),
        "workshop": ("A group in the browser", group.browser),
    }


def _weight(place: Path) -> Iterable[Line]:
    project = Project(place / "weight")
    project.build()
    return weight.pages(project.site)


def main() -> int:
    known = measures(0)
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("only", nargs="*", choices=[[], *known], help="these measures only")
    parser.add_argument(
        "--rounds", type=int, default=5, help="builds of each kind, of which the median counts"
    )
    options = parser.parse_args()

    missed = False
    for name, (title, measure) in measures(options.rounds).items():
        if options.only and name not in options.only:
            continue
        print(f"\n{title}", flush=True)
        with TemporaryDirectory(prefix="bench-") as place:
            for line in measure(Path(place)):
                print(line, flush=True)
                missed = missed or line.missed
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
