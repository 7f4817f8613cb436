"""What was known when: the version of a month that was the last one issued up to a day, and its figures."""

from dataclasses import dataclass
from datetime import date

import pandas as pd

from zzlib.indicators import FIGURE_COLUMNS
from zzlib.indicators.stated import StatedFigures, computed_figures, read_figures
from zzlib.ledger.issue_log import ARTEFACTS, records_of
from zzlib.publication.faults import PublicationError
from zzlib.publication.kept import KeptVersion
from zzlib.workspace import Workspace


class DayError(PublicationError, ValueError):
    """It is no day; the message says how days are written."""

    wrong_use = True


@dataclass(frozen=True)
class Vintage:
    """A month's figures as a version states them, or as they are now (`version` is `None`)."""

    period: str
    version: int | None
    figures: StatedFigures

    def table(self) -> pd.DataFrame:
        """Give them as a table with the columns of `figures.csv` (`FIGURE_COLUMNS`), all text."""
        return pd.DataFrame(list(self.figures.values()), columns=list(FIGURE_COLUMNS), dtype="str")


def vintage(workspace: Workspace, period: str = "", as_of: date | str | None = None) -> Vintage:
    """Give a month's figures: as issued up to the end of a day (`2013-06-10` or a date), without one as they are now.

    A blank `period` is the latest month with returns, or the latest that was issued by then.

    Raises:
        DayError: `as_of` is no day.
        PublicationError: nothing was issued by then; the message says when the first version was.
        NoReturnsError: there are no returns at all.
        PeriodError: there are no returns of this period.
        ValueError: what a version keeps can't be read.
    """
    if as_of in (None, ""):
        period = period or workspace.latest_period()
        return Vintage(period, None, computed_figures(workspace, period))
    kept = version_as_of(workspace, period, as_of if isinstance(as_of, date) else day_of(str(as_of)))
    return Vintage(kept.record.period, kept.record.version, read_figures(kept.folder / ARTEFACTS))


def day_of(text: str) -> date:
    """Read a day.

    Raises:
        DayError: it is none.
    """
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise DayError(f"“{text}”不是日期，请写成 2013-06-10 的样子") from error


def version_as_of(workspace: Workspace, period: str, day: date) -> KeptVersion:
    """Give the version of a month (of the latest one issued, where `period` is blank) that was the last up to the end of a day.

    Raises:
        PublicationError: none was issued by then; the message says when the first was.
    """
    records = records_of(workspace.outputs_dir, period)
    known = [record for record in records if record.at[:10] <= day.isoformat()]
    if known:
        latest = max(record.period for record in known)
        return KeptVersion(workspace.outputs_dir, [record for record in known if record.period == latest][-1])
    first = f"，第 1 版是 {records[0].at[:10]} 印发的" if records else ""
    raise PublicationError(f"到 {day.isoformat()} 为止，{period or '各月'}还没有印发过{first}")
