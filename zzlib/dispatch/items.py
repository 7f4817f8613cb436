"""Items: one for each cause and project while the cause lasts, its state worked out from the ledger and what people recorded."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

import pandas as pd

from zzlib.dispatch.events import EventKind, ItemEvent, read_events
from zzlib.dispatch.history import StageStay, StandingCause, ToldProject, YearLedger, causes, followed, years_on_file
from zzlib.dispatch.rules import ItemRule, asked
from zzlib.indicators import Month
from zzlib.ledger import Ledger
from zzlib.ledger.places import Place
from zzlib.periods import following_month_day, last_day, month_of, period_of, year_of
from zzlib.phrasing.month_words import document_date
from zzlib.phrasing.phrases import Phrases
from zzlib.vocabulary import Term


class ItemState(Term):
    """How an item stands."""

    OPEN = "open", "待办"
    ANSWERED = "answered", "已答复"
    AGREED = "agreed", "已定措施"
    OVERDUE = "overdue", "逾期"
    RETURNED = "returned", "又出现"
    CLOSED_BY_EVIDENCE = "closed_by_evidence", "已办结"
    CLOSED_BY_DECISION = "closed_by_decision", "已销号"

    @property
    def is_closed(self) -> bool:
        """Whether nothing is to be done any more."""
        return self in (ItemState.CLOSED_BY_EVIDENCE, ItemState.CLOSED_BY_DECISION)


@dataclass(frozen=True)
class ActionItem:
    """What is asked of a project because of one cause.

    `id` is rule, month in which it began, and project. `opened` and `ended` (`""` while it lasts) are months; `place` is the cell
    that it rests on: of the month in which it was seen last, or of the return that shows it gone. `measures` and `answer` are
    the latest measures and answer recorded, `remark` what the return itself says beside the project; `not_seen` tells that the month's own return says nothing of it.
    """

    id: str
    rule: ItemRule
    unit_id: str
    project_id: str
    project: str
    stage: str
    problem: str
    demand: str
    amount_fen: int | None
    leader: str
    person: str
    opened: str
    due: dt.date
    ended: str
    state: ItemState
    place: Place
    measures: str
    answer: str
    remark: str
    not_seen: bool
    events: tuple[ItemEvent, ...]


@dataclass(frozen=True)
class Dispatch:
    """The items of a month: all that are open, and those of the year that are closed; and records that fit no item.

    `year` is what was told of all projects in the year's months.
    """

    period: str
    items: tuple[ActionItem, ...]
    unmatched: tuple[ItemEvent, ...]
    year: YearLedger = field(compare=False, repr=False)

    @property
    def in_stage(self) -> Mapping[str, StageStay]:
        """How long each project of the month has stood in its stage, by project id."""
        return self.year.stage_times

    @property
    def open(self) -> tuple[ActionItem, ...]:
        """The items of which something is still to be done."""
        return tuple(item for item in self.items if not item.state.is_closed)

    def ended_in(self, period: str) -> tuple[ActionItem, ...]:
        """Give the items closed in a month, by evidence or by decision."""
        return tuple(item for item in self.items if item.state.is_closed and item.ended == period)


def dispatch_of(ledger: Ledger, month: Month) -> Dispatch:
    """Give the items of the ledger's month: the same however often and in whatever order months are made.

    What was recorded for later months does not count. Items are in the order of the units' precedence, then of rules, then
    of months.

    Raises:
        EventError: `data/dispatch/events.csv` can't be read.
    """
    return Followed(ledger, month).at(ledger.period)


class Followed:
    """The projects of a ledger followed over the months and years on file, with what people recorded of their items."""

    def __init__(self, ledger: Ledger, month: Month) -> None:
        """Read what was told and recorded; `month` is the ledger's.

        Raises:
            EventError: `data/dispatch/events.csv` can't be read.
        """
        years = years_on_file(ledger)
        self._year, self._month = years[-1], month
        self._events = read_events(ledger.workspace)
        self._told: list[list[ToldProject]] = followed(years)

    def at(self, period: str) -> Dispatch:
        """Give the items as they stood in the ledger's month, or an earlier one of its year, by all that is known of it now."""
        found = [(item_id(cause), cause) for cause in causes(self._told, period)]
        own: dict[str, list[ItemEvent]] = {known: [] for known, _ in found}
        unmatched, ids = [], list(own)
        for event in (event for event in self._events if event.period <= period):
            if (meant := _meant(event.item, ids)) is None:
                unmatched.append(event)
            else:
                own[meant].append(event)
        seen: set[tuple[str, str]] = set()
        phrases, day = Phrases(self._month, "rules.toml"), self._day(period)
        items = []
        for known, cause in found:
            key = (cause.rule.id, str(cause.first.row["project_id"]))
            items.append(_item(known, cause, own[known], phrases, period, day, again=key in seen))
            seen.add(key)
        year = str(year_of(period))
        kept = [item for item in items if not item.state.is_closed or item.ended.startswith(year)]
        return Dispatch(period, tuple(_ordered(kept, self._month)), tuple(unmatched), self._year)

    def _day(self, period: str) -> dt.date:
        """Give the day of the ledger's month's documents, of an earlier one that on which its returns were due."""
        if period == self._month.period:
            return document_date(self._month)
        due = following_month_day(period, self._month.settings.returns.due_day)
        return self._month.workspace.calendar.working_day(due)


def item_id(cause: StandingCause) -> str:
    """Give an item's id: `stuck/2013-04/U01/观音桥以工代赈补助`."""
    return f"{cause.rule.id}/{cause.first.period}/{cause.first.row['project_id']}"


def _meant(said: str, ids: Sequence[str]) -> str | None:
    """Give the item that a record means: where a late return moved its beginning, the project's one that began nearest before."""
    if said in ids:
        return said
    rule, _, rest = said.partition("/")
    begin, _, project = rest.partition("/")
    alike = sorted(known for known in ids if known.startswith(f"{rule}/") and known.split("/", 2)[2] == project)
    earlier = [known for known in alike if known.split("/", 2)[1] <= begin]
    return next(iter([*reversed(earlier), *alike]), None)


def _item(
    known: str,
    cause: StandingCause,
    events: list[ItemEvent],
    phrases: Phrases,
    period: str,
    day: dt.date,
    *,
    again: bool,
) -> ActionItem:
    rule, shown = cause.rule, cause.end or cause.last
    row = cause.last.row
    problem, demand = asked(rule, row["stage"], phrases)
    amount = row[f"{rule.amount}_fen"]
    dates = [event.date for event in events if event.date]
    item = ActionItem(
        id=known,
        rule=rule,
        unit_id=row["unit_id"],
        project_id=row["project_id"],
        project=row["project_name"],
        stage=shown.row["stage"],
        problem=problem,
        demand=demand,
        amount_fen=None if pd.isna(amount) or not amount else int(amount),
        leader=shown.row["leader"],
        person=shown.row["person"],
        opened=cause.first.period,
        due=dt.date.fromisoformat(dates[-1]) if dates else _due(cause.first.period, rule.months),
        ended=cause.end.period if cause.end else "",
        state=ItemState.CLOSED_BY_EVIDENCE if cause.end else ItemState.OPEN,
        place=shown.place(rule.cell),
        measures=_latest(events, EventKind.PLANNED, EventKind.EXTENDED),
        answer=_latest(events, EventKind.ANSWERED, EventKind.EXPLAINED, EventKind.CLOSED),
        remark=shown.row["remark"],
        not_seen=not cause.end and cause.last.period < period,
        events=tuple(events),
    )
    return item if cause.end else _as_recorded(item, day, again=again)


def _as_recorded(item: ActionItem, today: dt.date, *, again: bool) -> ActionItem:
    """Give an item whose cause lasts in the state that people's records and the day make of it."""
    kinds = [event.event for event in item.events]
    ends = [event for event in item.events if event.event in (EventKind.CLOSED, EventKind.REOPENED)]
    if ends and ends[-1].event == EventKind.CLOSED:
        return replace(item, state=ItemState.CLOSED_BY_DECISION, ended=ends[-1].period)
    if item.due < today:
        state = ItemState.OVERDUE
    elif {EventKind.PLANNED, EventKind.EXTENDED} & set(kinds):
        state = ItemState.AGREED
    elif {EventKind.ANSWERED, EventKind.EXPLAINED} & set(kinds):
        state = ItemState.ANSWERED
    else:
        state = ItemState.RETURNED if again or ends else ItemState.OPEN
    return replace(item, state=state)


def _latest(events: Iterable[ItemEvent], *kinds: EventKind) -> str:
    texts = [event.text or event.why for event in events if event.event in kinds]
    return texts[-1] if texts else ""


def _due(opened: str, months: int) -> dt.date:
    """Give the last day of the month so many after that in which an item began."""
    number = year_of(opened) * 12 + month_of(opened) - 1 + months
    return last_day(period_of(number // 12, number % 12 + 1))


def _ordered(items: Iterable[ActionItem], month: Month) -> list[ActionItem]:
    places = {unit_id: place for place, unit_id in enumerate(month.units["unit_id"])}
    return sorted(items, key=lambda item: (places.get(item.unit_id, len(places)), item.unit_id))
