"""The glossary's terms, explained where a page first uses them.

A term of the glossary page is a title with its anchor and the words that get the explanation, as they are written:

    ## Hameçonnage { #hameconnage data-mots="hameçonnage, Hameçonnage" }

    Message piégé qui imite un service connu. Le lien mène à une fausse page.

Its first sentence becomes an abbreviation, which the theme shows as a tooltip. Words of every day, such as « page »,
have none: a page dotted all over is read by nobody.
"""

import re
from functools import lru_cache

_TERM = re.compile(
    r'^##+ .+\{[^{}\n]*\bdata-mots="(?P<words>[^"\n]+)"[^{}\n]*\}\n+(?P<text>.+)', re.MULTILINE
)
_SENTENCE = re.compile(r".+?[.…](?=\s|$)|.+")
_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
_ABBREVIATION = re.compile(r'<abbr title="(?P<meaning>[^"]*)">(?P<word>[^<]*)</abbr>|</?h[1-6]\b')


@lru_cache(maxsize=1)  # every chapter asks for the same
def abbreviations(glossary: str) -> str:
    """Definitions of abbreviations, to add at the end of a page's Markdown.

    Args:
        glossary: the Markdown of the glossary page.
    """
    lines = []
    for term in _TERM.finditer(glossary):
        sentence = _SENTENCE.match(_LINK.sub(r"\1", term["text"]).replace("*", ""))
        lines += [f"*[{word.strip()}]: {sentence[0]}" for word in term["words"].split(",") if sentence]
    return "\n".join(["\n", *lines]) if lines else ""


def first_only(html: str) -> str:
    """A page whose terms keep their explanation at their first use, titles left out."""
    explained: set[str] = set()
    in_title = False

    def settle(found: re.Match[str]) -> str:
        nonlocal in_title
        if found["meaning"] is None:
            in_title = found[0].startswith("<h")
            return found[0]
        if in_title or found["meaning"] in explained:
            return found["word"]
        explained.add(found["meaning"])
        return found[0]

    return _ABBREVIATION.sub(settle, html)
