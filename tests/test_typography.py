"""French spaces and signs: what changes, what must not, in plain text and in a page."""

import markdown
import pytest
from hypothesis import given
from hypothesis import strategies as st

from autodiagnostic.typography import TypographyExtension, french


def shown(text: str) -> str:
    """No-break spaces made visible: ~ and, narrow, _."""
    return text.replace("\u00a0", "~").replace("\u202f", "_")


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("Pour qui ?", "Pour qui_?"),
        ("Attention !", "Attention_!"),
        ("lundi ; mardi", "lundi_; mardi"),
        ("Trois règles : écrire", "Trois règles~: écrire"),
        ("Quoi ? ! Non.", "Quoi_?_! Non."),
        ("« nous »", "«~nous~»"),
        ("«nous»", "«~nous~»"),
        ("« Pour qui ? »", "«~Pour qui_?~»"),
        ("un retour\n: à la ligne", "un retour~: à la ligne"),
        ("déjà\u00a0! ou\u202f: ou\u2009?", "déjà_! ou~: ou_?"),
        ("l'alerte, qu'une, aujourd'hui", "l’alerte, qu’une, aujourd’hui"),
        ("l'« alerte »", "l’«~alerte~»"),
        ("d'1 à 2", "d’1 à 2"),
        ("et ainsi de suite...", "et ainsi de suite…"),
        ("déjà bien : « oui… »", "déjà bien~: «~oui…~»"),
        ("☐ oui ☑ non ☒ vu", "☐~oui ☑~non ☒~vu"),
        ("58 % ou 140 €", "58~% ou 140~€"),
        ("moins de 10 000 habitants, 1 234 567 en tout", "moins de 10_000 habitants, 1_234_567 en tout"),
    ],
)
def test_set(typed: str, expected: str) -> None:
    assert shown(french(typed)) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Rien à changer, vraiment.",
        "12:30",
        "16:9",
        "https://example.org/?a=1;b=2!c:d",
        "Yahoo!",
        "a.b....",
        "il mesure 5' de long",
        "'mot' et 'autre mot.'",
        "l’alerte",
        "en 2024 300 communes",
        "le 01 23 45 67 89",
    ],
)
def test_left_alone(text: str) -> None:
    assert french(text) == text


# Words, signs and spaces in any order; a letter of each kind is enough.
texts = (
    st.text(alphabet=st.sampled_from([*"aé12%€_;:!?«»'’….,-()/&\n\t \u00a0\u202f\x02\x03"]), max_size=40)
    | st.text()
)


@given(texts)
def test_setting_twice_changes_nothing_more(text: str) -> None:
    assert french(french(text)) == french(text)


@given(texts)
def test_only_spaces_apostrophes_and_dots_change(text: str) -> None:
    def words(text: str) -> str:
        return "".join(text.split()).replace("’", "'").replace("…", "...")

    assert words(french(text)) == words(text)


def page(source: str, *extensions: str) -> str:
    return shown(markdown.markdown(source, extensions=[*extensions, TypographyExtension()]))


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("Pour qui ?", "<p>Pour qui_?</p>"),
        ("**Qui** : *nous* !", "<p><strong>Qui</strong>~: <em>nous</em>_!</p>"),
        ("« **nous** »", "<p>«~<strong>nous</strong>~»</p>"),
        ("l'**alerte**", "<p>l’<strong>alerte</strong></p>"),
        ("l'<abbr>SMS</abbr> !", "<p>l’<abbr>SMS</abbr>_!</p>"),
        ("- un ;\n- deux ?", "<ul>\n<li>un_;</li>\n<li>deux_?</li>\n</ul>"),
        ("> Vraiment ?", "<blockquote>\n<p>Vraiment_?</p>\n</blockquote>"),
    ],
)
def test_in_a_page(source: str, expected: str) -> None:
    assert page(source) == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("`a ? b : c'd`", "<p><code>a ? b : c'd</code></p>"),
        ("`a` : `b`", "<p><code>a</code>~: <code>b</code></p>"),
        ("    a ? b : c", "<pre><code>a ? b : c\n</code></pre>"),
        ("l'<kbd>Ctrl ;</kbd> !", "<p>l’<kbd>Ctrl ;</kbd>_!</p>"),
        ("<div>a ? b</div>", "<div>a ? b</div>"),
        ('[a](b.html?c=1 "d ? e\'f")', '<p><a href="b.html?c=1" title="d ? e\'f">a</a></p>'),
        ("![a ? b](c.png)", '<p><img alt="a ? b" src="c.png" /></p>'),
        (
            "<https://example.org/l'a?b=c;d>",
            "<p><a href=\"https://example.org/l'a?b=c;d\">https://example.org/l'a?b=c;d</a></p>",
        ),
        ("a &amp; b", "<p>a &amp; b</p>"),
        (r"a \! b", "<p>a ! b</p>"),
    ],
)
def test_never_in_code_addresses_attributes_or_raw_html(source: str, expected: str) -> None:
    assert page(source) == expected


def test_attributes_given_in_braces_are_read_before() -> None:
    assert page("Titre ?\n{ title='Ça va ?' }", "attr_list") == '<p title="Ça va ?">Titre_?</p>'


def test_titles_and_contents_are_set_alike_and_anchors_stay_plain() -> None:
    md = markdown.Markdown(extensions=["toc", TypographyExtension()])
    html = md.convert("# Qu'est-ce que c'est ?\n\n## Le `a ? b` : « oui »")
    assert shown(html).startswith('<h1 id="quest-ce-que-cest">Qu’est-ce que c’est_?</h1>')
    [title] = md.toc_tokens  # type: ignore[attr-defined]
    assert shown(title["name"]) == "Qu’est-ce que c’est_?"
    assert shown(title["children"][0]["name"]).endswith("~: «~oui~»")
