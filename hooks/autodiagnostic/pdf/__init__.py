"""Questionnaires as PDFs: laid out for paper, to be filled in on screen too, where they work out their own result."""

from .contents import Site
from .publishing import Download, Downloads, publish
from .reading import Reading, read

__all__ = ["Download", "Downloads", "Reading", "Site", "publish", "read"]
