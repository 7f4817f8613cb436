"""The step of sending: forms and receipts are written into their folders, and the reminder is a text to copy."""

from collections.abc import Callable

import anywidget
import ipywidgets as widgets
import traitlets

from zzlib.exchange.forms import write_forms
from zzlib.exchange.receipts import write_receipts
from zzlib.files import package_file
from zzlib.indicators import load_month
from zzlib.office.common import OfficeMonth, ToldLine, button, row
from zzlib.report.reminders import reminders


class CopyText(anywidget.AnyWidget):
    """A text with a button that copies it; nothing is shown while there is none."""

    _esm = package_file("zzlib.office", "page/copy.js").decode()
    words = traitlets.Unicode().tag(sync=True)
    text = traitlets.Unicode().tag(sync=True)


def sending_panel(month: OfficeMonth) -> widgets.Widget:
    """Show the buttons for forms, receipts and the reminder, and where their files lie."""
    told, reminder = ToldLine(), CopyText(words="催报的话")

    def forms() -> list[str]:
        written = write_forms(month.workspace, month.period)
        blank = sum(not form.filled_from for form in written.forms.values())
        return [
            f"已写 {len(written.forms)} 份填报表，在 {month.path(written.folder)}",
            *([f"其中 {blank} 份没有以前的报表，要从头填"] if blank else []),
            *([f"有人改过的没有覆盖，已移到 {month.path(written.moved)}"] if written.moved else []),
        ]

    def receipts() -> list[str]:
        written = write_receipts(month.workspace, month.period)
        asks = sum(made.asks for made in written.receipts)
        return [
            f"已写 {len(written.receipts)} 份回执，要单位改或核对的 {asks} 份，在 {month.path(written.folder)}",
            *(f"只有回执、没有在原表上标注：{m.file}（{m.not_marked}）" for m in written.receipts if m.not_marked),
            *([f"有人改过的没有覆盖，已移到 {month.path(written.moved)}"] if written.moved else []),
        ]

    def remind() -> list[str]:
        workspace = month.workspace
        reminder.text = reminders(load_month(month.period, workspace), workspace.templates_dir)
        return ["催报的话在下面，点“复制”，贴到群里"]

    def doing(act: Callable[[], list[str]], busy: str) -> Callable[[], None]:
        def do() -> None:
            told.of(act, busy)
            month.changed()

        return do

    return widgets.VBox([
        row(button("写填报表", doing(forms, "写填报表")), button("写回执", doing(receipts, "写回执")), button("写催报的话", doing(remind, "写"))),
        told, reminder,
    ])  # fmt: skip
