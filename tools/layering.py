"""Checks that imports in `hooks/` only point down, and that each room touches only what it may.

    python -m tools.layering        prints file:line: message for each breach, exit 1 if any

A room is a module of the package `autodiagnostic` or a package within it, whole; `mkdocs_hooks` is one too.
"""

import ast
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

PACKAGE = "autodiagnostic"

# From the top down: a room imports from the lines below its own.
LINES = (
    ("__main__", "mkdocs_hooks"),
    ("cli", "blocks"),
    ("block_types",),
    ("guide",),
    ("library", "placements", "odf"),
    ("render", "pdf", "schema", "aggregate"),
    ("group_files",),
    ("wording",),
    ("grid",),
    ("sheets", "summary"),
    ("examples", "group"),
    ("scoring", "document"),
    ("standing",),
    ("answers",),
    ("compile",),
    ("definition", "figures"),
    ("model",),
    ("source",),
    ("problems",),
)
RANK = {room: rank for rank, line in enumerate(reversed(LINES)) for room in line}

# Helpers: they import none of the rooms above, and only these rooms import them.
HELPERS = {
    *("catalogue", "csp", "glossary", "markup", "minify", "offline", "tables", "texts", "typography", "urls"),
}
USERS_OF_HELPERS = {room for room in RANK if RANK[room] >= RANK["sheets"]} | {"problems"} | HELPERS

# Decisions and meaning only: the same input gives the same output, on any machine, at any time.
PURE = {
    *(
        "group_files",
        "wording",
        "grid",
        "sheets",
        "summary",
        "examples",
        "group",
        "scoring",
        "standing",
        "figures",
        "document",
        "answers",
        "compile",
        "definition",
    ),
    *("model", "source"),
}
WORLD = {
    *("asyncio", "ctypes", "datetime", "glob", "http", "importlib", "io", "logging", "multiprocessing", "os"),
    *("pathlib", "platform", "random", "secrets", "shutil", "socket", "subprocess", "sys", "tempfile"),
    *("threading", "time", "urllib", "uuid"),
}
WORLDLY_CALLS = {"open", "print", "input", "eval", "exec", "__import__"}

# Foreign packages that one room alone knows.
ONLY_IN = {
    "yaml": "source",
    "mkdocs": "mkdocs_hooks",
    "odfdo": "odf",
    **dict.fromkeys(("typst", "pikepdf", "segno", "font_source_sans_pro"), "pdf"),
}


@dataclass(frozen=True, order=True)
class Breach:
    file: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.message}"


def check(hooks: Path) -> list[Breach]:
    """Every breach in the Python files under `hooks`."""
    files = sorted([hooks / "mkdocs_hooks.py", *(hooks / PACKAGE).rglob("*.py")])
    return sorted(
        Breach(file.relative_to(hooks.parent).as_posix(), line, message)
        for file in files
        if file.exists()
        for line, message in breaches(file.relative_to(hooks).with_suffix("").parts, file.read_text("utf-8"))
    )


def breaches(module: tuple[str, ...], code: str) -> Iterator[tuple[int, str]]:
    """Line and message for each breach of a module, such as ("autodiagnostic", "render", "form")."""
    room = room_of(module)
    if room is not None and room not in RANK and room not in HELPERS:
        yield 1, f"`{room}` has no place in the order: give it one in tools/layering.py"
        return
    tree = ast.parse(code)
    for line, target in imports(tree, module):
        message = breach(room, target)
        if message:
            yield line, message
    if room in PURE:
        for line, name in worldly_calls(tree):
            yield line, f"`{room}` is pure: it may not call `{name}`"


def breach(room: str | None, target: tuple[str, ...]) -> str | None:
    """Why `room` may not import `target`; None where it may. The package itself, outside all rooms, is None."""
    other = room_of(target)
    if other is None:
        owner = ONLY_IN.get(target[0])
        if owner and owner != room:
            return f"only `{owner}` imports `{target[0]}`"
        if room in PURE and target[0] in WORLD:
            return f"`{room}` is pure: it may not import `{target[0]}`"
        return None
    if other == room:
        return None
    if other in HELPERS:
        return (
            None if room in USERS_OF_HELPERS else f"`{room or PACKAGE}` may not import the helper `{other}`"
        )
    if room is None or room in HELPERS:
        return f"`{room or PACKAGE}` stands below every room: it may not import `{other}`"
    if other not in RANK:
        return f"`{other}` has no place in the order: give it one in tools/layering.py"
    if RANK[other] >= RANK[room]:
        return f"imports point down: `{room}` may not import `{other}`"
    return None


def room_of(module: tuple[str, ...]) -> str | None:
    """The room that a module of ours stands in; None for the package's own `__init__` and for others' modules."""
    if module[0] == "mkdocs_hooks":
        return "mkdocs_hooks"
    if module[0] != PACKAGE or len(module) == 1 or module[1] == "__init__":
        return None
    return module[1]


def imports(tree: ast.AST, module: tuple[str, ...]) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Line and full name of all that a module imports, wherever the import stands in it."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for name in node.names:
                yield node.lineno, tuple(name.name.split("."))
        elif isinstance(node, ast.ImportFrom):
            base = module[: -node.level] if node.level else ()
            base += tuple(node.module.split(".")) if node.module else ()
            # `from . import texts` names rooms; elsewhere, the names are what a room holds.
            if base in ((), (PACKAGE,)):
                yield from ((node.lineno, (*base, name.name)) for name in node.names)
            else:
                yield node.lineno, base


def worldly_calls(tree: ast.AST) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in WORLDLY_CALLS:
            yield node.lineno, node.func.id


def main() -> int:
    found = check(Path("hooks"))
    for line in found:
        print(line)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
