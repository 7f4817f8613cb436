"""Faults of tables: rows that don't count or are last month's, sheets that sum others, another table below, months alone."""

from collections import Counter
from dataclasses import replace
from random import Random
from typing import Any

from zzlib.synthetic.amounts import WAN
from zzlib.synthetic.faults.forms import edited, header_changed, relabel
from zzlib.synthetic.faults.kinds import Case, FaultKind, marked, spoilt, with_row
from zzlib.synthetic.faults.seen import countable, lost_row
from zzlib.synthetic.filings import Return
from zzlib.synthetic.grid import WrittenGrid
from zzlib.synthetic.messes.columns import add_months
from zzlib.synthetic.projects import MONEY_FIELDS
from zzlib.vocabulary import Kind

_ONE_TABLE = ("split", "section", "sums", "more")
_NOTE = "以下项目下月到位，本月不统计"
_UNKNOWN = "教育体育局"
_OF_A_LINE = ("applied", "awarded", "allotted", "received", "paid")


def _disclaimed(case: Case, i: int) -> Return:
    """Say above the last row that what follows doesn't count."""

    def edit(draft: Any) -> None:
        grid = draft.grid
        row = grid.places[i, "project_name"][0]
        grid.insert_rows(row)
        grid.put(row, grid.columns["project_name"], _NOTE)

    item = edited(lost_row(case.item, i), edit, plain_rows=True, barred=(*_ONE_TABLE, "rows"))
    return marked(item, "row_disclaimed", (i, "received"), "received")


def _last_months_row(case: Case, i: int) -> Return:
    """Put last month's row of a project under this month's, in a table that says of each row which it is."""

    def edit(draft: Any) -> None:
        grid = draft.grid
        _without_total(grid)
        column = draft.add_column(grid, "统计时间", lambda _: "本月数")
        row = grid.places[i, "project_name"][0]
        grid.insert_rows(row + 1)
        for (at, place), (value, look) in list(grid.cells.items()):
            if at == row:
                grid.put(row + 1, place, value, look)
        half = case.item.rows[i].money("received") // 2
        grid.put(row + 1, grid.columns["received"], draft.money(half))
        grid.put(row + 1, column, "上月数")
        grid.places["last month",] = (row + 1, column)

    item = edited(case.item, edit, plain_rows=True, barred=(*_ONE_TABLE, "total", "rows"))
    return marked(item, "row_of_other_month", ("last month",), "", "上月数")


def _without_total(grid: WrittenGrid) -> None:
    rows = {place[0] for key, place in grid.places.items() if key[0] == "total"}
    grid.cells = {place: cell for place, cell in grid.cells.items() if place[0] not in rows}
    grid.places = {key: place for key, place in grid.places.items() if key[0] != "total"}
    grid.merges = [merge for merge in grid.merges if merge[0] not in rows]


def _summary(case: Case, _: int) -> Return:
    """Add a sheet with the sums of each kind."""

    def edit(draft: Any) -> None:
        rows, grid = draft.item.rows, WrittenGrid()
        kinds = Counter(row.values["kind"] for row in rows)
        fields = [name for name in _OF_A_LINE if name in draft.style.columns]
        labels = [draft.style.labels.get(name, name) for name in fields]
        for column, text in enumerate(
            ("项目名称", "项目类型", *(f"{label}（{draft.style.money_unit}）" for label in labels))
        ):
            grid.put(0, column, text, "header")
        for line, kind in enumerate(kinds, start=1):
            sums = [sum(row.money(name) for row in rows if row.values["kind"] == kind) for name in fields]
            texts = (
                f"{Kind(kind).label}项目{kinds[kind]}个",
                Kind(kind).label,
                *(draft.present.money(fen) for fen in sums),
            )
            for column, text in enumerate(texts):
                grid.put(line, column, text)
        draft.sheets["汇总"] = grid

    item = edited(case.item, edit, barred=(*_ONE_TABLE, "unit", "numbers", "beside"))
    return marked(item, "sheet_is_summary", value="汇总")


def _chance_summary(case: Case, i: int) -> Return:
    """Put a project on a sheet of its own that received, by chance, as much as all others."""
    others = sum(row.money("received") for index, row in enumerate(case.item.rows) if index != i)
    item = with_row(case.item, i, **dict.fromkeys(MONEY_FIELDS, 0) | {"received": others})
    for name in MONEY_FIELDS:
        item = item if name == "received" else spoilt(item, i, name, None)

    def edit(draft: Any) -> None:
        draft.sheets[draft.main] = draft.lay_out(lambda index: index != i)
        draft.sheets["附表"] = draft.lay_out(lambda index: index == i)

    item = edited(item, edit, plain_rows=True, barred=(*_ONE_TABLE, "beside", "numbers_row"))
    return marked(item, "sheet_may_be_summary", value="附表")


def _unclear_unit(case: Case, i: int) -> Return:
    """Name in one row of the unit column a body that is in no register."""
    own, item = case.county.units[case.item.unit_id].name, case.item
    for index in range(len(item.rows)):
        item = spoilt(item, index, "unit", _UNKNOWN if index == i else own)
    item = replace(item, plain_rows=True, barred=("split", "more"))
    return marked(item, "row_unit_unclear", (i, "unit"), "unit", _UNKNOWN)


def _table_below(case: Case, _: int) -> Return:
    """Leave a table of something else under the return's, with a heading of its own."""

    def edit(draft: Any) -> None:
        grid, top = draft.grid, draft.grid.height + 1
        columns = [grid.columns[name] for name in ("serial", "project_name", "received")]
        for down, texts in enumerate((("序号", "事项", "经费"), (1, "会议", 3), (2, "调研", 4))):
            for column, text in zip(columns, texts, strict=True):
                grid.put(top + down, column, text)
        grid.places["below",] = (top, min(columns))

    item = edited(case.item, edit, barred=(*_ONE_TABLE, "rows", "notes", "texts", "top"))
    return marked(item, "table_not_understood", ("below",))


def _months_alone(draft: Any, grid: WrittenGrid) -> None:
    """Name the column of what was received after its month, beside one of the month before."""
    month = draft.item.month
    relabel(grid, "received", draft.money_header(f"{month}月到位"))
    relabel(grid, "received_month", "情况")
    amounts = (row.money("received") - row.money("received_month") for row in draft.item.rows)
    earlier = [draft.money(fen) for fen in amounts]
    draft.add_column(grid, draft.money_header(f"{month - 1}月到位"), lambda index: earlier[index])


def _months_off(case: Case, i: int) -> Return:
    """Let a month's amount be another than what makes the sum."""

    def edit(draft: Any) -> None:
        relabel(draft.grid, "received", draft.money_header("到位资金"))
        relabel(draft.grid, "received_month", draft.money_header("当月到位"))
        last = draft.grid.right
        add_months(draft, "{span}到位", [range(n, n + 1) for n in range(case.item.month)], Random(0))
        row = draft.grid.places[i, "received"][0]
        draft.grid.put(row, last + 1, draft.money(case.item.rows[i].money("received") + 3 * WAN))

    item = edited(case.item, edit, barred=("split", "numbers_row", "sums", "beside", "unit", "numbers"))
    return marked(item, "months_mismatch", (i, "received"), "received")


def _last(case: Case, i: int) -> bool:
    return i == len(case.item.rows) - 1 and i > 0 and countable(case, i) and not case.item.rows[i].values["land_needed"]


def _many(case: Case, i: int) -> bool:
    """Tell whether a return has more rows than kinds, a row with money, and its amounts in full."""
    rows = case.item.rows
    return len(rows) > len(Kind) and rows[i].money("received") > 0 and not case.item.raw


def _new(case: Case, i: int) -> bool:
    """Tell whether a row's project was not filed before, beside others with money."""
    others = sum(row.money("received") for index, row in enumerate(case.item.rows) if index != i)
    before = case.item.month == 1 or (case.before is not None and case.row_before(i) is None)
    return before and others > 0 and len(case.item.rows) > 2 and countable(case, i)


def _most_came(case: Case, i: int) -> bool:
    """Tell whether enough rows beside one have money for their months to be told from others."""
    return sum(row.money("received") > 0 for index, row in enumerate(case.item.rows) if index != i) > 2


def _own_units(case: Case) -> bool:
    """Tell whether no caption states the unit of money for columns that leave it."""
    return case.style.unit_place != "caption"


def _numbered(case: Case, i: int) -> bool:
    return case.shows("serial") and case.item.rows[i].money("received") > 0


KINDS = (
    FaultKind("row_disclaimed", "received", _disclaimed, _last),
    FaultKind("row_of_other_month", "", _last_months_row, countable),
    FaultKind("sheet_is_summary", "", _summary, _many),
    FaultKind("sheet_may_be_summary", "", _chance_summary, _new, "last"),
    FaultKind("row_unit_unclear", "unit", _unclear_unit, lambda case, i: len(case.item.rows) > 1),
    FaultKind("table_not_understood", "", _table_below, _numbered),
    FaultKind("months_unclear", "received", header_changed("months_unclear", _months_alone, "received", "split", "more"),
              lambda case, i: case.item.month > 1 and case.item.rows[i].money("received") > 0 and _own_units(case)),
    FaultKind("months_mismatch", "received", _months_off,
              lambda case, i: case.item.month > 1 and countable(case, i) and _most_came(case, i) and _own_units(case)),
)  # fmt: skip

WARNINGS = {"months_mismatch", "row_unit_unclear", "sheet_is_summary", "sheet_may_be_summary", "table_not_understood"}
"""What is a warning of these; all else that is planted is an error."""
