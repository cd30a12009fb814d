"""The French sentences of a file, each at its own place.

A file becomes a text of the same length in which all that is not prose (markup, code, addresses, keys) is covered, so
that whatever is found in it has the line and column of the file itself.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

ROOT = Path(__file__).parents[2]

# The values of these keys are read by people; those of any other are names and numbers.
_KEYS = {
    *("action", "copyright", "group", "help", "intro", "label", "message", "name", "not_applicable", "proof"),
    *(
        "question",
        "remedy",
        "site_description",
        "site_name",
        "summary",
        "text",
        "title",
        "unit",
        "who",
        "why",
        "within",
    ),
}
# All that stands under these is prose; under `nav` the keys are.
_ALL_UNDER = {"labels", "texts"}

COVER = "¤"
"""Stands for each sign that is no prose: neither a letter nor a space, and typed nowhere."""

_FRONT_MATTER = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)
_FRONT_KEY = re.compile(
    r"^(?!title:|description:)[\w-]+:.*\n(?:[ \t-].*\n)*|^(?:title|description): *\"?|\"$", re.MULTILINE
)
_MARKUP = re.compile(
    r"""
      ^[ ]*(?P<fence>`{3,}|~{3,}).*?^[ ]*(?P=fence)[ ]*$    # code
    | (?P<tick>`+).+?(?P=tick)
    | ^[ ]*/{3,}[^\n]*$                                          # blocks
    | ^[ ]{4}[a-z]+:[^\n]*$                                      # and their options
    | <!--.*?--> | <[/!]?[a-zA-Z][^<>]*> | <https?:[^<>]*>
    | (?<=\])\([^()\s]*(?:\([^()\s]*\)[^()\s]*)*\)           # where a link leads
    | https?://\S+ | \b(?:[\w-]+\.)+(?:fr|org|eu|com|net|lu)\b | \#\w+ | \b[\w.+-]+@[\w-]+(?:\.[\w-]+)+
    | \{[:%{\s]?[^{}\n]*\}\}?                                # attributes, gaps
    | &\#?\w+;
    | \bS\d+\b                                               # a source's key
    | \b(?:[\w-]+/)+[\w…-]*(?:\.\w+)?(?:\#[\w-]+)? | \b[\w-]+\.(?:md|yml|html|json|js|css|py|odt|ods|pdf|toml|zip)\b
    | ^\|[-:|\s]+\|$ | \*+
    """,
    re.DOTALL | re.MULTILINE | re.VERBOSE,
)
# In a message, a key of the format is written with its colon, which French keeps apart from the word; and TOML has
# escapes.
_FORMAT_KEY = re.compile(r"\b(?:[a-z_]+|clé):|\b[a-z]+\.[a-z]+\b|\\u[0-9a-f]{4}")
_TOML_TEXT = re.compile(
    r'^[\w-]+\s*=\s*(?:"""(?P<long>.*?)"""|"(?P<short>(?:[^"\\\n]|\\.)*)")', re.DOTALL | re.MULTILINE
)


@dataclass(frozen=True)
class Prose:
    """A file's prose.

    Attributes:
        file: its path, as people name it.
        text: as long as the file's own, and covered where that is no prose.
    """

    file: str
    text: str

    def place(self, offset: int) -> str:
        """`file:line:column`, both from 1."""
        before = self.text[:offset]
        return f"{self.file}:{before.count(chr(10)) + 1}:{offset - before.rfind(chr(10))}"


def files(root: Path = ROOT) -> Iterator[Path]:
    """All that holds French, in a steady order."""
    yield from sorted(root.glob("*.fr.md"))
    yield root / "LICENCE-CONTENU.md"
    yield root / "mkdocs.yml"
    yield from sorted((root / "docs").rglob("*.md"))
    yield from sorted((root / "questionnaires").glob("*.yml"))
    yield from sorted((root / "hooks").rglob("*.fr.toml"))
    yield from sorted(
        path for path in (root / "tools" / "offline").glob("*") if path.suffix in {".html", ".txt"}
    )


def read(path: Path, root: Path = ROOT) -> Prose:
    """The prose of a YAML or TOML file; of any other as of Markdown."""
    text = path.read_text("utf-8")
    if path.suffix == ".yml":
        text = _only(text, _yaml_spans(text))
    elif path.suffix == ".toml":
        text = _only(text, [match.span(match.lastgroup or 0) for match in _TOML_TEXT.finditer(text)])
        text = _FORMAT_KEY.sub(_cover, _MARKUP.sub(_cover, text))
    else:
        text = _FRONT_MATTER.sub(
            lambda front: _FRONT_KEY.sub(_cover, front[0].replace("---", COVER * 3)), text
        )
    return Prose(path.relative_to(root).as_posix(), _MARKUP.sub(_cover, text))


def _cover(match: re.Match[str]) -> str:
    return _covered(match[0])


def _covered(text: str) -> str:
    return re.sub(r"[^\n]", COVER, text)


def _only(text: str, spans: list[tuple[int, int]]) -> str:
    pieces: list[str] = []
    done = 0
    for start, end in sorted(spans):
        pieces += _covered(text[done:start]), text[start:end]
        done = end
    return "".join([*pieces, _covered(text[done:])])


def _yaml_spans(text: str) -> list[tuple[int, int]]:
    root = yaml.compose(re.sub(r"(?<= )!ENV ", "     ", text), yaml.SafeLoader)
    return list(_spans(root, prose=False)) if root else []


def _spans(node: yaml.Node, *, prose: bool, in_nav: bool = False) -> Iterator[tuple[int, int]]:
    if isinstance(node, yaml.ScalarNode) and prose:
        inside = 1 if node.style in {"'", '"', "|", ">"} else 0
        yield node.start_mark.index + inside, node.end_mark.index - (1 if node.style in {"'", '"'} else 0)
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from _spans(item, prose=False, in_nav=in_nav)
    elif isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if in_nav:
                yield from _spans(key, prose=True)
            under = prose if isinstance(value, yaml.MappingNode) else prose or key.value in _KEYS
            opens_nav = key.value == "nav" and isinstance(value, yaml.SequenceNode)
            yield from _spans(value, prose=under or key.value in _ALL_UNDER, in_nav=in_nav or opens_nav)
