"""A form of one project a sheet: labels with their values beside them, read as one record."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from zzlib.returns.amounts import is_blank, read_amount
from zzlib.returns.bounds import MAX_CARD
from zzlib.returns.columns import Candidate, FieldColumn, Layout, field_column, settle, values_confirm
from zzlib.returns.extraction import Raw, Record, Value
from zzlib.returns.findings import Findings
from zzlib.returns.form import fields
from zzlib.returns.grid import Grid
from zzlib.returns.header import HeaderColumn
from zzlib.returns.labels import AMOUNTS, field_hint, meaning
from zzlib.returns.leftout import lose
from zzlib.returns.text import address, plain_forms, plain_text
from zzlib.returns.values import ValueReader
from zzlib.returns.words import VALUES, Vocabulary

FEWEST_FIELDS = 3
"""Fields that a form has at least, besides the project's name; less may stand anywhere."""

_LONGEST_LABEL = 20


@dataclass(frozen=True)
class Entry:
    """A label with the captions over it, where it stands, and the cell and text of what stands beside it."""

    label: HeaderColumn
    place: tuple[int, int]
    within: str | None = None
    """What follows the label in the same cell (项目名称：甲工程)."""


@dataclass(frozen=True)
class Card:
    """The entries of a form, the fields they are, and those that may each be an amount, of which none is used."""

    entries: tuple[Entry, ...]
    layout: Layout
    unsettled: dict[str, tuple[Entry, ...]] = field(default_factory=dict)

    @property
    def first_row(self) -> int:
        """The row in which the first field stands."""
        return min(self.entry(column).label.row for column in self.layout.fields.values())

    def entry(self, column: FieldColumn) -> Entry:
        """Give the entry of a field."""
        return next(e for e in self.entries if address(e.label.row, e.label.column) == column.cell)


def find_card(grid: Grid, year: int | None, vocabulary: Vocabulary, findings: Findings) -> Card | None:
    """Recognise a form of one project; `None` if the sheet is none. A label that could be several is an issue."""
    if len(grid.rows) > MAX_CARD:
        return None
    covered = {
        (row, column): start
        for start, end in grid.merges
        for row in range(start[0], end[0] + 1)
        for column in range(start[1], end[1] + 1)
        if (row, column) != start
    }
    entries = tuple(entry for row in range(len(grid.rows)) for entry in _entries(grid, row, covered, vocabulary))
    by_field: dict[str, list[Candidate]] = defaultdict(list)
    for entry in entries:
        means = meaning(entry.label.path, year)
        if means and (not means.by_values or values_confirm(means.field_id, [_content(grid, entry)], vocabulary)):
            by_field[means.field_id].append(Candidate(entry.label, means))
    named = [e for e in entries if any(c.column == e.label for c in by_field["project_name"])]
    if len(by_field) <= FEWEST_FIELDS or not any(_content(grid, entry) for entry in named):
        return None
    chosen, _ = settle(by_field, findings)
    _report_left(grid, entries, named, findings)
    unsettled = {
        f: tuple(e for e in entries if any(c.column == e.label for c in found))
        for f, found in by_field.items()
        if f not in chosen and fields()[f].type in AMOUNTS
    }
    return Card(entries, Layout({f: field_column(f, column) for f, column in chosen.items()}, {}), unsettled)


def _report_left(grid: Grid, entries: Sequence[Entry], named: Sequence[Entry], findings: Findings) -> None:
    """Say that values stand beside those of a form that no label is for: in the row of its name and others, or amounts."""
    taken = {(e.label.row, e.label.column) for e in entries} | {entry.place for entry in entries}
    captions = {text for entry in entries for text in entry.label.path[:-1]}
    left = [
        (row, column)
        for row in sorted({entry.label.row for entry in entries})
        for column in grid.filled(row)
        if (row, column) not in taken and not is_blank(value := grid.cell(row, column)) and value not in captions
    ]
    amounts = {row for row, column in left if read_amount(grid.cell(row, column)) is not None}
    rows = {row for row, _ in left}
    if (named[0].label.row in rows and len(rows) > 1) or len(amounts) > 1:
        columns = [column for _, column in left]
        first, last = address(left[0][0], min(columns)), address(left[-1][0], max(columns))
        place = {"cell": first, "place": f"{first}:{last}", "value": _content(grid, named[0])}
        findings.add("card_values_left", **place)


def looks_like_card(grid: Grid, row: int) -> bool:
    """Tell a row of labels each beside its value, above others of the kind, from the header of a table."""
    labels = [_is_label(grid, row, column) for column in grid.filled(row)]
    alternate = labels[::2].count(True) == len(labels[::2]) and True not in labels[1::2]
    return alternate and sum(_is_label(grid, r, grid.filled(r)[0]) for r in range(len(grid.rows)) if grid.filled(r)) > 2


def read_card(grid: Grid, card: Card, layout: Layout, values: ValueReader) -> Record:
    """Read the record of a form; `layout` is the form's own with the units of money that count."""
    taken = {field_id: card.entry(column) for field_id, column in layout.fields.items()}
    read = {field_id: _value(grid, entry, layout.fields[field_id], values) for field_id, entry in taken.items()}
    for field_id, found in card.unsettled.items():
        may_be = (_value(grid, entry, field_column(field_id, entry.label), values.silent()) for entry in found)
        if stated := next((value for value in may_be if value.value is not None or value.unreadable), None):
            read[field_id] = lose(stated)
    read.setdefault("kind", Value("", "", "unstated"))
    other = {e.label.header: Raw(_content(grid, e), address(*e.place)) for e in card.entries if e not in taken.values()}
    first = min(entry.label.row for entry in card.entries)
    return Record(grid.name, first + 1, read, other)


def _value(grid: Grid, entry: Entry, column: FieldColumn, values: ValueReader) -> Value:
    if entry.within is not None:
        return values.read(column, entry.within, None, address(*entry.place))
    return values.read(column, grid.cell(*entry.place), grid.faults.get(entry.place), address(*entry.place))


def _content(grid: Grid, entry: Entry) -> str:
    fault = grid.faults.get(entry.place)
    return entry.within or (fault.text if fault else plain_text(grid.cell(*entry.place)))


def _entries(
    grid: Grid, row: int, covered: dict[tuple[int, int], tuple[int, int]], vocabulary: Vocabulary
) -> Iterator[Entry]:
    """Give the entries of a row: a label takes the cell beside it; a text before a label is a caption over it."""
    width = len(grid.rows[row])
    places = [c for c in range(width) if (row, c) not in covered]
    above = [grid.cell(*covered[row, c]) for c in range(width) if (row, c) in covered and covered[row, c][0] < row]
    caption = tuple(str(text) for text in above[:1] if text != "")
    position = 0
    while position < len(places):
        column = places[position]
        text = plain_text(grid.cell(row, column))
        beside = places[position + 1] if position + 1 < len(places) else None
        position += 1
        label, colon, within = plain_forms(text).partition(":")
        if colon and within.strip() and (hint := field_hint(label)):
            # 填报单位：X is the filing block's, who files and not whose project it is.
            if hint != "unit":
                yield Entry(HeaderColumn(column, (label,), row), (row, column), within.strip())
        elif is_blank(text) or len(text) > _LONGEST_LABEL or beside is None:
            continue
        elif _is_label(grid, row, beside) and not _answers(text, plain_text(grid.cell(row, beside)), vocabulary):
            # Nothing stands between two labels: the first is a caption over the others.
            caption = (text,)
        elif field_hint(text) or (grid.cell(row, beside) != "" and isinstance(grid.cell(row, column), str)):
            yield Entry(HeaderColumn(column, (*caption, text), row), (row, beside))
            position += 1


def _answers(label: str, text: str, vocabulary: Vocabulary) -> bool:
    """Tell whether a text that might be a label is a word for the value of the label before it: 项目阶段 / 到位."""
    hint = field_hint(label)
    return hint in VALUES and vocabulary.value(hint, text) is not None


def _is_label(grid: Grid, row: int, column: int) -> bool:
    value = grid.cell(row, column)
    return isinstance(value, str) and field_hint(value) is not None
