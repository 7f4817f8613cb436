"""The pages of the meeting's paper: a leader's (units, projects, what is asked), a unit's (progress, money, projects, items)."""

from collections.abc import Iterable
from typing import Any

import pandas as pd

from zzlib.dispatch.items import ActionItem, Dispatch
from zzlib.dispatch.outcomes import asked_before, begun_in, closing_rate, days_overdue, outcome, tally
from zzlib.dispatch.portfolios import Portfolio, unit_leaders
from zzlib.indicators.month import BOUND_WORDS, Month
from zzlib.periods import year_of
from zzlib.phrasing.lists import by_group
from zzlib.phrasing.month_words import document_date
from zzlib.report.attachment import NO_DATA, ranked, wan_of
from zzlib.report.blocks import Blocks, PaperColumn
from zzlib.vocabulary import Band, Filing, Stage

_PROGRESS = ("funds_target", "funds_received", "funds_completion", "place", "funds_gap", "funds_needed_monthly")
_MONEY = ("funds_awarded", "funds_allotted", "funds_received", "funds_paid", "arrival_rate", "payment_rate")
_LAND = ("projects_total", "projects_new", "projects_completion", "conversion", "land_granted", "land_lacking")
_LABELS = {
    "funds_target": "年度任务", "funds_received": "到位资金", "funds_completion": "完成率", "place": "位次（上月）", "funds_gap": "还差",
    "funds_needed_monthly": "月均需争资", "funds_awarded": "争取资金", "funds_allotted": "下达资金", "funds_paid": "支付资金", "arrival_rate": "到位率",
    "payment_rate": "支付率", "projects_total": "项目", "projects_new": "其中新增", "projects_completion": "项目完成率", "conversion": "转化率",
    "land_granted": "用地指标（亩）", "land_lacking": "还缺用地（亩）",
}  # fmt: skip
_ITEMS = (
    PaperColumn("单位", 20), PaperColumn("问题和要求", 50), PaperColumn("项目", 36), PaperColumn("金额", 14, "right"), PaperColumn("时限", 19), PaperColumn("办理情况", 27),
)  # fmt: skip
_OWN_ITEMS = (
    PaperColumn("问题和要求", 52), PaperColumn("项目", 41), PaperColumn("金额", 14, "right"), PaperColumn("时限", 19), PaperColumn("办理情况", 40),
)  # fmt: skip
_PROJECTS = (
    PaperColumn("阶段", 11), PaperColumn("停留", 18), PaperColumn("项目", 37), PaperColumn("申报", 15, "right"), PaperColumn("争取", 15, "right"),
    PaperColumn("下达", 15, "right"), PaperColumn("到位", 15, "right"), PaperColumn("支付", 15, "right"), PaperColumn("存在问题", 25),
)  # fmt: skip
_AMOUNTS = ("applied_fen", "awarded_fen", "allotted_fen", "received_fen", "paid_fen")
_OF_PROJECT = ("unit_id", "project_id", "project_name", "stage", "carried", "problems", *_AMOUNTS)
_STAGES = {str(stage): place for place, stage in enumerate(Stage)}
_FILINGS = {
    Filing.MISSING: "本月没有报", Filing.UNREADABLE: "本月的报表读不出", Filing.LATE: "本月迟报",
}  # fmt: skip
_CARRIED = "以下是以前月份的数"


class MeetingPages:
    """Adds pages to a paper; `before` and `new` head the items of the month before and of this one."""

    def __init__(self, blocks: Blocks, dispatch: Dispatch, month: Month, before: str, new: str) -> None:
        """Gather what all pages use."""
        self._blocks, self._dispatch, self._month = blocks, dispatch, month
        self._headings = (month.rhythm.said(before), month.rhythm.said(new))
        self._units = {row["unit_id"]: row for _, units in by_group(month.units) for row in ranked(units)}
        self._rows: dict[str, list[dict[Any, Any]]] = {unit_id: [] for unit_id in self._units}
        for row in month.projects[list(_OF_PROJECT)].to_dict("records"):
            self._rows.setdefault(row["unit_id"], []).append(row)
        self._before, self._new = (
            {item.id for item in items} for items in (asked_before(dispatch), begun_in(dispatch))
        )

    def leader(self, portfolio: Portfolio) -> None:
        """Add a leader's page."""
        self._blocks.part(portfolio.leader or "没有明确责任领导的事项")
        if len(portfolio.projects):
            self._blocks.text(
                f"报表里写明责任领导的项目{len(portfolio.projects)}个：{self._by_stage(portfolio.projects)}。"
            )
        if portfolio.units:
            self._blocks.heading("负责的单位（金额：万元）")
            columns = [PaperColumn("单位", 24), *(PaperColumn(self._label(n), 23.5, "right") for n in _PROGRESS)]
            self._blocks.table(columns, [[self._units[u]["unit"], *self._texts(_PROGRESS, u)] for u in portfolio.units])
        self._items(portfolio.items, with_unit=True)

    def unit(self, unit_id: str) -> None:
        """Add a unit's page."""
        month, unit = self._month, self._units[unit_id]
        own = [item for item in self._dispatch.items if item.unit_id == unit_id]
        leader = unit_leaders(month).get(unit_id, "")
        self._blocks.part(unit["unit"])
        told = [f"责任领导：{leader}" if leader else "", month.rhythm.said(_FILINGS.get(unit["filing"], ""))]
        told += [
            _CARRIED if unit["carried"] else "",
            "金额有读不出的，为至少数" if unit["incomplete"] else "",
            self._rate(own),
        ]
        self._blocks.text("；".join(filter(None, told)) + "。" if any(told) else "")
        if unit["band"] == Band.UNFILED:
            self._blocks.text(f"今年还没有报过报表；年度任务{unit_text(month, 'funds_target', unit_id)}万元。")
        else:
            self._blocks.heading("目标、资金、项目和用地（金额：万元）")
            for names in (_PROGRESS, _MONEY, _LAND):
                columns = [PaperColumn(self._label(name), 27.5, "center") for name in names]
                self._blocks.table(columns, [self._texts(names, unit_id)])
        self._projects(self._rows[unit_id])
        self._items([i for i in own if not i.state.is_closed or i.ended == month.period], with_unit=False)

    def _label(self, name: str) -> str:
        return self._month.rhythm.said(_LABELS[name])

    def _texts(self, names: Iterable[str], unit_id: str) -> list[str]:
        unit = self._units[unit_id]
        place = f"{unit['place']}（{unit['place_before']}）"
        return [place if name == "place" else unit_text(self._month, name, unit_id) for name in names]

    def _rate(self, items: list[ActionItem]) -> str:
        return f"今年要办的事由报表说明办结 {closing_rate(items).text}" if items else ""

    def _by_stage(self, projects: pd.DataFrame) -> str:
        counts = projects["stage"].value_counts()
        ordered = sorted(counts.index, key=lambda stage: _STAGES.get(stage, len(_STAGES)))
        return "、".join(f"{_stage(stage)}{counts[stage]}个" for stage in ordered)

    def _projects(self, projects: list[dict[Any, Any]]) -> None:
        if not projects:
            return
        self._blocks.heading(f"项目（{len(projects)}个，金额：万元）")
        rows = sorted(projects, key=lambda row: _STAGES.get(row["stage"], len(_STAGES)))
        self._blocks.table(_PROJECTS, [self._project(row) for row in rows])

    def _project(self, row: dict[Any, Any]) -> list[str]:
        stay = self._dispatch.in_stage.get(row["project_id"])
        # What is carried over from an earlier month says nothing of the stage now.
        months = "不详" if row["carried"] or stay is None else f"{'至少' if stay.at_least else ''}{stay.months}个月"
        amounts = [_wan(row[name]) for name in _AMOUNTS]
        return [
            _stage(row["stage"]),
            months if row["stage"] else "",
            row["project_name"],
            *amounts,
            row["problems"],
        ]

    def _items(self, items: Iterable[ActionItem], *, with_unit: bool) -> None:
        listed = list(items)
        before, new = ([i for i in listed if i.id in ids] for ids in (self._before, self._new))
        for heading, own in zip(self._headings, (before, new), strict=True):
            if not own:
                continue
            counts = "、".join(f"{each.label}{count}件" for each, count in tally(own).items() if count)
            self._blocks.heading(f"{heading}：{len(own)}件{f'，{counts}' if own is before else ''}（金额：万元）")
            columns = _ITEMS if with_unit else _OWN_ITEMS
            self._blocks.table(columns, [self._item(item)[not with_unit :] for item in own])

    def _item(self, item: ActionItem) -> list[str]:
        unit = self._units.get(item.unit_id, {}).get("unit", item.unit_id)
        due, late = due_text(item, self._month)
        state = outcome(item).label if item.id in self._before else item.state.label
        unseen = self._month.rhythm.said("本月报表没有说到") if item.not_seen and not item.state.is_closed else ""
        told = "；".join(filter(None, ["，".join(filter(None, [state, late])), item.answer or item.measures, unseen]))
        return [unit, f"{item.problem}；{item.demand}", item.project, _wan(item.amount_fen), due, told]


def unit_text(month: Month, figure: str, unit_id: str) -> str:
    """Print a unit's figure, money in 万元 without saying so, — where it has none."""
    found = month.figures.get(figure, f"unit:{unit_id}")
    if found is None or found.value is None:
        return NO_DATA
    return BOUND_WORDS[found.bound] + wan_of(int(found.value * 100)) if found.unit == "yuan" else found.text


def due_text(item: ActionItem, month: Month) -> tuple[str, str]:
    """Print an item's day (with its year where that is another), and by how many days it is overdue (`""`: it is not)."""
    late = days_overdue(item, document_date(month))
    year = "" if item.due.year == year_of(month.period) else f"{item.due.year}年"
    return f"{year}{item.due.month}月{item.due.day}日", f"逾期{late}天" if late else ""


def _stage(stage: str) -> str:
    return Stage(stage).label if stage else "未填"


def _wan(fen: Any) -> str:
    return NO_DATA if pd.isna(fen) or not fen else wan_of(fen)
