"""A county that reports by the quarter: its periods, what stands between them, and returns that lie elsewhere."""

import pytest

from tests.small_county import HEADER, SmallCounty
from zzlib.indicators import Month, load_month
from zzlib.ledger import build_ledger
from zzlib.ledger.inputs import PeriodError


def row(received: float, month: object = None) -> list[object]:
    return ["水库除险", "", "个性型", "新增", "省级专项", 900, 600, received, None, month]


QUARTERLY = [*HEADER, "本季度到位"]


@pytest.fixture
def quarters(county: SmallCounty) -> SmallCounty:
    county.settings('[returns]\nevery = "quarter"\n')
    return county


def codes(month: Month, level: str = "warning") -> list[str]:
    return month.issues.loc[month.issues["level"] == level, "code"].tolist()


@pytest.mark.slow
def test_a_missing_quarter_is_carried_from_the_one_before(quarters: SmallCounty) -> None:
    quarters.file_return("2013-03", "水利局", [row(100)], header=QUARTERLY, stated_period="2013年第一季度")
    quarters.file_return("2013-06", "发改委", [row(200)], header=QUARTERLY, stated_period="2013年上半年")
    month = load_month("2013-06", quarters.workspace)
    units = month.units.set_index("unit_id")
    assert units.at["u02", "carried_from"] == "2013-03" and units.at["u02", "received_fen"] == 100_000_000
    assert month.trend["period"].tolist() == ["2013-03", "2013-06"]
    # 3000万元 to reach, 300 have come, two quarters are left.
    assert month.figures["funds_needed_monthly"].value == 13_500_000
    assert month.figures["funds_needed_monthly"].label == "每季度至少需争资"


def test_a_return_is_held_against_the_quarter_before(quarters: SmallCounty) -> None:
    for period, stated, amounts in (("2013-03", "2013年一季度", (100, 100)), ("2013-06", "2013年二季度", (300, 50))):
        quarters.file_return(period, "水利局", [row(*amounts)], header=QUARTERLY, stated_period=stated)
    month = load_month("2013-06", quarters.workspace)
    assert codes(month) == ["month_received_differs"]
    said = month.issues.set_index("code").at["month_received_differs", "message"]
    assert "的本季度到位填的是50万元，到位资金本季度累计300万元减去上季度累计100万元是200万元" in said


def test_a_column_of_the_month_alone_is_not_held_against_the_quarter(quarters: SmallCounty) -> None:
    for period, amounts in (("2013-03", (100, 40)), ("2013-06", (300, 50))):
        quarters.file_return(period, "水利局", [row(*amounts)], header=[*HEADER, "当月到位"])
    assert codes(load_month("2013-06", quarters.workspace)) == []


def test_what_stood_still_for_a_quarter_is_stuck(quarters: SmallCounty) -> None:
    header, waiting = (
        [*HEADER, "项目阶段"],
        ["水库除险", "", "个性型", "新增", "省级专项", 900, None, None, None, "申报"],
    )
    for period in ("2013-03", "2013-06"):
        quarters.file_return(period, "水利局", [waiting], header=header)
    assert load_month("2013-06", quarters.workspace).figures["projects_stuck"].value == 1


def test_returns_in_a_month_that_is_no_period_are_said_and_not_counted(quarters: SmallCounty) -> None:
    quarters.file_return("2013-03", "水利局", [row(100)])
    quarters.file_return("2013-04", "发改委", [row(200)])
    quarters.file_return("2013-06", "水利局", [row(300)])
    month = load_month("2013-06", quarters.workspace)
    assert month.figures["funds_received"].value == 3_000_000
    said = month.issues.set_index("code").loc["folder_no_period"]
    assert "data/returns/2013-04 里的 1 份报表没有计入" in said["message"]
    assert "2013年一季度的请移到 2013-03，2013年二季度的请移到 2013-06" in said["advice"]
    assert "没有" not in said["unit_advice"]


def test_who_looks_for_a_quarter_whose_returns_lie_elsewhere_is_told_where(quarters: SmallCounty) -> None:
    quarters.file_return("2013-04", "发改委", [row(200)])
    with pytest.raises(PeriodError, match="这些文件夹不看：2013-04：2013年一季度的请移到 2013-03"):
        build_ledger(quarters.workspace, "2013-03")
    with pytest.raises(ValueError, match="没有 2013-04 这一期"):
        build_ledger(quarters.workspace, "2013-04")
    assert (quarters.workspace.periods(), quarters.workspace.other_months()) == ([], ["2013-04"])
