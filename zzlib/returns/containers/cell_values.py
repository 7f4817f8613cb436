"""The cells of a sheet as formulas see them: what they hold, how two values compare, and how many meet a criterion."""

import operator
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any

from zzlib.returns.containers.grid import Grid

MAX_STEPS = 300_000
"""Steps that the rules of a sheet may take together: parts of formulas, and cells that they look at."""

EPOCH = datetime(1899, 12, 30)
_NUMBER = re.compile(r"\s*[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?\s*(%?)\s*")


class UndecidedError(Exception):
    """What a formula gives can't be told from the sheet alone, or not within the steps that it may take."""


@dataclass(frozen=True)
class Failure:
    """What Excel gives instead of a value (#VALUE!, #N/A); as a condition it does not hold."""


Value = float | str | bool | Failure | None
"""What an expression gives; `None` is a blank cell."""


@dataclass(frozen=True)
class Area:
    """A range of cells of a sheet."""

    rows: range
    columns: range
    sheet: "CalculatedSheet" = field(compare=False, repr=False)

    def __len__(self) -> int:
        """Give the number of its cells."""
        return len(self.rows) * len(self.columns)

    @property
    def single(self) -> Value:
        """What its one cell holds.

        Raises:
            UndecidedError: it is not just one.
        """
        if len(self) != 1:
            raise UndecidedError
        return self.sheet.value(self.rows[0], self.columns[0])


@dataclass
class CalculatedSheet:
    """The cells of a sheet as formulas see them, and the steps that are left."""

    grid: Grid
    left: int = MAX_STEPS
    _counted: dict[tuple[Area, str | float], float] = field(default_factory=dict)

    def step(self, count: int = 1) -> None:
        """Take steps.

        Raises:
            UndecidedError: none are left.
        """
        self.left -= count
        if self.left < 0:
            raise UndecidedError

    @cached_property
    def size(self) -> tuple[int, int]:
        """How many rows and columns it has."""
        return len(self.grid.rows), max(map(len, self.grid.rows), default=0)

    def value(self, row: int, column: int) -> Value:
        """Give what a cell holds."""
        if (row, column) in self.grid.faults:
            if self.grid.faults[row, column].code == "formula_without_value":
                raise UndecidedError
            return Failure()
        value = self.grid.cell(row, column)
        if isinstance(value, bool | str):
            return None if value == "" else value
        if isinstance(value, date):
            moment = value if isinstance(value, datetime) else datetime.combine(value, datetime.min.time())
            return (moment - EPOCH) / timedelta(days=1)
        if isinstance(value, int | float):
            return float(value)
        raise UndecidedError

    def values(self, area: Area) -> Iterator[Value]:
        """Give what the cells of a range hold."""
        self.step(len(area))
        return (self.value(row, column) for row in area.rows for column in area.columns)

    def count(self, area: Area, criterion: Value) -> float:
        """Count the cells of a range that meet a criterion of COUNTIF."""
        key = criterion.lower() if isinstance(criterion, str) else criterion
        if isinstance(key, Failure) or key is None:
            raise UndecidedError
        if (area, key) not in self._counted:
            meets = _criterion(key)
            self._counted[area, key] = float(sum(map(meets, self.values(area))))
        return self._counted[area, key]


def _criterion(key: str | float) -> Callable[[Value], bool]:
    if not isinstance(key, str):
        return lambda value: not isinstance(value, bool) and value == key
    sign, rest = next(((s, key[len(s) :]) for s in ("<=", ">=", "<>", "<", ">", "=") if key.startswith(s)), ("=", key))
    number = as_number(rest) if rest else None
    if isinstance(number, float):
        compare = _COMPARE[sign]
        return lambda value: (
            (sign == "<>" and not isinstance(value, float)) or (isinstance(value, float) and compare(value, number))
        )
    if sign not in ("=", "<>") or not rest:
        raise UndecidedError
    pattern = re.compile(wildcards(rest), re.DOTALL)
    return lambda value: (isinstance(value, str) and bool(pattern.fullmatch(value.lower()))) is (sign == "=")


def is_true(value: Value) -> bool | Failure:
    """Take a value for a condition; a text is none."""
    return value if isinstance(value, bool | Failure) else Failure() if isinstance(value, str) else bool(value)


def compare(sign: str, left: Value, right: Value) -> bool | Failure:
    """Compare as Excel does: letters of any case are the same, a text is more than any number, a blank is 0 or `""`."""
    for value in (left, right):
        if isinstance(value, Failure):
            return value
    blank: dict[type, Value] = {str: "", bool: False, float: 0.0}
    left = blank.get(type(right), 0.0) if left is None else left
    right = blank.get(type(left), 0.0) if right is None else right
    return bool(_COMPARE[sign](_ordered(left), _ordered(right)))


def _ordered(value: Value) -> tuple[int, float | str | bool]:
    if isinstance(value, bool):
        return 2, value
    return (1, value.lower()) if isinstance(value, str) else (0, round(value, 9) if isinstance(value, float) else 0.0)


_COMPARE: dict[str, Callable[[Any, Any], bool]] = {
    "=": operator.eq, "<>": operator.ne, "<": operator.lt, ">": operator.gt, "<=": operator.le, ">=": operator.ge,
}  # fmt: skip


def as_number(value: Value) -> float | Failure:
    """Give a value as the number that arithmetic takes: of a text the one that it writes."""
    if isinstance(value, Failure):
        return value
    if isinstance(value, str):
        found = _NUMBER.fullmatch(value)
        return float(value.strip().rstrip("% ")) / (100 if found[1] else 1) if found else Failure()
    return float(value or 0)


def as_text(value: Value) -> str:
    """Give a value as the text that `&` joins."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else f"{value:.15g}"
    return value if isinstance(value, str) else ""


def wildcards(text: str) -> str:
    """Give a pattern for a text in which `?` stands for a letter and `*` for any, unless `~` stands before."""
    parts = re.findall(r"~[?*~]|.", text, re.DOTALL)
    return "".join(".*?" if p == "*" else "." if p == "?" else re.escape(p[-1]) for p in parts)
