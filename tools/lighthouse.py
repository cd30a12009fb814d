"""Has Lighthouse judge the main pages of `site/`, on a phone and on a desktop: 100 everywhere, or failure.

python -m tools.lighthouse

Its figures move from one run to the next, so each page is judged three times and the run in the middle counts, as
Lighthouse's own documentation advises.
"""

import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tools import node
from tools.find_chromium import find_chromium
from tools.serving import serve

PAGES = ("index.html", "methode/1-objectifs.html", "autodiagnostic/index.html")
DEVICES = {"phone": (), "desktop": ("--preset=desktop",)}
FULL = 100
RUNS = 3


def judge(address: str, chromium: str, options: tuple[str, ...]) -> Mapping[str, Any]:
    """Lighthouse's own report on a page."""
    done = subprocess.run(
        node.command(
            "lighthouse",
            address,
            "--quiet",
            "--output=json",
            "--chrome-flags=--headless=new --no-sandbox --disable-gpu",
            *options,
        ),
        env={**node.environment(), "CHROME_PATH": chromium},
        stdout=subprocess.PIPE,
        check=True,
    )
    report: Mapping[str, Any] = json.loads(done.stdout)
    return report


def scores(report: Mapping[str, Any]) -> dict[str, int]:
    return {name: round((category["score"] or 0) * 100) for name, category in report["categories"].items()}


def failures(report: Mapping[str, Any]) -> list[str]:
    """The audits that cost points, in Lighthouse's words."""
    weighty = {
        reference["id"]
        for category in report["categories"].values()
        for reference in category["auditRefs"]
        if reference["weight"] > 0
    }
    audits = (audit for name, audit in report["audits"].items() if name in weighty)
    return [
        f"{audit['id']}: {audit['title']}"
        for audit in audits
        if audit["score"] is not None and audit["score"] < 1
    ]


def main() -> int:
    chromium = find_chromium()
    below = False
    with serve(Path("site")) as address:
        for device, options in DEVICES.items():
            for page in PAGES:
                reports = [judge(f"{address}/{page}", chromium, options) for _ in range(RUNS)]
                report = sorted(reports, key=lambda report: sum(scores(report).values()))[RUNS // 2]
                found = scores(report)
                print(
                    f"{device:<8} {page:<28}",
                    "  ".join(f"{name} {score}" for name, score in found.items()),
                    flush=True,
                )
                if min(found.values()) < FULL:
                    below = True
                    print("\n".join(f"    {failure}" for failure in failures(report)), flush=True)
    return 1 if below else 0


if __name__ == "__main__":
    sys.exit(main())
