"""Who reviewed (核稿) and who signed (签发) the words that a month's outputs print."""

from dataclasses import dataclass, replace
from typing import Any

from zzlib.publication.faults import PublicationError
from zzlib.workspace import Workspace
from zzlib.writing.draft import Draft, draft_text
from zzlib.writing.keeping import numbered_drafts


@dataclass(frozen=True)
class Approval:
    """The draft that is printed, and who reviewed and signed it on which day."""

    file: str
    reviewed_by: str
    reviewed_on: str
    signed_by: str
    signed_on: str


def approval(workspace: Workspace, period: str, printed: dict[str, Any]) -> Approval:
    """Give who reviewed and signed the draft that the outputs print, which their manifest tells (`printed`).

    Raises:
        PublicationError: it is not signed, or its words were not reviewed before.
    """
    drafts = numbered_drafts(workspace, period)
    file = str(printed.get("file", ""))
    draft = drafts.get(file)
    if draft is None or printed.get("state") != "signed" or not (draft.by and draft.on):
        raise PublicationError(_unsigned(period, str(printed.get("state", ""))))
    reviews = [(name, d) for name, d in drafts.items() if d.state == "reviewed" and d.by and d.on]
    same = [d for name, d in reviews if _words(d) == _words(draft)]
    if not same:
        last = f"审过的是 {reviews[-1][0]}，签的是 {file}，文字已不同" if reviews else f"签的 {file} 没有审过"
        raise PublicationError(
            f"{period} 的通报没有核稿（{last}），不能印发：先 zz draft {period} --state 已审 --by 核稿人 --on 日期，"
            f"再签发，然后 zz run {period}"
        )
    return Approval(file, same[-1].by, same[-1].on, draft.by, draft.on)


def _unsigned(period: str, state: str) -> str:
    """Say what a draft in a state still lacks, and what to type, in order."""
    return f"{period} 的通报{_lacking(period, state)[0]}，不能印发：先 {then_run(period, state)}"


def then_run(period: str, state: str) -> str:
    """Say what to type, in order, until a run prints a signed draft: one in a state (`""`: there is none) comes before it."""
    return f"{'，再 '.join(_lacking(period, state)[1])}，然后 zz run {period}"


def _lacking(period: str, state: str) -> tuple[str, list[str]]:
    """Say what a draft in a state lacks, and give the commands that bring it."""
    begin, review = f"zz draft {period} 起草", f"zz draft {period} --state 已审 --by 核稿人 --on 日期"
    sign = f"zz draft {period} --state 已签 --by 签发人 --on 日期"
    lacking = {
        "": ("没有稿子", [begin, review, sign]),
        "draft": ("还是草稿", [review, sign]),
        "reviewed": ("审过了，还没有签", [sign]),
    }
    return lacking.get(state, ("没有写明谁签的、哪一天", [sign]))


def _words(draft: Draft) -> str:
    """Give what a draft says, without its state."""
    return draft_text(replace(draft, state="draft", by="", on="", despite="", figures=""))
