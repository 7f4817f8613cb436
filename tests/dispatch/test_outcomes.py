"""What became of items, and how near their days are."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.dispatch.following import file_months, items, say
from tests.small_county import SmallCounty
from zzlib.dispatch.outcomes import (
    ItemOutcome,
    ItemUrgency,
    asked_before,
    closing_rate,
    outcome,
    tally,
    urgency,
)
from zzlib.indicators import load_month
from zzlib.report.reminders import reminders

WAITING = {f"2013-0{month}": [{"name": "公路"}, {"name": "桥梁", "leader": ""}] for month in range(1, 6)}
ROAD, BRIDGE = "stuck/2013-04/u02/公路", "without_leader/2013-01/u02/桥梁"
DAY = dt.date(2013, 6, 5)


@pytest.fixture
def waiting(copied: Callable[..., SmallCounty]) -> SmallCounty:
    return copied(_waiting, "2013-05")


def _waiting(root: Path) -> None:
    file_months(SmallCounty(root), WAITING)


def outcomes(county: SmallCounty, period: str = "2013-05") -> dict[str, ItemOutcome]:
    return {item.id: outcome(item) for item in asked_before(items(county, period))}


def test_words_are_no_doing_once_the_day_is_over(waiting: SmallCounty) -> None:
    say(waiting, "2013-04", ROAD, "answered", text="已报省厅")
    assert outcomes(waiting)[ROAD] is ItemOutcome.NOT_DONE
    say(waiting, "2013-04", ROAD, "planned", text="专人对接", date="2013-06-30")
    assert outcomes(waiting)[ROAD] is ItemOutcome.PARTLY
    say(waiting, "2013-05", ROAD, "extended", text="等批次", date="2013-07-31")
    assert outcomes(waiting)[ROAD] is ItemOutcome.EXTENDED
    say(waiting, "2013-05", ROAD, "closed", text="不再受理")
    assert outcomes(waiting)[ROAD] is ItemOutcome.DECIDED


def test_what_a_return_shows_is_done_and_only_that_counts_in_the_rate(waiting: SmallCounty) -> None:
    file_months(waiting, {"2013-06": [{"name": "公路", "stage": "批复", "awarded": 8}, {"name": "桥梁"}]})
    stuck = "stuck/2013-04/u02/桥梁"
    say(waiting, "2013-06", stuck, "closed", text="不再受理")
    found = items(waiting, "2013-06")
    assert tally(asked_before(found)) == {
        ItemOutcome.DONE: 2, ItemOutcome.DECIDED: 1, ItemOutcome.EXTENDED: 0, ItemOutcome.PARTLY: 0, ItemOutcome.NOT_DONE: 0,
    }  # fmt: skip
    assert closing_rate(found.items).text == "2/3（66.7%）"
    assert closing_rate(()).text == "—"


def test_units_are_reminded_of_what_is_overdue_due_or_unanswered_and_nobody_is_named(waiting: SmallCounty) -> None:
    file_months(waiting, {"2013-05": [{"name": "堤防", "leader": ""}]}, unit="城关镇")
    found = items(waiting, "2013-05")
    told = {item.id: urgency(item, "2013-05", DAY) for item in found.items}
    assert told[ROAD] is told[BRIDGE] is ItemUrgency.OVERDUE
    assert told["without_leader/2013-05/u03/堤防"] is ItemUrgency.NEAR
    text = reminders(load_month("2013-05", waiting.workspace), None, found.open)
    assert "督办事项要办的（2个单位" in text
    assert "  · 已经逾期3件：“桥梁”没有责任领导（2月28日）、“公路”申报满3个月未获批复（5月31日）" in text
    assert "城关镇\n  · 本月到期1件：“堤防”没有责任领导（6月30日）。" in text
    assert "责任领导甲" not in text


@pytest.mark.parametrize(
    ("day", "expected"), [("2013-06-20", ItemUrgency.NEAR), ("2013-09-20", ItemUrgency.BEHIND)], ids=["due", "silent"]
)
def test_what_was_put_off_in_silence_is_behind(waiting: SmallCounty, day: str, expected: ItemUrgency) -> None:
    say(waiting, "2013-04", ROAD, "planned", date=day)
    [item] = [item for item in items(waiting, "2013-05").open if item.id == ROAD]
    assert urgency(item, "2013-05", DAY) is (
        ItemUrgency.NEAR if expected is ItemUrgency.NEAR else None
    )  # 会上定: a plan
    silent = item.__class__(**{**vars(item), "measures": "", "answer": ""})
    assert urgency(silent, "2013-05", DAY) is expected
