"""A leader's portfolio: the units that units.csv gives them, the projects that returns give them, and what is asked of these."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import pandas as pd

from zzlib.dispatch.items import ActionItem
from zzlib.indicators.month import Month
from zzlib.indicators.once import once

NOBODY = "（没有明确）"
"""How those are called whom nobody leads."""


@dataclass(frozen=True, eq=False)
class Portfolio:
    """What a leader answers for: ids of units, rows of `Month.projects`, items; `leader` is `""` where nobody is named."""

    leader: str
    units: tuple[str, ...]
    projects: pd.DataFrame
    items: tuple[ActionItem, ...]


@once
def unit_leaders(month: Month) -> Mapping[str, str]:
    """Give each unit's leader by units.csv, by unit id."""
    return {row["unit_id"]: row["leader"] for row in month.workspace.reference("units").rows()}


def responsible(item: ActionItem, leaders: Mapping[str, str]) -> str:
    """Give the leader who answers for an item: its project's, else its unit's; `""` where neither is named."""
    return item.leader or leaders.get(item.unit_id, "")


def portfolios(month: Month, items: Iterable[ActionItem]) -> list[Portfolio]:
    """Give each leader's portfolio in the order of their units' precedence; each of `items` is in one of them."""
    leaders = unit_leaders(month)
    own = {unit: leaders.get(unit, "") for unit in month.units["unit_id"]}
    answered: dict[str, list[ActionItem]] = {}
    for item in items:
        answered.setdefault(responsible(item, leaders), []).append(item)
    projects = month.projects
    names = [name for name in dict.fromkeys([*own.values(), *projects["leader"], *answered]) if name]
    return [
        Portfolio(
            name,
            tuple(unit for unit, leader in own.items() if leader == name),
            projects[projects["leader"] == name],
            tuple(answered.get(name, ())),
        )
        for name in [*names, *([""] if "" in answered else [])]
    ]
