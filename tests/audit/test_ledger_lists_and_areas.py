"""Lists, ranks within a group, a unit's own month, areas of funds, and scopes that pass a semicolon: right they pass and are held, wrong they are told."""

import pytest

from tests.ready import ReadyCounties
from zzlib.audit import audit_blocks
from zzlib.audit.against.ledger_and_text import not_proved
from zzlib.audit.documents.blocks import DocumentBlock
from zzlib.audit.judging.claim import NumericClaim
from zzlib.audit.own import against_month
from zzlib.ledger import Ledger, open_ledger
from zzlib.workspace import Workspace

PERIOD = "2013-05"
BY_MAY = "截至2013年5月底，"


@pytest.fixture(scope="module")
def ledger(ready_county: ReadyCounties) -> Ledger:
    return open_ledger(Workspace(ready_county(units=12, months=5, seed=7, mess="none", faults=False)), PERIOD)


def told(text: str, ledger: Ledger) -> tuple[list[NumericClaim], list[NumericClaim]]:
    """Give what a text's own numbers say of it, and what the ledger says."""
    blocks = [DocumentBlock("全县争资争项情况（2013年5月）"), DocumentBlock(text)]
    held = against_month(blocks, ledger)[0]
    return not_proved(audit_blocks(blocks), held), held


def accused(claims: list[NumericClaim]) -> list[str]:
    """Give what is accused or asked about, as the text prints it."""
    return [claim.stated for claim in claims if claim.verdict in ("wrong", "doubtful")]


HELD = [
    # a number of units, before and behind its names
    (BY_MAY + "全县仍有{}个单位到位资金为零。", "2", "3"),
    (BY_MAY + "有进资但完成率不足10%的有国土局、{}2个单位。", "龙溪镇", "科技局"),
    ("5月份迟报报表的有{}1个单位。", "龙溪镇", "国土局"),
    ("5月份，另有{}个单位迟报报表。", "1", "2"),
    ("5月份，按时报送报表的单位7个，迟报的{}个。", "1", "2"),
    ("5月份未报送报表的单位有4个，分别是民政局、林业局、供电公司、{}。", "青溪镇", "水利局"),
    ("本月未报送报表的4个单位是民政局、林业局、供电公司、{}。", "青溪镇", "水利局"),
    # ranks within a group
    (BY_MAY + "从资金任务完成率看，县直单位中扶贫和移民办居第一位，科技局居第{}位；乡镇中龙溪镇居第一位。", "四", "五"),
    (BY_MAY + "县直单位中，按资金任务完成率排，发改委居第{}位。", "二", "三"),
    (BY_MAY + "完成率在县直单位中，发改委居第{}位。", "二", "三"),
    (BY_MAY + "{}完成率在乡镇中居首位。", "龙溪镇", "白溪镇"),
    (BY_MAY + "乡镇中，{}到位资金最多。", "龙溪镇", "白溪镇"),
    # what came to a unit in the month alone
    ("5月份，发改委当月到位资金{}万元。", "1507", "1570"),
    (BY_MAY + "发改委到位资金比上月末增加{}万元。", "1507", "1570"),
    ("5月份，发改委到位资金1507万元，财政局到位资金{}万元。", "503.34", "530.34"),
    # a category of funds, a field
    (BY_MAY + "中央转移支付到位资金{}万元。", "4622.17", "4262.17"),
    (BY_MAY + "全县到位资金中，中央转移支付4622.17万元，省级专项{}万元。", "1742.08", "1724.08"),
    (BY_MAY + "地质灾害防治到位资金{}万元。", "1372", "1327"),
    (BY_MAY + "国土局争得用地指标{}亩。", "332", "323"),
]


@pytest.mark.parametrize(("said", "right", "wrong"), HELD)
def test_what_is_right_is_held_and_what_is_wrong_is_told(said: str, right: str, wrong: str, ledger: Ledger) -> None:
    own, held = told(said.format(right), ledger)
    assert accused([*own, *held]) == [] and held
    assert any(wrong in stated for stated in accused(told(said.format(wrong), ledger)[1]))


@pytest.mark.parametrize(
    "said",
    [
        "发改委到位资金1643万元，全县7290.25万元；争取资金13097.2万元。",  # 全县 is named last
        "龙溪镇到位资金902万元；全县争取资金13097.2万元；项目总数65个。",
        "发改委到位资金1643万元，占全县的22.5%；到位资金比上月末增加1507万元。",
        "发改委到位资金1643万元，全县7290.25万元。争取资金13097.2万元。",
        "全县到位资金7290.25万元，已争取资金13097.2万元。",  # what is won is no part of what came in
        "发改委到位资金1643万元，其中中央转移支付900万元。",  # a unit's own part of a category
        "发改委中央转移支付到位资金900万元。",
        "水利局、白溪镇2个单位到位资金为零。",
    ],
)
def test_a_number_of_another_scope_is_let_be(said: str, ledger: Ledger) -> None:
    own, held = told(BY_MAY + said, ledger)
    assert accused([*own, *held]) == []


def test_a_scope_that_passes_others_is_only_asked_about(ledger: Ledger) -> None:
    _, held = told(BY_MAY + "发改委到位资金1643万元，财政局1607万元；争取资金55万元。", ledger)
    assert [c.verdict for c in held if c.stated == "55万元"] == ["doubtful"]


def test_of_numbers_that_the_ledger_judges_only_the_wrong_one_is_told(ledger: Ledger) -> None:
    text = "5月份，全县12个成员单位中，按时报送报表的7个，迟报的3个，未报的4个。"
    own, held = told(text, ledger)
    assert accused([*own, *held]) == ["3个"]


def test_a_message_tells_the_cells_of_a_unit_and_the_digits_of_the_ledger(ledger: Ledger) -> None:
    _, held = told(BY_MAY + "供电公司到位资金402.2万元。", ledger)
    [claim] = [c for c in held if c.verdict == "wrong"]
    assert claim.recomputed == "420.3万元" and "420.25万元" in claim.message
    assert "供电公司" in claim.message.partition("出自")[2] and "!" in claim.message
