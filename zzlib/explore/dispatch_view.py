"""The dispatch meeting in a notebook: what is asked of whom, what became of last month's items, and the meeting's decisions.

Nothing is written unless somebody clicks; what is written is what `zz dispatch --item` writes.
"""

import html
import os
from collections.abc import Iterable

import ipywidgets as widgets
import pandas as pd

from zzlib.dispatch import ActionItem, Dispatch, dispatch_of, record
from zzlib.dispatch.events import EVENT_LABELS, EventError
from zzlib.dispatch.outcomes import ItemOutcome, asked_before, begun_in, closing_rate, outcome, tally
from zzlib.dispatch.saying import said_of_item
from zzlib.explore.decisions_view import Chooser, text_field
from zzlib.explore.telling import reason
from zzlib.explore.widgets import colours
from zzlib.indicators import Month, measured
from zzlib.ledger import open_ledger
from zzlib.periods import typed_period
from zzlib.report.attachment import NO_DATA, wan_of
from zzlib.report.dispatch_list import evidence
from zzlib.report.display import ShownTable
from zzlib.report.meeting_pages import due_text
from zzlib.serving import READ_ONLY
from zzlib.workspace import Workspace


class DispatchMonth:
    """A month's items as tables; names of persons stand in them only where `privacy.mask_names` is false."""

    def __init__(self, period: str = "", workspace: Workspace | None = None) -> None:
        """Open a month, the latest when `""`.

        Raises:
            NoReturnsError: the workspace has no returns.
            PeriodError: there is no folder of returns for the period.
        """
        self.workspace = workspace or Workspace.find()
        self.period = typed_period(period) or self.workspace.latest_period()
        self.month: Month
        self.dispatch: Dispatch
        self.read()

    def read(self) -> None:
        """Read the month and what was recorded anew."""
        ledger = open_ledger(Workspace(self.workspace.root), self.period)
        self.month = measured(ledger)
        self.dispatch = dispatch_of(ledger, self.month)

    def unit(self, item: ActionItem) -> str:
        """Give the name of an item's unit."""
        units = dict(zip(self.month.units["unit_id"], self.month.units["unit"], strict=True))
        return str(units.get(item.unit_id, item.unit_id))

    @property
    def outcomes(self) -> ShownTable:
        """What became by unit of the items of the month before, the new ones, and how many of the year's a return closed."""
        before, new = ({item.id for item in items} for items in (asked_before(self.dispatch), begun_in(self.dispatch)))
        owned: dict[str, list[ActionItem]] = {}
        for item in self.dispatch.items:
            owned.setdefault(self.unit(item), []).append(item)
        rows = []
        for name, own in [*owned.items(), ("合计", list(self.dispatch.items))]:
            told = tally(item for item in own if item.id in before)
            counts = [sum(told.values()), *told.values(), sum(item.id in new for item in own)]
            rows.append([name, *map(str, counts), closing_rate(own).text])
        said = self.month.rhythm.said
        heads = ["单位", said("上月交办"), *(each.label for each in ItemOutcome), said("本月新增"), "今年由报表办结"]
        return ShownTable(pd.DataFrame(rows if owned else [], columns=heads, dtype="str"), "没有要办的事")

    @property
    def items(self) -> ShownTable:
        """The items to be done, and those closed in the month."""
        return ShownTable(self._listed([*self.dispatch.open, *self.dispatch.ended_in(self.period)]), "没有要办的事")

    def _listed(self, items: Iterable[ActionItem]) -> pd.DataFrame:
        named = not self.month.settings.privacy.mask_names
        rows = [
            {
                "单位": self.unit(item),
                "项目": item.project,
                "问题": item.problem,
                "要求": item.demand,
                "金额（万元）": wan_of(item.amount_fen) if item.amount_fen else NO_DATA,
                "时限": "，".join(filter(None, due_text(item, self.month))),
                "状态": item.state.label,
                "办理情况": item.answer or item.measures,
                **({"责任领导": item.leader, "责任人": item.person} if named else {}),
            }
            for item in items
        ]
        return pd.DataFrame(rows, dtype="str")


class DispatchView(widgets.VBox):  # type: ignore[misc]
    """Takes what the meeting says of an item: choose it, say what, until when, who says so and why."""

    def __init__(self, shown: DispatchMonth) -> None:
        """Offer the open items of a month."""
        self._shown = shown
        self.unit, self.item = Chooser("单位", self._offer_items), Chooser("事项", self._describe)
        self.about, self.said = widgets.HTML(), widgets.HTML()
        self.what = Chooser("怎样")
        self.what.offer([("（请选）", ""), *((label, kind) for kind, label in EVENT_LABELS.items())])
        self.text, self.date = text_field("内容", "整改措施、答复或说明"), text_field("期限", "2013-07-31，可不填")
        self.by, self.why = text_field("谁定的", "责任人甲"), text_field("理由", "延期、销号、重开要写")
        self.button = widgets.Button(description="记下", disabled=bool(os.environ.get(READ_ONLY)))
        self.button.on_click(lambda _: self._record())
        fields = [self.text, self.date, self.by, self.why]
        super().__init__([colours(), self.unit, self.item, self.about, self.what, *fields, self.button, self.said])
        self._offer_units()

    def _offer_units(self) -> None:
        units = {item.unit_id: self._shown.unit(item) for item in self._shown.dispatch.open}
        self.unit.offer((name, unit_id) for unit_id, name in units.items())
        self._offer_items()

    def _offer_items(self) -> None:
        own = [item for item in self._shown.dispatch.open if item.unit_id == self.unit.value]
        self.item.offer((f"{item.project}：{item.problem}（{item.state.label}）", item.id) for item in own)
        self._describe()

    def _describe(self) -> None:
        item = next((one for one in self._shown.dispatch.open if one.id == self.item.value), None)
        lines = [] if item is None else self._about(item)
        self.about.value = "".join(f"<div>{html.escape(line)}</div>" for line in lines)

    def _about(self, item: ActionItem) -> list[str]:
        month = self._shown.month
        due = "，".join(filter(None, due_text(item, month)))
        lines = [
            f"要求：{item.demand}；时限：{due}",
            f"依据：{evidence(item, month)}",
            f"什么情况说明不是这样：{item.rule.refute}",
        ]
        if item in asked_before(self._shown.dispatch):
            lines.append(f"{month.rhythm.said('上月交办')}：{outcome(item).label}")
        events = (
            f"{event.period} {EVENT_LABELS[event.event]} {event.text or event.date} {event.why}"
            for event in item.events
        )
        return [*lines, *(f"已记：{event}" for event in events)]

    def _record(self) -> None:
        try:
            if not self.what.value:
                raise EventError("没有记下：请选“怎样”")
            fields = {"text": self.text, "date": self.date, "by": self.by, "why": self.why}
            words = {name: field.value.strip() for name, field in fields.items()}
            event = said_of_item(self._shown.dispatch, self.item.value, self.what.value, **words)
            record(self._shown.workspace, [event])
            self._shown.read()
            self._offer_units()
            self._say(f"已记：{EVENT_LABELS[event.event]} {event.text or event.date}", "good")
        except Exception as error:
            self._say(reason(error), "bad")

    def _say(self, text: str, colour: str) -> None:
        self.said.value = f'<span style="color:var(--zz-{colour})">{html.escape(text)}</span>'


def dispatch_view(shown: DispatchMonth) -> DispatchView:
    """Show the form that takes the meeting's decisions."""
    return DispatchView(shown)
