"""Models to fill in: the document that their Markdown makes, and where what they may not hold is found."""

from __future__ import annotations

import random
import re

import pytest

from autodiagnostic.sheets import cards
from autodiagnostic.sheets.document import Block, Heading, List, Paragraph, Run, Runs, Table, plain_text
from autodiagnostic.sheets.reading import read
from building import essential, multiple, number, questionnaire, single

NARROW, NO_BREAK = "\u202f", "\u00a0"


def blocks(text: str) -> tuple[Block, ...]:
    """What a sound model says below its title."""
    sheet, slips = read("essai", "odt", f"### Essai\n\n{text}")
    assert slips == []
    return sheet.blocks[1:]


def runs(text: str) -> Runs:
    """What its one paragraph says."""
    (paragraph,) = blocks(text)
    assert isinstance(paragraph, Paragraph)
    return paragraph.runs


def html(text: str) -> str:
    return read("essai", "odt", text)[0].html


def copied(text: str) -> str:
    return plain_text(blocks(text))


# --- The document --------------------------------------------------------------------------------


def test_bold_italic_and_both() -> None:
    assert runs("un **deux** *trois* ***quatre***") == (
        Run("un "),
        Run("deux", bold=True),
        Run(" "),
        Run("trois", italic=True),
        Run(" "),
        Run("quatre", bold=True, italic=True),
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("de [nom de la commune].", (Run("de "), Run("[nom de la commune]", gap=True), Run("."))),
        ("[a] [b][c]", (Run("[a]", gap=True), Run(" "), Run("[b][c]", gap=True))),
        ("**[nom]**", (Run("[nom]", bold=True, gap=True),)),
        ("**Nom : [nom]**", (Run(f"Nom{NO_BREAK}: ", bold=True), Run("[nom]", bold=True, gap=True))),
        ("[quel jour ?]", (Run(f"[quel jour{NARROW}?]", gap=True),)),
        ("[…] et [Nom]: x", (Run("[…]", gap=True), Run(" et "), Run("[Nom]", gap=True), Run(": x"))),
        # No gap: nothing in it, or an author who says so.
        (r"[ ] \[ici\] [] ]x[", (Run("[ ] [ici] [] ]x["),)),
    ],
)
def test_gaps(text: str, expected: Runs) -> None:
    assert runs(text) == expected


def test_a_gap_at_the_start_of_a_line_names_no_link() -> None:
    assert runs("[Nom]: mairie") == (Run("[Nom]", gap=True), Run(": mairie"))


def test_typography_and_signs() -> None:
    assert runs("L'été... « oui » ; R&D \\* ☐ non") == (
        Run(f"L’été… «{NO_BREAK}oui{NO_BREAK}»{NARROW}; R&D * ☐{NO_BREAK}non"),
    )


def test_lines_of_a_paragraph() -> None:
    """Where a line ends in the file means nothing; two spaces before it force a break."""
    assert runs("un\ndeux  \ntrois") == (Run("un deux\ntrois"),)


def test_titles() -> None:
    """The first is the model's; the level of the others tells which of them stand below which."""
    sheet, slips = read("essai", "odt", "## Le [nom]\n\n## A\n\n### B\n\n## C")
    assert slips == []
    assert [(block.level, block.runs[0].text) for block in sheet.blocks if isinstance(block, Heading)] == [
        (1, "Le "),
        (2, "A"),
        (3, "B"),
        (2, "C"),
    ]
    assert sheet.title == "Le [nom]"
    assert re.findall(r"<(h\d)>", sheet.html) == ["h2", "h3", "h4", "h3"]
    assert sheet.file == "telechargements/modeles/essai.odt"


def test_lists() -> None:
    assert blocks("- un\n- deux\n    1. dedans\n\n        encore") == (
        List(
            (
                (Paragraph((Run("un"),)),),
                (
                    Paragraph((Run("deux"),)),
                    List(((Paragraph((Run("dedans"),)), Paragraph((Run("encore"),))),), first=1),
                ),
            )
        ),
    )


def test_a_list_goes_on_where_its_author_says() -> None:
    assert [block.first for block in blocks("3. trois\n4. quatre\n\n- puce") if isinstance(block, List)] == [
        3,
        None,
    ]


@pytest.mark.parametrize(
    ("text", "ticked"),
    [("- ☐ Oui\n- ☑ Non", True), ("- ☐ Oui\n- Non", False), ("1. ☐ Oui", False), ("- **☐** Oui", True)],
)
def test_boxes_stand_for_bullets(text: str, *, ticked: bool) -> None:
    (block,) = blocks(text)
    assert isinstance(block, List)
    assert block.ticked is ticked
    assert ('class="sheet-ticked"' in html(f"### x\n\n{text}")) is ticked


def test_tables() -> None:
    (table,) = blocks("| Date | Qui |\n|-|:-:|\n| **Lundi** | [nom] |\n| | a \\| b |")
    assert table == Table(
        ((Run("Date"),), (Run("Qui"),)),
        (((Run("Lundi", bold=True),), (Run("[nom]", gap=True),)), ((), (Run("a | b"),))),
    )
    assert isinstance(table, Table)
    assert (table.longest_words, table.longest_texts) == ([5, 5], [5, 5])


def test_the_room_that_columns_want() -> None:
    (table,) = blocks(f"| Un mot long | B |\n|-|-|\n| extraordinaire | {'mot ' * 30} |")
    assert isinstance(table, Table)
    assert (table.longest_words, table.longest_texts) == ([14, 3], [14, 40])


def test_an_indented_line_is_text() -> None:
    assert runs("    Bonjour") == (Run("Bonjour"),)


# --- On the page ---------------------------------------------------------------------------------


def test_a_page_shows_gaps_and_titles_of_rows() -> None:
    assert html("### De [nom]\n\n| A | B |\n|-|-|\n| **a** | [b] [c] |") == (
        '<h2>De <span class="sheet-gap">[nom]</span></h2>\n'
        "<table>\n<thead>\n<tr>\n<th>A</th>\n<th>B</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n"
        '<th scope="row"><strong>a</strong></th>\n'
        '<td><span class="sheet-gap">[b]</span> <span class="sheet-gap">[c]</span></td>\n'
        "</tr>\n</tbody>\n</table>"
    )


def test_on_a_phone_three_columns_are_too_many() -> None:
    assert "data-wide" not in html("### x\n\n| A | B |\n|-|-|\n| a | b |")
    assert 'data-wide=""' in html("### x\n\n| A | B | C |\n|-|-|-|\n| a | b | c |")


# --- On the clipboard ----------------------------------------------------------------------------


def test_text_keeps_the_shape() -> None:
    assert copied("Un **mot** [ici].\n\n- un\n- deux\n    1. dedans\n\n- ☐ oui\n\n#### Titre") == (
        "Un mot [ici].\n\n- un\n- deux\n  1. dedans\n- ☐\u00a0oui\n\nTitre"
    )


def test_boxes_are_copied_without_bullets() -> None:
    assert copied("- ☐ oui\n- ☐ non") == f"☐{NO_BREAK}oui\n☐{NO_BREAK}non"


def test_numbers_and_lines_are_copied() -> None:
    assert copied("9. neuf  \n   bis\n10. dix") == "9. neuf\n   bis\n10. dix"


def test_tables_are_copied_for_a_spreadsheet() -> None:
    assert copied("| A | B |\n|-|-|\n| | [b] |") == "A\tB\n\t[b]"


# --- What a model may not hold -------------------------------------------------------------------


def told(text: str, format_: str = "odt") -> list[tuple[int, int, str]]:
    _, slips = read("essai", "ods" if format_ == "ods" else "odt", text)
    return [(slip.line, slip.column, slip.fault.code.partition("-")[2]) for slip in slips]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("![a](b.png)", [(3, 1, "image")]),
        ("x [a](b.md) y [c](d)", [(3, 3, "link"), (3, 15, "link")]),
        ("[![a](b.png)](c)", [(3, 2, "image"), (3, 1, "link")]),
        ("<https://a.fr> <b>x</b>", [(3, 1, "link"), (3, 16, "html"), (3, 20, "html")]),
        ("<x@exemple.fr>", [(3, 1, "link")]),
        ("le `code`", [(3, 4, "code")]),
        ("```\na\n\nb\n```", [(3, 1, "code")]),
        ("~~~ yaml\na\n~~~", [(3, 1, "code"), (5, 1, "code")]),
        ("a\n\n> b", [(5, 1, "quote")]),
        ("a\n\n* * *", [(5, 1, "rule")]),
        ("<div>\na\n</div>", [(3, 1, "html")]),
        ("<!-- a -->", [(3, 1, "html")]),
        ("a&nbsp;b", [(3, 2, "html")]),
        ("- a\n\n    <br>", [(5, 5, "html")]),
        ("//// details\n////", [(3, 1, "block"), (4, 1, "block")]),
        # What only looks like one.
        (r"\`a\` 3 < 4 &c. !\[a\](b) R & D, a > b", []),
        ("[a] (b) ![c] [d][e] a / b // c ________", []),
    ],
)
def test_what_a_model_may_not_hold(text: str, expected: list[tuple[int, int, str]]) -> None:
    assert sorted(told(f"### Essai\n\n{text}")) == sorted(expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("### A", []),
        ("", [(1, 1, "without-title")]),
        ("\n\n", [(3, 1, "without-title")]),
        ("\n Du texte", [(2, 2, "without-title")]),
        ("- ### Dans une liste", [(1, 1, "without-title")]),
        ("### ", [(1, 1, "without-title")]),
    ],
)
def test_a_model_starts_with_its_title(text: str, expected: list[tuple[int, int, str]]) -> None:
    assert told(text) == expected


def test_a_spreadsheet_has_a_table() -> None:
    assert told("\n### A\n\nx", "ods") == [(2, 1, "without-table")]
    assert told("### A\n\n| a |\n|-|\n| b |", "ods") == []


PIECES = [
    *(
        "### T",
        "#### U",
        "texte",
        "[nom]",
        "- a",
        "- ☐ b",
        "1. c",
        "    - d",
        "| a | b |",
        "|-|-|",
        "| [x] | |",
    ),
    *(
        "",
        "",
        "",
        "**a**",
        "*b",
        "![i](j)",
        "[l](m)",
        "> q",
        "***",
        "`c`",
        "```",
        "<b>",
        "<div>",
        "///",
        "&amp;",
    ),
    *("\\[", "]", "x  ", "    e", "---", "===", "\x02", "«", "☐"),
]


def test_nothing_that_authors_write_raises() -> None:
    rng = random.Random(0)  # noqa: S311 - the same texts at each run
    for _ in range(3000):
        text = "\n".join(rng.choice(PIECES) for _ in range(rng.randrange(12)))
        sheet, slips = read("essai", "odt", text)
        plain_text(sheet.blocks)
        lines = text.split("\n")
        assert all(1 <= slip.line <= len(lines) for slip in slips), text
        assert all(1 <= slip.column <= len(lines[slip.line - 1]) + 1 for slip in slips), text
        assert slips or isinstance(sheet.blocks[0], Heading), text


# --- Cards


def test_each_title_starts_a_card() -> None:
    deck, slips = cards.read("jeu", "Un jeu", "\n### Un\n\na [nom]\n\n#### Plus bas\n\n###Deux ###\n- b\n")
    assert slips == []
    assert (deck.title, deck.pdf) == ("Un jeu", "telechargements/formation/jeu.pdf")
    first, second = (card.blocks for card in deck.cards)
    assert first == (
        Heading(1, (Run("Un"),)),
        Paragraph((Run("a "), Run("[nom]", gap=True))),
        Heading(2, (Run("Plus bas"),)),
    )
    assert second == (Heading(1, (Run("Deux"),)), List(((Paragraph((Run("b"),)),),)))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", [(1, 1, "cards-none")]),
        ("\n  Avant\nencore\n### Un", [(2, 3, "cards-text-before")]),
        ("## Un", [(1, 1, "cards-text-before")]),
        ("### Un\n\n###\n### ###\nx", [(3, 1, "cards-without-title"), (4, 1, "cards-without-title")]),
        ("### Un\n\n### Deux\nx <b>", [(4, 3, "text-html")]),
    ],
)
def test_what_cards_may_not_be(text: str, expected: list[tuple[int, int, str]]) -> None:
    _, slips = cards.read("jeu", "Un jeu", text)
    assert [(slip.line, slip.column, slip.fault.code) for slip in slips] == expected


def test_a_card_a_question_with_the_digits_of_its_answers() -> None:
    asked = questionnaire(
        essential("a"),
        single("b", {"non": 0, "oui": 1}),
        multiple("m", {"x": 1, "aucun": 0}),
        number("n", {0: 0}),
    )
    deck = cards.of_questions(asked)
    assert deck.pdf == "telechargements/formation/questions/t.pdf"
    assert [card.over for card in deck.cards] == [
        "Question 1, essentielle · t",
        "Question 2 · t",
        "Question 3 · t",
        "Question 4 · t",
    ]
    assert plain_text(deck.cards[1].blocks) == f"b{NARROW}?\n\n0. non\n1. oui"
    assert plain_text(deck.cards[2].blocks) == f"m{NARROW}?\n\n☐{NO_BREAK}x\n☐{NO_BREAK}aucun"
    (gap,) = deck.cards[3].blocks[1:]
    assert gap == Paragraph((Run("[…]", gap=True),))
