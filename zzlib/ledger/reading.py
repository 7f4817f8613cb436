"""Files read as people decided that they are to be read: the unit of money, the month, columns, rows that may be sums."""

from dataclasses import dataclass, field
from functools import partial

from zzlib import returns
from zzlib.decisions.kind import FileDecisions
from zzlib.ledger.arrivals import Arrival, extract
from zzlib.ledger.changes import LATEST
from zzlib.ledger.claims import Claim, claim
from zzlib.ledger.decisions import read_file_decisions
from zzlib.ledger.headings import HeadingDecisions, read_headings
from zzlib.ledger.readings import Readings
from zzlib.ledger.registry import Registry, read_registry
from zzlib.ledger.sumrows import SumRowDecisions, read_sum_rows
from zzlib.returns.extraction import Extraction
from zzlib.workspace import Workspace


@dataclass(frozen=True)
class Reader:
    """Reads files of a workspace with what was decided of them; whose a file is shows when it is read once."""

    workspace: Workspace
    registry: Registry
    decisions: FileDecisions
    headings: HeadingDecisions
    sum_rows: SumRowDecisions
    readings: Readings = field(compare=False)

    @classmethod
    def of(cls, workspace: Workspace, period: str = LATEST) -> "Reader":
        """Take the decisions as they stand in a workspace, and the units as they are called in a period."""
        decided = read_file_decisions(workspace), read_headings(workspace), read_sum_rows(workspace)
        return cls(workspace, read_registry(workspace, period), *decided, Readings(workspace))

    def claimed(self, arrival: Arrival, money_unit: str = "") -> Claim:
        """Read a file and tell whose it is; what was decided for that unit alone makes it be read again.

        `money_unit` holds where the file states none and nothing was decided of this one.
        """
        unit, of_month = (self.decisions.of(question, arrival) for question in ("money_unit", "month"))
        month, money_unit = of_month.answer if of_month else "", unit.answer if unit else money_unit
        read = partial(extract, self.workspace, arrival, money_unit, month=month, readings=self.readings)
        county = self.headings.of("")
        found = read(headings=county)
        claimed = self._claimed(arrival, found)
        formers = self.registry.changes.lineage(claimed.unit_id, claimed.counted_in)[:0:-1]
        own = self.headings.of(claimed.unit_id, formers)
        rulings = self.sum_rows.of(claimed.unit_id, arrival.period, formers)
        if own != county or rulings.concern(_names(found)):
            claimed = self._claimed(arrival, read(headings=own, rulings=rulings))
        return claimed

    def _claimed(self, arrival: Arrival, read: Extraction) -> Claim:
        try:
            return claim(arrival, read, self.registry, self.decisions, self.workspace.rhythm)
        except Exception as error:  # one file must not stop a month
            read = returns.failed(arrival.file, arrival.sha256, error)
            return claim(arrival, read, self.registry, self.decisions, self.workspace.rhythm)


def _names(extraction: Extraction) -> set[str]:
    """Give the names of the rows of a file, also of those that were taken for sums."""
    records = (record.fields.get("project_name") for record in extraction.records)
    said = (str(issue.details.get("name", "")) for issue in extraction.issues)
    return {value.raw for value in records if value} | set(said)
