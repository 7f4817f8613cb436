"""Tables however they came, with bars, as lines of text, every cell on a line of its own: the one figure that breaks what their lines show."""

import re
from collections.abc import Container, Iterator, Sequence
from itertools import groupby

from zzlib.audit.arithmetic import Verdict
from zzlib.audit.claim import NumericClaim, Operand, statement
from zzlib.audit.figure_rows import FigureRow, figure_tables
from zzlib.audit.grids import RANK
from zzlib.audit.register import FigureRegister
from zzlib.audit.table_relations import (
    FigureLine,
    LineFinding,
    LineMiss,
    LineRelation,
    line_findings,
    sum_holds,
    sum_miss,
    whole_findings,
)

_NUMBERED = re.compile(r"(?P<open>[（(]?)(?P<number>\d{1,2}|[一二三四五六七八九十]{1,2})(?P<close>[)）、.．])")
_FIRST = ("1", "一")
_DIGITS = 5  # fewer digits stand in another order by chance
_UNIT_NOTE = re.compile("[(（][^()（）]*[)）]$")
_NOT_ADDED = re.compile("进度|均|[单亩]产|每|价|率|占|比|倍|年份|[%％]|增|同期|标准|结构|构成|百分点")
_RATES = re.compile("[%％]|增[幅速长]|占比|比重")  # 增减%: a row of rates is made by nothing that its columns show
_SHOWN, _TWICE = 6, 2
_Cell = tuple[int, int]


def text_row_claims(register: FigureRegister, claims: Sequence[NumericClaim]) -> Iterator[NumericClaim]:
    """Judge the one place of a table in which its lines are not made of each other as they are in all others; cells that are accused already are not."""
    spoken = {(claim.place, claim.cell) for claim in claims if claim.cell and claim.verdict == Verdict.WRONG}
    tables = list(figure_tables(enumerate(register.reading.blocks)))
    for rows in tables:
        told: set[_Cell] = set()
        for _, group in groupby(rows, key=lambda row: (row.at is not None and row.place, len(row.cells))):
            yield from _of_table(_Table(list(group)), spoken, told)
        yield from _by_names(rows)
    yield from _told(register, [row for rows in tables for row in rows if row.at is None])


def _of_table(table: "_Table", spoken: Container[tuple[int, _Cell | None]], told: set[_Cell]) -> Iterator[NumericClaim]:
    """Give what is wrong first, then the results that hold and that nothing was said of."""
    found = list(table.findings())
    missed = [finding.miss for finding in found if finding.miss is not None]
    for miss in sorted(missed, key=lambda miss: not miss.relation.is_told):
        cells = [table.at[id(q)] for q in (miss.line.cells[miss.place], *miss.relation.values(miss.place))]
        places = {(table.rows[n].place, _cell(table.rows[n], c)) for n, c in cells}
        same = {(id(table.rows[n]), c) for n, c in cells}
        if not told & same and not any(place in spoken for place in places):
            yield _claim(table.rows[cells[0][0]], cells[0][1], miss)
            told |= same
    for finding in found:
        result = finding.relation.lines[0].cells
        for place in finding.held if finding.relation.whole is None else ():
            n, c = table.at[id(result[place])]
            if (id(table.rows[n]), c) not in told:
                told.add((id(table.rows[n]), c))
                yield _held(table.rows[n], c, finding, place)


class _Table:
    """The rows of a table, its columns, and where each of its numbers stands."""

    def __init__(self, rows: Sequence[FigureRow]) -> None:
        self.rows = rows
        width = len(rows[0].cells)
        self.heads = [_head(rows, column) for column in range(width)]
        numbers = {
            (n, c): row.quantity(c)
            for n, row in enumerate(rows)
            for c in range(width)
            if row.values[c] is not None and not RANK.search(self.heads[c])
        }
        self.numbers = numbers
        self.at = {id(quantity): place for place, quantity in numbers.items()}
        self.rates = {c for (_, c), q in numbers.items() if _NOT_ADDED.search(self.heads[c]) or q.unit}

    def findings(self) -> Iterator[LineFinding]:
        """Give what the columns show, and the rows."""
        yield from line_findings([self._column(c) for c in range(len(self.heads))], ordered=False)
        yield from line_findings([self._row(n, rate=False) for n in range(len(self.rows))], ordered=True)
        yield from whole_findings([self._row(n, rate=True) for n in range(len(self.rows))])

    def _column(self, column: int) -> FigureLine:
        cells = {n: q for (n, c), q in self.numbers.items() if c == column and not _RATES.search(self.rows[n].label)}
        return FigureLine(self.heads[column], cells, column not in self.rates)

    def _row(self, row: int, *, rate: bool) -> FigureLine:
        cells = {c: q for (n, c), q in self.numbers.items() if n == row and (c in self.rates) == rate}
        return FigureLine(self.rows[row].label, cells, not rate)


def _head(rows: Sequence[FigureRow], column: int) -> str:
    heads = rows[0].heads
    return heads[column] if column < len(heads) else ""


def _cell(row: FigureRow, column: int) -> _Cell | None:
    return None if row.at is None else (row.at, row.first + column)


def _claim(row: FigureRow, column: int, miss: LineMiss) -> NumericClaim:
    """Give the claim about the cell that is wrong."""
    stated = row.cells[column]
    decimals = len(stated.rstrip("%").partition(".")[2])
    shown = f"{miss.right:.{decimals}f}{'%' * stated.endswith('%')}"
    names = "、".join(line.label for line in miss.relation.lines[:_SHOWN] if line.label)
    said = f"应为 {shown}，表中写 {stated}；{names} 的关系别处都合得上"
    return _said(row, column, miss.relation, miss.place, (shown, Verdict.WRONG, said))


def _held(row: FigureRow, column: int, finding: LineFinding, place: int) -> NumericClaim:
    return _said(row, column, finding.relation, place, (row.cells[column], Verdict.OK, "相符"))


def _said(
    row: FigureRow, column: int, relation: LineRelation, place: int, said: tuple[str, Verdict, str]
) -> NumericClaim:
    stated, (shown, verdict, message) = row.cells[column], said
    others = [q.text for q in relation.values(place) if q.text != stated]
    used = "、".join(others[:_SHOWN]) + (f" 等 {len(others)} 个数" if len(others) > _SHOWN else "")
    head = row.heads[column] if column < len(row.heads) else f"第 {column + 1} 个数"
    return NumericClaim(
        file="",
        sentence=row.line,
        kind="level" if relation.kind == "average" and stated.endswith("%") else relation.kind,
        subject=" ".join(filter(None, (row.label, _head([row], column)))),
        operands=tuple(Operand(text, text.replace(",", ""), "") for text in others),
        stated=stated,
        unit="%" * stated.endswith("%"),
        recomputed=shown,
        verdict=verdict,
        message=f"表中{row.label}“{head}”：由 {used} 算，{message}",
        place=row.place,
        cell=_cell(row, column),
    )


def _by_names(rows: Sequence[FigureRow]) -> Iterator[NumericClaim]:
    """Judge the rows that their numbers or their names tell as parts, in a table with one column of amounts, where others like them hold."""
    column = next((c for row in rows[:1] for c, value in enumerate(row.values) if value is not None), 0)
    runs = [(total, *parts) for total, parts in (*_numbered_runs(rows), *_runs_named_alike(rows))]
    relations = [LineRelation("sum", tuple(_line(row, column) for row in run), sum, 1) for run in runs]
    for run, relation in zip(runs, relations, strict=True):
        shown = any(sum_holds(other) for other in relations if other.lines[0].label != relation.lines[0].label)
        if shown and (miss := sum_miss(relation)) is not None:
            yield _claim(
                next(row for row, line in zip(run, relation.lines, strict=True) if line is miss.line), column, miss
            )


def _line(row: FigureRow, column: int) -> FigureLine:
    return FigureLine(row.label, {0: row.quantity(column)} if row.value(column) is not None else {})


def _runs_named_alike(rows: Sequence[FigureRow]) -> Iterator[tuple[FigureRow, tuple[FigureRow, ...]]]:
    """Give the rows right behind another whose names stand behind a further row again: 铁路、公路、水运 of goods and of persons."""
    places: dict[str, list[int]] = {}
    for number, row in enumerate(rows):
        places.setdefault(row.label, []).append(number)
    for first in places.values():
        if len(first) == _TWICE and first[0]:
            one, other = first
            size = next(
                (
                    n
                    for n in range(other - one)
                    if other + n >= len(rows) or rows[one + n].label != rows[other + n].label
                ),
                other - one,
            )
            new = rows[one - 1].label != rows[other - 1].label
            if size > 1 and new:
                yield from ((rows[at - 1], tuple(rows[at : at + size])) for at in first)


def _told(register: FigureRegister, rows: Sequence[FigureRow]) -> Iterator[NumericClaim]:
    """Judge a number of the text whose words name a row, and whose digits stand there in another order."""
    cells = [(row, cell) for row in rows for cell in row.cells]
    printed = {cell for _, cell in cells}
    by_digits: dict[str, list[tuple[FigureRow, str]]] = {}
    for row, cell in cells:
        if len(re.sub(r"\D", "", cell)) >= _DIGITS:
            by_digits.setdefault("".join(sorted(cell)), []).append((row, cell))
    for mention in register.reading.mentions if by_digits else ():
        number = mention.quantity.number
        for row, cell in by_digits.get("".join(sorted(number)), []):
            name = _UNIT_NOTE.sub("", row.label).lstrip("#")
            if number not in printed and len(name) > 1 and name in mention.before and not mention.quantity.hedge:
                message = f"文中写 {mention.quantity.text}，表中“{row.label}”是 {cell}，两处不一致"
                yield statement("consistency", mention, Verdict.WRONG, message, recomputed=cell)


def _numbered_runs(rows: Sequence[FigureRow]) -> Iterator[tuple[FigureRow, tuple[FigureRow, ...]]]:
    """Give the rows right behind another that are numbered as its parts: 1. 2. under a head, （1）（2） under 1."""
    for number, total in enumerate(rows[:-1]):
        first, own = _NUMBERED.match(rows[number + 1].label), _NUMBERED.match(total.label)
        if first is None or first["number"] not in _FIRST or (own and _style(own) == _style(first)):
            continue
        parts: list[FigureRow] = []
        for row in rows[number + 1 :]:
            told = _NUMBERED.match(row.label)
            if told is None or (own and _style(told) == _style(own)) or len(row.cells) != len(total.cells):
                break
            if _style(told) == _style(first):
                if parts and told["number"] in _FIRST:
                    break
                parts.append(row)
        if len(parts) > 1:
            yield total, tuple(parts)


def _style(told: re.Match[str]) -> tuple[str, str, bool]:
    return told["open"], told["close"], told["number"].isdigit()
