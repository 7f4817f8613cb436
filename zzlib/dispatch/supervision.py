"""Supervision of money and works: what became of each project's money month by month, and what of it stands still."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from zzlib.dispatch.items import Dispatch
from zzlib.indicators import Month
from zzlib.ledger.places import Place

STEPS = ("awarded", "allotted", "received", "paid")
"""The amounts of a project, in the order in which money comes and goes."""

STATES = {
    "idle": "长期闲置", "overpaid": "支付超过到位", "unstarted": "到位久未开工", "unarrived": "批复久未到位",
    "start_overdue": "逾期未开工", "finish_overdue": "逾期未竣工",
}  # fmt: skip
"""What may be wrong with a project's money or works (flags of `zzlib.indicators.flags`), and how it is said."""


@dataclass(frozen=True)
class MonthMoney:
    """A project's amounts of a month, cumulative since January, in fen; `known` tells that the month's own return says them all.

    `uncounted` are those beside that count in no figure, of categories that the county leaves out.
    """

    period: str
    amounts: dict[str, int]
    known: bool
    uncounted: dict[str, int] = field(default_factory=dict)

    @property
    def balance(self) -> int:
        """What was received and is not paid."""
        return self.amounts["received"] - self.amounts["paid"]


@dataclass(frozen=True)
class SupervisedProject:
    """A project that has won money this year, or should have begun: `months` up to now, `states` keys of `STATES`.

    `oldest` is the month in which the oldest money came that is still not paid, `""` where there is none or it can't be told.
    """

    unit_id: str
    project_id: str
    project: str
    stage: str
    total_investment_fen: int | None
    months: tuple[MonthMoney, ...]
    oldest: str
    states: tuple[str, ...]
    place: Place


def supervised(dispatch: Dispatch, month: Month) -> list[SupervisedProject]:
    """Give the projects to be supervised, in the order of the units' precedence."""
    told = dispatch.year.flagged
    lines = told.lines[(told.lines["period"] == month.period) & told.lines["idle"]]
    now = told.projects[told.projects["period"] == month.period]
    now = now.assign(idle=now["project_id"].isin(lines["project_id"]))
    asked = now[now[[f"{step}_fen" for step in STEPS]].ne(0).any(axis=1) | now[list(STATES)].any(axis=1)]
    earlier = told.projects[told.projects["project_id"].isin(asked["project_id"])].sort_values("period", kind="stable")
    beside = _uncounted(dispatch)
    months = {key: _months(rows, beside) for key, rows in earlier.groupby("project_id", sort=False)}
    made = [_supervised(row, months[row["project_id"]], dispatch) for row in asked.to_dict("records")]
    places = {unit: number for number, unit in enumerate(month.units["unit_id"])}
    return sorted(made, key=lambda one: places.get(one.unit_id, len(places)))


def _uncounted(dispatch: Dispatch) -> dict[tuple[str, str], dict[str, int]]:
    """Give what the year's fund lines hold that counts in no figure, by month and project."""
    funding = dispatch.year.ledger.funding
    lines = funding[~funding["counts"].astype(bool)]
    sums = lines.groupby(["period", "project_id"])[[f"{step}_fen" for step in STEPS]].sum()
    found = {}
    for (period, project), own in zip(sums.index, sums.to_numpy().tolist(), strict=True):
        found[str(period), str(project)] = {step: int(fen) for step, fen in zip(STEPS, own, strict=True) if fen}
    return found


def _months(rows: pd.DataFrame, beside: Mapping[tuple[str, str], dict[str, int]]) -> tuple[MonthMoney, ...]:
    hidden = rows["carried"] | rows["paid_hidden"]
    hidden |= rows[[f"{step}_unreadable" for step in STEPS[:-1]]].any(axis=1)
    amounts = rows[[f"{step}_fen" for step in STEPS]].fillna(0).astype("int64").to_numpy().tolist()
    made = []
    for period, project, own, lost in zip(rows["period"], rows["project_id"], amounts, hidden, strict=True):
        uncounted = beside.get((str(period), str(project)), {})
        counted = {step: amount - uncounted.get(step, 0) for step, amount in zip(STEPS, own, strict=True)}
        made.append(MonthMoney(str(period), counted, not lost, uncounted))
    return tuple(made)


def _supervised(row: dict[Any, Any], months: tuple[MonthMoney, ...], dispatch: Dispatch) -> SupervisedProject:
    total = row["total_investment_fen"]
    return SupervisedProject(
        unit_id=row["unit_id"],
        project_id=row["project_id"],
        project=row["project_name"],
        stage=row["stage"],
        total_investment_fen=None if pd.isna(total) else int(total),
        months=months,
        oldest=oldest_unpaid(months),
        states=tuple(state for state in STATES if row[state]),
        place=dispatch.year.places.at(row["source_id"], int(row["row"]), "project_name"),
    )


def oldest_unpaid(months: Iterable[MonthMoney]) -> str:
    """Give the month in which money came that is still not paid, what came first being paid first; `""` where none is or nothing is known."""
    told = list(months)
    if not told or not told[-1].known:
        return ""
    paid = told[-1].amounts["paid"]
    known = (one for one in told if one.known and one.amounts["received"] > paid)
    return next((one.period for one in known), "") if told[-1].balance > 0 else ""
