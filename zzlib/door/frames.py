"""Frames and columns that know of which months they are, and refuse to add up amounts that each month says again.

A cumulative amount of several months has no sum. Refused are `frame["received"].sum()`, also after filters, arithmetic and
slices of rows; `frame.sum()`, whatever columns are chosen; sums by groups that hold several months (`groupby`, `pivot_table`);
and all that of months joined by `pd.concat`. Not seen is what has left its months behind: a renamed column, one after
`reset_index`, bare arrays (`to_numpy`), other aggregates than sums.
"""

import re
from collections.abc import Callable, Hashable
from typing import Any

import numpy as np
import pandas as pd
from pandas.api.extensions import ExtensionArray
from pandas.api.typing import DataFrameGroupBy, SeriesGroupBy

from zzlib.door.columns import PACKAGE_COLUMNS
from zzlib.door.missing import DoorError, NoColumnError, listed, no_column

_QUOTED = re.compile("'(.+?)'")
"""The name in what pandas says of one that it does not find."""
_IN_MONTH = ("received", "awarded")
_KEEP_ROWS = {
    None,
    "copy",
    "take",
    "astype",
    "fillna",
    "where",
    "mask",
    "round",
    "abs",
    "reindex",
    "sort_values",
    "sort_index",
}
"""The methods of pandas that leave each row under its own label, and what stands there an amount up to its month."""


class _OfMonths:
    """What a column and a frame have in common: the months of their rows, as far as these are known and don't add up.

    `periods` has a month a row, blank for a row that adds up; of rows that can't be told apart by their labels, those of all that
    they may be.
    """

    periods: ExtensionArray | None = None
    index: pd.Index

    def months_of(self) -> ExtensionArray | None:
        """Give the months of the rows, `None` where they aren't known."""
        return self.periods

    def by_row(self) -> ExtensionArray | None:
        """Give the month of each row, `None` where it isn't known."""
        own = self.months_of()
        return own if own is not None and len(own) == len(self.index) else None

    def __finalize__(self, other: Any, method: str | None = None, **named: Any) -> Any:
        """Pass on which months the rows are of, as far as they stay under their labels or are joined."""
        made = super().__finalize__(other, method=method, **named)  # type: ignore[misc]
        if method == "concat":
            made.joined([one for one in other.input_objs if isinstance(one, _OfMonths)])
        elif method not in _KEEP_ROWS:
            made.periods = None
        elif isinstance(other, _OfMonths):
            made.periods = other.months_under(made.index)
        return made

    def months_under(self, index: pd.Index) -> ExtensionArray | None:
        """Give the months of the rows that stand under some of the labels."""
        own = self.by_row()
        if own is None or self.index.equals(index):
            return own
        known = pd.Series(own, index=self.index)
        found: ExtensionArray = (
            known.reindex(index) if known.index.is_unique else known[known.index.isin(index)]
        ).array
        return found

    def joined(self, parts: list[Any]) -> None:
        """Take over what the parts know that this was put together of."""
        own = [part.by_row() for part in parts]
        if all(months is not None for months in own) and sum(map(len, own)) == len(self.index):
            self.periods = pd.concat([pd.Series(months) for months in own]).array

    def take(self, indices: Any, axis: Any = 0, **named: Any) -> Any:
        """Give rows or columns by place, as pandas does."""
        return self._at(super().take(indices, axis=axis, **named), indices, axis)  # type: ignore[misc]

    def _slice(self, rows: slice, axis: Any = 0, **named: Any) -> Any:
        return self._at(super()._slice(rows, axis=axis, **named), rows, axis)  # type: ignore[misc]

    def _at(self, found: Any, places: Any, axis: Any) -> Any:
        own = self.by_row()
        if own is not None and axis in (0, "index"):
            found.periods = own[places]
        return found


class MonthsSeries(_OfMonths, pd.Series):  # type: ignore[misc]  # `take` is pandas' own, with the months
    """A column; `fen` is what one of its unit of money is."""

    _metadata = ["_name", "periods", "fen"]
    fen: int | None = None

    @property
    def _constructor(self) -> Callable[..., pd.Series]:
        return MonthsSeries

    @property
    def _constructor_expanddim(self) -> Callable[..., pd.DataFrame]:
        return MonthsFrame

    def joined(self, parts: list[Any]) -> None:
        """Take over what the parts know, and their unit of money where it is one."""
        super().joined(parts)
        self.fen = parts[0].fen if len({getattr(part, "fen", None) for part in parts}) == 1 else None

    def _get_rows_with_mask(self, indexer: Any) -> Any:
        return self._at(super()._get_rows_with_mask(indexer), indexer, 0)  # type: ignore[misc]

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

    def groupby(self, *args: Any, **named: Any) -> Any:
        """Group rows as pandas does; sums over several months are refused as by `sum`."""
        groups = super().groupby(*args, **named)
        groups.__class__ = SeriesGroups
        return groups

    def months(self) -> int:
        """Tell how many months the rows are of, as far as that matters and is known."""
        return 1 if self.periods is None or self.dtype == bool else pd.Series(self.periods).nunique()

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
    if not len(fen) or not np.isfinite(fen).all() or np.abs(fen - whole).max() > 0.01 or np.abs(whole).max() >= 2**53:
        return total
    return sum(map(int, whole)) / amounts.fen


def refusal(name: str, months: int) -> DoorError:
    """Say that a column of several months has no sum, and what has one."""
    instead = f"用 {name}_in_month" if name in _IN_MONTH else "先筛出一个月（period）"
    return DoorError(f"{name} 每个月说的都是年初以来（或全年）的数，{months} 个月的不能相加；{instead}")


class MonthsFrame(_OfMonths, pd.DataFrame):  # type: ignore[misc]
    """A pandas frame with a row a project, fund line, unit or figure and month; see the head of this file."""

    _metadata = ["periods"]

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
            raise no_column(key, self.columns) or error from None
        return self._known(found, key) if isinstance(found, pd.Series) and isinstance(key, str) else found

    def _ixs(self, i: int, axis: Any = 0) -> Any:
        found = super()._ixs(i, axis)  # type: ignore[misc]
        return self._known(found, found.name) if axis == 1 else found

    def __getattr__(self, name: str) -> Any:  # type: ignore[misc]
        """Give a column by its name, as pandas does.

        Raises:
            AttributeError: there is none; the message names the nearest.
        """
        try:
            return super().__getattr__(name)  # type: ignore[misc]
        except AttributeError as error:
            nearest = None if name.startswith("_") else no_column(name, self.columns)
            raise (AttributeError(str(nearest)) if nearest else error) from None

    def _known(self, column: pd.Series, name: str) -> pd.Series:
        made = MonthsSeries(column)
        made.periods = self.by_row() if name in self.once() else None
        made.fen = self.attrs.get("fen") if name in self.attrs.get("money_columns", ()) else None
        return made

    def once(self) -> frozenset[str]:
        """Give the names of the columns of which months don't add up."""
        once = frozenset(self.attrs.get("once", PACKAGE_COLUMNS.once))
        return frozenset(str(name) for name, dtype in self.dtypes.items() if name in once and dtype.kind != "b")

    def months_of(self) -> ExtensionArray | None:
        """Give the months of the rows: the frame says them, or they are known of the one that it was made of."""
        if "period" in self.columns and isinstance(said := super().__getitem__("period"), pd.Series):
            months = pd.Series(said.array)
        elif "period" in self.index.names:
            months = pd.Series(self.index.get_level_values("period").array)
        else:
            return self.periods
        of_month = self.attrs.get("of_month", ())
        if of_month and "figure" in self.columns:
            months = months.mask(super().__getitem__("figure").isin(of_month).to_numpy())
        return months.array

    def joined(self, parts: list[Any]) -> None:
        """Take over what the parts know: of which columns months don't add up, and their unit of money where it is one."""
        super().joined(parts)
        told = [part.attrs for part in parts if "once" in part.attrs]
        for name in ("once", "of_month", "money_columns") if told and not self.attrs else ():
            self.attrs[name] = tuple(dict.fromkeys(one for attrs in told for one in attrs[name]))
        if len(units := {attrs["fen"] for attrs in told}) == 1:
            self.attrs["fen"] = units.pop()

    def sum(self, *args: Any, **named: Any) -> Any:
        """Add up columns.

        Raises:
            DoorError: one of several months that each month says again.
        """
        down = (args[0] if args else named.get("axis", 0)) in (0, "index")
        months = self.months_of() if down else None
        if months is not None and (count := pd.Series(months).nunique()) > 1:
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
            raise no_column(name, self.columns) or error from None

    def pivot_table(self, values: Any = None, index: Any = None, columns: Any = None, *args: Any, **named: Any) -> Any:
        """Make a pivot table as pandas does; sums over several months are refused as by `sum`."""
        if "sum" in (*args[:1], named.get("aggfunc")) and values is not None:
            keys = [key for part in (index, columns) if part is not None for key in listed(part)]
            self.groupby(keys)[listed(values)].sum(numeric_only=True)
        return super().pivot_table(values, index, columns, *args, **named)

    def _repr_html_(self) -> str | None:  # type: ignore[override]
        shown: str | None = super()._repr_html_()  # type: ignore[misc]
        said = self.attrs.get("about", "")
        return f"<p>{said}</p>{shown}" if shown and said else shown


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
            by_group = pd.Series(periods).groupby(self.ngroup().to_numpy())  # type: ignore[attr-defined]
            if len(by_group) and (months := int(by_group.nunique().max())) > 1:
                raise refusal(names[0], months)
        return super().sum(*args, **named)  # type: ignore[misc]

    def shift(self, *args: Any, **named: Any) -> Any:
        """Give what stands in another row of the group, as pandas does: an amount up to another month."""
        found = super().shift(*args, **named)  # type: ignore[misc]
        found.periods = None
        return found

    def _months(self) -> tuple[ExtensionArray | None, list[str]]:
        """Give the months of the rows by their place, and the columns to be added up of which months don't add up."""
        raise NotImplementedError


class FrameGroups(_Guarded, DataFrameGroupBy):  # type: ignore[type-arg, misc]
    """Groups of rows."""

    def _months(self) -> tuple[ExtensionArray | None, list[str]]:
        frame = self.obj
        columns = self._selected_obj.columns if self._selection is not None else frame.columns
        return frame.by_row(), [name for name in columns if name in frame.once()]


class SeriesGroups(_Guarded, SeriesGroupBy):  # type: ignore[type-arg, misc]
    """Groups of a column's rows."""

    def _months(self) -> tuple[ExtensionArray | None, list[str]]:
        column = self.obj
        return (column.by_row(), [str(column.name)]) if isinstance(column, MonthsSeries) else (None, [])


class Described(pd.DataFrame):
    """A table that is shown whole."""

    @property
    def _constructor(self) -> Callable[..., pd.DataFrame]:
        return Described

    def __repr__(self) -> str:
        return self.to_string(index=False)

    def _repr_html_(self) -> str | None:  # type: ignore[override]
        return str(self.to_html(index=False))
