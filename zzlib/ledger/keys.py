"""The project keys of our own forms: which of them are taken, which are set aside and why. Never a guess."""

from collections.abc import Sequence

from zzlib.issues import Issue, issue
from zzlib.ledger.filings import UnitReturn
from zzlib.ledger.identity import UnitProjects, owner_of
from zzlib.ledger.registry import name_key
from zzlib.returns.extraction import Record, Value

_BLANK = Value(raw="", cell="")


def accepted_keys(
    records: Sequence[Record], projects: UnitProjects, filed: UnitReturn
) -> tuple[list[str], list[Issue]]:
    """Give the key of each record that decides which project it is (`""`: code and name decide), and issues.

    Set aside are keys of another unit, keys that no project of the unit has, a key in a row that bears the name of
    another project, and a key that rows of different names share but for the row that bears the project's own name.
    """
    stated = [_text(record, "project_key") for record in records]
    reasons = [_reason(record, key, projects) if key else "" for record, key in zip(records, stated, strict=True)]
    names: dict[str, set[str]] = {}
    for record, key, reason in zip(records, stated, reasons, strict=True):
        if key and not reason:
            names.setdefault(key, set()).add(name_key(_text(record, "project_name")))
    for index, (record, key) in enumerate(zip(records, stated, strict=True)):
        shared = not reasons[index] and len(names.get(key, ())) > 1
        if shared and projects.named(_text(record, "project_name")) != key:
            reasons[index] = "project_key_shared"
    issues = [_issue(r, record, projects, filed) for r, record in zip(reasons, records, strict=True) if r]
    keys = ["" if reason else key for key, reason in zip(stated, reasons, strict=True)]
    return keys, issues + _renamed(records, keys, projects, filed)


def _reason(record: Record, key: str, projects: UnitProjects) -> str:
    """Give the code of the issue for which a key can't be taken, `""` if it can."""
    if not projects.knows(key):
        return "project_key_unknown" if owner_of(key) == projects.unit_id else "project_key_foreign"
    return "project_key_conflict" if projects.named(_text(record, "project_name")) not in (None, key) else ""


def _renamed(records: Sequence[Record], keys: Sequence[str], projects: UnitProjects, filed: UnitReturn) -> list[Issue]:
    """Say once of each project that its key alone tells which it is: its name is a new one."""
    new: dict[str, Record] = {}
    for record, key in zip(records, keys, strict=True):
        if key and _text(record, "project_name") and projects.named(_text(record, "project_name")) is None:
            new.setdefault(key, record)
    return [_issue("project_renamed", record, projects, filed) for record in new.values()]


def _issue(code: str, record: Record, projects: UnitProjects, filed: UnitReturn) -> Issue:
    name, key = (record.fields.get(f, _BLANK) for f in ("project_name", "project_key"))
    return issue(
        code,
        **filed.place(record) | {"period": filed.period},
        sheet=record.sheet,
        cell=name.cell,
        field="project_name",
        value=name.raw,
        key=key.value or "",
        row=record.row,
        turned=record.turned,
        known=projects.name_of(key.value or ""),
    )


def _text(record: Record, field_id: str) -> str:
    return record.fields.get(field_id, _BLANK).value or ""
