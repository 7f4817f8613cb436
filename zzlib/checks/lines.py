"""What the checks of fund lines look at: each line with its project, beside the same line of the unit's last return."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from itertools import repeat
from typing import Any

import pandas as pd

from zzlib.checks.months import last_own_rows
from zzlib.form import Form
from zzlib.issues import Issue, issue
from zzlib.ledger import Ledger
from zzlib.ledger.places import Place, Places
from zzlib.money import FEN_PER_UNIT, display_money, number_text
from zzlib.vocabulary import Level

Row = dict[str, Any]
Key = tuple[str, str]
SINCE_START = "received_since_start"
"""The amount that goes on over the years."""


@dataclass(frozen=True)
class Pair:
    """A fund line of this month with the same line of last month and of the one before (`None`: it can't be told)."""

    now: Row
    before: Row | None
    earlier: Row | None


class Lines:
    """The month's fund lines that units filed themselves, with what an issue about one of them needs.

    `first` tells that it is the first of the year. `by_project` holds (unit_id, project_id) -> the project's lines. Amounts are fen, `<field>_fen`, and `pd.NA` where
    the cell is blank or unreadable.
    """

    def __init__(self, ledger: Ledger, places: Places) -> None:
        """Index the month's rows; lines that are carried from an earlier month were checked there."""
        self.ledger = ledger
        self.rhythm, self.form = ledger.workspace.rhythm, ledger.workspace.form
        self.first = len(self.rhythm.until(ledger.period)) == 1
        self._places = places
        self._replaced = {
            (*project_key(row), *line_name(row), row["field"], row["fen"], row["counts"])
            for row in records(ledger.replaced)
        }
        self._projects = {project_key(row): row for row in records(ledger.month("projects"))}
        self.by_project = _by_project(row for row in records(ledger.month("funding")) if not row["carried"])
        layouts = ledger.layouts
        columns = zip(layouts["source_id"], layouts["field_id"], strict=True)
        self._columns = dict(zip(columns, records(layouts), strict=True))
        self._reported: set[Place] = set()
        self.doubt(ledger.issues)

    def doubt(self, issues: Iterable[Issue]) -> None:
        """Let the cells of these errors and warnings be doubtful from here on."""
        cells = (i for i in issues if i.cell and i.level is not Level.NOTICE)
        self._reported |= {Place(i.period, i.file, i.sheet, i.cell) for i in cells}

    def pairs(self) -> list[Pair]:
        """Give every line with the same line of last month: the only one of its project, or of its category and level.

        A project whose lines are not the same in both months is one pair of sums, without what came in the month.
        Where last month has no return, the earlier one that stood for it is beside (`before["carried"]`).
        """
        return self._paired(last_own_rows(self.ledger, "funding", 1), last_own_rows(self.ledger, "funding", 2))

    def pairs_over_years(self) -> list[Pair]:
        """Give every line with the same line of the unit's last month, be it of last year: for what goes on since the start."""
        before = last_own_rows(self.ledger, "funding")
        if self.ledger.past:
            last = self.ledger.past.last_month("funding")
            before = pd.concat([before, last[~last["unit_id"].isin(before["unit_id"])]], ignore_index=True)
        return self._paired(before, before.iloc[:0])

    def _paired(self, before: pd.DataFrame, earlier: pd.DataFrame) -> list[Pair]:
        last, one_before = _by_project(records(before)), _by_project(records(earlier))
        projects = self.by_project.items()
        return [
            pair
            for key, now in projects
            for pair in _paired(now, last.get(key, []), one_before.get(key, []), self.form)
        ]

    def project(self, row: Row) -> Row:
        """Give the project's row of a line."""
        return self._projects[project_key(row)]

    def remarks(self, row: Row, words: Iterable[str]) -> bool:
        """Tell whether the project's remark speaks of one of these words."""
        return any(word in self.project(row)["remark"] for word in words)

    def place(self, row: Row, field: str) -> Place:
        """Give the cell of a line's field."""
        return self._places.at(row["source_id"], row["row"], field)

    def when(self, row: Row) -> str:
        """Say of which period a row is that stands for last month: the month's own name where it is carried over."""
        name = self.rhythm.name(self._places.at(row["source_id"], row["row"], "project_name").period)
        return name if row["carried"] else self.rhythm.said("上月")

    def has_column(self, row: Row, field: str) -> bool:
        """Tell whether the sheet of a row has a column of the field."""
        return (row["source_id"], field) in self._columns

    def header(self, row: Row, field: str) -> str:
        """Give the header of the field as written, `""` without a column."""
        return str(self._columns.get((row["source_id"], field), {}).get("header", ""))

    def doubtful(self, row: Row | None, field: str) -> bool:
        """Tell whether the cell can't be read, or an error or warning was said of it: what follows is left out."""
        if row is None:
            return False
        return self.place(row, field) in self._reported or bool(row.get(f"{field}_unreadable", False))

    def typed(self, row: Row, field: str, fen: int) -> str:
        """Write an amount as the unit would type it into the column: `320.5` in a column of 万元."""
        unit = self._columns.get((row["source_id"], field), {}).get("money_unit", "")
        return number_text(Decimal(fen) / FEN_PER_UNIT[unit], 10) if unit in FEN_PER_UNIT else display_money(fen)

    def followed(self, row: Row, field: str, before: int, now: int) -> bool:
        """Tell whether an amount fell to what a later file of an earlier month had put in the place of the one `before`."""
        return (*project_key(row), *line_name(row), field, before, now) in self._replaced

    def issue(self, code: str, row: Row, field: str, value: str, **details: Any) -> Issue:
        """Make an issue about a cell of a line; its details name the project and its id."""
        place = self.place(row, field)
        return issue(
            code,
            period=place.period,
            unit_id=row["unit_id"],
            file=place.file,
            sheet=place.sheet,
            cell=place.cell,
            field=field,
            value=value,
            label=self.form.label(field),
            project=self.project(row)["project_name"],
            project_id=row["project_id"],
            **details,
        )


def records(frame: pd.DataFrame) -> list[Row]:
    """Give a frame's rows by column name; missing amounts are `pd.NA`."""
    columns = [frame[name].to_numpy(dtype="object").tolist() for name in frame.columns]
    return [dict(zip(frame.columns, values, strict=True)) for values in zip(*columns, strict=True)]


def stated(row: Row | None, field: str) -> int | None:
    """Give an amount of a row in fen, `None` where there is none."""
    fen = row[f"{field}_fen"] if row is not None else None
    return fen if isinstance(fen, int) else None


def step(*amounts: int) -> int:
    """Give the step (fen, at most 1万元) that all amounts are multiples of: forms are filled in rounded."""
    return next(s for s in _STEPS if all(amount % s == 0 for amount in amounts))


_STEPS = (10**6, 10**5, 10**4, 10**3, 10**2, 10, 1)


def project_key(row: Row) -> Key:
    """Give what names a project over the months."""
    return row["unit_id"], row["project_id"]


def _by_project(rows: Iterable[Row]) -> dict[Key, list[Row]]:
    projects: dict[Key, list[Row]] = {}
    for row in rows:
        projects.setdefault(project_key(row), []).append(row)
    return projects


def _paired(now: list[Row], before: list[Row], earlier: list[Row], form: Form) -> list[Pair]:
    if not before:
        return [Pair(row, None, None) for row in now]
    same = _same(now, before)
    if same is None:
        older = _summed(earlier, form) if earlier else None
        return [Pair(_summed(now, form), _summed(before, form), older)]
    same_before = _same(now, earlier) or repeat(None, len(now))
    return [Pair(*rows) for rows in zip(now, same, same_before, strict=True)]


def _same(now: list[Row], before: list[Row]) -> list[Row] | None:
    """Give for each line of a project the same line of an earlier month; `None` if the lines are not the same."""
    if len(now) == len(before) == 1:
        return before
    names = [line_name(row) for row in now]
    named = {line_name(row): row for row in before}
    return [named[name] for name in names] if len(named) == len(before) and sorted(named) == sorted(names) else None


def line_name(row: Row) -> tuple[str, str]:
    """Give what tells a project's fund lines apart."""
    return row["fund_category"], row["source_level"]


def _summed(rows: list[Row], form: Form) -> Row:
    """Put a project's lines into one, placed at the first; an amount is unreadable if it is in one of them."""
    sums: Row = {"received_month_fen": pd.NA}
    for field in (*form.cumulative, SINCE_START):
        amounts = [amount for row in rows if (amount := stated(row, field)) is not None]
        sums[f"{field}_fen"] = sum(amounts) if amounts else pd.NA
        sums[f"{field}_unreadable"] = any(row[f"{field}_unreadable"] for row in rows)
    return rows[0] | sums
