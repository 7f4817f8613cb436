"""What was known when: a month's figures as the last version issued up to a day states them, else as what had come by then gives them."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pandas as pd

from zzlib.dispatch import dispatch_of
from zzlib.dispatch.figures import FOLDER, figures_of_items
from zzlib.filed import REGISTER
from zzlib.indicators import FIGURE_COLUMNS, measured
from zzlib.indicators.stated import FILE as FIGURES
from zzlib.indicators.stated import StatedFigures, computed_figures, figures_of, read_figures, stated
from zzlib.ledger import open_ledger
from zzlib.ledger.arrivals import read_arrivals
from zzlib.ledger.issue_log import ARTEFACTS, records_of
from zzlib.publication.faults import PublicationError
from zzlib.publication.kept import KeptVersion
from zzlib.reference_files import REFERENCE_COLUMNS
from zzlib.tabular import csv_text
from zzlib.workspace import Workspace


class DayError(PublicationError, ValueError):
    """It is no day; the message says how days are written."""

    wrong_use = True


@dataclass(frozen=True)
class Vintage:
    """A month's figures as a version states them, or computed (`version` is `None`): from what there is now, or was known by a day."""

    period: str
    version: int | None
    figures: StatedFigures
    items: StatedFigures = field(default_factory=dict)
    """Those of items (`zzlib.dispatch.figures`) but of leaders; of a day before the first version none are told."""

    def table(self) -> pd.DataFrame:
        """Give them as a table with the columns of `figures.csv` (`FIGURE_COLUMNS`), all text."""
        return pd.DataFrame(list(self.figures.values()), columns=list(FIGURE_COLUMNS), dtype="str")


def vintage(workspace: Workspace, period: str = "", as_of: date | str | None = None) -> Vintage:
    """Give a month's figures as they are now, or as they were known at the end of a day (`2013-06-10` or a date).

    What was known is what the last version issued by then states; where none was, what the returns received and the decisions
    taken by then give. A blank `period` is the latest month issued by then, else the latest with returns.

    Raises:
        DayError: `as_of` is no day.
        PublicationError: nothing was issued and nothing had been received by then.
        NoReturnsError: there are no returns at all.
        PeriodError: there are no returns of this period.
        ValueError: what a version keeps can't be read.
    """
    if as_of in (None, ""):
        return _as_it_is(workspace, period or workspace.latest_period())
    day = as_of if isinstance(as_of, date) else day_of(str(as_of))
    kept = _issued_by(workspace, period, day)
    if kept:
        folder = kept.folder / ARTEFACTS
        items = read_figures(folder / FOLDER) if (folder / FOLDER / FIGURES).exists() else {}
        return Vintage(kept.record.period, kept.record.version, read_figures(folder), _unnamed(items))
    with known_by(workspace, day) as known:
        periods = known.periods()
        if not periods or (period and period not in periods):
            first = next((f"（第 1 版是 {r.at[:10]} 印发的）" for r in records_of(workspace.outputs_dir, period)), "")
            said = f"到 {day.isoformat()} 为止，{period or '各月'}还没有印发过{first}，也没有收到报表"
            raise PublicationError(said)
        return Vintage(period or periods[-1], None, computed_figures(known, period or periods[-1]))


def _as_it_is(workspace: Workspace, period: str) -> Vintage:
    ledger = open_ledger(workspace, period)
    month = measured(ledger)
    items = figures_of_items(dispatch_of(ledger, month), month)
    return Vintage(period, None, figures_of(month), _unnamed(stated(items)))


def _unnamed(items: StatedFigures) -> StatedFigures:
    """Leave out the figures of leaders: people stand in the dispatch papers only."""
    return {key: row for key, row in items.items() if not key[1].startswith("leader:")}


@contextmanager
def known_by(workspace: Workspace, day: date) -> Iterator[Workspace]:
    """Give a workspace of the returns received and the decisions taken up to the end of a day, gone afterwards.

    What bears no day (targets, settings, history) is as it stands now. A return whose content was changed since is left out: what
    was received first is no longer there.
    """
    data = workspace.root / "data"
    with TemporaryDirectory(prefix="zz-known-") as folder:
        root = Path(folder)
        shutil.copytree(data, root / "data", ignore=lambda at, _: ("ledger", "returns") if Path(at) == data else ())
        for period in workspace.periods():
            arrivals = read_arrivals(workspace, period).files
            paths = {a.path for a in arrivals if a.received_at and a.received_at[:10] <= day.isoformat()}
            for path in (*paths, *([workspace.returns_dir(period) / REGISTER] if paths else ())):
                target = root / path.relative_to(workspace.root)
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(path, target)
        _undecide(Workspace(root), day)
        yield Workspace(root)


def _undecide(workspace: Workspace, day: date) -> None:
    """Take out of the reference files what was decided after a day."""
    for name in REFERENCE_COLUMNS:
        reference = workspace.reference(name)
        if "decided_on" in reference.letters:
            later = reference.frame["decided_on"].map(lambda text: _is_later(text, day)).astype(bool)
            if later.any():
                rows = reference.frame[~later].drop(columns="row")
                (workspace.root / reference.file).unlink()
                target = workspace.root / "data" / "reference" / f"{name}.csv"
                target.write_text(csv_text(list(rows.columns), rows.to_dict("records")), encoding="utf-8")


def _is_later(text: str, day: date) -> bool:
    try:
        return date.fromisoformat(text[:10]) > day
    except ValueError:
        return False


def day_of(text: str) -> date:
    """Read a day.

    Raises:
        DayError: it is none.
    """
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise DayError(f"“{text}”不是日期，请写成 2013-06-10 的样子") from error


def _issued_by(workspace: Workspace, period: str, day: date) -> KeptVersion | None:
    """Give the version of a month (of the latest one issued, where `period` is blank) that was the last up to the end of a day."""
    known = [record for record in records_of(workspace.outputs_dir, period) if record.at[:10] <= day.isoformat()]
    latest = max((record.period for record in known), default="")
    return KeptVersion(workspace.outputs_dir, [r for r in known if r.period == latest][-1]) if latest else None
