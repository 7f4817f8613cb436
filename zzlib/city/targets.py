"""What the city asks of its counties: its `data/reference/targets.csv`, in which counties stand where a county's has units."""

from collections.abc import Sequence
from dataclasses import replace

import pandas as pd

from zzlib.city.counties import FILE, MemberCounty
from zzlib.city.gathering import CountyPart
from zzlib.indicators.catalogue import Catalogue, Definition
from zzlib.indicators.figures import compute_figures
from zzlib.indicators.joined import with_targets
from zzlib.indicators.month import Figure, Figures
from zzlib.indicators.scopes import MonthSums
from zzlib.issues import Issue
from zzlib.ledger.reference_rows import bad_reference
from zzlib.ledger.references import COUNTY, TARGET_COLUMNS, target_table
from zzlib.ledger.tables import frame
from zzlib.reference_files import REFERENCE_COLUMNS
from zzlib.workspace import Reference, Workspace

_OF_UNITS = ("top_gap_share",)
"""Ways of computing that hold units' targets against each other: these stay each county's own."""


def county_targets(city: Workspace, counties: Sequence[MemberCounty], period: str) -> tuple[pd.DataFrame, list[Issue]]:
    """Give the targets that the city set its counties for a period (`TARGET_COLUMNS`, `unit_id` is the county's), and what is wrong.

    A county without one goes by the sum of its units' own.
    """
    reference = city.reference("targets")
    if reference.frame.empty:
        return frame([], TARGET_COLUMNS), list(reference.issues)
    ids = [*(county.id for county in counties), *COUNTY]
    known = reference.frame["unit_id"].isin(ids)
    why = f"{FILE} 里本期没有这个 county_id（要填编号，不是名称）"
    strange = [
        bad_reference(reference, row, "unit_id", text, why)
        for row, text in reference.frame.loc[~known, ["row", "unit_id"]].itertuples(index=False)
    ]
    held = replace(reference, frame=reference.frame[known].reset_index(drop=True))
    targets, issues = target_table(city.having(held, _as_units(counties)), period)
    return targets, [*reference.issues, *strange, *issues]


def _as_units(counties: Sequence[MemberCounty]) -> Reference:
    """Give the list of counties as a list of units."""
    columns = list(REFERENCE_COLUMNS["units"])
    rows = [
        dict.fromkeys(columns, "") | {"unit_id": c.id, "name": c.name, "group": c.group, "row": number}
        for number, c in enumerate(counties, start=2)
    ]
    return Reference("units", FILE, pd.DataFrame(rows, columns=[*columns, "row"]), {})


def rests_on_targets(definition: Definition, catalogue: Catalogue) -> bool:
    """Tell whether a figure of a county is another under another target."""
    named = (definition.measure, definition.over, definition.minus, definition.base)
    measures = [catalogue.measures[name] for name in named if name in catalogue.measures]
    of_targets = any(measure.table == "targets" and not measure.where for measure in measures)
    return of_targets and definition.compute not in _OF_UNITS


def under_targets(sums: MonthSums, targets: pd.DataFrame, period: str) -> list[Figure]:
    """Give the figures of all that `sums` add up which rest on targets, under the city's of the counties that have one."""
    held = sums.tables["targets"]
    own = targets.assign(band="", county=targets["unit_id"])
    others = held[~held["county"].isin(list(own["county"]))] if "county" in held else held.iloc[:0]
    table = pd.concat([others, own[held.columns]], ignore_index=True).astype(held.dtypes.to_dict())
    names = [d.id for d in sums.catalogue.figures.values() if rests_on_targets(d, sums.catalogue)]
    return list(compute_figures(with_targets(sums, table), period, names, kinds=("county",)))


def with_target_of_city(part: CountyPart, targets: pd.DataFrame, before: str) -> CountyPart:
    """Give a county's month under the target that the city set it, as it is where there is none; `before` is the period before."""
    own = targets[targets["unit_id"] == part.county.id]
    if part.month is None or own.empty:
        return part
    other: dict[tuple[str, str], Figure] = {}
    for sums, period, scope in ((part.sums, part.month.period, ""), (part.before, before, f"month:{before}")):
        found = under_targets(sums, own, period) if sums else []
        other |= {(f.figure, scope or f.scope): replace(f, scope=scope or f.scope) for f in found}
    figures = [other.get((f.figure, f.scope), f) for f in part.month.figures]
    return replace(part, month=replace(part.month, figures=Figures(figures)))
