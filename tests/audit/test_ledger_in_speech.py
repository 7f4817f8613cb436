"""Ranks, rough numbers, short names and days as people say them, held against the ledger: right none is accused, wrong each is told."""

import pytest

from tests.ready import ReadyCounties
from zzlib.audit.documents.blocks import DocumentBlock
from zzlib.audit.own import audited_against_month
from zzlib.ledger import Ledger, open_ledger
from zzlib.workspace import Workspace


@pytest.fixture(scope="module")
def ledger(ready_county: ReadyCounties) -> Ledger:
    return open_ledger(Workspace(ready_county(units=12, months=5, seed=7, mess="none", faults=False)), "2013-05")


def accused(text: str, ledger: Ledger) -> list[str]:
    """Give what is said to be wrong in a document of May, and why."""
    blocks = [DocumentBlock(line) for line in text.splitlines()]
    return [f"{c.stated}：{c.message}" for c in audited_against_month(blocks, ledger)[0] if c.verdict == "wrong"]


PAIRS = [
    # ranks: from either end, of a group, by what a number beside them is of
    ("科技局表态：我局到位689万元，完成年度任务的16.0%，在县直单位中排{}位。", "第4", "第3"),
    ("财政局到位1607万元，任务9127万元，只完成17.6%，在县直有进账的单位里排{}。", "倒数第三", "倒数第二"),
    ("国土局在县直单位里排{}位，完成率5.9%。", "第5", "第4"),
    ("只比到位金额，科技局以689万元排{}位。", "第5", "第4"),
    ("县直单位名次播报：扶贫和移民办完成率51.0%，列第1位；财政局17.6%，{}位。", "第3", "第2"),
    ("名次按完成率算：县直单位中，发改委{}位，财政局第3位。", "第2", "第1"),
    # roughly told
    ("1—5月，我县到位资金突破{}。", "0.7亿元", "0.8亿元"),
    ("5月底，全县资金任务完成率还不足{}。", "10%", "9%"),
    ("到位的钱里，个性型约{}，其余是政策型。", "0.2亿元", "2亿元"),
    # names in short, in a row that is counted; what a unit calls itself
    ("发改、财政、国土三家到位资金分别为1643万元、1607万元、{}。", "1523万元", "1532万元"),
    ("发改、财政、国土三家到位资金合计{}。", "4773万元", "4737万元"),
    ("科技局副局长说明：我局任务4316万元，只到位{}。", "689万元", "869万元"),
    ("会议点了财政局的名。该局全年任务9127万元，到位1607万元，尚缺{}。", "7520万元", "7250万元"),
    # counts in words, tenths, other words for having nothing
    ("全县十二家单位，到五月底有进账的只有{}，其余都要加油。", "七家", "九家"),
    ("12家成员单位里，完成率过两成的{}。", "3家", "5家"),
    ("5月底，交了报表而到位为零的有{}单位。", "2个", "4个"),
    ("全县有8个单位拖在时间表后面，{}单位从没交过报表。", "3个", "5个"),
    # a month alone, and what is needed
    ("单看5月这一个月，全县到位资金比4月末多出{}。", "3503万元", "3053万元"),
    ("剩下的时间，全县平均每月得进账{}才能完成任务。", "9803万元", "9308万元"),
    # what units are said to be in other words, and several things at once
    ("县领导说，表交了、钱一分没见着的还有{}单位。", "2个", "3个"),
    ("全县赶不上时间进度的单位有{}。", "8个", "6个"),
    ("12家单位里，至今账上见到钱的是{}。", "7家", "9家"),
    # a unit in its own words
    ("科技局同志发言：到5月底我们局到位{}，完成年度任务的16.0%。", "689万元", "986万元"),
    # who has come to how much, in a row with the numbers
    ("缺口最大的三家我念一下：{}，散会后留一下。", "国土局、龙溪镇、财政局", "国土局、龙溪镇、科技局"),
    # days
    ("龙溪镇的报表{}才收到，是这次唯一迟报的单位。", "6月8日", "6月7日"),
]


@pytest.mark.parametrize(("text", "right", "wrong"), PAIRS)
def test_a_slip_is_told_and_a_right_number_never(text: str, right: str, wrong: str, ledger: Ledger) -> None:
    assert accused(text.format(right), ledger) == []
    told = accused(text.format(wrong), ledger)
    assert len(told) == 1
    assert wrong in told[0]


RIGHT = [
    "治理工程由科技局、水利局各报一份，到位分别为155万元、152万元。",  # of a project
    "发改委、科技局等五家到位合计7330万元，另有安排。",  # of units that are not all told
    "回头看4月底的情形：那时全县到位3787万元，占年度任务的5.0%。",
    "假如6月份能再到账500万元，全县累计就是7790.25万元。",
    "扶贫系统主动对接，争取资金超1000万元。",
    "民政、林业、青溪三家一直没交表，任务合计11863万元。",
    "各单位的报表应在6月5日前送到。",
    "科技局到位689万元，钱还在内部流转，居第5位。",
    "排水工程，科技局报争取187万元、到位155万元，水利局报争取182万元。",
    "科技局到位689万元，按完成率在县直有进账的5个单位中列倒数第二。",
]


@pytest.mark.parametrize("text", RIGHT)
def test_what_the_ledger_does_not_know_is_not_accused(text: str, ledger: Ledger) -> None:
    assert accused(text, ledger) == []


def test_a_kind_s_number_is_no_other_kind_s_and_an_earlier_month_s_only_where_that_is_named(ledger: Ledger) -> None:
    def held(text: str) -> list[str]:
        blocks = [DocumentBlock(line) for line in text.splitlines()]
        return [
            c.message for c in audited_against_month(blocks, ledger)[0] if c.verdict == "ok" and "工作台" in c.message
        ]

    assert any("27.2%" in said for said in held("到账的钱里，个性型资金占27.2%，偏低。"))
    assert not any("72.8%" in said for said in held("到账的钱里，个性型资金占72.8%，偏低。"))
    assert any("81.3%" in said for said in held("5月底项目数同比增长27.5%，4月底是81.3%。"))
    assert not any("81.3%" in said for said in held("家底厚了些，项目比去年同期增长81.3%。"))
