"""The common unit (L in the scoring rules) that spares browser, PDF and pencil any fraction."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator

from ..problems import Fault, Path

LARGEST = 120
"""Beyond, a total no longer fits on paper: 120 is shared by questions worth up to 6, 8 and 10 points."""


def common_unit(bests: Iterable[int]) -> int:
    """The least common multiple of the most points of each question; 1 for none."""
    return math.lcm(*bests)


def check_unit(entries: list[tuple[Path, str, int]]) -> Iterator[Fault]:
    """Refuse a common unit over LARGEST, at the questions that are the odd ones out.

    `entries` are (path, question id, most points). The odd ones are those whose most points are rarest, left out one
    value after the other until the rest fits.
    """
    counts = Counter(best for _, _, best in entries)
    kept: list[int] = []
    odd: set[int] = set()
    for best, _ in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        if common_unit([*kept, best]) <= LARGEST:
            kept.append(best)
        else:
            odd.add(best)
    for path, id_, best in entries:
        if best in odd:
            values = {"question": id_, "best": best, "others": ", ".join(str(k) for k in sorted(kept))}
            yield Fault(path, "unit-too-large", {**values, "unit": common_unit(counts), "largest": LARGEST})
