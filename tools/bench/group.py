"""What a group costs: documents by the thousand for `aggregate`, and a thousand communes in the browser."""

import json
import os
import random
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from time import perf_counter

from playwright.sync_api import Browser, sync_playwright

from tools.bench.project import Project
from tools.bench.report import Line
from tools.find_chromium import find_chromium
from tools.serving import serve

FEW, MANY = 1_000, 10_000
FRANCE = 35_000
"""Communes, of which two cores should read all in 20 seconds."""

ROUNDS = 3
SECONDS_FOR_FRANCE = 20
MEMORY = 1_000  # megabytes
COMMUNES = 1_000
"""In the browser."""

PAGE = "formation/atelier.html"
KEY = "autodiagnostic.seance"


def documents(place: Path, rounds: int) -> Iterator[Line]:
    """Of `aggregate`: what each document costs, and whether many cost more each than few."""
    questions = _questions()
    cost, clock, memory = {}, {}, {}
    for count in (1, FEW, MANY):
        _write(place / str(count), count, questions)
        runs = [_aggregate(place / str(count), place / "out") for _ in range(rounds)]
        cost[count], clock[count], memory[count] = (median(column) for column in zip(*runs, strict=True))
    # The start of Python and the reading of the guide are paid once, and by the first.
    each = {count: (cost[count] - cost[1]) / (count - 1) for count in (FEW, MANY)}
    for count in (FEW, MANY):
        yield Line(f"processor time of a document among {count:,}", each[count] * 1_000, "ms", target=1)
    yield Line(f"a document among {MANY:,} / among {FEW:,}", each[MANY] / each[FEW], target=1.2)
    speed = (MANY - FEW) / max(clock[MANY] - clock[FEW], 1e-9)
    cores = os.cpu_count() or 1
    yield Line(f"documents a second, by the clock, {cores} cores", speed)
    shared = (cost[1] + each[MANY] * FRANCE) / 2
    yield Line(f"processor time of {FRANCE:,} documents, by two cores", shared, "s", SECONDS_FOR_FRANCE)
    yield Line(f"memory of a process at its peak, {MANY:,} documents", memory[MANY], "MB", MEMORY)
    yield Line(f"memory among {MANY:,} / memory among {FEW:,}", memory[MANY] / memory[FEW], target=1.5)


def browser(place: Path) -> Iterator[Line]:
    """Of the workshop's page: to show a session of a thousand communes."""
    project = Project(place / "group")
    project.build()
    few, many = (_session(count, _questions()) for count in (1, COMMUNES))
    with serve(project.site) as address, sync_playwright() as playwright:
        opened = playwright.chromium.launch(
            executable_path=find_chromium(), args=["--no-sandbox", "--disable-gpu"]
        )
        # Of one commune: all that has nothing to do with how many there are.
        small, large = (median(_shown(opened, address, text) for _ in range(ROUNDS)) for text in (few, many))
        opened.close()
    yield Line("page of one commune: main thread", small, "ms")
    yield Line(f"{COMMUNES:,} communes read and pictured: main thread, on top", large - small, "ms", 1_000)


def _questions() -> dict[str, list[str]]:
    """The answers to each question of the report's themes."""
    code = (
        "import json; from pathlib import Path; from autodiagnostic.guide import Guide;"
        "library = Guide(Path('docs'), Path('questionnaires')).library;"
        "print(json.dumps({q.key: [o.id for o in q.options] for t in library.report.themes"
        " for q in library.definitions[t.id].questions if q.type == 'single'}))"
    )
    done = subprocess.run([sys.executable, "-c", code], env=_environment(), check=True, capture_output=True)
    found: dict[str, list[str]] = json.loads(done.stdout)
    return found


def _write(folder: Path, count: int, questions: dict[str, list[str]]) -> None:
    folder.mkdir()
    for number in range(count):
        answers = _answers(number, questions)
        data = {
            "format": "autodiagnostic-document",
            "version": 1,
            "commune": f"Commune {number}",
            "answers": answers,
        }
        (folder / f"{number}.json").write_text(json.dumps(data, indent=2), "utf-8")


def _answers(number: int, questions: dict[str, list[str]]) -> dict[str, str]:
    rng = random.Random(number)  # noqa: S311 - alike at each run
    return {key: rng.choice(options) for key, options in questions.items()}


def _session(count: int, questions: dict[str, list[str]]) -> str:
    keys = sorted(questions)
    values = sorted({option for options in questions.values() for option in options})
    places = {value: str(place) for place, value in enumerate(values)}
    participants = {}
    for number in range(1, count + 1):
        answers = _answers(number, questions)
        codes = " ".join(places[answers[key]] for key in keys)
        participants[f"p{number}"] = {"answers": codes, "from": "file", "number": number}
    head = {"format": "autodiagnostic-seance", "version": 1, "id": "banc"}
    return json.dumps({**head, "questions": keys, "values": values, "participants": participants})


def _environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": "hooks"}


def _aggregate(folder: Path, out: Path) -> tuple[float, float, float]:
    """Processor seconds, seconds, and megabytes of the largest process."""
    command = [sys.executable, "-m", "autodiagnostic", "aggregate", str(folder), "-o", str(out)]
    start = perf_counter()
    process = subprocess.Popen(command, env=_environment(), stdout=subprocess.DEVNULL)
    # What all children came to, as RUSAGE_CHILDREN has it, would count those of other measures.
    _, status, usage = os.wait4(process.pid, 0)
    elapsed = perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"aggregate: {process.returncode}")
    return usage.ru_utime + usage.ru_stime, elapsed, usage.ru_maxrss / 1_000


def _shown(opened: Browser, address: str, session: str) -> float:
    """Milliseconds of main thread until the picture of a session is there."""
    context = opened.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.goto(f"{address}/{PAGE}", wait_until="networkidle")
    page.evaluate("([key, text]) => localStorage.setItem(key, text)", [KEY, session])
    devtools = context.new_cdp_session(page)
    devtools.send(
        "Performance.enable", {"timeDomain": "threadTicks"}
    )  # the processor's time, not the clock's
    page.reload(wait_until="networkidle")
    page.locator("#image[data-ready]").wait_for()
    metrics = devtools.send("Performance.getMetrics")["metrics"]
    spent = next(float(metric["value"]) for metric in metrics if metric["name"] == "TaskDuration")
    context.close()
    return spent * 1_000
