"""The gap is the catalogue's; forecasts follow their formulas, say their assumptions, and are tried on the past."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.explore.rows import fen, rows_of
from zzlib.explore.data import ViewData, ViewError
from zzlib.explore.forecast import Flow, Pipeline, pipeline_forecast, relative_error, shape_factor, shape_forecast
from zzlib.explore.gap import GapParameters, view_of
from zzlib.explore.pipeline import Outlook
from zzlib.explore.split import read_fixed, split_gap
from zzlib.explore.wording import wording

PICTURES = list(wording().gap.pictures)


def test_target_gap_and_pace_are_the_catalogues(counties):
    for data in counties[::3]:
        unit = next(iter(data.words.units))
        for parameters in (GapParameters(), GapParameters(group="县直"), GapParameters(unit=unit)):
            named = [f for f in view_of(data, parameters).figures if f.figure]
            assert [f.name for f in named] == ["received", "target", "gap", "needed"]
            for stored in named:
                assert stored.text == data.month.figures.text(stored.figure, stored.scope)


@pytest.mark.parametrize("picture", PICTURES)
def test_every_picture_can_be_drawn_in_every_month(counties, picture):
    for data in counties[::3]:
        assert view_of(data, GapParameters(picture=picture)).draw().png(50)


def test_the_shape_forecast_is_received_times_last_years_ratio(demo_data):
    base = demo_data.ledger.base_funds.query("counts").groupby("period")["received_fen"].sum()
    received = fen(demo_data.month.figures["funds_received"])
    [shape, _] = rows_of(view_of(demo_data, GapParameters()))
    assert shape["年底（万元）"] == pytest.approx(received * int(base["2012-12"]) / int(base["2012-05"]))
    assert shape["下限（万元）"] <= shape["年底（万元）"] <= shape["上限（万元）"]


def test_units_that_differ_widen_the_interval():
    same = shape_factor({"a": 10, "b": 20}, {"a": 20, "b": 40})
    other = shape_factor({"a": 10, "b": 20}, {"a": 50, "b": 10})
    assert same.value == other.value == 2
    assert same.error == 0
    assert shape_forecast(100, same) != shape_forecast(100, other)
    assert shape_forecast(100, same, past_error=0.1).low == pytest.approx(200 - 1.2816 * 20, abs=0.01)


def test_projects_walk_the_steps_at_the_rates_on_record():
    # A tenth of those applied win at once all that they asked for, each month, whatever came before.
    flow = Flow((0, 100, 0, 0, 0), ((0,) * 5, (0, 0, 0, 0, 10), (0,) * 5, (0,) * 5, (0,) * 5), 0, 0)
    pipeline = Pipeline((0, 50, 0, 0, 0), (0.0, 5000.0, 0.0, 0.0, 0.0), (0.0, 500_000.0, 0.0, 0.0, 0.0))
    found = pipeline_forecast(1000, pipeline, flow, months=3, goal=4)
    assert found.value == pytest.approx(1000 + 5000 * (1 - 0.9**3))
    assert found.low < found.value < found.high
    faster = pipeline_forecast(1000, pipeline, flow, months=3, goal=4, speed=2.0, added=100)
    assert faster.value == pytest.approx(1000 + 300 + 5000 * (1 - 0.8**3))


def test_the_flow_counts_moves_between_months(demo, demo_data):
    outlook = Outlook(demo_data, demo_data.words.units, "received")
    flow = outlook.flow("2013-02")
    step = demo_data.connection.execute("SELECT period, unit_id, project_id, step FROM projects WHERE NOT carried").df()
    first, second = (
        step[step["period"] == p].set_index(["unit_id", "project_id"])["step"] for p in ("2013-01", "2013-02")
    )
    both = first.to_frame("now").join(second.to_frame("then"), how="inner")
    assert flow.stood == tuple(int((both["now"] == s).sum()) for s in range(5))
    assert sum(map(sum, flow.moved)) == int((both["then"] > both["now"]).sum())


def test_back_tests_use_only_what_was_known_then(demo, demo_data):
    later = demo.projects["period"] > "2013-03"
    changed = replace(demo, projects=demo.projects.assign(stage=demo.projects["stage"].mask(later, "applied")))
    tests = [Outlook(d, d.words.units, "received").back_tests() for d in (demo_data, ViewData(changed))]
    for one, other in zip(*tests, strict=True):
        if one.month <= "2013-03":
            assert one == other
    assert tests[0][0].pipeline is None  # in January no month has followed another
    assert tests[0][1].pipeline is not None


def test_back_test_errors_are_those_of_the_table(demo_data):
    rows = rows_of(view_of(demo_data, GapParameters(picture="backtest")))
    actual = fen(demo_data.month.figures["funds_received"])
    assert [row["实际（万元）"] for row in rows] == [actual] * 4
    for row in rows:
        assert row["误差"] == pytest.approx(row["按上年进度（万元）"] / actual - 1, abs=1e-6)
    assert relative_error([(90, 100), (110, 100)]) == pytest.approx(0.1)


def test_assumptions_are_said(demo_data):
    notes = "".join(view_of(demo_data, GapParameters(speed=1.5, added_wan=300)).notes)
    assert "年底÷本月的倍数取上年到位资金之比1.7" in notes
    assert "乘以所选的速度1.5" in notes
    assert "另加每月300万元" in notes


def test_faster_projects_and_new_money_bring_more(demo_data):
    plain, faster, more = (
        rows_of(view_of(demo_data, GapParameters(**p)))[1]["年底（万元）"]
        for p in ({}, {"speed": 2.0}, {"added_wan": 1000.0})
    )
    assert faster > plain
    assert more == pytest.approx(plain + 7 * 1000 * 10**6, abs=2)


def test_without_last_year_and_in_the_first_month_it_is_said(demo):
    data = ViewData(replace(demo, base_funds=demo.base_funds.head(0)))
    assert "没有上年全年数据" in view_of(data, GapParameters()).text()
    january = {name: getattr(demo, name).query("period == '2013-01'") for name in ("projects", "funding", "units")}
    data = ViewData(replace(demo, period="2013-01", **january))
    assert "不足两个" in view_of(data, GapParameters()).text()
    assert "不能回测" in view_of(data, GapParameters(picture="backtest")).table.html()


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
