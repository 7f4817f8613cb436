"""A return being drafted: laid out in its unit's style, then put into disorder, sheet by sheet."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from random import Random

from zzlib.synthetic.cells import Presentation
from zzlib.synthetic.filings import Return
from zzlib.synthetic.grid import Content, WrittenGrid, WrittenLook
from zzlib.synthetic.messes.catalogue import catalogue
from zzlib.synthetic.plan import PlannedCounty
from zzlib.synthetic.sheet import SheetWriter
from zzlib.synthetic.styles import WrittenStyle, without_columns
from zzlib.synthetic.workbook import cover_sheet

Restyle = Callable[[WrittenStyle, Random], WrittenStyle]


@dataclass
class MessDraft:
    """The sheets of a return by name, in order; `main` is the one that holds its table, `hidden` are not shown."""

    county: PlannedCounty
    item: Return
    style: WrittenStyle
    main: str
    sheets: dict[str, WrittenGrid]
    hidden: set[str] = field(default_factory=set)

    @property
    def grid(self) -> WrittenGrid:
        """The sheet that holds the table."""
        return self.sheets[self.main]

    @property
    def present(self) -> Presentation:
        """How the form shows values."""
        return Presentation(self.style, self.item.alias or self.style.unit_name)

    def money(self, fen: int) -> Content:
        """Give an amount as the form shows it; where no other place states the unit, the number format does."""
        amount = self.present.money(fen)
        nowhere = self.style.unit_place == "nowhere" and isinstance(amount, int | float) and self.item.money_unit_stated
        return WrittenLook(float(amount), f'0.00"{self.style.money_unit}"') if nowhere else amount  # type: ignore[arg-type]

    @property
    def tables(self) -> list[WrittenGrid]:
        """The sheets with a table in which rows of the return stand."""
        return [grid for grid in self.filled if grid.columns]

    @property
    def filled(self) -> list[WrittenGrid]:
        """The sheets in which rows of the return stand, tables or cards."""
        return [grid for grid in self.sheets.values() if grid.places]

    def lay_out(self, chosen: Callable[[int], bool]) -> WrittenGrid:
        """Lay out another sheet with some of the rows, chosen by index."""
        return SheetWriter(self.county, self.item, self.style, chosen).lay_out()

    def add_column(self, grid: WrittenGrid, header: str, values: Callable[[int], Content], look: str = "body") -> int:
        """Add a column at the right end: its header over all header rows, and a value for the row of every index."""
        column = grid.right + 1
        top, bottom = grid.header
        grid.columns[f"+{header}"] = column
        grid.put(top, column, header, "header")
        grid.merge(top, column, bottom, column)
        for index, row in grid.records():
            if (value := values(index)) is not None:
                grid.put(row, column, value, look)
        return column

    def money_header(self, text: str) -> str:
        """Give a header of money as the form writes it."""
        own = self.style.unit_place in ("header", "caption") and self.item.money_unit_stated
        return f"{text}（{self.style.money_unit}）" if own else text


def draft_return(county: PlannedCounty, item: Return, style: WrittenStyle, messes: Sequence[str]) -> MessDraft:
    """Lay out a return and put it into disorder."""
    from zzlib.synthetic.messes.registry import EDITS, RESTYLES

    for name in messes:
        kind = catalogue()[name]
        style = without_columns(_styled(style, kind.style, kind.without), county.spec.unasked)
        if name in RESTYLES:
            style = RESTYLES[name](style, county.rng("mess", name, item.unit_id, item.month))
    sheet = style.sheet.format(month=item.month, quarter=item.month // 3)
    sheets = {"填表说明": cover_sheet()} if style.cover_sheet else {}
    grid = SheetWriter(county, item, style).lay_out()
    draft = MessDraft(county, item, style, sheet, sheets | {sheet: grid})
    for edit in item.edits:
        edit(draft)
    for name in (name for name in EDITS if name in messes):
        EDITS[name](draft, county.rng("mess", name, item.unit_id, item.month))
    _repeat(draft)
    return draft


def _repeat(draft: MessDraft) -> None:
    """Let a row that stands twice say the same twice, whatever disorder came over the first."""
    for grid in draft.tables:
        if "repeated" in {key[0] for key in grid.places}:
            first, second = dict(grid.records())[draft.item.repeated or 0], grid.places["repeated",][0]
            for (row, column), cell in list(grid.cells.items()):
                if row == first:
                    grid.cells[second, column] = cell


def _styled(style: WrittenStyle, fields: dict[str, object], without: tuple[str, ...]) -> WrittenStyle:
    plain = {name: tuple(value) if isinstance(value, list) else value for name, value in fields.items()}
    columns = tuple(column for column in style.columns if column not in without)
    return _consistent(replace(style, columns=columns, **plain))  # type: ignore[arg-type]


def _consistent(style: WrittenStyle) -> WrittenStyle:
    """Let captions or a column say the kind, and some place the unit of money, whatever else was changed."""
    if style.unit_place == "caption" and style.header_rows < 3:
        style = replace(style, unit_place="line")
    if "kind" in style.columns or (style.sections and "kind" in style.section_fields):
        return style
    if style.sections:
        return replace(style, section_fields=("kind", *style.section_fields))
    return replace(style, columns=(*style.columns, "kind"), kind_by_section=False)
