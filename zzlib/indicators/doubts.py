"""What is measured by, the scopes of a month, and what in each can't be read: then the true sum may be another."""

from collections.abc import Collection
from dataclasses import dataclass

import pandas as pd

from zzlib.indicators.catalogue import ScopeKind


@dataclass(frozen=True)
class Scope:
    """The county, or one unit, kind, fund category, group, policy field or leading project; written `county` or `unit:u08`."""

    kind: ScopeKind
    value: str = ""

    def __str__(self) -> str:
        return f"{self.kind}:{self.value}" if self.value else self.kind


COUNTY = Scope("county")


def doubts_of(units: pd.DataFrame, waiting: Collection[str] = ()) -> dict[Scope, set[str]]:
    """Give what can't be read in the county, each unit and each group: whole returns, or what a column `*_unreadable` says.

    Files that are `waiting` to be claimed are returns of units of any group: what is in them is not counted.
    """
    whole = {"unreadable_return"} if waiting else set()
    doubts = {COUNTY: {*whole}} | {Scope("group", group): {*whole} for group in units["group"].unique()}
    flags = ["unreadable_return", *(column for column in units.columns if column.endswith("_unreadable"))]
    for unit_id, group, *raised in zip(units["unit_id"], units["group"], *(units[flag] for flag in flags), strict=True):
        own = {flag for flag, up in zip(flags, raised, strict=True) if up}
        for scope in (COUNTY, Scope("unit", unit_id), Scope("group", group)):
            doubts.setdefault(scope, set()).update(own)
    return doubts


def doubtful_targets(targets: pd.DataFrame) -> set[Scope]:
    """Give the scopes in which a target can't be read."""
    doubtful = targets[targets["unreadable"] != ""]
    units = (Scope("unit", unit_id) for unit_id in doubtful["unit_id"])
    groups = (Scope("group", group) for group in doubtful["group"])
    return {COUNTY, *units, *groups} if len(doubtful) else set()
