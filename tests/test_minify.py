"""Published scripts lose comments and spaces, and nothing else; those of a group come in one file."""

from __future__ import annotations

from pathlib import Path

from autodiagnostic.minify import join, minify


def test_comments_and_spaces_go_and_the_rest_stays(tmp_path: Path) -> None:
    folder = tmp_path / "assets"
    folder.mkdir()
    (folder / "a.js").write_text(
        '/** @param {string} name */\nfunction hello(name) {\n  // why\n  return "// kept /* too */ " + name;\n}\n'
    )
    (folder / "a.css").write_text('/* why */\n.a > .b { color: red; content: "/* kept */"; }\n')
    (folder / "a.svg").write_text("<svg> <!-- left --> </svg>")
    minify(tmp_path)
    assert (folder / "a.js").read_text() == 'function hello(name){return"// kept /* too */ "+name;}'
    assert (folder / "a.css").read_text() == '.a>.b{color:red;content:"/* kept */"}'
    assert (folder / "a.svg").read_text() == "<svg> <!-- left --> </svg>"


def test_a_group_comes_in_the_file_of_its_last_script(tmp_path: Path) -> None:
    for name in ("make", "plan", "report", "walk"):
        (tmp_path / f"{name}.js").write_text(f"{name}();")
    join(tmp_path, [["make.js", "plan.js", "report.js"], ["make.js", "walk.js"], ["plan.js"]])
    assert {path.name: path.read_text() for path in tmp_path.iterdir()} == {
        "report.js": "make();\nplan();\nreport();",
        "walk.js": "make();\nwalk();",
        "plan.js": "plan();",
    }
