"""Numbers of the text that are one slip away from the cell that their words name, say the other way than its sign, or give its row another rank, or the other end of the column, than the column does."""

import re
from collections.abc import Iterator

from zzlib.audit.documents.grids import is_total_label
from zzlib.audit.judging.claim import NumericClaim, doubted, statement, text_claim
from zzlib.audit.numbers.arithmetic import Verdict
from zzlib.audit.numbers.patterns import regex
from zzlib.audit.numbers.quantities import POINTS, RATIOS, number_in
from zzlib.audit.reading.dates import YEAR
from zzlib.audit.reading.facts import pattern
from zzlib.audit.reading.reading import Mention, are_many_thoughts, stripped
from zzlib.audit.reading.register import FigureRegister
from zzlib.audit.reading.roles import way_of
from zzlib.audit.tables.other_rows import is_several
from zzlib.audit.tables.text_and_cells import said_of_cells
from zzlib.audit.tables.told_cells import (
    ToldCell,
    ToldCells,
    is_of_kind,
    near_power,
    plain_digits,
    power,
    said_before,
    to_size,
    told_cells,
    year_of,
)

_CHANGE = re.compile("[增升降减变][长幅速减化]|同比|环比|比上年|比去年|[+＋±]")
_RANKED = re.compile(
    r"^[，（]?(?P<what>[一-龥]{0,6}?)(?:位?居|列|排名?|位次|位)[在为]?(?:全[县区]|各[一-龥]{1,4})?第(?P<rank>\d{1,2}|[一二三四五六七八九十]{1,2})[位名](?!的)"
)
_THE_MORE = re.compile("增[速长幅]|完成率|进度|参保|产量|收入|投资|满意")
_GAP = re.compile("差|缺口|剩余")
_MOST = re.compile("最(?:(?P<more>[多高大快重长])|(?P<less>[少低小慢轻短]))")
_GROWN = re.compile("[增减升降涨跌]|回落|提高")
_SHORT, _LONG, _FEW = 2, 4, 3


def told_near_claims(register: FigureRegister) -> Iterator[NumericClaim]:
    """Judge the numbers of the text whose words name a row, and whose column its head, its kind or other numbers tell."""
    cells, long = told_cells(register), are_many_thoughts(register.reading.sentences)
    for mention in register.reading.mentions if cells.cells else ():
        told = mention.number in cells.long or (mention.dimension in RATIOS and "." in mention.quantity.number)
        rough = mention.dimension == POINTS or mention.quantity.hedge
        if not told or rough or any(pattern(which).search(mention.lead) for which in ("year_before", "planned")):
            continue
        if mention.number in cells.anchors:
            yield from _ranked(mention, cells)
            yield from _extreme(mention, cells)
        grows, rows = bool(way_of(mention)), [cells.by_row[row] for row in _rows_of(mention, cells)]
        same = [c for row in rows for c in row if is_of_kind(mention, c)]
        same = [c for c in same if not c.is_rate or grows == bool(_CHANGE.search(c.head))] or _grown_beside(
            mention, cells
        )
        equal = [c for c in cells.printed_by(mention) if c in same]
        near = [c for c in same if _is_near(mention, c) and _is_column_told(mention, c, cells)]
        if len(equal) == 1 and _is_turned(mention, equal[0], cells):
            yield _unlike(mention, equal[0], "升降不一致")
        elif not equal and len(near) == 1 and (mention.series or not cells.printed_by(mention)):
            claim = _unlike(mention, near[0], "两处不一致")
            yield doubted(claim) if long and _is_chance(mention, near[0]) else claim


def _rows_of(mention: Mention, cells: ToldCells) -> set[tuple[int, int]]:
    """Give the rows that the words before a number name, of an enumeration that of its place; of none the rows of totals."""
    if mention.series:
        listed = regex("[、和与及]").split(regex("[，。；：]").split(said_before(mention.first))[-1])
        told = listed[mention.listed_at] if len(listed) == len(mention.series) else ""
        return {at for at, (first, *_) in cells.by_row.items() if len(first.label) > 1 and first.label in told}
    rows = cells.rows_named(mention)
    return rows if rows or way_of(mention) else {at for at, row in cells.by_row.items() if is_total_label(row[0].label)}


def _is_near(mention: Mention, cell: ToldCell) -> bool:
    """Say whether a number is a cell but for one digit, or for two that changed places, as far as the coarser of the two is told."""
    said, true = mention.quantity.number, cell.quantity.number.strip("-−－").replace(",", "")
    if near_power(mention, cell):
        size = min(len(plain_digits(said)), len(plain_digits(true)))
        whole = size < _FEW or power(mention, cell) != near_power(mention, cell)
        said, true = ("", "") if whole else (to_size(plain_digits(said), size), to_size(plain_digits(true), size))
    elif "." in said and "." in true:
        shift = min(len(said.partition(".")[2]), len(true.partition(".")[2]))
        said, true = f"{float(said):.{shift}f}", f"{float(true):.{shift}f}"
    off = sum(a != b for a, b in zip(said, true, strict=False)) if len(said) == len(true) >= _SHORT else 0
    return off == 1 or (off == 2 and sorted(said) == sorted(true))


def _is_chance(mention: Mention, cell: ToldCell) -> bool:
    """Say whether a number of so few digits may be of another thing, although it is a cell but for one."""
    said, true = (plain_digits(quantity.number) for quantity in (mention.quantity, cell.quantity))
    return min(len(said), len(true)) < _LONG and sorted(said) != sorted(true)


def _is_column_told(mention: Mention, cell: ToldCell, cells: ToldCells) -> bool:
    """Say whether the words before a number have those of a cell's column, a growth that of its sign; for a long number, whether others of the text are of the column."""
    said, last_year = said_before(mention), pattern("year_before")
    if not cell.is_rate and not _is_an_amount_of(mention, cell):
        return False
    if _is_of_another(mention, cell, said):
        return False
    undone = len(cell.head) > 1 and any(f"{no}{cell.head[:2]}" in said for no in "未没不待")
    before = last_year.search(cell.head) and not last_year.search(said)
    if undone or before or cells.alike[cell.table, cell.column, cell.head, cell.label] > 1:
        return False
    if cell.is_rate and way_of(mention):
        return way_of(mention) == (-1 if cell.quantity.value < 0 else 1)
    if cell.head in ("", "数量", "数值"):  # of a table of two columns: the same digits in another order are no chance
        turned = sorted(plain_digits(mention.quantity.number)) == sorted(plain_digits(cell.quantity.number))
        return turned and not is_total_label(cell.label) and cells.tell_column(cell, mention)
    head = cell.head.removesuffix("数").removesuffix("量")
    named = len(head) > 1 and any(head[at : at + 2] in said for at in range(len(head) - 1))
    if is_total_label(cell.label):
        if not any(c.table == cell.table and is_total_label(c.label) for c in cells.anchors.values()):
            return False  # the table may be of a part
        long = len(plain_digits(mention.quantity.number)) >= _LONG
        return named if long else len(head) >= _FEW and head in mention.before
    named = named and (cell.is_rate or head[:2] in said)  # of 争取资金 no 资金 alone tells
    close = cell.is_rate or cell.label in mention.before or (named and head[:2] in mention.before)
    enough = len(plain_digits(mention.quantity.number)) >= _FEW
    return close and (named or enough) and cells.tell_column(cell, mention)


def _is_of_another(mention: Mention, cell: ToldCell, said: str) -> bool:
    """Say whether words tell another year than a column (2023年以来的118件), another rate whose name ends as its head does (药占比), or name the row as a whole (占企业的92.0%、占全部的23.0%)."""
    years = {int(year) for year in YEAR.findall(said)}
    if year_of(cell.head) and years and year_of(cell.head) not in years:
        return True
    at = mention.before.rfind(cell.head) if cell.is_rate and cell.head else -1
    beside = mention.before[max(at - 1, 0) : at] if at > 0 else ""
    longer = (
        regex("[一-龥]").match(beside) is not None and beside not in "的占在和及其" and not cell.label.endswith(beside)
    )
    whole = cell.label and said.rfind(cell.label) == said.rfind(f"占{cell.label}") + 1 > 0
    return longer or bool(whole)


def _is_an_amount_of(mention: Mention, cell: ToldCell) -> bool:
    """Say whether an amount may be a row's own: it is none of a thing named after the row (水利局b2坝180万元), nor is the cell a gap, or what was taken back, nor the number so round that it is near to many."""
    rest = mention.before.rpartition(cell.label)[2] if cell.label in mention.before else ""
    of_another = len(stripped("".join(letter for letter in rest if letter not in cell.head))) > 1
    whole = len(plain_digits(mention.quantity.number).strip("0")) < _SHORT
    return not (of_another or whole or _GAP.search(cell.head) or cell.quantity.value < 0)


def _grown_beside(mention: Mention, cells: ToldCells) -> list[ToldCell]:
    """Give the growth in the cell right of that of the number right before: 客运量2713.2万人次，增长1.3%."""
    ahead = mention.previous
    anchor = cells.anchors.get(ahead.number) if ahead and ahead.segment == mention.segment else None
    told = anchor is not None and mention.dimension in RATIOS and way_of(mention)
    beside = cells.at.get((anchor.table, anchor.row, anchor.column + 1)) if anchor and told else None
    return [beside] if beside and beside.is_rate and _CHANGE.search(beside.head) else []


def _is_turned(mention: Mention, cell: ToldCell, cells: ToldCells) -> bool:
    """Say whether 下降 is told of a cell without a minus in a column that has some, or 增长 of one with it."""
    signs = {c.quantity.value < 0 for c in cells.cells if (c.table, c.column) == (cell.table, cell.column)}
    told = way_of(mention) and _CHANGE.search(cell.head)
    return bool(told) and True in signs and (cell.quantity.value < 0) == (way_of(mention) > 0)


def _ranked(mention: Mention, cells: ToldCells) -> Iterator[NumericClaim]:
    """Judge 参保68.35万人，居第1位 by the numbers of the column, from either end."""
    found, cell = _RANKED.search(mention.text_behind), cells.anchors[mention.number]
    if found is None or is_total_label(cell.label) or mention.series:
        return
    if found["what"]:
        named = [c for c in cells.by_row[cell.table, cell.row] if c.head.startswith(found["what"].removeprefix("的"))]
        if len(named) != 1:
            return
        cell = named[0]
    column = [c for c in cells.cells if (c.table, c.column) == (cell.table, cell.column)]
    values = [c.quantity.value for c in column if not is_total_label(c.label)]
    more, less = (sum(sign * v > sign * cell.quantity.value for v in values) + 1 for sign in (1, -1))
    places = {more} if _THE_MORE.search(cell.head) else {more, less}
    if len(values) >= _FEW and number_in(found["rank"]) not in places:
        message = f"文中写“{found[0].strip('，（')}”，按表中“{cell.head}”一栏的大小，{cell.label}在第 {min(places)} 位"
        yield text_claim(mention.sentence, "order", found[0], str(min(places)), Verdict.WRONG, message)


def _extreme(mention: Mention, cells: ToldCells) -> Iterator[NumericClaim]:
    """Accuse what is said to be the most of a column where it is the least, or the other way round: 损失最重，仅38.5万元."""
    said, cell = regex("[；。]").split(mention.text_before)[-1], cells.anchors[mention.number]
    clauses = regex("[，：]").split(said)
    told = [
        m
        for clause in clauses[-_SHORT:]
        if not regex(r"\d").search(clause) or clause is clauses[-1]
        for m in _MOST.finditer(clause)
    ]
    column = [c for c in cells.cells if (c.table, c.column) == (cell.table, cell.column) and not is_several(c)]
    values = [c.quantity.value for c in column]
    if (
        mention.series
        or len(told) != 1
        or len(values) < _FEW
        or min(values) < 0
        or is_several(cell)
        or _GROWN.search(said + cell.head)
    ):
        return
    if told[0][0][-1] in "快慢" and regex("分钟|小时|[天秒]|时[间长]|用时").search(mention.quantity.unit + cell.head):
        return  # the fastest takes the least time
    way, (least, most) = told[0], (min(values), max(values))
    turned = (least, most) if way["more"] else (most, least)
    if cell.quantity.value == turned[0] != turned[1] and values.count(turned[0]) == 1 and cell.label in said:
        best = next(c for c in column if c.quantity.value == turned[1])
        message = f"文中说“{way[0]}”，而{cell.where}是 {cell.quantity.text}，是这一栏里最{'小' if way['more'] else '大'}的；{best.label}是 {best.quantity.text}"
        yield statement("order", mention, Verdict.WRONG, message, recomputed=best.quantity.text, named=True)


def _unlike(mention: Mention, cell: ToldCell, how: str) -> NumericClaim:
    message = f"文中写 {mention.quantity.text}，{cell.where}是 {cell.quantity.text}，{how}"
    return said_of_cells(mention, "consistency", (Verdict.WRONG, cell.quantity.text, message), [cell])
