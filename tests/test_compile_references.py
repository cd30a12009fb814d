"""What one file takes from another: conditions, questions used elsewhere, the report's themes and its order."""

from __future__ import annotations

from typing import Any

from autodiagnostic.definition import (
    Condition,
    InsteadOfLevel,
    Option,
    Theme,
    report_data,
    scoring_data,
)
from guides import LEVELS, compiled, definition, questionnaire_file, written

YES_NO = "options: [{id: oui, label: Oui}, {id: non, label: Non}]"
IF = "not_applicable: Sans objet"


def test_a_condition_on_the_profile_brings_along_what_it_depends_on_in_order() -> None:
    steered = definition(
        "t",
        profil=f"""
          - {{id: a, question: "?", {YES_NO}}}
          - {{id: b, question: "?", {YES_NO}, {IF}, show_if: {{a: [oui]}}}}
          - {{id: c, question: "?", {YES_NO}}}
        """,
        t=f"""[{{id: q, question: "?", {YES_NO}, {IF}, show_if: {{profil.b: [oui, non]}}}}]""",
    )
    assert steered.questions[0].conditions == (Condition("profil.b", ("oui", "non")),)
    assert [q.key for q in steered.controls] == ["profil.a", "profil.b"]


def test_a_question_used_elsewhere_brings_along_what_its_own_file_asks() -> None:
    home = f"""
      - {{id: a, question: "?", {YES_NO}}}
      - {{id: b, question: "?", {YES_NO}, {IF}, show_if: {{a: [oui], profil.p: [oui]}}}}
      - {{id: c, question: "?", {YES_NO}, {IF}, show_if: {{b: [oui]}}}}
    """
    profile = f"""[{{id: p, question: "?", {YES_NO}}}]"""
    alone = definition("express", t=home, profil=profile, express="[{use: t.c}]")
    assert [q.key for q in alone.controls] == ["profil.p", "t.a", "t.b"]
    # Asked before, it needs bringing along no more; asked after, it does.
    in_order = definition("express", t=home, profil=profile, express="[{use: t.a}, {use: t.b}, {use: t.c}]")
    assert [q.key for q in in_order.controls] == ["profil.p"]
    reversed_ = definition("express", t=home, profil=profile, express="[{use: t.b}, {use: t.a}]")
    assert [q.key for q in reversed_.controls] == ["profil.p", "t.a"]


def test_a_profile_that_asks_one_thing_after_another_is_no_deep_well() -> None:
    profile = [dependent(n, {f"q{n - 1}": ["oui"]} if n else {}) for n in range(3_000)]
    steered = dependent(0, {"profil.q2999": ["oui"]})
    whole = compiled(
        {"t": questionnaire_file("t", [steered]), "profil": questionnaire_file("profil", profile)}
    )
    assert len(whole.definitions["t"].controls) == 3_000


def dependent(number: int, show_if: dict[str, list[str]]) -> dict[str, Any]:
    options = [{"id": id_, "label": id_} for id_ in ("oui", "non")]
    question = {"id": f"q{number}", "question": "?", "options": options, "not_applicable": "Sans objet"}
    return {**question, "show_if": show_if}


# Instead of a level

ACCOUNTS = f"""
  - {{id: a, question: "?", {YES_NO}}}
  - id: comptes
    question: "?"
    {IF}
    show_if: {{a: [oui]}}
    options:
      - {{id: un, label: Un}}
      - {{id: aucun, label: Aucun, instead_of_level: {{title: Avant d’ouvrir, summary: Cochez la liste.}}}}
"""
PLAIN = f"""[{{id: q, question: "?", {YES_NO}}}]"""
NO_LEVEL = InsteadOfLevel("Avant d’ouvrir", "Cochez la liste.")


def test_an_answer_that_takes_the_levels_place_comes_with_every_scored_questionnaire() -> None:
    whole = compiled(
        written(
            profil=ACCOUNTS,
            t=PLAIN,
            liste="{id: liste, version: 1, title: L, kind: checklist, items: [{id: i, text: I}]}",
        )
    ).definitions
    controls = whole["t"].controls
    assert [q.key for q in controls] == ["profil.a", "profil.comptes"]
    assert controls[1].options == (
        Option("un", "Un"),
        Option("aucun", "Aucun", instead_of_level=NO_LEVEL),
    )
    assert (whole["profil"].controls, whole["liste"].controls) == ((), ())


def test_a_questionnaire_that_asks_it_needs_no_bringing_along() -> None:
    asking = definition("t", profil=ACCOUNTS, t="[{use: profil.a}, {use: profil.comptes}]")
    assert asking.controls == ()
    later = definition("t", profil=ACCOUNTS, t="[{use: profil.comptes}, {use: profil.a}]")
    assert [q.key for q in later.controls] == ["profil.a"]


def test_a_profile_without_such_an_answer_brings_nothing_along() -> None:
    profile = f"""[{{id: a, question: "?", {YES_NO}}}]"""
    assert definition("t", profil=profile, t=PLAIN).controls == ()


def test_one_written_where_it_may_not_be_steers_no_other_questionnaire() -> None:
    options = "[{id: a, label: A}, {id: b, label: B, instead_of_level: {title: T, summary: S}}]"
    wrong = f"""[{{id: q, question: "?", options: {options}}}]"""
    assert definition("t", wrong=wrong, t=PLAIN).controls == ()


def test_the_browser_is_told_which_answer_it_is_and_not_what_is_said() -> None:
    control = scoring_data(definition("t", profil=ACCOUNTS, t=PLAIN))["controls"][1]
    assert control["options"] == [{"id": "un"}, {"id": "aucun", "instead_of_level": True}]


# The report


def test_the_report_brings_themes_to_their_common_unit() -> None:
    three = compiled(
        written(
            un="""[{id: a, question: "?", options: [{id: x, label: X, points: 4}, {id: y, label: Y, points: 0}]}]""",
            deux="""[{id: b, question: "?", options: [{id: x, label: X, points: 6}, {id: y, label: Y, points: 0}]}]""",
            bilan="""
              title: Bilan
              themes: [{use: un, weight: 3}, {use: deux}]
              levels: [{from: 0, id: depart, title: Départ, summary: Bien.}]
            """,
        )
    )
    assert three.the_report.themes == (Theme("un", 3, 9), Theme("deux", 1, 2))


def test_the_reports_order_of_essentials_ranks_them_in_every_questionnaire() -> None:
    low = "options: [{id: x, label: X, points: 0}, {id: y, label: Y, points: 1}], advice: [{when: [x], action: Agir}]"
    whole = compiled(
        written(
            t="".join(
                f"""- {{id: {id_}, question: "?", essential: {{pass: y}}, {low}}}\n"""
                for id_ in ("a", "b", "c")
            ),
            express="[{use: t.b}]",
            bilan=f"{{title: Bilan, themes: [{{use: t}}], first: [t.c, t.b], levels: {LEVELS}, essential_cap: depart}}",
        )
    )
    assert [q.rank for q in whole.definitions["t"].questions] == [None, 1, 0]
    assert whole.definitions["express"].questions[0].rank == 1
    assert (whole.the_report.essential_cap, [level.start for level in whole.the_report.levels]) == (
        "depart",
        [0, 65],
    )


# What the browser is handed


def test_what_the_browser_is_handed_leaves_out_what_is_absent() -> None:
    compiled_question = definition(
        "t", t="""[{id: a, question: "?", type: number, min: 0, unknown: false}]"""
    )
    assert scoring_data(compiled_question)["questions"] == [
        {"id": "a", "key": "t.a", "type": "number", "weight": 1, "range": [0, None]}
    ]
    report = compiled(
        written(
            t=f"""[{{id: a, question: "?", {YES_NO}}}]""",
            bilan="{title: Bilan, themes: [{use: t}], levels: [{from: 0, id: depart, title: D, summary: D}]}",
        )
    ).the_report
    assert report_data(report) == {
        "levels": [{"id": "depart", "from": 0}],
        "themes": [{"id": "t", "weight": 1, "factor": 1}],
    }
