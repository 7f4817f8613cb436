"""Which files stand for a unit in a month, and whether it came in time."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from zzlib.decisions.kind import FileDecisions
from zzlib.decisions.kinds.rows import ON_BEHALF
from zzlib.issues import Issue, issue
from zzlib.ledger.claims import Claim, Standing
from zzlib.ledger.completeness import Chosen, choose, partial_issue
from zzlib.ledger.foreign import foreign_issues
from zzlib.ledger.identity import UnitProjects
from zzlib.ledger.registry import Registry, name_key
from zzlib.money import display_money
from zzlib.periods import following_month_day
from zzlib.returns.extraction import Record, Value
from zzlib.vocabulary import Filing, Level

_GOES_ON = "sheet_goes_on"


@dataclass(frozen=True)
class UnitReturn:
    """What a unit filed for a month: the return that is used, if any, the state of filing, whether there was another.

    `claim` is the first of the files that count together, `supplements` are the others. `undecided` tells that a file, or
    rows of one, wait for a person to say whether they count: any of the unit's amounts may be another. `filed_by` is the
    unit that filed on behalf of this one, which has no return of its own.
    """

    unit_id: str
    period: str
    filing: Filing
    claim: Claim | None = None
    received_at: str = ""
    resubmitted: bool = False
    supplements: tuple[Claim, ...] = ()
    asked: tuple[Claim, ...] = ()
    filed_by: str = ""

    @property
    def files(self) -> tuple[Claim, ...]:
        """The files whose rows count, in the order in which they came."""
        return (self.claim, *self.supplements) if self.claim else ()

    @property
    def undecided(self) -> bool:
        """Whether something that came waits for a decision, or for a heading without which it can't be read."""
        waits = (not row.answer for claim in self.files for row in claim.foreign)
        return bool(self.asked) or any(waits) or any(i.code == _GOES_ON for c in self.files for i in c.issues)

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
        if claim.unit_id in by_unit and claim.standing in (Standing.READABLE, Standing.UNREADABLE):
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


def on_behalf(returns: Mapping[str, UnitReturn], due_day: int) -> dict[str, UnitReturn]:
    """Give the returns of units that filed nothing themselves, but of which another files rows on their behalf.

    A person said so. What the unit itself sends takes their place, read or not.
    """
    rows: dict[str, list[Claim]] = {}
    filers: dict[str, str] = {}
    for filer, claim in [(unit_id, claim) for unit_id, filed in returns.items() for claim in filed.files]:
        said = [row for row in claim.foreign if row.answer == ON_BEHALF]
        for named in dict.fromkeys(row.named for row in said):
            records = tuple(row.record for row in said if row.named == named)
            part = replace(claim, unit_id=named, extraction=replace(claim.extraction, records=records), foreign=())
            rows.setdefault(named, []).append(part)
            filers.setdefault(named, filer)
    found = {}
    for unit_id, claims in rows.items():
        if (own := returns.get(unit_id)) and own.filing is Filing.MISSING:
            due = following_month_day(own.period, due_day)
            filed = _return_of(unit_id, own.period, claims, claims, Chosen(tuple(claims)), due)
            found[unit_id] = replace(filed, resubmitted=False, filed_by=filers[unit_id])
    return found


def foreign_rows(returns: Mapping[str, UnitReturn], registry: Registry) -> list[Issue]:
    """Say of each row that names another unit that it isn't counted here, and whether that unit filed itself."""
    own_projects = {
        unit_id: {name_key(name.value or "") for c in own.files for r in c.extraction.records if (name := _name(r))}
        for unit_id, own in returns.items()
        if own.files and not own.filed_by
    }
    said = [
        issue
        for own in returns.values()
        for claim in own.files
        for issue in foreign_issues(claim.foreign, own.place_of(claim), registry, own_projects)
    ]
    return said + [_filed_by(own, registry) for own in returns.values() if own.filed_by]


def _name(record: Record) -> Value | None:
    return record.fields.get("project_name")


def _filed_by(filed: UnitReturn, registry: Registry) -> Issue:
    """Say of a unit that another filed for it, and what."""
    records = [record for claim in filed.files for record in claim.extraction.records]
    fen = sum(value.fen or 0 for record in records if (value := record.fields.get("received")))
    names = {"unit": registry.ids[filed.unit_id], "other": registry.ids[filed.filed_by]}
    return issue("filed_on_behalf", **filed.place(), **names, rows=len(records), received=display_money(fen))


def _return_of(
    unit_id: str, period: str, own: list[Claim], readable: list[Claim], chosen: Chosen, due: date
) -> UnitReturn:
    if not own:
        return UnitReturn(unit_id, period, Filing.MISSING)
    if not readable:
        return UnitReturn(unit_id, period, Filing.UNREADABLE, resubmitted=len(own) > 1)
    # The first readable return decides; what replaced it under the same name does not make the unit late. Of returns of
    # the units that it was made from, each.
    sources = dict.fromkeys(c.former for c in readable)
    filing = max((_timed([c for c in readable if c.former == source], due) for source in sources), key=_WORST.index)
    again = len(own) > len(sources) or any(c.arrival.first_received_at not in ("", c.arrival.received_at) for c in own)
    first, *others = chosen.parts
    asked = tuple(claim for claim, _ in chosen.asked)
    received_at = chosen.parts[-1].arrival.received_at
    return UnitReturn(unit_id, period, filing, first, received_at, again, tuple(others), asked)


_WORST = (Filing.ON_TIME, Filing.UNTIMED, Filing.LATE)


def _timed(readable: list[Claim], due: date) -> Filing:
    days = [_day(c.arrival.first_received_at) for c in readable]
    known = [day for day in days if day is not None]
    if any(day <= due for day in known):
        return Filing.ON_TIME
    return Filing.LATE if len(known) == len(days) else Filing.UNTIMED


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
            about = {"unit": unit, "chosen": chosen.arrival.file, "unread": _unread(claim)}
            issues.append(issue(code, **about, **place))
    return issues


def _unread(claim: Claim) -> str:
    """Say why a file that is past could not be read, `""` of one that could."""
    said = [i.message for i in claim.issues if i.level is Level.ERROR] if claim.standing is Standing.UNREADABLE else []
    return f"（它也没有读出：{said[0]}）" if said else ""


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
