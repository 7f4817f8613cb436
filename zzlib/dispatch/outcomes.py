"""What became of the items of the month before: done, put off, begun or not; how near their days are; how many evidence closed."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from zzlib.dispatch.events import EventKind
from zzlib.dispatch.items import ActionItem, Dispatch, ItemState
from zzlib.money import display_percent
from zzlib.vocabulary import Term


class ItemOutcome(Term):
    """What became of an item by the month after."""

    DONE = "done", "办结"
    DECIDED = "decided", "销号"
    EXTENDED = "extended", "延期"
    PARTLY = "partly", "正在办"
    NOT_DONE = "not_done", "未办"


def outcome(item: ActionItem) -> ItemOutcome:
    """Tell what became of an item.

    Words alone are no doing: what was answered or planned counts as begun while its day is not over, and as not done then.
    """
    if item.state.is_closed:
        return ItemOutcome.DONE if item.state is ItemState.CLOSED_BY_EVIDENCE else ItemOutcome.DECIDED
    if item.state is ItemState.AGREED:
        dated = [event.event for event in item.events if event.date]
        return ItemOutcome.EXTENDED if dated and dated[-1] == EventKind.EXTENDED else ItemOutcome.PARTLY
    return ItemOutcome.PARTLY if item.state is ItemState.ANSWERED else ItemOutcome.NOT_DONE


def asked_before(dispatch: Dispatch) -> tuple[ActionItem, ...]:
    """Give the items that the month before left to be done: of months before, and not closed before this one."""
    return tuple(
        item
        for item in dispatch.items
        if item.opened < dispatch.period and (not item.state.is_closed or item.ended == dispatch.period)
    )


def begun_in(dispatch: Dispatch) -> tuple[ActionItem, ...]:
    """Give the items that began in the month; together with `asked_before` they are what the month's list holds."""
    return tuple(item for item in dispatch.items if item.opened == dispatch.period)


def tally(items: Iterable[ActionItem]) -> dict[ItemOutcome, int]:
    """Count items by what became of them; the counts add up to all."""
    counts = Counter(map(outcome, items))
    return {each: counts[each] for each in ItemOutcome}


@dataclass(frozen=True)
class ClosingRate:
    """Of the year's items (open, or closed in the year) those that a return showed done."""

    closed: int
    items: int

    @property
    def text(self) -> str:
        """As papers print it: 5/12（41.7%）; — where there was none."""
        share = display_percent(Decimal(self.closed) / self.items) if self.items else ""
        return f"{self.closed}/{self.items}（{share}）" if self.items else "—"


def closing_rate(items: Iterable[ActionItem]) -> ClosingRate:
    """Give how many of a year's items a return closed; a decision is no evidence."""
    counts = Counter(item.state is ItemState.CLOSED_BY_EVIDENCE for item in items)
    return ClosingRate(counts[True], counts.total())


def days_overdue(item: ActionItem, day: dt.date) -> int:
    """Give the days by which an open item is overdue on a day, 0 for any other."""
    return 0 if item.state.is_closed else max(0, (day - item.due).days)


class ItemUrgency(Term):
    """Why a unit is reminded of an open item."""

    OVERDUE = "overdue", "已经逾期"
    NEAR = "near", "本月到期"
    BEHIND = "behind", "交办后没有答复"


def urgency(item: ActionItem, period: str, day: dt.date) -> ItemUrgency | None:
    """Tell on a day why a unit is to be reminded of an item: its day is over or in the day's month, or nobody answered what was asked before `period`."""
    if item.state.is_closed:
        return None
    if days_overdue(item, day):
        return ItemUrgency.OVERDUE
    if (item.due.year, item.due.month) == (day.year, day.month):
        return ItemUrgency.NEAR
    silent = item.opened < period and not (item.answer or item.measures)
    return ItemUrgency.BEHIND if silent else None
