"""Issuing a month (印发): its outputs as they stand, with all that they were made of, kept as a version that nothing changes."""

import json
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from zzlib.filed import REGISTER, files_in
from zzlib.files import digest_of
from zzlib.indicators import measured
from zzlib.indicators.stated import changed as changed_figures
from zzlib.indicators.stated import figures_of, read_figures
from zzlib.ledger import inputs_fingerprint, open_ledger
from zzlib.ledger.inputs import Inputs, held_for, read_inputs
from zzlib.ledger.issue_log import ARTEFACTS, SEAL, VERSIONS, IssueRecord, read_log, version_folder, with_line
from zzlib.ledger.reference_rows import unit_names
from zzlib.periods import now
from zzlib.program import code_digest
from zzlib.publication.approval import Approval, approval, then_run
from zzlib.publication.faults import PublicationError
from zzlib.publication.kept import INPUTS, OBJECTS, PROGRAM, KeptVersion, entries_text, made_of
from zzlib.publication.storing import building, keep_object, publication_lock, take, version_in, write_record
from zzlib.runs.freshness import current_manifest, faults_in
from zzlib.runs.manifest import read_manifest, versions
from zzlib.runs.parameters import NOTEBOOK
from zzlib.runs.publish import MANIFEST, edited_files, period_lock, settle
from zzlib.runs.signed import change_lines, since_signed
from zzlib.workspace import Workspace
from zzlib.writing import Draft, read_writing
from zzlib.writing.signed_figures import count_moved, is_lost, sign_again, signature_due

_MOST_FILES = 5


@dataclass(frozen=True)
class Order:
    """Who has a month issued, and why: `supersede` a version that was issued before, `despite` errors that are known."""

    by: str
    why: str = ""
    supersede: bool = False
    despite: bool = False


def issue_month(
    workspace: Workspace, period: str, order: Order, on_wait: Callable[[str], None] = lambda said: None
) -> KeptVersion:
    """Keep a month's outputs as a version: all of it, or nothing.

    Raises:
        PublicationError: the outputs are not those that a run would make now, not reviewed and signed, faulty, or the
            month is issued already, and the order does not say that it is to be so.
        PeriodError: there are no returns of this period.
        OSError: the version can't be written.
    """
    outputs = workspace.outputs_dir
    outputs.mkdir(exist_ok=True)
    with period_lock(outputs, period, on_wait), publication_lock(outputs):
        settle(outputs, period)
        last = _last(outputs, period, order)
        manifest = _current(workspace, period)
        signed = approval(workspace, period, manifest["draft"])
        _check_faults(period, manifest, order)
        _check_figures(workspace, period, manifest, order)
        with building(outputs) as folder:
            record = _build(workspace, period, order, folder, manifest, signed, last)
            take(outputs, folder, version_folder(outputs, period, record.version), with_line(outputs, record.line()))
    return KeptVersion(outputs, record)


def _last(outputs: Path, period: str, order: Order) -> IssueRecord | None:
    """Give the version that is to be replaced, if any.

    Raises:
        PublicationError: the log is damaged, or the order does not fit what was issued.
    """
    lines = read_log(outputs)
    if any(line.record is None for line in lines):
        raise PublicationError("发布记录.jsonl 有读不出的行，没有印发；请用 zz verify 查看，从备份换回后再印发")
    records = [line.record for line in lines if line.record and line.record.period == period]
    last = records[-1] if records else None
    if last and not order.supersede:
        raise PublicationError(
            f"{period} 已印发过（第 {last.version} 版，{last.at[:10]}，{last.by}）；"
            f"之后变了什么看 zz diff {period}；确要换发，写明 --supersede --why 理由"
        )
    if order.supersede and not last:
        raise PublicationError(f"{period} 还没有印发过，不用 --supersede")
    place = version_folder(outputs, period, last.version + 1 if last else 1)
    if place.exists():
        raise PublicationError(
            f"{place.relative_to(outputs)} 已经在，发布记录里却没有；请用 zz verify 查看，移走后再印发"
        )
    return last


def _current(workspace: Workspace, period: str) -> dict[str, Any]:
    """Give the manifest of the outputs, which are what a run would make now.

    Raises:
        PublicationError: they are not.
    """
    folder = workspace.outputs_dir / period
    manifest = current_manifest(workspace, period, NOTEBOOK)
    if manifest is not None:
        return manifest
    if not (folder / MANIFEST).exists():
        todo = _before_issue(period, read_writing(workspace, period).draft)
        raise PublicationError(f"{period} 还没有出数，不能印发：先 {todo}，再 zz issue")
    if edited := edited_files(folder):
        names = "、".join(path.relative_to(folder).as_posix() for path in edited)
        raise PublicationError(
            f"outputs/{period} 里有人改过或放进的文件（{names}），不能印发。在 Word 里改的通报先收进稿子："
            f"zz draft {period} --from 文件；再送审、签发，然后 zz run {period}"
        )
    raise PublicationError(_stale(workspace, period))


def _stale(workspace: Workspace, period: str) -> str:
    """Say what has changed since outputs were made, what to type now, and what is to be looked at again."""
    outputs, ledger = workspace.outputs_dir / period, open_ledger(workspace, period)
    was, files, month = dict[str, str](), dict(ledger.inputs), measured(ledger)
    with suppress(OSError, ValueError, KeyError, TypeError):  # what can't be read is made anew
        was = {one["path"]: one["sha256"] for one in read_manifest(outputs)["inputs"]}
    others = [path for path in dict.fromkeys([*files, *was]) if files.get(path) != was.get(path)]
    more = f"等 {len(others)} 个文件" if len(others) > _MOST_FILES else ""
    changed = f"{'、'.join(others[:_MOST_FILES])}{more}" if others else "程序或以前各期"
    printed = len(changed_figures(read_figures(outputs), figures_of(month), ("text",)))
    draft = read_writing(workspace, period).draft
    due = signature_due(count_moved(month, draft), lost=is_lost(workspace, period, draft))
    todo, signed = _before_issue(period, draft, due), draft is not None and draft.state == "signed" and not due
    again = [f"{due}，要由签发人看过、重新签"] if due else []
    if printed:
        who = "签发人" if signed else "核稿人、签发人"
        again.append(
            f"有 {printed} 个数印出来会与 outputs/{period} 里的不同，请{who}再看（先看通报：zz draft {period} --preview）"
        )
    return "\n".join([f"outputs/{period} 出数以后有变化（{changed}），不能印发：先 {todo}，再 zz issue", *again])


def _before_issue(period: str, draft: Draft | None, due: str = "") -> str:
    """Say what to type until a month can be issued whose newest draft this is; it may be `due` to be signed again."""
    signed = draft is not None and draft.state == "signed" and not due
    return f"zz run {period}" if signed else then_run(period, draft.state if draft else "")


def _check_faults(period: str, manifest: dict[str, Any], order: Order) -> None:
    said = faults_in(manifest)
    if said and not order.despite:
        refuted = "".join(f"\n  {number}" for number in manifest.get("refuted", ()))
        raise PublicationError(
            f"{period} {'；'.join(said)}{refuted}\n"
            f"改好（zz check {period}）、再出一次数再印发；确要照发，写明理由（网页上勾“照发”，命令加 --despite --why 理由）"
        )


def _check_figures(workspace: Workspace, period: str, manifest: dict[str, Any], order: Order) -> None:
    """Refuse to issue figures that are others than those that were signed."""
    now = since_signed(workspace, period, manifest["draft"])
    if now and now.due and not order.despite:
        said = change_lines(now.changes, unit_names(workspace), now.kinds)
        raise PublicationError(
            "\n".join([f"{period} 的{now.due}，没有印发{'：' if said else ''}", *said]) + "\n"
            f"请签发人看过，{sign_again(period)}；确要照发，写明理由（网页上勾“照发”，命令加 --despite --why 理由）"
        )


def _build(
    workspace: Workspace, period: str, order: Order, folder: Path, manifest: dict[str, Any], signed: Approval,
    last: IssueRecord | None,
) -> IssueRecord:  # fmt: skip
    """Write all files of a version into the folder that is being built; give its record.

    Raises:
        PublicationError: somebody changes outputs or inputs meanwhile.
    """
    outputs = workspace.outputs_dir
    artefacts = _copy_artefacts(outputs / period, version_in(folder) / ARTEFACTS, manifest)
    inputs = entries_text(keep_inputs(workspace, period, folder, manifest["fingerprint"]))
    program = json.dumps(_program(manifest, signed), ensure_ascii=False, indent=1).encode() + b"\n"
    lines = read_log(outputs)
    record = IssueRecord(
        n=len(lines) + 1,
        period=period,
        version=last.version + 1 if last else 1,
        at=now(),
        by=order.by,
        why=order.why,
        supersedes=last.version if last else None,
        artefacts=artefacts,
        inputs_sha256=digest_of(inputs),
        program=f"{versions()['zzlib']}+{digest_of(program)}",
        previous=digest_of(lines[-1].data) if lines else "",
    )
    for name, data in {INPUTS: inputs, PROGRAM: program, SEAL: record.line()}.items():
        write_record(folder, name, data)
    return record


def _program(manifest: dict[str, Any], signed: Approval) -> dict[str, Any]:
    notebook = manifest["parameters"]["notebook_sha256"]
    return {
        "versions": versions(),
        "code_sha256": code_digest(),
        "notebook_sha256": notebook,
        "fingerprint": manifest["fingerprint"],
        "draft": asdict(signed),
    }


def _copy_artefacts(source: Path, target: Path, manifest: dict[str, Any]) -> dict[str, str]:
    """Copy what a run made, and its manifest; give the SHA-256 by path."""
    known = {entry["path"]: entry["sha256"] for entry in manifest["artefacts"]}
    made = {}
    for name in (*known, MANIFEST):
        data = (source / name).read_bytes()
        made[name] = digest_of(data)
        if made[name] != known.get(name, made[name]):
            raise PublicationError(f"印发时有人改动了 outputs/{source.name}/{name}，没有印发；请重新出数后再印发")
        (target / name).parent.mkdir(parents=True, exist_ok=True)
        (target / name).write_bytes(data)
    return made


def keep_inputs(workspace: Workspace, period: str, folder: Path, fingerprint: str) -> dict[str, str]:
    """Keep all that a month is made of, and prove that this alone makes it; give the SHA-256 by path."""
    inputs = read_inputs(workspace, period)
    _, held = held_for(workspace, period)
    outputs = workspace.outputs_dir
    entries = {path: keep_object(outputs, folder, data) for path, data in held.items()}
    for path in sorted({*_returns(workspace, inputs)}):
        entries[path.relative_to(workspace.root).as_posix()] = keep_object(outputs, folder, path.read_bytes())
    with made_of(period, entries, (folder / OBJECTS, outputs / VERSIONS / OBJECTS)) as copy:
        if inputs_fingerprint(copy, period) != fingerprint:
            raise PublicationError("印发时有人改动了报表、参考文件、设置或稿子，没有印发；请重新出数后再印发")
    return entries


def _returns(workspace: Workspace, inputs: Inputs) -> Iterator[Path]:
    """Give the files of returns that were read, as they lie on the disk, with the registers of their months."""
    for period, arrivals in inputs.arrivals.items():
        yield from (arrival.path for arrival in arrivals)
        if (register := workspace.returns_dir(period) / REGISTER).exists():
            yield register
    for month in workspace.other_months():  # of a county by the quarter: it is said that they are not looked at
        yield from files_in(workspace.returns_dir(month)) if month < inputs.period else ()
    if inputs.past:
        yield from _returns(workspace, inputs.past)
