"""A filled-in PDF is read as it was filled in, whichever program did, and no file makes the reader stumble."""

from __future__ import annotations

import io
import json
import random
import zlib
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name, String

from autodiagnostic import catalogue, cli
from autodiagnostic.definition import NOT_APPLICABLE, UNKNOWN, Definition, Option, Question
from autodiagnostic.document import read_document, write_document
from autodiagnostic.pdf import Reading, document, read, reading, values
from autodiagnostic.pdf.names import STAMP, answer_name
from autodiagnostic.problems import Fault
from autodiagnostic.scoring import score
from building import essential, multiple, number, questionnaire, single, unscored
from pdf_forms import SITE, Form, every_file, guide, sheet
from projects import ROOT
from strategies import answers, guides, quick
from test_pdf_calculation import as_pdf, by_pdf

ONE_OF_EACH = questionnaire(
    essential("a", not_applicable="Sans objet", unknown=True),
    multiple("m", {"x": 1, "y": 2, "aucun": 0}, best=3, unknown=True),
    number("n", {0: 0, 3: 2}, unknown=True),
    unscored("libre", type_="text", unknown=False),
)
DEFINITIONS = {"t": ONE_OF_EACH}
SHEET = sheet(ONE_OF_EACH)

# --- Filling in, as programs do


def as_utf_16(text: str) -> Any:
    return String(b"\xfe\xff" + text.encode("utf-16-be", "surrogatepass"))


def as_utf_16_le(text: str) -> Any:
    return String(b"\xff\xfe" + text.encode("utf-16-le", "surrogatepass"))


def as_utf_8(text: str) -> Any:
    return String(b"\xef\xbb\xbf" + text.encode("utf-8"))


WRITERS: Mapping[str, tuple[Callable[[str], Any], Callable[[str], Any] | None, bool, bool]] = {
    # How a text is written, how a choice is (None: not at all), whether its look is set, and whether looks are kept.
    "acrobat, pdf.js": (as_utf_16, lambda text: Name(f"/{text}"), True, True),
    "pdfium": (String, lambda text: Name(f"/{text}"), True, True),
    "texts": (as_utf_8, String, False, True),
    "texts of 16 bits": (as_utf_16_le, as_utf_16, True, True),
    "texts with a slash (pypdf)": (String, lambda text: String(f"/{text}"), True, True),
    "looks alone": (String, None, True, True),
    "no looks": (String, lambda text: Name(f"/{text}"), False, False),
}


def fill(content: bytes, given_texts: Mapping[str, str], writer: str = "acrobat, pdf.js") -> bytes:
    """The form with these fields filled in; those that it does not have are passed over."""
    write, choose, shows, keeps = WRITERS[writer]
    form = Form(content)
    for name in set(given_texts) & set(form.fields):
        field, value = form.fields[name], given_texts[name]
        if field.FT == "/Tx":
            field.V = write(value)
            continue
        if choose:
            field.V = choose(value)
        else:
            del field["/V"]
        for widget in form.places(name):
            if shows and f"/{value}" in widget.AP.N:
                widget.AS = Name(f"/{value}")
            if not shows:
                del widget["/AS"]
            if not keeps:
                del widget["/AP"]
    return saved(form.pdf)


def saved(pdf: pikepdf.Pdf, **options: Any) -> bytes:
    written = io.BytesIO()
    pdf.save(written, **options)
    return written.getvalue()


def filled(question: Question, answer: Any) -> dict[str, str]:
    """The fields that an answer fills in."""
    if question.type in ("number", "text") and answer not in (UNKNOWN, NOT_APPLICABLE):
        return {question.key: str(answer)}
    ticked = answer if isinstance(answer, list) else [answer]
    return {".".join(answer_name(question, value)): value for value in ticked}


def data_of(found: Reading | Fault, definitions: Mapping[str, Definition] = DEFINITIONS) -> dict[str, Any]:
    """The document, as it is written."""
    assert isinstance(found, Reading), found
    text = write_document(found.document, definitions)
    assert read_document(text, definitions) == found.document
    data: dict[str, Any] = json.loads(text)
    return data


def told(found: Reading | Fault) -> list[tuple[str, Mapping[str, Any]]]:
    faults = found.warnings if isinstance(found, Reading) else (found,)
    return [(fault.code, fault.values) for fault in faults]


TEXTS = (
    st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=30)
    .map(str.strip)
    .filter(bool)
)


@quick(40)
@given(st.data())
def test_what_was_filled_in_is_read(data: st.DataObject) -> None:
    drawn = data.draw(guides(), label="guide")
    questions = {q.key: q for d in drawn.definitions.values() for q in d.questions}
    given_answers = data.draw(answers(drawn.definitions.values()), label="answers")
    expected = {key: answer for key, answer in given_answers.items() if key in questions}
    for key, answer in expected.items():
        if questions[key].type == "text" and answer not in (UNKNOWN, NOT_APPLICABLE):
            expected[key] = data.draw(TEXTS, label=key)
    texts = {"_commune": data.draw(TEXTS, label="commune")}
    for key, answer in expected.items():
        texts |= filled(questions[key], answer)
    writer = data.draw(st.sampled_from(sorted(WRITERS)), label="writer")
    whole, written = None, {}
    for definition in drawn.definitions.values():
        found = read(fill(sheet(definition), texts, writer), drawn.definitions, whole)
        assert isinstance(found, Reading), found
        assert {code for code, _ in told(found)} <= {"empty"}
        whole = found.document
        written = data_of(found, drawn.definitions)
    assert written["commune"] == texts["_commune"]
    assert written["answers"] == expected


@pytest.mark.parametrize("writer", WRITERS)
def test_the_booklet_is_read_whoever_filled_it_in(writer: str) -> None:
    library = guide().library
    themes = {q.key: q for d in library.definitions.values() for q in d.questions}
    chance = random.Random(1)  # noqa: S311 - no secret
    held = {name for name in Form(every_file()["livret"]).fields if name in themes}
    expected = {key: chance.choice(themes[key].options).id for key in held if themes[key].type == "single"}
    found = read(fill(every_file()["livret"], expected, writer), library.definitions)
    assert len(expected) > 30
    assert data_of(found, library.definitions)["answers"] == expected
    assert told(found) == []


@pytest.mark.parametrize(
    ("written", "day"),
    [("3/12/2026", "2026-12-03"), (" 2026-12-03 ", "2026-12-03"), ("demain", None), ("", None)],
)
def test_the_date_is_that_of_the_themes_answered(written: str, day: str | None) -> None:
    definition = questionnaire(single("a"), single("b"))
    found = read(fill(sheet(definition), {"_date": written, "t.a": "revu"}), {"t": definition})
    assert data_of(found, {"t": definition}).get("reviewed", {}) == ({"t": day} if day else {})


def test_a_date_without_answers_dates_nothing() -> None:
    definition = questionnaire(single("a"))
    found = read(fill(sheet(definition), {"_date": "3/12/2026"}), {"t": definition})
    assert data_of(found, {"t": definition}).get("reviewed", {}) == {}


# --- What the form's own script makes of it


WRITTEN = st.sampled_from(["", "3", " 12 ", "-1", "1 200", "2,5", "abc", "9" * 20, "0"])


@quick(200)
@given(
    st.fixed_dictionaries({key: st.booleans() for key in ("x", "y", "aucun", UNKNOWN)}), WRITTEN, st.data()
)
def test_contradictions_are_read_as_the_script_reads_them(
    boxes: dict[str, bool], written: str, data: st.DataObject
) -> None:
    single_ = data.draw(st.sampled_from(["Off", "", "rien", "revu", UNKNOWN, NOT_APPLICABLE, "inconnu"]))
    unknown = data.draw(st.sampled_from(["Off", UNKNOWN]))
    texts = {
        "t.a": single_,
        **{f"t.m.{box}": box if ticked else "Off" for box, ticked in boxes.items()},
        "t.n": written,
        "t.n_ne-sait-pas": unknown,
        "t.libre": "",
    }
    held = {name: "" if text == "Off" else text for name, text in texts.items()}
    found, _ = reading._answers(held, list(ONE_OF_EACH.questions))
    assert by_pdf(DEFINITIONS, None, "t", texts)[0] == as_pdf(score(ONE_OF_EACH, found))


def test_ordinary_answers_come_before_exclusive_and_reserved_ones() -> None:
    every = {f"t.m.{box}": box for box in ("x", "y", "aucun", UNKNOWN)} | {
        "t.n": "3",
        "t.n_ne-sait-pas": UNKNOWN,
    }
    assert data_of(read(fill(SHEET, every), DEFINITIONS))["answers"] == {"t.m": ["x", "y"], "t.n": 3}
    exclusive = {f"t.m.{box}": box for box in ("aucun", UNKNOWN)}
    assert data_of(read(fill(SHEET, exclusive), DEFINITIONS))["answers"] == {"t.m": ["aucun"]}


def test_what_is_no_answer_is_told() -> None:
    found = read(fill(SHEET, {"t.n": "beaucoup", "t.libre": "Oui\r\nnon\rpeut-être"}), DEFINITIONS)
    assert data_of(found)["answers"] == {"t.libre": "Oui\nnon\npeut-être"}
    assert told(found) == [("left", {"list": "t.n"})]


# --- What goes with the answers


def test_notes_and_plan() -> None:
    lines = {
        "_commune": " Saint-Œuvre ",
        "_notes.securite": "À revoir\ravec Zoé",
        "_plan.1.action": "Nommer une\u00a0personne",
        "_plan.1.qui": "La maire",
        "_plan.1.quand": "1/12/2026",
        "_plan.2.quand": "au printemps",
        "_plan.4.action": "Publier",
        "_plan.4.quand": "2026-02-30",
    }
    found = read(fill(every_file()["livret"], lines), guide().library.definitions)
    written = data_of(found, guide().library.definitions)
    first = guide().library.definitions["securite"].questions[0].key
    assert written["commune"] == "Saint-Œuvre"
    assert written["notes"] == {first: "À revoir\navec Zoé"}
    assert written["plan"] == {
        "propre.livret-1": {"title": "Nommer une personne", "owner": "La maire", "due": "2026-12-01"},
        "propre.livret-2": {"note": "Pour quand\u00a0: au printemps"},
        "propre.livret-4": {"title": "Publier", "note": "Pour quand\u00a0: 2026-02-30"},
    }


def test_what_a_document_cannot_hold_is_told() -> None:
    found = read(fill(SHEET, {"t.libre": "a" * 5_001}), DEFINITIONS)
    assert told(found) == [("too-long", {"path": "answers › t.libre", "most": 5_000})]


# --- Several files


def test_several_files_make_one_document() -> None:
    first = read(fill(SHEET, {"_commune": "Ville", "t.a": "rien", "t.n": "3"}), DEFINITIONS)
    assert isinstance(first, Reading)
    second = read(
        fill(SHEET, {"_commune": "VILLE ", "t.a": "revu", "t.libre": "x"}), DEFINITIONS, first.document
    )
    assert data_of(second)["answers"] == {"t.a": "revu", "t.n": 3, "t.libre": "x"}
    assert told(second) == [("replaced", {"list": "t.a"})]
    other = read(fill(SHEET, {"_commune": "Village"}), DEFINITIONS, first.document)
    assert told(other) == [("communes", {"first": "Ville", "second": "Village"})]


# --- Other versions


def test_earlier_names_are_todays() -> None:
    old = questionnaire(single("vieux"), multiple("m", {"x": 1, "aucun": 0}, best=1))
    a = replace(single("a"), was=("t.vieux",), options=(Option("neuf", "neuf", 1, was=("rien",)),))
    m = replace(multiple("m", {"x": 1}, best=1), options=(Option("z", "z", 1, was=("x",)),))
    new = replace(questionnaire(a, m), version=2)
    found = read(fill(sheet(old), {"t.vieux": "rien", "t.m.x": "x"}), {"t": new})
    assert data_of(found, {"t": new})["answers"] == {"t.a": "neuf", "t.m": ["z"]}
    assert told(found) == [("changed", {"list": "t (1 → 2)"})]


def test_a_newer_version_is_refused() -> None:
    found = read(sheet(replace(ONE_OF_EACH, version=3)), DEFINITIONS)
    assert told(found) == [("newer-questionnaire", {"id": "t", "version": 3, "known": 1})]


def test_a_question_that_is_no_more_is_told() -> None:
    found = read(fill(SHEET, {"t.a": "rien", "t.n": "3"}), {"t": questionnaire(essential("a"))})
    assert data_of(found)["answers"] == {"t.a": "rien"}
    assert told(found) == [("changed", {"list": "t (1 → 1)"}), ("left", {"list": "t.n"})]


def test_a_questionnaire_that_is_no_more() -> None:
    assert told(read(SHEET, guide().library.definitions)) == [("gone", {"list": "t"})]


def test_a_stamp_that_a_program_threw_away() -> None:
    form = Form(fill(SHEET, {"t.a": "rien"}))
    del form.pdf.docinfo[STAMP]
    found = read(saved(form.pdf), DEFINITIONS)
    assert data_of(found)["answers"] == {"t.a": "rien"}
    assert told(found) == [("no-stamp", {})]


def test_a_stamp_tells_each_questionnaire() -> None:
    stamp = document.questionnaire(ONE_OF_EACH, SITE).stamp
    assert stamp == f"t-1-{ONE_OF_EACH.fingerprint}"
    form = Form(SHEET)
    assert str(form.pdf.docinfo[STAMP]) == stamp


# --- Files that are no filled-in form


def flattened() -> bytes:
    pdf = Form(SHEET).pdf
    del pdf.Root["/AcroForm"]
    for page in pdf.pages:
        del page["/Annots"]
    return saved(pdf)


def foreign() -> bytes:
    pdf = pikepdf.new()
    pdf.Root.AcroForm = Dictionary(Fields=Array([Dictionary(FT=Name.Tx, T=String("nom"), V=String("x"))]))
    return saved(pdf)


def encrypted(password: str) -> bytes:
    return saved(Form(SHEET).pdf, encryption=pikepdf.Encryption(owner="a", user=password))


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "not-pdf"),
        (b"Bonjour", "not-pdf"),
        (b"%PDF-1.7\n", "damaged"),
        (b"%PDF-1.7" + b"\0" * values.LARGEST, "pdf-too-large"),
        (SHEET[:2_000], "damaged"),
        (encrypted("secret"), "password"),
        (flattened(), "no-fields"),
        (foreign(), "foreign"),
        (saved(pikepdf.new()), "no-fields"),
    ],
)
def test_why_a_file_is_not_read(content: bytes, code: str) -> None:
    assert [found for found, _ in told(read(content, DEFINITIONS))] == [code]


def test_what_opens_without_a_password_is_read() -> None:
    assert told(read(encrypted(""), DEFINITIONS)) == [("empty", {})]


def test_a_file_cut_short_is_read_with_a_warning_or_not_at_all() -> None:
    content = fill(SHEET, {"t.a": "rien"})
    assert told(read(content[:-300], DEFINITIONS)) == [("damaged", {})]
    plain = saved(Form(content).pdf, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    mended = read(plain[:-300], DEFINITIONS)
    assert data_of(mended)["answers"] == {"t.a": "rien"}
    assert told(mended) == [("mended", {}), ("no-stamp", {})]


Mischief = Callable[[pikepdf.Pdf, Any], None]
"""What is done to our own form, whose fields come second."""


def in_itself(pdf: pikepdf.Pdf, fields: Any) -> None:
    node = pdf.make_indirect(Dictionary(T=String("t"), Kids=Array()))
    node.Kids.append(node)
    fields.append(node)


def deep(pdf: pikepdf.Pdf, fields: Any) -> None:
    node = pdf.make_indirect(Dictionary(T=String("t")))
    for _ in range(400):
        node = pdf.make_indirect(Dictionary(T=String("t"), Kids=Array([node])))
    fields.append(node)


def many(pdf: pikepdf.Pdf, fields: Any) -> None:
    one = pdf.make_indirect(Dictionary(FT=Name.Tx, T=String("x"), V=String("y")))
    parent = Dictionary(T=String("t"), Kids=Array([one] * 300_000))
    fields.append(pdf.make_indirect(parent))


def shared(pdf: pikepdf.Pdf, fields: Any) -> None:
    """Many widgets, each of which many fields claim: few bytes, much to do."""
    kids = pdf.make_indirect(Array([Dictionary(A=1)] * 2_000))
    fields.extend([Dictionary(FT=Name.Tx, T=String("x"), Kids=kids)] * 2_000)


def long(_pdf: pikepdf.Pdf, fields: Any) -> None:
    fields[0].V = String("a" * 10_000_000)


def packed(pdf: pikepdf.Pdf, fields: Any) -> None:
    content = zlib.compress(b"a" * 300_000_000)
    fields[0].V = pikepdf.Stream(pdf, content, Filter=Name.FlateDecode)


def no_dictionaries(_pdf: pikepdf.Pdf, fields: Any) -> None:
    for place, value in enumerate((1, String("x"), Name.x, Array([]))):
        fields[place] = value


def other_values(_pdf: pikepdf.Pdf, fields: Any) -> None:
    for place, value in enumerate((1, True, Array([1]), Dictionary(A=1))):
        fields[place].V = value


def other_names(_pdf: pikepdf.Pdf, fields: Any) -> None:
    fields[0].T = 3
    fields[1].T = Name("/é")


def broken_texts(_pdf: pikepdf.Pdf, fields: Any) -> None:
    fields[1].V = String(b"\xfe\xff\xd8\x00a")
    fields[2].V = String(b"\xef\xbb\xbf\xff\xff")


def terminal(_pdf: pikepdf.Pdf, fields: Any) -> None:
    fields.append(Dictionary(FT=Name.Tx, T=String("t.\x1b[2J"), V=String("x")))


def broken(mischief: Mischief) -> bytes:
    pdf = Form(SHEET).pdf
    mischief(pdf, pdf.Root.AcroForm.Fields)
    return saved(pdf)


@pytest.mark.filterwarnings("ignore::pikepdf.PageCopyWarning")
@pytest.mark.parametrize(
    ("mischief", "codes"),
    [
        (in_itself, ["damaged"]),
        (deep, ["damaged"]),
        (many, ["damaged"]),
        (shared, ["damaged"]),
        (long, ["too-large"]),
        (packed, ["damaged"]),
        (no_dictionaries, ["empty"]),
        (other_values, ["empty"]),
        (other_names, ["empty"]),
        (broken_texts, ["empty"]),
        (terminal, ["left", "empty"]),
    ],
)
def test_hostile_files(mischief: Mischief, codes: list[str]) -> None:
    found = told(read(broken(mischief), DEFINITIONS))
    assert [code for code, _ in found] == codes, found
    assert "x1b" not in str(found)


def test_damage_never_raises() -> None:
    """Bytes changed at random, in a file whose parts are not packed."""
    plain = saved(
        Form(fill(SHEET, {"t.a": "rien", "t.n": "3"})).pdf,
        object_stream_mode=pikepdf.ObjectStreamMode.disable,
        stream_decode_level=pikepdf.StreamDecodeLevel.none,
    )
    chance = random.Random(7)  # noqa: S311 - no secret
    for _ in range(150):
        content = bytearray(plain)
        for _ in range(chance.randrange(1, 30)):
            content[chance.randrange(len(content))] = chance.choice(b"<>[]()/ 0129RobjTVAFt\xff")
        assert isinstance(read(bytes(content), DEFINITIONS), Reading | Fault)


# --- At the command line


@pytest.fixture
def form(tmp_path: Path) -> Path:
    path = tmp_path / "securite.pdf"
    first = guide().library.definitions["securite"].questions[0]
    texts = {"_commune": "Saint-Œuvre", first.key: first.options[0].id}
    path.write_bytes(fill(every_file()["securite"], texts))
    return path


def test_read_writes_the_document(form: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "ville.json"
    assert cli.main(["read", str(form), "-o", str(out), "--guide", str(ROOT)]) == 0
    assert cli.main(["read", str(form), "--guide", str(ROOT)]) == 0
    printed, errors = capsys.readouterr()
    assert errors == ""
    assert printed == out.read_text("utf-8")
    assert json.loads(printed)["commune"] == "Saint-Œuvre"


def test_read_tells_why_not(form: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    trash, missing = tmp_path / "notes.pdf", tmp_path / "absent.pdf"
    trash.write_text("Bonjour", "utf-8")
    at = ["--guide", str(ROOT)]
    assert cli.main(["read", str(form), str(trash), *at]) == 1
    assert capsys.readouterr() == ("", f"{trash} : ce n’est pas un PDF.\n")
    assert cli.main(["read", str(missing), *at]) == 2
    assert capsys.readouterr().err.startswith(f"{missing} ne peut pas être lu")
    assert cli.main(["read", str(form), "-o", str(tmp_path), *at]) == 2
    assert capsys.readouterr() == ("", f"{tmp_path} ne peut pas être écrit.\n")
    assert cli.main(["read", str(form), "--guide", str(tmp_path)]) == 2
    assert "n’est pas un guide" in capsys.readouterr().err


def test_read_warns_of_an_empty_form(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "vide.pdf"
    path.write_bytes(every_file()["securite"])
    assert cli.main(["read", str(path), "--guide", str(ROOT)]) == 0
    assert capsys.readouterr().err == (
        f"{path} : rien n’est rempli dans ce PDF. S’il l’était à l’écran, enregistrez-le, puis recommencez.\n"
    )


def test_each_sentence_is_used_and_none_is_missing() -> None:
    words = catalogue.load("cli")["read"]
    code = "".join(Path(str(module.__file__)).read_text("utf-8") for module in (reading, values))
    assert [name for name in (*words["faults"], *words["warnings"]) if f'"{name}"' not in code] == []
