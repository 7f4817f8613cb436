"""The step of issuing: `zz issue` beside the page, and the Word document that it kept."""

import ipywidgets as widgets

from zzlib.ledger.issue_log import ARTEFACTS, records_of, version_folder
from zzlib.office.common import OfficeMonth, button, row, text, word_link
from zzlib.office.running import Working


def issuing_panel(month: OfficeMonth) -> widgets.Widget:
    """Show who issues it and why, the button, and the document of the last version."""
    by, why = text("谁印发的", "责任人甲"), text("理由", "换发、照发时才填")
    again, despite = (
        widgets.Checkbox(description=words, indent=False, layout={"width": "auto"})
        for words in ("换发：代替已印发的一版", "照发：数据有错误、数字对不上、签后数变了也发")
    )
    kept = widgets.HTML()

    def show() -> None:
        records = records_of(month.workspace.outputs_dir, month.period)
        if records:
            last = records[-1]
            folder = version_folder(month.workspace.outputs_dir, month.period, last.version) / ARTEFACTS
            said = f"印发的通报：{month.path(folder / 'bulletin.docx')}"
            kept.value = word_link(folder / "bulletin.docx", said) if (folder / "bulletin.docx").exists() else said

    working = Working(month, show)

    def issue() -> None:
        options = [*(["--supersede"] * again.value), *(["--despite"] * despite.value)]
        if not by.value.strip():
            working.told.say("没有印发：请填谁印发的", bad=True)
        elif options and not why.value.strip():
            working.told.say("没有印发：换发、照发都要写明理由", bad=True)
        else:
            reason = [f"--why={why.value.strip()}"] if options else []
            working.start(["issue", month.period, f"--by={by.value.strip()}", *options, *reason], "印发")

    show()
    return widgets.VBox([row(by, why), row(again, despite), row(button("印发", issue, main=True)), working, kept])
