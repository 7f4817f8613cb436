"""A document against the one before it: a month against a month, what explains a fall, sheets of one kind, how many had nothing yet."""

import pytest

from tests.audit.test_before_wordings import Rows, told
from zzlib.audit.against.before import against_before
from zzlib.audit.documents.blocks import DocumentBlock
from zzlib.audit.numbers.arithmetic import Verdict

JULY = "2016年7月到位资金情况\n截至7月底，全县累计到位资金2914.6万元，当月到位资金391.2万元。"
AUGUST = "2016年8月到位资金情况\n"


@pytest.mark.parametrize(
    ("said", "right", "slip"),
    [
        ("8月当月到位资金268.4万元，比上月少{}。", "122.8万元", "182.2万元"),
        ("8月到位268.4万元，环比减少{}。", "122.8万元", "128.8万元"),
        ("8月份当月到位资金268.4万元，较上月减少{}。", "122.8万元", "268.4万元"),
    ],
)
def test_a_month_is_more_or_less_than_the_month_before(said, right, slip):
    now = AUGUST + "截至8月底，全县累计到位资金3183.0万元，" + said
    assert told(now.format(right), JULY) == []
    assert told(now.format(slip), JULY) == [slip]


def test_what_was_added_since_the_end_of_the_month_before_is_no_difference_of_months():
    now = AUGUST + "截至8月底，全县累计到位资金3183.0万元，比上月末增加{}。"
    assert told(now.format("268.4万元"), JULY) == []
    assert told(now.format("122.8万元"), JULY) == ["122.8万元"]


@pytest.mark.parametrize(
    ("said", "explained"),
    [
        ("因灌区改造长期没有动工，省财政收回已下达资金84万元。", True),
        ("市里收回原拨付的专项资金84万元。", True),
        ("上级扣回多下达的补助资金84万元。", True),
        ("上级没有收回已下达资金。", False),
        ("灌区改造进展缓慢，已下达资金84万元没有动用。", False),
    ],
)
def test_what_had_been_handed_down_and_was_taken_back_explains_a_fall(said, explained):
    now = AUGUST + "截至8月底，全县累计到位资金2830.6万元。" + said
    assert told(now, JULY) == ([] if explained else ["2830.6万元"])


SHEET: Rows = (
    ("单位", "年度目标（万元）", "到位资金（万元）", "用地指标（亩）", "报送情况"),
    ("林业局", "640", "212", "46.3", "按时"),
    ("南河镇", "380", "95", "0", "迟报"),
    ("民政局", "510", "186.5", "12", "按时"),
)
FILED: Rows = (("单位", "7月", "8月", "报送情况"), *((row[0], "1", "1", row[4]) for row in SHEET[1:]))


def books(*changes: tuple[str, str]) -> list[str]:
    """Give what is accused of a workbook of two sheets with the rows of one another, after cells were changed."""
    later = tuple(tuple(dict(changes).get(cell, cell) for cell in row) for row in SHEET)
    now, then = (
        [
            DocumentBlock(rows=((f"截至{month}月底", "", "", "", ""), *sheet), where="工作表“资金”"),
            DocumentBlock(rows=FILED, where="工作表“报送”"),
        ]
        for month, sheet in ((8, later), (7, SHEET))
    )
    claims = against_before(now, then, "7月.xlsx", "8月.xlsx").claims
    return [claim.stated for claim in claims if claim.verdict == Verdict.WRONG]


def test_a_sheet_is_held_against_the_one_most_like_it():
    assert books() == []
    assert books(("212", "237.4"), ("46.3", "51")) == []
    assert books(("380", "830")) == ["830"]
    assert books(("186.5", "168.5")) == ["168.5"]
    assert books(("46.3", "36.4")) == ["36.4"]


@pytest.mark.parametrize("said", ["林业局争得用地指标{}亩。", "林业局用地指标{}亩。", "林业局累计争取用地指标{}亩。"])
def test_land_that_was_won_does_not_grow_less(said):
    then = "截至7月底，" + said.format("46.3")
    assert told("截至8月底，" + said.format("36.4"), then) == ["36.4亩"]
    assert told("截至8月底，" + said.format("52.9"), then) == []
    left = "截至{}月底，林业局剩余用地指标{}亩。"
    assert told(left.format(8, "36.4"), left.format(7, "46.3")) == []


@pytest.mark.parametrize(
    "then",
    [
        "截至7月底，还有9个单位已报送报表但到位资金为零。",
        "截至7月底，全县仍有9个单位到位资金为零。",
        "截至7月底，到位资金为零的单位9个。",
    ],
)
@pytest.mark.parametrize(
    "now",
    [
        "截至8月底，还有6个单位到位资金为零（上月{}个）。",
        "截至8月底，今年报送过报表的单位中还有6个到位资金为零（上月{}个）。",
        "截至8月底，到位资金为零的单位6个，上月为{}个。",
        "截至8月底，到位资金为零的单位由上月的{}个减少到6个。",
    ],
)
def test_how_many_had_nothing_yet_is_told_again(now, then):
    assert told(now.format(9), then) == []
    assert told(now.format(11), then) == ["11个"]


def test_towns_that_had_nothing_are_not_all_that_had_nothing():
    then = "截至7月底，还有9个单位到位资金为零。"
    assert told("截至8月底，到位资金为零的乡镇3个，上月为4个。", then) == []
