"""What is not there: the door's errors, and which column is near to one that a frame has not."""

import difflib
from collections.abc import Hashable, Iterable
from typing import Any

import pandas as pd

from zzlib.door.columns import PACKAGE_COLUMNS
from zzlib.told import ToldError


class DoorError(ToldError, ValueError):
    """What was asked for can't be given; the message says in Chinese why and what is near."""


class NoColumnError(ToldError, KeyError):
    """A frame has no such column; the message says in Chinese which is nearest."""

    def __str__(self) -> str:
        """Give the message as it is, which a `KeyError` would quote."""
        return str(self.args[0])


def listed(part: Any) -> list[Any]:
    """Give keys as a list, of one as of several."""
    return list(part) if isinstance(part, list | tuple | pd.Index) else [part]


def no_column(key: Any, columns: Iterable[Hashable]) -> NoColumnError | None:
    """Say which column is nearest to a name that is none."""
    known = [name for name in columns if isinstance(name, str)]
    for name in listed(key):
        if isinstance(name, str) and name not in known:
            return NoColumnError(f"没有“{name}”这一列；{_near(name, known)}")
    return None


def _near(name: str, known: list[str]) -> str:
    """Say what a column is called of which people write the Chinese name, which table has it, or which is nearest."""
    tables = PACKAGE_COLUMNS.tables
    called = [c.name for columns in tables.values() for c in columns if c.label == name and c.name in known]
    if called:
        return f"它叫 {called[0]}"
    elsewhere = [table for table, columns in tables.items() if name in {column.name for column in columns}]
    if elsewhere:
        return f"zz.{elsewhere[0]} 里有"
    nearest = difflib.get_close_matches(name, known, n=1, cutoff=0.5)
    return f"最接近的是 {nearest[0]}" if nearest else f"有这些列：{'、'.join(known)}"
