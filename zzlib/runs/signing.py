"""A draft is reviewed (已审) and signed (已签): by whom, when, and only where its numbers stand, or despite them with the reason."""

from dataclasses import replace

from zzlib.indicators import Month
from zzlib.ledger import Ledger
from zzlib.runs.previewing import wrong_numbers
from zzlib.writing import Draft, Writing, with_state
from zzlib.writing.keeping import refuse_wrong
from zzlib.writing.rendering import refuse_unprintable
from zzlib.writing.sections import draft_remarks
from zzlib.writing.wording import wording


def in_state(
    month: Month, writing: Writing, draft: Draft, state: str, by: str, on: str, why: str, otherwise: str,
    ledger: Ledger | None = None,
) -> Draft:  # fmt: skip
    """Give a draft of `writing` in a state (`reviewed`, `signed`, `draft`), which `by` gave it on a day.

    With numbers that the auditor calls wrong it is signed only for a reason (`why`); `otherwise` says how that is given.

    Raises:
        DraftError: who or when is not said, something can't be printed, or numbers are wrong; the message says which.
    """
    made = with_state(draft, state, by, on, why)
    if state != "draft":
        words = wording(month.workspace.templates_dir)
        refuse_unprintable(draft_remarks(month, words, replace(writing, draft=draft)))
    if state == "signed" and not why:
        refuse_wrong(wrong_numbers(month, replace(writing, draft=made), ledger), otherwise)
    return made
