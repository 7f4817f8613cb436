"""Reviewed corrections (`corrections.csv`): applied while the source still says what was expected, else an issue."""

import re
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation

from zzlib.decisions.files import UNDONE, DecidedEntry
from zzlib.form import FieldType, Form, FormField
from zzlib.issues import Issue, issue
from zzlib.ledger.excel import field_id, month_text
from zzlib.ledger.filings import UnitReturn
from zzlib.ledger.reference_rows import bad_reference, unit_in
from zzlib.ledger.registry import Registry, name_key
from zzlib.money import to_fen
from zzlib.returns.cells.amounts import read_amount
from zzlib.returns.cells.dates import read_date
from zzlib.returns.cells.words import VALUES, Vocabulary
from zzlib.returns.extraction import Record, Value
from zzlib.workspace import Workspace

_BLANK = Value(raw="", cell="")
_NAMES = ("project_name", "project_code")
_LINE = ("fund_category", "source_level", "document_number")
_ROW = re.compile(r"第?\s*(\d+)\s*行?")


@dataclass(frozen=True)
class Correction(DecidedEntry):
    """An entry of `corrections.csv`; `project` is a name or code of the project, as the return writes it or as it was corrected.

    `line` tells apart lines of the project that say the same: a category, a level or the number of a row.
    """

    id: str
    period: str
    unit_id: str
    project: str
    field: str
    expected: str
    value: str
    line: str = ""
    typed: str = ""
    """What `value` means for the field: an ISO date, a value of the vocabulary, or `value` itself."""

    @property
    def said(self) -> str:
        """Say which it is, from what to what, by whom, when and why."""
        return self.signed(f"更正 {self.id}：由“{self.expected}”改为“{self.value}”")


def read_corrections(workspace: Workspace, registry: Registry) -> tuple[list[Correction], list[Issue]]:
    """Read all corrections in the order of the file; those of an unknown unit or field are issues and left out.

    An entry with the value `undone` takes back the one of the same id.
    """
    reference = workspace.reference("corrections")
    corrections: list[Correction] = []
    issues: list[Issue] = []
    for row in reference.rows():
        unit_id, field = unit_in(reference, row, registry.ids, issues), field_id(row["field"], workspace.form)
        if row["value"] == UNDONE and not any(c.id == row["id"] for c in corrections):
            row["value"] = reference.text(row["row"], "value")  # 撤销 may be what a cell has to say
        if unit_id and not field:
            why = f"没有这个字段；有：{'、'.join(f'{name}（{known.label}）' for name, known in workspace.form.fields.items())}"
            issues.append(bad_reference(reference, row["row"], "field", row["field"], why))
        elif unit_id:
            row["field"] = field
            typed = typed_value(workspace, field, row["value"])
            row |= {"unit_id": unit_id, "period": month_text(row["period"]), "typed": typed or ""}
            entry = Correction(**{name: row[name] for name in Correction.__dataclass_fields__})
            if entry.value == UNDONE:
                corrections = [c for c in corrections if c.id != entry.id]
            elif typed is None:
                why = f"不能作{workspace.form.label(entry.field)}的值"
                issues.append(bad_reference(reference, row["row"], "value", entry.value, why))
            else:
                corrections.append(entry)
    return corrections, issues


def correct(
    records: list[Record], corrections: list[Correction], filed: UnitReturn, form: Form
) -> tuple[list[Record], dict[int, list[str]], list[Issue]]:
    """Apply the corrections of a unit's month, those of names and codes first: others may use the old name or the new one.

    What belongs to the project is corrected in all its lines that say what was expected, what belongs to a line in the one.
    Returns the records, the corrections applied by index of record (`received:c1`), and issues: a notice for each
    that was applied or that the return says by itself now, an error for each other whose expected value is gone.
    """
    written, records = records, list(records)
    applied: dict[int, list[str]] = {}
    issues = []
    own = [c for c in corrections if (c.unit_id, c.period) == (filed.unit_id, filed.period)]
    for correction in sorted(own, key=lambda c: c.field not in _NAMES):
        field, known = correction.field, form.fields[correction.field]
        indexes = [
            i for i, r in enumerate(records) if is_project(r, correction.project) and is_line(r, correction.line)
        ]
        matching = [i for i in indexes if says(written[i].fields.get(field), correction.expected)]
        news = {i: new_value(known.type, records[i].fields.get(field, _BLANK), correction.typed) for i in matching}
        if not matching or None in news.values():
            issues.append(_not_applied(correction, [records[i] for i in indexes], filed, form))
        elif of_line(known) and len(matching) > 1:
            issues.append(_unclear(correction, [records[i] for i in matching], filed, known.label))
        else:
            issues.append(_applied(records[matching[0]], correction, filed, known.label))
            for index, new in news.items():
                if new is not None:
                    records[index] = replace(records[index], fields={**records[index].fields, field: new})
                    applied.setdefault(index, []).append(f"{field}:{correction.id}")
    return records, applied, issues


def of_line(field: FormField) -> bool:
    """Tell whether a value is a line's: what tells it from the others of its project is, too."""
    return field.of_line or field.field_id in _LINE


def is_project(record: Record, project: str) -> bool:
    """Tell whether a row is of the project of a name or code, as it is written or as it was corrected."""
    values = [value for field_id in _NAMES if (value := record.fields.get(field_id))]
    return any(name_key(project) == name_key(text) for value in values for text in (value.raw, value.value) if text)


def line_names(record: Record) -> list[str]:
    """Give what a row may be called among the lines of its project: category, level, document, its number, its sheet with that."""
    values = (record.fields.get(field_id) for field_id in _LINE)
    texts = [text for value in values if value for text in (value.raw.strip(), value.value) if text]
    return [*texts, str(record.row), f"{record.sheet}!{record.row}"]


def is_line(record: Record, line: str) -> bool:
    """Tell whether a row is the line that somebody means; no word means any."""
    numbered = _ROW.fullmatch(line)
    return not line or name_key(numbered[1] if numbered else line) in map(name_key, line_names(record))


def says(value: Value | None, expected: str) -> bool:
    """Tell whether a value is what a correction expects: the text of its cell, the same number, or the same amount with its unit (100万)."""
    if value is None:
        return expected == ""
    if value.raw.strip() == expected:
        return True
    amount = read_amount(expected)
    if amount is not None and amount.unit and value.fen is not None:
        return value.fen == to_fen(amount.value, amount.unit)[0]
    try:
        return value.value is not None and Decimal(value.value) == Decimal(expected)
    except InvalidOperation:
        return value.value == expected


def typed_value(workspace: Workspace, field_id: str, text: str) -> str | None:
    """Give what a text means for a field: an ISO date, a number, a value of the vocabulary; `None` if it means nothing."""
    kind = workspace.form.fields[field_id].type
    if field_id in VALUES:
        return Vocabulary(workspace.settings.vocabulary, workspace.settings.kinds).value(field_id, text)
    if kind == "date":
        return read_date(text, None)
    if kind not in ("money", "number"):
        return text
    amount = read_amount(text)
    return None if amount is None else text if kind == "money" else f"{amount.value:f}"


def new_value(kind: FieldType, old: Value, new: str) -> Value | None:
    """Give the value of a field of a type that takes an old one's place, an amount in the unit that it states or else in that of the cell."""
    if kind != "money":
        return replace(old, value=new, unreadable=False)
    amount = read_amount(new)
    unit = (amount.unit if amount else None) or old.unit
    if amount is None or unit is None:
        return None
    return replace(old, value=str(amount.value), unit=unit, fen=to_fen(amount.value, unit)[0], unreadable=False)


def _not_applied(correction: Correction, records: list[Record], filed: UnitReturn, form: Form) -> Issue:
    """Say that the return has what the correction would make of it, or that it has neither that nor what was expected."""
    kind, label = form.fields[correction.field].type, form.label(correction.field)
    followed = next((r for r in records if _follows(r.fields.get(correction.field), correction, kind)), None)
    return _followed(followed, correction, filed, label) if followed else _stale(correction, records, filed, label)


def _follows(value: Value | None, correction: Correction, kind: FieldType) -> bool:
    """Tell whether a value is what a correction makes of it."""
    if value is None or value.unreadable:
        return False
    new = new_value(kind, value, correction.typed)
    return new is not None and (new.fen == value.fen if kind == "money" else new.value == value.value)


def _followed(record: Record, correction: Correction, filed: UnitReturn, label: str) -> Issue:
    value = record.fields[correction.field]
    about = {"id": correction.id, "project": correction.project, "label": label, "new": correction.value}
    place = _place([record], filed)
    return issue("correction_followed", **about, field=correction.field, value=value.raw, cell=value.cell, **place)


def _stale(correction: Correction, records: list[Record], filed: UnitReturn, label: str) -> Issue:
    cells = [value for r in records if (value := r.fields.get(correction.field))]
    actual = f"（现在是“{'、'.join(v.raw for v in cells)}”）" if cells else "（找不到这个项目或这一列）"
    return issue(
        "correction_stale",
        id=correction.id,
        project=correction.project,
        label=label,
        field=correction.field,
        expected=correction.expected,
        new=correction.value,
        actual=actual,
        cell=cells[0].cell if cells else "",
        value=cells[0].raw if cells else "",
        **_place(records, filed),
    )


def _unclear(correction: Correction, records: list[Record], filed: UnitReturn, label: str) -> Issue:
    value = records[0].fields.get(correction.field, _BLANK)
    about = {"id": correction.id, "project": correction.project, "label": label, "new": correction.value}
    about |= {"expected": correction.expected, "rows": f"第 {'、'.join(str(r.row) for r in records)} 行"}
    return issue(
        "correction_unclear",
        **about,
        field=correction.field,
        value=value.raw,
        cell=value.cell,
        **_place(records, filed),
    )


def _applied(record: Record, correction: Correction, filed: UnitReturn, label: str) -> Issue:
    old = record.fields.get(correction.field, _BLANK)
    return issue(
        "correction_applied",
        id=correction.id,
        label=label,
        field=correction.field,
        value=old.raw,
        new=correction.value,
        settled="",
        **correction.who(),
        cell=old.cell,
        **_place([record], filed),
    )


def _place(records: list[Record], filed: UnitReturn) -> dict[str, str]:
    first = records[0] if records else None
    return filed.place(first) | {"sheet": first.sheet if first else ""}
