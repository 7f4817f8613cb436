"""The gap, its holders and what is under way are the catalogue's; what is supposed is said; the split adds up."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.explore.rows import fen, rows_of
from tests.indicators import test_figures as small
from tests.small_county import SmallCounty
from zzlib.explore.data import ViewData, ViewError
from zzlib.explore.gap import view_of
from zzlib.explore.gap_state import GapParameters
from zzlib.explore.split import read_fixed, split_gap
from zzlib.explore.wording import wording
from zzlib.ledger import open_ledger
from zzlib.phrasing.lists import name_lists

PICTURES = list(wording().gap.pictures)


def test_target_gap_and_pace_are_the_catalogues(counties):
    for data in counties[::3]:
        unit = next(iter(data.words.units))
        for parameters in (GapParameters(), GapParameters(group="县直"), GapParameters(unit=unit)):
            named = [f for f in view_of(data, parameters).figures if f.figure]
            left = any(f.name == "gap" and Decimal(f.value or 0) > 0 for f in named)
            assert [f.name for f in named if f.name != "best"] == ["received", "target", "gap", *(["needed"] * left)]
            for stored in named:
                assert stored.text == data.month.figures.text(stored.figure, stored.scope)


@pytest.mark.parametrize("picture", PICTURES)
def test_every_picture_can_be_drawn_in_every_month(counties, picture):
    for data in counties[::3]:
        assert view_of(data, GapParameters(picture=picture)).draw().png(50)


def test_the_year_so_far_is_the_catalogues_and_the_pace_leads_to_the_target(counties):
    for data in counties:
        for scope, parameters in (("county", GapParameters()), ("group:县直", GapParameters(group="县直"))):
            rows = rows_of(view_of(data, parameters))
            by_month = {row["月份"]: row for row in rows}
            now = by_month[f"{int(data.period[5:])}月"]
            assert now["累计到位（万元）"] == fen(data.month.figures["funds_received", scope])
            assert rows[-1]["时序应达（万元）"] == fen(data.month.figures["funds_target", scope])
        trend = data.month.trend.set_index("period")
        for period in data.months:
            row = rows_of(view_of(data, GapParameters()))[int(period[5:]) - 1]
            assert row["累计到位（万元）"] == trend.loc[period, "received_fen"]
            assert row["时序应达（万元）"] == trend.loc[period, "schedule_fen"]
            assert row["上年同期（万元）"] == trend.loc[period, "last_year_fen"]


def test_the_best_month_stands_beside_the_pace_of_the_county(demo_data):
    best = demo_data.month.figures.text("funds_best_month")
    assert f"今年到位最多的一个月到位{best}" in view_of(demo_data, GapParameters()).text()
    assert "最多的一个月" not in view_of(demo_data, GapParameters(group="县直")).text()


def test_only_what_is_missing_has_a_cause(demo):
    rows = demo.funding.assign(received_fen=10**13)
    assert view_of(ViewData(replace(demo, funding=rows)), GapParameters()).text().count("。") == 1


def test_the_units_that_hold_the_gap_come_first_with_what_they_have_under_way(counties):
    for data in counties:
        figures, ids = data.month.figures, {name: unit for unit, name in data.words.units.items()}
        rows = rows_of(view_of(data, GapParameters(picture="units")))
        gaps = [row["缺口（万元）"] or 0 for row in rows]
        assert gaps == sorted(gaps, reverse=True)
        assert len(rows) == len(ids)
        for row in rows:
            scope = f"unit:{ids[row['单位']]}"
            assert row["缺口（万元）"] == fen(figures["funds_gap", scope])
            for heading, name in (("在报未获支持", "funds_pipeline"), ("已争取未到位", "funds_awaited")):
                assert (row[f"{heading}（万元）"] or 0) == (fen(figures[name, scope]) or 0)


def test_what_is_under_way_is_the_catalogues_by_stage_and_as_a_whole(counties):
    names = {"在报项目": "projects_pipeline", "申报资金（万元）": "funds_pipeline", "其中没有进展的项目": "projects_stuck", "没有进展的申报资金（万元）": "funds_stuck"}  # fmt: skip
    for data in counties:
        for scope, group in (("county", ""), ("group:县直", "县直")):
            result = view_of(data, GapParameters(picture="pipeline", group=group))
            for heading, name in names.items():
                figure = data.month.figures[name, scope]
                assert sum(row[heading] for row in rows_of(result)) == (
                    fen(figure) if figure.unit == "yuan" else figure.value
                )
            for stored in result.figures:
                if stored.figure:
                    assert stored.text == data.month.figures.text(stored.figure, stored.scope)
            assert {"projects_pipeline", "funds_awaited"} <= {stored.figure for stored in result.figures}


def test_what_if_takes_from_the_gap_what_is_supposed_and_nothing_else(demo_data):
    figures = demo_data.month.figures
    gap, coming, waiting = (fen(figures[name]) for name in ("funds_gap", "funds_awaited", "funds_pipeline"))
    left = {
        (won, added): rows_of(view_of(demo_data, GapParameters(picture="what_if", won_percent=won, added_wan=added)))[
            -1
        ]
        for won, added in ((0, 0), (20, 0), (20, 300), (100, 9000))
    }
    assert left[0, 0] == {"假设": "还差", "金额（万元）": gap - coming}
    assert left[20, 0]["金额（万元）"] == gap - coming - waiting // 5
    assert left[20, 300]["金额（万元）"] == gap - coming - waiting // 5 - 7 * 300 * 10**6
    assert left[100, 9000]["假设"] == "超过目标"
    assert "不是预测" in "".join(view_of(demo_data, GapParameters(picture="what_if")).notes)


def test_what_is_supposed_adds_up_as_printed(demo_data):
    yuan = {"亿元": 10**8, "万元": 10**4}
    for won, added in ((0, 0), (13, 37), (20, 300), (33, 777), (71, 1001)):
        result = view_of(demo_data, GapParameters(picture="what_if", won_percent=won, added_wan=added))
        texts = {f.name: f.text for f in result.figures if f.name in ("awarded", "of_pipeline", "added", "left")}
        printed = {name: Decimal(text[:-2]) * yuan[text[-2:]] for name, text in texts.items()}
        worth = [
            yuan[text[-2:]] / Decimal(10) ** len(text[:-2].partition(".")[2]) for text in texts.values() if "." in text
        ]
        left = -printed["left"] if "超过目标" in result.text() else printed["left"]
        total = printed["awarded"] + printed["of_pipeline"] + printed["added"] + left
        whole = round(demo_data.month.figures["funds_gap"].value / max(worth)) * max(worth)
        assert abs(total - whole) < max(worth)


@pytest.mark.slow
def test_without_last_year_or_a_target_the_view_says_what_it_can(demo):
    data = ViewData(replace(demo, base_funds=demo.base_funds.head(0), targets=demo.targets.head(0)))
    for picture in PICTURES:
        assert view_of(data, GapParameters(picture=picture)).draw().png(50)
    assert all(row["上年同期（万元）"] is None for row in rows_of(view_of(data, GapParameters())))
    assert "没有年度目标" in view_of(data, GapParameters(picture="what_if")).text()


def test_a_county_measured_by_what_it_won_has_nothing_coming(demo):
    settings = demo.workspace.settings
    bands = settings.bands.model_copy(update={"measure": "awarded"})
    data = ViewData(demo)
    data.settings = settings.model_copy(update={"bands": bands})
    assert rows_of(view_of(data, GapParameters(picture="what_if")))[1]["金额（万元）"] == 0


@given(
    st.integers(0, 10**12),
    st.dictionaries(st.sampled_from("abcdefgh"), st.integers(1, 10**9), min_size=2),
    st.integers(0, 100),
)
def test_the_parts_of_the_gap_add_up_to_the_fen(gap, weights, part):
    fixed = {next(iter(weights)): gap * part // 100}
    parts = split_gap(gap, weights, fixed)
    assert sum(parts.values()) == gap
    assert parts[next(iter(weights))] == fixed[next(iter(weights))]
    exact = (gap - sum(fixed.values())) / sum(w for u, w in weights.items() if u not in fixed)
    assert all(abs(parts[u] - w * exact) <= 1 + gap * 1e-9 for u, w in weights.items() if u not in fixed)


def test_the_split_of_the_county_is_the_gap_and_keeps_what_was_fixed(demo_data):
    for by in wording().gap.splits:
        rows = rows_of(view_of(demo_data, GapParameters(picture="split", by=by, fixed="水利局=500，教育局＝300.5万元")))
        assert sum(row["分担（万元）"] for row in rows) == fen(demo_data.month.figures["funds_gap"])
        fixed = {row["单位"]: row["分担（万元）"] for row in rows if row["说明"]}
        assert fixed == {"水利局": 500 * 10**6, "教育局": 3005 * 10**5}


@pytest.mark.parametrize(
    ("text", "said"),
    [("水利", "请写成"), ("外星局=3", "没有叫“外星局”"), ("水利局=1.2.3", "不是数"), ("水利局=99999999", "比缺口多")],
)
def test_amounts_that_cannot_be_read_say_what_to_write(demo_data, text, said):
    with pytest.raises(ViewError, match=said):
        view_of(demo_data, GapParameters(picture="split", fixed=text))


def test_fixed_amounts_are_read_by_name_or_id():
    assert read_fixed("水利局=500; U02: 3万", {"U01": "水利局", "U02": "教育局"}) == {
        "U01": 500 * 10**6,
        "U02": 3 * 10**6,
    }


def test_who_waits_for_most_is_told_without_money_that_came_and_was_taken_back(county: SmallCounty) -> None:
    small.file(county, "2013-01", "发改委", small.row("一", 100, awarded=150), small.row("二", -90))
    small.file(county, "2013-01", "水利局", small.row("三", 30, awarded=100))
    result = small.month(county)
    assert [small.value(result, "funds_not_received", f"unit:{unit}") for unit in ("u01", "u02")] == [
        1_400_000,
        700_000,
    ]
    assert small.value(result, "funds_awaited") == Decimal("1200000.00")
    waiting = name_lists(result)["not_received_holders"]
    assert waiting.names == ("水利局", "发改委") and {figure for figure, _ in waiting.figures} == {"funds_awaited"}
    under_way = view_of(ViewData(open_ledger(county.workspace, "2013-01")), GapParameters("2013-01", "pipeline"))
    assert under_way.text().endswith("已争取未到位的资金120万元。")
