"""The rows of the door's frames, made of a month's own tables: amounts that count, what each month brought, where it stands."""

from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal
from typing import Any

import narwhals.stable.v2 as nw
import pandas as pd

from zzlib.door.editions import Edition
from zzlib.indicators import Month
from zzlib.indicators.gains import own_amounts
from zzlib.indicators.own_figures import catalogue_of
from zzlib.indicators.project_states import with_stage_times
from zzlib.indicators.units import counted
from zzlib.ledger import Ledger
from zzlib.ledger.counting import funding_apart
from zzlib.ledger.registry import read_registry
from zzlib.money import fen_of
from zzlib.publication.vintages import vintage
from zzlib.vocabulary import Kind
from zzlib.workspace import Workspace

_PROJECT = ["period", "unit_id", "project_id"]
_LINE = ["unit_id", "project_id", "fund_category", "source_level", "counts"]
_KEY = [*_LINE, "number"]
_GAINED = ("received", "awarded")
"""The amounts of which it is told what the month brought."""


def projects_table(edition: Edition) -> pd.DataFrame:
    """Give the month's projects: those of `Month`, amounts (`*_fen`, Int64) of the lines that count, where each stands."""
    month, ledger = edition.month, edition.ledger
    form = ledger.workspace.form
    lines = _lines(edition)
    groups = lines.groupby(_PROJECT, sort=False)
    amounts = [f"{name}{kind}_fen" for name in form.line_money for kind in ("", "_uncounted")]
    summed = groups[[*amounts, *(f"{name}_in_month_fen" for name in _GAINED)]].sum(min_count=1)
    unreadable = groups[[f"{name}_unreadable" for name in form.line_money]].any()
    for name in _GAINED:  # of an amount that can't be read it isn't known what the month brought
        summed[f"{name}_in_month_fen"] = summed[f"{name}_in_month_fen"].mask(unreadable[f"{name}_unreadable"])
    # what is told of a project by its flag 已申报 is no amount
    own = month.projects.drop(columns=[name for name in (*summed, *unreadable) if name in month.projects])
    rows = own.merge(summed.join(unreadable).reset_index(), on=_PROJECT, how="left", validate="1:1")
    times = _stage_times(ledger)
    rows = rows.merge(times, on=["unit_id", "project_id"], how="left", validate="1:1")
    return _placed(rows.assign(month_known=_known(ledger, rows["unit_id"])), ledger, month)


def funding_table(edition: Edition) -> pd.DataFrame:
    """Give the month's fund lines, with their project's name, stage and policy field."""
    month, ledger = edition.month, edition.ledger
    lines = _lines(edition).drop(columns="policy_field")
    of_project = month.projects[[*_PROJECT, "project_name", "policy_field", "stage"]]
    rows = lines.merge(of_project, on=_PROJECT, how="left", validate="m:1")
    return _placed(rows.assign(month_known=_known(ledger, rows["unit_id"])), ledger, month)


def units_table(edition: Edition) -> pd.DataFrame:
    """Give the month's units with what figures tell of each, and what the month brought."""
    month, ledger = edition.month, edition.ledger
    units = month.units
    scopes = "unit:" + units["unit_id"]
    told: dict[str, Any] = {
        "converted": [_whole(value) for value in _of_scopes(month, "projects_converted", scopes)],
        "conversion": [_whole(value, float) for value in _of_scopes(month, "conversion", scopes)],
        "gap_fen": [_whole(value, fen_of) for value in _of_scopes(month, "funds_gap", scopes)],
        "month_known": _known(ledger, units["unit_id"]),
    }
    gained = {f"{name}_in_month_fen": _unit_gain(ledger, units, name) for name in _GAINED}
    return units.assign(**told, **gained)


def figures_table(edition: Edition) -> pd.DataFrame:
    """Give all figures of the month with the name of each scope; money is in yuan, exact (`Decimal`)."""
    month = edition.month
    stated = ({name: getattr(figure, name) for name in _STATED} for figure in month.figures)
    return _named(stated, month.period, month.workspace)


def known_figures(workspace: Workspace, period: str, day: date) -> pd.DataFrame:
    """Give the figures of a month (`""`: the latest) as they were known at the end of a day (`zzlib.publication.vintages`).

    Raises:
        PublicationError: nothing was issued and nothing had been received by then.
    """
    known = vintage(workspace, period, day)
    stated = [
        row
        | {name: Decimal(row[name]) if row[name] else None for name in _EXACT}
        | {"incomplete": row["incomplete"] == "yes"}
        for row in known.figures.values()
    ]
    return _named(stated, known.period, workspace)


_EXACT = ("value", "numerator", "denominator", "carried_yuan")
_STATED = ("figure", "scope", "unit", *_EXACT, "incomplete", "text")


def _named(stated: Iterable[dict[Any, Any]], period: str, workspace: Workspace) -> pd.DataFrame:
    """Give figures with their labels and the names of their scopes."""
    known, kinds = catalogue_of(workspace).figures, dict(workspace.settings.kinds.names)
    names = {f"unit:{unit}": name for unit, name in read_registry(workspace, period).ids.items()}
    names |= {f"kind:{kind}": label for kind, label in ({Kind.UNSTATED.value: Kind.UNSTATED.label} | kinds).items()}
    rows = [
        row
        | {
            "period": period,
            "label": known[row["figure"]].label if row["figure"] in known else row["figure"],
            "scope_kind": row["scope"].partition(":")[0],
            "name": names.get(row["scope"], row["scope"].partition(":")[2]),
            "of_money": row["figure"] in known and known[row["figure"]].of_money,
            "carried_fen": _whole(row["carried_yuan"], fen_of),
        }
        for row in stated
    ]
    return pd.DataFrame(rows)


def _of_scopes(month: Month, figure: str, scopes: pd.Series) -> list[Decimal | None]:
    found = (month.figures.get(figure, scope) for scope in scopes)
    return [None if one is None else one.value for one in found]


def _whole(value: Decimal | None, number: Callable[[Any], float] = int) -> Any:
    return pd.NA if value is None else number(value)


def _lines(edition: Edition) -> pd.DataFrame:
    """Give the month's fund lines, amounts apart by whether they count, with what the month brought."""
    if "lines" not in edition.made:
        month, ledger = edition.month, edition.ledger
        before = ledger.funding[ledger.funding["period"] < month.period]
        rows = funding_apart(month.funding, ledger.workspace.form.line_money)
        gained = {f"{name}_in_month_fen": _gain(month.funding, before, name) for name in _GAINED}
        edition.made["lines"] = rows.assign(**gained)
    return edition.made["lines"]


def _gain(now: pd.DataFrame, before: pd.DataFrame, name: str) -> pd.Series:
    """Give by how much each line differs from what its project last stated this year of such a line; lines that count.

    Of lines that the project no longer has, its first one tells. So over a year all adds up to what was stated last, of
    whatever category, and a project that is left out of a month is held against the one before. An amount that can't be read
    is blank, and the next one is held against the last that could.
    """
    before = _as_last_read(before, name)
    last = before.groupby(_LINE[:2])["period"].transform("max")
    stood = _keyed(before[before["counts"] & (before["period"] == last)]).set_index(_KEY)[f"{name}_fen"].fillna(0)
    keys = pd.MultiIndex.from_frame(_keyed(now)[_KEY])
    gained = now[f"{name}_fen"].where(now["counts"]).fillna(0) - stood.reindex(keys).fillna(0).set_axis(now.index)
    gone = stood[~stood.index.isin(keys)].groupby(level=_LINE[:2]).sum()
    first = ~now.duplicated(_LINE[:2])
    of_first = gone.reindex(pd.MultiIndex.from_frame(now.loc[first, _LINE[:2]])).fillna(0)
    gained[first] = gained[first] - of_first.set_axis(gained[first].index)
    return gained.astype("Int64").mask(now[f"{name}_unreadable"] & now["counts"])


def _as_last_read(lines: pd.DataFrame, name: str) -> pd.DataFrame:
    """Give lines of several months with an amount in the place of each that can't be read: what it was when it could be."""
    read = _keyed(lines).sort_values("period", kind="stable")
    known = read[f"{name}_fen"].mask(read[f"{name}_unreadable"])
    filled = known.groupby([read[column] for column in _KEY]).ffill()
    return lines.assign(**{f"{name}_fen": known.where(~read[f"{name}_unreadable"], filled)})


def _keyed(lines: pd.DataFrame) -> pd.DataFrame:
    """Give a number to the lines of a project that are alike in category and level."""
    return lines.assign(number=lines.groupby(["period", *_LINE]).cumcount())


def _unit_gain(ledger: Ledger, units: pd.DataFrame, name: str) -> pd.Series:
    """Give by how much each unit's amount differs from what stood for it last this year."""
    funding = counted(_as_last_read(ledger.funding, name))
    sums = funding.groupby(["unit_id", "period"])[f"{name}_fen"].sum()
    earlier = ledger.units[(ledger.units["period"] < ledger.period) & ledger.units["stated"]]
    last = earlier.groupby("unit_id")["period"].max()
    stood = sums.reindex(pd.MultiIndex.from_arrays([last.index, last])).droplevel(1)
    before = units["unit_id"].map(stood).astype("Int64").fillna(0)
    now = funding[funding["period"] == ledger.period]
    unread = set(now.loc[now[f"{name}_unreadable"], "unit_id"])
    return (units[f"{name}_fen"].astype("Int64") - before).mask(units["unit_id"].isin(unread))


def _known(ledger: Ledger, unit_ids: pd.Series) -> pd.Series:
    """Tell of units whether the month's own received amount is known: by its own returns of both ends (`monthly_gains`)."""
    periods = list(ledger.workspace.rhythm.until(ledger.period))
    place = len(periods)
    own = own_amounts(ledger, periods)
    known = {unit for unit, amounts in own.items() if place in amounts and (place == 1 or place - 1 in amounts)}
    return unit_ids.isin(known)


def _stage_times(ledger: Ledger) -> pd.DataFrame:
    columns = ["period", "unit_id", "project_id", "stage", "carried"]
    rows = nw.from_native(ledger.projects[columns].assign(county="")).lazy()
    timed = with_stage_times(rows, ledger.period).collect().to_native()
    named = timed.rename(columns={"in_stage": "months_in_stage", "since_first": "stage_since_first"})
    return pd.DataFrame(named[["unit_id", "project_id", "months_in_stage", "stage_since_first"]])


def _placed(rows: pd.DataFrame, ledger: Ledger, month: Month) -> pd.DataFrame:
    """Add the unit's name, and the file and sheet that a row stands in."""
    sources = ledger.sources.set_index("source_id")
    names = dict(zip(month.units["unit_id"], month.units["unit"], strict=True))
    every = read_registry(ledger.workspace, ledger.period).ids
    places = {name: rows["source_id"].map(sources[name]).fillna("").astype("str") for name in ("file", "sheet")}
    return rows.assign(unit=rows["unit_id"].map(every | names).fillna("").astype("str"), **places)
