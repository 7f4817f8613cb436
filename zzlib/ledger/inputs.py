"""What a month is made of, read once: what is parsed is what was digested, whatever is done to the files meanwhile."""

import hashlib
import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import zzlib
from zzlib.issues import Issue
from zzlib.ledger.arrivals import Arrival, MonthArrivals, read_arrivals
from zzlib.ledger.decisions import read_file_decisions
from zzlib.ledger.register import FILE as REGISTER
from zzlib.names import legible
from zzlib.periods import check_period, month_of, months_until, period_before, period_of, year_of
from zzlib.told import ToldError
from zzlib.workspace import Workspace


class PeriodError(ToldError, ValueError):
    """There is nothing to read for a period; the message says in Chinese what to do."""


@dataclass(frozen=True)
class Inputs:
    """The inputs of a period: settings, reference files, templates and drafts as `workspace` holds them, the returns.

    `arrivals` are by the month in whose folder they lie; each refuses to be read when its content has changed. `files`
    are (path below the workspace, sha256) of all, `fingerprint` the digest of them and of the program, `issues` what is
    wrong in the registers.
    """

    workspace: Workspace
    arrivals: dict[str, list[Arrival]]
    files: list[tuple[str, str]]
    fingerprint: str
    issues: list[Issue]


def read_inputs(workspace: Workspace, period: str) -> Inputs:
    """Read what a month is made of: returns, registers, reference, settings, templates, drafts; and the digest of all.

    Raises:
        PeriodError: there is no folder of returns for the period.
        ValueError: the period is not a month.
    """
    check_period(period)
    if not workspace.returns_dir(period).is_dir():
        known = "、".join(workspace.periods()) or "（一个也没有）"
        raise PeriodError(f"没有 {period} 的报表文件夹 data/returns/{period}；现有：{known}")
    year = year_of(period)
    last_year = [period_of(year - 1, month) for month in range(1, month_of(period) + 1)]
    periods = [*(p for p in last_year if workspace.returns_dir(p).is_dir()), *months_until(period)]
    frozen, held = workspace.held(period_before(period), period)
    months = {p: read_arrivals(workspace, p) for p in periods} | _moved_in(frozen, periods)
    files = [entry for p, month in months.items() for entry in _digests(p, month)]
    files += [(legible(path), hashlib.sha256(data).hexdigest()) for path, data in held.items()]
    fingerprint = hashlib.sha256(json.dumps([files, code_digest()]).encode()).hexdigest()
    issues = [issue for p, month in months.items() for issue in month.register.issues(p)]
    return Inputs(frozen, {p: month.files for p, month in months.items()}, files, fingerprint, issues)


def _moved_in(workspace: Workspace, periods: list[str]) -> dict[str, MonthArrivals]:
    """Give the files in other months' folders that a person decided to be returns of these."""
    decisions = read_file_decisions(workspace)
    moved = {p: read_arrivals(workspace, p) for p in sorted(decisions.moved_into(periods) - set(periods))}
    return {
        p: MonthArrivals(
            [a for a in month.files if (to := decisions.of("month", a)) and to.answer in periods], month.register
        )
        for p, month in moved.items()
    }


def _digests(period: str, month: MonthArrivals) -> list[tuple[str, str]]:
    files = [(arrival.file, arrival.sha256) for arrival in month.files]
    files += [(REGISTER, month.register.sha256)] if month.register.data else []
    return [(f"data/returns/{period}/{file}", digest) for file, digest in files]


@cache
def code_digest() -> str:
    """Give the digest of this program's own code and data: a ledger made by other code is made anew."""
    package = Path(zzlib.__file__).parent
    digest = hashlib.sha256()
    files = (p for p in package.rglob("*") if p.is_file() and "__pycache__" not in p.parts)
    for path in sorted(files):
        digest.update(path.relative_to(package).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()
