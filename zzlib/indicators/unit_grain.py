"""The unit's grain over any number of counties and months: expressions over relations, run by any engine that narwhals speaks to.

Bands, zeros and what else follows from a unit's sums are the expressions of a county's month (`zzlib.indicators.units`); what
it takes from other months is told here by joins and windows. The style is that of `zzlib.indicators.sums`.
"""

from collections.abc import Mapping
from typing import Any

import narwhals.stable.v2 as nw

from zzlib.indicators.catalogue import UNSTATED, Measure, measures, resolve
from zzlib.indicators.row_periods import a_year_later, row_month, row_year
from zzlib.indicators.sums import summed
from zzlib.indicators.units import OF_ZERO, TOP_UNITS, UNIT_MONEY, judged, of_zero, zero_kind, zero_kind_hidden
from zzlib.ledger.lines import UNSTATED_TEXT
from zzlib.ledger.projects import WON_FIELDS
from zzlib.reference_files import UNREADABLE
from zzlib.settings import Settings
from zzlib.vocabulary import Origin

Frame = nw.LazyFrame[Any]
MONTH = ["county", "period"]
UNIT = [*MONTH, "unit_id"]
DOUBT, CARRIED = "__unreadable", "__carried"
_UNIT_YEAR = ["county", "unit_id", "year"]

_BASE_COUNTS = ("base_projects", "base_converted", "base_projects@competitive", "base_converted@competitive")
COMPARED = {"received": "base_received", "awarded": "base_awarded", "projects": "base_projects"}
"""What is compared with last year over the units that stand in both: the measure, and that of last year."""


def _rows(table: str, column: str = "") -> Measure:
    """Give the number of rows of which a flag says so, of all rows without one."""
    return Measure.model_validate({"table": table, "column": column, "field": "project_name"})


def _unit_money(lines: Frame) -> Frame:
    """Sum the fund lines that count by unit and month; `lines_amount` have an amount, `lines_category` say of which category."""
    known, amounts = measures(), [nw.col(f"{name}_fen").fill_null(0) != 0 for name in UNIT_MONEY]
    says = nw.any_horizontal(*amounts, ignore_nulls=True)
    flags = {"lines_amount": says, "lines_category": says & (nw.col("fund_category") != UNSTATED_TEXT)}
    wanted = {name: known[name] for name in UNIT_MONEY} | {name: _rows("funding", name) for name in flags}
    return summed(lines.with_columns(**flags), wanted | {"lines": _rows("funding")}, UNIT, ("", CARRIED, DOUBT))


def _unit_counts(projects: Frame, known: Mapping[str, Measure]) -> Frame:
    """Count projects by unit and month, with what tells why nothing came; and as they are counted when they are last year's."""
    stated, land = nw.col("kind") != UNSTATED, nw.col("land_granted").fill_null(0) != 0
    amounts = [nw.col(f"{name}_fen") != 0 for name in ("applied", "awarded", "received")]
    flags = of_zero() | {
        "rows_kind": nw.any_horizontal(*amounts, land, nw.col("converted"), ignore_nulls=True) & stated
    }
    hides = nw.any_horizontal(*(nw.col(f"{name}_unreadable") for name in WON_FIELDS), ignore_nulls=True)
    as_base = {
        "projects": nw.lit(1),
        "projects_unreadable": nw.lit(False),
        "converted_unreadable": hides & ~nw.col("converted"),
    }
    wanted = {name: known[name] for name in ("projects", "land")} | {name: _rows("projects", name) for name in flags}
    wanted |= {"fresh": Measure(table="projects", where={"origin": (Origin.NEW.value, UNSTATED)}, field="origin")}
    return _with_base_counts(projects.with_columns(**flags, **as_base), wanted, known)


def _with_base_counts(rows: Frame, wanted: Mapping[str, Measure], known: Mapping[str, Measure]) -> Frame:
    wanted = {**wanted, **{name: known[name] for name in _BASE_COUNTS}}
    wanted |= {"base_rows": _rows("projects", "says"), "base_rows_kind": _rows("projects", "says_kind")}
    wanted |= {"base_kind_unreadable": Measure(table="projects", where={"kind": UNREADABLE}, field="kind")}
    says = nw.any_horizontal(*(nw.col(name).cast(nw.Float64) != 0 for name in ("projects", "converted")), nw.col("land_granted").fill_null(0) != 0, ignore_nulls=True)  # fmt: skip
    return summed(
        rows.with_columns(says=says, says_kind=says & (nw.col("kind") != UNSTATED)), wanted, UNIT, ("", DOUBT)
    )


def unit_sums(projects: Frame, lines: Frame, known: Mapping[str, Measure]) -> Frame:
    """Sum by unit and month all that is told of units, by the measures `known`: what its projects tell, and its fund lines that count."""
    return _with_zeros(_unit_counts(projects, known).join(_unit_money(lines), on=UNIT, how="left"))


def sums_of_base(projects: Frame, lines: Frame, known: Mapping[str, Measure]) -> Frame:
    """Sum tables of last year (`base_projects`, `base_funds` of the ledger) by unit and month, as far as they are compared with."""
    counted, money = _with_base_counts(projects, {}, known), _unit_money(lines)
    keys = nw.concat([counted.select(*UNIT), money.select(*UNIT)], how="vertical").unique()
    return _with_zeros(keys.join(counted, on=UNIT, how="left").join(money, on=UNIT, how="left"))


def _with_zeros(sums: Frame) -> Frame:
    return sums.with_columns(nw.col(*(name for name in sums.collect_schema().names() if name not in UNIT)).fill_null(0))


_AS_BASE = {
    **{f"{name}{part}": f"base_{name}{part}" for name in ("awarded", "received") for part in ("", DOUBT)},
    **{name: f"base_{name}" for name in ("lines", "lines_amount", "lines_category")},
    **{name: name for name in (*(f"{count}{part}" for count in _BASE_COUNTS for part in ("", DOUBT)), "base_rows", "base_rows_kind", "base_kind_unreadable")},
}  # fmt: skip


def as_base(sums: Frame) -> Frame:
    """Give sums by unit as those of last year, under the month that they stand beside."""
    return sums.select(
        "county", "unit_id", *(nw.col(name).alias(new) for name, new in _AS_BASE.items()), period=a_year_later()
    )


def told_units(units: Frame, sums: Frame, base: Frame, targets: Frame, settings: Settings) -> Frame:
    """Put together what is told of each unit in each month; `units` are `unit_months`, `targets` those of a unit and month."""
    aimed = targets.group_by(*UNIT).agg(target_fen=nw.col("funds_fen").sum(), target_projects=nw.col("projects").sum())
    own = [name for name in sums.collect_schema().names() if not name.startswith("base_")]
    parts = [sums.select(*own), base, aimed]
    frame = units.select(
        *UNIT, "filing", "stated", "filed_this_year", "carried", "incomplete", "undecided", "estimated"
    )
    for part in parts:
        frame = frame.join(part, on=UNIT, how="left")
    numbers = [name for part in parts for name in part.collect_schema().names() if name not in UNIT]
    frame = frame.with_columns(nw.col(*numbers).fill_null(0), year=row_year(), month=row_month())
    measured = resolve("measured", settings)
    frame = frame.with_columns(
        **{f"{name}_sum": nw.col(name) for name in (*UNIT_MONEY, "projects", "land")},
        **{f"{name}_hidden": nw.col(f"{name}{DOUBT}") > 0 for name in UNIT_MONEY},
        received_unreadable=nw.col(f"received{DOUBT}") > 0,
        measured_unreadable=nw.col(f"{measured}{DOUBT}") > 0,
        **{name: nw.col(name) > 0 for name in OF_ZERO},
    ).drop(*(name for name in (*UNIT_MONEY, "projects", "land")))
    told = (
        judged(frame, settings)
        .with_columns(zero_kind=zero_kind())
        .with_columns(zero_kind_unreadable=zero_kind_hidden())
    )
    told = _with_history(_with_past(told.with_columns(**_unsplit()), units, sums, settings), base)
    return told.with_columns(measured_sum=nw.col(f"{measured}_sum")).select(*_TOLD)


_TOLD = (
    *UNIT, "year", "month", "filing", "stated", "filed_this_year", "carried", "incomplete", "band", "zero_kind", "with_funds",
    "judged", "untargeted", "done", "behind", "comparable", "without_history", "no_new_projects", "dry", "unsplit_kind", "unsplit_category",
    "received_unreadable", "measured_unreadable", "zero_kind_unreadable", "unreadable_return", "received_sum", "awarded_sum", "projects_sum",
    "measured_sum", "target_fen", "target_projects", *COMPARED.values(), *(f"{name}{DOUBT}" for name in COMPARED.values()),
)  # fmt: skip
"""What is told of a unit, no more than is asked for."""


def _unsplit() -> dict[str, nw.Expr]:
    """Tell of which units last year's rows all leave kind or category unstated, and this year's do not (`zzlib.indicators.unsplit`)."""
    kind = (nw.col("base_rows") > 0) & (nw.col("base_rows_kind") == 0) & (nw.col("rows_kind") > 0)
    category = (nw.col("base_lines_amount") > 0) & (nw.col("base_lines_category") == 0) & (nw.col("lines_category") > 0)
    return {"unsplit_kind": kind, "unsplit_category": category}


def _with_past(units: Frame, filed: Frame, sums: Frame, settings: Settings) -> Frame:
    """Add `no_new_projects`, and `dry`: money has come, and no more than in the last month that is long enough ago.

    `filed` are the units as they are on file, `sums` what is summed of them.
    """
    filed = filed.with_columns(year=row_year(), month=row_month())
    own = nw.col("stated") & ~nw.col("carried")
    on_file = filed.filter(own).select("county", "year", ago=nw.col("month")).unique()
    months = filed.select("county", "year", "month").unique().join(on_file, on=["county", "year"], how="inner")
    far = months.filter(nw.col("ago") + settings.findings.waiting_months <= nw.col("month"))
    last = far.group_by("county", "year", "month").agg(nw.col("ago").max())
    had = nw.col("received") - nw.col(f"received{CARRIED}")
    before = sums.select("county", "unit_id", year=row_year(), ago=row_month(), had=had)
    units = units.join(last, on=["county", "year", "month"], how="left").join(
        before, on=[*_UNIT_YEAR, "ago"], how="left"
    )
    sure = nw.col("with_funds") & ~nw.col("carried") & ~nw.col("received_unreadable")
    had = nw.col("had").fill_null(0)
    return units.with_columns(
        no_new_projects=own & ~nw.col("incomplete") & (nw.col("fresh") == 0),
        dry=sure & (had > 0) & (nw.col("received_sum") <= had),
    )


def _with_history(units: Frame, base: Frame) -> Frame:
    """Add `comparable` and `without_history`: whether last year has a row of the unit by the same month."""
    dated = base.with_columns(year=row_year(), month=row_month())
    first = dated.group_by(*_UNIT_YEAR).agg(nw.col("month").min().alias("since"))
    county = first.group_by("county", "year").agg(nw.col("since").min().alias("county_since"))
    units = units.join(first, on=_UNIT_YEAR, how="left").join(county, on=["county", "year"], how="left")
    known, any_known = (nw.col(name).fill_null(_NEVER) <= nw.col("month") for name in ("since", "county_since"))
    stated = nw.col("stated")
    return units.with_columns(
        comparable=stated & known, without_history=stated & (nw.col("projects_sum") > 0) & any_known & ~known
    )


_NEVER = 99


def progress(units: Frame, settings: Settings) -> Frame:
    """Give what each unit's own returns tell of the year: its last known month (`last`, 0 for none), the one before and its money.

    `gain` is what a month brought where it and the one before are known; `leap` what came over several months. Windows carry
    along whatever there is: of the units only what is asked for here.
    """
    units = units.select(
        *UNIT, "year", "filed_this_year", "received_sum",
        place=nw.col("month") // settings.returns.rhythm.months,
        known=nw.col("stated") & ~nw.col("carried") & ~nw.col("received_unreadable"),
    )  # fmt: skip
    place, amount = (nw.when(nw.col("known")).then(nw.col(name)) for name in ("place", "received_sum"))
    units = units.with_columns(place_known=place, amount_known=amount)
    held = [nw.col(name).fill_null(strategy="forward").over(*_UNIT_YEAR, order_by="place") for name in ("place_known", "amount_known")]  # fmt: skip
    units = units.with_columns(last=held[0], last_amount=held[1])
    before = [nw.col(name).shift(1).over(*_UNIT_YEAR, order_by="place") for name in ("last", "last_amount")]
    units = units.with_columns(previous=before[0], previous_amount=before[1])
    units = units.with_columns(nw.col("last", "previous", "previous_amount").fill_null(0))
    more, next_one = nw.col("received_sum") - nw.col("previous_amount"), nw.col("place") == nw.col("previous") + 1
    return units.select(
        *MONTH, "year", "place", "previous",
        gains=nw.col("known") & next_one,
        gain=nw.when(nw.col("known") & next_one).then(more).otherwise(0),
        leaps=nw.col("known") & ~next_one,
        leap=nw.when(nw.col("known") & ~next_one & (more > 0)).then(more).otherwise(0),
        silent=nw.when(nw.col("filed_this_year")).then(nw.col("last")).otherwise(_NEVER),
    )  # fmt: skip


def progress_by_county(progress: Frame) -> Frame:
    """Sum by county and month what `progress` tells."""
    gain_units = nw.when(nw.col("gains")).then(1).otherwise(0)
    rows = progress.select(*MONTH, "gain", "leap", "silent", gain_units=gain_units)
    return rows.group_by(*MONTH).agg(nw.col("gain", "gain_units", "leap").sum(), nw.col("silent").min())


def concentration(units: Frame) -> Frame:
    """Sum by county and month what concentration is measured of: amounts and gaps, each with its place, the largest first."""
    ranked = ~nw.col("band").is_in(["unfiled", "unknown"])
    missing = nw.col("target_fen") - nw.col("measured_sum")
    short = nw.col("stated") & (nw.col("target_fen") != 0) & (missing > 0)
    rows = units.select(*MONTH, amount=nw.when(ranked).then(nw.col("received_sum")), gap=nw.when(short).then(missing))
    places = {name: nw.col(name).rank("ordinal", descending=True).over(*MONTH) for name in ("amount", "gap")}
    rows = rows.with_columns(**{f"{name}_place": place for name, place in places.items()})
    top, top_gap = (nw.col(f"{name}_place").fill_null(_NEVER) <= TOP_UNITS for name in ("amount", "gap"))
    positive = nw.when(nw.col("amount") > 0).then(nw.col("amount"))
    return _added_up(
        rows,
        {
            "top": nw.when(top).then(nw.col("amount")),
            "top_gap": nw.when(top_gap).then(nw.col("gap")),
            "short_units": nw.when(nw.col("gap").fill_null(0) > 0).then(1),
            "ranked_units": nw.when(~nw.col("amount").is_null()).then(1),
            "positive_sum": positive,
            "amount_sum": nw.col("amount"),
            # of the units by falling amounts: rank 1 has weight n - 1, the last one 1 - n
            "ranks_by_amount": nw.col("amount_place") * positive,
        },
    )


def by_county(units: Frame) -> Frame:
    """Sum by county and month what else `told_units` tells, besides the measures over units."""
    flags = ("received_unreadable", "measured_unreadable", "zero_kind_unreadable", "unreadable_return", "comparable")
    compared = {
        f"compared_{name}": nw.col(f"{name}_sum" if name in COMPARED else name)
        for name in (*COMPARED, *COMPARED.values(), *(f"{base}{DOUBT}" for base in COMPARED.values()))
    }
    return _added_up(
        units,
        {
            "own_returns": nw.when(nw.col("stated") & ~nw.col("carried")).then(1),
            **{name: nw.when(nw.col(name)).then(1) for name in ("unsplit_kind", "unsplit_category")},
            **{f"any_{name}": nw.when(nw.col(name)).then(1) for name in flags},
            **{name: nw.when(nw.col("comparable")).then(amount) for name, amount in compared.items()},
        },
    )


def _added_up(rows: Frame, parts: Mapping[str, nw.Expr]) -> Frame:
    """Sum whole numbers by county and month; nothing where there are none."""
    rows = rows.select(*MONTH, *(one.fill_null(0).cast(nw.Int64).alias(name) for name, one in parts.items()))
    return rows.group_by(*MONTH).agg(nw.col(*parts).sum())


def leaps(progress: Frame) -> Frame:
    """Give what came over several months at once: county, year, previous and place (the first and the last one's), leap (fen)."""
    own = progress.filter(nw.col("leaps"))
    return own.group_by("county", "year", "previous", "place").agg(nw.col("leap").sum())


def increments(money: Frame, base: Frame, units: Frame) -> Frame:
    """Give the increases over last year by unit and fund category: `UNIT`, increase_fen, received_unreadable.

    `money` and `base` are sums of lines by unit, month and category (`category_money`), `base` under the month that it
    stands beside. Of a unit for which nothing stands nobody can say that it gained.
    """
    keys = [*UNIT, "fund_category"]
    last = base.rename({name: f"last_{name}" for name in (*keys, "received", f"received{DOUBT}")})
    both = money.join(last, left_on=keys, right_on=[f"last_{key}" for key in keys], how="full")
    keyed = both.select(
        *(nw.coalesce(nw.col(key), nw.col(f"last_{key}")).alias(key) for key in UNIT),
        *(
            nw.col(name).fill_null(0)
            for name in ("received", f"received{DOUBT}", "last_received", f"last_received{DOUBT}")
        ),
    )
    more, hidden = nw.col("received") - nw.col("last_received"), nw.col(f"last_received{DOUBT}") > 0
    stated = units.filter(nw.col("stated")).select(*UNIT)
    return keyed.join(stated, on=UNIT, how="inner").select(
        *UNIT,
        increase_fen=nw.when(~hidden & (more > 0)).then(more).otherwise(0),
        received_unreadable=hidden | (nw.col(f"received{DOUBT}") > 0),
    )


def category_money(lines: Frame) -> Frame:
    """Sum the money received by unit, month and fund category."""
    return summed(lines, {"received": measures()["received"]}, [*UNIT, "fund_category"], ("", DOUBT))
