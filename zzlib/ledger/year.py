"""The months of a year put together: each unit's own return, or what is carried forward where there is none."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace

from zzlib.issues import Issue
from zzlib.ledger.arrivals import Arrival
from zzlib.ledger.claims import Claim, Standing
from zzlib.ledger.corrections import Correction, read_corrections
from zzlib.ledger.decisions import read_file_decisions
from zzlib.ledger.filings import UnitReturn, file_returns, foreign_rows, is_past, on_behalf
from zzlib.ledger.headings import read_headings
from zzlib.ledger.identity import Known, Links, UnitProjects, read_links
from zzlib.ledger.lines import Line, lines_of
from zzlib.ledger.reading import Reader
from zzlib.ledger.registry import Registry, read_registry
from zzlib.ledger.remembered import decided_money_units, told
from zzlib.ledger.sumrows import read_sum_rows
from zzlib.ledger.unchanged import brings_nothing, unchanged
from zzlib.ledger.unit_month import UnitMonth
from zzlib.returns import failed
from zzlib.vocabulary import Filing
from zzlib.workspace import Workspace

OnFile = Callable[[int, int, str], None]
"""Told after each file: how many are read, of how many, and which (`2013-05/a.xlsx`)."""


@dataclass(frozen=True)
class LeftOut:
    """An amount that can't be meant and is left out until a person confirms it: its month, place, field and fen.

    `whole` tells that all amounts of its return are left out.
    """

    period: str
    unit_id: str
    project_id: str
    file: str
    sheet: str
    cell: str
    field: str
    fen: int
    whole: bool


@dataclass(frozen=True)
class Year:
    """All months from January to `period`, and what was said on the way (issues of every month)."""

    period: str
    registry: Registry
    months: dict[str, dict[str, UnitMonth]]
    claims: "Claims"
    links: Links
    issues: list[Issue] = field(default_factory=list)
    left_out: tuple[LeftOut, ...] = ()

    def waiting(self) -> tuple[str, ...]:
        """List the files that no unit has claimed: the period's own, then those of earlier months as `2013-01/a.xlsx`."""
        waiting = [c.arrival for month in self.claims.values() for c in month if c.standing is Standing.WAITING]
        own = [a.file for a in waiting if a.period == self.period]
        return (*own, *(f"{a.period}/{a.file}" for a in waiting if a.period != self.period))


_Lines = tuple[UnitReturn, list[Line], list[Issue]]
Claims = dict[str, list[Claim]]
"""What came for each month, with whose it is."""


def read_year(
    workspace: Workspace, arrivals: dict[str, list[Arrival]], period: str, on_file: OnFile | None = None,
    known: Mapping[str, Iterable[Known]] = {},
) -> Year:  # fmt: skip
    """Read the returns of the year up to `period` and decide what stands for each unit in each month."""
    return put_together(workspace, read_claims(workspace, arrivals, on_file), period, known)


def put_together(workspace: Workspace, claims: Claims, period: str, known: Mapping[str, Iterable[Known]] = {}) -> Year:
    """Decide what stands for each unit in each month of the year up to `period`; `known` are its projects of the years before."""
    registry = read_registry(workspace)
    corrections, correction_issues = read_corrections(workspace, registry)
    decisions = read_file_decisions(workspace)
    links, link_issues = read_links(workspace, registry)
    projects = {unit_id: UnitProjects.after(unit_id, links, known.get(unit_id, ())) for unit_id in registry.ids}
    unusable = (*decisions.issues, *read_headings(workspace).issues, *read_sum_rows(workspace).issues)
    issues = [*registry.issues, *correction_issues, *link_issues, *unusable]
    months: dict[str, dict[str, UnitMonth]] = {}
    before: dict[str, UnitMonth] = {}
    carry = workspace.settings.returns.missing == "carry_forward"
    for month in workspace.rhythm.until(period):
        due_day = workspace.settings.returns.due_day
        rows = {u: [r for c in m.filed.files for r in c.extraction.records] for u, m in before.items()}
        returns, found = file_returns(claims.get(month, []), projects, decisions, registry.ids, month, due_day, rows)
        returns |= on_behalf(returns, due_day)
        issues += [*found, *foreign_rows(returns, registry)]
        current = (
            c for c in claims.get(month, []) if not (c.unit_id and is_past(c, returns[c.unit_id])) or _lost(c, months)
        )
        issues += [i for claim in current for i in claim.issues]
        own: dict[str, list[Line]] = {}
        for unit_id, filed in returns.items():
            returns[unit_id], own[unit_id], found = _lines(filed, projects[unit_id], corrections)
            issues += found
        months[month] = {u: _unit_month(returns[u], own[u], before.get(u), carry) for u in registry.ids}
        for unit_id, unit_month in months[month].items():
            earlier = before.get(unit_id)
            if earlier and brings_nothing(unit_month, earlier):
                months[month][unit_id], found = unchanged(
                    unit_month, earlier, decisions, registry.ids, workspace.rhythm
                )
                issues += found
        before = months[month] | {u: m for u, m in before.items() if not months[month][u].stated}
    return Year(period, registry, months, claims, links, issues)


def _lost(claim: Claim, months: dict[str, dict[str, UnitMonth]]) -> bool:
    """Tell whether a file may be the return of an earlier month that has none: then a person has to look."""
    earlier = months.get(claim.speaks_of, {}).get(claim.unit_id)
    return earlier is not None and earlier.filed.claim is None


def read_claims(workspace: Workspace, arrivals: dict[str, list[Arrival]], on_file: OnFile | None = None) -> Claims:
    """Read all files and put each under the month that it counts in; the costly part of reading a year."""
    reader = Reader.of(workspace)
    total = sum(len(month) for month in arrivals.values())
    read_so_far: list[Claim] = []
    for period, month in arrivals.items():
        for arrival in month:
            read_so_far.append(reader.claimed(arrival))
            if on_file:
                on_file(len(read_so_far), total, f"{period}/{arrival.file}")
    claims: Claims = {period: [] for period in arrivals}
    known = decided_money_units(read_so_far, reader.decisions)
    for claimed in read_so_far:
        if found := known.of(claimed):
            claimed = told(
                reader.claimed(claimed.arrival, found[1].answer), *found, reader.registry.ids, workspace.rhythm
            )
        claims.setdefault(claimed.counted_in, []).append(claimed)
    return claims


def _lines(filed: UnitReturn, projects: UnitProjects, corrections: list[Correction]) -> _Lines:
    """Give a unit's return and its lines; one whose rows this program stumbles over can't be read."""
    try:
        return filed, *lines_of(filed, projects, corrections)
    except Exception as error:
        if filed.claim is None:
            raise
        said = failed(filed.claim.arrival.file, "", error).issues
        placed = [i.at(**filed.place()) for i in said]
        return replace(filed, filing=Filing.UNREADABLE, claim=None), [], placed


def _unit_month(filed: UnitReturn, own: list[Line], before: UnitMonth | None, carry: bool) -> UnitMonth:
    filed_this_year = filed.filing is not Filing.MISSING or (before is not None and before.filed_this_year)
    if filed.claim is not None:
        return UnitMonth(filed, tuple(own), "", True, True, filed.undecided)
    if carry and before is not None and before.stated:
        source = before.carried_from or before.filed.period
        return UnitMonth(filed, before.lines, source, True, filed_this_year, before.undecided)
    return UnitMonth(filed, (), "", False, filed_this_year)
