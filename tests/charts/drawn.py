"""What a chart shows: its texts with their places, its marks; and months with many units to draw."""

from dataclasses import replace

import pandas as pd
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.text import Text

from tests.report.hand_made import figure, hand_made_month
from zzlib.indicators.month import Figures


def words(chart) -> str:
    return "\n".join(text.get_text() for text in texts_of(chart))


def texts_of(chart) -> list[Text]:
    inside = [text for axes in chart.axes for text in (*axes.texts, *ticks(axes))]
    return [text for text in (*chart.texts, *inside) if text.get_text() and text.get_visible()]


def ticks(axes) -> list[Text]:
    """Give the names at the ticks that are drawn: those within the view."""
    shown = [axis for axis in (axes.xaxis, axes.yaxis) if axes.axison]
    ranges = [(axis, sorted(axis.get_view_interval())) for axis in shown]
    return [t.label1 for axis, (low, high) in ranges for t in axis.get_major_ticks() if low <= t.get_loc() <= high]


def marks(chart) -> dict[str, object]:
    found = [artist for axes in chart.axes for artist in axes.get_children() if artist.get_gid()]
    return {artist.get_gid(): artist for artist in found}


def boxes(chart) -> list[tuple[str, object]]:
    """Give every text with the place that its letters take."""
    canvas = FigureCanvasAgg(chart)
    canvas.draw()
    return [(text.get_text(), Text.get_window_extent(text, canvas.get_renderer())) for text in texts_of(chart)]


def many_units(count: int, name: str = "县第{}局"):
    """Give the month with many units, every second of them with money, every tenth of a group of its own."""
    month = hand_made_month()
    rows = [month.units.iloc[place % 5].to_dict() for place in range(count)]
    units = pd.DataFrame(rows).astype(month.units.dtypes.to_dict())
    units["unit_id"] = [f"v{place:03d}" for place in range(count)]
    units["unit"] = [name.format(place) for place in range(count)]
    units["group"] = [("县直", "乡镇")[place > count // 2] for place in range(count)]
    own = [
        figure(figure_id, str(value), scope=f"unit:v{place:03d}")
        for place in range(count)
        for figure_id, value in (("funds_completion", 0.123), ("funds_gap", 12345678.9), ("funds_target", 2e7))
    ]
    return replace(month, units=units, figures=Figures([*month.figures, *own]))
