"""How hard a page is to read: the LIX, after Björnsson (1968), who tried it on several languages, French among them.

LIX = words per sentence + percentage of words of more than six letters. A title, a list item or a table's cell ends
its sentence. Below 30 a text is very easy, below 40 easy, below 50 of medium difficulty; from 50 on it is difficult.
"""

import re
from dataclasses import dataclass

from tools.french.prose import Prose

DIFFICULT = 50
BANDS = ((30, "très facile"), (40, "facile"), (DIFFICULT, "moyen"))
_LONG = 7
_WORD = re.compile(r"[^\W\d_]+")
_SENTENCE = re.compile(r"[.!?…:](?=\s|$|[»)])|\n\s*\n|\n(?=\s*(?:[-|>#]|\d+\.)\s)|(?<=\w) ?\|")


@dataclass(frozen=True)
class Readability:
    words: int
    lix: int

    @property
    def band(self) -> str:
        return next((name for limit, name in BANDS if self.lix < limit), "difficile")

    @property
    def minutes(self) -> int:
        """Reading time at 238 words a minute, an adult's pace in silence (Brysbaert, 2019)."""
        return round(self.words / 238) or 1


def of(prose: Prose) -> Readability:
    """The readability of a page's prose, what follows « Sources » left out."""
    text = re.split(r"(?m)^## Sources\b", prose.text)[0]
    words = _WORD.findall(text)
    sentences = sum(1 for sentence in _SENTENCE.split(text) if _WORD.search(sentence))
    long = sum(len(word) >= _LONG for word in words)
    return Readability(len(words), round(len(words) / sentences + 100 * long / len(words)) if words else 0)
