"""Where projects get stuck: how long each has stood in its stage, what it lacks, and the projects behind a bar."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

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
    """Unconverted projects of a stage: how many, by months in it (the last entry holds all longer), and what they lack."""

    stage: str
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
                StageTime(Stage(stage).label if stage else UNKNOWN, counts[0], shown, since_first, *counts[1:])
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


def projects_behind(data: ViewData, filters: Filters, by: str, value: str) -> ViewTable:
    """Give the projects behind a bar: those of one value of a dimension (all when `""`), each with its cell.

    The cell is that of the stage where the form has one, else of the project's name. Names of persons stand in it only
    when `privacy.mask_names` is false.
    """
    chosen = Filters(**(filters.chosen() | ({by: value} if value else {})))
    columns = _COLUMNS + (() if data.settings.privacy.mask_names else (SheetColumn("责任人", 10),))
    name = f"{data.words.label(by, value) if value else '全部'}项目"
    return ViewTable(name, columns, _Projects(data, chosen), "没有这样的项目")


_ORDER = ("converted", "in_stage", "unit_id", "project_name", "source_id", "row")
_SHOWN = (
    "unit_id", "project_name", "kind", "stage", "in_stage", "since_first", "converted", "awarded_fen", "received_fen",
    "problems", "source_id", "row", "person",
)  # fmt: skip
_COLUMNS = (
    SheetColumn("单位", 14), SheetColumn("项目", 34), SheetColumn("类型", 9), SheetColumn("阶段", 9), SheetColumn("本阶段月数", 11), SheetColumn("转化", 6),
    SheetColumn("争取资金（万元）", 14, "money"), SheetColumn("到位资金（万元）", 14, "money"), SheetColumn("存在问题", 24),
    SheetColumn("文件", 34), SheetColumn("表", 12), SheetColumn("单元格", 8),
)  # fmt: skip


class _Projects(Sequence[list[Any]]):
    """The rows of the projects, fetched when they are read: a view shows some, an exported workbook has all."""

    def __init__(self, data: ViewData, filters: Filters) -> None:
        self._data = data
        longest_first = [column == "in_stage" for column in _ORDER]
        chosen = data.projects(data.period, filters).select(*_SHOWN)
        self._rows = chosen.sort(*_ORDER, descending=longest_first).to_native()
        self._count = int(data.sums(["projects"], filters)["projects"][()].value)

    def __len__(self) -> int:
        return self._count

    def __getitem__(self, where: Any) -> Any:
        start, stop, _ = where.indices(len(self)) if isinstance(where, slice) else (where, where + 1, 1)
        if not 0 <= start < len(self):
            if isinstance(where, slice):
                return []
            raise IndexError(where)
        found = self._rows.limit(max(0, stop - start), offset=start).fetchall()
        rows = [self._row(*project) for project in found]
        return rows if isinstance(where, slice) else rows[0]

    def __iter__(self) -> Iterator[list[Any]]:
        return iter(self[:])

    def _row(
        self, unit_id: str, name: str, kind: str, stage: str, months: int, at_least: bool, converted: bool,
        awarded: int, received: int, problems: str, source_id: str, row: int, person: str,
    ) -> list[Any]:  # fmt: skip
        words, places = self._data.words, self._data.places
        place = places.at(source_id, row, "stage")
        place = place if place.cell else places.at(source_id, row, "project_name")
        shown = [
            words.label("unit_id", unit_id), name, words.label("kind", kind), Stage(stage).label if stage else UNKNOWN,
            f"{'≥' if at_least else ''}{months}", "是" if converted else "否", awarded, received, problems,
            f"{place.period}/{place.file}", place.sheet, place.cell,
        ]  # fmt: skip
        return shown if self._data.settings.privacy.mask_names else [*shown, person]
