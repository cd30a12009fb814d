"""Questionnaires of any length, in the mix that authors write, with and without Markdown."""

FRAGMENTS = 3
"""Pieces of Markdown in a rich question: its help, its proof and the reason for its advice."""

HEAD = """\
id: {id}
version: 1
title: Banc d'essai
scales:
  etapes:
    - {{id: rien, label: Rien, points: 0}}
    - {{id: partiel, label: Partiel ou informel, points: 1}}
    - {{id: en-place, label: En place, points: 2}}
    - {{id: revu, label: "En place, écrit et revu", points: 3}}
levels:
  - {{from: 0, id: depart, title: Point de départ, summary: Tout reste à faire.}}
  - {{from: 40, id: chemin, title: En chemin, summary: Le plus dur est fait.}}
  - {{from: 65, id: solide, title: Solide, summary: Il reste à tenir.}}
essential_cap: chemin
questions:
"""

START = """\
  - id: question-{n}
    question: Avons-nous écrit la règle numéro {n} de notre commune ?
    weight: {weight}
"""

# No two alike: what is set once is not set again.
MARKDOWN = """\
    help: |
      La règle {n} **tient en une page** et dit qui décide. Voir la [méthode](https://www.collectivites-locales.gouv.fr/).
    proof: La page {n}, *datée*, que l'accueil trouve en deux minutes.
"""

SCALE = """\
    scale: etapes
"""

ESSENTIAL = """\
    essential: {pass: en-place}
    not_applicable: Notre commune n'est pas concernée
"""

OPTIONS = """\
    options:
      - {id: jamais, label: Jamais, points: 0}
      - {id: parfois, label: Quand on y pense, points: 1}
      - {id: toujours, label: À chaque fois, points: 3}
"""

MULTIPLE = """\
    type: multiple
    max: 3
    options:
      - {id: site, label: Sur le site, points: 1}
      - {id: bulletin, label: Dans le bulletin, points: 1}
      - {id: panneau, label: Sur le panneau, points: 1}
      - {id: aucun, label: Aucun de ceux-là, points: 0, exclusive: true}
"""

NUMBER = """\
    type: number
    unit: relectures
    min: 0
    max: 20
    bands: [{from: 0, points: 0}, {from: 1, points: 1}, {from: 2, points: 3}]
"""

ADVICE = """\
    advice:
      - {when}
        action: Écrire la règle numéro {n}, sur une page
        effort: faible
        impact: fort
        who: élu référent
        within: 1 mois
"""

WHY = """\
        why: La règle {n}, **écrite**, évite de décider dans l'urgence.
"""

MIX = (
    (SCALE + ESSENTIAL, "when: [rien, partiel]"),
    (SCALE, "when: [rien]"),
    (SCALE, "when: [rien]"),
    (OPTIONS, "when: [jamais]"),
    (SCALE, "when: [rien]"),
    (MULTIPLE, "when: [aucun]"),
    (SCALE, "when: [rien]"),
    (SCALE, "when: [rien]"),
    (NUMBER, "below: 2"),
    (OPTIONS, "when: [jamais]"),
)


def questionnaire(name: str, count: int, *, rich: bool) -> str:
    """The YAML of a questionnaire of `count` questions."""
    return HEAD.format(id=name) + "".join(_question(n, rich=rich) for n in range(count))


def _question(n: int, *, rich: bool) -> str:
    answers, when = MIX[n % len(MIX)]
    start = START.format(n=n + 1, weight=1 + n % 3)
    advice = ADVICE.format(n=n + 1, when=when)
    if rich:
        return start + MARKDOWN.format(n=n + 1) + answers + advice + WHY.format(n=n + 1)
    return start + answers + advice
