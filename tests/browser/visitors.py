"""Who opens the pages: someone with one browser, who notices whatever goes wrong unnoticed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from urllib.parse import urljoin

from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Request

from browser.forms import Form, keep
from tools.serving import KEEP_NOTHING

# Console messages show most violations of the security policy; this one shows all of them.
TELL_VIOLATIONS = """
addEventListener("securitypolicyviolation", ({violatedDirective, blockedURI}) =>
    console.error("policy:", violatedDirective, blockedURI));
"""
# What is far from the window is laid out once it comes near, and then moves what follows it. Nobody is as quick as a
# test, which presses two thousandths of a second after it has scrolled, and lets go elsewhere.
LAY_ALL_OUT = """
{
    const sheet = new CSSStyleSheet();
    sheet.replaceSync("* { content-visibility: visible !important }");
    document.adoptedStyleSheets.push(sheet);
}"""
BLANK = '<link rel="icon" href="data:,">'  # or the browser would ask for an icon
PATIENCE = 30_000  # milliseconds: a machine that does much else is slow, and what works costs none of them
HARMLESS = ("http://127.0.0.1:", "file://", "data:", "blob:", "about:")


class Visitor:
    """Someone with one browser: their tabs share what the browser keeps. `troubles` is what went wrong meanwhile.

    Few have the browser keep the whole guide, `keeping`, or lay out what comes near only, `lazy`.
    """

    def __init__(
        self, context: BrowserContext, *, script: bool = True, keeping: bool = False, lazy: bool = False
    ) -> None:
        self.context = context
        self.script = script
        self.troubles: list[str] = []
        context.set_default_timeout(PATIENCE)
        context.on("request", self._requested)
        context.on("console", self._said)
        context.on("weberror", lambda error: self.troubles.append(f"error: {error.error}"))
        context.add_init_script(TELL_VIOLATIONS)
        if not keeping:
            context.add_init_script(KEEP_NOTHING)
        if not lazy:
            context.add_init_script(LAY_ALL_OUT)

    def open(self, address: str, *, at: str | None = None, kept: Mapping[str, object] | None = None) -> Page:
        """A new tab, in which every script has run; `at` stops the clock. Where files are opened the network is cut.

        `kept` is what the browser's store already has, by key: documents, or any text.
        """
        page = self.context.new_page()
        if address.startswith("file:"):
            self.context.set_offline(True)
        if at:
            page.clock.set_fixed_time(at)
        if kept:
            # Any page of the site may fill its store; this one takes no time to open.
            blank = urljoin(address, "../blank.html")
            page.route(blank, lambda route: route.fulfill(body=BLANK, content_type="text/html"))
            page.goto(blank)
            for key, content in kept.items():
                keep(page, content, key)
            page.unroute(blank)
        page.goto(address)
        if self.script:
            page.locator("#guide-scripts").wait_for(state="detached")
        return page

    def open_instantly(self, address: str) -> Page:
        """A new tab in which links are followed without loading a page, as `same_document` tells afterwards."""
        page = self.context.new_page()
        # The theme takes links over once it has read the sitemap.
        with page.expect_response("**/sitemap.xml"):
            page.goto(address)
        page.evaluate("window.sameDocument = true")
        return page

    def form(self, address: str, name: str) -> Form:
        """A questionnaire in a new tab."""
        return Form(self.open(address), name)

    def _requested(self, request: Request) -> None:
        if not request.url.startswith(HARMLESS):
            self.troubles.append(f"request to {request.url}")

    def _said(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.troubles.append(f"{message.type}: {message.text}")


def follow(page: Page, address: str) -> None:
    """Follow a link of the menu, wherever on the screen it is."""
    page.locator("h1").evaluate("title => title.dataset.left = ''")
    page.locator(f'nav a[href$="{address}"]').first.evaluate("link => link.click()")
    page.wait_for_url(f"**/{address}")
    # The address comes first, then the page.
    page.locator("h1[data-left]").wait_for(state="detached")


def same_document(page: Page) -> bool:
    """Whether all links since `open_instantly` were followed without loading a page."""
    return page.evaluate("window.sameDocument") is True


Visit = Callable[..., Visitor]
"""Makes a visitor: the window's width, what kind of visitor it is, then options of a browser context."""
