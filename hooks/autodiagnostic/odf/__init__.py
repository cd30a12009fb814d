"""Models as OpenDocument files: texts (.odt) and spreadsheets (.ods), which every office suite opens.

The same model gives the same bytes on any day.
"""

from __future__ import annotations

import re
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from odfdo import Document

from ..sheets.document import Sheet
from ..texts import interface
from . import spreadsheet, text

_STYLES = Path(__file__).parent / "styles"
_KINDS = {"odt": ("text", text.fill), "ods": ("spreadsheet", spreadsheet.fill)}

# What the library's empty documents hold of their maker's office suite.
_FOREIGN = re.compile(r"Configurations2/.*|Thumbnails/.*|manifest\.rdf")
_SETTINGS = (
    b'<office:document-settings xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    b' office:version="1.4"><office:settings/></office:document-settings>'
)


@lru_cache(maxsize=100)  # `mkdocs serve` writes again what changed, and nothing else
def written(sheet: Sheet, guide: str) -> bytes:
    """The file of a model; `guide` is the name of the guide that it comes from, for the foot of each page."""
    kind, fill = _KINDS[sheet.format]
    document = _empty(kind, (_STYLES / f"{sheet.format}.xml").read_bytes())
    document.meta.title = sheet.title
    document.meta.language = "fr-FR"
    (foot,) = document.styles.get_elements("//style:footer//text:span")
    foot.text = interface()["sheet"]["foot"].format(guide=guide)
    fill(document, sheet)
    return _settled(document)


def _empty(kind: str, styles: bytes) -> Document:
    """A document of ours with nothing in it."""
    document = Document(kind)
    for path in filter(_FOREIGN.fullmatch, document.parts):
        document.del_part(path)
    for path in filter(_FOREIGN.fullmatch, document.manifest.get_paths()):
        document.manifest.del_full_path(path)
    document.set_part("settings.xml", _SETTINGS)
    document.set_part("styles.xml", styles)
    for part in document.content.get_elements("/*/office:automatic-styles | /*/office:font-face-decls"):
        part.clear()
    document.meta.meta_body.clear()
    document.body.clear()
    return document


def _settled(document: Document) -> bytes:
    """The file without the time of its making."""
    saved, settled = BytesIO(), BytesIO()
    document.save(saved)
    with ZipFile(saved) as old, ZipFile(settled, "w") as new:
        for name in old.namelist():
            entry = ZipInfo(name)  # of 1980, the first day that archives know
            entry.compress_type = ZIP_STORED if name == "mimetype" else ZIP_DEFLATED
            new.writestr(entry, old.read(name))
    return settled.getvalue()
