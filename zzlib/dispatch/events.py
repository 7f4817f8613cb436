"""What people recorded of items, in `data/dispatch/events.csv`: only added to, with who and why; the items are derived."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass, fields, replace

from filelock import FileLock

from zzlib import stopping
from zzlib.files import decoded, replace_file, with_rows
from zzlib.ledger.excel import month_text
from zzlib.periods import is_period, today
from zzlib.returns.cells.dates import is_day, read_date
from zzlib.told import ToldError
from zzlib.vocabulary import Term
from zzlib.workspace import DISPATCH_EVENTS as FILE
from zzlib.workspace import Workspace


class EventError(ToldError, ValueError):
    """What was to be recorded can't be; the message says in Chinese what and why."""

    wrong_use = True


class EventKind(Term):
    """What people do about an item."""

    ASKED = "asked", "已督办"
    ANSWERED = "answered", "已答复"
    PLANNED = "planned", "已定措施"
    EXTENDED = "extended", "延期"
    EXPLAINED = "explained", "已说明"
    CLOSED = "closed", "销号"
    REOPENED = "reopened", "重开"


EVENT_LABELS = EventKind.labels()


@dataclass(frozen=True)
class ItemEvent:
    """An event, all text: recorded when the items of `period` were gone through; `date` is the day planned for (or `""`)."""

    period: str
    item: str
    event: str
    date: str
    text: str
    by: str
    recorded_on: str
    why: str


@dataclass(frozen=True)
class EventMaker:
    """Makes the events that somebody records today, going through the items of a month; `why` where none has its own reason."""

    period: str
    by: str
    why: str = ""

    def event(self, item: str, kind: EventKind, text: str, date: str = "", why: str = "") -> ItemEvent:
        """Give the event of an item."""
        return ItemEvent(self.period, item, kind.value, date, text, self.by, today().isoformat(), why or self.why)


EVENT_COLUMNS = tuple(field.name for field in fields(ItemEvent))
"""Columns of events.csv."""


def read_events(workspace: Workspace) -> list[ItemEvent]:
    """Give what was recorded, in order.

    Raises:
        EventError: the file can't be read, or a row of it is no event; the message names row and column.
    """
    data = workspace.dispatch_events()
    if not data:
        return []
    try:
        rows = list(csv.DictReader(io.StringIO(decoded(data)[0], newline="")))
    except (UnicodeDecodeError, csv.Error) as error:
        raise EventError(f"{FILE} 读不出（{error}）；请换回备份") from error
    return [_event(number, row) for number, row in enumerate(rows, start=2) if any(row.values())]


def _event(number: int, row: dict[str, str | None]) -> ItemEvent:
    event = ItemEvent(*((row.get(name) or "").strip() for name in EVENT_COLUMNS))
    # What was saved with Excel has its months and days written otherwise.
    event = replace(event, period=month_text(event.period), date=read_date(event.date, None) or event.date)
    if fault := _fault(event):
        raise EventError(f"{FILE} 第 {number} 行 {fault}")
    return event


def _fault(event: ItemEvent) -> str:
    """Say what of an event is none, `""` where it can be read back."""
    for name, right, example in (
        ("period", is_period(event.period), "2013-05"),
        ("event", event.event in EVENT_LABELS, "、".join(EVENT_LABELS)),
        ("item", bool(event.item), "事项的编号"),
        ("date", not event.date or is_day(read_date(event.date, None) or ""), "2013-07-31 这样的日期"),
    ):
        if not right:
            return f"{name} 是“{getattr(event, name)}”，应是 {example}"
    return ""


def record(workspace: Workspace, events: Sequence[ItemEvent]) -> None:
    """Add events to the file, whole or not at all.

    Raises:
        EventError: nothing says by whom, a closing or an extension has no reason, what is said could not be read back, or
            the file can't be written.
    """
    for event in events:
        if fault := _fault(event):
            raise EventError(f"没有记：{fault}（{event.item}）")
        if not event.by:
            raise EventError("要写明是谁记的：--by 责任人甲")
        if event.event in (EventKind.CLOSED, EventKind.EXTENDED, EventKind.REOPENED) and not event.why:
            raise EventError(f"{EVENT_LABELS[event.event]}要写明理由：--why 理由（{event.item}）")
    path = workspace.root / FILE
    path.parent.mkdir(parents=True, exist_ok=True)
    with FileLock(path.with_name(".events.lock"), timeout=60):
        read_events(workspace)  # what can't be read is not added to
        data = path.read_bytes() if path.exists() else b""
        made = with_rows(data, EVENT_COLUMNS, [{name: getattr(e, name) for name in EVENT_COLUMNS} for e in events])
        stopping.too_late()
        try:
            replace_file(path, made)
        except PermissionError as error:
            raise EventError(f"{FILE} 写不进去，可能正在 Excel 或 WPS 里打开着；请关闭后再记") from error
