"""The command `zz draft`: problems found, the writer's draft of them, its state."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from zzlib.cli.commands import Debug, Json, Period, Root, command, workspace_of
from zzlib.cli.output import say, say_json
from zzlib.cli.previewing import preview_text, take_back
from zzlib.periods import today

if TYPE_CHECKING:
    from zzlib.findings import Finding
    from zzlib.indicators import Month
    from zzlib.writing import Writing
    from zzlib.writing.wording import ReportWording


@command(
    "起草通报的问题和建议：还没有稿子就按发现的问题写一份，放在 data/drafts/月份，用记事本或 draft_recommendations 笔记本改；"
    "已有稿子就说明它的状态和要注意的地方。"
)
def draft(
    period: Period,
    new: Annotated[bool, typer.Option("--new", help="按现在的数据另起一稿，原来的留着")] = False,
    state: Annotated[
        str,
        typer.Option("--state", metavar="草稿|已审|已签", help="改状态（也可写 draft、reviewed、signed），另存一稿"),
    ] = "",
    by: Annotated[str, typer.Option("--by", metavar="姓名", help="谁审的、谁签的")] = "",
    on: Annotated[str, typer.Option("--on", metavar="日期", help="哪一天，如 2013-06-04；不写是今天")] = "",
    findings: Annotated[bool, typer.Option("--findings", help="只列出查找的问题、结论和依据")] = False,
    preview: Annotated[
        bool, typer.Option("--preview", help="只按最新的一稿出通报的 Word 文件来看，放在 outputs/预览，不发布")
    ] = False,
    changed: Annotated[
        Path | None, typer.Option("--from", metavar="文件", help="把在 Word 里改过的通报收进稿子，另存一稿")
    ] = None,
    despite: Annotated[bool, typer.Option("--despite", help="核对出对不上的数字也照签，要写明 --why")] = False,
    why: Annotated[str, typer.Option("--why", metavar="理由", help="为什么对不上也照签")] = "",
    root: Root = None,
    as_json: Json = False,
    debug: Debug = False,
) -> int:
    """Write, show or sign off the draft of a month."""
    from zzlib.findings import judge
    from zzlib.indicators import measured
    from zzlib.ledger import open_ledger
    from zzlib.writing import Draft, read_writing
    from zzlib.writing.sections import first_draft
    from zzlib.writing.wording import wording

    if changed and (state or new or preview or findings):
        raise typer.BadParameter("--from 单独用：先收进稿子，再看、再签")
    state = _state(state)
    workspace = workspace_of(root)
    ledger = open_ledger(workspace, period)
    month = measured(ledger)
    judged = judge(month)
    if findings:
        say_json({"findings": [_finding(f) for f in judged]}) if as_json else say(_findings_text(judged))
        return 0
    file = ""
    words, writing = wording(workspace.templates_dir), read_writing(workspace, period)
    if preview:
        from zzlib.runs.previewing import previewed

        shown = previewed(ledger, month, writing)
        say_json({"period": period} | shown) if as_json else say(preview_text(period, shown))
        return 0
    _check_signing(state, by, on, writing, despite, why)
    if state and writing.draft:
        from zzlib.runs.signing import in_state

        otherwise = "加 --despite --why 理由"
        day = on or today().isoformat()
        made: Draft | None = in_state(month, writing, writing.draft, state, by, day, why, otherwise, ledger)
    elif changed:
        made = take_back(changed, ledger, month, words, writing, as_json)
    else:
        made = first_draft(month, words, writing) if new or not writing.draft else None
    if made:
        from zzlib.writing.saving import keep_draft

        file = keep_draft(month, writing, made).relative_to(workspace.root).as_posix()
    writing = read_writing(workspace, period)
    say_json(_report(month, words, writing, judged)) if as_json else say(_text(month, words, writing, judged, file))
    return 0


def _state(text: str) -> str:
    """Give the state that a word means: as the draft's file writes it (已签), or `signed`."""
    from zzlib.writing.draft import STATES

    known = {word: state for state, name in STATES.items() for word in (state, name)} | {"起草": "draft", "": ""}
    if text not in known:
        raise typer.BadParameter(f"没有“{text}”这个状态；可写：{'、'.join(STATES.values())}")
    return known[text]


def _check_signing(state: str, by: str, on: str, writing: "Writing", despite: bool, why: str) -> None:
    if state and not writing.draft:
        raise typer.BadParameter("还没有稿子，先用 zz draft 月份 起草")
    if state not in ("", "draft") and not by.strip():
        raise typer.BadParameter("已审、已签要写明是谁：--by 姓名")
    if despite != bool(why) or (despite and state != "signed"):
        raise typer.BadParameter("数字对不上也照签，要一起写：--state 已签 --despite --why 理由")
    try:
        date.fromisoformat(on or "2013-01-01")
    except ValueError as error:
        raise typer.BadParameter(f"“{on}”不是日期，请写成 2013-06-04 的样子") from error


def _text(month: "Month", words: "ReportWording", writing: "Writing", judged: list["Finding"], file: str) -> str:
    from zzlib.findings import found
    from zzlib.writing.sections import draft_lines, problems_not_told
    from zzlib.writing.signed_figures import count_moved, is_lost, signature_due

    lines = [f"{month.rhythm.name(month.period)}：发现问题 {len(found(judged))} 个"]
    lines += [f"已写成 {file}"] if file else []
    lines += draft_lines(month, words, writing)
    lines += list(_untold(month, problems_not_told(writing, judged), words, writing))
    draft = writing.draft
    if draft and signature_due(count_moved(month, draft), lost=is_lost(month.workspace, month.period, draft)):
        return "\n".join(lines)  # what is to be done is said
    return "\n".join([*lines, _next_step(month.period, draft.state if draft else "")])


def _next_step(period: str, state: str) -> str:
    """Say what comes next for a draft in a state, until the month can be issued."""
    run = f"改好后 zz run {period} 就用最新的一稿"
    return {
        "signed": f"签好了：zz run {period} 出数，再 zz issue {period} --by 姓名 印发；再改动，要重新送审、签发",
        "reviewed": f"{run}；签发用 zz draft {period} --state 已签 --by 签发人 --on 日期",
    }.get(
        state,
        f"{run}；定稿先审、后签：zz draft {period} --state 已审 --by 核稿人 --on 日期，再 --state 已签 --by 签发人",
    )


def _untold(month: "Month", absent: list["Finding"], words: "ReportWording", writing: "Writing") -> Iterator[str]:
    """Say which problems found the draft does not tell, by the reason why, and where their sentences are."""
    from zzlib.findings.pressing import why_untold
    from zzlib.writing.draft import SECTIONS
    from zzlib.writing.sections import first_draft

    if not absent:
        return
    first = {line.basis for part in first_draft(month, words, writing).problems for line in part.lines}
    by_reason: dict[str, list[str]] = {}
    for finding in absent:
        named = f"{month.rhythm.said(finding.rule.problem)}（{finding.rule.id}）"
        by_reason.setdefault(why_untold(finding, month, first), []).append(named)
    said = "；".join(f"{'、'.join(named)}：{why}" for why, named in by_reason.items())
    yield f"稿子里没有提到的问题：{said}"
    yield f"要写的，句子在 zz draft {month.period} --findings 里，写进“# {SECTIONS['problems']}”下面"


def _report(month: "Month", words: "ReportWording", writing: "Writing", judged: list["Finding"]) -> dict[str, Any]:
    from zzlib.writing.sections import draft_remarks, problems_not_told

    assert writing.draft is not None
    return {
        "period": month.period, "file": writing.file, "state": writing.draft.state, "by": writing.draft.by,
        "on": writing.draft.on,
        "remarks": [{"line": r.line, "text": r.text, "sentence": r.sentence} for r in draft_remarks(month, words, writing)],
        "not_told": [finding.rule.id for finding in problems_not_told(writing, judged)],
    }  # fmt: skip


def _finding(finding: "Finding") -> dict[str, Any]:
    benefit = finding.benefit.value if finding.benefit else None
    return {
        "id": finding.rule.id, "family": finding.rule.family, "problem": finding.rule.problem,
        "severity": finding.rule.severity, "status": str(finding.status), "why": finding.why, "text": finding.text,
        "figures": [
            {
                "figure": e.figure.figure, "scope": e.figure.scope, "text": e.figure.text,
                "interval": [f"{edge:.4f}" for edge in e.interval] if e.interval else None,
                "last_month": e.last_month.text if e.last_month else None,
            }
            for e in finding.evidence
        ],
        "units": list(finding.units), "projects": list(finding.projects), "sureness": str(finding.sureness),
        "why_sure": finding.why_sure, "refute": finding.rule.refute, "advice": list(finding.rule.advice),
        "benefit_yuan": None if benefit is None else f"{benefit:f}",
    }  # fmt: skip


def _findings_text(judged: list["Finding"]) -> str:
    from zzlib.findings.judging import STATUS_LABELS, SURENESS_LABELS, Status

    lines = []
    for f in judged:
        lines.append(f"[{STATUS_LABELS[f.status]}] {f.rule.problem}（{f.rule.id}）：{f.why}")
        if f.status is Status.FOUND:
            worth = f"；解决后可得{f.benefit.text}" if f.benefit and f.benefit.value is not None else ""
            lines.append(f"    {f.text}")
            lines.append(
                f"    涉及单位 {len(f.units)} 个、项目 {len(f.projects)} 个；{SURENESS_LABELS[f.sureness]}：{f.why_sure}{worth}"
            )
    return "\n".join(lines)
