"""Finds a Chromium for the browser tests, and installs one where there is none.

    python -m tools.find_chromium        prints its path

In this order: `CHROMIUM` in the environment; a Chromium or Chrome already installed; Debian's package, where we
may install it; Playwright's download. Where all fail it says so once and fails: browser tests are never skipped.

Debian has the same Chromium without windows too, which opens a page at two thirds of the cost. Whoever names a
browser in the environment has that one do everything.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Sequence

from tools.node import lend_to_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
DEBIAN = "/usr/bin/chromium"
SHELL = "chromium-headless-shell"
PLACES = (
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "${ProgramFiles}/Google/Chrome/Application/chrome.exe",
    "${ProgramFiles(x86)}/Google/Chrome/Application/chrome.exe",
    "${LocalAppData}/Google/Chrome/Application/chrome.exe",
    "${LocalAppData}/Chromium/Application/chrome.exe",
)
DOWNLOAD_SECONDS = 300

Finder = Callable[[], str | None]


class BrowserNotFoundError(Exception):
    """Neither found nor installed."""


def choose(wanted: str | None, usable: Callable[[str], str | None], finders: Iterable[Finder]) -> str:
    """The order alone. `usable` gives the path of a browser that starts; a finder, what it found or installed."""
    if wanted:
        path = usable(wanted)
        if path is None:
            raise BrowserNotFoundError(f"CHROMIUM={wanted} does not name a browser that starts.")
        return path
    for find in finders:
        path = find()
        if path is not None and (path := usable(path)) is not None:
            return path
    raise BrowserNotFoundError(
        "The tests need Chromium or Chrome: none is installed, and none could be installed "
        "(Debian's package wants root or sudo; Playwright's download wants the network). "
        "Install one, or name it with CHROMIUM=/path/to/chromium."
    )


def usable(name: str) -> str | None:
    """Its full path if it starts. Ubuntu's `chromium-browser`, for one, may be a stub that only advises."""
    path = shutil.which(name)
    if path is None:
        return None
    if os.name == "nt":  # there, `--version` opens a window instead of answering
        return path
    return path if _run([path, "--version"], seconds=30) is not None else None


def installed() -> str | None:
    places = (os.path.expandvars(place) for place in PLACES)
    return next((path for name in (*NAMES, *places) if (path := usable(name))), None)


def downloaded() -> str | None:
    """Where Playwright puts its own Chromium, downloaded or not."""
    script = (
        "from playwright.sync_api import sync_playwright\n"
        "with sync_playwright() as playwright: print(playwright.chromium.executable_path)"
    )
    return _run([sys.executable, "-c", script], seconds=30)


def debian_package() -> str | None:
    as_root = [] if _is_root() else ["sudo", "-n"]
    if as_root and _run([*as_root, "true"], seconds=10) is None:
        return None
    _apt_install("chromium", as_root=as_root)
    return "chromium"


def playwright_download() -> str | None:
    _say("Downloading Playwright's Chromium…")
    _run([sys.executable, "-m", "playwright", "install", "chromium"], seconds=DOWNLOAD_SECONDS)
    return downloaded()


def find_chromium() -> str:
    """The path of a browser that starts, and Playwright ready to drive it. Raises BrowserNotFoundError."""
    lend_to_playwright()
    finders = (installed, downloaded, debian_package, playwright_download)
    return choose(os.environ.get("CHROMIUM"), usable, finders)


def find_shell() -> str:
    """Like `find_chromium`, for pages that need no window."""
    return choose(os.environ.get("CHROMIUM"), usable, (lambda: SHELL, find_chromium))


def add_shell() -> None:
    """To Debian's Chromium. Nobody's machine is changed for a gain of time alone, but by root."""
    if _is_root() and shutil.which("chromium") == DEBIAN and find_shell() == DEBIAN:
        _apt_install("chromium", SHELL)


def _is_root() -> bool:
    return os.name != "nt" and os.geteuid() == 0


def _apt_install(*packages: str, as_root: Sequence[str] = ()) -> None:
    """Debian's packages of these names, where there is its installer."""
    if shutil.which("apt-get") is None:
        return
    _say(f"Installing Debian's {' and '.join(packages)}…")
    apt = [*as_root, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-q"]
    _run([*apt, "update"], seconds=DOWNLOAD_SECONDS)
    options = ["--yes", "--no-remove", "--no-install-recommends"]
    _run([*apt, "install", *options, *packages], seconds=2 * DOWNLOAD_SECONDS)


def _run(command: list[str], *, seconds: int) -> str | None:
    """What the command prints; none where it fails, hangs or is missing."""
    try:
        done = subprocess.run(command, check=True, timeout=seconds, capture_output=True)
    except (OSError, subprocess.SubprocessError):
        return None
    return done.stdout.decode(errors="replace").strip()


def _say(message: str) -> None:
    print(message, file=sys.stderr)


def main() -> int:
    try:
        print(find_chromium())
        add_shell()
    except BrowserNotFoundError as problem:
        _say(str(problem))
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
