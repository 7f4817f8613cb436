"""Columns of closed words: told by what stands under them where the heading says too little; in doubt they are asked about."""

from typing import Any

import pytest

from tests.returns.sheets import BLOCK, TITLE, codes, read_sheet, workbook
from zzlib.returns import Extraction, read
from zzlib.returns.layout.headings import Headings, heading_key, values_key

KIND, ORIGIN, LEVEL, STAGE = ("政策型", "个性型"), ("结转", "新增"), ("中央", "省级"), ("在建", "竣工")
BUILT = ("新建", "改扩建")
HEADING = "column_values_unclear"


def sheet(*columns: tuple[str, tuple[Any, ...]]) -> list[list[Any]]:
    """A sheet with further columns, each with its heading and its values, before 到位资金."""
    rows = [
        [n, f"{n}号工程", *values, 10 * n] for n, values in enumerate(zip(*(v for _, v in columns), strict=True), 1)
    ]
    return [TITLE, BLOCK, ["序号", "项目名称", *(heading for heading, _ in columns), "到位资金"], *rows]


def fields_of(extraction: Extraction) -> dict[str, str]:
    """The field of each heading that is one of the form's."""
    return {c.header: c.field_id for c in extraction.sheets[0].columns}


@pytest.mark.parametrize(
    ("heading", "values", "field"),
    [
        ("类型", LEVEL, "source_level"),
        ("类型", KIND, "kind"),
        ("类型", ORIGIN, "origin"),
        ("性质", ORIGIN, "origin"),
        ("性质", KIND, "kind"),
        ("性质", STAGE, "stage"),
        ("建设性质", ORIGIN, "origin"),
        ("级别", LEVEL, "source_level"),
        ("状态", STAGE, "stage"),
        ("类别", (*KIND, "未注明"), "kind"),
        ("级次", LEVEL, "source_level"),
        ("阶段", STAGE, "stage"),
    ],
)
def test_a_heading_that_says_too_little_is_told_by_what_stands_under_it(
    heading: str, values: tuple[str, ...], field: str
) -> None:
    extraction = read_sheet(sheet((heading, values)))
    assert fields_of(extraction)[heading] == field
    assert HEADING not in codes(extraction)


@pytest.mark.parametrize("heading", ["类型", "性质", "建设性质", "项目性质", "级次"])
def test_words_that_the_form_does_not_ask_for_are_none_of_its_columns(heading: str) -> None:
    extraction = read_sheet(sheet(("项目类型", KIND), (heading, BUILT)))
    assert heading not in fields_of(extraction)
    assert codes(extraction, "error", "warning") == []
    assert extraction.records[0].other[heading].raw == "新建"


def test_a_county_that_means_its_own_words_by_them_is_understood() -> None:
    own = {"新建": "new", "改扩建": "carried_over"}
    extraction = read_sheet(sheet(("项目类型", KIND), ("建设性质", BUILT)), vocabulary=own)
    assert [r.fields["origin"].value for r in extraction.records] == ["new", "carried_over"]


@pytest.mark.parametrize(
    ("heading", "values", "asked"),
    [
        ("项目性质", KIND, ("origin", "kind")),
        ("项目类型", ORIGIN, ("kind", "origin")),
        ("项目阶段", LEVEL, ("stage", "source_level")),
        ("类型", ("政策型", "中央"), ("kind", "source_level")),
        ("资金来源", LEVEL, ("fund_category", "source_level")),
    ],
)
def test_a_column_that_fits_two_fields_is_asked_and_never_silently_taken(
    heading: str, values: tuple[str, ...], asked: tuple[str, ...]
) -> None:
    extraction = read_sheet(sheet((heading, values)))
    [said] = [i for i in extraction.issues if i.code == HEADING]
    assert (said.cell, said.value, said.details["fields"]) == ("C3", heading, asked)
    # Of names that may be anything, what the heading says is kept meanwhile; a closed word is not taken for another.
    assert fields_of(extraction).get(heading) == ("fund_category" if asked[0] == "fund_category" else None)


def test_one_word_out_of_place_is_a_slip_in_its_cell_and_no_doubt_about_the_column() -> None:
    one = read_sheet(sheet(("项目类型", ("个性型",)), ("项目性质", ("政策型",))))
    assert codes(one) == ["origin_unknown"]
    mixed = read_sheet(sheet(("项目类型", ("个性型", "新增", "新增"))))
    assert codes(mixed) == ["kind_unknown", "kind_unknown"]


def test_what_was_decided_holds_where_the_same_fields_words_stand_and_is_asked_anew_where_others_do() -> None:
    decided = Headings(by_values={(heading_key("项目性质"), values_key(["kind"])): "kind"})
    extraction = read_sheet(sheet(("项目性质", KIND)), headings=decided)
    assert fields_of(extraction)["项目性质"] == "kind"
    assert codes(extraction, "error", "warning") == []
    later = read_sheet(sheet(("项目性质", LEVEL)), headings=decided)
    assert HEADING in codes(later) and "项目性质" not in fields_of(later)
    assert fields_of(read_sheet(sheet(("项目性质", ORIGIN)), headings=decided))["项目性质"] == "origin"


def test_a_heading_decided_once_and_for_all_is_asked_about_when_it_holds_another_fields_words() -> None:
    decided = Headings({heading_key("资金属性"): "source_level"})
    assert fields_of(read_sheet(sheet(("资金属性", LEVEL)), headings=decided))["资金属性"] == "source_level"
    later = read_sheet(sheet(("资金属性", KIND)), headings=decided)
    assert HEADING in codes(later)
    assert "资金属性" not in fields_of(later)


def test_a_column_decided_to_be_none_of_them_is_left_alone() -> None:
    key = heading_key("项目性质")
    none = Headings(apart=frozenset({(key, "kind", "kind"), (key, "kind", "origin")}))
    extraction = read_sheet(sheet(("项目类型", KIND), ("项目性质", KIND)), headings=none)
    assert codes(extraction, "error", "warning") == []
    assert "项目性质" not in fields_of(extraction)


def test_a_column_headed_as_the_field_comes_before_one_that_only_its_values_tell() -> None:
    extraction = read_sheet(sheet(("项目阶段", STAGE), ("状态", STAGE), ("项目类型", KIND)))
    assert fields_of(extraction)["项目阶段"] == "stage"
    assert codes(extraction, "error", "warning") == []
    assert codes(extraction) == ["column_set_aside"]


def test_a_blank_column_is_what_its_heading_says() -> None:
    extraction = read_sheet(sheet(("项目类型", KIND), ("资金级次", ("", None)), ("类别", ("", None))))
    assert fields_of(extraction)["资金级次"] == "source_level"
    assert codes(extraction) == ["column_unknown"]


def test_two_sheets_of_a_file_are_told_each_by_itself() -> None:
    levels = sheet(("类型", LEVEL))
    levels[-1][1] = "别的工程"
    extraction = read("报表.xlsx", data=workbook(sheet(("类型", KIND)), levels, names=["一", "二"]))
    told = [column.field_id for one in extraction.sheets for column in one.columns if column.header == "类型"]
    assert told == ["kind", "source_level"]
