"""Words beside points stand over nothing: no other words, no axis, no point; the lines that lead to them run over no point."""

from dataclasses import replace
from itertools import combinations
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.text import Text

from tests.ready import ReadyCounties
from tests.report.hand_made import WAN, hand_made_month
from tests.sampling import EVERY
from zzlib import charts
from zzlib.indicators import Month, load_month
from zzlib.workspace import Workspace

TARGET = 32600
"""The county's task in hand_made, 万元."""


def faults(chart) -> list[str]:
    """Give what the words of a chart's axes stand over, and the points that their lines run over."""
    canvas = FigureCanvasAgg(chart)
    canvas.draw()
    renderer, (axes,) = canvas.get_renderer(), chart.axes
    paper, found = axes.get_window_extent(renderer), []
    marked = [line for line in axes.lines if line.get_marker() not in ("None", "")]
    points = np.vstack([line.get_transform().transform(np.column_stack(line.get_data())) for line in marked])
    boxes = {note.get_text(): Text.get_window_extent(note, renderer) for note in axes.texts}
    for text, box in boxes.items():
        if box.x0 <= paper.x0 or box.y0 <= paper.y0 or box.x1 > paper.x1 + 1:
            found.append(f"an axis: {text}")
        if any(box.contains(*point) for point in points):
            found.append(f"a point: {text}")
    found += [f"words: {a}, {b}" for (a, one), (b, other) in combinations(boxes.items(), 2) if one.overlaps(other)]
    for note in axes.texts:
        if note.arrow_patch is not None:
            start, end = note.arrow_patch.get_path().transformed(note.arrow_patch.get_transform()).vertices[[0, -1]]
            way = np.linspace(start, end, 200)
            own = axes.transData.transform(note.xy)
            others = points[np.hypot(*(points - own).T) > 6]
            if (np.hypot(*(others[:, None] - way[None]).transpose(2, 0, 1)) < 2).any():
                found.append(f"a line over a point: {note.get_text()}")
    return found


def year_so_far(number: int, share: float) -> Month:
    """Give a county whose money has come to a share of its schedule by the end of a month, at the pace of last year."""
    periods = [f"2013-{n:02d}" for n in range(1, number + 1)]
    fen = [round(TARGET * WAN * n / 12 * share) for n in range(1, number + 1)]
    done = fen[-1] / 100
    left = {"funds_gap": str(TARGET * 10000 - done), "funds_behind_schedule": str(TARGET * 10000 * number / 12 - done)}
    left["funds_needed_monthly"] = str(round((TARGET * 10000 - done) / max(1, 12 - number), 2))
    month = hand_made_month(figures={"funds_received": str(done), "funds_best_month": str(fen[0] / 100), **left})
    trend = pd.concat([month.trend.iloc[:1]] * number, ignore_index=True)
    amounts = {name: pd.array(fen, dtype="Int64") for name in ("received_fen", "awarded_fen")}
    before = pd.array([amount // 2 for amount in fen], dtype="Int64")
    return replace(month, period=periods[-1], trend=trend.assign(period=periods, last_year_fen=before, **amounts))


@pytest.mark.slow
@pytest.mark.parametrize("number", range(1, 13) if EVERY else (1, 2, 4, 7, 10, 11, 12))
@pytest.mark.parametrize("share", [0.02, 0.75], ids=["far below", "near"])
def test_the_words_of_the_path_stand_over_nothing_in_any_month(number: int, share: float) -> None:
    assert faults(charts.path_to_target(year_so_far(number, share))) == []


@pytest.mark.slow
@pytest.mark.parametrize("number", [1, 6, 12])
def test_the_words_of_the_path_stand_over_nothing_in_a_made_up_year(number: int, ready_county: ReadyCounties) -> None:
    workspace = Workspace(ready_county(units=6, months=12, seed=3, mess="ordinary", faults=False))
    assert faults(charts.path_to_target(load_month(f"2013-{number:02d}", workspace))) == []


@pytest.mark.slow
@pytest.mark.parametrize("number", [1, 5])
def test_the_words_of_the_path_stand_over_nothing_in_the_demo_county(number: int) -> None:
    month = load_month(f"2013-{number:02d}", Workspace(Path(__file__).parents[2]))
    assert faults(charts.path_to_target(month)) == []
