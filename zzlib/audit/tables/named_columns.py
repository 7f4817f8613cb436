"""Columns of a small table whose heads say how they are made (未报, 总数, 完成率, 金额 beside 单价): the one row in which they aren't, where all others are."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import permutations

from zzlib.audit.documents.grids import (
    MEASURES,
    TableCell,
    TableColumn,
    TableGrid,
    grid_of,
    is_named_as_total,
    is_of_counts,
)
from zzlib.audit.judging.claim import NumericClaim
from zzlib.audit.numbers.arithmetic import (
    ACCUSED,
    COMPLEMENT,
    DECLINE,
    DIFFERENCE,
    GROWTH,
    PROVED,
    QUOTIENT,
    SHARE,
    ClaimFormula,
    Verdict,
    judge,
    signed_sum,
    total_of,
)
from zzlib.audit.numbers.fractions import Fraction
from zzlib.audit.numbers.patterns import regex
from zzlib.audit.numbers.quantities import COUNT, PERCENT, Quantity, number_in, quantity_of, written
from zzlib.audit.numbers.words import any_of, words
from zzlib.audit.reading.register import FigureRegister
from zzlib.audit.tables.lone_totals import words_about
from zzlib.audit.tables.made_tables import EARLIER
from zzlib.audit.tables.tables import PLACES, cell_claim, table_claims

_ROWS, _COLUMNS, _PAIR = 12, 9, 2
_TOLD = re.compile("[率比占%]")
_ALL = 100
_STOCK = (1, 1, -1)
"""What is left of what was there, came and went."""
_ODD = re.compile(r"-|(?!100)\d{3,}(?:\.\d+)?%")  # what the numbers make if they are taken the wrong way round
_UNNAMED = re.compile(r"第\d+列$")
_NOTE = re.compile("[（(][^（()）]*[)）]$")
_POWERS = (0, -4, 4, -3, 3)
"""By what powers of ten units may make a product larger than its numbers: 公斤 and 吨, 元 and 万元."""
_PRODUCT = ClaimFormula(lambda one, other: one * other, (1, 1))
_WAY = re.compile(r"(?P<way>\D{0,4}?)(?P<number>\d[\d,]*(?:\.\d+)?)(?P<unit>%|[一-龥]{0,4})")


@dataclass(frozen=True)
class _Made:
    """How one column is made of others: its claims' kind, a formula, what a result is multiplied by, how sure the heads alone make it."""

    kind: str
    result: int
    operands: tuple[int, ...]
    formula: ClaimFormula
    beside: bool


def named_column_claims(register: FigureRegister, claims: Sequence[NumericClaim]) -> Iterator[NumericClaim]:
    """Judge small tables in which nothing else is found wrong."""
    accused = {claim.place for claim in claims if claim.cell and claim.verdict == Verdict.WRONG}
    for told in register.reading.grids:
        if told.place not in accused and len(told.labels) <= _ROWS and len(told.rows[0]) <= _COLUMNS:
            grid = _with_total(told)
            around = grid.caption + words_about(register.reading.blocks, grid.place)
            totals = table_claims(grid, around) if grid.total != told.total else ()
            every = (c for found in (_Table(grid).wrong(), _scores(grid), totals, _turned(grid)) for c in found)
            first = next((claim for claim in every if claim.verdict in ACCUSED), None)
            if first is not None:
                yield first


def _with_total(grid: TableGrid) -> TableGrid:
    """Give a table with its last row as the total that it is named as."""
    named = grid.total is None and grid.plain and is_named_as_total(list(grid.labels.values()))
    return replace(grid, total=max(grid.labels)) if named else grid


def _turned(grid: TableGrid) -> Iterator[NumericClaim]:
    """Judge a table of one column by the names of its rows: 上年结余, 收入, 支出, 结余."""
    cells = next(iter(grid.columns.values())).cells if len(grid.columns) == 1 and grid.total is None else {}
    if not _PAIR < len(cells) == len(grid.labels) <= len(_STOCK) + 1:
        return
    ((at, column),) = grid.columns.items()
    rows = [["", *grid.labels.values()], [column.heading, *(grid.rows[row][at] for row in cells)]]
    other = grid_of(rows, grid.caption, grid.place)
    for claim in _Table(other).wrong() if other is not None and len(other.labels) == 1 else ():
        row = list(cells)[claim.cell[1] - 1] if claim.cell else 0
        yield replace(claim, cell=(row, at), sentence=" | ".join(cell for cell in grid.rows[row] if cell))


class _Table:
    """The columns of a small table by their heads and numbers."""

    def __init__(self, grid: TableGrid) -> None:
        self.grid = grid
        self.heads = {c: _NOTE.sub("", column.heading) for c, column in grid.columns.items()}
        self.numbers: dict[int, dict[int, Quantity]] = {}
        self.signed: set[int] = set()
        for c, column in grid.columns.items():
            told = {row: number for row in grid.labels if (number := _number(grid, row, c))}
            self.numbers[c] = {r: self._counted(q, column.heading, grid.caption) for r, q in told.items()}
            if any(not grid.rows[r][c].strip()[:1].isdigit() for r in told):
                self.signed.add(c)
        self.least = min(_PAIR, len(grid.labels))
        self.numbers = {c: cells for c, cells in self.numbers.items() if len(cells) >= self.least}
        percents = {c for c, cells in self.numbers.items() if all(q.dimension == PERCENT for q in cells.values())}
        # how fast something grew and other rates, whether or not the head says in per cent
        self.rates = percents | {c for c in self.numbers if regex(words().cells.rates).search(grid.columns[c].heading)}

    @staticmethod
    def _counted(quantity: Quantity, head: str, around: str) -> Quantity:
        """Take whole numbers for counts where neither their head nor what stands around the table tells of a measure."""
        counted = is_of_counts(head) or (quantity.dimension == "bare" and not MEASURES.search(head + around))
        return replace(quantity, dimension=COUNT) if counted and quantity.step == 1 else quantity

    @cached_property
    def amounts(self) -> list[int]:
        """The columns of amounts, from left to right."""
        return [c for c in sorted(self.numbers) if c not in self.rates]

    @cached_property
    def parts(self) -> list[int]:
        """The rows but for that of totals."""
        return [row for row in self.grid.labels if row != self.grid.total]

    def wrong(self) -> Iterator[NumericClaim]:
        """Give the row that breaks what the head of a column says, if all others show it."""
        for column in self.numbers:
            ways = list(self._ways(column))
            found = [claim for made in ways if (claim := self._broken(made))]
            found = [c for c in found if not _ODD.match(c.recomputed)] or found
            if not any(map(self._holds, ways)) and len({(claim.cell, claim.recomputed) for claim in found}) == 1:
                yield found[0]
        yield from self._shares()
        yield from self._totals()

    def _ways(self, column: int) -> Iterator[_Made]:
        """Give how a column may be made as its head tells."""
        others = [c for c in self.amounts if c != column]
        if column in self.rates:
            yield from self._as_rate(column, others)
            return
        told, head = words().cells, self.heads[column]
        if regex(told.sum).search(head):
            ahead = [c for c in others if c < column and c not in self.signed]
            for parts in (ahead, [c for c in others if c > column]):
                if len(parts) >= _PAIR:
                    yield _Made("sum", column, tuple(parts), total_of(len(parts)), True)
        mixed = any(q.dimension == PERCENT for q in self.numbers[column].values())
        if (regex(f"{told.difference}|{told.stock}").search(head) or column in self.signed) and not mixed:
            yield from self._as_difference(column, others)
        if regex(told.each).search(head):
            for one, other in permutations(others, _PAIR):
                if one == max(one, other, column):  # what is reckoned stands last
                    yield _Made("average", one, (column, other), _PRODUCT, len(others) == _PAIR)
                elif column == max(one, other, column):
                    yield _Made("average", column, (one, other), QUOTIENT, len(others) == _PAIR)

    def _as_rate(self, column: int, others: Sequence[int]) -> Iterator[_Made]:
        head = self.heads[column]
        growth = regex(words().cells.growth).search(head) is not None
        kind = "growth" if growth else "level" if "率" in head else "share"
        pairs = list(permutations(others, _PAIR))
        if growth and any(EARLIER.search(self.heads[c]) for c in others):  # what was before is what it is reckoned from
            pairs = [p for p in pairs if EARLIER.search(self.heads[p[1]]) and not EARLIER.search(self.heads[p[0]])]
        loss = not growth and regex(words().cells.loss).search(head) is not None
        for pair in pairs if growth or _TOLD.search(head) else ():
            yield _Made(kind, column, pair, GROWTH if growth else SHARE, len(pairs) <= _PAIR)
            if growth and regex("[降减跌缩]").search(head):
                yield _Made(kind, column, pair, DECLINE, len(pairs) <= _PAIR)
            if loss:
                yield _Made(kind, column, pair, COMPLEMENT, len(pairs) <= _PAIR)

    def _as_difference(self, column: int, others: Sequence[int]) -> Iterator[_Made]:
        ahead = [c for c in others if c < column]
        near = ahead[-_PAIR:]
        if len(ahead) == len(_STOCK) and regex(words().cells.stock).search(self.heads[column]):
            yield _Made("difference", column, tuple(ahead), signed_sum(_STOCK), True)
            if EARLIER.search(self.heads[ahead[0]]) or "初" in self.heads[ahead[0]]:
                return
        before = [c for c in near if EARLIER.search(self.heads[c])] or near
        for pair in permutations(others, _PAIR):
            if column not in self.signed or pair[0] != before[0]:  # what was before, or stands first, is taken away
                beside = len(others) == _PAIR or set(pair) == set(near)
                yield _Made("difference", column, pair, DIFFERENCE, beside)

    def _holds(self, made: _Made) -> bool:
        """Say whether a relation holds in each of at least two rows."""
        columns = [self.numbers[c] for c in (made.result, *made.operands)]
        rows = [row for row in self.grid.labels if all(row in cells for cells in columns)]
        return len(rows) >= self.least and all(self._judged(made, row, 0)[0] in PROVED for row in rows)

    def _broken(self, made: _Made) -> NumericClaim | None:
        """Give the one row that breaks a relation which all others hold; of two rows in all only where no other columns may be meant."""
        columns = [self.numbers[c] for c in (made.result, *made.operands)]
        rows = [row for row in self.grid.labels if all(row in cells for cells in columns)]
        if len(rows) < self.least or (len(rows) <= _PAIR and not made.beside):
            return None
        if self.least < _PAIR and not self._is_told(made):
            return None
        for power in _POWERS if made.kind == "average" else (0,):
            tried = {row: self._judged(made, row, power) for row in rows}
            off = [row for row, (verdict, _) in tried.items() if verdict == Verdict.WRONG]
            good = PROVED if made.kind != "average" else (Verdict.OK,)
            held = [row for row, (verdict, _) in tried.items() if verdict in good]
            if len(off) == 1 and len(held) == len(rows) - 1:
                return self._claim(made, off[0], tried[off[0]][1])
        return None

    def _is_told(self, made: _Made) -> bool:
        """Say whether the heads alone tell how a column of a single row is made: 签约率 beside 已签约, 年末 of 年初, 来, 去."""
        told, head = words().cells, self.heads[made.result]
        used = [self.heads[c] for c in made.operands]
        if made.kind == "level":
            return head.removesuffix("率")[-_PAIR:] in used[0]
        if made.kind == "growth":
            return EARLIER.search(used[-1]) is not None
        if made.kind == "difference" and regex(told.stock).search(head):
            return len(used) == len(_STOCK) and regex(told.went).search(used[-1]) is not None
        negated = regex("[未不](?P<of>..)").match(head)  # 不合格 is the rest of 合格, but 不动产 of nothing
        alone = len(self.amounts) == len(used) + 1 and (negated is None or any(negated["of"] in name for name in used))
        return made.kind == "sum" or (made.kind == "difference" and alone)

    def _judged(self, made: _Made, row: int, power: int) -> tuple[Verdict, Fraction | None]:
        used = [self.numbers[c][row].printed for c in made.operands]
        result = self.numbers[made.result][row].printed
        if made.kind in ("sum", "difference") and all(p.step == result.step for p in used):
            used = [replace(p, exact=True) for p in used]  # of what is told as finely nothing is rounded on the way
        factor = Fraction(10) ** power
        scaled = replace(made.formula, compute=lambda *values: made.formula.compute(*values) * factor)
        return judge(scaled, used, result)

    def _claim(self, made: _Made, row: int, exact: Fraction | None) -> NumericClaim | None:
        stated, used = self.numbers[made.result][row], [self.numbers[c][row] for c in made.operands]
        if exact is None or (made.kind == "difference" and exact == -stated.value and made.result not in self.signed):
            return None
        if made.kind in ("sum", "difference") and abs(exact - stated.value) <= stated.step < 1:
            return None  # each may have been rounded from 元
        return self._wrong(made.kind, (row, made.result), used, exact)

    def _wrong(self, kind: str, at: tuple[int, int], used: list[Quantity], right: Fraction) -> NumericClaim:
        """Accuse a cell by what the numbers `used` make."""
        (row, column), heading = at, self.grid.columns[at[1]].heading
        stated = self.numbers[column][row]
        shown = written(right, stated)
        return cell_claim(self.grid, TableCell(row, column, stated), kind, used, shown, Verdict.WRONG, heading)

    def _shares(self) -> Iterator[NumericClaim]:
        """Give the share that isn't its amount by the sum of all rows, or by the total row, where all others are."""
        for rate in self.rates:
            head, shares = self.heads[rate], self.numbers[rate]
            near = [self.numbers[c] for c in self.amounts if c < rate and c not in self.signed][-1:]
            if not (_TOLD.search(head) or _UNNAMED.match(head)) or not near or len(self.parts) <= _PAIR:
                continue
            if any(row not in near[0] or row not in shares for row in self.parts):
                continue
            whole = sum((near[0][row].value for row in self.parts), Fraction(0))
            exact = {row: near[0][row].value / whole * _ALL for row in self.parts} if whole else {}
            off = [row for row, made in exact.items() if abs(made - shares[row].value) > shares[row].step]
            others = [row for row, made in exact.items() if made and row not in off]  # nothing is no share that holds
            if len(off) == 1 and others:
                total = quantity_of(f"{float(whole):g}", f"{float(whole):g}", "", "bare")
                yield self._wrong("share", (off[0], rate), [near[0][off[0]], total], exact[off[0]])

    def _totals(self) -> Iterator[NumericClaim]:
        """Give the total of 100% that the shares above it don't make, and that of changes told by words: 增40, 减15, in all 增25."""
        total = self.grid.total
        for column, cells in self.numbers.items() if total is not None and self.grid.plain else ():
            if total not in cells or len(cells) < len(self.grid.labels) or len(self.parts) < _PAIR:
                continue
            whole_amounts = all(q.step >= 1 for c in self.amounts for q in self.numbers[c].values() if c != column)
            if whole_amounts and cells[total].step < 1:
                continue  # by how many per cent
            used, whole = [cells[row] for row in self.parts], cells[total].value
            made = sum((q.value for q in used), Fraction(0))
            room = sum((q.step for q in used), Fraction(0))
            rounded = room / 2 if cells[total].step < 1 else Fraction(0)
            shares = column in self.rates and "率" not in self.heads[column] and whole == _ALL and len(used) > _PAIR
            shares = shares and all(0 < q.value < _ALL for q in used) and room < abs(made - _ALL) < _ALL // 2
            shares = shares and self._closes() is not False  # else their amounts don't make the total, either
            if shares or (column in self.signed - self.rates and abs(made - whole) > rounded and self._closes()):
                yield self._wrong("sum", (total, column), used, made)

    def _closes(self) -> bool | None:
        """Say whether a column of amounts shows that all rows make the last; `None` if none has a total."""
        total, found = self.grid.total, []
        for cells in (self.numbers[c] for c in self.amounts if c not in self.signed):
            if total in cells:
                off = sum((q.value for row, q in cells.items() if row != total), Fraction(0)) - cells[total].value
                fine = any(q.step < 1 for q in cells.values())
                found.append(abs(off) <= fine * sum((q.step for q in cells.values()), Fraction(0)) / 2)
        return any(found) if found else None


def _number(grid: TableGrid, row: int, column: int) -> Quantity | None:
    """Give the number of a cell, with the sign that its words tell (涨0.45, 减15)."""
    cell = grid.columns[column].cells.get(row)
    text = grid.rows[row][column].strip()
    match = _WAY.fullmatch(text) if cell is None else None
    if match is None:
        return cell.quantity if cell else None
    way, told = match["way"], words().cells
    if not way or not regex(any_of((*told.up, *told.down))).fullmatch(way):
        return None
    number = "-" * (way in told.down) + match["number"].replace(",", "")
    return quantity_of(text, number, match["unit"], PERCENT if match["unit"] == "%" else "bare")


def _scores(grid: TableGrid) -> Iterator[NumericClaim]:
    """Give the score that is higher than those of the places before it, where the rows stand in the order of their places."""
    ranked = any(PLACES.search(column.heading) for column in grid.ranks.values()) or PLACES.search(grid.rows[0][0])
    full = [c for c in grid.columns.values() if len(c.cells) >= _PAIR]
    named = [c for c in full if regex(words().cells.scores).search(c.heading) or _are_scores(c)]
    places = [_place_of(grid, row) for row in grid.labels]
    if not ranked or len(named) != 1 or places != list(range(1, len(places) + 1)):
        return
    cells = [named[0].cells[row] for row in grid.labels if row in named[0].cells]
    values = [cell.quantity.value for cell in cells]
    off = [n for n in range(1, len(cells)) if values[n] > values[n - 1]]
    if len(cells) == len(places) and len(off) == 1:
        at, before = cells[off[0]], cells[off[0] - 1].quantity
        claim = cell_claim(grid, at, "order", [before], before.text, Verdict.WRONG, named[0].heading)
        said = f"表中{grid.labels[at.row]}“{named[0].heading}”{at.quantity.text}，高过排在前面的 {before.text}"
        yield replace(claim, message=said)


def _are_scores(column: TableColumn) -> bool:
    return all(cell.quantity.unit == "分" for cell in column.cells.values())


def _place_of(grid: TableGrid, row: int) -> int:
    """Give the place of a row; 0 for none."""
    told = (cell.strip() for cell, head in zip(grid.rows[row], grid.rows[0], strict=True) if PLACES.search(head))
    found = regex(r"第?(\d{1,2}|[一二三四五六七八九十]{1,2})名?").fullmatch(next(told, ""))
    return (number_in(found[1]) or 0) if found else 0
