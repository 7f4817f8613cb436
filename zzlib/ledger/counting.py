"""Which fund categories enter funds figures (`counts` of fund_categories.csv), and which may: that can't be read."""

from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd

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


def funding_apart(funding: pd.DataFrame, fields: Iterable[str]) -> pd.DataFrame:
    """Give fund lines with what doesn't count in columns of its own: `received_fen` -> `received_fen`, `received_uncounted_fen`.

    Both Int64; of each line one of the two is blank.
    """
    counts = funding["counts"]
    return _beside(funding, {f: (funding[f"{f}_fen"].where(counts), funding[f"{f}_fen"].mask(counts)) for f in fields})


def projects_apart(projects: pd.DataFrame, funding: pd.DataFrame, fields: Iterable[str]) -> pd.DataFrame:
    """Give projects with what their lines won counted and not counted in columns of its own, as `funding_apart`; both int64.

    `funding` are the fund lines of the same months.
    """
    keys = ["period", "unit_id", "project_id"]
    lines = funding_apart(funding, fields)
    sums = lines.groupby(keys)[[c for f in fields for c in (f"{f}_fen", f"{f}_uncounted_fen")]].sum()
    own = sums.reindex(pd.MultiIndex.from_frame(projects[keys]), fill_value=0).set_axis(projects.index).astype("int64")
    return _beside(projects, {f: (own[f"{f}_fen"], own[f"{f}_uncounted_fen"]) for f in fields})


def _beside(frame: pd.DataFrame, apart: dict[str, tuple[pd.Series, pd.Series]]) -> pd.DataFrame:
    """Put each amount that doesn't count right after the one that does."""
    split = {f"{field}_fen": [f"{field}_fen", f"{field}_uncounted_fen"] for field in apart}
    order = [name for column in frame.columns for name in split.get(column, [column])]
    values = {name: s for f, pair in apart.items() for name, s in zip(split[f"{f}_fen"], pair, strict=True)}
    return frame.assign(**values)[order]
