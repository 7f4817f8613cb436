"""Where projects get stuck: how long each has stood in its stage, what it lacks, and the projects behind a bar."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import narwhals.stable.v2 as nw
import pandas as pd

from zzlib.explore.data import ViewData
from zzlib.explore.dimensions import Filters
from zzlib.explore.result import ViewTable
from zzlib.explore.wording import wording
from zzlib.indicators.flags import flagged_projects
from zzlib.periods import month_of
from zzlib.report.workbook import Column
from zzlib.vocabulary import Stage

UNKNOWN = "阶段不明"
_FLAGS = ("stuck", "lacking_land")
"""What the month says of a project (`zzlib.indicators.flags`) and the views repeat."""


@dataclass(frozen=True)
class StageTime:
    """Unconverted projects of a stage: how many, by months in it (the last entry holds all longer), and what they lack."""

    stage: str
    projects: int
    by_months: tuple[int, ...]
    median: float
    at_least: bool
    stuck: int
    lack_land: int
    lack_approval: int
    with_problems: int


def standing(data: ViewData) -> None:
    """Make, once, the table `standing`: the period's projects with the month's flags and their months in the present stage.

    `in_stage` counts months from the first in which it stood there; `at_least` marks that it has stood there since its
    first month on record, so that the true time may be longer. Months carried forward say nothing and change nothing.
    """
    if data.kept.get(("standing",)):
        return
    period, number = data.period, month_of(data.period)
    flags = flagged_projects(data.connection, data.ledger).filter(nw.col("period") == data.period)
    data.connection.register("flags", flags.select("unit_id", "project_id", *_FLAGS).to_native())
    data.connection.execute(
        f"""CREATE TABLE standing AS
        WITH now AS (SELECT * FROM projects WHERE period = '{period}'),
        past AS (
            SELECT n.unit_id, n.project_id, min(h.period) AS first,
                   max(CASE WHEN h.stage <> n.stage AND NOT h.carried THEN h.period END) AS other
            FROM projects h JOIN now n USING (unit_id, project_id) GROUP BY ALL)
        SELECT now.*, past.other IS NULL AS at_least,
               CASE WHEN past.other IS NULL THEN {number} - CAST(right(past.first, 2) AS INTEGER) + 1
                    ELSE {number} - CAST(right(past.other, 2) AS INTEGER) END AS in_stage,
               {", ".join(_FLAGS)},
               stage = '{Stage.APPLIED}' AND NOT converted AS lacks_approval
        FROM now JOIN past USING (unit_id, project_id) JOIN flags USING (unit_id, project_id)"""
    )
    data.connection.unregister("flags")
    data.kept["standing",] = True


def stage_times(data: ViewData, filters: Filters) -> list[StageTime]:
    """Give the unconverted projects that pass the filters by stage, in order, those of no known stage last."""
    standing(data)
    longest = wording().stuck.longest
    chosen = data.projects_sql(data.period, filters)
    frame = data.connection.execute(
        f"""SELECT stage, least(in_stage, {longest}) AS shown, count(*) AS projects, bool_or(at_least) AS at_least,
               count(*) FILTER (stuck) AS stuck, count(*) FILTER (lacking_land) AS land,
               count(*) FILTER (lacks_approval) AS approval, count(*) FILTER (problems <> '') AS problems
        FROM standing SEMI JOIN ({chosen}) USING (unit_id, project_id) WHERE NOT converted GROUP BY ALL"""
    ).df()
    order = [*(stage.value for stage in Stage), ""]
    return [_stage(name, rows) for name in order if len(rows := frame[frame["stage"] == name])]


def _stage(name: str, rows: pd.DataFrame) -> StageTime:
    longest = wording().stuck.longest
    by_months = [int(rows.loc[rows["shown"] == number, "projects"].sum()) for number in range(1, longest + 1)]
    each = [number for number, count in enumerate(by_months, start=1) for _ in range(count)]
    whole = rows[["stuck", "land", "approval", "problems"]].sum()
    return StageTime(
        Stage(name).label if name else UNKNOWN,
        len(each),
        tuple(by_months),
        float(pd.Series(each).median()),
        bool(rows["at_least"].any()),
        *(int(whole[column]) for column in ("stuck", "land", "approval", "problems")),
    )


def stage_table(times: list[StageTime], waiting_months: int) -> ViewTable:
    """Give the stages as a table."""
    longest = wording().stuck.longest
    months = [f"第{number}个月" for number in range(1, longest)] + [f"第{longest}个月及以上"]
    columns = (
        Column("阶段", 12), Column("未转化项目", 11, "count"), Column("在第几个月（中位）", 15), *(Column(m, 9, "count") for m in months),
        Column(f"满{waiting_months}个月没有进展", 16, "count"), Column("未转化而用地指标不够", 17, "count"), Column("申报未批复", 11, "count"),
        Column("填了存在问题", 12, "count"),
    )  # fmt: skip
    rows = [
        [t.stage, t.projects, f"{'≥' if t.at_least else ''}{t.median:g}", *t.by_months, t.stuck, t.lack_land, t.lack_approval, t.with_problems]
        for t in times
    ]  # fmt: skip
    return ViewTable("停留在哪一步", columns, rows, "没有未转化的项目")


def projects_behind(data: ViewData, filters: Filters, by: str, value: str, stage: str | None = None) -> ViewTable:
    """Give the projects behind a bar: those of one value of a dimension (all when `""`) and stage, each with its cell.

    The cell is that of the stage where the form has one, else of the project's name. Names of persons stand in it only
    when `privacy.mask_names` is false.
    """
    standing(data)
    chosen = filters.chosen() | ({by: value} if value else {})
    sql = f"SELECT {', '.join(_SHOWN)} FROM standing SEMI JOIN ({data.projects_sql(data.period, Filters(**chosen))}) USING (unit_id, project_id)"
    if stage is not None:
        sql += f" WHERE stage = '{stage}'"
    columns = _COLUMNS + (() if data.settings.privacy.mask_names else (Column("责任人", 10),))
    name = f"{data.words.label(by, value) if value else '全部'}项目"
    return ViewTable(name, columns, _Projects(data, sql), "没有这样的项目")


_SHOWN = (
    "unit_id", "project_name", "kind", "stage", "in_stage", "at_least", "converted", "awarded_fen", "received_fen",
    "problems", "source_id", '"row"', "person",
)  # fmt: skip
_COLUMNS = (
    Column("单位", 14), Column("项目", 34), Column("类型", 9), Column("阶段", 9), Column("本阶段月数", 11), Column("转化", 6),
    Column("争取资金（万元）", 14, "money"), Column("到位资金（万元）", 14, "money"), Column("存在问题", 24),
    Column("文件", 34), Column("表", 12), Column("单元格", 8),
)  # fmt: skip


class _Projects(Sequence[list[Any]]):
    """The rows of the projects, fetched when they are read: a view shows some, an exported workbook has all."""

    def __init__(self, data: ViewData, sql: str) -> None:
        self._data, self._sql = data, sql
        [(self._count,)] = data.connection.execute(f"SELECT count(*) FROM ({sql})").fetchall()

    def __len__(self) -> int:
        return int(self._count)

    def __getitem__(self, where: Any) -> Any:
        start, stop, _ = where.indices(len(self)) if isinstance(where, slice) else (where, where + 1, 1)
        if not 0 <= start < len(self):
            if isinstance(where, slice):
                return []
            raise IndexError(where)
        found = self._data.connection.execute(
            f'{self._sql} ORDER BY converted, in_stage DESC, unit_id, project_name, source_id, "row" '
            f"LIMIT {max(0, stop - start)} OFFSET {start}"
        ).fetchall()
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
