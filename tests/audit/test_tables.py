"""Tables in their own arithmetic: columns that follow from others, ranks, subtotals, heads of two rows, text beside them."""

import pytest

from zzlib.audit import audit_blocks, audit_text
from zzlib.audit.documents.blocks import DocumentBlock


def wrong(*lines: str) -> list[tuple[str, str]]:
    text = "\n".join(f"|{line}|" if "|" in line else line for line in lines)
    return [(claim.stated, claim.verdict) for claim in audit_text(text) if claim.verdict in ("wrong", "doubtful")]


@pytest.mark.parametrize(
    ("rows", "stated"),
    [
        (["类别|件数|占比", "民事|500|50%", "刑事|300|30%", "行政|200|{}", "合计|1000|100%"], ("20%", "25%")),
        (["单位|任务|完成|差额", "甲|100|60|40", "乙|80|50|30", "丙|90|20|{}"], ("70", "60")),
        (["单位|完成率|位次", "甲|95%|1", "乙|92%|2", "丙|90%|3", "丁|88%|{}", "戊|80%|5"], ("4", "5")),
        (["单位|到位", "县直小计|300", "甲局|100", "乙局|200", "乡镇小计|{}", "甲镇|100", "乙镇|200"], ("300", "320")),
        (
            ["单位|项目||资金||", "|上报|获批|任务|到位|完成率", "甲镇|12|6|1200|900|75%", "乙镇|8|5|800|500|{}"],
            ("62.5%", "65.2%"),
        ),
    ],
)
def test_columns_that_follow_from_others(rows, stated):
    right, slip = stated
    assert wrong(*(row.format(right) for row in rows)) == []
    assert (slip, "wrong") in wrong(*(row.format(slip) for row in rows))


def test_departments_and_towns_are_each_ranked_by_themselves():
    rows = [
        "位次|单位|新增项目|完成率",
        "1|甲局|9|61%",
        "2|乙局|5|57%",
        "3|丙局|4|18%",
        "—|丁局|13|0%",
        "1|戊镇|11|34%",
    ]
    assert wrong(*rows) == []
    towns = ["1|戊镇|11|34%", "2|己镇|2|30%", "3|庚镇|7|{}", "4|辛镇|3|10%"]
    assert wrong(*rows[:-1], *(row.format("29%") for row in towns)) == []
    assert ("3", "wrong") in wrong(*rows[:-1], *(row.format("9%") for row in towns))


@pytest.mark.parametrize(("rank", "said"), [("2", []), ("3", [("3", "wrong")])])
def test_all_groups_are_ranked_by_one_column_however_small_they_are(rank, said):
    departments = [f"{n}|{name}局|{n}|{80 - n}%" for n, name in enumerate("甲乙丙丁戊", 1)]
    rows = [
        "位次|单位|项目目标|完成率",
        "县直|||",
        *departments,
        "乡镇|||",
        "1|白沙镇|5|40%",
        "—|青石镇|2|0%",
        "企业|||",
    ]
    assert (
        wrong(*rows, "—|水务公司|2|0%", "垂管|||", "1|供电公司|6|35%", f"{rank}|烟草局|5|27%", "—|气象局|2|0%") == said
    )


def test_orders_that_begin_again_in_each_group_are_no_order_of_all():
    rows = [
        "单位|到位|完成率|位次",
        "甲局|120|95%|1",
        "乙局|110|92%|2",
        "丙局|100|90%|3",
        "丁局|90|88%|4",
        "甲镇|20|93%|1",
    ]
    assert wrong(*rows) == []


def test_rows_alike_or_of_small_numbers_show_no_rule_of_their_columns():
    alike = [f"{place}局|2|2|1000|600|500|50.0%|500" for place in "甲乙丙丁戊己"]
    heading = "单位|项目目标|新增项目|资金目标|争取资金|到位资金|完成率|还差"
    rows = [heading, *alike, "庚局|2|2|1000|600|300|30.0%|700", "合计|14|14|7000|4200|{}|47.1%|3700"]
    assert wrong(*(row.format("3300") for row in rows)) == []
    assert ("3400", "wrong") in wrong(*(row.format("3400") for row in rows))


@pytest.mark.parametrize("projects", [1, 2])
def test_a_quotient_of_two_rows_may_be_chance(projects):
    rows = [
        "单位|争取资金|新增项目|到位资金",
        f"甲局|{873 * projects}|{projects}|873",
        "乙局|1390|2|695",
        "丙局|833|6|529",
    ]
    assert wrong(*rows) == []


@pytest.mark.parametrize(("come", "left"), [("50", "90"), ("50", "140"), ("至少50", "90"), ("50", "100")])
def test_a_total_of_what_is_left_deducts_what_has_come_to_rows_that_owe_nothing(come, left):
    rows = [
        "单位|目标|到位|还差",
        "甲|100|60|40",
        "乙|80|20|60",
        "丙|90|50|40",
        f"丁|—|{come}|—",
        f"合计|270|至少180|{left}",
    ]
    assert wrong(*rows) == ([] if left in ("90", "140") else [(left, "wrong")])


def test_the_text_beside_the_totals_row():
    rows = ["单位|获批项目（个）|到位资金（万元）", "甲镇|6|900", "乙镇|5|500", "合计|11|1400"]
    assert wrong("全县到位资金1400万元。", *rows) == []
    assert wrong("全县到位资金1500万元。", *rows) == [("1500万元", "doubtful")]  # the table may be of a part
    assert wrong("全县获批项目11个。全县到位资金1500万元。", *rows) == [("1500万元", "wrong")]


@pytest.mark.parametrize(("again", "verdict"), [("4.12亿元", "ok"), ("即4.1亿元", "ok"), ("4.21亿元", "wrong")])
def test_what_a_bracket_says_again_in_another_unit_is_the_same(again, verdict):
    [said] = [c for c in audit_text(f"已到位资金41229万元（{again}）。") if c.kind == "consistency"]
    assert (said.stated, said.verdict) == (again.removeprefix("即"), verdict)


def test_the_amount_before_such_a_bracket_is_what_others_are_reckoned_by():
    parts = "到位资金中，政策型项目资金{}万元，占71.0%；个性型项目资金11970万元，占29.0%。"
    text = "已到位资金41229万元（4.12亿元）。" + parts
    assert wrong(text.format(29259)) == []
    assert any(verdict == "wrong" for _, verdict in wrong(text.format(31259)))


def test_a_column_of_what_is_new_is_added_up_where_only_one_stands():
    rows = ["所名|新增经营主体", "东河镇所|386", "西泽街道所|1142", "龙潭乡所|88", "清泉街道所|794"]
    assert wrong(*rows, "合计|2410") == []
    assert wrong(*rows, "合计|2140") == [("2140", "wrong")]


STAFF = (("科室", "人数（人）"), ("综合科", "26"), ("业务科", "38"), ("财务科", "49"), ("合计", "113"))
CHARTS = (
    (("", "人口"), ("甲乡", "4216"), ("乙乡", "3187"), ("合计", "7403")),
    (("", "到位资金"), ("东乡", "417"), ("南乡", "268"), ("西乡", "193"), ("北乡", "125"), ("合计", "1003")),
)


def told(*tables: tuple[tuple[str, ...], ...]) -> list[tuple[str, str, str]]:
    claims = audit_blocks([DocumentBlock(rows=rows, where=f"图表 {n}") for n, rows in enumerate(tables, start=1)])
    return [(c.verdict, c.stated, c.recomputed) for c in claims if c.verdict in ("wrong", "doubtful")]


def test_a_small_total_of_one_column_is_asked_about():
    assert told(STAFF) == []
    assert told((*STAFF[:-1], ("合计", "131"))) == [("doubtful", "131", "113")]
    assert told((*STAFF[:-1], ("合计", "386"))) == []  # the rows are hardly all


def test_the_second_of_two_charts_is_judged_like_one_alone():
    slipped = (*CHARTS[1][:-1], ("合计", "1030"))
    assert told(*CHARTS) == []
    assert told(slipped) == told(CHARTS[0], slipped) == [("wrong", "1030", "1003")]
