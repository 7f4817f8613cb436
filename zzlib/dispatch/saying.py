"""What a person says about an item, checked before it is recorded: the command and the notebook say it the same way."""

from zzlib.dispatch.events import EVENT_LABELS, EventError, EventKind, EventMaker, ItemEvent
from zzlib.dispatch.items import Dispatch
from zzlib.returns.cells.dates import is_day, read_date


def said_of_item(dispatch: Dispatch, item: str, said: str, *, text: str, date: str, by: str, why: str) -> ItemEvent:
    """Give the record of what is said of an item: `said` is one of `EVENT_LABELS`, in Chinese or as its id; `date` a day or blank.

    Raises:
        EventError: there is no such item, nothing like that can be said, the date is no day, an extension has none, or the
            same was recorded today.
    """
    kinds = {label: kind for kind, label in EVENT_LABELS.items()} | {kind: kind for kind in EVENT_LABELS}
    if said not in kinds:
        raise EventError(f"“{said}”记不了；能记的是 {'、'.join(EVENT_LABELS.values())}")
    if (known := next((one for one in dispatch.items if one.id == item), None)) is None:
        raise EventError(f"没有编号是“{item}”的事；编号用 zz dispatch {dispatch.period} --json 看")
    day = read_date(date, None) or "" if date else ""
    if date and not is_day(day):
        raise EventError(f"期限要写到日，如 2013-07-31，不是“{date}”")
    event = EventMaker(dispatch.period, by, why).event(item, EventKind(kinds[said]), text, day)
    if event.event == EventKind.EXTENDED and not day:
        raise EventError(f"延期要写明延到哪一天：--date 2013-07-31（{item}）")
    if event in known.events:
        raise EventError(f"这件事今天已经这样记过，没有再记（{item}）")
    return event
