"""The rules by which progress is measured: the county's own, or others that an analyst tries out."""

from dataclasses import asdict, dataclass
from typing import Any

from zzlib.explore.data import ViewData, ViewError
from zzlib.explore.parts import texts
from zzlib.explore.wording import wording
from zzlib.periods import period_of, year_of
from zzlib.settings import Bands, Schedule, Settings

MEASURED = {"received": "到位", "awarded": "争取"}
"""What completion is measured by, in a word."""


@dataclass(frozen=True)
class ProgressParameters:
    """What the view is set to; `""`, `0` and `()` are the county's own rules.

    `high` and `middle` are the edges of the bands, `measure` received or awarded, `schedule` a key of the wording's
    schedules, `left_out` units that are left out, `unit` whose path is drawn, `listed` whose projects are listed.
    """

    period: str = ""
    picture: str = "schedule"
    compare: str = "last_month"
    group: str = ""
    unit: str = ""
    left_out: tuple[str, ...] = ()
    high: float = 0.0
    middle: float = 0.0
    measure: str = ""
    schedule: str = "settings"
    listed: str = ""

    def texts(self) -> dict[str, str]:
        """Give the parameters as text, for what is stored."""
        return texts(asdict(self))


@dataclass(frozen=True)
class Rules:
    """The rules in force: the county's own, or what an analyst tries; `tried` says in words what differs."""

    settings: Settings
    left_out: tuple[str, ...]
    tried: tuple[str, ...]
    key: tuple[Any, ...]


def rules_of(data: ViewData, parameters: ProgressParameters) -> Rules:
    """Give the rules that the parameters say.

    Raises:
        ViewError: they can't be used.
    """
    own, tried = data.settings, []
    edges = (parameters.high or own.bands.edges[0], parameters.middle or own.bands.edges[1])
    measure = parameters.measure or own.bands.measure
    if not edges[0] > edges[1] > 0:
        raise ViewError(f"两条档次线应从大到小且大于 0，现在是 {edges[0]:.0%} 和 {edges[1]:.0%}")
    if edges != own.bands.edges:
        tried.append(f"档次线改为{edges[0]:.0%}和{edges[1]:.0%}")
    if measure != own.bands.measure:
        tried.append(f"按{MEASURED[measure]}资金计算")
    by = _schedule(data, parameters.schedule)
    if by != own.schedule.by:
        tried.append(f"时序进度{wording().progress.schedules[parameters.schedule]}")
    if parameters.left_out:
        tried.append(f"不计{'、'.join(data.words.label('unit_id', u) for u in parameters.left_out)}")
    changed = {"bands": Bands(edges=edges, measure=measure), "schedule": Schedule(by=by)}  # type: ignore[arg-type]
    key = (edges, measure, by, parameters.left_out)
    return Rules(own.model_copy(update=changed), parameters.left_out, tuple(tried), key)


def _schedule(data: ViewData, choice: str) -> Any:
    """Give the twelve shares of a schedule, or `month`."""
    if choice not in wording().progress.schedules:
        raise ViewError(f"没有“{choice}”这种时序进度；可以选：{'、'.join(wording().progress.schedules.values())}")
    if choice != "last_year":
        return "month" if choice == "month" else data.settings.schedule.by
    past = data.past("received")
    totals = [past.get(period_of(year_of(data.period) - 1, number)) for number in range(1, 13)]
    if not totals[-1] or None in totals:
        raise ViewError("没有上年各月的到位资金，不能按上年各月进度；请在 history_funds.csv 补上，或选别的")
    return tuple(round((total or 0) / totals[-1], 6) for total in totals)
