"""Tables however they came, with bars, as lines of text, every cell on a line of its own: the one figure that breaks what their lines show."""

import re
from collections.abc import Container, Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import groupby, pairwise, permutations

from zzlib.audit.documents.grids import RANK, is_of_counts
from zzlib.audit.judging.claim import NumericClaim, Operand
from zzlib.audit.judging.relations import FigureRelation, tied_cell
from zzlib.audit.numbers.arithmetic import PROVED, Verdict
from zzlib.audit.numbers.patterns import regex
from zzlib.audit.numbers.quantities import COUNT, Quantity, written
from zzlib.audit.reading.register import FigureRegister
from zzlib.audit.tables.column_totals import ColumnTotals
from zzlib.audit.tables.figure_lines import FigureLine, LineRelation
from zzlib.audit.tables.figure_rows import FigureRow, figure_tables
from zzlib.audit.tables.line_relations import BY_NAME
from zzlib.audit.tables.lone_totals import is_told_open, words_about
from zzlib.audit.tables.prose_rows import prose_tables
from zzlib.audit.tables.table_relations import (
    KeptRelations,
    LineFinding,
    LineMiss,
    changing_findings,
    growing_findings,
    line_findings,
    made_across,
    sum_miss,
    whole_findings,
)
from zzlib.audit.tables.tables import NOT_ADDED
from zzlib.audit.tables.told_cells import year_of
from zzlib.audit.tables.total_runs import TOTAL

_FUND = re.compile(
    "(?P<stem>.{2,}?)(?:本年|当年|本期|总)?(?P<kind>收入|支出|(?:年末|期末|累计|滚存)*(?:结余|结存|余额))(?:合计)?(?:[(（]|$)"
)
_RATES = re.compile("[%％]|增[幅速长]|占比|比重")  # 增减%: a row of rates is made by nothing that its columns show
_RATE_ROW = re.compile("[^\\d]*(?:增[幅速]|同比|占比|比重)")
_KINDS = {"loss": "share", "rate": "share", "balance": "difference"}
_SHOWN, _COMMON, _FEW = 6, 4, 3
_Cell = tuple[int, int]


def text_row_claims(register: FigureRegister, claims: Sequence[NumericClaim]) -> Iterator[NumericClaim]:
    """Judge the one place of a table in which its lines are not made of each other as they are in all others; cells that are accused already, and totals that all rows make, are not."""
    made = {(c.place, c.cell) for c in claims if c.cell and c.kind == "sum" and c.verdict in PROVED}
    for claim in _found(register, claims):
        added = claim.verdict == Verdict.WRONG and claim.kind == "sum"
        if not added or (
            (claim.place, claim.cell) not in made
            and (len(claim.operands) < _FEW or not _RATE_ROW.match(claim.sentence))
        ):
            yield claim


def _found(register: FigureRegister, claims: Sequence[NumericClaim]) -> Iterator[NumericClaim]:
    spoken = {(claim.place, claim.cell) for claim in claims if claim.cell and claim.verdict == Verdict.WRONG}
    tables = list(figure_tables(enumerate(register.reading.blocks)))
    parts: list[_Table] = []
    told: set[_Cell] = set()
    for rows in tables:
        around = words_about(register.reading.blocks, rows[0].place)
        for _, group in groupby(rows, key=lambda row: (row.at is not None and row.under, len(row.cells))):
            parts.append(_Table(list(group)))
            yield from _of_table(parts[-1], spoken, told, is_open=is_told_open(around))
        yield from _carried_over(rows)
    for rows in prose_tables(register.reading.sentences):
        yield from _of_prose(rows, register, claims)
    for one, other in permutations(parts, 2):
        placed = one.rows[0].at is not None and other.rows[0].at is not None
        if placed and len(one.names.keys() & other.names.keys()) >= _COMMON:
            yield from _of_table(_Joined(one, other), spoken, told)


def _of_prose(
    rows: Sequence[FigureRow], register: FigureRegister, claims: Sequence[NumericClaim]
) -> Iterator[NumericClaim]:
    """Give what is wrong in rows that sentences tell, of numbers of which nothing else is said to be wrong."""
    wrong = {number for c in claims if c.verdict == Verdict.WRONG for number in c.numbers}
    for claim in _of_table(_Table(rows), (), set()):
        used = {claim.stated, *(operand.text for operand in claim.operands)}
        told = [m for s in register.reading.sentences if s.original == claim.sentence for m in s.mentions]
        own = next((m for m in told if m.quantity.number == claim.stated), None)
        if claim.verdict != Verdict.OK and not any(m.number in wrong and m.quantity.number in used for m in told):
            yield replace(claim, entry=own.number if own else 0, message=regex("表中的?|“”").sub("", claim.message))


def _of_table(
    table: "_Table", spoken: Container[tuple[int, _Cell | None]], told: set[_Cell], *, is_open: bool = False
) -> Iterator[NumericClaim]:
    """Give what is wrong first, then the results that hold and that nothing was said of; of totals that are `open` nothing is said."""
    found = list(table.findings())
    keep = [finding for finding in found if finding.off is None]
    kept, told_kept = KeptRelations(keep), KeptRelations([*keep, *table.totals.held()])
    judged = [(finding, finding.miss(told_kept)) for finding in found]
    misses = [miss for _, miss in judged if miss]
    if not misses and not is_open:
        misses = list(table.totals.slips(kept)) or list(table.totals_across.slips(kept))
    for miss in sorted(misses, key=lambda m: (m.relation.kind in BY_NAME, not m.relation.is_told)):
        cells = [table.at[id(q)] for q in (miss.line.cells[miss.place], *miss.relation.values(miss.place))]
        places = {(row.place, _cell(row, c)) for row, c in cells}
        same = {(id(row), c) for row, c in cells}
        if not told & same and not any(place in spoken for place in places):
            yield replace(_claim(*cells[0], miss), relation=_tied(miss.relation, miss.place, table))
            told |= same
    for finding, wrong in judged:
        result = finding.relation.lines[0].cells
        shown = finding.relation.whole is None and (finding.off is None or wrong is not None)
        for place in finding.held if shown else ():
            row, c = table.at[id(result[place])]
            if (id(row), c) not in told:
                told.add((id(row), c))
                claim = _said(row, c, finding.relation, place, (row.cells[c], Verdict.OK, "相符"))
                yield replace(claim, relation=_tied(finding.relation, place, table))


def _tied(relation: LineRelation, place: int, table: "_Table") -> FigureRelation | None:
    """Give the relation of the cells of a table in one place."""
    quantities, formula = relation.values(place), relation.formula
    cells = [(row.place, _cell(row, c)) for row, c in (table.at[id(q)] for q in quantities)]
    if formula is None or len(cells) < len(relation.lines) or any(cell is None for _, cell in cells):
        return None
    result, *parts = [tied_cell((block, *cell), q) for (block, cell), q in zip(cells, quantities, strict=True) if cell]
    return FigureRelation(formula, result, tuple(parts))


class _Table:
    """The rows of a table, its columns, and where each of its numbers stands."""

    def __init__(self, rows: Sequence[FigureRow]) -> None:
        self.rows = rows
        width = len(rows[0].cells)
        self.heads = [rows[0].head(column) for column in range(width)]
        numbers = {
            (n, c): _counted(row.quantity(c), self.heads[c])
            for n, row in enumerate(rows)
            for c in range(width)
            if row.values[c] is not None and not RANK.search(self.heads[c])
        }
        self.numbers = numbers
        self.at = {id(quantity): (rows[n], c) for (n, c), quantity in numbers.items()}
        rated = {n for n, row in enumerate(rows) if all(cell.endswith("%") for cell in row.cells if cell)}
        self.rate_rows = rated if len(rated) < len(rows) else set[int]()
        self.rates = {
            c
            for (n, c), q in numbers.items()
            if NOT_ADDED.search(self.heads[c]) or (q.unit and n not in self.rate_rows)
        }

    @cached_property
    def names(self) -> dict[str, int]:
        """The rows by their labels."""
        return {row.label: n for n, row in enumerate(self.rows)}

    def findings(self) -> Iterator[LineFinding]:
        """Give what the columns show, and the rows."""
        yield from line_findings([self._column(c) for c in range(len(self.heads))], ordered=False)
        yield from changing_findings([self._column(c, rated=True) for c in range(len(self.heads))])
        for finding in line_findings(self._amounts, self.totals.relations, ordered=True):
            if finding.off is None or not self.heads[finding.off].startswith("其中"):  # what is left has no such part
                yield finding
        yield from self._from_year_to_year()
        rates = [self._row(n, rate=True) for n in range(len(self.rows))]
        yield from whole_findings(rates)
        for above, below in pairwise(range(len(self.rows))):
            if below in self.rate_rows and above not in self.rate_rows:
                yield from growing_findings(self._row(below, rate=False), self._row(above, rate=False))

    @cached_property
    def _amounts(self) -> list[FigureLine]:
        return [self._row(n, rate=False) for n in range(len(self.rows))]

    @cached_property
    def totals(self) -> ColumnTotals:
        """Which rows may be totals of others."""
        gaps = {n for n, (above, row) in enumerate(pairwise(self.rows), start=1) if _stand_apart(above, row)}
        return ColumnTotals(self._amounts, gaps)

    @cached_property
    def totals_across(self) -> ColumnTotals:
        """Which columns may be totals of others: 事项, 处罚, 许可, …, 总计 over a row or more."""
        lines = [self._column(c) for c in range(len(self.heads)) if c not in self.rates]
        return ColumnTotals(lines if any(TOTAL.search(line.label) for line in lines) else (), ())

    def _from_year_to_year(self) -> Iterator[LineFinding]:
        """Give the columns that tell how another changed from row to row, where rows are years."""
        if sum(year_of(row.label) > 0 for row in self.rows) >= _COMMON:
            columns = [self._column(c) for c in range(len(self.heads))]
            for changes, amounts in permutations(columns, 2):
                yield from growing_findings(changes, amounts)

    def _column(self, column: int, *, rated: bool = False) -> FigureLine:
        """Give the numbers of a column, of rows of rates, too, only if it is `rated`."""
        cells = {
            n: q
            for (n, c), q in self.numbers.items()
            if c == column and n not in self.rate_rows and (rated or not _RATES.search(self.rows[n].label))
        }
        return FigureLine(self.heads[column], cells, column not in self.rates)

    def _row(self, row: int, *, rate: bool) -> FigureLine:
        cells = {c: q for (n, c), q in self.numbers.items() if n == row and (c in self.rates) == rate}
        return FigureLine(self.rows[row].label, cells, not rate)


def _stand_apart(above: FigureRow, row: FigureRow) -> bool:
    """Say whether words stand alone between two rows."""
    if above.at is None or row.at is None:
        return row.place - above.place > 1
    return row.place != above.place or row.at - above.at > 1


def _counted(quantity: Quantity, heading: str) -> Quantity:
    return replace(quantity, dimension=COUNT) if is_of_counts(heading) and not quantity.unit else quantity


class _Joined(_Table):
    """The rates of one table beside the amounts of another of which some rows are named alike."""

    totals = totals_across = ColumnTotals((), ())

    def __init__(self, amounts: _Table, rates: _Table) -> None:
        self.tables = amounts, rates
        self.at = amounts.at | rates.at

    def findings(self) -> Iterator[LineFinding]:
        """Give which rates of the one are made of two columns of the other."""
        rates = self.tables[1]
        names = [table.names for table in self.tables]
        common = [label for label in names[0] if label in names[1]]
        if any(len(n) < len(t.rows) for n, t in zip(names, self.tables, strict=True)):
            return
        lines = [
            [
                FigureLine(
                    table.heads[c],
                    {
                        place: table.numbers[name[label], c]
                        for place, label in enumerate(common)
                        if (name[label], c) in table.numbers
                    },
                )
                for c in range(len(table.heads))
                if (c in table.rates) == (table is rates)
            ]
            for table, name in zip(self.tables, names, strict=True)
        ]
        yield from made_across(lines[1], lines[0])


def _cell(row: FigureRow, column: int) -> _Cell | None:
    return None if row.at is None else (row.at, row.first + column)


def _claim(row: FigureRow, column: int, miss: LineMiss) -> NumericClaim:
    """Give the claim about the cell that is wrong."""
    stated = row.cells[column]
    decimals = len(stated.rstrip("%").partition(".")[2])
    shown = f"{miss.right:.{decimals}f}{'%' * stated.endswith('%')}"
    names = "、".join(line.label for line in miss.relation.lines[:_SHOWN] if line.label)
    said = f"应为 {shown}，表中写 {stated}" if miss.sure else f"得 {shown}，与表中的 {stated} 不符，其中一个数有误"
    if miss.either:
        said += "：" + "，或 ".join(
            f"{quantity.text} 应为 {written(right, quantity)}" for quantity, right in miss.either
        )
    said += f"；{names} 的关系别处{'大多' if miss.several else '都'}合得上" * (not miss.alone)
    said += "；请核各行是不是全部" * miss.asked
    verdict = Verdict.DOUBTFUL if miss.asked else Verdict.WRONG
    return _said(row, column, miss.relation, miss.place, (shown, verdict, said))


def _said(
    row: FigureRow, column: int, relation: LineRelation, place: int, said: tuple[str, Verdict, str]
) -> NumericClaim:
    stated, (shown, verdict, message) = row.cells[column], said
    others = [q.text for q in relation.values(place) if q.text != stated]
    used = "、".join(others[:_SHOWN]) + (f" 等 {len(others)} 个数" if len(others) > _SHOWN else "")
    head = row.heads[column] if column < len(row.heads) else f"第 {column + 1} 个数"
    rated = relation.kind == "average" and stated.endswith("%")
    return NumericClaim(
        sentence=row.line,
        kind="level" if rated else _KINDS.get(relation.kind, relation.kind),
        subject=" ".join(filter(None, (row.label, row.head(column)))),
        operands=tuple(Operand(text, text.replace(",", ""), "") for text in others),
        stated=stated,
        unit="%" * stated.endswith("%"),
        recomputed=shown,
        verdict=verdict,
        message=f"表中{row.label}“{head}”：由 {used} 算，{message}",
        place=row.place,
        cell=_cell(row, column),
    )


def _carried_over(rows: Sequence[FigureRow]) -> Iterator[NumericClaim]:
    """Judge what is left of a year by what was left of the one before, came in and went out, of which the rows are named alike: two digits that changed places."""
    named = {(match["stem"], _kind(match)): row for row in rows if (match := _FUND.match(row.label))}
    for (stem, kind), left in named.items():
        income, spent = named.get((stem, "收入")), named.get((stem, "支出"))
        if kind != "结余" or income is None or spent is None:
            continue
        years = [year_of(head) for head in left.heads]
        for at, (before, now) in enumerate(pairwise(years), start=1):
            cells = [(left, at), (left, at - 1), (income, at), (spent, at)]
            if now != before + 1 or any(row.value(c) is None for row, c in cells):
                continue
            lines = tuple(FigureLine(row.label, {0: row.quantity(c)}) for row, c in cells)
            relation = LineRelation("difference", lines, lambda values: values[0] + values[1] - values[2], 1)
            if (miss := sum_miss(relation)) is not None:
                row, column = next(
                    cell for cell, line in zip(cells, lines, strict=True) if line.cells is miss.line.cells
                )
                yield _claim(row, column, miss)


def _kind(match: re.Match[str]) -> str:
    return "结余" if match["kind"][-1] in "余存" else match["kind"]
