"""Rates typed where amounts belong: 0.62, 0.8, 1 in the column 到位资金, beside hundreds awarded."""

from statistics import median

from zzlib.checks.lines import Lines, Row, stated
from zzlib.issues import Issue
from zzlib.money import display_money
from zzlib.returns import fields

_FIELDS = ("allotted", "received", "paid")
_FEWEST = 3
_ONE = 10**6
"""1万元 in fen: what a rate of 100 % typed as 1 is read as."""
_TIMES = 20
"""So many times smaller than what was awarded are amounts that look like rates, usually."""


def rates_for_amounts(lines: Lines) -> list[Issue]:
    """Warn of a return of which all amounts of a column lie between 0 and 1万元, and those awarded are far larger."""
    units: dict[str, list[Row]] = {}
    for (unit_id, _), rows in lines.by_project.items():
        units.setdefault(unit_id, []).extend(rows)
    return [issue for rows in units.values() for field in _FIELDS for issue in _of_column(lines, rows, field)]


def _of_column(lines: Lines, rows: list[Row], field: str) -> list[Issue]:
    filled = [(row, fen) for row in rows if (fen := stated(row, field))]
    small = all(0 < fen <= _ONE for _, fen in filled) and len({fen for _, fen in filled}) > 1
    won = [won / fen for row, fen in filled if (won := stated(row, "awarded"))] if small else []
    if len(won) < max(_FEWEST, len(filled)) or median(won) < _TIMES:
        return []
    row, fen = filled[0]
    typed = "、".join(lines.typed(row, field, fen) for row, fen in filled[:_FEWEST])
    about = {"typed": typed, "count": len(filled), "awarded": display_money(stated(row, "awarded") or 0)}
    return [
        lines.issue("amounts_like_rates", row, field, display_money(fen), beside=fields()["awarded"].label, **about)
    ]


CHECKS = (rates_for_amounts,)
