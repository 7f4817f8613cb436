"""Which fund categories enter funds figures (`counts` of fund_categories.csv), and which may: that can't be read."""

from dataclasses import dataclass

from zzlib.reference_files import UNREADABLE
from zzlib.workspace import Workspace


@dataclass(frozen=True)
class Counting:
    """The categories that don't count (`out`), and those of which it can't be said (`unknown`)."""

    out: frozenset[str]
    unknown: frozenset[str]

    def counts(self, category: str) -> bool:
        """Tell whether a category's lines stand among those that are added up; amounts of an unknown one can't be read there."""
        return category not in self.out or category in self.unknown

    def hides(self, category: str, fen: int | None) -> bool:
        """Tell whether an amount can't be taken into a sum nor left out: nobody can say whether its category counts."""
        return bool(fen) and category in self.unknown


def read_counting(workspace: Workspace) -> Counting:
    """Read which categories count."""
    rows = workspace.reference("fund_categories").rows()
    out, unknown = (frozenset(r["category"] for r in rows if r["counts"] == value) for value in ("no", UNREADABLE))
    return Counting(out, unknown)
