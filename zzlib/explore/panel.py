"""The thin widget around a view's model: controls to parameters, results into widgets that stay where they are."""

import html
import os
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

import ipywidgets as widgets

from zzlib.explore.data import ViewData, ViewError, forget, load_data
from zzlib.explore.result import ViewResult
from zzlib.explore.saving import export_chart, export_table, send_to_report
from zzlib.explore.static import SHOWN_PER_INCH, notes_html, sentence_html
from zzlib.explore.telling import READ_ONLY, reason
from zzlib.workspace import Workspace

ALL = "全部"
Values = dict[str, Any]
Options = Mapping[str, Sequence[tuple[str, str]]]

_SCROLL = "max-height: {height}px; overflow: auto; font-size: 13px; line-height: 1.35; white-space: nowrap"
_PADDING = "<style>.zz-table td, .zz-table th, .zz-behind td, .zz-behind th { padding: 2px 6px }</style>"


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
    drop-down lists offer then (another period has other units).
    """

    def __init__(
        self,
        workspace: Workspace,
        rows: Sequence[Mapping[str, widgets.Widget]],
        show: Callable[[ViewData, Values], ViewResult],
        options: Callable[[ViewData, Values], Options],
    ) -> None:
        """Lay out the controls in rows and show the first state."""
        self.workspace, self.controls = workspace, {name: w for row in rows for name, w in row.items()}
        self.result: ViewResult | None = None
        self.computations = 0
        self._show, self._options, self._busy = show, options, False
        self.message, self.sentence, self.notes, self.table, self.behind, self.said = (widgets.HTML() for _ in range(6))
        self.picture = widgets.Image(format="png", layout={"width": "750px", "flex": "none"})
        for widget, name in (
            (self.picture, "picture"),
            (self.table, "table"),
            (self.behind, "behind"),
            (self.sentence, "sentence"),
            (self.message, "message"),
            (self.said, "said"),
        ):
            widget.add_class(f"zz-{name}")
        framed = widgets.VBox(
            [self.picture], layout={"max_height": "500px", "overflow": "auto", "width": "765px", "flex": "none"}
        )
        self.table.layout = self.behind.layout = {"flex": "1 1 380px", "min_width": "320px"}
        beside = widgets.Box(
            [framed, self.table], layout={"display": "flex", "flex_flow": "row wrap", "align_items": "flex-start"}
        )
        wrap = {"flex_flow": "row wrap"}
        lines = [widgets.HBox(list(row.values()), layout=wrap) for row in rows]
        super().__init__([*lines, self.message, self.sentence, beside, self.notes, *self._buttons(), self.behind])
        for control in self.controls.values():
            control.observe(self._changed, names="value")
        self.update()

    def _buttons(self) -> list[widgets.Widget]:
        if os.environ.get(READ_ONLY):
            return []
        actions = {"写入报告": self._send, "导出表格": self._table, "存图 PNG": self._png, "存图 SVG": self._svg}
        made = []
        for words, action in actions.items():
            button = widgets.Button(description=words, layout={"width": "auto"})
            button.on_click(lambda _, action=action: self._act(action))
            made.append(button)
        again = widgets.Button(description="重新读数", tooltip="报表或决定变了以后", layout={"width": "auto"})
        again.on_click(lambda _: self._again())
        return [widgets.HBox([*made, again, self.said], layout={"flex_flow": "row wrap"})]

    def values(self) -> Values:
        """Give what the controls say."""
        return {name: control.value for name, control in self.controls.items()}

    def _changed(self, _change: Any) -> None:
        if not self._busy:
            self.update()

    def update(self) -> None:
        """Compute the state that the controls say and show it: words and tables first, then the picture."""
        self.computations += 1
        self.said.value = ""
        try:
            data = load_data(self.values()["period"], self.workspace)
            self._refill(data)
            self.result = result = self._show(data, self.values())
            self.sentence.value, self.notes.value = sentence_html(result), notes_html(result)
            self.table.value, self.behind.value = _boxed(result.table.html(), 480), _behind(result)
            self.picture.value = result.draw().png(SHOWN_PER_INCH)
            self.message.value = ""
        except Exception as error:
            self.message.value = (
                f'<p role="alert" style="color: #a50f15; font-weight: bold">{html.escape(reason(error))}</p>'
            )

    def _refill(self, data: ViewData) -> None:
        """Give the lists what they offer now; a choice that is still offered stays."""
        self._busy = True
        try:
            for name, offered in self._options(data, self.values()).items():
                control = self.controls[name]
                if tuple(control.options) != tuple(offered):
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
            self.said.value = f'<span role="alert" style="color: #a50f15">{html.escape(reason(error))}</span>'

    def _again(self) -> None:
        forget()
        self.update()

    def _send(self, result: ViewResult) -> str:
        file = send_to_report(self.workspace, result, datetime.now().astimezone().isoformat(timespec="seconds"))
        return f"已写入报告：{file.relative_to(self.workspace.root)}"

    def _table(self, result: ViewResult) -> str:
        return f"已导出 {export_table(self.workspace, result).relative_to(self.workspace.root)}"

    def _png(self, result: ViewResult) -> str:
        return f"已存 {export_chart(self.workspace, result, 'png').relative_to(self.workspace.root)}"

    def _svg(self, result: ViewResult) -> str:
        return f"已存 {export_chart(self.workspace, result, 'svg').relative_to(self.workspace.root)}"


def _boxed(content: str, height: int) -> str:
    return f'{_PADDING}<div tabindex="0" style="{_SCROLL.format(height=height)}">{content}</div>'


def _behind(result: ViewResult) -> str:
    if not result.behind.columns:
        return ""
    return (
        f"<b>{html.escape(result.behind.name)}：{len(result.behind.rows)} 行</b>{_boxed(result.behind.html(50), 240)}"
    )
