"""Rows that name another unit: never counted for the filing unit before a person says so."""

from collections.abc import Sequence
from typing import Any

import openpyxl
import pytest

from tests.small_county import HEADER, SmallCounty
from zzlib.indicators import explain, measure
from zzlib.issues import Issue
from zzlib.ledger import Ledger, build_ledger


def file(county: SmallCounty, rows: Sequence[tuple[str | None, int]], unit: str = "水利局", **options: Any) -> None:
    """File a return whose rows name units, each with an amount received in 万元."""
    header = [*HEADER, "责任单位"]
    written = [
        [f"{number}号堤防", "", "个性型", "新增", "省级专项", 900, 900, wan, None, named]
        for number, (named, wan) in enumerate(rows, start=1)
    ]
    county.file_return("2013-01", unit, written, header=header, **options)


def build(county: SmallCounty) -> Ledger:
    return build_ledger(county.workspace, "2013-01")


def received(ledger: Ledger) -> dict[str, int]:
    sums = ledger.month("funding").groupby("unit_id")["received_fen"].sum()
    return {str(unit): int(fen) // 1_000_000 for unit, fen in sums.items()}


def foreign(ledger: Ledger, code: str = "row_of_other_unit") -> list[Issue]:
    return [i for i in ledger.issues if i.code == code]


def test_rows_of_another_unit_are_left_out_with_an_error_at_each(county: SmallCounty) -> None:
    file(county, [("水利局", 50), ("城关镇", 120), (None, 7), ("城关镇人民政府", 30)])
    ledger = build(county)
    assert received(ledger) == {"u02": 57}
    assert [(i.level, i.cell, i.value) for i in foreign(ledger)] == [
        ("error", "K5", "城关镇"), ("error", "K7", "城关镇人民政府"),
    ]  # fmt: skip
    message = foreign(ledger)[0].message
    assert message == "第 5 行写的单位是“城关镇”，是城关镇的（到位120万元），没有计在水利局；城关镇没有自己的报表"
    assert ledger.month("units").set_index("unit_id").loc["u02", "incomplete"]


def test_a_unit_whose_own_rows_hold_nothing_is_not_zero_while_others_rows_are_open(county: SmallCounty) -> None:
    file(county, [("水利局", 0), ("城关镇", 120)])
    bands = measure(build(county)).units.set_index("unit_id")["band"]
    assert bands["u02"] == "unknown"


def test_nothing_is_said_of_the_unit_that_filed_itself(county: SmallCounty) -> None:
    file(county, [("水利局", 50), ("城关镇", 120)])
    file(county, [("城关镇", 90)], unit="城关镇")
    ledger = build(county)
    assert received(ledger) == {"u02": 50, "u03": 90}
    assert foreign(ledger)[0].message.endswith("没有计在水利局")


@pytest.mark.parametrize(
    "names",
    [
        ["水利局", "水利局水保站", "水保站", None],
        ["清江县水利局", "水利局", None, "移民开发中心"],
        ["水利局、城关镇", "水利局", "城关镇/水利局", None],
        ["县水务局", "县水务局", "县水务局", "县水务局"],
        [None, None, None, None],
    ],
    ids=["departments", "county before it", "joint projects", "one unknown name throughout", "blank"],
)
def test_parts_of_the_unit_its_own_names_and_joint_projects_count(county: SmallCounty, names: list[str | None]) -> None:
    file(county, [(name, 10) for name in names])
    ledger = build(county)
    assert received(ledger) == {"u02": 40}
    assert not [i for i in ledger.issues if i.level != "notice"]


@pytest.mark.parametrize("name", ["城关镇水利站", "教育体育局"])
def test_a_name_that_may_be_of_another_unit_is_a_warning(county: SmallCounty, name: str) -> None:
    file(county, [("水利局", 10), (name, 20)])
    ledger = build(county)
    assert received(ledger) == {"u02": 30}
    assert [(i.level, i.cell, i.value) for i in foreign(ledger, "row_unit_unclear")] == [("warning", "K5", name)]


def test_a_file_whose_rows_all_name_one_other_unit_is_in_doubt_as_a_whole(county: SmallCounty) -> None:
    file(county, [("城关镇", 120), ("城关镇", 30)])
    ledger = build(county)
    assert received(ledger) == {}
    assert [i.level for i in foreign(ledger, "unit_conflict")] == ["error"]


@pytest.mark.parametrize(
    "line",
    [
        ["代报：城关镇"],
        [None, "代报：城关镇"],
        ["填报单位：城关镇", None, None, "单位：万元"],
        [None, "责任单位：城关镇"],
        ["二、", "代城关镇填报项目"],
        ["（二）代城关镇上报的项目"],
    ],
)
def test_rows_under_a_line_that_names_another_unit_are_that_ones(county: SmallCounty, line: list[Any]) -> None:
    rows = [[f"{n}号堤防", "", "个性型", "新增", "省级专项", 900, 900, 10 * n, None] for n in range(1, 4)]
    path = county.file_return("2013-01", "水利局", rows)
    book = openpyxl.load_workbook(path)
    book.active.insert_rows(5)
    for column, text in enumerate(line, start=1):
        book.active.cell(5, column, text)
    book.save(path)
    ledger = build(county)
    assert received(ledger) == {"u02": 10}
    assert [(i.cell, i.value) for i in foreign(ledger)] == [("B6", "城关镇"), ("B7", "城关镇")]


def test_a_file_whose_rows_all_stand_under_another_units_line_counts_for_nobody(county: SmallCounty) -> None:
    file(county, [("清江县城关镇人民政府", 120), ("清江县城关镇人民政府", 30)])
    ledger = build(county)
    assert received(ledger) == {}
    assert len(foreign(ledger)) == 2
    assert ledger.month("units").set_index("unit_id").loc["u02", "incomplete"]


def decide(county: SmallCounty, answer: str) -> None:
    entry = {"period": "2013-01", "question": "rows", "unit_id": "u02", "project": "u03", "answer": answer}
    county.reference(
        "file_decisions", [entry | {"decided_by": "责任人甲", "decided_on": "2013-02-03", "reason": "电话核实"}]
    )


def test_rows_filed_on_behalf_of_another_unit_count_for_it_while_it_has_no_return_of_its_own(
    county: SmallCounty,
) -> None:
    file(county, [("水利局", 50), ("城关镇", 120), ("城关镇", 30)])
    decide(county, "on_behalf")
    ledger = build(county)
    assert received(ledger) == {"u02": 50, "u03": 150}
    units = ledger.month("units").set_index("unit_id")
    told = units.loc["u03", ["filing", "file", "filed_by", "incomplete", "resubmitted"]].tolist()
    assert told == ["on_time", "", "u02", False, False]
    assert not units.loc["u02", "incomplete"]
    assert [(i.unit_id, i.cell) for i in foreign(ledger, "row_on_behalf")] == [("u02", "K5"), ("u02", "K6")]
    [said] = foreign(ledger, "filed_on_behalf")
    assert (said.level, said.unit_id, said.file) == ("notice", "u03", "水利局.xlsx")
    assert said.message == "城关镇本月没有自己的报表，由水利局代报（2 行，到位150万元），按决定计在城关镇，算已报"
    parts = explain(ledger, "funds_received", "unit:u03").parts
    assert parts[["file", "cell"]].to_numpy().tolist() == [
        ["data/returns/2013-01/水利局.xlsx", f"I{n}"] for n in (5, 6)
    ]


def test_a_units_own_return_wins_over_what_was_filed_on_its_behalf(county: SmallCounty) -> None:
    file(county, [("水利局", 50), ("城关镇", 120), ("城关镇", 30)])
    decide(county, "on_behalf")
    file(county, [("城关镇", 90), ("城关镇", 120)], unit="城关镇")  # its 2号堤防 is one of the two
    ledger = build(county)
    assert received(ledger) == {"u02": 50, "u03": 210}
    assert ledger.month("units").set_index("unit_id").loc["u03", ["file", "filed_by"]].tolist() == ["城关镇.xlsx", ""]
    assert [i.cell for i in foreign(ledger, "row_filed_itself")] == ["K5"]
    assert [(i.level, i.cell) for i in foreign(ledger, "row_not_in_own_return")] == [("warning", "K6")]


def test_what_is_filed_on_behalf_holds_in_the_months_that_follow_and_is_carried_on(county: SmallCounty) -> None:
    file(county, [("水利局", 50), ("城关镇", 120)])
    decide(county, "on_behalf")
    header = [*HEADER, "责任单位"]
    row = ["2号堤防", "", "个性型", "新增", "省级专项", 900, 900, 140, None, "城关镇"]
    county.file_return("2013-02", "水利局", [[*row[:9], "水利局"], ["新堤", *row[1:]]], header=header)
    county.file_return("2013-03", "水利局", [[*row[:9], "水利局"]], header=header)
    ledger = build_ledger(county.workspace, "2013-03")
    units = ledger.units[ledger.units["unit_id"] == "u03"]
    assert units[["filing", "filed_by", "carried_from"]].to_numpy().tolist() == [
        ["on_time", "u02", ""], ["on_time", "u02", ""], ["missing", "", "2013-02"],
    ]  # fmt: skip
    assert received(ledger) == {"u02": 140, "u03": 140}


@pytest.mark.parametrize(("answer", "wan"), [("own", 170), ("others", 50)])
def test_what_a_person_says_of_such_rows_holds_from_that_month_on(county: SmallCounty, answer: str, wan: int) -> None:
    file(county, [("水利局", 50), ("城关镇", 120)])
    decide(county, answer)
    ledger = build(county)
    assert received(ledger) == {"u02": wan}
    assert not foreign(ledger)
    assert not ledger.month("units").set_index("unit_id").loc["u02", "incomplete"]


def test_a_section_of_the_units_own_ends_what_is_of_another(county: SmallCounty) -> None:
    rows = [[f"{n}号堤防", "", "个性型", "新增", "省级专项", 900, 900, 10 * n, None] for n in range(1, 4)]
    path = county.file_return("2013-01", "水利局", rows)
    book = openpyxl.load_workbook(path)
    for before, line in ((6, ["三、", "本局项目"]), (5, ["二、", "代城关镇填报项目"])):
        book.active.insert_rows(before)
        for column, text in enumerate(line, start=1):
            book.active.cell(before, column, text)
    book.save(path)
    assert received(build(county)) == {"u02": 40}


@pytest.mark.parametrize(("sheet", "wan"), [("发展和改革委员会", 10), ("城关镇", 30), ("补充", 30), ("水利局", 30)])
def test_a_sheet_called_as_another_bureau_is_that_ones_and_a_towns_name_may_be_a_place(
    county: SmallCounty, sheet: str, wan: int
) -> None:
    rows = [[f"{n}号堤防", "", "个性型", "新增", "省级专项", 900, 900, 10 * n, None] for n in range(1, 3)]
    path = county.file_return("2013-01", "水利局", rows[:1])
    book = openpyxl.load_workbook(path)
    more = book.create_sheet(sheet)
    for line in (*book.worksheets[0].iter_rows(max_row=3, values_only=True), [1, *rows[1]]):
        more.append(line)
    more["A2"] = None
    book.save(path)
    ledger = build(county)
    assert received(ledger) == {"u02": wan}
    assert len(foreign(ledger)) == (wan == 10)
