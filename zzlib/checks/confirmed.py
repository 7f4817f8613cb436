"""Amounts out of scale that a person confirmed (`file_decisions.csv`): they are told as a notice, no longer as an error."""

from zzlib.checks.lines import Lines, Row, stated
from zzlib.decisions.kind import FileDecision
from zzlib.decisions.kinds.size import confirmed_return, confirmed_size
from zzlib.issues import Issue, issue
from zzlib.ledger.decisions import read_file_decisions


def confirmed_amount(lines: Lines, row: Row, field: str, fen: int) -> FileDecision | None:
    """Give a person's word that an amount of a project is right, or the largest of its lines that makes it so."""
    about = (row["unit_id"], lines.ledger.period, row["project_id"], field)
    decisions, largest = read_file_decisions(lines.ledger.workspace), stated(row, field)
    words = (confirmed_size(decisions, *about, amount) for amount in (fen, largest) if amount)
    return next((word for word in words if word), None)


def confirmed_returns(lines: Lines, wrong_units: dict[str, Issue]) -> dict[str, Issue]:
    """Give the errors about whole returns, those that a person confirmed for this month as notices."""
    decisions = read_file_decisions(lines.ledger.workspace)
    period = lines.ledger.period
    sources = lines.ledger.sources[lines.ledger.sources["period"] == period]
    digests = {
        unit_id: set(sources.loc[sources["file"] == found.file, "sha256"]) for unit_id, found in wrong_units.items()
    }
    return {
        unit_id: _settled(confirmed_return(decisions, unit_id, period, digests[unit_id]), found)
        for unit_id, found in wrong_units.items()
    }


def _settled(word: FileDecision | None, found: Issue) -> Issue:
    if word is None:
        return found
    said = {"what": "整份报表的金额", "stated": found.value, "whole": True}
    return issue("size_confirmed", **found.place, **said, **word.who())
