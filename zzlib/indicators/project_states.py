"""States of a project that people look by, besides its flags: its size, and how long it has stood in its stage.

Expressions over relations, in the restricted style of `zzlib.indicators.sums`; the keys are those of the flags.
"""

from functools import cache
from typing import Any

import narwhals.stable.v2 as nw

from zzlib.data import package_toml
from zzlib.indicators.row_periods import row_month
from zzlib.money import FEN_PER_UNIT


@cache
def _sizes() -> tuple[dict[str, int], str]:
    """Give the sizes of `project_sizes.toml`, from how many 万元 each is, rising, and what is said where none is stated."""
    held = package_toml(__package__, "project_sizes.toml")
    return held["from_wan"], held["unstated"]


def size_names() -> list[str]:
    """Give all sizes, the smallest first, the unstated last."""
    edges, unstated = _sizes()
    return [*edges, unstated]


def size() -> nw.Expr:
    """Give a project's size by `total_investment_fen`."""
    edges, unstated = _sizes()
    names = list(edges)
    investment = nw.col("total_investment_fen")
    found: nw.Expr = nw.lit(names[0])
    for name in names[1:]:
        found = (
            nw.when(investment.fill_null(0) >= edges[name] * FEN_PER_UNIT["万元"]).then(nw.lit(name)).otherwise(found)
        )
    return nw.when(investment.is_null()).then(nw.lit(unstated)).otherwise(found)


def with_stage_times(projects: nw.LazyFrame[Any], period: str) -> nw.LazyFrame[Any]:
    """Give the month's projects with their months in the present stage; `projects` are those of all the year's months.

    `in_stage` (int64) counts months from the first in which a project stood there; `since_first` (bool) tells that it has
    stood there since its first month on record, so that the true time may be longer. Months carried forward say nothing
    and change nothing.
    """
    project = ["county", "unit_id", "project_id"]
    now = projects.filter(nw.col("period") == period)
    past = projects.filter(nw.col("period") <= period).select(
        *project, then=row_month(), stage_then=nw.col("stage"), carried_then=nw.col("carried")
    )
    elsewhere = (nw.col("stage_then") != nw.col("stage")) & ~nw.col("carried_then")
    known = (
        now.select(*project, "stage").join(past, on=project).with_columns(other=nw.when(elsewhere).then(nw.col("then")))
    )
    times = known.group_by(*project).agg(nw.col("then").min().alias("first"), nw.col("other").max())
    return (
        now.join(times, on=project, how="left")
        .with_columns(since_first=nw.col("other").is_null(), before=nw.col("first") - 1)
        .with_columns(
            in_stage=row_month() - nw.when(nw.col("since_first")).then(nw.col("before")).otherwise(nw.col("other"))
        )
        .drop("first", "other", "before")
    )
