"""Which column of a table is which field: every header path gets its meaning, and clashes are settled or reported."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

from zzlib.money import FEN_PER_UNIT
from zzlib.returns.cells.amounts import is_blank, read_amount
from zzlib.returns.cells.text import Cell, address, column_letter, plain_text
from zzlib.returns.cells.words import Vocabulary
from zzlib.returns.containers.grid import Grid
from zzlib.returns.findings import IssueCollector
from zzlib.returns.form import FormField, fields
from zzlib.returns.layout.by_content import field_by_content
from zzlib.returns.layout.by_values import Told, tell
from zzlib.returns.layout.header import Header, HeaderColumn
from zzlib.returns.layout.headings import Headings, heading_key
from zzlib.returns.layout.labels import (
    AMOUNTS,
    DECIDED,
    GIVEN,
    Meaning,
    is_idle,
    meaning,
    path_unit,
    speaks_of_another_time,
)
from zzlib.returns.layout.parts import left_out, parts_of

_SHOWN = 3
"""Values of a column that are shown."""

_FEWEST_PARTS = 2


@dataclass(frozen=True)
class FieldColumn:
    """A column that holds a field. `unit` is the unit of money that counts for it (`OTHER` if it can't be converted)."""

    field: FormField
    column: int
    header: str
    cell: str
    unit: str | None = None


@dataclass(frozen=True)
class ColumnSum:
    """A column that is proved to be the sum of columns of months, or the same as the latest of them."""

    total: int
    months: tuple[int, ...]


_OF_PROJECT = ("", "project")
"""What an amount speaks of that belongs to a project as such; hidden, it changes no figure of the month."""


@dataclass(frozen=True)
class Layout:
    """The columns of a table: those of fields, by field id, and the others by column number with their full name.

    `last` is the last row of the header (from 0), `paths` holds the texts over every column that has any, `asked` are
    the columns of which a person has to say what they are; `unsettled` are those that may each be a field, of which none is
    used; `sums` say which column holds the sum of others in every row. `hidden` are the fields that only columns hold which the
    sheet hides: the amounts of the month are there, for a person to decide of, other fields are not.
    """

    fields: dict[str, FieldColumn]
    others: dict[int, str]
    last: int = 0
    paths: dict[int, tuple[str, ...]] = field(default_factory=dict)
    asked: frozenset[int] = frozenset()
    unsettled: dict[str, tuple[int, ...]] = field(default_factory=dict)
    sums: tuple[ColumnSum, ...] = ()
    hidden: dict[str, FieldColumn] = field(default_factory=dict)

    def column(self, field_id: str) -> int | None:
        """Give the column number of a field, `None` if the table has none."""
        found = self.fields.get(field_id)
        return found.column if found else None

    @property
    def hidden_amounts(self) -> dict[str, FieldColumn]:
        """The columns of amounts that figures of the month are made of, and that the sheet hides."""
        return {f: c for f, c in self.hidden.items() if c.field.type in AMOUNTS and c.field.basis not in _OF_PROJECT}

    @property
    def amounts(self) -> list[FieldColumn]:
        """The columns of money and of land."""
        return [column for column in self.fields.values() if column.field.type in AMOUNTS]

    def with_money_unit(self, unit: str | None) -> "Layout":
        """Give the layout with a unit for the columns of money whose header states none."""
        stated = {
            field_id: replace(column, unit=unit) if column.field.type == "money" and column.unit is None else column
            for field_id, column in self.fields.items()
        }
        return replace(self, fields=stated)


@dataclass(frozen=True)
class Candidate:
    """A header that may be a field's, and what it means."""

    column: HeaderColumn
    meaning: Meaning


def lay_out(
    grid: Grid, header: Header, rows: Sequence[int], year: int | None, vocabulary: Vocabulary, findings: IssueCollector,
    headings: Headings | None = None,
) -> Layout:  # fmt: skip
    """Give the layout of a table with its header and rows; what can't be settled becomes an issue.

    What is known of a heading otherwise (a person decided it; it is a column of months) comes before what its words say.
    """

    def texts(column: int) -> list[str]:
        return [str(value) for row in rows if (value := grid.cell(row, column)) != ""]

    by_field: dict[str, list[Candidate]] = defaultdict(list)
    others: dict[int, str] = {}
    asked = set()
    summed = headings.counted(column.header for column in header.columns) if headings else ()
    for column in header.columns:
        known = headings.field_of(column.header) if headings else None
        if known == "" or (not known and heading_key(column.header) in summed):
            others[column.column] = column.header
            continue
        values = partial(texts, column.column)
        told = column_told(column, header.columns, values, year, vocabulary, headings or Headings())
        if told.means and not _amounts_for_a_category(told.means.field_id, values):
            by_field[told.means.field_id].append(Candidate(column, told.means))
        else:
            others[column.column] = column.header
            if not told.asked and not told.other:
                findings.add("column_unknown", cell=_cell(column), value=column.header)
        if told.asked:
            asked.add(column.column)
        report_told(column, told, values, findings)
    whole = without_parts(by_field, header.columns)
    for field_id, candidates in by_field.items():
        by_field[field_id] = this_years = _this_years(whole[field_id], header)
        aside = [candidate.column for candidate in candidates if candidate not in this_years]
        others |= {column.column: column.header for column in aside}
        for column in aside:
            findings.add("column_unknown", cell=_cell(column), value=column.header)
    taken, left = settle(by_field, findings)
    others |= {column.column: column.header for column in left}
    _report_differing(grid, by_field, taken, rows, findings)
    _report_unclear(by_field, taken, findings)
    taken |= _by_content(grid, header, rows, taken, vocabulary, findings)
    paths = {column.column: column.path for column in header.columns}
    unsettled = {f: tuple(c.column.column for c in found) for f, found in by_field.items() if f not in taken and found}
    columns = {f: field_column(f, c) for f, c in taken.items()}
    return Layout(columns, _without_repeats(others), header.last, paths, frozenset(asked), unsettled)


def column_told(
    column: HeaderColumn, beside: Sequence[HeaderColumn], values: Callable[[], list[str]], year: int | None,
    vocabulary: Vocabulary, headings: Headings,
) -> Told:  # fmt: skip
    """Give what a column is: what was decided of its heading, else what its heading means, beside what stands in it.

    A part that was decided to be all of an amount is so only where no further part of it stands `beside` it.
    """
    decided = headings.field_of(column.header)
    if decided and left_out([column], beside, decided, headings):
        decided = None
    means = meaning(column.path, year)
    if decided:
        means = Meaning(decided, DECIDED if means and means.field_id == decided else GIVEN)
    return tell(means, column.header, values, vocabulary, headings) if means else Told()


def without_parts(
    by_field: Mapping[str, list[Candidate]], columns: Sequence[HeaderColumn]
) -> dict[str, list[Candidate]]:
    """Leave out columns that are named a part only because others of the same whole stand beside them: 第一批, 第二批."""
    if len(parts_of(columns)) < _FEWEST_PARTS:
        return dict(by_field)
    return {
        field_id: [
            c
            for c in candidates
            if c.meaning.strength in (GIVEN, DECIDED) or not left_out([c.column], columns, field_id, Headings())
        ]
        for field_id, candidates in by_field.items()
    }


def report_told(column: HeaderColumn, told: Told, values: Callable[[], list[str]], findings: IssueCollector) -> None:
    """Say of a column that its values leave in doubt which field it is, or are words that the form does not ask for."""
    if not told.asked and not told.other:
        return
    place = {"cell": _cell(column), "value": column.header}
    shown = "、".join(list(dict.fromkeys(values()))[:_SHOWN])
    if told.other:
        findings.add("column_of_other_values", **place, other=told.other, shown=shown)
        return
    labels = "”“".join(fields()[f].label for f in told.asked)
    kept = "，没有用" if told.means is None else "，先按列名读"
    parts = {"labels": labels, "shown": shown, "kept": kept, "fields": told.asked, "spoken": told.spoken}
    findings.add("column_values_unclear", **place, field=told.asked[0], **parts)


def _amounts_for_a_category(field_id: str, values: Callable[[], list[str]]) -> bool:
    """Tell whether a column called 资金来源 holds the amounts from each source instead of the sources' names."""
    return fields()[field_id].type == "category" and bool(texts := values()) and all(map(read_amount, texts))


def _this_years(candidates: list[Candidate], header: Header) -> list[Candidate]:
    """Leave out a subtotal that also counts another year: beside 本年到位 and 上年结转, 小计 is more than this year's."""

    def over_years(column: HeaderColumn) -> bool:
        beside = [c for c in header.columns if c is not column and c.path[:-1] == column.path[:-1]]
        own = any(candidate.column in beside for candidate in candidates)
        return own and is_idle(column.path[-1]) and any(speaks_of_another_time(c.path[-1]) for c in beside)

    return [candidate for candidate in candidates if not over_years(candidate.column)]


def _report_unclear(
    by_field: Mapping[str, list[Candidate]], taken: Mapping[str, HeaderColumn], findings: IssueCollector
) -> None:
    """Warn of a column of money whose bracket may name a part of it, in words that nobody knows."""
    for field_id, chosen in taken.items():
        unclear = next(c.meaning.unclear for c in by_field[field_id] if c.column == chosen)
        if unclear and fields()[field_id].type == "money":
            label = fields()[field_id].label
            place = {"cell": _cell(chosen), "field": field_id, "value": chosen.header}
            findings.add("column_bracket_unknown", **place, label=label, bracket=unclear)


def _report_differing(
    grid: Grid,
    by_field: Mapping[str, list[Candidate]],
    taken: Mapping[str, HeaderColumn],
    rows: Sequence[int],
    findings: IssueCollector,
) -> None:
    """Say of a column of the same amount as the one that counts that its amounts are others."""
    for field_id, chosen in taken.items():
        rivals = [c.column for c in by_field[field_id] if c.column != chosen and c.meaning.strength > 1]
        # Words for other amounts may part what a county tells apart (争取, 批复); 到位 is what every figure rests on.
        for rival in rivals if fields()[field_id].required and fields()[field_id].type in AMOUNTS else ():
            units = path_unit(chosen.path), path_unit(rival.path)
            pairs = ((row, grid.cell(row, chosen.column), grid.cell(row, rival.column)) for row in rows)
            if row := next((row for row, own, other in pairs if _differ(own, other, units)), None):
                place = {"cell": address(row, rival.column), "value": plain_text(grid.cell(row, rival.column))}
                findings.add(
                    "column_differs",
                    **place,
                    field=field_id,
                    header=rival.header,
                    chosen=chosen.header,
                    counted=plain_text(grid.cell(row, chosen.column)),
                )


def _differ(one: Cell, other: Cell, units: tuple[str | None, str | None]) -> bool:
    """Tell whether two cells that both hold something say different amounts; 5 and “5.00” are the same.

    `units` are those of their headers; amounts of which only one has a unit can't be compared.
    """
    if is_blank(one) or is_blank(other):
        return False
    amounts = read_amount(one), read_amount(other)
    if amounts[0] is None or amounts[1] is None:
        return one != other
    stated = [amount.unit or unit for amount, unit in zip(amounts, units, strict=True) if amount]
    if (stated[0] in FEN_PER_UNIT) != (stated[1] in FEN_PER_UNIT):
        return False
    first, second = (a.value * FEN_PER_UNIT.get(u or "", 1) for a, u in zip(amounts, stated, strict=True) if a)
    return first != second


def _by_content(
    grid: Grid,
    header: Header,
    rows: Sequence[int],
    taken: Mapping[str, HeaderColumn],
    vocabulary: Vocabulary,
    findings: IssueCollector,
) -> dict[str, HeaderColumn]:
    """Give the columns without a header that can only be one field, by what stands beside the projects' names."""
    if "project_name" not in taken:
        return {}
    headed = {column.column for column in header.columns}
    named = [row for row in rows if grid.cell(row, taken["project_name"].column) != ""]
    found: dict[str, HeaderColumn] = {}
    for column in range(max((len(grid.rows[row]) for row in named), default=0)):
        values = [] if column in headed else [grid.cell(row, column) for row in named]
        if field_id := field_by_content(values, {*taken, *found}, vocabulary):
            found[field_id] = HeaderColumn(column, (without_header(column),), header.last)
            place = {"cell": _cell(found[field_id]), "field": field_id, "label": fields()[field_id].label}
            findings.add("column_by_content", **place)
    return found


def without_header(column: int) -> str:
    """Name a column that has no header."""
    return f"无表头（{column_letter(column)}列）"


def settle(
    by_field: Mapping[str, list[Candidate]], findings: IssueCollector
) -> tuple[dict[str, HeaderColumn], list[HeaderColumn]]:
    """Choose a header for every field that has candidates; give them, and those left. Clashes become issues."""
    taken, left = {}, []
    for field_id, candidates in by_field.items():
        if not candidates:
            continue
        chosen = _choose(field_id, candidates)
        left += [candidate.column for candidate in candidates if candidate is not chosen]
        _report(field_id, candidates, chosen, findings)
        if chosen:
            taken[field_id] = chosen.column
    return taken, left


def _choose(field_id: str, candidates: list[Candidate]) -> Candidate | None:
    """Choose the column that is meant. Of amounts, only the very label wins, and only over words that say no time.

    What was decided of words that say nothing by themselves was decided where the label was not there, and gives way to it.
    """
    if len(candidates) == 1:
        return candidates[0]
    first, second = sorted(candidates, key=lambda c: -c.meaning.strength)[:2]
    if second.meaning.strength < first.meaning.strength and first.meaning.strength in (GIVEN, DECIDED):
        return first
    if first.meaning.strength == second.meaning.strength:
        return first if fields()[field_id].type == "text" and field_id != "project_name" else None
    rivals = [c for c in candidates if c is not first and c.meaning.strength > 1]
    if fields()[field_id].type in AMOUNTS and any(c.meaning.timed != first.meaning.timed for c in rivals):
        return None
    return first


def _report(field_id: str, candidates: list[Candidate], chosen: Candidate | None, findings: IssueCollector) -> None:
    label = fields()[field_id].label
    if chosen is None:
        headers = "、".join(f"{_cell(c.column)}“{c.column.header}”" for c in candidates)
        findings.add("column_ambiguous", cell=_cell(candidates[0].column), field=field_id, value=headers, label=label)
        return
    for candidate in candidates:
        if candidate is not chosen:
            place = {"cell": _cell(candidate.column), "field": field_id, "value": candidate.column.header}
            findings.add("column_set_aside", **place, label=label, chosen=chosen.column.header)


def field_column(field_id: str, column: HeaderColumn) -> FieldColumn:
    """Give the column of a field with the unit of money that its header states."""
    field = fields()[field_id]
    unit = path_unit(column.path) or None
    return FieldColumn(field, column.column, column.header, _cell(column), unit if field.type == "money" else None)


def _cell(column: HeaderColumn) -> str:
    return address(column.row, column.column)


def _without_repeats(others: dict[int, str]) -> dict[int, str]:
    """Tell columns of the same name apart by their letter."""
    names = list(others.values())
    return {
        column: name if names.count(name) == 1 else f"{name}（{column_letter(column)}列）"
        for column, name in sorted(others.items())
    }
