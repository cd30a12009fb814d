"""What a measure says: one line each, with its target where it has one."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Line:
    label: str
    value: float
    unit: str = ""
    target: float | None = None
    remark: str = ""

    @property
    def missed(self) -> bool:
        return self.target is not None and self.value > self.target

    def __str__(self) -> str:
        parts = [f"  {self.label:<58} {self.value:>9.2f} {self.unit:<6}"]
        if self.target is not None:
            parts.append(f"at most {self.target:g}: {'MISSED' if self.missed else 'kept'}")
        if self.remark:
            parts.append(f"({self.remark})")
        return " ".join(parts).rstrip()
