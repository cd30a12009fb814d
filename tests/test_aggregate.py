"""`python -m autodiagnostic aggregate`: what it reads, says and writes."""

from __future__ import annotations

import csv
import io
import json
import os
import random
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from autodiagnostic import aggregate, cli, group, group_files, render, schema
from autodiagnostic.definition import Report
from autodiagnostic.document import Document, write_document
from autodiagnostic.figures import Group
from autodiagnostic.group import Counts
from autodiagnostic.guide import Guide
from json_schema import Validator

ROOT = Path(__file__).parents[1]
LIBRARY = Guide(ROOT / "docs", ROOT / "questionnaires").library
GUIDE = ["--guide", str(ROOT)]


def the_report() -> Report:
    assert LIBRARY.report is not None
    return LIBRARY.report


def answers(seed: int) -> dict[str, Any]:
    rng = random.Random(seed)  # noqa: S311
    return {
        question.key: rng.choice([option.id for option in question.options])
        for theme in the_report().themes
        for question in LIBRARY.definitions[theme.id].questions
        if question.type == "single" and rng.random() < 0.9
    }


def written(seed: int) -> str:
    data = {"format": "autodiagnostic-document", "version": 1, "commune": f"Trifouilly-{seed}"}
    return write_document(Document.model_validate({**data, "answers": answers(seed)}), LIBRARY.definitions)


@pytest.fixture
def communes(tmp_path: Path) -> Path:
    """Seven documents, in folders."""
    for seed in range(7):
        folder = tmp_path / "reçus" / ("nord" if seed % 2 else "sud est")
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"commune {seed}.json").write_text(written(seed), "utf-8")
    return tmp_path / "reçus"


def expected(seeds: range) -> Group:
    counts: Counts = Counter()
    for seed in seeds:
        counts.update(group.marks(the_report(), LIBRARY.definitions, answers(seed)))
    return group.figures(the_report(), LIBRARY.definitions, counts)


def run(*arguments: object) -> int:
    return cli.main(["aggregate", *map(str, arguments), *GUIDE])


def test_folders_and_files(communes: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "image"
    assert run(communes / "nord", *(communes / "sud est").glob("*"), "-o", out) == 0
    assert capsys.readouterr() == (
        f"7 communes comptées.\nÉcrits dans {out} : group.json, group.csv, group.html.\n",
        "",
    )
    assert (out / "group.json").read_bytes() == group_files.json_text(expected(range(7))).encode()
    assert sorted(path.name for path in out.iterdir()) == ["group.csv", "group.html", "group.json"]


def test_its_own_files_are_not_read(communes: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for _ in range(2):
        assert run(communes, "-o", communes) == 0
    assert capsys.readouterr().err == ""
    assert json.loads((communes / "group.json").read_text("utf-8"))["participants"] == 7


def test_bad_files_are_told_and_skipped(communes: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (communes / "coupé.json").write_text(written(8)[:-9], "utf-8")
    (communes / "autre.json").write_text('{"format": "autre"}', "utf-8")
    gone = communes / "disparu.json"
    assert run(communes, gone, "-o", communes) == 1
    assert capsys.readouterr().out.splitlines()[:5] == [
        f"{communes / 'autre.json'} : Ce fichier n’a pas été enregistré par ce guide.",
        f"{communes / 'coupé.json'} : Ce fichier est tronqué : il lui manque la fin.",
        f"{gone} : Ce fichier n’a pas pu être lu. Est-ce un dossier ?",
        "7 communes comptées.",
        "3 fichiers écartés.",
    ]
    assert (communes / "group.json").read_text("utf-8") == group_files.json_text(expected(range(7)))


def test_the_same_document_twice_counts_once(communes: Path, capsys: pytest.CaptureFixture[str]) -> None:
    copy = communes / "sud est" / "copie.json"
    copy.write_text(written(1), "utf-8")
    assert run(communes, "-o", communes) == 0
    first = communes / "nord" / "commune 1.json"
    assert capsys.readouterr().out.startswith(
        f"{copy} : ce fichier dit la même chose que {first}. Il est compté une fois.\n7 communes comptées.\n"
    )


def test_two_documents_of_one_name_both_count(communes: Path, capsys: pytest.CaptureFixture[str]) -> None:
    other = communes / "nord" / "plus tard.json"
    other.write_text(written(9).replace("Trifouilly-9", "Trifouilly-1"), "utf-8")
    assert run(communes, "-o", communes) == 0
    first = communes / "nord" / "commune 1.json"
    assert capsys.readouterr().out.startswith(
        f"« Trifouilly-1 » a plusieurs fichiers différents, tous comptés : {first}, {other}.\n8 communes"
    )


def test_wrong_usage(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(tmp_path) == 2
    assert capsys.readouterr().err == f"{tmp_path} : il n’y a là aucun fichier de commune.\n"
    assert cli.main(["aggregate", str(tmp_path), "--guide", str(tmp_path)]) == 2
    (tmp_path / "un.json").write_text(written(1), "utf-8")
    assert run(tmp_path, "-o", tmp_path / "un.json") == 2
    assert "ne peut pas être écrit" in capsys.readouterr().err


@pytest.mark.parametrize("processes", [1, 2])
def test_as_many_processes_as_one_likes(communes: Path, processes: int) -> None:
    (communes / "bon à rien.json").write_text("{", "utf-8")
    heard: list[int] = []
    files = aggregate.find([communes], frozenset())
    found = aggregate.read(files, the_report(), LIBRARY.definitions, heard.append, processes)
    assert group.figures(the_report(), LIBRARY.definitions, found.counts) == expected(range(7))
    assert [file for file, _ in found.refused] == [str(communes / "bon à rien.json")]
    assert heard[-1] == len(files) == 8


def test_without_other_processes_this_one_reads(communes: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise NotImplementedError

    monkeypatch.setattr(aggregate, "ProcessPoolExecutor", refuse)
    files = aggregate.find([communes], frozenset())
    found = aggregate.read(files, the_report(), LIBRARY.definitions, lambda _: None, 2)
    assert found.counts[("commune",)] == 7


def test_a_bar_only_where_someone_sees_it(
    communes: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    assert run(communes, "-o", communes) == 0
    assert capsys.readouterr().err == f"\r[{'#' * 30}] 7 sur 7\n"


def test_the_figures_follow_their_schema() -> None:
    validator = Validator(json.loads(schema.files()["group.schema.json"]))
    text = group_files.json_text(expected(range(7)))
    assert validator.accepts(json.loads(text))
    assert not validator.accepts(json.loads(text.replace('"share": ', '"share": -')))


# The spreadsheet.


def test_the_spreadsheet_opens_in_france(communes: Path) -> None:
    run(communes, "-o", communes)
    content = (communes / "group.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.count(b"\r\n") == content.count(b"\n")
    header, *rows = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";")
    assert header == ["Partie", "Identifiant", "Intitulé", "Chiffre", "Valeur"]
    assert rows[0] == ["Groupe", "", "", "Communes", "7"]
    values = {(part, id_, name): value for part, id_, _, name, value in rows}
    assert len(values) == len(rows), "each figure has a name of its own"
    figures = expected(range(7))
    for question in figures.questions:
        median = "" if question.median is None else str(question.median).replace(".", ",")
        assert values["Question", question.key, "Médiane des points"] == median
    assert all(re.fullmatch(r"\d*(,5)?", row[-1]) for row in rows)
    assert any("," in row[-1] for row in rows)


def test_no_cell_is_a_formula() -> None:
    figures = expected(range(1))
    told = group_files.told(the_report(), LIBRARY.definitions)
    hostile = group_files.Told(
        told.themes, told.levels, dict.fromkeys(told.questions, '=1+1;"'), told.choices, told.actions
    )
    assert '"\'=1+1;"""' in group_files.csv_text(figures, hostile)


# The page.


def page_of(seeds: range, **more: bool) -> str:
    return render.group(expected(seeds), the_report(), LIBRARY.definitions, **more)


def test_the_page_stands_by_itself_and_names_nobody(communes: Path) -> None:
    run(communes, "-o", communes)
    html = (communes / "group.html").read_text("utf-8")
    assert html == page_of(range(7))
    assert "Trifouilly" not in html
    assert "<script" not in html
    assert " style=" not in html
    assert not re.search(r"\b(?:src|href)=(?![\"']?#)", html)
    assert "default-src &#39;none&#39;; style-src &#39;sha256-" in html


def test_the_page_says_what_was_counted() -> None:
    html = page_of(range(7))
    assert "L’image d’un groupe de 7 communes" in html
    figures = expected(range(7))
    first = max(figures.essentials, key=lambda essential: essential.share or 0)
    assert (
        f"<td>{first.missing} sur {first.secured + first.missing}</td><td>{first.share}\u00a0%</td>" in html
    )
    assert f"<td>{figures.actions[0].communes}</td>" in html


@pytest.mark.parametrize(("many", "missing"), [(4, "Il en manque 1"), (1, "Il en manque 4")])
def test_the_page_of_too_few_shows_nothing(many: int, missing: str) -> None:
    html = page_of(range(many))
    assert "Trop peu de communes pour montrer leur image" in html
    assert f"{missing}\u00a0: en dessous de 5 communes" in html
    assert "<svg" not in html
    assert "<table" not in html
    assert "<svg" in page_of(range(many), even_few=True)
    assert "<svg" in page_of(range(5))


def test_too_few_is_said(communes: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    nord = communes / "nord"
    assert run(nord, "-o", tmp_path) == 0
    assert "Moins de 5 communes : group.html ne montre aucun chiffre" in capsys.readouterr().out
    assert "<svg" not in (tmp_path / "group.html").read_text("utf-8")
    assert run(nord, "-o", tmp_path, "--few") == 0
    assert "Moins de 5 communes" not in capsys.readouterr().out
    assert "<svg" in (tmp_path / "group.html").read_text("utf-8")


def test_help_says_what_the_option_does() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "autodiagnostic", "aggregate", "--help"],
        env={**os.environ, "PYTHONPATH": str(ROOT / "hooks"), "PYTHONIOENCODING": "utf-8"},
        check=True,
        capture_output=True,
    )
    assert "deviner les réponses des autres" in " ".join(done.stdout.decode().split())


def test_a_group_without_answers_has_a_page_too() -> None:
    counts: Counts = Counter({("commune",): 6})
    empty = group.figures(the_report(), LIBRARY.definitions, counts)
    html = render.group(empty, the_report(), LIBRARY.definitions)
    assert "Aucune commune n’a encore de résultat." in html
