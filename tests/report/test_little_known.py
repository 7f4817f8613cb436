"""Months of which little is known: nothing filed, nothing readable, a zero report: no sentence takes silence for nothing."""

import pytest

from tests.small_county import UNITS, SmallCounty
from zzlib.findings import Status, judge
from zzlib.indicators import Month, load_month
from zzlib.phrasing.phrases import Phrases
from zzlib.report.reminders import reminders
from zzlib.writing.text import compose
from zzlib.writing.wording import wording

NAMES = [unit["name"] for unit in UNITS]
NOTHING = ("还没有资金到位", "没有到位资金为零", "没有净", "尚无单位", "还没有争取到", "至少0")


def row(received: object) -> list[object]:
    return ["水库除险", "", "个性型", "新增", "省级专项", 900, 600, received, None]


def texts(month: Month) -> str:
    phrases = Phrases(month)
    paragraphs = [p.text for section in compose(month).sections for p in section.paragraphs]
    return "\n".join([compose(month).head_note, *paragraphs, *map(phrases.sentence, wording().one_page.sentences)])


def test_a_month_whose_amounts_can_all_not_be_read_is_no_month_without_money(county: SmallCounty) -> None:
    for name in NAMES:
        county.file_return("2013-01", name, [row("待定")])
    month = load_month("2013-01", county.workspace)
    assert [words for words in NOTHING if words in texts(month)] == []
    assert texts(month).count("到位资金尚待核定") == 2
    assert next(f for f in judge(month) if f.rule.id == "receipt").status is Status.NO_DATA


def test_a_month_without_any_return_of_the_year_says_only_that(county: SmallCounty) -> None:
    (county.root / "data" / "returns" / "2013-02").mkdir()
    month = load_month("2013-02", county.workspace)
    assert [words for words in (*NOTHING, "累计开发", "还差", "1月没有报表") if words in texts(month)] == []
    assert "今年还没有收到一份报表，没有数字可说" in texts(month)
    assert [f.rule.id for f in judge(month) if f.status is Status.FOUND] == ["missing"]
    assert "2月报表还没有单位报送" in reminders(month)


def test_where_all_units_are_missing_the_figures_are_those_of_the_month_before(county: SmallCounty) -> None:
    for name in NAMES:
        county.file_return("2013-01", name, [row(100)])
    (county.root / "data" / "returns" / "2013-02").mkdir()
    month = load_month("2013-02", county.workspace)
    assert "已到位资金300万元" in texts(month) and "数字全部沿用以前月份" in texts(month)
    assert reminders(month).split("\n")[1].startswith("2月报表还没有单位报送。请下列单位于")


def test_a_county_of_one_unit_that_reports_zero(county: SmallCounty) -> None:
    county.reference("units", UNITS[:1])
    county.reference("targets", [])
    county.file_return("2013-01", "发改委", [["零报告"]])
    month = load_month("2013-01", county.workspace)
    assert "还没有争取到上级补助资金；还没有资金到位。" in texts(month)
    assert "截至1月底，全县没有编报争资项目。" in texts(month)
    assert "个单位中" not in texts(month) and "编报项目0个" not in texts(month)
    assert reminders(month).split("\n")[1] == "1月报表已经报送。"
    assert month.figures["funds_gini"].value is None


@pytest.mark.slow
def test_a_rank_needs_more_than_one(county: SmallCounty) -> None:
    from zzlib.report.attachment import ranking

    for name in NAMES:
        county.file_return("2013-01", name, [row(100)])
    groups = {group["名称"]: group["各单位"] for group in ranking(load_month("2013-01", county.workspace))["各组"]}
    assert [unit["位次"] for unit in groups["县直"]] == ["1", "1"]
    assert [unit["位次"] for unit in groups["乡镇"]] == ["—"]


@pytest.mark.parametrize(("received", "holds"), [("0", True), ("待定", False), ("5", False)])
def test_nothing_is_said_to_be_nothing_only_where_all_can_be_read(
    county: SmallCounty, received: str, holds: bool
) -> None:
    county.file_return("2013-01", "发改委", [row(received)])
    assert Phrases(load_month("2013-01", county.workspace)).holds("funds_received is 0") is holds
