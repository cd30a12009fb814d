"""Words that neither the French dictionary nor the guide's own list knows."""

import json
import re
import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path

from tools import node
from tools.french.prose import Prose

LEXICON = Path(__file__).with_name("lexique.txt")
_WORD = re.compile(r"(?<!\w)[^\W\d_]+(?:[’'‑-][^\W\d_]+)*")
_ELISION = re.compile(r"^(?:[cdjlmnst]|qu|lorsqu|puisqu|jusqu)’(?=.)", re.IGNORECASE)
_ACRONYM = re.compile(r"[A-ZÉ]{2,}s?")


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
    unknown = _look_up({part for word, _, _ in met for part in (word, *word.split("-"))} - own, "--quick")
    wrong = [
        (part[0], prose.place(start + part.start()))
        for word, prose, start in met
        if word in unknown
        for part in re.finditer(r"[^-]+", word)
        if part[0] in unknown and not _ACRONYM.fullmatch(part[0])
    ]
    nearest = _look_up({word for word, _ in wrong}) if wrong else {}
    for word, place in wrong:
        meant = ", ".join(nearest[word])
        hint = f" ; peut-être : {meant}" if meant else ""
        yield f"{place}: « {word} » n’est pas dans le dictionnaire{hint}"


def unused() -> Iterator[str]:
    """Words of the guide's own list that the dictionary knows anyway."""
    yield from sorted(lexicon() - set(_look_up(lexicon(), "--quick")))


def _look_up(words: set[str], *options: str) -> dict[str, list[str]]:
    """The words that the dictionary lacks, each with the nearest ones that it has."""
    command = node.command("spelling", *options)
    done = subprocess.run(
        command, input=json.dumps(sorted(words)), capture_output=True, text=True, check=True
    )
    found: dict[str, list[str]] = json.loads(done.stdout)
    return found


def _bare(word: str) -> str:
    """A word without the article or pronoun that leans on it."""
    return _ELISION.sub("", word.replace("'", "’").replace("‑", "-"))
