"""Projects that several units file in a month (twins): which they are, whether their amounts differ, what is counted again."""

from typing import Any

import narwhals.stable.v2 as nw

_AMOUNTS = ("applied", "awarded", "received")
_KEYS = ("project_code", "name_key")
TWIN_FLAGS = ("filed_twice", "filed_twice_first", "filed_twice_differing", *(f"{name}_again" for name in _AMOUNTS))
"""What is told of each project (bool columns); `zzlib.indicators.flags.FLAGS` says what they mean."""


def with_twins(
    flagged: nw.LazyFrame[Any], amounts: nw.LazyFrame[Any], projects: nw.LazyFrame[Any]
) -> nw.LazyFrame[Any]:
    """Add the flags of projects that several units of a county file in a month, by code or by name.

    `projects` are those that are flagged, as they were before, and `amounts` these with their lines' amounts: keys are looked
    at by themselves, and amounts where several units file one; a window over whole rows would hold all of them in memory.
    """
    for key in _KEYS:
        same = ["county", "period", key]
        twins = amounts.join(_twins(projects, key), on=same, how="inner")
        flagged = flagged.join(_differing(twins, key), on=same, how="left")
        flagged = flagged.join(_again(twins, key), on=["county", "period", "position"], how="left")
    first, differ = ([nw.col(f"{key}_{part}") for key in _KEYS] for part in ("first", "differing"))
    own = [(one == nw.col("position")).fill_null(value=False) for one in first]
    again = {f"{name}_again": [nw.col(f"{key}_{name}_again") for key in _KEYS] for name in _AMOUNTS}
    return flagged.with_columns(
        filed_twice=~first[0].is_null() | ~first[1].is_null(),
        filed_twice_first=own[0] | own[1],
        filed_twice_differing=(own[0] & differ[0]) | (own[1] & differ[1]),
        **{flag: nw.any_horizontal(*by_key, ignore_nulls=True) for flag, by_key in again.items()},
    )


def _twins(projects: nw.LazyFrame[Any], key: str) -> nw.LazyFrame[Any]:
    """Give the keys under which several units file a project in a month, and where its first row stands."""
    unit, found = nw.col("unit_id"), projects.filter(nw.col(key) != "").group_by("county", "period", key)
    ends = found.agg(
        unit.min().alias("from"),
        unit.max().alias("to"),
        nw.col("apart").any(),
        nw.col("position").min().alias(f"{key}_first"),
    )
    return ends.filter((nw.col("from") != nw.col("to")) & ~nw.col("apart")).select(
        "county", "period", key, f"{key}_first"
    )


def _differing(twins: nw.LazyFrame[Any], key: str) -> nw.LazyFrame[Any]:
    """Give keys with where their first row stands, and whether the amounts of their rows differ."""
    amounts = [f"{name}_fen" for name in _AMOUNTS]
    ends = [getattr(nw.col(name), end)().alias(f"{name}_{end}") for name in amounts for end in ("min", "max")]
    differs = nw.any_horizontal(*(nw.col(f"{n}_min") != nw.col(f"{n}_max") for n in amounts), ignore_nulls=True)
    keys = ["county", "period", key, f"{key}_first"]
    return twins.group_by(*keys).agg(*ends).select(*keys, differs.alias(f"{key}_differing"))


def _again(twins: nw.LazyFrame[Any], key: str) -> nw.LazyFrame[Any]:
    """Tell of the amounts of rows under a key that another unit files most of it, or as much and first."""
    same = ("county", "period", key)
    most = {f"{name}_most": nw.col(f"{name}_fen").max().over(*same) for name in _AMOUNTS}
    again = {}
    for name in _AMOUNTS:
        amount = nw.col(f"{name}_fen").fill_null(0)
        place = nw.when(amount == nw.col(f"{name}_most")).then(nw.col("position")).min()
        leads = (place.over(*same, "unit_id") == place.over(*same)).fill_null(value=False)
        again[f"{key}_{name}_again"] = (amount > 0) & ~leads
    return twins.with_columns(**most).select("county", "period", "position", **again)
