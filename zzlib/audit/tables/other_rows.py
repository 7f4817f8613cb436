"""Numbers of the text that a table has of another row than the one that the text speaks of: 学府街道班均47.0人, which is that of 新城街道."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

from zzlib.audit.documents.grids import is_total_label
from zzlib.audit.judging.claim import NumericClaim, operand, statement
from zzlib.audit.numbers.arithmetic import HOLDS, Verdict
from zzlib.audit.numbers.fractions import Fraction
from zzlib.audit.numbers.patterns import regex
from zzlib.audit.numbers.quantities import RATIOS
from zzlib.audit.reading.reading import Mention
from zzlib.audit.reading.register import FigureRegister
from zzlib.audit.reading.roles import Role
from zzlib.audit.tables.told_cells import ToldCell, ToldCells, is_of_kind, plain_digits, told_cells

_SEVERAL = re.compile(
    "小计|合计|总计|总[数额量体]|全[部市县区州省年]|[一二三四五六七八九十两\\d]+[户家个类项]|半年|以上"
)
_KIND = re.compile("(?:街道|法庭|[镇乡县区市局村组站所队院])$")
_COMPARED = re.compile(
    "(?:[比较于及同与和跟占像给除]|(?<!的)(?<!的[却仍也])(?<!分别)(?<!依次)[是为])(?:最[高低多少大小快慢]的)?$"
)
_OTHERS = re.compile(
    "全[县市区省国州镇部]|平均|合计|共|总|其余|各|[两二三四五六七八九\\d][个家镇乡县区类项户者]|上年|去年|同期|目标|任务|前者|后者"
)
_JOINED = re.compile("[一-龥]{0,2}(?:[、和与及]|以及)")
_BRACKET = ("（", "（为", "（达")
_SHORT, _DIGITS, _LONG = 2, 3, 4
"""Letters of a name; digits that tell a cell where words tell its column, or it is a rate; and where they don't."""
_FAR = 20  # times as large as a number is another of its column
_MADE = ("share", "level", "growth", "average", "difference")
_EACH = re.compile("(?:[人户亩生师班村校件笔次]均|平均|每)(?=[^，。；\\d]{0,4}最|[^\\d]*$)")
_EACH_HEAD = re.compile("均|每")
_ENDS = re.compile("最[高低多少大小快慢长短好差][的者]|[首末]位|其次")
_CLAUSE = re.compile("[，：；。]")


class _Named(NamedTuple):
    """Where words name rows, and which."""

    begin: int
    end: int
    rows: frozenset[tuple[int, int]]


class _Told(NamedTuple):
    """A number, the cell of the row that is spoken of, and the one that it prints; and whether that is no chance."""

    mention: Mention
    own: ToldCell
    other: ToldCell
    is_sure: bool


def other_row_claims(register: FigureRegister, claims: Sequence[NumericClaim]) -> Iterator[NumericClaim]:
    """Accuse numbers that nothing else makes; two that stand in each other's place together, of the first."""
    cells = told_cells(register)
    names = _names(cells)
    made = {c.entry for c in claims if c.verdict in HOLDS and c.kind in _MADE}
    plain = [m for m in register.reading.mentions if names and m.number not in made and not m.quantity.hedge]
    found = [told for mention in plain if (told := _of_another(mention, cells, names))]
    for told in found:
        turned = [o for o in found if o.mention.sentence is told.mention.sentence and _are_exchanged(told, o)]
        first = all(told.mention.number < other.mention.number for other in turned)
        if first and (turned or told.is_sure):
            yield _claim(told, turned)


def _are_exchanged(one: _Told, other: _Told) -> bool:
    """Say whether each of two numbers is the other's."""
    return (one.own.table, one.own.column) == (other.own.table, other.own.column) and (
        one.own.row == other.other.row and one.other.row == other.own.row
    )


def _claim(told: _Told, turned: Sequence[_Told]) -> NumericClaim:
    own, other, said = told.own, told.other, told.mention.quantity.text
    message = f"文中说的是{own.label}，{own.where}是 {own.quantity.text}；{said} 是{other.label}的"
    message += "，两处的名称或数似写颠倒了" * bool(turned)
    right, used = own.quantity.text, (operand(own.quantity),)
    claim = statement("consistency", told.mention, Verdict.WRONG, message, operands=used, recomputed=right)
    return replace(claim, named=True, firm=True)


def _names(cells: ToldCells) -> dict[str, frozenset[tuple[int, int]]]:
    """Give the rows by what a text may call them, by their labels, and without the word for their kind; none that heads use, too: 到位 is no one's name."""
    found: dict[str, set[tuple[int, int]]] = {}
    heads = "\n".join(cells.by_head)
    for at, (first, *_) in cells.by_row.items():
        label = first.label
        stem = _KIND.sub("", label)
        for name in {label, stem if len(stem) >= _SHORT else label} if label not in heads else ():
            if len(name) >= _SHORT and regex("[一-龥]").search(name):
                found.setdefault(name, set()).add(at)
    alike = {name: {cells.by_row[at][0].label for at in rows} for name, rows in found.items()}
    return {name: frozenset(rows) for name, rows in found.items() if len(alike[name]) == 1}


def _told(text: str, names: dict[str, frozenset[tuple[int, int]]]) -> list[_Named]:
    """Give the rows that a text names, in order, the longest name of a place."""
    if not names:
        return []
    pattern = regex("|".join(sorted(map(re.escape, names), key=len, reverse=True)))
    return [_Named(m.start(), m.end(), names[m[0]]) for m in pattern.finditer(text)]


def _rows(mention: Mention, names: dict[str, frozenset[tuple[int, int]]]) -> frozenset[tuple[int, int]]:
    """Give the rows that a number is told of: those of the only name of its clause, or of the last one before it that has one; of an enumeration that of its place."""
    none = frozenset[tuple[int, int]]()
    text = mention.first.thought
    told, end = _told(text, names), len(text)
    while told and end > 0:
        begin = max((m.end() for m in _CLAUSE.finditer(text[: end - 1])), default=0)
        here = [n for n in told if begin <= n.begin < end]
        told, end = [n for n in told if n.begin < begin], begin
        if not here:
            continue
        rest = text[here[-1].end :]
        if mention.series:
            listed = _listed(here, text)
            return listed[mention.listed_at].rows if len(listed) == len(mention.series) else none
        if text[: here[-1].begin].endswith("、") or "、" in rest or _ENDS.search(rest) or _OTHERS.search(rest):
            return none
        if rest in _BRACKET:
            return here[-1].rows
        plain = [n for n in here if not _COMPARED.search(text[: n.begin])]
        if plain:
            return plain[0].rows if len(here) == 1 else none
    return none


def _listed(here: Sequence[_Named], text: str) -> list[_Named]:
    """Give the names that stand in one list with the last."""
    listed = [here[-1]]
    for ahead, behind in reversed(list(pairwise(here))):
        if not _JOINED.fullmatch(text[ahead.end : behind.begin]):
            break
        listed.insert(0, ahead)
    return listed


def _of_another(mention: Mention, cells: ToldCells, names: dict[str, frozenset[tuple[int, int]]]) -> _Told | None:
    size = len(plain_digits(mention.quantity.number))
    if size < _DIGITS and "." not in mention.quantity.number:
        return None
    rows = _rows(mention, names)
    level = mention.previous  # 城镇居民38412元，增长4.9%: of no table that has no such number in its row
    of_level = mention.role == Role.GROWTH and level is not None and level.segment == mention.segment
    if of_level and level and level.dimension not in RATIOS:
        rows = frozenset(rows & {(c.table, c.row) for c in cells.printed_by(level)})
    printed = cells.printed_by(mention) if rows else []
    if not printed or any((c.table, c.row) in rows for c in printed):
        return None
    pairs = []
    for cell in printed:
        if is_several(cell) or len(cell.label) < _SHORT:
            return None
        if len(plain_digits(cell.quantity.number)) < min(size, _DIGITS) or _is_hinted(cell, mention, cells, rows):
            continue
        for table, row in rows:
            own = cells.at.get((table, row, cell.column)) if table == cell.table else None
            if own is not None and not is_several(own) and own.label != cell.label and _is_alike(own, cell, mention):
                pairs.append((own, cell))
    if len(pairs) != 1:
        return None
    return _Told(mention, *pairs[0], _is_sure(pairs[0][1], mention, cells, size))


def _is_hinted(cell: ToldCell, mention: Mention, cells: ToldCells, rows: frozenset[tuple[int, int]]) -> bool:
    """Say whether words right before a number have a piece of the name of the row that it is of: 粉尘涉爆 of 工贸粉尘涉爆."""
    own = next(cells.by_row[at][0].label for at in rows)
    ends = [mention.thought.rfind(own[:n]) + n for n in (len(own), _SHORT) if own[:n] in mention.thought]
    rest = mention.thought[ends[0] if ends else 0 :]
    pieces = (cell.label[at : at + _SHORT] for at in range(len(cell.label) - 1))
    return not mention.series and any(piece in rest and piece not in own and piece not in cell.head for piece in pieces)


def is_several(cell: ToldCell) -> bool:
    """Say whether a row is of several others: a total, 小计, 上半年."""
    return is_total_label(cell.label) or _SEVERAL.search(cell.label) is not None


def _is_alike(own: ToldCell, cell: ToldCell, mention: Mention) -> bool:
    """Say whether a number may as well be the one as the other."""
    if not is_of_kind(mention, own) or (_EACH.search(mention.thought) and not _EACH_HEAD.search(own.head + own.label)):
        return False
    return Fraction(1, _FAR) < abs(own.quantity.value / cell.quantity.value) < _FAR


def _is_sure(cell: ToldCell, mention: Mention, cells: ToldCells, size: int) -> bool:
    """Say whether words tell the column of a cell, or so many digits."""
    if any(cell.head[at : at + _SHORT] in mention.thought for at in range(len(cell.head) - 1)):
        return True
    return size >= (_DIGITS if cell.is_rate else _LONG) and cells.tell_column(cell, mention)
