"""What the overall report costs the browser, every question answered: to show it, and to follow an answer."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from statistics import median

import yaml
from playwright.sync_api import Browser, sync_playwright

from tools.bench.answers import DEVICES
from tools.bench.project import Project
from tools.bench.report import Line
from tools.find_chromium import find_chromium
from tools.serving import KEEP_NOTHING, serve

PAGE = "autodiagnostic/bilan.html"
STARTER = "**/autodiagnostic/main.js"
KEY = "autodiagnostic.document"
ANSWERS = 40
ROUNDS = 5
LIMITS = {"desktop": (100, None), "phone": (None, 16)}
"""Device → milliseconds of script until the report is there, and that an answer of another tab may take to show."""

# What can wait, the far end of the plan above all, is built when nothing else is to be done.
IDLE = """async () => {
    for (let turn = 0; turn < 20; turn++) await new Promise(done => requestIdleCallback(done));
}"""

READY = "[data-module=charts][data-ready]"

# What another tab writes, answer after answer.
WRITE = """([key, count]) => {
    const kept = JSON.parse(localStorage.getItem(key));
    const keys = Object.keys(kept.answers).filter(name => !name.startsWith("profil."));
    window.texts = Array.from({length: count}, (_, place) => {
        const name = keys[place % keys.length];
        kept.answers[name] = kept.answers[name] === "rien" ? "revu" : "rien";
        return JSON.stringify(kept);
    });
}"""

# What the browser then tells this one; each once the last is on the screen.
FOLLOW = """async (key) => {
    const painted = () => new Promise(done => requestAnimationFrame(() => setTimeout(done)));
    for (const text of window.texts) {
        localStorage.setItem(key, text);
        dispatchEvent(new StorageEvent("storage", {key}));
        await painted();
    }
}"""


def overall(place: Path) -> Iterator[Line]:
    project = Project(place / "overall")
    project.build()
    examples = yaml.safe_load((project.root / "questionnaires/bilan.yml").read_text("utf-8"))["examples"]
    answers = max((example["answers"] for example in examples), key=len)
    path = find_chromium()
    with serve(project.site) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        for device, (first, each) in LIMITS.items():
            rounds = [_measure(browser, address, answers, device) for _ in range(ROUNDS)]
            script, update, work = (median(column) for column in zip(*rounds, strict=True))
            yield Line(f"{device}, report: script until first picture", script, "ms", first)
            yield Line(f"{device}, report: script, style and layout per answer", update, "ms", each)
            yield Line(f"{device}, report: main thread per answer, frames included", work, "ms")
        browser.close()


def _measure(
    browser: Browser, address: str, answers: Mapping[str, object], device: str
) -> tuple[float, float, float]:
    """Milliseconds of script until the report is there, beyond the same page's where nothing starts; then an answer's,
    of what it takes to show it and of the whole main thread."""
    slowdown, width, height = DEVICES[device]
    context = browser.new_context(viewport={"width": width, "height": height})
    context.add_init_script(KEEP_NOTHING)
    page = context.new_page()
    page.route(STARTER, lambda route: route.abort())
    page.goto(f"{address}/{PAGE}", wait_until="networkidle")
    document = {"format": "autodiagnostic-document", "version": 1, "answers": answers, "notes": {}}
    page.evaluate("([key, text]) => localStorage.setItem(key, text)", [KEY, json.dumps(document)])
    session = context.new_cdp_session(page)
    session.send("Performance.enable", {"timeDomain": "threadTicks"})  # the processor's time, not the clock's
    session.send("Emulation.setCPUThrottlingRate", {"rate": slowdown})

    def spent(metric: str) -> float:
        metrics = session.send("Performance.getMetrics")["metrics"]
        return next(float(entry["value"]) for entry in metrics if entry["name"] == metric) * 1_000

    page.reload(wait_until="networkidle")
    still = spent("ScriptDuration")
    page.unroute(STARTER)
    page.reload(wait_until="networkidle")
    page.locator(READY).wait_for()
    script = spent("ScriptDuration") - still
    page.evaluate(WRITE, [KEY, ANSWERS])
    page.evaluate(IDLE)
    costs = ("ScriptDuration", "RecalcStyleDuration", "LayoutDuration", "TaskDuration")
    before = [spent(cost) for cost in costs]
    page.evaluate(FOLLOW, KEY)
    *update, work = [(spent(cost) - start) / ANSWERS for cost, start in zip(costs, before, strict=True)]
    context.close()
    return script, sum(update), work
