"""What was known when: the version of a month that was the last one issued up to a day."""

from datetime import date

from zzlib.publication.faults import PublicationError
from zzlib.publication.kept import KeptVersion
from zzlib.publication.record import records_of
from zzlib.workspace import Workspace


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
