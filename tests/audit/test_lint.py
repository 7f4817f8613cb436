"""Hints on wording: each slip is named once, and right wording is left alone."""

from pathlib import Path

import pytest

from zzlib.audit.documents.documents import text_blocks
from zzlib.audit.telling.lint import lint


def hints(text: str) -> list[str]:
    return [hint.rule for hint in lint(text_blocks(text))]


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("截止5月底，全县开发项目409个。", "cut_off"),
        ("完成率高于序时进度5.3%。", "points_schedule"),
        ("税收占比提高2.1%。", "points_rate"),
        ("财政收入同比增长-3.2%。", "negative_growth"),
        ("达到序时进度。低于时序进度。", "schedule_words"),
        ("占12%、13.5%、20.25%和7%。", "decimals"),
        ("一是抓储备。二是抓申报。四是抓开工。", "ordinals"),
        ("完成80%以上的有4个单位，完成25%-79%的有10个单位。", "band_gap"),
    ],
)
def test_slips_are_named(text, rule):
    assert hints(text) == [rule]


@pytest.mark.parametrize(
    "text",
    [
        "截至5月底，全县开发项目409个。",
        "截止到5月底，报名截止日期为6月5日，报名于6月5日截止。",
        "完成率高于序时进度5.3个百分点，税收占比提高2.1个百分点。",
        "财政收入同比下降3.2%。",
        "一是抓储备。二是抓申报。三是抓开工。",
        "增长12.5%，增长8%，增长3.25%，占41%、100%。",
        "完成80%以上的有4个单位，完成25%以上、不足80%的有10个单位。",
    ],
)
def test_right_wording_is_left_alone(text):
    assert hints(text) == []


def test_the_summary_written_by_hand():
    text = Path(__file__).with_name("half_year_summary.txt").read_text(encoding="utf-8")
    assert sorted(set(hints(text))) == ["band_gap", "cut_off", "decimals"]
