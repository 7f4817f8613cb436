"""The step of running a month: `zz run` beside the page, with what it says of its progress."""

import asyncio
import html
from collections.abc import Callable, Sequence

import ipywidgets as widgets

from zzlib.office.command import ZzCommand
from zzlib.office.common import OfficeMonth, ToldLine, button, row, word_link


class Working(widgets.VBox):  # type: ignore[misc]
    """A command at work: what it says, a button to stop it; `ended` is called when it has ended well."""

    def __init__(self, month: OfficeMonth, ended: Callable[[], None]) -> None:
        """Show nothing yet."""
        self._month, self._ended = month, ended
        self.command: ZzCommand | None = None
        self.output, self.told = widgets.HTML(layout={"width": "100%"}), ToldLine()
        self.output.add_class("zz-output")
        self._stop = button("停下", self._stop_it)
        self._stop.layout.display = "none"
        super().__init__([row(self._stop, self.told), self.output])

    def _stop_it(self) -> None:
        if self.command:
            self.command.stop()

    def start(self, arguments: Sequence[str], busy: str) -> None:
        """Start a command, unless one is at work, which is said."""
        if self.command and self.command.code is None:
            self.told.say("前一次还没有完，等它完了再点")
            return
        self.told.say(f"正在{busy}……")
        self.output.value, self._stop.layout.display = "", ""
        self.command = ZzCommand(self._month.root, arguments, _in_this_thread(self._heard))

    def _heard(self) -> None:
        command = self.command
        if command is None:
            return
        self.output.value = f"<pre>{html.escape(command.text.strip())}</pre>"
        if command.code is None or self._stop.layout.display == "none":
            return
        self._stop.layout.display = "none"
        if command.code == 0:
            self.told.say("完成")
            self._ended()
        else:
            self.told.say(command.last_line or f"没有完成（代码 {command.code}）", bad=True)
        self._month.changed()


def _in_this_thread(act: Callable[[], None]) -> Callable[[], object]:
    """Give what does something in the thread that asks for it now: widgets belong to the one in which cells run."""
    try:
        loop = asyncio.get_running_loop()
    except RuntimeError:  # no notebook: whoever calls does it
        return act
    return lambda: loop.call_soon_threadsafe(act)


def running_panel(month: OfficeMonth) -> widgets.Widget:
    """Show the button that runs the month, how far it is, and the documents that it made."""
    force = widgets.Checkbox(description="没有变化也重新出", indent=False, layout={"width": "auto"})
    made = widgets.HTML()

    def show() -> None:
        file = month.root / "outputs" / month.period / "bulletin.docx"
        made.value = word_link(file, f"通报：outputs/{month.period}/bulletin.docx") if file.exists() else ""

    working = Working(month, show)
    start = button(
        "出数", lambda: working.start(["run", month.period, *(["--force"] * force.value)], "出数"), main=True
    )
    show()
    return widgets.VBox([row(start, force), working, made])
