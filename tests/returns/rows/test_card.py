"""Forms of one project a sheet: labels with their values beside them."""

import io
from typing import Any

import openpyxl
from openpyxl.styles import Font

from tests.returns.sheets import PLAIN, codes, received, saved, troubles, workbook
from zzlib.returns import Extraction, read
from zzlib.returns.layout.headings import Headings, heading_key

Rows = list[list[Any]]


def _card(name: str, amount: object) -> Rows:
    return [
        ["2013年5月争资争项项目登记卡"],
        ["填报单位：县水利局", None, None, "单位：万元"],
        ["项目名称", name, "项目类型", "个性型"],
        ["资金情况", "总投资", 900, "申报资金（元）", 80000],
        [None, "到位资金", amount, "支付资金", None],
        ["建设内容", "修一座渠道", "项目阶段", "在建"],
        ["责任领导", "责任领导甲", "责任人", "责任人甲"],
        ["存在问题", "无"],
    ]


def _read(*cards: Rows, names: tuple[str, ...] = (), merges: tuple[str, ...] = ("A1:E1", "A4:A5")) -> Extraction:
    return read("项目卡片.xlsx", data=workbook(*cards, names=names, merges=merges))


def test_one_record_a_sheet_with_the_cell_of_every_value() -> None:
    extraction = _read(_card("甲工程", 5), _card("乙工程", "约6"))
    assert received(extraction) == [("甲工程", 5_000_000), ("乙工程", 6_000_000)]
    first = extraction.records[0]
    assert {f: v.cell for f, v in first.fields.items() if f in ("project_name", "received", "applied", "paid")} == {
        "project_name": "B3", "received": "C5", "applied": "E4", "paid": "E5",
    }  # fmt: skip
    assert first.fields["applied"].fen == 8_000_000
    assert first.fields["paid"].value is None and not first.fields["paid"].unreadable
    assert first.other["建设内容"].raw == "修一座渠道"
    assert (extraction.readable, extraction.form, extraction.absent_fields) == (True, True, ())
    assert extraction.filing.block_unit is not None and extraction.filing.block_unit.text == "县水利局"
    assert [(i.code, i.sheet, i.cell) for i in extraction.issues] == [("amount_hedged", "Sheet2", "C5")]


def test_label_and_value_in_one_cell() -> None:
    rows = [
        ["项目卡片"],
        ["项目名称：甲工程", "项目类型：个性型"],
        ["到位资金（万元）：1,200.5", "项目阶段：在建"],
        ["责任单位：县水利局"],
    ]
    extraction = _read(rows, merges=())
    assert received(extraction) == [("甲工程", 1_200_500_000)]
    assert troubles(extraction) == []


def test_cards_beside_a_list_are_not_counted_again() -> None:
    extraction = _read(
        _card("甲工程", 5), [*PLAIN, [1, "甲工程", "个性型", 5]], _card("乙工程", 6), names=("卡一", "汇总", "卡二")
    )
    assert received(extraction) == [("甲工程", 5_000_000)]
    assert [(i.code, i.level, i.sheet) for i in extraction.issues] == [
        ("card_repeated", "notice", "卡一"),
        ("card_left_out", "warning", "卡二"),
    ]


def test_the_same_amount_twice_in_a_card_is_not_guessed() -> None:
    extraction = _read([*_card("甲工程", 5), ["到位资金", 7]])
    assert "column_ambiguous" in codes(extraction, "error")
    assert not extraction.readable


def test_a_card_without_a_name_or_of_few_labels_is_none() -> None:
    assert not _read(_card("", 5)).readable
    assert not _read([["项目名称", "甲工程"], ["到位资金", 5]], merges=()).readable


def test_a_row_of_labels_and_values_is_no_header() -> None:
    rows = [
        ["项目名称", "甲工程", "到位资金（万元）", 5],
        ["项目类型", "个性型", "项目阶段", "在建"],
        ["责任人", "责任人甲"],
    ]
    assert received(_read(rows, merges=())) == [("甲工程", 5_000_000)]


def test_a_card_that_says_no_kind_counts_as_unstated() -> None:
    rows = [row if row[0] != "项目名称" else ["项目名称", "甲工程"] for row in _card("甲工程", 5)]
    extraction = _read(rows)
    assert extraction.records[0].fields["kind"].value == "unstated"
    assert codes(extraction, "error") == ["required_column_missing"]


def _parted(*more: list[Any]) -> Rows:
    return [
        ["2013年5月争资争项项目登记卡"],
        ["填报单位：县水利局", None, None, "单位：万元"],
        ["项目名称", "甲工程", "项目类型", "个性型"],
        ["申报资金", 80, "项目阶段", "在建"],
        *more,
    ]


def _decided(rows: Rows, *headings: str) -> Extraction:
    known = Headings({heading_key(heading): "received" for heading in headings})
    return read("项目卡片.xlsx", data=workbook(rows), headings=known)


def test_a_decided_heading_is_read_in_a_card_as_in_a_table() -> None:
    rows = _parted(["到账资金", 30, "支付资金", 5])
    [said] = [i for i in _read(rows, merges=()).issues if i.code == "required_column_missing"]
    assert (said.details["headings"], said.details["fens"]) == (("到账资金",), (30_000_000,))
    extraction = _decided(rows, "到账资金")
    assert received(extraction) == [("甲工程", 30_000_000)]
    assert extraction.records[0].fields["received"].cell == "B5"
    assert troubles(extraction) == []


def test_parts_in_a_card_are_offered_as_their_sum_and_added_up_once_decided() -> None:
    rows = _parted(["到位资金（中央）", 30, "到位资金（省）", 12], ["争取资金（省）", 9])
    [said] = [i for i in _read(rows, merges=()).issues if i.code == "required_column_missing"]
    assert said.details["headings"] == ("到位资金（中央）+到位资金（省）",)
    extraction = _decided(rows, said.details["headings"][0])
    assert received(extraction) == [("甲工程", 42_000_000)]
    assert troubles(extraction) == ["column_is_part"]  # of 争取资金
    further = _decided([*rows, ["到位资金（市）", 8]], said.details["headings"][0])
    assert not further.readable


def test_labels_with_their_amounts_in_one_cell_are_decided_and_added_up_too() -> None:
    rows = [
        ["项目卡片"],
        ["项目名称：甲工程", "项目类型：个性型", "项目阶段：在建"],
        ["到账资金（万元）：30", "到位资金（中央）：3万元", "到位资金（省）：5万元"],
    ]
    assert received(_decided(rows, "到账资金")) == [("甲工程", 30_000_000)]
    assert received(_decided(rows, "到位资金（中央）+到位资金（省）")) == [("甲工程", 8_000_000)]


def test_a_part_of_a_sum_that_is_struck_out_is_left_out_with_it() -> None:
    book = openpyxl.load_workbook(io.BytesIO(workbook(_parted(["到位资金（中央）", 30, "到位资金（省）", 12]))))
    book.active["D5"].font = Font(strike=True)
    known = Headings({heading_key("到位资金（中央）+到位资金（省）"): "received"})
    extraction = read("项目卡片.xlsx", data=saved(book), headings=known)
    assert received(extraction) == [("甲工程", None)]
    assert troubles(extraction) == ["amount_struck"]
