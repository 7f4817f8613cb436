"""What besides its amounts says that a row sums its neighbours: numbers, indents, words, and what it leaves blank."""

from collections.abc import Sequence
from enum import Enum
from functools import lru_cache

from zzlib.returns.cells.amounts import is_blank
from zzlib.returns.cells.numbering import RowNumber, leading_number, row_number
from zzlib.returns.cells.text import fold, plain_text
from zzlib.returns.cells.words import words
from zzlib.returns.containers.grid import Grid
from zzlib.returns.layout.columns import Layout
from zzlib.returns.layout.labels import AMOUNTS

_TELL_LINES = ("fund_category", "source_level", "document_number")
"""Columns by which a project's fund lines are told apart."""

_IDLE = ("serial", "project_name", "unit", "project_key")


class Sign(Enum):
    """A sign that a row is the sum of a run; the value is what is said of it."""

    NUMBERED = "编号在它之下"
    INDENTED = "名称缩进在它之下"
    PARTS = "是它的资金构成"
    LINES = "是它的各笔资金"
    NAMELESS = "它没有名称"
    TOWN = "它是一组项目的标题"
    GROUP = "它的名称是一组项目"
    UNDESCRIBED = "它没有填项目的情况"
    BLANK_SERIAL = "它没有序号"
    UNNUMBERED = "它们没有序号"

    @property
    def structural(self) -> bool:
        """Whether it says which rows are the parts, however many of them have amounts."""
        return self in (Sign.NUMBERED, Sign.PARTS, Sign.LINES, Sign.TOWN)

    @property
    def sure(self) -> bool:
        """Whether with this sign nobody need look at the row again."""
        return self not in (Sign.BLANK_SERIAL, Sign.UNNUMBERED, Sign.UNDESCRIBED, Sign.INDENTED)


class Signs:
    """Reads the signs of the rows of one table; `numbers` are the grid's row of each place."""

    def __init__(self, grid: Grid, layout: Layout, numbers: Sequence[int]) -> None:
        """Take the rows that may be projects, in their order."""
        self._grid = grid
        self._numbers = numbers
        self._name = layout.column("project_name")
        self._serial = layout.column("serial")
        if self._serial is None and self._name is not None:
            self._serial = self._without_header(self._name, {c.column for c in layout.fields.values()})
        self._lines = [c for name in _TELL_LINES if (c := layout.column(name)) is not None]
        self._kind = layout.column("kind")
        self._texts = [c.column for c in layout.fields.values() if c.field.type not in AMOUNTS]
        self._describing = [
            c.column for f, c in layout.fields.items() if c.field.type not in AMOUNTS and f not in _IDLE
        ]

    def _without_header(self, name: int, taken: set[int]) -> int | None:
        """Give the column of numbers that has no header: before the names, or before all others."""
        free = (column for column in (name - 1, min(taken) - 1) if column >= 0 and column not in taken)
        return next(
            (c for c in free if any(row_number(plain_text(self._grid.cell(n, c))) for n in self._numbers)), None
        )

    def of(self, head: int, run: Sequence[int], following: int | None) -> Sign | None:
        """Give the first sign that a row is the sum of a run; `following` is the row behind the run, if it is below."""
        below = run[0] > head
        if below and not _is_part(self.name(head)) and all(_is_part(self.name(place)) for place in run):
            return Sign.PARTS
        if below and self.stands_over(head, run, following):
            return Sign.NUMBERED
        if self.of_one_project(head, run):
            return Sign.LINES if below and self._has_lines(head, run) else None
        if below and self._is_title(head, run, following):
            return Sign.TOWN
        if len(run) < _FEWEST or (self.is_line(head) and not self._raw_name(head).strip()):
            return None
        if below and self._indents(head, run, following):
            return Sign.INDENTED
        return self._of_words(head, run, following if below else None)

    def _is_title(self, head: int, run: Sequence[int], following: int | None) -> bool:
        """Tell whether a row bears the name of a group and nothing else, and what is below it, up to the next, is projects."""
        if self._is_plain(head) or not _is_group(self.name(head)):
            return False
        ends = following is None or (_is_group(self.name(following)) and not self._is_plain(following))
        return ends and all(self._is_plain(place) for place in run)

    def _is_plain(self, place: int) -> bool:
        return self._is_numbered(place) or self.describes(place)

    def _of_words(self, head: int, run: Sequence[int], following: int | None) -> Sign | None:
        if not self.name(head):
            return None if any(self._said(head, column) for column in self._texts) else Sign.NAMELESS
        if _is_group(self.name(head)) and not any(_is_group(self.name(place)) for place in run):
            return Sign.GROUP
        left_blank = [c for c in self._describing if all(self._said(p, c) for p in run) and not self._said(head, c)]
        described = any(self._said(head, column) for column in self._describing)
        if left_blank and not described and (self._kind in left_blank or len(left_blank) >= _FEWEST):
            return Sign.UNDESCRIBED
        if self._serial is None:
            return None
        numbered = [self._is_numbered(place) for place in run]
        if not self._is_numbered(head):
            return Sign.BLANK_SERIAL if all(numbered) else None
        ends = following is None or self._is_numbered(following)
        return Sign.UNNUMBERED if run[0] > head and not any(numbered) and ends else None

    def stands_over(self, head: int, run: Sequence[int], following: int | None) -> bool:
        """Tell whether the numbers of a run, and of no row behind it, stand under the head's."""
        own, after = self.number(head), self.number(following) if following is not None else None
        if not _under(own, [self.number(place) for place in run]):
            # Rows that are numbered through may have names that are numbered, too: 2 （1）甲, 3 （2）乙.
            own, after = _PLAIN, self._name_number(following) if following is not None else None
            if self._name_number(head) or not _under(own, [self._name_number(place) for place in run]):
                return False
        return not (own and after and after.under(own))

    def number(self, place: int) -> RowNumber | None:
        """Give a row's number: in its own column, else before its name."""
        serial = plain_text(self._grid.cell(self._numbers[place], self._serial)) if self._serial is not None else ""
        return row_number(serial) if serial.strip() else leading_number(self._raw_name(place))

    def _name_number(self, place: int) -> RowNumber | None:
        return leading_number(self._raw_name(place))

    def _is_numbered(self, place: int) -> bool:
        """Tell whether a row has a number of its own; one in a merged cell is the first row's."""
        return self._serial is not None and not is_blank(self._grid.cell(self._numbers[place], self._serial))

    def is_part(self, place: int) -> bool:
        """Tell whether a row's name is what money is made of (中央资金, 自筹资金) and nothing else is said of it."""
        return _is_part(self.name(place)) and not self._said(place, self._kind)

    def describes(self, place: int) -> bool:
        """Tell whether a row says anything of a project but its name."""
        return any(self._said(place, column) for column in self._describing)

    def name(self, place: int) -> str:
        """Give the name as it stands in the row or in a cell merged down over it."""
        return self._said(place, self._name)

    def _raw_name(self, place: int) -> str:
        return plain_text(self._grid.cell(self._numbers[place], self._name)) if self._name is not None else ""

    def _indents(self, head: int, run: Sequence[int], following: int | None) -> bool:
        """Tell whether the names of a run, and of no row behind it, are set back from the head's by the same."""
        own, inner = self._indent(head), {self._indent(place) for place in run}
        return len(inner) == 1 and min(inner) > own and (following is None or self._indent(following) <= own)

    def _indent(self, place: int) -> int:
        found = words().sums.indents.match(self._raw_name(place))
        return found.end() if found else 0

    def of_one_project(self, head: int, run: Sequence[int]) -> bool:
        """Tell whether rows are further lines of the head's project: without a name of their own, or of the same."""
        own = fold(self.name(head))
        return bool(own) and all(fold(self.name(place)) in ("", own) for place in run)

    def is_line(self, place: int) -> bool:
        """Tell whether a row says which of its project's fund lines it is."""
        return any(self._said(place, column) for column in self._lines)

    def _has_lines(self, head: int, run: Sequence[int]) -> bool:
        return not self.is_line(head) and all(map(self.is_line, run))

    def _said(self, place: int, column: int | None) -> str:
        """Give the text of a row's cell, or of the cell merged down over it; `""` for a blank."""
        if column is None:
            return ""
        row = self._numbers[place]
        cell = self._grid.cell(*self._grid.merged_down.get((row, column), (row, column)))
        return "" if is_blank(cell) else plain_text(cell).strip()


_FEWEST = 2
_PLAIN = RowNumber(2, ("0",))
"""A number of a list that goes 1, 2, 3."""


def _under(own: RowNumber | None, numbers: Sequence[RowNumber | None]) -> bool:
    """Tell whether numbers stand under one, from the first of their list on."""
    first = numbers[0]
    if own is None or first is None or not all(number and number.under(own) for number in numbers):
        return False
    return first.style == own.style or first.is_first


@lru_cache(maxsize=4096)
def _is_group(name: str) -> bool:
    return words().sums.group.fullmatch(fold(name)) is not None


@lru_cache(maxsize=4096)
def _is_part(name: str) -> bool:
    bare = fold(name)
    number = leading_number(name)
    if number:
        bare = bare.lstrip("()（）0123456789.、①②③④⑤⑥⑦⑧⑨一二三四五六七八九")
    return bool(bare) and words().sums.part.fullmatch(bare.removesuffix("：").rstrip(":")) is not None
