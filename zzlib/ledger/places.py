"""From a row of the ledger back to the cell in somebody's file."""

from dataclasses import dataclass, field

from zzlib.ledger.ledger import Ledger
from zzlib.returns.cells.text import column_letter


@dataclass(frozen=True)
class Place:
    """A cell of a return: `file` is relative to the folder of its `period`."""

    period: str
    file: str
    sheet: str
    cell: str


@dataclass
class Places:
    """Looks up cells by source, row and field; a field without a column gives a cell of `""`.

    `tables` is the number of each source among the tables of its sheet.
    """

    ledger: Ledger
    tables: dict[str, int] = field(init=False)
    _sources: dict[str, tuple[str, str, str]] = field(init=False)
    _letters: dict[tuple[str, str], str] = field(init=False)

    def __post_init__(self) -> None:
        """Index the ledger's sources and layouts."""
        sources, layouts = self.ledger.sources, self.ledger.layouts
        places = zip(sources["period"], sources["file"], sources["sheet"], strict=True)
        self._sources = dict(zip(sources["source_id"], places, strict=True))
        self.tables = dict(zip(sources["source_id"], sources["table"].tolist(), strict=True))
        columns = zip(layouts["source_id"], layouts["field_id"], strict=True)
        self._letters = dict(zip(columns, layouts["column"], strict=True))

    def at(self, source_id: str, row: int, field_id: str) -> Place:
        """Give the place of a field in a row of a source."""
        letter = self._letters.get((source_id, field_id), "")
        return Place(*self._sources[source_id], _cell(letter, row) if letter else "")


def _cell(column: str, row: int) -> str:
    """Give the address that a layout's column has in a row: in a turned table both are the other, a form states the cell."""
    if column.isdigit():
        return f"{column_letter(row - 1)}{column}"
    return f"{column}{row}" if column.isalpha() else column
