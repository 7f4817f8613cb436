"""The half-year summary of a county's office, written by hand: what the auditor must find in it, and nothing else.

`half_year_summary.txt` is the public document that the workbench answers; the year was blanked out by whoever published it.
"""

from pathlib import Path

import pytest

from zzlib.audit import NumericClaim, audit_file

SUMMARY = Path(__file__).with_name("half_year_summary.txt")


@pytest.fixture(scope="module")
def claims() -> list[NumericClaim]:
    return audit_file(SUMMARY)


def one(claims: list[NumericClaim], stated: str) -> NumericClaim:
    return next(claim for claim in claims if claim.stated == stated and claim.verdict == "wrong")


def test_nothing_else_is_wrong(claims):
    wrong = {(claim.kind, claim.stated) for claim in claims if claim.verdict == "wrong"}
    assert wrong == {
        ("level", "74.9%"),
        ("growth", "77.3%"),
        ("sum", "4.12亿元"),
        ("sum", "100%"),
        ("share", "12.3%"),
        ("share", "56.2%"),
        ("pace", "1.48亿元"),
    }


def test_a_stale_operand_is_named_with_the_number_that_gives_the_result(claims):
    claim = one(claims, "74.9%")
    assert [operand.text for operand in claim.operands] == ["258个", "350个"]
    assert claim.recomputed == "73.7%"
    assert "262个" in claim.message


def test_a_growth_without_any_whole_number_base(claims):
    message = one(claims, "77.3%").message
    assert all(number in message for number in ("409", "262", "258"))


def test_parts_that_do_not_make_the_total(claims):
    claim = one(claims, "4.12亿元")
    assert claim.recomputed == "4.0229亿元"
    assert {operand.text for operand in claim.operands} == {"2.9259亿元", "1.097亿元"}


def test_shares_that_do_not_make_the_whole(claims):
    assert one(claims, "100%").recomputed == "97.5%"


@pytest.mark.parametrize(("stated", "denominators"), [("12.3%", "292 或 293"), ("56.2%", "105")])
def test_a_share_is_told_with_the_denominators_that_would_give_it(claims, stated, denominators):
    assert f"分母是 {denominators} 才得" in one(claims, stated).message


def test_the_months_left_are_counted_from_the_cut_off(claims):
    claim = one(claims, "1.48亿元")
    assert claim.recomputed == "1.27亿元"
    assert "按 6 个月算" in claim.message and "还剩 7 个月" in claim.message


def test_what_rounding_can_explain_is_reachable(claims):
    assert [claim.stated for claim in claims if claim.verdict == "reachable"] == ["70.9%"]


@pytest.mark.parametrize("stated", ["409个", "32%", "8.9亿元", "26.6%", "4个", "10个"])
def test_what_holds_is_ok(claims, stated):
    assert any(claim.stated == stated and claim.verdict == "ok" for claim in claims)


@pytest.mark.parametrize("stated", ["124%", "172.4%"])
def test_growth_of_money_without_a_base_is_told_with_the_implied_base(claims, stated):
    claim = next(claim for claim in claims if claim.stated == stated)
    assert claim.verdict == "unverifiable"
    assert claim.recomputed in ("2.48亿元", "1.51亿元")
