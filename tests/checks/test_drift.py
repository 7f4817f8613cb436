"""A table that is not laid out as last month's is said, with what changed; above all where the values did not follow."""

from typing import Any

import pytest

from tests.checks.examples import cells
from tests.small_county import SmallCounty
from zzlib.checks import check
from zzlib.issues import Issue
from zzlib.ledger import open_ledger

FIXED = ["序号", "项目名称", "项目类型"]
LAYOUT = ["layout_changed", "layout_column_gone", "layout_values_stayed"]
ROADS = {"公路": (500, 300, 100), "水库": (900, 700, 350), "堤防": (80, 60, 20)}
"""Projects with what was applied for, awarded and received, in 万元."""
MONEY = ["申报资金", "争取资金", "到位资金"]


def file(
    county: SmallCounty,
    period: str,
    money: list[str] = MONEY,
    rows: dict[str, tuple[Any, ...]] | None = None,
    **how: Any,
) -> None:
    """File a return of 水利局 with columns of money under some headings."""
    written = [[name, "个性型", *amounts] for name, amounts in (rows or ROADS).items()]
    county.file_return(period, "水利局", written, header=[*FIXED, *money], **how)


def said(county: SmallCounty, period: str) -> list[Issue]:
    return [i for i in check(open_ledger(county.workspace, period)) if i.code in LAYOUT]


def told(county: SmallCounty, period: str) -> list[tuple[str, str]]:
    return [(i.level.value, i.code) for i in said(county, period)]


def test_a_table_like_last_months_says_nothing_whatever_its_file_is_called(county: SmallCounty) -> None:
    file(county, "2013-01")
    file(county, "2013-02", name="水利局2月（定稿）.xlsx")
    assert said(county, "2013-02") == []


def test_a_heading_over_the_words_of_another_field_than_last_month_is_told(county: SmallCounty) -> None:
    for month, values in (("2013-01", ("政策型", "个性型")), ("2013-02", ("中央", "省级"))):
        rows = [[f"{n}号桥", value, 10 * n] for n, value in enumerate(values, 1)]
        county.file_return(month, "水利局", rows, header=["序号", "项目名称", "类型", "到位资金"])
    assert "“类型”列上次填的是项目类型，这次填的是资金级次" in said(county, "2013-02")[0].message


def test_what_changed_for_most_units_is_the_offices_form_and_no_units_drift(county: SmallCounty) -> None:
    for unit in ("水利局", "发改委", "城关镇"):
        for month, heading in (("2013-01", "争取资金"), ("2013-02", "争取额度")):
            rows = [[f"{unit}{n}号桥", "个性型", 9, 8, n] for n in range(1, 4)]
            last = "已到位资金" if (unit, month) == ("城关镇", "2013-02") else "到位资金"
            county.file_return(month, unit, rows, header=[*FIXED, "申报资金", heading, last])
    [only] = said(county, "2013-02")
    assert only.message == "表头与2013年1月的不同：“到位资金”改叫“已到位资金”"
    assert only.unit_id == "u03"


def test_a_column_that_moved_with_its_heading_is_nothing_to_say(county: SmallCounty) -> None:
    file(county, "2013-01")
    moved = {name: (received, applied, awarded) for name, (applied, awarded, received) in ROADS.items()}
    file(county, "2013-02", ["到位资金", "申报资金", "争取资金"], moved)
    assert said(county, "2013-02") == []
    file(county, "2013-03", ["建设地点", *MONEY], {name: ("东镇", *amounts) for name, amounts in ROADS.items()})
    assert said(county, "2013-03") == []


def test_columns_that_came_went_or_changed_their_name_or_unit_are_told_in_words(county: SmallCounty) -> None:
    file(county, "2013-01", [*MONEY[:2], "到位资金（万元）", "下达资金"], {n: (*a, None) for n, a in ROADS.items()})
    file(county, "2013-02", [*MONEY[:2], "已到位资金（元）", "支付资金"], {n: (*a[:2], a[2] * 10**4, 1) for n, a in ROADS.items()})  # fmt: skip
    [issue] = said(county, "2013-02")
    assert (issue.level, issue.code, issue.sheet) == ("notice", "layout_changed", "Sheet")
    assert issue.message == (
        "表头与2013年1月的不同：少了“下达资金”列；多了“支付资金”列；“到位资金（万元）”改叫“已到位资金（元）”；"
        "“到位资金”的单位由万元改为元"
    )


def test_a_column_of_amounts_that_went_is_a_warning_with_what_stood_in_it(county: SmallCounty) -> None:
    file(county, "2013-01")
    file(county, "2013-02", ["申报资金", "争取额度", "到位资金"])
    changed, gone = said(county, "2013-02")
    assert "少了“争取资金”列" in changed.message
    assert (gone.level, gone.code, gone.field, gone.value) == ("warning", "layout_column_gone", "awarded", "争取资金")
    assert "合计1060万元" in gone.message


def test_a_part_that_took_its_place_is_said_as_such_and_not_again(county: SmallCounty) -> None:
    file(county, "2013-01")
    file(county, "2013-02", ["申报资金", "争取资金（省）", "到位资金"])
    assert told(county, "2013-02") == [("notice", "layout_changed")]


@pytest.mark.parametrize(
    ("headings", "pairs"),
    [
        (["申报资金", "到位资金", "争取资金"], [("awarded", "received"), ("received", "awarded")]),
        (["到位资金", "申报资金", "争取资金"], [("applied", "awarded"), ("received", "applied")]),
        (["建设地点", "申报资金", "争取资金", "到位资金"], [("applied", "awarded"), ("awarded", "received")]),
    ],
)
def test_headings_that_moved_away_from_their_amounts_are_an_error(
    county: SmallCounty, headings: list[str], pairs: list[tuple[str, str]]
) -> None:
    file(county, "2013-01")
    file(
        county,
        "2013-02",
        headings,
        {name: (*amounts, *[None] * (len(headings) - 3)) for name, amounts in ROADS.items()},
    )
    [issue] = [i for i in said(county, "2013-02") if i.code == "layout_values_stayed"]
    assert issue.level == "error"
    assert issue.cell and issue.file == "水利局.xlsx"
    labels = {"applied": "申报资金", "awarded": "争取资金", "received": "到位资金"}
    for field, other in pairs:
        assert f"“{labels[field]}”列的是2013年1月“{labels[other]}”的数" in issue.message
    assert "amount_fell" not in [code for _, code, _ in cells(county, "2013-02")]


def test_money_that_arrived_in_full_stands_where_it_stood_before(county: SmallCounty) -> None:
    file(county, "2013-01", ["总投资", *MONEY], {name: (2000, *amounts) for name, amounts in ROADS.items()})
    file(county, "2013-02", MONEY, {name: (applied, awarded, awarded) for name, (applied, awarded, _) in ROADS.items()})
    assert told(county, "2013-02") == [("notice", "layout_changed")]


def test_payments_that_catch_up_with_what_was_received_are_in_their_own_column(county: SmallCounty) -> None:
    file(county, "2013-01", ["到位资金", "支付资金"], {"公路": (100, 20), "水库": (350, 90)})
    file(
        county,
        "2013-02",
        ["建设地点", "到位资金", "支付资金"],
        {"公路": ("东镇", 180, 100), "水库": ("西镇", 400, 350)},
    )
    assert said(county, "2013-02") == []


def test_a_layout_that_changes_and_changes_back_is_said_once_as_wrong(county: SmallCounty) -> None:
    for month in ("2013-01", "2013-02"):
        file(county, month)
    file(county, "2013-03", ["申报资金", "到位资金", "争取资金"])
    file(county, "2013-04")
    assert ("error", "layout_values_stayed") in told(county, "2013-03")
    assert told(county, "2013-04") == []


def test_a_heading_that_changes_and_changes_back_names_the_month_that_it_is_like(county: SmallCounty) -> None:
    for month, heading in (("2013-01", "到位资金"), ("2013-02", "已到位资金"), ("2013-03", "到位资金")):
        file(county, month, [*MONEY[:2], heading])
    assert "“已到位资金”改叫“到位资金”；与2013年1月的相同" in said(county, "2013-03")[0].message


def test_a_return_that_did_not_come_leaves_the_last_one_to_compare_with(county: SmallCounty) -> None:
    file(county, "2013-01")
    county.file_return("2013-02", "发改委", [])
    file(county, "2013-03", [*MONEY[:2], "已到位资金"])
    assert "表头与2013年1月的不同" in said(county, "2013-03")[0].message


def test_of_two_files_with_layouts_of_their_own_only_the_one_that_changed_is_said(county: SmallCounty) -> None:
    from zzlib.exchange.answers import Word, answer
    from zzlib.exchange.questions import open_questions

    other = {"桥": (100, 90, 10), "隧道": (200, 190, 20)}
    for month, heading in (("2013-01", "到位资金"), ("2013-02", "累计到位资金")):
        file(county, month, name="政策型.xlsx", received_at=f"{month}-20T09:00:00")
        rows = {name: ("东镇", *amounts) for name, amounts in other.items()}
        file(
            county,
            month,
            ["建设地点", *MONEY[:2], heading],
            rows,
            name="个性型.xlsx",
            received_at=f"{month}-21T09:00:00",
        )
        [asked] = [q for q in open_questions(open_ledger(county.workspace, month)) if q.kind == "completeness"]
        answer(county.workspace, asked, "supplement", Word("责任人甲", "电话核实"))
    [issue] = said(county, "2013-02")
    assert (issue.file, issue.code) == ("个性型.xlsx", "layout_changed")


def test_a_column_that_the_county_itself_asks_for_is_no_drift(county: SmallCounty) -> None:
    own = '[[fields]]\nfield_id = "special_bonds"\nlabel = "专项债资金"\ntype = "money"\n'
    (county.root / "data" / "form.toml").write_text(own, encoding="utf-8")
    file(county, "2013-01")
    more = {name: (*amounts, 10) for name, amounts in ROADS.items()}
    file(county, "2013-02", [*MONEY, "专项债资金"], more)
    assert said(county, "2013-02") == []
    file(county, "2013-03", [*MONEY, "专项债资金", "下达资金"], {name: (*a, 5) for name, a in more.items()})
    assert "多了“下达资金”列" in said(county, "2013-03")[0].message
