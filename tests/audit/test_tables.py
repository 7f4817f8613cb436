"""Tables in their own arithmetic: columns that follow from others, ranks, subtotals, heads of two rows, text beside them."""

import pytest

from zzlib.audit import audit_text


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
