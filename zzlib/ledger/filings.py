"""Which file stands for a unit in a month, and whether it came in time."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from zzlib.issues import Issue, issue
from zzlib.ledger.claims import Claim, Standing
from zzlib.periods import following_month_day
from zzlib.vocabulary import Filing


@dataclass(frozen=True)
class UnitReturn:
    """What a unit filed for a month: the return that is used, if any, and the state of filing."""

    unit_id: str
    period: str
    filing: Filing
    claim: Claim | None = None
    received_at: str = ""


def file_returns(
    claims: Iterable[Claim], unit_names: dict[str, str], period: str, due_day: int
) -> tuple[dict[str, UnitReturn], list[Issue]]:
    """Choose each unit's return of a month (the newest that can be read) and say what became of the others.

    Returns a `UnitReturn` for every unit of `unit_names` (id -> name), and issues.
    """
    by_unit: dict[str, list[Claim]] = {unit_id: [] for unit_id in unit_names}
    for claim in claims:
        if claim.unit_id and claim.standing in (Standing.READABLE, Standing.UNREADABLE):
            by_unit[claim.unit_id].append(claim)
    due = following_month_day(period, due_day)
    returns, issues = {}, []
    for unit_id, own in by_unit.items():
        readable = sorted(
            (c for c in own if c.standing is Standing.READABLE), key=lambda c: (c.arrival.received_at, c.arrival.file)
        )
        returns[unit_id] = _return_of(unit_id, period, own, readable, due)
        issues += _bad_times(readable)
        for passed_over in readable[:-1]:
            chosen = readable[-1].arrival.file
            place = {"period": period, "unit_id": unit_id, "file": passed_over.arrival.file}
            issues.append(issue("file_repeated", unit=unit_names[unit_id], chosen=chosen, **place))
    return returns, issues


def _return_of(unit_id: str, period: str, own: list[Claim], readable: list[Claim], due: date) -> UnitReturn:
    if not own:
        return UnitReturn(unit_id, period, Filing.MISSING)
    if not readable:
        return UnitReturn(unit_id, period, Filing.UNREADABLE)
    # The first readable return decides; what replaced it under the same name does not make the unit late.
    first = min(_day(c.arrival.first_received_at or c.arrival.received_at) or date.min for c in readable)
    filing = Filing.ON_TIME if first <= due else Filing.LATE
    return UnitReturn(unit_id, period, filing, readable[-1], readable[-1].arrival.received_at)


def _bad_times(readable: list[Claim]) -> list[Issue]:
    return [
        issue("received_at_unreadable", period=a.period, unit_id=c.unit_id, file=a.file, value=a.received_at)
        for c in readable
        if (a := c.arrival).received_at and _day(a.received_at) is None
    ]


def _day(received_at: str) -> date | None:
    try:
        return date.fromisoformat(received_at[:10])
    except ValueError:
        return None
