"""PDFs: questionnaires laid out for paper, to be filled in on screen too, where they work out their own result; the
whole guide as a book; models to fill in and cards to cut out.
"""

from . import book
from .contents import Site
from .layout import icon
from .menu import menu
from .page_tree import Dialect
from .publishing import Download, Downloads, Handout, publish
from .reading import Reading, read

__all__ = [
    "Dialect",
    "Download",
    "Downloads",
    "Handout",
    "Reading",
    "Site",
    "book",
    "icon",
    "menu",
    "publish",
    "read",
]
