"""A correction of November asks about December, as long as December's return goes on from what was corrected."""

from typing import Any

import pytest

from tests.checks.examples import file, found, row
from tests.small_county import SmallCounty
from zzlib.decisions.question import Question
from zzlib.exchange.answers import Word, answer
from zzlib.exchange.made import decisions_made, undo
from zzlib.exchange.questions import open_questions
from zzlib.exchange.telephone import correct
from zzlib.indicators import month_issues
from zzlib.issues import Issue
from zzlib.ledger import open_ledger

WORD = Word("责任人甲", "电话核实")
CODE = "correction_not_followed"


def test_what_a_file_sent_again_replaced_is_asked_about_where_a_later_month_still_has_it(county: SmallCounty) -> None:
    file(county, "2013-03", row(received=699), row(name="水库", received=10))
    file(
        county,
        "2013-03",
        row(received=499),
        row(name="水库", received=12),
        name="更正.xlsx",
        received_at="2013-04-20T09:00:00",
    )
    file(county, "2013-04", row(received=699), row(name="水库", received=12))
    [issue] = found(county, "2013-04", "correction_not_followed")
    assert (issue.level, issue.value) == ("error", "699万元")
    assert "2013年3月报的699万元已更正为499万元（后来重报，原在 水利局.xlsx）" in issue.message
    [question] = [q for q in open_questions(open_ledger(county.workspace, "2013-04")) if q.kind == "follows"]
    assert question.choices[0].label == "也照样更正，到位资金改为499万元"

    # The month after that follows it fell for a reason that is known, and a growth that meets it by chance is none.
    file(county, "2013-05", row(received=499), row(name="水库", received=12))
    assert found(county, "2013-05", "correction_not_followed", "amount_fell") == []
    file(county, "2013-06", row(received=699), row(name="水库", received=12))
    assert found(county, "2013-06", "correction_not_followed") == []


def said(county: SmallCounty, period: str) -> list[Issue]:
    return [i for i in month_issues(open_ledger(county.workspace, period)) if i.code == CODE]


def asked(county: SmallCounty, period: str) -> list[Question]:
    return [q for q in open_questions(open_ledger(county.workspace, period)) if q.kind == "follows"]


def telephone(county: SmallCounty, period: str, new: str, field: str = "到位资金", **more: Any) -> None:
    correct(open_ledger(county.workspace, period), "水利局", "通村公路", field, new, WORD, **more)


def received(county: SmallCounty, period: str) -> int:
    """Give what 水利局 has received, in 万元."""
    units = county.units(period).set_index("unit_id")
    return int(units.loc["u02", "received_fen"]) // 1_000_000


@pytest.mark.parametrize(("value", "how"), [(500, "仍是更正前的数"), (520, "像是在更正前的数上加的")])
def test_a_later_return_that_goes_on_from_the_old_amount_is_an_error_and_asked(
    county: SmallCounty, value: int, how: str
) -> None:
    file(county, "2013-11", row(received=500), row(name="水库", received=3))
    file(county, "2013-12", row(received=value), row(name="水库", received=3))
    telephone(county, "2013-11", "50万")
    [issue] = said(county, "2013-12")
    assert (issue.level, issue.cell, issue.value) == ("error", "K4", f"{value}万元")
    assert f"{how}：2013年11月报的500万元已更正为50万元（更正 c1）" in issue.message
    assert f"应是 {value - 450} 的" in issue.advice
    assert received(county, "2013-12") == value + 3
    [question] = asked(county, "2013-12")
    assert [c.label for c in question.choices] == [
        f"也照样更正，到位资金改为{value - 450}万元",
        f"2013年12月报的{value}万元是对的，不改",
    ]


@pytest.mark.slow
def test_also_correct_here_writes_a_correction_that_can_be_undone(county: SmallCounty) -> None:
    file(county, "2013-10", row(received=500))
    file(county, "2013-11", row(received=520))
    file(county, "2013-12", row(received=530))
    telephone(county, "2013-10", "50万")
    answer(county.workspace, asked(county, "2013-11")[0], "correct", WORD)
    assert (said(county, "2013-11"), received(county, "2013-11")) == ([], 70)
    # December goes on from November's.
    [question] = asked(county, "2013-12")
    assert "2013年11月报的520万元已更正为70万元（更正 c2）" in question.evidence[0]
    again = answer(county.workspace, question, "correct", WORD)
    assert received(county, "2013-12") == 80
    assert answer(county.workspace, question, "correct", WORD, still_open=False).already == [
        {**again.entries[0], "evidence": "", "line": ""}
    ]

    made = next(one for one in decisions_made(county.workspace) if one.said.startswith("更正 c3"))
    undo(county.workspace, made.id, WORD)
    assert received(county, "2013-12") == 530
    assert len(asked(county, "2013-12")) == 1


@pytest.mark.slow
def test_the_later_return_may_be_right_and_that_can_be_undone(county: SmallCounty) -> None:
    file(county, "2013-10", row(received=500))
    file(county, "2013-11", row(received=520))
    telephone(county, "2013-10", "50万")
    answer(county.workspace, asked(county, "2013-11")[0], "right", WORD)
    assert (said(county, "2013-11"), received(county, "2013-11")) == ([], 520)
    file(county, "2013-12", row(received=530))
    assert said(county, "2013-12") == []
    [made] = [one for one in decisions_made(county.workspace) if "更正以后的月份" in one.said]
    assert made.said == "更正以后的月份：水利局 通村公路的到位资金 → 这个月报的是对的"
    undo(county.workspace, made.id, WORD)
    assert [len(said(county, p)) for p in ("2013-11", "2013-12")] == [1, 1]


def test_another_amount_sent_for_the_month_is_asked_anew(county: SmallCounty) -> None:
    file(county, "2013-10", row(received=500))
    file(county, "2013-11", row(received=520))
    telephone(county, "2013-10", "50万")
    answer(county.workspace, asked(county, "2013-11")[0], "right", WORD)
    file(county, "2013-11", row(received=500), received_at="2013-12-04T09:00:00")
    assert len(said(county, "2013-11")) == 1


def test_a_return_that_comes_after_the_correction_is_asked_too_and_so_is_one_after_a_missing_month(
    county: SmallCounty,
) -> None:
    file(county, "2013-09", row(received=500))
    telephone(county, "2013-09", "50万")
    county.file_return("2013-10", "发改委", [])
    file(county, "2013-11", row(received=500))
    file(county, "2013-12", row(received=560))
    assert [len(said(county, p)) for p in ("2013-10", "2013-11", "2013-12")] == [0, 1, 1]


@pytest.mark.parametrize(
    ("later", "doubt"),
    [
        (row(received=50), False),
        (row(received=90), False),
        (row(received=520, month=470), False),
        (row(received=520, month=20), True),
        (row(received=None), False),
        (row(received="待定"), False),
    ],
    ids=[
        "the corrected amount",
        "less than the old one",
        "grown from the corrected one",
        "from the old one",
        "blank",
        "unreadable",
    ],
)
def test_what_the_month_brought_tells_from_which_amount_it_grew(
    county: SmallCounty, later: list[object], doubt: bool
) -> None:
    file(county, "2013-11", row(received=500))
    file(county, "2013-12", later)
    telephone(county, "2013-11", "50万")
    assert bool(said(county, "2013-12")) == doubt


@pytest.mark.parametrize(("later", "doubt"), [(50, True), (70, True), (80, False), (90, True), (40, False)])
def test_an_amount_that_was_corrected_upwards_may_have_grown_from_either(
    county: SmallCounty, later: int, doubt: bool
) -> None:
    file(county, "2013-11", row(received=50))
    file(county, "2013-12", row(received=later))
    telephone(county, "2013-11", "80万")
    assert bool(said(county, "2013-12")) == doubt


def test_lines_of_a_project_are_told_apart(county: SmallCounty) -> None:
    central = {"category": "中央预算内投资", "level": "中央"}
    file(county, "2013-11", row(received=500), row(received=40, **central))
    file(county, "2013-12", row(received=40, **central), row(received=500))
    telephone(county, "2013-11", "50万", expected="500")
    assert [i.cell for i in said(county, "2013-12")] == ["K5"]


def test_a_size_that_was_corrected_the_month_before_is_asked_once(county: SmallCounty) -> None:
    others = [row(name=n, received=60) for n in "甲乙丙"]
    file(county, "2013-10", row(received=2), *others)
    for period in ("2013-11", "2013-12"):
        file(county, period, row(received=6_000), *others)
    telephone(county, "2013-11", "6万")
    codes = [i.code for i in month_issues(open_ledger(county.workspace, "2013-12")) if i.level == "error"]
    assert codes == [CODE]


def test_an_amount_beyond_all_that_is_known_can_be_corrected_like_the_month_before(county: SmallCounty) -> None:
    others = [row(name=n, received=6) for n in "甲乙丙"]
    file(county, "2013-10", row(received=5), *others)
    for period in ("2013-11", "2013-12"):
        file(county, period, row(received=5_000_000), *others)
    telephone(county, "2013-11", "5万")
    [question] = asked(county, "2013-12")
    answer(county.workspace, question, "correct", WORD)
    assert received(county, "2013-12") == 23
    assert [i.code for i in month_issues(open_ledger(county.workspace, "2013-12")) if i.level == "error"] == []


def test_a_total_investment_is_asked_only_where_it_is_the_same(county: SmallCounty) -> None:
    file(county, "2013-11", row(received=5, total=9000))
    telephone(county, "2013-11", "900万", "总投资")
    file(county, "2013-12", row(received=5, total=9000))
    [question] = asked(county, "2013-12")
    assert question.choices[0].label == "也照样更正，总投资改为900万元"
    file(county, "2013-12", row(received=5, total=9100))
    assert asked(county, "2013-12") == []


def test_a_corrected_amount_of_last_year_is_no_matter_in_january_but_what_goes_on_is(county: SmallCounty) -> None:
    from tests.checks.examples import HEADER

    def since(period: str, received: int, start: int, **more: object) -> None:
        rows = [[*row(received=received, **more), start]]
        county.file_return(period, "水利局", rows, header=[*HEADER, "开工以来累计到位"])

    since("2013-12", 500, 900)
    telephone(county, "2013-12", "50万")
    telephone(county, "2013-12", "90万", "开工以来累计到位")
    since("2014-01", 7, 907, origin="结转")
    [issue] = said(county, "2014-01")
    assert (issue.field, issue.details["right"]) == ("received_since_start", "97万元")
