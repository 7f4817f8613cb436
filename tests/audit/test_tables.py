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


def test_a_total_of_one_column_is_wrong_unless_its_rows_are_hardly_all():
    assert told(STAFF) == []
    assert told((*STAFF[:-1], ("合计", "131"))) == [("wrong", "131", "113")]
    assert told((*STAFF[:-1], ("合计", "386"))) == [("doubtful", "386", "113")]


RANKED = (("甲镇", 5000, 3100), ("乙镇", 9000, 4300), ("丙镇", 7000, 2800), ("丁镇", 1200, 300), ("戊镇", 800, 180))
"""By what they have as well as by how much of their task that is."""


@pytest.mark.parametrize(
    "heads",
    [
        ("单位|任务|到位资金||", "||金额|完成率|位次"),
        ("单位|任务|投资完成情况||", "||完成|完成率|排名"),
        ("单位|任务|到位|完成率|到位资金完成率排名",),
        ("乡镇|年度目标|完成|完成率|名次",),
    ],
)
@pytest.mark.parametrize("before", [(), ("单位：万元",)])
def test_ranks_are_held_against_the_column_next_to_them_under_heads_of_one_row_or_two(before, heads):
    def rows(*ranks: int) -> list[str]:
        told = zip(RANKED, ranks, strict=True)
        return [f"{name}|{task}|{done}|{done / task:.1%}|{rank}" for (name, task, done), rank in told]

    assert wrong(*before, *heads, *rows(1, 2, 3, 4, 5)) == []
    assert wrong(*before, *heads, *rows(1, 2, 4, 4, 5)) == [("4", "wrong")]
    assert wrong(*before, *heads, *rows(1, 3, 2, 4, 5)) != []


TOWNS = ("乡镇|争取资金", "城关镇|1210", "东山镇|860", "南河乡|455", "北坪乡|390")


@pytest.mark.parametrize(
    ("before", "rows", "total", "right"),
    [
        ("单位：万元", TOWNS, "合计|{}", ("2915", "2525")),  # the last row was added later
        ("单位：万元", TOWNS, "合  计|{}", ("2915", "2415")),
        ("", ("类型|件数", "合计|{}", "民事案件|702", "刑事案件|214", "行政案件|88"), "", ("1004", "1014")),
        ("", ("月份|受理量（件）", "1月|1203", "2月|987", "3月|1340"), "合计|{}", ("3530", "3350")),
        ("", ("单位|到位资金（万元）", "水利局|100", "交通局|200", "教育局|300"), "合计|{}", ("600", "660")),
        ("", ("单位|到位资金（万元）", "东镇|80", "西镇|120", "北乡|200", "道口街道|60"), "合计|{}", ("460", "400")),
        ("", ("序号|内容|单位|投资", "1|道路硬化|交通局|260", "2|绿化|林业局|120"), "合计|||{}", ("380", "390")),
    ],
)
def test_a_total_that_no_other_column_confirms_is_one_by_its_word(before, rows, total, right):
    lines = [before, *rows, *([total] if total else [])]
    holds, stale = ([line.format(number) for line in lines if line] for number in right)
    assert wrong(*holds) == []
    assert wrong(*stale) == [(right[1], "wrong")]


@pytest.mark.parametrize(
    "lines",
    [
        ("销售额前三名乡镇", *TOWNS, "合计|7951"),
        ("部分乡镇争取资金情况", *TOWNS, "合计|3951"),
        (*TOWNS, "合计|2815", "注：合计已扣除重复安排的100万元。"),
        (*TOWNS[:3], "东片小计|2070", *TOWNS[3:], "西片小计|845", "合计|2915"),
        (*TOWNS[:2], "其中：水利|700", *TOWNS[2:], "合计|2915"),
        ("类别|人数（人）", "专任教师|860", "高级教师|210", "其他教师|650", "行政人员|75", "合计|935"),
        ("时段|收入", "一季度|1203", "二季度|1340", "上半年|2543", "三季度|1100", "合计|3643"),
        ("地区|投资", "东县|300", "甲镇|100", "乙镇|200", "西县|500", "丙镇|200", "丁镇|300", "合计|800"),
        ("单位|投资", "水利局|300", "一中队|100", "二中队|200", "合计|300"),
        ("群体|人数", "党员|340", "女职工|410", "少数民族|55", "合计|620"),
        ("单位|编制数", "市本级|320", "甲区|210", "乙区|180", "合计|390"),
        ("县区|件数|县区|件数", "东山|8163|南屏|2947", "西山|6420|北屏|2184", "合计|19714||"),
        ("乡镇|人口", "甲镇|3200", "乙镇|2100", "全县|9800"),
    ],
)
def test_a_total_whose_rows_are_others_than_its_parts_is_left_alone(lines):
    assert wrong(*lines) == []


def test_the_second_of_two_charts_is_judged_like_one_alone():
    slipped = (*CHARTS[1][:-1], ("合计", "1030"))
    assert told(*CHARTS) == []
    assert told(slipped) == told(CHARTS[0], slipped) == [("wrong", "1030", "1003")]


def test_a_rank_of_now_is_told_by_what_is_of_now():
    head = [("单位", "到位资金", "", "位次"), ("", "金额", "去年同期", "")]
    rows = [
        ("水利局", "3127", "2466", "1"),
        ("教育局", "2694", "2250", "2"),
        ("农业局", "1893", "1704", "4"),
        ("林业局", "758", "640", "4"),
    ]
    wrong = [c.message for c in audit_blocks([DocumentBlock(rows=tuple([*head, *rows]))]) if c.verdict == "wrong"]
    assert len(wrong) == 1 and "1893，应排第 3 位" in wrong[0] and "去年" not in wrong[0]
