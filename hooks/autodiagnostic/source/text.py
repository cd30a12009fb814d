"""Bytes → text: what a file must be before it is YAML."""

from __future__ import annotations

import re

from ..problems import Fault
from .tree import Position, UnreadableError

LARGEST = 5_000_000
"""Bytes. A questionnaire of 5,000 questions takes about 3 MB; a wrong file dropped here is often larger."""

# What YAML refuses, and what it would count as the end of a line while no text editor does.
_UNWANTED = re.compile(
    "[^\n\r\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)


def decode(content: bytes) -> str:
    """A file's text, or an `UnreadableError`."""
    start = (1, 1)
    if len(content) > LARGEST:
        size, most = (f"{n / 1_000_000:.1f}".replace(".", ",") for n in (len(content), LARGEST))
        raise UnreadableError(Fault((), "too-large", {"size": size, "most": most}), start)
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise UnreadableError(Fault((), "utf-16"), start)
    if content.startswith(b"\xef\xbb\xbf"):
        raise UnreadableError(Fault((), "byte-order-mark"), start)
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        before = content[: error.start].decode("utf-8")
        byte = f"0x{content[error.start]:02X}"
        raise UnreadableError(Fault((), "not-utf-8", {"byte": byte}), _position(before)) from None
    unwanted = _UNWANTED.search(text)
    if unwanted:
        place = _position(text[: unwanted.start()])
        if unwanted[0] == "\t":
            raise UnreadableError(Fault((), "tab"), place)
        raise UnreadableError(Fault((), "invisible", {"code": f"U+{ord(unwanted[0]):04X}"}), place)
    return text


def _position(before: str) -> Position:
    """Line and column of what comes after a text."""
    lines = re.split("\r\n|\r|\n", before)
    return len(lines), len(lines[-1]) + 1
