"""What a table says by its own heads and rows: the totals row, subtotals (小计), ranks (位次), cells that tell a change (下降5.2%, 提高0.04), and 累计 that falls."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import combinations, pairwise

from zzlib.audit.documents.grids import TableCell, TableColumn, TableGrid
from zzlib.audit.judging.claim import NumericClaim, operand
from zzlib.audit.judging.relations import FigureRelation, tied_cell
from zzlib.audit.judging.slips import is_slip
from zzlib.audit.numbers.arithmetic import (
    DECLINE,
    DIFFERENCE,
    GROWTH,
    HOLDS,
    ClaimFormula,
    Verdict,
    judge,
    total_of,
)
from zzlib.audit.numbers.fractions import Fraction
from zzlib.audit.numbers.patterns import regex
from zzlib.audit.numbers.quantities import PERCENT, Quantity, quantity_of, written
from zzlib.audit.tables.figure_lines import is_told_of
from zzlib.audit.tables.lone_totals import lone_total

_ALL_OF = Fraction(100)
_NOTHING = ("", "-", "—", "/", "0")
NOT_ADDED = re.compile(
    "进度|均|[单亩]产|每|价|率|占|比(?!.{1,4}净增)|倍|年份|[%％]|(?<![净新])增(?!加?[额值])|同期|^[为完]成?.{0,4}(?:预算|计划|目标|任务|上年|年初)|标准|结构|构成|百分点|毫克|微克|[浓温湿]度|[气水体]温|℃|水位|海拔|年龄|指数|系数|满意度"
)
"""Heads of columns that nobody adds up: rates, averages, changes, temperatures, degrees."""
PLACES = re.compile(r"位次|排名|名次|排位")
_SUBTOTAL = re.compile("小计$")
_SLIP = 2  # so far a slip takes a group's last rank past its rows
_ROWS = 4  # an order of fewer rows may be chance
_CHANGE = re.compile(
    r"(?P<way>[↑↓]|上升|增长|提高|提升|增加|扩大|延长|上涨|净增|多|高|升|增|下降|减少|降低|缩短|缩小|回落|下跌|净减|少|低|降|减)了?(?P<number>\d[\d,]*(?:\.\d+)?)(?P<unit>%|[一-龥]{0,4})"
)
_BEFORE = re.compile("上[年月季次期]|去年|同期|原")
_RANK_MOVED = re.compile(r"[↑↓升降]了?\d{1,2}位?")
_LESS = re.compile("[↓下减降缩回少低]")
_YEAR = re.compile(r"20\d\d年(?:上半年|[前一二三四]+季度|\d+月)?|[本上去今]年|\s")
_MONTH = re.compile(r"(?:^|年|截[至止]|到|[-—至])(1[0-2]|[1-9])月")
_QUARTER = re.compile("第?([一二三四])季度")
_GROWS = re.compile("累计(?!同比|增|完成率|占)")
_NO_TOTAL = re.compile("[率%]|占|比|均|增|降|余额|[未差]")
_TAKEN_BACK = re.compile("[核调]减|剔除|口径|退出|重复|更正")
_ENOUGH = 2


def table_claims(grid: TableGrid, around: str) -> Iterator[NumericClaim]:
    """Judge the totals row, column by column, of a table with `around` above it and below.

    A total is wrong here only where another column shows that the rows are all the parts, or where it is the only one and its word does.
    """
    if grid.total is None or not grid.plain:
        return
    found = [judged for column in grid.columns.values() if (judged := _total(grid, column)) is not None]
    off_or_exact = [claim.verdict for claim in found if claim.verdict in (Verdict.OK, Verdict.WRONG)]
    closes = 2 * off_or_exact.count(Verdict.OK) >= len(off_or_exact) > 0
    for claim in found:
        if claim.verdict != Verdict.WRONG or closes:
            yield claim
        elif len(off_or_exact) == 1:
            yield lone_total(grid, claim, around)
        else:
            yield replace(claim, verdict=Verdict.UNVERIFIABLE, message=f"{claim.message}；各行未必是全部")


def _total(grid: TableGrid, column: TableColumn) -> NumericClaim | None:
    """Judge one column's total; `None` if it is no sum."""
    total = column.cells.get(grid.total if grid.total is not None else -1)
    cells = [cell for row, cell in column.cells.items() if row != grid.total]
    if total is None or len(cells) < 2 or NOT_ADDED.search(column.heading) or total.quantity.dimension == PERCENT:
        return None
    missing = [row for row in grid.labels if row not in column.cells]
    if any(grid.rows[row][total.column].strip() not in _NOTHING for row in missing):
        return None
    used = [cell.quantity for cell in cells]
    verdict, exact = judge(total_of(len(used)), [q.printed for q in used], total.quantity.printed)
    value = total.quantity.value
    least = min(q.value for q in used)
    mean = exact is not None and least <= value and not is_slip(total.quantity, exact)  # 降水量 of places, and of all
    is_rate = any(q.value >= value for q in used) and (value <= _ALL_OF or mean)  # 构成 of each row, and of all
    if exact is None or not total.quantity.value or (is_rate and all(q.value > 0 for q in used)):
        return None
    elsewhere = [
        {c: other.cells[row].quantity for c, other in grid.columns.items() if row in other.cells} for row in missing
    ]
    told = not is_slip(total.quantity, exact) or is_told_of(elsewhere, exact - value)
    if missing and verdict == Verdict.WRONG and told:
        return None  # 还差: rows without a target owe nothing, and their part is not told, or taken off
    claim = cell_claim(grid, total, "sum", used, written(exact, total.quantity), verdict, column.heading)
    return replace(claim, relation=_tied(grid, [total, *cells]))


def _tied(grid: TableGrid, cells: Sequence[TableCell]) -> FigureRelation:
    """Give the relation of a total, the first of cells, with its parts."""
    total, *parts = [tied_cell((grid.place, c.row, c.column), c.quantity) for c in cells]
    return FigureRelation(total_of(len(parts)), total, tuple(parts))


def cell_claim(
    grid: TableGrid, at: TableCell, kind: str, used: list[Quantity], shown: str, verdict: Verdict, heading: str
) -> NumericClaim:
    """Give the claim of a cell: what it was computed from (`used`), and what that gives (`shown`)."""
    row, result = at.row, at.quantity
    where = f"{grid.labels[row]}“{heading}”"
    listed = "、".join(q.text for q in used[:6]) + (f" 等 {len(used)} 个数" if len(used) > 6 else "")
    said = {
        Verdict.OK: f"表中{where}：由 {listed} 算得 {shown}，相符",
        Verdict.WRONG: f"表中{where}：由 {listed} 算，应为 {shown}，表中写 {result.text}",
        Verdict.TRUNCATED: f"表中{where}：由 {listed} 算得 {shown}，表中写 {result.text}，是截尾",
    }.get(verdict, f"表中{where}：由 {listed} 算得 {shown}，四舍五入前的数可以得到 {result.text}")
    return NumericClaim(
        sentence=" | ".join(cell for cell in grid.rows[row] if cell),
        kind=kind,
        subject=f"{grid.labels[row]} {heading}",
        operands=tuple(map(operand, used)),
        stated=result.text,
        unit=result.unit,
        recomputed=shown,
        verdict=verdict,
        message=said,
        place=grid.place,
        cell=(at.row, at.column),
    )


def column_kind_claims(grid: TableGrid) -> Iterator[NumericClaim]:
    """Give the claims of a table's ranks and subtotals."""
    for column in grid.ranks.values():
        if PLACES.search(column.heading) and not _BEFORE.search(column.heading):
            yield from _ranks(grid, column)
    yield from _subtotals(grid)


def _is_rate(column: TableColumn) -> bool:
    return "%" in column.heading or any(cell.quantity.dimension == PERCENT for cell in column.cells.values())


def _ranks(grid: TableGrid, column: TableColumn) -> Iterator[NumericClaim]:
    """Judge ranks by the column that orders nearly all pairs of rows like them, each group of rows that is ranked by itself."""
    ranks = {row: cell.quantity.value for row, cell in column.cells.items() if row != grid.total}
    if sum(rank > len(ranks) for rank in ranks.values()) > 1:
        return  # ranks among more than the rows: of a whole city
    groups = _ranked_apart(grid, ranks) or _ranked_together(ranks)
    number = next(iter(column.cells.values())).column if column.cells else 0
    found = _ordering(grid, groups, PLACES.sub("", column.heading), number)
    if found:
        for group in groups:
            yield from _ranks_of(grid, column, group, *found)


def _ranked_apart(grid: TableGrid, ranks: dict[int, Fraction]) -> list[dict[int, Fraction]]:
    """Part rows by the column of words, each said of several rows, within which ranks begin anew at 1: A组, B组; none if there is no such."""
    for column in range(1, len(grid.rows[0])):
        groups: dict[str, dict[int, Fraction]] = {}
        for row, rank in ranks.items():
            groups.setdefault(grid.rows[row][column].strip(), {})[row] = rank
        named = not any(regex(r"\d").search(name) for name in groups) and "" not in groups
        several = named and len(groups) > 1 and min(map(len, groups.values())) > 1
        if several and all(min(g.values()) == 1 and max(g.values()) <= len(g) for g in groups.values()):
            return list(groups.values())
    return []


def _ranked_together(ranks: dict[int, Fraction]) -> list[dict[int, Fraction]]:
    """Part rows where ranks begin anew at 1, as departments and towns do in one table."""
    groups: list[dict[int, Fraction]] = []
    for row, rank in ranks.items():
        apart = not groups or max(groups[-1].values()) > 1 or row - max(groups[-1]) > 1  # equal ranks stand together
        if apart and (not groups or (rank == 1 and 1 in groups[-1].values() and not _shared_first(ranks))):
            groups.append({})
        groups[-1][row] = rank
    return groups if all(max(group.values()) <= len(group) + _SLIP for group in groups) else [ranks]


def _shared_first(ranks: dict[int, Fraction]) -> bool:
    """Say whether several rows share the first place, so that as many places behind it are nobody's: 1, 1, 3, 4."""
    firsts = sum(rank == 1 for rank in ranks.values())
    return firsts > 1 and not any(1 < rank <= firsts for rank in ranks.values())


def _ordering(
    grid: TableGrid, groups: Sequence[dict[int, Fraction]], name: str, at: int
) -> tuple[TableColumn, int] | None:
    """Give the one column by which all groups are ranked, of those with the name of the ranks if any has it, of equals one of now, the next before them, and which way (1: the largest first)."""
    ahead = [c for number, c in sorted(grid.columns.items(), reverse=True) if number < at]
    columns = [*ahead, *(c for number, c in grid.columns.items() if number > at)]
    named = [c for c in columns if name and c.heading.startswith(name)]
    if max(map(len, groups), default=0) < _ROWS:
        return None
    best: tuple[Fraction, TableColumn, int] | None = None
    for other in sorted(named or columns, key=lambda c: _BEFORE.search(c.heading) is not None):
        if any(row not in other.cells for group in groups for row in group):
            continue
        for sign in (1, -1):
            held = [_in_order(group, other, sign, *pair) for group in groups for pair in combinations(group, 2)]
            share = Fraction(sum(held), len(held))
            if best is None or share > best[0]:
                best = share, other, sign
    least = Fraction(2, 3) if named else Fraction(4, 5)  # one rank of eight that is far off turns a fourth of the pairs
    return best[1:] if best is not None and best[0] >= least else None


def _ranks_of(
    grid: TableGrid, column: TableColumn, ranks: dict[int, Fraction], by: TableColumn, sign: int
) -> Iterator[NumericClaim]:
    off = [pair for pair in combinations(ranks, 2) if not _in_order(ranks, by, sign, *pair)]
    if off and not any(all(row in pair for pair in off) for row in ranks):
        return  # more than one slip: ordered by something else
    for row, rank in ranks.items():
        better = [r for r in ranks if sign * (by.cells[r].quantity.value - by.cells[row].quantity.value) > 0]
        equal = sum(by.cells[r].quantity.value == by.cells[row].quantity.value for r in ranks)
        good = len(better) < rank <= len(better) + equal
        used, shown = [by.cells[row].quantity], f"第 {len(better) + 1} 位"
        verdict = Verdict.OK if good else Verdict.WRONG
        claim = cell_claim(grid, column.cells[row], "order", used, shown, verdict, column.heading)
        said = (
            f"表中{grid.labels[row]}“{by.heading}”{used[0].text}，应排{shown}，表中写 {column.cells[row].quantity.text}"
        )
        yield claim if good else replace(claim, message=said)


def _in_order(ranks: dict[int, Fraction], by: TableColumn, sign: int, one: int, two: int) -> bool:
    difference = sign * (by.cells[one].quantity.value - by.cells[two].quantity.value)
    return difference == 0 or (difference > 0) == (ranks[one] < ranks[two])


def _subtotals(grid: TableGrid) -> Iterator[NumericClaim]:
    """Judge 小计 by the rows below it up to the next one, or above it, whichever way some of them close; then the total."""
    marks = [row for row, label in grid.labels.items() if _SUBTOTAL.search(label)]
    rows = [row for row in grid.labels if row != grid.total]
    if not marks:
        return
    leading = rows[0] in marks
    added = [c for c in grid.columns.values() if not (_is_rate(c) or NOT_ADDED.search(c.heading))]
    groups = {m: _closest(grid, added, m, _members(rows, marks, m, leading=leading), leading=leading) for m in marks}
    alone = [row for row in rows if not any(row in (mark, *members) for mark, members in groups.items())]
    claims: list[NumericClaim] = []
    for column in added:
        own = [claim for mark, members in groups.items() for claim in _sum(grid, column, mark, members)]
        whole = all(claim.verdict != Verdict.WRONG for claim in own)
        claims += [*own, *(_sum(grid, column, grid.total, [*marks, *alone]) if whole else ())]
    closes = any(claim.verdict in HOLDS for claim in claims)
    yield from (c if closes or c.verdict != Verdict.WRONG else replace(c, verdict=Verdict.DOUBTFUL) for c in claims)


def _closest(
    grid: TableGrid, columns: Sequence[TableColumn], mark: int, members: list[int], *, leading: bool
) -> list[int]:
    """Give the most of the rows next to a subtotal that make it in all columns, else all: 临时救助 between two groups is of none."""
    for many in range(len(members), 1, -1):
        near = members[:many] if leading else members[-many:]
        claims = [claim for column in columns for claim in _sum(grid, column, mark, near)]
        if claims and all(claim.verdict in HOLDS for claim in claims):
            return near
    return members


def _members(rows: Sequence[int], marks: Sequence[int], mark: int, *, leading: bool) -> list[int]:
    """Give the rows of a subtotal: those between it and the next (`leading`), or the one before."""
    at = rows.index(mark)
    if leading:
        end = next((n for n in range(at + 1, len(rows)) if rows[n] in marks), len(rows))
        return list(rows[at + 1 : end])
    start = next((n for n in range(at - 1, -1, -1) if rows[n] in marks), -1)
    return list(rows[start + 1 : at])


def _sum(grid: TableGrid, column: TableColumn, mark: int | None, members: list[int]) -> Iterator[NumericClaim]:
    if any(grid.labels[row].startswith("其中") for row in members):
        return
    if mark not in column.cells or len(members) < 2 or any(row not in column.cells for row in members):
        return
    used = [column.cells[row].quantity for row in members]
    total = column.cells[mark]
    verdict, exact = judge(total_of(len(used)), [q.printed for q in used], total.quantity.printed)
    shown = written(exact, total.quantity) if exact is not None else ""
    claim = cell_claim(grid, total, "sum", used, shown, verdict, column.heading)
    yield replace(claim, relation=_tied(grid, [total, *(column.cells[row] for row in members)]))


def change_cell_claims(grid: TableGrid) -> Iterator[NumericClaim]:
    """Judge cells that tell a change by the two numbers before them in their row, where all other such cells hold; else a slip is a doubt."""
    for column in range(len(grid.rows[0])):
        told = {row: match for row in grid.labels if (match := _CHANGE.fullmatch(grid.rows[row][column].strip()))}
        if len(told) <= _ENOUGH:
            continue
        ranks = _ranks_then_and_now(grid)
        claims: list[NumericClaim] = []
        for row, match in told.items():
            cell = TableCell(row, column, _shown(match, 1))
            claims += _moved(grid, cell, ranks) if ranks else _changed(grid, row, column, match)
        off = [claim for claim in claims if claim.verdict == Verdict.WRONG]
        if sum(claim.verdict in HOLDS for claim in claims) >= _ENOUGH and len(off) <= 1:
            yield from claims


def _ranks_then_and_now(grid: TableGrid) -> tuple[TableColumn, TableColumn] | None:
    """Give the two columns of a table that rank its rows, that of before first."""
    ranks = [column for column in grid.ranks.values() if PLACES.search(column.heading)]
    earlier = [column for column in ranks if _BEFORE.search(column.heading)]
    later = [column for column in ranks if column not in earlier]
    return (earlier[0], later[0]) if len(earlier) == len(later) == 1 else None


def _moved(grid: TableGrid, cell: TableCell, ranks: tuple[TableColumn, TableColumn]) -> Iterator[NumericClaim]:
    """Judge a cell that tells how far a row moved up (↑2) by what it was ranked before and is now."""
    if not _RANK_MOVED.fullmatch(cell.quantity.text) or any(cell.row not in column.cells for column in ranks):
        return
    then, now = (column.cells[cell.row].quantity for column in ranks)
    up = then.value - now.value
    told = cell.quantity.value * (-1 if _LESS.search(cell.quantity.text) else 1)
    verdict = Verdict.OK if told == up else Verdict.WRONG
    shown = f"{'↑' if up > 0 else '↓'}{abs(up)}"
    yield cell_claim(grid, cell, "difference", [then, now], shown, verdict, grid.rows[0][cell.column])


def _changed(grid: TableGrid, row: int, column: int, match: re.Match[str]) -> Iterator[NumericClaim]:
    before = [c for n, c in sorted(grid.columns.items()) if n < column and row in c.cells]
    if len(before) < _ENOUGH:
        return
    like = [c for c in before[:-1] if _YEAR.sub("", c.heading) == _YEAR.sub("", before[-1].heading)]
    ahead = [c.cells[row] for c in ((like or before[:-1])[-1], before[-1])]
    falls = _LESS.search(match["way"]) is not None
    # 2023年 | 2024年 and 本年 | 上年: whichever way the cell tells, the larger is what it rose to or fell from
    larger, smaller = sorted((cell.quantity for cell in ahead), key=lambda q: q.value, reverse=True)
    now, then = (smaller, larger) if falls else (larger, smaller)
    percent = match["unit"] == "%"
    shown = _shown(match, 1 if percent or "点" in match["unit"] else larger.scale)
    change: ClaimFormula = DECLINE if falls else GROWTH
    formula, pair = (change, (now, then)) if percent else (DIFFERENCE, (larger, smaller))
    verdict, exact = judge(formula, [quantity.printed for quantity in pair], shown.printed)
    right, kind = written(exact, shown) if exact is not None else "", "growth" if percent else "difference"
    yield cell_claim(grid, TableCell(row, column, shown), kind, [now, then], right, verdict, grid.rows[0][column])


def _shown(match: re.Match[str], scale: Fraction | int) -> Quantity:
    """Give the number of a cell that tells a change."""
    number = match["number"].replace(",", "")
    return quantity_of(match[0], number, match["unit"], PERCENT if match["unit"] == "%" else "bare", scale)


def falling_total_claims(grid: TableGrid, around: str) -> Iterator[NumericClaim]:
    """Judge rows of what has come together (累计…) under heads of months in their order: none is less than the one before.

    `around` is what stands about the table: where it tells of something taken back, nothing is said.
    """
    if _TAKEN_BACK.search(around):
        return
    at = {number: time for number, column in grid.columns.items() if (time := _time(column.heading)) is not None}
    order = sorted(at)
    if len(order) < _ENOUGH + 1 or any(at[one] >= at[other] for one, other in pairwise(order)):
        return
    for row, label in grid.labels.items():
        cells = [grid.columns[number].cells[row] for number in order if row in grid.columns[number].cells]
        if not _GROWS.search(label) or _NO_TOTAL.search(label.replace("累计", "")):
            continue
        for before, cell in pairwise(cells):
            if cell.quantity.value < before.quantity.value:
                heading = grid.columns[cell.column].heading
                used, shown = [before.quantity], before.quantity.text
                claim = cell_claim(grid, cell, "consistency", used, shown, Verdict.WRONG, heading)
                said = f"表中{label}：累计数不会减少，前一时点是 {before.quantity.text}，“{heading}”反而是 {cell.quantity.text}"
                yield replace(claim, message=said)
                return


def _time(heading: str) -> int | None:
    if month := _MONTH.search(heading):
        return int(month[1])
    quarter = _QUARTER.search(heading)
    return 3 * (1 + "一二三四".index(quarter[1])) if quarter else None
