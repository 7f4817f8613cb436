"""One slip is one accusation: of the figures that a slip breaks the one is blamed whose change makes the most of them hold."""

import pytest

from zzlib.audit.audit import audit_blocks
from zzlib.audit.documents.blocks import DocumentBlock
from zzlib.audit.documents.documents import text_blocks
from zzlib.audit.judging.claim import NumericClaim

COUNTY = """上半年，全县新开工项目{0}个，其中农业类{1}个、交通类{2}个、水利类{3}个，分别占{4}%、{5}%和{6}%。
全县新开工项目{7}个，比上年同期的{8}个增长{9}%。
全县{10}个乡镇共新开工项目{11}个，平均每个乡镇{12}个。"""
TRUE = ["360", "171", "126", "63", "47.5", "35.0", "17.5", "360", "300", "20", "15", "360", "24"]
MONEY = """1—6月，全市落实资金{0}万元，其中中央资金{1}万元、省级资金{2}万元、市级资金{3}万元。
全市落实资金{4}万元，比上年同期的{5}万元增长{6}%。
全市落实资金{7}万元，完成全年任务{8}万元的{9}%。"""
PAID = ["8460", "3825", "2718", "1917", "8460", "7200", "17.5", "8460", "14100", "60.0"]


def wrong(text: str, *tables: tuple[tuple[str, ...], ...]) -> list[NumericClaim]:
    blocks = [*text_blocks(text), *(DocumentBlock(rows=rows) for rows in tables)]
    return [claim for claim in audit_blocks(blocks) if claim.verdict == "wrong"]


def blamed(text: str, *tables: tuple[tuple[str, ...], ...]) -> list[tuple[str, str]]:
    return [(claim.stated, claim.recomputed) for claim in wrong(text, *tables)]


def slipped(form: str, true: list[str], **figures: str) -> str:
    said = list(true)
    for place, figure in figures.items():
        said[int(place.removeprefix("n"))] = figure
    return form.format(*said)


@pytest.mark.parametrize(("form", "true"), [(COUNTY, TRUE), (MONEY, PAID)])
def test_what_is_right_is_not_accused(form, true):
    assert blamed(form.format(*true)) == []


@pytest.mark.parametrize(
    ("form", "true", "figures", "told"),
    [
        # a total that is told three times and breaks its sum, a growth and an average
        (COUNTY, TRUE, {"n0": "306", "n7": "306", "n11": "306"}, ("306个", "360个")),
        (COUNTY, TRUE, {"n0": "630", "n7": "630", "n11": "630"}, ("630个", "360个")),
        (COUNTY, TRUE, {"n0": "370", "n7": "370", "n11": "370"}, ("370个", "360个")),
        # told once wrongly and twice rightly
        (COUNTY, TRUE, {"n0": "630"}, ("630个", "360个")),
        (COUNTY, TRUE, {"n0": "370"}, ("370个", "360个")),
        (COUNTY, TRUE, {"n7": "306"}, ("306个", "360个")),
        # one of the parts
        (COUNTY, TRUE, {"n1": "117"}, ("117个", "171个")),
        (COUNTY, TRUE, {"n2": "162"}, ("162个", "126个")),
        (COUNTY, TRUE, {"n3": "36"}, ("36个", "63个")),
        (COUNTY, TRUE, {"n3": "73"}, ("73个", "63个")),
        # a rate, an average
        (COUNTY, TRUE, {"n4": "45.7"}, ("45.7%", "47.5%")),
        (COUNTY, TRUE, {"n9": "30"}, ("30%", "20%")),
        (COUNTY, TRUE, {"n12": "42"}, ("42个", "24个")),
        # amounts of money
        (MONEY, PAID, {"n0": "8640", "n4": "8640", "n7": "8640"}, ("8640万元", "8460万元")),
        (MONEY, PAID, {"n0": "8640"}, ("8640万元", "8460万元")),
        (MONEY, PAID, {"n4": "8640"}, ("8640万元", "8460万元")),
        (MONEY, PAID, {"n2": "2178"}, ("2178万元", "2718万元")),
        (MONEY, PAID, {"n3": "1971"}, ("1971万元", "1917万元")),
        (MONEY, PAID, {"n6": "15.7"}, ("15.7%", "17.5%")),
        (MONEY, PAID, {"n9": "66.0"}, ("66.0%", "60.0%")),
    ],
)
def test_the_figure_that_explains_most_is_blamed_once(form, true, figures, told):
    assert blamed(slipped(form, true, **figures)) == [told]


def test_the_message_tells_what_it_was_computed_from_what_holds_then_and_where_else_it_stands():
    (claim,) = wrong(slipped(COUNTY, TRUE, n0="306", n7="306", n11="306"))
    assert "由 171个、126个、63个 算，应为 360个，文中写 306个" in claim.message
    assert "改为 360个，20%、24个 也合得上" in claim.message
    assert "第 2 段、第 3 段也写 306个" in claim.message


def test_the_message_names_where_the_right_number_stands():
    (claim,) = wrong(slipped(COUNTY, TRUE, n0="630"))
    assert "第 2 段、第 3 段写的是 360个" in claim.message


def test_a_part_tells_the_total_and_the_other_parts_that_it_was_computed_from():
    (claim,) = wrong(slipped(COUNTY, TRUE, n2="162"))
    assert "应为 126个，文中写 162个" in claim.message
    assert {"360个", "171个", "63个"} <= {operand.text for operand in claim.operands}


def test_what_falls_with_another_says_so():
    blocks = text_blocks(slipped(COUNTY, TRUE, n0="306", n7="306", n11="306"))
    (growth,) = [claim for claim in audit_blocks(blocks) if claim.stated == "20%"]
    assert growth.verdict == "unverifiable" and "306个" in growth.message and "360个" in growth.message


@pytest.mark.parametrize(
    ("form", "true", "figures", "told"),
    [
        (COUNTY, TRUE, {"n4": "45.7", "n12": "42"}, {"45.7%", "42个"}),
        (COUNTY, TRUE, {"n9": "30", "n5": "53.0"}, {"30%", "53.0%"}),
        (COUNTY, TRUE, {"n2": "162", "n9": "30"}, {"162个", "30%"}),
        (MONEY, PAID, {"n0": "8640", "n6": "15.7"}, {"8640万元", "15.7%"}),
        (MONEY, PAID, {"n6": "15.7", "n9": "66.0"}, {"15.7%", "66.0%"}),
    ],
)
def test_two_independent_slips_stay_two(form, true, figures, told):
    assert {stated for stated, _ in blamed(slipped(form, true, **figures))} == told


@pytest.mark.parametrize("between", ["", "\n又讯。\n"])
def test_the_same_slip_told_twice_is_one_and_names_the_other_place(between):
    said = "全县化解债务5400万元，比上年同期的4500万元增长30%。"
    (claim,) = wrong(said + between + "总的看，" + said)
    assert (claim.stated, claim.recomputed) == ("30%", "20%")
    assert "也写 30%" in claim.message


TWICE = """全县共登记车辆{0}辆，由客车314辆、货车527辆和专用车196辆三类构成。{gap}按归属分，单位车辆458辆、个人车辆579辆，合计{1}辆。
登记的{2}辆车中，货车占50.8%。"""


@pytest.mark.parametrize("gap", ["", "\n"])
def test_a_wrong_total_that_two_breakdowns_refute_is_told_once_with_its_other_places(gap):
    assert blamed(TWICE.format(1037, 1037, 1037, gap=gap)) == []
    (claim,) = wrong(TWICE.format(1073, 1073, 1073, gap=gap))
    assert (claim.stated, claim.recomputed) == ("1073辆", "1037辆")
    assert "由 458辆、579辆 算也是这样" in claim.message and "也写 1073辆" in claim.message
    assert f"第 {3 if gap else 2} 段" in claim.message


def test_two_totals_that_should_be_different_numbers_stay_two():
    said = "全县登记车辆1073辆，由客车314辆、货车723辆构成。全县登记船舶1073艘，由客船414艘、货船623艘、渔船{0}艘构成。"
    assert len(wrong(said.format(63))) == 2


LEVELS = """全县共受理申请{0}件。
按类别分，由新办申请518件、变更申请746件和注销申请289件三类构成。
按层级分，县级窗口受理964件、乡镇窗口受理589件，两级合计1553件。
新办申请518件，占全部申请{1}件的33.4%。"""


def test_a_total_that_the_text_makes_elsewhere_is_blamed_where_it_is_misprinted():
    assert blamed(LEVELS.format(1553, 1553)) == []
    (claim,) = wrong(LEVELS.format(5153, 5153))
    assert (claim.stated, claim.recomputed) == ("5153件", "1553件")
    assert "第 4 段也写 5153件" in claim.message and "第 3 段写的是 1553件" in claim.message


def test_a_share_of_another_whole_is_no_misprint_of_what_the_text_makes():
    said = LEVELS.format(1553, 1553).replace("占全部申请1553件的33.4%", "占全市申请2553件的33.4%")
    assert blamed(said) == [("33.4%", "20.3%")]


ROWS = (
    ("单位", "申报（万元）", "批复（万元）", "合计（万元）"),
    ("东乡", "412", "263", "675"),
    ("西乡", "358", "317", "675"),
    ("南乡", "504", "129", "633"),
    ("北乡", "287", "346", "633"),
    ("合计", "1561", "1055", "2616"),
)


def table(**cells: str) -> tuple[tuple[str, ...], ...]:
    rows = [list(row) for row in ROWS]
    for place, text in cells.items():
        rows[int(place[1])][int(place[2])] = text
    return tuple(tuple(row) for row in rows)


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        ({"c33": "363"}, ("363", "633")),  # the total of a row
        ({"c22": "371"}, ("371", "317")),  # a cell of a column
        ({"c41": "278"}, ("278", "287")),
        ({"c52": "1505"}, ("1505", "1055")),  # the total of a column
        ({"c53": "2166"}, ("2166", "2616")),  # the total of all
    ],
)
def test_of_a_table_the_cell_is_blamed_that_its_row_and_its_column_refute(cells, told):
    assert blamed("", table()) == []
    assert blamed("", table(**cells)) == [told]


LINES = (("类别", "户数（户）"), ("种植", "214"), ("养殖", "186"), ("加工", "95"), ("流通", "127"), ("合计", "622"))
HOUSEHOLDS = "全县扶持农户622户，其中种植214户、养殖186户、加工95户、流通127户。"


def test_a_total_of_a_table_is_refuted_by_the_text_that_proves_it():
    rows = (*LINES[:-1], ("合计", "662"))
    assert blamed(HOUSEHOLDS, LINES) == []
    (claim,) = wrong(HOUSEHOLDS, rows)
    assert (claim.stated, claim.recomputed) == ("662", "622") and "文中" in claim.message


def test_a_cell_is_blamed_where_the_text_proves_its_number():
    rows = (*LINES[:2], ("养殖", "168"), *LINES[3:])
    (claim,) = wrong(HOUSEHOLDS, rows)
    assert (claim.stated, claim.recomputed, claim.cell) == ("168", "186", (2, 1))
    assert "186户" in claim.message


def test_a_number_of_the_text_is_blamed_where_the_table_proves_its_cell():
    said = HOUSEHOLDS.replace("186", "168")
    assert [stated for stated, _ in blamed(said, LINES)] == ["168户"]


TOWNS = "单位|任务|到位|完成率\n甲镇|800|680|85.0%\n乙镇|500|400|80.0%\n丙镇|600|480|80.0%\n合计|1900|1560|82.1%"


def test_a_cell_of_two_relations_is_told_once():
    told = wrong(TOWNS.replace("|", "\t").replace("680", "860"))
    assert [(claim.stated, claim.recomputed) for claim in told] == [("860", "680")]


RATES = (
    ("乡镇", "任务（万元）", "到位（万元）", "到位率（%）"),
    ("东乡", "1800", "1350", "75.0"),
    ("西乡", "2400", "1632", "68.0"),
    ("南乡", "1500", "1218", "81.2"),
    ("北乡", "1260", "945", "75.0"),
    ("合计", "6960", "5145", "73.9"),
)


@pytest.mark.parametrize(
    ("row", "column", "slip", "right"),
    [
        (2, 2, "1362", "1632"),  # digits that changed places
        (2, 2, "2163", "1632"),  # no slip of one or two digits: its total and its rate agree on what it should be
        (3, 2, "1318", "1218"),
        (2, 1, "2040", "2400"),
        (5, 2, "5415", "5145"),
        (4, 3, "57.0", "75.0"),
    ],
)
def test_of_a_table_with_rates_the_one_cell_is_blamed_that_explains_total_and_rate(row, column, slip, right):
    assert blamed("", RATES) == []
    rows = [list(cells) for cells in RATES]
    rows[row][column] = slip
    (claim,) = wrong("", tuple(map(tuple, rows)))
    assert (claim.stated, claim.recomputed, claim.cell) == (slip, right, (row, column))
    assert "；或 " not in claim.message


def test_what_rests_on_a_miscounted_list_is_right():
    text = "5个单位，分别是县水利局、县农业局、县教育局、县卫生局，共追回120万元，平均每个单位30万元。"
    assert [(claim.kind, claim.stated) for claim in wrong(text)] == [("count", "5个")]


def test_an_order_that_falls_with_a_sum_is_told_with_it():
    text = "全县到位3280万元，从高到低依次为：甲镇980万元、乙镇870万元、丙镇970万元、丁镇640万元，丙镇占24.1%。"
    assert [(claim.stated, claim.recomputed) for claim in wrong(text)] == [("970万元", "790万元")]


@pytest.mark.parametrize(
    ("text", "stated", "recomputed"),
    [
        ("会议自9时15分开到12时05分，历时3小时50分。", "3小时50分", "2小时50分"),
        ("去年受理投诉1600件，今年只有1120件，整整少了五成。", "五成", "30%"),
        ("住院费用8600元，减去起付线500元后按80%报销，报得7480元。", "7480元", "6480元"),
        ("通报3起典型问题：（一）甲村虚报面积；（二）乙村挪用资金。", "3起", ""),
        ("公办园学位4800个，民办园学位3200个，公办民办之比为1.2:1。", "1.2:1", "1.5:1"),
    ],
)
def test_a_figure_that_two_readings_refute_is_told_once(text, stated, recomputed):
    assert blamed(text) == [(stated, recomputed)]
