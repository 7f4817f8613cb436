"""What a month brought is said only where both its ends are known, and then it is the truth."""

from types import SimpleNamespace
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.small_county import SmallCounty
from zzlib.findings import Status, judge
from zzlib.indicators import Month, explain, load_month
from zzlib.indicators.gains import best_month, monthly_gains
from zzlib.ledger import build_ledger
from zzlib.periods import period_of
from zzlib.rhythm import rhythms

UNITS, MONTHS = 3, 6
TRUTH = st.lists(st.lists(st.integers(0, 9), min_size=MONTHS, max_size=MONTHS), min_size=UNITS, max_size=UNITS)
FILED = st.lists(st.lists(st.booleans(), min_size=MONTHS, max_size=MONTHS), min_size=UNITS, max_size=UNITS)


def ledger_of(truth: list[list[int]], filed: list[list[bool]]) -> Any:
    """Give what a ledger holds of units that got these amounts in each month and filed in some of them."""
    units, funding = [], []
    for number, (gains, came) in enumerate(zip(truth, filed, strict=True)):
        last: int | None = None
        for month in range(MONTHS):
            last = sum(gains[: month + 1]) if came[month] else last
            row = {"period": period_of(2013, month + 1), "unit_id": f"u{number}", "carried": not came[month]}
            units.append(row | {"stated": last is not None, "filed_this_year": last is not None})
            if last is not None:
                funding.append(row | {"received_fen": last, "received_unreadable": False, "counts": True})
    columns = ["period", "unit_id", "carried", "received_fen", "received_unreadable", "counts"]
    frame, lines = pd.DataFrame(units), pd.DataFrame(funding, columns=columns).astype({"counts": bool})
    period = period_of(2013, MONTHS)
    month = frame[frame["period"] == period]
    monthly = SimpleNamespace(rhythm=rhythms()["month"])
    return SimpleNamespace(period=period, workspace=monthly, units=frame, funding=lines, month=lambda _: month)


@given(TRUTH, FILED)
def test_what_is_said_of_a_month_is_true_of_the_units_it_speaks_of(truth, filed):
    ledger = ledger_of(truth, filed)
    gains = monthly_gains(ledger)
    for month, gain in enumerate(gains):
        assert gain.fen == sum(truth[int(unit[1:])][month] for unit in gain.units)
        both = {f"u{n}" for n, came in enumerate(filed) if came[month] and (month == 0 or came[month - 1])}
        assert gain.units == both
    filers = [number for number, came in enumerate(filed) if any(came)]
    true_best = max(sum(truth[n][month] for n in filers) for month in range(MONTHS))
    best = best_month(gains)
    if best is not None:
        assert best.gain.fen == true_best if best.whole else best.gain.fen <= true_best
    if filers and all(all(filed[n]) for n in filers):
        assert best is not None
        assert best.whole


def received(fen: int | str) -> list[Any]:
    return ["河道治理", "", "个性型", "新增", "省级专项", 9000, 9000, fen, None]


def month_of(county: SmallCounty, amounts: dict[str, dict[str, int | str]]) -> Month:
    """File each unit's received amounts (万元) by month; the last month is told."""
    for unit, months in amounts.items():
        for month, fen in months.items():
            county.file_return(f"2013-{month}", unit, [received(fen)])
    return load_month(f"2013-{max(month for months in amounts.values() for month in months)}", county.workspace)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("amounts", "said"),
    [
        ({"水利局": {"11": 1180}}, "—"),
        ({"水利局": {"11": 1180, "12": 1200}}, "—"),
        ({"水利局": {"01": 30, "02": 100, "03": 110}}, "70万元"),
        ({"水利局": {"01": 30, "02": 100, "04": 400}}, "—"),
        ({"水利局": {"01": 30, "02": 100, "04": 160}}, "70万元"),
        ({"水利局": {"01": 30, "02": 100, "03": "待定", "04": 400}}, "—"),
        ({"水利局": {"01": 30, "02": 100, "03": 400}, "城关镇": {"01": 5, "03": 90}}, "至少300万元"),
        ({"水利局": {"01": 30, "02": 100, "03": 400}, "城关镇": {"01": 5, "02": 8}}, "至少300万元"),
        ({"水利局": {"01": 30, "02": 400, "03": 450}, "城关镇": {"02": 0, "03": 0}}, "370万元"),
    ],
    ids=["first month November", "then December", "whole", "a gap", "a gap that can't matter", "unreadable",
         "one unit carried", "one unit silent", "a unit that came late with nothing"],
)  # fmt: skip
def test_the_best_month_of_the_year(county: SmallCounty, amounts: dict[str, dict[str, int | str]], said: str) -> None:
    month = month_of(county, amounts)
    assert month.figures.text("funds_best_month") == said


def test_the_best_month_is_the_cells_of_its_two_ends(county: SmallCounty) -> None:
    month_of(county, {"水利局": {"01": 30, "02": 100, "03": 400}, "城关镇": {"01": 5, "03": 90}})
    found = explain(build_ledger(county.workspace, "2013-03"), "funds_best_month")
    assert list(found.parts["value"]) == ["4000000.00", "-1000000.00"]
    assert [file.split("/")[2] for file in found.parts["file"]] == ["2013-03", "2013-02"]


def test_a_pace_is_held_only_against_a_best_month_that_is_known(county: SmallCounty) -> None:
    """Of January to November in one sum no month is known: nothing is said of the best one, nor of the pace against it."""
    judged = {f.rule.id: f for f in judge(month_of(county, {"水利局": {"11": 1180, "12": 1200}}))}
    assert judged["needed"].status is Status.NO_DATA


def test_a_best_month_that_is_a_lower_bound_is_no_reproach(county: SmallCounty) -> None:
    month = month_of(county, {"水利局": {"01": 1, "02": 2, "03": 4}, "城关镇": {"01": 1, "03": 900}})
    needed = next(f for f in judge(month) if f.rule.id == "needed")
    assert needed.status is Status.NO_DATA
    assert needed.why == "今年单月最多到位资金只知道是至少2万元，每月至少需争资是否高于它不能判断"


def test_a_month_that_is_only_carried_has_no_place_on_the_way(county: SmallCounty) -> None:
    trend = month_of(county, {"水利局": {"01": 30, "02": 100, "04": 160}}).trend
    assert trend["received_fen"].isna().tolist() == [False, False, True, False]


def test_the_month_before_is_told_only_where_a_return_stands_for_it(county: SmallCounty) -> None:
    (county.root / "data" / "returns" / "2013-03").mkdir()
    month = month_of(county, {"水利局": {"01": 30, "02": 100, "04": 160}})
    assert month.figures.scopes("month") == []
