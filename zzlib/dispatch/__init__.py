"""Who must do what by when: what is asked of each project, followed over the months until a return shows it done."""

from zzlib.dispatch.events import EVENT_COLUMNS, Event, read_events, record
from zzlib.dispatch.items import Dispatch, Item, State, dispatch_of
from zzlib.dispatch.rules import ItemRule, item_rules

__all__ = [
    "EVENT_COLUMNS",
    "Dispatch",
    "Event",
    "Item",
    "ItemRule",
    "State",
    "dispatch_of",
    "item_rules",
    "read_events",
    "record",
]
