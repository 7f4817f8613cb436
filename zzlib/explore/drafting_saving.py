"""The foot of the writer's desk: a draft's state; one is signed only where its numbers stand, or despite them with the reason."""

import html
from collections.abc import Callable
from dataclasses import replace

import ipywidgets as widgets

from zzlib.indicators import Month
from zzlib.writing import Draft, DraftError, Writing, read_writing, with_state
from zzlib.writing.draft import STATES
from zzlib.writing.keeping import refuse_wrong
from zzlib.writing.saving import keep_draft

Check = Callable[[Month, Writing], list[str]]
"""Gives what the auditor calls wrong in a draft's circular, a line each. No view knows the auditor: whoever shows the desk passes it in."""


class Saving:
    """State, who and when, a button; `draft` gives what lies on the desk, `saved` is called when it has been written."""

    def __init__(
        self, month: Month, draft: Callable[[], Draft], check: Check | None, saved: Callable[[], None]
    ) -> None:
        """Lay out the fields; those to sign despite wrong numbers are shown when the auditor has found some."""
        self._month, self._draft, self._check, self._after = month, draft, check, saved
        self._newest = read_writing(month.workspace, month.period).file
        self._state = widgets.Dropdown(options=[(label, name) for name, label in STATES.items()], description="状态")
        self._by = widgets.Text(description="经手")
        self._on = widgets.Text(description="日期", placeholder="2013-06-04")
        self._despite = widgets.Checkbox(description="对不上也照签", indent=False, layout=widgets.Layout(width="130px"))
        self._why = widgets.Text(description="理由", placeholder="为什么对不上也照签")
        self._excuse = widgets.HBox([self._despite, self._why], layout=widgets.Layout(display="none"))
        self._said = widgets.HTML()
        button = widgets.Button(description="保存", tooltip="保存", layout=widgets.Layout(width="80px"))
        button.on_click(lambda _: self._save())
        self.box = widgets.VBox([widgets.HBox([self._state, self._by, self._on, button]), self._excuse, self._said])

    def _save(self) -> None:
        workspace, period = self._month.workspace, self._month.period
        try:
            made = self._signed_off()
            file = keep_draft(self._month, replace(read_writing(workspace, period), file=self._newest), made)
        except (ValueError, OSError) as error:
            lines = "<br>".join(map(html.escape, str(error).splitlines()))
            self._said.value = f"<b style='color:var(--zz-bad)'>没有保存：{lines}</b>"
            return
        self._newest = file.name
        self._said.value = f"<b>已存为 {html.escape(file.relative_to(workspace.root).as_posix())}</b>"
        self._after()

    def _signed_off(self) -> Draft:
        """Give the draft in the state that is chosen.

        Raises:
            DraftError: who or when is not said, or it is signed with numbers that the auditor calls wrong, and no reason.
        """
        state, why = self._state.value, self._why.value.strip()
        despite = state == "signed" and self._despite.value
        if despite and not why:
            raise DraftError("对不上也照签，要写明理由")
        made = with_state(self._draft(), state, self._by.value.strip(), self._on.value.strip(), why if despite else "")
        if state == "signed" and not despite:
            if self._check is None:
                raise DraftError("这里核对不了数字，先存草稿，再用 zz draft 月份 --state 已签 签")
            self._said.value = "正在核对数字……"
            wrong = self._check(self._month, replace(read_writing(self._month.workspace, made.period), draft=made))
            self._excuse.layout.display = "" if wrong else "none"
            refuse_wrong(wrong, "勾上“对不上也照签”，写明理由")
        return made
