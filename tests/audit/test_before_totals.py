"""The totals of two months beside each other: their difference, restated bases, units, another county's circular."""

import pytest

from tests.audit.test_before_wordings import told
from zzlib.audit.against.before import against_before
from zzlib.audit.documents.documents import text_blocks
from zzlib.audit.numbers.arithmetic import Verdict

APRIL = """1—4月到位资金通报
截至4月底，全县累计到位资金26150万元；4月当月到位4310万元。
教育局到位3960万元，林业局到位2140万元。
累计争取资金38420万元。"""
MAY = """1—5月到位资金通报
截至5月底，全县累计到位资金31840万元；5月当月到位5690万元。{}
教育局到位{}万元，林业局到位2390万元。
累计争取资金{}。{}"""


def of_may(behind: str = "", school: str = "4230", won: str = "44180万元", note: str = "") -> list[str]:
    return told(MAY.format(behind, school, won, note), APRIL)


@pytest.mark.parametrize(
    ("said", "rights", "wrong"),
    [
        ("上月到位{}。", ("4310万元", "26150万元"), "4130万元"),
        ("上个月只到位{}。", ("4310万元", "26150万元"), "26510万元"),
        ("上月末累计到位{}。", ("26150万元",), "4310万元"),
        ("比上月多到位{}。", ("1380万元", "5690万元"), "1830万元"),
        ("较上月增加{}。", ("1380万元", "5690万元"), "1830万元"),
        ("环比增加{}。", ("1380万元",), "1308万元"),
        ("累计到位资金比上月增加{}。", ("5690万元",), "5960万元"),
        ("到位资金比上月末增加{}。", ("5690万元",), "5960万元"),
    ],
)
def test_the_month_before_is_told_of_it_or_of_all_up_to_it(said, rights, wrong):
    assert [of_may(said.format(right)) for right in rights] == [[]] * len(rights)
    assert of_may(said.format(wrong)) == [wrong]


@pytest.mark.parametrize(
    "said",
    [
        "教育局因项目终止，省财政收回资金480万元。",
        "注：教育局到位资金比上月减少，系省财政收回2015年未开工项目资金480万元。",
        "教育局有1个项目终止，资金480万元被省里收回，累计数相应核减。",
        "教育局的数变小，是因为省厅核减了480万元。",
    ],
)
def test_why_the_total_of_one_fell_may_be_told_anywhere(said):
    assert of_may(said, "3480") == of_may("", "3480", note="\n" + said) == []
    other = said.replace("教育局", "林业局")
    assert of_may(other, "3480") == of_may("", "3480", note="\n" + other) == ["3480万元"]


@pytest.mark.parametrize(("won", "accused"), [("4.42万元", True), ("44.18万元", False), ("4.42亿元", False)])
def test_a_total_ten_thousand_times_less_is_of_the_other_unit(won, accused):
    blocks = text_blocks(MAY.format("", "4230", won, "")), text_blocks(APRIL)
    found = [c.message for c in against_before(*blocks, "上期.txt", "本期.txt").claims if c.verdict == Verdict.WRONG]
    assert ["“万”“亿”" in message for message in found] == ([accused] if won.endswith("万元") else [])


APRIL_FUNDS = "青石县1—4月资金情况通报\n截至4月底，全县累计到位资金16480万元，完成全年任务51100万元的32.3%。"


@pytest.mark.parametrize(
    "said",
    [
        "经与省级文件核对，4月通报中1—4月到位资金更正为16840万元。",
        "（4月底数经核实修订为16840万元）",
        "上期通报的1—4月累计到位资金现订正为16840万元。",
    ],
)
@pytest.mark.parametrize("between", ["", "\n全县累计开发项目286个。"])
def test_a_base_that_is_restated_anywhere_is_the_base(said, between):
    now = "青石县1—5月资金情况通报\n截至5月底，全县累计到位资金19814万元。5月当月到位资金{}万元。" + between
    assert told(now.format(2974) + said, APRIL_FUNDS) == []
    assert told(now.format(2974), APRIL_FUNDS) != []
    assert told(now.format(2984) + said, APRIL_FUNDS) != []


@pytest.mark.parametrize("total", ["61240", "12240"])
def test_the_circular_of_another_county_is_not_compared(total):
    now = "青石县人民政府办公室关于1—5月资金情况的通报\n截至5月底，全县累计到位资金19814万元，完成全年任务51100万元的38.8%。"
    then = f"东岭县关于1—4月资金情况的通报\n截至4月底，全县累计到位资金{total}万元，完成全年任务110000万元的11.1%。"
    found = against_before(text_blocks(now), text_blocks(then), "上期.txt", "本期.txt")
    assert found.claims == []
    assert "上期.txt 是东岭县的，这一份是青石县的" in found.note
    assert told(now, then.replace("东岭县", "青石县")) != []
    assert told(now.replace("青石县", "青石市"), then.replace("东岭县", "青石县")) != []


def test_where_most_totals_fall_nothing_is_told_one_by_one():
    units = "水务局、林草局、农机局、商务局、民政局、教体局分别到位资金{}万元。"
    then = "1—4月资金情况通报\n截至4月底，全县累计到位资金61240万元，完成全年任务110000万元的55.7%。"
    then += units.format("万元、".join(("9100", "8200", "7300", "6400", "5500", "4600")))
    now = "1—5月资金情况通报\n截至5月底，全县累计到位资金19814万元，完成全年任务51100万元的38.8%。5月当月到位资金3334万元。"
    now += units.format("万元、".join(("910", "820", "730", "640", "550", "460")))
    assert told(now, then) == []


@pytest.mark.parametrize("head", [("资金情况", "争取资金", "到位资金"), ("到位资金", "金额", "去年同期")])
def test_heads_of_two_rows_and_subtotals_are_those_of_the_text(head):
    rows = (("截至4月底", "", "", "", "单位：万元"), ("类别", "单位", "年度任务", head[0], ""), ("", "", "", *head[1:]))
    amounts = {"争取资金": ("2034", "1652"), "金额": ("1652", "1205")}[head[1]]
    rows += (
        ("县直", "县民政局", "3600", *amounts),
        ("", "县林业局", "2800", "640", "614"),
        ("", "小计", "6400", "", ""),
    )
    rows += (("乡镇", "城关镇", "900", "212", "168"), ("", "白石镇", "700", "125", "121"), ("", "小计", "1600", "", ""))
    now = "1—5月资金情况通报\n截至5月底，县民政局到位{}万元，城关镇到位237万元。"
    assert told(now.format(1098), rows) == ["1098万元"]
    assert told(now.format(1908), rows) == []
