"""Faults of the year's turn: a January that goes on from December, projects of last year called new."""

from collections.abc import Iterator
from dataclasses import replace

from zzlib.synthetic.amounts import WAN
from zzlib.synthetic.faults.kinds import Case, FaultKind, marked, with_project, with_row
from zzlib.synthetic.filings import Return
from zzlib.synthetic.projects import MONEY_STEPS, PlannedRow
from zzlib.vocabulary import Origin

_WON = MONEY_STEPS[1:]
"""What tells that a return goes on from last year; what is applied for may wait over the turn."""


def _december(case: Case) -> Return | None:
    """Give what the unit filed for December, of which nothing is wrong; `None` but in January."""
    before = case.county.before
    if before is None or case.item.month != 1:
        return None
    filed = (r for r in before.returns if r.unit_id == case.item.unit_id and r.month == 12 and not r.draft)
    return next((r for r in filed if r.readable and r.known_unit and not r.planted), None)


def _pairs(case: Case) -> Iterator[tuple[int, PlannedRow]]:
    """Give the rows of projects that are carried over, by index, each as it stood in December."""
    december = _december(case)
    rows = {(row.project, row.number): row for row in (december.rows if december else ())}
    for i, row in enumerate(case.item.rows):
        if row.project.past and (last := rows.get((row.project.past, row.number))):
            yield i, last


def _row_of(case: Case, i: int) -> PlannedRow | None:
    return next((last for n, last in _pairs(case) if n == i), None)


def _not_reset(case: Case, _: int) -> Return:
    """File December's amounts again: none of them counts."""
    item = case.item
    gone = set(item.unreadable)
    for i, last in _pairs(case):
        item = with_row(item, i, **{step: last.money(step) for step in MONEY_STEPS}, received_month=0)
        gone |= {(i, step) for step in MONEY_STEPS if last.money(step) > 0}
    return marked(replace(item, unreadable=frozenset(gone)), "year_not_reset")


def _may_repeat(case: Case, _: int) -> bool:
    twins = any(case.is_twin(i) for i, _ in _pairs(case))
    return not twins and any(last.money("awarded") > 0 and last.money("received") > 0 for _, last in _pairs(case))


def _more_than_last_year(case: Case, i: int) -> Return:
    """Let one project have received more in January than in all of last year."""
    row = _row_of(case, i)
    more = (row.money("received") if row else 0) + 3 * WAN
    item = with_row(case.item, i, awarded=more, allotted=more, received=more, received_month=more, paid=0)
    item = replace(item, needs=tuple(name for name in item.needs if name != "received_since_start"))
    return marked(item, "year_maybe_not_reset", (i, "received"), "received")


def _may_be_more(case: Case, i: int) -> bool:
    """Tell whether the row stands alone with that: most of what else the unit received last year begins anew."""
    row = _row_of(case, i)
    if row is None or case.is_twin(i) or not row.line.counts or len(row.project.lines) > 1:
        return False
    more = row.money("received") + 3 * WAN
    others = [last for n, last in _pairs(case) if n != i and last.money("received") > 0]
    same = any(row.money(step) == more for step in _WON)
    return 10 * WAN < row.money("received") < 500 * WAN and len(others) > 1 and not same


def _called_new(case: Case, i: int) -> Return:
    item = with_project(with_row(case.item, i, origin=Origin.NEW), case.item.rows[i].project, origin=Origin.NEW)
    return marked(item, "origin_not_carried", (i, "origin"), "origin")


def _may_be_called_new(case: Case, i: int) -> bool:
    last = _row_of(case, i)
    return last is not None and case.shows("origin") and len(last.project.lines) == 1 and not case.is_twin(i)


def _less_since_start(case: Case, i: int) -> Return:
    """State what came this year where the amount since the start is asked for."""
    item = with_row(case.item, i, received_since_start=case.item.rows[i].money("received"))
    return marked(item, "since_start_fell", (i, "received_since_start"), "received_since_start")


def _may_be_less(case: Case, i: int) -> bool:
    last, asked = _row_of(case, i), "received_since_start" in case.item.needs
    december = _december(case)
    asked = asked and december is not None and "received_since_start" in december.needs
    return asked and last is not None and last.money("received_since_start") > 0 and len(last.project.lines) == 1


KINDS = (
    FaultKind("year_not_reset", "", _not_reset, _may_repeat),
    FaultKind("year_maybe_not_reset", "received", _more_than_last_year, _may_be_more, "last"),
    FaultKind("origin_not_carried", "origin", _called_new, _may_be_called_new),
    FaultKind("since_start_fell", "received_since_start", _less_since_start, _may_be_less),
)

WARNINGS = {"origin_not_carried", "since_start_fell"}
"""What is a warning of these; all else that is planted is an error."""
