"""Amounts out of scale that a person confirmed (`file_decisions.csv`): they are told as a notice, no longer as an error."""

from zzlib.checks.lines import Lines, Row
from zzlib.decisions.kind import FileDecision
from zzlib.decisions.kinds.size import confirmed_return, confirmed_size
from zzlib.issues import Issue, issue
from zzlib.ledger.decisions import read_file_decisions


def confirmed_amount(lines: Lines, row: Row, field: str, fen: int) -> FileDecision | None:
    """Give a person's word that an amount is right; it holds while the amount is of the size that was confirmed."""
    decisions = read_file_decisions(lines.ledger.workspace)
    return confirmed_size(decisions, row["unit_id"], lines.ledger.period, row["project_id"], field, fen)


def confirmed_returns(lines: Lines, wrong_units: dict[str, Issue]) -> dict[str, Issue]:
    """Give the errors about whole returns, those that a person confirmed for this month as notices."""
    decisions = read_file_decisions(lines.ledger.workspace)
    period = lines.ledger.period
    return {
        unit_id: _settled(confirmed_return(decisions, unit_id, period), found) for unit_id, found in wrong_units.items()
    }


def _settled(word: FileDecision | None, found: Issue) -> Issue:
    if word is None:
        return found
    said = {"what": "整份报表的金额", "stated": found.value, "whole": True}
    return issue("size_confirmed", **found.place, **said, **word.who())
