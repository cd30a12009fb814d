"""What stands in the fields of a filled-in PDF, whichever program filled it in. Nothing in the file is believed."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Stream, String
from pikepdf.settings import set_qpdf_limits

from ..problems import Fault
from .names import STAMP

LARGEST = 20_000_000
"""Bytes that a file may weigh; ours weigh a hundredth."""

_MOST_FIELDS, _DEEPEST = 20_000, 20
_LONGEST = 1_000_000
_UNPACKED = 50_000_000
"""Bytes that a packed part may unpack to."""

_OFF = ("", "Off")
_HEADER = 1024
"""Bytes in which a PDF says that it is one."""

_BROKEN = (
    *(pikepdf.PikepdfError, pikepdf.PdfError, pikepdf.ForeignObjectError),
    *(ArithmeticError, AttributeError, LookupError, MemoryError, RuntimeError, TypeError, ValueError),
)
"""What a file that is not as it should be may raise, here or in pikepdf."""


@dataclass(frozen=True)
class Values:
    """What fields hold, by full name: a text, or what a choice or a box is set to; "" when nothing.

    `stamp` is what the file says of its questionnaires, `mended` whether it was damaged and could be put right.
    """

    texts: dict[str, str] = field(default_factory=dict)
    stamp: str = ""
    mended: bool = False


def values_of(content: bytes) -> Values | Fault:
    """The values in a file, or why there are none."""
    if len(content) > LARGEST:
        return Fault((), "pdf-too-large", {"most": LARGEST // 1_000_000})
    if b"%PDF-" not in content[:_HEADER]:
        return Fault((), "not-pdf")
    limits: Any = set_qpdf_limits(flate_max_memory=_UNPACKED, run_length_max_memory=_UNPACKED)
    try:
        # Pages are of no interest: they are left as they are.
        with pikepdf.open(io.BytesIO(content), inherit_page_attributes=False) as pdf:
            form = pdf.Root.get("/AcroForm")
            fields = form.get("/Fields") if isinstance(form, Dictionary) else None
            texts: dict[str, str] = {}
            for name, value in _fields(fields):
                texts[name] = texts.get(name) or value
            stamp = _text(pdf.trailer.get("/Info", Dictionary()).get(STAMP))
            return Values(texts, stamp, bool(pdf.get_warnings())) if texts else Fault((), "no-fields")
    except pikepdf.PasswordError:
        return Fault((), "password")
    except _BROKEN:
        return Fault((), "damaged")
    finally:
        set_qpdf_limits(**limits)


def _fields(fields: Object | None) -> Iterator[tuple[str, str]]:
    """Full name and value of each field. Raises ValueError where there are more than a form may have."""
    inherited: dict[str, Any] = {"/FT": None, "/V": None}
    open_ = [(node, "", inherited, 0) for node in reversed(_list(fields))]
    count = 0
    while open_:
        node, parent, above, depth = open_.pop()
        kids = _list(node.get("/Kids"))
        count += 1 + len(kids)
        if count > _MOST_FIELDS or depth > _DEEPEST:
            raise ValueError
        name = ".".join(filter(None, (parent, _text(node.get("/T")))))
        held = {key: node.get(key, above[key]) for key in above}
        inner = [kid for kid in kids if "/T" in kid]
        if len(inner) < len(kids) or not inner:
            yield name, _value(node, held, [kid for kid in kids if "/T" not in kid])
        open_ += [(kid, name, held, depth + 1) for kid in reversed(inner)]


def _value(node: Object, held: dict[str, Any], widgets: list[Object]) -> str:
    value = _text(held["/V"])
    if held["/FT"] != Name.Btn:
        return value
    # Some programs write a name as a text, slash included.
    value = value.removeprefix("/")
    if value in _OFF:
        # Some programs only say how a box looks.
        states = [_text(widget.get("/AS")) for widget in (node, *widgets)]
        value = next((state for state in states if state not in _OFF), "")
    return value


def _list(value: Object | None) -> list[Any]:
    """The dictionaries of an array."""
    if not isinstance(value, Array):
        return []
    if len(value) > _MOST_FIELDS:
        raise ValueError
    return [entry for entry in value if isinstance(entry, Dictionary) and not isinstance(entry, Stream)]


def _text(value: Any) -> str:
    """A name or a text, in any of the ways in which PDF may write it, with plain ends of lines; "" for others."""
    if isinstance(value, Name):
        return str(value).removeprefix("/")
    if isinstance(value, Stream):
        content = value.read_bytes()
    elif isinstance(value, String):
        content = bytes(value)
    else:
        return ""
    text = _decoded(content[:_LONGEST])
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")


def _decoded(content: bytes) -> str:
    for mark, encoding in (
        (b"\xfe\xff", "utf-16-be"),
        (b"\xff\xfe", "utf-16-le"),
        (b"\xef\xbb\xbf", "utf-8"),
    ):
        if content.startswith(mark):
            return content.removeprefix(mark).decode(encoding, "replace")
    return content.decode("pdfdoc", "replace")
