from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.returns.sheets import PLAIN, read_sheet
from zzlib.money import to_fen
from zzlib.returns.cells.amounts import Amount, is_blank, read_amount, read_percent

READABLE = [
    (1, "1", None),
    (1.5, "1.5", None),
    (-909.35, "-909.35", None),
    (1234.5600000000002, "1234.56", None),
    (0.1 + 0.2, "0.3", None),
    (100 - 99.9, "0.1", None),
    (1e-07, "0.0000001", None),
    ("54,583.00", "54583.00", None),
    ("1，234", "1234", None),
    ("３２０．５", "320.5", None),
    ("1    ", "1", None),
    ("\u30001 ", "1", None),
    ("-909.35", "-909.35", None),
    ("－5", "-5", None),
    ("\u22125", "-5", None),
    ("+5", "5", None),
    (".5", "0.5", None),
    ("'5", "5", None),
    ("零", "0", None),
    ("0", "0", None),
    ("（100）", "-100", None),
    ("(1,234.50)", "-1234.50", None),
    ("320万元", "320", "万元"),
    ("320 万元", "320", "万元"),
    ("1.2亿", "1.2", "亿元"),
    ("3,000,000元", "3000000", "元"),
    ("-50万", "-50", "万元"),
    ("12.5亩", "12.5", "亩"),
]

HEDGED = [
    ("约500万", "500", "万元"),
    ("近2亿", "2", "亿元"),
    ("500多万", "500", "万元"),
    ("突破1亿元", "1", "亿元"),
    ("7.5亿多", "7.5", "亿元"),
    ("500万元左右", "500", "万元"),
    ("20余万元", "20", "万元"),
    ("约320", "320", None),
    ("300以上", "300", None),
]

UNREADABLE = [
    "待定", "见附件", "500-600万", "100+200", "85%", "12,34", "1,2345", "1 2", "100\n200", "1.2.3", "5.", "(1)", "1亿2000万",
    "3百万", "¥5", "100万（含配套）", "#VALUE!", "一百万", "9" * 60, "100①", "10³", "①100", "1㊿", True, 1e300, "1e300",
]  # fmt: skip


@pytest.mark.parametrize(("cell", "value", "unit"), READABLE)
def test_amount_is_read(cell: object, value: str, unit: str | None) -> None:
    assert read_amount(cell) == Amount(Decimal(value), unit, hedged=False)


@pytest.mark.parametrize(("cell", "value", "unit"), HEDGED)
def test_hedged_amount_counts_as_its_number(cell: str, value: str, unit: str | None) -> None:
    assert read_amount(cell) == Amount(Decimal(value), unit, hedged=True)


@pytest.mark.parametrize("cell", UNREADABLE)
def test_anything_else_is_no_amount(cell: object) -> None:
    assert read_amount(cell) is None


@pytest.mark.parametrize("cell", ["", "-", "—", "——", "－", "/", "／", "无", " 无 "])
def test_marks_for_nothing_are_blank(cell: str) -> None:
    assert is_blank(cell)


@pytest.mark.parametrize("cell", ["零", "0", 0, 0.0, "未到位"])
def test_zero_and_words_are_not_blank(cell: object) -> None:
    assert not is_blank(cell)


def _full_width(text: str) -> str:
    return text.translate({code: code + 0xFEE0 for code in range(0x21, 0x7F)})


STYLES = [
    lambda wan: (f"{wan:f}", "万元"),
    lambda wan: (f"{wan:,f}", "万元"),
    lambda wan: (_full_width(f"{wan:,f}"), "万元"),
    lambda wan: (f"  {wan:f}　", "万元"),
    lambda wan: (f"{wan:f}万", None),
    lambda wan: (f"{wan * 10000:f}元", None),
    lambda wan: (f"{wan / 10000:f}亿元", None),
    lambda wan: (float(wan), "万元"),
]


@given(fen=st.integers(-(10**13), 10**13), style=st.sampled_from(STYLES))
def test_an_amount_written_in_any_style_reads_back_to_the_same_fen(fen: int, style: object) -> None:
    cell, column_unit = style(Decimal(fen) / 10**6)  # type: ignore[operator]
    amount = read_amount(cell)
    assert amount is not None
    assert to_fen(amount.value, amount.unit or column_unit) == (fen, True)


@given(amounts=st.lists(st.integers(0, 10**11), min_size=2, max_size=40))
def test_binary_noise_of_a_sum_does_not_change_the_fen(amounts: list[int]) -> None:
    total = read_amount(sum(fen / 10**6 for fen in amounts))
    assert total is not None
    assert to_fen(total.value, "万元")[0] == sum(amounts)


@pytest.mark.slow
@given(text=st.text(max_size=20))
def test_no_text_breaks_the_reader(text: str) -> None:
    is_blank(text)
    read_amount(text)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [("500-600万元", "500万元", "600万元"), ("500～600", "500", "600"), ("5,000至6,000元", "5000元", "6000元")],
)
def test_a_range_is_an_issue_that_shows_both_ends_and_what_to_type(text: str, low: str, high: str) -> None:
    extraction = read_sheet([*PLAIN, [1, "甲工程", "个性型", text]])
    (issue,) = extraction.issues
    assert (issue.code, issue.cell, issue.value) == ("amount_range", "D4", text)
    assert low in issue.message
    assert high in issue.message
    assert low in issue.advice
    assert extraction.records[0].fields["received"].unreadable


@pytest.mark.parametrize(
    ("text", "value"), [("12.5%", "0.125"), ("７０％", "0.70"), ("-3.4%", "-0.034"), ("5‰", "0.005"), ("5", None)]
)
def test_percentage_has_a_decimal_value(text: str, value: str | None) -> None:
    assert read_percent(text) == (None if value is None else Decimal(value))


def test_a_part_of_a_whole_above_all_of_it_is_noticed_and_growth_is_not() -> None:
    header = [*PLAIN[2], "到位率", "同比增长率", "完成率"]
    extraction = read_sheet([*PLAIN[:2], header, [1, "甲工程", "个性型", 5, "7000.00%", "120%", "130%"]])
    assert [(i.code, i.cell, i.level) for i in extraction.issues if i.code == "ratio_above_whole"] == [
        ("ratio_above_whole", "E4", "notice")
    ]
