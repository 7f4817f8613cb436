"""Corrections by telephone: find the cell that a person speaks of, and write down what it should say."""

from dataclasses import dataclass, replace
from decimal import Decimal

import pandas as pd

from zzlib.decisions.corrections import NAME, next_id, taken_back
from zzlib.decisions.kind import Entry
from zzlib.decisions.question import DecisionError, NotWrittenError
from zzlib.exchange.answers import Decided, Word, as_entry
from zzlib.exchange.appending import append_entries
from zzlib.exchange.likeness import alike_first
from zzlib.form import FieldType, Form
from zzlib.ledger import Ledger
from zzlib.ledger.corrections import (
    Correction,
    is_line,
    line_names,
    new_value,
    of_line,
    read_corrections,
    says,
    typed_value,
)
from zzlib.ledger.originals import Originals
from zzlib.ledger.registry import name_key, read_registry
from zzlib.money import FEN_PER_UNIT, number_text
from zzlib.personal import without_telephones
from zzlib.returns.cells.amounts import read_amount
from zzlib.returns.cells.words import VALUES, Vocabulary
from zzlib.returns.extraction import Record, Value
from zzlib.returns.form import read_by
from zzlib.returns.layout.labels import meaning
from zzlib.workspace import Reference, Workspace

_MOST_NAMED = 5
_NAMES = ("project_name", "filed_name")
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
    line: str = ""
    """Which line of the project it is, where others say the same of what belongs to a line."""
    standing: Correction | None = None
    """The correction by which it counts otherwise already."""

    @property
    def shown(self) -> str:
        """The cell and what stands in it, as people say it."""
        place = f"{self.file} {self.sheet}!{self.value.cell}" if self.value.cell else f"{self.file}（没有这一列）"
        stands = f"是“{without_telephones(self.value.raw)}”{self.value.unit or ''}" if self.value.raw else "空着"
        already = f"；已有{self.standing.said}" if self.standing else ""
        return f"{place}{f'（{self.line}）' if self.line else ''}：{self.unit}“{self.project_name}”的{self.label}，现在{stands}{already}"

    def typed(self, fen: int) -> str:
        """Write an amount as it is typed for the cell, with its unit."""
        unit = self.value.unit or "元"
        return number_text(Decimal(fen) / FEN_PER_UNIT[unit], 10) + unit

    def corrected(self, period: str, new: str) -> dict[str, str]:
        """Give the correction of the cell to what is typed for it."""
        place = {"period": period, "unit_id": self.unit_id, "project": self.project, "field": self.field}
        line = {"line": self.line} if self.line else {}
        return place | {"expected": self.value.raw.strip(), "value": new} | line

    def becomes(self, new: str, form: Form) -> str:
        """Say what a text typed for the cell stands for, an amount in full and with its unit; `""` for other fields."""
        kind = form.fields[self.field].type
        if kind != "money" or (value := new_value(kind, self.value, new)) is None:
            return ""
        amount = read_amount(new)
        column = "" if amount and amount.unit else f"（按这一列的单位{value.unit}）"
        yuan = f"，即 {Decimal(value.fen or 0) / FEN_PER_UNIT['元']:,.2f} 元"
        return f"{self.label} {value.value}{value.unit}{column}{yuan}"


def find_cell(
    ledger: Ledger, unit: str, project: str, field: str, expected: str | None = None, line: str = ""
) -> StatedCell:
    """Find a value by unit (name or id), project (name, code, or a part of its name that no other has) and field (id or label).

    A project bears the name that it was filed under, and any that it was corrected to. `expected` tells its lines apart, and
    `line` (category, level, number of a row) those that say the same; nothing is taken for its likeness.

    Raises:
        DecisionError: there is no such value, or more than one; the message lists the likely ones.
    """
    unit_id, name = _unit(ledger, unit)
    field_id, label = _field(field, ledger.workspace.form)
    cells = _cells(ledger, unit_id, name, _project(ledger, unit_id, name, project), field_id, label)
    found = _only(cells, expected, line)
    return replace(found, standing=next(iter(_standing(ledger.workspace, ledger.period, found)[-1:]), None))


def cell_at(ledger: Ledger, unit_id: str, project_id: str, field_id: str, cell: str) -> StatedCell:
    """Give a value of a unit's project by the address of its cell.

    Raises:
        DecisionError: the project has no such cell.
    """
    projects = ledger.month("projects")
    row = projects[(projects["unit_id"] == unit_id) & (projects["project_id"] == project_id)].iloc[0]
    name = read_registry(ledger.workspace).ids[unit_id]
    cells = _cells(ledger, unit_id, name, row, field_id, ledger.workspace.form.label(field_id))
    return _only([(one, record) for one, record in cells if one.value.cell == cell], None)


_Cells = list[tuple[StatedCell, Record]]


def _cells(ledger: Ledger, unit_id: str, unit: str, project: pd.Series, field_id: str, label: str) -> _Cells:
    """Give a field's cells in the lines of a project, each with its row as it was filed."""
    originals, own = Originals(ledger), _filed(ledger, unit_id)
    funding = ledger.month("funding")
    lines = funding[(funding["unit_id"] == unit_id) & (funding["project_id"] == project["project_id"])]
    rows = list(zip(lines["source_id"], lines["row"].tolist(), strict=True))
    records = [originals.record(*row) for row in rows]
    values = [record.fields.get(field_id) or Value(raw="", cell="") for record in records]
    cells = []
    for row, record, value in zip(rows, records, values, strict=True):
        called = _name(record) or project["project_name"]
        shared = (own[list(_NAMES)].map(name_key) == name_key(called)).any(axis=1).sum() > 1
        same = [r for r, other in zip(records, values, strict=True) if other.raw.strip() == value.raw.strip()]
        alike = len(same) > 1 and of_line(ledger.workspace.form.fields[field_id])
        place = originals.at(*row, "project_name")
        about = ((project["project_code"] if shared else "") or called, project["project_name"], field_id, label)
        line = _line(record, same) if alike else ""
        cells.append((StatedCell(unit_id, unit, *about, place.file, place.sheet, value, line), record))
    return cells


def _line(record: Record, among: list[Record]) -> str:
    """Give the first of a row's names that no other of these rows bears."""
    return next(name for name in line_names(record) if sum(is_line(other, name) for other in among) == 1)


def _name(record: Record) -> str:
    """Give the name of a project as it was filed."""
    name = record.fields.get("project_name")
    return (name.value or name.raw) if name else ""


def _filed(ledger: Ledger, unit_id: str) -> pd.DataFrame:
    """Give the projects in a unit's own return of the month, with the name that each was filed under (`filed_name`)."""
    projects, originals = ledger.month("projects"), Originals(ledger)
    own = projects[(projects["unit_id"] == unit_id) & ~projects["carried"]]
    rows = zip(own["source_id"], own["row"].tolist(), strict=True)
    return own.assign(filed_name=[_name(originals.record(*row)) for row in rows])


def correct(
    ledger: Ledger,
    unit: str,
    project: str,
    field: str,
    new: str,
    word: Word,
    expected: str | None = None,
    line: str = "",
) -> tuple[StatedCell, Decided]:
    """Write down that a value should be `new` (`320万`; without a unit: in that of the cell).

    It replaces an earlier correction of the same cell; one that says the same stands, and nothing is written. Gives the cell
    as it stood and the entries.

    Raises:
        DecisionError: the cell can't be found, `new` can't be read as its value or is hedged (约180), or the file can't be written.
    """
    cell = find_cell(ledger, unit, project, field, expected, line)
    kind = ledger.workspace.form.fields[cell.field].type
    amount = read_amount(new) if kind in ("money", "number") else None
    if amount and amount.hedged:
        raise DecisionError(f"“{new}”不是准数，没有记下；请问清准数，写成 320万 或 3200000元 的样子")
    if amount and kind == "money" and not (amount.unit or cell.value.unit):
        raise DecisionError(f"“{new}”没有写单位，这一格也没有单位，没有记下；请写成 {new}万 或 {new}元 的样子")
    typed = typed_value(ledger.workspace, cell.field, new)
    if typed is None or new_value(kind, cell.value, typed) is None:
        raise DecisionError(f"“{new}”不能作{cell.label}的值，没有记下；{_wanted(ledger.workspace, cell.field)}")
    entry, already, undone = cell.corrected(ledger.period, new.strip()), list[Entry](), list[Entry]()

    def make(reference: Reference) -> list[Entry]:
        rows = reference.rows()
        standing = _standing(ledger.workspace.having(reference), ledger.period, cell)
        if standing and _makes(cell, kind, standing[-1].typed) == _makes(cell, kind, typed):
            already.extend(as_entry(row) for row in rows if row["id"] == standing[-1].id)
            return []
        undone.extend({**taken_back(rows, one.id), **word.entry(NAME)} for one in standing)
        return [*undone, {"id": next_id(rows), **entry, **word.entry(NAME)}]

    entries = append_entries(ledger.workspace, NAME, make)
    note = f"更正 {'、'.join(one['id'] for one in undone)} 不再算，由更正 {entries[-1]['id']} 代替" if undone else ""
    return cell, Decided(NAME, entries, already[-1:], note)


def _standing(workspace: Workspace, period: str, cell: StatedCell) -> list[Correction]:
    """Give the corrections in effect of a cell as it stands; the last one counts."""
    place = {"line": "", **cell.corrected(period, "")}
    found, _ = read_corrections(workspace, read_registry(workspace))
    return [one for one in found if all(getattr(one, name) == said for name, said in place.items() if name != "value")]


def _makes(cell: StatedCell, kind: FieldType, typed: str) -> object:
    """Give what a correction makes of a cell: an amount whatever unit it is typed in, else a value."""
    made = new_value(kind, cell.value, typed)
    return made and (made.fen if kind == "money" else made.value)


def _wanted(workspace: Workspace, field: str) -> str:
    """Say how a value of a field is typed."""
    if field in VALUES:
        words = Vocabulary(workspace.settings.vocabulary, workspace.settings.kinds)
        return f"请写：{words.known_words(field)}"
    known = workspace.form.fields[field]
    how = {"date": "日期请写成 2013-05-17 或 2013年5月 的样子", "number": f"请只写数，如 12.5{known.unit}"}
    return how.get(known.type, "金额请写成 320万 或 3200000元 的样子")


def projects_of(ledger: Ledger, unit_id: str) -> list[str]:
    """List the names of the projects in a unit's own return of the month, in the order of the return."""
    projects = ledger.month("projects")
    own = projects[(projects["unit_id"] == unit_id) & ~projects["carried"]]
    return list(dict.fromkeys(own["project_name"]))


def _unit(ledger: Ledger, text: str) -> tuple[str, str]:
    registry = read_registry(ledger.workspace, ledger.period)
    members = registry.members(ledger.period)
    unit_id = registry.called(text, ledger.period, ledger.workspace.settings.county.name)
    if unit_id not in members:
        near = "、".join(alike_first(text, members.values())[:_MOST_NAMED])
        raise DecisionError(f"没有“{text}”这个单位；像的有：{near}")
    row = ledger.month("units").set_index("unit_id").loc[unit_id]
    if not row["file"]:
        raise NotWrittenError(
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
    own, key = _filed(ledger, unit_id), name_key(project)
    named = next((n for c in _NAMES if len(n := own[own[c].map(name_key) == key])), own.iloc[:0])
    found = own[own["project_code"].map(name_key) == key] if key else own.iloc[:0]
    found = found if len(found) else named
    if not len(found) and len(key) >= _FEWEST_LETTERS:
        found = own[own[list(_NAMES)].map(lambda name: key in name_key(name)).any(axis=1)]
    if not len(found) and (linked := _linked(ledger, unit_id, unit, key)):
        raise NotWrittenError(linked)
    if len(found) != 1:
        what = f"有 {len(found)} 个叫" if len(named) else f"有 {len(found)} 个名称里有" if len(found) else "没有"
        likely = found if len(found) else own
        shown = [f"{n}（{c}）" if c else n for n, c in zip(likely["project_name"], likely["project_code"], strict=True)]
        near = "、".join(alike_first(project, dict.fromkeys(shown))[:_MOST_NAMED])
        hint = (
            "请写项目代码" if len(named) else "请写全名称或代码" if len(found) else "像的有" if near else "没有别的项目"
        )
        when = ledger.workspace.rhythm.name(ledger.period)
        missing = "" if len(found) else "。漏报的项目不能用更正加上：请单位补报一份只有它的表"
        near = f"：{near}" if near else ""
        raise DecisionError(f"{unit}{when}的报表里{what}“{project}”的项目；{hint}{near}{missing}")
    return found.iloc[0]


def _linked(ledger: Ledger, unit_id: str, unit: str, key: str) -> str:
    """Say that a project of a unit is counted with another, as a person decided; `""` if it is not."""
    said = (i for i in ledger.issues if (i.code, i.unit_id, i.period) == ("project_linked", unit_id, ledger.period))
    link = next((i for i in said if name_key(i.value) == key), None)
    if not link:
        return ""
    owner, who = (
        link.details["owner"],
        "，".join(filter(None, (link.details["decided_by"], link.details["decided_on"]))),
    )
    return (
        f"没有记下：{unit}的“{link.value}”已决定计在{owner}（{who}），{unit}报的数不再计入，更正它没有用。"
        f"要改计入的数，请更正{owner}报的；决定不对的，先用 zz decide 月份 --made 列出编号，再 zz decide 月份 --undo 编号 撤销"
    )


def _only(cells: _Cells, expected: str | None, line: str = "") -> StatedCell:
    """Choose the cell of the line that is meant and that says what is expected; of what belongs to the project any that says the same."""
    meant = [cell for cell, record in cells if is_line(record, line)]
    found = [cell for cell in meant if expected is None or says(cell.value, expected)]
    shown = "；".join(cell.shown for cell, _ in cells)
    if not found:
        missing = f"这个项目没有“{line}”这一行" if not meant else f"报表里不是“{expected}”"
        raise DecisionError(f"没有记下：{missing}。{shown}")
    alike = len({cell.value.raw.strip() for cell in found}) == 1
    if len(found) == 1 or (alike and not found[0].line):
        return found[0]
    how = "用 --line 写明资金类别、级次或行号" if alike else "用 --expected 写明现在的数"
    raise DecisionError(f"这个项目有 {len(found)} 行{'是同样的数' if alike else ''}，请{how}，指明是哪一行：{shown}")
