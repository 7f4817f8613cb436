"""Rows that sum their neighbours without saying so: found by arithmetic, taken for what they are, and said."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from zzlib.money import FEN_PER_UNIT, number_text
from zzlib.returns.amounts import is_blank, read_amount
from zzlib.returns.bounds import MAX_SUMMED
from zzlib.returns.columns import FieldColumn, Layout
from zzlib.returns.findings import Findings
from zzlib.returns.grid import Grid
from zzlib.returns.rounding import agrees
from zzlib.returns.rows import Row, RowKind
from zzlib.returns.runs import Runs
from zzlib.returns.sumsigns import Sign, Signs
from zzlib.returns.text import Cell, address, plain_text

MOST_BY_CHANCE = {1: 1 / 1000, 2: 4 / 100}
"""By the columns that agree independently (2 for more), in how many rows chance may give a match: of one column to be
spoken of, of several to be believed. The estimates are cautious; `tests/returns/innocents.py` measures them.
"""

_FEWEST = 2
_STEPS_A_FEN = 100


@dataclass(frozen=True)
class _Verdict:
    """What a row is: the total of a run, or a project that the run are parts of (`over_parts`)."""

    head: int
    run: tuple[int, ...]
    sign: Sign | None
    over_parts: bool = False


def settle_sums(grid: Grid, layout: Layout, rows: Sequence[Row], findings: Findings) -> list[Row]:
    """Give the rows of a table with sums of others made totals, and parts of a project made such; each is said.

    A row is a sum if its amounts are, in every column of money that it fills, those of a run of its neighbours, and a
    sign says so or several columns that don't follow from each other. Where one column alone agrees, or several of so
    round amounts that it may be chance, or where numbers make rows parts of one that they don't add up to, the rows
    count as written and it is said.
    """
    places = [row for row in rows if row.kind == RowKind.RECORD]
    columns = [column for column in layout.amounts if column.field.type == "money"]
    if not _FEWEST <= len(places) <= MAX_SUMMED or not columns:
        return list(rows)
    return _Settling(grid, layout, columns, places, findings).settle(rows)


class _Settling:
    def __init__(
        self, grid: Grid, layout: Layout, columns: list[FieldColumn], places: list[Row], findings: Findings
    ) -> None:
        self._grid = grid
        self._columns = columns
        self._places = places
        self._findings = findings
        self._name = layout.column("project_name")
        self._signs = Signs(grid, layout, [row.number for row in places])
        cells = [[_steps(grid.cell(row.number, c.column), c) for c in columns] for row in places]
        whole = [number for number, column in enumerate(columns) if column.field.basis == "project"]
        unknown = {place for place, amounts in enumerate(cells) if any(isinstance(a, str) for a in amounts)}
        self._runs = Runs([[None if isinstance(a, str) else a for a in amounts] for amounts in cells], unknown, whole)
        self._verdicts: dict[int, _Verdict] = {}
        self._gone: set[int] = set()

    def settle(self, rows: Sequence[Row]) -> list[Row]:
        self._judge(self._by_sign)
        self._judge(self._by_structure)
        self._judge(self._by_columns)
        changed: dict[int, Row] = {}
        for verdict in self._verdicts.values():
            numbers = tuple(self._places[place].number for place in verdict.run)
            head = self._places[verdict.head].number
            if verdict.over_parts:
                changed |= {number: Row(number, RowKind.BREAKDOWN) for number in numbers}
            else:
                label = self._signs.name(verdict.head)
                changed[head] = Row(head, RowKind.TOTAL, label, label_column=self._name or 0, run=numbers)
        return [changed.get(row.number, row) for row in rows] if changed else list(rows)

    def _judge(self, judge: Callable[[int], _Verdict | None]) -> None:
        """Judge every row until nothing new is found: a sum of sums shows when those are taken out."""
        found = True
        while found:
            found = False
            for head in self._runs.left:
                verdict = None if head in self._verdicts or head in self._gone else judge(head)
                if verdict and not self._gone.intersection(verdict.run):
                    self._verdicts[head] = verdict
                    self._gone.update(verdict.run if verdict.over_parts else (head,))
                    found = True
            if found:
                self._runs.take_out(self._gone)

    def _by_sign(self, head: int) -> _Verdict | None:
        runs = ((run, self._signs.of(head, run, self._following(run))) for run in self._runs.of(head, fewest=1))
        found = [
            (run, sign) for run, sign in runs if sign and (sign.structural or self._runs.parts(head, run) >= _FEWEST)
        ]
        found.sort(key=lambda pair: not pair[1].sure)
        if not found:
            return None
        run, sign = found[0]
        verdict = self._verdict(head, run, sign)
        code = "sum_row_likely" if not sign.sure else "sum_parts" if verdict.over_parts else "sum_row"
        self._say(code, verdict)
        return verdict

    def _by_structure(self, head: int) -> _Verdict | None:
        """Judge rows that numbers or names make parts of one, though their amounts are not wholly the row's."""
        own = self._runs.amounts[head]
        run, sign = self._under(head)
        sums = [[self._runs.amounts[place][c] or 0 for place in run] for c in range(len(self._columns))]
        filled = [c for c, amount in enumerate(own) if amount and any(sums[c])]
        if not run or not sign:
            return None
        verdict = self._verdict(head, run, sign)
        if not filled:
            return verdict if sign is Sign.PARTS and not any(map(any, sums)) else None
        agreeing = [c for c in filled if self._agrees(c, own[c] or 0, sums[c])]
        if len(agreeing) == len(filled):
            self._say("sum_parts" if verdict.over_parts else "sum_row", verdict)
            return verdict
        if len(agreeing) * 2 > len(filled) and not verdict.over_parts:
            return verdict  # the column that differs is said where totals are checked
        self._say("part_lines_differ" if sign is Sign.PARTS else "parts_differ", verdict)
        return verdict if sign is Sign.PARTS else None

    def _by_columns(self, head: int) -> _Verdict | None:
        """Judge a row by nothing but its amounts."""
        for run in self._runs.of(head, fewest=_FEWEST):
            if self._signs.is_line(head) and self._signs.of_one_project(head, run):
                continue
            chance, columns = self._runs.chance(head, run)
            several = columns >= _FEWEST
            if several or chance < MOST_BY_CHANCE[1]:
                verdict = _Verdict(head, run, None)
                likely = several and chance < MOST_BY_CHANCE[2]
                self._say("sum_row_likely" if likely else "sum_row_unsure", verdict)
                return verdict if likely else None
        return None

    def _verdict(self, head: int, run: tuple[int, ...], sign: Sign) -> _Verdict:
        """Tell which stands: the parts, or the project that they are parts of, if it alone is described as one."""
        described = self._signs.describes(head) and not any(map(self._signs.describes, run))
        own = self._runs.amounts[head]
        more = any(self._runs.amounts[p][c] for p in run for c, amount in enumerate(own) if not amount)
        return _Verdict(head, run, sign, run[0] > head and not more and (sign is Sign.PARTS or described))

    def _under(self, head: int) -> tuple[tuple[int, ...], Sign | None]:
        """Give the rows below that are a row's parts by their numbers, or by their names."""
        parts = () if self._signs.is_part(head) else self._while(head, self._signs.is_part)
        if parts:
            return parts, Sign.PARTS
        own = self._signs.number(head)
        numbered = self._while(head, lambda place: bool(own and (n := self._signs.number(place)) and n.under(own)))
        return (numbered, Sign.NUMBERED) if numbered and self._signs.stands_over(head, numbered, None) else ((), None)

    def _while(self, head: int, holds: Callable[[int], bool]) -> tuple[int, ...]:
        """Give the rows directly below that something holds of, those left aside that were settled."""
        below = range(head + 1, len(self._places))
        end = next((p for p in below if not holds(p) and not (p in self._gone and p not in self._verdicts)), below.stop)
        return tuple(place for place in range(head + 1, end) if place not in self._gone)

    def _following(self, run: Sequence[int]) -> int | None:
        index = self._runs.index[run[-1]] + 1
        return self._runs.left[index] if index < len(self._runs.left) else None

    def _agrees(self, column: int, amount: int, parts: Sequence[int]) -> bool:
        scale = Decimal(_scale(self._columns[column]))
        return agrees(amount / scale, [part / scale for part in parts], self._columns[column].unit)

    def _say(self, code: str, verdict: _Verdict) -> None:
        own = self._runs.amounts[verdict.head]
        column = next((c for c, amount in enumerate(own) if amount and self._columns[c].field.required), None)
        column = column if column is not None else next(c for c, amount in enumerate(own) if amount)
        field, row = self._columns[column], self._places[verdict.head].number
        gone = {*self._gone, *(verdict.run if verdict.over_parts else (verdict.head,))}
        counted = sum(amounts[column] or 0 for p, amounts in enumerate(self._runs.amounts) if p not in gone)
        parts = sum(self._runs.amounts[place][column] or 0 for place in verdict.run)
        self._findings.add(
            code,
            cell=address(row, field.column),
            field=field.field.field_id,
            value=plain_text(self._grid.cell(row, field.column)),
            label=field.field.label,
            row=row + 1,
            name=self._signs.name(verdict.head),
            first=self._places[verdict.run[0]].number + 1,
            last=self._places[verdict.run[-1]].number + 1,
            rows=len(verdict.run),
            sign=verdict.sign.value if verdict.sign else "",
            amounts="、".join(self._shown(c, amount) for c, amount in enumerate(own) if amount),
            parts=self._number(column, parts),
            as_sum=self._number(column, counted),
            as_project=self._number(column, counted + (parts if verdict.over_parts else own[column] or 0)),
        )

    def _shown(self, column: int, amount: int) -> str:
        return f"{self._columns[column].field.label}{self._number(column, amount)}"

    def _number(self, column: int, amount: int) -> str:
        found = self._columns[column]
        return f"{number_text(amount / Decimal(_scale(found)), 10)}{found.unit or ''}"


def _scale(column: FieldColumn) -> int:
    return FEN_PER_UNIT.get(column.unit or "", FEN_PER_UNIT["万元"]) * _STEPS_A_FEN


def _steps(cell: Cell, column: FieldColumn) -> int | str | None:
    """Give an amount as a whole number of small steps of the column's unit, `None` for a blank, text for what is no amount."""
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return round(cell * _scale(column)) if abs(cell) < _LARGEST else plain_text(cell)
    if cell == "" or is_blank(cell):
        return None
    amount = read_amount(cell)
    if amount is None or amount.unit not in (None, *FEN_PER_UNIT):
        return plain_text(cell)
    unit = column.unit if column.unit in FEN_PER_UNIT else "万元"
    return round(amount.value * FEN_PER_UNIT[amount.unit or unit] * _STEPS_A_FEN)


_LARGEST = 10**12
