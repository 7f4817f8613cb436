"""What counties of a city do otherwise than the city: figures of one name that are not quite of one meaning."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from functools import cache
from typing import Any

import pandas as pd

from zzlib.city.gathering import CountyPart
from zzlib.data import DataModel, package_toml
from zzlib.indicators.catalogue import package_catalogue
from zzlib.indicators.month import Month
from zzlib.kinds import OTHERS, Kinds
from zzlib.ledger.references import target_amounts
from zzlib.money import FEN_PER_UNIT, number_text
from zzlib.settings import Settings
from zzlib.workspace import Workspace

COLUMNS = ("county_id", "county", "setting", "label", "value", "city_value", "figures")
"""Columns of differences.csv, all text; `figures` are the ids of the figures that rest on the setting, with 、 between."""


_NOTHING = "没有"

TARGETS, VOCABULARY = "targets", "vocabulary"
"""No settings that are compared as they stand: the target that the city set a county with what that set its units, local words with those of all."""


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


def differences(city: Workspace, parts: Sequence[CountyPart], targets: pd.DataFrame) -> pd.DataFrame:
    """Give what each county does otherwise (`COLUMNS`): its settings, words that not all have, its target where the city set another."""
    by_city, known = target_amounts(targets), package_catalogue(city.settings.kinds).figures
    months = [part.month for part in parts if part.month]
    shared = set.intersection(*(set(month.settings.vocabulary.items()) for month in months)) if months else set()
    shared |= set(city.settings.vocabulary.items())
    rows = [
        (part.county.id, part.county.name, one.setting, one.label, *texts, "、".join(_resting(one, known)))
        for part in parts
        if (month := part.month)
        for one in compared_settings()
        if len(set(texts := _both(one.setting, month, city, by_city.get(part.county.id), shared))) > 1
    ]
    return pd.DataFrame(rows, columns=list(COLUMNS), dtype="str")


def _resting(one: ComparedSetting, known: Iterable[str]) -> list[str]:
    return [figure for figure in known if figure.startswith(one.figures)]


def _both(
    setting: str, month: Month, city: Workspace, by_city: int | None, shared: set[tuple[str, str]]
) -> tuple[str, str]:
    """Give what a county has and what the city has; `by_city` is the target that the city set the county, in fen."""
    if setting == VOCABULARY:
        own = {word: meant for word, meant in month.settings.vocabulary.items() if (word, meant) not in shared}
        of_city = {word: meant for word, meant in city.settings.vocabulary.items() if word in own}
        return _words(own, month.settings.kinds), _words(of_city, city.settings.kinds)
    if setting != TARGETS:
        return _text(month.settings, setting), _text(city.settings, setting)
    target = month.figures["funds_target"].value
    return ("", "") if by_city is None else (_wan(target), _wan(Decimal(by_city) / FEN_PER_UNIT["元"]))


def _words(vocabulary: Mapping[str, str], kinds: Kinds) -> str:
    labels = kinds.labels | {term.value: term.label for terms in OTHERS for term in terms}
    return "、".join(f"{word}即{labels.get(meant, meant)}" for word, meant in vocabulary.items()) or _NOTHING


def _wan(yuan: Decimal | None) -> str:
    return _NOTHING if yuan is None else f"{number_text(yuan / 10_000, 2)}万元"


def _text(settings: Settings, setting: str) -> str:
    value: Any = settings
    for key in setting.split("."):
        value = getattr(value, key)
    if isinstance(value, tuple):
        return "、".join("=".join(map(str, one)) if isinstance(one, tuple) else str(one) for one in value)
    return str(value)
