"""Tables for the notebook in which problems and recommendations are drafted."""

from collections.abc import Sequence

import pandas as pd

from zzlib.findings import judge
from zzlib.findings.judging import STATUS_LABELS, SURENESS_LABELS
from zzlib.findings.openings import openings as open_programmes
from zzlib.indicators.month import Month
from zzlib.report.display import ShownTable
from zzlib.report.findings_sheet import evidence_text
from zzlib.writing import newest_draft, outcomes
from zzlib.writing.follow_up import OUTCOMES, request_title


def findings(month: Month) -> ShownTable:
    """Show every problem looked for with its test and figures, those found first."""
    said = month.rhythm.said
    rows = [
        (
            said(f.rule.problem), STATUS_LABELS[f.status], f.why, evidence_text(f.evidence, said) if f.text else "",
            f"{SURENESS_LABELS[f.sureness]}：{f.why_sure}" if f.text else "",
            f.benefit.text if f.text and f.benefit is not None else "", f.rule.id,
        )
        for f in judge(month)
    ]  # fmt: skip
    return _table(rows, "问题", "结论", "依据", "有关数字", "把握", "解决后可得", "编号")


def follow_up(month: Month) -> ShownTable:
    """Show what became of last month's requests, by the newest draft of that month."""
    previous = newest_draft(month.workspace, month.rhythm.before(month.period))
    rows = [
        (
            request_title(o.request, month.settings.kinds),
            o.then.text if o.then else "—",
            o.now.text if o.now else "—",
            OUTCOMES[o.result],
        )
        for o in outcomes(previous, month)
    ]
    heads = map(month.rhythm.said, ("上月的要求", "上月", "本月", "结果"))
    return _table(rows, *heads, empty=month.rhythm.said("上月没有稿子，没有要核对的事项"))


def openings(month: Month) -> ShownTable:
    """Show the open programmes that units have not applied for."""
    table = open_programmes(month)
    rows = table[["unit", "programme", "policy_field", "level", "closes", "waiting"]].replace("", "—")
    return _table(
        list(rows.itertuples(index=False, name=None)), "单位", "专项", "投资方向", "级次", "申报止", "还没有申报的项目",
        empty="没有在申报期内的专项，或者都已申报",
    )  # fmt: skip


def _table(rows: Sequence[tuple[str, ...]], *headings: str, empty: str = "没有") -> ShownTable:
    return ShownTable(pd.DataFrame(rows, columns=list(headings), dtype="str"), empty)
