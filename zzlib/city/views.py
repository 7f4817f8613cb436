"""The views of a city: the projects of all its counties with the county as a dimension; progress by county, and within each."""

from collections.abc import Mapping
from functools import cached_property

from zzlib.city.counties import CityError, MemberCounty, read_counties
from zzlib.city.gathering import county_workspace, part_of, told_fault
from zzlib.city.joined_ledger import JoinedLedger, Ledgers, as_units, counties_as_units, joined_ledger, of_county
from zzlib.city.month import COUNTIES_CALLED, city_month
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
    faults = {}
    for county in counties:
        try:
            with county_workspace(city, county, period) as (workspace, _):
                ledgers[county] = open_ledger(workspace, period)
        except Exception as error:  # one county's failure stops no other
            faults[county.name] = told_fault(error)
    if not ledgers:
        raise CityError(f"各县都没有 {period} 的数据：" + "；".join(f"{name}：{why}" for name, why in faults.items()))
    flagged = {}
    for county, ledger in ledgers.items():
        with calculation(ledger.workspace.settings.engine) as connection:
            flagged[county] = flag_months(connection, ledger)
    return CityViewData(city, period, ledgers, flagged, faults)


class CityViewData(ViewData):
    """One period of all counties: every unit's projects as its county flags them; units are called with their county."""

    def __init__(
        self, city: Workspace, period: str, ledgers: Ledgers, flagged: FlaggedCounties, faults: Mapping[str, str]
    ) -> None:
        """Put the counties' ledgers together; `faults` says of the others why they are not among them."""
        self._city, self._ledgers, self._flagged, self._faults = city, ledgers, flagged, faults
        super().__init__(joined_ledger(city, period, ledgers), _together(flagged))

    def within(self, group: str) -> tuple[ViewData, str]:
        """Give the data of the units of a county, by its name; of the counties themselves when `""`."""
        county = next((county for county in self._ledgers if county.name == group), None)
        return (self._of(county) if county else self._counties), ""

    @property
    def groups(self) -> list[str]:
        """The counties."""
        return [county.name for county in self._ledgers]

    @cached_property
    def missing_line(self) -> str:
        """Say which counties are not in what is shown, and what missing and unreadable data do to the others."""
        lacking = "".join(f"{name}不在内：{why}。" for name, why in self._faults.items())
        return lacking + super().missing_line

    def _of(self, county: MemberCounty) -> ViewData:
        def made() -> ViewData:
            own = ViewData(self._ledgers[county])
            own.words.whole = county.name
            return own

        return self.once(("county", county.id), made)

    @cached_property
    def _counties(self) -> ViewData:
        ledger, flagged = counties_as_units(self._city, self.period, self._ledgers), _together(self._flagged)
        return _CountiesData(self._city, ledger, Flagged(as_units(flagged.projects), as_units(flagged.lines)))


class _CountiesData(ViewData):
    """One period of a city in which its counties are the units."""

    def __init__(self, city: Workspace, ledger: JoinedLedger, flagged: Flagged) -> None:
        super().__init__(ledger, flagged)
        self._city, self._parts = city, ledger.parts

    def said(self, text: str) -> str:
        """Give a text that speaks of units as one of counties."""
        return super().said(text).replace("单位", COUNTIES_CALLED)

    @cached_property
    def month(self) -> Month:
        """The city's month."""
        return city_month(self._city, self.period, [part_of(c, ledger) for c, ledger in self._parts.items()]).month

    def best_month(self, figures: UnitFigures) -> Figure:
        """Give the city's `funds_best_month`, a month's money of all counties together."""
        return self.month.figures["funds_best_month"]


def _together(flagged: FlaggedCounties) -> Flagged:
    projects, lines = (
        joined({county.id: of_county(getattr(own, name), county) for county, own in flagged.items()})
        for name in ("projects", "lines")
    )
    return Flagged(projects, lines)
