"""Tables held against the ledger: a row named after a unit, a column after a figure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from zzlib.audit.against.ledger_cells import LedgerCells, exactly, figure_value, judged, plain_number
from zzlib.audit.against.ledger_scopes import AREAS, COUNTY, Scopes
from zzlib.audit.against.table_facts import in_unit
from zzlib.audit.documents.grids import TableCell, TableGrid, is_total_label
from zzlib.audit.judging.claim import NumericClaim, Operand
from zzlib.audit.numbers.arithmetic import Verdict
from zzlib.audit.numbers.patterns import regex
from zzlib.audit.numbers.quantities import MONEY, PERCENT, Quantity, written
from zzlib.audit.reading.facts import pattern
from zzlib.audit.reading.spans import phrases
from zzlib.indicators import Figure, Month
from zzlib.periods import month_of

_NOTE = re.compile(r"[（(][^（）()]*[)）]")
_ABOVE = 3  # 附件1, the title, and the line of the unit
_ROWS = 2


@dataclass(frozen=True)
class _Table:
    """A table by units: its grid, the scope of each row, and what stands over it."""

    grid: TableGrid
    scopes: dict[int, str]
    titles: str


def table_claims(scopes: Scopes, cells: LedgerCells) -> Iterator[NumericClaim]:
    """Judge the cells of every table by units that is of the month."""
    for table in _tables(scopes):
        for column in table.grid.columns.values():
            subject = scopes.words.subject(_NOTE.sub("", column.heading))
            if subject is None or "@" in subject.id:
                continue
            for row, cell in column.cells.items():
                figure = scopes.month.figures.get(subject.id, table.scopes.get(row, ""))
                shown = _shown(cell, figure, table.titles) if figure else None
                if figure is not None and shown is not None:
                    yield _claim(table, cell, column.heading, figure, shown, cells)


def _tables(scopes: Scopes) -> Iterator[_Table]:
    reading, month = scopes.reading, scopes.month
    for grid in reading.grids:
        block = reading.blocks[grid.place]
        above = [b.text for b in reading.blocks[max(0, grid.place - _ABOVE) : grid.place] if len(b.text) < 60]
        titles = "，".join([*above, block.where, *(c for row in block.rows[:3] for c in row)])
        rows = {row: scope for row, label in grid.labels.items() if (scope := _row_scope(label, scopes))}
        rows = {row: _of_rows(rows, grid.labels[row], scopes) if s == COUNTY else s for row, s in rows.items()}
        units = [s for row, s in rows.items() if not is_total_label(grid.labels[row])]
        if len(units) >= _ROWS and len(set(units)) == len(units) and not _is_astray(titles, month):
            yield _Table(grid, rows, titles)


def _row_scope(label: str, scopes: Scopes) -> str:
    if is_total_label(label):
        return COUNTY
    piece = scopes.piece(label)
    return piece.scope if piece.scope.startswith(("unit:", *AREAS)) and not piece.rest.strip() else ""


def _of_rows(rows: dict[int, str], label: str, scopes: Scopes) -> str:
    """Give of whom the total of a table is that has these rows: of the group that they all are of, of the county only if more are there or its label says so."""
    units = scopes.month.units
    told = units[("unit:" + units["unit_id"]).isin(set(rows.values()))]
    groups, listed = set(told["group"]), any(s.startswith("unit:") for s in rows.values())
    if not listed or scopes.piece(label).scope or len(told) == len(units):
        return COUNTY
    whole = len(groups) == 1 and len(told) == (units["group"].isin(groups)).sum()
    return f"group:{groups.pop()}" if whole else ""


def _is_astray(titles: str, month: Month) -> bool:
    """Say whether what stands over a table names a year or a month that isn't the ledger's."""
    years = set(regex(r"(20\d\d)年").findall(titles))
    months = {span.last for _, _, span in phrases(titles) if span.first}
    other_year = (bool(years) and month.period[:4] not in years) or pattern("year_before").search(titles) is not None
    return other_year or (bool(months) and month_of(month.period) not in months)


def _shown(cell: TableCell, figure: Figure, titles: str) -> Quantity | None:
    """Give a cell in the unit of a figure, that of the table where its column names none; `None` if it can't be told."""
    units = set(regex("万元|亿元").findall(titles))
    shown = in_unit(cell.quantity, units.pop() if len(units) == 1 and figure.unit == "yuan" else "")
    if figure.value is None or figure.incomplete:
        return None
    fits = {"ratio": shown.dimension == PERCENT, "yuan": shown.dimension == MONEY}
    fit = fits.get(figure.unit, shown.dimension not in (MONEY, PERCENT))
    return replace(shown, unit=cell.quantity.unit) if fit else None


def _claim(
    table: _Table, cell: TableCell, heading: str, figure: Figure, shown: Quantity, cells: LedgerCells
) -> NumericClaim:
    value, label = figure_value(figure), table.grid.labels[cell.row]
    verdict, now = judged(value, shown), written(value, shown)
    message = f"表中{label}“{heading}”：工作台本月的“{cells.called(figure)}”是 {now}{exactly(figure, shown)}，"
    told = {Verdict.WRONG: f"表中写 {shown.text}；出自 {cells.behind(figure) if verdict == Verdict.WRONG else ''}"}
    message += told.get(verdict, "相符" if verdict == Verdict.OK else f"表中写 {shown.text}，是截尾")
    return NumericClaim(
        sentence=" | ".join(text for text in table.grid.rows[cell.row] if text),
        kind="consistency",
        subject=f"{label} {heading}",
        operands=(Operand(figure.text, plain_number(value / shown.scale), shown.unit),),
        stated=shown.text,
        unit=shown.unit,
        recomputed=now,
        verdict=verdict,
        message=message,
        place=table.grid.place,
        cell=(cell.row, cell.column),
    )
