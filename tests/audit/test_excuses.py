"""A rate that two other numbers beside it give is no slip; one from a wrong base is, and so is one that nothing gives."""

import pytest

from zzlib.audit import audit_text
from zzlib.audit.numbers.arithmetic import Verdict

INNOCENT = [
    "8月新开户512户，其中个体户164户；1—8月新开户6040户，其中个体户2110户。当月个体户占32.0%，累计占34.9%。",
    "4月入库2210万元，环比（3月1850万元）增长19.5%，同比（上年4月2040万元）增长8.3%。",
    "共出动检查组46个620人次，查出隐患18处、涉及32家企业，已整改隐患占39.1%。",
    "户籍人口30.15万人，常住人口27.60万人，户籍人口比常住人口多2.55万人。",
]
SLIPS = [
    ("1—7月接警2640起，比上年同期的3300起下降25.0%。", "25.0%"),  # of the wrong base
    ("全年收入4200万元，上年3750万元，增长15.0%。", "15.0%"),
    ("共到位资金5000万元，其中水利1500万元，占到位资金的35%。", "35%"),
]


def wrong(text: str) -> list[str]:
    return [claim.stated for claim in audit_text(text) if claim.verdict == Verdict.WRONG]


@pytest.mark.parametrize("text", INNOCENT)
def test_what_other_numbers_give_is_not_accused(text: str) -> None:
    assert wrong(text) == []


@pytest.mark.parametrize(("text", "stated"), SLIPS)
def test_what_no_other_numbers_give_is_accused(text: str, stated: str) -> None:
    assert wrong(text) == [stated]


def test_counts_that_grew_from_no_whole_number_were_counted_otherwise_where_there_are_several():
    one, other = "本月收到网上来信193件，比上月上升37.4%。", "本月收到电话来访205件，比上月上升36.2%。"
    assert [claim.verdict for claim in audit_text(one)] == ["wrong"]
    assert [claim.verdict for claim in audit_text(one + other)] == ["doubtful", "doubtful"]


@pytest.mark.parametrize(("yearly", "accused"), [("6.4%", []), ("7.4%", ["7.4%"])])
def test_growth_a_year_is_the_root_of_the_growth_before_it(yearly: str, accused: list[str]) -> None:
    text = f"上半年完成货运量5126万吨，比2019年同期增长13.2%，两年平均增长{yearly}。"
    assert [claim.stated for claim in audit_text(text) if claim.verdict == Verdict.WRONG] == accused
