"""Receipts back (`zz receipts`): the workbook of each return annotated, or the receipt alone where that can't be done."""

import io
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from python_calamine import CalamineWorkbook, SheetTypeEnum

from zzlib.exchange.annotate import alone, annotated
from zzlib.exchange.forms import chosen_units
from zzlib.exchange.outbox import put_files
from zzlib.exchange.package import NOT_XLSX, UnmarkableError
from zzlib.exchange.receipt_contents import Contents
from zzlib.exchange.receipt_words import receipt_words
from zzlib.exchange.resubmission import Resubmission, resubmission
from zzlib.indicators import Month, measured
from zzlib.ledger import Ledger, open_ledger
from zzlib.ledger.alternatives import Alternatives
from zzlib.ledger.arrivals import Arrival
from zzlib.names import file_safe
from zzlib.vocabulary import Level
from zzlib.workspace import Workspace

_REPEATED = ("file_repeated", "file_order_unknown")


@dataclass(frozen=True)
class MadeReceipt:
    """The receipt of a file: its path among the receipts and its bytes.

    `not_marked` says why it stands alone, or `""`; `asks` tells that the unit has to answer something.
    """

    file: str
    unit_id: str
    path: str
    data: bytes
    not_marked: str
    counts: dict[str, int]
    asks: bool


@dataclass(frozen=True)
class WrittenReceipts:
    """The receipts of a period in their folder; `moved` is where changed ones went, if any."""

    folder: Path
    receipts: tuple[MadeReceipt, ...]
    moved: Path | None


def write_receipts(workspace: Workspace, period: str, units: Collection[str] = ()) -> WrittenReceipts:
    """Write the receipt of every return of a period (or of some units) into `outputs/receipts/<period>/`.

    Those of files with errors or warnings are, byte for byte, what a run of the same data publishes.

    Raises:
        UnknownUnitError: a unit is not in units.csv.
        PeriodError: there are no returns of this period.
        OSError: the receipts can't be written.
    """
    chosen = chosen_units(workspace, units, period) if units else None
    ledger = open_ledger(workspace, period)
    made = tuple(month_receipts(ledger, measured(ledger), chosen))
    folder = workspace.outputs_dir / "receipts" / period
    sent = put_files(folder, {r.path: r.data for r in made}, workspace.outputs_dir, whole=chosen is None)
    return WrittenReceipts(folder, made, sent.moved)


def month_receipts(
    ledger: Ledger, month: Month, units: Collection[str] | None = None, *, faulty_only: bool = False
) -> Iterator[MadeReceipt]:
    """Make the receipts of a month's files in order of name: of all units or some; `faulty_only` leaves out clean files."""
    contents = Contents(ledger, month)
    alternatives = Alternatives(ledger)
    repeated = set(month.issues.loc[month.issues["code"].isin(_REPEATED), "unit_id"])
    for arrival in ledger.arrivals[ledger.period]:
        unit_id = contents.unit_of(arrival.file)
        counts = {level.value: contents.count(arrival.file, level) for level in Level}
        faulty = counts[Level.ERROR] or counts[Level.WARNING]
        if (units is not None and unit_id not in units) or (faulty_only and not faulty):
            continue
        again = arrival.file in contents.used and unit_id in repeated
        change = resubmission(alternatives, ledger, month, unit_id, arrival.file) if again else None
        data, not_marked = _made(contents, arrival, change)
        yield MadeReceipt(
            arrival.file,
            unit_id,
            _path(arrival.file, not_marked),
            data,
            not_marked,
            counts,
            contents.asks(arrival.file),
        )


def _made(contents: Contents, arrival: Arrival, change: Resubmission | None) -> tuple[bytes, str]:
    """Give the receipt's bytes, and why it stands alone (`""` for an annotated workbook)."""
    why = NOT_XLSX
    if arrival.data.startswith(b"PK"):
        try:
            data = annotated(arrival.data, contents.receipt(arrival, change))
            if _same_values(arrival.data, data):
                return data, ""
            why = receipt_words().changed_by_marking
        except UnmarkableError as error:
            why = str(error)
        except Exception:
            # Parts of a workbook may be odd in ways without number; none may keep the other units from their receipts.
            why = receipt_words().changed_by_marking
    return alone(contents.receipt(arrival, change, why)), why


def _same_values(before: bytes, after: bytes) -> bool:
    """Tell whether every sheet of a workbook has the same values in its receipt."""
    old, new = (CalamineWorkbook.from_filelike(io.BytesIO(data)) for data in (before, after))
    sheets = [sheet.name for sheet in old.sheets_metadata if sheet.typ == SheetTypeEnum.WorkSheet]
    return new.sheet_names[1:] == old.sheet_names and all(
        old.get_sheet_by_name(name).to_python() == new.get_sheet_by_name(name).to_python() for name in sheets
    )


def _path(file: str, not_marked: str) -> str:
    """Give where a receipt lies among the receipts; names from inside a .zip may hold anything."""
    parts = [file_safe(part).rstrip(" .") for part in file.replace("\\", "/").split("/")]
    name = "/".join(part for part in parts if part)
    if not_marked:
        return f"{name}.回执.xlsx"
    return name if name.lower().endswith((".xlsx", ".xlsm")) else f"{name}.xlsx"
