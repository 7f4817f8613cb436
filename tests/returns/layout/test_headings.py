"""Columns under other headings: parts are never the whole, unknown headings are offered to a person, what was decided is read."""

from typing import Any

import pytest

from tests.returns.sheets import BLOCK, TITLE, codes, read_sheet, received, troubles
from zzlib.issues import Issue
from zzlib.returns import Extraction
from zzlib.returns.layout.headings import Headings, heading_key
from zzlib.returns.layout.labels import part_of

HEAD = ["序号", "项目名称", "项目类型"]


def sheet(headings: list[str], *rows: list[Any], above: list[Any] | None = None) -> list[list[Any]]:
    written = [[number, f"{number}号工程", "个性型", *row] for number, row in enumerate(rows, start=1)]
    return [TITLE, BLOCK, *([above] if above else []), [*HEAD, *headings], *written]


def missing(extraction: Extraction) -> Issue:
    return next(i for i in extraction.issues if i.code == "required_column_missing")


@pytest.mark.parametrize(
    "heading",
    [
        "到位资金（省）", "到位资金(自有)", "到位资金（垫付）", "到位资金（估计）", "到位资金（拟）", "中央到位资金",
        "省级到位资金", "到位资金（县级）", "其中：省级到位资金", "到位资金（未到位）", "到位资金（预计）",
    ],
)  # fmt: skip
def test_a_part_is_never_the_whole(heading: str) -> None:
    beside = read_sheet(sheet(["到位资金", heading], [300, 90], [200, 10]))
    assert received(beside) == [("1号工程", 300_000_000), ("2号工程", 200_000_000)]
    instead = read_sheet(sheet([heading], [90], [10]))
    assert not instead.readable
    assert missing(instead).level == "error"


@pytest.mark.parametrize(
    "heading", ["到位资金（不含配套）", "到位资金（上级）", "到位资金（累计）", "到位资金（万元）", "到位资金（实际）"]
)
def test_what_changes_nothing_is_read_as_the_whole(heading: str) -> None:
    extraction = read_sheet(sheet([heading], [90], [10]))
    assert extraction.readable
    assert not troubles(extraction)


def test_a_bracket_that_nobody_knows_is_a_warning() -> None:
    extraction = read_sheet(sheet(["到位资金（第一批）"], [90], [10]))
    assert troubles(extraction) == ["column_bracket_unknown"]
    assert extraction.issues[0].cell == "D3"


@pytest.mark.parametrize(
    ("path", "field", "name"),
    [
        (("到位资金（省）",), "received", "provincial"),
        (("到位资金", "中央资金"), "received", "central"),
        (("争取资金", "其中", "市级"), "awarded", "municipal"),
        (("到位中央资金",), "received", "central"),
        (("自筹资金", "到位资金"), "received", "own"),
    ],
)
def test_a_qualifier_names_the_part(path: tuple[str, ...], field: str, name: str) -> None:
    part = part_of(path, 2013)
    assert part and (part.field_id, part.name) == (field, name)


@pytest.mark.parametrize(
    "path", [("到位资金",), ("资金来源", "中央"), ("2012年省级到位资金",), ("全市项目", "到位资金")]
)
def test_other_columns_are_no_parts(path: tuple[str, ...]) -> None:
    assert part_of(path, 2013) is None


@pytest.mark.parametrize(
    "heading",
    ["到账资金", "上级到位资金", "到位资金合计", "到位", "资金到账数", "收到资金", "入账金额", "拨付到账资金"],
)
def test_an_unknown_heading_over_the_amounts_is_offered_at_once_and_read_once_decided(heading: str) -> None:
    rows = sheet(["建设地点", heading], ["东镇", 90], ["西镇", 10])
    said = missing(read_sheet(rows))
    assert f"最像“到位资金”的是 E3“{heading}”" in said.message
    extraction = read_sheet(rows, headings=Headings({heading_key(heading): "received"}))
    assert extraction.readable
    assert received(extraction) == [("1号工程", 90_000_000), ("2号工程", 10_000_000)]


def test_parts_that_make_the_whole_are_offered_as_their_sum_and_added_up_once_decided() -> None:
    headings = ["到位资金（中央）", "到位资金（省）", "到位资金（市）", "到位资金（自筹）"]
    rows = sheet(headings, [100, 90, 10, 7], [None, "5", None, 8], [None, None, None, 9], [1, "待定", 2, 0])
    said = missing(read_sheet(rows))
    assert (
        "D3“到位资金（中央）”、E3“到位资金（省）”、F3“到位资金（市）”、G3“到位资金（自筹）”只是“到位资金”的一部分"
        in said.message
    )
    assert "几列相加可能就是“到位资金”" in said.message
    decided = Headings({heading_key("+".join(headings[:3])): "received"})
    extraction = read_sheet(rows, headings=decided)
    assert [fen for _, fen in received(extraction)] == [200_000_000, 5_000_000, None, None]
    column = next(c for c in extraction.sheets[0].columns if c.field_id == "received")
    assert column.header == "到位资金（中央）+到位资金（省）+到位资金（市）"
    unread = [i for i in extraction.issues if i.level == "error"]
    assert [(i.code, i.cell, i.value) for i in unread] == [("amount_unreadable", "D7", "1+待定+2")]


def test_parts_under_a_caption_are_offered_too() -> None:
    rows = [TITLE, BLOCK, [*HEAD, "到位资金", None], [None, None, None, "中央", "省"], [1, "甲", "个性型", 30, 40]]
    extraction = read_sheet(rows, merges=["A3:A4", "B3:B4", "C3:C4", "D3:E3"])
    assert not extraction.readable
    assert "几列相加" in missing(extraction).message
    decided = Headings({heading_key("到位资金/省+到位资金/中央"): "received"})
    extraction = read_sheet(rows, merges=["A3:A4", "B3:B4", "C3:C4", "D3:E3"], headings=decided)
    assert received(extraction) == [("甲", 70_000_000)]


def test_an_amount_of_which_there_are_only_parts_is_an_error_and_neither_counted_nor_nothing() -> None:
    extraction = read_sheet(
        sheet(["到位资金", "争取资金（省）", "争取资金（市）"], [300, None, 90], [200, 0, None], [10])
    )
    assert codes(extraction, "error") == ["column_is_part"]
    assert "2 行的“争取资金”没有计入" in extraction.issues[-1].message
    awarded = [r.fields.get("awarded") for r in extraction.records]
    assert [(v.cell, v.raw, v.fen, v.unreadable) if v else None for v in awarded] == [
        ("F4", "90", None, True), ("E5", "0", None, True), None,
    ]  # fmt: skip


def test_an_amount_that_may_be_in_either_of_two_columns_is_not_nothing() -> None:
    extraction = read_sheet(sheet(["到位资金", "批复金额", "获批资金"], [300, 90, 80], [200, None, None]))
    assert codes(extraction, "error") == ["column_ambiguous"]
    [first, second] = [r.fields.get("awarded") for r in extraction.records]
    assert first and (first.cell, first.fen, first.unreadable) == ("E4", None, True)
    assert second is None


def offered(extraction: Extraction) -> list[tuple[str, int, tuple[str, ...]]]:
    """The headings that a person may choose from, what they add up to in 万元, and the parts that they leave out."""
    said = missing(extraction).details
    return [(h, fen // 10**6, rest) for h, fen, rest in zip(said["headings"], said["fens"], said["rests"], strict=True)]


@pytest.mark.parametrize(
    ("headings", "sums"),
    [
        (["第一批", "第二批"], ["第一批+第二批"]),
        (["预算内", "专项"], ["预算内+专项"]),
        (["上半年", "下半年"], ["上半年+下半年"]),
        (["一季度", "二季度", "三季度"], ["一季度+二季度+三季度"]),
        (["中央", "省", "县级"], ["中央+省", "中央+省+县级"]),
        (["中央", "其他"], ["中央", "中央+其他"]),
        (["中央", "省", "第一批", "第二批"], ["中央+省", "第一批+第二批"]),
        (["省"], ["省"]),
        (["省", "自筹"], ["省"]),
        (["自筹", "银行贷款"], []),
        (["第一批", "第一批"], []),
    ],
)
def test_parts_that_may_together_be_the_whole_are_offered_and_where_it_is_unclear_each_sum(
    headings: list[str], sums: list[str]
) -> None:
    extraction = read_sheet(sheet([f"到位资金（{one}）" for one in headings], [*range(1, len(headings) + 1)]))
    assert not extraction.readable
    expected = ["+".join(f"到位资金（{one}）" for one in own.split("+")) for own in sums]
    assert [heading for heading, _, _ in offered(extraction)] == expected


def test_a_sum_says_what_it_comes_to_and_which_parts_it_leaves_out() -> None:
    extraction = read_sheet(
        sheet(["到位资金（中央）", "到位资金（省）", "到位资金（县级）"], [30, 40, 5], [1, None, 2])
    )
    assert offered(extraction) == [
        ("到位资金（中央）+到位资金（省）", 71, ("到位资金（县级）",)),
        ("到位资金（中央）+到位资金（省）+到位资金（县级）", 78, ()),
    ]


@pytest.mark.parametrize("beside", ["本月到位", "到位资金（自筹）"])
def test_what_makes_no_whole_beside_it_leaves_a_loose_bracket_a_warning(beside: str) -> None:
    extraction = read_sheet(sheet(["到位资金（上半年）", beside], [90, 10]))
    assert received(extraction) == [("1号工程", 90_000_000)]
    assert troubles(extraction) == ["column_bracket_unknown"]


def test_a_decided_sum_does_not_hold_beside_a_further_part_until_that_is_decided_too() -> None:
    two = ["到位资金（第一批）", "到位资金（第二批）"]
    decided = Headings({heading_key("+".join(two)): "received"})
    extraction = read_sheet(sheet(two, [30, 40]), headings=decided)
    assert received(extraction) == [("1号工程", 70_000_000)]
    assert not codes(extraction)
    later = sheet([*two, "到位资金（第三批）"], [30, 40, 50])
    extraction = read_sheet(later, headings=decided)
    assert not extraction.readable
    assert "以前定的“到位资金（第一批）+到位资金（第二批）”没有包括其中新出现的列" in missing(extraction).message
    apart = frozenset({(heading_key("到位资金（第三批）"), "", "received")})
    extraction = read_sheet(later, headings=Headings(decided.fields, apart=apart))
    assert received(extraction) == [("1号工程", 70_000_000)]


def test_a_part_decided_to_be_all_of_it_is_so_only_where_no_other_part_stands_beside_it() -> None:
    decided = Headings({heading_key("到位资金（省）"): "received"})
    assert received(read_sheet(sheet(["到位资金（省）"], [90]), headings=decided)) == [("1号工程", 90_000_000)]
    assert not read_sheet(sheet(["到位资金（省）", "到位资金（中央）"], [90, 210]), headings=decided).readable


def test_two_columns_of_one_decided_heading_are_not_guessed() -> None:
    decided = Headings({heading_key("到账资金"): "received"})
    extraction = read_sheet(sheet(["到账资金", "到账资金"], [90, 80]), headings=decided)
    assert not extraction.readable
    assert codes(extraction, "error") == ["column_ambiguous"]


def test_a_decided_heading_over_no_amounts_is_said_at_every_cell() -> None:
    decided = Headings({heading_key("到账情况"): "received"})
    extraction = read_sheet(sheet(["到账情况"], ["已到账"], ["部分到账"]), headings=decided)
    assert [(i.code, i.cell) for i in extraction.issues] == [("amount_unreadable", "D4"), ("amount_unreadable", "D5")]


def test_a_decided_heading_wins_over_words_alike() -> None:
    rows = sheet(["到位资金", "已到位资金"], [300, 90])
    extraction = read_sheet(rows, headings=Headings({heading_key("已到位资金"): "received"}))
    assert received(extraction) == [("1号工程", 90_000_000)]


def test_a_decided_heading_gives_way_to_the_label_itself_and_is_said_where_it_differs() -> None:
    decided = Headings({heading_key("到账资金"): "received"})
    for headings in (["到位资金", "到账资金"], ["到账资金", "到位资金"]):
        first, second = ([90, 95], [10, 10]) if headings[0] == "到位资金" else ([95, 90], [10, 10])
        extraction = read_sheet(sheet(headings, first, second), headings=decided)
        assert received(extraction) == [("1号工程", 90_000_000), ("2号工程", 10_000_000)]
        [said] = [i for i in extraction.issues if i.level == "warning"]
        assert (said.code, said.value) == ("column_differs", "95")
