"""A return's rows as fund lines: who, which project, what amounts; repeated rows once, corrections applied."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import chain

from zzlib.form import Form, package_form
from zzlib.issues import Issue, issue
from zzlib.ledger.corrections import Correction, correct
from zzlib.ledger.filings import UnitReturn
from zzlib.ledger.identity import UnitProjects
from zzlib.ledger.keys import accepted_keys
from zzlib.ledger.registry import name_key
from zzlib.personal import names_in, without_persons, without_telephones
from zzlib.returns.cells.amounts import read_amount
from zzlib.returns.cells.dates import read_date
from zzlib.returns.extraction import Record, Value

MONEY_FIELDS = package_form().line_money
"""Amounts that belong to a fund line in every county; `total_investment` and `matching_funds` belong to the project."""

UNSTATED_TEXT = "未注明"
"""What stands for a blank fund category or policy field in groupings."""
CUMULATIVE = package_form().steps
"""The amounts that every county's returns state since January."""

_BLANK = Value(raw="", cell="")
_IDLE = ("serial", "project_key")


@dataclass(frozen=True)
class Line:
    """A fund line of a unit's return, in the folder of `period`. `corrected` names the corrections (`received:c1`).

    `written` holds the corrected amounts as the return has them, in fen by field; `decided` says what a person decided of
    its project or row.
    """

    period: str
    unit_id: str
    project_id: str
    file: str
    record: Record
    corrected: tuple[str, ...] = ()
    decided: str = ""
    written: tuple[tuple[str, int], ...] = ()

    def value(self, field_id: str) -> Value:
        """Give a field's value; a field that the form does not have is blank."""
        return self.record.fields.get(field_id, _BLANK)

    def text(self, field_id: str) -> str:
        """Give a field as text, `""` when blank or unreadable."""
        return self.value(field_id).value or ""

    @property
    def category(self) -> str:
        """The fund category as it is grouped by."""
        return self.text("fund_category") or UNSTATED_TEXT


def lines_of(
    filed: UnitReturn, projects: UnitProjects, corrections: list[Correction], form: Form
) -> tuple[list[Line], list[Issue]]:
    """Give the fund lines of a unit's return and what is to be said about them."""
    if filed.claim is None:
        return [], correct([], corrections, filed, form)[2]
    written = [replace(r, part=number) for number, c in enumerate(filed.files) for r in c.extraction.records]
    records, issues = _without_repeats(written, filed, form)
    as_written = records
    records, corrected, found = correct(records, corrections, filed, form)
    records = _without_persons(records, form)
    keys, doubts = accepted_keys(records, projects, filed)
    lines = []
    for index, record in enumerate(records):
        name, code = (record.fields.get(f, _BLANK).value or "" for f in ("project_name", "project_code"))
        project_id = projects.identify(name, code, record.row, keys[index])
        link = projects.links.same(filed.unit_id, name, projects.formers)
        decided = "；".join(filter(None, [link.noted() if link else "", record.decided]))
        arrival = filed.files[record.part].arrival
        place = (arrival.period, filed.unit_id, project_id, arrival.file)
        names = tuple(corrected.get(index, ()))
        lines.append(Line(*place, record, names, decided, _written(as_written[index], names, form)))
    return lines, issues + found + doubts


def _without_persons(records: list[Record], form: Form) -> list[Record]:
    """Leave telephone numbers out of the texts of rows, and out of one-line texts the names that the rows' own people bear.

    The name of a project keeps people's names: whose farm it is tells it from others.
    """
    people = [record.fields[f].raw for record in records for f in form.personal if f in record.fields]
    names = names_in(people)

    def cleared(field_id: str, value: Value) -> Value:
        known = form.fields[field_id]
        if not value.value or known.personal or known.type not in ("text", "category"):
            return value
        named = known.multiline or field_id == "project_name"
        text = without_telephones(value.value) if named else without_persons(value.value, names)
        return value if text == value.value else replace(value, value=text)

    return [replace(r, fields={f: cleared(f, value) for f, value in r.fields.items()}) for r in records]


def _written(record: Record, corrected: Iterable[str], form: Form) -> tuple[tuple[str, int], ...]:
    """Give the amounts of a row that were corrected, as they are written, blank as nothing; without what can't be read."""
    named = dict.fromkeys(name.partition(":")[0] for name in corrected)
    values = ((f, record.fields.get(f, _BLANK)) for f in named if form.fields[f].type == "money")
    return tuple((f, value.fen or 0) for f, value in values if not value.unreadable)


def _without_repeats(records: Sequence[Record], filed: UnitReturn, form: Form) -> tuple[list[Record], list[Issue]]:
    """Take rows once that are equal in everything but serial number and our form's key, or in all of the form with the number.

    The latter are one row pasted again for each of several indicators, which stand in columns that are not the form's.
    """
    kept: list[Record] = []
    seen: dict[tuple[object, ...], Record] = {}
    issues = []
    for record in records:
        content, numbered = _content(record, form), _numbered(record, form)
        repeated = "row_duplicate" if content in seen else "row_pasted" if numbered and numbered in seen else ""
        if repeated:
            name = record.fields.get("project_name", _BLANK)
            place = filed.place(record) | {"sheet": record.sheet, "cell": name.cell, "value": name.raw}
            same = seen[content if repeated == "row_duplicate" else numbered]
            file = filed.files[same.part].arrival.file
            code = repeated if same.part == record.part else "row_in_both_files"
            issues.append(issue(code, row=record.row, first=same.row, turned=record.turned, other_file=file, **place))
        else:
            kept.append(record)
            seen[content] = record
            seen.setdefault(numbered, record)
    return kept, issues


def _numbered(record: Record, form: Form) -> tuple[object, ...]:
    """Give what a row says under the form's columns, with its serial number; nothing for a row without one."""
    serial = record.fields.get("serial", _BLANK).value
    return (record.part, record.sheet, serial, _content(record, form)[0]) if serial else ()


def _content(record: Record, form: Form) -> tuple[tuple[tuple[str, str], ...], ...]:
    """Give what a row means: amounts by value, dates as dates, names as compared; blank cells say nothing."""
    stated = ((f, v) for f, v in record.fields.items() if f not in _IDLE)
    said = sorted((f, text) for f, v in stated if (text := _meaning(form.fields[f].type, v)))
    other = sorted((header, text) for header, raw in record.other.items() if (text := _meant(raw.raw)))
    return (tuple(said), tuple(other))


def differing(one: Record, other: Record, form: Form) -> list[str]:
    """Give the labels of the columns in which two rows mean different things."""
    first, second = (dict(chain(*_content(record, form))) for record in (one, other))
    names = [name for name in {**first, **second} if first.get(name) != second.get(name)]
    return [form.label(name) if name in form.fields else name for name in names]


def _meaning(kind: str, value: Value) -> str:
    if value.fen is not None:
        return f"{value.fen}分"
    if value.value is None or kind == "text":
        return _meant(value.raw) if kind == "date" else _plain_name(value.value or value.raw)
    return f"{Decimal(value.value).normalize():f}" if kind == "number" else value.value


def _meant(text: str) -> str:
    """Give what the text of a cell means whose field is not known: a date, a number, or its letters."""
    if day := read_date(text, None):
        return day
    amount = read_amount(text)
    return f"{amount.value.normalize():f}{amount.unit or ''}" if amount else _plain_name(text)


def _plain_name(text: str) -> str:
    """Give a name as rows are compared by it: beside what names are folded by, one kind of brackets."""
    return name_key(text).translate(_TO_ROUND)


_TO_ROUND = str.maketrans("[]【】〔〕{}", "()()()()")
