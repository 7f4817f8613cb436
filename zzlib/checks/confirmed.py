"""Amounts out of scale that a person confirmed (`file_decisions.csv`): they are told as a notice, no longer as an error."""

from dataclasses import replace

from zzlib.checks.lines import Lines, Row
from zzlib.checks.scale import out_of_scale
from zzlib.issues import Issue, issue
from zzlib.ledger.decisions import FileDecision, read_file_decisions
from zzlib.money import fen_of


def confirmed_amount(lines: Lines, row: Row, field: str, fen: int) -> FileDecision | None:
    """Give a person's word that an amount is right; it holds while the amount is of the size that was confirmed."""
    sizes = read_file_decisions(lines.ledger.workspace).sizes(row["unit_id"], lines.ledger.period)
    own = [s for s in sizes if (s.project, s.field) == (row["project_id"], field)]
    return next((s for s in own if s.value and not out_of_scale(fen, fen_of(s.value))), None)


def confirmed_returns(lines: Lines, wrong_units: dict[str, Issue]) -> dict[str, Issue]:
    """Give the errors about whole returns, those that a person confirmed for this month as notices."""
    decisions = read_file_decisions(lines.ledger.workspace)
    return {
        unit_id: _settled(lines, decisions.sizes(unit_id, found.period), found)
        for unit_id, found in wrong_units.items()
    }


def _settled(lines: Lines, sizes: list[FileDecision], found: Issue) -> Issue:
    word = next((s for s in sizes if not s.project and s.period == lines.ledger.period), None)
    if word is None:
        return found
    said = issue("size_confirmed", period=found.period, what="整份报表的金额", stated=found.value, **word.who())
    return replace(found, level=said.level, code=said.code, message=said.message, advice=said.advice)
