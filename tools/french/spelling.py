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
_ACRONYM = re.compile(r"(?:[ldcLDCnsNS]’|qu’)?[A-ZÉ]{2,}s?")


def lexicon() -> set[str]:
    """The guide's own words, and names: one a line, after `#` a remark."""
    lines = (line.split("#")[0].strip() for line in LEXICON.read_text("utf-8").splitlines())
    return {line for line in lines if line}


def faults(texts: Iterable[Prose]) -> Iterator[str]:
    """One line for each unknown word: where it stands, and what may be meant."""
    own = lexicon()
    places: dict[str, list[str]] = {}
    for prose in texts:
        for match in _WORD.finditer(prose.text):
            for word, offset in _checked(match[0], own):
                places.setdefault(word, []).append(prose.place(match.start() + offset))
    unknown = look_up(sorted(places))
    for word, meant in unknown.items():
        hint = f" ; peut-être : {', '.join(meant)}" if meant else ""
        for place in places[word]:
            yield f"{place}: « {word} » n’est pas dans le dictionnaire{hint}"


def unused() -> Iterator[str]:
    """Words of the guide's own list that the dictionary knows anyway."""
    yield from sorted(lexicon() - set(look_up(sorted(lexicon()))))


def look_up(words: list[str]) -> dict[str, list[str]]:
    """The words that the dictionary lacks, each with the nearest ones that it has."""
    done = subprocess.run(
        node.command("spelling"), input=json.dumps(words), capture_output=True, text=True, check=True
    )
    found: dict[str, list[str]] = json.loads(done.stdout)
    return found


def _checked(word: str, own: set[str]) -> Iterator[tuple[str, int]]:
    """What is looked up of a word, and where in it: all of it, or each part of a compound."""
    word = word.replace("'", "’").replace("‑", "-")
    bare = re.sub(r"^(?:[cdjlmnstCDJLMNST]|[Qq]u|[Ll]orsqu|[Pp]uisqu)’", "", word)
    if {word, bare} & own or _ACRONYM.fullmatch(word):
        return
    if "-" not in bare:
        yield word, 0
        return
    offset = len(word) - len(bare)
    for part in bare.split("-"):
        if part and part not in own and not _ACRONYM.fullmatch(part):
            yield part, offset
        offset += len(part) + 1
