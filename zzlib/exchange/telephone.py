"""Corrections by telephone: find the cell that a person speaks of, and write down what it should say."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

import pandas as pd

from zzlib.decisions.corrections import NAME, next_id, taken_back
from zzlib.decisions.kind import Entry
from zzlib.decisions.question import DecisionError
from zzlib.exchange.answers import Decided, Word
from zzlib.exchange.appending import append_entries
from zzlib.exchange.likeness import alike_first
from zzlib.form import Form
from zzlib.ledger import Ledger
from zzlib.ledger.corrections import new_value, read_corrections, says, typed_value
from zzlib.ledger.originals import Originals
from zzlib.ledger.registry import name_key, read_registry
from zzlib.money import FEN_PER_UNIT, number_text
from zzlib.returns.cells.amounts import read_amount
from zzlib.returns.extraction import Value
from zzlib.returns.form import read_by
from zzlib.returns.layout.labels import meaning
from zzlib.workspace import Reference

_MOST_NAMED = 5
_FEWEST_LETTERS = 2
"""So many letters of a project's name must be typed at least."""


@dataclass(frozen=True)
class StatedCell:
    """A value of a unit's return of the month as it stands in the file; `file` is relative to the workspace."""

    unit_id: str
    unit: str
    project: str
    project_name: str
    field: str
    label: str
    file: str
    sheet: str
    value: Value

    @property
    def shown(self) -> str:
        """The cell and what stands in it, as people say it."""
        place = f"{self.file} {self.sheet}!{self.value.cell}" if self.value.cell else f"{self.file}（没有这一列）"
        stands = f"是“{self.value.raw}”{self.value.unit or ''}" if self.value.raw else "空着"
        return f"{place}：{self.unit}“{self.project_name}”的{self.label}，现在{stands}"

    def typed(self, fen: int) -> str:
        """Write an amount as it is typed for the cell, with its unit."""
        unit = self.value.unit or "元"
        return number_text(Decimal(fen) / FEN_PER_UNIT[unit], 10) + unit

    def corrected(self, period: str, new: str) -> dict[str, str]:
        """Give the correction of the cell to what is typed for it."""
        place = {"period": period, "unit_id": self.unit_id, "project": self.project, "field": self.field}
        return place | {"expected": self.value.raw.strip(), "value": new}

    def becomes(self, new: str, form: Form) -> str:
        """Say what a text typed for the cell stands for, an amount in full and with its unit; `""` for other fields."""
        kind = form.fields[self.field].type
        if kind != "money" or (value := new_value(kind, self.value, new)) is None:
            return ""
        amount = read_amount(new)
        column = "" if amount and amount.unit else f"（按这一列的单位{value.unit}）"
        yuan = f"，即 {Decimal(value.fen or 0) / FEN_PER_UNIT['元']:,.2f} 元"
        return f"{self.label} {value.value}{value.unit}{column}{yuan}"


def find_cell(ledger: Ledger, unit: str, project: str, field: str, expected: str | None = None) -> StatedCell:
    """Find a value by unit (name or id), project (name, code, or a part of its name that no other has) and field (id or label).

    `expected` tells the lines of a project apart; nothing is taken for its likeness.

    Raises:
        DecisionError: there is no such value, or more than one; the message lists the likely ones.
    """
    unit_id, name = _unit(ledger, unit)
    field_id, label = _field(field, ledger.workspace.form)
    return _only(_cells(ledger, unit_id, name, _project(ledger, unit_id, name, project), field_id, label), expected)


def cell_at(ledger: Ledger, unit_id: str, project_id: str, field_id: str, cell: str) -> StatedCell:
    """Give a value of a unit's project by the address of its cell.

    Raises:
        DecisionError: the project has no such cell.
    """
    projects = ledger.month("projects")
    row = projects[(projects["unit_id"] == unit_id) & (projects["project_id"] == project_id)].iloc[0]
    name = read_registry(ledger.workspace).ids[unit_id]
    cells = _cells(ledger, unit_id, name, row, field_id, ledger.workspace.form.label(field_id))
    return _only([one for one in cells if one.value.cell == cell], None)


def _cells(ledger: Ledger, unit_id: str, unit: str, project: pd.Series, field_id: str, label: str) -> list[StatedCell]:
    """Give a field's cells in the lines of a project."""
    originals, own = Originals(ledger), ledger.month("projects")
    named = own[(own["unit_id"] == unit_id) & ~own["carried"]]["project_name"].map(name_key)
    shared = (named == name_key(project["project_name"])).sum() > 1
    called = project["project_code"] if shared else project["project_name"]
    funding = ledger.month("funding")
    lines = funding[(funding["unit_id"] == unit_id) & (funding["project_id"] == project["project_id"])]
    cells = []
    for source_id, row in zip(lines["source_id"], lines["row"].tolist(), strict=True):
        value = originals.value(source_id, row, field_id) or Value(raw="", cell="")
        place = originals.at(source_id, row, "project_name")
        about = (called, project["project_name"], field_id, label, place.file, place.sheet)
        cells.append(StatedCell(unit_id, unit, *about, value))
    return cells


def correct(
    ledger: Ledger, unit: str, project: str, field: str, new: str, word: Word, expected: str | None = None
) -> tuple[StatedCell, Decided]:
    """Write down that a value should be `new` (`320万`; without a unit: in that of the cell).

    It replaces an earlier correction of the same cell. Gives the cell as it stands and the entries.

    Raises:
        DecisionError: the cell can't be found, `new` can't be read as its value or is hedged (约180), or the file can't be written.
    """
    cell = find_cell(ledger, unit, project, field, expected)
    kind = ledger.workspace.form.fields[cell.field].type
    amount = read_amount(new) if kind in ("money", "number") else None
    if amount and amount.hedged:
        raise DecisionError(f"“{new}”不是准数，没有记下；请问清准数，写成 320万 或 3200000元 的样子")
    if amount and kind == "money" and not (amount.unit or cell.value.unit):
        raise DecisionError(f"“{new}”没有写单位，这一格也没有单位，没有记下；请写成 {new}万 或 {new}元 的样子")
    typed = typed_value(ledger.workspace, cell.field, new)
    if typed is None or new_value(kind, cell.value, typed) is None:
        raise DecisionError(f"“{new}”不能作{cell.label}的值，没有记下；金额请写成 320万 或 3200000元 的样子")
    entry = cell.corrected(ledger.period, new.strip())
    old, _ = read_corrections(ledger.workspace, read_registry(ledger.workspace))
    replaced = [c.id for c in old if all(getattr(c, k) == said for k, said in entry.items() if k != "value")]

    def make(reference: Reference) -> list[Entry]:
        rows = reference.rows()
        undone: list[Entry] = [{**taken_back(rows, number), **word.entry(NAME)} for number in replaced]
        return [*undone, {"id": next_id(rows), **entry, **word.entry(NAME)}]

    return cell, Decided(NAME, append_entries(ledger.workspace, NAME, make))


def projects_of(ledger: Ledger, unit_id: str) -> list[str]:
    """List the names of the projects in a unit's own return of the month, in the order of the return."""
    projects = ledger.month("projects")
    own = projects[(projects["unit_id"] == unit_id) & ~projects["carried"]]
    return list(dict.fromkeys(own["project_name"]))


def _unit(ledger: Ledger, text: str) -> tuple[str, str]:
    registry = read_registry(ledger.workspace, ledger.period)
    members = registry.members(ledger.period)
    unit_id = text if text in members else registry.find(text, ledger.period)
    if not unit_id:
        near = "、".join(alike_first(text, members.values())[:_MOST_NAMED])
        raise DecisionError(f"没有“{text}”这个单位；像的有：{near}")
    row = ledger.month("units").set_index("unit_id").loc[unit_id]
    if not row["file"]:
        raise DecisionError(
            f"{registry.ids[unit_id]}{ledger.workspace.rhythm.name(ledger.period)}没有能用的报表，没有可更正的数"
        )
    return unit_id, registry.ids[unit_id]


def _field(text: str, form: Form) -> tuple[str, str]:
    known = form.fields
    with read_by(form):
        found = meaning((text,), None) or meaning((f"{text}资金",), None)  # people say 到位 for 到位资金
    field_id = text if text in known else found.field_id if found else ""
    if not field_id:
        raise DecisionError(f"没有“{text}”这个字段；有：{'、'.join(f'{f.label} {name}' for name, f in known.items())}")
    return field_id, known[field_id].label


def _project(ledger: Ledger, unit_id: str, unit: str, project: str) -> pd.Series:
    """Give the one project of that name or code."""
    projects = ledger.month("projects")
    own = projects[(projects["unit_id"] == unit_id) & ~projects["carried"]]
    key = name_key(project)
    named = own[own["project_name"].map(name_key) == key]
    found = own[own["project_code"].map(name_key) == key] if key else own.iloc[:0]
    found = found if len(found) else named
    if not len(found) and len(key) >= _FEWEST_LETTERS:
        found = own[own["project_name"].map(lambda name: key in name_key(name))]
    if len(found) != 1:
        what = f"有 {len(found)} 个叫" if len(named) else f"有 {len(found)} 个名称里有" if len(found) else "没有"
        likely = found if len(found) else own
        shown = [f"{n}（{c}）" if c else n for n, c in zip(likely["project_name"], likely["project_code"], strict=True)]
        near = "、".join(alike_first(project, dict.fromkeys(shown))[:_MOST_NAMED])
        hint = "请写项目代码" if len(named) else "请写全名称或代码" if len(found) else "像的有"
        when = ledger.workspace.rhythm.name(ledger.period)
        missing = "" if len(found) else "。漏报的项目不能用更正加上：请单位补报一份只有它的表"
        raise DecisionError(f"{unit}{when}的报表里{what}“{project}”的项目；{hint}：{near}{missing}")
    return found.iloc[0]


def _only(cells: list[StatedCell], expected: str | None) -> StatedCell:
    """Choose the cell that says what is expected; without that, the only one."""
    matching: Callable[[StatedCell], bool] = lambda cell: expected is None or says(cell.value, expected)  # noqa: E731
    found = [cell for cell in cells if matching(cell)]
    if len(found) == 1 or (found and expected is not None):
        return found[0]
    shown = "；".join(cell.shown for cell in cells)
    if not found:
        raise DecisionError(f"没有记下：报表里不是“{expected}”。{shown}")
    raise DecisionError(f"这个项目有 {len(found)} 行，请用 --expected 写明现在的数，指明是哪一行：{shown}")
