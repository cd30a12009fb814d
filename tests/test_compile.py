"""What authors write → the compiled questionnaire: numbers worked out, references resolved."""

from __future__ import annotations

from autodiagnostic.definition import Advice, Band, Option, Question
from guides import compiled, definition, written


def question(text: str, **others: str) -> Question:
    """The one question of the file `t`."""
    return definition("t", t=text, **others).questions[0]


# Questions


def test_a_single_question_with_answers_of_its_own() -> None:
    compiled_question = question("""
      - id: ton
        question: Quel ton ?
        weight: 2
        essential: {pass: ecrit}
        not_applicable: Pas de compte
        options:
          - {id: rien, label: Aucun, points: 0, was: [non]}
          - {id: ecrit, label: Écrit, points: 2}
        was: [style, ancien.ton]
        help: De l’aide.
        proof: La charte.
        sources: [S1]
    """)
    assert compiled_question == Question(
        id="ton",
        key="t.ton",
        type="single",
        text="Quel ton ?",
        weight=2,
        options=(Option("rien", "Aucun", 0, was=("non",)), Option("ecrit", "Écrit", 2)),
        best=2,
        pass_points=2,
        not_applicable="Pas de compte",
        unknown=True,
        was=("t.style", "ancien.ton"),
        help="De l’aide.",
        proof="La charte.",
        sources=("S1",),
    )


def test_boxes_to_tick() -> None:
    compiled_question = question("""
      - id: outils
        question: Quels outils ?
        type: multiple
        max: 3
        unknown: false
        essential: {pass: 2}
        options:
          - {id: agenda, label: Agenda, points: 2}
          - {id: charte, label: Charte, points: 2}
          - {id: aucun, label: Aucun, points: 0, exclusive: true}
        advice: [{when: [agenda, charte, aucun], action: Agir}]
    """)
    assert (compiled_question.best, compiled_question.most, compiled_question.pass_points) == (3, 3, 2)
    assert (compiled_question.unknown, compiled_question.options[-1].exclusive) == (False, True)


def test_without_a_maximum_the_best_is_all_together_or_none_of_these() -> None:
    text = """
      - id: outils
        question: Quels outils ?
        type: multiple
        options:
          - {id: agenda, label: Agenda, points: 2}
          - {id: charte, label: Charte, points: 1}
          - {id: aucun, label: Aucun, points: %d, exclusive: true}
    """
    assert question(text % 0).best == 3
    assert question(text % 5).best == 5


def test_a_number() -> None:
    compiled_question = question("""
      - id: agents
        question: Combien d’agents ?
        type: number
        unit: agents
        min: 1
        max: 50
        bands: [{from: 1, points: 0}, {from: 2, points: 4}, {from: 20, points: 1}]
        essential: {pass: 4}
        advice: [{below: 51, action: Agir}]
    """)
    assert compiled_question.bands == (Band(1, 0), Band(2, 4), Band(20, 1))
    assert (compiled_question.minimum, compiled_question.maximum, compiled_question.unit) == (1, 50, "agents")
    assert (compiled_question.best, compiled_question.pass_points) == (4, 4)


def test_what_has_no_points_is_unscored() -> None:
    unscored = definition(
        "t",
        t="""
          - {id: a, question: "?", options: [{id: oui, label: Oui}, {id: non, label: Non}]}
          - {id: b, question: "?", type: number}
          - {id: c, question: "?", type: text}
          - {id: d, question: "?", type: multiple, options: [{id: x, label: X}, {id: y, label: Y}]}
        """,
    ).questions
    assert [q.best for q in unscored] == [None] * 4
    assert [q.unknown for q in unscored] == [True, True, False, True]
    assert unscored[1].minimum == 0


def test_advice_in_full_and_by_default() -> None:
    compiled_question = question("""
      - id: ton
        question: "?"
        options: [{id: rien, label: Rien, points: 0}, {id: ecrit, label: Écrit, points: 2}]
        advice:
          - {when: [rien, _ne-sait-pas], action: Écrire, why: Pour tous., effort: faible, impact: fort,
             who: élu, within: 1 mois, after: autre.page, read: methode/t.md#ecrire}
          - {when: [rien], action: Relire, after: ton}
    """)
    assert compiled_question.advice == (
        Advice(
            "Écrire",
            3,
            1,
            ("rien", "_ne-sait-pas"),
            (),
            None,
            "autre.page",
            "Pour tous.",
            "élu",
            "1 mois",
            "methode/t.md#ecrire",
        ),
        Advice("Relire", 2, 2, ("rien",), after="t.ton"),
    )


# Scales

SHARED = "scales: {maturite: [{id: rien, label: Rien, points: 0}, {id: revu, label: Revu, points: 3}]}"


def test_a_shared_scale_and_labels_of_ones_own() -> None:
    compiled_question = question(
        """[{id: a, question: "?", scale: maturite, labels: {rien: À l’oral}}]""", _scales=SHARED
    )
    assert compiled_question.options == (Option("rien", "À l’oral", 0), Option("revu", "Revu", 3))
    assert compiled_question.best == 3


def test_a_files_own_scale_comes_before_a_shared_one() -> None:
    own = {
        "maturite": [{"id": "non", "label": "Non", "points": 0}, {"id": "oui", "label": "Oui", "points": 1}]
    }
    both = dict(written(t="""[{id: a, question: "?", scale: maturite}]""", _scales=SHARED))
    both["t"]["scales"] = own
    assert [option.id for option in compiled(both).definitions["t"].questions[0].options] == ["non", "oui"]


def test_a_question_used_elsewhere_keeps_its_own_files_scale() -> None:
    both = dict(written(t="""[{id: a, question: "?", scale: local}]""", express="[{use: t.a}]"))
    both["t"]["scales"] = {
        "local": [{"id": "non", "label": "Non", "points": 0}, {"id": "oui", "label": "Oui", "points": 7}]
    }
    express = compiled(both).definitions["express"]
    assert (express.questions[0].key, express.questions[0].best, express.unit) == ("t.a", 7, 7)


# The common unit


def test_the_unit_is_the_least_common_multiple_of_the_best() -> None:
    two = definition(
        "t",
        t="""
          - {id: a, question: "?", options: [{id: x, label: X, points: 4}, {id: y, label: Y, points: 0}]}
          - {id: b, question: "?", options: [{id: x, label: X, points: 6}, {id: y, label: Y, points: 1}]}
          - {id: c, question: "?", type: text}
        """,
    )
    assert two.unit == 12


# Checklists


def test_a_checklist() -> None:
    checklist = definition(
        "avant",
        avant="""
          {id: avant, version: 2, title: Avant, kind: checklist,
           items: [{id: relu, text: "Relu ?", help: À voix haute., group: Texte, was: [lu]}]}
        """,
    )
    assert (checklist.kind, checklist.version, checklist.levels, checklist.unit) == ("checklist", 2, (), 1)
    item = Question(
        "relu", "avant.relu", "item", "Relu ?", help="À voix haute.", group="Texte", was=("avant.lu",)
    )
    assert checklist.questions == (item,)


# The fingerprint


def test_the_fingerprint_tells_what_scores_differently_and_overlooks_words() -> None:
    text = (
        """[{id: a, question: "?", options: [{id: x, label: X, points: 2}, {id: y, label: Y, points: 0}]}]"""
    )
    original = definition("t", t=text)
    assert len(original.fingerprint) == 8
    assert definition("t", t=text.replace("label: X", "label: Autrement")).fingerprint == original.fingerprint
    for other in ("points: 2", "points: 3"), ("id: y", "id: z"), ("id: a,", "id: a, weight: 2,"):
        assert definition("t", t=text.replace(*other)).fingerprint != original.fingerprint
