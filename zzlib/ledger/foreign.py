"""Rows of a return that name another unit than the one that files: never counted for it before a person says so."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from zzlib.decisions.kind import FileDecisions
from zzlib.decisions.kinds.rows import ON_BEHALF, OWN, whose_rows
from zzlib.issues import Issue, issue
from zzlib.ledger.registry import Registry, name_key
from zzlib.money import display_money
from zzlib.returns.cells.organisations import is_high_body, is_place, named_units
from zzlib.returns.cells.text import row_and_column
from zzlib.returns.cells.words import words
from zzlib.returns.extraction import Record, Stated, Value

_BLANK = Value("", "")


@dataclass(frozen=True)
class ForeignRow:
    """A row that names another unit, `named` by its id; `answer` is what a person said of such rows, `""` while nobody did."""

    record: Record
    named: str
    answer: str

    @property
    def cell(self) -> str:
        """The cell with the unit's name, or of the project's where that stands in a cell merged over several rows."""
        unit, name = (self.record.fields.get(f, _BLANK) for f in ("unit", "project_name"))
        here = unit.raw and row_and_column(unit.cell)[0] + 1 == self.record.row
        return unit.cell if here else name.cell or unit.cell


def parted(
    records: Iterable[Record], unit_id: str, registry: Registry, period: str, decisions: FileDecisions
) -> tuple[list[Record], list[ForeignRow]]:
    """Part the rows that count for a unit from those of others; several units in a cell are a joint project's.

    Of several sheets, one that is called as another bureau is that one's, if its rows don't say whose they are: a town's
    name may also say where its projects lie.
    """
    own, foreign = [], []
    for record in _with_owners(list(records), registry, period):
        other = _other_unit(record, unit_id, registry, period)
        word = whose_rows(decisions, unit_id, other, period) if other else None
        if not other or (word and word.answer == OWN):
            own.append(record)
        else:
            foreign.append(ForeignRow(record, other, word.answer if word else ""))
    return own, foreign


def _with_owners(records: list[Record], registry: Registry, period: str) -> list[Record]:
    sheets = dict.fromkeys(record.sheet for record in records)
    named = {s for s in sheets if registry.find(s, period) and not is_place(s)} if len(sheets) > 1 else set()
    return [replace(r, owner=r.sheet) if r.sheet in named and not _unit_text(r) else r for r in records]


def _other_unit(record: Record, unit_id: str, registry: Registry, period: str) -> str:
    """Give the unit that a row is, by its unit column, of: `""` for the filing one's, a part of it, or an unknown name."""
    found = [named for text in named_units(_unit_text(record)) if (named := bearer(registry, text, period))]
    return found[0] if found and unit_id not in found else ""


def all_in_rows(
    stated: Iterable[Stated], records: Iterable[Record], unit_id: str, registry: Registry, period: str
) -> bool:
    """Tell whether units other than the filing one are named in some of its rows only: other rows are its own."""
    rows = list(records)
    texts = {text for record in rows for text in named_units(_unit_text(record))}
    return all(s.text in texts for s in stated) and not all(_other_unit(r, unit_id, registry, period) for r in rows)


def _unit_text(record: Record) -> str:
    return record.fields.get("unit", _BLANK).raw or record.owner


def bearer(registry: Registry, text: str, period: str) -> str:
    """Give the unit that a name is of: exactly, or with nothing but the county before it or its office behind; else `""`."""
    if exact := registry.find(text, period):
        return exact
    match = words().filing.unit_around.fullmatch(text)
    return (registry.find(match[1], period) if match else None) or ""


def foreign_issues(
    rows: Iterable[ForeignRow], place: Mapping[str, str], registry: Registry, own_projects: Mapping[str, set[str]]
) -> list[Issue]:
    """Say of each row whose it is, and the money that is left out; `own_projects` names those of each unit whose own return came."""
    issues = []
    for row in rows:
        received = row.record.fields.get("received", _BLANK)
        about = {
            "row": row.record.row,
            "turned": row.record.turned,
            "unit": registry.ids[place["unit_id"]],
            "other": registry.ids[row.named],
            "other_id": row.named,
            "received": received.raw if received.fen is None else display_money(received.fen),
            "also": "" if row.named in own_projects else f"；{registry.ids[row.named]}没有自己的报表",
        }
        where = {"sheet": row.record.sheet, "cell": row.cell, "field": "unit", "value": _unit_text(row.record)}
        issues.append(issue(_code(row, own_projects), **place, **where, **about))
    return issues


def _code(row: ForeignRow, own_projects: Mapping[str, set[str]]) -> str:
    """Give what is to be said: also where the other unit filed itself after all, and whether its return has the project."""
    if row.answer != ON_BEHALF:
        return "row_of_other_unit_decided" if row.answer else "row_of_other_unit"
    if row.named not in own_projects:
        return "row_on_behalf"
    name = name_key(row.record.fields.get("project_name", _BLANK).value or "")
    return "row_filed_itself" if name in own_projects[row.named] else "row_not_in_own_return"


def unclear_names(records: Iterable[Record], unit_id: str, registry: Registry, period: str) -> list[Issue]:
    """Warn once of each name beside others that is no unit's but may be another's: a part of one, or a body of its rank."""
    rows: dict[str, list[Record]] = {}
    for record in records:
        for text in named_units(_unit_text(record)):
            rows.setdefault(text, []).append(record)
    unclear = {
        text: found
        for text, found in rows.items()
        if not bearer(registry, text, period) and _may_be_others(text, unit_id, registry, period)
    }
    if len(rows) < 2:
        return []
    return [
        issue(
            "row_unit_unclear", sheet=found[0].sheet, cell=ForeignRow(found[0], "", "").cell, field="unit", value=text,
            unit=registry.ids[unit_id], rows=len(found),
            received=display_money(sum(r.fields.get("received", _BLANK).fen or 0 for r in found)),
        )
        for text, found in unclear.items()
    ]  # fmt: skip


def _may_be_others(text: str, unit_id: str, registry: Registry, period: str) -> bool:
    within = registry.find_within(text, period)
    return within != unit_id if within else is_high_body(text)
