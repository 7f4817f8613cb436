"""The cells as they stand in people's files, read again from the files themselves."""

from dataclasses import dataclass, field

from zzlib.ledger.arrivals import Arrival
from zzlib.ledger.ledger import Ledger
from zzlib.ledger.places import Places
from zzlib.ledger.reading import Reader
from zzlib.personal import names_in, without_persons
from zzlib.reference_files import REFERENCE_COLUMNS
from zzlib.returns.extraction import Record, Value
from zzlib.returns.layout.headings import AND


@dataclass(frozen=True)
class Original:
    """A cell as it stands: `file` is relative to the workspace, `raw` the cell's text; of a sum all cells, joined by `+`.

    Of `raw` telephone numbers and the names of the row's people are left out: it is shown outside the unit's own files.
    """

    file: str
    sheet: str
    cell: str
    raw: str


@dataclass
class Originals:
    """Looks up original cells of returns (by source), of reference files (by their name), and of issued months (by period)."""

    ledger: Ledger
    _places: Places = field(init=False)
    _reader: Reader = field(init=False)
    _arrivals: dict[str, dict[str, Arrival]] = field(default_factory=dict)
    _records: dict[tuple[str, str], dict[tuple[str, int, int], Record]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Prepare to look up places."""
        self._places = Places(self.ledger)
        self._reader = Reader.of(self.ledger.workspace)

    def at(self, source_id: str, row: int, field_id: str) -> Original:
        """Give the cell of a field in a row; a kind said by a section row is shown at the project's name."""
        if source_id in REFERENCE_COLUMNS:
            return self._of_reference(source_id, row, field_id)
        if issued := self.ledger.issued.get(source_id):
            return Original(issued.file, "", *issued.cell(row, field_id))
        place = self._places.at(source_id, row, field_id)
        record = self.record(source_id, row)
        value = record.fields.get(field_id) or record.fields["project_name"]
        cells = (AND.join(part.cell for part in value.parts), AND.join(part.raw for part in value.parts))
        file = f"data/returns/{place.period}/{place.file}"
        address, raw = cells if value.parts else (value.cell, value.raw)
        return Original(file, place.sheet, address, without_persons(raw, self._people(record, field_id)))

    def _people(self, record: Record, field_id: str) -> frozenset[str]:
        """Give the names that a row's columns of people bear; none for what calls the project or a person itself."""
        personal = self.ledger.workspace.form.personal
        if field_id in (*personal, "project_name"):
            return frozenset()
        return names_in(record.fields[name].raw for name in personal if name in record.fields)

    def value(self, source_id: str, row: int, field_id: str) -> Value | None:
        """Give a field's value as the file says it, `None` where the sheet has no such column."""
        return self.record(source_id, row).fields.get(field_id)

    def record(self, source_id: str, row: int) -> Record:
        """Give the row of a return as it was read."""
        place = self._places.at(source_id, row, "")
        return self._read(place.period, place.file)[place.sheet, self._places.tables[source_id], row]

    def _of_reference(self, name: str, row: int, column: str) -> Original:
        reference = self.ledger.workspace.reference(name)
        return Original(reference.file, "", reference.cell(row, column), reference.text(row, column))

    def _read(self, period: str, file: str) -> dict[tuple[str, int, int], Record]:
        if period not in self._arrivals:
            self._arrivals[period] = {a.file: a for a in self.ledger.arrived(period)}
        if (period, file) not in self._records:
            claimed = self._reader.claimed(self._arrivals[period][file])
            self._records[period, file] = {(r.sheet, r.table, r.row): r for r in claimed.all_records}
        return self._records[period, file]
