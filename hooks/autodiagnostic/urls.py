"""Addresses: from where an author writes them (the docs/ folder) to where a built page needs them."""

from __future__ import annotations

import posixpath
from urllib.parse import urlsplit


def relative(target: str, source: str) -> str:
    """The link from the page `source` to `target`, both written from docs/.

    `methode/1-objectifs.md#ecrire` is, on `methode/2-ligne-editoriale.md`, `1-objectifs.html#ecrire`. An address on
    another site, a mere `#anchor`, or what is no address at all, stays as it is.
    """
    try:
        parts = urlsplit(target)
    except ValueError:
        return target
    if parts.scheme or parts.netloc or not parts.path:
        return target
    path, here = built(posixpath.normpath(parts.path)), built(source)
    if path == here and parts.fragment:
        return f"#{parts.fragment}"
    return parts._replace(path=posixpath.relpath(path, posixpath.dirname(here) or ".")).geturl()


def from_docs(target: str, source: str) -> str:
    """The other way round: a link as it stands on the page `source`, as it would be written from docs/."""
    try:
        parts = urlsplit(target)
    except ValueError:
        return target
    if parts.scheme or parts.netloc:
        return target
    path = posixpath.join(posixpath.dirname(source), parts.path) if parts.path else source
    return parts._replace(path=posixpath.normpath(path)).geturl()


def built(path: str) -> str:
    """Where a page of docs/ is built: every build has `use_directory_urls: false`."""
    folder, name = posixpath.split(path)
    if name == "README.md":
        name = "index.md"
    return posixpath.join(folder, name.removesuffix(".md") + ".html") if name.endswith(".md") else path
