"""Numbers that no words name in full, held against the ledger by their values: right none is accused, wrong each is told, and nothing beside it."""

import pytest

from tests.ready import ReadyCounties
from zzlib.audit.documents.blocks import DocumentBlock
from zzlib.audit.own import audited_against_month
from zzlib.ledger import Ledger, open_ledger
from zzlib.workspace import Workspace

PERIOD = "2013-05"


@pytest.fixture(scope="module")
def ledger(ready_county: ReadyCounties) -> Ledger:
    return open_ledger(Workspace(ready_county(units=12, months=5, seed=7, mess="none", faults=False)), PERIOD)


def accused(text: str, ledger: Ledger) -> list[str]:
    """Give what is said to be wrong in a document of May, and why."""
    blocks = [DocumentBlock(line) for line in text.splitlines()]
    return [f"{c.stated}：{c.message}" for c in audited_against_month(blocks, ledger)[0] if c.verdict == "wrong"]


PAIRS = [
    # the county's figures in words of one's own
    ("到5月底，各单位累计到位上级资金{}。", "7290.25万元", "7920.25万元"),
    ("1—5月，全县从上级拿回来的资金是{}，离要求还远。", "7290.25万元", "7209.25万元"),
    ("1—5月，已经花出去的钱有{}。", "2683.87万元", "2863.87万元"),
    ("摊到后面七个月，每个月要到位{}才行。", "9802.68万元", "9082.68万元"),
    ("上级下达到我县的资金，5月底是{}。", "10330.52万元", "10303.52万元"),
    ("和去年这个时候相比，到位资金多出{}。", "5162.57万元", "5612.57万元"),
    ("比4月底净增到位资金{}。", "3503.34万元", "3530.34万元"),
    # rows of names
    ("欠账多的是：财政局{}，发改委4474万元，科技局3627万元，供电公司1406.75万元。", "7520万元", "7250万元"),
    ("进资的单位里，发改委1643万元、财政局{}、国土局1523万元、龙溪镇902万元。", "1607万元", "1067万元"),
    ("资金花得怎么样？财政局57.0%，扶贫和移民办{}，供电公司56.9%，科技局51.3%。", "80.0%", "88.0%"),
    ("各家的任务完成率：扶贫和移民办51.0%，发改委26.9%，供电公司{}，财政局17.6%。", "23.0%", "32.0%"),
    ("各组到位资金分别是县直{}、乡镇902万元、垂管420.25万元。", "5968万元", "5986万元"),
    ("申报的资金，发改委4112万元，科技局{}，国土局2844万元，水利局2660万元。", "2922万元", "2292万元"),
    # several units together
    ("发改委、财政局、国土局三家到位资金合计{}。", "4773万元", "4737万元"),
    ("科技局和供电公司到位资金合计{}，还不算多。", "1109.25万元", "1190.25万元"),
    ("发改委、财政局、国土局三家到位资金合计4773万元，占全县的{}。", "65.5%", "56.5%"),
    ("水利局、白溪镇两家全年任务共{}。", "600万元", "660万元"),
    ("有进资的7个单位，平均每家到位{}。", "1041.46万元", "1014.46万元"),
    ("全县12个成员单位，平均每个单位到位{}。", "607.52万元", "670.52万元"),
    # a letter to one unit
    ("致县科技局的函\n县科技局：\n贵局今年任务4316万元，5月底到位{}。", "689万元", "869万元"),
    ("致县科技局的函\n县科技局：\n贵局两个项目全部获批；年度任务4316万元已完成{}。", "16.0%", "19.0%"),
    ("供电公司汇报材料\n公司今年任务1827万元，5月底争取517.20万元，到位{}。", "420.25万元", "402.25万元"),
    # lists of units
    ("5月报表没有交来的有4家：民政局、林业局、供电公司、{}。", "青溪镇", "水利局"),
    ("还有4个单位没有报来，即民政局、林业局、青溪镇和{}。", "供电公司", "财政局"),
    ("5月底有2个单位到位资金为零。其中县直1个：{}；乡镇1个：白溪镇。", "水利局", "科技局"),
    ("到位资金前三名是发改委1643万元、财政局1607万元、国土局1523万元，排在第四的是{}。", "龙溪镇", "科技局"),
    ("落后于时间进度的单位{}。", "8个", "6个"),
    ("全县有进资的单位{}。", "7个", "8个"),
    # shares that follow a number
    ("县直到位5968万元，占全县的{}。", "81.9%", "89.1%"),
    ("中央转移支付{}，是大头。", "4622.17万元", "4226.17万元"),
]


@pytest.mark.parametrize(("text", "right", "wrong"), PAIRS)
def test_a_slip_is_told_alone_and_a_right_number_never(text: str, right: str, wrong: str, ledger: Ledger) -> None:
    assert accused(text.format(right), ledger) == []
    told = accused(text.format(wrong), ledger)
    assert len(told) == 1
    assert wrong in told[0]


RIGHT = [
    # plans and their steps
    "下半年拟分三步走：\n第一步，6至8月，消化存量。\n第二步，9至12月，冲刺收官。累计到位7.6亿元，完成率100%。",
    "三、下一步打算。9至12月主攻增量。累计到位6.5亿元，争取资金7.1亿元。",
    "三季度计划到位资金：国土局1500万元，财政局800万元，发改委500万元。",
    # others, and other years
    "副县长在调度会上的讲话\n邻近的石桥县到位7920.25万元，完成率37.2%。",
    "2012年全年到位：发改委1463万元、财政局1670万元、国土局1253万元。",
    # parts of which not all are told, and what is taken off
    "5月底全县到位7290.25万元，其中乡镇902万元、垂管420.25万元。",
    "到位资金7290.25万元，是扣除收回43万元以后的净数，不扣的话是7333.25万元。",
    "全县项目65个，其中结转28个，新增37个。年底目标为项目总数达到90个。",
    "发改委、财政局、国土局三家到位资金合计4773万元。加上龙溪镇，四家共5675万元。三家任务合计41029万元。",
    # of another measure than the rest of a row
    "财政局还有690.90万元没有支付，发改委还有1439万元没有支付，国土局还有992.65万元没有支付。",
    "5月当月进资多的有龙溪镇418.64万元、国土局536.08万元、财政局503.34万元。",
    "与4月底相比，到位资金多了3503.34万元。",
]


@pytest.mark.parametrize("text", RIGHT)
def test_what_is_of_something_else_is_never_accused(text: str, ledger: Ledger) -> None:
    assert accused(text, ledger) == []
