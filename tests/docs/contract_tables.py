"""The tables of docs/contracts.md that the program's data gives: `python -m tests.docs.contract_tables` renews them."""

import re
from collections.abc import Iterable
from pathlib import Path

from zzlib.reference_files import REFERENCE_COLUMNS
from zzlib.returns import FormField, fields
from zzlib.settings import Settings

FILE = Path(__file__).resolve().parents[2] / "docs" / "contracts.md"
_BASIS = {
    "": "",
    "month": "the month",
    "year_to_date": "year to date",
    "since_start": "since start",
    "project": "whole project",
}


def tables() -> dict[str, list[tuple[str, ...]]]:
    """Give the rows of each table by the first words of its head."""
    sections = ((name, known.annotation) for name, known in Settings.model_fields.items())
    return {
        "field_id": [_field(field) for field in fields().values()],
        "reference file": [(f"`{name}.csv`", ", ".join(columns)) for name, columns in REFERENCE_COLUMNS.items()],
        "section": [(f"`[{name}]`", _keys(section)) for name, section in sections],
    }


def _field(field: FormField) -> tuple[str, ...]:
    kind = ", ".join(filter(None, [field.type, field.unit, "personal" if field.personal else ""]))
    return f"`{field.field_id}`" + " *" * field.required, field.label, kind, _BASIS[field.basis]


def _keys(section: object) -> str:
    return ", ".join(getattr(section, "model_fields", ["any word"]))


def renewed(page: str) -> str:
    """Give the page with these tables as they should be."""
    for head, rows in tables().items():
        found = re.search(rf"^\| {head} \|.*\n\|[-|]+\n((?:\|.*\n)+)", page, re.M)
        assert found, head
        page = page[: found.start(1)] + _lines(rows) + page[found.end(1) :]
    return page


def _lines(rows: Iterable[tuple[str, ...]]) -> str:
    return "".join(f"| {' | '.join(row)} |\n".replace(" |  |", " | |") for row in rows)


if __name__ == "__main__":
    FILE.write_text(renewed(FILE.read_text(encoding="utf-8")), encoding="utf-8")
