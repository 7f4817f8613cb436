"""What people ask for in a city, by the names that they have for it: as in a county, and counties and their units besides."""

from dataclasses import replace

from zzlib.city.counties import CityError, MemberCounty, read_counties
from zzlib.city.gathering import county_workspace
from zzlib.city.month import CITY, CityMonth, printable_figures
from zzlib.indicators.catalogue import package_catalogue
from zzlib.indicators.joined import SEPARATOR
from zzlib.indicators.meant import meant_figure, meant_scope
from zzlib.ledger.registry import read_registry


def city_figure(asked: str, city: CityMonth) -> str:
    """Give the id of the figure that is meant (`zzlib.indicators.meant.meant_figure`).

    Raises:
        FigureError: there is none; the message names the nearest.
    """
    kinds = city.month.settings.kinds
    known = replace(package_catalogue(kinds), figures=printable_figures(kinds))
    return meant_figure(asked, known, city.month.workspace)


def city_scope(asked: str, figure: str, city: CityMonth) -> str:
    """Give the scope of a figure that is meant (`zzlib.indicators.meant.meant_scope`).

    A county is named by its id or its name, a unit by its county and whatever its county calls it (`unit:乙县/水利局`).

    Raises:
        CityError: it is of a county of the list that is not in the month; the message says why.
        FigureError: there is none; the message names the nearest.
    """
    absent = _absent(city)
    counties = {county.id: county for county in (*absent, *(part.county for part in city.parts if part.month))}
    by_name = {called.casefold(): one for one in counties.values() for called in (one.name, one.id)}

    def there(county: MemberCounty) -> MemberCounty:
        if county in absent:
            raise CityError(absent[county])
        return county

    def unit(called: str) -> str | None:
        before, _, name = (part.strip() for part in called.partition(SEPARATOR))
        county = by_name.get(before.casefold()) if name else None
        unit_id = _unit(city, there(county), name) if county else None
        return f"{county.id}{SEPARATOR}{unit_id}" if county and unit_id else None

    known = [one.scope for one in city.figures if one.figure == figure]
    names = _names(city) | {f"county:{one.name}": f"county:{one.id}" for one in counties.values()}
    scope = meant_scope(asked, [*known, *(f"county:{county.id}" for county in absent)], names, unit)
    kind, _, value = scope.partition(":")
    if kind == "county":
        there(counties[value])
    return scope


def _absent(city: CityMonth) -> dict[MemberCounty, str]:
    """Say of each county of the list that is not in the month why, as `zz city check` does."""
    told = {county: one.message for county, one in city.issues if one.code == "county_lacking"}
    period = city.month.period
    later = [county for county in read_counties(city.month.workspace) if county.since > period]
    return {part.county: told[part.county.id] for part in city.lacking} | {
        county: f"{county.name}从 {county.since} 起属于本市，{period} 的数不含它" for county in later
    }


def _names(city: CityMonth) -> dict[str, str]:
    """Give scopes by the names of kinds, and of counties' units with their county before them."""
    names = {f"kind:{label}": f"kind:{kind}" for kind, label in city.month.settings.kinds.labels.items()}
    return {"全市": CITY, **names} | {
        f"unit:{part.county.name}{SEPARATOR}{unit}": f"unit:{part.county.id}{SEPARATOR}{unit_id}"
        for part in city.parts
        if part.month
        for unit_id, unit in part.month.units[["unit_id", "unit"]].itertuples(index=False)
    }


def _unit(city: CityMonth, county: MemberCounty, called: str) -> str | None:
    """Give the id of a county's unit by whatever it is called there."""
    period = city.month.period
    with county_workspace(city.month.workspace, county, period) as (workspace, _):
        return read_registry(workspace, period).called(called, period, county.name)
