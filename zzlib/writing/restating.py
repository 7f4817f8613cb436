"""What circulars that went out state otherwise than is known now: the next circular says it, once."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import asdict, astuple, dataclass, fields
from pathlib import Path

import duckdb

from zzlib.files import digest_of
from zzlib.indicators.stated import FILE as FIGURES
from zzlib.indicators.stated import StatedFigures, changed, figures_of_inputs, read_figures, read_rows
from zzlib.ledger.inputs import PeriodError, read_inputs
from zzlib.ledger.issue_log import ARTEFACTS, IssueRecord, records_of, version_folder
from zzlib.ledger.issued import compared_periods
from zzlib.ledger.store import read_meta, write_tables
from zzlib.periods import year_of
from zzlib.tabular import csv_text
from zzlib.told import ToldError
from zzlib.workspace import Workspace

FILE = "更正.csv"
"""The file of a run's outputs that lists what its circular restates; there is none where nothing is restated."""


@dataclass(frozen=True)
class Restated:
    """A figure that a circular stated, as people read it (`before`), and what it is by now (`after`, its exact `value`).

    Texts are `""` where the figure is not stated. `version` is that of the issued month `period`.
    """

    period: str
    version: int
    figure: str
    scope: str
    before: str
    after: str
    value: str


def restated(workspace: Workspace, period: str) -> tuple[Restated, ...]:
    """Give what a month's circular restates of the earlier issued months of its year (in its first period, of last year's).

    Where it is compared with what was issued of last year's same month, of that one, too.

    That is what is printed otherwise now than the last version of the month says, or than a circular issued since has
    restated. A month whose kept figures are damaged is left out: `zz verify` names it.
    """
    records = records_of(workspace.outputs_dir)
    year = year_of(workspace.rhythm.before(period))
    earlier = [record for record in records if record.period < period]
    compared = workspace.settings.publication.compare == "issued" and compared_periods(workspace, period)[1]
    last = {record.period: record for record in earlier if year_of(record.period) >= year or record.period == compared}
    if not last:
        return ()
    try:
        facts = read_inputs(workspace, period).facts
    except PeriodError:
        return ()
    known = digest_of(b"\n".join([facts.encode(), *(record.line() for record in earlier)]))
    folder = workspace.ledger_dir(period) / "restated"
    meta = read_meta(folder)
    if meta and meta["fingerprint"] == known:
        return tuple(Restated(*row) for row in meta["rows"])
    found = tuple(one for record in last.values() for one in _of_month(workspace, record, earlier))
    with suppress(duckdb.Error, OSError):  # what can't be kept is still good
        write_tables(folder, {}, {"fingerprint": known, "rows": [astuple(one) for one in found]})
    return found


def _of_month(workspace: Workspace, record: IssueRecord, earlier: Sequence[IssueRecord]) -> Iterator[Restated]:
    with suppress(OSError, ValueError, ToldError):
        stated = _stated(workspace.outputs_dir, record, earlier)
        now = figures_of_inputs(read_inputs(workspace, record.period))
        for one in changed(stated, now, ("text",)):
            if one.before.get("value") != one.after.get("value"):  # not what is only said otherwise
                texts = (one.before.get("text", ""), one.after.get("text", ""), one.after.get("value", ""))
                yield Restated(record.period, record.version, one.figure, one.scope, *texts)


def _stated(outputs: Path, record: IssueRecord, earlier: Iterable[IssueRecord]) -> StatedFigures:
    """Give the figures of an issued month as the last circular that spoke of them has them.

    Raises:
        OSError: they are not there.
        ValueError: they are not those that were issued.
    """
    figures = read_figures(_whole(outputs, record, FIGURES).parent)
    for later in earlier:
        if later.n > record.n and later.period > record.period and FILE in later.artefacts:
            for one in read_restated(_whole(outputs, later, FILE).parent):
                if one.period == record.period:
                    key = one.figure, one.scope
                    figures[key] = figures.get(key, {}) | {"text": one.after, "value": one.value}
    return figures


def _whole(outputs: Path, record: IssueRecord, name: str) -> Path:
    path = version_folder(outputs, record.period, record.version) / ARTEFACTS / name
    if digest_of(path.read_bytes()) != record.artefacts.get(name):
        raise ValueError(f"{path} 不是印发时的内容")
    return path


def read_restated(folder: Path) -> tuple[Restated, ...]:
    """Read what the circular among a run's outputs restates; nothing where it restates nothing.

    Raises:
        ValueError: it can't be read.
    """
    path = folder / FILE
    try:
        rows = read_rows(path) if path.is_file() else []
        return tuple(Restated(**row | {"version": int(row["version"])}) for row in rows)  # type: ignore[arg-type]
    except (KeyError, TypeError) as error:
        raise ValueError(f"{path} 读不出：{error}") from error


def restated_text(entries: Iterable[Restated]) -> str:
    """Write it as a table: period, version, figure, scope, before, after, value."""
    return csv_text([field.name for field in fields(Restated)], [_texts(one) for one in entries])


def _texts(one: Restated) -> dict[str, str]:
    return {name: str(value) for name, value in asdict(one).items()}


def restated_digest(entries: Sequence[Restated]) -> str:
    """Give the digest by which two circulars restate the same, `""` where nothing is restated."""
    return digest_of(restated_text(entries).encode()) if entries else ""
