"""Run a month: from the returns to the published outputs, through the same functions that analysts call."""

import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from zzlib import stopping
from zzlib.dispatch import dispatch_of
from zzlib.indicators import Explainer, Month, figures_table, measured, units_table
from zzlib.indicators.own_figures import catalogue_of
from zzlib.indicators.queries import queries_kept
from zzlib.issues import ISSUE_COLUMNS
from zzlib.ledger import Ledger, build_ledger, open_ledger
from zzlib.ledger.collecting import rare_collections
from zzlib.notebook_page import HEAD_PAGE
from zzlib.roots import relative
from zzlib.runs.execution import Job, NotebookProcess, Start, started
from zzlib.runs.faults import RunError
from zzlib.runs.freshness import current_manifest
from zzlib.runs.imports import own_pictures
from zzlib.runs.journal import logged
from zzlib.runs.manifest import Timings, read_manifest, write_manifest
from zzlib.runs.parameters import NOTEBOOK, check_parameters, notebook_rooms
from zzlib.runs.progress import OnFile, Progress
from zzlib.runs.publish import check_rights, edits_note, period_lock, publish, settle, staging
from zzlib.runs.signed import Drafted, Signed, keep_signed, printed_draft, since_signed
from zzlib.tabular import write_csv
from zzlib.vocabulary import Level
from zzlib.workspace import Workspace
from zzlib.writing.restating import read_restated, restated_digest

STAGES = {
    "ledger": "读取报表，汇总台账",
    "indicators": "计算指标",
    "documents": "写通报和表格",
    "notebook": "运行分析笔记本",
}
"""The stages that are timed, as people read them. The notebook works while the documents are made."""


_SIGNED = ("bulletin.docx", "一页通.docx")


@dataclass(frozen=True)
class RunResult:
    """A published month: where its files lie, and the month itself; `None` when a run found nothing changed.

    `called` is the period as people call it. `draft` are lines about the writer's draft: which was used, and what its writer should know. `signed` tells what
    differs from documents that were signed, and where these are kept. `refuted` are lines about what the auditor calls wrong
    in the documents.
    """

    period: str
    outputs: Path
    month: Month | None
    draft: tuple[str, ...] = ()
    signed: Signed | None = None
    called: str = ""
    refuted: tuple[str, ...] = ()


def run_month(
    workspace: Workspace,
    period: str,
    *,
    progress: Progress,
    notebook: Path = NOTEBOOK,
    force: bool = False,
    start: Start = started,
) -> RunResult:
    """Read the returns of a period, compute, and publish `outputs/<period>/`; errors in the data don't hinder it.

    Outputs that are what a run would make now are left as they are, unless `force` asks to make them anew. The log of
    runs tells what became of it. `start` starts the notebook's process.

    Raises:
        RunError: it can't be done: the notebook failed, or another run held the period too long.
        PeriodError: there are no returns of this period.
        NoReturnsError: no unit has returned a file yet, in no period.
        OSError: the outputs can't be written.
    """
    check_parameters(notebook, _parameters(period))
    catalogue_of(workspace)  # what is wrong with the county's form, measures or figures is told before anything begins
    outputs, called = workspace.outputs_dir, workspace.rhythm.name(period)
    own_pictures(outputs)
    with logged(outputs, period) as entry, period_lock(outputs, period, progress.note):
        for note in settle(outputs, period):
            progress.note(note)
        workspace.latest_period(period)  # says what to do where nobody has returned anything yet
        if not force and (current := current_manifest(workspace, period, notebook)):
            entry.outcome, entry.data_errors = "unchanged", current["data_errors"]
            signed = since_signed(workspace, period, printed_draft(outputs / period))
            stopping.too_late()
            refuted = tuple(current.get("refuted", ()))
            return RunResult(period, outputs / period, None, signed=signed, called=called, refuted=refuted)
        check_rights(outputs, period)
        with staging(outputs, period) as folder:
            built, month = _build(workspace, period, folder, notebook, progress, start, anew=force)
            draft, drafted = _draft_lines(month), printed_draft(built)
            with progress.stage("发布"):
                kept = keep_signed(outputs, period, built, folder, drafted)
                stopping.too_late()
                edits = publish(built, outputs, period)
        signed = since_signed(workspace, period, drafted, kept)
        shutil.rmtree(outputs / ".failed" / period, ignore_errors=True)
        entry.outcome, entry.data_errors = "published", error_count(month)
    if edits:
        progress.note(edits_note(edits))
    refuted = tuple(read_manifest(outputs / period)["refuted"])
    return RunResult(period, outputs / period, month, draft, signed, called, refuted)


@rare_collections()
def _build(
    workspace: Workspace, period: str, folder: Path, notebook: Path, progress: Progress, start: Start, *, anew: bool
) -> tuple[Path, Month]:
    """Make all artefacts and the manifest in a folder below `folder`; gives that folder and the month.

    `anew` reads the returns again though nothing that figures are made of has changed since the ledger was stored.
    """
    built = folder / "outputs"
    built.mkdir()
    timings = Timings()

    @contextmanager
    def stage(name: str) -> Iterator[OnFile]:
        with timings.of(name), progress.stage(STAGES[name]) as on_file:
            yield on_file

    place, notebook = notebook.parent, copied_notebook(notebook, folder / "notebook")
    log, modules = folder / "notebook.log", notebook_rooms(notebook)
    with NotebookProcess(place, log, kernel_environment(workspace), modules, start) as process:
        with stage("ledger") as on_file:
            ledger = (build_ledger if anew else open_ledger)(workspace, period, on_file)
        with stage("indicators"), queries_kept(workspace.ledger_dir(".queries.json")):
            month = measured(ledger)
        process.submit(_job(ledger, month, folder, built, notebook, place))  # now it finds the month as kept
        with stage("documents"):
            drafted = _write_documents(ledger, month, built)
            refuted = _refuted(ledger, month, built)
            _write_receipts(ledger, month, built / "receipts")
        with stage("notebook"):
            finish_notebook(process, folder, workspace.outputs_dir / ".failed" / period)
    write_manifest(
        built,
        period=period,
        data_errors=error_count(month),
        inputs=ledger.inputs,
        fingerprint=ledger.fingerprint,
        notebook=notebook,
        parameters=_parameters(period),
        draft=drafted,
        refuted=refuted,
        restated=restated_digest(read_restated(built)),
        timings=timings,
    )
    return built, month


def copied_notebook(notebook: Path, folder: Path) -> Path:
    """Copy the notebook, so that what is executed is what the manifest names."""
    folder.mkdir()
    copy = folder / notebook.name
    copy.write_bytes(notebook.read_bytes())
    return copy


def _draft_lines(month: Month) -> tuple[str, ...]:
    from zzlib.writing import read_writing
    from zzlib.writing.sections import draft_lines
    from zzlib.writing.wording import wording

    words, writing = wording(month.workspace.templates_dir), read_writing(month.workspace, month.period)
    return tuple(draft_lines(month, words, writing))


def error_count(month: Month) -> int:
    """Count the issues by which a figure may be wrong or a return can't be used."""
    return int((month.issues["level"] == Level.ERROR).sum())


def _parameters(period: str) -> dict[str, str]:
    return {"period": period}


def kernel_environment(workspace: Workspace) -> dict[str, str]:
    """Give what the kernel finds in its environment: the workspace, and no start-up files of this account."""
    return {
        "ZZ_ROOT": str(workspace.root),
        "IPYTHONDIR": str(workspace.outputs_dir / ".cache" / "ipython"),
        "JUPYTER_PREFER_ENV_PATH": "1",
    }


def _job(ledger: Ledger, month: Month, folder: Path, built: Path, notebook: Path, place: Path) -> Job:
    return Job(
        notebook=str(notebook),
        parameters=_parameters(ledger.period),
        environment={"ZZ_FINGERPRINT": ledger.fingerprint},
        raw=str(folder / "analysis.ipynb"),
        executed=str(built / "analysis.ipynb"),
        hidden=[str(ledger.workspace.root), str(place.parent), sys.prefix, sys.base_prefix],
        every=ledger.workspace.settings.returns.every,
        page=str(built / "analysis.html"),
        title=page_title(month),
        links={"主要数字的说明：口径、缺报、更正、舍入": HEAD_PAGE, "通报里每句话的来处": "bulletin.html"},
    )


def page_title(month: Month) -> str:
    """Give what the page of a month's analysis is called."""
    return f"{month.settings.county.name}{month.rhythm.name(month.period)}争资争项分析"


def _write_documents(ledger: Ledger, month: Month, folder: Path) -> Drafted:
    """Write tables and documents; give which draft was printed."""
    # The libraries of documents are slow to load: they are loaded here, beside the notebook that is at work.
    from zzlib.report import (
        write_bulletin,
        write_head_page,
        write_linked_page,
        write_one_page,
        write_openings,
        write_reminders,
        write_tables,
    )  # fmt: skip
    from zzlib.runs.dispatching import write_papers
    from zzlib.writing import read_writing
    from zzlib.writing.restating import FILE as RESTATED
    from zzlib.writing.restating import restated_text

    issues = month.issues[list(ISSUE_COLUMNS)]
    for name, table in {"figures": figures_table(month), "units": units_table(month), "issues": issues}.items():
        write_csv(table, folder / f"{name}.csv")
    templates, writing = ledger.workspace.templates_dir, read_writing(ledger.workspace, month.period)
    if writing.restated:
        (folder / RESTATED).write_bytes(restated_text(writing.restated).encode("utf-8-sig"))
    dispatch = dispatch_of(ledger, month)
    write_bulletin(month, folder / "bulletin.docx", templates, writing, dispatch.items)
    explainer = Explainer(ledger, month)
    write_linked_page(month, explainer, folder / "bulletin.html", templates, writing)
    write_head_page(month, explainer, folder / HEAD_PAGE)
    write_tables(month, folder / "tables.xlsx")
    write_openings(month, folder / "可申报专项清单.xlsx")
    write_papers(dispatch, month, folder, writing)
    write_reminders(month, folder / "催报.txt", templates, dispatch.open)
    write_one_page(month, folder / "一页通.docx", folder / "一页通.png", templates, writing)
    if writing.draft is None:
        return {}
    own = {"file": writing.file, "sha256": dict(ledger.inputs)[writing.file]}
    return own | {"state": writing.draft.state, "by": writing.draft.by, "on": writing.draft.on}


def _refuted(ledger: Ledger, month: Month, folder: Path) -> list[str]:
    """Say what the auditor calls wrong in the documents that are signed."""
    from zzlib.audit.own import refuted
    from zzlib.audit.telling.telling import refuted_lines
    from zzlib.writing import read_writing

    writing = read_writing(month.workspace, month.period)
    return [line for name in _SIGNED for line in refuted_lines(refuted(folder / name, ledger, month, writing))]


def _write_receipts(ledger: Ledger, month: Month, folder: Path) -> None:
    """Write the receipts of the files that have errors or warnings."""
    from zzlib.exchange.receipts import month_receipts

    for receipt in month_receipts(ledger, month, faulty_only=True):
        path = folder / receipt.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(receipt.data)


def finish_notebook(process: NotebookProcess, folder: Path, failed: Path) -> None:
    """Wait for the notebook and its page; that of a failed run is kept in `failed`."""
    try:
        process.wait()
    except RunError as error:
        keep_failed(folder, failed)
        raise RunError(f"{error}。出错的笔记本在 {relative(failed / 'analysis.ipynb')}，原有输出未动") from error


def keep_failed(folder: Path, failed: Path) -> None:
    """Keep the notebook and the log of a failed run."""
    shutil.rmtree(failed, ignore_errors=True)
    failed.mkdir(parents=True)
    for name in ("analysis.ipynb", "notebook.log"):
        with suppress(FileNotFoundError):
            (folder / name).replace(failed / name)
