"""What people write beside amounts that may change their meaning: shown to the clerk at the row, never acted on."""

from collections.abc import Iterator, Sequence

from zzlib.returns.cells.amounts import states_foreign_money
from zzlib.returns.cells.text import address, fold, one_line
from zzlib.returns.cells.words import words
from zzlib.returns.containers.grid import Grid
from zzlib.returns.extraction import Record
from zzlib.returns.findings import IssueCollector
from zzlib.returns.form import fields

_LONGEST = 200
"""Letters of a text that are shown."""


def report_hints(records: Sequence[Record], grid: Grid, findings: IssueCollector) -> None:
    """Say of records what remarks, comments and colours tell of them, with the text."""
    rows = {record.row - 1: record for record in records}
    overriding = (words().hints.telling, words().hints.letter, words().hints.aside)
    for record in records:
        for field, label, text, cell in _texts(record):
            if words().hints.telling.search(fold(text)):
                findings.add("remark_tells", cell=cell, field=field, value=_short(text), label=label, row=record.row)
            if (
                field != "project_name"
                and _tells_of_foreign_money(text)
                and any(value.fen for value in record.fields.values())
            ):
                findings.add("remark_foreign", cell=cell, field=field, value=_short(text), label=label, row=record.row)
    for (row, column), text in sorted(grid.comments.items()):
        if row in rows:
            findings.add("cell_comment", cell=address(row, column), value=_short(text), row=row + 1)
    for (row, column), text in sorted(grid.boxes.items()):
        if any(pattern.search(fold(text)) for pattern in overriding):
            findings.add("text_box", cell=address(row, column), value=_short(text))
    for row, colour, legend in _coloured(grid, rows):
        name = rows[row].fields["project_name"]
        place = {"cell": name.cell, "field": "project_name", "value": name.raw}
        findings.add("row_coloured", **place, row=row + 1, colour=colour, legend=_short(legend))


def report_letter(letter: str, findings: IssueCollector) -> None:
    """Warn of what the letter that brought a file says where that corrects the file."""
    text = one_line(letter)
    if said := words().hints.letter.search(text):
        start = max(0, said.start() - _LONGEST // 2)
        findings.add("letter_says", value=_short(text[start:]))


def _texts(record: Record) -> Iterator[tuple[str, str, str, str]]:
    """Give the texts of a record in which people remark on it: field, label, text, cell."""
    for field_id in words().hints.fields:
        if value := record.fields.get(field_id):
            yield field_id, fields()[field_id].label, value.raw, value.cell
    for header, raw in record.other.items():
        yield "", header, raw.raw, raw.cell


def _coloured(grid: Grid, rows: dict[int, Record]) -> Iterator[tuple[int, str, str]]:
    """Give the rows that bear a colour of which a text of the sheet says what it means."""
    if not grid.colours:
        return
    legends: dict[str, str] = {}
    for number, cells in enumerate(grid.rows):
        for text in cells if number not in rows else ():
            if isinstance(text, str) and (said := words().hints.legend.search(fold(text))):
                legends.setdefault(next(filter(None, said.groups())), text)
    found = {(row, colour) for (row, _), colour in grid.colours.items() if row in rows and colour in legends}
    for row, colour in sorted(found):
        if "project_name" in rows[row].fields:
            yield row, colour, legends[colour]


def _short(text: str) -> str:
    text = one_line(text)
    return text if len(text) <= _LONGEST else text[:_LONGEST] + "……"


def _tells_of_foreign_money(text: str) -> bool:
    return states_foreign_money(text) and not words().hints.turned_into_yuan.search(fold(text))
