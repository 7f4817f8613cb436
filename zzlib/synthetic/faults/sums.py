"""Faults of rows that may be sums of others: under a project's name and number, by numbers alone, or parts that don't add up."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from math import gcd
from typing import Any

from zzlib.synthetic.amounts import TICK, WAN
from zzlib.synthetic.faults.cells import single
from zzlib.synthetic.faults.forms import edited
from zzlib.synthetic.faults.kinds import Case, FaultKind, Plant, Suits, marked, with_row
from zzlib.synthetic.filings import Return
from zzlib.synthetic.grid import WrittenGrid
from zzlib.synthetic.projects import MONEY_FIELDS, PlannedRow
from zzlib.vocabulary import Origin

_BARRED = ("split", "sums", "section", "total", "unit", "more", "beside")
_SAID = ("kind", "origin", "policy_field", "fund_category", "source_level", "stage", "unit", "leader", "person")
"""What is said of the row that sums others as of the first of them: it looks like a project."""
_LINES = ("中央资金", "省级资金")
_FINE = 200
"""Amounts of this many of their common steps don't add up by chance in two columns at once."""


def _front(case: Case, i: int, count: int, fits: Callable[[Case, int], bool]) -> tuple[PlannedRow, ...]:
    """Give the row and the next ones that fit, before all others; fewer than `count` if there are no more."""
    found = [j for j in range(i, len(case.item.rows)) if fits(case, j)][:count]
    others = (row for j, row in enumerate(case.item.rows) if j not in found)
    return (*(case.item.rows[j] for j in found), *others) if len(found) == count and found[0] == i else ()


def _plain(case: Case, item: Return, rows: Sequence[PlannedRow], **changes: Any) -> Return:
    return replace(item, rows=tuple(rows), plain_rows=True, barred=_BARRED, **changes)


def _received(case: Case, i: int) -> bool:
    row = case.item.rows[i]
    return single(case, i) and row.line.counts and row.money("received") > 10 * WAN


def _applied(case: Case, i: int) -> bool:
    """Tell whether a project of this year has applied for money and got none."""
    row = case.item.rows[i]
    won = any(row.money(field) for field in MONEY_FIELDS if field not in ("applied", "total_investment"))
    new = row.project.origin == Origin.NEW
    return single(case, i) and new and row.line.counts and row.money("applied") > 10 * WAN and not won


def _several_columns(case: Case, i: int) -> bool:
    """Tell whether two projects differ in the proportion of two columns, in amounts too fine to add up by chance."""
    rows = _front(case, i, 2, _received)[:2]
    fields = [field for field in ("total_investment", "applied", "awarded", "received") if case.shows(field)]
    pairs = [tuple(row.money(field) for row in rows) for field in fields if rows]
    fine = [(a, b) for a, b in pairs if a and b and gcd(a, b) * _FINE < a + b]
    return any(a * d != b * c for a, b in fine for c, d in fine)


def _sum_above(case: Case, i: int) -> Return:
    """Put the sum of two projects above them under a name and a number like theirs."""
    rows = _front(case, i, 2, _received)

    def edit(draft: Any) -> None:
        grid = draft.grid
        records = dict(grid.records())
        first = records[0]
        _number_on(grid, records.values())
        grid.insert_rows(first)
        for name in (name for name in _SAID if name in grid.columns):
            grid.put(first, grid.columns[name], grid.value((first + 1, grid.columns[name])))
        grid.put(first, grid.columns["project_name"], "综合整治工程")
        if "serial" in grid.columns:
            grid.put(first, grid.columns["serial"], 1)
        for field in (field for field in MONEY_FIELDS if field in grid.columns):
            fen = sum(row.money(field) for row in rows[:2])
            grid.put(first, grid.columns[field], draft.money(fen) if fen else None)
            grid.places["sum", field] = (first, grid.columns[field])

    return marked(edited(_plain(case, case.item, rows), edit), "sum_row_likely", ("sum", "received"), "received")


def _number_on(grid: WrittenGrid, rows: Any) -> None:
    """Raise the numbers of rows by one."""
    for row in rows if "serial" in grid.columns else ():
        number = grid.value((row, grid.columns["serial"]))
        if isinstance(number, int):
            grid.put(row, grid.columns["serial"], number + 1)


def _sum_of_one_column(case: Case, i: int) -> Return:
    """Let a project that has only applied for money be the sum of the next two, which have as well: it counts."""
    rows = _front(case, i, 3, _applied)
    item = _plain(case, case.item, rows, needs=("applied",))
    parts = [rows[1].money("applied") + 37 * TICK, rows[2].money("applied") + 46 * TICK]
    for place, fen in enumerate((sum(parts), *parts)):
        item = with_row(item, place, applied=fen, total_investment=2 * fen)
    return marked(item, "sum_row_unsure", (0, "applied"), "applied")


def _numbered_under(case: Case, i: int) -> Return:
    """Put numbers of parts before two projects under a third, whose money they don't add up to: all count."""
    rows = _front(case, i, 3, _received)

    def edit(draft: Any) -> None:
        grid = draft.grid
        places = dict(grid.records())
        for index, number in enumerate(("1", "1.1", "1.2")):
            grid.put(places[index], grid.columns["serial"], number)

    return marked(edited(_plain(case, case.item, rows), edit), "parts_differ", (0, "received"), "received")


def _not_the_sum(case: Case, i: int) -> bool:
    """Tell whether a project's money is in no column that of the next two."""
    rows = _front(case, i, 3, _received)
    alike = any(rows[0].money(f) == rows[1].money(f) + rows[2].money(f) > 0 for f in MONEY_FIELDS)
    return case.shows("serial") and not alike


def _lines_short(case: Case, i: int) -> Return:
    """Say under a project what its money is made of, with 3万元 missing: the project alone counts."""

    def edit(draft: Any) -> None:
        grid = draft.grid
        row = dict(grid.records())[i]
        whole = draft.item.rows[i].money("received")
        half = whole // 2 // TICK * TICK
        grid.insert_rows(row + 1, len(_LINES))
        for number, name in enumerate(_LINES):
            grid.put(row + 1 + number, grid.columns["project_name"], name)
            grid.put(
                row + 1 + number, grid.columns["received"], draft.money(whole - half - 3 * WAN if number else half)
            )

    item = _plain(case, case.item, case.item.rows)
    return marked(edited(item, edit), "part_lines_differ", (i, "received"), "received")


def _rows(count: int, fits: Callable[[Case, int], bool], more: Callable[[Case, int], bool]) -> Suits:
    return lambda case, i: bool(_front(case, i, count, fits)) and more(case, i)


def _any(case: Case, i: int) -> bool:
    return True


_PLANTS: tuple[tuple[str, Plant, Suits], ...] = (
    ("sum_row_likely", _sum_above, _rows(2, _received, _several_columns)),
    ("sum_row_unsure", _sum_of_one_column, _rows(3, _applied, _any)),
    ("parts_differ", _numbered_under, _rows(3, _received, _not_the_sum)),
    ("part_lines_differ", _lines_short, _received),
)
KINDS = tuple(
    FaultKind(code, "applied" if code == "sum_row_unsure" else "received", plant, suits, "last")
    for code, plant, suits in _PLANTS
)

WARNINGS = {"part_lines_differ", "parts_differ", "sum_row_likely", "sum_row_unsure"}
"""What is a warning of these; all else that is planted is an error."""
