"""What a month is made of, read once: what is parsed is what was digested, whatever is done to the files meanwhile."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from zzlib.decisions.kinds.month import moved_into
from zzlib.filed import REGISTER, files_in
from zzlib.files import digest_of
from zzlib.issues import Issue, issue
from zzlib.ledger.arrivals import Arrival, MonthArrivals, read_arrivals
from zzlib.ledger.decisions import decided_until, read_file_decisions
from zzlib.ledger.issued import IssuedMonth, issued_paths, read_issued
from zzlib.names import legible
from zzlib.periods import period_of, year_of
from zzlib.program import code_digest
from zzlib.reference_files import REFERENCE_COLUMNS
from zzlib.told import ToldError
from zzlib.workspace import Workspace

_YEARS_BACK = 2
"""Over so many years back it is followed which project a row is: last year's, and those that last year began with."""


class PeriodError(ToldError, ValueError):
    """There is nothing to read for a period; the message says in Chinese what to do."""


@dataclass(frozen=True)
class Inputs:
    """The inputs of a period: settings, reference files, templates and drafts as `workspace` holds them, the returns.

    `arrivals` are those that may count in the year up to `period`, by the month in whose folder they lie; each refuses to
    be read when its content has changed. `files` are (path below the workspace, sha256) of all, `fingerprint` the digest
    of them (of decisions about months of those up to the period) and of the program, `facts` the digest without templates and drafts: a word that the writer changes leaves
    the figures as they are. `issues` are what is wrong in the registers. `past` are the inputs of last year's last month
    that has returns, without what was decided since; `None` if there is none. `issued` are the issued months, by period, that
    the month is compared with as they were issued.
    """

    period: str
    workspace: Workspace
    arrivals: dict[str, list[Arrival]]
    files: list[tuple[str, str]]
    fingerprint: str
    facts: str
    issues: list[Issue]
    past: "Inputs | None" = None
    issued: Mapping[str, IssuedMonth] = field(default_factory=dict)


def read_inputs(workspace: Workspace, period: str) -> Inputs:
    """Read what a month is made of: returns, registers, reference, settings, templates, drafts; and the digest of all.

    Raises:
        PeriodError: there is no folder of returns for the period.
        ValueError: the period is not a month.
    """
    rhythm = workspace.rhythm
    rhythm.check(period)
    if workspace.is_city:
        raise PeriodError(f"{workspace.root} 是市里的工作区，自己没有报表；全市的月份用 zz city run {period}")
    if not workspace.returns_dir(period).is_dir():
        raise PeriodError(workspace.no_returns(period) + _in_other_months(workspace))
    frozen, held = held_for(workspace, period)
    frozen = _knowing(frozen, period)
    others = [(legible(path), digest_of(data)) for path, data in held.items()]
    inputs = _read(frozen, period, others, _YEARS_BACK)
    issued, damaged = read_issued(frozen, period)
    return replace(inputs, issued=issued, issues=[*inputs.issues, *damaged])


def held_for(workspace: Workspace, period: str) -> tuple[Workspace, dict[str, bytes]]:
    """Give the workspace as it stands now for a period, and what it holds besides returns by path (`Workspace.held`)."""
    return workspace.held(workspace.rhythm.before(period), period, also=issued_paths(workspace, period))


def _read(workspace: Workspace, period: str, others: Iterable[tuple[str, str]], years_back: int) -> Inputs:
    """Read the returns of a year up to a period and of the years before; `others` are digests of what is not a return."""
    past = _past_inputs(workspace, period, years_back)
    periods = workspace.rhythm.until(period)
    months = {p: read_arrivals(workspace, p) for p in periods} | _moved_in(workspace, periods)
    own = (entry for p, month in months.items() for entry in _digests(p, month))
    files = list(dict.fromkeys([*(past.files if past else ()), *own, *others]))
    elsewhere = _other_months(workspace, period)
    issues = [issue for p, month in months.items() for issue in month.register.issues(p)] + elsewhere
    issues += _absent(months)
    arrivals = {p: month.files for p, month in months.items()}
    decided = [workspace.reference(name) for name in _DECIDED]
    digested = [entry for entry in files if entry[0] not in {reference.file for reference in decided}]
    digested += [(r.name, _digest([r.rows(), [i.message for i in r.issues]])) for r in decided]
    facts, fingerprint = (
        _digest([known, code_digest(), *(i.message for i in elsewhere)])
        for known in ([entry for entry in digested if not entry[0].startswith(_WRITTEN)], digested)
    )
    return Inputs(period, workspace, arrivals, files, fingerprint, facts, issues, past)


def _past_inputs(workspace: Workspace, period: str, years_back: int) -> Inputs | None:
    """Read the inputs of last year's last period that has returns; what is decided of later ones changes nothing in it."""
    year = workspace.rhythm.until(period_of(year_of(period) - 1, _LAST_MONTH))
    end = max((p for p in year if workspace.returns_dir(p).is_dir()), default="")
    if not end or not years_back:
        return None
    known = _knowing(workspace, end)
    rows = {name: known.reference(name).rows() for name in REFERENCE_COLUMNS}
    read = _read(known, end, [], years_back - 1)
    return replace(
        read, fingerprint=_digest([read.fingerprint, rows, known.settings.model_dump_json(), known.form.digest])
    )


def _knowing(workspace: Workspace, period: str) -> Workspace:
    """Give a workspace without what was decided of later months only: it changes nothing in a period."""
    return workspace.having(*(decided_until(workspace.reference(name), period) for name in _DECIDED))


_WRITTEN = ("data/drafts/", "data/templates/", "data/dispatch/", "data/rules/")
"""Where the files lie that only documents are made of."""

_LAST_MONTH = 12
_DECIDED = ("corrections", "file_decisions")
"""The files of decisions about single months: they grow with every month."""


def _in_other_months(workspace: Workspace) -> str:
    """Say what lies in folders of months that are no period of the county, for who looks for returns."""
    said = "；".join(f"{month}：{_meant_for(workspace, month)}" for month in workspace.other_months())
    return f"。本县按季度报送，这些文件夹不看：{said}" if said else ""


def _meant_for(workspace: Workspace, month: str) -> str:
    return "，".join(f"{workspace.rhythm.name(own)}的请移到 {own}" for own in workspace.rhythm.around(month))


def _other_months(workspace: Workspace, period: str) -> list[Issue]:
    """Warn of returns of the year up to a period that lie where nobody looks for them: in months that are no period."""
    first = period_of(year_of(period), 1)
    months = [month for month in workspace.other_months() if first <= month < period]
    return [
        issue(
            "folder_no_period", file=f"data/returns/{month}", value=month, to=_meant_for(workspace, month), count=count
        )
        for month in months
        if (count := sum(1 for _ in files_in(workspace.returns_dir(month))))
    ]


def _moved_in(workspace: Workspace, periods: list[str]) -> dict[str, MonthArrivals]:
    """Give the files in other months' folders that a person decided to be returns of these."""
    decisions = read_file_decisions(workspace)
    moved = {p: read_arrivals(workspace, p) for p in sorted(moved_into(decisions, periods) - set(periods))}
    return {
        p: MonthArrivals(
            [a for a in month.files if (to := decisions.of("month", a)) and to.answer in periods],
            month.register,
            month.digests,
        )
        for p, month in moved.items()
    }


def _absent(months: Mapping[str, MonthArrivals]) -> list[Issue]:
    """Say each file that was received and is no more there: its unit would be missing without a word."""
    here = frozenset().union(*(month.digests for month in months.values()))
    return [
        issue("register_file_absent", period=period, unit_id=row["unit_id"], file=row["file"], at=row["received_at"])
        for period, month in months.items()
        for row in month.absent
        if row["sha256"].lower() not in here
    ]


def _digests(period: str, month: MonthArrivals) -> list[tuple[str, str]]:
    files = [(arrival.file, arrival.sha256) for arrival in month.files]
    files += [(REGISTER, month.register.sha256)] if month.register.data else []
    return [(f"data/returns/{period}/{file}", digest) for file, digest in files]


def _digest(parts: object) -> str:
    return digest_of(json.dumps(parts).encode())
