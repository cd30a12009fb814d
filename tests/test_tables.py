"""Tables as Markdown writes them, with the titles that it cannot express."""

import markdown

from autodiagnostic.tables import TablesExtension
from autodiagnostic.typography import TypographyExtension


def rows(source: str) -> list[str]:
    """The rows of the one table in this page, each on a line of its own."""
    html = markdown.markdown(source, extensions=["tables", TablesExtension(), TypographyExtension()])
    return [row.replace("\n", "") for row in html.split("<tr>\n")]


def test_an_empty_title_is_no_title() -> None:
    assert rows("| | B |\n|-|-|\n| a | b |") == [
        "<table><thead>",
        "<td></td><th>B</th></tr></thead><tbody>",
        "<td>a</td><td>b</td></tr></tbody></table>",
    ]


def test_a_title_that_holds_only_code_stays_a_title() -> None:
    assert "<th><code>a</code></th>" in rows("| `a` | B |\n|-|-|\n| a | b |")[1]


def test_a_first_cell_all_in_bold_titles_its_row() -> None:
    [_, _, first, second, third] = rows("| A | B |\n|-|-|\n| **a** | **b** |\n| **a** b | b |\n| *a* | b |")
    assert first == '<th scope="row"><strong>a</strong></th><td><strong>b</strong></td></tr>'
    assert second == "<td><strong>a</strong> b</td><td>b</td></tr>"
    assert third == "<td><em>a</em></td><td>b</td></tr></tbody></table>"


def test_from_four_columns_on_cells_repeat_their_title() -> None:
    [table, _, row] = rows("| Qui ? | **B** | `C ?` | |\n|-|-|-|-|\n| a | b | c | d |")
    assert table == '<table data-wide=""><thead>'
    assert row == (
        '<td data-label="Qui\u202f?">a</td><td data-label="B">b</td><td data-label="C ?">c</td>'
        '<td data-label="">d</td></tr></tbody></table>'
    )


def test_three_columns_stay_side_by_side() -> None:
    assert "data-" not in "".join(rows("| A | B | C |\n|-|-|-|\n| a | b | c |"))


def test_a_page_without_tables_is_left_alone() -> None:
    assert rows("# Titre") == ["<h1>Titre</h1>"]
