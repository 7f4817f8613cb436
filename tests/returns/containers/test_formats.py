"""Number formats: what a person reads under them is what counts, and where that is another number it is said."""

from typing import Any

import pytest

from tests.returns.containers.test_seen import KINDS, drawn
from tests.returns.sheets import HEADER, TITLE, received, troubles
from zzlib.returns.containers.formats import matters, seen_as, with_words
from zzlib.synthetic.grid import WrittenLook

ORDINARY = (
    "0.00", "#,##0", "#,##0.00_ ;[Red]-#,##0.00 ", "#,##0.00;[红色]#,##0.00", "_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * \"-\"??_ ;_ @_ ",
    "_(¥* #,##0.00_);_(¥* (#,##0.00);_(¥* \"-\"??_);_(@_)", "[$¥-804]#,##0.00", "￥#,##0.00", "G/通用格式", "0.00E+00", "+0;-0",
    "0;-0;;@", '[=0]"";General', "0_);(0)", 'yyyy"年"m"月"d"日"', "[$-804]yyyy-mm-dd", "@", "# ?/?", "[DBNum2]General", "",
)  # fmt: skip


@pytest.mark.parametrize("code", ORDINARY)
def test_ordinary_formats_show_what_is_stored(code: str) -> None:
    assert not matters(code)
    for value in (45.5, -45.5, "45.5"):
        assert seen_as(value, code) is None
        assert with_words(value, code) == value


@pytest.mark.parametrize(
    ("code", "value", "shown"),
    [
        (";;;", 8, ""), (";;;", -8, ""), (";;;", "8", ""), ("0;;", -8, ""), ("0;-0;0;", "8", ""), ("**", 8, ""), ('"—"', 8, "—"),
        ('"已取消"', 8, "已取消"), ("0;0", -8, "8"), ("-0", 8, "-8"), ("(0)", 8, "-8"), ("0%", 0.85, "85%"), ("0,", 8000, "8"),
        ("0.0,,", 8_000_000, "8"), ("0!.0,", 8000, "0.8"), ("[>=1000]0,;0", 8000, "8"), ('0"000"', 8, '加了几位的数（格式 0"000"）'),
        ('"1"0', 8, '加了几位的数（格式 "1"0）'), ("0,,;0,,", -8_000_000, "8"), ('@"（作废）"', "8", "8（作废）"),
    ],
)  # fmt: skip
def test_a_format_may_show_another_number_or_none(code: str, value: Any, shown: str) -> None:
    assert matters(code)
    assert seen_as(value, code) == shown


@pytest.mark.parametrize("code", [";;;", "0%", "0,", '"已取消"', "0;0", '0"000"'])
def test_nothing_is_nothing_under_any_format(code: str) -> None:
    assert [seen_as(value, code) for value in (0, 0.0, "", True)] == [None] * 4


@pytest.mark.parametrize(
    ("code", "value", "text"),
    [
        ('0.00"万元"', 320, "320万元"), ('0"元"', 320, "320元"), ('"约"0', 5, "约5"), ('0"（含上年）"', 5, "5（含上年）"),
        ('"收回"0.0', 45.5, "收回45.5"), ('[$$-409]#,##0.00', 5, "$5"), ('[$€-2] #,##0', 5, "€5"), ('"US$"0', 5, "US$5"),
        ('0.0"万美元"', 5, "5万美元"), ('0"千元"', 5, "5千元"), ('0"百万元"', 5, "5百万元"), ('0!.0,"万元"', 80000, "80000元"),
        ('0.0,,"亿"', 5, "5（格式里的单位看不出）"), ('0.00"万元";-0.00"万元"', -5, "-5万元"), ('0"%"', 85, "85%"),
        ('[>1000]"约"0;0', 2000, "约2000"), ('人民币0.00"元"', 5, "5元"), ('"万元"0', 5, "5万元"),
    ],
)  # fmt: skip
def test_words_of_a_format_are_read_with_the_number(code: str, value: float, text: str) -> None:
    assert matters(code)
    assert with_words(value, code) == text


@pytest.mark.parametrize("code", ['0.0;"收回"0.0', '0;"减"0', '0;[Red]0"元"'])
def test_words_that_say_below_zero_are_the_sign(code: str) -> None:
    assert seen_as(-5, code) is None
    assert with_words(-5, code) in (-5, "-5元")


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    ("content", "fen", "said"),
    [
        (WrittenLook(320, '0.00"万元"'), 320_000_000, []),
        (WrittenLook(3_200_000, '0.00"元"'), 320_000_000, []),
        (WrittenLook(320, '"约"0'), 320_000_000, ["amount_hedged"]),
        (WrittenLook(320, '0"（含上年）"'), None, ["amount_unreadable"]),
        (WrittenLook(45.5, '"收回"0.0'), None, ["amount_unreadable"]),
        (WrittenLook(45.5, '"$"0.00'), None, ["amount_foreign"]),
        (WrittenLook(45.5, "[$€-407]0.00"), None, ["amount_foreign"]),
        (WrittenLook(45.5, ";;;"), None, ["amount_unseen"]),
        (WrittenLook(-45.5, "0.0;0.0"), None, ["amount_shown_otherwise"]),
    ],
)
def test_an_amount_counts_as_it_is_shown_in_every_kind_of_file(
    kind: str, content: WrittenLook, fen: int | None, said: list[str]
) -> None:
    extraction = drawn([1, "甲工程", "个性型", content], [2, "乙工程", "个性型", 6], kind=kind)
    assert received(extraction) == [("甲工程", fen), ("乙工程", 6_000_000)]
    assert troubles(extraction) == said


@pytest.mark.parametrize("text", ["US$120", "120美元", "€3", "120万美元", "港币50万"])
def test_foreign_money_is_none_that_counts_also_where_it_is_typed(text: str) -> None:
    extraction = drawn([1, "甲工程", "个性型", text])
    assert received(extraction) == [("甲工程", None)]
    assert troubles(extraction) == ["amount_foreign"]


def test_the_unit_of_a_format_counts_before_that_of_the_column() -> None:
    head = [TITLE, ["填报单位：县水利局", None, None, "单位：元"], HEADER]
    extraction = drawn(
        *head, [1, "甲工程", "个性型", WrittenLook(320, '0.00"万元"')], [2, "乙工程", "个性型", 60_000], head=0
    )
    assert received(extraction) == [("甲工程", 320_000_000), ("乙工程", 6_000_000)]
    assert troubles(extraction) == []
