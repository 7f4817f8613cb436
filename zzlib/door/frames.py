"""Frames and columns that know of which months they are, and refuse to add up amounts that each month says again.

A cumulative amount of several months has no sum. Refused are `frame["received"].sum()`, also after filters, arithmetic and
slices of rows; `frame.sum()`; and sums by groups that hold several months (`groupby`, `pivot_table`). Not seen is what has
left its months behind: a frame from which the column `period` was taken away, a renamed column, one after `reset_index`,
bare arrays (`to_numpy`), other aggregates than sums.
"""

import difflib
import re
from collections.abc import Callable, Hashable, Iterable
from typing import Any

import numpy as np
import pandas as pd
from pandas.api.typing import DataFrameGroupBy, SeriesGroupBy

from zzlib.door.columns import PACKAGE_COLUMNS
from zzlib.told import ToldError


class DoorError(ToldError, ValueError):
    """What was asked for can't be given; the message says in Chinese why and what is near."""


class NoColumnError(ToldError, KeyError):
    """A frame has no such column; the message says in Chinese which is nearest."""

    def __str__(self) -> str:
        """Give the message as it is, which a `KeyError` would quote."""
        return str(self.args[0])


_QUOTED = re.compile("'(.+?)'")
"""The name in what pandas says of one that it does not find."""
_IN_MONTH = ("received", "awarded")
_KEEP_ROWS = {None, "copy", "take", "astype", "fillna", "where", "mask", "round", "abs"}
"""The methods of pandas that leave each row under its own label, and what stands there an amount up to its month."""


class MonthsSeries(pd.Series):
    """A column; `periods` are the months of its frame's rows where they don't add up, `fen` what one of its unit of money is."""

    _metadata = ["_name", "periods", "fen"]
    periods: pd.Series | None = None
    fen: int | None = None

    @property
    def _constructor(self) -> Callable[..., pd.Series]:
        return MonthsSeries

    @property
    def _constructor_expanddim(self) -> Callable[..., pd.DataFrame]:
        return MonthsFrame

    def __finalize__(self, other: Any, method: str | None = None, **named: Any) -> "MonthsSeries":
        """Pass on which months the rows are of, as far as they stay under their labels."""
        made: MonthsSeries = super().__finalize__(other, method=method, **named)  # type: ignore[misc]
        if method not in _KEEP_ROWS:
            made.periods = None
        return made

    def __eq__(self, other: object) -> Any:
        """Compare as pandas does.

        Raises:
            DoorError: with a word that no row can hold; the message lists those that can stand there.
        """
        self._know(other)
        return super().__eq__(other)

    def __ne__(self, other: object) -> Any:
        """Compare as pandas does; raises as `==`."""
        self._know(other)
        return super().__ne__(other)

    def isin(self, values: Any) -> Any:
        """Tell which rows hold one of the values, as pandas does; raises as `==`."""
        for value in values if isinstance(values, list | tuple | set) else ():
            self._know(value)
        return super().isin(values)

    def _know(self, word: object) -> None:
        """Hold a word against those of the column: pandas finds none for one that is misspelt, and says nothing."""
        known = self.dtype.categories if isinstance(self.dtype, pd.CategoricalDtype) else None
        if known is not None and isinstance(word, str) and word not in ("", *known):
            raise DoorError(f"{self.name} 里没有“{word}”；可以写：{'、'.join(map(str, known))}")

    def months(self) -> int:
        """Tell how many months the rows are of, as far as that matters and is known."""
        own = self.periods
        if own is None or self.dtype == bool or not own.index.is_unique:
            return 1
        return int(own.reindex(self.index).nunique())

    def sum(self, *args: Any, **named: Any) -> Any:
        """Add up; amounts of money exactly.

        Raises:
            DoorError: amounts of several months that each month says again.
        """
        if (months := self.months()) > 1:
            raise refusal(str(self.name), months)
        total = super().sum(*args, **named)
        return total if args or named else _exact(self, total)


def _exact(amounts: "MonthsSeries", total: Any) -> Any:
    """Add up whole fen, where all amounts are that; else as floats were added."""
    if amounts.fen is None or amounts.dtype != "float64":
        return total
    fen = amounts.dropna().to_numpy() * amounts.fen
    whole = np.rint(fen)
    if not len(fen) or np.abs(fen - whole).max() > 0.01 or np.abs(whole).max() >= 2**53:
        return total
    return sum(map(int, whole)) / amounts.fen


def refusal(name: str, months: int) -> DoorError:
    """Say that a column of several months has no sum, and what has one."""
    instead = f"用 {name}_in_month" if name in _IN_MONTH else "先筛出一个月（period）"
    return DoorError(f"{name} 每个月说的都是年初以来（或全年）的数，{months} 个月的不能相加；{instead}")


class MonthsFrame(pd.DataFrame):
    """A pandas frame with a row a project, fund line, unit or figure and month; see the head of this file."""

    @property
    def _constructor(self) -> Callable[..., pd.DataFrame]:
        return MonthsFrame

    def __getitem__(self, key: Any) -> Any:
        """Give a column, columns or rows as pandas does.

        Raises:
            NoColumnError: there is no such column; the message names the nearest.
        """
        try:
            found = super().__getitem__(key)
        except KeyError as error:
            raise _no_column(key, self.columns) or error from None
        if isinstance(found, pd.Series) and isinstance(key, str) and key in self.columns:
            return self._known(found, key)
        return found

    def __getattr__(self, name: str) -> Any:  # type: ignore[misc]
        """Give a column by its name, as pandas does.

        Raises:
            AttributeError: there is none; the message names the nearest.
        """
        try:
            return super().__getattr__(name)  # type: ignore[misc]
        except AttributeError as error:
            nearest = None if name.startswith("_") else _no_column(name, self.columns)
            raise (AttributeError(str(nearest)) if nearest else error) from None

    def _known(self, column: pd.Series, name: str) -> pd.Series:
        made = MonthsSeries(column)
        made.periods = self.months_of() if name in self.once() else None
        made.fen = self.attrs.get("fen") if name in self.attrs.get("money_columns", ()) else None
        return made

    def once(self) -> frozenset[str]:
        """Give the names of the columns of which months don't add up."""
        return PACKAGE_COLUMNS.once | frozenset(self.attrs.get("once", ()))

    def months_of(self) -> pd.Series | None:
        """Give the month of each row, `None` where the frame doesn't say it."""
        if "period" in self.columns:
            return pd.Series(super().__getitem__("period"))
        if "period" in self.index.names:
            return pd.Series(self.index.get_level_values("period"), index=self.index)
        return None

    def sum(self, *args: Any, **named: Any) -> Any:
        """Add up columns.

        Raises:
            DoorError: one of several months that each month says again.
        """
        down = (args[0] if args else named.get("axis", 0)) in (0, "index")
        months = self.months_of() if down else None
        if months is not None and (count := int(months.nunique())) > 1:
            for name in self.columns:
                if name in self.once():
                    raise refusal(str(name), count)
        return super().sum(*args, **named)

    def groupby(self, *args: Any, **named: Any) -> Any:
        """Group rows as pandas does; sums over several months are refused as by `sum`."""
        groups = self._suggesting(super().groupby, *args, **named)
        groups.__class__ = FrameGroups
        return groups

    def sort_values(self, *args: Any, **named: Any) -> Any:
        """Sort as pandas does; a column that there is not is answered with the nearest."""
        return self._suggesting(super().sort_values, *args, **named)

    def merge(self, *args: Any, **named: Any) -> Any:
        """Join as pandas does; a column that there is not is answered with the nearest."""
        return self._suggesting(super().merge, *args, **named)

    def query(self, *args: Any, **named: Any) -> Any:
        """Choose rows as pandas does; a column that there is not, or a word that no row can hold, is answered with what there is."""
        level = named.pop("level", 0) + 2  # `@name` is one of whoever asks
        return self._suggesting(super().query, *args, level=level, **named)

    def _get_cleaned_column_resolvers(self) -> dict[Hashable, Any]:
        own: dict[Hashable, Any] = super()._get_cleaned_column_resolvers()  # type: ignore[misc]
        return {name: MonthsSeries(column) if isinstance(column, pd.Series) else column for name, column in own.items()}

    def _suggesting(self, act: Callable[..., Any], *args: Any, **named: Any) -> Any:
        try:
            return act(*args, **named)
        except NoColumnError:
            raise
        except (KeyError, NameError) as error:
            name = str(error.args[0])
            name = found[1] if (found := _QUOTED.search(name)) else name
            raise _no_column(name, self.columns) or error from None

    def pivot_table(self, values: Any = None, index: Any = None, columns: Any = None, *args: Any, **named: Any) -> Any:
        """Make a pivot table as pandas does; sums over several months are refused as by `sum`."""
        if "sum" in (*args[:1], named.get("aggfunc")) and values is not None:
            keys = [key for part in (index, columns) if part is not None for key in _listed(part)]
            self.groupby(keys)[_listed(values)].sum(numeric_only=True)
        return super().pivot_table(values, index, columns, *args, **named)

    def _repr_html_(self) -> str | None:  # type: ignore[override]
        shown: str | None = super()._repr_html_()  # type: ignore[misc]
        said = self.attrs.get("about", "")
        return f"<p>{said}</p>{shown}" if shown and said else shown


def _listed(part: Any) -> list[Any]:
    return list(part) if isinstance(part, list | tuple | pd.Index) else [part]


def _no_column(key: Any, columns: Iterable[Hashable]) -> NoColumnError | None:
    """Say which column is nearest to a name that is none."""
    known = [name for name in columns if isinstance(name, str)]
    for name in _listed(key):
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


class _Guarded:
    """What groups of rows have in common: no sums over several months."""

    def _gotitem(self, key: Any, ndim: int, subset: Any = None) -> Any:
        own = (
            subset if ndim == 2 or isinstance(subset, MonthsSeries) else None
        )  # None: the frame's column, with its months
        found = super()._gotitem(key, ndim, own)  # type: ignore[misc]
        found.__class__ = FrameGroups if isinstance(found, DataFrameGroupBy) else SeriesGroups
        return found

    def sum(self, *args: Any, **named: Any) -> Any:
        """Add up by groups.

        Raises:
            DoorError: amounts of a group's several months that each month says again.
        """
        periods, names = self._months()
        if periods is not None and names:
            by_group = periods.groupby(self.ngroup().to_numpy())  # type: ignore[attr-defined]
            if len(by_group) and (months := int(by_group.nunique().max())) > 1:
                raise refusal(names[0], months)
        return super().sum(*args, **named)  # type: ignore[misc]

    def _months(self) -> tuple[pd.Series | None, list[str]]:
        """Give the months of the rows by their place, and the columns to be added up of which months don't add up."""
        raise NotImplementedError


class FrameGroups(_Guarded, DataFrameGroupBy):  # type: ignore[type-arg, misc]
    """Groups of rows."""

    def _months(self) -> tuple[pd.Series | None, list[str]]:
        frame = self.obj
        months = frame.months_of()
        columns = self._selected_obj.columns if self._selection is not None else frame.columns
        return (None if months is None else months.reset_index(drop=True)), [n for n in columns if n in frame.once()]


class SeriesGroups(_Guarded, SeriesGroupBy):  # type: ignore[type-arg, misc]
    """Groups of a column's rows."""

    def _months(self) -> tuple[pd.Series | None, list[str]]:
        column = self.obj
        if not isinstance(column, MonthsSeries) or column.periods is None or not column.periods.index.is_unique:
            return None, []
        return column.periods.reindex(column.index).reset_index(drop=True), [str(column.name)]


class Described(pd.DataFrame):
    """A table that is shown whole."""

    @property
    def _constructor(self) -> Callable[..., pd.DataFrame]:
        return Described

    def __repr__(self) -> str:
        return self.to_string(index=False)

    def _repr_html_(self) -> str | None:  # type: ignore[override]
        return str(self.to_html(index=False))
