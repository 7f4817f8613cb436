"""What a document tells of other times, under other names or of several units isn't accused as the ledger's figure of now; the same with one slip is told."""

import pytest

from tests.audit.test_ledger_values import accused, ledger
from zzlib.audit.audit import audit_blocks
from zzlib.audit.documents.blocks import DocumentBlock
from zzlib.ledger import Ledger

__all__ = ["ledger"]

PAIRS = [
    # a time in a bracket, in another clause, in another sentence
    ("全县到位资金{}（4月底3786.91万元），支付2683.87万元（4月底1759.23万元）。", "7290.25万元", "7920.25万元"),
    ("全县到位7290.25万元（4月末3786.91万元），争取{}（4月末7098.40万元）。", "13097.2万元", "13907.2万元"),
    ("财政局到位资金{}，支付916.10万元。到4月底才1103.66万元。", "1607万元", "1706万元"),
    ("全县到位7290.25万元，比4月底的3786.91万元多{}。", "3503.34万元", "3530.34万元"),
    ("科技局到位资金{}（4月底443.26万元）；发改委到位1643万元（4月底136万元）。", "689万元", "869万元"),
    # plans, days of meetings, titles that aim
    (
        "关于上半年争资冲刺的通知\n5月末全县到位资金{}，支付2683.87万元。6月底前要到位1亿元。",
        "7290.25万元",
        "7920.25万元",
    ),
    (
        "5月底全县到位资金{}，争取13097.2万元。到6月底，每个镇都要有资金到账；到年底，完成率要到80%以上。",
        "7290.25万元",
        "7209.25万元",
    ),
    (
        "例会6月14日召开。全县到位资金{}，支付2683.87万元，比4月底的1759.23万元多924.64万元。下次例会7月12日召开。",
        "7290.25万元",
        "7290.52万元",
    ),
    ("发改委到位资金1643万元，财政局到位资金{}。6月份的报表请于7月5日前报送。", "1607万元", "1067万元"),
    # another name behind the number, or of the unit
    ("财政局9127万元的任务，到位资金{}。", "1607万元", "1706万元"),
    ("国土局25783万元的任务到位{}，龙溪镇15283万元的任务到位902万元。", "1523万元", "1253万元"),
    ("龙溪镇到位资金{}，比上年同期的252.87万元多649.13万元。", "902万元", "920万元"),
    ("发改委争取3082万元，其中到位{}、支付204万元。", "1643万元", "1463万元"),
    ("科技局到位资金{}，占全县到位资金的9.5%。", "689万元", "698万元"),
    ("龙溪镇全年任务{}，占全县任务的20.1%。", "15283万元", "15823万元"),
    # several units together
    (
        "发改委、财政局、国土局三家：发改委任务6117万元，财政局任务9127万元，国土局任务{}，合计任务41027万元，已到位4773万元。",
        "25783万元",
        "25873万元",
    ),
    ("科技局、供电公司两家任务分别是{}、1827万元，已到位1109.25万元。", "4316万元", "4361万元"),
    ("发改委到位资金{}，财政局到位资金1607万元。两家合计到位3250万元。", "1643万元", "1463万元"),
    # kinds and categories
    ("个性型项目28个，申报7497万元，争取3844万元，到位{}。", "1982万元", "1892万元"),
    ("政策型项目37个，争取9253.2万元，到位5308.25万元，转化率54.1%。全县到位资金{}。", "7290.25万元", "7920.25万元"),
    (
        "中央转移支付4622.17万元，省级专项{}，扶贫506万元，中央专项266.86万元，中央预算内投资153.14万元，是到位的大头。",
        "1742.08万元",
        "1472.08万元",
    ),
    # who leads a group that is named
    (
        "县直单位到位资金5968万元。按到位资金排，前三名是发改委1643万元、财政局1607万元、国土局{}。",
        "1523万元",
        "1253万元",
    ),
    ("县直单位情况：完成率前三名是扶贫和移民办51.0%、发改委{}、财政局17.6%，其后是科技局16.0%。", "26.9%", "29.6%"),
    # numbers that are only rough
    ("全县支付2680万元出头，到位资金{}。", "7290.25万元", "7920.25万元"),
    # lists behind a colon, ranges
    ("未报送5月报表的单位是：民政局、林业局、青溪镇、{}。", "供电公司", "水利局"),
    ("迟报的单位是：{}。", "龙溪镇", "白溪镇"),
    ("距全年任务还有{}。", "68618.75万元", "68681.75万元"),
    ("完成率在25%以上的单位2家：扶贫和移民办、发改委。10%至25%的{}。", "3家", "4家"),
]


@pytest.mark.parametrize(("text", "right", "wrong"), PAIRS)
def test_what_stands_beside_a_number_is_no_accusation_of_it(text: str, right: str, wrong: str, ledger: Ledger) -> None:
    assert accused(text.format(right), ledger) == []
    told = accused(text.format(wrong), ledger)
    assert any(wrong in claim for claim in told)


TABLE = [
    ("类别", "到位资金", "上年同期", "增减"),
    ("甲类", "412.40", "300.19", "112.21"),
    ("乙类", "187.35", "201.88", "-14.53"),
    ("丙类", "99.12", "60.01", "39.11"),
    ("合计", "698.87", "562.07", "{}"),
]


@pytest.mark.parametrize(("total", "off"), [("136.80", False), ("163.80", True)])
def test_a_total_of_rounded_changes_may_be_off_by_the_last_digit(total: str, off: bool) -> None:
    rows = [tuple(cell.format(total) for cell in row) for row in TABLE]
    claims = audit_blocks([DocumentBlock("", rows=rows)])
    assert any(c.verdict == "wrong" and c.stated == total for c in claims) is off
