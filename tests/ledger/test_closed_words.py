"""Words of the closed columns of reference files: understood in English and Chinese, or an error; never the opposite."""

from decimal import Decimal
from typing import Any

import openpyxl
import pytest

from tests.small_county import TARGETS, UNITS, SmallCounty
from zzlib.indicators import Month, load_month
from zzlib.issues import Issue
from zzlib.ledger.corrections import read_corrections
from zzlib.ledger.decisions import read_file_decisions
from zzlib.ledger.identity import read_links
from zzlib.ledger.ledger import build_ledger
from zzlib.ledger.registry import read_registry
from zzlib.reference_files import REFERENCE_COLUMNS, UNREADABLE, reference_file
from zzlib.report.attachment import ranking
from zzlib.vocabulary import GROUPS, Kind, SourceLevel

YES_NO = {
    "yes": ["yes", "是", " YES ", "Ｙes", "TRUE", "1"],
    "no": ["no", "否", " No", "Ｎ０".replace("０", "ｏ"), "FALSE", "0"],
}
KINDS = {
    "formula": ["formula", "政策型", "Formula", " 政策型　"],
    "competitive": ["competitive", "个性型", "COMPETITIVE"],
    "unstated": ["unstated", "未注明类型"],
}
CLOSED: dict[tuple[str, str], dict[str, list[str]]] = {
    ("units", "group"): {"县直": ["县直", "县 直"], "乡镇": ["乡镇", "乡镇 "], "企业": ["企业"], "垂管": ["垂管"]},
    ("units", "ranked"): YES_NO,
    ("fund_categories", "counts"): YES_NO,
    ("fund_categories", "builds"): YES_NO,
    ("fund_categories", "kind_hint"): KINDS,
    ("history_funds", "kind"): KINDS,
    ("history_projects", "kind"): KINDS,
    ("policy_fields", "priority"): {"high": ["高", "重点", "High"], "normal": ["中", "一般"], "low": ["低"]},
    ("programmes", "level"): {
        "central": ["central", "中央", "Central"], "provincial": ["省级", "省", "provincial"], "municipal": ["市级", "ＭＵＮＩＣＩＰＡＬ"],
    },
    ("project_links", "verdict"): {"same": ["same", "相同", "SAME"], "different": ["different", "不同"], "undone": ["undone", "撤销"]},
    ("headings", "verdict"): {"same": ["same", "相同", "是"], "different": ["different", "不是"], "undone": ["undone", "撤销"]},
    ("people", "verdict"): {"same": ["same", "相同"], "different": ["different", "不同"], "undone": ["undone", "撤销"]},
    ("unit_changes", "group"): {"县直": ["县直", "县 直"], "乡镇": ["乡镇"], "企业": ["企业"], "垂管": ["垂管", "垂管单位"]},
    ("sum_rows", "answer"): {
        "sum": ["sum", "合计", "是合计，不计"], "parts": ["parts", "分项"], "project": ["project", "项目", "是项目，照计"],
        "undone": ["undone", "撤销"],
    },
    ("file_decisions", "question"): {
        "unit": ["unit", "单位"], "month": ["month", "月份"], "money_unit": ["money_unit", "金额单位"], "order": ["order", "先后"],
        "size": ["size", "金额大小"], "completeness": ["completeness", "补充还是更正"],
        "nothing_new": ["nothing_new", "本月无新增"], "rows": ["rows", "别的单位的行"],
    },
}  # fmt: skip
"""The columns that hold one of a few words, and what people write for each."""

HALF_CLOSED = {
    ("aliases", "valid_to"): {"undone": ["undone", "撤销", "Undone"]},
    ("unit_changes", "share"): {"undone": ["undone", "撤销"]},
    ("corrections", "value"): {"undone": ["undone", "撤销"]},
    ("file_decisions", "answer"): {
        "undone": ["undone", "撤销"], "not_a_return": ["not_a_return", "不是报表"], "later": ["later", "在后"],
        "confirmed": ["confirmed", "核实无误"], "万元": ["万元", "万 元"],
    },
}  # fmt: skip
"""Columns that hold such a word or something of the county's own."""

ROAD = ["通村公路", "", "个性型", "新增", "省级专项", 100, 80, 32, None]
BOND = ["债券公路", "", "个性型", "新增", "专项债券", 100, 80, 8, None]


def row_of(name: str, **values: Any) -> dict[str, Any]:
    """A row of a reference file in which everything else is right."""
    right: dict[str, dict[str, Any]] = {
        "units": UNITS[0] | {"unit_id": "u09", "name": "别局", "full_name": ""},
        "fund_categories": {"category": "专项债券", "counts": "yes"},
        "history_funds": {
            "year": 2012, "month": 1, "unit_id": "u02", "kind": "formula", "fund_category": "省级专项",
            "applied_yuan": "1", "awarded_yuan": "100000", "received_yuan": "100000",
        },
        "history_projects": {"year": 2012, "month": 1, "unit_id": "u02", "kind": "formula", "projects": 2, "converted": 1},
        "policy_fields": {"field": "交通", "priority": "高"},
        "programmes": {"programme": "通村", "field": "交通", "level": "中央"},
        "project_links": {"unit_id": "u02", "name": "通村公路", "project_id": "u01/通村公路", "verdict": "same"},
        "file_decisions": {"period": "2013-01", "file": "水利局.xlsx", "question": "unit", "answer": "u02"},
        "headings": {"heading": "到账资金", "field": "到位资金", "verdict": "是"},
        "people": {"spelling": "责任人 甲", "person": "责任人甲", "verdict": "same"},
        "sum_rows": {
            "period": "2013-01", "unit_id": "u02", "name": "甲", "amounts": "到位资金3万元", "sums": "", "answer": "sum",
        },
        "aliases": {"alias": "水务局", "unit_id": "u02"},
        "unit_changes": {"date": "2013-01", "from_unit": "u02", "to_unit": "u02", "document": "1号", "group": "垂管"},
        "targets": TARGETS[0],
        "inspections": {"year": 2013, "month": 1, "unit_id": "u02", "finding": "挪用", "amount_yuan": "1"},
        "corrections": {
            "id": "c1", "period": "2013-01", "unit_id": "u02", "project": "通村公路", "field": "received",
            "expected": "32", "value": "30",
        },
    }  # fmt: skip
    return right[name] | values


def rows_of(name: str, **values: Any) -> list[dict[str, Any]]:
    return [*(UNITS if name == "units" else []), row_of(name, **values)]


def written(county: SmallCounty, name: str, column: str, word: str) -> str:
    """What the last row says after `word` was written into its column."""
    county.reference(name, rows_of(name, **{column: word}))
    return str(county.workspace.reference(name).rows()[-1][column])


def month(county: SmallCounty) -> Month:
    county.file_return("2013-01", "水利局", [ROAD, BOND])
    return load_month("2013-01", county.workspace)


def errors(county: SmallCounty) -> list[Issue]:
    county.file_return("2013-01", "水利局", [ROAD, BOND])
    return [i for i in build_ledger(county.workspace, "2013-01").issues if i.level == "error"]


def test_every_column_of_every_file_is_declared_and_the_closed_ones_are_these() -> None:
    declared = {(name, column) for name in REFERENCE_COLUMNS for column in reference_file(name).closed()}
    half = {(n, c) for n in REFERENCE_COLUMNS for c, kind in reference_file(n).columns.items() if "|" in kind}
    assert declared == set(CLOSED) and half == set(HALF_CLOSED)
    assert all(reference_file(name).rests.get(column) for name, column in CLOSED)


def test_the_words_are_those_of_the_vocabulary() -> None:
    for name, column, known in (
        ("units", "group", dict(zip(GROUPS, GROUPS, strict=True))),
        ("history_funds", "kind", Kind.labels()),
        ("programmes", "level", SourceLevel.labels()),
    ):
        assert {reference_file(name).value(column, label) for label in known.values()} == set(known)


@pytest.mark.parametrize(("place", "words"), [*CLOSED.items(), *HALF_CLOSED.items()], ids=lambda p: "-".join(p)[:40])
def test_words_are_understood_in_english_and_chinese_and_in_any_spelling(
    county: SmallCounty, place: tuple[str, str], words: dict[str, list[str]]
) -> None:
    for meant, spellings in words.items():
        for word in spellings:
            assert written(county, *place, word) == meant, word


def test_words_in_a_workbook_are_understood_too(county: SmallCounty) -> None:
    (county.root / "data" / "reference" / "units.csv").unlink()
    book = openpyxl.Workbook()
    book.active.append(["unit_id", "name", "group", "ranked"])
    for number, word in enumerate(["否", False, 0, "是", True, 1, "也许"]):
        book.active.append([f"u{number}", f"{number}局", "县直", word])
    book.save(county.root / "data" / "reference" / "units.xlsx")
    registry = read_registry(county.workspace)
    assert list(registry.units["ranked"]) == [False] * 3 + [True] * 3 + [False]
    assert list(registry.units["rank_unreadable"]) == [False] * 6 + [True]
    assert [i.cell for i in registry.issues] == ["D8"]


@pytest.mark.parametrize("place", CLOSED, ids="-".join)
def test_a_word_that_is_none_is_an_error_at_its_cell_and_no_value(county: SmallCounty, place: tuple[str, str]) -> None:
    for word in ("yes/no", "否？", "9", "-", "也许"):
        assert written(county, *place, word) == UNREADABLE
    name, column = place
    cell = county.workspace.reference(name).cell(len(rows_of(name)) + 1, column)
    assert [(i.cell, i.value) for i in errors(county) if i.code == "reference_word_unknown"] == [(cell, "也许")]


@pytest.mark.parametrize(
    "place", [place for place in CLOSED if place[1] not in ("group", "verdict", "question", "answer")]
)
def test_a_blank_is_no_error(county: SmallCounty, place: tuple[str, str]) -> None:
    assert written(county, *place, "") in ("", "yes", "unstated")
    assert county.workspace.reference(place[0]).issues == []


@pytest.mark.parametrize(
    ("word", "value", "text"), [("否", 320_000, "32万元"), ("是", 400_000, "40万元"), ("也许", 320_000, "至少32万元")]
)
def test_bonds_count_don_t_count_or_are_left_open(county: SmallCounty, word: str, value: int, text: str) -> None:
    county.reference("fund_categories", [row_of("fund_categories", counts=word)])
    found = month(county)
    received = found.figures["funds_received"]
    assert (received.value, received.text, received.incomplete) == (Decimal(value), text, word == "也许")
    unit = found.units.set_index("unit_id").loc["u02"]
    assert bool(unit["incomplete"]) == (word == "也许") and (unit["band"] == "unknown") == (word == "也许")


def test_growth_over_a_category_that_may_count_is_not_computed(county: SmallCounty) -> None:
    county.reference("fund_categories", [row_of("fund_categories", counts="也许")])
    county.reference("history_funds", [row_of("history_funds"), row_of("history_funds", fund_category="专项债券")])
    found = month(county)
    assert found.figures["funds_received_growth"].value is None
    assert found.figures["funds_received_growth", "category:专项债券"].value is None
    assert found.figures["funds_received_growth", "category:省级专项"].value == Decimal("2.2")
    assert list(found.trend["last_year_fen"].isna()) == [True]


def test_kinds_of_history_in_chinese_are_the_base_of_growth_and_unknown_ones_of_none(county: SmallCounty) -> None:
    for word, by_kind in (("competitive", "2.0"), ("个性型", "2.0"), ("也许", None)):
        county.reference("history_funds", [row_of("history_funds", kind=word, received_yuan="100000")])
        county.reference("history_projects", [row_of("history_projects", kind=word, projects=1)])
        found = month(county)
        assert found.figures["funds_received_growth"].value == Decimal("3")  # whatever kind it was, it was the county's
        growth = found.figures["funds_received_growth", "kind:competitive"].value
        assert growth == (None if by_kind is None else Decimal("3"))
        counted = found.figures["projects_growth", "kind:competitive"].value
        assert counted == (None if by_kind is None else Decimal("1"))
        assert not [f for f in found.figures if UNREADABLE in f.scope]


def test_a_unit_that_may_be_ranked_has_its_place_in_doubt(county: SmallCounty) -> None:
    places = {}
    county.file_return("2013-01", "发改委", [ROAD])  # who is alone in a group has no place
    for word in ("是", "否", "也许"):
        county.reference("units", [*UNITS[:1], UNITS[1] | {"ranked": word}, UNITS[2]])
        shown = ranking(month(county))
        places[word] = {u["名称"]: u["位次"] for group in shown["各组"] for u in group["各单位"]}["水利局"]
    assert places == {"是": "1", "否": "—", "也许": "待核"}


def test_groups_are_incomplete_while_a_unit_may_be_of_any(county: SmallCounty) -> None:
    county.reference("units", [*UNITS[:1], UNITS[1] | {"group": "省直"}, UNITS[2]])
    found = month(county)
    assert list(found.units["group"]) == ["县直", "组别待核", "乡镇"]
    assert found.figures["funds_received", "group:县直"].text.startswith("至少")
    assert not found.figures["funds_received"].incomplete


def test_priorities_are_at_least_those_that_can_be_read(county: SmallCounty) -> None:
    county.reference("policy_fields", [row_of("policy_fields"), row_of("policy_fields", field="教育", priority="也许")])
    found = month(county)
    assert found.figures["fields_priority"].incomplete and found.figures["fields_priority"].value == 1
    assert list(found.fields["priority"]) == ["高", "待核"]


def test_levels_of_programmes_are_printed_in_chinese(county: SmallCounty) -> None:
    county.reference("programmes", [row_of("programmes", level=word) for word in ("central", "省级", "也许", "")])
    assert list(month(county).programmes["level"]) == ["中央", "省级", "待核", ""]


@pytest.mark.parametrize(
    ("word", "same", "other"),
    [("相同", True, False), ("不同", False, True), ("撤销", False, False), ("也许", False, False)],
)
def test_a_link_whose_verdict_cant_be_read_opens_the_question_again(
    county: SmallCounty, word: str, same: bool, other: bool
) -> None:
    for before in ("same", "different"):
        county.reference("project_links", [row_of("project_links", verdict=v) for v in (before, word)])
        links, _ = read_links(county.workspace, read_registry(county.workspace))
        assert (links.same("u02", "通村公路") is not None) == same
        assert links.is_other("u02", "通村公路", "u01/通村公路") == other


@pytest.mark.parametrize("word", ["撤销", "undone", "也许"])
def test_an_alias_that_is_taken_back_or_may_be_does_not_hold(county: SmallCounty, word: str) -> None:
    county.reference("aliases", [row_of("aliases"), row_of("aliases", valid_to=word)])
    registry = read_registry(county.workspace)
    assert registry.find("水务局", "2013-01") is None
    assert [i.cell for i in registry.issues] == (["D3"] if word == "也许" else [])


def test_decisions_on_files_are_understood_in_chinese_and_fall_with_what_cant_be_read(county: SmallCounty) -> None:
    first = row_of("file_decisions", question="单位", answer="不是报表")
    for word, left, wrong in (("", 1, []), ("撤销", 0, []), ("也许", 0, ["I3"])):
        county.reference("file_decisions", [first, *([first | {"answer": word}] if word else [])])
        decisions = read_file_decisions(county.workspace)
        assert [e.answer for e in decisions.entries.values()] == ["not_a_return"] * left
        assert [i.cell for i in decisions.issues] == wrong


def test_fields_of_corrections_are_known_by_their_labels_and_taken_back_in_chinese(county: SmallCounty) -> None:
    registry = read_registry(county.workspace)
    for field in ("received", "到位资金", " Received "):
        county.reference("corrections", [row_of("corrections", field=field)])
        [correction], issues = read_corrections(county.workspace, registry)
        assert (correction.field, issues) == ("received", [])
        county.reference("corrections", [row_of("corrections", field=field), row_of("corrections", value="撤销")])
        assert read_corrections(county.workspace, registry) == ([], [])
    county.reference("corrections", [row_of("corrections", field="到账钱")])
    _, [issue] = read_corrections(county.workspace, registry)
    assert issue.cell == "E2"
    remark = row_of("corrections", field="备注", value="撤销")
    county.reference("corrections", [remark])
    assert [c.value for c in read_corrections(county.workspace, registry)[0]] == ["撤销"]


def test_what_stands_in_the_cell_is_kept(county: SmallCounty) -> None:
    county.reference("fund_categories", [row_of("fund_categories", counts="否")])
    reference = county.workspace.reference("fund_categories")
    assert (reference.rows()[0]["counts"], reference.text(2, "counts")) == ("no", "否")


def test_a_closed_column_that_is_absent_says_nothing_about_what_counts(county: SmallCounty) -> None:
    file = county.root / "data" / "reference" / "fund_categories.csv"
    file.write_text("category,kind_hint\n省级专项,\n专项债券,\n", encoding="utf-8")
    county.file_return("2013-05", "水利局", [ROAD, BOND])
    figure = load_month("2013-05", county.workspace).figures["funds_received"]
    assert figure.incomplete
    assert figure.value == 0
