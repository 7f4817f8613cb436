"""What a view can be split and filtered by: the dimensions of projects, their values in the office's order, their words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from zzlib.indicators.catalogue import catalogue, definition, of_kind
from zzlib.indicators.project_states import size_names
from zzlib.kinds import DEFAULT_KINDS, Kinds
from zzlib.ledger import Ledger
from zzlib.ledger.lines import UNSTATED_TEXT
from zzlib.vocabulary import GROUPS, SourceLevel
from zzlib.workspace import Workspace

DIMENSIONS: dict[str, str] = {
    "kind": "项目类型",
    "policy_field": "投资方向",
    "fund_category": "资金类别",
    "source_level": "资金级次",
    "unit_id": "单位",
    "group": "组别",
    "size": "规模",
    "county": "县（市、区）",
}
"""Column -> what people call it. A project stands in each fund category and level that one of its lines has; only a city has counties."""

OF_LINES = ("fund_category", "source_level")
"""Dimensions that belong to a fund line, not to the project."""

IN_HISTORY = ("kind", "group", "unit_id", "county")
"""Dimensions that last year's counts of projects have."""

SCOPES = {
    "county": "county",
    "unit_id": "unit",
    "group": "group",
    "policy_field": "field",
    "kind": "kind",
    "fund_category": "category",
}
"""The catalogue's kind of scope for a dimension."""


Chosen = str | tuple[str, ...]
"""One value, or several of which any will do."""


@dataclass(frozen=True)
class Filters:
    """Which projects and lines count; `""` lets all pass. The names are those of `DIMENSIONS`."""

    kind: Chosen = ""
    policy_field: Chosen = ""
    fund_category: Chosen = ""
    source_level: Chosen = ""
    unit_id: Chosen = ""
    group: Chosen = ""
    size: Chosen = ""
    county: Chosen = ""

    def chosen(self) -> dict[str, Chosen]:
        """Give the filters that are set; of one value as text."""
        found = {f.name: getattr(self, f.name) for f in fields(self) if getattr(self, f.name)}
        return {
            name: value[0] if isinstance(value, tuple) and len(value) == 1 else value for name, value in found.items()
        }

    def one(self, name: str) -> str:
        """Give a filter's value if there is one alone, else `""`."""
        value = self.chosen().get(name, "")
        return value if isinstance(value, str) else ""

    def catalogued(self, figure: str, kinds: Kinds = DEFAULT_KINDS) -> tuple[str, str]:
        """Give the id and scope under which the catalogue has a figure of what passes, `("", "")` where it has none."""
        chosen = self.chosen()
        if any(isinstance(value, tuple) for value in chosen.values()):
            return "", ""
        if self.one("kind") and (own := of_kind(figure, self.one("kind"), kinds))[1] == "county":
            figure = own[0]
            del chosen["kind"]
        scopes = [f"{SCOPES.get(name, '')}:{value}" for name, value in chosen.items()] or ["county"]
        kind = scopes[0].partition(":")[0]
        return (
            (figure, scopes[0])
            if len(scopes) == 1 and kind in definition(figure, catalogue(kinds)).scopes
            else ("", "")
        )


def dimensions(workspace: Workspace) -> dict[str, str]:
    """Give the dimensions of a workspace: only a city has counties."""
    return {name: words for name, words in DIMENSIONS.items() if name != "county" or workspace.is_city}


class DimensionWords:
    """How the values of each dimension are called and ordered in a county."""

    def __init__(self, ledger: Ledger) -> None:
        """Take the county's lists."""
        workspace = ledger.workspace
        units = ledger.month("units")
        self.units: dict[str, str] = dict(zip(units["unit_id"], units["unit"], strict=True))
        self.whole = "全市" if workspace.is_city else "全县"
        counties = ("county", "county_name") if "county_name" in units else ()
        self._labels: dict[str, Mapping[str, str]] = {
            "kind": workspace.settings.kinds.labels,
            "policy_field": {row["field"]: row["field"] for row in workspace.reference("policy_fields").rows()},
            "fund_category": {
                row["category"]: row["category"] for row in workspace.reference("fund_categories").rows()
            },
            "source_level": SourceLevel.labels(),
            "unit_id": self.units,
            "group": {group: group for group in GROUPS},
            "size": {name: name for name in size_names()},
            "county": dict(zip(*(units[name] for name in counties), strict=True)) if counties else {},
        }

    def label(self, dimension: str, value: str) -> str:
        """Give what people call a value of a dimension."""
        return self._labels[dimension].get(value, value) or f"{UNSTATED_TEXT}{DIMENSIONS[dimension]}"

    def ordered(self, dimension: str, found: Iterable[str]) -> list[str]:
        """Put values found into the office's order; unknown ones follow as they come."""
        present = dict.fromkeys(found)
        known = [value for value in self._labels[dimension] if value in present]
        return [*known, *(value for value in present if value not in self._labels[dimension])]

    def labels(self, dimension: str, value: Chosen) -> str:
        """Give what people call a value, or each of several."""
        return "、".join(self.label(dimension, one) for one in ((value,) if isinstance(value, str) else value))

    def said(self, filters: Filters) -> str:
        """Say what the filters let pass: 县直、农田水利项目, or 全县."""
        return "、".join(self.labels(name, value) for name, value in filters.chosen().items()) or self.whole


def where(rows: pd.DataFrame, values: Mapping[str, Any]) -> pd.DataFrame:
    """Give the rows that have these values, one of them where there are several."""
    return rows[holding(rows, values)] if values else rows


def holding(rows: pd.DataFrame, values: Mapping[str, Any]) -> npt.NDArray[np.bool_]:
    """Tell of each row whether it has these values, one of them where there are several."""
    held = np.ones(len(rows), dtype=bool)
    for name, value in values.items():
        held &= (rows[name].isin(value) if isinstance(value, tuple) else rows[name] == value).to_numpy(dtype=bool)
    return held
