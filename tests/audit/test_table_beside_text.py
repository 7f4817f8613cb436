"""A text with the table that goes with it: what it says of a row is held against the row, however far off, and against nothing else."""

import pytest

from zzlib.audit import audit_blocks
from zzlib.audit.documents.blocks import DocumentBlock
from zzlib.audit.numbers.arithmetic import Verdict

Rows = tuple[tuple[str, ...], ...]
ROWS: Rows = (
    ("单位", "年度任务", "到位资金", "完成率"),
    ("林业局", "1400", "742", "0.53"),
    ("民政局", "1100", "495", "0.45"),
    ("文广局", "850", "323", "0.38"),
    ("粮食局", "620", "192.2", "0.31"),
    ("南河镇", "480", "292.8", "0.61"),
    ("合计", "4450", "2045", "0.4596"),
)
TITLE = ("截至2016年8月底", "", "", "单位：万元")


def wrong(said: str, rows: Rows = (TITLE, *ROWS)) -> list[str]:
    blocks = [DocumentBlock(said), DocumentBlock(rows=rows, where="附表.xlsx 工作表“资金”")]
    return [claim.message for claim in audit_blocks(blocks) if claim.verdict in (Verdict.WRONG, Verdict.DOUBTFUL)]


@pytest.mark.parametrize(
    ("said", "right", "slip"),
    [
        ("截至8月底，文广局完成率{}。", "38%", "51%"),
        ("截至8月底，文广局完成率{}，林业局完成率53%。", "38.0%", "83%"),
        ("截至8月底，文广局到位资金323万元，完成率{}。", "38%", "46.2%"),
        ("截至8月底，民政局年度任务{}，任务较重。", "1100万元", "1180万元"),
        ("截至8月底，民政局年度任务{}，到位资金495万元。", "1100万元", "950万元"),
        ("截至8月底，粮食局还差任务{}，要加把劲。", "427.8万元", "472.8万元"),
        ("截至8月底，粮食局距年度任务还差{}。", "427.8万元", "402.8万元"),
        ("从完成率看，南河镇居第一位，{}居第二位，民政局居第三位。", "林业局", "粮食局"),
        ("完成率超过40%的单位有{}，分别是林业局、民政局、南河镇。", "3个", "4个"),
        ("到位资金300万元以上的单位有{}，详见附表。", "3个", "2个"),
    ],
)
def test_what_names_a_row_and_a_column_is_held_against_the_cell(said, right, slip):
    assert wrong(said.format(right)) == []
    assert wrong(said.format(slip))


@pytest.mark.parametrize(
    "said",
    [
        "截至8月底，林业局及下属林场年度任务1650万元。",
        "上半年，文广局完成率21%，8月底达到38%。",
        "8月当月，民政局到位资金61万元。",
        "截至7月底，民政局到位资金434万元；截至8月底，民政局到位资金495万元。",
        "去年同期，粮食局完成率44%。",
        "文广局力争9月底到位资金400万元。",
        "林业局项目完成率67%，资金到位慢一些。",
        "4个县直单位中，完成率50%以上的有1个。",
    ],
)
def test_what_is_of_another_time_or_thing_is_let_be(said):
    assert wrong(said) == []


def test_a_cell_of_a_workbook_is_named_with_its_file_sheet_row_and_head():
    assert wrong("截至8月底，文广局到位资金332万元。") == [
        "文中写 332万元，附表.xlsx 工作表“资金”第 5 行“文广局”“到位资金”是 323，两处不一致"
    ]
    assert "（附表.xlsx 工作表“资金”第 6 行）" in wrong("截至8月底，粮食局还差任务472.8万元。")[0]


@pytest.mark.parametrize(
    "title", [TITLE, ("各单位资金情况表", "", "（金额单位：万元）", ""), ("资金情况表", "", "", "")]
)
def test_a_unit_in_the_corner_is_no_head(title):
    rows = (title, *(row if row[0] != "文广局" else ("文广局", "850", "323", "0.83") for row in ROWS))
    assert "文广局“完成率”" in wrong("各单位情况见下表。", rows)[0]
    assert wrong("各单位情况见下表。", (title, *ROWS)) == []


def test_fractions_that_are_no_shares_of_their_row_stay_as_they_are():
    rows = tuple(row if n == 0 else (*row[:3], f"0.{n}7") for n, row in enumerate(ROWS[:-1]))
    assert not any("%" in message for message in wrong("各单位情况见下表。", rows))


def test_rows_of_one_name_do_not_make_a_number_of_the_text():
    listed = tuple(
        ("是", name, number) for name, number in (("渠道清淤", "1206.4"), ("校舍", "1317.5"), ("桥梁", "1548.1"))
    )
    rows = (("计入合计", "项目", "争取资金"), *listed)
    assert wrong("粮食局争取资金4162.0万元。", rows) == []


def test_a_number_of_this_year_is_no_slip_for_one_of_last_year():
    rows = (
        ("资金类别", "到位资金", "上年同期"),
        ("扶贫", "418", "231.9812"),
        ("救济", "336", "540"),
        ("水利", "127", "89"),
    )
    said = "8月到位资金641万元，多于上月的605万元，较多的是救济336万元、扶贫{}万元，水利127万元。"
    assert wrong(said.format("213"), rows) == []
    assert wrong(said.format("481"), rows)


def test_what_is_left_need_not_have_a_part_of_each():
    rows = (
        ("指标", "数值", "其中代替数据"),
        ("争取", "3120.4", "460.5"),
        ("未到位", "1870.6", "460.5"),
        ("到位", "1249.8", "210.3"),
    )
    assert wrong("各项指标见附表。", rows) == []


def test_one_of_several_rows_of_a_body_is_not_what_a_text_says_of_the_body():
    rows = (("单位", "项目", "金额"), ("林业局", "苗圃", "59"), ("林业局", "防火", "318"), ("民政局", "敬老院", "127"))
    said = "已下达未到位较多的是林业局95.19万元、民政局127万元。"
    assert wrong(said, rows) == []


UNITS: Rows = (
    ("单位", "年度任务", "到位资金", ""),
    ("", "", "金额", "完成率"),
    ("县林业局", "1400", "742", "53.0%"),
    ("县民政局", "1100", "495", "45.0%"),
    ("县文广局", "850", "323", "38.0%"),
    ("县粮食局", "620", "192", "31.0%"),
    ("合计", "3970", "1752", "44.1%"),
)


@pytest.mark.parametrize("slip", ["280万元", "0.03亿元", "747万元"])
@pytest.mark.parametrize("words", ["到位资金", "到位", "到位上级资金", "已到位"])
@pytest.mark.parametrize("head", [("金额", "完成率"), ("数额", "完成率"), ("金额", "占任务")])
def test_a_head_over_the_amount_names_its_column_and_so_does_the_word_alone(head, words, slip):
    rows = (TITLE, UNITS[0], ("", "", *head), *UNITS[2:])
    assert wrong(f"截至8月底，县林业局{words}742万元，县民政局{words}0.05亿元。", rows) == []
    found = wrong(f"截至8月底，县林业局{words}{slip}，县民政局{words}0.05亿元。", rows)
    assert len(found) == 1
    assert "“县林业局”“到位资金”是 742" in found[0]


def test_a_head_that_says_nothing_stands_over_columns_by_their_own_names():
    rows = (TITLE, ("单位", "资金情况", "", "备注"), ("", "争取资金", "到位资金", ""))
    rows += (("县林业局", "1250", "742", ""), ("县民政局", "880", "495", ""), ("县文广局", "409", "323", ""))
    assert wrong("县林业局争取资金1250万元，到位742万元。", rows) == []
    assert "“县林业局”“争取资金”是 1250" in wrong("县林业局争取资金2150万元，县民政局到位495万元。", rows)[0]


@pytest.mark.parametrize(
    "said",
    [
        "8月当月到位资金212万元。其中，县林业局到位84万元。",
        "县林业局到位中央资金310万元。",
        "去年同期，县林业局到位655万元。",
        "县林业局力争全年到位1300万元。",
    ],
)
def test_what_arrived_in_another_time_or_from_one_source_is_no_cell(said):
    assert wrong(said, (TITLE, *UNITS)) == []


def test_the_first_three_under_two_heads_are_those_of_the_amount():
    assert wrong("到位资金居前三位的是县林业局、县民政局、县文广局。", (TITLE, *UNITS)) == []
    assert "应为县文广局" in wrong("到位资金居前三位的是县林业局、县民政局、县粮食局。", (TITLE, *UNITS))[0]


def test_the_unit_of_a_table_is_that_in_which_the_text_tells_its_cells():
    said = "截至8月底，全县到位资金1752万元，县林业局到位资金742万元，县民政局到位资金0.0495亿元。"
    for unit, right in (("万元", True), ("亿元", False), ("元", False)):
        found = wrong(said, (("截至2016年8月底", "", "", f"单位：{unit}"), *UNITS))
        assert found == [] if right else [m.partition("，")[0] for m in found] == [f"表的单位写作 {unit}"]
    found = wrong(said.replace("742万元", "742亿元"), (TITLE, *UNITS))
    assert [m.partition("，")[0] for m in found] == ["文中写 742亿元"]


@pytest.mark.parametrize("written", ["{}{}万元", "{}（{}万元）"])
@pytest.mark.parametrize("rows", [(TITLE, *UNITS), (TITLE, ("单位", "年度任务", "到位资金", "完成率"), *UNITS[2:])])
def test_a_list_with_amounts_is_held_against_the_order_of_the_column(rows, written):
    said = "到位资金居前三位的是{}、{}、{}。"
    names = {"县林业局": 742, "县民政局": 495, "县文广局": 323, "县粮食局": 192}
    told = [written.format(*one) for one in names.items()]
    assert wrong(said.format(*told[:3]), rows) == []
    assert "应为县文广局" in wrong(said.format(*told[:2], told[3]), rows)[0]
    for among in ("乡镇中，", "县直单位中，"):
        assert wrong(among + said.format(*told[:2], told[3]), rows) == []
        assert wrong(among + said.format("县民政局", "县文广局", "县粮食局"), rows) == []


@pytest.mark.parametrize(
    ("said", "right"),
    [
        ("到位资金为零的有南河乡、北岭乡2个单位。", True),
        ("到位资金为零的有南河乡、西坝乡2个单位。", False),
        ("到位资金为零的单位有2个。", True),
        ("到位资金为零的单位有3个，要加紧。", False),
        ("县直单位到位资金为零的有0个。", True),
        ("到位资金为零的乡镇有2个。", True),
    ],
)
def test_who_has_nothing_is_told_by_the_column(said, right):
    rows: Rows = (
        TITLE,
        ("单位", "年度任务", "到位资金", "完成率"),
        ("县林业局", "1400", "742", "53.0%"),
        ("西坝乡", "400", "73", "18.3%"),
        ("南河乡", "300", "0", "0.0%"),
        ("北岭乡", "200", "0", "0.0%"),
        ("合计", "2300", "815", "35.4%"),
    )
    assert (wrong(said, rows) == []) == right
