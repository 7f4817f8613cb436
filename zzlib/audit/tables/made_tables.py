"""What a table makes, as words speak of it: the whole of each column, its rows by name, columns by name or by what they count."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import permutations

from zzlib.audit.documents.blocks import DocumentBlock
from zzlib.audit.documents.grids import RANK, is_of_counts
from zzlib.audit.documents.places import row_within
from zzlib.audit.judging.relations import TiedFigure
from zzlib.audit.numbers.arithmetic import Printed
from zzlib.audit.numbers.fractions import Fraction
from zzlib.audit.numbers.patterns import regex
from zzlib.audit.numbers.quantities import number_in
from zzlib.audit.reading.reading import REMEMBERED, likeness, stripped
from zzlib.audit.reading.register import FigureRegister
from zzlib.audit.tables.figure_rows import FigureRow, figure_tables
from zzlib.audit.tables.tables import NOT_ADDED
from zzlib.audit.tables.told_cells import name_of, year_of

EARLIER = re.compile("上[年月季周次期日旬]|去年|昨|同期|年初|原|基期|前一")
"""Heads of columns that tell what was before."""
WHOLE = re.compile(
    "^(?:第?[一二三四]季度|[上下]半年|全年|(?:\\d{1,2}|[两二三四五六七八九十]{1,2})[一-龥]{1,3}?)?(?:[合总共累]计|总[值数量]|全[国省市县区][合总]?计?)$"
)
"""Names of rows that hold what all others make."""
SEPARATOR = re.compile("[、和及与]|以及")
"""What stands between the names of a list."""
PARTIAL = re.compile(r"小\s*计$|^[#\s　]*其中|^　")
_NOTE = re.compile(r"[（(]([^（）()]*)[)）]")
_UNIT = "[百千万亿]?(?:人次|平方米|平方公里|立方米|公里|公顷|公斤|毫米|元|亩|吨|人|户|件|起|个|家|名|辆|台|头|只|处|项|宗|例|次|%)"
_CAPTION = re.compile(f"(?:单位[：:]|[（(])\\s*(?P<units>{_UNIT}(?:[、,，/]\\s*{_UNIT})*)[）)]?$")
_MONEY = re.compile("[金款额费入出]|投资|产值|到位|任务")
_SCALES = {"百": 10**2, "千": 10**3, "万": 10**4, "亿": 10**8}
_IDLE = re.compile(
    "^(?:其中|合计|累计|实际|全年|今年|本[年月期季]|当[年月]|现有?|[总已共])+(?=..)|(?<=..)(?:总[数量额]|[数量额]|情况)$"
)
_ALL = re.compile(
    "全[国省市县区镇乡]|[上所]述|以上|上列|合计|共计|总体|[两二三四五六七八九十\\d]+[个家项类种所]?|其中|各"
)
_DONE_RATE = re.compile("(?:完成|执行|到位|支付)(?:率|进度|比例)")
_WHOLE = 2  # above which a number of such a column is no share kept as 0.888
_LEAST, _ALIKE = 2, 0.7
_STEPS = ("一季度|上半年", "二季度", "三季度", "四季度|下半年")


@dataclass(frozen=True)
class TableTerm:
    """A number that a table prints, or that its rows make together, and the words for it; `tied` is the cell that prints it."""

    printed: Printed
    said: str
    tied: TiedFigure | None = None
    scale: int = 0
    """What one of its unit is in the base unit: 10000 for 万元; 0 where none is told."""


@dataclass(frozen=True, eq=False)
class MadeColumn:
    """A column: its name, the unit that its head or the table says, its numbers by row, what all rows make together."""

    name: str
    unit: str
    cells: dict[int, Printed]
    texts: dict[int, str]
    tied: dict[int, TiedFigure]
    is_rate: bool
    whole: TableTerm | None
    stands: dict[int, str]
    """Of a workbook the file, sheet and row of each number."""

    @cached_property
    def is_earlier(self) -> bool:
        """Say whether it tells what was before."""
        return EARLIER.search(self.name) is not None

    @cached_property
    def scale(self) -> int:
        """What one of its unit is in the base unit; 0 where none is told."""
        return _scale_of(self.unit)

    @cached_property
    def is_percent(self) -> bool:
        """Say whether it tells shares or growth, not so much each (平均分, 单产) or an amount."""
        percent = "%" in self.unit or any("%" in text for text in self.texts.values())
        return percent or (self.is_rate and regex("率|占|比|增|降").search(self.name) is not None)

    def at(self, row: int | None, label: str = "") -> TableTerm | None:
        """Give the number of a row, or of all rows."""
        if row is None:
            return self.whole
        said = f"{label}“{self.name}”{self.texts.get(row, '')}{self.stands.get(row, '')}"
        return TableTerm(self.cells[row], said, self.tied[row], self.scale) if row in self.cells else None


@dataclass(frozen=True)
class MadeTable:
    """A table: the names of its rows, of which `parts` are no totals, the name of its totals row, all its words, its columns."""

    labels: dict[int, str]
    parts: tuple[int, ...]
    total: str
    words: str
    columns: tuple[MadeColumn, ...]
    ends: int = 0
    """The block of its last row."""

    @cached_property
    def now_and_then(self) -> list[tuple[MadeColumn, MadeColumn]]:
        """The pairs of columns of one measure of which one tells what was before."""
        pairs = permutations(enumerate(c for c in self.columns if not c.is_percent), 2)
        return [(now, then) for (n, now), (m, then) in pairs if _tells_before(now, then, beside=m == n + 1)]

    @property
    def has_total(self) -> bool:
        """Say whether it has one row of totals."""
        return bool(self.total)

    def is_of(self, said: str) -> bool:
        """Say whether words are of what it tells: those that say more than that all is meant are in its head, names or the line above."""
        left = stripped(_ALL.sub("", said))
        return not left or likeness(left, self.words) >= _ALIKE

    @cached_property
    def _names(self) -> list[tuple[int, str]]:
        """The names of the rows that words may mean."""
        return [(r, name) for r, name in self.labels.items() if len(name) >= _LEAST and not WHOLE.match(name)]

    @cached_property
    def calls(self) -> dict[str, int]:
        """What calls a row, and no other: its name, or how it begins (县直 of 县直单位); nothing of a table of one or two rows."""
        labels = [(r, name) for r in self.parts for name in {self.labels[r], SEPARATOR.sub("", self.labels[r])}]
        calls: dict[str, int] = {}
        for row, label in labels:
            for size in range(len(label), _LEAST - 1, -1):
                alone = len({other for other, name in labels if label[:size] in name}) == 1
                calls |= {label[:size]: row} if alone and not label[:size].isdigit() else {}
            calls |= {f"{label}年": row} if year_of(label) and label.isdigit() else {}
        return calls if len(set(calls.values())) > _LEAST else {}

    @cached_property
    def _cores(self) -> dict[bool, list[tuple[MadeColumn, str, list[str]]]]:
        """The columns of rates, and the others: their names, and what has most of the letters of each in a run."""
        cores = [(c, name) for c in self.columns if len(name := core(c.name)) >= _LEAST]
        return {
            rates: [(c, name, _most_of(name)) for c, name in cores if c.is_rate == rates] for rates in (True, False)
        }

    @cached_property
    def amounts(self) -> list[MadeColumn]:
        """The columns of no rates and of now."""
        return [c for c in self.columns if not c.is_rate and not c.is_earlier]

    def rows_named(self, said: str) -> list[int]:
        """Give the rows that words name, in the order in which they do; none whose name is part of another's there."""
        found = {row: at for row, name in self._names if (at := said.find(name)) >= 0}
        alone = [r for r in found if not any(self.labels[r] in self.labels[o] and r != o for o in found)]
        return sorted(alone, key=lambda row: found[row])

    def columns_named(self, said: str, *, rates: bool = False) -> list[MadeColumn]:
        """Give the columns that words name: by the whole of the name, else by most of its letters in a run."""
        told = self._cores[rates]
        whole = [(c, name) for c, name, _ in told if name in said]
        alone = [c for c, name in whole if not any(name in other and name != other for _, other in whole)]
        return alone or [c for c, _, most in told if any(letters in said for letters in most)]

    def is_all(self, said: str) -> bool:
        """Say whether its rows are all that words speak of: it has a totals row, or they say the number of its rows."""
        numbers = (number_in(number) for number in regex(r"[两二三四五六七八九十]{1,3}|\d{1,2}(?![\d.])").findall(said))
        return self.has_total or len(self.parts) in numbers

    def counted_as(self, of: str) -> bool:
        """Say whether the rows are named as what is counted: 一大队, 二大队 of 大队."""
        names = [self.labels[row] for row in self.parts]
        return len(names) > 1 and all(name.endswith(of) or name.endswith(of[-1]) for name in names)


def _tells_before(now: MadeColumn, then: MadeColumn, *, beside: bool) -> bool:
    """Say whether two columns are of one measure, and the second tells what was before."""
    years = year_of(now.name), year_of(then.name)
    stems = [regex(r"(?:19|20)\d\d年?|本[年月期季]").sub("", EARLIER.sub("", c.name)) for c in (now, then)]
    if all(years):
        return years[0] > years[1] and stems[0] == stems[1]
    earlier = then.is_earlier and not now.is_earlier
    next_step = 0 < step_of(then.name) < step_of(now.name)
    return next_step or (earlier and (stems[0] == stems[1] or (beside and len(stems[1]) <= 1)))


def step_of(name: str) -> int:
    """Give which step of a year a column is of, a later one higher; 0 for none."""
    return next((n for n, step in enumerate(_STEPS, start=1) if regex(step).search(name)), 0)


@lru_cache(maxsize=REMEMBERED)
def core(name: str) -> str:
    """Give the name of a column without what says how far it counts."""
    return _IDLE.sub("", _IDLE.sub("", name))


@lru_cache(maxsize=1)
def made_tables(register: FigureRegister) -> tuple[MadeTable, ...]:
    """Give the tables of a document that have a head and more than one row."""
    blocks = register.reading.blocks
    captions = {place: caption for place, _, caption in register.reading.tables}
    return tuple(
        _table(rows, captions.get(rows[0].place, ""), blocks)
        for rows in figure_tables(enumerate(blocks))
        if len(rows) > 1 == len({len(row.cells) for row in rows}) and all(r.at is not None and r.heads for r in rows)
    )


def _table(rows: Sequence[FigureRow], caption: str, blocks: Sequence[DocumentBlock]) -> MadeTable:
    labels = {n: name_of(row.label) for n, row in enumerate(rows)}
    totals = [n for n, label in labels.items() if WHOLE.match(label)]
    parts = tuple(n for n in labels if n not in totals and not PARTIAL.search(rows[n].label))
    found = _CAPTION.search(caption)
    units = regex("[、,，/]\\s*").split(found["units"]) if found else []
    columns = [_column(rows, number, (totals, parts), units, blocks) for number in range(len(rows[0].cells))]
    total = labels[totals[0]] if len(totals) == 1 else ""
    told = caption + "".join(rows[0].heads) + "".join(labels.values())
    return MadeTable(
        labels, parts, total, told, tuple(column for column in columns if column is not None), rows[-1].place
    )


def _column(
    rows: Sequence[FigureRow],
    number: int,
    of: tuple[Sequence[int], Sequence[int]],
    units: Sequence[str],
    blocks: Sequence[DocumentBlock],
) -> MadeColumn | None:
    head = rows[0].head(number)
    cells = {n: row.quantity(number) for n, row in enumerate(rows) if row.value(number) is not None}
    if not head or not cells or RANK.search(head):
        return None
    name, notes = _NOTE.sub("", head), _NOTE.findall(head)
    per = any("/" in note or "每" in note for note in notes)
    is_rate = per or "%" in head or bool(NOT_ADDED.search(EARLIER.sub("", name))) or any(q.unit for q in cells.values())
    exact = is_of_counts(head)
    hundredths = _DONE_RATE.search(name) and all(not q.unit and abs(q.value) <= _WHOLE for q in cells.values())
    size = 100 if hundredths and "%" not in head else 1  # a share that a workbook keeps as 0.888
    printed = {n: Printed(q.value * size, q.step * size, exact and q.step == 1) for n, q in cells.items()}
    texts = {n: q.text for n, q in cells.items()}
    tied = {n: TiedFigure(rows[n].place_of(number), cells[n], printed[n]) for n in cells}
    totals, parts = of
    unit = notes[-1] if notes else _unit_of(name, units)
    whole = None
    if len(totals) == 1 and totals[0] in cells:
        said = f"“{rows[totals[0]].label}”“{name}”{texts[totals[0]]}"
        whole = TableTerm(printed[totals[0]], said, tied[totals[0]], _scale_of(unit))
    elif not totals and not is_rate and len(parts) > 1 and all(n in cells for n in parts) and _are_of_one_unit(rows):
        whole = sum_of([printed[n] for n in parts], name, _scale_of(unit))
    at = {n: (blocks[rows[n].place].where, rows[n].at) for n in cells}
    stands = {
        n: f"（{row_within(where, row)}）" for n, (where, row) in at.items() if "工作表" in where and row is not None
    }
    return MadeColumn(name, unit, printed, texts, tied, is_rate, whole, stands)


def _unit_of(name: str, units: Sequence[str]) -> str:
    """Give the unit of those that the line above a table names that a column is in: of 万元、个、% that of money where its head tells of money; none where several may be."""
    amounts = [unit for unit in units if unit != "%"]
    money = [unit for unit in amounts if unit.endswith("元")]
    known = units if len(units) == 1 else money if _MONEY.search(name) else amounts
    return known[0] if len(known) == 1 else ""


def _are_of_one_unit(rows: Sequence[FigureRow]) -> bool:
    """Say whether rows can be added up: 植树（株）, 投资（万元） can't."""
    return len({note for row in rows for note in _NOTE.findall(row.label)[-1:] if regex(_UNIT).fullmatch(note)}) <= 1


def _scale_of(unit: str) -> int:
    return _SCALES.get(unit[:1], 1) if unit else 0


def sum_of(numbers: Iterable[Printed], name: str, scale: int = 0) -> TableTerm:
    """Give what numbers of a column make together."""
    added = list(numbers)
    total = sum((n.value for n in added), Fraction(0))
    return TableTerm(
        Printed(total, max(n.step for n in added), exact=True), f"“{name}”各行之和 {float(total):g}", scale=scale
    )


def _most_of(name: str) -> list[str]:
    size = max(_LEAST, len(name) - _LEAST)
    return [name[at : at + size] for at in range(len(name) - size + 1)]
