"""Published scripts and style sheets without comments and needless spaces: a third less for a phone to fetch.

Names stay as they are and nothing is bundled, so what runs is still what is in the repository.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from rcssmin import cssmin
from rjsmin import jsmin

_MINIFIERS: dict[str, Callable[[str], str | bytes | bytearray]] = {".js": jsmin, ".css": cssmin}


def minify(folder: Path) -> None:
    """Shorten every script and style sheet under `folder`, in place."""
    for path in sorted(folder.rglob("*")):
        if shorten := _MINIFIERS.get(path.suffix):
            path.write_text(str(shorten(path.read_text("utf-8"))), "utf-8")
