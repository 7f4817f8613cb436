"""What counties of a city do otherwise than the city: figures of one name that are not quite of one meaning."""

from collections.abc import Mapping
from functools import cache
from typing import Any

import pandas as pd

from zzlib.city.gathering import CountyPart
from zzlib.data import DataModel, package_toml
from zzlib.settings import Settings
from zzlib.workspace import Workspace

COLUMNS = ("county_id", "county", "setting", "label", "value", "city_value", "figures")
"""Columns of differences.csv, all text; `figures` are the beginnings of the ids that rest on the setting, with 、 between."""


class ComparedSetting(DataModel):
    """A setting that is compared: see the head of `differences.toml`."""

    setting: str
    label: str
    figures: tuple[str, ...]


@cache
def compared_settings() -> tuple[ComparedSetting, ...]:
    """Give the settings that are compared, in order."""
    entries = package_toml(__package__, "differences.toml")["difference"]
    return tuple(ComparedSetting.model_validate(entry) for entry in entries)


def differences(city: Workspace, parts: Mapping[str, CountyPart]) -> pd.DataFrame:
    """Give each county's settings that differ from the city's (`COLUMNS`)."""
    rows = [
        (part.county.id, part.county.name, one.setting, one.label, own, common, "、".join(one.figures))
        for part in parts.values()
        if part.month is not None
        for one in compared_settings()
        if (own := _text(part.month.settings, one.setting)) != (common := _text(city.settings, one.setting))
    ]
    return pd.DataFrame(rows, columns=list(COLUMNS), dtype="str")


def _text(settings: Settings, setting: str) -> str:
    value: Any = settings
    for key in setting.split("."):
        value = getattr(value, key)
    if isinstance(value, tuple):
        return "、".join("=".join(map(str, one)) if isinstance(one, tuple) else str(one) for one in value)
    return str(value)
