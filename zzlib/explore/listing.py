"""The projects behind what a view shows: those that pass its filters, or of a mark in its picture, each with its cell."""

import re
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Any
from urllib.parse import parse_qs, quote

import pandas as pd

from zzlib.explore.data import ViewData, ViewError
from zzlib.explore.dimensions import DIMENSIONS, Filters, where
from zzlib.explore.result import ViewTable
from zzlib.explore.stages import UNKNOWN
from zzlib.explore.wording import wording
from zzlib.indicators.flags import KEYS
from zzlib.report.workbook import SheetColumn
from zzlib.vocabulary import Stage

Asked = dict[str, Any]
"""Column of projects -> what stands there: one of several texts, a number, or whether it is so."""


def key_of(**values: str | int | Sequence[str]) -> str:
    """Write what a mark in a picture stands for: `unit_id=U08`, `stage=applied&months_shown=3`, several after each other."""
    each = [
        (name, one) for name, value in values.items() for one in ([value] if isinstance(value, str | int) else value)
    ]
    return "&".join(f"{name}={_PARTING.sub(lambda sign: quote(sign[0], safe=''), str(one))}" for name, one in each)


_PARTING = re.compile(r"[&=+%|#;\s]")
"""What would part a key; all else stays as it is, for a key stands in the line that shows a view again."""


def projects_behind(data: ViewData, filters: Filters, key: str = "") -> ViewTable:
    """Give the projects that pass the filters and belong to a key (`key_of`; `""`: all; of several with `|` any), with cells.

    The cell is that of the stage where the form has one, else of the project's name. Names of persons stand in it only
    when `privacy.mask_names` is false.

    Raises:
        ViewError: projects are not listed by what the key says.
    """
    columns = _COLUMNS + (() if data.settings.privacy.mask_names else (SheetColumn("责任人", 10),))
    asked = [_read(one) for one in key.split("|")]
    name = f"{'、'.join(_said(data, one) for one in asked) if key else '全部'}项目"
    return ViewTable(name, columns, _Projects(data, filters, asked), "没有这样的项目")


def _read(key: str) -> Asked:
    """Read what a key asks for."""
    found: Asked = {}
    for name, values in parse_qs(key, keep_blank_values=True).items():
        if name in wording().listed:
            found[name] = values[0] == "1"
        elif name == "months_shown" and values[0].isdecimal():
            found[name] = int(values[0])
        elif name in DIMENSIONS or name in ("stage", "leader"):
            found[name] = tuple(values)
        else:
            raise ViewError(
                f"不能按“{name}”列项目；可以按：{'、'.join([*DIMENSIONS, 'stage', 'months_shown', *wording().listed])}"
            )
    if key and not found:
        raise ViewError(f"看不懂要列出哪些项目：{key}")
    return found


def _said(data: ViewData, asked: Asked) -> str:
    words = []
    for name, value in asked.items():
        if name == "leader":
            words += [f"{leader}分管的" for leader in value]
        elif isinstance(value, tuple) and name == "stage":
            words += [Stage(stage).label if stage in list(Stage) else UNKNOWN for stage in value]
        elif isinstance(value, tuple):
            named = [data.words.label(name, one) for one in value]
            words.append(named[0] if len(named) == 1 else f"{len(named)}个{DIMENSIONS[name]}的")
        elif name == "months_shown":
            words.append(f"第{value}个月{'及以上' if value == wording().stuck.longest else ''}的")
        else:
            words.append(wording().listed[name][0 if value else 1])
    return "".join(words)


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


def _rows(data: ViewData, filters: Filters, asked: Asked) -> pd.DataFrame:
    own = {name: value for name, value in asked.items() if name in DIMENSIONS}
    rest = {name: value for name, value in asked.items() if name not in DIMENSIONS}
    return where(data.projects(data.period, Filters(**(filters.chosen() | own))), rest)


class _Projects(Sequence[list[Any]]):
    """The rows of the projects, written when they are read: a view shows some, an exported workbook has all."""

    def __init__(self, data: ViewData, filters: Filters, asked: Sequence[Asked]) -> None:
        self._data = data
        found = [_rows(data, filters, one) for one in asked]
        self._rows = found[0] if len(found) == 1 else pd.concat(found).drop_duplicates(list(KEYS))

    @cached_property
    def _sorted(self) -> pd.DataFrame:
        longest_first = [column != "in_stage" for column in _ORDER]
        return self._rows[list(_SHOWN)].sort_values(list(_ORDER), ascending=longest_first, kind="stable")

    def __len__(self) -> int:
        return len(self._rows)

    def __getitem__(self, place: Any) -> Any:
        if isinstance(place, slice):
            return [self._row(*project) for project in self._sorted[place].itertuples(index=False)]
        return self._row(*self._sorted.iloc[place])

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
