"""What reading a file gives: records with the address of every value, the filing block, totals, and issues."""

from dataclasses import dataclass, field

from zzlib.issues import Issue


@dataclass(frozen=True, slots=True)
class Value:
    """One field of a record as it stands in the file.

    `raw` is the cell's text; `cell` its A1 address. `value` is the amount as stated (decimal text), an ISO date
    (as precise as stated: `2013-05` or `2013-05-17`), a value of the vocabulary, or text; `None` when the cell is
    blank or can't be read. `unit` is 元, 万元, 亿元 or `None`; `fen` is the converted amount. `unreadable` tells a
    cell that holds something which can't be read from a blank one; `hedged` an amount such as 约500万. Where it is the sum
    of several cells, `cell` is the first and `parts` are all of them.
    """

    raw: str
    cell: str
    value: str | None = None
    unit: str | None = None
    fen: int | None = None
    unreadable: bool = False
    hedged: bool = False
    parts: "tuple[Raw, ...]" = ()


@dataclass(frozen=True, slots=True)
class Raw:
    """A cell as it stands: of a column that no field claims, or a part of a sum."""

    raw: str
    cell: str


@dataclass(frozen=True, slots=True)
class Record:
    """A row of a table: a project's fund line. `fields` is keyed by field id, `other` by header path.

    `part` tells in which of the files that make a return together it stands, from 0. `owner` is for whom it is sent where
    a line above it says so (代报：白石镇).
    `table` numbers the tables of a sheet from 0; where the table is `turned`, `row` is the number of a column. `decided` is
    what a person decided of the row.
    """

    sheet: str
    row: int
    fields: dict[str, Value]
    other: dict[str, Raw] = field(default_factory=dict)
    part: int = 0
    owner: str = ""
    table: int = 0
    turned: bool = False
    decided: str = ""


@dataclass(frozen=True)
class Column:
    """Where a field of a table stands: `letter` of its column, the header (parents joined by /), the unit of money.

    In a turned table `letter` is the number of its row (`4`), in a form of one project its cell (`D6`).
    """

    field_id: str
    letter: str
    header: str
    money_unit: str | None
    table: int = 0


@dataclass(frozen=True)
class Total:
    """A total row's amount held against its rows; both decimal text in the column's unit."""

    cell: str
    label: str
    stated: str
    computed: str


@dataclass(frozen=True)
class Skipped:
    """Rows that hold no record, and why (in Chinese)."""

    rows: str
    why: str


@dataclass(frozen=True)
class ExtractedSheet:
    """What was found in one sheet. `header_rows` are 1-based row numbers."""

    name: str
    header_rows: tuple[int, ...] = ()
    records: int = 0
    money_unit: str | None = None
    columns: tuple[Column, ...] = ()
    totals: tuple[Total, ...] = ()
    skipped: tuple[Skipped, ...] = ()


@dataclass(frozen=True)
class Stated:
    """Something that a file says of itself, and where: `sheet` and `cell` are empty for the file name."""

    text: str
    sheet: str = ""
    cell: str = ""


@dataclass(frozen=True)
class StatedFiling:
    """Who filed and for which month, by each place that says so; unit names are as written, periods are `2013-05`.

    A place that says nothing is `None`; `column_units` lists the distinct values of a unit column.
    """

    block_unit: Stated | None = None
    block_period: Stated | None = None
    column_units: tuple[Stated, ...] = ()
    title: Stated | None = None
    title_period: Stated | None = None
    file_period: Stated | None = None


@dataclass(frozen=True)
class Extraction:
    """All that was read from one file. `readable` is false when it holds no table that a return could be.

    A table of another form (or without a required column) is no return, yet its `records` are here for whoever asks
    what the file says; `sha256` is empty only for a file that may not be opened.
    `absent_fields` are the required fields that no column carries. `form` tells whether the file looks like a
    return form at all (a header with the project name or a filing block), records or not.
    """

    file: str
    sha256: str
    readable: bool
    sheets: tuple[ExtractedSheet, ...] = ()
    records: tuple[Record, ...] = ()
    filing: StatedFiling = StatedFiling()
    absent_fields: tuple[str, ...] = ()
    issues: tuple[Issue, ...] = ()
    form: bool = False
