"""What earlier months' circulars printed, as their last versions keep it: with `[publication] compare = "issued"` later months are compared with that."""

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from importlib.resources.abc import Traversable
from pathlib import Path

from zzlib.files import digest_of
from zzlib.issues import Issue, issue
from zzlib.ledger.change_words import changes_said
from zzlib.ledger.issue_log import ARTEFACTS, SEAL, VERSIONS, record_of, version_folder
from zzlib.periods import month_of, period_of, year_of
from zzlib.workspace import Workspace

FIGURES, UNITS = "figures.csv", "units.csv"
_COLUMNS = {"value": "C", "numerator": "E", "denominator": "F"}
"""Where the numbers of figures.csv stand."""
_FIRST_ROW = 2


@dataclass(frozen=True)
class IssuedMonth:
    """What a version printed: rows of its `figures.csv` by figure and scope, of its `units.csv` by unit; `file` is the former below the workspace."""

    period: str
    version: int
    file: str
    figures: Mapping[tuple[str, str], dict[str, str]]
    units: Mapping[str, dict[str, str]]

    def number(self, figure: str, scope: str, column: str = "value") -> Decimal | None:
        """Give a number of a figure, `None` where the version states none."""
        text = self.figures.get((figure, scope), {}).get(column, "")
        return Decimal(text) if text else None

    def row(self, figure: str, scope: str) -> int:
        """Give the row of a figure in `figures.csv`."""
        return list(self.figures).index((figure, scope)) + _FIRST_ROW

    def cell(self, row: int, column: str) -> tuple[str, str]:
        """Give the address of a number in a row of `figures.csv`, and what stands there."""
        return f"{_COLUMNS[column]}{row}", list(self.figures.values())[row - _FIRST_ROW][column]


def compared_periods(workspace: Workspace, period: str) -> tuple[str, str]:
    """Give the periods with which a month's cumulative amounts are compared: the one before in its year (`""` in its first), last year's same."""
    before = workspace.rhythm.before(period)
    return before if year_of(before) == year_of(period) else "", period_of(year_of(period) - 1, month_of(period))


def issued_paths(workspace: Workspace, period: str) -> Iterator[Path]:
    """Give the kept files that a month's comparisons stand on; none where the county compares with what is known now."""
    if workspace.settings.publication.compare != "issued":
        return
    for other in filter(None, compared_periods(workspace, period)):
        versions = version_folder(workspace.outputs_dir, other, 1).parent
        numbers = [int(path.name) for path in versions.glob("*") if path.name.isdecimal()]
        for name in (SEAL, f"{ARTEFACTS}/{FIGURES}", f"{ARTEFACTS}/{UNITS}") if numbers else ():
            yield from filter(Path.is_file, (versions / str(max(numbers)) / name,))


def read_issued(workspace: Workspace, period: str) -> tuple[dict[str, IssuedMonth], list[Issue]]:
    """Read the issued months that a month is compared with from what is held for it; give an issue for each that is not as it was.

    Last year's is left out where units have changed since: it can't be told of the units that there are now.
    """
    found, issues = {}, []
    for other in filter(None, compared_periods(workspace, period)):
        kept = workspace.files / workspace.outputs_dir.name / VERSIONS / other
        if not kept.is_dir():
            continue
        (version,) = kept.iterdir()
        try:
            month = _month(version, other, workspace.outputs_dir.name)
        except (OSError, ValueError, KeyError):
            issues.append(
                issue("issued_damaged", period=period, file=f"{VERSIONS}/{other}/{version.name}", value=other)
            )
        else:
            if year_of(other) == year_of(period) or not changes_said(workspace, other, period):
                found[other] = month
    return found, issues


def _month(version: Traversable, period: str, outputs: str) -> IssuedMonth:
    """Read a version.

    Raises:
        OSError: a file is not there.
        ValueError: a file is not as it was issued.
    """
    record = record_of((version / SEAL).read_bytes())
    if record is None:
        raise ValueError(SEAL)
    tables = {}
    for name in (FIGURES, UNITS):
        data = (version / ARTEFACTS / name).read_bytes()
        if digest_of(data) != record.artefacts.get(name):
            raise ValueError(name)
        tables[name] = [dict(row) for row in csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""))]
    return IssuedMonth(
        period,
        record.version,
        f"{outputs}/{VERSIONS}/{period}/{record.version}/{ARTEFACTS}/{FIGURES}",
        {(row["figure"], row["scope"]): row for row in tables[FIGURES]},
        {row["unit_id"]: row for row in tables[UNITS]},
    )
