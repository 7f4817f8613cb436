"""调度会材料.docx: agenda, where the county stands, what the chair has to decide, and a page for each leader and unit.

Nothing is computed here: figures are the month's, items those of the month's dispatch, sentences the circular's.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime, time
from functools import cache
from importlib.resources.abc import Traversable
from pathlib import Path

from zzlib.data import DataModel, package_toml
from zzlib.dispatch.events import EventError
from zzlib.dispatch.items import ActionItem, Dispatch, ItemState
from zzlib.dispatch.outcomes import ItemOutcome, asked_before, begun_in, closing_rate, days_overdue, tally
from zzlib.dispatch.portfolios import NOBODY, Portfolio, portfolios
from zzlib.dispatch.rules import item_rules
from zzlib.findings.openings import opening_rows
from zzlib.indicators.month import Month
from zzlib.phrasing.clauses import Clauses
from zzlib.phrasing.lists import by_group, ordinal
from zzlib.phrasing.month_words import document_date
from zzlib.phrasing.phrases import Phrases
from zzlib.report.attachment import NO_DATA, ranked, wan_of
from zzlib.report.blocks import Blocks, PaperColumn
from zzlib.report.meeting_pages import MeetingPages, due_text, unit_text
from zzlib.writing import Writing
from zzlib.writing.text import compose

PAPER = "调度会材料"
_OLDEST = 20
"""So many of the items that are overdue longest are listed for the chair; all stand in the list of items."""

_PROGRESS = (
    PaperColumn("单位", 24), PaperColumn("年度任务", 16, "right"), PaperColumn("到位资金", 16, "right"), PaperColumn("完成率", 14, "right"), PaperColumn("位次", 9, "center"),
    PaperColumn("上月", 9, "center"), PaperColumn("还差", 16, "right"), PaperColumn("月均需", 16, "right"), PaperColumn("要办", 9, "center"), PaperColumn("逾期", 9, "center"),
    PaperColumn("办结率", 28, "center"),
)  # fmt: skip
_LEADERS = (
    PaperColumn("责任领导", 26), PaperColumn("负责单位", 50), PaperColumn("项目", 12, "center"), PaperColumn("上月交办", 14, "center"), PaperColumn("办结", 10, "center"),
    PaperColumn("销号", 10, "center"), PaperColumn("延期", 10, "center"), PaperColumn("正在办", 11, "center"), PaperColumn("未办", 10, "center"), PaperColumn("本月新增", 13, "center"),
)  # fmt: skip
_LISTED = (
    PaperColumn("单位", 24), PaperColumn("项目", 52), PaperColumn("金额", 16, "right"), PaperColumn("问题", 44), PaperColumn("时限", 30),
)  # fmt: skip
_OPENINGS = (
    PaperColumn("专项", 44),
    PaperColumn("级次", 14),
    PaperColumn("申报起止", 40),
    PaperColumn("可申报单位", 68),
)


class ItemListing(DataModel):
    """A list for the chair: the items of a rule under a heading."""

    heading: str
    rule: str


class MeetingWording(DataModel):
    """The words of the paper (`meeting.toml`)."""

    title: str
    agenda_heading: str
    agenda: tuple[str, ...]
    situation: str
    standing: Clauses
    units: str
    lists: str
    last_month: str
    this_month: str
    note: str
    list: tuple[ItemListing, ...]


@cache
def meeting_wording() -> MeetingWording:
    """Give the words of the paper."""
    return MeetingWording.model_validate(package_toml(__package__, "meeting.toml"))


def write_meeting_paper(
    dispatch: Dispatch,
    month: Month,
    path: Path,
    templates: Traversable | None = None,
    writing: Writing | None = None,
) -> None:
    """Write the whole paper; the same month and items give the same bytes.

    Raises:
        WordingError: the county's wording can't be used.
    """
    words, phrases = meeting_wording(), Phrases(month, "meeting.toml")
    blocks = Blocks(phrases.phrase(words.title))
    pages = MeetingPages(blocks, dispatch, month, words.last_month, words.this_month)
    leaders = portfolios(month, _listed(dispatch))
    blocks.part(phrases.phrase(words.agenda_heading))
    for number, line in enumerate(words.agenda, start=1):
        blocks.text(f"{ordinal(number)}、{phrases.phrase(line)}")
    blocks.part(words.situation, new_page=False)
    for section in compose(month, templates, writing).sections[:1]:
        for paragraph in section.paragraphs:
            blocks.text(paragraph.title + paragraph.text)
    blocks.text(phrases.sentence(words.standing))
    _outcomes(blocks, dispatch, leaders, month, words)
    _progress(blocks, dispatch, month, words)
    _lists(blocks, dispatch, month, words)
    for portfolio in leaders:
        pages.leader(portfolio)
    for unit_id in month.units["unit_id"]:
        pages.unit(unit_id)
    _save(blocks, month, path)


def write_leader_paper(dispatch: Dispatch, month: Month, leader: str, path: Path) -> None:
    """Write a leader's pages apart: the leader's own, and those of the units that units.csv gives them.

    Raises:
        EventError: nobody of this name leads anything; the message names those who do.
    """
    found = {portfolio.leader: portfolio for portfolio in portfolios(month, _listed(dispatch))}
    if leader not in found or not leader:
        raise EventError(f"没有叫“{leader}”的责任领导；有 {'、'.join(filter(None, found))}")
    words, phrases = meeting_wording(), Phrases(month, "meeting.toml")
    blocks = Blocks(phrases.phrase(words.title))
    pages = MeetingPages(blocks, dispatch, month, words.last_month, words.this_month)
    pages.leader(found[leader])
    for unit_id in found[leader].units:
        pages.unit(unit_id)
    _save(blocks, month, path)


def _listed(dispatch: Dispatch) -> tuple[ActionItem, ...]:
    return (*dispatch.open, *dispatch.ended_in(dispatch.period))


def _save(blocks: Blocks, month: Month, path: Path) -> None:
    author = month.settings.document.issuer or month.settings.county.office
    blocks.save(path, author, datetime.combine(document_date(month), time()))


def _outcomes(
    blocks: Blocks, dispatch: Dispatch, leaders: Sequence[Portfolio], month: Month, words: MeetingWording
) -> None:
    """Tell by leader what became of the items of the month before; rows and columns add up."""
    units = dict(zip(month.units["unit_id"], month.units["unit"], strict=True))
    before, new = ({item.id for item in items} for items in (asked_before(dispatch), begun_in(dispatch)))
    blocks.heading(month.rhythm.said(words.last_month))
    rows = []
    for each in leaders:
        own = [item for item in each.items if item.id in before]
        counts = [len(own), *tally(own).values(), sum(item.id in new for item in each.items)]
        named = "、".join(units[unit] for unit in each.units)
        rows.append([each.leader or NOBODY, named, str(len(each.projects)), *map(str, counts)])
    told = tally(asked_before(dispatch))
    total = [len(before), *told.values(), len(new)]
    projects = str(sum(len(each.projects) for each in leaders))
    blocks.table(_LEADERS, [*rows, ["合计", "", projects, *map(str, total)]])
    done = "、".join(f"{outcome.label}{told[outcome]}件" for outcome in ItemOutcome if told[outcome])
    blocks.text(month.rhythm.said(f"上月交办{len(before)}件{'：' + done if done else ''}；本月新增{len(new)}件。"))


def _progress(blocks: Blocks, dispatch: Dispatch, month: Month, words: MeetingWording) -> None:
    blocks.part(words.units)
    day = document_date(month)
    by_unit: dict[str, list[ActionItem]] = {}
    for item in dispatch.items:
        by_unit.setdefault(item.unit_id, []).append(item)
    for group, units in by_group(month.units):
        blocks.heading(f"{group}（金额：万元）")
        rows = []
        for unit in ranked(units):
            own = by_unit.get(unit["unit_id"], [])
            late = sum(days_overdue(item, day) > 0 for item in own)
            figures = ("funds_target", "funds_received", "funds_completion", "funds_gap", "funds_needed_monthly")
            target, received, completion, gap, needed = (unit_text(month, name, unit["unit_id"]) for name in figures)
            opened = sum(not item.state.is_closed for item in own)
            places, counts = (unit["place"], unit["place_before"]), (str(opened), str(late), closing_rate(own).text)
            rows.append([unit["unit"], target, received, completion, *places, gap, needed, *counts])
        blocks.table(_PROGRESS, rows)
    blocks.text(month.rhythm.said(words.note))


def _lists(blocks: Blocks, dispatch: Dispatch, month: Month, words: MeetingWording) -> None:
    blocks.part(words.lists)
    day = document_date(month)
    for listing in words.list:
        _items(blocks, listing.heading, [i for i in dispatch.open if i.rule is item_rules()[listing.rule]], month)
    late = sorted(
        (item for item in dispatch.open if item.state is ItemState.OVERDUE), key=lambda i: -days_overdue(i, day)
    )
    most = f"（共{len(late)}件，列出最久的{_OLDEST}件）" if len(late) > _OLDEST else ""
    _items(blocks, f"逾期最久的事项{most}", late[:_OLDEST], month)
    if rows := opening_rows(month):
        blocks.heading("现在能申报、还有单位没有申报的专项")
        blocks.table(
            _OPENINGS,
            [[row["专项"], row["级次"], f"{row['申报起']}至{row['申报止']}", row["可申报单位"]] for row in rows],
        )


def _items(blocks: Blocks, heading: str, items: Iterable[ActionItem], month: Month) -> None:
    units = dict(zip(month.units["unit_id"], month.units["unit"], strict=True))
    rows = [
        [units.get(i.unit_id, i.unit_id), i.project, wan_of(i.amount_fen) if i.amount_fen else NO_DATA, i.problem, "，".join(filter(None, due_text(i, month)))]
        for i in items
    ]  # fmt: skip
    if rows:
        blocks.heading(f"{heading}（金额：万元）")
        blocks.table(_LISTED, rows)
