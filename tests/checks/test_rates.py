"""A column of rates where amounts belong is said; small amounts beside small ones are not."""

import pytest

from tests.checks.examples import file, found, row
from tests.small_county import SmallCounty


def said(county: SmallCounty, *amounts: tuple[float | None, float]) -> list[tuple[str, str]]:
    rows = [row(name=f"{n}号堤防", received=came, awarded=won) for n, (came, won) in enumerate(amounts, start=1)]
    file(county, "2013-01", *rows)
    return [(i.cell, i.message) for i in found(county, "2013-01", "amounts_like_rates")]


def test_rates_in_the_column_of_amounts_are_said_at_the_first(county: SmallCounty) -> None:
    [(cell, message)] = said(county, (0.62, 80), (0.8, 45), (1, 120), (0.45, 60))
    assert cell == "K4"
    assert message == (
        "到位资金列的 4 个数都不超过 1（0.62、0.8、1……），而争取资金要大得多（如项目“1号堤防”80万元），像是把到位率、支付率"
        "填成了金额；按所填的计"
    )


@pytest.mark.slow
def test_amounts_that_may_be_so_small_are_not(county: SmallCounty) -> None:
    assert said(county, (0.62, 1), (0.8, 0.9), (0.5, 1.2)) == []
    assert said(county, (0.62, 80), (0.8, 45)) == []
    assert said(county, (0.62, 80), (0.8, 45), (12, 120)) == []
    assert said(county, (1, 80), (1, 45), (1, 120)) == []
    assert said(county, (None, 80), (None, 45), (None, 120)) == []
