"""What an answer costs the browser: the main thread's work, and the time until the score has changed."""

from collections.abc import Iterator
from pathlib import Path
from statistics import median

from playwright.sync_api import Browser, CDPSession, sync_playwright

from tools.bench.project import Project
from tools.bench.report import Line
from tools.bench.synthetic import questionnaire
from tools.find_chromium import find_chromium
from tools.serving import KEEP_NOTHING, serve

ANSWERS = 40
ROUNDS = 3
TARGETS = {
    ("desktop", 40): (4, "mkdocs-quiz 8.4, SurveyJS 24"),
    ("desktop", 1_000): (9, "mkdocs-quiz 25, SurveyJS 408"),
    ("phone", 40): (14, "mkdocs-quiz 31, SurveyJS 111"),
    ("phone", 1_000): (40, "mkdocs-quiz 134, SurveyJS 1,936"),
}
"""Device and number of questions → milliseconds of main thread an answer may take, and what others take."""

DEVICES = {"desktop": (1, 1280, 800), "phone": (4, 360, 740)}
"""How many times slower the processor is made, and the window."""

# Answers `count` questions one by one, each once the last is on the screen. The time to the score is that from the
# click to the first change in the live result; an answer that changes nothing there has none.
ANSWER = """async count => {
    const painted = () => new Promise(done => requestAnimationFrame(() => setTimeout(done)));
    const form = document.querySelector("form[data-module=questionnaire]");
    const score = form.querySelector("output[data-score]") ?? document.querySelector("output[data-score]");
    const questions = new Map();
    for (const radio of form.querySelectorAll("input[type=radio]:not([value^=_])")) {
        questions.set(radio.name, [...(questions.get(radio.name) ?? []), radio]);
    }
    const asked = [...questions.values()].slice(0, count);
    let clicked = 0;
    const delays = [];
    new MutationObserver(() => {
        if (clicked) { delays.push(performance.now() - clicked); clicked = 0; }
    }).observe(score, {attributes: true, characterData: true, childList: true, subtree: true});
    for (const [position, radios] of asked.entries()) {
        clicked = performance.now();
        radios[position % radios.length].click();
        await painted();
        clicked = 0;
    }
    await new Promise(done => setTimeout(done, 500));
    return {answers: asked.length, delays};
}"""


def answers(place: Path) -> Iterator[Line]:
    project = Project(place / "answers")
    sizes = sorted({size for _, size in TARGETS})
    for size in sizes:
        project.add(f"banc-{size}", questionnaire(f"banc-{size}", size, rich=True))
    project.build()
    path = find_chromium()
    with serve(project.site) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        for (device, size), (limit, peers) in TARGETS.items():
            rounds = [_measure(browser, f"{address}/banc-{size}.html", device) for _ in range(ROUNDS)]
            work, delay = (median(column) for column in zip(*rounds, strict=True))
            name = f"{device}, {size:,} questions"
            yield Line(f"{name}: main thread per answer", work, "ms", limit, peers)
            yield Line(f"{name}: from answer to updated score", delay, "ms")
        browser.close()


def _measure(browser: Browser, page_address: str, device: str) -> tuple[float, float]:
    """Milliseconds an answer: of the main thread, and until the score changes."""
    slowdown, width, height = DEVICES[device]
    context = browser.new_context(viewport={"width": width, "height": height})
    context.add_init_script(KEEP_NOTHING)
    page = context.new_page()
    page.goto(page_address, wait_until="networkidle")
    session = context.new_cdp_session(page)
    session.send("Performance.enable", {"timeDomain": "threadTicks"})  # the processor's time, not the clock's
    session.send("Emulation.setCPUThrottlingRate", {"rate": slowdown})
    before = _task_seconds(session)
    result = page.evaluate(ANSWER, ANSWERS)
    spent = _task_seconds(session) - before
    context.close()
    return spent * 1_000 / result["answers"], median(result["delays"])


def _task_seconds(session: CDPSession) -> float:
    metrics = session.send("Performance.getMetrics")["metrics"]
    return next(float(metric["value"]) for metric in metrics if metric["name"] == "TaskDuration")
