"""What people decided of rows that may be sums of their neighbours: it holds while a row says what it said then."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from zzlib.decisions.kinds.sum_row import PARTS, PROJECT, SUM
from zzlib.returns.cells.text import fold

__all__ = ["PARTS", "PROJECT", "SUM", "Ruling", "Rulings", "row_key"]


@dataclass(frozen=True)
class Ruling:
    """A decision in Chinese: `said` with who, when and why, `before` as it is said of a row that says something else now.

    `rows` are the names of the rows that it was the sum of.
    """

    answer: str
    said: str
    before: str
    rows: tuple[str, ...] = ()


def row_key(name: str, own: str, sums: str) -> tuple[str, str, str]:
    """Give what a row says as it is compared: its name, its amounts and those of the rows that it may be the sum of."""
    return fold(name), fold(own), fold(sums)


@dataclass(frozen=True)
class Rulings:
    """What was decided of a unit's rows: by what they say (`row_key`), and the last word on rows of a name (folded)."""

    rows: Mapping[tuple[str, str, str], Ruling] = field(default_factory=dict)
    names: Mapping[str, Ruling] = field(default_factory=dict)

    def concern(self, names: Iterable[str]) -> bool:
        """Tell whether anything was decided of rows of these names."""
        return bool(self.rows) and not {name for name, _, _ in self.rows}.isdisjoint(map(fold, names))

    def of(self, name: str, own: str, sums: str) -> Ruling | None:
        """Give what was decided of a row that says this."""
        return self.rows.get(row_key(name, own, sums)) if self.rows else None

    def before(self, name: str) -> Ruling | None:
        """Give what was last decided of a row of this name, whatever it said."""
        return self.names.get(fold(name))
