"""What stands for each unit in a month: its return, an earlier one carried forward, or nothing (contracts, section 4)."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property

from zzlib.synthetic.amounts import WAN
from zzlib.synthetic.filings import Return
from zzlib.synthetic.plan import PlannedCounty
from zzlib.synthetic.projects import NEVER, PlannedRow, Project
from zzlib.synthetic.reorganised import came_from, form_of, last_change, members, parts, shared
from zzlib.synthetic.spec import EDGES, TargetSpec, UnitSpec, words
from zzlib.vocabulary import Band, Filing, Stage, ZeroKind

_WON_BY = ("awarded", "allotted", "received")
_ASIDE = (Stage.STOPPED, Stage.WITHDRAWN, Stage.ADJUSTED, Stage.RECLAIMED)


def every_row(_row: PlannedRow) -> bool:
    """Choose all rows."""
    return True


@dataclass(frozen=True)
class StandingReturn:
    """A unit in a month: how it filed, and the return that stands for it (`None`: nothing can be said).

    `columns` are the fields that the form of each row's return asks for: of others nothing is known. `target_fen` and
    `target_projects` are what holds of targets in the month (`None`: none). `estimated` tells that nobody has said which
    projects with money of a unit that was split are this one's. `edges` are the completions at which the county's bands
    high and middle begin.
    """

    unit: UnitSpec
    filing: Filing
    filed_this_year: bool
    source: Return | None
    carried: bool
    columns: tuple[frozenset[str], ...]
    undecided: bool = False
    estimated: bool = False
    target_fen: int | None = None
    target_projects: int | None = None
    edges: tuple[Decimal, Decimal] = EDGES

    @cached_property
    def rows(self) -> tuple[tuple[int, PlannedRow], ...]:
        """The rows that stand, with their index in the return."""
        return (
            tuple((n, row) for n, row in enumerate(self.source.rows) if n not in self.source.foreign)
            if self.source
            else ()
        )

    @cached_property
    def projects(self) -> dict[Project, list[tuple[int, PlannedRow]]]:
        """The projects that stand, each with its rows."""
        projects: dict[Project, list[tuple[int, PlannedRow]]] = {}
        for number, row in self.rows:
            projects.setdefault(row.project, []).append((number, row))
        return projects

    @property
    def _lost(self) -> frozenset[tuple[int, str]]:
        return self.source.unreadable if self.source else frozenset()

    def is_lost(self, number: int, field: str) -> bool:
        """Tell whether an amount of a row can't be read."""
        return (number, field) in self._lost

    def money(self, field: str, chosen: Callable[[PlannedRow], bool] = every_row) -> int:
        """Add up what can be read of an amount over the rows that count and are chosen (fen)."""
        return sum(
            row.money(field)
            for number, row in self.rows
            if row.line.counts and chosen(row) and not self.is_lost(number, field)
        )

    def knows(self, field: str) -> bool:
        """Tell whether anything of an amount can be read: where nothing can, it is not zero."""
        lost = any(row.line.counts and self.is_lost(number, field) for number, row in self.rows)
        return self.source is not None and not (lost and self.money(field) == 0)

    def incomplete_in(self, fields: Iterable[str], chosen: Callable[[PlannedRow], bool] = every_row) -> bool:
        """Tell whether figures that use these fields of the chosen rows lack something of the unit."""
        if self.filing == Filing.UNREADABLE or self.undecided:
            return True
        wanted, rows = set(fields), dict(self.rows)
        return any(field in wanted and number in rows and chosen(rows[number]) for number, field in self._lost)

    @property
    def incomplete(self) -> bool:
        """Tell whether anything of the unit can't be read."""
        return self.filing == Filing.UNREADABLE or self.undecided or bool(self._lost)

    @property
    def target(self) -> int | None:
        """The unit's annual target of funds in fen; `None` when there is none or it is 0."""
        return self.target_fen or None

    @cached_property
    def received(self) -> int:
        """What the unit is known to have received (fen)."""
        return self.money("received")

    @cached_property
    def band(self) -> Band:
        """Where the unit stands against its target."""
        if not self.filed_this_year:
            return Band.UNFILED
        if self.source is None or any(self.is_lost(number, "received") for number, _ in self.rows):
            return Band.UNKNOWN
        if self.received <= 0:
            return Band.UNKNOWN if self.undecided or self.estimated else Band.ZERO
        if self.target is None:
            return Band.NO_TARGET
        high, middle = self.edges
        if self.received >= self.target * high:
            return Band.HIGH
        return Band.MIDDLE if self.received >= self.target * middle else Band.LOW

    @cached_property
    def zero_kind(self) -> ZeroKind | None:
        """Why a unit of the band zero has received nothing; `None` outside it."""
        if self.band != Band.ZERO:
            return None
        if self.received < 0:
            return ZeroKind.RECLAIMED
        if any(self.won_money(project) for project in self.projects):
            return ZeroKind.WON_NOT_RECEIVED
        return ZeroKind.LAND_ONLY if self.land > 0 else ZeroKind.NOTHING

    @property
    def zero_kind_unsure(self) -> bool:
        """Tell whether what can't be read may be of a kind that goes before."""
        hidden = {ZeroKind.LAND_ONLY: _WON_BY, ZeroKind.NOTHING: (*_WON_BY, "land_granted")}
        wanted = hidden.get(self.zero_kind, ()) if self.zero_kind else ()
        return any(self.is_lost(number, field) for number, _ in self.rows for field in wanted)

    def at_stake(self, field: str, chosen: Callable[[PlannedRow], bool]) -> bool:
        """Tell whether an amount of the rows that are chosen and count is not nothing, or can't be read."""
        rows = ((number, row) for number, row in self.rows if row.line.counts and chosen(row))
        return any(self.is_lost(number, field) or row.money(field) for number, row in rows)

    def won(self, project: Project) -> bool:
        """Tell whether a project is known to have won money (any of its lines, bonds too) or land."""
        return self.won_money(project) or land_of(self.projects[project]) > 0

    def won_money(self, project: Project) -> bool:
        """Tell whether a project is known to have won money."""
        rows = self.projects[project]
        return any(row.money(field) > 0 and not self.is_lost(n, field) for n, row in rows for field in _WON_BY)

    def lacks_land(self, project: Project) -> bool:
        """Tell whether a project that builds something and is not put aside was granted less land than it needs."""
        rows = self.projects[project]
        said = {(number, field) for number, field, _ in self.source.raw} if self.source else set()
        aside = any(row.values["stage"] in _ASIDE and (n, "stage") not in said for n, row in rows)
        asked = "land_needed" in self.columns[rows[0][0]]
        return asked and not aside and self._builds(rows) and mu_of(rows, "land_needed") > land_of(rows)

    def _builds(self, rows: list[tuple[int, PlannedRow]]) -> bool:
        """Tell whether money of a project builds something; of money whose category its return doesn't ask for, it may."""
        facts = words("words")["categories"]
        told = {row.line.category for n, row in rows if "fund_category" in self.columns[n]}
        return len(told) == 0 or any(facts.get(category, {}).get("builds", True) for category in told)

    def may_have_won(self, project: Project) -> bool:
        """Tell whether something of a project can't be read by which it may have won money or land."""
        fields = (*_WON_BY, "land_granted")
        return any(self.is_lost(number, field) for number, _ in self.projects[project] for field in fields)

    def awarded(self, project: Project) -> int:
        """Give what a project is known to have been awarded over its lines (fen)."""
        return sum(row.money("awarded") for n, row in self.projects[project] if not self.is_lost(n, "awarded"))

    @property
    def land(self) -> Decimal:
        """The mu granted to the unit's projects."""
        return sum((land_of(rows) for rows in self.projects.values()), Decimal(0))


def land_of(rows: list[tuple[int, PlannedRow]]) -> Decimal:
    """Give the mu granted to a project: the largest over its lines."""
    return mu_of(rows, "land_granted")


def mu_of(rows: list[tuple[int, PlannedRow]], field: str) -> Decimal:
    """Give a project's mu of a field: the largest over its lines."""
    values = [row.values[field] for _, row in rows]
    return max((value for value in values if isinstance(value, Decimal)), default=Decimal(0))


def standings(county: PlannedCounty, returns: list[Return], month: int) -> list[StandingReturn]:
    """Give what stands for every unit of a month, in order of precedence."""
    known = [item for item in returns if item.known_unit and item.month <= month]
    targets = targets_of(county, month)
    made = []
    for unit in members(county, month):
        standing = _standing(county, unit, known, month, month)
        funds, projects = targets.get(unit.id, (None, None))
        made.append(replace(standing, target_fen=funds, target_projects=projects, edges=county.spec.edges))
    return made


def _standing(county: PlannedCounty, unit: UnitSpec, known: list[Return], month: int, now: int) -> StandingReturn:
    """Give what stands for a unit in a month, by what is known from the returns up to the month `now`."""
    since = last_change(county, unit.id, month)
    claimed = [item for item in known if item.unit_id == unit.id and since <= item.month <= month]
    current = [item for item in claimed if item.month == month]
    readable = [item for item in claimed if item.readable]
    source = max((i for i in readable if not i.asked), key=lambda item: (item.month, item.received_at), default=None)
    # What waits for a decision in the month of the rows that stand, or in this one, is open still.
    open_in = {month, source.month if source else month}
    undecided = any(item.undecided or item.asked for item in claimed if item.month in open_in)
    before = [_standing(county, one, known, since - 1, now) for one in _before(county, unit.id, since)]
    filed = bool(claimed) or any(standing.filed_this_year for standing in before)
    carried = source is not None and source.month < month
    if source is None and any(standing.source for standing in before):
        return replace(_joined(county, unit, before, known, since, now), filing=_filing(current), filed_this_year=filed)
    asks = frozenset(form_of(county, unit.id, source.month if source else month).columns)
    columns = (asks,) * (len(source.rows) if source else 0)
    return StandingReturn(unit, _filing(current), filed, source, carried, columns, undecided)


def _before(county: PlannedCounty, unit_id: str, since: int) -> list[UnitSpec]:
    """Give the units whose things came to a unit, or stayed its own, when it last changed."""
    sources = came_from(county, unit_id, since) if since else []
    return [unit for unit in members(county, since - 1) if unit.id in sources]


def _joined(
    county: PlannedCounty, unit: UnitSpec, before: list[StandingReturn], known: list[Return], since: int, now: int
) -> StandingReturn:
    """Put together what stood for the units that came to one: of each the projects that the unit has."""
    rows: list[PlannedRow] = []
    columns: list[frozenset[str]] = []
    lost: set[tuple[int, str]] = set()
    estimated = any(standing.estimated for standing in before)
    for standing in before:
        homes, unsure = _homes(county, standing, known, since, now)
        estimated = estimated or unit.id in unsure
        for number, row in standing.rows:
            if homes[row.project] == unit.id:
                lost |= {(len(rows), field) for n, field in standing._lost if n == number}
                rows.append(row)
                columns.append(standing.columns[number])
    sources = [standing.source for standing in before if standing.source]
    source = replace(sources[0], rows=tuple(rows), unreadable=frozenset(lost), foreign=frozenset(), raw=())
    undecided = any(standing.undecided for standing in before)
    return StandingReturn(unit, Filing.MISSING, True, source, True, tuple(columns), undecided, estimated)


def _homes(
    county: PlannedCounty, standing: StandingReturn, known: list[Return], since: int, now: int
) -> tuple[dict[Project, str], set[str]]:
    """Tell which of the units that came out of one has each of its projects, by what returns name; and who may have others.

    A project that none of them has named is with those that reported last, or not yet; among several by their shares.
    """
    unit_id = standing.unit.id
    heirs = parts(county, unit_id, since - 1, since)
    own = [i for i in known if i.unit_id in heirs and i.month >= since and i.readable and not i.asked]
    named = {row.project: item.unit_id for item in reversed(own) for row in item.rows}
    first = {heir: min((i.month for i in own if i.unit_id == heir), default=NEVER) for heir in heirs}
    late = {heir: share for heir, share in heirs.items() if first[heir] == max(first.values())}
    reported = [i for i in known if i.unit_id == unit_id and i.month < since and i.readable and not i.asked]
    order = list(dict.fromkeys(row.project for item in reported for row in item.rows))
    sizes = {p: max(0, sum(row.money("received") for _, row in rows)) for p, rows in standing.projects.items()}
    homes = {project: named[project] for project in standing.projects if project in named}
    total = sum(late.values())
    unknown = sorted((p for p in standing.projects if p not in named), key=lambda p: (-sizes[p], order.index(p)))
    money, number = sum(sizes[p] for p in unknown), len(unknown)
    for project in unknown:
        given = {heir: [p for p in unknown if homes.get(p) == heir] for heir in late}
        homes[project] = max(
            late,
            key=lambda heir: (
                late[heir] / total * money - sum(sizes[p] for p in given[heir]),
                late[heir] / total * number - len(given[heir]),
            ),
        )
    return homes, set(late) if len(late) > 1 and money else set()


def targets_of(county: PlannedCounty, month: int) -> dict[str, tuple[int | None, int]]:
    """Give unit -> what holds of targets (fen, projects): its own from its month on, else what passed on to it."""
    last: dict[str, tuple[int, TargetSpec]] = {}
    for unit in county.spec.units:
        for since, target in ((1, unit.target), *unit.revisions):
            if target and since <= month:
                last[unit.id] = (since, target)
    found: dict[str, tuple[int | None, int]] = {}
    for unit_id, (since, target) in last.items():
        heirs = parts(county, unit_id, since, month)
        shares = list(heirs.values())
        funds = [None] * len(heirs) if target.funds_wan is None else shared(target.funds_wan * WAN, shares)
        for heir, fen, projects in zip(heirs, funds, shared(target.projects, shares), strict=True):
            # Who has a target from the change on, or later, has no part of an earlier one.
            if heir == unit_id or last.get(heir, (0,))[0] < _came(county, unit_id, heir, since, month):
                before = found.get(heir, (None, 0))
                amount = fen if before[0] is None else before[0] + (fen or 0)
                found[heir] = (amount, before[1] + projects)
    return found


def _came(county: PlannedCounty, unit_id: str, heir: str, since: int, month: int) -> int:
    """Give the first month after `since` in which a part of what one unit had is another's."""
    return next(m for m in range(since + 1, month + 1) if heir in parts(county, unit_id, since, m))


def _filing(current: list[Return]) -> Filing:
    """Give how a unit filed: the first readable return decides whether it came in time."""
    if not current:
        return Filing.MISSING
    readable = [item for item in current if item.readable]
    return min(readable, key=lambda item: item.received_at).filing if readable else Filing.UNREADABLE
