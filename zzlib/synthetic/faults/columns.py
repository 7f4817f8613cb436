"""Faults of columns: headings that name a part, or something else than what stands under them, and that moved since last month."""

from dataclasses import replace
from typing import Any

from zzlib.synthetic.faults.forms import edited, filled, received_as, relabel
from zzlib.synthetic.faults.kinds import Case, FaultKind, marked, spoilt, with_project, with_row
from zzlib.synthetic.filings import Return
from zzlib.synthetic.grid import WrittenGrid
from zzlib.synthetic.messes.catalogue import form_messes
from zzlib.vocabulary import Kind, Origin

_FEWEST = 2
"""Projects by which a column is told, at least."""

_BARRED = ("beside", "numbers_row", "sums", "split", "more", "unit")


def _alone(case: Case) -> bool:
    """Tell whether a column of money may get a heading of its own: no caption that it leaves states the unit of money."""
    return case.style.unit_place != "caption"


def _bracket(case: Case, _: int) -> Return:
    """Name the column of what was received with a bracket that may mean a part of it; all of it counts."""
    change = received_as("到位资金（第一批）")
    item = edited(case.item, lambda draft: change(draft, draft.grid), barred=_BARRED)
    return marked(item, "column_bracket_unknown", field="received")


def _part(case: Case, _: int) -> Return:
    """Name the column of what was awarded as a part of it: nothing of it counts, and none is nothing."""
    amounts = [row.money("awarded") for row in case.item.rows]
    lost = {(index, "awarded") for index, fen in enumerate(amounts) if fen}
    item = replace(case.item, unreadable=case.item.unreadable | lost)

    def edit(draft: Any) -> None:
        grid = draft.grid
        relabel(grid, "awarded", draft.money_header("争取资金（省）"))
        for index, fen in enumerate(amounts):
            grid.change(grid.places[index, "awarded"], draft.money(fen) if fen else None)

    return marked(edited(item, edit, barred=(*_BARRED, "total")), "column_is_part", field="awarded")


def _has_awarded(case: Case, i: int) -> bool:
    return _alone(case) and case.item.rows[i].money("awarded") > 0


def _other_words(case: Case, _: int) -> Return:
    """Write every project's kind under 项目性质, too: what its origin is stands nowhere."""
    item = replace(case.item, plain_rows=True, barred=("section", "total", *_BARRED))
    for index, row in enumerate(case.item.rows):
        item = spoilt(with_project(item, item.rows[index].project, origin=Origin.UNSTATED), index, "origin", row.project.kind.label)  # fmt: skip

    def edit(draft: Any) -> None:
        grid = draft.grid
        relabel(grid, "origin", "项目性质")
        grid.places["asked",] = (grid.header[0], grid.columns["origin"])

    return marked(edited(item, edit), "column_values_unclear", ("asked",), "origin", "项目性质")


def _tells_kinds(case: Case, i: int) -> bool:
    projects = {row.project.name: row.project for row in case.item.rows}
    known = all(project.kind != Kind.UNSTATED for project in projects.values())
    return len(projects) >= _FEWEST and known and not any(map(case.is_twin, range(len(case.item.rows))))


def _gone(case: Case, _: int) -> Return:
    """Leave out the column of what was paid, which stood there last month."""
    item = case.item
    for index in range(len(item.rows)):
        item = with_row(item, index, paid=0)

    def edit(draft: Any) -> None:
        relabel(draft.grid, "paid", "资金使用情况")
        _cleared(draft.grid, "paid", len(item.rows))

    return marked(edited(item, edit, barred=(*_BARRED, "total")), "layout_column_gone", field="paid")


def _cleared(grid: WrittenGrid, name: str, rows: int) -> None:
    for index in range(rows):
        grid.change(grid.places[index, name], None)


def _was_paid(case: Case, i: int) -> bool:
    shown = _alone(case) and case.shows("paid")
    return shown and case.before is not None and any(row.money("paid") > 0 for row in case.before.rows)


def _swapped(case: Case, _: int) -> Return:
    """Give awarded and received each other's heading, while last month's amounts stay where they stood."""
    item = case.item
    for index in range(len(item.rows)):
        row = case.row_before(index) or item.rows[index]
        item = with_row(item, index, awarded=row.money("received"), received=row.money("awarded"), received_month=0)

    def edit(draft: Any) -> None:
        grid = draft.grid
        left, right = grid.columns["awarded"], grid.columns["received"]
        relabel(grid, "awarded", draft.money_header("到位资金"))
        relabel(grid, "received", draft.money_header("争取资金"))
        relabel(grid, "received_month", draft.money_header("当月到位"))
        for row in range(grid.header[1] + 1, grid.height):
            one, other = (grid.cells.pop((row, column), None) for column in (left, right))
            grid.cells |= {place: cell for place, cell in (((row, right), one), ((row, left), other)) if cell}
        moved = {"awarded": right, "received": left}
        grid.columns |= moved
        for key, (row, _) in list(grid.places.items()):
            if key[-1] in moved:
                grid.places[key] = (row, moved[str(key[-1])])

    item = edited(item, edit, barred=(*_BARRED, "total"))
    return marked(item, "layout_values_stayed")


def _may_be_swapped(case: Case, i: int) -> bool:
    """Tell whether last month's amounts show by themselves that they are not those of the heading."""
    county, unit = case.county, case.item.unit_id
    if form_messes(county.spec.messes, county.rng("messes", unit)) or not _alone(case):
        return False  # columns that stand elsewhere each month hide where the amounts stood
    if case.before is None or any(map(case.is_twin, range(len(case.item.rows)))):
        return False
    before = [case.row_before(index) for index in range(len(case.item.rows))]
    known = {row.project.name for row in before if row and 0 < row.money("received") < row.money("awarded")}
    return len(known) >= _FEWEST and not any(row.project.reclaimed for row in case.item.rows)


KINDS = (
    FaultKind("column_bracket_unknown", "received", _bracket, filled),
    FaultKind("column_is_part", "awarded", _part, _has_awarded, "last"),
    FaultKind("column_values_unclear", "origin", _other_words, _tells_kinds, "last"),
    FaultKind("layout_column_gone", "paid", _gone, _was_paid, "last"),
    FaultKind("layout_values_stayed", "awarded", _swapped, _may_be_swapped, "last"),
)

WARNINGS = {"column_bracket_unknown", "column_values_unclear", "layout_column_gone"}
"""What is a warning of these; all else that is planted is an error."""
