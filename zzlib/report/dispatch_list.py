"""问题清单.xlsx: the items of a month as a list to fill in, what became of last month's, and how they add up by unit, rule and leader."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, time
from pathlib import Path
from typing import Any

from zzlib.dispatch.items import ActionItem, Dispatch, ItemState
from zzlib.dispatch.letters import letters
from zzlib.dispatch.outcomes import ItemOutcome, asked_before, begun_in, closing_rate, tally
from zzlib.dispatch.portfolios import NOBODY, portfolios, responsible, unit_leaders
from zzlib.dispatch.printed import ANSWER, BEFORE, CHOICES, DUE, KEY, MEASURES, STATE, kept, printed
from zzlib.indicators.month import Month
from zzlib.phrasing.month_words import document_date
from zzlib.report.workbook import SheetColumn, WorkbookSheet, write_workbook
from zzlib.vocabulary import Stage

LIST_NAME = "问题清单.xlsx"
_COLUMNS = (
    SheetColumn("序号", 5, "count"), SheetColumn("问题", 20, "long"), SheetColumn("依据", 26, "long"), SheetColumn("涉及单位", 11, "long"),
    SheetColumn("项目", 24, "long"), SheetColumn("阶段", 7), SheetColumn("金额（万元）", 11, "money"), SheetColumn("要求", 14, "long"), SheetColumn(MEASURES, 20, "long", filled=True),
    SheetColumn("责任领导", 10), SheetColumn("责任人", 9), SheetColumn(DUE, 11, filled=True), SheetColumn(STATE, 9, choices=CHOICES),
    SheetColumn(ANSWER, 20, "long", filled=True), SheetColumn(KEY, 30, hidden=True), SheetColumn(BEFORE, 30, hidden=True),
)  # fmt: skip


def write_dispatch_list(dispatch: Dispatch, month: Month, path: Path) -> None:
    """Write the list; the same items give the same bytes. Items closed before the month are left out."""
    units = dict(zip(month.units["unit_id"], month.units["unit"], strict=True))
    shown = [*dispatch.open, *dispatch.ended_in(month.period)]

    def unit(item: ActionItem) -> str:
        return str(units.get(item.unit_id, item.unit_id))

    leaders = unit_leaders(month)

    def leader(item: ActionItem) -> str:
        return responsible(item, leaders) or NOBODY

    sheets = [
        _listed(shown, month, unit),
        _followed("上月交办", "涉及单位", dispatch, unit, month),
        _followed("上月交办（责任领导）", "责任领导", dispatch, leader, month),
        _added_up("按单位", "涉及单位", shown, unit, month),
        _added_up("按问题", "问题", shown, lambda item: item.rule.name, month),
        _added_up("按责任领导", "责任领导", shown, leader, month),
        _added_up("按状态", "状态", shown, lambda item: item.state.label, month, states=()),
        _led(shown, month),
        _sent(dispatch, month),
    ]
    title = f"{month.rhythm.name(month.period)}争资争项问题清单"
    author = month.settings.document.issuer or month.settings.county.office
    write_workbook(path, title, author, datetime.combine(document_date(month), time()), sheets)


def _listed(items: Iterable[ActionItem], month: Month, unit: Callable[[ActionItem], str]) -> WorkbookSheet:
    rows = [
        [
            number, item.problem, evidence(item, month), unit(item), item.project, Stage(item.stage).label if item.stage else "",
            item.amount_fen, item.demand, item.measures, item.leader, item.person, *_cells(item),
        ]
        for number, item in enumerate(items, start=1)
    ]  # fmt: skip
    caption = (
        f"截至{month.rhythm.name(month.period)}底，共{len(rows)}件。黄格由单位或调度会填：整改措施、时限（写到日）、办理结果；状态只在办结时改。"
        "填好后交回"
    )
    return WorkbookSheet("问题清单", caption, _COLUMNS, rows)


def _cells(item: ActionItem) -> list[str]:
    cells = printed(item)
    return [cells[DUE], cells[STATE], cells[ANSWER], item.id, kept(cells)]


def evidence(item: ActionItem, month: Month) -> str:
    """Say since when an item stands, which cell it rests on, whether the month's return says nothing of it, and what its remark says."""
    place = item.place
    said = (
        f"{month.rhythm.name(item.opened)}起；{month.rhythm.name(place.period)} {place.file} {place.sheet}!{place.cell}"
    )
    unseen = month.rhythm.said("本月报表没有说到") if item.not_seen else ""
    return "；".join(filter(None, [said, unseen, item.remark and f"报表备注：{item.remark}"]))


def _added_up(
    name: str,
    heading: str,
    items: list[ActionItem],
    key: Callable[[ActionItem], str],
    month: Month,
    states: Sequence[ItemState] = tuple(ItemState),
) -> WorkbookSheet:
    """Count the items of each by state, and add their amounts up; rows and columns add up."""
    columns = (
        SheetColumn(heading, 22), SheetColumn("件数", 8, "count", "=SUM({range})"), *(SheetColumn(state.label, 9, "count", "=SUM({range})") for state in states),
        SheetColumn("涉及项目", 9, "count"), SheetColumn("金额合计（万元）", 14, "money", "=SUM({range})"),
    )  # fmt: skip
    own: dict[str, list[ActionItem]] = {}
    for item in items:
        own.setdefault(key(item), []).append(item)

    def row(value: str, found: list[ActionItem]) -> list[Any]:
        counts = Counter(item.state for item in found)
        projects, amount = {item.project_id for item in found}, sum(item.amount_fen or 0 for item in found)
        return [value, len(found), *(counts[state] for state in states), len(projects), amount]

    caption = f"截至{month.rhythm.name(month.period)}底；一个项目有几件事的，件数和金额都按件计，项目只算一个"
    return WorkbookSheet(name, caption, columns, [row(*one) for one in own.items()], row("合计", items))


def _followed(
    name: str, heading: str, dispatch: Dispatch, key: Callable[[ActionItem], str], month: Month
) -> WorkbookSheet:
    """Count what became of the items of the month before, the new ones, and how many of the year's a return closed; all adds up."""
    said = month.rhythm.said
    columns = (
        SheetColumn(heading, 22), SheetColumn(said("上月交办"), 10, "count", "=SUM({range})"),
        *(SheetColumn(each.label, 9, "count", "=SUM({range})") for each in ItemOutcome), SheetColumn(said("本月新增"), 10, "count", "=SUM({range})"),
        SheetColumn("今年要办", 10, "count", "=SUM({range})"), SheetColumn("报表办结", 10, "count", "=SUM({range})"), SheetColumn("办结率", 9, "percent", "=IF([今年要办]{row}=0,0,[报表办结]{row}/[今年要办]{row})"),
    )  # fmt: skip
    before, new = ({item.id for item in items} for items in (asked_before(dispatch), begun_in(dispatch)))
    own: dict[str, list[ActionItem]] = {}
    for item in dispatch.items:
        own.setdefault(key(item), []).append(item)
    rows = [_counts(value, items, before, new) for value, items in own.items()]
    caption = said(
        "上月底还要办的事到本月怎样了：办结由报表说明，销号由会议决定，正在办是已答复或已定措施而未到期。"
        "办结率是今年要办的事里报表说明办结的"
    )
    return WorkbookSheet(said(name), caption, columns, rows, _counts("合计", list(dispatch.items), before, new))


def _counts(name: str, items: list[ActionItem], before: set[str], new: set[str]) -> list[Any]:
    told, rate = tally(item for item in items if item.id in before), closing_rate(items)
    share = rate.closed / rate.items if rate.items else None
    begun = sum(item.id in new for item in items)
    return [name, sum(told.values()), *told.values(), begun, rate.items, rate.closed, share]


def _led(items: list[ActionItem], month: Month) -> WorkbookSheet:
    """Count the projects of which a return names each leader, by stage; rows and columns add up."""
    led = [one for one in portfolios(month, items) if len(one.projects)]
    counts = [one.projects["stage"].value_counts() for one in led]
    stages = [*Stage, ""]
    columns = (
        SheetColumn("责任领导", 22), SheetColumn("项目", 8, "count", "=SUM({range})"),
        *(SheetColumn(Stage(stage).label if stage else "未填", 8, "count", "=SUM({range})") for stage in stages),
    )  # fmt: skip
    rows = [
        [one.leader or NOBODY, len(one.projects), *(int(own.get(stage, 0)) for stage in stages)]
        for one, own in zip(led, counts, strict=True)
    ]
    totals = ["合计", *(sum(column) for column in zip(*(row[1:] for row in rows), strict=True))]
    caption = f"截至{month.rhythm.name(month.period)}底报表里写明责任领导的项目，按阶段"
    return WorkbookSheet("责任领导的项目", caption, columns, rows, totals if rows else ())


def _sent(dispatch: Dispatch, month: Month) -> WorkbookSheet:
    """List the letters with what each says: how many items and projects, and the money concerned."""
    units = dict(zip(month.units["unit_id"], month.units["unit"], strict=True))
    columns = (
        SheetColumn("文号", 22), SheetColumn("涉及单位", 22), SheetColumn("事项", 9, "count", "=SUM({range})"), SheetColumn("涉及项目", 9, "count", "=SUM({range})"),
        SheetColumn("涉及资金（万元）", 14, "money", "=SUM({range})"),
    )  # fmt: skip
    sent = letters(dispatch, month)
    rows = [[one.number, units[one.unit_id], len(one.items), one.projects, one.amount_fen] for one in sent]
    totals = ["合计", "", *(sum(column) for column in zip(*(row[2:] for row in rows), strict=True))]
    caption = "本月的督办函；涉及资金每个项目按所列金额中最大的算一次"
    return WorkbookSheet("督办函", month.rhythm.said(caption), columns, rows, totals if rows else ())
