"""What is made of a month is made once: whoever asks for it again, another document or view, is given the same.

A month is frozen, and so is what is made of it: nobody changes what they are given.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

from zzlib.indicators.month import Month

_Arguments = ParamSpec("_Arguments")
_Made = TypeVar("_Made")


def once(make: Callable[Concatenate[Month, _Arguments], _Made]) -> Callable[Concatenate[Month, _Arguments], _Made]:
    """Have a function of a month (and of further arguments that can be hashed) work once for each month that is loaded."""

    @wraps(make)
    def given(month: Month, *arguments: _Arguments.args, **named: _Arguments.kwargs) -> _Made:
        made: dict[Any, Any] = month.made
        key = (make, arguments, tuple(sorted(named.items())))
        if key not in made:
            made[key] = make(month, *arguments, **named)
        return made[key]  # type: ignore[no-any-return]

    return given  # type: ignore[return-value]
