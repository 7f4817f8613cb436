"""Who must do what by when: what is asked of each project, followed over the months until a return shows it done."""

from zzlib.dispatch.events import EVENT_COLUMNS, ItemEvent, read_events, record
from zzlib.dispatch.items import ActionItem, Dispatch, ItemState, dispatch_of
from zzlib.dispatch.rules import ItemRule, item_rules

__all__ = [
    "EVENT_COLUMNS",
    "ActionItem",
    "Dispatch",
    "ItemEvent",
    "ItemRule",
    "ItemState",
    "dispatch_of",
    "item_rules",
    "read_events",
    "record",
]
