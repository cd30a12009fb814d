"""axe, and the looks that a page has: on a phone and on a desktop, by day and by night."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final, Literal

from playwright.sync_api import Page

from browser.forms import ROOT

_Looks = Mapping[int, Mapping[Literal["light", "dark"], object]]
"""The rules that a page is held to, by the window's width and the colour scheme."""
_SCHEMES: Final[Mapping[str, str]] = {"light": "default", "dark": "slate"}
_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
_ALL_RULES = {"type": "tag", "values": _TAGS}
_COLOURS = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}
# By night a page is the same but for its colours.
_EVERY: Final[_Looks] = {width: {"light": _ALL_RULES, "dark": _COLOURS} for width in (1280, 360)}
_OPPOSITE: Final[_Looks] = {1280: {"light": _ALL_RULES}, 360: {"dark": _ALL_RULES}}
_AXE = (ROOT / "node_modules/axe-core/axe.min.js").read_text("utf-8")
_RUN = """async ([within, only]) => {
    const root = within ? document.querySelector(within) : document;
    const found = await axe.run(root, {runOnly: only, resultTypes: ["violations"], preload: false});
    return found.violations.map(({id, nodes}) => [id, ...nodes.map((node) => node.target.join(" "))].join("\\n  "));
}"""
_SETTLED = """(scheme) => [undefined, scheme].includes(document.body.dataset.mdColorScheme)
    && document.getAnimations().every(({playState}) => playState !== "running")"""


def expect_nothing_found(page: Page, within: str | None = None, *, every: bool = False) -> None:
    """axe finds nothing on the page (or within the first element of a selector), which has its look back afterwards.

    A state is looked at on a desktop by day and on a phone by night, without the menus around the article if there are
    any; `every` page whole, in all four looks.
    """
    found = {}
    looks = _EVERY if every else _OPPOSITE
    if not within and not every and page.locator("article").count():
        within = "article"
    if not page.evaluate("'axe' in window"):
        page.evaluate(_AXE)
    for width in at_each_width(page, *looks):
        for scheme, only in looks[width].items():
            page.emulate_media(color_scheme=scheme)
            page.wait_for_function(_SETTLED, arg=_SCHEMES[scheme])
            found[width, scheme] = page.evaluate(_RUN, [within, only])
    page.emulate_media(color_scheme="null")
    assert not any(found.values()), found


def at_each_width(page: Page, *widths: int) -> Iterator[int]:
    """Gives the window each width in turn, then the one that it had."""
    before = page.viewport_size
    assert before
    for width in widths:
        page.set_viewport_size({"width": width, "height": before["height"]})
        yield width
    page.set_viewport_size(before)
