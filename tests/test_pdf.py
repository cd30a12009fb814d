"""The PDFs: real forms, accessible, the same bytes for the same content, safe from whatever authors write."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from pdfua import validate

from autodiagnostic import render
from autodiagnostic.definition import Definition, Question
from autodiagnostic.library import load
from autodiagnostic.model.context import Pages
from autodiagnostic.pdf import Download, Site, publish
from building import essential, multiple, number, questionnaire, single, unscored
from pdf_forms import SITE, Form, every_file, guide, sheet
from projects import ROOT

NAMES = sorted([*guide().library.definitions, "livret"])

ONE_OF_EACH = questionnaire(
    essential("a", not_applicable="Notre commune n’a aucun compte"),
    multiple("m", {"x": 1, "y": 2, "aucun": 0}, best=3),
    number("n", {0: 0, 3: 2}, unknown=False),
    unscored("libre", type_="text", unknown=False),
)


def form(name: str) -> Form:
    return Form(every_file()[name])


# --- Fields


def test_a_field_a_question_named_by_its_key() -> None:
    found = Form(sheet(ONE_OF_EACH))
    assert found.choices("t.a") == ["rien", "partiel", "en-place", "revu", "_ne-sait-pas", "_sans-objet"]
    boxes = [name for name in found.fields if name.startswith("t.m.")]
    assert boxes == ["t.m.x", "t.m.y", "t.m.aucun", "t.m._ne-sait-pas"]
    assert [found.choices(box) for box in boxes] == [["x"], ["y"], ["aucun"], ["_ne-sait-pas"]]
    assert [str(found.fields[name].FT) for name in ("t.a", "t.m.x", "t.n", "t.libre")] == [
        "/Btn",
        "/Btn",
        "/Tx",
        "/Tx",
    ]
    assert {"_commune", "_date", "_personnes", "_effacer", "_notes.t"} <= set(found.fields)


def test_each_answer_says_its_question() -> None:
    found = Form(sheet(ONE_OF_EACH))
    said = [str(widget.TU) for widget in found.fields["t.a"].Kids]
    assert said[0] == "Question 1, essentielle : a ? Réponse : rien"
    assert said[-1].endswith("Réponse : Notre commune n’a aucun compte (sans objet)")
    assert str(found.fields["t.a"].TU) == "Question 1, essentielle : a ?"


@pytest.mark.parametrize("name", NAMES)
def test_every_field_of_the_guide_has_a_name_a_label_and_a_place(name: str) -> None:
    found = form(name)
    assert all(str(node.TU) for node in found.fields.values())
    assert all(str(widget.TU) for _, _, widget in found.widgets)
    marks = [
        annotation
        for page in found.pdf.pages
        for annotation in page.get("/Annots", [])
        if str(annotation.get("/A", pikepdf.Dictionary()).get("/URI", "")).startswith("field:")
    ]
    assert marks == []


@pytest.mark.parametrize("name", NAMES)
def test_questions_and_fields_are_the_same(name: str) -> None:
    library = guide().library
    held = [library.definitions[name]] if name != "livret" else held_by_the_booklet()
    asked = {question.key for definition in held for question in definition.questions}
    fields = {".".join(field.split(".")[:2]) for field in form(name).fields if not field.startswith("_")}
    assert fields == asked


def held_by_the_booklet() -> list[Definition]:
    library = guide().library
    assert library.report is not None
    return [library.definitions[name] for name in ("profil", *(theme.id for theme in library.report.themes))]


def test_beside_a_line_reserved_answers_are_boxes_of_their_own() -> None:
    found = Form(sheet(questionnaire(number("n", {0: 0, 3: 2}, unknown=True, not_applicable="Sans objet"))))
    kinds = {name: str(node.FT) for name, node in found.fields.items() if name.startswith("t.")}
    assert kinds == {"t.n": "/Tx", "t.n_ne-sait-pas": "/Btn", "t.n_sans-objet": "/Btn"}


def test_a_question_asked_twice_is_one_field() -> None:
    twice = replace(ONE_OF_EACH, questions=(ONE_OF_EACH.questions[0], ONE_OF_EACH.questions[0]))
    found = Form(sheet(twice))
    assert len(found.fields["t.a"].Kids) == 12


def test_fields_are_visited_in_reading_order() -> None:
    found = form("securite")
    assert all(page.obj.Tabs == pikepdf.Name.S for page in found.pdf.pages)
    forms = [element.K[0].Obj.objgen for element in found.structure("/Form")]
    assert forms == [
        annotation.objgen
        for page in found.pdf.pages
        for annotation in page.Annots
        if annotation.Subtype == "/Widget"
    ]


def test_results_are_worked_out_in_an_order() -> None:
    found = form("securite")
    order = [str(node.T) for node in found.pdf.Root.AcroForm.CO]
    assert order == ["points", "possible", "percent", "level", "secured", "missing", "strip"]
    assert all(node.AA.C.S == "/JavaScript" and int(node.Ff) & 1 for node in found.pdf.Root.AcroForm.CO)


def test_the_button_empties_the_form() -> None:
    found = form("securite")
    assert found.fields["_effacer"].A.S == "/ResetForm"


# --- Accessible


@pytest.mark.parametrize("name", NAMES)
def test_nothing_that_pdfua_can_tell_is_wrong(name: str, tmp_path: Path) -> None:
    path = tmp_path / f"{name}.pdf"
    path.write_bytes(every_file()[name])
    assert [(finding.rule_id, finding.message) for finding in validate(str(path)).findings] == []


@pytest.mark.parametrize("name", NAMES)
def test_language_title_and_tags(name: str) -> None:
    found = form(name)
    root = found.pdf.Root
    assert str(root.Lang) == "fr-FR"
    assert bool(root.MarkInfo.Marked)
    assert bool(root.ViewerPreferences.DisplayDocTitle)
    assert str(found.pdf.docinfo.Title)


@pytest.mark.parametrize("name", NAMES)
def test_every_letter_is_in_the_file(name: str) -> None:
    embedded = [
        descendant.FontDescriptor.keys() & {"/FontFile2", "/FontFile3"}
        for page in form(name).pdf.pages
        for font in page.Resources.get("/Font", {}).values()
        for descendant in font.get("/DescendantFonts", [])
    ]
    assert embedded
    assert all(embedded)


def test_headings_form_a_tree() -> None:
    found = form("livret")
    chapters = len(found.structure("/H1"))
    report = guide().library.report
    assert report is not None
    assert chapters == 1 + 1 + len(report.themes) + 1  # cover, profile, themes, summary
    with found.pdf.open_outline() as outline:
        assert len(outline.root) == chapters


def test_tables_have_headers() -> None:
    found = form("securite")
    assert len(found.structure("/TH")) == 4


# --- The same bytes, and few of them


def test_the_same_content_gives_the_same_bytes() -> None:
    """Another process, too: nothing comes from a clock, a set's order or a folder's name."""
    code = (
        "import hashlib, sys; sys.path.insert(0, 'tests'); from pdf_forms import every_file; "
        "print(hashlib.sha256(every_file()['securite']).hexdigest())"
    )
    done = subprocess.run(  # noqa: S603 - our own Python, with code of ours
        [sys.executable, "-c", code],
        cwd=ROOT,
        env={"PYTHONPATH": "hooks"},
        check=True,
        capture_output=True,
        text=True,
    )
    assert done.stdout.strip() == hashlib.sha256(every_file()["securite"]).hexdigest()
    assert b"CreationDate" not in every_file()["securite"]


def test_files_are_light() -> None:
    sizes = {name: len(content) // 1000 for name, content in every_file().items()}
    assert sizes.pop("livret") <= 180
    assert max(sizes.values()) <= 60


# --- Paper


def places(found: Form, prefix: str) -> dict[str, set[int]]:
    """On which pages the fields of each question stand."""
    pages: dict[str, set[int]] = {}
    for page, name, _ in found.widgets:
        if name.startswith(prefix):
            pages.setdefault(".".join(name.split(".")[:2]), set()).add(page)
    return pages


@pytest.mark.parametrize("name", NAMES)
def test_no_question_is_cut_by_the_end_of_a_page(name: str) -> None:
    cut = {key: on for key, on in places(form(name), "").items() if len(on) > 1 and not key.startswith("_")}
    assert cut == {}


def test_what_is_longer_than_a_page_flows() -> None:
    long = replace(single("a"), help="Un long texte qui n’en finit pas. " * 300)
    found = Form(sheet(questionnaire(long, single("b"))))
    assert len(found.pdf.pages) >= 3
    assert all(0 < float(widget.Rect[1]) < float(widget.Rect[3]) < 842 for _, _, widget in found.widgets)


# --- Whatever authors write

HOSTILE = (
    '#panic("x") $x$ @x <label> `a` *b* _c_ \\ " // /* */ [x](field:0) ]#{ }',
    "<script>alert(1)</script><b>gras",
    "مرحبا بالعالم, שלום",
    "→ ☐ ✓ œ \u2028",
    "a" * 3_000,
)


@pytest.mark.parametrize("text", HOSTILE)
def test_authors_write_words_and_never_code(text: str) -> None:
    question = replace(single("a"), text=text, help=text, proof=text, not_applicable=text)
    found = Form(sheet(replace(questionnaire(question), title=text, intro=text)))
    assert [name for name in found.fields if not name.startswith("_")] == ["t.a"]
    assert len(found.fields["t.a"].Kids) == 6


def test_links_become_whole_addresses_or_words() -> None:
    question = replace(single("a"), help="[là](methode/1-objectifs.md#ecrire), [ici](https://a.fr/)")
    for url, expected in (
        ("", ["https://a.fr/"]),
        ("https://x.fr/g/", ["https://x.fr/g/methode/1-objectifs.html#ecrire", "https://a.fr/"]),
    ):
        found = Form(sheet(questionnaire(question), Site("Guide", url)))
        links = [
            str(annotation.A.URI)
            for page in found.pdf.pages
            for annotation in page.Annots
            if annotation.Subtype == "/Link"
        ]
        assert links == expected


# --- Kept from one build to the next


def told(definition: Definition, kept: Path) -> Download:
    download = publish({definition.id: definition}, None, SITE, kept).questionnaires[definition.id]
    assert isinstance(download, Download)
    return download


def test_a_file_is_made_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = told(ONE_OF_EACH, tmp_path)
    assert first.file == "telechargements/questionnaires/t.pdf"
    assert (first.pages, first.size) == (len(Form(first.content).pdf.pages), -(-len(first.content) // 1000))
    monkeypatch.setattr("autodiagnostic.pdf.document.made", None)
    assert told(ONE_OF_EACH, tmp_path) == first


def test_what_changed_is_made_again_and_the_old_thrown_away(tmp_path: Path) -> None:
    first = told(ONE_OF_EACH, tmp_path)
    second = told(replace(ONE_OF_EACH, title="Autre titre"), tmp_path)
    assert first.content != second.content
    assert len(list(tmp_path.iterdir())) == 1


def test_a_file_cut_short_is_made_again(tmp_path: Path) -> None:
    first = told(ONE_OF_EACH, tmp_path)
    (path,) = tmp_path.iterdir()
    path.write_bytes(first.content[:1_000])
    assert told(ONE_OF_EACH, tmp_path) == first


def test_what_cannot_be_laid_out_is_told_with_its_question(tmp_path: Path) -> None:
    smiling = replace(single("b"), help="Bravo 😀")
    (problem,) = publish({"t": questionnaire(single("a"), smiling)}, None, SITE, tmp_path).problems
    assert str(problem) == (
        "questionnaires/t.yml:1:1  questions[1].b\n"
        "  Le PDF ne peut pas montrer « 😀 » : ses polices n’ont pas ce signe.\n"
        "  → L’écrire en mots, ou le retirer."
    )


def test_what_cannot_be_laid_out_is_told_where_it_stands(tmp_path: Path) -> None:
    text = (ROOT / "questionnaires" / "avant-de-publier.yml").read_text("utf-8")
    before, asked, after = text.partition('  - id: image-decrite\n    text: "')
    (tmp_path / "q").mkdir()
    (tmp_path / "q" / "avant-de-publier.yml").write_text(f"{before}{asked}😀 {after}", "utf-8")
    library = load(tmp_path / "q", Pages(guide().anchors, lambda: guide().names))
    assert library.problems == ()
    (problem,) = publish(library.definitions, None, SITE, tmp_path / "kept", place=library.problem).problems
    assert (problem.file, problem.line, problem.column) == (
        "q/avant-de-publier.yml",
        before.count("\n") + 1,
        5,
    )


def test_a_script_is_carried_with_the_numbers_of_its_own_questions() -> None:
    found = form("securite")
    action = found.pdf.Root.Names.JavaScript.Names[1]
    data = str(action.JS).rpartition("})(")[2].removesuffix(");")
    held = json.loads(data)["definitions"]
    assert list(held) == ["securite"]
    assert [question["key"] for question in held["securite"]["questions"]] == [
        question.key for question in _questions("securite")
    ]


def _questions(name: str) -> tuple[Question, ...]:
    return guide().library.definitions[name].questions


# --- In a page


def test_a_page_links_to_the_file_with_its_pages_and_size() -> None:
    download = Download("telechargements/questionnaires/t.pdf", 3, b"x" * 48_001)
    page = render.questionnaire(ONE_OF_EACH, render.Page("methode/1.md"), download)
    assert (
        '<a href="../telechargements/questionnaires/t.pdf" download>Télécharger en PDF (3 pages, 49 ko)</a>'
        in page
    )
    assert "(1 page, 1 ko)" in render.booklet(Download("livret.pdf", 1, b"x"), render.Page("index.md"))


def test_a_page_says_why_there_is_no_file(tmp_path: Path) -> None:
    """As `make serve` shows it."""
    smiling = questionnaire(replace(single("b"), help="Bravo 😀"))
    problem = publish({"t": smiling}, None, SITE, tmp_path).questionnaires["t"]
    assert not isinstance(problem, Download)
    page = render.questionnaire(smiling, render.Page("methode/1.md"), problem)
    assert "Le PDF ne peut pas montrer «\u00a0😀\u00a0»" in page
    assert "quest-download" not in page


def test_a_page_without_pdf_says_nothing_of_it() -> None:
    assert "PDF" not in render.questionnaire(ONE_OF_EACH, render.Page("methode/1.md"))
    assert render.booklet(None, render.Page("index.md")) == ""
