"""The sums of several counties' months together: the tables that measures are summed over, one under another."""

import copy
from collections.abc import Iterable, Mapping, Sequence

import pandas as pd

from zzlib.indicators.catalogue import Catalogue
from zzlib.indicators.doubts import Scope, doubtful_targets
from zzlib.indicators.gains import Gain
from zzlib.indicators.scopes import MonthSums
from zzlib.settings import Settings
from zzlib.vocabulary import GROUPS

SEPARATOR = "/"
"""Stands between a county and one of its units: `unit:c01/u08`."""


class JoinedSums(MonthSums):
    """Every measure of several counties' months over all of them, and over the scopes that go through them.

    `parts` are the counties' sums by county id. Units are called by county and unit (`c01/u08`); what each county judged of its units stays as it judged it.
    """

    def __init__(self, parts: Mapping[str, MonthSums], settings: Settings, catalogue: Catalogue, lacking: bool) -> None:
        """Put the counties' tables together; `settings` and `catalogue` are those of whoever adds them up."""
        sums = list(parts.values())
        self.settings, self.catalogue = settings, catalogue
        self.tables = {
            name: joined({county: part.tables[name] for county, part in parts.items()}) for name in sums[0].tables
        }
        self.units = self.tables["units"]
        self.waiting_files = tuple(f"{c}{SEPARATOR}{file}" for c, part in parts.items() for file in part.waiting_files)
        self.scopes = {kind: [*dict.fromkeys(_scopes(parts, kind))] for kind in sums[0].scopes}
        self.scopes["group"].sort(key=lambda scope: GROUPS.index(scope.value) if scope.value in GROUPS else len(GROUPS))
        self.monthly_gains = joined_gains({county: part.monthly_gains for county, part in parts.items()})
        before = {county: part.received_before for county, part in parts.items()}
        known = {county: frame for county, frame in before.items() if frame is not None}
        self.received_before = joined(known) if len(known) == len(parts) else None
        self.issued_before = self.issued_base = None  # several counties are compared by what is known now
        # Growth is told where last year is known of every county: else it would be of other counties than the amount.
        self._has_base = {name: all(part._has_base[name] for part in sums) for name in sums[0]._has_base}
        self._unsplit = {
            key: {f"{c}{SEPARATOR}{unit}" for c, part in parts.items() for unit in part._unsplit[key]}
            for key in sums[0]._unsplit
        }
        self._stated = dict(zip(self.units["unit_id"], self.units["stated"], strict=True))
        self._doubts: dict[Scope, set[str]] = {}
        self._doubtful_targets: set[Scope] = set()
        for county, part in parts.items():
            for scope, flags in part._doubts.items():
                self._doubts.setdefault(_of_county(county, scope), set()).update(flags)
            self._doubtful_targets |= {_of_county(county, scope) for scope in part._doubtful_targets}
        self._sums, self._rows = {}, {}
        self.beside = (self,)
        self.lacking = lacking


def with_targets(sums: MonthSums, targets: pd.DataFrame) -> MonthSums:
    """Give the same sums under other targets, a table as that of `zzlib.indicators.scopes.month_tables`."""
    made = copy.copy(sums)
    made.tables = sums.tables | {"targets": targets}
    made._sums = {k: found for k, found in sums._sums.items() if sums.catalogue.measures[k[0]].table != "targets"}
    made._doubtful_targets = doubtful_targets(targets)
    made._rows = {k: rows for k, rows in sums._rows.items() if k[0] != "targets"}
    made.beside = (made,)
    return made


def joined(frames: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Put counties' frames together: unit_id becomes `c01/u08`, `county` says whose row it is; blanks where one has no such column."""
    own = []
    for county, frame in frames.items():
        if "unit_id" in frame:
            frame = frame.assign(unit_id=[f"{county}{SEPARATOR}{unit}" for unit in frame["unit_id"]])
        own.append(frame.assign(county=county))
    kinds = {name: kind for frame in own for name, kind in frame.dtypes.items()}
    filled = [frame if len(frame.columns) == len(kinds) else _filled(frame, kinds) for frame in own]
    together = pd.concat([frame for frame in filled if len(frame)] or filled[:1], ignore_index=True)
    return together.astype(kinds)


def _filled(frame: pd.DataFrame, kinds: Mapping[object, object]) -> pd.DataFrame:
    """Add the columns that only other counties have, with nothing in them."""
    blanks = {"bool": False, "str": ""}
    absent = {str(name): kind for name, kind in kinds.items() if name not in frame}
    return frame.assign(
        **{
            name: pd.Series(blanks.get(str(kind), pd.NA), index=frame.index, dtype=str(kind))
            for name, kind in absent.items()
        }
    )


def joined_gains(gains: Mapping[str, Sequence[Gain]]) -> list[Gain]:
    """Add up what each month brought, month by month; a month that one county has not is left out."""
    periods = [gain.period for gain in next(iter(gains.values()))]
    found = {county: {gain.period: gain for gain in own} for county, own in gains.items()}
    return [
        _added(period, {c: own[period] for c, own in found.items()})
        for period in periods
        if all(period in own for own in found.values())
    ]


def _added(period: str, gains: Mapping[str, Gain]) -> Gain:
    total = Gain(period)
    for county, gain in gains.items():
        total.fen += gain.fen
        total.units |= {f"{county}{SEPARATOR}{unit}" for unit in gain.units}
        total.hide(gain.hidden)
    return total


def _scopes(parts: Mapping[str, MonthSums], kind: str) -> Iterable[Scope]:
    for county, part in parts.items():
        for scope in part.scopes[kind]:  # type: ignore[index]
            yield _of_county(county, scope)


def _of_county(county: str, scope: Scope) -> Scope:
    """Give a county's scope as one of all counties: its units are its own, groups, kinds and categories are everybody's."""
    return Scope("unit", f"{county}{SEPARATOR}{scope.value}") if scope.kind == "unit" else scope
