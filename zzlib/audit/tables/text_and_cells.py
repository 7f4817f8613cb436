"""What a text says of the cells of a table: the number that its words name, the same in other digits, the growth from year to year, the rows of a column that make it."""

import re
from collections.abc import Iterator
from dataclasses import replace

from zzlib.audit.documents.grids import is_total_label
from zzlib.audit.judging.chance import SlipKind, slips_of
from zzlib.audit.judging.claim import NumericClaim, operand, reckoned, statement
from zzlib.audit.judging.relations import FigureRelation, tied_cell, told_in_cell
from zzlib.audit.numbers.arithmetic import (
    DECLINE,
    DIFFERENCE,
    GROWTH,
    ClaimFormula,
    Printed,
    Verdict,
    judge,
    step_of,
    told_alike,
)
from zzlib.audit.numbers.fractions import Fraction
from zzlib.audit.numbers.patterns import regex
from zzlib.audit.numbers.quantities import POINTS, RATIOS, written
from zzlib.audit.numbers.words import any_of, mentions_any, words
from zzlib.audit.reading.facts import pattern, span_before, told_spans
from zzlib.audit.reading.reading import Mention, Reading, words_between
from zzlib.audit.reading.register import FigureRegister
from zzlib.audit.reading.roles import CHANGES, Role, growth_sign
from zzlib.audit.tables.table_units import table_unit_claims
from zzlib.audit.tables.tables import NOT_ADDED
from zzlib.audit.tables.told_cells import (
    ToldCell,
    ToldCells,
    is_of_kind,
    near_power,
    plain_digits,
    power,
    told_cells,
    year_of,
)

_SINCE = re.compile(r"[比较](?:(?P<year>(?:19|20)\d\d)年|上年|去年|上一年)(?:年?[末底])?|同比")
_SAME_TIME = re.compile("同比|同期|去年|上年")
_CHANGED = re.compile("增|减|降|差|幅")
_SO_FAR = "(?:全年|今年|本年|累计|已|共有?|总|的|完成)*"
_SO_FAR_AHEAD, _MONTH = re.compile(f"^{_SO_FAR}(?=..)"), re.compile(r"\d{1,2}月")
_MONEY = re.compile("(?:上级|各类|各级)*资金$")
_LONG, _SEEN = 4, 2


def text_and_cell_claims(register: FigureRegister) -> Iterator[NumericClaim]:
    """Judge numbers of the text by the cells that they print, or should."""
    cells = told_cells(register)
    if not cells.cells:
        return
    lines = [[c for c in line if not c.within] for line in cells.lines(of_rows=False)]
    added = [
        _AddedColumn(line)
        for line in lines
        if len({c.label for c in line}) == len(line) > _SEEN  # rows that are told apart by their names
        and not any(c.is_rate or is_total_label(c.label) or NOT_ADDED.search(c.head) for c in line)
    ]
    yield from _by_names(register, cells)
    for mention in register.reading.mentions:
        if mention.dimension in RATIOS:
            yield from _changed(mention, cells)
        if mention.number not in cells.anchors and mention.number in cells.long:
            yield from _made_by_column(mention, added)


def _by_names(register: FigureRegister, cells: ToldCells) -> Iterator[NumericClaim]:
    """Judge the numbers whose words are the names of a row and a column, of 全县… those of the totals row; where no other such number tells that the table is of all, that is a doubt."""
    found: list[tuple[Mention, ToldCell, NumericClaim]] = []
    latest = _latest(register)
    row: tuple[int, int] | None = None
    for mention in register.reading.mentions:
        ahead = mention.previous
        if ahead is None or "；" in words_between(ahead, mention):
            row = None
        told = mention.role not in CHANGES and mention.dimension != POINTS and not mention.quantity.hedge
        told = told and not _is_of_other_time(mention, latest, register.reading)
        cell = _cell_named(mention, cells, row) if told else None
        if cell is not None:
            found.append((mention, cell, _beside(mention, cell)))
        row = (cell.table, cell.row) if cell is not None else None
    held = [(mention, cell) for mention, cell, claim in found if claim.verdict == Verdict.OK]
    named = {mention.number for mention, _ in held}
    anchors = [(m, cells.anchors[m.number]) for m in register.reading.mentions if m.number in cells.anchors]
    printed = [
        (m, cell) for m, cell in anchors if m.number not in named and len(plain_digits(m.quantity.number)) > _SEEN
    ]
    units = list(table_unit_claims([*held, *printed], register.reading))
    yield from units
    of_all = any(is_total_label(cell.label) for _, cell in held)
    for mention, cell, claim in found:
        if any(mention.number == unit.entry for unit in units):
            continue
        unsure = claim.verdict == Verdict.WRONG and is_total_label(cell.label) and not of_all
        yield replace(claim, verdict=Verdict.DOUBTFUL) if unsure else claim


def _cell_named(mention: Mention, cells: ToldCells, row: tuple[int, int] | None) -> ToldCell | None:
    """Give the only cell whose row and column the words right before a number name, in that order, and nothing else; or whose column they name, of the row of the number before."""
    found = []
    for head, under in cells.by_head.items() if mention.before else ():
        told = _head_told(head, mention)
        done = _MONEY.sub("", told)  # 到位 x is 到位资金 x
        if not done or done not in mention.before:
            continue
        money = "(?:(?:上级|各类|各级)*资金)?" * (done != told)
        behind = f"{_SO_FAR}{re.escape(done)}{money}(?:为|达到?|共|已|累计|只有|仅)*"
        of_row = row if regex(behind).fullmatch(mention.before) else None
        for cell in under:
            at_row = of_row == (cell.table, cell.row)
            whole = is_total_label(cell.label)
            if not (at_row or whole or cell.label in mention.before) or not is_of_kind(mention, cell):
                continue
            label = any_of(words().subjects.whole) if whole else f"县?{re.escape(cell.label)}"
            by_name = (whole or len(cell.label) > 1) and regex(f"(?:其中)?{label}{behind}").fullmatch(mention.before)
            if by_name or at_row:
                found.append(cell)
    return found[0] if len(found) == 1 else None


def _latest(register: FigureRegister) -> int:
    """Give the last month up to which a document counts; 0 if it tells none."""
    told = [span for s in register.reading.sentences for _, _, span in told_spans(s.text) if span.cumulative]
    return max((span.last for span in told), default=0)


def _is_of_other_time(mention: Mention, latest: int, reading: Reading) -> bool:
    """Say whether a number is of a month alone, of one before, of last year, or aimed at: no cell that names no time."""
    said = mention.thought
    span = span_before(mention)[0]
    earlier = span is not None and (not span.cumulative or bool(span.year) or 0 < span.last < latest)
    named = any(pattern(which).search(said) for which in ("month", "prior", "year_before", "elsewhen", "planned"))
    return earlier or named or (span is None and _goes_on_of_a_month(mention, reading))


def _goes_on_of_a_month(mention: Mention, reading: Reading) -> bool:
    """Say whether the sentence before a number's own, of its paragraph, ends with what is of a month alone: 8月当月到位 x。其中，甲局到位 y."""
    ahead = [s for s in reading.paragraph_of(mention.sentence) if s.number < mention.sentence.number]
    last = ahead[-1].mentions[-1:] if ahead else []
    span = span_before(last[0])[0] if last else None
    return bool(last and pattern("month").search(last[0].thought)) or (span is not None and not span.cumulative)


def _head_told(head: str, mention: Mention) -> str:
    """Give the head of a column without what says how far it counts: the year so far, or the month that the sentence names."""
    month = _MONTH.match(head)
    if month and regex(rf"(?<![\d\-—至]){month[0]}(?!底|末)").search(mention.sentence.text):
        head = head.removeprefix(month[0])
    return _SO_FAR_AHEAD.sub("", head)


def _beside(mention: Mention, cell: ToldCell) -> NumericClaim:
    """Hold a number against the cell that it is, in its own unit."""
    stated, turned = mention.quantity, Fraction(10) ** near_power(mention, cell)
    shown = Printed(cell.quantity.value * turned, cell.quantity.step * turned)
    verdict = told_alike(Printed(Fraction(stated.number), stated.step / stated.scale), shown)
    said = {Verdict.WRONG: "两处不一致", Verdict.TRUNCATED: "粗的一处是截去尾数而没有四舍五入"}
    right = f"{float(shown.value):g}{stated.unit}"
    message = f"文中写 {stated.text}，{cell.where}是 {cell.quantity.text}，{said.get(verdict, '相符')}"
    return said_of_cells(mention, "consistency", (verdict if verdict in said else Verdict.OK, right, message), [cell])


class _AddedColumn:
    """What the cells of a column make, and how much each long one would be more before two digits of it changed places."""

    def __init__(self, line: list[ToldCell]) -> None:
        self.line, self.step = line, max(c.quantity.step for c in line)
        self.total = sum((c.quantity.value for c in line), Fraction(0))
        self.slips = [
            (cell, right, right - cell.quantity.value)
            for cell in line
            if len(regex(r"\D").sub("", cell.quantity.number)) >= _LONG
            for right in slips_of(cell.quantity, SlipKind.SWAPPED)
        ]


def _made_by_column(mention: Mention, columns: list[_AddedColumn]) -> Iterator[NumericClaim]:
    """Judge a long number of the text, or a cell, by the rows of a column that make it, or would but for two digits that changed places in one of them."""
    number, said = Fraction(mention.quantity.number), mention.quantity
    step = step_of(said.number)
    short = len(regex(r"\D").sub("", said.number)) < _LONG
    if short or said.hedge or mention.dimension in RATIOS or mention.role == Role.GAP:
        return
    for column in columns:
        room = max(step, column.step) / 2
        off = column.total - number
        if abs(off) <= room:
            return
        for cell, right, more in column.slips:
            if abs(off + more) <= room:
                shown = written(right, cell.quantity)
                message = f"{cell.where}写 {cell.quantity.text}，各行之和不是文中的 {said.text}；应为 {shown}"
                yield said_of_cells(mention, "sum", (Verdict.WRONG, shown, message), column.line)
                return


def _changed(mention: Mention, cells: ToldCells) -> Iterator[NumericClaim]:
    """Judge what a number that prints a cell has grown by since another year of the same row or column."""
    ahead = mention.previous
    now = cells.anchors.get(ahead.number) if ahead is not None else None
    since = _SINCE.search(mention.before)
    sign = growth_sign(mention.before)
    if now is None or since is None or not sign or "现价" in now.head:
        return  # a growth is told of 可比价
    if mentions_any(words().comparable.words, mention.sentence.text):
        return
    year = year_of(now.head) or year_of(now.label)
    then = _at_year(now, int(since["year"] or year - 1), cells) if year else None
    then = then or (_year_before(now, cells) if _SAME_TIME.search(since[0] + mention.before) else None)
    if then is None or (mention.dimension == POINTS) != now.is_rate:
        return
    change: ClaimFormula = DIFFERENCE if mention.dimension == POINTS else (GROWTH if sign > 0 else DECLINE)
    pair = [now, then] if sign > 0 or mention.dimension != POINTS else [then, now]
    yield _judged(mention, "difference" if mention.dimension == POINTS else "growth", change, pair)


def _at_year(now: ToldCell, year: int, cells: ToldCells) -> ToldCell | None:
    """Give the cell of another year: in the same row under its head, else in the same column in its row."""
    along = [
        c
        for c in cells.cells
        if c.table == now.table
        and (
            (c.row == now.row and c.head != now.head and now.head.replace(str(year_of(now.head)), str(year)) == c.head)
            or (c.column == now.column and not year_of(now.head) and year_of(c.label) == year)
        )
    ]
    return along[0] if len(along) == 1 else None


def _year_before(now: ToldCell, cells: ToldCells) -> ToldCell | None:
    """Give the cell of the same row under a head of 去年同期, of several the one next to it."""
    last = pattern("year_before")
    along = [c for c in cells.cells if (c.table, c.row) == (now.table, now.row) and c.is_rate == now.is_rate]
    then = [c for c in along if last.search(c.head) and not _CHANGED.search(c.head)]
    beside = [c for c in then if abs(c.column - now.column) == 1] if len(then) > 1 else then
    return beside[0] if len(beside) == 1 and now not in then and not _CHANGED.search(now.head) else None


def _judged(mention: Mention, kind: str, formula: ClaimFormula, pair: list[ToldCell]) -> NumericClaim:
    made = judge(formula, [cell.quantity.printed for cell in pair], mention.quantity.printed)
    used = "、".join(f"{cell.name}{cell.quantity.text}" for cell in pair)
    operands = tuple(operand(cell.quantity) for cell in pair)
    return reckoned(kind, mention, made, f"{pair[0].stand}的{used}", operands=operands, firm=True)


def said_of_cells(mention: Mention, kind: str, said: tuple[Verdict, str, str], used: list[ToldCell]) -> NumericClaim:
    """Say of a number of the text what cells make of it: the verdict, what is right, the message."""
    verdict, right, message = said
    operands = tuple(operand(c.quantity) for c in used)
    relation = _told_in(mention, used[0]) if kind == "consistency" else None
    claim = statement(kind, mention, verdict, message, operands=operands, recomputed=right, named=True, firm=True)
    return replace(claim, relation=relation)


def _told_in(mention: Mention, cell: ToldCell) -> FigureRelation | None:
    """Give the relation of a number with the cell that tells it, too."""
    factor = Fraction(10) ** power(mention, cell) * mention.quantity.scale
    return told_in_cell(mention, tied_cell(cell.place, cell.quantity), factor) if cell.place else None
