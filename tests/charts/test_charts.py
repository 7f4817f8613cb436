"""The charts hold the data that they claim to show, say what these tell, and write nothing over anything else."""

import io
import re
import warnings
import xml.etree.ElementTree as ET
from dataclasses import replace
from itertools import combinations

import matplotlib
import pandas as pd
import pytest

from tests.charts.drawn import boxes, many_units, marks, words
from tests.report.hand_made import UNITS, WAN, figure, hand_made_month
from zzlib import charts
from zzlib.charts.theme import wrapped_text
from zzlib.indicators.month import Figures
from zzlib.paper import SMALLEST
from zzlib.vocabulary import Band

ALL = [
    charts.completion_by_unit, charts.received_by_category, charts.conversion, charts.path_to_target, charts.steps_of_money,
    charts.gained_by_month, charts.gap_by_unit,
]  # fmt: skip


def extremes():
    """Give months at the edge of what can be: nobody filed, nothing but negative amounts, no history, no targets, sixty units."""
    month = hand_made_month()
    blank = pd.array([None] * 5, dtype="Int64")
    undefined = dict.fromkeys(
        ["funds_completion", "funds_gap", "funds_target", "funds_needed_monthly", "schedule_progress"], ""
    )
    none = hand_made_month(figures=undefined | {"funds_received": ""})
    negative = hand_made_month(figures={"funds_received": "-200000", "funds_completion": "-0.0006134969"})
    return {
        "ordinary": month,
        "nothing filed": replace(
            none,
            units=none.units.assign(band=str(Band.UNFILED), completion=float("nan")),
            categories=none.categories.head(0),
            trend=none.trend.assign(received_fen=blank, awarded_fen=blank, last_year_fen=blank, schedule_fen=blank),
        ),
        "no history": replace(
            month,
            categories=month.categories.assign(last_year_fen=pd.array([None] * 3, dtype="Int64")),
            trend=month.trend.assign(last_year_fen=blank),
        ),
        "no targets": replace(
            hand_made_month(figures=undefined),
            units=month.units.assign(band=str(Band.NO_TARGET), target_fen=pd.array([None] * 10, dtype="Int64")),
        ),
        "taken back": replace(
            negative,
            categories=negative.categories.assign(received_fen=pd.array([-30 * WAN, 0, -5 * WAN], dtype="Int64")),
            trend=negative.trend.assign(received_fen=pd.array([0, 0, 5 * WAN, -1 * WAN, -20 * WAN], dtype="Int64")),
        ),
        "sixty units": many_units(60),
        "long names": many_units(60, "县发展和改革委员会项目开发与资金争取工作第{}局"),
        "half beyond": replace(month, units=month.units.assign(completion=month.units["completion"] * 10)),
    }


EXTREMES = extremes()


@pytest.mark.slow
@pytest.mark.parametrize("draw", ALL, ids=lambda draw: draw.__name__)
@pytest.mark.parametrize("name", EXTREMES)
def test_every_chart_of_every_county_stands_within_its_paper_and_over_nothing_else(draw, name):
    with warnings.catch_warnings():
        warnings.simplefilter("error")  # a glyph that the font lacks, a layout that does not fit
        chart = draw(EXTREMES[name])
        written = boxes(chart)
    paper = chart.bbox.padded(1)
    for text, box in written:
        assert paper.x0 <= box.x0 and box.x1 <= paper.x1 and paper.y0 <= box.y0 and box.y1 <= paper.y1, text
    # Letters of neighbouring lines may touch by the room over and under them.
    shrunk = [(text, box.shrunk(0.98, 0.6)) for text, box in written]
    assert [(a, b) for (a, one), (b, other) in combinations(shrunk, 2) if one.overlaps(other)] == []


@pytest.mark.slow
@pytest.mark.parametrize("draw", ALL, ids=lambda draw: draw.__name__)
def test_the_same_month_gives_the_same_picture_whatever_the_analyst_has_set(draw):
    month = hand_made_month()
    first = draw(month)
    with matplotlib.rc_context(
        {"font.size": 30, "axes.edgecolor": "red", "svg.hashsalt": "mine", "hatch.linewidth": 9}
    ):
        mine = dict(matplotlib.rcParams)
        second = draw(month)
        assert (second.png(), second.svg()) == (first.png(), first.svg())
        assert dict(matplotlib.rcParams) == mine


@pytest.mark.parametrize("draw", ALL, ids=lambda draw: draw.__name__)
def test_the_marks_of_an_svg_carry_what_they_show_each_once(draw):
    chart = draw(hand_made_month())
    shown = {element.get("id") for element in ET.parse(io.BytesIO(chart.svg())).iter()}
    carried = [artist.get_gid() for axes in chart.axes for artist in axes.get_children() if artist.get_gid()]
    assert carried and len(carried) == len(set(carried))
    assert set(carried) <= shown
    assert all("@" in one for one in carried)


def test_a_character_without_a_glyph_is_noticed():
    month = hand_made_month()
    month.units.loc[0, "unit"] = "县\U00020bb7局"
    with pytest.warns(UserWarning, match="missing from font"):
        charts.completion_by_unit(month).png()


def test_a_chart_is_shown_once_with_its_message_for_those_who_cannot_see_it():
    import matplotlib.pyplot as plt

    chart = charts.path_to_target(hand_made_month())
    data, metadata = chart._repr_png_()
    assert plt.get_fignums() == []
    assert data == chart.png()
    assert metadata["alt"].startswith(chart.title)
    assert "数据截至2013年5月底" in metadata["alt"]


def test_every_chart_says_until_when_its_data_reach_and_how_many_units_are_carried():
    for draw in ALL:
        assert "数据截至2013年5月底，其中1个单位（※）用以前月份代替" in draw(hand_made_month()).texts[
            1
        ].get_text().replace("\n", "")


# ---- The year's path


def test_the_path_says_how_far_behind_the_schedule_the_year_is_and_what_it_needs():
    exact = hand_made_month(figures={"funds_completion": "0.317153846"})
    assert "比时序进度至多低10.0个百分点" in charts.path_to_target(exact).title
    ahead = charts.path_to_target(hand_made_month(figures={"funds_completion": "0.5"}))
    assert "高8.3个百分点" in ahead.title
    done = charts.path_to_target(hand_made_month(figures={"funds_completion": "1.2", "funds_gap": "-65200000"}))
    assert done.title.startswith("全年任务已经完成")


def test_the_schedule_runs_to_december_and_the_bracket_spans_the_lag():
    found = marks(charts.path_to_target(hand_made_month()))
    assert [f"schedule_progress@month:2013-{n:02d}" in found for n in range(1, 13)] == [True] * 12
    due = found["schedule_progress@month:2013-08"].get_ydata()[0]
    assert due == pytest.approx(32600 * WAN * 8 / 12)
    bracket = found["funds_behind_schedule@county"].get_ydata()
    assert list(bracket) == pytest.approx([10030 * WAN, 32600 * WAN * 5 / 12])
    assert list(found["funds_needed_monthly@county"].get_xdata()) == [5, 12]


def test_the_path_names_the_best_month_where_the_line_shows_it():
    assert "单月最高（4月）4000万元" in words(charts.path_to_target(hand_made_month()))
    other = charts.path_to_target(hand_made_month(figures={"funds_best_month": "12340000"}))
    assert "最高" not in words(other)


def test_all_amounts_of_a_chart_have_the_unit_of_the_text():
    large = {"funds_target": "1300000000", "funds_gap": "1199700000", "funds_needed_monthly": "171385714"}
    for figures in ({}, large):
        for name in ("path_to_target", "steps_of_money", "gap_by_unit"):
            said = words(getattr(charts, name)(hand_made_month(figures=figures)))
            assert set(re.findall(r"\d(万元|亿元)", said)) == {"万元"}, name


def test_what_is_said_of_points_on_top_of_each_other_is_one_block():
    nothing = hand_made_month(figures={"funds_received": "0", "funds_completion": "0", "funds_gap": "326000000"})
    near = replace(nothing, trend=nothing.trend.assign(last_year_fen=nothing.trend["last_year_fen"] // 50))
    blocks = [text.get_text() for text in charts.path_to_target(near).axes[0].texts]
    assert any("本年" in block and "上年同期" in block for block in blocks)


@pytest.mark.parametrize(("without", "said"), [("0", "▲上年同期 "), ("3", "▲上年同期（全部单位） ")])
def test_last_year_is_of_all_units_where_the_text_compares_the_same_ones(without, said):
    assert said in words(charts.path_to_target(hand_made_month(figures={"units_without_history": without})))


def test_no_line_runs_through_the_words_that_stand_for_a_bar():
    chart = charts.completion_by_unit(hand_made_month(figures={"schedule_progress": "0.083"}))
    stated = [
        text for text in chart.axes[0].texts if text.get_text() in ("未争取到资金和用地", "今年未报", "因收回净额为负")
    ]
    heights = {round(text.xy[1]) for text in stated}
    drawn = [line.get_ydata() for line in chart.axes[0].lines]
    over = {h for ys in drawn for h in heights if any(abs(y - h) < 0.4 for y in ys if y == y)}
    assert heights and not over


def test_a_county_that_measures_by_awarded_money_sees_awarded_money():
    chart = charts.path_to_target(hand_made_month({"bands": {"measure": "awarded"}}))
    assert "funds_awarded@month:2013-05" in marks(chart)
    assert "争取资金" in chart.axes[0].get_ylabel()


@pytest.mark.parametrize("received", [20_000_000, 100_300_000, 180_000_000, 300_000_000, 500_000_000])
def test_no_words_on_the_path_lie_over_a_line(received):
    gap, share = str(326_000_000 - received), str(received / 326_000_000)
    month = hand_made_month(figures={"funds_received": str(received), "funds_gap": gap, "funds_completion": share})
    trend = month.trend["received_fen"] * received // 100_300_000
    chart = charts.path_to_target(replace(month, trend=month.trend.assign(received_fen=trend.astype("Int64"))))
    written = [(text, box) for text, box in boxes(chart) if any(text == own.get_text() for own in chart.axes[0].texts)]
    points = [
        point
        for line in chart.axes[0].lines
        for point in line.get_transform().transform(list(zip(line.get_xdata(), line.get_ydata(), strict=True)))
    ]
    assert [text for text, box in written if any(box.contains(*point) for point in points)] == []


# ---- The units


def test_units_stand_in_their_groups_highest_first_with_a_bar_or_a_word():
    chart = charts.completion_by_unit(hand_made_month())
    bars = {gid: bar for gid, bar in marks(chart).items() if gid.startswith("funds_completion@")}
    down = sorted(bars, key=lambda gid: bars[gid].get_y())
    assert [gid.partition(":")[2] for gid in down] == ["u01", "u04", "u02", "u03", "u06"]
    assert [round(bars[gid].get_width(), 3) for gid in down] == [0.84, 0.333, 0.3, 0.1, 0.3]
    said = words(chart)
    for text in (
        "未争取到资金和用地",
        "因收回净额为负",
        "今年未报",
        "数据待核",
        "无目标，到位50万元",
        "时序进度 41.7%",
    ):
        assert said.count(text) == 1, text
    assert all(said.count(unit[1]) == 1 for unit in UNITS)


def test_the_chart_of_the_units_says_how_many_are_behind():
    assert (
        charts.completion_by_unit(hand_made_month()).title
        == "7个有目标的已报单位中，6个落后于时序进度（含到位为零或为负的2个）"
    )


def test_what_a_unit_owes_stands_beside_it_and_of_one_that_never_filed_its_whole_target():
    said = words(charts.completion_by_unit(hand_made_month())).splitlines()
    assert said.count("≤4000") == 1  # 县水利局, of which an amount can't be read
    assert said.count("800") == 2  # 县发改委, and 北河镇 that never filed


def test_the_schedule_line_is_drawn_even_where_nobody_has_come_so_far():
    chart = charts.completion_by_unit(hand_made_month(figures={"schedule_progress": "0.95"}))
    assert chart.axes[0].get_xlim()[1] > 0.95


def test_an_absurd_completion_does_not_flatten_the_others():
    month = hand_made_month()
    month.units.loc[0, "completion"] = 35.0
    month = replace(month, figures=Figures([*month.figures, figure("funds_completion", "35", scope="unit:u01")]))
    chart = charts.completion_by_unit(month)
    assert marks(chart)["funds_completion@unit:u01"].get_width() == 2.0
    assert "→3500.0%" in words(chart)


@pytest.mark.parametrize("count", [30, 58, 62, 100])
def test_rows_of_many_units_are_as_high_as_their_letters(count):
    chart = charts.completion_by_unit(many_units(count))
    chart.draw_without_rendering()
    for axes in chart.axes:
        low, high = axes.get_ylim()
        assert axes.get_window_extent().height * 72 / chart.dpi / abs(high - low) >= SMALLEST


def test_a_group_that_goes_on_in_the_second_column_is_named_there_again():
    assert "（续）" in words(charts.completion_by_unit(many_units(30)))


# ---- Categories, projects, steps, months, gap


def test_categories_go_from_last_year_to_this_sorted_by_increase_and_their_words_add_up():
    chart = charts.received_by_category(hand_made_month())
    assert [label.get_text() for label in chart.axes[0].get_yticklabels()] == ["中央预算内投资", "收回", "农业综合开发"]
    found = marks(chart)
    assert list(found["change@category:中央预算内投资"].get_xdata()) == [4000 * WAN, 6000 * WAN]
    assert "last_year@category:农业综合开发" not in found
    said = words(chart)
    assert ("4000 →" in said, "+2000" in said, "−1788" in said, said.count("上年同期无数据")) == (True, True, True, 1)
    assert chart.title == "2类资金中1类增加、1类减少：中央预算内投资增加最多，多2000万元"


def test_a_change_is_the_difference_of_the_two_amounts_that_are_printed():
    month = hand_made_month()
    amounts = {"received_fen": [100_4_990_000, 50 * WAN, 3], "last_year_fen": [50_0_500_000, 60 * WAN, 0]}
    month = replace(
        month, categories=month.categories.assign(**{k: pd.array(v, dtype="Int64") for k, v in amounts.items()})
    )
    said = words(charts.received_by_category(month)).splitlines()
    now, before = (next(int(t.rstrip(" →")) for t in said if t.startswith(start)) for start in ("100", "501"))
    assert f"{now - before:+d}" in said


def test_conversion_draws_counts_and_says_last_years_rate():
    last = [figure("conversion_last_year", "0.25", scope="kind:competitive")]
    month = hand_made_month()
    chart = charts.conversion(replace(month, figures=Figures([*month.figures, *last])))
    found = marks(chart)
    assert found["projects_total@kind:formula"].get_width() == 16
    assert found["projects_converted@kind:formula"].get_width() == 8
    assert list(found["conversion_last_year@kind:competitive"].get_xdata()) == [6, 6]
    assert "个性型项目：编报 24 个，转化 3 个，转化率 12.5%（上年同期 25.0%）" in words(chart)
    assert chart.title == "个性型项目转化最少：转化率12.5%，比上年同期（25.0%）低12.5个百分点"


def test_conversion_without_projects_has_no_rate():
    month = hand_made_month(figures={"projects_formula": "0", "conversion_formula": ""})
    assert "政策型项目：编报 0 个，无转化率" in words(charts.conversion(month))


def test_the_steps_of_money_are_the_forms_and_the_largest_loss_is_the_message():
    chart = charts.steps_of_money(hand_made_month())
    assert [label.get_text() for label in chart.axes[0].get_yticklabels()] == [
        "申报资金", "争取资金", "下达资金", "到位资金", "支付资金"
    ]  # fmt: skip
    assert marks(chart)["funds_applied@county"].get_width() == 300_000_000_00
    assert chart.title == "“申报—争取”这一步少得最多：争取资金是申报资金的50.0%"


def test_a_step_that_no_return_states_is_left_out_and_named():
    chart = charts.steps_of_money(replace(hand_made_month(), gaps=frozenset({"paid"})))
    assert "报表里没有填支付资金" in chart.texts[1].get_text().replace("\n", "")
    assert "funds_paid@county" not in marks(chart)


def test_the_month_stands_beside_what_is_needed_of_each_that_is_left():
    chart = charts.gained_by_month(hand_made_month())
    found = marks(chart)
    assert found["funds_received@month:2013-05"].get_height() == 2030 * WAN
    assert [f"funds_needed_monthly@month:2013-{n:02d}" in found for n in (5, 6, 12)] == [False, True, True]
    assert chart.title == "5月到位2030万元，只有今后平均每月所需至多3224万元的63.0%"


def test_an_unknown_month_is_not_drawn_and_neither_is_the_one_after_it():
    month = hand_made_month()
    month.trend.loc[2, "received_fen"] = pd.NA
    found = marks(charts.gained_by_month(month))
    assert [f"funds_received@month:2013-{n:02d}" in found for n in (2, 3, 4, 5)] == [True, False, False, True]


def test_the_gap_names_how_few_units_owe_half_of_it():
    chart = charts.gap_by_unit(hand_made_month())
    assert chart.title == "8个单位共还差19620万元，其中2个占58.6%"
    assert [label.get_text() for label in chart.axes[0].get_yticklabels()][:2] == ["县财政局", "县民政局"]
    assert words(chart).splitlines()[-9:].count("700万元，累计 100.0%") <= 1
    assert "累计 100.0%" in words(chart)


def test_of_many_units_that_owe_the_smallest_stand_together():
    chart = charts.gap_by_unit(many_units(60))
    assert len([gid for gid in marks(chart) if gid.startswith("funds_gap@")]) == 20
    assert "其余 40 个单位" in words(chart)


def test_a_text_is_not_broken_within_a_number_nor_before_a_comma():
    lines = wrapped_text("到位资金完成31.7%，还差8.88亿元。", 8)
    assert lines == ["到位资金完成", "31.7%，还差", "8.88亿元。"]
