"""The steps of a month: what each waits for, from the files alone. Whoever else works in the workspace is seen, too."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from zzlib.data import DataModel, package_toml
from zzlib.exchange.outbox import read_record
from zzlib.exchange.questions import open_questions
from zzlib.indicators import Month, measured
from zzlib.ledger import Ledger, open_ledger
from zzlib.ledger.issue_log import records_of
from zzlib.periods import following_month_day, today
from zzlib.runs.freshness import current_manifest, faults_in
from zzlib.runs.parameters import NOTEBOOK
from zzlib.runs.publish import MANIFEST
from zzlib.vocabulary import Filing, Level
from zzlib.workspace import NoReturnsError, Workspace
from zzlib.writing import Draft, read_writing
from zzlib.writing.draft import STATES
from zzlib.writing.signed_figures import count_moved, is_lost, signature_due

_MOST_NAMED = 6


class StepWords(DataModel):
    """What a step is called, how it is done, and the sentences of where it stands."""

    title: str
    help: str
    none: str
    left: str
    done: str
    stale: str = ""
    reviewed: str = ""
    ready: str = ""
    faulty: str = ""


@dataclass(frozen=True)
class OfficeStep:
    """A step of the month: whether nothing is left to do in it, and what it waits for or what is there."""

    name: str
    title: str
    done: bool
    says: str

    def line(self, number: int) -> str:
        """Write the step with its number as a line of a page."""
        return f"{'✓' if self.done else '□'} {number} {self.title}：{self.says}"


@cache
def step_words() -> dict[str, StepWords]:
    """Give the steps' words by name, in the order of the month."""
    return {name: StepWords.model_validate(own) for name, own in package_toml(__package__, "wording.toml").items()}


def begun_period(workspace: Workspace) -> tuple[str, str]:
    """Give the period that a page opens with, the latest that has returns, else the one that is due; and what is to be said."""
    try:
        return workspace.latest_period(), ""
    except NoReturnsError as nothing_yet:
        return max(workspace.periods(), default=workspace.rhythm.ended(today())), str(nothing_yet)


def office_steps(workspace: Workspace, period: str) -> list[OfficeStep]:
    """Tell of every step of a month where it stands; a month without returns waits for them.

    Raises:
        ToldError: the returns, the settings or a draft can't be read.
    """
    ledger = open_ledger(workspace, period) if workspace.returns_dir(period).is_dir() else None
    month = measured(ledger) if ledger and ledger.arrivals[period] else None
    draft, file = _newest(workspace, period)
    manifest = current_manifest(workspace, period, NOTEBOOK) if month else None
    told: dict[str, tuple[str, dict[str, Any]]] = {
        "receive": _received(workspace, period, month),
        "check": _checked(month) if month else ("none", {}),
        "decide": _asked(ledger) if ledger and month else ("none", {}),
        "send": _sent(workspace, period) if month else ("none", {}),
        "run": _made(workspace, period, manifest) if month else ("none", {}),
        "write": ("done", {"file": file, "state": STATES[draft.state]}) if draft else ("left" if month else "none", {}),
        "sign": _signed(draft, file, month) if draft else ("none", {}),
    }
    open_steps = {name for name in ("run", "sign") if told[name][0] != "done"}
    told["issue"] = _issued(workspace, period, open_steps, faults_in(manifest) if manifest else [])
    return [
        OfficeStep(name, words.title, told[name][0] == "done", getattr(words, told[name][0]).format(**told[name][1]))
        for name, words in step_words().items()
    ]


def _newest(workspace: Workspace, period: str) -> tuple[Draft | None, str]:
    writing = read_writing(workspace, period)
    return writing.draft, writing.file.rpartition("/")[2]


def _received(workspace: Workspace, period: str, month: Month | None) -> tuple[str, dict[str, Any]]:
    day = following_month_day(period, workspace.settings.returns.due_day)
    due = f"{day.month} 月 {day.day} 日"
    if month is None:
        return "none", {"due": due}
    missing = list(month.units.loc[month.units["filing"] == Filing.MISSING, "unit"])
    if not missing:
        return "done", {"count": len(month.units)}
    return "left", {"count": len(missing), "units": _named(missing), "due": due}


def _named(names: Sequence[str]) -> str:
    return "、".join(names[:_MOST_NAMED]) + ("等" if len(names) > _MOST_NAMED else "")


def _checked(month: Month) -> tuple[str, dict[str, Any]]:
    unreadable = int((month.units["filing"] == Filing.UNREADABLE).sum())
    errors, waiting = int((month.issues["level"] == Level.ERROR).sum()), len(month.waiting_files)
    counts = {"等改 {} 处错误": errors, "{} 个单位的读不出": unreadable, "{} 份文件等人认": waiting}
    said = "，".join(words.format(count) for words, count in counts.items() if count)
    return ("left" if said else "done"), {"said": said}


def _asked(ledger: Ledger) -> tuple[str, dict[str, Any]]:
    count = len(open_questions(ledger))
    return ("left" if count else "done"), {"count": count}


def _sent(workspace: Workspace, period: str) -> tuple[str, dict[str, Any]]:
    folders = {"填报表": "forms", "回执": "receipts"}
    absent = [words for words, name in folders.items() if not read_record(workspace.outputs_dir / name / period)]
    return ("left" if absent else "done"), {"said": f"等写{'、'.join(absent)}"}


def _made(workspace: Workspace, period: str, manifest: dict[str, Any] | None) -> tuple[str, dict[str, Any]]:
    if not (workspace.outputs_dir / period / MANIFEST).exists():
        return "left", {}
    return ("done" if manifest else "stale"), {"period": period}


def _signed(draft: Draft, file: str, month: Month | None) -> tuple[str, dict[str, Any]]:
    state = {"draft": "left", "reviewed": "reviewed", "signed": "done"}[draft.state]
    due = signature_due(count_moved(month, draft), lost=is_lost(month.workspace, month.period, draft)) if month else ""
    return "stale" if due else state, {"file": file, "by": draft.by, "on": draft.on, "due": due}


def _issued(
    workspace: Workspace, period: str, open_steps: set[str], faults: Sequence[str]
) -> tuple[str, dict[str, Any]]:
    records = records_of(workspace.outputs_dir, period)
    if records:
        last = records[-1]
        return "done", {"version": last.version, "on": last.at[:10], "by": last.by}
    if open_steps:
        return "left", {"said": "、".join(_titles(open_steps))}
    return ("faulty" if faults else "ready"), {"said": "，".join(faults)}


def _titles(names: set[str]) -> Iterator[str]:
    return (words.title for name, words in step_words().items() if name in names)
