"""The dialect of Markdown that authors write in questionnaires."""

from __future__ import annotations

import re

DIALECT = ("attr_list", "sane_lists", "tables")
"""The extensions of Python-Markdown that make it."""

# Anything that may mean something to Markdown, now or with one more extension. Most texts hold none of it.
_MARKED_UP = re.compile(r"[*_`\[\]<>&\\{}|^~\t]| {2}\n|\n\s*\n|^\s*(?:[-+#=:]|\d+[.)])|^ {4}", re.MULTILINE)


def is_plain(text: str) -> bool:
    """Whether a text without spaces around it is one paragraph of mere words."""
    return not _MARKED_UP.search(text)
