"""The turn of the year: what closes, what goes over with its identity, and the targets to be filled in.

Forms for January and the base of growth come from last year's returns by themselves (`zzlib.exchange.prefill`, `zzlib.ledger.past`);
what a new year needs of people are its targets, and a look at what the old one leaves open.
"""

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import Any

import pandas as pd

from zzlib.beginning import ListError, Unit, file_source, read_listing, read_targets
from zzlib.exchange.appending import append_entries
from zzlib.exchange.outbox import put_files
from zzlib.exchange.prefill import FINISHED
from zzlib.indicators import Month, load_month
from zzlib.ledger.references import COUNTY, target_table
from zzlib.ledger.registry import Registry, read_registry
from zzlib.money import FEN_PER_UNIT
from zzlib.periods import period_of, year_of
from zzlib.report.workbook import SheetColumn, WorkbookSheet, write_workbook
from zzlib.told import ToldError
from zzlib.vocabulary import Filing, Stage
from zzlib.workspace import Reference, Workspace

_SHOWN = 12


class YearError(ToldError, ValueError):
    """The year can't be prepared, or its targets not be taken; the message says in Chinese why."""


@dataclass(frozen=True)
class TurnOfYear:
    """A year to be prepared from `last`, the last month of the year before as its returns stand."""

    workspace: Workspace
    year: int
    last: Month

    @cached_property
    def first(self) -> str:
        """The year's first period."""
        return self.workspace.rhythm.between(period_of(self.year, 1), period_of(self.year, 12))[0]

    @cached_property
    def registry(self) -> Registry:
        """The units as they are when the year begins."""
        return read_registry(self.workspace, self.first)

    @cached_property
    def carried_over(self) -> pd.DataFrame:
        """Give the projects that are not finished, in order of units: a row a project, with those of `Month.projects`."""
        projects = self.last.projects[~self.last.projects["stage"].isin([stage.value for stage in FINISHED])]
        order = {unit_id: place for place, unit_id in enumerate(self.last.units["unit_id"])}
        return projects.sort_values("unit_id", key=lambda ids: ids.map(order), kind="stable").reset_index(drop=True)

    def notes(self) -> list[str]:
        """Say what the old year leaves open, and what holds on, in Chinese sentences."""
        return [*self._closing(), *self._growth(), *self._words()]

    def _closing(self) -> Iterator[str]:
        named, months = self.workspace.rhythm.name, self.workspace.rhythm
        ends = months.between(period_of(self.year - 1, 1), period_of(self.year - 1, 12))[-1]
        if self.last.period != ends:
            yield f"{named(ends)}的报表还没有，以下按 {named(self.last.period)}的；全年的数以后还会变"
        units = self.last.units
        for filing, said in ((Filing.MISSING, "没有报"), (Filing.UNREADABLE, "报表读不出")):
            if names := list(units.loc[units["filing"] == filing.value, "unit"]):
                yield f"{named(self.last.period)}有 {len(names)} 个单位{said}：{_some(names)}"
        if errors := int((self.last.issues["level"] == "error").sum()):
            yield f"{named(self.last.period)}还有 {errors} 个错误没有改：zz check {self.last.period}"

    def _growth(self) -> Iterator[str]:
        """Say of which months of the new year no comparison will be."""
        rhythm, year = self.workspace.rhythm, self.year - 1
        known = {period for period in self.workspace.periods() if year_of(period) == year}
        history = self.workspace.reference("history_funds").rows()
        known |= {
            period_of(year, int(row["month"]))
            for row in history
            if row["year"] == str(year) and row["month"].isdecimal()
        }
        if absent := [
            rhythm.name(p) for p in rhythm.between(period_of(year, 1), period_of(year, 12)) if p not in known
        ]:
            yield f"{'、'.join(absent)}没有报表，也没有 history_funds.csv 的数，{self.year} 年同月没有同比"
        else:
            yield f"同比的基数取自 {year} 年各月的报表，不用另填"

    def _words(self) -> Iterator[str]:
        """Say of the office's decisions which hold on."""
        aliases = [row["valid_to"] for row in self.workspace.reference("aliases").rows() if row["alias"]]
        if ended := sum(bool(to) and to < self.first for to in aliases):
            yield f"别名 {len(aliases) - ended} 个照旧，{ended} 个到年底为止"
        corrections = [
            row for row in self.workspace.reference("corrections").rows() if row["period"][:4] == str(self.year - 1)
        ]
        if corrections:
            yield f"{self.year - 1} 年的更正 {len(corrections)} 条只管当年各月，新的一年不沿用"


def turn_of(workspace: Workspace, year: int) -> TurnOfYear:
    """Look at how a year begins.

    Raises:
        YearError: the year before has no month with returns.
    """
    before = [period for period in workspace.periods() if year_of(period) == year - 1]
    if not before:
        raise YearError(f"{year - 1} 年还没有一个月的报表，{year} 年没有可以结转的；新建一个县用 zz new")
    return TurnOfYear(workspace, year, load_month(before[-1], workspace))


def write_year(turn: TurnOfYear) -> Path:
    """Write the table of targets to fill in, with what was done beside, and the list of projects that go over; give the table.

    They lie in `outputs/year/<year>/`. What a person has filled in there is first moved to `outputs/修改稿/`.
    """
    sheets = {f"{turn.year}年目标.xlsx": _target_sheet(turn), f"{turn.year}年结转项目.xlsx": _project_sheet(turn)}
    outputs, office = turn.workspace.outputs_dir, turn.workspace.settings.county.office
    files: dict[str, bytes] = {}
    with tempfile.TemporaryDirectory() as folder:
        for name, sheet in sheets.items():
            path = Path(folder) / name
            write_workbook(path, path.stem, office, datetime(turn.year, 1, 1), [sheet])
            files[name] = path.read_bytes()
    return put_files(outputs / "year" / str(turn.year), files, outputs, whole=True).folder / next(iter(files))


def _target_sheet(turn: TurnOfYear) -> WorkbookSheet:
    year, period = turn.year, turn.last.period
    columns = (
        SheetColumn("单位", 24),
        SheetColumn(f"{year}年项目任务（个）", 12, "count"),
        SheetColumn(f"{year}年资金任务（万元）", 14, "number"),
        SheetColumn(f"{year}年用地指标任务（亩）", 14, "number"),
        SheetColumn("上年项目任务（个）", 10, "count"),
        SheetColumn("上年项目完成（个）", 10, "count"),
        SheetColumn("上年资金任务（万元）", 13, "money"),
        SheetColumn("上年到位资金（万元）", 13, "money"),
        SheetColumn("上年用地任务（亩）", 10, "number"),
        SheetColumn("上年用地完成（亩）", 10, "number"),
    )
    new, old = (_sums(target_table(turn.workspace, at, turn.first)[0]) for at in (turn.first, period))
    done = turn.last.units.set_index("unit_id")[["projects", "received_fen", "land_mu"]].astype("object")
    rows: list[list[Any]] = []
    for unit_id, name in turn.registry.members(turn.first).items():
        had, own = (dict(frame.loc[unit_id]) if unit_id in frame.index else {} for frame in (old, done))
        now = dict(new.loc[unit_id]) if unit_id in new.index else {}
        funds = now.get("funds_fen")
        rows.append(
            [
                name,
                now.get("projects"),
                None if pd.isna(funds) else float(Decimal(int(funds)) / FEN_PER_UNIT["万元"]),
                now.get("land_mu"),
                had.get("projects"),
                own.get("projects"),
                had.get("funds_fen"),
                own.get("received_fen"),
                had.get("land_mu"),
                own.get("land_mu"),
            ]
        )
    caption = f"填 {year} 年的三列，没有任务的空着；填好后 zz year {year} --targets 这个文件。上年完成按{turn.workspace.rhythm.name(period)}的报表"
    return WorkbookSheet(f"{year}年目标", caption, columns, rows)


def _sums(targets: pd.DataFrame) -> pd.DataFrame:
    """Give the targets of each unit, a row a unit; blank where none is set."""
    numbers = targets.groupby("unit_id", sort=False)[["projects", "funds_fen", "land_mu"]]
    return numbers.sum(min_count=1).astype("object")


def _project_sheet(turn: TurnOfYear) -> WorkbookSheet:
    names, kinds = turn.registry.ids, turn.workspace.settings.kinds.labels
    columns = (
        SheetColumn("单位", 20),
        SheetColumn("项目名称", 40, "long"),
        SheetColumn("项目代码", 18),
        SheetColumn("项目类型", 10),
        SheetColumn("项目阶段", 10),
        SheetColumn("上年申报资金（万元）", 14, "money"),
        SheetColumn("上年争取资金（万元）", 14, "money"),
        SheetColumn("上年到位资金（万元）", 14, "money"),
        SheetColumn("编号", 14, hidden=True),
    )
    stages, money = Stage.labels(), ("applied_fen", "awarded_fen", "received_fen")
    rows = [
        [
            names.get(row["unit_id"], row["unit_id"]),
            row["project_name"],
            row["project_code"],
            kinds.get(row["kind"], ""),
            stages.get(row["stage"], ""),
            *(row[name] for name in money),
            row["project_id"],
        ]
        for row in turn.carried_over.astype("object").to_dict("records")
    ]
    caption = (
        f"{turn.workspace.rhythm.name(turn.last.period)}没有完成的项目，共 {len(rows)} 个；{turn.year} 年的填报表（zz forms {turn.first}）"
        "已把它们列为结转，不带上年的金额"
    )
    return WorkbookSheet("结转项目", caption, columns, rows)


def take_targets(workspace: Workspace, year: int, path: Path, money_unit: str = "") -> tuple[int, list[str]]:
    """Add the targets of a year from a table to targets.csv; give how many, and what a person should know.

    Raises:
        YearError: the year has targets already.
        ListError: the table can't be used; the message says at which cell.
        DecisionError: targets.csv can't be written.
    """
    first = workspace.rhythm.between(period_of(year, 1), period_of(year, 12))[0]
    members = read_registry(workspace, first).members(first)
    known = {row["unit_id"]: row for row in workspace.reference("units").rows()}
    units = [
        Unit(unit_id, name, known[unit_id]["full_name"], known[unit_id]["group"]) for unit_id, name in members.items()
    ]
    listing = read_listing(file_source(path))
    targets, notes = read_targets(listing, units, year, money_unit)
    if all(target.unit_id in COUNTY for target in targets):
        raise ListError(f"《{path.name}》里 {year} 年的任务一个也没有填，没有记")

    def entries(reference: Reference) -> list[Mapping[str, str]]:
        if there := sum(row["year"] == str(year) for row in reference.rows()):
            raise YearError(f"{reference.file} 里已有 {year} 年的目标 {there} 行，没有再记；要改请直接改那个文件")
        return [{"from_month": "1"} | {key: str(value) for key, value in asdict(target).items()} for target in targets]

    return len(append_entries(workspace, "targets", entries)), notes


def _some(names: Sequence[str]) -> str:
    return "、".join(names[:_SHOWN]) + (f"等 {len(names)} 个" if len(names) > _SHOWN else "")
