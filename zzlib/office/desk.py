"""The page of a month: the steps under each other, each with what it waits for; one is open, made when it is first asked for."""

import html
from collections.abc import Callable
from pathlib import Path

import anywidget
import ipywidgets as widgets
import traitlets

from zzlib.explore.telling import reason
from zzlib.explore.widgets import colours
from zzlib.files import package_file
from zzlib.office.common import LABELS, OfficeMonth, ToldLine
from zzlib.office.issuing import issuing_panel
from zzlib.office.receiving import receiving_panel
from zzlib.office.reported import deciding_panel, reported_panel
from zzlib.office.running import running_panel
from zzlib.office.sending import sending_panel
from zzlib.office.signing import signing_panel
from zzlib.office.steps import OfficeStep, begun_period, office_steps, step_words
from zzlib.office.writing import writing_panel
from zzlib.periods import is_period, today
from zzlib.workspace import Workspace

PANELS: dict[str, Callable[[OfficeMonth], widgets.Widget]] = {
    "receive": receiving_panel,
    "check": reported_panel,
    "decide": deciding_panel,
    "send": sending_panel,
    "run": running_panel,
    "write": writing_panel,
    "sign": signing_panel,
    "issue": issuing_panel,
}
"""What is done in each step."""
_ANEW = ("check",)
"""Panels that only show what is there: made anew each time that they are opened."""


class InSight(anywidget.AnyWidget):
    """Keeps a `step` that is opened in sight of the page."""

    _esm = package_file("zzlib.office", "page/sight.js").decode()
    step = traitlets.Unicode().tag(sync=True)


class MonthDesk(widgets.VBox):  # type: ignore[misc]
    """A month's steps; `unfold` opens one, `refresh` shows where they stand now."""

    def __init__(self, workspace: Workspace, period: str, said: str = "") -> None:
        """Show the steps of a period, the first that waits for something open; `said` stands above them."""
        self._root: Path = workspace.root
        style = widgets.HTML(f"<style>{package_file('zzlib.office', 'page/office.css').decode()}</style>")
        county = html.escape(workspace.settings.county.name)
        self.period = widgets.Dropdown(
            options=[(workspace.rhythm.name(p), p) for p in offered_periods(workspace, period)], value=period,
            description="月份", style=LABELS, layout={"width": "15em"},
        )  # fmt: skip
        self.told = ToldLine()
        again = widgets.Button(description="刷新", tooltip="别处收了报表、作了决定以后", layout={"width": "auto"})
        again.on_click(lambda _: self.refresh())
        head = widgets.HBox([widgets.HTML(f"<b>{county}</b>"), self.period, again, self.told])
        head.layout.flex_flow, head.layout.align_items = "row wrap", "center"
        self.heads = {name: self._head(name) for name in PANELS}
        self.panels = {name: widgets.VBox(layout={"display": "none"}) for name in PANELS}
        for panel in self.panels.values():
            panel.add_class("zz-panel")
        rows = [part for name in PANELS for part in (self.heads[name], self.panels[name])]
        self._sight = InSight()
        super().__init__([colours(), style, self._sight, head, *rows])
        self.add_class("zz-office")
        self.period.observe(lambda _: self._begin(), "value")
        self._begin()
        if said:
            self.told.say(said)

    def _head(self, name: str) -> widgets.Button:
        head = widgets.Button(layout={"width": "calc(100% - 4px)", "height": "auto"})
        head.add_class("zz-step")
        head.add_class(f"zz-step-{name}")
        head.on_click(lambda _: self.unfold("" if self.unfolded == name else name))
        return head

    def _begin(self) -> None:
        """Begin with a month: nothing of another stays."""
        self.unfolded, self._made = "", set[str]()
        self._month = OfficeMonth(self._root, str(self.period.value), self.refresh)
        for panel in self.panels.values():
            panel.children = ()
        self.unfold(next((step.name for step in self.refresh() if not step.done), ""))

    def refresh(self) -> list[OfficeStep]:
        """Show where every step stands; what hinders it is said above them."""
        try:
            steps = office_steps(self._month.workspace, self._month.period)
        except Exception as error:
            self.told.say(reason(error), bad=True)
            return []
        self.told.value = ""
        for number, step in enumerate(steps, start=1):
            head = self.heads[step.name]
            head.description = step.line(number)
            head.tooltip = step_words()[step.name].help
        return steps

    def unfold(self, name: str) -> None:
        """Open a step and fold the others; `""` folds all. What was written in one stays while it is folded."""
        self.unfolded = name
        for own, panel in self.panels.items():
            panel.layout.display = "" if own == name else "none"
            self.heads[own].button_style = "info" if own == name else ""
        self._sight.step = name
        if name and (name not in self._made or name in _ANEW):
            self._make(name)

    def _make(self, name: str) -> None:
        """Make a step's panel; one that can't be made now says why, and is tried again the next time."""
        words = widgets.HTML(f'<p class="zz-help">{html.escape(step_words()[name].help)}</p>')
        told = ToldLine()
        told.say("正在打开……")
        self.panels[name].children = (words, told)
        try:
            self.panels[name].children = (words, PANELS[name](self._month))
            self._made.add(name)
        except Exception as error:
            told.say(reason(error), bad=True)


def month_desk(period: str = "", workspace: Workspace | None = None) -> MonthDesk:
    """Give the page of a month; see `zzlib.office.month`.

    Raises:
        ToldError: there is no workspace, or its settings can't be used.
    """
    workspace = workspace or Workspace.find()
    begun, said = (period, "") if period else begun_period(workspace)
    return MonthDesk(workspace, begun, said)


def offered_periods(workspace: Workspace, period: str) -> list[str]:
    """List the periods of a page, the latest first: those with returns, the one after them, the one that is due, `period`."""
    known = list(filter(is_period, workspace.periods()))
    after = [workspace.rhythm.before(known[-1], back=-1)] if known else []
    return sorted({*known, *after, workspace.rhythm.ended(today()), period}, reverse=True)
