"""The months of a year put together: each unit's own return, or what is carried forward where there is none."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from zzlib.form import Form
from zzlib.issues import Issue
from zzlib.ledger.arrivals import Arrival
from zzlib.ledger.carrying import standing_months
from zzlib.ledger.changes import FIRST, LATEST, Changes
from zzlib.ledger.claims import Claim, Standing
from zzlib.ledger.corrections import Correction, read_corrections
from zzlib.ledger.decisions import read_file_decisions
from zzlib.ledger.filings import UnitReturn, file_returns, foreign_rows, is_past, on_behalf
from zzlib.ledger.formers import with_whole_returns
from zzlib.ledger.headings import read_headings
from zzlib.ledger.homes import Homes
from zzlib.ledger.identity import Known, Links, UnitProjects, owner_of, read_links
from zzlib.ledger.lines import Line, lines_of
from zzlib.ledger.reading import Reader
from zzlib.ledger.registry import Registry, read_registry
from zzlib.ledger.remembered import decided_money_units, told
from zzlib.ledger.replaced import Replaced, replaced_amounts
from zzlib.ledger.settled import settled
from zzlib.ledger.sumrows import read_sum_rows
from zzlib.ledger.unit_month import UnitMonth
from zzlib.returns.extraction import Record
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
    """All months from January to `period`, and what was said on the way (issues of every month).

    A month holds the units that were units in it, each with what was filed for it then: what of it is whose since is for
    `zzlib.ledger.tables` to say.
    """

    period: str
    registry: Registry
    months: dict[str, dict[str, UnitMonth]]
    claims: "Claims"
    links: Links
    homes: Homes
    issues: list[Issue] = field(default_factory=list)
    left_out: tuple[LeftOut, ...] = ()
    replaced: tuple[Replaced, ...] = ()

    def waiting(self) -> tuple[str, ...]:
        """List the files that no unit has claimed: the period's own, then those of earlier months as `2013-01/a.xlsx`."""
        waiting = [c.arrival for month in self.claims.values() for c in month if c.standing is Standing.WAITING]
        own = [a.file for a in waiting if a.period == self.period]
        return (*own, *(f"{a.period}/{a.file}" for a in waiting if a.period != self.period))

    def counts_elsewhere(self, month: str, unit_id: str, project_id: str) -> bool:
        """Tell whether a project that a unit filed is, by a decision, counted where another unit files it."""
        changes = self.registry.changes
        if owner_of(project_id) not in changes.lineage(unit_id, month):
            return True
        if owner_of(project_id) == unit_id:
            return False
        # Of a unit that was split, two may file one project: a person said which of them it is counted in.
        linked = self._linked(month).get(project_id, {})
        return linked.get(unit_id, False) and not all(linked.values())

    def _linked(self, month: str) -> dict[str, dict[str, bool]]:
        """Give project id -> the units that file it, each with whether a person linked it there by name."""
        if month not in self._links_of_months:
            found: dict[str, dict[str, bool]] = {}
            for unit_id, standing in self.months[month].items():
                for line in standing.lines:
                    linked = self.links.same(unit_id, line.text("project_name")) is not None
                    found.setdefault(line.project_id, {})[unit_id] = linked
            self._links_of_months[month] = found
        return self._links_of_months[month]

    @cached_property
    def _links_of_months(self) -> dict[str, dict[str, dict[str, bool]]]:
        return {}

    def is_apart(self, month: str, unit_id: str, line: Line) -> bool:
        """Tell whether a person has said that a unit's project is not another unit's of the same name."""
        changes = self.registry.changes
        units, whole = changes.lineage(unit_id, month), changes.whole(unit_id, month)
        return self.links.apart(line.text("project_name"), units, whole)


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
    registry = read_registry(workspace, period)
    corrections, correction_issues = read_corrections(workspace, registry)
    decisions = read_file_decisions(workspace)
    links, link_issues = read_links(workspace, registry)
    unusable = (*decisions.issues, *read_headings(workspace).issues, *read_sum_rows(workspace).issues)
    issues = [*registry.issues, *correction_issues, *link_issues, *unusable]
    projects = {unit_id: UnitProjects.after(unit_id, links, known.get(unit_id, ())) for unit_id in registry.ids}
    returns: dict[str, dict[str, UnitReturn]] = {}
    own: dict[str, dict[str, list[Line]]] = {}
    replaced: list[Replaced] = []
    due_day, months = workspace.settings.returns.due_day, workspace.rhythm.until(period)
    claims = claims | {month: with_whole_returns(claims.get(month, []), registry, month) for month in months}
    for earlier, month in zip((FIRST, *months), months, strict=False):
        members = registry.members(month)
        projects = _inherited(projects, members, registry.changes, earlier, month)
        rows = _own_rows(returns.get(earlier, {}), registry.changes, earlier, month)
        returns[month], found = file_returns(claims[month], projects, decisions, members, month, due_day, rows)
        returns[month] |= on_behalf(returns[month], due_day)
        issues += [*found, *foreign_rows(returns[month], registry)]
        current = (
            c
            for c in claims[month]
            if not (c.unit_id in members and is_past(c, returns[month][c.unit_id])) or _lost(c, returns)
        )
        issues += [i for claim in current for i in claim.issues]
        own[month] = {}
        for unit_id, filed in returns[month].items():
            returns[month][unit_id], own[month][unit_id], found = _lines(
                filed, projects[unit_id], corrections, workspace.form
            )
            issues += found
            replaced += replaced_amounts(claims[month], filed, own[month][unit_id])
        issues = settled(issues, [line for of_unit in own[month].values() for line in of_unit])
    homes = Homes(registry.changes)
    for month, of_units in own.items():
        for unit_id, lines in of_units.items():
            if returns[month][unit_id].files:
                homes.add(month, unit_id, lines)
    stood, found = standing_months(returns, own, homes, decisions, registry, workspace)
    said = [*issues, *found]
    return Year(period, registry, stood, claims, links, homes, said, replaced=tuple(replaced))


def _inherited(
    projects: dict[str, UnitProjects], members: Iterable[str], changes: Changes, earlier: str, month: str
) -> dict[str, UnitProjects]:
    """Give the projects that each unit of a month knows: its own so far, and those of the units that came to it since."""
    if not changes.between(earlier, month):
        return projects
    came = changes.sources(projects, earlier, month)
    known = {
        unit_id: projects[unit_id].taking_over(
            [projects[u] for u in came.get(unit_id, ()) if u != unit_id], changes.lineage(unit_id, month)[1:]
        )
        for unit_id in members
    }
    return projects | known


def _own_rows(returns: Mapping[str, UnitReturn], changes: Changes, earlier: str, month: str) -> dict[str, list[Record]]:
    """Give the rows of the return of the month before, of each unit or of those that came to it since."""
    came = changes.sources(returns, earlier, month)
    return {
        unit_id: [r for unit in units for c in returns[unit].files for r in c.extraction.records]
        for unit_id, units in came.items()
    }


def _lost(claim: Claim, returns: dict[str, dict[str, UnitReturn]]) -> bool:
    """Tell whether a file may be the return of an earlier month that has none: then a person has to look."""
    earlier = returns.get(claim.speaks_of, {}).get(claim.unit_id)
    return earlier is not None and earlier.claim is None


def read_claims(workspace: Workspace, arrivals: dict[str, list[Arrival]], on_file: OnFile | None = None) -> Claims:
    """Read all files and put each under the month that it counts in; the costly part of reading a year."""
    reader = Reader.of(workspace, max(arrivals, default=LATEST))
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
    reader.readings.save()
    return claims


def _lines(filed: UnitReturn, projects: UnitProjects, corrections: list[Correction], form: Form) -> _Lines:
    """Give a unit's return and its lines; one whose rows this program stumbles over can't be read."""
    try:
        return filed, *lines_of(filed, projects, corrections, form)
    except Exception as error:
        if filed.claim is None:
            raise
        from zzlib.returns import failed

        said = failed(filed.claim.arrival.file, "", error).issues
        placed = [i.at(**filed.place()) for i in said]
        return replace(filed, filing=Filing.UNREADABLE, claim=None), [], placed
