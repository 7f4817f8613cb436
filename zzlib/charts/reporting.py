"""Who reported, month by month: a tile for each unit and month, with a sign that grey print keeps."""

from typing import Any

from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from zzlib.charts.theme import DARK, FAINT, INK, Chart, theme, visual_width
from zzlib.indicators.month import Month
from zzlib.periods import year_of
from zzlib.vocabulary import Filing

SIGNS: dict[str, tuple[str, str, str]] = {
    Filing.ON_TIME: ("√", "#c6dbef", INK),
    Filing.LATE: ("迟", DARK, "white"),
    Filing.UNTIMED: ("？", "#c6dbef", INK),
    Filing.MISSING: ("未", "white", INK),
    Filing.UNREADABLE: ("×", "#bdbdbd", INK),
}
"""Sign, fill and ink of each state: late is darkest, missing is empty within a broken line."""

_ROW, _NAMES, _TILE = 0.215, 1.75, 0.455
_GAP = 0.6


@theme()
def who_reported(month: Month) -> Chart:
    """Draw every unit's returns of the year, a row a unit in order of precedence, groups apart.

    ＋ marks a return that was sent again, 代 a month for which an earlier month's return stands in; a month in which nobody
    filed, or in which the unit was none yet, stays empty.
    """
    periods = list(dict.fromkeys(month.filings["period"]))
    units = month.filings[month.filings["period"] == month.period]
    filings = month.filings[month.filings["formerly"] == ""]
    places = _places(units["group"].tolist())
    height = (places[-1] if places else 0) + 1
    chart = Chart(_ROW * (height + 3) + 0.5)
    axes = chart.subplots()
    axes.set_axis_off()
    axes.grid(visible=False)
    axes.set_xlim(-_NAMES / _TILE, 12.2)
    axes.set_ylim(height + 0.2, -3.2)
    title = month.rhythm.said("各单位月报表报送情况")
    axes.set_title(f"{year_of(month.period)}年{title}（截至{month.rhythm.name(month.period)}）")
    _legend(axes, month, {*SIGNS} - {Filing.UNTIMED} | {*filings["filing"]})
    for column, period in enumerate(periods):
        axes.text(column + 0.5, -0.45, month.rhythm.short(period), ha="center", va="center", fontsize=9)
    rows = dict(zip(units["unit_id"], places, strict=True))
    for unit_id, unit in zip(units["unit_id"], units["unit"], strict=True):
        size = min(9.0, 9.0 * 11 / visual_width(unit))
        axes.text(-0.12, rows[unit_id] + 0.5, unit, ha="right", va="center", fontsize=size)
    for filing in filings[~filings["period"].isin(month.absent)].to_dict("records"):
        _tile(axes, periods.index(filing["period"]), rows[filing["unit_id"]], filing["filing"], _mark(filing))
    return chart


def _places(groups: list[str]) -> list[float]:
    """Give the row of each unit; a gap parts the groups."""
    places, row = [], 0.0
    for number, group in enumerate(groups):
        row += _GAP if number and group != groups[number - 1] else 0
        places.append(row)
        row += 1
    return places


def _mark(filing: dict[Any, Any]) -> str:
    return ("＋" if filing["resubmitted"] else "") + ("代" if filing["carried_from"] else "")


def _tile(axes: Axes, column: float, row: float, state: str, mark: str) -> None:
    sign, fill, ink = SIGNS[state]
    missing = state == Filing.MISSING
    look: dict[str, Any] = {"edgecolor": FAINT, "linewidth": 0.6, "linestyle": "--" if missing else "-"}
    axes.add_patch(Rectangle((column + 0.06, row + 0.08), 0.88, 0.84, facecolor=fill, **look))
    axes.text(column + (0.5 if not mark else 0.32), row + 0.52, sign, ha="center", va="center", color=ink, fontsize=8.5)
    axes.text(column + 0.7, row + 0.52, mark, ha="center", va="center", color=ink, fontsize=7)


def _legend(axes: Axes, month: Month, shown: set[str]) -> None:
    left = -_NAMES / _TILE + 0.2
    entries = [*((state, "", Filing(state).label) for state in SIGNS if state in shown)]
    entries += [(Filing.ON_TIME, "＋", "又报过一份"), (Filing.MISSING, "代", month.rhythm.said("用以前月份代替"))]
    for state, mark, words in entries:
        _tile(axes, left, -2.6, state, mark)
        axes.text(left + 1.05, -2.08, words, ha="left", va="center", fontsize=8.5)
        left += 1.45 + 0.42 * len(words)
