"""The facts of a table: what its cells say of whom at what time, by the heads of its columns and the lines over it."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from zzlib.audit.against.document_time import of_heading, over
from zzlib.audit.documents.grids import TableColumn, TableGrid, is_total_label
from zzlib.audit.numbers.patterns import regex
from zzlib.audit.numbers.quantities import MONEY, PERCENT, Quantity
from zzlib.audit.numbers.words import words
from zzlib.audit.reading.facts import LAST_MONTH, LEVEL, TARGET, Fact, Period, bare_name, letters, pattern
from zzlib.audit.reading.reading import Reading
from zzlib.audit.reading.spans import StatedMonths, phrases

_UNIT_LINE = re.compile(r"单位[：:为是]?\s*(亿元|万元|元)(?:[）)。：:，；\s]|$)")
_SO_FAR = re.compile("累计数?(?:$|[，。；）)])|年初以来|今年以来|当年累计")
_ADDS_UP = re.compile("累计|用地指标|开发|[新增开竣完]工?项目|已|资金|投资|金额|收入|支出")
_HEAD_UNIT, _OF_MONEY = re.compile("[（(](亿元|万元|元)[）)]"), re.compile("资金|到位|争取|支付|投资|金额|任务")
_MARKS = re.compile(r"[※*＊\s（）()]")
_FROM_ON = re.compile(r"\d{1,2}月(?:份)?(?:以后|之后|以来|起)")
_BRACKETS = re.compile("[（）()]")


@dataclass(frozen=True)
class FactTable:
    """A table whose rows are told apart by their names: the names, and what its lines above say."""

    grid: TableGrid
    names: dict[int, str]
    above: Sequence[str]
    stand: str

    @property
    def labels(self) -> list[str]:
        """The names of its rows, without marks."""
        return list(filter(None, self.names.values()))

    def facts(self, own: StatedMonths, year: int, dated: Callable[[StatedMonths], Period | None]) -> Iterator[Fact]:
        """Give the facts of its cells; `own` are the months of the document, `dated` gives those of a year."""
        months = self.span or own
        if any(_SO_FAR.search(text) for text in self.above):
            months = replace(months, first=1)  # 数字为年初以来累计
        columns = self.grid.columns.values()
        heads = [regex("[（(／/].*$").sub("", c.heading) for c in columns]
        subjects = {letters(h) for h in heads if (of := of_heading(h, months)) and of[0] == LEVEL} - {frozenset()}
        only = next(iter(subjects)) if len(subjects) == 1 else frozenset()
        for column in columns:
            heading = regex("[（(][^）)]*[)）]|[／/](?:[万亿]?元|[个套户人亩])$").sub("", column.heading)
            told = of_heading(heading, months)
            target = told is not None and told[0] == TARGET
            period = Period(year, 1, LAST_MONTH) if target else dated(told[1]) if told else None
            if told is not None and period is not None:
                is_other = told[0] != LEVEL or "项目" in heading  # 累计项目 beside 累计到位 is of no money
                what = letters(heading) or (frozenset() if is_other else only)
                yield from self._of_column(column, heading, told[0], what, period)

    @property
    def span(self) -> StatedMonths | None:
        """The months that the nearest line above it names which names any: those so far, else the first."""
        titles = [_FROM_ON.sub("，", _BRACKETS.sub("，", text)) for text in reversed(self.above)]
        told = [[span for _, _, span in phrases(text) if span.first] for text in titles]
        named: list[StatedMonths] = next(filter(None, told), [])
        return next((span for span in named if span.cumulative), named[0] if named else None)

    def _of_column(
        self, column: TableColumn, heading: str, kind: str, what: frozenset[str], period: Period
    ) -> Iterator[Fact]:
        unit, about = self.unit(column), letters("".join(self.above))
        flow = pattern("flows").search(heading) and not pattern("stocks").search(heading)
        for row, cell in column.cells.items():
            name = self.names[row]
            if not name or "小计" in name or cell.quantity.dimension == PERCENT:
                continue
            owner = "" if is_total_label(name) or row == self.grid.total else bare_name(name)
            quantity = in_unit(cell.quantity, unit)
            label, line = self.grid.labels[row], " ".join(self.grid.rows[row])
            shown, text = f"{self.stand}“{label}”行“{column.heading}”列", f"{label}：{cell.quantity.text}"
            adds_up = quantity.dimension == MONEY or _ADDS_UP.search(heading) is not None
            grows = bool(flow) and adds_up and kind == LEVEL and period.first == 1
            at = (row, cell.column)
            fact = Fact(quantity, kind, owner, what, period, shown, self.grid.place, text, cell=at)
            yield replace(fact, grows=grows, excused=pattern("revised").search(line) is not None, about=about)

    def unit(self, column: TableColumn) -> str:
        """Give the unit of a column's numbers that print none: that of the line above the table, else of another head."""
        unit = next((m[1] for text in reversed(self.above) if (m := _UNIT_LINE.search(text))), "")
        units = [m[1] for c in self.grid.columns.values() if (m := _HEAD_UNIT.search(c.heading))]
        return unit or (next(iter(units), "") if _OF_MONEY.search(column.heading) else "")


def fact_table(grid: TableGrid, reading: Reading) -> FactTable | None:
    """Give a table whose rows have names of their own; `None` for one whose names come back, other than over groups."""
    names = {row: _MARKS.sub("", label) for row, label in grid.labels.items()}
    alone = [name for name in names.values() if name and "小计" not in name]
    numbered = [label for row, label in grid.labels.items() if any(row in c.cells for c in grid.columns.values())]
    if len(set(alone)) < len(alone) and len(set(numbered)) < len(numbered):
        return None
    block = reading.blocks[grid.place]
    above = [b.text for b in reading.blocks[max(0, grid.place - 2) : grid.place]] + [block.where, *over(block)]
    return FactTable(grid, names, above, reading.stand[grid.place])


def in_unit(quantity: Quantity, unit: str) -> Quantity:
    """Give a number without a unit in that of the line above its table."""
    if quantity.dimension != "bare" or not unit:
        return quantity
    scale = words().scales.get(unit[:-1], 1)
    value, step = quantity.value * scale, quantity.step * scale
    return replace(quantity, value=value, step=step, unit=unit, dimension=MONEY)
