"""考核得分.xlsx: places and points of the month's units by the county's rule, and how each point comes about."""

from datetime import datetime, time
from pathlib import Path

from zzlib.dispatch import Dispatch
from zzlib.dispatch.scores import LIGHTS, MonthScores, ScoreError, ScorePart, UnitScore, scores_of
from zzlib.indicators.month import Month
from zzlib.phrasing.month_words import document_date
from zzlib.report.workbook import SheetColumn, WorkbookSheet, write_workbook

SCORES_NAME = "考核得分.xlsx"
_KINDS = {"component": "计分", "bonus": "加分", "deduction": "扣分"}


def write_scores(dispatch: Dispatch, month: Month, path: Path) -> None:
    """Write the scores; nothing where the county has no rule. A rule that can't be used is told on the sheet, in their place."""
    try:
        scores = scores_of(month, dispatch)
    except ScoreError as error:
        sheets = [WorkbookSheet("没有计分", str(error), (SheetColumn("没有计分的原因", 90, "long"),), [[str(error)]])]
    else:
        if scores is None:
            return
        sheets = [_places(scores, month), _arithmetic(scores), _rule(scores)]
    author = month.settings.document.issuer or month.settings.county.office
    title = f"{month.rhythm.name(month.period)}争资争项考核得分"
    write_workbook(path, title, author, datetime.combine(document_date(month), time()), sheets)


def _places(scores: MonthScores, month: Month) -> WorkbookSheet:
    """List the units by their places: what each entry gives, the total, the light."""
    entries = [entry for own in scores.rule.entries.values() for entry in own]
    columns = (
        SheetColumn("组", 8), SheetColumn("位次", 7, "count"), SheetColumn("单位", 14),
        *(SheetColumn(entry.label, 11, "number") for entry in entries),
        *((SheetColumn("总分", 9, "number"),) if entries else ()),
        *((SheetColumn("亮灯", 8), SheetColumn("亮灯依据", 34, "long")) if scores.rule.light else ()),
        SheetColumn("说明", 24, "long"),
    )  # fmt: skip
    rows = [_row(unit, scores) for unit in scores.units]
    rule = scores.rule
    caption = (
        f"截至{month.rhythm.name(month.period)}底，按《{rule.name}》（{rule.source}，{rule.date:%Y-%m-%d}）。"
        "数据不全的单位列“待核”、没有数的列“缺数”，都不排位次；每一分怎么来的见“算法”，落到单元格用 zz score 月份 --unit 单位"
    )
    return WorkbookSheet("考核得分", caption, columns, rows)


def _row(unit: UnitScore, scores: MonthScores) -> list[object]:
    points = {part.entry.id: part.points for part in unit.parts}
    entries = [entry for own in scores.rule.entries.values() for entry in own]
    cells: list[object] = [unit.group, unit.place or unit.state.label if entries else None, unit.unit]
    cells += [_number(points.get(entry.id)) for entry in entries]
    cells += [_number(unit.total)] if entries else []
    cells += [LIGHTS.get(unit.light, "—"), unit.light_said] if scores.rule.light else []
    return [*cells, unit.why if entries else ""]


def _arithmetic(scores: MonthScores) -> WorkbookSheet:
    """List each entry of each unit with its value and its arithmetic; the points of a unit add up to its total."""
    columns = (
        SheetColumn("单位", 14), SheetColumn("项目", 12), SheetColumn("类", 6), SheetColumn("依据的数", 24, "long"),
        SheetColumn("算法", 60, "long"), SheetColumn("得分", 9, "number"),
    )  # fmt: skip
    rows = [_line(unit, part, scores) for unit in scores.units for part in unit.parts]
    return WorkbookSheet("算法", "一行一个单位的一项；一个单位各行的得分加起来是它的总分", columns, rows)


def _line(unit: UnitScore, part: ScorePart, scores: MonthScores) -> list[object]:
    label = scores.bases.label(part.entry.figure, part.entry.less)
    return [unit.unit, part.entry.label, _KINDS[part.kind], label, part.arithmetic, _number(part.points)]


def _rule(scores: MonthScores) -> WorkbookSheet:
    """Say by which rule was scored, with the source of each entry."""
    rule = scores.rule
    rows = [
        ["办法", rule.name, rule.source],
        ["日期", f"{rule.date:%Y-%m-%d}", f"有效期 {rule.valid_from} 至 {rule.valid_to}"],
        *([entry.label, scores.bases.label(entry.figure, entry.less), "；".join(filter(None, [entry.source, entry.again]))]
          for own in rule.entries.values() for entry in own),
        *(["不参加", one.unit, one.why] for one in rule.exempt),
        *([["亮灯", scores.bases.label(rule.light.figure, rule.light.less), rule.light.source]] if rule.light else []),
    ]  # fmt: skip
    columns = (SheetColumn("项", 14), SheetColumn("内容", 36, "long"), SheetColumn("出处、理由", 50, "long"))
    return WorkbookSheet("办法", "data/rules/score.toml", columns, rows)


def _number(value: object) -> object:
    return None if value is None else float(str(value))
