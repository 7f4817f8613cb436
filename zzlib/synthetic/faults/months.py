"""Faults that show beside last month's return, the project's other amounts, or the calendar."""

from dataclasses import replace
from datetime import date
from typing import Any

from zzlib.synthetic.amounts import WAN
from zzlib.synthetic.faults.kinds import Case, FaultKind, Plant, Suits, marked, with_row
from zzlib.synthetic.filings import Return
from zzlib.synthetic.projects import MONEY_FIELDS, PlannedRow
from zzlib.vocabulary import Origin

_CUMULATIVE = ("applied", "awarded", "allotted", "received", "paid")


def _before(case: Case, i: int, field: str) -> int:
    """Give last month's amount of a row that is a project's only one (0 if there is none)."""
    row = case.row_before(i)
    return row.money(field) if row and len(row.project.lines) == 1 else 0


def _plain(case: Case, i: int) -> bool:
    """Tell whether a row is a project's only one, and nothing said of it explains a change."""
    project = case.item.rows[i].project
    return len(project.lines) == 1 and not project.reclaimed and not case.is_twin(i)


def _at(item: Return, i: int, code: str, field: str) -> Return:
    return marked(replace(item, needs=(*item.needs, field)), code, (i, field), field)


def _fell(field: str) -> FaultKind:
    def plant(case: Case, i: int) -> Return:
        less = _before(case, i, field) - 3 * WAN
        return _at(with_row(case.item, i, **{field: less}), i, "amount_fell", field)

    def suits(case: Case, i: int) -> bool:
        last = _before(case, i, field)
        return _plain(case, i) and last > 10 * WAN and case.item.rows[i].money(field) == last

    return FaultKind("amount_fell", field, plant, suits, "last")


def _wrong_month(case: Case, i: int) -> Return:
    more = case.item.rows[i].money("received_month") + 3 * WAN
    return _at(with_row(case.item, i, received_month=more), i, "month_received_differs", "received_month")


def _has_month(case: Case, i: int) -> bool:
    return _plain(case, i) and _before(case, i, "received") > 0


def _paid_more(case: Case, i: int) -> Return:
    row = case.item.rows[i]
    return _at(with_row(case.item, i, paid=row.money("received") + 2 * WAN), i, "amounts_out_of_order", "paid")


def _may_be_overpaid(case: Case, i: int) -> bool:
    row = case.item.rows[i]
    new = row.project.origin == Origin.NEW and not row.project.remark and row.line.counts
    return new and _plain(case, i) and row.money("received") > 5 * WAN


def _future(case: Case, i: int) -> Return:
    day = case.item.rows[i].values["awarded_on"]
    later = day.replace(year=day.year + 1) if isinstance(day, date) else None
    # A date without its year is of the year of the return.
    item = replace(with_row(case.item, i, awarded_on=later), barred=(*case.item.barred, "dates"))
    return _at(item, i, "date_in_future", "awarded_on")


def _sized(field: str, factor: int) -> FaultKind:
    def plant(case: Case, i: int) -> Return:
        other = case.item.rows[i].money(field) * factor
        return _at(with_row(case.item, i, **{field: other}), i, "size_suspect", field)

    def suits(case: Case, i: int) -> bool:
        now = case.item.rows[i].money(field)
        believed = now * factor <= _TIMES * max(_target(case), *(_tops(case.before.rows) if case.before else ()), 0)
        return _plain(case, i) and _before(case, i, field) > 0 and now > 0 and believed

    return FaultKind("size_suspect", f"{field}*{factor}", plant, suits, "last")


_TIMES = 100
"""From here on beyond all that is known an amount is left out; twice as much, or half, is planted, to be sure."""


def _target(case: Case) -> int:
    target = case.county.units[case.item.unit_id].target
    return int(target.funds_wan or 0) * WAN if target else 0


def _tops(rows: tuple[PlannedRow, ...]) -> list[int]:
    """Give the largest amount of each row."""
    return [max(row.money(field) for field in _CUMULATIVE) for row in rows]


def _most(case: Case) -> int:
    """Give the most that may be known of the unit (its whole year, thrice) and of any line of the county, in fen."""
    lines = [line for projects in case.county.projects.values() for p in projects for line in p.lines]
    own = sum(line.awarded for p in case.county.projects[case.item.unit_id] for line in p.lines)
    return int(max(_target(case), 3 * own, *(getattr(line, field) for line in lines for field in _CUMULATIVE)))


def _beyond(case: Case, fen: int, *more: int) -> bool:
    return len(case.county.units) > 2 and fen > 2 * _TIMES * max(_most(case), 100 * WAN, *more)


def _absurd(field: str) -> FaultKind:
    """Type one amount in 元 under 万元 that is then beyond anything in the county: it is left out."""

    def plant(case: Case, i: int) -> Return:
        item = with_row(case.item, i, **{field: case.item.rows[i].money(field) * 10_000})
        return _at(replace(item, unreadable=item.unreadable | {(i, field)}), i, "size_absurd", field)

    def suits(case: Case, i: int) -> bool:
        row = case.item.rows[i]
        return _plain(case, i) and _beyond(case, row.money(field) * 10_000, row.project.total_investment)

    return FaultKind("size_absurd", field, plant, suits, "last")


def _all_absurd(case: Case, _: int) -> Return:
    """Type the whole return in 元 under 万元: all of it is left out."""
    item = case.item
    gone = {(i, f) for i, row in enumerate(item.rows) for f in MONEY_FIELDS if row.money(f)}
    for i, row in enumerate(item.rows):
        item = with_row(item, i, **{f: row.money(f) * 10_000 for f in MONEY_FIELDS if row.money(f)})
    return marked(replace(item, unreadable=item.unreadable | gone), "size_absurd")


def _all_may_be_absurd(case: Case, i: int) -> bool:
    """Tell whether a return's usual amount would be beyond those of others, and of the unit's whole year.

    In 元 they would have the length of telephone numbers, which is another fault.
    """
    tops = sorted(filter(None, _tops(case.item.rows)))
    if case.style.money_unit == "元" or len(tops) < 4 or any(map(case.is_twin, range(len(case.item.rows)))):
        return False
    units = [
        sorted(filter(None, (max(p.total(f, 12) for f in _CUMULATIVE) for p in projects)))
        for projects in case.county.projects.values()
    ]
    usual = max((amounts[len(amounts) * 3 // 4] for amounts in units if amounts), default=0)
    return _beyond(case, tops[-1] * 10_000) and tops[len(tops) // 4] * 10_000 > 2 * max(
        _TIMES * usual, 10 * _most(case)
    )


def _all_sized(name: str, up: int, down: int) -> FaultKind:
    """Type the whole return in another unit of money than the form says."""

    def plant(case: Case, _: int) -> Return:
        item = case.item
        for i, row in enumerate(item.rows):
            item = with_row(item, i, **{f: row.money(f) * up // down for f in MONEY_FIELDS if row.money(f)})
        return marked(item, "size_suspect")

    def suits(case: Case, i: int) -> bool:
        rows = range(len(case.item.rows))
        kept = [(j, f) for j in rows for f in _CUMULATIVE if _before(case, j, f) and case.item.rows[j].money(f)]
        return len(kept) >= 4

    return FaultKind("size_suspect", name, plant, suits, "last")


def _vanished(case: Case, i: int) -> Return:
    gone = case.item.rows[i].project
    return marked(
        replace(case.item, rows=tuple(r for r in case.item.rows if r.project is not gone)), "project_vanished"
    )


def _listed_again(case: Case, i: int) -> Return:
    """List a project a second time, with another amount awarded and all else the same."""
    rows = case.item.rows
    again = rows[i].with_values(awarded=rows[i].money("awarded") + 10 * WAN)
    return marked(replace(case.item, rows=(*rows[: i + 1], again, *rows[i + 1 :])), "project_repeated")


def _unchanged(case: Case, i: int) -> Return:
    """File last month's rows again; nothing came in the month."""
    rows: Any = case.before.rows if case.before else ()
    return marked(replace(case.item, rows=tuple(r.with_values(received_month=0) for r in rows)), "return_unchanged")


def _same_columns(case: Case, i: int) -> bool:
    return (
        case.before is not None and len(case.before.rows) > 0 and not any(map(case.is_twin, range(len(case.item.rows))))
    )


def _old_file(case: Case, i: int) -> Return:
    """Send the file of last month once more: it says for which month it is."""
    assert case.before is not None
    now = case.item
    return marked(
        replace(case.before, month=now.month, stated_month=case.before.month, received_at=now.received_at, filing=now.filing, usable=False),
        "period_conflict",
    )  # fmt: skip


def _suits_last(suits: Suits) -> Suits:
    return lambda case, i: case.before is not None and suits(case, i)


def _last(code: str, field: str, plant: Plant, suits: Suits) -> FaultKind:
    return FaultKind(code, field, plant, _suits_last(suits), "last")


KINDS = (
    _fell("applied"),
    _fell("awarded"),
    _last("month_received_differs", "received_month", _wrong_month, _has_month),
    FaultKind("amounts_out_of_order", "paid", _paid_more, _may_be_overpaid, "last"),
    FaultKind("date_in_future", "awarded_on", _future, lambda c, i: c.item.rows[i].values["awarded_on"] is not None),
    _sized("awarded", 1_000),
    _sized("applied", 1_000),
    _absurd("awarded"),
    _absurd("received"),
    _absurd("applied"),
    FaultKind("size_absurd", "", _all_absurd, _all_may_be_absurd, "last"),
    _all_sized("down", 1, 10_000),
    _last("project_vanished", "project_name", _vanished, lambda c, i: _plain(c, i) and c.row_before(i) is not None),
    FaultKind("project_repeated", "project_name", _listed_again, _may_be_overpaid, "last"),
    _last("return_unchanged", "", _unchanged, _same_columns),
    _last("period_conflict", "old_file", _old_file, _same_columns),
)

WARNINGS = {
    "amount_fell",
    "amounts_out_of_order",
    "date_in_future",
    "month_received_differs",
    "project_repeated",
    "project_vanished",
}
NOTICES = {"return_unchanged"}
"""The levels of these in the truth; all else that is planted is an error."""
