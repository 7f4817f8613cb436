"""One state of the gap view: whose gap, its figures, and what several pictures ask."""

from dataclasses import asdict, dataclass

import pandas as pd

from zzlib.explore.data import Asked, ViewData, ViewError
from zzlib.explore.dimensions import Filters
from zzlib.explore.parts import texts
from zzlib.explore.rules import MEASURED
from zzlib.indicators import Figure
from zzlib.indicators.what_if import UnitFigures
from zzlib.periods import chinese

UNDER_WAY = ("projects_pipeline", "funds_pipeline", "projects_stuck", "funds_stuck", "funds_awaited")
"""What may close a gap: figures of the projects that wait, and of the money that is won and has not come."""


@dataclass(frozen=True)
class GapParameters:
    """What the view is set to: `group` or `unit` narrow it.

    `by` is how the gap is split, `fixed` the amounts set by hand (`水利局=500`). `won_percent` of what waiting projects
    apply for is supposed to be won this year, and `added_wan` new money a month in 万元. `listed` says whose projects are listed.
    """

    period: str = ""
    picture: str = "year"
    group: str = ""
    unit: str = ""
    won_percent: int = 0
    added_wan: float = 0.0
    by: str = "target"
    fixed: str = ""
    listed: str = ""

    def texts(self) -> dict[str, str]:
        """Give the parameters as text, for what is stored."""
        return texts({name: str(value) for name, value in asdict(self).items()})


@dataclass(frozen=True)
class GapState:
    """The units whose gap is shown, and the figures of their scope."""

    data: ViewData
    parameters: GapParameters
    units: pd.DataFrame

    @property
    def filters(self) -> Filters:
        """What narrows the projects to the shown units."""
        return Filters(unit_id=self.parameters.unit, group="" if self.parameters.unit else self.parameters.group)

    @property
    def scope(self) -> str:
        """The catalogue's scope of the shown units."""
        return self.filters.catalogued("funds_gap", self.data.settings.kinds)[1]

    def figures(self, period: str = "") -> UnitFigures:
        """Give the figures of a month's units (the data's own month when `""`)."""
        return self.data.unit_figures(period or self.data.period)

    def figure(self, name: str, scope: str = "") -> Figure:
        """Give a figure of the month, of the shown units when no scope is named."""
        return self.figures()[name, scope or self.scope]

    def under_way(self, by: str = "") -> Asked:
        """Give `UNDER_WAY` of the shown units."""
        return self.data.ask(UNDER_WAY, self.filters, by)

    @property
    def measure(self) -> str:
        """What completion is measured by: received or awarded."""
        return self.data.settings.bands.measure

    @property
    def word(self) -> str:
        """What completion is measured by, in a word."""
        return MEASURED[self.measure]

    @property
    def periods_left(self) -> int:
        """The periods of the year after this one."""
        return self.data.settings.returns.rhythm.left(self.data.period)

    @property
    def who(self) -> str:
        """Whose gap it is."""
        chosen = self.data.words.units.get(self.parameters.unit, "") or self.parameters.group
        return chosen or self.data.words.whole

    def titled(self, words: str) -> str:
        """Give the title of a picture: when, whose, what."""
        return f"{chinese(self.data.period)}底 {self.who}：{words}"


def gap_state(data: ViewData, parameters: GapParameters) -> GapState:
    """Give the state that parameters say.

    Raises:
        ViewError: there is no such unit or group.
    """
    units = data.units(data.period)
    if parameters.unit:
        units = units[units["unit_id"] == parameters.unit]
    elif parameters.group:
        units = units[units["group"] == parameters.group]
    if units.empty:
        raise ViewError("没有这样的单位，请换一个单位或组别")
    return GapState(data, parameters, units)
