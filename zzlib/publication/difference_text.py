"""What differs between two sides of a month, as people read it: lines in a terminal, sheets of a workbook."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from pathlib import Path

from zzlib.indicators.catalogue import catalogue
from zzlib.kinds import Kinds
from zzlib.money import number_text
from zzlib.publication.causes import KINDS, Cause
from zzlib.publication.comparing import Difference, FigureDifference, ListDifference
from zzlib.report.workbook import SheetColumn, WorkbookSheet, write_workbook
from zzlib.runs.signed import PrintedChange
from zzlib.vocabulary import Band
from zzlib.workspace import Workspace

_MOST, _MOST_CAUSES = 20, 3
_EXACT = 6
"""Digits behind the point at which 万元 are exact to the fen."""
_TOLD_SCOPES = ("county", "unit")
_TEXT = {
    "unit": "单位",
    "filing": "报送",
    "band": "完成档次",
    "rank": "位次",
    "received_yuan": "到位资金（元）",
    "completion": "完成率",
}


class DifferenceText:
    """Words a difference for a county: its figures' labels, its units' names."""

    def __init__(self, workspace: Workspace, difference: Difference) -> None:
        """Take the county's names."""
        kinds = workspace.settings.kinds
        self._kinds: Kinds = kinds
        self._labels = {name: known.label for name, known in catalogue(kinds).items()}
        units = workspace.reference("units").rows()
        self._units = {row["unit_id"]: row["name"] for row in units}
        self._difference, self._called = difference, workspace.rhythm.name(difference.period)
        self._unsigned: dict[Cause, Cause] = {}
        for cause in (cause for one in difference.figures for cause in one.causes):
            if _without_sign(cause) == cause or _without_sign(cause) not in self._unsigned:
                self._unsigned[_without_sign(cause)] = cause

    def lines(self) -> Iterator[str]:
        """Give it for a terminal: the county's figures first, each with its causes; then units and sentences."""
        found = self._difference
        if not (found.figures or found.sentences or found.units or found.lists):
            yield f"{self._called}：{found.after}与{found.before}相同"
            return
        printed = [one for one in found.figures if one.is_printed]
        counts = f"印出的数变了 {len(printed)} 个，句子 {len(found.sentences)} 处，单位 {len(found.units)} 个，清单 {len(found.lists)} 处"
        yield f"{self._called}：{found.after}与{found.before}相比，{counts}"
        causes = self._numbered(printed)
        yield from (f"〔{number}〕{said}" for said, number in list(causes.items())[:_MOST])
        yield from self._figures(printed, causes)
        for unit in found.units:
            if bands := unit.columns.get("band"):
                yield f"  {unit.unit}完成档次：{' → '.join(Band(band).label if band else '没有' for band in bands)}"
            if ranks := unit.columns.get("rank"):
                yield f"  {unit.unit}位次：{' → '.join(rank or '没有' for rank in ranks)}"
        yield from (f"  {self.listed(one)}" for one in found.lists[:_MOST])
        for sentence in found.sentences[:_MOST]:
            yield f"  原文：{sentence.before or '（没有）'}"
            yield f"  现为：{sentence.after or '（没有）'}"
        if found.files:
            rest = f"等 {len(found.files)} 个" if len(found.files) > _MOST else ""
            yield f"不同的报表、参考文件和设置：{'、'.join(found.files[:_MOST])}{rest}"

    def _figures(self, printed: list[FigureDifference], causes: dict[str, int]) -> Iterator[str]:
        """Give the figures of the county and of its units, each with the numbers of its causes."""
        told = [one for one in printed if one.change.scope.split(":")[0] in _TOLD_SCOPES]
        for one in told[:_MOST]:
            numbers = dict.fromkeys(causes[self.cause(cause)] for cause in one.causes)
            shown = list(numbers)[:_MOST_CAUSES]
            more = "等" if len(numbers) > len(shown) else ""
            yield f"{self.figure(one)} {''.join(f'〔{number}〕' for number in shown)}{more}".rstrip()
        if rest := len(printed) - len(told[:_MOST]):
            yield f"  另有 {rest} 个（按类型、类别、领域等分的也在内），用 --json 或 --xlsx 全部列出"

    def _numbered(self, printed: list[FigureDifference]) -> dict[str, int]:
        """Give each cause its number, in the order in which figures name them."""
        said = dict.fromkeys(self.cause(cause) for one in printed for cause in one.causes)
        return {text: number for number, text in enumerate(said, start=1)}

    def figure(self, one: FigureDifference) -> str:
        """Say a figure's difference in a line."""
        change = one.change
        label = self._labels.get(change.figure, change.figure)
        before, after = change.before.get("text", ""), change.after.get("text", "")
        return PrintedChange(change.figure, change.scope, label, before, after).text(self._units, self._kinds)

    def sides(self, one: FigureDifference) -> tuple[str, str]:
        """Say a unit's figure as either side prints it: 水利局已到位资金250万元."""
        change = one.change
        of = (
            f"{self._units.get(change.scope.removeprefix('unit:'), '')}{self._labels.get(change.figure, change.figure)}"
        )
        before, after = (f"{of}{side.get('text') or '没有'}" for side in (change.before, change.after))
        return before, after

    def listed(self, one: ListDifference) -> str:
        """Say in a line who came into a list or left it."""
        what = "多了" if not one.before else "少了" if not one.after else "改说"
        return f"{one.list}{what}：{one.unit}{one.project and f'“{one.project}”'}（{one.after or one.before}）"

    def cause(self, cause: Cause) -> str:
        """Say a cause: what it is, whose, from what to what, and where it stands."""
        sheet = f" {cause.sheet}!" if cause.sheet else " "
        place = f"{cause.file}{sheet}{cause.cell}".strip() if cause.file else ""
        return f"{self.short_cause(cause)}{f'（{place}）' if place else ''}"

    def _causes(self, causes: Iterable[Cause]) -> str:
        return "；".join(map(self.cause, causes))

    def short_cause(self, cause: Cause, *, numbered: bool = True) -> str:
        """Say a cause without its place, as documents do; `numbered` says the correction's number, too."""
        cause = self._unsigned.get(_without_sign(cause), cause)
        number = f" {cause.correction}" if numbered and cause.kind == "correction" and cause.correction else ""
        what = f"{'撤销' if cause.undone else ''}{KINDS[cause.kind]}{number}"
        whose = " ".join(filter(None, (self._units.get(cause.unit_id, cause.unit_id), cause.project)))
        before, after = (_amount(text, cause.unit) for text in (cause.before, cause.after))
        values = f"{before} → {after}" if cause.before or cause.after else ""
        said = "：".join(filter(None, (whose, values)))
        return f"{what}：{said}" if said else f"{what}变了"

    def write(self, path: Path, date: datetime) -> None:
        """Write it as a workbook: figures with their causes, units, sentences."""
        found = self._difference
        title = f"{self._called} {found.before}与{found.after}的不同"
        figures = [
            [
                self.figure(one).strip(), one.change.figure, one.change.scope, one.change.before.get("text", ""),
                one.change.after.get("text", ""), self._causes(one.causes),
            ]
            for one in found.figures
        ]  # fmt: skip
        units = [
            [unit.unit, _TEXT.get(name, name), old, new, self._causes(unit.causes)]
            for unit in found.units
            for name, (old, new) in unit.columns.items()
        ]
        wide, narrow = SheetColumn("为什么", 60, "long"), (SheetColumn(found.before, 16), SheetColumn(found.after, 16))
        sheets = [
            WorkbookSheet("指标", title, (
                SheetColumn("指标", 40, "long"), SheetColumn("编号", 20, hidden=True), SheetColumn("范围", 16, hidden=True),
                *narrow, wide,
            ), figures),
            WorkbookSheet("单位", title, (SheetColumn("单位", 16), SheetColumn("栏目", 16), *narrow, wide), units),
            WorkbookSheet("清单", title, (
                SheetColumn("清单", 12), SheetColumn("单位", 16), SheetColumn("项目", 30, "long"),
                SheetColumn(found.before, 30, "long"), SheetColumn(found.after, 30, "long"), wide,
            ), [[one.list, one.unit, one.project, one.before, one.after, self._causes(one.causes)] for one in found.lists]),
            WorkbookSheet("句子", title, (SheetColumn("原文", 60, "long"), SheetColumn("现为", 60, "long")),
                          [[one.before, one.after] for one in found.sentences]),
        ]  # fmt: skip
        write_workbook(path, title, "", date, sheets)


def _without_sign(cause: Cause) -> Cause:
    """Give a cause without the signs with which its cell enters a figure: what a gap is short of is what was received."""
    return replace(cause, before=cause.before.lstrip("-"), after=cause.after.lstrip("-"))


def _amount(text: str, unit: str) -> str:
    if not text or unit != "yuan":
        return text or "没有"
    return f"{number_text(Decimal(text) / 10_000, _EXACT)}万元"
