"""From a sheet to a page: its tables with what each row is, the filing block, and the lines that state a unit of money."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from zzlib.periods import chinese
from zzlib.returns.cells.row_words import says_nothing_to_report
from zzlib.returns.cells.text import address, fold, plain_text
from zzlib.returns.cells.units import OTHER, unit_line
from zzlib.returns.cells.words import Vocabulary
from zzlib.returns.containers.bounds import MAX_CARD
from zzlib.returns.containers.grid import Grid
from zzlib.returns.findings import IssueCollector
from zzlib.returns.layout.any_header import find_any_headers
from zzlib.returns.layout.column_sums import with_sums
from zzlib.returns.layout.columns import Layout, lay_out
from zzlib.returns.layout.header import Header, find_headers
from zzlib.returns.layout.headings import Headings
from zzlib.returns.layout.labels import Title, split_title
from zzlib.returns.layout.month_columns import Months, read_months
from zzlib.returns.layout.split import SplitPart, blocks, side_by_side
from zzlib.returns.layout.turned import Turn, find_turn
from zzlib.returns.rows.card import Card, find_card, looks_like_card
from zzlib.returns.rows.classifying import Row, RowKind, captions_above, classify
from zzlib.returns.rows.context import Context
from zzlib.returns.rows.filing import Around, read_block, read_labels
from zzlib.returns.rows.hidden_columns import hidden_fields
from zzlib.returns.rows.other_months import Apart, part_months
from zzlib.returns.rows.rulings import Rulings

NEEDED = ("project_name", "received")
"""Fields without which a table is no return (contracts, section 4)."""

_ASIDE = (RowKind.NOTE, RowKind.SIGNATURE, RowKind.EMPTY, RowKind.SECTION)
"""Rows in which the filing block or a unit of money may be stated."""


@dataclass(frozen=True)
class PageTable:
    """A table before its values are read: header blocks of the same columns, and its rows.

    `numbers` are all rows under its headers, also blank and hidden ones.
    """

    headers: tuple[Header, ...]
    layout: Layout
    rows: tuple[Row, ...]
    numbers: tuple[int, ...] = ()

    @property
    def span(self) -> str:
        """The rows of its headers and its own, as people see them: `5-9`."""
        last = max((row.number for row in self.rows), default=self.headers[-1].last)
        return f"{self.headers[0].first + 1}-{last + 1}"

    @property
    def missing(self) -> tuple[str, ...]:
        """The fields it would need to be a return."""
        return missing_in(self.layout)

    @property
    def has_records(self) -> bool:
        """Whether it has rows with projects."""
        return any(row.kind == RowKind.RECORD for row in self.rows)


@dataclass(frozen=True)
class Page:
    """A sheet with its tables and what stands around them.

    A sheet without a table may be a form of one project, a `card`; where its table is turned, `grid` is the sheet with it
    upright and `turn` leads back. `headings` and `rulings` are what people decided of columns and rows. `unit_lines` are the lines that
    state a unit of money (row -> unit), `captions` those of groups above the tables.
    """

    grid: Grid
    tables: tuple[PageTable, ...]
    around: Around
    unit_lines: dict[int, str]
    captions: tuple[Row, ...]
    nothing_to_report: bool
    findings: IssueCollector
    headings: Headings
    card: Card | None = None
    turn: Turn | None = None
    rulings: Rulings = field(default_factory=Rulings)

    @property
    def complete(self) -> tuple[PageTable, ...]:
        """The tables that have all that a return needs."""
        return tuple(table for table in self.tables if not table.missing)

    @property
    def layouts(self) -> list[Layout]:
        """The layouts of its tables, or of its form."""
        return [self.card.layout] if self.card else [table.layout for table in self.tables]

    @property
    def usable(self) -> bool:
        """Whether a return may be read from it."""
        return any(not missing_in(layout) for layout in self.layouts)

    def unit_of(self, table: PageTable | None) -> str | None:
        """Give the unit of money stated nearest above a table, else elsewhere in the sheet."""
        above = [row for row in self.unit_lines if table and row < table.headers[0].first]
        return self.unit_lines[max(above)] if above else only_unit(self.unit_lines.values())


def missing_in(layout: Layout) -> tuple[str, ...]:
    """Give the fields that a layout would need to be a return; amounts in a hidden column are there, and left out."""
    return tuple(name for name in NEEDED if name not in layout.fields and name not in layout.hidden_amounts)


def going_on(grid: Grid, layout: Layout, vocabulary: Vocabulary) -> list[int]:
    """Give the rows of a sheet without a heading that look like further rows of a table: a name, its kind, an amount."""
    name, kind = layout.column("project_name"), layout.column("kind")
    amounts = [column.column for column in layout.amounts]
    if name is None or kind is None:
        return []
    return [
        row
        for row in range(len(grid.rows))
        if isinstance(grid.cell(row, name), str) and grid.cell(row, name)
        if vocabulary.value("kind", fold(plain_text(grid.cell(row, kind))))
        if any(isinstance(cell := grid.cell(row, c), int | float) and cell for c in amounts)
    ]


def only_unit(units: Iterable[str]) -> str | None:
    """Give the one unit among those stated; `OTHER` if they differ, `None` if there is none."""
    stated = set(units)
    return stated.pop() if len(stated) == 1 else OTHER if stated else None


def read_pages(
    grid: Grid, vocabulary: Vocabulary, findings: IssueCollector, context: Context, any_table: bool = False
) -> list[Page]:
    """Find the tables of a sheet; `any_table` takes a table that is not the return form, too.

    Tables side by side and forms under each other are a page each.
    """
    headers = find_headers(grid)
    turn = None if headers else find_turn(grid)
    parts = side_by_side(grid, headers) if headers else [SplitPart(turn.upright(grid) if turn else grid, ())]
    if len(parts) == 1 and not turn and (not headers or looks_like_card(grid, headers[0].last)):
        parts = [SplitPart(block, tuple(headers if block is grid else find_headers(block))) for block in blocks(grid)]
    elif turn:
        parts = [SplitPart(parts[0].grid, tuple(find_headers(parts[0].grid)))]
    said = (findings.on(findings.sheet) for _ in parts)
    pages = (
        _read_page(part.grid, list(part.headers), vocabulary, own, context, any_table)
        for part, own in zip(parts, said, strict=True)
    )
    return [replace(page, turn=turn, rulings=context.rulings) for page in pages]


def _read_page(
    grid: Grid,
    headers: list[Header],
    vocabulary: Vocabulary,
    findings: IssueCollector,
    context: Context,
    any_table: bool,
) -> Page:
    card = None
    if not headers or looks_like_card(grid, headers[0].last):
        card = find_card(grid, context.year, vocabulary, findings, context.headings)
        headers, grid = ([], card.grid) if card else (headers, grid)
    if not headers and not card and any_table:
        headers = find_any_headers(grid)
    # A sheet without a table has what it says of itself near its top, however many rows it claims.
    top = range(headers[0].first if headers else min(len(grid.rows), MAX_CARD))
    # In a card, a date beside its label is no month that the card speaks of.
    around = read_block(grid, range(card.first_row) if card else top, context.year)
    if card:
        around = around.or_else(read_labels(grid, top, around.year))
    apart: tuple[Apart, ...] = ()
    if headers:
        parted = part_months(grid, headers, around, context.month)
        headers, around, top, apart = parted.headers, parted.around, parted.top, parted.apart
        _report_apart(grid, apart, parted.month, findings)
    out = {row for other in apart for row in other.rows}
    months = read_months(grid, headers, around.year, _month(context, around), context.headings, findings)
    headings = months.beside(context.headings)
    grid, headers = with_sums(grid, headers, headings)
    spans = ((same, [n for n in numbers if n not in out]) for same, numbers in _spans(grid, headers))
    tables = tuple(
        _table(grid, same, numbers, around.year, vocabulary, findings, headings, months) for same, numbers in spans
    )
    rows = [row for table in tables for row in table.rows]
    aside = [row.number for row in rows if row.kind in _ASIDE]
    texts = (text for row in top for text in grid.rows[row] if isinstance(text, str) and text)
    return Page(
        grid,
        tables,
        around.or_else(read_labels(grid, aside, around.year)),
        _unit_lines(grid, [*top, *aside]) or _unit_lines(grid, sorted(out)),
        tuple(c for c in captions_above(grid, top.stop, vocabulary) if c.number in top) if headers else (),
        any(row.kind == RowKind.ZERO for row in rows) or (not card and any(map(says_nothing_to_report, texts))),
        findings,
        context.headings,
        card,
    )


def _month(context: Context, around: Around) -> str:
    """Give the month that a sheet is of: the one that its file came for, else what it says of itself."""
    stated = around.period or around.title_period
    return context.month or (stated.text if stated and len(stated.text) == _MONTH else "")


_MONTH = len("2013-05")


def _report_apart(grid: Grid, apart: Iterable[Apart], kept: str, findings: IssueCollector) -> None:
    """Say of each table of another month where it stands, and which month counts."""
    for other in apart:
        width = max((len(grid.rows[row]) for row in other.rows), default=1)
        first, last = f"A{other.rows.start + 1}", address(other.rows.stop - 1, width - 1)
        months = {"month": chinese(other.month), "kept": chinese(kept)}
        findings.add("table_of_other_month", cell=first, value=f"{first}:{last}", **months)


def _spans(grid: Grid, headers: list[Header]) -> list[tuple[list[Header], list[int]]]:
    """Give headers with the rows under them; a header that is printed again goes on with the same table.

    What stood above the first header and is printed again with it is no row of the table.
    """
    spans: list[tuple[list[Header], list[int]]] = []
    ends = [*(header.first for header in headers[1:]), len(grid.rows)]
    above = [row for row in grid.rows[: headers[0].first] if any(row)] if len(headers) > 1 else []
    for header, end in zip(headers, ends, strict=False):
        numbers = [number for number in range(header.last + 1, end) if grid.rows[number] not in above]
        if spans and _paths(spans[-1][0][0]) == _paths(header):
            spans[-1][0].append(header)
            spans[-1][1].extend(numbers)
        else:
            spans.append(([header], numbers))
    return spans


def _paths(header: Header) -> list[tuple[int, tuple[Title, ...]]]:
    return [(column.column, tuple(map(split_title, column.path))) for column in header.columns]


def _table(
    grid: Grid, headers: list[Header], numbers: list[int], year: int | None, vocabulary: Vocabulary, findings: IssueCollector,
    headings: Headings, months: Months,
) -> PageTable:  # fmt: skip
    said = findings.on(findings.sheet)
    found = lay_out(grid, headers[0], numbers, year, vocabulary, said, headings)
    hidden = hidden_fields(grid, headers[0], numbers, year, vocabulary, found, headings)
    found = replace(found, unsettled={**found.unsettled, **months.unsettled}, sums=months.sums, hidden=hidden)
    # Of a table that is plainly no return, every column is unknown; what it lacks is said once.
    plain = missing_in(found) == NEEDED
    findings.issues += [issue for issue in said.issues if not (plain and issue.code == "column_unknown")]
    rows = classify(grid, found, numbers, vocabulary)
    return PageTable(tuple(headers), found, tuple(_without_titles(grid, rows) if plain else rows), tuple(numbers))


def _without_titles(grid: Grid, rows: list[Row]) -> list[Row]:
    """Take texts alone in their row at the end of a plain table for what they are: titles of the next, or notes."""
    end = len(rows)
    while end and len(grid.filled(rows[end - 1].number)) == 1 and rows[end - 1].kind == RowKind.RECORD:
        end -= 1
    return rows[:end] + [replace(row, kind=RowKind.NOTE) for row in rows[end:]]


def _unit_lines(grid: Grid, rows: Iterable[int]) -> dict[int, str]:
    return {
        row: unit
        for row in rows
        for text in grid.rows[row]
        if isinstance(text, str) and text and (unit := unit_line(text))
    }
