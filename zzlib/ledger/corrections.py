"""Reviewed corrections (`corrections.csv`): applied while the source still says what was expected, else an issue."""

from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation

from zzlib.decisions.files import UNDONE, DecidedEntry
from zzlib.form import FieldType, Form
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


@dataclass(frozen=True)
class Correction(DecidedEntry):
    """An entry of `corrections.csv`; `project` is the project's name or code as the return writes it."""

    id: str
    period: str
    unit_id: str
    project: str
    field: str
    expected: str
    value: str
    typed: str = ""
    """What `value` means for the field: an ISO date, a value of the vocabulary, or `value` itself."""


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
    """Apply the corrections of a unit's month.

    Returns the records, the corrections applied by index of record (`received:c1`), and issues: a notice for each
    that was applied or that the return says by itself now, an error for each other whose expected value is gone.
    """
    records = list(records)
    applied: dict[int, list[str]] = {}
    issues = []
    for correction in corrections:
        if (correction.unit_id, correction.period) != (filed.unit_id, filed.period):
            continue
        indexes = [i for i, r in enumerate(records) if _is_project(r, correction.project)]
        match = next((i for i in indexes if says(records[i].fields.get(correction.field), correction.expected)), None)
        new = (
            new_value(
                form.fields[correction.field].type,
                records[match].fields.get(correction.field, _BLANK),
                correction.typed,
            )
            if match is not None
            else None
        )
        if match is None or new is None:
            issues.append(_not_applied(correction, [records[i] for i in indexes], filed, form))
            continue
        issues.append(_applied(records[match], correction, filed, form.label(correction.field)))
        records[match] = replace(records[match], fields={**records[match].fields, correction.field: new})
        applied.setdefault(match, []).append(f"{correction.field}:{correction.id}")
    return records, applied, issues


def _is_project(record: Record, project: str) -> bool:
    values = (record.fields.get(field_id) for field_id in ("project_name", "project_code"))
    return any(name_key(value.raw) == name_key(project) for value in values if value)


def says(value: Value | None, expected: str) -> bool:
    """Tell whether a value is what a correction expects: the text of its cell, or the same number."""
    if value is None:
        return expected == ""
    if value.raw.strip() == expected:
        return True
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


def _applied(record: Record, correction: Correction, filed: UnitReturn, label: str) -> Issue:
    old = record.fields.get(correction.field, _BLANK)
    return issue(
        "correction_applied",
        id=correction.id,
        label=label,
        field=correction.field,
        value=old.raw,
        new=correction.value,
        **correction.who(),
        cell=old.cell,
        **_place([record], filed),
    )


def _place(records: list[Record], filed: UnitReturn) -> dict[str, str]:
    first = records[0] if records else None
    return filed.place(first) | {"sheet": first.sheet if first else ""}
