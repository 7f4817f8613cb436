"""A county's own measures and figures (`data/measures.toml`, `data/figures.toml`), beside the package's; none changes one of these."""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any, Literal, TypeVar

from pydantic import BaseModel, ValidationError

from zzlib.data import DataModel, NotTomlError, nearest_key, parsed_toml, told_errors, wrong_value
from zzlib.form import Form, FormField
from zzlib.indicators.catalogue import (
    Catalogue,
    Definition,
    Measure,
    ScopeKind,
    package_catalogue,
)
from zzlib.indicators.flags import flagged_line_columns, flagged_project_columns
from zzlib.indicators.unasked import unasked
from zzlib.kinds import Kinds
from zzlib.told import ToldError
from zzlib.vocabulary import Origin, SourceLevel, Stage
from zzlib.workspace import Workspace

MEASURES, FIGURES = "data/measures.toml", "data/figures.toml"
_ID = re.compile("[a-z][a-z0-9_]{1,60}")
_SCOPES: dict[str, tuple[ScopeKind, ...]] = {
    "funding": ("county", "unit", "kind", "category", "group", "field"),
    "projects": ("county", "unit", "kind", "group", "field"),
}
_OF_UNITS: tuple[ScopeKind, ...] = ("county", "unit", "group")
_TABLES: dict[str, tuple[ScopeKind, ...]] = _SCOPES | dict.fromkeys(("units", "targets"), _OF_UNITS)
"""The tables over which figures of a county's own may be, each with the scopes that it is told by."""
_AREA = "亩"
_Entry = TypeVar("_Entry", bound=BaseModel)
_Closed = Mapping[str, Mapping[str, str]]


class OwnFigureError(ToldError, ValueError):
    """The county's measures or figures can't be used; the message says in Chinese which file, which entry, and what to write."""

    wrong_use = True


class OwnMeasure(DataModel):
    """An entry of `data/measures.toml`: the sum of a field of the form, or the number of projects, over the rows of `where`."""

    field: str = ""
    table: Literal["funding", "projects"] | None = None
    where: dict[str, str | bool] = {}


class OwnFigure(DataModel):
    """An entry of `data/figures.toml`: a sum, or with `over` the share of one measure in another."""

    label: str
    measure: str
    over: str = ""
    scopes: tuple[ScopeKind, ...] = ()
    formula: str = ""
    missing: str = "读不出的不计入，报表没有这一列的单位也不计入，所以是下限；都没有这一列时没有数，不当作零"
    source: str = "本县自定（data/figures.toml）"


def catalogue_of(workspace: Workspace) -> Catalogue:
    """Give the figures and measures of a county: the package's, then its own.

    Raises:
        OwnFigureError: one of its files can't be used.
    """
    own = (workspace.overlay(name) for name in ("measures.toml", "figures.toml"))
    return _catalogue(workspace.form, workspace.settings.kinds, *own)


@lru_cache(maxsize=8)
def _catalogue(form: Form, kinds: Kinds, measures: bytes, figures: bytes) -> Catalogue:
    package = package_catalogue(kinds)
    if not measures and not figures:
        return package
    closed = _closed(kinds)
    own = {
        name: _measure(name, entry, form, closed) for name, entry in _entries(MEASURES, measures, OwnMeasure, package)
    }
    known = {**package.measures, **own}
    made = dict(package.figures)
    for name, entry in _entries(FIGURES, figures, OwnFigure, package):
        made[name] = _figure(name, entry, Catalogue(known, made), form)
    return Catalogue(known, made)


def _entries(file: str, data: bytes, model: type[_Entry], package: Catalogue) -> Iterator[tuple[str, _Entry]]:
    """Give the entries of a file by name, each checked by itself."""
    try:
        written = parsed_toml(data)
    except NotTomlError as error:
        raise OwnFigureError(f"{file} {error}") from error
    taken: Mapping[str, Any] = package.measures if file == MEASURES else package.figures
    for name, entry in written.items():
        if not _ID.fullmatch(name):
            raise OwnFigureError(f"{file} 的 [{name}]：名字应是小写英文字母、数字和下划线，如 special_bonds")
        if name in taken:
            raise OwnFigureError(f"{file} 的 [{name}]：程序已有叫 {name} 的，请换一个名字")
        try:
            yield name, model.model_validate(entry)
        except ValidationError as error:
            raise OwnFigureError(f"{file} 的 [{name}]{_explained(told_errors(error, entry)[0], model)}") from error


def _explained(error: Any, model: type[BaseModel]) -> str:
    key = ".".join(map(str, error["loc"]))
    if error["type"] == "extra_forbidden":
        return f"：不认识的 {key}，{nearest_key(key, model.model_fields)}"
    if error["type"] == "missing":
        return f"：没有写 {key}"
    return f" 的 {key} 的值 {error['input']!r} 不能用：{wrong_value(error)}" if key else f"：{wrong_value(error)}"


def _measure(name: str, entry: OwnMeasure, form: Form, closed: _Closed) -> Measure:
    """Give a measure with the table and column in which its field stands."""
    said = f"{MEASURES} 的 [{name}]"
    if not entry.field:
        if entry.table != "projects":
            raise OwnFigureError(f'{said}：要写 field = "加总哪一列"，或 table = "projects"（数项目）')
        return Measure(table="projects", field="project_name", where=_where(said, entry, "projects", form, closed))
    field = form.fields.get(entry.field)
    if field is None:
        raise OwnFigureError(f"{said} 的 field：没有 {entry.field} 这个字段，{nearest_key(entry.field, form.fields)}")
    table, column = _place(said, field, form)
    if entry.table not in (None, table):
        raise OwnFigureError(f"{said} 的 table：“{field.label}”在 {table} 里，不在 {entry.table} 里；这一项可以不写")
    where = _where(said, entry, table, form, closed)
    return Measure(
        table=table, column=column, where=where, uses=(entry.field,), field=entry.field, number=field.type == "number",
        asked_by=unasked(entry.field) if entry.field in form.own else "",
    )  # fmt: skip


def _place(said: str, field: FormField, form: Form) -> tuple[Literal["funding", "projects"], str]:
    """Give the table and column of a field that can be added up."""
    if field.type == "money":
        table: Literal["funding", "projects"] = "funding" if field.of_line else "projects"
        column = f"{field.field_id}_fen"
    else:
        table, column = "projects", field.field_id
    addable = field.type == "money" or (field.type == "number" and field.unit == _AREA)
    if not addable or f"{field.field_id}_unreadable" not in _columns(table, form):
        raise OwnFigureError(f"{said} 的 field：“{field.label}”不能加总；能加总的是金额，和单位是亩的数量")
    return table, column


def _columns(table: str, form: Form) -> dict[str, str]:
    return flagged_line_columns(form) if table == "funding" else flagged_project_columns(form)


def _closed(kinds: Kinds) -> _Closed:
    """Give the columns that hold one of a few values: each value by itself and by what people call it."""
    terms: dict[str, Mapping[str, str]] = {"kind": kinds.labels}
    terms |= {"origin": Origin.labels(), "stage": Stage.labels(), "source_level": SourceLevel.labels()}
    return {
        column: {**{v: v for v in known}, **{name: v for v, name in known.items()}} for column, known in terms.items()
    }


def _where(
    said: str, entry: OwnMeasure, table: str, form: Form, closed: _Closed
) -> dict[str, str | bool | tuple[str, ...]]:
    """Give the rows' conditions, each on a column of text or of yes and no; closed words also by what people call them."""
    kinds = {"str": str, "bool": bool}
    columns = {column: kinds[kind] for column, kind in _columns(table, form).items() if kind in kinds}
    for column, value in entry.where.items():
        if column not in columns:
            raise OwnFigureError(f"{said} 的 where：没有 {column} 这一列，{nearest_key(column, columns)}")
        if not isinstance(value, columns[column]):
            shown = "true 或 false" if columns[column] is bool else "加引号的文字"
            raise OwnFigureError(f"{said} 的 where：{column} 应写 {shown}")
        if column in closed and value not in closed[column]:
            raise OwnFigureError(f"{said} 的 where：{column} 没有“{value}”，可以写：{'、'.join(closed[column])}")
    return {column: closed.get(column, {}).get(str(value), value) for column, value in entry.where.items()}


def _figure(name: str, entry: OwnFigure, known: Catalogue, form: Form) -> Definition:
    said, measures, made = f"{FIGURES} 的 [{name}]", known.measures, known.figures
    for key, value in (("measure", entry.measure), ("over", entry.over)):
        if value and value not in measures:
            raise OwnFigureError(f"{said} 的 {key}：没有 {value} 这个量，{nearest_key(value, measures)}")
        if value and measures[value].table not in _TABLES:
            raise OwnFigureError(
                f"{said} 的 {key}：{value} 不能用在自己的指标里；能用的是资金、项目、单位、年度目标的量"
            )
    if not entry.label.strip() or any(
        entry.label == other.label or entry.label in other.formerly for other in made.values()
    ):
        raise OwnFigureError(f"{said} 的 label：“{entry.label}”是空的，或已有指标叫这个，请换一个")
    measure = measures[entry.measure]
    used = [measure, *([measures[entry.over]] if entry.over else [])]
    allowed = [s for s in _SCOPES["funding"] if all(s in _TABLES[m.table] for m in used)]
    if wrong := [scope for scope in entry.scopes if scope not in allowed]:
        raise OwnFigureError(f"{said} 的 scopes：{wrong[0]} 用不上，可用的有：{'、'.join(allowed)}")
    above, below = (_in_words(form, measures[m]) if m else "" for m in (entry.measure, entry.over))
    unit: Literal["yuan", "count", "ratio", "mu"] = (
        "ratio" if entry.over else "yuan" if measure.of_money else "mu" if measure.in_digits else "count"
    )
    return Definition(
        id=name, label=entry.label, unit=unit, compute="ratio" if entry.over else "sum", measure=entry.measure,
        over=entry.over, bound="" if entry.over else "lower", scopes=entry.scopes or tuple(allowed),
        formula=entry.formula or (f"{above} ÷ {below}" if entry.over else above),
        numerator=above if entry.over else "", denominator=below, missing=entry.missing,
        source=entry.source, adds_money=measure.of_money,
    )  # fmt: skip


def _in_words(form: Form, measure: Measure) -> str:
    """Say what a measure adds up."""
    label = form.label(measure.field) if measure.field in form.fields else measure.field
    what = f"“{label}”之和" if measure.of_money or measure.in_digits else "项目个数"
    return what + (
        f"（只计 {'、'.join(f'{column}={value}' for column, value in measure.where.items())}）" if measure.where else ""
    )
