"""What a correction settled is no open error or warning any more: neither of the month nor of the unit; a notice says who."""

from collections.abc import Callable

import openpyxl
import pytest
from openpyxl.styles import Font

from tests.checks.examples import HEADER, row
from tests.small_county import SmallCounty
from zzlib.exchange.answers import Word
from zzlib.exchange.made import decisions_made, undo
from zzlib.exchange.telephone import correct
from zzlib.indicators import month_issues
from zzlib.issues import Issue, issues_frame
from zzlib.issues.asked import asked
from zzlib.ledger import open_ledger
from zzlib.vocabulary import Level

MAY = "2013-05"
WORD = Word("责任人甲", "电话核实", on="2013-06-06")
RECEIVED = HEADER.index("到位资金") + 1
Sheet = openpyxl.worksheet.worksheet.Worksheet


def filed(county: SmallCounty, received: object, change: Callable[[Sheet], None] | None = None, **how: str) -> None:
    rows = [row(name="水库", awarded=200, received=100), row(name="灌渠", awarded=50, received=received)]
    path = county.file_return(MAY, "水利局", rows, header=HEADER, **how)  # type: ignore[arg-type]
    if change:
        book = openpyxl.load_workbook(path)
        change(book.worksheets[0])
        book.save(path)


def said(county: SmallCounty) -> list[Issue]:
    """What is said of the unit's file, but for notices."""
    found = month_issues(open_ledger(county.workspace, MAY))
    return [i for i in found if i.unit_id == "u02" and i.level is not Level.NOTICE]


def strike(sheet: Sheet) -> None:
    sheet.cell(5, RECEIVED).font = Font(strike=True)


def hide_row(sheet: Sheet) -> None:
    sheet.row_dimensions[5].hidden = True


def hide_column(sheet: Sheet) -> None:
    sheet.column_dimensions[openpyxl.utils.get_column_letter(RECEIVED)].hidden = True


@pytest.mark.parametrize(
    ("received", "change", "code"),
    [
        ("待定", None, "amount_unreadable"),
        ("30-40", None, "amount_range"),
        ("约30", None, "amount_hedged"),
        (30, strike, "amount_struck"),
    ],
)
def test_a_cell_that_was_corrected_is_no_open_question(
    county: SmallCounty, received: object, change: Callable[[Sheet], None] | None, code: str
) -> None:
    filed(county, received, change)
    assert [i.code for i in said(county)] == [code]
    correct(open_ledger(county.workspace, MAY), "水利局", "灌渠", "到位资金", "30万", WORD)
    ledger = open_ledger(county.workspace, MAY)
    assert said(county) == [] and asked(issues_frame(month_issues(ledger))).query("unit_id == 'u02'").empty
    [notice] = [i for i in ledger.issues if i.code == "correction_applied"]
    assert "责任人甲，2013-06-06）；原来的问题：" in notice.message
    undo(county.workspace, decisions_made(county.workspace)[0].id, Word("责任人甲", "记错了"))
    assert [i.code for i in said(county)] == [code]


@pytest.mark.parametrize(
    ("change", "code", "cells"),
    [
        (hide_row, "row_hidden", [("灌渠", "争取资金"), ("灌渠", "到位资金")]),
        (hide_column, "column_hidden", [("水库", "到位资金"), ("灌渠", "到位资金")]),
    ],
)
def test_a_row_or_a_column_is_settled_with_the_last_of_its_amounts(
    county: SmallCounty, change: Callable[[Sheet], None], code: str, cells: list[tuple[str, str]]
) -> None:
    filed(county, 30, change)
    for project, field in cells:
        assert [i.code for i in said(county)] == [code]
        correct(open_ledger(county.workspace, MAY), "水利局", project, field, "30万", WORD)
    assert said(county) == []


def test_what_the_corrected_amount_itself_gives_rise_to_is_said(county: SmallCounty) -> None:
    filed(county, "待定")
    correct(open_ledger(county.workspace, MAY), "水利局", "灌渠", "到位资金", "80万", WORD)
    assert [(i.code, i.field) for i in said(county)] == [("amounts_out_of_order", "received")]
