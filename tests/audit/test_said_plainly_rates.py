"""Shares, rates, points, multiples, averages, sums of shares, ranks and lines, each in a passage of its own that says nothing else."""

import tomllib
from pathlib import Path

import pytest

from zzlib.audit import audit_text
from zzlib.audit.judging.claim import NumericClaim
from zzlib.audit.numbers.arithmetic import Verdict

PAIRS = tomllib.loads(Path(__file__).with_name("said_plainly_rates.toml").read_text("utf-8"))["pair"]
NOT_TOLD = [
    "办结信访件48件，涉及120人，占信访总人数的80%。",
    "全年进出口总额820亿元，其中加工贸易出口310亿元，占出口总额的62.4%。",
    "受理案件86件，结案率95%，其中移送26件。",
    "网民规模达6.18亿，普及率为45.8%。其中，手机网民5亿。",
    "森林覆盖率68.5%，较上年提高0.8个百分点；优良率95.9%。",
    "全市进出口增长6.3%。民营企业增长9.8%，比全国高7.1个百分点。",
    "2018年末人口为41.2万人，2023年为39.8万人，城区面积是2018年的1.4倍。",
    "全年造林80万亩，义务植树912万株，人均植树16株。",
    "低保对象15320人，发放低保金3680万元，人均月补差200元。",
    "甲队以132枚金牌、92枚银牌和65枚铜牌列首位。",
    "两年任务4150户，开工4233户，开工率达102%。",
    "中央资金占30%，省级占25%，市级占20%。",
]


def wrong(text: str) -> list[NumericClaim]:
    return [claim for claim in audit_text(text) if claim.verdict == Verdict.WRONG]


@pytest.mark.parametrize("pair", PAIRS, ids=[pair["text"][:24] for pair in PAIRS])
def test_one_slip_in_a_passage_of_one_relation_is_told(pair: dict[str, str]) -> None:
    text, (right, slip) = pair["text"], pair["slip"]
    assert text.count(right) == 1
    assert not wrong(text)
    told = wrong(text.replace(right, slip))
    assert any(pair["figure"] in claim.recomputed + claim.message for claim in told), told


@pytest.mark.parametrize("text", NOT_TOLD)
def test_what_the_words_leave_open_is_not_accused(text: str) -> None:
    assert not wrong(text)
