"""A unit by any of its names."""

import html
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from zzlib.door.editions import Months, periods_of
from zzlib.door.frames import MonthsFrame
from zzlib.door.making import made_frame
from zzlib.door.missing import DoorError
from zzlib.ledger.registry import UnknownUnitError, read_registry, unit_called
from zzlib.workspace import Workspace


@dataclass(frozen=True)
class DoorUnit:
    """A unit of the county: who it is, and its rows."""

    unit_id: str
    name: str
    full_name: str
    group: str
    workspace: Workspace = field(repr=False, compare=False)

    def __str__(self) -> str:
        """Give its short name."""
        return self.name

    def projects(self, months: Months = None, money: str = "yuan") -> MonthsFrame:
        """Give its projects (`zz.projects`)."""
        return self._own("projects", months, money)

    def funding(self, months: Months = None, money: str = "yuan") -> MonthsFrame:
        """Give its fund lines (`zz.funding`)."""
        return self._own("funding", months, money)

    def months(self, months: Months = None, money: str = "yuan") -> MonthsFrame:
        """Give a row a month (`zz.units`)."""
        return self._own("units", months, money)

    def figures(self, months: Months = None, money: str = "yuan") -> MonthsFrame:
        """Give its figures (`zz.figures`)."""
        frame = made_frame("figures", periods_of(months, self.workspace), self.workspace, money)
        return _rows(frame, frame["scope"] == f"unit:{self.unit_id}")

    def _own(self, table: str, months: Months, money: str) -> MonthsFrame:
        frame = made_frame(table, periods_of(months, self.workspace), self.workspace, money)  # type: ignore[arg-type]
        return _rows(frame, frame["unit_id"] == self.unit_id)

    def _repr_html_(self) -> str:
        names = "　".join(filter(None, (self.unit_id, self.full_name, self.group)))
        own = self.months().T
        table = pd.DataFrame(own).to_html(header=False)
        return f"<p><strong>{html.escape(self.name)}</strong>　{html.escape(names)}</p>{table}"


def _rows(frame: MonthsFrame, chosen: pd.Series) -> MonthsFrame:
    rows: MonthsFrame = frame[chosen].reset_index(drop=True)
    return rows


def unit(name: str | DoorUnit, root: Path | str | None = None) -> DoorUnit:
    """Give a unit by its name, full or former name, decided alias or id; 县, 本县 or the county's name may stand before it.

    Names count exactly; likeness only orders what the message suggests.

    Raises:
        DoorError: no unit bears the name.
    """
    if isinstance(name, DoorUnit):
        return name
    workspace = Workspace.find(root)
    [period] = periods_of(None, workspace)
    try:
        unit_id = unit_called(workspace, str(name), period)
    except UnknownUnitError as error:
        raise DoorError(str(error)) from error
    units = read_registry(workspace, period).units
    [row] = units[units["unit_id"] == unit_id].to_dict("records")
    return DoorUnit(unit_id, row["name"], row["full_name"], row["group"], workspace)
