"""Whom a letter (督办函) goes to: units with items long overdue, by the county's rule, and units that a person named."""

from dataclasses import dataclass

from zzlib.dispatch.events import EventError, EventKind, EventMaker, ItemEvent, record
from zzlib.dispatch.items import ActionItem, Dispatch
from zzlib.dispatch.outcomes import days_overdue
from zzlib.indicators.month import Month
from zzlib.ledger import Ledger
from zzlib.periods import month_of, months_until, year_of
from zzlib.phrasing.month_words import document_date
from zzlib.settings import Dispatching
from zzlib.workspace import Workspace

_LETTER = "发督办函"


@dataclass(frozen=True)
class DispatchLetter:
    """A letter to a unit about some of its open items.

    `number` is made of the month and the unit's place in units.csv, so that a letter keeps it whatever other letters there are.
    """

    unit_id: str
    number: str
    items: tuple[ActionItem, ...]

    @property
    def projects(self) -> int:
        """How many projects it names."""
        return len({item.project_id for item in self.items})

    @property
    def amount_fen(self) -> int:
        """What is concerned: of each project the largest of its items' amounts."""
        largest: dict[str, int] = {}
        for item in self.items:
            largest[item.project_id] = max(largest.get(item.project_id, 0), item.amount_fen or 0)
        return sum(largest.values())


def letters(dispatch: Dispatch, month: Month) -> list[DispatchLetter]:
    """Give the month's letters in order of precedence (`[dispatch]` of the settings is the rule).

    In a letter stand the items that make the rule, and those that a person asked for in the month (`zz dispatch --letter`).
    """
    rule, day = month.settings.dispatch, document_date(month)
    found = []
    for place, unit_id in enumerate(month.units["unit_id"], start=1):
        own = [item for item in dispatch.open if item.unit_id == unit_id]
        late = {item.id for item in own if days_overdue(item, day) > rule.letter_days}
        wanted = late if rule.letter_items and len(late) >= rule.letter_items else set()
        wanted |= {item.id for item in own if _is_asked(item, month.period)}
        if wanted:
            number = _number(rule, month.period, place)
            found.append(DispatchLetter(unit_id, number, tuple(item for item in own if item.id in wanted)))
    return found


def letter_numbers(ledger: Ledger) -> dict[str, str]:
    """Give the unit of each letter that may have been sent this year, by its number, the longest first."""
    rule, units = ledger.workspace.settings.dispatch, list(enumerate(ledger.month("units")["unit_id"], start=1))
    numbers = {_number(rule, p, place): unit for p in months_until(ledger.period) for place, unit in units}
    return dict(sorted(numbers.items(), key=lambda known: -len(known[0])))


def _number(rule: Dispatching, period: str, place: int) -> str:
    return rule.number(year_of(period), f"{month_of(period)}-{place}")


def ask_unit(workspace: Workspace, dispatch: Dispatch, unit_id: str, by: str) -> list[ItemEvent]:
    """Record that a letter goes to a unit about all its open items; what is recorded already is not again.

    Raises:
        EventError: the unit has no open items, nobody is named, or the file can't be written.
    """
    own = [item for item in dispatch.open if item.unit_id == unit_id]
    if not own:
        raise EventError("这个单位没有要办的事，不必发督办函")
    asked = [item for item in own if not _is_asked(item, dispatch.period)]
    maker = EventMaker(dispatch.period, by)
    events = [maker.event(item.id, EventKind.ASKED, _LETTER) for item in asked]
    record(workspace, events)
    return events


def _is_asked(item: ActionItem, period: str) -> bool:
    return any((event.event, event.period) == (EventKind.ASKED, period) for event in item.events)
