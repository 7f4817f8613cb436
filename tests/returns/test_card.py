"""Forms of one project a sheet: labels with their values beside them."""

from typing import Any

from tests.returns.sheets import PLAIN, codes, received, troubles, workbook
from zzlib.returns import Extraction, read

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
