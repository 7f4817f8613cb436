"""An extraction as JSON lines, the form of `zz extract` (contracts, section 7)."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from zzlib.issues import ISSUE_COLUMNS
from zzlib.money import yuan_text
from zzlib.returns.cells.amounts import read_amount, read_percent
from zzlib.returns.cells.organisations import named_units
from zzlib.returns.cells.spans import read_span
from zzlib.returns.extraction import ExtractedSheet, Extraction, Raw, Record, Value
from zzlib.returns.form import Form, FormField, package_form
from zzlib.returns.layout.labels import header_unit, holds_spans


def to_json_lines(extraction: Extraction, form: Form | None = None) -> Iterator[str]:
    """Give a line a record, then the summary; a file that can't be read gives the summary alone.

    `form` is the one that the file was read by (default: the package's).
    """
    known = (form or package_form()).fields
    for record in extraction.records:
        yield _line({"file": extraction.file, **_record(record, known)})
    issues = [{name: str(getattr(issue, name)) for name in ISSUE_COLUMNS} for issue in extraction.issues]
    summary = {
        "file": extraction.file,
        "records": len(extraction.records),
        "sheets": [_sheet(sheet) for sheet in extraction.sheets],
        "issues": issues,
    }
    yield _line({"summary": summary})


def _line(content: dict[str, Any]) -> str:
    return json.dumps(content, ensure_ascii=False)


def _record(record: Record, known: Mapping[str, FormField]) -> dict[str, Any]:
    return {
        "sheet": record.sheet,
        "row": record.row,
        "fields": {field_id: _value(known[field_id].type, value) for field_id, value in record.fields.items()},
        "other": {header: _raw(header, raw) for header, raw in record.other.items()},
    }


def _value(kind: str, value: Value) -> dict[str, Any]:
    content: dict[str, Any] = {"raw": value.raw, "cell": value.cell, "value": value.value, "unit": value.unit}
    if kind == "money":
        content["value_yuan"] = None if value.fen is None else yuan_text(value.fen)
    if kind == "date":
        content |= _span(value.raw)
    if kind == "unit" and len(units := named_units(value.raw)) > 1:
        content["units"] = list(units)
    return content


def _raw(header: str, raw: Raw) -> dict[str, Any]:
    """Give a cell of a column that is no field's; an amount with the header's unit, a percentage with its value, a span with its ends."""
    content: dict[str, Any] = {"raw": raw.raw, "cell": raw.cell}
    if (unit := header_unit(header)) and read_amount(raw.raw):
        content["unit"] = unit
    if (share := read_percent(raw.raw)) is not None:
        content["value"] = f"{share:f}"
    return content | (_span(raw.raw) if holds_spans(header) else {})


def _span(text: str) -> dict[str, Any]:
    span = read_span(text)
    return {"start": span.start, "end": span.end} if span else {}


def _sheet(sheet: ExtractedSheet) -> dict[str, Any]:
    return {
        "name": sheet.name,
        "header_rows": list(sheet.header_rows),
        "records": sheet.records,
        "money_unit": sheet.money_unit,
        "totals": [
            {"cell": total.cell, "label": total.label, "stated": total.stated, "computed": total.computed}
            for total in sheet.totals
        ],
        "skipped": [{"rows": skipped.rows, "why": skipped.why} for skipped in sheet.skipped],
    }
