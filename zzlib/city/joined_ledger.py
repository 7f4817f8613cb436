"""The ledgers of counties as one: every row with its county, units called by county and unit, sources by county and source."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from zzlib.city.counties import MemberCounty
from zzlib.city.targets import county_targets
from zzlib.indicators.joined import SEPARATOR, joined
from zzlib.ledger import Ledger
from zzlib.ledger.ledger import tables_of
from zzlib.ledger.references import TARGET_COLUMNS
from zzlib.ledger.tables import UNIT_MONTH_COLUMNS, frame
from zzlib.vocabulary import Filing
from zzlib.workspace import Workspace

Ledgers = Mapping[MemberCounty, Ledger]

_ANY = ("stated", "filed_this_year", "incomplete", "undecided", "estimated")
"""What is so of a county when it is so of one of its units."""


@dataclass(frozen=True)
class JoinedLedger(Ledger):
    """The ledger of several counties; units have besides their columns `county` and `county_name`."""

    city: Workspace | None = None
    parts: Ledgers = field(default_factory=dict)
    by_county: bool = False

    def waiting_by(self, period: str) -> tuple[str, ...]:
        """Give the files that wait in the counties, each after its county's name."""
        return _waiting(self.parts, period)

    def waiting_in(self, period: str) -> frozenset[str]:
        """Name the counties in which files wait."""
        return frozenset(county.id for county, ledger in self.parts.items() if ledger.waiting_by(period))

    def targets_at(self, period: str) -> pd.DataFrame:
        """Give the targets as they stood in a month: each county's of its units, or those of the counties."""
        if self.by_county and self.city:
            return _targets_of_counties(self.city, self.parts, period)
        return joined({county.id: ledger.targets_at(period) for county, ledger in self.parts.items()})


def joined_ledger(city: Workspace, period: str, ledgers: Ledgers) -> JoinedLedger:
    """Put the counties' ledgers of a period together."""
    tables: dict[str, Any] = {
        name: joined({county.id: _called(getattr(ledger, name), county) for county, ledger in ledgers.items()})
        for name in tables_of(city.form)
    }
    return JoinedLedger(
        period, city, "", "", [], **tables, issues=[], waiting_files=_waiting(ledgers, period), city=city, parts=ledgers
    )


def counties_as_units(city: Workspace, period: str, ledgers: Ledgers) -> JoinedLedger:
    """Put the counties' ledgers together with each county as a unit: its targets are the city's where that set one."""
    whole = joined_ledger(city, period, ledgers)
    names = ("projects", "funding", "base_funds", "base_projects")
    tables: dict[str, Any] = {name: as_units(getattr(whole, name)) for name in names}
    tables |= {name: getattr(whole, name) for name in ("sources", "layouts", "left_out", "replaced")}
    units = [row for county, ledger in ledgers.items() for row in _county_months(county, ledger)]
    return JoinedLedger(
        period, city, "", "", [], **tables, units=frame(units, UNIT_MONTH_COLUMNS),
        targets=_targets_of_counties(city, ledgers, period), issues=[], waiting_files=whole.waiting_files,
        city=city, parts=ledgers, by_county=True,
    )  # fmt: skip


def as_units(table: pd.DataFrame) -> pd.DataFrame:
    """Give rows of units (`c01/u08`) as rows of their county; a project stays one by its unit."""
    ids = {"project_id": table["unit_id"] + SEPARATOR + table["project_id"]} if "project_id" in table else {}
    return table.assign(**ids, unit_id=table["county"])


def of_county(table: pd.DataFrame, county: MemberCounty) -> pd.DataFrame:
    """Give a county's rows with their sources called by county and source."""
    return table.assign(source_id=f"{county.id}{SEPARATOR}" + table["source_id"]) if "source_id" in table else table


def _called(table: pd.DataFrame, county: MemberCounty) -> pd.DataFrame:
    """Give a county's table with sources, files and units called by it."""
    table = of_county(table, county)
    if {"source_id", "file"} <= set(table):
        table = table.assign(file=f"{county.name}/" + table["file"])
    return table.assign(unit=county.name + table["unit"], county_name=county.name) if "unit" in table else table


def _waiting(ledgers: Ledgers, period: str) -> tuple[str, ...]:
    return tuple(f"{county.name}/{file}" for county, ledger in ledgers.items() for file in ledger.waiting_by(period))


def _county_months(county: MemberCounty, ledger: Ledger) -> list[dict[str, object]]:
    """Give a county's months as a unit's."""
    blank = dict.fromkeys(UNIT_MONTH_COLUMNS, "") | {
        "unit_id": county.id, "unit": county.name, "group": county.group, "ranked": True, "rank_unreadable": False,
        "resubmitted": False,
    }  # fmt: skip
    return [
        blank
        | {"period": period, "carried": bool(rows["carried"].all())}
        | {"filing": Filing.ON_TIME if rows["stated"].any() else Filing.MISSING}
        | {name: bool(rows[name].any()) for name in _ANY}
        | (dict.fromkeys(("incomplete", "undecided"), True) if ledger.waiting_by(str(period)) else {})
        for period, rows in ledger.units.groupby("period")
    ]


def _targets_of_counties(city: Workspace, ledgers: Ledgers, period: str) -> pd.DataFrame:
    own, _ = county_targets(city, list(ledgers), period)
    rows = []
    for county in (county for county in ledgers if county.id not in set(own["unit_id"])):
        targets = ledgers[county].targets_at(period)
        rows.append(
            {
                "unit_id": county.id, "group": county.group, "row": 0, "adjusted": "", "by_share": False,
                "unreadable": next((cell for cell in targets["unreadable"] if cell), ""),
                **{name: targets[name].sum(min_count=1) for name in ("projects", "funds_fen", "land_mu")},
            }
        )  # fmt: skip
    return pd.concat([own, frame(rows, TARGET_COLUMNS)], ignore_index=True).astype(TARGET_COLUMNS)
