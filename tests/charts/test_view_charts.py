"""Pictures of the views: texts that are drawn as one, axes that are laid out once; nothing is cut off or stands over its neighbour."""

import re
from itertools import pairwise

import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.text import Text

from zzlib.charts.conversion_view import LackBar, causes
from zzlib.charts.lettering import NAME_GAP, Lettering
from zzlib.charts.once import ViewChart
from zzlib.charts.progress_view import UnitState, schedule
from zzlib.charts.theme import Chart, theme
from zzlib.vocabulary import Band

NAMES = ("水利局", "农业和农村工作委员会", "发改委 12/40")


@theme()
def named(chart: Chart) -> Lettering:
    """Give the names of three rows in a chart, laid out and drawn."""
    axes = chart.subplots()
    axes.set_ylim(2.5, -0.5)
    letters = Lettering(axes)
    letters.names(NAMES)
    canvas = FigureCanvasAgg(chart)
    canvas.draw()
    return letters


def test_names_of_rows_are_as_wide_as_matplotlibs_own_texts() -> None:
    chart = ViewChart(3)
    letters = named(chart)
    box, frame = letters.get_tightbbox(), chart.axes[0].get_window_extent()
    with theme():
        own = [chart.text(0, 0, name, fontsize=9).get_window_extent().width for name in NAMES]
    gap = NAME_GAP * chart.dpi / 72
    assert box is not None and box.x1 == frame.x0
    assert box.width - gap == pytest.approx(max(own), rel=0.05)  # Agg rounds each letter to whole pixels


@pytest.mark.parametrize("make", [Chart, ViewChart])
def test_the_axes_make_room_for_the_names(make: type[Chart]) -> None:
    chart = make(3)
    box = named(chart).get_tightbbox()
    assert box is not None and 0 <= box.x0 <= 12


@theme()
def written(text: str, **how: object) -> str:
    chart = ViewChart(3)
    axes = chart.subplots()
    Lettering(axes).write(text, 0.5, 0.5, **how)  # type: ignore[arg-type]
    return chart.page_svg()


def test_words_in_the_page_are_words_anchored_at_their_point() -> None:
    middle, beside = written("一二三"), written("一二三", right=4)
    (x_middle, anchor_middle), (x_beside, anchor_beside) = (
        (float(found[2]), found[1])
        for svg in (middle, beside)
        for found in [re.search(r'<text style="[^"]*text-anchor: (\w+)[^>]*? x="([\d.]+)"[^>]*>一二三</text>', svg)]
        if found
    )
    assert (anchor_middle, anchor_beside) == ("middle", "start")
    assert x_beside - x_middle == pytest.approx(4, abs=0.01)


def test_two_axes_stand_beside_each_other_as_wide_as_each_other_and_nothing_is_cut_off() -> None:
    units = [UnitState(f"单位{'长' * (n % 9)}{n}", Band.LOW, n / 60, key=f"unit_id=U{n}") for n in range(56)]
    chart = schedule("2013年5月底 全县：完成率", units, 0.4)
    svg = chart.page_svg()
    assert svg.count("<text") > 2 * len(units)
    left, right = (axes.get_window_extent() for axes in chart.axes)
    assert left.width == pytest.approx(right.width) and left.x1 < right.x0
    for axes in chart.axes:
        box = axes.get_tightbbox()
        assert box is not None and chart.bbox.x0 <= box.x0 and box.x1 <= chart.bbox.x1 and chart.bbox.y0 <= box.y0
    letters = [artist for axes in chart.axes for artist in axes.artists if isinstance(artist, Lettering)]
    assert all(box.x0 > left.x1 for box in [letters[1].get_tightbbox()] if box)


def test_words_under_axes_that_long_names_make_narrow_stay_on_the_paper() -> None:
    bars = [LackBar(f"同一位责任领导分管的项目（{'、'.join(['县某某局'] * 6)}等8个单位）", 1.5, "", False)]
    chart = causes("低在哪里", bars, "比同类型项目的平均少转化的个数（■ 超出偶然；浅色：可能偶然）")
    chart.page_svg()
    words, [axes] = chart.axes[0].xaxis.label.get_window_extent(), chart.axes
    assert words.width > axes.get_window_extent().width
    assert chart.bbox.x0 <= words.x0 and words.x1 <= chart.bbox.x1


def test_a_mark_lies_where_its_bar_is_drawn() -> None:
    bars = [LackBar(f"部分{n}", 5 - n, "", n == 0, f"unit_id=U{n}") for n in range(4)]
    chart = causes("低在哪里", bars, "个数")
    chart.page_svg()
    boxes = [spot.box() for spot in chart.spots]
    assert all(one[1] + one[3] == pytest.approx(other[1], abs=0.2) for one, other in pairwise(boxes))
    axes, height = chart.axes[0], chart.bbox.height
    for patch, (_, top, _, high) in zip(axes.patches, boxes, strict=True):
        middle = np.mean(
            [axes.transData.transform((0, y))[1] for y in (patch.get_y(), patch.get_y() + patch.get_height())]
        )
        assert height - middle == pytest.approx(top + high / 2, abs=0.2)


def test_texts_of_matplotlibs_own_are_measured_as_before() -> None:
    with theme():
        chart = ViewChart(3)
        label = chart.text(0.1, 0.5, "到位资金 12.5%", fontsize=10)
        before = Text.get_window_extent(label, FigureCanvasAgg(chart).get_renderer()).width * 72 / chart.dpi
        chart.page_svg()
    after = label.get_window_extent().width
    assert after == pytest.approx(before, rel=0.05)
