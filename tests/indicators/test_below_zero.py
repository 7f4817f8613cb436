"""Sums that leave out an amount that may be below zero: neither 至少 nor 至多 would be true of them."""

from collections.abc import Callable

import openpyxl
import pytest
from openpyxl.styles import Font

from tests.checks.examples import HEADER, row
from tests.small_county import SmallCounty
from zzlib.indicators import Month, load_month

RECEIVED = HEADER.index("到位资金") + 1
Sheet = openpyxl.worksheet.worksheet.Worksheet


def strike(sheet: Sheet) -> None:
    sheet.cell(sheet.max_row, RECEIVED).font = Font(strike=True)


def hide(sheet: Sheet) -> None:
    sheet.row_dimensions[sheet.max_row].hidden = True


def filed(county: SmallCounty, period: str, received: object, change: Callable[[Sheet], None] | None = None) -> Month:
    """File a project with 100万元, and one with what is given, drawn otherwise."""
    rows = [row(name="水库", awarded=200, received=100), row(name="灌渠", awarded=50, received=received)]
    path = county.file_return(period, "水利局", rows, header=HEADER)
    if change:
        book = openpyxl.load_workbook(path)
        change(book.worksheets[0])
        book.save(path)
    return load_month(period, county.workspace)


@pytest.mark.parametrize("change", [strike, hide])
def test_an_amount_below_zero_that_is_left_out_makes_a_sum_rough_and_one_above_a_lower_bound(
    county: SmallCounty, change: Callable[[Sheet], None]
) -> None:
    figures = filed(county, "2013-05", -30, change).figures
    texts = [figures[name].text for name in ("funds_received", "funds_gap", "funds_completion")]
    assert texts == ["约100万元", "约2900万元", "约3.3%"]
    assert figures["funds_received", "unit:u02"].text == "约100万元"
    assert figures["funds_awarded"].text == ("250万元" if change is strike else "至少200万元")
    assert filed(county, "2013-05", 30, change).figures["funds_received"].text == "至少100万元"


@pytest.mark.parametrize(
    ("received", "text"), [("-30~-40", "约100万元"), ("收回，金额待定", "约100万元"), ("30~40", "至少100万元")]
)
def test_what_a_cell_that_is_no_amount_says_tells_which_way_it_may_go(
    county: SmallCounty, received: str, text: str
) -> None:
    assert filed(county, "2013-05", received).figures["funds_received"].text == text


def test_what_could_last_be_read_below_zero_may_still_be(county: SmallCounty) -> None:
    filed(county, "2013-04", -30)
    assert filed(county, "2013-05", "待定").figures["funds_received"].text == "约100万元"
    assert filed(county, "2013-06", "待定").figures["funds_received"].text == "约100万元"
    filed(county, "2013-07", 20)
    assert filed(county, "2013-08", "待定").figures["funds_received"].text == "至少100万元"
