"""Faults of a whole file: it does not open, is no table, or is not what it should be."""

from dataclasses import replace
from datetime import timedelta

from zzlib.synthetic.faults.kinds import Case, FaultKind, Plant, marked
from zzlib.synthetic.filings import Body, Return
from zzlib.vocabulary import Filing


def _body(code: str, body: Body) -> Plant:
    return lambda case, _: marked(replace(case.item, body=body, workbook=True), code)


def _name(code: str) -> Plant:
    """Name the file after another unit, or another month."""

    def plant(case: Case, _: int) -> Return:
        county, item = case.county, case.item
        if code == "file_name_unit":
            other = next(unit for unit in county.spec.units if unit.id != item.unit_id)
            file = f"{other.name}{item.month}月报送.xlsx"
        else:
            file = (
                f"{county.units[item.unit_id].name}{county.spec.year}年{item.month % 12 + county.spec.step}月报送.xlsx"
            )
        return marked(replace(item, file=file, workbook=True), code)

    return plant


def _twice_at_once(case: Case, _: int) -> tuple[Return, ...]:
    """File the same rows in two files that came at the same time; the one whose name comes first is past."""
    item = replace(case.item, workbook=True)
    unit = case.county.units[item.unit_id]
    first = replace(item, draft=True, file=f"{unit.name}报表1.xlsx")
    return marked(first, "file_order_unknown"), replace(item, file=f"{unit.name}报表2.xlsx")


def _in_parts(case: Case, _: int) -> tuple[Return, ...]:
    """File the first project in a file by itself, and the others in a later one: nobody says whether it is the rest."""
    item, first = replace(case.item, workbook=True), case.item.rows[0].project
    unit = case.county.units[item.unit_id]
    parts = [tuple(r for r in item.rows if (r.project is first) == chosen) for chosen in (True, False)]
    names = [f"{unit.name}{name}.xlsx" for name in ("报表", "报表补报")]
    one, other = (replace(item, rows=rows, file=name) for rows, name in zip(parts, names, strict=True))
    one = replace(one, draft=True, received_at=item.received_at - timedelta(hours=1), undecided=True)
    return one, marked(replace(other, asked=True), "file_partial")


def _several_projects(case: Case, i: int) -> bool:
    return len({row.project.name for row in case.item.rows}) > 1 and not any(
        map(case.is_twin, range(len(case.item.rows)))
    )


def _nothing_new(case: Case, _: int) -> Return:
    """Report that there is nothing new, after a month with money."""
    return marked(replace(case.item, rows=(), asked=True, workbook=True), "nothing_new_after_money")


def _had_money(case: Case, i: int) -> bool:
    return case.before is not None and any(row.money("received") > 0 for row in case.before.rows)


def _blank_form(case: Case, _: int) -> tuple[Return, ...]:
    """Send a form beside the return that nobody has filled in."""
    from zzlib.synthetic.faults.forms import without_unit

    blank = replace(
        without_unit(case.item), rows=(), draft=True, received_at=case.item.received_at - timedelta(hours=1),
        file=f"样表{case.item.month}.xlsx", nothing_said=True,
    )  # fmt: skip
    return marked(blank, "form_blank"), case.item


KINDS = (
    FaultKind("file_damaged", "", _body("file_damaged", "truncated")),
    FaultKind("file_empty", "", _body("file_empty", "nothing")),
    FaultKind("file_locked", "", _body("file_locked", "locked")),
    FaultKind("file_not_a_table", "", _body("file_not_a_table", "picture")),
    FaultKind("file_of_other_format", "", _body("file_of_other_format", "binary")),
    FaultKind("archive_of_other_format", "", _body("archive_of_other_format", "archive")),
    FaultKind("file_too_large", "", _body("file_too_large", "outsized")),
    FaultKind("file_name_unit", "", _name("file_name_unit"), lambda case, _: len(case.county.spec.units) > 1),
    FaultKind("file_name_period", "", _name("file_name_period")),
    FaultKind("file_order_unknown", "", _twice_at_once),
    FaultKind("form_blank", "", _blank_form),
    FaultKind("file_partial", "", _in_parts, _several_projects, "last"),
    FaultKind("nothing_new_after_money", "", _nothing_new, _had_money, "last"),
    FaultKind(
        "received_at_unreadable", "",
        lambda case, _: marked(replace(case.item, register_time="上周五", filing=Filing.UNTIMED), "received_at_unreadable"),
        lambda case, i: case.item.filing == "on_time",
    ),
)  # fmt: skip

WARNINGS = {"file_name_period", "file_name_unit", "form_blank", "received_at_unreadable"}
"""What is a warning of these; all else that is planted is an error."""
