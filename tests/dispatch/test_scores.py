"""Scores: points from figures, bands that tile, rules that can't be meant refused by their place, nothing without a rule."""

from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.dispatch.following import file_months
from tests.net.driver import command
from tests.small_county import SmallCounty
from zzlib.dispatch import Dispatch, dispatch_of
from zzlib.dispatch.scores import (
    EXAMPLES,
    MonthScores,
    ScoreError,
    ScoreState,
    UnitScore,
    example,
    rule_fault,
    rule_of,
    scores_by,
    scores_of,
)
from zzlib.dispatch.scores.checking import _not_tiling
from zzlib.dispatch.scores.rule import ScoreBand
from zzlib.indicators import Month, measured
from zzlib.ledger import open_ledger
from zzlib.report.score_sheets import write_scores

PERIOD = "2013-05"
HEAD = """
name = "考核办法"
source = "某办发〔2013〕5号"
date = 2013-03-01
valid_from = "2013-01"
valid_to = "2013-12"
"""
COMPLETION = """
[[component]]
id = "completion"
label = "任务完成"
figure = "funds_completion"
points = 60
full = 1
"""
CONVERSION = """
[[component]]
id = "conversion"
label = "项目转化"
figure = "conversion"
points = 40
bands = [{ below = 0.3, points = 0 }, { from = 0.3, below = 0.6, points = 25 }, { from = 0.6, points = 40 }]
"""
BONUS = """
[[bonus]]
id = "beyond"
label = "超额"
figure = "funds_completion"
above = 1
each = 0.1
points = 2
cap = 3
"""
RULE = HEAD + COMPLETION + CONVERSION + BONUS


Filed = tuple[SmallCounty, Month, Dispatch]


def read(county: SmallCounty) -> Filed:
    """Give a county with its month and its items."""
    ledger = open_ledger(county.workspace, PERIOD)
    month = measured(ledger)
    return county, month, dispatch_of(ledger, month)


def received(county: SmallCounty, **units: object) -> None:
    """File for each unit a project with so much received, and for 水利局 one that is applied for."""
    for unit, amount in units.items():
        rows = [{"name": f"{unit}工程", "received": amount, "awarded": amount, "stage": "到位"}]
        file_months(county, {PERIOD: [*rows, *([{"name": "公路"}] if unit == "水利局" else [])]}, unit=unit)


@pytest.fixture(scope="module")
def filed(tmp_path_factory: pytest.TempPathFactory) -> Filed:
    """Three units with a target of 1000 万元 each: 300 received, 1250 received, and none that filed."""
    county = SmallCounty(tmp_path_factory.mktemp("scores") / "县")
    received(county, 水利局=300, 发改委=1250)
    return read(county)


def ruled(filed: Filed, text: str) -> MonthScores:
    """Give the month's scores by a rule."""
    return scores_by(rule_of(text.encode()), filed[1], filed[2])


def by_name(scores: MonthScores) -> dict[str, UnitScore]:
    return {unit.unit: unit for unit in scores.units}


def test_nothing_is_scored_by_default(filed: Filed, tmp_path: Path) -> None:
    assert scores_of(filed[1], filed[2]) is None
    write_scores(filed[2], filed[1], tmp_path / "考核得分.xlsx")
    assert not (tmp_path / "考核得分.xlsx").exists()


def test_points_follow_from_figures_and_say_how(filed: Filed) -> None:
    units = by_name(ruled(filed, RULE))
    water = units["水利局"]
    assert [part.points for part in water.parts] == [Decimal("18.00"), Decimal("25.00"), Decimal(0)]
    assert (water.total, water.place) == (Decimal("43.00"), 2)
    assert water.parts[0].arithmetic == "30.0%（300万元／1000万元）：60 × 0.3 = 18"
    assert water.parts[1].arithmetic == "50.0%（1／2）：0.3～0.6 得 = 25"
    # 25 points of a hundred beyond the target are two whole tenths, of which the cap leaves three points
    assert [part.points for part in units["发改委"].parts] == [Decimal("60.00"), Decimal("40.00"), Decimal("3.00")]


def test_a_unit_of_which_nothing_is_known_has_no_score_and_no_place(filed: Filed) -> None:
    town = by_name(ruled(filed, RULE))["城关镇"]
    assert (town.state, town.total, town.place) == (ScoreState.UNSCORED, None, 0)
    assert "任务完成" in town.why


def test_an_amount_that_can_t_be_read_leaves_the_place_open(county: SmallCounty) -> None:
    received(county, 水利局=300, 发改委=300, 城关镇="三百多吧")
    town = by_name(ruled(read(county), HEAD + COMPLETION.replace("60", "100")))["城关镇"]
    assert (town.state, town.total, town.place) == (ScoreState.OPEN, None, 0)
    zero = HEAD + COMPLETION.replace("60", "100").rstrip() + '\nmissing = "zero"\n'
    assert by_name(ruled(read(county), zero))["城关镇"].total is None


@pytest.mark.parametrize(("ties", "places"), [("same_place", [1, 1, 3]), ("next_place", [1, 1, 2])])
def test_units_of_equal_points_share_a_place(ready_ties: Filed, ties: str, places: list[int]) -> None:
    together = f'{HEAD}groups = [["县直", "乡镇"]]\nties = "{ties}"\n{COMPLETION.replace("60", "100")}'
    assert [unit.place for unit in ruled(ready_ties, together).units] == places
    apart = ruled(ready_ties, together.replace('"县直", "乡镇"', '"县直"], ["乡镇"'))
    assert [unit.place for unit in apart.units] == [1, 1, 1]


@pytest.fixture(scope="module")
def ready_ties(tmp_path_factory: pytest.TempPathFactory) -> Filed:
    county = SmallCounty(tmp_path_factory.mktemp("ties") / "县")
    received(county, 水利局=300, 发改委=300, 城关镇=100)
    return read(county)


def test_exempt_units_stand_in_the_list_without_points(filed: Filed) -> None:
    exempt = '[[exempt]]\nunit = "发改委"\nwhy = "牵头单位"\n'
    units = by_name(ruled(filed, HEAD + exempt + COMPLETION + CONVERSION))
    assert (units["发改委"].state, units["发改委"].why) == (ScoreState.EXEMPT, "牵头单位")
    assert units["水利局"].place == 1


def test_points_of_what_a_unit_can_t_have_are_spread_over_the_rest(county: SmallCounty) -> None:
    rate = '[[component]]\nid = "items"\nlabel = "办结"\nfigure = "items_done_rate"\npoints = 50\nfull = 1\nmissing = "spread"\n'
    file_months(county, {"2013-04": [{"name": "发改委工程", "received": 1250, "leader": ""}]}, unit="发改委")
    received(county, 水利局=300, 发改委=1250)
    units = by_name(ruled(read(county), HEAD + COMPLETION.replace("points = 60", "points = 50") + rate))
    # 发改委 named its leader in May: its one item is done; 水利局 has none, and its 15 of 50 points become 30 of 100
    assert [part.points for part in units["发改委"].parts] == [Decimal("50.00"), Decimal("50.00")]
    assert [part.points for part in units["水利局"].parts] == [Decimal("30.00"), Decimal(0)]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (RULE.replace("from = 0.3", "from = 0.4"), "（conversion） 的 bands：0.3 到 0.4 之间没有写"),
        (RULE.replace("from = 0.3", "from = 0.2"), "（conversion） 的 bands：0.2 到 0.3 之间写了两次"),
        (RULE.replace("from = 0.6, ", "from = 0.6, below = 1, "), "1 及以上的没有写"),
        (RULE.replace("points = 60", "points = 50"), r"total 是 100 分，各 \[\[component\]\] 的 points 加起来是 90 分"),
        (RULE.replace("points = 25", "points = 45"), "45 分不在 0 到 points（40）之间"),
        (RULE.replace("points = 0 }", "points = 30 }"), "分数忽高忽低"),
        (RULE.replace("above = 1", "above = 0.5"), "（beyond）的 figure：funds_completion 和 completion 的 funds_completion 算的是同一笔数"),
        (RULE.replace('"conversion"\npoints', '"arrival_rate"\npoints'), "算的是同一笔数，会重复计分"),
        (RULE.replace('"conversion"\npoints', '"payment_rate"\npoints'), "没有一个单位有“资金支付率”的数，不能据此计分"),
        (RULE.replace('"conversion"\npoints', '"convertion"\npoints'), "没有叫“convertion”的指标；相近的有：conversion"),
        (RULE.replace('"conversion"\npoints', '"funds_gini"\npoints'), "没有各单位的数"),
        (RULE.replace("full = 1\n", "full = 1\nfulll = 2\n"), "（completion） 的 fulll：不认识"),
        (RULE.replace("cap = 3\n", ""), "（beyond） 没有写 cap"),
        (RULE.replace("2013-12", "2013-03"), "2013-05 不在办法的有效期 2013-01 到 2013-03 内"),
        (RULE.replace('"2013-01"', '"2014-01"'), "在 valid_to（2013-12）之后"),
        (HEAD + '[[exempt]]\nunit = "审计局"\nwhy = "不考"\n' + COMPLETION, "units.csv 里没有“审计局”"),
        (HEAD + 'groups = [["县直"]]\n' + COMPLETION + CONVERSION, "没有写乡镇的单位和谁一起排"),
        (HEAD, "没有可算的"),
        ("name = 办法", "不是正确的 TOML 文件：第 1 行写得不对"),
    ],
)  # fmt: skip
def test_a_rule_that_can_t_be_meant_is_refused_with_its_place(filed: Filed, text: str, told: str) -> None:
    with pytest.raises(ScoreError, match=f"^data/rules/score.toml .*{told}"):
        ruled(filed, text)


def test_a_figure_may_count_again_where_the_county_says_why(filed: Filed) -> None:
    again = RULE.replace("above = 1", 'above = 0.5\nagain = "办法第七条：过半即加分"')
    assert by_name(ruled(filed, again))["发改委"].total == Decimal("103.00")


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_examples_are_sound_and_say_their_source(filed: Filed, name: str) -> None:
    rule = rule_of(example(name).encode())
    assert "〔2018〕67号" in rule.source or "银川" in rule.source
    text = example(name).replace('unit = "财政局"', 'unit = "城关镇"').replace('"企业", "垂管"', '"企业"')
    if name == "百分制":  # the small county's form has no column of money paid
        with pytest.raises(ScoreError, match="（payment） 的 figure"):
            ruled(filed, text)
        return
    units = by_name(ruled(filed, text))
    # 30 % and 125 % of the target, 5 of 12 months gone: 11.7 points below the schedule, and beyond it
    assert (units["水利局"].light, units["发改委"].light) == ("yellow", "green")
    assert "11.67个百分点" in units["水利局"].light_said


def test_the_gap_of_the_lights_source_is_closed_and_said(county: SmallCounty) -> None:
    received(county, 水利局=110, 发改委=200, 城关镇=350)
    units = by_name(ruled(read(county), example("三色灯")))
    assert [units[name].light for name in ("水利局", "发改委", "城关镇")] == ["red", "yellow", "yellow"]
    assert ["出处没有写" in units[name].light_said for name in ("水利局", "发改委", "城关镇")] == [False, False, True]


marks = st.lists(st.decimals(-2, 2, places=2), min_size=1, max_size=5, unique=True).map(sorted)


@given(marks, st.decimals(-3, 3, places=3))
def test_bands_that_tile_hold_every_value_once(ends: list[Decimal], value: Decimal) -> None:
    edges: list[Any] = [None, *ends, None]
    bands = [ScoreBand.model_validate({"from": low, "below": high}) for low, high in pairwise(edges)]
    assert list(_not_tiling("这里", bands)) == []
    assert sum(band.holds(value) for band in bands) == 1
    assert list(_not_tiling("这里", bands[:-1])) != []


def test_the_sheet_adds_up_and_a_rule_that_is_refused_is_told_in_its_place(tmp_path: Path) -> None:
    path = tmp_path / "考核得分.xlsx"
    county, month, dispatch = with_rule(tmp_path, RULE)
    write_scores(dispatch, month, path)
    book = openpyxl.load_workbook(path)
    head, *rows = book["考核得分"].iter_rows(min_row=3, values_only=True)
    totals = {row[2]: row[head.index("总分")] for row in rows}
    lines = list(book["算法"].iter_rows(min_row=4, values_only=True))
    for unit in ("水利局", "发改委"):
        assert totals[unit] == sum(line[-1] for line in lines if line[0] == unit)
    county.root.joinpath("data/rules/score.toml").write_text("name = 办法", encoding="utf-8")
    _, month, dispatch = read(county)
    write_scores(dispatch, month, path)
    assert "第 1 行写得不对" in rule_fault(month)  # which the summary of a run says
    assert "第 1 行写得不对" in str(openpyxl.load_workbook(path)["没有计分"]["A4"].value)


def test_the_command_goes_down_to_the_cells(tmp_path: Path) -> None:
    root = str(with_rule(tmp_path, RULE)[0].root)
    took = command(["score", PERIOD, "--unit", "县水利局", "--root", root])
    assert took["code"] == 0
    assert "分子 300 data/returns/2013-05/水利局.xlsx Sheet!H4" in took["out"]
    assert "分母 1000 data/reference/targets.csv E3" in took["out"]
    Path(root, "data/rules/score.toml").unlink()
    assert command(["score", PERIOD, "--root", root])["code"] == 2


def with_rule(folder: Path, text: str) -> Filed:
    """Give a county whose own rule it is."""
    county = SmallCounty(folder / "县")
    received(county, 水利局=300, 发改委=1250)
    (county.root / "data" / "rules").mkdir()
    (county.root / "data" / "rules" / "score.toml").write_text(text, encoding="utf-8")
    return read(county)
