"""The sheet of problems: what was looked for, what the figures say, how surely, and what closing it would bring."""

from collections.abc import Callable
from typing import Any

from zzlib.findings import Evidence, Finding, advices, judge
from zzlib.findings.catalogue import SEVERITY_LABELS
from zzlib.findings.judging import STATUS_LABELS, SURENESS_LABELS
from zzlib.findings.problem_projects import problem_projects
from zzlib.indicators.month import Month
from zzlib.money import display_percent
from zzlib.report.workbook import SheetColumn, WorkbookSheet


def findings_sheet(month: Month) -> WorkbookSheet:
    """Give every problem looked for, those found first, the weightiest before."""
    columns = (
        SheetColumn("序号", 5, "count"), SheetColumn("问题", 15, "long"), SheetColumn("结论", 7, "long"), SheetColumn("轻重", 5),
        SheetColumn("依据", 20, "long"), SheetColumn("说法", 24, "long"), SheetColumn("有关数字", 24, "long"),
        SheetColumn("涉及单位", 5, "count"), SheetColumn("涉及项目", 5, "count"), SheetColumn("解决后可得（万元）", 11, "money"),
        SheetColumn("把握", 6, "long"), SheetColumn("为什么", 15, "long"), SheetColumn("什么情况说明不是这样", 18, "long"),
        SheetColumn("建议由谁做", 11, "long"), SheetColumn("编号", 20, hidden=True),
    )  # fmt: skip
    said = month.rhythm.said
    rows = [_row(number, finding, said) for number, finding in enumerate(judge(month), start=1)]
    caption = f"{month.rhythm.name(month.period)}：界线在 settings.toml 的 [findings] 里改；区间是 95% 的 Wilson 区间；“无数据”的写明缺什么"
    return WorkbookSheet("存在的问题", caption, columns, rows)


def problem_projects_sheet(month: Month) -> WorkbookSheet:
    """Give the projects of the problems found, by unit: what is wrong and what is asked, to be printed as it is."""
    columns = (
        SheetColumn("序号", 6, "count"), SheetColumn("单位", 18), SheetColumn("项目名称", 36, "long"), SheetColumn("金额（万元）", 13, "money"),
        SheetColumn("阶段", 8), SheetColumn("存在的问题", 36, "long"), SheetColumn("要求", 24, "long"), SheetColumn("办理情况", 24, "long"),
    )  # fmt: skip
    rows = [
        [number, row["unit"], row["project"], row["amount_fen"], row["stage"], row["problem"], row["demand"], ""]
        for number, row in enumerate(problem_projects(month).to_dict("records"), start=1)
    ]
    caption = f"{month.rhythm.name(month.period)}：发现的问题涉及的项目，每个项目一行；办理情况由单位填"
    return WorkbookSheet("问题项目", caption, columns, rows)


def _row(number: int, finding: Finding, said: Callable[[str], str]) -> list[Any]:
    rule, benefit = finding.rule, finding.benefit
    is_found = bool(finding.text)
    return [
        number, said(rule.problem), STATUS_LABELS[finding.status], SEVERITY_LABELS[rule.severity], finding.why, finding.text,
        evidence_text(finding.evidence, said), len(finding.units) if is_found else None,
        len(finding.projects) if is_found else None,
        None if benefit is None or benefit.value is None else int(benefit.value * 100),
        SURENESS_LABELS[finding.sureness] if is_found else "", finding.why_sure, said(rule.refute) if is_found else "",
        "；".join(dict.fromkeys(advices()[name].owner for name in rule.advice)) if is_found else "", rule.id,
    ]  # fmt: skip


def evidence_text(evidence: tuple[Evidence, ...], said: Callable[[str], str]) -> str:
    """Write figures with their interval and the month before: 个性型项目转化率11.9%（36/303，8.7%—16.0%，上月11.9%）."""
    return "；".join(f"{given.figure.label}{given.figure.text}{_around(given, said('上月'))}" for given in evidence)


def _around(given: Evidence, last: str) -> str:
    said = []
    figure = given.figure
    if given.interval:
        said.append(f"{figure.numerator:f}/{figure.denominator:f}")
        said.append("—".join(display_percent(edge) for edge in given.interval))
    if given.last_month is not None and given.last_month.value is not None:
        said.append(f"{last}{given.last_month.text}")
    return f"（{'，'.join(said)}）" if said else ""
