"""What people of a made-up county recorded of items: `data/dispatch/events.csv`, and how the items then stand."""

from collections.abc import Iterator
from pathlib import Path

from zzlib.periods import following_month_day, period_of
from zzlib.synthetic.spec import Spec
from zzlib.synthetic.tables import write_table

_EVENTS = ("period", "item", "event", "date", "text", "by", "recorded_on", "why")
_ITEMS = ("item", "state")
_MEETING_DAY = 10
"""Of the month after: the day of the dispatch meeting."""


def write_stories(spec: Spec, data: Path) -> None:
    """Write the records in the order of their months; nothing where nobody recorded anything."""
    if spec.stories:
        (data / "dispatch").mkdir(exist_ok=True)
        rows = sorted(_events(spec), key=lambda row: row["period"])
        write_table(data / "dispatch" / "events.csv", _EVENTS, rows)


def _events(spec: Spec) -> Iterator[dict[str, str]]:
    for story in spec.stories:
        for record in story.records:
            period = period_of(spec.year, record.month)
            said = record.model_dump(exclude={"month"})
            day = following_month_day(period, _MEETING_DAY).isoformat()
            yield {"period": period, "item": story.item, "recorded_on": day, **said}


def write_item_truth(spec: Spec, month: int, folder: Path) -> None:
    """Write `items.csv`: how the items that have a story stand in a month."""
    states = [(story.item, story.states.get(str(month))) for story in spec.stories]
    if spec.stories:
        write_table(folder / "items.csv", _ITEMS, [{"item": item, "state": state} for item, state in states if state])
