"""The files of models, read again: by the library that wrote them, and as the archives of XML that they are."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

import pytest
from odfdo import Document

from autodiagnostic import odf
from autodiagnostic.sheets.document import Format, Sheet
from autodiagnostic.sheets.reading import read

TEXT = """
### Charte de [nom de la commune]

Bonjour ! Un **mot**, un *autre*, ***les deux***, [à remplir], **[en gras]**.

Deux~~
lignes & un signe.

#### Les règles

- une
- deux
    - dedans

4. quatre
5. cinq

- ☐ oui
- ☐ non

| Rôle | Qui |
|---|---|
| **Publie** | [nom] |
| Répond à toutes les questions des habitants | |
""".replace("~", " ")

MONTH = """
### Calendrier de [nom]

Une phrase qui précède.

#### Le mois : juin

| Date | Sujet |
|---|---|
| **Lundi** | Agenda |
| [date] | [sujet] |

#### Les sujets

- un
- deux

| Sujet |
|---|
| Marché |

| Encore |
|---|
| x |

Une phrase qui suit.
"""

NAMESPACES = {
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "fo": "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0",
    "manifest": "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0",
    "meta": "urn:oasis:names:tc:opendocument:xmlns:meta:1.0",
    "dc": "http://purl.org/dc/elements/1.1/",
}
MIMETYPES = {
    "odt": "application/vnd.oasis.opendocument.text",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
}
FORMATS: list[Format] = ["odt", "ods"]


def sheet(text: str, format_: Format) -> Sheet:
    model, slips = read("essai", format_, text)
    assert slips == []
    return model


def file(format_: Format) -> bytes:
    text = TEXT if format_ == "odt" else MONTH
    return odf.written(sheet(text, format_), "Ma commune sur les réseaux sociaux")


def part(content: bytes, name: str) -> ET.Element:
    with ZipFile(BytesIO(content)) as archive:
        return ET.fromstring(archive.read(name))  # noqa: S314 - our own


def name(qualified: str) -> str:
    """`text:p` as an element tree has it."""
    prefix, local = qualified.split(":")
    return f"{{{NAMESPACES[prefix]}}}{local}"


def attribute(element: ET.Element, qualified: str) -> str | None:
    return element.get(name(qualified))


def said(element: ET.Element) -> str:
    """The words of an element, with its spaces and line breaks."""
    text = element.text or ""
    for child in element:
        text += {name("text:s"): " ", name("text:line-break"): "\n"}.get(child.tag, said(child)) + (
            child.tail or ""
        )
    return text


def styled(element: ET.Element, *styles: str) -> list[str]:
    """The words in spans of these styles, the outer one first."""
    path = "".join(f"//text:span[@text:style-name='{style}']" for style in styles)
    return [said(span) for span in element.findall(f".{path}", NAMESPACES)]


# --- Both kinds ----------------------------------------------------------------------------------


@pytest.mark.parametrize("format_", FORMATS)
def test_an_archive_that_says_first_what_it_is(format_: Format) -> None:
    with ZipFile(BytesIO(file(format_))) as archive:
        assert archive.testzip() is None
        first, *others = archive.infolist()
        assert (first.filename, first.compress_type, archive.read(first)) == (
            "mimetype",
            ZIP_STORED,
            MIMETYPES[format_].encode(),
        )
        # Programs look for it at this very place.
        assert file(format_)[30:38] == b"mimetype"
        assert first.extra == b""
        assert {entry.compress_type for entry in others} == {ZIP_DEFLATED}
        assert sorted(entry.filename for entry in others) == [
            "META-INF/manifest.xml",
            "content.xml",
            "meta.xml",
            "settings.xml",
            "styles.xml",
        ]


@pytest.mark.parametrize("format_", FORMATS)
def test_the_manifest_lists_what_there_is(format_: Format) -> None:
    entries = part(file(format_), "META-INF/manifest.xml")
    assert {
        attribute(entry, "manifest:full-path"): attribute(entry, "manifest:media-type") for entry in entries
    } == {
        "/": MIMETYPES[format_],
        **dict.fromkeys(("content.xml", "meta.xml", "settings.xml", "styles.xml"), "text/xml"),
    }
    assert attribute(entries, "manifest:version") is not None


@pytest.mark.parametrize("format_", FORMATS)
def test_the_same_model_gives_the_same_bytes(format_: Format) -> None:
    first = file(format_)
    odf.written.cache_clear()
    assert file(format_) == first
    with ZipFile(BytesIO(first)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


@pytest.mark.parametrize(
    ("format_", "title"), [("odt", "Charte de [nom de la commune]"), ("ods", "Calendrier de [nom]")]
)
def test_title_and_language(format_: Format, title: str) -> None:
    meta = part(file(format_), "meta.xml")
    found = {element.tag: element.text for element in meta.find("office:meta", NAMESPACES) or ()}
    generator = found.pop(name("meta:generator")) or ""
    assert generator.startswith("odfdo")
    assert found == {name("dc:title"): title, name("dc:language"): "fr-FR"}
    family = "paragraph" if format_ == "odt" else "table-cell"
    default = part(file(format_), "styles.xml").find(
        f".//style:default-style[@style:family='{family}']/style:text-properties", NAMESPACES
    )
    assert default is not None
    assert (attribute(default, "fo:language"), attribute(default, "fo:country")) == ("fr", "FR")


@pytest.mark.parametrize("format_", FORMATS)
def test_each_page_says_where_it_comes_from(format_: Format) -> None:
    styles = part(file(format_), "styles.xml")
    foot = styles.find(".//style:master-page/style:footer", NAMESPACES)
    assert foot is not None
    assert (
        said(foot).strip().startswith("Modèle tiré du guide «\u00a0Ma commune sur les réseaux sociaux\u00a0»")
    )
    layout = styles.find(".//style:page-layout-properties", NAMESPACES)
    assert layout is not None
    assert attribute(layout, "fo:margin") is not None
    assert {attribute(layout, "fo:page-width"), attribute(layout, "fo:page-height")} == {"21cm", "29.7cm"}


@pytest.mark.parametrize("format_", FORMATS)
def test_every_style_that_is_used_is_there(format_: Format) -> None:
    trees = [part(file(format_), "styles.xml"), part(file(format_), "content.xml")]
    there = {attribute(element, "style:name") for tree in trees for element in tree.iter()}
    used = {
        value
        for tree in trees
        for element in tree.iter()
        for key, value in element.attrib.items()
        if re.search(r"\}(parent-|page-layout-|master-page-|font-|next-)?(style-)?name$", key)
        and not key.endswith("table:1.0}name")
    }
    used -= {attribute(table, "table:name") for table in trees[1].iter(name("table:table"))}
    assert {style for style in used if style} - there == set()


# --- Texts ---------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def text() -> ET.Element:
    body = part(file("odt"), "content.xml").find(".//office:text", NAMESPACES)
    assert body is not None
    return body


def test_the_library_reads_it_again() -> None:
    document = Document(BytesIO(file("odt")))
    assert [header.serialize().count("Heading_20_") for header in document.body.get_headers()] == [1, 1]
    (table,) = document.body.get_tables()
    assert [[cell.text_recursive.strip() for cell in row.cells] for row in table.rows] == [
        ["Rôle", "Qui"],
        ["Publie", "[nom]"],
        ["Répond à toutes les questions des habitants", ""],
    ]


def test_headings_are_headings(text: ET.Element) -> None:
    assert [
        (attribute(heading, "text:outline-level"), attribute(heading, "text:style-name"), said(heading))
        for heading in text.findall("text:h", NAMESPACES)
    ] == [("1", "Heading_20_1", "Charte de [nom de la commune]"), ("2", "Heading_20_2", "Les règles")]


def test_paragraphs_keep_their_words_and_lines(text: ET.Element) -> None:
    assert [said(paragraph) for paragraph in text.findall("text:p", NAMESPACES)] == [
        "Bonjour\u202f! Un mot, un autre, les deux, [à remplir], [en gras].",
        "Deux\nlignes & un signe.",
    ]


def test_bold_italic_and_gaps(text: ET.Element) -> None:
    assert styled(text, "Strong_20_Emphasis") == ["mot", "les deux", "[en gras]", "Publie"]
    assert styled(text, "Emphasis") == ["autre", "les deux"]
    assert styled(text, "Strong_20_Emphasis", "Emphasis") == ["les deux"]
    assert styled(text, "Gap") == ["[nom de la commune]", "[à remplir]", "[en gras]", "[nom]"]
    assert styled(text, "Strong_20_Emphasis", "Gap") == ["[en gras]"]


def test_lists_are_lists(text: ET.Element) -> None:
    bullets, numbers, boxes = text.findall("text:list", NAMESPACES)
    assert [attribute(found, "text:style-name") for found in (bullets, numbers, boxes)] == [
        "Bullets",
        "Numbers",
        "Boxes",
    ]
    assert [said(item) for item in bullets.findall("text:list-item", NAMESPACES)] == ["une", "deuxdedans"]
    assert [
        said(item) for item in bullets.findall("text:list-item/text:list/text:list-item", NAMESPACES)
    ] == ["dedans"]
    assert [attribute(item, "text:start-value") for item in numbers] == ["4", None]
    assert [said(item) for item in boxes] == ["☐\u00a0oui", "☐\u00a0non"]


def test_tables_have_a_header_row(text: ET.Element) -> None:
    (table,) = text.findall("table:table", NAMESPACES)
    (head,) = table.findall("table:table-header-rows/table:table-row", NAMESPACES)
    assert [said(cell) for cell in head] == ["Rôle", "Qui"]
    assert {attribute(words, "text:style-name") for words in head.iter(name("text:p"))} == {
        "Table_20_Heading"
    }
    assert [[said(cell) for cell in row] for row in table.findall("table:table-row", NAMESPACES)] == [
        ["Publie", "[nom]"],
        ["Répond à toutes les questions des habitants", ""],
    ]


def widths(content: bytes) -> list[float]:
    """Of all columns, in cm."""
    tree = part(content, "content.xml")
    style = {
        attribute(element, "style:name"): float(
            (attribute(properties, "style:column-width") or "").removesuffix("cm")
        )
        for element in tree.iter(name("style:style"))
        for properties in element.findall("style:table-column-properties", NAMESPACES)
    }
    return [style[attribute(column, "table:style-name")] for column in tree.iter(name("table:table-column"))]


def test_columns_share_the_page() -> None:
    wide, narrow = widths(file("odt"))
    assert wide > 2 * narrow
    assert abs(wide + narrow - 17) < 0.02


@pytest.mark.parametrize("columns", [1, 7, 30])
def test_any_number_of_columns_fits_the_page(columns: int) -> None:
    row = "|" + "mot |" * columns
    table = f"### T\n\n{row}\n{'|-' * columns}|\n{row}"
    assert abs(sum(widths(odf.written(sheet(table, "odt"), "G"))) - 17) < 0.2


# --- Spreadsheets --------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def spreadsheet() -> Document:
    return Document(BytesIO(file("ods")))


def test_each_table_has_a_tab_below_its_words(spreadsheet: Document) -> None:
    tabs = {
        tab.name: [[value for value in row if value is not None] for row in tab.get_values()]
        for tab in spreadsheet.body.get_tables()
    }
    assert tabs == {
        "Le mois juin": [
            ["Calendrier de [nom]"],
            ["Une phrase qui précède."],
            [],
            ["Le mois\u00a0: juin"],
            ["Date", "Sujet"],
            ["Lundi", "Agenda"],
            ["[date]", "[sujet]"],
        ],
        "Les sujets": [["Les sujets"], ["- un"], ["- deux"], [], ["Sujet"], ["Marché"]],
        "3": [["Encore"], ["x"], [], ["Une phrase qui suit."]],
    }


def test_header_rows_are_bold_and_come_back_on_each_page() -> None:
    tree = part(file("ods"), "content.xml")
    heads = tree.findall(".//table:table-header-rows/table:table-row", NAMESPACES)
    assert [[(attribute(cell, "table:style-name"), said(cell)) for cell in head] for head in heads] == [
        [("Head", "Date"), ("Head", "Sujet")],
        [("Head", "Sujet")],
        [("Head", "Encore")],
    ]
    styles = part(file("ods"), "styles.xml")
    parents = {attribute(style, "style:name"): style for style in styles.iter(name("style:style"))}
    assert attribute(parents["Head"], "style:parent-style-name") == "Row"
    bold = parents["Row"].find("style:text-properties", NAMESPACES)
    assert bold is not None
    assert attribute(bold, "fo:font-weight") == "bold"
    assert [
        said(cell)
        for cell in tree.iter(name("table:table-cell"))
        if attribute(cell, "table:style-name") == "Row"
    ] == ["Lundi"]


def test_columns_leave_room_to_write() -> None:
    assert all(2.5 < width < 9 for width in widths(file("ods")))


def test_words_span_the_table() -> None:
    tree = part(file("ods"), "content.xml")
    (words,) = [
        cell for cell in tree.iter(name("table:table-cell")) if said(cell) == "Une phrase qui précède."
    ]
    assert attribute(words, "table:number-columns-spanned") == "2"
    row = next(row for row in tree.iter(name("table:table-row")) if words in row)
    assert [cell.tag for cell in row] == [name("table:table-cell"), name("table:covered-table-cell")]


def test_tabs_have_names_that_any_program_takes() -> None:
    table = "| A |\n|-|\n| b |"
    text = "\n\n".join(
        [
            "### T",
            "#### [Mois] : a/b * 'c' ?",
            table,
            "#### Le même",
            table,
            "#### Le même",
            table,
            f"#### {'long ' * 9}",
            table,
            table,
        ]
    )
    document = Document(BytesIO(odf.written(sheet(text, "ods"), "G")))
    names = [str(tab.name) for tab in document.body.get_tables()]
    assert names[1:] == ["Le même", "Le même 3", "long long long long long long l", "5"]
    assert not re.search(r"[\[\]*?:/\\']", names[0])
    assert all(len(name) <= 31 for name in names)
