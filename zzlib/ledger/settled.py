"""What reading a file said of a cell is no open question any more once a person corrected the cell: the correction tells of it."""

from collections.abc import Iterable, Mapping, Sequence

from zzlib.issues import Issue, catalogue, issue
from zzlib.ledger.lines import Line
from zzlib.returns.extraction import Value
from zzlib.vocabulary import Level

_OF_COLUMNS = ("column_hidden", "money_unit_unstated")
"""What is said of all the amounts of a column at once."""

_OF_ROWS = ("sum_row_likely", "sum_row_unsure", "sum_row_possible", "sum_row_changed")
"""What is asked of a row whatever its amounts: whether it is a sum."""

_Cell = tuple[str, str, str, str, str]


def settled(issues: Sequence[Issue], lines: Iterable[Line]) -> list[Issue]:
    """Leave out the errors and warnings of a month's files that corrections settled; the notice of the correction names them.

    Such an issue is about a cell that was corrected, or about a row or a column of which nothing is left that can't be read.
    """
    lines = list(lines)
    corrected: dict[tuple[str, str, str], list[Line]] = {_sheet(line): [] for line in lines if line.corrected}
    for line in lines:
        if (sheet := _sheet(line)) in corrected:
            corrected[sheet].append(line)
    titles: dict[_Cell, list[str]] = {}
    kept = []
    for said in issues:
        open_ = said.level is not Level.NOTICE and said.code not in _OF_ROWS
        own = corrected.get((said.period, said.file, said.sheet), []) if open_ else []
        if cells := _settling(said, own):
            for cell in cells:
                titles.setdefault(cell, []).append(catalogue()[said.code].title)
        else:
            kept.append(said)
    return [_naming(said, titles) for said in kept]


def _settling(said: Issue, lines: Sequence[Line]) -> list[_Cell]:
    """Give the corrected cells that settle an issue of their sheet; none where something of it is open."""
    if said.code in _OF_COLUMNS:
        about = [(line, said.field) for line in lines if said.field in line.record.fields]
    elif isinstance(names := said.details.get("fields"), str):
        about = [(line, f) for line in lines if line.record.row == said.details.get("row") for f in names.split(",")]
    else:
        about = [(line, said.field) for line in lines if said.cell and said.cell in _cells(line.value(said.field))]
    found = [(line, field) for line, field in about if field in _corrected(line)]
    if any(line.value(field).unreadable for line, field in about):
        return []
    return [(*_sheet(line), line.value(field).cell, field) for line, field in found]


def _corrected(line: Line) -> set[str]:
    return {name.partition(":")[0] for name in line.corrected}


def _cells(value: Value) -> set[str]:
    return {value.cell, *(part.cell for part in value.parts)}


def _sheet(line: Line) -> tuple[str, str, str]:
    return line.period, line.file, line.record.sheet


def _naming(said: Issue, titles: Mapping[_Cell, Sequence[str]]) -> Issue:
    """Give the notice of a correction with what it settled."""
    found = titles.get((said.period, said.file, said.sheet, said.cell, said.field), ())
    if said.code != "correction_applied" or not found:
        return said
    return issue(
        said.code, **said.place, **dict(said.details) | {"settled": f"；原来的问题：{'、'.join(dict.fromkeys(found))}"}
    )
