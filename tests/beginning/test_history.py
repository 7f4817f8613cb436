"""Last year's figures out of last year's own summary table, with its month and its cells; what is in doubt is refused."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.beginning.lists import UNITS, book, summary
from zzlib.beginning import ListError, Unit, file_source, pasted, read_history, read_listing, read_units


@pytest.fixture
def units() -> list[Unit]:
    return read_units(read_listing(pasted("\n".join(UNITS))))[0]


def test_amounts_by_unit_with_month_and_cells(units: list[Unit], tmp_path: Path) -> None:
    history, notes = read_history(file_source(summary(tmp_path / "上年.xlsx")), units, before=2013)
    assert history.period == "2012-12" and history.source == "《上年.xlsx》名单 D4:E9" and notes == []
    assert history.rows()[1] == {
        "year": "2012", "month": "12", "unit_id": "U02", "awarded_yuan": "18010000.00", "received_yuan": "14000000.00",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("title", "given", "period"),
    [
        ("2012年度争资争项汇总表", "", "2012-12"),
        ("2012年全年争资情况", "", "2012-12"),
        ("2012年1-10月争资情况", "", "2012-10"),
        ("2012年10月争资情况", "", "2012-10"),
        ("争资情况", "2012-11", "2012-11"),
    ],
)
def test_the_month_is_the_one_that_the_table_states(
    title: str, given: str, period: str, units: list[Unit], tmp_path: Path
) -> None:
    source = file_source(summary(tmp_path / "汇总.xlsx", title))
    assert read_history(source, units, period=given, before=2013)[0].period == period


@pytest.mark.parametrize(
    ("name", "title", "why"),
    [
        ("汇总.xlsx", "争资情况", "没有写明是到哪个月的累计数，请写成 --history 2012-12=汇总.xlsx"),
        ("汇总.xlsx", "2012年争资情况", "没有写明是到哪个月的累计数"),
        ("2012年11月.xlsx", "2012年10月争资情况", "写着 2012-10、2012-11"),
        ("汇总.xlsx", "2013年10月争资情况", "不是上年的（今年是 2013 年）"),
    ],
)
def test_a_month_in_doubt_is_refused(name: str, title: str, why: str, units: list[Unit], tmp_path: Path) -> None:
    with pytest.raises(ListError, match=why):
        read_history(file_source(summary(tmp_path / name, title)), units, before=2013)


@pytest.mark.parametrize(
    ("rows", "why"),
    [
        ([["单位", "争取资金（万元）"], ["水利局", 5]], "没有“到位资金”一列"),
        ([["单位", "到位资金"], ["水利局", 5]], "B3 的金额单位没有写明"),
        ([["单位", "到位资金（万元）"], ["水利局", "约5"]], "B3 写的是“约5”"),
        ([["单位", "到位资金（万元）"], ["水利局", 5], ["水利局", 6]], "“水利局”有几行"),
        ([["单位", "到位资金（万元）"], ["扶贫办", 5], ["水利局", 6]], "“扶贫办”不在单位名单里"),
        ([["单位", "项目名称", "到位资金（万元）"], ["水利局", "灌区", 5]], "是逐个项目的表"),
        ([["单位", "到位资金（万元）", "累计到位资金（万元）"], ["水利局", 5, 6]], "几列都像到位资金"),
    ],
)
def test_what_is_ambiguous_is_refused(
    rows: Sequence[Sequence[object]], why: str, units: list[Unit], tmp_path: Path
) -> None:
    path = book(tmp_path / "a.xlsx", [["2012年12月"], *rows], sheet="表")
    with pytest.raises(ListError, match=why):
        read_history(file_source(path), units, before=2013)


def test_a_unit_that_is_no_more_may_be_left_out_and_that_is_said(units: list[Unit], tmp_path: Path) -> None:
    rows = [["2012年12月"], ["单位", "到位资金（万元）"], ["扶贫办", 5], *([unit, 6] for unit in UNITS), ["合计", 41]]
    history, notes = read_history(file_source(book(tmp_path / "a.xlsx", rows)), units, before=2013, leave_out=True)
    assert len(history.amounts) == len(UNITS)
    assert any("扶贫办不在名单里，没有取" in note for note in notes)
    assert any("B10 到位资金合计写的是 41，与各单位相加的 360000.00 元不符" in note for note in notes)


def test_a_blank_amount_is_no_zero(units: list[Unit], tmp_path: Path) -> None:
    rows = [["2012年12月"], ["单位", "到位资金（万元）"], ["水利局", None], ["财政局", 0]]
    history, notes = read_history(file_source(book(tmp_path / "a.xlsx", rows)), units, before=2013)
    assert history.amounts == {"U02": {"received": "0.00"}}
    assert notes == ["《a.xlsx》里没有 5 个单位的到位资金（发改委、水利局、城关镇、东河镇、城投公司），空着"]
