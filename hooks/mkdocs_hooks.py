"""MkDocs events, and nothing else: each unpacks what MkDocs gives, calls one plain function, and returns."""

from __future__ import annotations

import json
import logging
from pathlib import Path
from typing import Any, Literal

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from autodiagnostic import csp, glossary, odf, offline, pdf
from autodiagnostic.blocks import Hosting, QuestionnaireExtension, UnsoundGuideError
from autodiagnostic.catalogue import load
from autodiagnostic.definition import scoring_data
from autodiagnostic.guide import Guide
from autodiagnostic.minify import join, minify
from autodiagnostic.problems import Problem
from autodiagnostic.sheets import cards
from autodiagnostic.tables import TablesExtension
from autodiagnostic.typography import TypographyExtension, french

log = logging.getLogger("mkdocs.hooks.autodiagnostic")

GLOSSARY = "ressources/glossaire.md"
EXPLAINED = "methode/"
"""The pages in which the glossary's terms are explained."""


LEFT_OUT = (
    "index.md",
    "contribuer/",
    "formation/atelier.md",
    *(f"a-propos/{name}.md" for name in ("index", "vie-privee", "accessibilite", "signaler")),
    *(f"formation/{name}.md" for name in ("presenter", "atelier", "cle-usb")),
)
"""Pages that the book does without: they are about the site, or made of other pages."""

SOURCES = "ressources/sources.md"
IMPRINT = "a-propos/mentions-legales.md"
PICTURE = "assets/guide/village.svg"


class _Build:
    """What one command keeps between its events; `mkdocs serve` keeps it between builds too."""

    def __init__(self) -> None:
        self.serving = False
        self.guide = Guide(Path("docs"), Path("questionnaires"))
        self.extension = QuestionnaireExtension(lambda: self.guide)


_build = _Build()


def on_startup(command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
    """A first build that fails ends `serve`, a later one makes it hang: when serving, problems are shown instead."""
    _build.serving = command == "serve"


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Read and check everything before the old site is touched."""
    project = Path(config.config_file_path).parent
    guide = Guide(Path(config.docs_dir), project / "questionnaires")
    _tell(guide.problems)
    library, site = guide.library, pdf.Site(config.site_name, config.site_url or "", guide.hosts)
    # A page that is wrong makes no book: it says so itself.
    book = None if guide.problems else book_of(guide, config)
    kept = project / ".cache" / "pdf"
    downloads = pdf.publish(
        library.definitions, library.report, site, kept, book, handouts_of(guide), library.problem
    )
    _tell(downloads.problems)
    _build.guide = guide
    _build.extension = QuestionnaireExtension(lambda: _build.guide, forgiving=_build.serving, deferred=True)
    _build.extension.downloads = downloads
    # Who works on a script wants to read in the browser what is in its file.
    config.extra["joined"] = not _build.serving
    # A browser that keeps the guide would go on showing what an author has changed since.
    config.extra["kept"] = "app" in config.extra and not _build.serving
    # MkDocs reads its configuration anew at each build, so these never pile up.
    config.markdown_extensions += [_build.extension, TypographyExtension(), TablesExtension()]  # type: ignore[list-item]
    return config


def book_of(guide: Guide, config: MkDocsConfig) -> pdf.book.Guide | None:
    """What the book is made from; None for a guide without a menu."""
    extensions: list[Any] = list(config.markdown_extensions)
    picture = guide.docs / PICTURE
    parts = pdf.menu(config.nav or (), LEFT_OUT)
    return (
        pdf.book.Guide(
            title=config.site_name,
            subtitle=config.site_description or "",
            parts=parts,
            pages={page: guide.markdown(page) for page in sorted(guide.names)},
            models=guide.sheets.sound,
            decks=guide.decks.sound,
            dialect=pdf.Dialect(extensions, config.mdx_configs),
            picture=picture.read_text("utf-8") if picture.exists() else None,
            brief=frozenset({SOURCES}),
            looked_up=frozenset({SOURCES, GLOSSARY}),
            blank=frozenset({IMPRINT}),
        )
        if parts
        else None
    )


def handouts_of(guide: Guide) -> list[pdf.Handout]:
    """The models and cards of the pages, and the cards of the questions that they place."""
    written = [
        pdf.Handout(found, held.places[name])
        for held in (guide.sheets, guide.decks)
        for name, found in held.sound.items()
    ]
    asked = [
        guide.library.definitions[name]
        for name in sorted(guide.question_cards & guide.library.definitions.keys())
    ]
    return written + [pdf.Handout(cards.of_questions(definition)) for definition in asked]


def _tell(problems: tuple[Problem, ...]) -> None:
    """Stop at problems, or show them when serving."""
    if problems and not _build.serving:
        raise PluginError(str(UnsoundGuideError(problems)))
    for problem in problems:
        log.error("%s\n", problem)


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Publish the compiled questionnaires, for whoever wants to score answers elsewhere; models and PDFs as files; what
    makes an application of the guide.
    """
    for name, definition in _build.guide.library.definitions.items():
        text = json.dumps(scoring_data(definition), ensure_ascii=False)
        files.append(File.generated(config, f"questionnaires/{name}.json", content=text))
    for sheet in _build.guide.sheets.sound.values():
        files.append(File.generated(config, sheet.file, content=odf.written(sheet, config.site_name)))
    for download in _build.extension.downloads.files:
        files.append(File.generated(config, download.file, content=download.content))
    if config.extra["kept"]:
        app, logo = config.extra["app"], (Path(config.docs_dir) / config.theme["logo"]).read_text("utf-8")
        for icon, (size, maskable) in offline.ICONS.items():
            picture = pdf.icon(logo, size, app["background_color"] if maskable else "")
            files.append(File.generated(config, icon, content=picture))
        manifest = offline.manifest(config.site_name, config.site_description or "", app)
        files.append(File.generated(config, offline.MANIFEST, content=manifest))
    return files


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Tell the extension which page comes, and where its Markdown starts; set the typography of its front matter."""
    front_matter = page.file.content_string.count("\n") - markdown.count("\n")
    _build.extension.hosting = Hosting(page.file.src_uri, front_matter + 1)
    for key in ("title", "description"):
        if isinstance(page.meta.get(key), str):
            page.meta[key] = french(page.meta[key])
    terms = files.get_file_from_path(GLOSSARY) if page.file.src_uri.startswith(EXPLAINED) else None
    return markdown + glossary.abbreviations(terms.content_string) if terms else markdown


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Explain each term once."""
    return glossary.first_only(html) if page.file.src_uri.startswith(EXPLAINED) else html


def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    """Put the forms in, now that the search has read the page."""
    return _build.extension.with_forms(output)


def on_post_build(config: MkDocsConfig) -> None:
    """Shorten and join our scripts, close the pages to all others, and list what is kept. (Serve's live reload needs
    a script of its own.)
    """
    if not _build.serving:
        for folder in ("autodiagnostic", "guide"):
            minify(Path(config.site_dir) / "assets" / folder)
        join(Path(config.site_dir), config.extra["scripts"].values())
        for blocked in csp.secure(Path(config.site_dir)):
            page = blocked.page.relative_to(config.site_dir)
            log.warning(load("cli")["site"]["blocked"].format(page=page, tag=blocked.tag))
        if config.extra["kept"]:
            offline.fill_in(Path(config.site_dir))
