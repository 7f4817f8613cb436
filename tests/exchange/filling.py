"""Fill in forms as a clerk would, from what the returns of the month really say."""

import io
from collections import defaultdict
from decimal import Decimal
from typing import Any

import openpyxl
import pandas as pd

from zzlib.ledger import Ledger
from zzlib.money import FEN_PER_UNIT
from zzlib.returns import Extraction
from zzlib.vocabulary import Kind, Origin, SourceLevel, Stage

CUMULATIVE = ("applied", "awarded", "allotted", "received", "paid")
_LABELS = {"kind": Kind, "origin": Origin, "source_level": SourceLevel, "stage": Stage}
_TEXTS = ("project_name", "project_code", "kind", "origin", "policy_field", "fund_category", "source_level", "stage")


def lines_of(ledger: Ledger, unit_id: str) -> list[dict[str, Any]]:
    """Give the unit's own fund lines of the ledger's month, each with its project."""
    projects = {
        (p["unit_id"], p["project_id"]): p for p in ledger.month("projects").astype("object").to_dict("records")
    }
    lines = ledger.month("funding").astype("object")
    own = lines[(lines["unit_id"] == unit_id) & (lines["carried"] == False)]  # noqa: E712 - a column of objects
    return [projects[unit_id, line["project_id"]] | line for line in own.to_dict("records")]


def filled(form: bytes, lines: list[dict[str, Any]], rename: str = "") -> bytes:
    """Fill in a form with lines; `rename` is put behind the name of every project that is listed already."""
    book = openpyxl.load_workbook(io.BytesIO(form))
    sheet = book["月报表"]
    header = {str(c.value).split("（")[0].rstrip("*"): c.column for c in sheet[4] if c.value}
    from zzlib.returns import fields

    columns = {field_id: header[field.label] for field_id, field in fields().items() if field.label in header}
    total = next(r for r in range(5, sheet.max_row + 1) if sheet.cell(r, columns["project_name"]).value == "合计")
    waiting = defaultdict(list)
    for line in lines:
        waiting[line["project_id"]].append(line)
    new_row = next(r for r in range(5, total + 1) if not sheet.cell(r, columns["project_name"]).value)
    for row in range(5, new_row):
        own = waiting.get(sheet.cell(row, columns["project_key"]).value, [])
        if own:
            _fill(sheet, row, columns, own.pop(0), new=False)
            if rename:
                cell = sheet.cell(row, columns["project_name"])
                cell.value = f"{cell.value}{rename}"
        else:
            for column in columns.values():
                sheet.cell(row, column).value = None
    rest = [line for own in waiting.values() for line in own]
    missing = len(rest) - (total - new_row)
    if missing > 0:
        # A clerk inserts rows above the total; here the total just moves down.
        sheet.delete_rows(total)
    for row, line in enumerate(rest, start=new_row):
        _fill(sheet, row, columns, line, new=True)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _fill(sheet: Any, row: int, columns: dict[str, int], line: dict[str, Any], *, new: bool) -> None:
    for name in CUMULATIVE:
        fen = line[f"{name}_fen"]
        sheet.cell(row, columns[name]).value = None if pd.isna(fen) else wan(int(fen))
    land = line["land_granted"]
    sheet.cell(row, columns["land_granted"]).value = None if pd.isna(land) else float(land)
    for name in (*_TEXTS, "total_investment") if new else ("stage", "kind", "origin", "fund_category"):
        if name == "total_investment":
            fen = line["total_investment_fen"]
            value = None if pd.isna(fen) else wan(int(fen))
        else:
            value = line[name]
            if name in _LABELS:
                value = _LABELS[name].labels().get(value) if value != "unstated" else None
            value = None if value in ("", "未注明") else value
        sheet.cell(row, columns[name]).value = value


def wan(fen: int) -> float:
    return float(Decimal(fen) / FEN_PER_UNIT["万元"])


def amounts(lines: list[dict[str, Any]]) -> list[tuple[Any, ...]]:
    """Give name and amounts in fen of lines, sorted."""
    found = [
        (x["project_name"], *(None if pd.isna(fen := x[f"{f}_fen"]) else int(fen) for f in CUMULATIVE)) for x in lines
    ]
    return sorted(found, key=str)


def read_amounts(extraction: Extraction) -> list[tuple[Any, ...]]:
    """Give the same of the records that were read."""
    rows = [record.fields for record in extraction.records]
    return sorted(((row["project_name"].value, *(row[f].fen for f in CUMULATIVE)) for row in rows), key=str)
