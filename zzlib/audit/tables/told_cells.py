"""Numbers of the text and the cells of tables that they speak of: which cell a number is, and what its row and column say of the numbers beside it."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from math import log10

from zzlib.audit.documents.blocks import DocumentBlock
from zzlib.audit.documents.grids import RANK
from zzlib.audit.documents.places import row_within
from zzlib.audit.numbers.patterns import regex
from zzlib.audit.numbers.quantities import COUNT, MONEY, RATIOS, Quantity
from zzlib.audit.reading.reading import Mention, Reading
from zzlib.audit.reading.register import FigureRegister
from zzlib.audit.tables.figure_rows import FigureRow, figure_tables

_POWERS = (-8, -4, -3, 0, 3, 4, 8)
"""Powers of ten between a number as a text and as a table prints it: 亿元 and 万元, 公顷 and 千公顷."""
_FORE = 2  # letters before what a name is short for: 普通初中, 地区生产总值
_LEAST, _SURE = 2, 4
"""Digits of a number that is like a cell by no chance if its row is named too, and of one by itself."""
_RATE = re.compile("[%％‰率]|占比|比重|构成|同比|增[长减幅速]")
_CHANGED_BY = re.compile("增减[额量数]?(?:[（(][^%]*[)）])?$")  # -648, no rate
_EACH = re.compile("[人户亩生师班村校件笔次]均|平均|每")
_YEAR = re.compile(r"(?:19|20)\d\d")
_NOTE = re.compile(r"[(（][^()（）]*[)）]")
_NUMBERING = re.compile(
    r"^(?:[#\s]|其中[:：]|[（(]?(?:\d{1,2}|[一二三四五六七八九十]{1,2})[)）、.．]|[A-Z](?=[一-龥\s]))+"
)
_INDUSTRY = re.compile("第([一二三])产业")
_MONEY_HEAD = re.compile("资金|金额|投资|收入|支出|[元款费额]|经费|补[助贴]")
_THING_HEAD = re.compile("项目|个数|[件人户家宗次]数|用地|面积|亩")
_YEAR = re.compile(r"(?:19|20)\d\d(?=年|$|\D)")


@dataclass(frozen=True)
class ToldCell:
    """A number of a table in its row and column, and the names of both."""

    table: int
    row: int
    column: int
    quantity: Quantity
    label: str
    head: str
    is_rate: bool
    within: bool = False
    """Whether it is said to be a part of the row above it."""
    short: str = ""
    """The end of its label where no other row of the table ends so: 初中 of 普通初中."""
    place: tuple[int, ...] = ()
    """Its block, row and column, where it is a cell of a table of the document."""
    stand: str = ""
    """Where its table stands, or the line that it is read from."""

    @property
    def name(self) -> str:
        """Say which cell of its table it is."""
        return f"“{'”“'.join(filter(None, (self.label, self.head)))}”"

    @property
    def where(self) -> str:
        """Say which cell of the document it is: 表 2 第 3 行“乙镇”“人口”."""
        return (row_within(self.stand, self.place[1]) if self.place else self.stand) + self.name


class ToldCells:
    """The cells of all tables of a document by their digits, and which numbers of the text print them."""

    def __init__(self, register: FigureRegister) -> None:
        tables = list(figure_tables(enumerate(register.reading.blocks)))
        self.cells = [cell for number, rows in enumerate(tables) for cell in _cells(number, rows, register.reading)]
        self.by_row = {(row[0].table, row[0].row): row for row in self.lines(of_rows=True)}
        self._by_names: dict[tuple[str, ...], list[tuple[int, int]]] = {}
        for place, row in self.by_row.items():
            self._by_names.setdefault(_names_of(row[-1]), []).append(place)
        self.at = {(cell.table, cell.row, cell.column): cell for cell in self.cells}
        self.mentions = [m for m in register.reading.mentions if len(plain_digits(m.quantity.number)) >= _LEAST]
        self.long = {mention.number for mention in self.mentions}
        self._printed: dict[str, list[ToldCell]] = {}
        self._rounded: dict[str, list[ToldCell]] = {}
        for cell in self.cells if self.mentions else ():
            digits = plain_digits(cell.quantity.number)
            self._printed.setdefault(digits, []).append(cell)
            for size in range(_LEAST, len(digits) + 1):
                for cut in {to_size(digits, size), digits[:size]}:
                    self._rounded.setdefault(cut, []).append(cell)

    def printed_by(self, mention: Mention) -> list[ToldCell]:
        """Give the cells that a number of the text prints, as far as the coarser of the two is told."""
        digits = plain_digits(mention.quantity.number)
        found = list(self._rounded.get(digits, []))
        for size in range(_LEAST, len(digits)):
            found += self._printed.get(to_size(digits, size), [])
        return [cell for cell in found if is_like(mention, cell)]

    @cached_property
    def anchors(self) -> dict[int, ToldCell]:
        """The one cell that each number of the text prints, by the number of the mention."""
        found = {}
        for mention in self.mentions:
            cells = self.printed_by(mention)
            named = [cell for cell in cells if is_named(cell, said_before(mention))] or cells
            long = len(plain_digits(mention.quantity.number)) >= _SURE
            if len(named) == 1 and (long or named is not cells):
                found[mention.number] = named[0]
        return found

    @cached_property
    def alike(self) -> Counter[tuple[int, int, str, str]]:
        """How many cells of each column stand in rows of one name: those of a list of projects by their bodies are not told apart."""
        return Counter((c.table, c.column, c.head, c.label) for c in self.cells)

    @cached_property
    def by_head(self) -> dict[str, list[ToldCell]]:
        """The cells under each head of all tables."""
        found: dict[str, list[ToldCell]] = {}
        for cell in self.cells:
            if cell.head:
                found.setdefault(cell.head, []).append(cell)
        return found

    @cached_property
    def columns(self) -> Counter[tuple[int, int, int]]:
        """How many numbers of the text print a cell of each column, by the power of ten that is between them."""
        told = ((m, self.anchors.get(m.number)) for m in self.mentions)
        cells = [(m, [anchor] if anchor else self.printed_by(m)) for m, anchor in told]
        return Counter(key for m, found in cells for key in {(c.table, c.column, power(m, c)) for c in found})

    def tell_column(self, cell: ToldCell, mention: Mention) -> bool:
        """Say whether other numbers of the text, or the words before one, tell the column of a cell, or its row has no other of its kind."""
        seen = self.columns[cell.table, cell.column, near_power(mention, cell)] > 0
        named = len(cell.head) > 1 and cell.head in said_before(mention)
        return seen or named or self._of_kind[cell.table, cell.row, cell.is_rate] == 1

    @cached_property
    def _of_kind(self) -> Counter[tuple[int, int, bool]]:
        """How many rates, and how many amounts, each row has."""
        return Counter((c.table, c.row, c.is_rate) for c in self.cells)

    def rows_named(self, mention: Mention) -> set[tuple[int, int]]:
        """Give the rows that the words before a number name: those of the name that ends last, and of it the longest."""
        said = said_before(mention)
        ends = {names: _named_until(names, said) for names in self._by_names}
        last = max(ends.values(), default=(0, 0))
        return {row for names, end in ends.items() if end == last and end[0] for row in self._by_names[names]}

    def lines(self, *, of_rows: bool) -> Iterator[tuple[ToldCell, ...]]:
        """Give the rows, or the columns, of all tables."""
        found: dict[tuple[int, int], list[ToldCell]] = {}
        for cell in self.cells:
            found.setdefault((cell.table, cell.row if of_rows else cell.column), []).append(cell)
        yield from map(tuple, found.values())


told_cells = lru_cache(maxsize=1)(ToldCells)  # those of a document are read once


def is_like(mention: Mention, cell: ToldCell) -> bool:
    """Say whether a number of the text may be that of a cell: a rate or none, in a unit that tables and texts use."""
    return is_of_kind(mention, cell) and power(mention, cell) in ((0,) if mention.dimension in RATIOS else _POWERS)


def is_of_kind(mention: Mention, cell: ToldCell) -> bool:
    """Say whether a number of the text is of the kind of a cell's, however far off: a rate or none, of money, of things, so much each."""
    same = cell.is_rate == (mention.dimension in RATIOS)
    money = _MONEY_HEAD.search(cell.head) is not None
    other = _THING_HEAD.search(cell.head) is not None and not money  # 项目目标 holds no 41万元
    kind = (mention.dimension == MONEY and other) or (mention.dimension == COUNT and money)
    each = _EACH.search(mention.before) is not None and _EACH.search(cell.head + cell.label) is None  # 生均35.3册
    split = mention.quantity.is_exact and mention.quantity.scale == 1 and cell.quantity.value.denominator > 1
    return same and not (kind or split or each) and not mention.quantity.hedge  # 医院21个 is none of 12.45万人次


def power(mention: Mention, cell: ToldCell) -> int:
    """Give the power of ten between a number of the text and a cell as printed."""
    one, other = abs(float(mention.quantity.number)), abs(float(cell.quantity.value))
    return round(log10(one / other)) if one and other else 0


def near_power(mention: Mention, cell: ToldCell) -> int:
    """Give the power of ten that is between the units of a number of the text and of a cell, however far off the number is."""
    return 0 if mention.dimension in RATIOS else min(_POWERS, key=lambda p: (abs(p - power(mention, cell)), abs(p)))


def said_before(mention: Mention) -> str:
    """Give the words of its sentence before a number, since the last semicolon."""
    return _plain(mention.thought)


def is_named(cell: ToldCell, said: str) -> bool:
    """Say whether words have the name of a row."""
    return any(name in said for name in _names_of(cell))


def name_of(label: str) -> str:
    """Give the name of a row or column without its number, unit and what says that it is a part."""
    return _plain(_NUMBERING.sub("", _NOTE.sub("", label)))


def year_of(name: str) -> int:
    """Give the year that a row or column is of; 0 for none."""
    found = _YEAR.findall(name)
    return int(found[0]) if len(found) == 1 else 0


def _names_of(cell: ToldCell) -> tuple[str, ...]:
    """Give what the row of a cell may be called, best first; a number calls none but a year: 2000 of 130000万元 is no row."""
    if cell.label.isdigit():
        return (f"{cell.label}年",) if _YEAR.fullmatch(cell.label) else ()
    names = dict.fromkeys((cell.label, cell.label.removesuffix("数"), cell.short))
    return tuple(name for name in names if len(name) > 1)


def _named_until(names: Sequence[str], said: str) -> tuple[int, int]:
    """Give where words last have the first of names that they have, and how long it is; 0 if they have none."""
    for name in names:
        if (at := said.rfind(name)) >= 0:
            return at + len(name), len(name)
    return 0, 0


def _plain(said: str) -> str:
    return _INDUSTRY.sub(r"\1产", said)


def _cells(table: int, rows: list[FigureRow], reading: Reading) -> Iterator[ToldCell]:
    rated = [all(cell.endswith("%") for cell in row.cells if cell) for row in rows]
    names = [name_of(row.label) for row in rows]
    ends = Counter(name[_FORE:] for name in names)
    for number, row in enumerate(rows):
        for column, value in enumerate(row.values):
            head = row.head(column)
            if value is not None and value and not RANK.search(head):
                rate = rated[number] or row.cells[column].endswith("%") or bool(_RATE.search(head + row.label))
                rate = rate and not (_CHANGED_BY.search(head) and regex(r"-?\d{3,}").fullmatch(row.cells[column]))
                above, name = _plain(_NOTE.sub("", head)), names[number]
                if len(rows) == 1 and not name:  # 合计 | 购置 | 运行 over one row: what stands above names it
                    above, name = "", above
                alone = ends[name[_FORE:]] == 1 and not name.startswith("其他")  # 支出 is not 其他支出
                short = name[_FORE:] if alone else ""
                place, stand = _place(row, column, reading.blocks[row.place]), reading.stand[row.place]
                within, quantity = row.label.startswith("其中"), row.quantity(column)
                yield ToldCell(table, number, column, quantity, name, above, rate, within, short, place, stand)


def _place(row: FigureRow, column: int, block: DocumentBlock) -> tuple[int, ...]:
    """Give the block, row and column of a cell; of a table of two columns, which is read as lines, those of the only such line."""
    if row.at is not None:
        return row.place, row.at, row.first + column
    found = [
        (row.place, n, c)
        for n, cells in enumerate(block.rows)
        for c, cell in enumerate(cells)
        if cell.strip() == row.cells[column] and row.label in "".join(cells[:c])
    ]
    return found[0] if len(found) == 1 else ()


def plain_digits(number: str) -> str:
    """Give the digits of a number from its first that counts."""
    return regex(r"\D").sub("", number).lstrip("0")


def to_size(digits: str, size: int) -> str:
    """Round digits to so many of the first, or give them all if they are no more."""
    return str((int(digits[: size + 1]) + 5) // 10) if len(digits) > size else digits
