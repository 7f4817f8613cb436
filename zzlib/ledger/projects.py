"""A project over its fund lines: what belongs to the project is taken once; differing values are said."""

import math
from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import Any

import narwhals.stable.v2 as nw
import pandas as pd

from zzlib.form import FieldType, Form, FormField, package_form
from zzlib.issues import Issue, issue
from zzlib.ledger.lines import Line
from zzlib.ledger.registry import name_key
from zzlib.money import FEN_PER_UNIT, display_money, number_text
from zzlib.returns.layout.labels import AMOUNTS
from zzlib.settings import Settings
from zzlib.vocabulary import Kind, Origin, Stage

WON_MONEY = package_form().won
"""The money that a project wins, summed over its lines."""
WON_FIELDS = (*WON_MONEY, "land_granted")
"""Fields any of which, above zero, makes a project converted (it won money or land)."""


def _own(form: Form) -> tuple[FormField, ...]:
    """Give the county's own fields that belong to the project."""
    kinds: tuple[FieldType, ...] = ("money", "number", "text", "date")
    return tuple(own for kind in kinds for own in form.own_of(kind, line=False))


def _columns_of(own: FormField) -> dict[str, str]:
    name = own.field_id
    if own.type not in AMOUNTS:
        return {name: "str"}
    value = {f"{name}_fen": "Int64"} if own.type == "money" else {name: "float64"}
    return value | {f"{name}_unreadable": "bool", f"{name}_source_id": "str", f"{name}_row": "int64"}


def project_columns(form: Form) -> dict[str, str]:
    """Give the columns of `project_months` of a county: `PROJECT_COLUMNS`, with those of its own fields that belong to the project.

    Of an own amount (`*_fen`) or number `*_source_id` and `*_row` tell the row whose value is taken, `*_unreadable` that one can't be read.
    """
    return {
        "period": "str",
        "unit_id": "str",
        "group": "str",
        "project_id": "str",
        "carried": "bool",
        "source_id": "str",
        "row": "int64",
        "project_name": "str",
        "name_key": "str",
        "project_code": "str",
        "kind": "str",
        "origin": "str",
        "policy_field": "str",
        "stage": "str",
        "total_investment_fen": "Int64",
        "total_investment_source_id": "str",
        "total_investment_row": "int64",
        "matching_funds_fen": "Int64",
        "land_needed": "float64",
        "land_granted": "float64",
        **{f"{field}_unreadable": "bool" for field in WON_FIELDS},
        "land_source_id": "str",
        "land_row": "int64",
        "land_needed_source_id": "str",
        "land_needed_row": "int64",
        "start_planned": "str",
        "started_on": "str",
        "finish_planned": "str",
        "finished_on": "str",
        "leader": "str",
        "leader_asked": "bool",
        "person": "str",
        "problems": "str",
        "remark": "str",
        "lines": "int64",
        **{f"{field}_fen": "int64" for field in WON_MONEY},
        "converted": "bool",
        "large": "bool",
        "decided": "str",
        "apart": "bool",
        **{name: kind for own in _own(form) for name, kind in _columns_of(own).items()},
    }


PROJECT_COLUMNS = project_columns(package_form())
"""`project_months`: a row a period, unit and project. Project counts come from here only.

`awarded_fen`, `allotted_fen`, `received_fen` are sums over all the project's lines, of categories that don't count as well,
for judging the project; `land_granted` and `land_needed` are in mu. `*_unreadable`: a cell of that field can't be read in one
of the lines. `land_row` (`land_needed_row`, `total_investment_row`) is the row whose figure is taken. `leader_asked`: the return has a column for leaders. `name_key` is the name as names are compared; `apart`: a person has said that this is not
another unit's project of the same name.
"""

_TEXTS = ("project_code", "start_planned", "started_on", "finish_planned", "finished_on")
_PEOPLE = ("leader", "person", "problems", "remark")
_ORDER = {stage.value: number for number, stage in enumerate(Stage)}


def won_money() -> nw.Expr:
    """Tell whether a project won money: the largest of awarded, allotted, received is above zero."""
    return nw.any_horizontal(*(nw.col(f"{field}_fen") > 0 for field in WON_MONEY), ignore_nulls=True)


def won_land() -> nw.Expr:
    """Tell whether a project was granted land."""
    return nw.col("land_granted").fill_null(0) > 0


def converted() -> nw.Expr:
    """Tell whether a project won money or land."""
    return won_money() | won_land()


def sizeable(large_yuan: int) -> nw.Expr:
    """Tell whether a project, of whatever kind, was awarded as much as a large one."""
    return nw.col("awarded_fen") >= large_yuan * FEN_PER_UNIT["元"]


def large(settings: Settings) -> nw.Expr:
    """Tell whether a project is large: of a kind won by application, and awarded at least `projects.large_yuan`."""
    return sizeable(settings.projects.large_yuan) & nw.col("kind").is_in(settings.kinds.by_application)


def project_row(lines: list[Line], source_ids: list[str], apart: bool, form: Form) -> dict[str, Any]:
    """Give what is read of a project (all columns but period, unit, group, project, carried, converted, large) from its lines."""
    first = lines[0]
    name = first.text("project_name")
    won = {field: sum(line.value(field).fen or 0 for line in lines) for field in WON_MONEY}
    land = max(range(len(lines)), key=lambda i: _number(lines[i], "land_granted") or Decimal(0))
    needed = max(range(len(lines)), key=lambda i: _or_least(_number(lines[i], "land_needed")))
    investments = [line.value("total_investment").fen for line in lines]
    largest = max(range(len(lines)), key=lambda i: -math.inf if (fen := investments[i]) is None else fen)
    row: dict[str, Any] = {
        "source_id": source_ids[0],
        "row": first.record.row,
        "project_name": name,
        "name_key": name_key(name),
        "apart": apart,
        "kind": first_stated(lines, "kind", Kind.UNSTATED),
        "origin": first_stated(lines, "origin", Origin.UNSTATED),
        "policy_field": first_stated(lines, "policy_field", "未注明"),
        "stage": max((line.text("stage") for line in lines), key=lambda s: _ORDER.get(s, -1)),
        "total_investment_fen": _largest_fen(lines, "total_investment"),
        "total_investment_source_id": source_ids[largest],
        "total_investment_row": lines[largest].record.row,
        "matching_funds_fen": _largest_fen(lines, "matching_funds"),
        "land_needed": _as_float(_number(lines[needed], "land_needed")),
        "land_granted": _as_float(_number(lines[land], "land_granted")),
        "land_source_id": source_ids[land],
        "land_row": lines[land].record.row,
        "land_needed_source_id": source_ids[needed],
        "land_needed_row": lines[needed].record.row,
        "lines": len(lines),
        **{f"{field}_fen": fen for field, fen in won.items()},
        **{f"{field}_unreadable": any(line.value(field).unreadable for line in lines) for field in WON_FIELDS},
        "leader_asked": any("leader" in line.record.fields for line in lines),
        "decided": next((line.decided for line in lines if line.decided), ""),
    }
    row |= {field: max(line.text(field) for line in lines) for field in _TEXTS}
    row |= {name: value for own in _own(form) for name, value in _own_values(own, lines, source_ids).items()}
    return row | {field: next(filter(None, (line.text(field) for line in lines)), "") for field in _PEOPLE}


def _own_values(own: FormField, lines: list[Line], source_ids: list[str]) -> dict[str, Any]:
    """Give what a project's lines say of a field of the county's own: the first text, the latest date, the largest amount."""
    name, texts = own.field_id, [line.text(own.field_id) for line in lines]
    if own.type not in AMOUNTS:
        return {name: max(texts) if own.type == "date" else next(filter(None, texts), "")}
    numbers = [_number(line, name) if own.type == "number" else line.value(name).fen for line in lines]
    largest = max(range(len(lines)), key=lambda i: -math.inf if (number := numbers[i]) is None else number)
    number = numbers[largest]
    value = {f"{name}_fen": pd.NA if number is None else int(number)}
    return (value if own.type == "money" else {name: _as_float(_number(lines[largest], name))}) | {
        f"{name}_unreadable": any(line.value(name).unreadable for line in lines),
        f"{name}_source_id": source_ids[largest],
        f"{name}_row": lines[largest].record.row,
    }


def first_stated(lines: Iterable[Line], field: str, otherwise: str) -> str:
    """Give the first value of a field that a line states."""
    values = (line.text(field) for line in lines)
    return next((value for value in values if value and value != otherwise), str(otherwise))


def differing_values(project_id: str, lines: list[Line], form: Form) -> list[Issue]:
    """Warn where a project's lines disagree on what belongs to the project; where each has come to a stage of its own, only note it."""
    issues = []
    for field, show in (_ONCE | _own_once(form)).items():
        stated = [
            (line, line.value(field)) for line in lines if _says(line, form.fields[field], further=line is not lines[0])
        ]
        shown = list(dict.fromkeys(show(line, field) for line, _ in stated))
        if len(shown) > 1:
            line, value = next(pair for pair in stated if show(pair[0], field) != shown[0])
            issues.append(
                issue(
                    "project_lines_differ" if field in _OF_EACH_LINE else "project_values_differ",
                    **line_place(line),
                    cell=value.cell,
                    field=field,
                    value=value.raw,
                    label=form.label(field),
                    project=lines[0].text("project_name") or project_id,
                    values="、".join(shown),
                )
            )
    return issues


def _says(line: Line, field: FormField, further: bool) -> bool:
    """Tell whether a line says something of what belongs to its project; nought on a further line says nothing."""
    value = line.value(field.field_id)
    return bool(value.value) and not (further and field.type in AMOUNTS and not Decimal(value.value or 0))


def line_place(line: Line) -> dict[str, str]:
    """Give the place of a line for an issue."""
    return {"period": line.period, "unit_id": line.unit_id, "file": line.file, "sheet": line.record.sheet}


def _shown_money(line: Line, field: str) -> str:
    fen = line.value(field).fen
    return line.value(field).raw if fen is None else display_money(fen)


def _shown_number(line: Line, field: str) -> str:
    value = line.value(field).value
    return number_text(Decimal(value), _PLACES) if value else ""


def _shown_text(line: Line, field: str) -> str:
    return line.value(field).raw.strip()


_PLACES = 6
_OF_EACH_LINE = ("stage",)
"""What each fund line of a project states for itself: one part has come, another is applied for."""


_ONCE: dict[str, Callable[[Line, str], str]] = {
    "total_investment": _shown_money,
    "matching_funds": _shown_money,
    "land_needed": _shown_number,
    "land_granted": _shown_number,
    "kind": _shown_text,
    "origin": _shown_text,
    "stage": _shown_text,
}


def _own_once(form: Form) -> dict[str, Callable[[Line, str], str]]:
    """Give how amounts of the county's own that belong to the project are shown; texts may differ from line to line."""
    shown = {"money": _shown_money, "number": _shown_number}
    return {own.field_id: shown[own.type] for own in _own(form) if own.type in AMOUNTS}


def _number(line: Line, field: str) -> Decimal | None:
    text = line.text(field)
    return Decimal(text) if text else None


def _or_least(value: Decimal | None) -> Decimal:
    return Decimal("-Infinity") if value is None else value


def _as_float(value: Decimal | None) -> float:
    return float("nan") if value is None else float(value)


def _largest_fen(lines: list[Line], field: str) -> Any:
    fens = [fen for line in lines if (fen := line.value(field).fen) is not None]
    return max(fens) if fens else pd.NA
