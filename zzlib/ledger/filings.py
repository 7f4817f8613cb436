"""Which files stand for a unit in a month, and whether it came in time."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from zzlib.issues import Issue, issue
from zzlib.ledger.claims import Claim, Standing
from zzlib.ledger.completeness import Chosen, choose, partial_issue
from zzlib.ledger.decisions import FileDecisions
from zzlib.ledger.foreign import foreign_issues
from zzlib.ledger.identity import UnitProjects
from zzlib.ledger.registry import Registry
from zzlib.periods import following_month_day
from zzlib.returns.extraction import Record
from zzlib.vocabulary import Filing


@dataclass(frozen=True)
class UnitReturn:
    """What a unit filed for a month: the return that is used, if any, the state of filing, whether there was another.

    `claim` is the first of the files that count together, `supplements` are the others. `undecided` tells that a file, or
    rows of one, wait for a person to say whether they count: any of the unit's amounts may be another.
    """

    unit_id: str
    period: str
    filing: Filing
    claim: Claim | None = None
    received_at: str = ""
    resubmitted: bool = False
    supplements: tuple[Claim, ...] = ()
    asked: tuple[Claim, ...] = ()

    @property
    def files(self) -> tuple[Claim, ...]:
        """The files whose rows count, in the order in which they came."""
        return (self.claim, *self.supplements) if self.claim else ()

    @property
    def undecided(self) -> bool:
        """Whether something that came waits for a decision."""
        return bool(self.asked) or any(not row.decided for claim in self.files for row in claim.foreign)

    def place(self, record: Record | None = None) -> dict[str, str]:
        """Give the place of what is said about the return, or a row of it: the month in whose folder it lies, unit, file."""
        return self.place_of(self.files[record.part if record else 0] if self.files else None)

    def place_of(self, claim: Claim | None) -> dict[str, str]:
        """Give the place of what is said about a file of the return."""
        period, file = (claim.arrival.period, claim.arrival.file) if claim else (self.period, "")
        return {"period": period, "unit_id": self.unit_id, "file": file}


def file_returns(
    claims: Iterable[Claim], projects: Mapping[str, UnitProjects], decisions: FileDecisions, names: dict[str, str],
    period: str, due_day: int, before: Mapping[str, Sequence[Record]],
) -> tuple[dict[str, UnitReturn], list[Issue]]:  # fmt: skip
    """Choose each unit's return of a month (the newest that can be read and holds what came before) and speak of the others.

    `projects` are those of each unit so far, `before` its own rows of the month before. Returns a `UnitReturn` for every unit of `names` (id -> name), and issues.
    """
    by_unit: dict[str, list[Claim]] = {unit_id: [] for unit_id in names}
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
        chosen = choose(readable, projects[unit_id], decisions, before.get(unit_id, ()))
        returns[unit_id] = _return_of(unit_id, period, own, readable, chosen, due)
        issues += _bad_times(readable)
        issues += _passed_over(own, readable, returns[unit_id], names[unit_id], chosen.settled)
        issues += [partial_issue(claim, lack, names[unit_id], period) for claim, lack in chosen.asked]
    return returns, issues


def foreign_rows(returns: Mapping[str, UnitReturn], registry: Registry) -> list[Issue]:
    """Say of each row that names another unit that it isn't counted, and whether that unit filed itself."""
    filed = {unit_id for unit_id, own in returns.items() if own.files}
    return [
        said
        for own in returns.values()
        for claim in own.files
        for said in foreign_issues(claim.foreign, own.place_of(claim), registry, filed)
    ]


def _return_of(
    unit_id: str, period: str, own: list[Claim], readable: list[Claim], chosen: Chosen, due: date
) -> UnitReturn:
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
    first, *others = chosen.parts
    asked = tuple(claim for claim, _ in chosen.asked)
    received_at = chosen.parts[-1].arrival.received_at
    return UnitReturn(unit_id, period, filing, first, received_at, again, tuple(others), asked)


def is_past(claim: Claim, filed: UnitReturn) -> bool:
    """Tell whether a file no longer matters because a return that can be read came later, or was preferred to it."""
    if not filed.files or claim.unit_id != filed.unit_id or any(claim is c for c in (*filed.files, *filed.asked)):
        return False
    later = not claim.arrival.received_at or claim.arrival.received_at > filed.received_at
    return claim.standing is Standing.READABLE or (claim.standing is Standing.UNREADABLE and not later)


def _passed_over(own: list[Claim], readable: list[Claim], filed: UnitReturn, unit: str, settled: bool) -> list[Issue]:
    """Say of each file that is past which one stands for it; equal times of readable ones need a decision."""
    issues = []
    for claim in own:
        if is_past(claim, filed):
            chosen = filed.files[-1]
            times = {claim.arrival.received_at, chosen.arrival.received_at}
            same_time = (len(times) == 1 or "" in times) and claim.later == chosen.later
            undecided = claim in readable and same_time and not settled
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
