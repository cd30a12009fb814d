"""Makes one zip of the built site, to unpack on a USB key.

    python -m tools.offline        writes dist/ma-commune-sur-les-reseaux-sociaux.zip, exit 1 where it weighs too much

Publishers read what this prints, so it speaks French.
"""

import sys
from pathlib import Path

from tools.offline.edition import MOST, NAME, packed


def main(site: Path = Path("site"), folder: Path = Path("dist"), most: int = MOST) -> int:
    if not (site / "index.html").exists():
        print(f"{site} n’est pas un site construit : lancez « make offline ».")
        return 1
    edition, content = folder / NAME, packed(site)
    edition.unlink(missing_ok=True)
    size = f"{edition} : {_megabytes(len(content))}, {_megabytes(most)} au plus."
    if len(content) > most:
        print(f"{size} Le fichier n’a pas été écrit.")
        return 1
    folder.mkdir(exist_ok=True)
    edition.write_bytes(content)
    print(size)
    return 0


def _megabytes(size: int) -> str:
    return f"{round(size / 1_000_000, 1):g} Mo".replace(".", ",")


if __name__ == "__main__":
    sys.exit(main())
