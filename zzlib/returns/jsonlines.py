"""An extraction as JSON lines, the form of `zz extract` (contracts, section 7)."""

import json
from collections.abc import Iterator
from typing import Any

from zzlib.issues import ISSUE_COLUMNS
from zzlib.money import yuan_text
from zzlib.returns.extraction import Extraction, Record, Sheet, Value
from zzlib.returns.form import fields


def to_json_lines(extraction: Extraction) -> Iterator[str]:
    """Give a line a record, then the summary; a file that can't be read gives the summary alone."""
    for record in extraction.records:
        yield _line({"file": extraction.file, **_record(record)})
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


def _record(record: Record) -> dict[str, Any]:
    return {
        "sheet": record.sheet,
        "row": record.row,
        "fields": {field_id: _value(field_id, value) for field_id, value in record.fields.items()},
        "other": {header: {"raw": raw.raw, "cell": raw.cell} for header, raw in record.other.items()},
    }


def _value(field_id: str, value: Value) -> dict[str, Any]:
    content = {"raw": value.raw, "cell": value.cell, "value": value.value, "unit": value.unit}
    if fields()[field_id].type == "money":
        content["value_yuan"] = None if value.fen is None else yuan_text(value.fen)
    return content


def _sheet(sheet: Sheet) -> dict[str, Any]:
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
