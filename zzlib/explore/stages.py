"""Where projects get stuck: how long each has stood in its stage, and what it lacks."""

from dataclasses import dataclass

from zzlib.explore.data import ViewData
from zzlib.explore.dimensions import Filters
from zzlib.explore.result import ViewTable
from zzlib.explore.statistics import median_of
from zzlib.explore.wording import wording
from zzlib.indicators.sums import Sum
from zzlib.report.workbook import SheetColumn
from zzlib.vocabulary import Stage

UNKNOWN = "阶段不明"
_LACKING = ("stuck", "lacking_land_unconverted", "awaiting_approval", "unconverted_with_problems")
"""What the table tells of each stage's unconverted projects besides their number: measures of the catalogue."""


@dataclass(frozen=True)
class StageTime:
    """Unconverted projects of a stage (`key` is its code): how many, by months in it (the last entry holds all longer), and what they lack."""

    stage: str
    key: str
    projects: int
    by_months: tuple[int, ...]
    at_least: bool
    stuck: int
    lack_land: int
    lack_approval: int
    with_problems: int


def stage_times(data: ViewData, filters: Filters) -> list[StageTime]:
    """Give the unconverted projects that pass the filters by stage, in order, those of no known stage last."""
    by_stage = data.sums(("unconverted", *_LACKING), filters, ["stage"])
    [by_months] = data.sums(["unconverted"], filters, ["stage", "months_shown"]).values()
    [by_record] = data.sums(["unconverted"], filters, ["stage", "since_first"]).values()
    months = [str(number) for number in range(1, wording().stuck.longest + 1)]
    found = []
    for stage in [*(stage.value for stage in Stage), ""]:
        counts = [int(by_stage[name].get((stage,), Sum(0)).value) for name in ("unconverted", *_LACKING)]
        shown = tuple(int(by_months.get((stage, month), Sum(0)).value) for month in months)
        since_first = by_record.get((stage, str(True)), Sum(0)).value > 0
        if counts[0]:
            found.append(
                StageTime(Stage(stage).label if stage else UNKNOWN, stage, counts[0], shown, since_first, *counts[1:])
            )
    return found


def stage_table(times: list[StageTime], waiting_months: int) -> ViewTable:
    """Give the stages as a table."""
    longest = wording().stuck.longest
    months = [f"第{number}个月" for number in range(1, longest)] + [f"第{longest}个月及以上"]
    columns = (
        SheetColumn("阶段", 12), SheetColumn("未转化项目", 11, "count"), SheetColumn("在第几个月（中位）", 15), *(SheetColumn(m, 9, "count") for m in months),
        SheetColumn(f"满{waiting_months}个月没有进展", 16, "count"), SheetColumn("未转化而用地指标不够", 17, "count"), SheetColumn("申报未批复", 11, "count"),
        SheetColumn("填了存在问题", 12, "count"),
    )  # fmt: skip
    rows = [
        [t.stage, t.projects, f"{'≥' if t.at_least else ''}{median_of(t.by_months):g}", *t.by_months, t.stuck, t.lack_land, t.lack_approval, t.with_problems]
        for t in times
    ]  # fmt: skip
    return ViewTable("停留在哪一步", columns, rows, "没有未转化的项目")
