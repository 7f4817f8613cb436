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
    """What a unit filed for a month: the return that is used, if any, the state of filing, whether there was another."""

    unit_id: str
    period: str
    filing: Filing
    claim: Claim | None = None
    received_at: str = ""
    resubmitted: bool = False

    def place(self) -> dict[str, str]:
        """Give the place of what is said about the return: the month in whose folder it lies, the unit, the file."""
        arrival = self.claim.arrival if self.claim else None
        period, file = (arrival.period, arrival.file) if arrival else (self.period, "")
        return {"period": period, "unit_id": self.unit_id, "file": file}


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
            (c for c in own if c.standing is Standing.READABLE),
            key=lambda c: (c.arrival.received_at, c.later, c.arrival.file),
        )
        returns[unit_id] = _return_of(unit_id, period, own, readable, due)
        issues += _bad_times(readable)
        issues += _passed_over(own, readable, unit_names[unit_id])
    return returns, issues


def _return_of(unit_id: str, period: str, own: list[Claim], readable: list[Claim], due: date) -> UnitReturn:
    if not own:
        return UnitReturn(unit_id, period, Filing.MISSING)
    if not readable:
        return UnitReturn(unit_id, period, Filing.UNREADABLE, resubmitted=len(own) > 1)
    # The first readable return decides; what replaced it under the same name does not make the unit late.
    days = [_day(c.arrival.first_received_at) for c in readable]
    known = [day for day in days if day is not None]
    if any(day <= due for day in known):
        filing = Filing.ON_TIME
    else:
        filing = Filing.LATE if len(known) == len(days) else Filing.UNTIMED
    again = len(own) > 1 or any(c.arrival.first_received_at not in ("", c.arrival.received_at) for c in own)
    return UnitReturn(unit_id, period, filing, readable[-1], readable[-1].arrival.received_at, again)


def is_past(claim: Claim, chosen: Claim | None) -> bool:
    """Tell whether a file no longer matters because a return that can be read came later, or was preferred to it."""
    if chosen is None or claim is chosen or claim.unit_id != chosen.unit_id:
        return False
    later = not claim.arrival.received_at or claim.arrival.received_at > chosen.arrival.received_at
    return claim.standing is Standing.READABLE or (claim.standing is Standing.UNREADABLE and not later)


def _passed_over(own: list[Claim], readable: list[Claim], unit: str) -> list[Issue]:
    """Say of each file that is past which one stands for it; equal times of readable ones need a decision."""
    chosen = readable[-1] if readable else None
    issues = []
    for claim in own:
        if chosen is not None and is_past(claim, chosen):
            times = {claim.arrival.received_at, chosen.arrival.received_at}
            same_time = (len(times) == 1 or "" in times) and claim.later == chosen.later
            undecided = claim in readable and same_time
            code = "file_order_unknown" if undecided else "file_repeated"
            place = {"period": claim.arrival.period, "unit_id": claim.unit_id, "file": claim.arrival.file}
            issues.append(issue(code, unit=unit, chosen=chosen.arrival.file, **place))
    return issues


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
