"""Data → pages, laid out by Typst. Nothing on this machine shows in them: no date, no font of the system."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import font_source_sans_pro
import segno
import typst

_TEMPLATES = Path(__file__).parent / "templates"
_FACES = [f"SourceSansPro-{style}.otf" for style in ("Regular", "It", "Semibold", "SemiboldIt")]


class LayoutError(Exception):
    """Typst refuses; the message is its own, in English."""


def pages(data: Mapping[str, Any], template: str = "form") -> bytes:
    """A PDF/UA-1 document; in a form, links to "field:<number>" mark the places of fields."""
    inputs = {"data": json.dumps(data, ensure_ascii=False)}
    try:
        made = _compiler(template).compile(
            sys_inputs=inputs, format="pdf", pdf_standards=["ua-1"], timestamp=0
        )
    except typst.TypstError as error:
        raise LayoutError(error.message) from error
    if not isinstance(made, bytes):
        raise LayoutError("no document")
    return made


@cache
def icon(logo: str, size: int, background: str = "") -> bytes:
    """A picture of `size` pixels a side, from SVG; on a background, such as "#ffffff", with room around it: as PNG."""
    inputs = {"data": json.dumps({"logo": logo, "size": size, "background": background})}
    made = _compiler("icon").compile(sys_inputs=inputs, format="png", ppi=72)
    if not isinstance(made, bytes):
        raise LayoutError("no picture")
    return made


@cache
def qr_code(address: str) -> str:
    """A picture of an address, as SVG."""
    drawn: str = segno.make(address, error="m", micro=False).svg_inline(border=0, scale=4)
    return drawn.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1)


@cache
def _compiler(template: str) -> typst.Compiler:
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[_letters().name])
    return typst.Compiler(str(_TEMPLATES / f"{template}.typ"), root=str(_TEMPLATES), font_paths=fonts)


@cache
def _letters() -> tempfile.TemporaryDirectory[str]:
    """A folder of the faces used, which Typst reads as it needs them: the package has each in two formats."""
    folder = tempfile.TemporaryDirectory()
    for name in _FACES:
        shutil.copy(Path(font_source_sans_pro.__file__).parent / "files" / name, folder.name)
    return folder
