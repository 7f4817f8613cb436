"""The rows of `unit_months`: each unit of the ledger's period in every month, whatever units there were then."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from zzlib.ledger.counting import Counting
from zzlib.ledger.homes import Homes
from zzlib.ledger.lines import Line
from zzlib.ledger.unit_month import UnitMonth
from zzlib.ledger.year import Year
from zzlib.rhythm import Rhythm
from zzlib.vocabulary import Filing

Rows = list[dict[str, Any]]

_WORST = (Filing.ON_TIME, Filing.UNTIMED, Filing.LATE, Filing.MISSING, Filing.UNREADABLE)


def unit_rows(
    year: Year, period: str, homes: Homes, counting: Counting, rhythm: Rhythm, money: Collection[str]
) -> Rows:
    """Give the rows, by month and in order of precedence, of the units that there are in `period`.

    `money` are the amounts of fund lines: where one can't be read, the unit is incomplete.

    There is none of a month in which neither the unit nor one that it came out of was there.
    """
    members = year.registry.members(period)
    units = [unit for unit in year.registry.units.to_dict("records") if unit["unit_id"] in members]
    rows: Rows = []
    for month, standing in year.months.items():
        came: dict[str, list[str]] = {}
        for filer in standing:
            for unit_id, _ in year.registry.changes.successors(filer, month, period):
                came.setdefault(unit_id, []).append(filer)
        own = (unit for unit in units if unit["unit_id"] in came)
        rows += [
            _row_of(unit, year, month, came[unit["unit_id"]], period, homes, counting, rhythm, money) for unit in own
        ]
    return rows


def _row_of(
    unit: Mapping[Any, Any], year: Year, month: str, came: list[str], period: str, homes: Homes, counting: Counting,
    rhythm: Rhythm, money: Collection[str],
) -> dict[str, Any]:  # fmt: skip
    """Give the row of a month for a unit, which is or `came` out of these."""
    unit_id, standing, changes = unit["unit_id"], year.months[month], year.registry.changes
    own = changes.bearer(unit_id, month)
    known = own in came
    kept = standing[own if known else came[0]]
    filed = ((filer, line) for filer in came for line in standing[filer].lines)
    lines = [line for filer, line in filed if homes.home(filer, month, period, line.project_id) == unit_id]
    row = _unit_row(unit, month, kept, lines, counting, money) | {
        "stand_in": _stand_in(unit_id, kept, lines, year, rhythm)
    }
    if came == [own]:
        return row
    stood = [standing[u] for u in came]
    filing = max((m.filed.filing for m in stood), key=_WORST.index)
    names = year.registry.ids
    return row | {
        "filing": row["filing"] if known else filing.value,
        "stated": any(m.stated for m in stood),
        "filed_this_year": any(m.filed_this_year for m in stood),
        # of a month in which one of them has nothing the whole is not known, as of one that is carried
        "carried": any(m.stated for m in stood) and any(m.carried_from or not m.stated for m in stood),
        "carried_from": max(m.carried_from for m in stood),
        "incomplete": any(m.filed.filing is Filing.UNREADABLE or m.undecided for m in stood) or row["incomplete"],
        "undecided": any(m.undecided for m in stood),
        **({} if known else {"received_at": "", "file": "", "resubmitted": False, "filed_by": ""}),
        "formerly": "" if known else "、".join(f"{names[u]}{standing[u].filed.filing.label}" for u in came),
    }


def _stand_in(unit_id: str, month: UnitMonth, lines: list[Line], year: Year, rhythm: Rhythm) -> str:
    """Say which returns stand in for a missing one: 2013年6月, or of units that it came out of, each with its month."""
    if not month.carried_from:
        return ""
    filers = {line.unit_id: line.period for line in lines}
    if filers.keys() <= {unit_id}:
        return rhythm.name(month.carried_from)
    return "、".join(f"{year.registry.ids[filer]}{rhythm.name(period)}" for filer, period in filers.items())


def _unit_row(
    unit: Mapping[Any, Any], period: str, month: UnitMonth, lines: Iterable[Line], counting: Counting,
    money: Collection[str],
) -> dict[str, Any]:  # fmt: skip
    amounts_unreadable = any(
        value.unreadable or counting.hides(line.category, value.fen)
        for line in lines
        for value in (line.value(field) for field in (*money, "land_granted"))
    )
    claim = month.filed.claim
    return {
        "period": period,
        "unit_id": unit["unit_id"],
        "unit": unit["name"],
        "group": unit["group"],
        "ranked": unit["ranked"],
        "rank_unreadable": unit["rank_unreadable"],
        "filing": month.filed.filing.value,
        "stated": month.stated,
        "filed_this_year": month.filed_this_year,
        "carried": bool(month.carried_from),
        "carried_from": month.carried_from,
        "stand_in": "",
        "incomplete": month.filed.filing is Filing.UNREADABLE or amounts_unreadable or month.undecided,
        "undecided": month.undecided,
        "estimated": month.estimated,
        "received_at": month.filed.received_at,
        "file": claim.arrival.file if claim and not month.filed.filed_by else "",
        "resubmitted": month.filed.resubmitted,
        "filed_by": month.filed.filed_by,
        "formerly": "",
    }
