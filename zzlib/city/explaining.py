"""From a city's figure to the counties' figures, and on to the cells in the files of their units."""

from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from zzlib.city.asking import city_figure, city_scope
from zzlib.city.counties import MemberCounty, read_counties
from zzlib.city.gathering import county_workspace, gather
from zzlib.city.month import CITY, CityMonth, city_month
from zzlib.city.tables import doing_otherwise
from zzlib.city.targets import county_targets, rests_on_targets
from zzlib.indicators import Explanation, FigureError, explain
from zzlib.indicators.catalogue import package_catalogue
from zzlib.indicators.explaining import DENOMINATOR, NUMERATOR, PART_COLUMNS, WHOLE
from zzlib.indicators.joined import SEPARATOR
from zzlib.indicators.month import Figure
from zzlib.ledger import open_ledger
from zzlib.money import yuan_text
from zzlib.workspace import Workspace

REFERENCES = "data/reference"


@dataclass(frozen=True)
class CityExplanation:
    """A city's figure, the counties' figures of it, and the cells behind each county's; `otherwise` are counties of another meaning."""

    figure: Figure
    of_counties: tuple[tuple[MemberCounty, Explanation], ...]
    lacking: tuple[str, ...]
    otherwise: tuple[str, ...]

    def parts(self) -> pd.DataFrame:
        """Give all cells, the columns of a county's explanation with `county` before them."""
        none = pd.DataFrame(columns=["county", *PART_COLUMNS], dtype="str")  # a count of counties has no cells
        frames = [found.parts.assign(county=county.id) for county, found in self.of_counties]
        return pd.concat([none, *frames], ignore_index=True)

    def to_json(self) -> dict[str, Any]:
        """Give what `zz city explain --json` prints."""
        return {
            **self.figure.to_json(),
            "counties": [
                {"county": county.id, "name": county.name, "text": found.figure.text, "cells": len(found.parts)}
                for county, found in self.of_counties
            ],
            "lacking": list(self.lacking),
            "otherwise": list(self.otherwise),
            "parts": self.parts().to_dict("records"),
        }

    def lines(self) -> list[str]:
        """Say it for people: the figure, then each county's with the number of its cells; of one county the cells."""
        said = [f"{self.figure.label}（{self.figure.scope}）{self.figure.text}"]
        if len(self.of_counties) == 1:
            _, found = self.of_counties[0]
            said += [
                f"  {p['value']}  {p['file']} {p['sheet']} {p['cell']}  {p['unit_id']} {p['project']}".rstrip()
                for p in found.parts.to_dict("records")
            ]
        else:
            said += [
                f"  {c.name} {e.figure.text}，{len(e.parts)} 个单元格（--scope county:{c.id} 列出）"
                for c, e in self.of_counties
            ]
        said += [f"  没有数据、不在内：{'、'.join(self.lacking)}"] if self.lacking else []
        said += [f"  口径与市里不同：{'、'.join(self.otherwise)}"] if self.otherwise else []
        return said


def explain_city(city: Workspace, figure: str, period: str, scope: str, workers: int) -> CityExplanation:
    """Give the cells behind a figure of the city's files, figure and scope as people name them (`zzlib.city.asking`).

    Raises:
        FigureError: there is no such figure, or no such scope.
        CityError: the scope is of a county whose month is not there.
    """
    parts = gather(city, period, read_counties(city, period), workers=workers)
    whole = city_month(city, period, parts)
    name = city_figure(figure, whole)
    scope = city_scope(scope, name, whole)
    own = [part.county for part in parts if part.month is not None and _own_scope(scope, part.county.id)]
    told = [(county, explanation) for county in own if (explanation := _of_county(city, county, name, period, scope))]
    if scope == CITY or scope.startswith("county:"):
        targets, _ = county_targets(city, own, period)
        told = [(county, _by_city(city, county, one, targets, whole)) for county, one in told]
    return CityExplanation(
        whole.figures[name, scope],
        tuple(told),
        tuple(part.county.name for part in whole.lacking),
        tuple(doing_otherwise(whole, name)),
    )


_ROLES = {"ratio": DENOMINATOR, "monthly": NUMERATOR, "shortfall": NUMERATOR}
"""What a target is for a figure, by how that is computed; of others it is part of the value."""


def _by_city(
    city: Workspace, county: MemberCounty, found: Explanation, targets: pd.DataFrame, whole: CityMonth
) -> Explanation:
    """Give a county's explanation under the target that the city set it: its cell stands for those of the units' targets."""
    rows = targets[targets["unit_id"] == county.id]
    if rows.empty or not rests_on_targets(found.definition, package_catalogue(city.settings.kinds)):
        return found
    reference = city.reference("targets")
    of_units = f"{REFERENCES}/{reference.name}."
    column = "funds_wan" if found.definition.of_money else "projects"
    role = _ROLES.get(found.definition.compute, WHOLE)
    own = [
        dict.fromkeys(PART_COLUMNS, "")
        | {
            "value": yuan_text(int(fen)) if column == "funds_wan" else str(projects), "raw": reference.text(row, column),
            "role": role, "file": reference.file, "cell": reference.cell(row, column), "unit_id": county.id,
        }
        for row, fen, projects in rows[["row", "funds_fen", "projects"]].itertuples(index=False)
    ]  # fmt: skip
    others = found.parts[~found.parts["file"].str.startswith(of_units)]
    parts = pd.concat([others, pd.DataFrame(own, columns=list(PART_COLUMNS), dtype="str")], ignore_index=True)
    figure = whole.figures[found.figure.figure, f"county:{county.id}"]
    return replace(found, figure=figure, parts=parts)


def _own_scope(scope: str, county: str) -> str:
    """Give the scope by which a county has its part of a figure, `""` where it has none."""
    kind, _, value = scope.partition(":")
    if kind == "county":
        return "county" if value == county else ""
    if kind == "unit":
        own, _, unit = value.partition(SEPARATOR)
        return f"unit:{unit}" if own == county else ""
    return "county" if scope == CITY else scope


def _of_county(city: Workspace, county: MemberCounty, figure: str, period: str, scope: str) -> Explanation | None:
    with county_workspace(city, county, period) as (workspace, _):
        try:
            return explain(open_ledger(workspace, period), figure, _own_scope(scope, county.id))
        except FigureError:  # a category or field that the county has not
            return None
