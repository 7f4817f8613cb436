"""The thin widget around a view's model: controls to parameters, results into widgets that stay where they are."""

import html
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from typing import Any

import ipywidgets as widgets
import pandas as pd
from matplotlib.figure import Figure

from zzlib.explore.ahead import Idle, months_beside
from zzlib.explore.data import ViewData, ViewError, forget, load_data
from zzlib.explore.result import ViewResult
from zzlib.explore.saving import export_chart, export_table, send_to_report
from zzlib.explore.state import State, asked_state, control_named, line_of, narrowing, query_of, value_for
from zzlib.explore.static import headline_html, notes_html
from zzlib.explore.telling import reason
from zzlib.explore.widgets import FixedAmounts, Picture, Tables, in_page
from zzlib.periods import now
from zzlib.serving import READ_ONLY
from zzlib.workspace import Workspace

ALL = "全部"
Values = dict[str, Any]
Options = Mapping[str, Sequence[tuple[str, str]]]


def choice(
    label: str, options: Sequence[tuple[str, str]] = (), value: str | None = None, width: int = 200
) -> widgets.Dropdown:
    """Make a drop-down list of (words, value)."""
    made = widgets.Dropdown(
        options=options, description=label, layout={"width": f"{width}px"}, style={"description_width": "initial"}
    )
    if value is not None and value in dict((v, w) for w, v in options):
        made.value = value
    return made


class Panel(widgets.VBox):  # type: ignore[misc]
    """A view's widgets: built once, updated in place, one computation for one change; errors are said in the view.

    `show` takes the data of the period and the controls' values and gives a result; `options` gives for them what some
    lists offer then (another period has other units). `rows` are the controls by what they are about; `uses` says of
    some which pictures they matter to: for others they are greyed. `frame`, `projects` and `figure` hand on what is shown.
    """

    def __init__(
        self,
        workspace: Workspace,
        view: str,
        rows: Mapping[str, Mapping[str, widgets.Widget]],
        show: Callable[[ViewData, Values], ViewResult],
        options: Callable[[ViewData, Values], Options],
        uses: Mapping[str, Sequence[str]],
    ) -> None:
        """Lay out the controls in rows and show the first state."""
        self.workspace, self.controls = workspace, {name: w for row in rows.values() for name, w in row.items()}
        self.result: ViewResult | None = None
        self.computations = 0
        self._view, self._show, self._options, self._uses, self._busy = view, show, options, uses, False
        self._idle = Idle(self.ahead)
        self._past: list[Values] = []
        self._coming: list[Values] = []
        self.message, self.sentence, self.notes, self.code, self.said = (widgets.HTML() for _ in range(5))
        self.picture, self.tables = Picture(), Tables()
        for widget, name in (
            (self.sentence, "sentence"),
            (self.message, "message"),
            (self.said, "said"),
            (self.code, "code"),
        ):
            widget.add_class(f"zz-{name}")
        beside = widgets.Box([self.picture, self.tables])
        beside.add_class("zz-beside")
        lines = [_line(words, list(row.values())) for words, row in rows.items()]
        going, doing = _line("", [*self._going(), self.code]), _line("", [*self._buttons(), self.said])
        super().__init__([*lines, self.message, self.sentence, beside, self.notes, going, doing])
        self.add_class("zz-view")
        self._refill(load_data(self.values()["period"], workspace))
        self._opened = self._now = self.values()
        for control in self.controls.values():
            control.observe(self._changed, names="value")
        self.picture.observe(self._chosen, names="chosen")
        self.picture.observe(lambda _: self._idle.begin(), names="drawn")
        # Drawn once, as the address asks: a first picture that is another one's a moment later is clicked in vain.
        self.restore(asked) if (asked := asked_state()) else self.update()

    def _going(self) -> list[widgets.Button]:
        """Make the buttons that lead through the states that were seen."""
        self._back, self._on, reset, only = (
            widgets.Button(description=w, layout={"width": "auto"}) for w in ("后退", "前进", "复位", "只看选中的")
        )
        self._back.on_click(lambda _: self._go(self._past, self._coming))
        self._on.on_click(lambda _: self._go(self._coming, self._past))
        reset.on_click(lambda _: self.restore({**self._opened, "period": self.values()["period"]}))
        only.tooltip = "把图上选中的一处或几处（按住 Ctrl 或 Shift 点，或拖一个框）作为筛选，换别的图也只看它们"
        only.on_click(lambda _: self._act(lambda _result: self._narrow()))
        return [self._back, self._on, reset, only]

    def _narrow(self) -> str:
        """Filter by the chosen marks, in whatever picture is looked at next."""
        state = narrowing(self.controls, self.picture.chosen)
        self.restore({**state, "listed": ""})
        return "已按选中的筛选；“后退”回到全部"

    def _buttons(self) -> list[widgets.Widget]:
        if os.environ.get(READ_ONLY):
            return []
        actions = {"写入报告": self._to_report, "导出表格": self._table, "存图 PNG": self._png, "存图 SVG": self._svg}
        made = []
        for words, action in actions.items():
            button = widgets.Button(description=words, layout={"width": "auto"})
            button.on_click(lambda _, action=action: self._act(action))
            made.append(button)
        again = widgets.Button(description="重新读数", tooltip="报表或决定变了以后", layout={"width": "auto"})
        again.on_click(lambda _: self._again())
        return [*made, again]

    def values(self) -> Values:
        """Give what the controls say, and `listed`: the mark whose projects are listed."""
        return {name: control.value for name, control in self.controls.items()} | {"listed": self.picture.chosen}

    @property
    def state(self) -> Values:
        """What differs from how the view opens, besides the period."""
        return {n: v for n, v in self.values().items() if n != "period" and v != self._opened[n]}

    @property
    def line(self) -> str:
        """The state as the line of Python that shows it again."""
        return line_of(self._view, self.values()["period"], self.state)

    @property
    def frame(self) -> pd.DataFrame:
        """The numbers of the picture: money in 万元, shares as fractions."""
        return self.shown().table.frame()

    @property
    def projects(self) -> pd.DataFrame:
        """The projects that are listed, each with its file and cell: money in 万元."""
        return self.shown().behind.frame()

    @property
    def figure(self) -> Figure:
        """The picture as a figure of matplotlib."""
        return self.shown().draw()

    def shown(self) -> ViewResult:
        """Give what is shown.

        Raises:
            ViewError: nothing is.
        """
        if self.result is None or self.message.value:
            raise ViewError("视图现在没有可以取的内容")
        return self.result

    def restore(self, state: State) -> None:
        """Set the controls to a state, whole or in part, and show it.

        Raises:
            ViewError: there is no such control, or it can't be set so.
        """
        before = self.values()
        try:
            self._set({"period": state["period"]} if "period" in state else {})
            self._refill(load_data(self.values()["period"], self.workspace))
            self._set(state)
        except ViewError:
            self._set(before)
            raise
        self.update()

    def _set(self, state: State) -> None:
        self._busy = True
        try:
            for given, value in state.items():
                if given == "listed":
                    if value != self.picture.chosen:
                        self.tables.tab = "projects" if value else "numbers"
                    self.picture.chosen = value
                else:
                    name = control_named(self.controls, given)
                    self.controls[name].value = value_for(name, self.controls[name], value)
        finally:
            self._busy = False

    def _go(self, way: list[Values], back: list[Values]) -> None:
        if way:
            state, now = way.pop(), self._now
            self._now = state
            back.append(now)
            self.restore(state)

    def _changed(self, _change: Any) -> None:
        if not self._busy:
            self.update(fresh=True)

    def _chosen(self, _change: Any) -> None:
        if not self._busy:
            self.tables.tab = "projects" if self.picture.chosen else "numbers"
            self.update(drawn=True)

    def update(self, fresh: bool = False, drawn: bool = False) -> None:
        """Compute the state that the controls say and show it: words first, then the picture, then the tables.

        `fresh`: a control has changed, and a mark that the new picture does not have is no longer chosen. `drawn`: the
        picture stays.
        """
        self.computations += 1
        self.said.value = ""
        try:
            data = load_data(self.values()["period"], self.workspace)
            self._refill(data)
            self._grey()
            self.result = result = self._show(data, self.values())
            self.sentence.value, self.notes.value = headline_html(result), notes_html(result)
            if not drawn:
                self.picture.show(result.draw(), f"{result.title}。{result.text()}")
                self.tables.numbers = in_page(result.table)
            if fresh and self.picture.chosen and not set(self.picture.chosen.split("|")) <= self.picture.listed():
                self._set({"listed": ""})
                self.result = result = self._show(data, self.values())
            self.tables.projects = in_page(result.behind)
            self.message.value = ""
            self._keep()
        except Exception as error:
            self.message.value = f'<p role="alert" class="zz-bad">{html.escape(reason(error))}</p>'
        if self.picture.drawn:  # a page that is still loading is waited for
            self._idle.begin()

    def ahead(self) -> Iterator[None]:
        """Work out for the months beside the one shown what the controls say, a piece at each step: they show as soon as any change then.

        What goes wrong is said when somebody asks for the month.
        """
        values = self.values()
        with suppress(Exception):
            for period in months_beside(self.workspace, load_data(values["period"], self.workspace)):
                data, own = load_data(period, self.workspace), {**values, "period": period}
                yield
                self._options(data, own)
                yield
                in_page(self._show(data, own).table)
                yield

    def _keep(self) -> None:
        """Remember the state that is shown, and write it for who wants to have it again."""
        if (values := self.values()) != self._now:
            self._past.append(self._now)
            self._coming.clear()
            self._now = values
        self._back.disabled, self._on.disabled = not self._past, not self._coming
        self.code.value = f"<code>{html.escape(self.line)}</code>"
        self.picture.query = query_of(values["period"], self.state)

    def _grey(self) -> None:
        """Grey the controls that the picture has no use for, with the reason."""
        pictures = {value: words for words, value in self.controls["picture"].options}
        for name, used in self._uses.items():
            control, of_use = self.controls[name], self.values()["picture"] in used
            control.disabled = not of_use
            control.tooltip = (
                "" if of_use else f"这张图用不着；用得着的是：{'、'.join(pictures[picture] for picture in used)}"
            )

    def _refill(self, data: ViewData) -> None:
        """Give the lists what they offer now; a choice that is still offered stays."""
        self._busy = True
        try:
            for name, offered in self._options(data, self.values()).items():
                control = self.controls[name]
                if isinstance(control, FixedAmounts):
                    control.offered = [words for words, _ in offered]
                elif tuple(control.options) != tuple(offered):
                    kept, known = control.value, [value for _, value in offered]
                    control.options = offered
                    if isinstance(kept, tuple):
                        control.value = tuple(value for value in kept if value in known)
                    else:
                        control.value = kept if kept in known else known[0]
        finally:
            self._busy = False

    def _act(self, action: Callable[[ViewResult], str]) -> None:
        try:
            if self.result is None or self.message.value:
                raise ViewError("现在没有可以保存的内容")
            self.said.value = html.escape(action(self.result))
        except Exception as error:
            self.said.value = f'<span role="alert" class="zz-bad">{html.escape(reason(error))}</span>'

    def _again(self) -> None:
        forget()
        self.update()

    def _to_report(self, result: ViewResult) -> str:
        file = send_to_report(self.workspace, result, now(), self.line)
        return f"已写入报告：{file.relative_to(self.workspace.root)}"

    def _table(self, result: ViewResult) -> str:
        return f"已导出 {export_table(self.workspace, result).relative_to(self.workspace.root)}"

    def _png(self, result: ViewResult) -> str:
        return f"已存 {export_chart(self.workspace, result, 'png').relative_to(self.workspace.root)}"

    def _svg(self, result: ViewResult) -> str:
        return f"已存 {export_chart(self.workspace, result, 'svg').relative_to(self.workspace.root)}"


def _line(words: str, controls: list[widgets.Widget]) -> widgets.HBox:
    """Lay out controls beside each other, under each other where there is no room, after what they are about."""
    line = widgets.HBox([*([widgets.HTML(f"<b>{words}</b>")] if words else []), *controls])
    line.add_class("zz-controls")
    return line
