"""The list goes out, is filled in by hand, and comes back: what changed is recorded, what can't be meant is told by its cell."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.dispatch.following import file_months, items
from tests.small_county import SmallCounty
from zzlib.dispatch import Dispatch
from zzlib.dispatch.events import EventError
from zzlib.dispatch.items import ItemState
from zzlib.dispatch.returned import Returned, read_back
from zzlib.indicators import measured
from zzlib.ledger import open_ledger
from zzlib.report.dispatch_list import write_dispatch_list

PERIOD = "2013-05"
Fill = Callable[..., Returned]


@pytest.fixture
def waiting(copied: Callable[..., SmallCounty]) -> SmallCounty:
    return copied(_waiting, PERIOD)


def _waiting(root: Path) -> None:
    rows = [{}, {"name": "公路", "leader": ""}]
    file_months(SmallCounty(root), {f"2013-0{month}": rows for month in range(1, 6)})


def sheet_of(county: SmallCounty, file: Path) -> tuple[openpyxl.Workbook, Any, dict[str, int]]:
    """Write the month's list, and open it as a unit does."""
    found = items(county, PERIOD)
    write_dispatch_list(found, measured(open_ledger(county.workspace, PERIOD)), file)
    book = openpyxl.load_workbook(file)
    sheet = book["问题清单"]
    return book, sheet, {cell.value: cell.column for cell in sheet[3]}


@pytest.fixture
def fill(waiting: SmallCounty, tmp_path: Path) -> Fill:
    """Fill in cells of the first item, by heading, and read the list back."""

    def filled(cells: dict[str, Any], why: str = "") -> Returned:
        file = tmp_path / "填好.xlsx"
        book, sheet, columns = sheet_of(waiting, file)
        for heading, value in cells.items():
            sheet.cell(4, columns[heading]).value = value
        book.save(file)
        return again(waiting, file, why)

    return filled


def again(county: SmallCounty, file: Path, why: str = "") -> Returned:
    """Read a list back."""
    ledger = open_ledger(county.workspace, PERIOD)
    return read_back(ledger, items(county, PERIOD), file, "责任人甲", why)


@pytest.mark.slow
def test_measures_with_a_day_are_a_plan_and_the_list_then_prints_them(fill: Fill, waiting: SmallCounty) -> None:
    [event] = fill({"整改措施": "专人到省厅对接", "时限": "2013年7月15日"}).events
    assert (event.event, event.date, event.text, event.by) == ("planned", "2013-07-15", "专人到省厅对接", "责任人甲")
    [first, *_] = items(waiting, PERIOD).open
    assert (first.state, first.measures, first.due.isoformat()) == (ItemState.AGREED, "专人到省厅对接", "2013-07-15")


@pytest.mark.slow
def test_the_same_list_read_again_records_nothing_more(fill: Fill, waiting: SmallCounty, tmp_path: Path) -> None:
    assert len(fill({"整改措施": "专人对接", "办理结果": "已上报"}).events) == 2
    assert again(waiting, tmp_path / "填好.xlsx").events == ()


@pytest.mark.slow
def test_a_closing_rests_on_what_was_done(fill: Fill, waiting: SmallCounty) -> None:
    [doubt] = fill({"状态": "已办结"}).doubts
    assert (doubt.cell, doubt.advice[:10]) == ("M4", "说已办结而没有写办理")
    assert not any(item.state.is_closed for item in items(waiting, PERIOD).items)
    [event] = fill({"状态": "已办结", "办理结果": "省厅已批复"}).events
    assert (event.event, event.why) == ("closed", "省厅已批复")
    [closed] = [item for item in items(waiting, PERIOD).items if item.state.is_closed]
    assert closed.state is ItemState.CLOSED_BY_DECISION


@pytest.mark.slow
def test_a_later_day_needs_a_reason(fill: Fill) -> None:
    fill({"时限": "2013-06-20"})
    [doubt] = fill({"时限": "2013-08-20"}).doubts
    assert "延期要写明理由" in doubt.advice
    [event] = fill({"时限": "2013-08-20"}, why="主汛期不能施工").events
    assert (event.event, event.date, event.why) == ("extended", "2013-08-20", "主汛期不能施工")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("cells", "told"),
    [
        ({"时限": "7月底"}, "时限要写成一个真有的日子"),
        ({"时限": "2013-02-30"}, "时限要写成一个真有的日子"),
        ({"时限": "年底以前一定要办完成"}, "时限要写成一个真有的日子"),
        ({"状态": "已答复"}, "状态由程序按报表和记录判断"),
        ({"编号": "stuck/2013-04/u02/改过的", "办理结果": "已上报"}, "没有这个事项"),
        ({"印时": "", "办理结果": "已上报"}, "“印时”一格被改过"),
    ],
    ids=["no day", "no such day", "ten characters", "a state", "an id", "the hidden cell"],
)
def test_what_can_t_be_meant_is_told_by_its_cell_and_not_recorded(fill: Fill, cells: dict[str, Any], told: str) -> None:
    returned = fill(cells)
    assert told in returned.doubts[0].advice
    assert returned.events == ()


@pytest.mark.slow
def test_two_rows_of_one_item_that_differ_are_told_both(waiting: SmallCounty, tmp_path: Path) -> None:
    file = tmp_path / "填好.xlsx"
    book, sheet, columns = sheet_of(waiting, file)
    for row, words in ((4, "已上报"), (5, "没有上报")):
        sheet.cell(row, columns["编号"]).value = sheet.cell(4, columns["编号"]).value
        sheet.cell(row, columns["办理结果"]).value = words
    book.save(file)
    returned = again(waiting, file)
    assert returned.events == ()
    assert [doubt.value for doubt in returned.doubts] == ["已上报", "没有上报"]


@pytest.mark.slow
def test_what_is_on_file_meanwhile_is_not_lost(fill: Fill, waiting: SmallCounty, tmp_path: Path) -> None:
    file = tmp_path / "旧的.xlsx"
    book, sheet, columns = sheet_of(waiting, file)
    fill({"状态": "已办结", "办理结果": "省厅已批复"})
    sheet.cell(4, columns["办理结果"]).value = "还没有批"
    book.save(file)
    [doubt] = again(waiting, file).doubts
    assert (doubt.value, doubt.advice) == ("还没有批", "这件事已销号（2013-05），没有再记")


@pytest.mark.slow
def test_what_is_filled_in_on_a_row_printed_as_done_is_told(fill: Fill, waiting: SmallCounty, tmp_path: Path) -> None:
    fill({"状态": "已办结", "办理结果": "省厅已批复"})
    book, sheet, columns = sheet_of(waiting, tmp_path / "办结后.xlsx")
    row = next(row for row in range(4, sheet.max_row + 1) if sheet.cell(row, columns["状态"]).value == "已销号")
    sheet.cell(row, columns["办理结果"]).value = "已收到批复文件"
    book.save(tmp_path / "办结后.xlsx")
    [doubt] = again(waiting, tmp_path / "办结后.xlsx").doubts
    assert (doubt.value, doubt.advice) == ("已收到批复文件", "这件事已销号（2013-05），没有再记")
    assert again(waiting, tmp_path / "填好.xlsx").doubts == ()  # what is on file is no news


@pytest.mark.slow
@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", "序号,问题\n1,没有\n".encode()])
def test_a_file_that_is_no_list_is_told(waiting: SmallCounty, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "别的.xlsx").write_bytes(content)
    with pytest.raises(EventError, match=r"别的\.xlsx"):
        again(waiting, tmp_path / "别的.xlsx")


@pytest.mark.slow
def test_counts_close_and_only_the_cells_to_fill_in_are_open(waiting: SmallCounty, tmp_path: Path) -> None:
    book, sheet, columns = sheet_of(waiting, tmp_path / "清单.xlsx")
    found: Dispatch = items(waiting, PERIOD)
    assert sheet.protection.sheet
    open_cells = {heading for heading, column in columns.items() if not sheet.cell(4, column).protection.locked}
    assert open_cells == {"整改措施", "时限", "状态", "办理结果"}
    for name in ("按单位", "按问题", "按责任领导"):
        rows = [row for row in book[name].iter_rows(min_row=4, values_only=True) if row[0] != "合计"]
        assert all(row[1] == sum(row[2:9]) for row in rows)
        assert sum(row[1] for row in rows) == len(found.items)
