"""One Content-Security-Policy for the whole site, and the markup that it would block without a word.

Every page carries the same list of hashes, gathered over all pages: the theme's inline scripts differ with a page's
depth, and with instant navigation the next page's policy comes on top of the first one's instead of replacing it.

Regular expressions read the pages, not an HTML parser: the build itself wrote this markup, and a parser would take
longer than all the rest of this step.
"""

import base64
import hashlib
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final, NamedTuple

# The inside of a tag; a quoted value may hold ">". Possessive (+), so that an unclosed quote costs no time.
_INSIDE: Final = r"""(?:[^>"']++|"[^"]*+"|'[^']*+')*+"""

_SCRIPT = re.compile(rf"<script\b({_INSIDE})>(.*?)</script\s*>", re.DOTALL | re.IGNORECASE)
_SRC = re.compile(r"\ssrc\s*=", re.IGNORECASE)
_TYPE = re.compile(r"""\stype\s*=\s*["']?([^"'\s>]*)""", re.IGNORECASE)
# What a browser runs or obeys. Any other type is data and needs no permission.
_RUNNING = {"module", "importmap", "speculationrules", "text/javascript", "application/javascript", ""}

_META: Final = '<meta http-equiv="Content-Security-Policy" content="{}">'
_OLD_META = re.compile(rf"""<meta http-equiv=["']?Content-Security-Policy["']?\s{_INSIDE}>""", re.IGNORECASE)
_HEAD_START = re.compile(rf"<head\b{_INSIDE}>(?:\s*<meta charset{_INSIDE}>)?", re.IGNORECASE)


def inline_script_hashes(html: str) -> set[str]:
    """What `script-src` must name for this page's inline scripts to run: `'sha256-…'`, one for each."""
    return {
        _sha256(body)
        for attributes, body in _SCRIPT.findall(html)
        if not _SRC.search(attributes) and _runs(attributes)
    }


def _runs(attributes: str) -> bool:
    declared = _TYPE.search(attributes)
    return declared is None or declared[1].lower() in _RUNNING


def _sha256(script: str) -> str:
    # A browser hashes the script as parsed, with every end of line turned into \n.
    parsed = script.replace("\r\n", "\n").replace("\r", "\n")
    return f"'sha256-{base64.b64encode(hashlib.sha256(parsed.encode()).digest()).decode()}'"


def policy(hashes: Iterable[str]) -> str:
    """Everything from this site alone, inline scripts by hash only, and no form is ever sent anywhere."""
    directives = (
        # Not 'none': Firefox would report the theme's harmless prefetching.
        "default-src 'self'",
        " ".join(["script-src", "'self'", *sorted(hashes)]),
        "style-src 'self'",
        # The theme draws its icons from data: addresses.
        "img-src 'self' data:",
        # What the browser keeps of the guide, and what it installs.
        "worker-src 'self'",
        "manifest-src 'self'",
        "object-src 'none'",
        "base-uri 'self'",
        "form-action 'none'",
    )
    return "; ".join(directives)


def with_policy(html: str, policy: str) -> str:
    """The page with this policy, and no other, at the top of its head."""
    html = _OLD_META.sub("", html)
    return _HEAD_START.sub(lambda head: head[0] + _META.format(policy), html, count=1)


class Blocked(NamedTuple):
    page: Path
    tag: str


def secure(site: Path) -> list[Blocked]:
    """Writes one policy into every page under `site`; returns the tags that it will keep from working.

    A file without a head is no page of the guide (a search engine's proof of ownership, say) and stays as it is.
    """
    pages = {path: path.read_bytes().decode() for path in sorted(site.rglob("*.html"))}
    common = policy(set().union(*map(inline_script_hashes, pages.values())))
    for path, html in pages.items():
        path.write_bytes(with_policy(html, common).encode())
    return [Blocked(path, tag) for path, html in pages.items() for tag in blocked(html)]


# A look at the whole page first: hardly any holds one of these, and only those are read tag by tag. Each starts with
# plain letters, for which Python's search is many times faster.
_SUSPECTS = tuple(
    re.compile(pattern)
    for pattern in (
        r"on(?<=\son)[a-z]+\s*=",
        r"style(?<=[\s<]style)[\s=>]",
        r"javascript:",
        r"""src(?:set)?\s*=\s*["']?(?:https?:)?//""",
        r"""poster\s*=\s*["']?(?:https?:)?//""",
        r"<link\s[^>]*//",
    )
)
# Comments and the text of scripts hold no tags.
_TAG = re.compile(
    rf"<!--.*?-->|(<script\b{_INSIDE}>).*?</script\s*>|(<[a-z]{_INSIDE}>)", re.DOTALL | re.IGNORECASE
)
_ATTRIBUTE = re.compile(r"""\s([^\s=>"'/]+)\s*=\s*("[^"]*"|'[^']*'|[^\s>]+)""")


def blocked(html: str) -> Iterator[str]:
    """The tags that ask for what the policy forbids: inline handlers and styles, anything from another host."""
    lowered = html.lower()
    if any(suspect.search(lowered) for suspect in _SUSPECTS):
        for match in _TAG.finditer(html):
            tag = match[1] or match[2]
            if tag and _is_blocked(tag):
                yield tag


def _is_blocked(tag: str) -> bool:
    attributes = {name.lower(): value.strip("\"'").strip() for name, value in _ATTRIBUTE.findall(tag)}
    return (
        tag[:6].lower() == "<style"
        or any(name == "style" or name.startswith("on") for name in attributes)
        or attributes.get("href", "").lower().startswith("javascript:")
        or any(_is_foreign(attributes.get(name, "")) for name in ("src", "srcset", "poster"))
        or (
            tag[:5].lower() == "<link"
            and _FETCHED.search(attributes.get("rel", "")) is not None
            and _is_foreign(attributes.get("href", ""))
        )
    )


# Links that a browser follows by itself.
_FETCHED = re.compile(r"\b(?:stylesheet|icon|(?:module)?preload|prefetch|preconnect|manifest)\b")


def _is_foreign(address: str) -> bool:
    return address.startswith(("http://", "https://", "//"))
