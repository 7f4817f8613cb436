"""Faults of what a person sees otherwise than it is stored: rows hidden or struck out, amounts struck out, pale or rescaled."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from zzlib.money import FEN_PER_UNIT
from zzlib.synthetic.faults.cells import single
from zzlib.synthetic.faults.forms import edited
from zzlib.synthetic.faults.kinds import Case, FaultKind, Plant, marked, spoilt
from zzlib.synthetic.filings import Return
from zzlib.synthetic.grid import Content, Drawn, Striking, WrittenLook
from zzlib.synthetic.projects import MONEY_FIELDS


def lost_row(item: Return, index: int) -> Return:
    """Give the return with none of a row's money counted."""
    cells = {(index, name) for name in MONEY_FIELDS if item.rows[index].money(name)}
    return replace(item, unreadable=item.unreadable | cells)


def _hidden(case: Case, i: int) -> Return:
    def edit(draft: Any) -> None:
        for grid in draft.tables:
            grid.hidden_rows |= {row for index, row in grid.records() if index == i}

    return marked(edited(lost_row(case.item, i), edit), "row_hidden", (i, "received"), "received")


def _hidden_column(case: Case, i: int) -> Return:
    """Hide the column of what was awarded."""

    def edit(draft: Any) -> None:
        for grid in draft.tables:
            grid.hidden_columns.add(grid.columns["awarded"])

    rows = case.item.rows
    lost = {(index, "awarded") for index, row in enumerate(rows) if row.money("awarded")}
    item = replace(case.item, unreadable=case.item.unreadable | lost, barred=("numbers_row", "beside"))
    return marked(edited(item, edit), "column_hidden", field="awarded")


def _struck_row(case: Case, i: int) -> Return:
    """Draw a line through a project's name and amounts."""

    def edit(draft: Any) -> None:
        for grid in draft.tables:
            for name in ("project_name", *MONEY_FIELDS):
                value = grid.value(place := grid.places.get((i, name), (-1, -1)))
                if isinstance(value, str | int | float):
                    grid.change(place, Drawn(value))

    return marked(edited(lost_row(case.item, i), edit), "row_struck", (i, "received"), "received")


def _ruled_row(case: Case, i: int) -> Return:
    """Let a rule of the sheet strike out the row of a project."""

    def edit(draft: Any) -> None:
        for grid in draft.tables:
            grid.rules += [Striking(i)] * ((i, "project_name") in grid.places)

    return marked(edited(lost_row(case.item, i), edit), "row_struck", (i, "received"), "received")


def _unsure_rule(case: Case, i: int) -> Return:
    """Let a rule strike out an amount on some days: the amount counts, and is asked for."""

    def edit(draft: Any) -> None:
        for grid in draft.tables:
            grid.rules += [Striking(i, "received")] * ((i, "received") in grid.places)

    return marked(edited(case.item, edit), "rule_unsure", (i, "received"), "received")


def _foreign_remark(case: Case, i: int) -> Return:
    """Say beside amounts that they are dollars."""
    item = spoilt(case.item, i, "remark", text := "该项金额为万美元")
    return marked(item, "remark_foreign", (i, "remark"), "remark", text)


def _amount(code: str, draw: Callable[[int], Content], lost: bool = True) -> Plant:
    """Draw the received amount otherwise than it is stored, so that it does not count if `lost`; `draw` takes it in 万元."""

    def plant(case: Case, i: int) -> Return:
        wan = case.item.rows[i].money("received") // FEN_PER_UNIT["万元"]
        item = spoilt(replace(case.item, workbook=True), i, "received", draw(wan), lost=lost)
        return marked(item, code, (i, "received"), "received")

    return plant


def _struck_name(case: Case, i: int) -> Return:
    """Strike out a part of a name that still tells the project."""
    name = case.item.rows[i].project.name
    item = spoilt(replace(case.item, workbook=True), i, "project_name", Drawn(name[:2], rest=name[2:]))
    return marked(item, "text_struck", (i, "project_name"), "project_name")


def countable(case: Case, i: int) -> bool:
    """Tell whether a row is its project's only one and has money received that counts, and no land."""
    row = case.item.rows[i]
    return (
        single(case, i)
        and row.line.counts
        and row.money("received") >= FEN_PER_UNIT["万元"]
        and not row.values["land_granted"]
    )


def _seen(code: str, field: str, draw: Callable[[int], Content], lost: bool = True) -> FaultKind:
    return FaultKind(code, field, _amount(code, draw, lost), countable)


KINDS = (
    FaultKind("row_hidden", "received", _hidden, countable),
    FaultKind("column_hidden", "awarded", _hidden_column, lambda case, i: case.item.rows[i].money("awarded") > 0),
    FaultKind("row_struck", "received", _struck_row, countable),
    FaultKind("row_struck", "rule", _ruled_row, countable),
    FaultKind("rule_unsure", "received", _unsure_rule, countable),
    _seen("amount_struck", "received", lambda wan: Drawn(f"{wan}万元")),
    _seen("amount_part_struck", "received", lambda wan: Drawn("1", rest=f"{wan}")),
    _seen("amount_unseen", "received", lambda wan: Drawn(float(wan), "pale")),
    _seen("amount_unseen", "alike", lambda wan: Drawn(float(wan), "alike")),
    _seen("amount_unseen", "tiny", lambda wan: Drawn(float(wan), "tiny")),
    _seen("amount_unseen", "format", lambda wan: WrittenLook(float(wan), ";;;")),
    _seen("amount_shown_otherwise", "received", lambda wan: WrittenLook(wan / 100, "0%")),
    _seen("amount_shown_otherwise", "scaled", lambda wan: WrittenLook(wan * 1000, '0,"千"')),
    _seen("amount_unreadable", "shown", lambda wan: WrittenLook(float(wan), '0"（含上年）"')),
    _seen("amount_hedged", "shown", lambda wan: WrittenLook(float(wan), '"约"0"万元"'), lost=False),
    _seen("amount_foreign", "received", lambda wan: f"{wan}万美元"),
    _seen("amount_foreign", "shown", lambda wan: WrittenLook(float(wan), "[$$-409]#,##0.00")),
    FaultKind("remark_foreign", "remark", _foreign_remark, lambda case, i: case.shows("remark") and countable(case, i)),
    FaultKind("text_struck", "project_name", _struck_name, countable),
)

WARNINGS = {"text_struck"}
"""What is a warning of these; all else that is planted is an error."""
