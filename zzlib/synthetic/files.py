"""Write the returns of a month: workbooks, `received.csv`, and where the planted facts stand in them."""

import hashlib
from dataclasses import dataclass, replace
from pathlib import Path

from zzlib.synthetic.filings import Return
from zzlib.synthetic.locked import locked_workbook
from zzlib.synthetic.plan import County
from zzlib.synthetic.sheet import Grid, SheetWriter
from zzlib.synthetic.spec import Planted
from zzlib.synthetic.styles import Style, unit_style
from zzlib.synthetic.tables import write_table
from zzlib.synthetic.workbook import address, cover_sheet, workbook_bytes

RECEIVED_COLUMNS = ("file", "sha256", "unit_id", "received_at", "by")
CLERK = "责任人甲"
"""Who takes returns in, in `received.csv` (`by`)."""


@dataclass(frozen=True)
class Written:
    """A return as written: its file name, sheet, bytes, and where its values stand."""

    item: Return
    file: str
    sheet: str
    data: bytes
    grid: Grid

    def cell(self, *place: int | str) -> str:
        """Give the A1 address of a value (see `Grid.places`), or nothing if the form doesn't show it."""
        return address(self.grid.places[place]) if place in self.grid.places else ""

    def text(self, *place: int | str) -> str:
        """Give what stands there as text."""
        value = self.grid.cells[self.grid.places[place]][0] if place in self.grid.places else None
        return "" if value is None else str(value)


def write_return(county: County, item: Return) -> Written:
    """Make the workbook of a return in the style of its unit."""
    style = _return_style(county, item)
    grid = SheetWriter(county, item, style).lay_out()
    sheet = style.sheet.format(month=item.month)
    sheets = {"填表说明": cover_sheet()} if style.cover_sheet else {}
    name = item.alias or style.unit_name
    file = style.file_pattern.format(unit=name, year=county.spec.year, month=item.month)
    if item.draft:
        file = file.replace(".xlsx", "（初稿）.xlsx")
    data = workbook_bytes(sheets | {sheet: grid})
    bodies = {"workbook": data, "truncated": data[: len(data) // 2], "nothing": b"", "locked": locked_workbook()}
    return Written(item, file, sheet, bodies[item.body], grid)


def _return_style(county: County, item: Return) -> Style:
    unit = county.units[item.unit_id]
    style = unit_style(unit, county.spec.mess, county.rng("style", unit.id))
    # Without a unit of money every amount is unreadable; a typed nought would leave open whether it is one of them.
    return style if item.money_unit_stated else replace(style, nil=None)


def write_month(county: County, returns: list[Return], folder: Path) -> list[Written]:
    """Write the workbooks and `received.csv` of one month into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    written = [write_return(county, item) for item in returns]
    for one in written:
        (folder / one.file).write_bytes(one.data)
    write_table(folder / "received.csv", RECEIVED_COLUMNS, [_received(county, one) for one in written])
    return written


def _received(county: County, one: Written) -> dict[str, object]:
    """Give the line of `received.csv`; the office notes the unit of a file that doesn't open, else only now and then."""
    item = one.item
    noted = not item.readable or (item.known_unit and county.rng("noted", item.unit_id, item.month).random() < 0.7)
    return {
        "file": one.file,
        "sha256": hashlib.sha256(one.data).hexdigest(),
        "unit_id": item.unit_id if noted else "",
        "received_at": item.received_at.isoformat(),
        "by": CLERK,
    }


def planted_here(one: Written, fault: Planted) -> tuple[str, str, str]:
    """Give cell, field and raw text of a planted fault in the return that holds it."""
    item = one.item
    if not item.readable or fault.code == "money_unit_unstated":
        return "", "", ""
    if fault.code == "unit_unknown":
        return one.cell("unit"), "unit", item.alias
    if fault.code == "total_mismatch":
        return one.cell("total", "received"), "received", one.text("total", "received")
    if fault.code == "row_duplicate":
        return one.cell("repeated"), "project_name", one.text("repeated")
    place = next(number for number, name, _ in item.raw if name == fault.field)
    return one.cell(place, fault.field), fault.field, fault.value
