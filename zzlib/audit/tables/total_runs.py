"""Which rows of a table may be the total of which others: by where they stand, by their labels, by what holds already."""

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass

from zzlib.audit.tables.figure_lines import FigureLine

TOTAL = re.compile(r"(?:[合总共小累]\s*计|总[数额量值]|总人口)(?:[(（].*)?$|^全[国省市县区镇乡]")
_PART = re.compile(r"^[#＃]|^[（(]?其\s*中|^在.{1,6}中[:：]")
NUMBERED = re.compile(
    r"(?P<open>[（(]?)(?P<number>\d{1,2}|[一二三四五六七八九十]{1,2}|[A-Z])(?P<close>[)）、.．]|(?<=[A-Z])(?=[一-龥]))"
)
_FIRST = ("1", "一", "A")
_UNIT = re.compile(r"[（(]([^（）()]{1,6})[)）]$")
_PAIR, _LONGEST = 2, 60


@dataclass(frozen=True)
class TotalRun:
    """A row and those that may make it, all by number, from where to where they stand, and the traits of that."""

    total: int
    parts: tuple[int, ...]
    span: tuple[int, int]
    traits: frozenset[str]

    @property
    def is_block(self) -> bool:
        """Say whether its parts are all from one 其中 to the next, or to the end."""
        return "marked" in self.traits and bool(self.traits & {"end edge", "end marked", "end rank", "end gap"})


class RunFinder:
    """The rows of a table: `gaps` are those behind words that stand alone, `groups` the span of the parts of totals that are known; `is_near` says which rows may make another."""

    def __init__(
        self,
        rows: Sequence[FigureLine],
        gaps: Collection[int],
        is_near: Callable[[int, Sequence[int]], bool],
        groups: Sequence[TotalRun] = (),
    ) -> None:
        self._rows = rows
        self._is_near = is_near
        self._gaps = gaps
        self._last = {g.total: g.span[1] for g in groups if g.span[0] == g.total + 1}
        self._head = {g.span[1]: g.total for g in groups if g.span[0] == g.total + 1}
        self._spans = [(g.span[0], g.span[1]) for g in groups]
        self._first = {g.total: g.span[0] for g in groups if g.span[1] == g.total - 1}
        self._totals = {row for row, line in enumerate(rows) if TOTAL.search(line.label)}
        self._marked = {row for row, line in enumerate(rows) if _PART.search(line.label)}
        self._styles = [style_of(line.label) for line in rows]
        self._units = [(m[1] if (m := _UNIT.search(line.label)) else "") for line in rows]

    def runs(self) -> Iterator[TotalRun]:
        """Give all runs of rows that may make another, those behind it and those before."""
        for total in range(len(self._rows)):
            for first in self._starts(total):
                yield from self._behind(total, first)
            yield from self._before(total)

    def _starts(self, total: int) -> Iterator[int]:
        """Give where parts of a total may begin behind it: right there, or where the same is parted once more."""
        yield total + 1
        for row in range(total + 2, len(self._rows)):
            if row in self._gaps or (row in self._marked and row - 1 not in self._marked):
                yield row

    def _behind(self, total: int, first: int) -> Iterator[TotalRun]:
        parts: list[int] = []
        row = first
        while row < len(self._rows) and len(parts) < _LONGEST:
            if not (parts and row in self._marked):
                parts.append(row)
            if not self._alike(total, row):
                return
            row = max(row, self._last.get(row, row)) + 1
            if len(parts) >= _PAIR and self._is_near(total, parts):
                start = "next" if first == total + 1 else "again"
                traits = [start, *self._ending(total, f"end {self._end(total, row)}"), *self._named(total, parts)]
                traits += self._placed(total, row - 1)
                yield TotalRun(total, tuple(parts), (first, row - 1), frozenset(traits))

    def _before(self, total: int) -> Iterator[TotalRun]:
        parts: list[int] = []
        row = total - 1
        while row >= 0 and len(parts) < _LONGEST:
            row = self._head.get(row, row)
            if row not in self._marked or row == 0:
                parts.insert(0, row)
            if not self._alike(total, row):
                return
            row = min(row, self._first.get(row, row)) - 1
            if len(parts) >= _PAIR and self._is_near(total, parts):
                traits = ["before", *self._ending(total, f"start {self._start(row)}"), *self._named(total, parts)]
                yield TotalRun(total, tuple(parts), (row + 1, total - 1), frozenset(traits))

    def _alike(self, total: int, row: int) -> bool:
        """Say whether the labels of two rows don't tell units that differ."""
        return not self._units[row] or not self._units[total] or self._units[row] == self._units[total]

    def _end(self, total: int, after: int) -> str:
        """Say what stands behind the last of the parts."""
        if after >= len(self._rows):
            return "edge"
        if self._styles[after] and self._styles[after] == self._styles[total]:
            return "rank"
        if after in self._last:
            return "group"
        if after in self._totals:
            return "total"
        return "gap" if after in self._gaps else "marked" if after in self._marked else "none"

    def _ending(self, total: int, far: str) -> list[str]:
        """Give how the run ends on the far side, and that once more of what is called a total."""
        return [far, *([f"total, {far}"] if total in self._totals else [])]

    def _placed(self, total: int, last: int) -> Iterator[str]:
        """Say how a run behind its total goes with the groups that are known."""
        if total == 0 or total in self._gaps or total - 1 in self._head:
            yield "begins"
        if any(first <= total <= end < last for first, end in self._spans):
            yield "crossing"

    def _start(self, before: int) -> str:
        """Say what stands before the first of the parts."""
        if before < 0:
            return "edge"
        if before in self._first or before in self._totals:
            return "total"
        return "gap" if before + 1 in self._gaps else "none"

    def _named(self, total: int, parts: Sequence[int]) -> Iterator[str]:
        """Say what the labels tell."""
        if total in self._totals:
            yield "total"
        if any(part in self._totals for part in parts) and total not in self._totals:
            yield "total among parts"
        first = NUMBERED.match(self._rows[parts[0]].label)
        style = self._styles[parts[0]]
        if first is not None and first["number"] in _FIRST and style != self._styles[total]:
            yield "counted" if all(self._styles[p] == style for p in parts) else "counted first"
        elif first is not None and style == self._styles[total]:
            yield "same rank"
        if parts[0] in self._marked:
            yield "marked"
        labels = [self._rows[part].label for part in parts]
        if labels[0].startswith("第一") and labels[-1].startswith("第三"):
            yield "industries"
        if len(labels[0]) > 1 and len({label[-2:] for label in labels}) == 1:
            yield "alike"


def style_of(label: str) -> tuple[str, str, str] | None:
    """Give how the row of a label is numbered; `None` if it isn't."""
    told = NUMBERED.match(label)
    if told is None:
        return None
    number = told["number"]
    return told["open"], told["close"], "1" if number.isdigit() else "A" if number.isascii() else "一"
