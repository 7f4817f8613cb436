"""One state of the progress view: the rules in force, the units shown, and what several pictures say of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pandas as pd

from zzlib.charts.progress_view import UnitState
from zzlib.explore.data import ViewData
from zzlib.explore.dimensions import Filters
from zzlib.explore.listing import key_of
from zzlib.explore.result import counted_figure, text_figure
from zzlib.explore.rules import ProgressParameters, Rules
from zzlib.explore.wording import wording
from zzlib.indicators.figures import parting_shares
from zzlib.indicators.what_if import UnitFigures
from zzlib.periods import chinese, month_of
from zzlib.vocabulary import Band


@dataclass(frozen=True)
class State:
    """What the pictures are made from: the rules, the month's units and figures, and what narrows these to the shown units."""

    data: ViewData
    parameters: ProgressParameters
    rules: Rules
    units: pd.DataFrame
    figures: UnitFigures
    filters: Filters

    @property
    def scope(self) -> str:
        """The catalogue's scope of the shown units."""
        return self.filters.catalogued("funds_gap", self.data.settings.kinds)[1]

    def table(self, period: str) -> pd.DataFrame:
        """Give the shown units in another month under the same rules."""
        return shown_units(self.data, self.parameters, units_under(self.data, period, self.rules))

    def edges(self, period: str) -> tuple[Decimal, ...]:
        """Give the shares of the target that part units in a month under the rules."""
        return parting_shares(self.rules.settings, period)

    def figure(self, name: str, scope: str = "") -> Any:
        """Give a figure under the rules (of the shown units when no scope is named)."""
        return self.figures[name, scope or self.scope]


def units_under(data: ViewData, period: str, rules: Rules) -> pd.DataFrame:
    """Give a month's units under rules (`YearOfUnits.table`), kept for the next time."""
    if not rules.tried:
        return data.units(period)
    told = _year_under(data, rules)
    return data.once(("units", period, *rules.key), lambda: told[told["period"] == period])


def figures_under(data: ViewData, period: str, rules: Rules) -> UnitFigures:
    """Give a month's figures of units under rules (`YearOfUnits.figures`), kept for the next time."""
    if not rules.tried:
        return data.unit_figures(period)
    told = _year_under(data, rules)
    numbers = data.once(("numbers", *rules.key), lambda: data.year.numbers(told))
    key = ("figures", period, *rules.key)
    return data.once(key, lambda: data.year.figures(period, told, numbers, rules.settings, rules.left_out))


def _year_under(data: ViewData, rules: Rules) -> pd.DataFrame:
    return data.once(("units", *rules.key), lambda: data.year.table(rules.settings, rules.left_out))


def shown_units(data: ViewData, parameters: ProgressParameters, units: pd.DataFrame) -> pd.DataFrame:
    """Give the units of the group that is shown."""
    return units[units["group"] == parameters.group] if parameters.group else units


def title_of(state: State, words: str) -> str:
    """Give the title of a picture: when, whose units, what, and whether other rules are tried."""
    tried = "（假设）" if state.rules.tried else ""
    return f"{chinese(state.data.period)}底 {state.parameters.group or state.data.words.whole}：{state.data.said(words)}{tried}"


def other_month(state: State) -> tuple[str, str]:
    """Give the month to compare with and what it is called, `""` where there is none."""
    months = [month for month in state.data.months if month < state.data.period]
    if not months:
        return "", "以前"
    period = months[-1] if state.parameters.compare == "last_month" else months[0]
    return period, f"{month_of(period)}月底"


def unit_state(unit: dict[Any, Any], edges: Sequence[Decimal]) -> UnitState:
    """Give a row of the units' table as a chart takes it; `edges` part the units of its month (`State.edges`)."""
    completion = None if pd.isna(unit["completion"]) else float(unit["completion"])
    return UnitState(
        unit["unit"],
        unit["band"],
        completion,
        bool(unit["measured_unreadable"] or unit["unreadable_return"]),
        bool(unit["carried"]),
        key_of(unit_id=unit["unit_id"]),
        tuple(edges),
    )


def ordered(units: pd.DataFrame) -> pd.DataFrame:
    """Put units with a completion first, the highest on top; the others by band, in order of precedence."""
    rank = {band: place for place, band in enumerate((Band.ZERO, Band.NO_TARGET, Band.UNKNOWN, Band.UNFILED), start=1)}
    keyed = units.assign(_band=[rank.get(band, 0) for band in units["band"]], _share=-units["completion"].fillna(0))
    return keyed.sort_values(["_band", "_share"], kind="stable").drop(columns=["_band", "_share"])


def ranks(units: pd.DataFrame) -> dict[str, int]:
    """Give the rank by completion of the ranked units that have one; equal ones share it."""
    able = units[units["ranked"] & units["completion"].notna() & ~units["band"].isin([Band.UNKNOWN, Band.UNFILED])]
    ranks = able["completion"].rank(ascending=False, method="min").astype("int64")
    return dict(zip(able["unit_id"], ranks, strict=True))


def who_moved(state: State) -> tuple[str, tuple[Any, ...]]:
    """Say which units are in a better or worse band than in the other month."""
    other, called = other_month(state)
    if not other:
        return "", ()
    order = {Band.ZERO: 0, Band.LOW: 1, Band.MIDDLE: 2, Band.HIGH: 3}
    before = dict(zip(*(state.table(other)[name] for name in ("unit_id", "band")), strict=True))
    up: list[str] = []
    down: list[str] = []
    for unit in state.units.to_dict("records"):
        now, then = order.get(Band(unit["band"])), order.get(Band(before.get(unit["unit_id"], Band.UNFILED)))
        if now is not None and then is not None and now != then:
            (up if now > then else down).append(str(unit["unit"]))
    figures = [text_figure("other", called)]
    for side, units in (("up", up), ("down", down)):
        if units:
            figures += [counted_figure(side, len(units)), text_figure(f"{side}_units", "、".join(units))]
    return wording().progress.choice("moved", up=len(up), down=len(down)), tuple(figures)
