"""Which issued months no longer say what is known: told at once when a correction, a decision or a late return makes it so."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from typing import Any

from zzlib.indicators.stated import changed, computed_figures, read_figures
from zzlib.ledger.issue_log import ARTEFACTS, records_of
from zzlib.periods import month_of, year_of
from zzlib.publication.kept import KeptVersion
from zzlib.told import ToldError
from zzlib.workspace import Workspace


@dataclass(frozen=True)
class Touched:
    """An issued month (its last version) of which `changed` printed figures are other ones by now."""

    period: str
    version: int
    changed: int


def touched_months(workspace: Workspace, since: str) -> list[Touched]:
    """Give the issued months from `since` to the end of the next year, which compares with it, that would be printed otherwise now.

    A month that can't be looked at is left out: what a person has just written down stands, and `verify` names what is damaged.
    """
    outputs = workspace.outputs_dir
    last = {record.period: record for record in records_of(outputs)}
    fresh = Workspace(workspace.root)
    found = []
    for period, record in sorted(last.items()):
        if period >= since and year_of(period) <= year_of(since) + 1:
            with suppress(OSError, ValueError, ToldError):
                kept = read_figures(KeptVersion(outputs, record).folder / ARTEFACTS)
                count = len(changed(kept, computed_figures(fresh, period), ("text",)))
                found += [Touched(period, record.version, count)] if count else []
    return found


def touched_lines(workspace: Workspace, touched: Sequence[Touched]) -> list[str]:
    """Say it to people; nothing where no issued month is touched."""
    if not touched:
        return []
    one_year = len({year_of(one.period) for one in touched}) == 1 and workspace.rhythm.is_monthly
    names = [f"{month_of(one.period)} 月" if one_year else workspace.rhythm.name(one.period) for one in touched]
    counts = "，".join(f"{name} {one.changed} 个数" for name, one in zip(names, touched, strict=True))
    return [
        f"将改变已发的 {'、'.join(names)}通报：{counts}（印发的没有动）。变在哪里：zz diff {touched[0].period}；"
        f"要换发：重新出数后 zz issue {touched[0].period} --by 姓名 --supersede --why 理由"
    ]


def touched_json(touched: Sequence[Touched]) -> dict[str, Any]:
    """Give it for programs: `issued`, there where an issued month is touched."""
    return {"issued": [asdict(one) for one in touched]} if touched else {}
