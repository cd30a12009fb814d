"""Proofreads all French of the repository, then prints how hard each chapter is to read.

    python -m tools.french        exit 1 at a fault or at a chapter that is difficult

Authors read what this prints, so it speaks French.
"""

import sys

from tools.french import readability, signs, spelling
from tools.french.prose import Prose, files, read


def main() -> int:
    texts = [read(path) for path in files()]
    faults = [fault for prose in texts for fault in signs.faults(prose)] + list(spelling.faults(texts))
    print("\n".join(sorted(faults, key=_in_order)), end="\n" if faults else "")
    print(f"Orthographe et signes : {len(faults) or 'aucune'} faute{'s' if len(faults) > 1 else ''}.")
    if faults:
        print("Un mot juste que le dictionnaire ignore s’ajoute à tools/french/lexique.txt.")
    return 1 if _print_readability(texts) or faults else 0


def _in_order(fault: str) -> tuple[str, int, int]:
    file, line, column, _ = fault.split(":", maxsplit=3)
    return file, int(line), int(column)


def _print_readability(texts: list[Prose]) -> bool:
    """Whether a chapter is difficult."""
    difficult = False
    print("\nLisibilité des chapitres (LIX) : moins de 40 facile, moins de 50 moyen, au-delà difficile.")
    for prose in texts:
        if prose.file.startswith("docs/methode/"):
            found = readability.of(prose)
            print(f"  {prose.file:<36} {found.lix}  {found.band:<12} {found.words} mots, {found.minutes} min")
            difficult |= found.lix >= readability.DIFFICULT
    return difficult


if __name__ == "__main__":
    sys.exit(main())
