"""The form without a browser: complete, countable by hand, and true to the definition."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from html import unescape
from pathlib import Path
from xml.etree.ElementTree import Element

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autodiagnostic.definition import (
    UNKNOWN,
    Advice,
    Band,
    Condition,
    Definition,
    InsteadOfLevel,
    Level,
    Option,
    Question,
    scoring_data,
)
from autodiagnostic.problems import Problem
from autodiagnostic.render import Page, fragments, problems, questionnaire, sheet
from autodiagnostic.sheets.reading import read
from autodiagnostic.texts import counted, interface
from html_tree import tree, words

ROOT = Path(__file__).parent.parent
PAGE = Page("methode/1-objectifs.md")
MATURITY = (
    Option("rien", "Rien", 0),
    Option("partiel", "À l'oral", 1),
    Option("en-place", "En place", 2),
    Option("revu", "En place & revu", 3),
)
LEVELS = (
    Level(0, "depart", "Point de départ", "Tout reste à faire."),
    Level(40, "chemin", "En chemin", "Le plus dur est **fait**."),
    Level(65, "solide", "Solide", "Il reste à tenir."),
)
WRITTEN = Question(
    id="ecrits",
    key="objectifs.ecrits",
    type="single",
    text="Avons-nous écrit pourquoi nous sommes là ?",
    weight=2,
    options=MATURITY,
    best=3,
    pass_points=2,
    unknown=True,
    not_applicable="Notre commune n'a aucun compte",
    help="Une page suffit. Voir [le chapitre 2](methode/2-ligne-editoriale.md#ton).",
    proof="La page elle-même.",
    sources=("S1", "S25"),
    advice=(
        Advice(
            action="Écrire deux objectifs",
            impact=3,
            effort=1,
            when=("rien", "partiel"),
            why="Sans but, *rien* ne se vérifie.",
            who="Élu référent",
            within="1 mois",
            after="objectifs.relais",
            read="methode/1-objectifs.md#ecrire",
        ),
    ),
)
RELAYS = Question(
    id="relais",
    key="objectifs.relais",
    type="multiple",
    text="Quels relais avons-nous ?",
    options=(
        Option("panneau", "Un panneau", 1),
        Option("site", "Un site", 2),
        Option("aucun", "Aucun de ceux-là", 0, exclusive=True),
    ),
    most=2,
    best=2,
    unknown=True,
    advice=(
        Advice(action="Poser un panneau", impact=2, effort=3, without=("panneau", "site")),
        Advice(action="Demander", impact=2, effort=1, when=(UNKNOWN, "aucun")),
    ),
)
READERS = Question(
    id="relectures",
    key="objectifs.relectures",
    type="number",
    text="Combien de relectures par an ?",
    minimum=0,
    maximum=12,
    unit="par an",
    bands=(Band(0, 0), Band(1, 1), Band(2, 3)),
    best=3,
    advice=(Advice(action="Relire plus souvent", impact=1, effort=2, below=2),),
)
FREE = Question("commentaire", "objectifs.commentaire", "text", "Une remarque ?")
GOALS = Definition(
    "objectifs",
    2,
    "assessment",
    "Cerner ses objectifs",
    (WRITTEN, RELAYS, READERS, FREE),
    minutes=5,
    intro="Répondez **à deux**.",
    levels=LEVELS,
    essential_cap="chemin",
    unit=6,
)


def form(definition: Definition = GOALS, page: Page = PAGE) -> Element:
    found = tree(questionnaire(definition, page)).find("form")
    assert found is not None
    return found


def box(key: str, inside: Element | None = None) -> Element:
    found = (form() if inside is None else inside).find(f".//*[@data-key='objectifs.{key}']")
    assert found is not None
    return found


def rows(inside: Element) -> list[str]:
    return [words(label) for label in inside.findall(".//label")]


def classed(inside: Element, name: str) -> list[Element]:
    return [element for element in inside.iter() if name in element.get("class", "").split()]


def advice(reference: str) -> str:
    return words(form().find(f".//li[@data-advice='objectifs.{reference}']"))


def test_the_form_carries_what_the_browser_needs() -> None:
    element = form()
    assert element.get("id") == "questionnaire-objectifs"
    assert element.get("data-module") == "questionnaire"
    assert json.loads(element.get("data-definition", "")) == scoring_data(GOALS)
    texts = json.loads(element.get("data-texts", ""))
    assert texts == {**interface()["live"], **interface()["storage"]}


def test_data_survives_quotes_and_brackets() -> None:
    odd = replace(FREE, id="l-autre", key="objectifs.l'\"<&>")
    definition = replace(GOALS, questions=(odd,), levels=(), essential_cap=None)
    assert json.loads(form(definition).get("data-definition", "")) == scoring_data(definition)


def test_a_form_is_never_sent_anywhere() -> None:
    element = form()
    assert element.get("method") == "dialog"
    assert element.get("action") is None
    assert {button.get("type") for button in element.iter("button")} == {"button"}


def test_nothing_in_a_form_breaks_the_security_policy() -> None:
    for element in form().iter():
        assert element.tag not in {"script", "style", "iframe"}
        assert not [name for name in element.attrib if name == "style" or name.startswith("on")]


def test_ids_are_unique_and_point_somewhere() -> None:
    ids = [element.get("id") for element in form().iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    for element in form().iter():
        for name in ("aria-labelledby", "aria-describedby"):
            assert not element.get(name) or element.get(name) in ids
        if element.get("href", "").startswith("#") and element.get("href") != "#ecrire":
            assert element.get("href", "")[1:] in ids


def test_a_single_question_is_a_fieldset_with_radio_buttons() -> None:
    fieldset = box("ecrits")
    assert fieldset.tag == "fieldset"
    assert fieldset.get("id") == "objectifs-ecrits"
    assert words(fieldset.find("legend")) == "1 Avons-nous écrit pourquoi nous sommes là ? Essentiel"
    radios = fieldset.findall("label/input")
    assert {radio.get("type") for radio in radios} == {"radio"}
    assert {radio.get("name") for radio in radios} == {"ecrits"}
    assert [radio.get("value") for radio in radios] == [
        "rien",
        "partiel",
        "en-place",
        "revu",
        "_ne-sait-pas",
        "_sans-objet",
    ]


def test_what_each_answer_is_worth_stands_beside_it() -> None:
    assert rows(box("ecrits")) == [
        "Rien 0 point",
        "À l’oral 4 points",
        "En place 8 points",
        "En place & revu 12 points",
        "Je ne sais pas 0 point",
        "Notre commune n’a aucun compte (sans objet) maximum : 12 points de moins",
    ]
    assert rows(box("relais")) == [
        "Un panneau 3 points",
        "Un site 6 points",
        "Aucun de ceux-là 0 point",
        "Je ne sais pas 0 point",
    ]
    assert all("quest-paper" in element.get("class", "") for element in classed(form(), "quest-points"))


def test_several_answers_are_boxes_to_tick() -> None:
    fieldset = box("relais")
    assert {entry.get("type") for entry in fieldset.findall("label/input")} == {"checkbox"}
    assert "Plusieurs réponses possibles." in words(fieldset)
    assert "Au plus 6 points pour cette question." in words(fieldset)


def test_a_number_says_its_bounds_and_what_it_is_worth() -> None:
    fieldset = box("relectures")
    field = fieldset.find(".//input[@type='number']")
    assert field is not None
    assert (field.get("name"), field.get("min"), field.get("max")) == ("relectures", "0", "12")
    assert field.get("inputmode") == "numeric"
    hint = fieldset.find(f"p[@id='{field.get('aria-describedby')}']")
    assert words(hint) == "Un nombre entier, de 0 à 12."
    assert words(classed(fieldset, "quest-paper")[0]) == "0 : 0 point1 : 2 pointsDe 2 à 12 : 6 points"


@pytest.mark.parametrize(
    ("bounds", "hint", "last"),
    [
        ({"minimum": 0, "maximum": None}, "Un nombre entier, à partir de 0.", "2 et plus : 6 points"),
        ({"minimum": None, "maximum": 2}, "Un nombre entier, jusqu’à 2.", "2 : 6 points"),
        ({"minimum": None, "maximum": None}, "Un nombre entier.", "2 et plus : 6 points"),
    ],
)
def test_a_number_may_be_open_ended(bounds: dict[str, int | None], hint: str, last: str) -> None:
    question = replace(READERS, **bounds)  # type: ignore[arg-type]
    fieldset = box("relectures", form(replace(GOALS, questions=(WRITTEN, question))))
    assert words(fieldset.find("p")) == hint
    assert words(classed(fieldset, "quest-paper")[0]).endswith(last)


def test_a_text_has_a_field_and_nothing_to_tick() -> None:
    fieldset = box("commentaire")
    field = fieldset.find("textarea[@name='commentaire']")
    assert field is not None
    assert words(fieldset.find("legend")) == "4 Une remarque ?"
    assert not fieldset.findall("label")


def test_every_question_has_a_note_of_its_own() -> None:
    for question in GOALS.questions:
        note = box(question.id).find(f"details/textarea[@name='note-{question.id}']")
        assert note is not None
        assert note.get("aria-label", "").startswith("Note sur la question ")


def test_every_field_has_a_name_that_can_be_heard() -> None:
    element = form()
    labelled = {entry for label in element.iter("label") for entry in label.iter()}
    for field in [*element.iter("input"), *element.iter("textarea")]:
        assert field in labelled or field.get("aria-label")


def test_help_proof_and_sources_lead_from_the_hosting_page() -> None:
    fieldset = box("ecrits")
    help_ = fieldset.find("details")
    assert words(help_) == "Aide Une page suffit. Voir le chapitre 2. Sources : S1, S25"
    assert help_ is not None
    assert [link.get("href") for link in help_.iter("a")] == [
        "2-ligne-editoriale.html#ton",
        "../ressources/sources.html#s1",
        "../ressources/sources.html#s25",
    ]
    assert words(classed(fieldset, "quest-proof")[0]) == "Preuve : La page elle-même."
    elsewhere = box("ecrits", form(page=Page("autodiagnostic/index.md")))
    assert elsewhere.find(".//a[@href='../methode/2-ligne-editoriale.html#ton']") is not None


def test_a_question_without_help_has_none() -> None:
    assert [words(summary) for summary in box("relectures").iter("summary")] == ["Ajouter une note"]


def test_all_advice_stands_there_with_the_answers_it_is_for() -> None:
    shown = [item.get("data-advice") for item in form().iter("li") if item.get("data-advice")]
    assert shown == [
        "objectifs.ecrits/0",
        "objectifs.ecrits/-1",
        "objectifs.relais/0",
        "objectifs.relais/1",
        "objectifs.relectures/0",
    ]
    assert advice("ecrits/0") == (
        "Question 1, si vous avez répondu « Rien » ou « À l’oral » Écrire deux objectifs "
        "Sans but, rien ne se vérifie. "
        "Qui : Élu référent Délai : 1 mois Effort : faible Après : question 2 Lire le passage du guide"
    )
    assert advice("ecrits/-1") == (
        "Question 1, si vous avez répondu « Je ne sais pas » "
        "Vérifier : « Avons-nous écrit pourquoi nous sommes là ? » "
        "Ce que vous devriez pouvoir montrer : La page elle-même. Effort : faible"
    )
    assert advice("relais/0").startswith(
        "Question 2, si vous n’avez pas coché « Un panneau » ou « Un site » Poser"
    )
    assert advice("relais/1").startswith(
        "Question 2, si vous avez coché « Je ne sais pas » ou « Aucun de ceux-là »"
    )
    assert advice("relectures/0").startswith("Question 3, si votre nombre est plus petit que 2 Relire")


def test_advice_leads_to_its_passage() -> None:
    item = form().find(".//li[@data-advice='objectifs.ecrits/0']")
    assert item is not None
    assert [link.get("href") for link in item.iter("a")] == ["#objectifs-ecrits", "#ecrire"]


def test_the_grid_adds_and_looks_up() -> None:
    grid = classed(form(), "quest-grid")[0]
    capped = "Tant qu’une question essentielle n’est pas assurée, le niveau ne dépasse pas « En chemin »."
    steps = [words(step) for step in grid.findall("ol/li")]
    assert steps == [
        "Répondez à toutes les questions. « Je ne sais pas » vaut 0 point.",
        "Additionnez les points écrits à côté de vos réponses.",
        "Le maximum est de 24 points. Chaque réponse « sans objet » le diminue, comme il est écrit à côté d’elle.",
        "Cherchez la ligne de votre maximum. Votre niveau est le plus haut dont le premier total est atteint.",
        f"{capped} Il faut : question 1 : au moins « En place »",
    ]
    cells = [[words(cell) for cell in row] for row in grid.iter("tr")]
    assert cells == [
        ["Votre maximum", "Point de départ", "En chemin", "Solide"],
        ["12", "0", "5", "8"],
        ["24", "0", "10", "16"],
    ]
    assert words(grid.find("dl")) == (
        "Point de départ Tout reste à faire. En chemin Le plus dur est fait. Solide Il reste à tenir."
    )


def test_an_essential_that_is_ticked_or_counted_says_how_many_points_it_takes() -> None:
    essential = replace(RELAYS, pass_points=1)
    grid = classed(form(replace(GOALS, questions=(FREE, essential))), "quest-grid")[0]
    assert words(grid.find("ol/li/ul")) == "question 2 : au moins 3 points"


def test_a_grid_without_essentials_says_nothing_of_a_cap() -> None:
    definition = replace(GOALS, questions=(READERS,), essential_cap=None)
    grid = classed(form(definition), "quest-grid")[0]
    assert [words(step) for step in grid.findall("ol/li")][2:] == [
        "Le maximum est de 6 points.",
        "Cherchez la ligne de votre maximum. Votre niveau est le plus haut dont le premier total est atteint.",
    ]


ACCOUNTS = Question(
    "comptes",
    "profil.comptes",
    "single",
    "Combien de comptes avez-vous ?",
    options=(
        Option("un", "Un seul"),
        Option(
            "aucun",
            "Aucun",
            instead_of_level=InsteadOfLevel("Avant d'ouvrir", "Voir [la liste](listes/avant.md)."),
        ),
    ),
)
STEERED = replace(GOALS, controls=(ACCOUNTS,))


def test_what_takes_the_levels_place_waits_among_the_levels_summaries() -> None:
    element = form(STEERED)
    summaries = element.findall(".//div[@data-summary]")
    assert [(one.get("data-summary"), one.get("data-title")) for one in summaries] == [
        ("depart", "Point de départ"),
        ("chemin", "En chemin"),
        ("solide", "Solide"),
        ("profil.comptes/aucun", "Avant d’ouvrir"),
    ]
    assert all(one.get("hidden") is not None for one in summaries)
    link = summaries[-1].find(".//a")
    assert link is not None
    assert link.get("href") == "../listes/avant.html"


def test_the_grid_says_with_which_answer_no_level_is_read() -> None:
    grid = classed(form(STEERED), "quest-grid")[0]
    steps = [words(step) for step in grid.findall("ol/li")]
    assert steps[4] == (
        "Si vous avez répondu « Aucun » à la question « Combien de comptes avez-vous ? », "
        "ne cherchez pas de niveau : lisez « Avant d’ouvrir », plus bas."
    )
    assert words(grid.find("dl")).endswith("Avant d’ouvrir Voir la liste.")
    assert [words(cell) for cell in grid.findall(".//thead//th")][1:] == [
        "Point de départ",
        "En chemin",
        "Solide",
    ]


def test_a_profile_has_no_level_to_take_the_place_of() -> None:
    element = form(Definition("profil", 1, "profile", "Votre commune", (ACCOUNTS,)))
    assert not element.findall(".//*[@data-summary]")


def test_where_all_is_essential_secured_ones_are_counted() -> None:
    definition = replace(GOALS, questions=(WRITTEN, FREE), unit=3)
    texts = json.loads(form(definition).get("data-texts", ""))
    usual = {**interface()["live"], **interface()["storage"]}
    assert {name for name in texts if texts[name] != usual[name]} == {"headline", "so_far", "verdict"}
    told = [counted(texts["headline"], n, essentials=10) for n in (0, 1, 7)]
    assert told == ["0 essentiel sur 10", "1 essentiel sur 10", "7 essentiels sur 10"]
    assert texts["so_far"] == texts["headline"]
    assert counted(texts["verdict"], 7, level="Solide", essentials=10) == "Solide, 7 essentiels sur 10"
    grid = classed(form(definition), "quest-grid")[0]
    assert "Vos essentiels assurés : ……… sur ………" in [words(line) for line in grid.findall("p")]


@pytest.mark.parametrize(
    ("questions", "all_essential"),
    [((WRITTEN, FREE), True), ((WRITTEN, READERS), False), ((READERS,), False), ((FREE,), False)],
)
def test_a_questionnaire_is_all_essential_when_all_that_counts_is(
    questions: tuple[Question, ...], *, all_essential: bool
) -> None:
    assert replace(GOALS, questions=questions).all_essential is all_essential


def test_the_live_result_is_one_output() -> None:
    outputs = list(form().iter("output"))
    assert len(outputs) == 1
    assert {name for name in outputs[0].attrib if name.startswith("data-")} >= {
        "data-score",
        "data-percent",
        "data-low",
        "data-high",
        "data-level",
        "data-level-low",
        "data-level-high",
    }


def test_a_profile_has_no_points_and_no_result() -> None:
    networks = Question(
        "reseaux",
        "profil.reseaux",
        "multiple",
        "Sur quels réseaux êtes-vous ?",
        options=(Option("facebook", "Facebook"), Option("aucun", "Aucun", exclusive=True)),
        unknown=True,
        conditions=(Condition("profil.compte", ("oui",)),),
        not_applicable="Aucun compte",
    )
    element = form(Definition("profil", 1, "profile", "Votre commune", (networks,)))
    assert not classed(element, "quest-points")
    assert not classed(element, "quest-letter")
    assert not classed(element, "quest-grid")
    assert words(element.find("p")) == "1 question"


def test_a_checklist_groups_its_items() -> None:
    def item(id_: str, group: str | None, help_: str | None = None) -> Question:
        return Question(id_, f"avant.{id_}", "item", f"Point {id_}", group=group, help=help_)

    items = (item("a", "Le texte", "Relisez."), item("b", "L'image"), item("c", "Le texte"))
    element = form(Definition("avant", 1, "checklist", "Avant de publier", items))
    assert words(element.find("p")) == "3 points à vérifier"
    groups = element.findall(".//fieldset")
    assert [words(group) for group in groups] == ["Le texte Point a Aide Relisez. Point c", "L’image Point b"]
    boxes = [(entry.get("name"), entry.get("value")) for entry in groups[0].iter("input")]
    assert boxes == [("a", "fait"), ("c", "fait")]
    assert words(element.find(".//span[@data-part='progress']")) == "0 sur 3 fait"


def test_a_checklist_without_groups_is_one_list() -> None:
    items = tuple(Question(i, f"avant.{i}", "item", f"Point {i}") for i in "ab")
    element = form(Definition("avant", 1, "checklist", "Avant de publier", items))
    assert [words(group) for group in element.findall(".//fieldset")] == ["Point a Point b"]


def test_authors_words_are_shown_not_run() -> None:
    odd = replace(
        WRITTEN,
        text="Est-ce <b>fait</b> ?",
        options=(Option("non", "<script>alert(1)</script>", 0), Option("oui", "Oui", 1)),
        best=1,
        advice=(),
    )
    fieldset = box("ecrits", form(replace(GOALS, questions=(odd,))))
    assert words(fieldset.find("legend")) == "1 Est-ce <b>fait</b> ? Essentiel"
    assert rows(fieldset)[0] == "<script>alert(1)</script> 0 point"


def test_spaces_are_french_in_what_is_read_only() -> None:
    html = questionnaire(GOALS, PAGE)
    assert "Avons-nous écrit pourquoi nous sommes là\u202f?" in html
    assert "Preuve\u00a0:" in html
    assert "«\u00a0Rien\u00a0»" in html
    for element in form().iter():
        for name, value in element.attrib.items():
            if name not in {"aria-label", "data-texts", "data-title"}:
                assert "\u202f" not in value, name


def test_problems_stand_in_place_of_a_broken_questionnaire() -> None:
    found = Problem(
        "questionnaires/x.yml", 14, 7, "questions[2].weight", "Attendu : 1 à 10.", "Écrivez « <2> »."
    )
    item = tree(problems([found])).find(".//li")
    assert item is not None
    assert list(item.itertext()) == [
        "questionnaires/x.yml:14:7 questions[2].weight",
        "Attendu\u00a0: 1 à 10.",
        "Écrivez «\u00a0<2>\u00a0».",
    ]


def test_a_form_is_the_same_each_time() -> None:
    assert questionnaire(GOALS, PAGE) == questionnaire(GOALS, PAGE)


# Markdown.


def test_links_in_markdown_are_written_from_docs() -> None:
    text = "[un](index.md) ![deux](assets/guide/logo.svg) [trois](https://exemple.fr/a.md)"
    html = fragments.markdown(text, PAGE.source)
    assert re.findall(r'(?:href|src)="([^"]+)"', html) == [
        "../index.html",
        "../assets/guide/logo.svg",
        "https://exemple.fr/a.md",
    ]


def test_the_same_text_is_read_anew_on_another_page() -> None:
    link = "[un](index.md)"
    assert 'href="../index.html"' in fragments.markdown(link, PAGE.source)
    assert 'href="index.html"' in fragments.markdown(link, "autre.md")


plain_words = st.text("abcé '’\".,;:!?()/-+#=1245%&<>*_`[]{}\\\n \t|~^", max_size=60)


@given(plain_words)
def test_the_short_way_through_markdown_comes_out_where_the_long_one_does(text: str) -> None:
    fragments._LINKS.source = PAGE.source
    expected = fragments._MARKDOWN.reset().convert(text.strip())
    assert flat(fragments.markdown(text, PAGE.source)) == flat(expected) or not text.strip()


def flat(html: str) -> str:
    return re.sub(r"\s+", " ", unescape(html))


# Words.


def test_none_and_one_are_singular() -> None:
    forms = {"one": "{n} point", "other": "{n} points"}
    assert [counted(forms, number) for number in (0, 1, 2)] == ["0 point", "1 point", "2 points"]


def test_a_model_stands_with_its_words_and_a_way_to_its_file() -> None:
    model, slips = read("charte", "ods", '### Charte "A" & <b\n\n| a |\n|-|\n| [b] |')
    assert slips == []
    shown = tree(sheet(model, Page("modeles/autres/x.md")))
    section, link = shown.find("section"), shown.find(".//a")
    assert section is not None
    assert section.get("data-text") == 'Charte "A" & <b\n\na\n[b]'
    assert words(shown.find(".//h2")) == 'Charte "A" & <b'
    assert link is not None
    assert (link.get("href"), link.get("download")) == ("../../telechargements/modeles/charte.ods", "")
    assert words(link) == "Télécharger (.ods)"


def test_every_word_of_the_catalogue_is_used() -> None:
    files = [
        *(ROOT / "hooks/autodiagnostic/render").rglob("*.py"),
        *(ROOT / "hooks/autodiagnostic/render").rglob("*.html"),
        *(ROOT / "hooks/autodiagnostic/odf").rglob("*.py"),
        *(ROOT / "hooks/autodiagnostic/sheets").rglob("*.py"),
        ROOT / "hooks/autodiagnostic/wording.py",
        *(ROOT / "docs/assets/autodiagnostic").glob("*.js"),
        ROOT / "docs/assets/autodiagnostic/globals.d.ts",
    ]
    code = "\n".join(file.read_text("utf-8") for file in files)
    for table, entries in interface().items():
        for name in entries:
            assert re.search(rf"\b{name}\b", code), f"[{table}] {name}"
