"""What stands for each unit in a month: its return, an earlier one carried forward, or nothing (contracts, section 4)."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from zzlib.synthetic.amounts import WAN
from zzlib.synthetic.filings import Return
from zzlib.synthetic.plan import County
from zzlib.synthetic.projects import Project, Row
from zzlib.synthetic.spec import UnitSpec
from zzlib.vocabulary import Band, Filing, Stage, ZeroKind

_WON_BY = ("awarded", "allotted", "received")
_ASIDE = (Stage.STOPPED, Stage.WITHDRAWN, Stage.ADJUSTED, Stage.RECLAIMED)


def every_row(_row: Row) -> bool:
    """Choose all rows."""
    return True


@dataclass(frozen=True)
class Standing:
    """A unit in a month: how it filed, and the return that stands for it (`None`: nothing can be said).

    `columns` are the fields that its form asks for: of others nothing is known.
    """

    unit: UnitSpec
    filing: Filing
    filed_this_year: bool
    source: Return | None
    carried: bool
    columns: frozenset[str]
    undecided: bool = False

    @cached_property
    def rows(self) -> tuple[tuple[int, Row], ...]:
        """The rows that stand, with their index in the return."""
        return (
            tuple((n, row) for n, row in enumerate(self.source.rows) if n not in self.source.foreign)
            if self.source
            else ()
        )

    @cached_property
    def projects(self) -> dict[Project, list[tuple[int, Row]]]:
        """The projects that stand, each with its rows."""
        projects: dict[Project, list[tuple[int, Row]]] = {}
        for number, row in self.rows:
            projects.setdefault(row.project, []).append((number, row))
        return projects

    @property
    def _lost(self) -> frozenset[tuple[int, str]]:
        return self.source.unreadable if self.source else frozenset()

    def is_lost(self, number: int, field: str) -> bool:
        """Tell whether an amount of a row can't be read."""
        return (number, field) in self._lost

    def money(self, field: str, chosen: Callable[[Row], bool] = every_row) -> int:
        """Add up what can be read of an amount over the rows that count and are chosen (fen)."""
        return sum(
            row.money(field)
            for number, row in self.rows
            if row.line.counts and chosen(row) and not self.is_lost(number, field)
        )

    def incomplete_in(self, fields: Iterable[str], chosen: Callable[[Row], bool] = every_row) -> bool:
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
        return (self.unit.target.funds_wan or 0) * WAN or None if self.unit.target else None

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
            return Band.UNKNOWN if self.undecided else Band.ZERO
        if self.target is None:
            return Band.NO_TARGET
        if self.received * 100 >= self.target * 80:
            return Band.HIGH
        return Band.MIDDLE if self.received * 100 >= self.target * 25 else Band.LOW

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

    def at_stake(self, field: str, chosen: Callable[[Row], bool]) -> bool:
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
        """Tell whether a project that is not put aside was granted less land than it needs."""
        rows = self.projects[project]
        said = {(number, field) for number, field, _ in self.source.raw} if self.source else set()
        aside = any(row.values["stage"] in _ASIDE and (n, "stage") not in said for n, row in rows)
        return "land_needed" in self.columns and not aside and mu_of(rows, "land_needed") > land_of(rows)

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


def land_of(rows: list[tuple[int, Row]]) -> Decimal:
    """Give the mu granted to a project: the largest over its lines."""
    return mu_of(rows, "land_granted")


def mu_of(rows: list[tuple[int, Row]], field: str) -> Decimal:
    """Give a project's mu of a field: the largest over its lines."""
    values = [row.values[field] for _, row in rows]
    return max((value for value in values if isinstance(value, Decimal)), default=Decimal(0))


def standings(county: County, returns: list[Return], month: int) -> list[Standing]:
    """Give what stands for every unit in a month, in order of precedence."""
    return [_standing(county, unit, [r for r in returns if r.unit_id == unit.id], month) for unit in county.spec.units]


def _standing(county: County, unit: UnitSpec, returns: list[Return], month: int) -> Standing:
    claimed = [item for item in returns if item.known_unit and item.month <= month]
    current = [item for item in claimed if item.month == month]
    readable = [item for item in claimed if item.readable]
    source = max((i for i in readable if not i.asked), key=lambda item: (item.month, item.received_at), default=None)
    # What waits for a decision in the month of the rows that stand, or in this one, is open still.
    open_in = {month, source.month if source else month}
    undecided = any(item.undecided or item.asked for item in claimed if item.month in open_in)
    carried = source is not None and source.month < month
    columns = frozenset(county.style(unit.id).columns)
    return Standing(unit.in_month(month), _filing(current), bool(claimed), source, carried, columns, undecided)


def _filing(current: list[Return]) -> Filing:
    """Give how a unit filed: the first readable return decides whether it came in time."""
    if not current:
        return Filing.MISSING
    readable = [item for item in current if item.readable]
    return min(readable, key=lambda item: item.received_at).filing if readable else Filing.UNREADABLE
