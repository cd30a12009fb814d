"""Pages with marked links → a form: each link "field:<number>" becomes the field of that number, in the same place.

The link's structure element becomes the field's, so that reading order and tags stay those of the layout.
"""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, NumberTree, Object, Page, Pdf, Stream, String

from .names import STAMP, Field

_MARK = "field:"
_OF_LINKS = frozenset({"/A", "/Contents", "/Border", "/H", "/Dest"})

_PRINT = 4
_READ_ONLY, _MULTILINE = 1, 1 << 12
_RADIO, _UNISON, _PUSH = 1 << 15, 1 << 25, 1 << 16

_FONT = "/Helv 10 Tf 0 g"
_ONE_LINE = 30  # points


def form(
    pages: bytes, fields: Sequence[Field], script: str, action: Callable[[Sequence[str]], str], stamp: str
) -> bytes:
    """The finished file. `action` gives the script of a field that is told; `stamp` says what it asks."""
    with _opened(pages) as pdf:
        _Form(pdf, action).fill(fields)
        _add_script(pdf, script)
        pdf.docinfo[STAMP] = String(stamp)
        return _written(pdf)


def mere(pages: bytes) -> bytes:
    """The same pages as a file that is not to be filled in: a third of their size."""
    with _opened(pages) as pdf:
        return _written(pdf)


@contextmanager
def _opened(pages: bytes) -> Iterator[Pdf]:
    """From a file, in a third of the time: what is in memory is asked of Python piece by piece."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "pages.pdf"
        path.write_bytes(pages)
        with pikepdf.open(path) as pdf:
            yield pdf


def _written(pdf: Pdf) -> bytes:
    written = io.BytesIO()
    pdf.save(
        written,
        deterministic_id=True,
        compress_streams=True,
        object_stream_mode=pikepdf.ObjectStreamMode.generate,
    )
    return written.getvalue()


def count_pages(file: bytes) -> int:
    """How many pages a file has."""
    with pikepdf.open(io.BytesIO(file)) as pdf:
        return len(pdf.pages)


class _Form:
    def __init__(self, pdf: Pdf, action: Callable[[Sequence[str]], str]) -> None:
        self.pdf = pdf
        self.action = action
        self.elements = NumberTree(pdf.Root.StructTreeRoot.ParentTree)
        self.tree: list[Object] = []
        """Fields without parent."""
        self.nodes: dict[tuple[str, ...], Object] = {}
        self.order: list[Object] = []
        """Fields that are worked out, in that order."""
        self.places: Counter[tuple[str, ...]] = Counter()
        """In how many places each field stands."""
        self.looks: dict[tuple[str, float, float], Stream] = {}

    def fill(self, fields: Sequence[Field]) -> None:
        """Make fields of all marks, in the order of the pages."""
        self.places.update(field.name for field in fields)
        for page in self.pdf.pages:
            for annotation in page.get("/Annots", ()):
                target = str(annotation.get("/A", Dictionary()).get("/URI", ""))
                if target.startswith(_MARK):
                    self._place(annotation, fields[int(target.removeprefix(_MARK))], page)
            page.obj.Tabs = Name.S
        fonts = Dictionary(Helv=self._font("Helvetica"))
        self.pdf.Root.AcroForm = self.pdf.make_indirect(
            Dictionary(
                Fields=Array(self.tree),
                CO=Array(self.order),
                DA=String(_FONT),
                DR=Dictionary(Font=fonts),
            )
        )

    def _font(self, name: str) -> Object:
        font = Dictionary(
            Type=Name.Font, Subtype=Name.Type1, BaseFont=Name(f"/{name}"), Encoding=Name.WinAnsiEncoding
        )
        return self.pdf.make_indirect(font)

    def _place(self, annotation: Object, field: Field, page: Page) -> None:
        left, bottom, right, top = (round(float(edge), 1) for edge in annotation.Rect)
        size = round(right - left, 1), round(top - bottom, 1)
        self.elements[int(annotation.StructParent)].S = Name.Form
        for key in _OF_LINKS & annotation.keys():
            del annotation[key]
        annotation.update(
            {
                "/Subtype": Name.Widget,
                "/Rect": Array([left, bottom, right, top]),
                "/P": page.obj,
                "/F": _PRINT,
                "/TU": String(field.label),
            }
        )
        if field.kind in ("choice", "box"):
            self._tickable(annotation, field, size)
        else:
            self._writable(annotation, field, size)

    def _tickable(self, annotation: Object, field: Field, size: tuple[float, float]) -> None:
        looks = Dictionary({f"/{field.value}": self._look(field.kind, size), "/Off": self._look("", size)})
        sign = Dictionary(CA=String("l" if field.kind == "choice" else "8"))
        annotation.update({"/AS": Name.Off, "/MK": sign, "/AP": Dictionary(N=looks)})
        about = {
            "/FT": Name.Btn,
            "/Ff": _RADIO | _UNISON if field.kind == "choice" else 0,
            "/V": Name.Off,
            "/TU": String(field.group if field.kind == "choice" else field.label),
        }
        self._adopt(annotation, field, about)

    def _writable(self, annotation: Object, field: Field, size: tuple[float, float]) -> None:
        if field.kind == "reset":
            annotation.MK = Dictionary()
            annotation.A = Dictionary(S=Name.ResetForm)
            self._adopt(annotation, field, {"/FT": Name.Btn, "/Ff": _PUSH})
            return
        flags = {"area": _MULTILINE, "told": _READ_ONLY}.get(field.kind, 0)
        if field.kind == "told" and size[1] > _ONE_LINE:
            flags |= _MULTILINE
        about = {"/FT": Name.Tx, "/Ff": flags, "/V": String(""), "/TU": String(field.label)}
        told = field.kind == "told" and field.name not in self.nodes
        if told:
            about["/AA"] = Dictionary(C=Dictionary(S=Name.JavaScript, JS=String(self.action(field.name))))
        self._adopt(annotation, field, about)
        if told:
            self.order.append(self.nodes[field.name])

    def _adopt(self, annotation: Object, field: Field, about: Mapping[str, Any]) -> None:
        """Hang a widget under its field, which is made when it first comes; a lone widget is its field."""
        lone = self.places[field.name] == 1 and field.kind != "choice"
        node = self.nodes.get(field.name)
        if node is None:
            new = annotation if lone else self.pdf.make_indirect(Dictionary(Kids=Array()))
            node = self._hang(new, field.name)
            node.update(about)
        if not lone:
            annotation.Parent = node
            node.Kids.append(annotation)

    def _hang(self, node: Object, name: tuple[str, ...]) -> Object:
        """Give a field its name, under those that its full name starts by."""
        self.nodes[name] = node
        node.T = String(name[-1])
        if len(name) == 1:
            self.tree.append(node)
        else:
            parent = self.nodes.get(name[:-1])
            if parent is None:
                parent = self._hang(self.pdf.make_indirect(Dictionary(Kids=Array())), name[:-1])
            node.Parent = parent
            parent.Kids.append(node)
        return node

    def _look(self, kind: str, size: tuple[float, float]) -> Stream:
        """How a box looks within its frame, which the page draws: ticked by `kind`, or empty."""
        look = self.looks.get((kind, *size))
        if look is None:
            drawn = {"choice": _disc, "box": _cross}[kind](*size) if kind else "q Q"
            box = Dictionary(Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, *size]))
            look = self.looks[kind, *size] = self.pdf.make_stream(drawn.encode(), box)
        return look


def _disc(width: float, height: float) -> str:
    x, y, r = width / 2, height / 2, min(width, height) * 0.27
    k = r * 0.5523
    curves = [
        (x + r, y + k, x + k, y + r, x, y + r),
        (x - k, y + r, x - r, y + k, x - r, y),
        (x - r, y - k, x - k, y - r, x, y - r),
        (x + k, y - r, x + r, y - k, x + r, y),
    ]
    path = " ".join(" ".join(f"{value:.2f}" for value in curve) + " c" for curve in curves)
    return f"q 0.05 g {x + r:.2f} {y:.2f} m {path} f Q"


def _cross(width: float, height: float) -> str:
    left, right, low, high = width * 0.24, width * 0.76, height * 0.24, height * 0.76
    return (
        f"q 0.05 G 1.8 w 1 J {left:.2f} {low:.2f} m {right:.2f} {high:.2f} l "
        f"{left:.2f} {high:.2f} m {right:.2f} {low:.2f} l S Q"
    )


def _add_script(pdf: Pdf, script: str) -> None:
    action = Dictionary(S=Name.JavaScript, JS=String(script))
    if "/Names" not in pdf.Root:
        pdf.Root.Names = Dictionary()
    pdf.Root.Names.JavaScript = Dictionary(Names=Array([String("Autodiagnostic"), pdf.make_indirect(action)]))
