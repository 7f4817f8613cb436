"""The columns of the door's frames: read from `columns.toml`, with those of the county's form, and told as a table."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache, cached_property
from typing import Literal

import pandas as pd

from zzlib.data import DataModel, package_toml
from zzlib.form import Form, FormField, package_form

TableName = Literal["projects", "funding", "units", "figures"]
ColumnType = Literal[
    "text", "flag", "count", "number", "money", "date",
    "kind", "origin", "stage", "source_level", "group", "filing", "band", "zero_kind",
]  # fmt: skip

TYPE_NAMES: dict[ColumnType, tuple[str, str]] = {
    "text": ("文字", "str"),
    "flag": ("是否", "bool"),
    "count": ("整数", "Int64"),
    "number": ("小数", "float64"),
    "money": ("金额", "float64，按分时 Int64"),
    "date": ("日期", "datetime64[us]"),
}
"""How types are called, and the dtype of each; any other is a list of words in order (`category`)."""


class _Entry(DataModel):
    """A column of `columns.toml`, or several."""

    label: str = ""
    type: ColumnType | Literal[""] = ""
    source: str = ""
    unit: str = ""
    field: str = ""
    each: Literal["", "line_money", "uncounted", "unreadable", "of_project", "of_line"] = ""
    raw: str = ""
    once: bool = False
    private: bool = False


@dataclass(frozen=True)
class DoorColumn:
    """A column of a frame: its name, what people call it, its type and unit, what it is made of.

    `raw` is the column of the month's own tables. Of a column that is said again in every month (`once`) months don't add up.
    `private` ones tell of a person.
    """

    name: str
    label: str
    type: ColumnType
    source: str
    raw: str
    unit: str = ""
    once: bool = False
    private: bool = False


_OF_TIME = {
    "year_to_date": "年初以来累计",
    "since_start": "开工以来累计",
    "month": "当月",
    "project": "整个项目",
    "": "",
}


@dataclass(frozen=True, eq=False)
class DoorColumns:
    """The columns of all tables of a county."""

    form: Form

    @cached_property
    def tables(self) -> dict[str, tuple[DoorColumn, ...]]:
        """The columns of each table, in order."""
        return {
            table: tuple(column for name, entry in columns.items() for column in self._columns(name, entry))
            for table, (_, columns) in _tables().items()
        }

    @cached_property
    def once(self) -> frozenset[str]:
        """The names of all columns of which months don't add up."""
        return frozenset(column.name for columns in self.tables.values() for column in columns if column.once)

    def _columns(self, name: str, entry: _Entry) -> Iterator[DoorColumn]:
        if entry.each:
            yield from _each(entry.each, self.form)
        elif entry.field:
            made = _of_field(self.form.fields[entry.field])
            yield replace(made, type=entry.type or made.type, once=entry.once, private=entry.private)
        else:
            assert entry.type
            raw = entry.raw or (f"{name}_fen" if entry.type == "money" else name)
            yield DoorColumn(name, entry.label, entry.type, entry.source, raw, entry.unit, entry.once, entry.private)


@cache
def _tables() -> dict[str, tuple[str, dict[str, _Entry]]]:
    tables = package_toml(__package__, "columns.toml")
    return {
        table: (held.pop("about"), {name: _Entry.model_validate(entry) for name, entry in held.items()})
        for table, held in tables.items()
    }


def about(table: str) -> str:
    """Say what a row of a table is."""
    return _tables()[table][0]


def _each(fields: str, form: Form) -> Iterator[DoorColumn]:
    for name in form.line_money if fields in ("line_money", "uncounted", "unreadable") else ():
        known, money = form.fields[name], _of_field(form.fields[name])
        if fields == "line_money":
            yield money
        elif fields == "uncounted":
            source = f"{money.source}，不计入的资金类别的（债券之类）"
            yield replace(
                money,
                name=f"{name}_uncounted",
                label=f"{known.label}（不计入）",
                raw=f"{name}_uncounted_fen",
                source=source,
            )
        else:
            source = f"报表“{known.label}”有读不出的金额，没有算进去"
            yield DoorColumn(f"{name}_unreadable", f"{known.label}读不出", "flag", source, f"{name}_unreadable")
    if fields in ("of_project", "of_line"):
        for kind in ("money", "number", "text", "date"):
            for own in form.own_of(kind, line=fields == "of_line"):
                if own.field_id not in form.line_money:
                    yield _of_field(own)


def _of_field(field: FormField) -> DoorColumn:
    """Give the column of a field of the return."""
    kinds: dict[str, ColumnType] = {"money": "money", "number": "number", "date": "date"}
    kind, name, time = kinds.get(field.type, "text"), field.field_id, _OF_TIME[field.basis]
    source = f"报表“{field.label}”" + (f"，{time}" if time and kind in ("money", "number") else "")
    return DoorColumn(
        name,
        field.label,
        kind,
        source,
        raw=f"{name}_fen" if kind == "money" else name,
        unit=field.unit,
        once=kind in ("money", "number") and field.basis != "month",
        private=field.personal,
    )


PACKAGE_COLUMNS = DoorColumns(package_form())
"""The columns without any county's own."""


def told(columns: tuple[DoorColumn, ...], money: str = "元、万元、亿元、分（money 参数）") -> pd.DataFrame:
    """Give columns as a table of text: 列, 名称, 类型, 单位, 来源."""
    rows = [
        (
            column.name,
            column.label,
            "，".join(TYPE_NAMES.get(column.type, ("词", "有次序的 category"))),
            money if column.type == "money" else column.unit,
            column.source
            + ("；各月不能相加" if column.once else "")
            + ("；只在不隐去姓名时有" if column.private else ""),
        )
        for column in columns
    ]
    return pd.DataFrame(rows, columns=["列", "名称", "类型", "单位", "来源"], dtype="str")
