"""What the zip holds: the site whole, the page that leads to it, and a note. The same site gives the same bytes."""

import base64
import hashlib
import io
from pathlib import Path
from typing import Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

NAME: Final = "ma-commune-sur-les-reseaux-sociaux.zip"
START: Final = "Ouvrir-le-guide.html"
NOTE: Final = "LISEZ-MOI.txt"
SITE: Final = "guide"
SIGN: Final = f"{SITE}/unpacked.css"
"""The style sheet that shows the way in: it comes only where the folder stands beside the start page."""

MOST: Final = 15_000_000
"""Bytes: a message's attachment, or a few minutes of a slow line."""

_WORDS = Path(__file__).parent
_OLDEST = (1980, 1, 1, 0, 0, 0)
_PLAIN_FILE = 0o644 << 16


def packed(site: Path) -> bytes:
    """The zip of a built site."""
    entries = {
        START: start_page().encode(),
        # As the oldest Notepad wants it.
        NOTE: (_WORDS / NOTE).read_text("utf-8").replace("\n", "\r\n").encode("utf-8-sig"),
        SIGN: (_WORDS / "unpacked.css").read_bytes(),
    }
    for path in site.rglob("*"):
        if path.is_file():
            entries[f"{SITE}/{path.relative_to(site).as_posix()}"] = path.read_bytes()
    content = io.BytesIO()
    with ZipFile(content, "w") as pack:
        for name in sorted(entries):
            entry = ZipInfo(name, _OLDEST)
            entry.create_system, entry.external_attr = 3, _PLAIN_FILE  # those of Unix, made anywhere
            pack.writestr(entry, entries[name], ZIP_DEFLATED, 9)
    return content.getvalue()


def start_page() -> str:
    """One file that stands alone, its style in it, and closed to all but what stands beside it."""
    style = (_WORDS / "start.css").read_text("utf-8")
    known = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    page = (_WORDS / START).read_text("utf-8")
    policy = f"default-src 'none'; style-src 'self' 'sha256-{known}'; base-uri 'none'; form-action 'none'"
    head = f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n<style>{style}</style>'
    return page.replace("<!-- head -->", f'{head}\n<link rel="stylesheet" href="{SIGN}">')
