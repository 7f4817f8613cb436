"""Work out the formulas of a sheet's rules (`$K5="调"`, `AND(I5>0,ISNUMBER(SEARCH("取消",B5)))`) as Excel does.

Only what hangs on nothing but the sheet's own cells is worked out; anything else is undecided.
"""

import operator
import re
from collections.abc import Callable
from dataclasses import dataclass, field

from zzlib.returns.cells.text import row_and_column
from zzlib.returns.containers.cell_values import (
    Area,
    CalculatedSheet,
    Failure,
    UndecidedError,
    Value,
    as_number,
    as_text,
    compare,
    is_true,
)
from zzlib.returns.containers.functions import FUNCTIONS, LAZY, Argument

_LONGEST, _DEEPEST = 1_000, 30
"""Letters of a formula that is worked out, and how deep it may be nested."""

_TOKEN = re.compile(
    r'\s*(?:(?P<text>"(?:[^"]|"")*")|(?P<number>(?:\d+(?:\.\d*)?|\.\d+)(?:E[+-]?\d+)?)|(?P<failure>#[A-Z/0!?]+)'
    r"|(?P<sheet>(?:'[^'\[\]]+'|[\w.\u4e00-\u9fff]+)!)|(?P<name>[A-Z_$\u4e00-\u9fff][\w.$\u4e00-\u9fff]*)"
    r"|(?P<sign><=|>=|<>|[-+*/^&=<>%(),:]))",
    re.IGNORECASE,
)
_CELL = re.compile(r"(\$?)([A-Z]{1,3})(\$?)([1-9]\d{0,6})", re.IGNORECASE)
_COLUMN = re.compile(r"(\$?)([A-Z]{1,3})", re.IGNORECASE)
_ORDER = (("=", "<>", "<", ">", "<=", ">="), ("&",), ("+", "-"), ("*", "/"), ("^",))
"""Signs between two values, those that bind least first."""

_AXES = ("ROW", "COLUMN")
_ARITHMETIC: dict[str, Callable[[float, float], float]] = {
    "+": operator.add, "-": operator.sub, "*": operator.mul, "/": operator.truediv, "^": operator.pow,
}  # fmt: skip

Place = tuple[int, int]
_Run = Callable[[Place], Argument]
"""A part of a formula; it takes by how many rows and columns its cell lies from the one that the formula is written for."""


@dataclass(frozen=True)
class Expression:
    """A formula that may be worked out for any cell of the range that it was written for.

    `_moves` says whether what it gives changes from row to row, and from column to column.
    """

    _run: _Run
    _moves: tuple[bool, bool]
    _known: dict[Place, bool] = field(default_factory=dict)

    def at(self, row: int, column: int) -> Value:
        """Work it out so many rows below and columns beside the cell that it is written for.

        Raises:
            UndecidedError: it can't be told.
        """
        try:
            return _single(self._run((row, column)))
        except (OverflowError, ZeroDivisionError, RecursionError):
            return Failure()

    def holds(self, row: int, column: int) -> bool:
        """Tell whether it holds as a condition; the rest as for `at`."""
        place = (row if self._moves[0] else 0, column if self._moves[1] else 0)
        if place not in self._known:
            self._known[place] = is_true(self.at(row, column)) is True
        return self._known[place]


def parse(text: str, sheet: CalculatedSheet, origin: Place) -> Expression:
    """Read a formula of a sheet that is written for the cell `origin` (row and column from 0).

    Raises:
        UndecidedError: it speaks of other sheets, of today, or of something that is not known here.
    """
    if len(text) > _LONGEST:
        raise UndecidedError
    tokens, place, text = [], 0, text.strip().removeprefix("=")
    while place < len(text):
        found = _TOKEN.match(text, place)
        if found is None:
            raise UndecidedError
        tokens.append((found.lastgroup or "", found[found.lastgroup or 0]))
        place = found.end()
    parser = _Parser(tokens, sheet, origin)
    run = parser.between(0)
    if parser.tokens:
        raise UndecidedError
    return Expression(run, (parser.moves[0], parser.moves[1]))


class _Parser:
    def __init__(self, tokens: list[tuple[str, str]], sheet: CalculatedSheet, origin: Place) -> None:
        self.tokens = tokens
        self.moves = [False, False]
        self._origin = origin
        self._sheet = sheet
        self._depth = 0

    def _takes(self, *signs: str) -> str:
        """Take the next sign if it is one of these."""
        if self.tokens and self.tokens[0][0] == "sign" and self.tokens[0][1] in signs:
            return self.tokens.pop(0)[1]
        return ""

    def _expect(self, sign: str) -> None:
        if not self._takes(sign):
            raise UndecidedError

    def between(self, level: int) -> _Run:
        """Read values with the signs between them that bind at least as much as those of a level."""
        if level == len(_ORDER):
            return self._signed()
        left = self.between(level + 1)
        while sign := self._takes(*_ORDER[level]):
            left = self._joined(sign, left, self.between(level + 1))
        return left

    def _joined(self, sign: str, left: _Run, right: _Run) -> _Run:
        sheet = self._sheet

        def run(place: Place) -> Value:
            sheet.step()
            a, b = _single(left(place)), _single(right(place))
            if sign in _ARITHMETIC:
                return _calculated(sign, a, b)
            if sign != "&":
                return compare(sign, a, b)
            return next((v for v in (a, b) if isinstance(v, Failure)), as_text(a) + as_text(b))

        return run

    def _signed(self) -> _Run:
        if sign := self._takes("-", "+"):
            value = self._deeper(self._signed)
            return value if sign == "+" else lambda place: _calculated("-", 0.0, _single(value(place)))
        value = self._value()
        while self._takes("%"):
            value = self._joined("/", value, lambda _: 100.0)
        return value

    def _deeper(self, read: Callable[[], _Run]) -> _Run:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise UndecidedError
        found = read()
        self._depth -= 1
        return found

    def _value(self) -> _Run:
        if self._takes("("):
            inner = self._deeper(lambda: self.between(0))
            self._expect(")")
            return inner
        kind, text = self.tokens.pop(0) if self.tokens else ("", "")
        if kind == "sheet" and text[:-1].strip("'") == self._sheet.grid.name and self.tokens:
            kind, text = self.tokens.pop(0)
        if kind == "text":
            return _constant(text[1:-1].replace('""', '"'))
        if kind == "number":
            return _constant(float(text))
        if kind == "failure":
            return _constant(Failure())
        if kind != "name":
            raise UndecidedError
        if self._takes("("):
            return self._function(text.upper())
        if text.upper() in ("TRUE", "FALSE"):
            return _constant(text.upper() == "TRUE")
        return self._cells(text)

    def _function(self, name: str) -> _Run:
        arguments: list[_Run] = []
        if not self._takes(")"):
            arguments.append(self._deeper(lambda: self.between(0)))
            while self._takes(","):
                arguments.append(self._deeper(lambda: self.between(0)))
            self._expect(")")
        sheet = self._sheet
        if name in _AXES:
            return self._own_place(_AXES.index(name), arguments)
        if name in LAZY:
            lazy = LAZY[name]

            def choose(place: Place) -> Argument:
                sheet.step()
                return lazy([lambda run=run: run(place) for run in arguments])  # type: ignore[misc]

            return choose
        if name not in FUNCTIONS:
            raise UndecidedError
        function = FUNCTIONS[name]

        def call(place: Place) -> Argument:
            sheet.step()
            return function(sheet, [run(place) for run in arguments])

        return call

    def _own_place(self, axis: int, arguments: list[_Run]) -> _Run:
        """Give the number of a row or column: of the cell itself, or of the first one of a range."""
        if not arguments:
            self.moves[axis] = True
            return lambda place: float(self._origin[axis] + place[axis] + 1)

        def run(place: Place) -> Value:
            area = arguments[0](place)
            if not isinstance(area, Area) or not len(area):
                raise UndecidedError
            return float((area.rows, area.columns)[axis][0] + 1)

        return run

    def _cells(self, text: str) -> _Run:
        """Read the name of a cell, of a range, or of whole columns; names that people gave are not known."""
        first = _corner(text)
        last = first
        if self._takes(":"):
            kind, text = self.tokens.pop(0) if self.tokens else ("", "")
            last = _corner(text if kind == "name" else "")
        elif first[0] is None:
            raise UndecidedError
        for row, column in (first, last):
            self.moves = [self.moves[0] or bool(row and not row[1]), self.moves[1] or not column[1]]
        height, width = self._sheet.size

        def run(place: Place) -> Area:
            (top, left), (bottom, right) = _moved(first, place, 0), _moved(last, place, height - 1)
            rows, columns = sorted((top, bottom)), sorted((left, right))
            if min(rows[0], columns[0]) < 0:
                raise UndecidedError
            # Beyond its edge a sheet is blank: a range is cut there, a single cell is not.
            single = first == last
            return Area(
                range(rows[0], rows[1] + 1 if single else min(rows[1] + 1, height)),
                range(columns[0], columns[1] + 1 if single else min(columns[1] + 1, width)),
                self._sheet,
            )

        return run


_Corner = tuple[tuple[int, bool] | None, tuple[int, bool]]
"""Row (`None`: all of the column) and column, each with whether it stays where it is."""


def _corner(text: str) -> _Corner:
    if cell := _CELL.fullmatch(text):
        row, column = row_and_column(f"{cell[2].upper()}{cell[4]}")
        return (row, bool(cell[3])), (column, bool(cell[1]))
    if column_only := _COLUMN.fullmatch(text):
        return None, (row_and_column(f"{column_only[2].upper()}1")[1], bool(column_only[1]))
    raise UndecidedError


def _moved(corner: _Corner, place: Place, whole: int) -> Place:
    row, (column, stays) = corner
    return (
        whole if row is None else row[0] + (0 if row[1] else place[0]),
        column + (0 if stays else place[1]),
    )


def _constant(value: Value) -> _Run:
    return lambda _: value


def _single(value: Argument) -> Value:
    return value.single if isinstance(value, Area) else value


def _calculated(sign: str, left: Value, right: Value) -> Value:
    numbers = as_number(left), as_number(right)
    for number in numbers:
        if isinstance(number, Failure):
            return number
    if sign in "/" and numbers[1] == 0:
        return Failure()
    result = _ARITHMETIC[sign](*numbers)  # type: ignore[arg-type]
    return result if isinstance(result, float) and abs(result) < 1e300 else Failure()
