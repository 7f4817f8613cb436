"""The charts hold the data that they claim to show, in a font that has every character."""

import warnings
from dataclasses import replace
from itertools import combinations

import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg

from tests.report.hand_made import UNITS, figure, hand_made_month
from zzlib import charts
from zzlib.charts.theme import visual_width, wrapped, wrapped_text
from zzlib.indicators.month import Figures
from zzlib.vocabulary import Band

ALL = [charts.completion_by_unit, charts.bands, charts.received_by_category, charts.conversion, charts.path_to_target]


def words(chart) -> str:
    return "\n".join(text.get_text() for axes in chart.axes for text in axes.texts)


def drawn(chart):
    canvas = FigureCanvasAgg(chart)
    canvas.draw()
    return canvas.get_renderer()


@pytest.mark.parametrize("draw", ALL, ids=lambda draw: draw.__name__)
def test_every_chart_draws_without_a_missing_glyph_and_always_the_same(draw):
    month = hand_made_month()
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        first = draw(month).png()
    assert first.startswith(b"\x89PNG")
    assert draw(month).png() == first


def test_a_character_without_a_glyph_is_noticed():
    month = hand_made_month()
    month.units.loc[0, "unit"] = "县\U00020bb7局"
    with pytest.warns(UserWarning, match="missing from font"):
        charts.bands(month).png()


def test_a_chart_is_shown_once_with_its_title_for_those_who_cannot_see_it():
    import matplotlib.pyplot as plt

    chart = charts.path_to_target(hand_made_month())
    data, metadata = chart._repr_png_()
    assert plt.get_fignums() == []
    assert data == chart.png()
    assert metadata["alt"] == "2013年到位资金与全年目标"


def test_completion_draws_units_with_money_highest_first_against_the_schedule():
    upper = charts.completion_by_unit(hand_made_month()).axes[0]
    labels = [label.get_text() for label in upper.get_yticklabels()]
    assert labels == ["县发改委", "县水利局", "县财政局", "城关镇", "县民政局※"]
    assert [round(bar.get_width(), 3) for bar in upper.patches] == [0.84, 0.333, 0.3, 0.3, 0.1]
    assert "时序进度 41.7%" in [text.get_text() for text in upper.texts]


def test_words_about_a_bar_stand_beside_the_axes_where_no_line_runs():
    chart = charts.completion_by_unit(hand_made_month())
    upper, renderer = chart.axes[0], drawn(chart)
    beside = [text for text in upper.texts if "万元" in text.get_text() or "%" in text.get_text()]
    edge = upper.get_window_extent(renderer).x1
    boxes = [t.get_window_extent(renderer) for t in beside if "时序" not in t.get_text()]
    assert len(boxes) == 10
    assert min(box.x0 for box in boxes) >= edge
    assert max(box.x1 for box in boxes) <= chart.bbox.x1


def test_the_schedule_line_is_drawn_even_where_nobody_has_come_so_far():
    month = hand_made_month(figures={"schedule_progress": "1"})
    assert charts.completion_by_unit(month).axes[0].get_xlim()[1] > 1


def test_completion_never_draws_a_missing_or_unknown_unit_as_zero():
    chart = charts.completion_by_unit(hand_made_month())
    assert len(chart.axes[0].patches) == 5
    named = words(chart)
    for heading in (
        "到位资金为零：未争取到资金和用地：1 个",
        "数据待核（不作零处理）：1 个",
        "全年未报（不作零处理）：1 个",
    ):
        assert heading in named
    assert "东山乡（-20万元）" in named


def test_a_zero_with_something_unreadable_stands_apart_from_the_zeros():
    month = hand_made_month()
    month.units.loc[4, "incomplete"] = True
    texts = [text.get_text() for text in charts.completion_by_unit(month).axes[1].texts]
    assert texts[:4] == [
        "到位资金为零：资金被收回：1 个",
        "东山乡（-20万元）",
        "到位资金为零待核（有金额或报表读不出）：1 个",
        "县文化局",
    ]


def test_an_absurd_completion_does_not_flatten_the_others():
    month = hand_made_month()
    month.units.loc[0, "completion"] = 35.0
    month = replace(month, figures=Figures([*month.figures, figure("funds_completion", "35", scope="unit:u01")]))
    chart = charts.completion_by_unit(month)
    assert chart.axes[0].patches[0].get_width() == 2.0
    assert "▸ 3500.0%" in words(chart)


def test_bands_show_every_unit_once():
    text = words(charts.bands(hand_made_month()))
    assert all(text.count(unit[1]) == 1 for unit in UNITS)
    assert "县水利局＊" in text


def test_a_category_without_last_year_says_so():
    chart = charts.received_by_category(hand_made_month())
    this_year, last_year = chart.axes[0].containers
    assert [bar.get_width() / 10**6 for bar in this_year] == [6000, 4000, 30]
    assert [bar.get_width() / 10**6 for bar in last_year] == [4000, 0, 1818]
    assert words(chart).count("上年同期无数据") == 1


def test_conversion_says_the_counts_that_make_the_rate():
    chart = charts.conversion(hand_made_month())
    assert "政策型项目：编报 16 个，转化 8 个，转化率 50.0%" in words(chart)
    assert [bar.get_width() for bar in chart.axes[0].patches] == [1, 0.5, 1, 0.125]


def test_conversion_without_projects_has_no_rate():
    month = hand_made_month(figures={"projects_formula": "0", "conversion_formula": ""})
    chart = charts.conversion(month)
    assert "政策型项目：编报 0 个，无转化率" in words(chart)
    assert len(chart.axes[0].patches) == 2


def test_the_path_leads_from_now_to_the_target():
    chart = charts.path_to_target(hand_made_month())
    lines = {line.get_label(): line for line in chart.axes[0].lines}
    assert list(lines["本年到位"].get_ydata() / 10**6) == [1000, 2500, 4000, 8000, 10030]
    assert [tuple(line.get_xdata()) for line in lines.values()].count((5, 12)) == 1
    assert "缺口 至多2.26亿元" in words(chart)


@pytest.mark.parametrize("received", [20_000_000, 100_300_000, 180_000_000, 300_000_000])
def test_no_words_on_the_path_lie_over_each_other(received):
    gap, share = str(326_000_000 - received), str(received / 326_000_000)
    month = hand_made_month(figures={"funds_received": str(received), "funds_gap": gap, "funds_completion": share})
    chart = charts.path_to_target(month)
    renderer = drawn(chart)
    boxes = [text.get_window_extent(renderer) for text in chart.axes[0].texts]
    assert len(boxes) == 3
    assert not [1 for one, other in combinations(boxes, 2) if one.overlaps(other)]


def test_a_county_that_measures_by_awarded_money_sees_awarded_money():
    chart = charts.path_to_target(hand_made_month({"bands": {"measure": "awarded"}}))
    assert "本年争取" in [line.get_label() for line in chart.axes[0].lines]


@pytest.mark.parametrize("band", [Band.ZERO, Band.UNFILED])
def test_a_month_in_which_nobody_has_money_can_be_drawn(band):
    month = hand_made_month()
    month = replace(
        month,
        units=month.units.assign(band=str(band)),
        categories=month.categories.head(0),
        trend=month.trend.assign(received_fen=0, last_year_fen=None),
    )
    for draw in ALL:
        draw(month).png()


def test_a_text_is_not_broken_within_a_number_nor_before_a_comma():
    lines = wrapped_text("到位资金完成31.7%，还差8.88亿元。", 8)
    assert lines == ["到位资金完成", "31.7%，还差", "8.88亿元。"]


def test_names_are_wrapped_whole():
    lines = wrapped(["县发改委", "县财政局", "县民政局"], 10)
    assert lines == ["县发改委、县财政局、", "县民政局"]
    assert max(visual_width(line) for line in lines) <= 10
