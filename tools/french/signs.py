"""Signs that the build cannot set right: what an author must type."""

import re
from collections.abc import Iterator

from tools.french.prose import Prose

_FAULTS = (
    (r"(?<=[^\W\d_])'(?=[^\W\d_])", "apostrophe droite ; écrire ’"),
    (r"(?<!\\)\"", "guillemets droits ; écrire « … »"),
    (r"\.\.\.", "trois points ; écrire …"),
    (r"(?<=[^\W\d_])[;!?](?=\s|$)", "signe collé au mot ; taper une espace avant"),
    (r"(?<=[^\W\d_]):(?=\s|$)", "deux-points collé au mot ; taper une espace avant"),
    (r"\s,|(?<!\d),(?=[^\W\d_])", "virgule : pas d’espace avant, une après"),
    (r"«(?=[^\s¤])|(?<=[^\s¤])»", "guillemet collé ; taper une espace"),
    (r"(?<=\w)  +(?=[^\s|])|(?<=[^\W\d][.,;:)»])  +(?=[^\s|])", "deux espaces de suite"),
    (r"(?:(?<=[.!?…«|(] )|(?<=^)|(?<=- ))A (?=[a-zà-ÿ])", "majuscule sans accent ; écrire À"),
    (r"\b(?:Etat|Eta[nt]t?|Etude|Ecri\w+|Elu\w*|Evit\w+|Epingl\w+|Ete|Ecole)\b", "majuscule sans accent"),
    (r"\b\w+·\w+", "point médian ; écrire les deux mots, ou un mot qui vaut pour tous"),
    (r"(?<=[^\W\d_]) ?!(?=\s|$)(?![^«\n]*»)", "point d’exclamation ; le guide n’en emploie pas"),
    (r"\b[1I] ?(?:er|ère|ere|ème|eme)\b(?<!1er)(?<!1re)", "ordinal ; écrire 1er, 1re, 2e"),
    (r"\b\d+ ?(?:ème|eme|nd|nde|ième)\b", "ordinal ; écrire 2e"),
    (r"(?<=\d)(?:€|%)", "taper une espace avant € et %"),
    (r"(?<![\w/.,-])(?<!n° )\d{5,}(?![\w/-])", "taper une espace entre les milliers"),
)
_PATTERNS = [(re.compile(pattern, re.MULTILINE), message) for pattern, message in _FAULTS]


def faults(prose: Prose) -> Iterator[str]:
    """One line for each fault: where it is, what it is and what to write."""
    for pattern, message in _PATTERNS:
        for match in pattern.finditer(prose.text):
            yield f"{prose.place(match.start())}: {message}"
