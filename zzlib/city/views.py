"""The views of a city: the projects of all its counties with the county as a dimension; progress by county, and within each."""

from collections.abc import Mapping, Sequence
from functools import cached_property

from zzlib.city.counties import MemberCounty, read_counties
from zzlib.city.gathering import CountyPart, county_workspace, part_of, told_fault
from zzlib.city.joined_ledger import JoinedLedger, Ledgers, as_units, counties_as_units, joined_ledger, of_county
from zzlib.city.month import COUNTIES_CALLED, city_month, no_county
from zzlib.explore.data import ViewData
from zzlib.indicators import Figure, Month
from zzlib.indicators.flags import Flagged, flag_months
from zzlib.indicators.joined import joined
from zzlib.indicators.sums import calculation
from zzlib.indicators.what_if import UnitFigures
from zzlib.ledger import Ledger, open_ledger
from zzlib.workspace import Workspace

FlaggedCounties = Mapping[MemberCounty, Flagged]


def city_data(city: Workspace, period: str) -> "CityViewData":
    """Load the counties' ledgers of a period for the views.

    Raises:
        CityError: the list of counties can't be used, or no county has the month.
    """
    counties = read_counties(city, period)
    ledgers: dict[MemberCounty, Ledger] = {}
    absent = []
    for county in counties:
        try:
            with county_workspace(city, county, period) as (workspace, _):
                ledgers[county] = open_ledger(workspace, period)
        except Exception as error:  # one county's failure stops no other
            absent.append(CountyPart(county, fault=told_fault(error)))
    if not ledgers:
        raise no_county(period, absent)
    flagged = {}
    for county, ledger in ledgers.items():
        with calculation(ledger.workspace.settings.engine) as connection:
            flagged[county] = flag_months(connection, ledger)
    return CityViewData(city, period, ledgers, flagged, absent)


class _OfCounties(ViewData):
    """One period of the counties of a city that could be read; `absent` are the others, each with why it could not."""

    def __init__(self, ledger: Ledger, flagged: Flagged, absent: Sequence[CountyPart]) -> None:
        super().__init__(ledger, flagged)
        self.absent, self.lacking = absent, bool(absent)

    @cached_property
    def missing_line(self) -> str:
        """Say which counties are not in what is shown, and what missing and unreadable data do to the others."""
        return "".join(f"{part.county.name}不在内：{part.fault}。" for part in self.absent) + super().missing_line


class CityViewData(_OfCounties):
    """One period of all counties: every unit's projects as its county flags them; units are called with their county."""

    def __init__(
        self, city: Workspace, period: str, ledgers: Ledgers, flagged: FlaggedCounties, absent: Sequence[CountyPart]
    ) -> None:
        """Put the counties' ledgers together."""
        self._city, self._ledgers, self._flagged = city, ledgers, flagged
        super().__init__(joined_ledger(city, period, ledgers), _together(flagged), absent)

    def within(self, group: str) -> tuple[ViewData, str]:
        """Give the data of the units of a county, by its name; of the counties themselves when `""`."""
        county = next((county for county in self._ledgers if county.name == group), None)
        return (self._of(county) if county else self._counties), ""

    @property
    def groups(self) -> list[str]:
        """The counties."""
        return [county.name for county in self._ledgers]

    def _of(self, county: MemberCounty) -> ViewData:
        def made() -> ViewData:
            own = ViewData(self._ledgers[county])
            own.words.whole = county.name
            return own

        return self.once(("county", county.id), made)

    @cached_property
    def _counties(self) -> ViewData:
        ledger, flagged = counties_as_units(self._city, self.period, self._ledgers), _together(self._flagged)
        rows = Flagged(as_units(flagged.projects), as_units(flagged.lines))
        return _CountiesData(self._city, ledger, rows, self.absent)


class _CountiesData(_OfCounties):
    """One period of a city in which its counties are the units."""

    def __init__(self, city: Workspace, ledger: JoinedLedger, flagged: Flagged, absent: Sequence[CountyPart]) -> None:
        super().__init__(ledger, flagged, absent)
        self._city, self._parts = city, ledger.parts

    def said(self, text: str) -> str:
        """Give a text that speaks of units as one of counties."""
        return super().said(text).replace("单位", COUNTIES_CALLED)

    @cached_property
    def month(self) -> Month:
        """The city's month."""
        parts = [part_of(county, ledger) for county, ledger in self._parts.items()]
        return city_month(self._city, self.period, [*parts, *self.absent]).month

    def best_month(self, figures: UnitFigures) -> Figure:
        """Give the city's `funds_best_month`, a month's money of all counties together."""
        return self.month.figures["funds_best_month"]


def _together(flagged: FlaggedCounties) -> Flagged:
    projects, lines = (
        joined({county.id: of_county(getattr(own, name), county) for county, own in flagged.items()})
        for name in ("projects", "lines")
    )
    return Flagged(projects, lines)
