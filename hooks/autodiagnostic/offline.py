"""What lets the published guide be installed and open without a network: its manifest, and what its worker keeps."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Final
from urllib.parse import quote

WORKER: Final = "service-worker.js"
MANIFEST: Final = "manifest.json"
ICONS: Final = {
    "assets/guide/icon-192.png": (192, False),
    "assets/guide/icon-512.png": (512, False),
    "assets/guide/icon-maskable-512.png": (512, True),
}
"""File → pixels a side, and whether a device may cut it to a shape of its own."""

# What stays on the server: nobody may miss it, and each must be sure to come, or nothing is kept at all.
_LEFT_OUT: Final = re.compile(
    r"""
      telechargements/                      # heavy; and Chromium asks the server alone for what a link downloads
    | 404\.html$ | sitemap\.xml | service-worker\.js$
    | .*\.map$                              # for who studies the theme
    | search/search_index\.js$ | assets/guide/iframe-worker\.js$    # what only a page opened as a file needs
    | assets/javascripts/lunr/(?!min/lunr\.(?:stemmer\.support|fr)\.min\.js$)    # the search in other languages
    """,
    re.VERBOSE,
)


def kept(site: Path) -> list[str]:
    """What the browser keeps: paths from the site's root, sorted."""
    files = (path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file())
    return sorted(file for file in files if not _LEFT_OUT.match(file))


def fill_in(site: Path) -> None:
    """Tells the worker what to keep, and a version that changes with any of it."""
    worker = site / WORKER
    code, files = worker.read_text("utf-8"), kept(site)
    version = hashlib.sha256(code.encode())
    for file in files:
        version.update(file.encode() + hashlib.sha256((site / file).read_bytes()).digest())
    # The home page has two addresses.
    addresses = json.dumps(["./", *map(quote, files)], indent=0)
    code = code.replace('const VERSION = "";', f'const VERSION = "{version.hexdigest()[:12]}";')
    code = code.replace("const FILES = /** @type {string[]} */ ([]);", f"const FILES = {addresses};")
    worker.write_text(code, "utf-8")


def manifest(name: str, description: str, more: Mapping[str, str]) -> str:
    """The guide as an application: `more` has its short name and its two colours, under the names of the format."""
    icons = [
        {
            "src": file,
            "sizes": f"{size}x{size}",
            "type": "image/png",
            "purpose": "maskable" if maskable else "any",
        }
        for file, (size, maskable) in ICONS.items()
    ]
    return json.dumps(
        {
            "name": name,
            **more,
            "description": description,
            "lang": "fr",
            "start_url": "index.html",
            "display": "standalone",
            "icons": icons,
        },
        ensure_ascii=False,
        indent=1,
    )
