"""Faults of the form: who files it, for which month, its columns, units of money and sheets."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from zzlib.synthetic.amounts import WAN
from zzlib.synthetic.faults.kinds import Case, FaultKind, Plant, marked, spoilt, with_project
from zzlib.synthetic.filings import Return
from zzlib.synthetic.grid import WrittenGrid
from zzlib.synthetic.messes.rows import column_formulas
from zzlib.synthetic.projects import MONEY_FIELDS
from zzlib.vocabulary import Kind

Edit = Callable[[Any], None]


def edited(item: Return, edit: Edit, **changes: Any) -> Return:
    """Give the return with a change of its sheets."""
    return replace(item, edits=(*item.edits, edit), workbook=True, **changes)


def _unknown(case: Case, _: int) -> Return:
    item = replace(case.item, known_unit=False, alias=case.value)
    return marked(item, "unit_unknown", ("unit",), "unit", case.value)


def without_unit(item: Return) -> Return:
    """Give a return that says nowhere whose it is."""

    def edit(draft: Any) -> None:
        grid = draft.grid
        grid.map_texts([*grid.of_look("plain", "body")], lambda text: text.replace(draft.present.name, ""))

    return edited(item, edit, known_unit=False, file=f"月报表{item.unit_id[-2:]}.xlsx")


def _clash(case: Case, _: int) -> Return:
    other = next(unit for unit in case.county.spec.units if unit.id != case.item.unit_id)
    # What the register says of whose a file is would settle it.
    item = replace(case.item, usable=False, noted=False)
    for index in range(len(item.rows)):
        item = spoilt(item, index, "unit", other.name)
    return marked(item, "unit_conflict", (0, "unit"), "unit", other.name)


def _named_otherwise(case: Case, i: int) -> Return:
    """Name another unit in one row of the unit column: that row is not the filing unit's."""
    other = next(unit for unit in case.county.spec.units if unit.id != case.item.unit_id)
    own = case.county.units[case.item.unit_id].name
    item = case.item
    for index in range(len(item.rows)):
        item = spoilt(item, index, "unit", other.name if index == i else own)
    item = replace(item, foreign=frozenset({i}), undecided=True, plain_rows=True, barred=("split", "more"))
    return marked(item, "row_of_other_unit", (i, "unit"), "unit", other.name)


def _alone(case: Case, i: int) -> bool:
    rows = case.item.rows
    several = len({row.project.name for row in rows}) > 1 and len(case.county.spec.units) > 1
    return several and len(rows[i].project.lines) == 1 and not case.is_twin(i)


def _other_month(case: Case, _: int) -> Return:
    county, item = case.county, case.item
    now, other = county.called(item.month), county.called(item.month % 12 + county.spec.step)

    def edit(draft: Any) -> None:
        draft.grid.map_texts(draft.grid.of_look("title", "plain"), lambda text: text.replace(now, other))

    return marked(edited(item, edit, usable=False, barred=("block",)), "period_conflict")


def header_changed(code: str, change: Callable[[Any, WrittenGrid], None], field: str = "", *barred: str) -> Plant:
    """Change the header so that the return can't be used."""

    def plant(case: Case, _: int) -> Return:
        return marked(
            edited(
                case.item,
                lambda draft: change(draft, draft.grid),
                usable=False,
                barred=("beside", "numbers_row", "sums", *barred),
            ),
            code,
            field=field,
        )

    return plant


def _emptied(draft: Any, grid: WrittenGrid) -> None:
    draft.sheets = {draft.main: WrittenGrid()}


def _no_received(draft: Any, grid: WrittenGrid) -> None:
    relabel(grid, "received", "情况")
    relabel(grid, "received_month", "情况二")


def received_as(label: str) -> Callable[[Any, WrittenGrid], None]:
    """Name the column of what was received otherwise, under the captions that stand over it."""

    def change(draft: Any, grid: WrittenGrid) -> None:
        column = grid.columns["received"]
        rows = [row for row in range(grid.header[1], grid.header[0] - 1, -1) if grid.value((row, column))]
        grid.change((rows[0], column), draft.money_header(label))

    return change


def relabel(grid: WrittenGrid, name: str, text: str) -> None:
    """Give a column another heading, alone over all rows of the header."""
    if (column := grid.columns.get(name)) is not None:
        top, bottom = grid.header
        grid.merges = [m for m in grid.merges if not (top <= m[0] <= bottom and m[1] <= column <= m[3])]
        for row in range(top, bottom + 1):
            grid.cells.pop((row, column), None)
        grid.put(top, column, text, "header")
        grid.merge(top, column, bottom, column)


def _two_received(draft: Any, grid: WrittenGrid) -> None:
    label = draft.money_header("到位资金")
    relabel(grid, "received", label)
    relabel(grid, "received_month", draft.money_header("当月到位"))
    draft.add_column(grid, label, lambda i: draft.money(draft.item.rows[i].money("received")))


def _no_header(draft: Any, grid: WrittenGrid) -> None:
    for place in grid.of_look("header"):
        grid.change(place, None)


def _no_kind(case: Case, _: int) -> Return:
    item = case.item
    for project in {row.project.name: row.project for row in item.rows}.values():
        item = with_project(item, project, kind=Kind.UNSTATED)

    def edit(draft: Any) -> None:
        relabel(draft.grid, "kind", "情况")

    return marked(
        edited(item, edit, plain_rows=True, barred=("section", "total", "split")),
        "required_column_missing",
        field="kind",
    )


def _other_money(case: Case, _: int) -> Return:
    cells = [(i, name) for i, row in enumerate(case.item.rows) for name in MONEY_FIELDS if row.money(name)]

    def edit(draft: Any) -> None:
        unit = draft.style.money_unit
        for old, new in ((f"单位：{unit}", "单位：千元"), (f"（{unit}）", "（千元）")):
            draft.grid.map_texts(draft.grid.of_look("right", "header", "plain"), lambda text: text.replace(old, new))  # noqa: B023

    return marked(
        edited(case.item, edit, unreadable=frozenset(cells), no_nil=True, barred=("unit", "numbers")),
        "money_unit_unknown",
    )


def _two_sums(case: Case, i: int) -> Return:
    """Add another column of the same meaning, which says something else in one row."""

    def edit(draft: Any) -> None:
        rows, grid = draft.item.rows, draft.grid
        relabel(grid, "received", draft.money_header("到位资金"))
        relabel(grid, "received_month", draft.money_header("当月到位"))
        grid.places["second", "received"] = (
            grid.places[i, "received"][0],
            draft.add_column(
                grid,
                draft.money_header("已到位资金"),
                lambda n: draft.money(rows[n].money("received") + (n == i) * WAN),
            ),
        )

    item = edited(case.item, edit, barred=("unit",))
    return marked(item, "column_differs", ("second", "received"), "received")


def _wrong_sum(case: Case, i: int) -> Return:
    """Print 结余资金=到位-支付 in the row of column numbers, and fill in something else in one row."""

    def edit(draft: Any) -> None:
        column_formulas(draft, draft.county.rng())
        grid, row = draft.grid, draft.item.rows[i]
        place = (grid.places[i, "received"][0], grid.right)
        grid.put(*place, draft.money(row.money("received") - row.money("paid") + 3 * WAN))
        grid.places["formula", "left"] = place

    item = edited(case.item, edit, barred=("numbers_row", "split"))
    return marked(item, "formula_mismatch", ("formula", "left"))


def _garbled(case: Case, _: int) -> Return:
    """Turn every text of an old workbook into what another encoding makes of it."""

    def edit(draft: Any) -> None:
        for grid in draft.sheets.values():
            grid.map_texts(list(grid.cells), lambda text: text.encode("gb18030").decode("latin-1"))

    return marked(edited(case.item, edit, usable=False, kind="xls"), "file_garbled")


def _beside(code: str, name: str, make: Callable[[Any], WrittenGrid]) -> Plant:
    """Put a sheet beside the return that holds something else."""

    def plant(case: Case, _: int) -> Return:
        def edit(draft: Any) -> None:
            draft.sheets[name] = make(draft)

        return marked(edited(case.item, edit), code)

    return plant


def _far_away(draft: Any) -> WrittenGrid:
    grid = WrittenGrid()
    grid.put(0, 1500, "x")
    return grid


def _other_table(draft: Any) -> WrittenGrid:
    grid = WrittenGrid()
    for row, texts in enumerate(
        (("序号", "项目名称", "项目类型", "申报资金（万元）"), (1, "某某河道整治工程", "个性型", 12))
    ):
        for column, text in enumerate(texts):
            grid.put(row, column, text)  # type: ignore[arg-type]
    return grid


def _other_card(draft: Any) -> WrittenGrid:
    grid = WrittenGrid()
    pairs = (
        "项目名称",
        "某某河道整治工程",
        "项目类型",
        "个性型",
        "项目性质",
        "新增",
        "到位资金（万元）",
        12,
        "申报资金（万元）",
        20,
        "项目阶段",
        "谋划",
    )
    for number, text in enumerate(pairs):
        grid.put(number // 4, number % 4, text)  # type: ignore[arg-type]
    return grid


def _earlier_month(case: Case, _: int) -> Return:
    """Add last month's table under its month's name, and name the sheet of this month after it."""
    month = case.item.month

    def edit(draft: Any) -> None:
        earlier = replace(draft.grid.copy(), places={}, columns={})
        for (row, column), (value, look) in list(earlier.cells.items()):
            if look == "body" and isinstance(value, float):
                earlier.put(row, column, value / 2)
            if isinstance(value, str):
                old, new = (draft.county.called(m) for m in (month, month - case.county.spec.step))
                earlier.put(row, column, value.replace(old, new), look)
        draft.sheets = {f"{month - case.county.spec.step}月": earlier, f"{month}月": draft.grid}
        draft.main = f"{month}月"

    return marked(edited(case.item, edit), "sheet_of_other_month")


def _may_differ(case: Case, i: int) -> bool:
    """Tell whether a row has received money, and no caption that a column leaves states the unit of money."""
    return case.item.rows[i].money("received") > 0 and case.style.unit_place != "caption"


def _below(case: Case, _: int) -> Return:
    """Leave last month's table under this month's, with its own title and heading."""
    month = case.item.month

    def edit(draft: Any) -> None:
        grid, down = draft.grid, draft.grid.height + 1
        old, new = (draft.county.called(m) for m in (month, month - case.county.spec.step))
        for (row, column), (value, look) in list(grid.cells.items()):
            said = value.replace(old, new) if isinstance(value, str) else value
            grid.put(row + down, column, said, look)
        grid.merges += [(top + down, left, bottom + down, right) for top, left, bottom, right in grid.merges]
        grid.put(down, 0, f"{new}{draft.style.title}", "title")
        grid.places["below",] = (down, 0)

    item = edited(case.item, edit, barred=("split", "file", "cards", "rows", "notes"))
    return marked(item, "table_of_other_month", ("below",), "", None)


def _loose(case: Case, _: int) -> Return:
    """Leave a number under the total that belongs to nothing."""

    def edit(draft: Any) -> None:
        grid = draft.grid
        if ("total", "received") not in grid.places or draft.style.total == "top":
            grid.put(grid.height, grid.left, "合计")
            total = sum(row.money("received") for row in draft.item.rows)
            grid.put(grid.height - 1, grid.columns["received"], draft.money(total) if total else 0)
        grid.places["loose",] = (grid.height + 1, grid.columns["received"])
        grid.put(*grid.places["loose",], 7)

    item = edited(case.item, edit, barred=("split", "total", "sums", "section", "top"))
    return marked(item, "row_left_out", ("loose",), "received")


def filled(case: Case, i: int) -> bool:
    """Tell whether a return has any money."""
    return any(row.money("received") > 0 for row in case.item.rows)


KINDS = (
    FaultKind("unit_unknown", "unit", _unknown, lists="unknown_units"),
    FaultKind("unit_unstated", "unit", lambda case, _: marked(without_unit(case.item), "unit_unstated"), filled),
    FaultKind("unit_conflict", "unit", _clash, lambda case, i: filled(case, i) and len(case.county.spec.units) > 1),
    FaultKind("period_conflict", "", _other_month, filled),
    FaultKind("header_not_found", "", header_changed("header_not_found", _no_header), filled),
    FaultKind("workbook_blank", "", header_changed("workbook_blank", _emptied), filled),
    FaultKind("required_column_missing", "received", header_changed("required_column_missing", _no_received, "received"), filled),
    FaultKind("required_column_missing", "received/heading", header_changed("required_column_missing", received_as("到账资金"), "received", "split", "more"), filled),
    FaultKind("required_column_missing", "received/part", header_changed("required_column_missing", received_as("到位资金（省）"), "received", "split", "more"), filled),
    FaultKind("row_of_other_unit", "unit", _named_otherwise, _alone, "last"),
    FaultKind("table_of_other_month", "", _below, lambda case, i: filled(case, i) and case.item.month > case.county.spec.step),
    FaultKind("required_column_missing", "kind", _no_kind, filled),
    FaultKind("column_ambiguous", "received", header_changed("column_ambiguous", _two_received, "received"), _may_differ),
    FaultKind("column_differs", "received", _two_sums, _may_differ),
    FaultKind("formula_mismatch", "received", _wrong_sum, lambda case, i: case.item.rows[i].money("received") > 0),
    FaultKind("file_garbled", "", _garbled, filled),
    FaultKind("money_unit_unknown", "received", _other_money, filled),
    FaultKind("sheet_too_large", "", _beside("sheet_too_large", "备份", _far_away), filled),
    FaultKind("table_left_out", "received", _beside("table_left_out", "另表", _other_table), filled),
    FaultKind("card_left_out", "", _beside("card_left_out", "补充卡片", _other_card), filled),
    FaultKind("row_left_out", "received", _loose, filled),
    FaultKind("sheet_of_other_month", "", _earlier_month, lambda case, i: filled(case, i) and case.item.month > case.county.spec.step),
)  # fmt: skip

WARNINGS = {
    "card_left_out",
    "column_differs",
    "formula_mismatch",
    "sheet_of_other_month",
    "table_left_out",
    "table_of_other_month",
}
"""What is a warning of these; all else that is planted is an error."""
