"""A form of one project a sheet: labels with their values beside them, read as one record."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

from zzlib.returns.cells.amounts import is_blank, read_amount
from zzlib.returns.cells.text import Cell, address, plain_forms, plain_text
from zzlib.returns.cells.words import VALUES, Vocabulary
from zzlib.returns.containers.bounds import MAX_CARD
from zzlib.returns.containers.grid import Grid
from zzlib.returns.extraction import Raw, Record, Value
from zzlib.returns.findings import IssueCollector
from zzlib.returns.layout.column_sums import as_one, chosen_sums, summed, with_cell
from zzlib.returns.layout.columns import (
    Candidate,
    FieldColumn,
    Layout,
    column_told,
    field_column,
    report_told,
    settle,
    without_parts,
)
from zzlib.returns.layout.guesses import Unclaimed
from zzlib.returns.layout.header import HeaderColumn
from zzlib.returns.layout.headings import Headings, heading_key
from zzlib.returns.layout.labels import field_hint
from zzlib.returns.rows.values import ValueReader

FEWEST_FIELDS = 3
"""Fields that a form has at least, besides the project's name; less may stand anywhere."""

_LONGEST_LABEL = 20


@dataclass(frozen=True)
class CardEntry:
    """A label with the captions over it, where it stands, and the cell and text of what stands beside it."""

    label: HeaderColumn
    place: tuple[int, int]
    within: str | None = None
    """What follows the label in the same cell (项目名称：甲工程)."""

    def content(self, grid: Grid) -> Cell:
        """Give what stands beside the label, or after it."""
        return grid.cell(*self.place) if self.within is None else self.within

    def apart(self, grid: Grid) -> Grid:
        """Give the sheet with nothing but the content in the cell where it stands."""
        return grid if self.within is None else with_cell(grid, self.place, self.within)


@dataclass(frozen=True)
class Card:
    """The entries of a form, the fields they are, and the sheet with the sums that were decided to be a field.

    `asked` are the labels of which a person has to say what they are, `unsettled` those that may each be an amount, of
    which none is used.
    """

    entries: tuple[CardEntry, ...]
    layout: Layout
    grid: Grid
    asked: frozenset[HeaderColumn] = frozenset()
    unsettled: dict[str, tuple[HeaderColumn, ...]] = field(default_factory=dict)

    @property
    def first_row(self) -> int:
        """The row in which the first field stands."""
        return min(self.entry(column).label.row for column in self.layout.fields.values())

    def entry(self, column: FieldColumn) -> CardEntry:
        """Give the entry of a field."""
        return next(e for e in self.entries if address(e.label.row, e.label.column) == column.cell)

    def unclaimed(self, unit: str | None) -> list[Unclaimed]:
        """Give the labels that no field claims, each with what stands beside it; `unit` is that of bare amounts."""
        taken = [self.entry(column) for column in self.layout.fields.values()]
        free = (entry for entry in self.entries if entry not in taken and entry.label not in self.asked)
        return [Unclaimed(entry.label, entry.apart(self.grid), (entry.place,), unit) for entry in free]


def find_card(
    grid: Grid, year: int | None, vocabulary: Vocabulary, findings: IssueCollector, headings: Headings
) -> Card | None:
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
    entries = [entry for row in range(len(grid.rows)) for entry in _entries(grid, row, covered, vocabulary)]
    grid, entries = _with_sums(grid, entries, headings)
    labels, said = [entry.label for entry in entries], findings.on(findings.sheet)
    by_field: dict[str, list[Candidate]] = defaultdict(list)
    asked = set()
    summed_up = headings.counted(label.header for label in labels)
    for entry in entries:
        if heading_key(entry.label.header) in summed_up:
            continue
        values = partial(_texts, grid, entry)
        told = column_told(entry.label, labels, values, year, vocabulary, headings)
        if told.means:
            by_field[told.means.field_id].append(Candidate(entry.label, told.means))
        if told.asked:
            asked.add(entry.label)
        report_told(entry.label, told, values, said)
    named = [e for e in entries if any(c.column == e.label for c in by_field["project_name"])]
    if len(by_field) <= FEWEST_FIELDS or not any(_content(grid, entry) for entry in named):
        return None
    findings.issues += said.issues
    whole = without_parts(by_field, labels)
    chosen, _ = settle(whole, findings)
    _report_left(grid, entries, named, findings)
    layout = Layout({f: field_column(f, column) for f, column in chosen.items()}, {})
    unsettled = {f: tuple(c.column for c in found) for f, found in whole.items() if found and f not in chosen}
    return Card(tuple(entries), layout, grid, frozenset(asked), unsettled)


def _report_left(
    grid: Grid, entries: Sequence[CardEntry], named: Sequence[CardEntry], findings: IssueCollector
) -> None:
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


def _texts(grid: Grid, entry: CardEntry) -> list[str]:
    return [text] if (text := _content(grid, entry)) else []


def _with_sums(grid: Grid, entries: list[CardEntry], headings: Headings) -> tuple[Grid, list[CardEntry]]:
    """Put the sum of entries that were decided to be one field beside the first of them, under all their labels."""
    labels = [entry.label for entry in entries]
    for parts in chosen_sums(labels, headings) if headings.sums else ():
        own = [entry for entry in entries if entry.label in parts]
        first = own[0]
        for entry in own:
            grid = entry.apart(grid)
        grid = summed(grid, [[entry.place for entry in own]])
        whole = replace(first, label=as_one(parts), within=None)
        entries = [whole if entry is first else entry for entry in entries]
    return grid, entries


def looks_like_card(grid: Grid, row: int) -> bool:
    """Tell a row of labels each beside its value, above others of the kind, from the header of a table."""
    labels = [_is_label(grid, row, column) for column in grid.filled(row)]
    alternate = labels[::2].count(True) == len(labels[::2]) and True not in labels[1::2]
    return alternate and sum(_is_label(grid, r, grid.filled(r)[0]) for r in range(len(grid.rows)) if grid.filled(r)) > 2


def read_card(grid: Grid, card: Card, layout: Layout, values: ValueReader) -> Record:
    """Read the record of a form; `layout` is the form's own with the units of money that count."""
    read: dict[str, Value] = {}
    taken = set()
    for field_id, column in layout.fields.items():
        entry = card.entry(column)
        taken.add(entry)
        content = entry.content(grid)
        fault = grid.faults.get(entry.place) if entry.within is None else None
        value = values.read(column, content, fault, address(*entry.place))
        parts = tuple(Raw(raw, address(*cell)) for cell, raw in grid.summed.get(entry.place, ()))
        read[field_id] = replace(value, parts=parts) if parts else value
    read.setdefault("kind", Value("", "", "unstated"))
    other = {e.label.header: Raw(_content(grid, e), address(*e.place)) for e in card.entries if e not in taken}
    first = min(entry.label.row for entry in card.entries)
    return Record(grid.name, first + 1, read, other)


def _content(grid: Grid, entry: CardEntry) -> str:
    fault = grid.faults.get(entry.place)
    return entry.within or (fault.text if fault else plain_text(grid.cell(*entry.place)))


def _entries(
    grid: Grid, row: int, covered: dict[tuple[int, int], tuple[int, int]], vocabulary: Vocabulary
) -> Iterator[CardEntry]:
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
        hint = field_hint(label) if colon and within.strip() else None
        if hint or (colon and within.strip() and read_amount(within.strip())):
            # 填报单位：X is the filing block's, who files and not whose project it is.
            if hint != "unit":
                yield CardEntry(HeaderColumn(column, (label,), row), (row, column), within.strip())
        elif is_blank(text) or len(text) > _LONGEST_LABEL or beside is None:
            continue
        elif _is_label(grid, row, beside) and not _answers(text, plain_text(grid.cell(row, beside)), vocabulary):
            # Nothing stands between two labels: the first is a caption over the others.
            caption = (text,)
        elif field_hint(text) or (grid.cell(row, beside) != "" and isinstance(grid.cell(row, column), str)):
            yield CardEntry(HeaderColumn(column, (*caption, text), row), (row, beside))
            position += 1


def _answers(label: str, text: str, vocabulary: Vocabulary) -> bool:
    """Tell whether a text that might be a label is a word for the value of the label before it: 项目阶段 / 到位."""
    hint = field_hint(label)
    return hint in VALUES and vocabulary.value(hint, text) is not None


def _is_label(grid: Grid, row: int, column: int) -> bool:
    value = grid.cell(row, column)
    return isinstance(value, str) and field_hint(value) is not None
