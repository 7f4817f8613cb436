"""The functions that formulas of a sheet's rules may call; those not listed are not known."""

import math
import re
from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta

from zzlib.returns.containers.cell_values import (
    EPOCH,
    Area,
    CalculatedSheet,
    Failure,
    UndecidedError,
    Value,
    as_number,
    as_text,
    is_true,
    wildcards,
)

Argument = Value | Area
"""What is given to a function: a value, or a range of cells."""


class _FailureError(Exception):
    """An argument is a failure, or none that a function can take: so is what it gives."""


def _value(argument: Argument) -> Value:
    return argument.single if isinstance(argument, Area) else argument


def _sound(argument: Argument) -> Value:
    value = _value(argument)
    if isinstance(value, Failure):
        raise _FailureError
    return value


def _text(argument: Argument) -> str:
    return as_text(_sound(argument))


def _number(argument: Argument) -> float:
    number = as_number(_value(argument))
    if isinstance(number, Failure):
        raise _FailureError
    return number


def _all(arguments: Sequence[Argument]) -> Iterator[Value]:
    """Give the values of all arguments, of ranges cell by cell."""
    for argument in arguments:
        if isinstance(argument, Area):
            yield from argument.sheet.values(argument)
        else:
            yield argument


def _conditions(arguments: Sequence[Argument]) -> list[bool]:
    """Give the conditions among the arguments; texts and blanks of ranges are none."""
    found = [is_true(v) for v in _all(arguments) if v is not None and not isinstance(v, str)]
    if not found or any(isinstance(one, Failure) for one in found):
        raise _FailureError
    return [one is True for one in found]


def _numbers(arguments: Sequence[Argument]) -> list[float]:
    """Give the numbers among the arguments; what else ranges hold is passed over."""
    found: list[float] = []
    for argument in arguments:
        for value in argument.sheet.values(argument) if isinstance(argument, Area) else (_number(argument),):
            if isinstance(value, Failure):
                raise _FailureError
            if isinstance(value, float):
                found.append(value)
    return found


def _find(arguments: Sequence[Argument], exact: bool) -> float:
    sought, text, *rest = arguments
    start = int(_number(rest[0])) - 1 if rest else 0
    inside, wanted = _text(text), _text(sought)
    if start < 0 or start > len(inside):
        raise _FailureError
    if exact:
        at = inside.find(wanted, start)
    else:
        found = re.compile(wildcards(wanted.lower()), re.DOTALL).search(inside.lower(), start)
        at = found.start() if found else -1
    if at < 0:
        raise _FailureError
    return float(at + 1)


def _middle(text: str, start: float, count: float) -> str:
    if start < 1 or count < 0:
        raise _FailureError
    return text[int(start) - 1 : int(start) - 1 + int(count)]


def _length(arguments: Sequence[Argument]) -> int:
    count = _number(arguments[1]) if len(arguments) > 1 else 1
    if count < 0:
        raise _FailureError
    return int(count)


def _remainder(arguments: Sequence[Argument]) -> float:
    divisor = _number(arguments[1])
    if not divisor:
        raise _FailureError
    return math.fmod(math.fmod(_number(arguments[0]), divisor) + divisor, divisor)


def _rounded(arguments: Sequence[Argument]) -> float:
    number, factor = _number(arguments[0]), 10.0 ** int(_number(arguments[1]))
    return math.copysign(math.floor(abs(number) * factor + 0.5) / factor, number)


def _counted(sheet: CalculatedSheet, arguments: Sequence[Argument]) -> float:
    area, criterion = arguments
    if not isinstance(area, Area):
        raise UndecidedError
    return sheet.count(area, _value(criterion))


def _part_of_date(name: str) -> Callable[[Sequence[Argument]], float]:
    def part(arguments: Sequence[Argument]) -> float:
        value = _sound(arguments[0])
        if not isinstance(value, float) or not 1 <= value < 2_900_000:
            raise _FailureError
        return float(getattr(EPOCH + timedelta(days=value), name))

    return part


def _is(test: Callable[[Value], bool]) -> Callable[[Sequence[Argument]], bool]:
    return lambda arguments: test(_value(arguments[0]))


_PLAIN: dict[str, Callable[[Sequence[Argument]], Value]] = {
    "AND": lambda a: all(_conditions(a)),
    "OR": lambda a: any(_conditions(a)),
    "NOT": lambda a: not _conditions(a[:1])[0],
    "ISNUMBER": _is(lambda v: isinstance(v, float) and not isinstance(v, bool)),
    "ISTEXT": _is(lambda v: isinstance(v, str)),
    "ISNONTEXT": _is(lambda v: not isinstance(v, str)),
    "ISBLANK": _is(lambda v: v is None),
    "ISERROR": _is(lambda v: isinstance(v, Failure)),
    "SEARCH": lambda a: _find(a, exact=False),
    "FIND": lambda a: _find(a, exact=True),
    "EXACT": lambda a: _text(a[0]) == _text(a[1]),
    "LEFT": lambda a: _text(a[0])[: _length(a)],
    "RIGHT": lambda a: _text(a[0])[-_length(a) :] if _length(a) else "",
    "MID": lambda a: _middle(_text(a[0]), _number(a[1]), _number(a[2])),
    "LEN": lambda a: float(len(_text(a[0]))),
    "TRIM": lambda a: " ".join(_text(a[0]).split(" ")).strip(),
    "UPPER": lambda a: _text(a[0]).upper(),
    "LOWER": lambda a: _text(a[0]).lower(),
    "VALUE": lambda a: _number(a[0]),
    "N": lambda a: v if isinstance(v := _sound(a[0]), float) else 0.0,
    "T": lambda a: v if isinstance(v := _sound(a[0]), str) else "",
    "ABS": lambda a: abs(_number(a[0])),
    "INT": lambda a: float(math.floor(_number(a[0]))),
    "MOD": _remainder,
    "ROUND": _rounded,
    "SUM": lambda a: math.fsum(_numbers(a)),
    "MAX": lambda a: max(_numbers(a), default=0.0),
    "MIN": lambda a: min(_numbers(a), default=0.0),
    "COUNT": lambda a: float(sum(isinstance(v, float) for v in _all(a))),
    "COUNTA": lambda a: float(sum(v is not None for v in _all(a))),
    "YEAR": _part_of_date("year"),
    "MONTH": _part_of_date("month"),
    "DAY": _part_of_date("day"),
}


def _guarded(function: Callable[[Sequence[Argument]], Value]) -> Callable[[CalculatedSheet, Sequence[Argument]], Value]:
    def run(_: CalculatedSheet, arguments: Sequence[Argument]) -> Value:
        try:
            return function(arguments)
        except _FailureError:
            return Failure()
        except (IndexError, ValueError) as error:
            raise UndecidedError from error

    return run


FUNCTIONS: dict[str, Callable[[CalculatedSheet, Sequence[Argument]], Value]] = {
    **{name: _guarded(function) for name, function in _PLAIN.items()},
    "COUNTIF": _counted,
}
"""What each function gives for its arguments, by its name; `UndecidedError` for arguments that it does not take."""

_Late = Callable[[], Argument]


def _if(arguments: Sequence[_Late]) -> Argument:
    if not 2 <= len(arguments) <= 3:
        raise UndecidedError
    told = is_true(_value(arguments[0]()))
    if isinstance(told, Failure):
        return told
    return arguments[1]() if told else arguments[2]() if len(arguments) > 2 else False


def _if_error(arguments: Sequence[_Late]) -> Argument:
    if len(arguments) != 2:
        raise UndecidedError
    value = _value(arguments[0]())
    return arguments[1]() if isinstance(value, Failure) else value


LAZY: dict[str, Callable[[Sequence[_Late]], Argument]] = {"IF": _if, "IFERROR": _if_error}
"""Functions of which only the arguments that matter are worked out."""
