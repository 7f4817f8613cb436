"""What a kind of planted fault is: which returns suit it, and what it does to one."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Literal

from zzlib.synthetic.filings import FilingMark, Return
from zzlib.synthetic.plan import PlannedCounty
from zzlib.synthetic.projects import PlannedRow, Project
from zzlib.synthetic.reorganised import form_of
from zzlib.synthetic.styles import WrittenStyle

When = Literal["any", "last"]


@dataclass(frozen=True)
class Case:
    """A return that a fault may be planted in, and the same unit's return of the month before (`None`: none stood)."""

    county: PlannedCounty
    item: Return
    before: Return | None = None
    value: str = ""

    def row_before(self, index: int) -> PlannedRow | None:
        """Give the row of last month's return that speaks of the same fund line."""
        row = self.item.rows[index]
        rows = self.before.rows if self.before else ()
        return next((r for r in rows if (r.project.name, r.number) == (row.project.name, row.number)), None)

    @property
    def style(self) -> WrittenStyle:
        """The form of the unit, before messes."""
        return form_of(self.county, self.item.unit_id, self.item.month)

    def shows(self, field: str) -> bool:
        """Tell whether the unit's form has a column of a field."""
        return field in self.style.columns

    def is_twin(self, index: int) -> bool:
        """Tell whether two units file the project of a row."""
        return any(twin.name == self.item.rows[index].project.name for twin in self.county.spec.twins)


Suits = Callable[[Case, int], bool]
Plant = Callable[[Case, int], Return | tuple[Return, ...]]


@dataclass(frozen=True)
class FaultKind:
    """A kind of fault: how it is planted at a row, which row suits it (`None`: it strikes the whole file).

    `when` is `last` for what shows beside other months: in the last month its shadow falls on none that follows.
    `lists` names the words (`words.toml`) from which its value is drawn.
    """

    code: str
    field: str
    plant: Plant
    suits: Suits | None = None
    when: When = "any"
    lists: str = ""

    def place(self, case: Case) -> int | None:
        """Give the index of the first row that suits, 0 for a whole file, `None` if it can't be planted."""
        if self.suits is None:
            return 0
        return next((i for i in range(len(case.item.rows)) if self.suits(case, i)), None)


def marked(
    item: Return, code: str, key: tuple[int | str, ...] = (), field: str = "", value: str | None = None
) -> Return:
    """Give the return with a fault noted: its code, the place of its cell (see `Grid.places`), and what is said there."""
    return replace(item, planted=(*item.planted, FilingMark(code, key, field, value)))


def spoilt(item: Return, index: int, field: str, value: Any, lost: bool = False) -> Return:
    """Give the return with something else in a cell; `lost` if its amount can't be read any more."""
    gone = item.unreadable | ({(index, field)} if lost else set())
    return replace(item, raw=(*item.raw, (index, field, value)), unreadable=gone)


def with_project(item: Return, project: Project, **changes: Any) -> Return:
    """Give the return with a project that is changed in all its rows."""
    other = replace(project, **changes)
    return replace(item, rows=tuple(replace(r, project=other) if r.project is project else r for r in item.rows))


def with_row(item: Return, index: int, **values: Any) -> Return:
    """Give the return with other values in a row."""
    rows = item.rows
    return replace(item, rows=(*rows[:index], rows[index].with_values(**values), *rows[index + 1 :]))
