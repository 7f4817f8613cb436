"""The step of signing: the auditor's word on the newest draft, who reviewed it, who signs it."""

import ipywidgets as widgets

from zzlib.indicators import load_month
from zzlib.office.common import OfficeMonth, ToldLine, button, row, text
from zzlib.periods import today
from zzlib.runs.previewing import wrong_numbers
from zzlib.runs.signing import in_state
from zzlib.workspace import Workspace
from zzlib.writing import DraftError, Writing, read_writing
from zzlib.writing.draft import STATES
from zzlib.writing.saving import keep_draft


def sign_off(workspace: Workspace, period: str, state: str, by: str, on: str, why: str = "", seen: str = "") -> str:
    """Save the newest draft of a period in another state; give the new file's name.

    `seen` is the file that the person has looked at (`data/drafts/…/稿2.md`, any when `""`).

    Raises:
        DraftError: there is no draft, it is another one by now, who or when is not said, or its numbers are wrong and no reason is given.
    """
    month, writing = load_month(period, workspace), read_writing(workspace, period)
    if writing.draft is None:
        raise DraftError("还没有稿子：先在“写稿”里存一份")
    if seen not in ("", writing.file):
        raise DraftError(f"看过的是 {seen}，现在最新的是 {writing.file}：请先看那一稿")
    if not by.strip():
        raise DraftError(f"没有记下：请填{'谁签的' if state == 'signed' else '谁审的'}")
    made = in_state(month, writing, writing.draft, state, by.strip(), on.strip(), why.strip(), "填上“照签的理由”再点")
    return keep_draft(month, writing, made).name


def signing_panel(month: OfficeMonth) -> widgets.Widget:
    """Show the newest draft's state and the buttons that check, review and sign it."""
    head, told = widgets.HTML(), ToldLine()
    by, on = text("经手", "责任人甲"), text("日期", "2013-06-04", today().isoformat())
    why = text("照签的理由", "数字对不上、确实无误时才填")

    def newest() -> Writing:
        return read_writing(month.workspace, month.period)

    seen = [newest().file]

    def show() -> None:
        writing = newest()
        seen[0], draft = writing.file, writing.draft
        said = f"{STATES[draft.state]} {draft.by} {draft.on}".strip() if draft else ""
        head.value = f"最新的一稿：<b>{writing.file}</b>（{said}）" if draft else "还没有稿子"

    def check() -> list[str]:
        show()
        wrong = wrong_numbers(load_month(month.period, month.workspace), newest())
        return [f"有 {len(wrong)} 处数字对不上：", *wrong] if wrong else ["按这一稿出的通报，数字都对得上"]

    def record(state: str) -> None:
        def act() -> list[str]:
            file = sign_off(
                month.workspace, month.period, state, by.value, on.value, why.value * (state == "signed"), seen[0]
            )
            why.value = ""
            after = "。再出一次数，就可以印发" if state == "signed" else "。文字不再改，就可以签"
            return [f"已记下：{STATES[state]} {by.value.strip()} {on.value.strip()}（{file}）{after}"]

        told.of(act, "核对数字" if state == "signed" else "记")
        show()
        month.changed()

    show()
    buttons = row(
        button("核对数字", lambda: told.of(check, "核对数字")),
        button("记下已审", lambda: record("reviewed")),
        button("记下已签", lambda: record("signed"), main=True),
    )
    return widgets.VBox([head, row(by, on, why), buttons, told])
