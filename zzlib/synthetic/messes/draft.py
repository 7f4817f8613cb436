"""A return being drafted: laid out in its unit's style, then put into disorder, sheet by sheet."""

from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random

from zzlib.synthetic.cells import Presentation
from zzlib.synthetic.filings import Return
from zzlib.synthetic.grid import Content, WrittenGrid, WrittenLook
from zzlib.synthetic.plan import PlannedCounty
from zzlib.synthetic.sheet import SheetWriter
from zzlib.synthetic.styles import WrittenStyle

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
