"""Stage 1 at the unit's grain: each unit's sums, completion and band, and the increases by unit and fund category."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

import duckdb
import narwhals.stable.v2 as nw
import pandas as pd

from zzlib.indicators.catalogue import measures, resolve
from zzlib.indicators.earlier import period_ago
from zzlib.indicators.sums import Sum, Sums, sum_measures
from zzlib.ledger import Ledger
from zzlib.ledger.projects import WON_MONEY, won_land, won_money
from zzlib.ledger.references import target_amounts
from zzlib.periods import month_of, period_of, year_of
from zzlib.settings import Settings
from zzlib.vocabulary import Band, Filing, Origin, ZeroKind

UNIT_MONEY = ("applied", "awarded", "received")


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
    """Give the one band that a unit is in: amounts in fen; `known` tells whether they can be stated at all.

    Zero is always of what was received, also where the county measures completion by what was awarded; of a unit with
    something `undecided`, or whose share of another's projects is estimated, nobody can say that nothing came.
    """
    if not filed_this_year:
        return Band.UNFILED
    if not known:
        return Band.UNKNOWN
    if received <= 0:
        return Band.UNKNOWN if undecided else Band.ZERO
    if not target:
        return Band.NO_TARGET
    completion = Fraction(measured, target)
    if completion >= Fraction(str(edges[0])):
        return Band.HIGH
    return Band.MIDDLE if completion >= Fraction(str(edges[1])) else Band.LOW


def zero_kind_of(*, received: int, won_money: bool, land: bool) -> ZeroKind:
    """Give why a unit of the band zero received nothing: `received` is its net in fen, `land` whether it was granted any."""
    if received < 0:
        return ZeroKind.RECLAIMED
    if won_money:
        return ZeroKind.WON_NOT_RECEIVED
    return ZeroKind.LAND_ONLY if land else ZeroKind.NOTHING


def unit_table(connection: duckdb.DuckDBPyConnection, ledger: Ledger) -> pd.DataFrame:
    """Give a row a unit in order of precedence, with what figures and documents need.

    Columns: those of `unit_months`; projects, applied_fen, awarded_fen, received_fen, target_fen (Int64, blank when
    nothing stands for the month or no target is set); completion (float64); land_mu (float64); band;
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
    """Add zero_kind and zero_kind_unreadable; money won is that of any line, as where projects are counted as converted."""
    hides_money = nw.any_horizontal(*(nw.col(f"{field}_unreadable") for field in WON_MONEY), ignore_nulls=True)
    flags = nw.from_native(projects).select(
        "unit_id", money=won_money(), land=won_land(), hides_money=hides_money, hides_land="land_granted_unreadable"
    )
    by_unit = flags.to_native().groupby("unit_id").any()
    own = by_unit.reindex(units["unit_id"], fill_value=False).set_axis(units.index).astype("bool")
    rows = zip(units["band"], units["received_fen"], own["money"], own["land"], strict=True)
    kinds = [
        str(zero_kind_of(received=received, won_money=won, land=land)) if band == Band.ZERO else ""
        for band, received, won, land in rows
    ]
    kind = pd.Series(kinds, index=units.index, dtype="str")
    hidden = (kind.isin([ZeroKind.LAND_ONLY, ZeroKind.NOTHING]) & own["hides_money"]) | (
        (kind == ZeroKind.NOTHING) & own["hides_land"]
    )
    return units.assign(zero_kind=kind, zero_kind_unreadable=hidden.astype("bool"))


def table_of_units(
    units: pd.DataFrame, sums: Mapping[str, Sums], targets: pd.DataFrame, settings: Settings
) -> pd.DataFrame:
    """Give the table of `unit_table`, up to `behind`, from a month's units, their sums by `(unit_id,)`, targets and settings."""
    funds = target_amounts(targets)
    rows = [
        _unit_row(
            row, {name: by_unit.get((row["unit_id"],), Sum(0)) for name, by_unit in sums.items()}, funds, settings
        )
        for row in units.to_dict("records")
    ]
    table = pd.DataFrame(rows)
    integers = ["projects", "applied_fen", "awarded_fen", "received_fen", "target_fen"]
    return table.astype(dict.fromkeys(integers, "Int64"))


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


def _unit_row(
    row: dict[Any, Any], sums: dict[str, Sum], targets: Mapping[str, int], settings: Settings
) -> dict[Any, Any]:
    stated = row["stated"]
    measured = sums[resolve("measured", settings)]
    target = targets.get(row["unit_id"])
    received = int(sums["received"].value)
    known = stated and not sums["received"].unreadable and (received <= 0 or not measured.unreadable)
    band = band_of(
        filed_this_year=row["filed_this_year"],
        known=known,
        received=received,
        measured=int(measured.value),
        undecided=row["undecided"] or row["estimated"],
        target=target,
        edges=settings.bands.edges,
    )
    completion = Fraction(int(measured.value), target) if stated and target else None
    judged = band not in (Band.UNFILED, Band.UNKNOWN)
    return {
        **row,
        "projects": sums["projects"].value if stated else pd.NA,
        **{f"{name}_fen": sums[name].value if stated else pd.NA for name in UNIT_MONEY},
        "target_fen": pd.NA if target is None else target,
        "completion": float("nan") if completion is None else float(completion),
        "land_mu": sums["land"].value if stated else float("nan"),
        "band": band.value,
        "measured_unreadable": measured.unreadable > 0,
        "received_unreadable": sums["received"].unreadable > 0,
        "unreadable_return": row["filing"] == Filing.UNREADABLE or row["undecided"],
        "with_funds": bool(stated and received > 0),
        "judged": judged and completion is not None,
        "untargeted": judged and completion is None,
        "done": judged and completion is not None and completion >= 1,
        "behind": judged and completion is not None and completion < schedule_fraction(settings, row["period"]),
    }


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
