"""Words that neither the French dictionary nor the guide's own list knows."""

import json
import re
import subprocess
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Protocol, cast

from tools import node
from tools.french.prose import Prose

LEXICON = Path(__file__).with_name("lexique.txt")
_WORD = re.compile(r"(?<!\w)[^\W\d_]+(?:[’'‑-][^\W\d_]+)*")
_ELISION = re.compile(r"^(?:[cdjlmnst]|qu|lorsqu|puisqu|jusqu)’(?=.)", re.IGNORECASE)
_ACRONYM = re.compile(r"[A-ZÉ]{2,}s?")


class _Lacks(Protocol):
    def __call__(self, words: Iterable[str], *, hints: bool = False) -> dict[str, list[str]]: ...


def lexicon() -> set[str]:
    """The guide's own words, and names: one a line, after `#` a remark."""
    lines = (line.split("#")[0].strip() for line in LEXICON.read_text("utf-8").splitlines())
    return {line for line in lines if line}


def faults(texts: Iterable[Prose]) -> Iterator[str]:
    """One line for each unknown word: where it stands, and what may be meant."""
    own = lexicon()
    met = [
        (word, prose, match.start() + len(match[0]) - len(word))
        for prose in texts
        for match in _WORD.finditer(prose.text)
        if (word := _bare(match[0])) not in own and not _ACRONYM.fullmatch(word)
    ]
    with _dictionary() as lacks:
        unknown = lacks({part for word, _, _ in met for part in (word, *word.split("-"))} - own)
        wrong = [
            (part[0], prose.place(start + part.start()))
            for word, prose, start in met
            if word in unknown
            for part in re.finditer(r"[^-]+", word)
            if part[0] in unknown and not _ACRONYM.fullmatch(part[0])
        ]
        nearest = lacks({word for word, _ in wrong}, hints=True)
    for word, place in wrong:
        meant = ", ".join(nearest[word])
        hint = f" ; peut-être : {meant}" if meant else ""
        yield f"{place}: « {word} » n’est pas dans le dictionnaire{hint}"


def unused() -> Iterator[str]:
    """Words of the guide's own list that the dictionary knows anyway."""
    with _dictionary() as lacks:
        yield from sorted(lexicon() - set(lacks(lexicon())))


@contextmanager
def _dictionary() -> Iterator[_Lacks]:
    """The French dictionary, which takes seconds to open: words → those that it lacks.

    With `hints`, each comes with the nearest words that it has.
    """
    with subprocess.Popen(
        node.command("spelling"), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        asked, answered = cast("IO[str]", process.stdin), cast("IO[str]", process.stdout)

        def lacks(words: Iterable[str], *, hints: bool = False) -> dict[str, list[str]]:
            print(json.dumps({"words": sorted(words), "hints": hints}), file=asked, flush=True)
            return dict(json.loads(answered.readline()))

        yield lacks


def _bare(word: str) -> str:
    """A word without the article or pronoun that leans on it."""
    return _ELISION.sub("", word.replace("'", "’").replace("‑", "-"))
