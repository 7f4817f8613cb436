"""Who files what and when: a `Return` for every file that a unit sends in a month."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from typing import Any, Literal

from zzlib.periods import following_month_day
from zzlib.synthetic.plan import PlannedCounty
from zzlib.synthetic.projects import PlannedRow
from zzlib.synthetic.reorganised import held, members
from zzlib.vocabulary import Filing

DUE_DAY = 5
_ASKS_SINCE_START = 0.4
Body = Literal["workbook", "truncated", "nothing", "locked", "picture", "outsized", "binary", "archive"]


@dataclass(frozen=True)
class FilingMark:
    """A fault that was planted: its code, where its cell stands (see `Grid.places`), and what it says (`None`: look there)."""

    code: str
    key: tuple[int | str, ...] = ()
    field: str = ""
    value: str | None = None


@dataclass(frozen=True)
class Return:
    """A file that a unit sends for a month.

    `raw` replaces what a cell (row index, field) shows; `unreadable` lists the money cells that can't be read so.
    `known_unit` is false when the file bears a name (`alias`) that no unit has. `draft` marks the older of two files.
    `total_off` is added to the received total (fen); `repeated` is the row that stands twice. `edits` change the sheets
    once they are laid out; `usable` is false when what is in them can't be used as a return; `workbook` keeps it an .xlsx,
    `barred` are slots of messes that it can't have.
    `kind` is how it is written instead (see `formats`). `needs` are columns that the form must have, `no_nil` leaves cells without money blank, `plain_rows` has no captions of groups,
    `nothing_said` leaves the words 零报告 out. `file` and `register_time` replace what the folder and register say (`noted`: whose it may be), and
    `stated_month` what the file says. `planted` notes the faults. `foreign` are the rows that name another unit, and don't
    count; `undecided` tells that a person has yet to say what counts, `asked` that this whole file waits for that.
    """

    unit_id: str
    month: int
    rows: tuple[PlannedRow, ...]
    received_at: datetime
    filing: Filing
    draft: bool = False
    body: Body = "workbook"
    raw: tuple[tuple[int, str, Any], ...] = ()
    unreadable: frozenset[tuple[int, str]] = frozenset()
    known_unit: bool = True
    alias: str = ""
    money_unit_stated: bool = True
    total_off: int = 0
    repeated: int | None = None
    edits: tuple[Callable[[Any], None], ...] = ()
    usable: bool = True
    workbook: bool = False
    barred: tuple[str, ...] = ()
    kind: str = ""
    needs: tuple[str, ...] = ()
    no_nil: bool = False
    plain_rows: bool = False
    nothing_said: bool = False
    file: str = ""
    register_time: str = ""
    noted: bool = True
    stated_month: int = 0
    foreign: frozenset[int] = frozenset()
    undecided: bool = False
    asked: bool = False
    planted: tuple[FilingMark, ...] = ()

    @property
    def readable(self) -> bool:
        """Tell whether the file can be read as a return."""
        return self.body == "workbook" and self.usable


def county_returns(county: PlannedCounty) -> list[Return]:
    """Give all returns of all months, a draft before the return that replaces it."""
    return [
        item
        for month in county.spec.collected
        for unit in members(county, month)
        if unit.returns and month not in unit.misses
        for item in _unit_returns(county, unit.id, month)
    ]


def unit_rows(county: PlannedCounty, unit_id: str, month: int) -> tuple[PlannedRow, ...]:
    """Give the rows of a unit's return: the fund lines of the projects that have appeared by the month."""
    return tuple(
        project.row(number, month, county.spec.step).without(county.spec.unfilled)
        for project in held(county, unit_id, month)
        if project.first <= month
        for number in range(len(project.lines))
    )


def _unit_returns(county: PlannedCounty, unit_id: str, month: int) -> list[Return]:
    rng = county.rng("filing", unit_id, month)
    unit = county.units[unit_id]
    is_late = month in unit.late
    due = following_month_day(county.period(month), DUE_DAY)
    day = due + timedelta(days=rng.randrange(1, 6)) if is_late else due - timedelta(days=rng.randrange(0, DUE_DAY - 1))
    received_at = datetime.combine(day, time(rng.randrange(8, 18), rng.randrange(60), rng.randrange(60)))
    rows = unit_rows(county, unit_id, month)
    filed = Return(unit_id, month, rows, received_at, Filing.LATE if is_late else Filing.ON_TIME)
    if county.spec.over_years and county.rng("since start", unit_id).random() < _ASKS_SINCE_START:
        filed = replace(filed, needs=("received_since_start",), barred=("since",))
    if month not in unit.resubmits:
        return [filed]
    earlier = replace(filed, draft=True, rows=_draft_rows(rows), received_at=received_at - timedelta(hours=20))
    return [earlier, filed]


def _draft_rows(rows: tuple[PlannedRow, ...]) -> tuple[PlannedRow, ...]:
    """Give rows as a first version had them: the first received amount was only half of it."""
    place = next((i for i, row in enumerate(rows) if row.money("received") > 0), None)
    if place is None:
        return rows
    half = rows[place].money("received") // 2
    changed = rows[place].with_values(received=half, received_month=0, paid=min(half, rows[place].money("paid")))
    return (*rows[:place], changed, *rows[place + 1 :])
