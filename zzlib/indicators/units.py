"""Stage 1 at the unit's grain: each unit's sums, completion and band, and the increases by unit and fund category."""

import math
from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Any, TypeVar

import duckdb
import narwhals.stable.v2 as nw
import pandas as pd

from zzlib.indicators.catalogue import measures, resolve
from zzlib.indicators.earlier import period_ago
from zzlib.indicators.row_periods import row_month
from zzlib.indicators.sums import Sum, Sums, sum_measures
from zzlib.ledger import Ledger
from zzlib.ledger.projects import WON_MONEY, won_land, won_money
from zzlib.ledger.references import target_amounts
from zzlib.periods import month_of, period_of, year_of
from zzlib.settings import Settings
from zzlib.vocabulary import Band, Filing, Origin, ZeroKind

UNIT_MONEY = ("applied", "awarded", "received")
TOP_UNITS = 5
"""How many units `funds_top5_share` and `funds_gap_top5_share` add up."""
FrameT = TypeVar("FrameT", nw.DataFrame[Any], nw.LazyFrame[Any])


def schedule_fraction(settings: Settings, period: str) -> Fraction:
    """Give the share of the year's target due by the end of a month (时序进度): month/12, or the county's table."""
    by = settings.schedule.by
    month = month_of(period)
    return Fraction(month, 12) if by == "month" else Fraction(str(by[month - 1]))


def due_by(settings: Settings, period: str, target: int) -> int:
    """Give what of a year's target in fen is due by the end of a month, to the fen."""
    return round(target * schedule_fraction(settings, period))


def band_of(
    *,
    filed_this_year: bool,
    known: bool,
    received: int,
    measured: int,
    target: int | None,
    edges: tuple[float, float],
    undecided: bool = False,
) -> Band:
    """Give the band of one unit, as `band` does: amounts in fen; `known` tells whether they can be stated at all."""
    row = {
        "filed_this_year": filed_this_year, "known": known, "received_sum": received, "measured_sum": measured,
        "target_fen": target or 0, "open": undecided,
    }  # fmt: skip
    return Band(nw.from_native(pd.DataFrame([row])).select(band(edges).alias("band"))["band"].to_list()[0])


_FINEST = 1_000_000
"""Shares are whole parts of this at the finest: times a country's money in fen that is still a number that every engine holds."""


def band(edges: tuple[float, float]) -> nw.Expr:
    """Give the one band that a unit is in, by filed_this_year, known, open (bool), received_sum, measured_sum and target_fen (fen).

    Zero is always of what was received, also where the county measures completion by what was awarded; of a unit with
    something `open` (undecided, or its share of another's projects is estimated), nobody can say that nothing came.
    """
    measured, target = nw.col("measured_sum"), nw.col("target_fen").fill_null(0)
    found: nw.Expr = nw.lit(Band.LOW.value)
    for edge, name in zip(reversed(edges), (Band.MIDDLE, Band.HIGH), strict=True):
        share = Fraction(str(edge))  # whole numbers are compared, so that a unit just at an edge is on its upper side
        whole = min(share.denominator, _FINEST)
        reached = measured * whole >= target * round(share * whole)
        found = nw.when(reached).then(nw.lit(name.value)).otherwise(found)
    nothing = nw.when(nw.col("open")).then(nw.lit(Band.UNKNOWN.value)).otherwise(nw.lit(Band.ZERO.value))
    found = nw.when(target == 0).then(nw.lit(Band.NO_TARGET.value)).otherwise(found)
    found = nw.when(nw.col("received_sum") <= 0).then(nothing).otherwise(found)
    found = nw.when(nw.col("known")).then(found).otherwise(nw.lit(Band.UNKNOWN.value))
    return nw.when(nw.col("filed_this_year")).then(found).otherwise(nw.lit(Band.UNFILED.value))


def zero_kind() -> nw.Expr:
    """Give why a unit of the band zero received nothing, `""` of others: by received_sum, and whether it won money and land."""
    found = nw.when(nw.col("won_land")).then(nw.lit(ZeroKind.LAND_ONLY.value)).otherwise(nw.lit(ZeroKind.NOTHING.value))
    found = nw.when(nw.col("won_money")).then(nw.lit(ZeroKind.WON_NOT_RECEIVED.value)).otherwise(found)
    found = nw.when(nw.col("received_sum") < 0).then(nw.lit(ZeroKind.RECLAIMED.value)).otherwise(found)
    return nw.when(nw.col("band") == Band.ZERO.value).then(found).otherwise(nw.lit(""))


def zero_kind_hidden() -> nw.Expr:
    """Tell whether what can't be read may make a unit's zero another, by `zero_kind` and what its projects hide."""
    kind = nw.col("zero_kind")
    without_money = kind.is_in([ZeroKind.LAND_ONLY.value, ZeroKind.NOTHING.value])
    return (without_money & nw.col("hides_money")) | ((kind == ZeroKind.NOTHING.value) & nw.col("hides_land"))


OF_ZERO = ("won_money", "won_land", "hides_money", "hides_land")


def of_zero() -> dict[str, nw.Expr]:
    """Give what of a unit's projects tells why nothing came (`OF_ZERO`); money won is that of any line, as where projects are counted as converted."""
    hides = nw.any_horizontal(*(nw.col(f"{field}_unreadable") for field in WON_MONEY), ignore_nulls=True)
    return dict(zip(OF_ZERO, (won_money(), won_land(), hides, nw.col("land_granted_unreadable")), strict=True))


def unit_table(connection: duckdb.DuckDBPyConnection, ledger: Ledger) -> pd.DataFrame:
    """Give a row a unit in order of precedence, with what figures and documents need.

    Columns: those of `unit_months`; projects, applied_fen, awarded_fen, received_fen, target_fen (Int64, blank when
    nothing can be read of it, nothing stands for the month or no target is set); completion (float64); land_mu (float64); band;
    measured_unreadable, received_unreadable, unreadable_return (or one that waits for a decision), with_funds, behind
    (bool); no_new_projects (bool: filed this month, none of its projects is new); dry (bool: money has come, and none in
    the last `findings.waiting_months`); without_history (bool: it has projects, and the county's last year has no row of it,
    although of others); comparable (bool: a return stands for it, and last year has a row of it); judged (bool: it has a target and its
    completion can be said); untargeted (bool: its amounts are known, and it has no target); done (bool: the target is reached); zero_kind (`ZeroKind`, `""` outside the band zero); zero_kind_unreadable (bool:
    what can't be read may make it another).
    """
    sums = _sums_by_unit(connection, ledger)
    table = table_of_units(ledger.month("units"), sums, ledger.targets, ledger.workspace.settings)
    table = table.assign(
        no_new_projects=_without_new_projects(ledger, table),
        dry=_dry(ledger, table),
        without_history=_without_history(ledger, table),
        comparable=table["stated"].astype("bool") & table["unit_id"].isin(_with_history(ledger)),
    )
    return _with_zero_kinds(table, ledger.month("projects"))


def _with_zero_kinds(units: pd.DataFrame, projects: pd.DataFrame) -> pd.DataFrame:
    """Add zero_kind and zero_kind_unreadable."""
    flags = nw.from_native(projects).select("unit_id", **of_zero()).to_native()
    own = flags.groupby("unit_id").any().reindex(units["unit_id"], fill_value=False).set_axis(units.index)
    known = units.join(own.astype("bool")).assign(received_sum=units["received_fen"].fillna(0))
    told = (
        nw.from_native(known).with_columns(zero_kind=zero_kind()).with_columns(zero_kind_unreadable=zero_kind_hidden())
    )
    kinds = told.select("zero_kind", "zero_kind_unreadable").to_native()
    return units.assign(**kinds.astype({"zero_kind": "str", "zero_kind_unreadable": "bool"}))


def table_of_units(
    units: pd.DataFrame, sums: Mapping[str, Sums], targets: pd.DataFrame, settings: Settings
) -> pd.DataFrame:
    """Give the table of `unit_table`, up to `behind`, from a month's units, their sums by `(unit_id,)`, targets and settings."""
    return told_of_units(with_sums(units, sums, targets), units.columns, settings)


def with_sums(units: pd.DataFrame, sums: Mapping[str, Sums], targets: pd.DataFrame) -> pd.DataFrame:
    """Add to a month's units their sums (`*_sum`), whether something of these can't be read (`*_hidden`), and target_fen."""
    ids, funds = units["unit_id"], target_amounts(targets)
    own = {name: [by_unit.get((unit_id,), Sum(0)) for unit_id in ids] for name, by_unit in sums.items()}
    found = {f"{name}_sum": [one.value for one in each] for name, each in own.items()}
    hidden = {f"{name}_hidden": [one.unreadable > 0 for one in each] for name, each in own.items()}
    return units.assign(**found, **hidden, target_fen=pd.array([funds.get(u, pd.NA) for u in ids], dtype="Int64"))


def told_of_units(summed: pd.DataFrame, columns: Iterable[str], settings: Settings) -> pd.DataFrame:
    """Give the table of `unit_table`, up to `behind`, from units of any months `with_sums`; `columns` are those of the units."""
    hidden = {name: summed[f"{resolve(name, settings)}_hidden"] for name in ("received", "measured")}
    table = summed.assign(**{f"{name}_unreadable": values for name, values in hidden.items()})
    told: pd.DataFrame = judged(nw.from_native(table), settings).to_native()
    return told[[*columns, *_JUDGED]].astype(_JUDGED)


_JUDGED = (
    dict.fromkeys(("projects", "applied_fen", "awarded_fen", "received_fen", "target_fen"), "Int64")
    | {"completion": "float64", "land_mu": "float64", "band": "str"}
    | dict.fromkeys(("measured_unreadable", "received_unreadable", "unreadable_return", "with_funds"), "bool")
    | dict.fromkeys(("judged", "untargeted", "done", "behind"), "bool")
)
"""What `judged` adds to a month's units, with the dtypes of a county's month."""


def judged(units: FrameT, settings: Settings) -> FrameT:
    """Tell of units what follows from their sums, in the columns of `unit_table` up to `behind`.

    `units` has the columns of `unit_months`, applied_sum, awarded_sum, received_sum (fen, 0 where there is nothing),
    each `*_hidden` (something of it can't be read), projects_sum, land_sum, received_unreadable, measured_unreadable, and target_fen (null where none is set).
    """
    stated, target = nw.col("stated"), nw.col("target_fen").fill_null(0)
    received, measured = nw.col("received_sum"), nw.col(f"{resolve('measured', settings)}_sum")
    sure = ~nw.col("received_unreadable") & ((received <= 0) | ~nw.col("measured_unreadable"))
    units = units.with_columns(
        known=stated & sure, open=nw.col("undecided") | nw.col("estimated"), measured_sum=measured
    ).with_columns(band=band(settings.bands.edges))
    judged = ~nw.col("band").is_in([Band.UNFILED.value, Band.UNKNOWN.value])
    aimed = stated & (target != 0)
    known = {name: stated & ~((nw.col(f"{name}_sum") == 0) & nw.col(f"{name}_hidden")) for name in UNIT_MONEY}
    by_then = _due(settings)
    return units.with_columns(
        **{f"{name}_fen": nw.when(known[name]).then(nw.col(f"{name}_sum")) for name in UNIT_MONEY},
        projects=nw.when(stated).then(nw.col("projects_sum")),
        land_mu=nw.when(stated).then(nw.col("land_sum").cast(nw.Float64)),
        completion=nw.when(aimed & known[resolve("measured", settings)]).then(
            measured.cast(nw.Float64) / target.cast(nw.Float64)
        ),
        unreadable_return=(nw.col("filing") == Filing.UNREADABLE.value) | nw.col("undecided"),
        with_funds=stated & (received > 0),
        judged=judged & aimed,
        untargeted=judged & ~aimed,
        done=judged & aimed & (measured >= target),
        behind=judged & aimed & (measured * by_then[1] < target * by_then[0]),
    )


def _due(settings: Settings) -> tuple[nw.Expr, int]:
    """Give the share of a year's target that is due in a row's period, as a numerator over one denominator."""
    if settings.schedule.by == "month":
        return row_month(), 12
    shares = [schedule_fraction(settings, period_of(2000, month)) for month in range(1, 13)]
    whole = min(math.lcm(*(share.denominator for share in shares)), _FINEST)
    found: nw.Expr = nw.lit(whole)
    for number, share in enumerate(shares, start=1):
        this = row_month() == number
        found = nw.when(this).then(nw.lit(round(share * whole))).otherwise(found)
    return found, whole


def _sums_by_unit(connection: duckdb.DuckDBPyConnection, ledger: Ledger) -> dict[str, dict[tuple[str, ...], Sum]]:
    known = measures()
    money = {name: known[name] for name in UNIT_MONEY}
    projects = {name: known[name] for name in ("projects", "land")}
    return {
        **sum_measures(connection, counted(ledger.month("funding")), money, ["unit_id"]),
        **sum_measures(connection, ledger.month("projects"), projects, ["unit_id"]),
    }


def _without_new_projects(ledger: Ledger, units: pd.DataFrame) -> pd.Series:
    projects = ledger.month("projects")
    with_new = set(projects.loc[projects["origin"] == Origin.NEW, "unit_id"])
    unknown = set(projects.loc[projects["origin"] == Origin.UNSTATED, "unit_id"])
    own = units["stated"] & ~units["carried"] & ~units["incomplete"]
    return own & ~units["unit_id"].isin(with_new | unknown)


def _dry(ledger: Ledger, units: pd.DataFrame) -> pd.Series:
    ago = period_ago(ledger)
    if not ago:
        return pd.Series(False, index=units.index)
    earlier = counted(ledger.month("funding", ago))
    earlier = earlier[~earlier["carried"]]
    before = earlier.groupby("unit_id")["received_fen"].sum()
    had = units["unit_id"].map(before).astype("Int64").fillna(0)
    sure = units["with_funds"] & ~units["carried"] & ~units["received_unreadable"]
    return (sure & (had > 0) & (units["received_fen"].fillna(0).astype("Int64") <= had)).astype("bool")


def _without_history(ledger: Ledger, units: pd.DataFrame) -> pd.Series:
    known = _with_history(ledger)
    return (units["projects"].fillna(0) > 0).astype("bool") & bool(known) & ~units["unit_id"].isin(known)


def _with_history(ledger: Ledger) -> set[str]:
    return {*ledger.base_funds["unit_id"], *ledger.base_projects["unit_id"]}


def counted(funding: pd.DataFrame) -> pd.DataFrame:
    """Give the lines whose fund category enters funds figures."""
    return funding[funding["counts"]]


def increments(connection: duckdb.DuckDBPyConnection, ledger: Ledger) -> pd.DataFrame:
    """Give the increases over last year by unit and fund category (kinds added together).

    Columns: unit_id, group, fund_category, increase_fen (int64, never below zero), received_unreadable (bool),
    carried (bool: some of this year's amount is carried), now_fen, base_fen.
    """
    known = measures()
    keys = ["unit_id", "group", "fund_category"]
    now = sum_measures(connection, counted(ledger.month("funding")), {"received": known["received"]}, keys)["received"]
    before = sum_measures(connection, base_of(ledger, "base_funds"), {"base": known["base_received"]}, keys)["base"]
    # Of a unit for which nothing stands nobody can say that it gained, not even where money was taken back a year ago.
    units = ledger.month("units")
    stated = set(units.loc[units["stated"], "unit_id"])
    rows = []
    for key in (key for key in dict.fromkeys((*now, *before)) if key[0] in stated):
        this, last = now.get(key, Sum(0)), before.get(key, Sum(0))
        rows.append(
            dict(zip(keys, key, strict=True))
            | {
                "increase_fen": 0 if last.unreadable else max(0, int(this.value - last.value)),
                "received_unreadable": this.unreadable + last.unreadable > 0,
                "carried": this.carried != 0,
                "now_fen": int(this.value),
                "base_fen": int(last.value),
            }
        )
    columns = [*keys, "increase_fen", "received_unreadable", "carried", "now_fen", "base_fen"]
    types = dict.fromkeys(keys, "str") | dict.fromkeys(["increase_fen", "now_fen", "base_fen"], "int64")
    return pd.DataFrame(rows, columns=columns).astype(types | {"received_unreadable": "bool", "carried": "bool"})


def base_of(ledger: Ledger, table: str) -> pd.DataFrame:
    """Give the rows of last year's same month, counted fund categories only."""
    frame: pd.DataFrame = getattr(ledger, table)
    same_month = period_of(year_of(ledger.period) - 1, month_of(ledger.period))
    frame = frame[frame["period"] == same_month]
    return frame[frame["counts"]] if "counts" in frame else frame
