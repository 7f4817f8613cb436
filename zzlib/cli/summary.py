"""What a person reads at the end of a run: who filed, the head figures, what is still open, where the files lie."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from typing import Any

import pandas as pd

from zzlib.cli.output import aligned
from zzlib.cli.texts import counts_text
from zzlib.cli.unchanged import refuted_lines, unchanged_lines
from zzlib.dispatch.scores import rule_fault
from zzlib.exchange.reporting import filings
from zzlib.indicators import HEAD_FIGURES, Month
from zzlib.issues import catalogue
from zzlib.issues.asked import unchecked
from zzlib.publication.since import SinceIssued
from zzlib.roots import relative
from zzlib.runs.manifest import read_manifest
from zzlib.runs.run import STAGES, RunResult
from zzlib.runs.signed import Signed
from zzlib.runs.unmoved import Found, Unmoved
from zzlib.writing.signed_figures import sign_again

_SIZES = {
    "size_absurd": "金额大得不合常理（{count}），核实以前没有计入：",
    "size_suspect": "金额大小可疑（{count}），核实以前按所填的计：",
    "year_maybe_not_reset": "比上年全年还多的数（{count}），核实以前按所填的计：",
    "correction_not_followed": "更正以前的数又报了（{count}），核实以前按所填的计：",
}


def summary_json(result: RunResult, issued: SinceIssued | None = None) -> dict[str, Any]:
    """Give what a program needs to know of a run (contracts, section 7), as it stands in the published files.

    `refuted` is there when the auditor calls something in the documents wrong.
    `unchanged` is there, and true, when the outputs were what a run would make and were left as they are; `signed` for a
    month whose draft is signed: `kept` (the copy made now), `compared_with`, `changed` (figures: before, after); `issued` for a month that was
    issued: `version`, `at`, `by`, `changed`.
    """
    figures = pd.read_csv(result.outputs / "figures.csv", dtype="str", encoding="utf-8-sig", keep_default_na=False)
    values = figures[figures["scope"] == "county"].set_index("figure")["value"]
    return {
        "status": "published",
        "period": result.period,
        "data_errors": read_manifest(result.outputs)["data_errors"],
        "figures": {figure: values[figure] for figure in HEAD_FIGURES},
        "outputs": result.outputs.as_posix(),
        **({"unchanged": True} if result.month is None else {}),
        **({"signed": result.signed.to_json()} if result.signed else {}),
        **({"issued": issued.to_json()} if issued else {}),
        **({"refuted": list(result.refuted)} if result.refuted else {}),
    }


def keep_summary(stands: Unmoved, called: str, result: RunResult) -> None:
    """Keep what a run that finds nothing changed says of a month, which people call so, now that a run has left it so."""
    with suppress(OSError):  # the run is done; what can't be kept is found again
        again = Found(called, current=True, summary=summary_json(replace(result, month=None)))
        stands.keep({result.period: again}, published=result.month is not None)


def summary_text(result: RunResult, issued: SinceIssued | None = None) -> str:
    """Write the summary of a run; `issued` is what it was held against, if the month was issued."""
    month, place = result.month, relative(result.outputs)
    if month is None:
        said = unchanged_lines(result.called, result.outputs, result.refuted)
        due = result.signed.due if result.signed else ""
        again = [f"{due}。要印发的，{sign_again(result.period)}"] if due else []
        return "\n".join([*said, *again, *_against_former(result, issued, {})])
    figures = aligned([["  " + month.figures[figure].label, month.figures.text(figure)] for figure in HEAD_FIGURES])
    issues = f"数据问题：{counts_text(month.issues)}，详见 {place}/issues.csv，或 zz check {month.period}"
    parts = [*_filings(month), "主要数字：", figures, issues, *_open_matters(month), *result.draft]
    parts += refuted_lines(result.refuted)
    units = dict(zip(month.units["unit_id"], month.units["unit"], strict=True))
    parts += _against_former(result, issued, units)
    files = "bulletin.docx（通报）、bulletin.html（每句可查来处）、tables.xlsx（表格）、可申报专项清单.xlsx、dispatch/（调度会材料、问题清单、督办函等）、analysis.html（分析）、说明.html（主要数字的口径）、一页通.docx、催报.txt"
    return "\n".join([*parts, f"{month.rhythm.name(month.period)}已出数，文件在 {place}：{files}"])


def _against_former(result: RunResult, issued: SinceIssued | None, units: dict[str, str]) -> list[str]:
    """Say what differs from what was issued, else from what was signed."""
    signed = result.signed
    if issued is None:
        return signed.lines(units) if signed else []
    kept = Signed(signed.kept, None).lines() if signed else []
    return [*kept, *issued.lines(units)]


def profile_text(result: RunResult) -> str:
    """Write where the time of the run that made the outputs went, stage by stage."""
    timings = read_manifest(result.outputs)["timings"]
    total = sum(timings["seconds"].values())
    rows = [
        [f"  {STAGES[name]}", f"{seconds:.1f} 秒", f"{seconds / total:.0%}"]
        for name, seconds in timings["seconds"].items()
    ]
    return "\n".join(["用时：", aligned([*rows, ["  合计", f"{total:.1f} 秒", ""]])])


def _filings(month: Month) -> Iterator[str]:
    units = month.units
    yield from (f"注意：{strain}，请先核对原表" for strain in month.strains)
    if month.nothing_filed:
        came = "认得出单位的报表" if month.waiting_files else "报表"
        yield month.rhythm.said(f"注意：本月没有收到一份{came}，以下数字全部沿用以前月份")
    if month.unreadable_targets:
        cells = "、".join(month.unreadable_targets)
        yield f"注意：目标读不出（targets.csv 的 {cells}），没有计入全年任务，完成率和距全年任务只是约数"
    yield from filings(units)
    for title, column in {"以前几个月的数代替": "carried", "数据不全": "incomplete"}.items():
        if units[column].any():
            yield f"  {month.rhythm.said(title)}（{int(units[column].sum())}）：{'、'.join(units.loc[units[column], 'unit'])}"


def _open_matters(month: Month) -> Iterator[str]:
    if month.waiting_files:
        files = "、".join(month.waiting_files)
        yield f"待认领的文件（{len(month.waiting_files)}），不知是哪个单位的，未计入：{files}"
    if going_on := _units_of(month, "year_not_reset"):
        names = month.units.loc[month.units["unit_id"].isin(going_on), "unit"]
        yield f"像是接着上年累计的（{len(names)} 个单位），核实以前没有计入：{'、'.join(names)}"
    yield from _unchecked(month)
    if fault := rule_fault(month):
        yield f"没有计分：{fault}（改好后先用 zz score {month.period} 看，再运行）"
    unchanged = month.units.loc[month.units["unit_id"].isin(_units_of(month, "return_unchanged")), "unit"]
    if len(unchanged):
        yield month.rhythm.said(
            f"报表与上月完全相同的（{len(unchanged)} 个单位），照报表计，请留意是不是误报了上月的表：{'、'.join(unchanged)}"
        )
    for code, words in _SIZES.items():
        found = month.issues[month.issues["code"] == code]
        if len(found):
            yield words.format(count=len(found))
            yield from (f"  {row['file']} {row['sheet']}!{row['cell']}：{row['value']}" for _, row in found.iterrows())


def _units_of(month: Month, code: str) -> set[str]:
    return set(month.issues.loc[month.issues["code"] == code, "unit_id"])


def _unchecked(month: Month) -> Iterator[str]:
    """Say of which units' amounts something speaks against, kind by kind, although they count."""
    found = unchecked(month.issues)
    if found.empty:
        return
    names = month.units.set_index("unit_id")["unit"]
    yield f"金额待核对的（{len(found)} 处），核实以前按所填的计："
    for code, rows in found.groupby("code", sort=False):
        units = names.index[names.index.isin(rows["unit_id"])]
        yield f"  {catalogue()[str(code)].title}（{len(rows)} 处）：{'、'.join(names[units])}"
