"""A document's own arithmetic read with the ledger: of numbers that can't go together the one is wrong that the ledger doesn't have; slips of few digits, parts of a whole, and what a month ended with."""

import pytest

from tests.audit.test_ledger_values import accused, ledger
from zzlib.ledger import Ledger

__all__ = ["ledger"]
PAIRS = [
    # the others are figures of the month, so that this one is wrong
    ("全县实际进到账上的是{}，对照7.59亿元的盘子，只走了9.6%。", "7290万元", "7920万元"),
    ("供电公司到位420.25万元，去年同期176.22万元，增长{}。", "138.5%", "242.6%"),
    ("国土局全年任务25783万元，拿到账上的{}，完成任务的5.9%，离目标还有24260万元。", "1523万元", "1253万元"),
    ("县直各部门全年任务55588万元，到5月底到位5968万元，完成{}，还差49620万元。", "10.7%", "17.6%"),
    # two digits that changed places in a short number
    ("垂管单位一家到位{}，另有在办的。", "420.25万元", "402.25万元"),
    ("水利局项目11个，申报{}，还没有批。", "2660万元", "2606万元"),
    ("扶贫和移民办争到{}，到位506万元。", "1266万元", "1626万元"),
    # a part of the county's, of a group's
    ("发改委5月底到位1643万元，占县直的27.5%、占全县的{}。", "22.5%", "25.2%"),
    ("发改委5月底到位1643万元，占县直的{}。", "27.5%", "25.7%"),
    ("龙溪镇争取1658万元，到位902万元，到位数占全县的{}。", "12.4%", "14.2%"),
    ("国土局今年任务25783万元，占全县任务的{}，是最重的一家。", "34.0%", "33.0%"),
    ("县直到位5968万元，占全县到位资金的{}。", "81.9%", "89.1%"),
    # what the month before ended with
    ("5月底全县到位资金7290.25万元，与4月底的{}相比，增幅不小。", "3786.91万元", "3768.91万元"),
    ("5月底全县完成率9.6%，比上月底的{}有所提高。", "5.0%", "6.0%"),
    # stages of the projects, most of which are the month's
    ("从阶段看，谋划1个、储备3个、前期2个、申报{}、批复1个、下达2个、到位10个、开工4个、在建12个。", "29个", "92个"),
    ("处在申报环节的29个，已下达尚未到位的2个，资金到位待开工的10个，刚开工4个，在建的{}。", "12个", "21个"),
    ("国土局的项目，储备1个、申报6个、到位1个、开工1个、在建{}。", "2个", "3个"),
    # ranks by what is told before the row, lists in other words
    ("按争取到的资金排，发改委3082万元遥遥领先；科技局2381万元，居全县第{}位。", "二", "三"),
    ("5月报表至今没有收到的有：民政局、林业局、供电公司、{}。", "青溪镇", "水利局"),
    ("5月底有2个单位到位还是零：水利局和{}。", "白溪镇", "科技局"),
    ("至今没有收到报表的有4家：民政局、林业局、供电公司、{}。", "青溪镇", "水利局"),
]
RIGHT = [
    # numbers that need not go together
    "全县落后于时序进度少了2.43亿元，其中县直少17193.67万元。",
    "全县12个成员单位有7个进了资。",
    "到位为零的1个（不含没有任务的白溪镇）。",
    # the time is that of now
    "目前开着口子的专项有8个，没人报的3个。4月底没有储备的是3个。",
    # other counties, plans, other years
    "邻县发改委到位1634万元，占该县的25.2%。",
    "全年力争到位7920万元，完成任务10.4%。",
    "龙溪镇去年全年到位920万元，今年5月底到位902万元，占全县的12.4%。",
]


@pytest.mark.parametrize(("text", "right", "wrong"), PAIRS)
def test_only_the_wrong_number_is_told(text: str, right: str, wrong: str, ledger: Ledger) -> None:
    assert accused(text.format(right), ledger) == []
    told = accused(text.format(wrong), ledger)
    assert len(told) == 1
    assert wrong in told[0]


@pytest.mark.parametrize("text", RIGHT)
def test_what_is_right_is_not_accused(text: str, ledger: Ledger) -> None:
    assert accused(text, ledger) == []


def test_what_is_wrong_is_told_by_the_ledgers_figure_and_its_cells(ledger: Ledger) -> None:
    [told] = accused(PAIRS[0][0].format("7920万元"), ledger)
    assert "已到位资金" in told
    assert "zz explain funds_received" in told
