"""A later file that lacks most of the earlier one: a question, and until it is answered the earlier one stands."""

import itertools
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.small_county import SmallCounty
from zzlib.exchange.questions import open_questions
from zzlib.indicators import measure
from zzlib.issues import Issue
from zzlib.ledger import Ledger, build_ledger
from zzlib.ledger.completeness import lack
from zzlib.ledger.completeness import suggested as suggested_answer
from zzlib.ledger.identity import Links, UnitProjects
from zzlib.ledger.inputs import read_inputs
from zzlib.ledger.year import read_claims

Rows = list[list[Any]]


def row(name: str, received: Any = 50, category: str = "省级专项", kind: str = "个性型") -> list[Any]:
    return [name, "", kind, "新增", category, 100, 80, received, None]


def projects(*names: str, received: Any = 50) -> Rows:
    return [row(name, received) for name in names]


FORMULA, COMPETITIVE = projects("甲公路", "乙水库", "丙泵站"), projects("丁渠道", "戊堤防")


def build(county: SmallCounty, period: str = "2013-01") -> Ledger:
    return build_ledger(county.workspace, period)


def received(ledger: Ledger) -> dict[str, int]:
    """Give the 万元 received by each unit."""
    sums = ledger.month("funding").groupby("unit_id")["received_fen"].sum()
    return {str(unit): int(fen) // 1_000_000 for unit, fen in sums.items()}


def unit(ledger: Ledger) -> Mapping[str, Any]:
    return ledger.month("units").set_index("unit_id").loc["u02"].to_dict()


def asked(ledger: Ledger) -> list[Issue]:
    return [i for i in ledger.issues if i.code == "file_partial"]


def decide(
    county: SmallCounty, file: str, answer: str, question: str = "completeness", period: str = "2013-01"
) -> None:
    entry = {"period": period, "file": file, "question": question, "answer": answer, "decided_by": "责任人甲"}
    county.reference("file_decisions", [entry])


def two_files(county: SmallCounty, first: Rows, second: Rows, names: tuple[str, str] = ("a.xlsx", "b.xlsx")) -> None:
    for day, (name, rows) in enumerate(zip(names, (first, second), strict=True), start=1):
        county.file_return("2013-01", "水利局", rows, name=name, received_at=f"2013-02-0{day}T09:00:00")


def test_a_file_of_other_projects_is_asked_about_and_the_earlier_one_stands(county: SmallCounty) -> None:
    two_files(county, FORMULA, COMPETITIVE, ("政策型.xlsx", "个性型.xlsx"))
    ledger = build(county)
    assert received(ledger) == {"u02": 150}
    assert unit(ledger)["incomplete"]
    assert [(i.level, i.file) for i in asked(ledger)] == [("error", "个性型.xlsx")]
    said = asked(ledger)[0].message
    assert "先报了“政策型.xlsx”（3 个项目，到位150万元），后报的这一份有 2 个项目，到位100万元" in said
    assert measure(ledger).figures["funds_received"].incomplete


@pytest.mark.parametrize(("answer", "wan"), [("supplement", 250), ("replacement", 100), ("", 150)])
def test_what_a_person_says_of_it_counts(county: SmallCounty, answer: str, wan: int) -> None:
    two_files(county, FORMULA, COMPETITIVE)
    if answer:
        decide(county, "b.xlsx", answer)
    ledger = build(county)
    assert received(ledger) == {"u02": wan}
    assert bool(asked(ledger)) == unit(ledger)["incomplete"] == (not answer)
    assert measure(ledger).figures["funds_received"].value == wan * 10_000


def test_a_supplement_counts_beside_and_a_row_that_stands_in_both_once(county: SmallCounty) -> None:
    two_files(county, FORMULA, [*FORMULA[:1], *COMPETITIVE])
    decide(county, "b.xlsx", "supplement")
    ledger = build(county)
    assert received(ledger) == {"u02": 250}
    assert sorted(ledger.sources["file"]) == ["a.xlsx", "b.xlsx"]
    both = next(i for i in ledger.issues if i.code == "row_in_both_files")
    assert (both.level, both.file, both.cell) == ("notice", "b.xlsx", "B4")


def test_a_whole_resubmission_replaces_in_silence(county: SmallCounty) -> None:
    two_files(county, FORMULA, [*projects("甲公路", "乙水库", "丙泵站", received=60), *COMPETITIVE])
    ledger = build(county)
    assert received(ledger) == {"u02": 280}
    assert {i.code for i in ledger.issues if i.file} == {"file_repeated"}
    assert not unit(ledger)["incomplete"]


def test_most_projects_or_half_the_money_is_enough(county: SmallCounty) -> None:
    two_files(county, FORMULA, [row("甲公路", 40), row("乙水库", 40)])
    assert received(build(county)) == {"u02": 80}


def test_less_than_half_of_the_money_is_asked_about(county: SmallCounty) -> None:
    two_files(county, FORMULA, projects("甲公路", "乙水库", "丙泵站", received=20))
    assert received(build(county)) == {"u02": 150}


def test_a_slip_of_units_put_right_is_no_lack_of_money(county: SmallCounty) -> None:
    two_files(county, [*FORMULA[:2], row("丙泵站", 500_000)], FORMULA)
    ledger = build(county)
    assert received(ledger) == {"u02": 150}
    assert not asked(ledger)


def test_a_fund_line_of_a_project_in_a_file_of_its_own_is_asked_about(county: SmallCounty) -> None:
    two_files(county, [row("甲公路", 50)], [row("甲公路", 70, "中央专项")])
    assert received(build(county)) == {"u02": 50}


def test_a_third_file_that_holds_all_settles_the_question(county: SmallCounty) -> None:
    two_files(county, FORMULA, COMPETITIVE)
    county.file_return("2013-01", "水利局", [*FORMULA, *COMPETITIVE], name="c.xlsx", received_at="2013-02-03T09:00:00")
    ledger = build(county)
    assert received(ledger) == {"u02": 250}
    assert not asked(ledger)


def test_a_correction_of_one_part_leaves_the_other_in_question(county: SmallCounty) -> None:
    two_files(county, FORMULA, COMPETITIVE)
    again = projects("甲公路", "乙水库", "丙泵站", received=60)
    county.file_return("2013-01", "水利局", again, name="c.xlsx", received_at="2013-02-03T09:00:00")
    ledger = build(county)
    assert received(ledger) == {"u02": 180}
    assert [i.file for i in asked(ledger)] == ["b.xlsx"]
    decide(county, "b.xlsx", "supplement")
    ledger = build(county)
    assert received(ledger) == {"u02": 250}
    assert [i.file for i in asked(ledger)] == ["c.xlsx"]  # it holds the first part only


def test_a_message_of_nothing_after_a_return_with_money_is_no_zero(county: SmallCounty) -> None:
    two_files(county, FORMULA, [])
    ledger = build(county)
    assert received(ledger) == {"u02": 150}
    assert [i.file for i in asked(ledger)] == ["b.xlsx"]


def test_a_zero_that_came_first_gives_way(county: SmallCounty) -> None:
    two_files(county, [], FORMULA)
    ledger = build(county)
    assert received(ledger) == {"u02": 150}
    assert not asked(ledger)


@pytest.mark.parametrize(
    ("name", "rows", "suggested"),
    [
        ("水利局补报.xlsx", FORMULA[:1], "supplement"),
        ("水利局个性型.xlsx", FORMULA[:1], "supplement"),
        ("水利局更正.xlsx", COMPETITIVE, "replacement"),
        ("b.xlsx", COMPETITIVE, "supplement"),
        ("b.xlsx", FORMULA[:1], "replacement"),
    ],
)
def test_the_files_name_or_else_its_projects_suggest_the_answer(
    county: SmallCounty, name: str, rows: Rows, suggested: str
) -> None:
    two_files(county, FORMULA, rows, ("a.xlsx", name))
    inputs = read_inputs(county.workspace, "2013-01")
    claims = {c.arrival.file: c for c in read_claims(inputs.workspace, inputs.arrivals)["2013-01"]}
    found = lack(claims["a.xlsx"], claims[name], UnitProjects("u02", Links()))
    assert found
    assert suggested_answer(name, found) == suggested


NEVER_SILENT = [*FORMULA, *COMPETITIVE, row("甲公路", 30, "中央专项"), row("己电站", 5), row("庚学校", 400)]


@pytest.mark.parametrize("cut", range(1, len(NEVER_SILENT)))
def test_a_return_split_in_two_is_whole_or_said_to_be_a_part(county: SmallCounty, cut: int) -> None:
    halves = NEVER_SILENT[:cut], NEVER_SILENT[cut:]
    for first, second in itertools.permutations(halves):
        for path in (county.root / "data" / "returns").rglob("*.*"):
            path.unlink()
        two_files(county, first, second)
        ledger = build(county)
        assert asked(ledger) and unit(ledger)["incomplete"]


@pytest.mark.parametrize("said", ["本月无新增，与上月相同", "与上月相同", "零报告", "同上月一致"])
def test_nothing_new_after_a_month_with_money_is_a_question_and_never_zero(county: SmallCounty, said: str) -> None:
    county.file_return("2013-01", "水利局", FORMULA)
    county.file_return("2013-02", "水利局", [[said]])
    ledger = build(county, "2013-02")
    assert received(ledger) == {"u02": 150}
    assert [(i.level, i.file) for i in ledger.issues if i.code == "nothing_new_after_money"] == [
        ("error", "水利局.xlsx")
    ]
    stood = unit(ledger)
    assert (stood["filing"], stood["incomplete"], stood["carried_from"]) == ("on_time", True, "2013-01")
    assert measure(ledger).units.set_index("unit_id").loc["u02", "band"] != "zero"


@pytest.mark.parametrize(("answer", "wan"), [("as_before", {"u02": 150}), ("zero", {})])
def test_what_a_person_says_of_nothing_new(county: SmallCounty, answer: str, wan: dict[str, int]) -> None:
    county.file_return("2013-01", "水利局", FORMULA)
    county.file_return("2013-02", "水利局", [["本月无新增，与上月相同"]])
    decide(county, "水利局.xlsx", answer, "nothing_new", "2013-02")
    ledger = build(county, "2013-02")
    assert received(ledger) == wan
    assert not unit(ledger)["incomplete"]


def test_nothing_after_nothing_is_zero(county: SmallCounty) -> None:
    for period in ("2013-01", "2013-02"):
        county.file_return(period, "水利局", [])
    ledger = build(county, "2013-02")
    assert not [i for i in ledger.issues if i.level == "error" and i.unit_id == "u02"]
    assert measure(ledger).units.set_index("unit_id").loc["u02", "band"] == "zero"


def test_a_file_that_only_repeats_the_month_before_does_not_take_the_place_of_one_that_goes_on(
    county: SmallCounty,
) -> None:
    last, now = projects("甲公路", "乙水库", received=50), projects("甲公路", "乙水库", received=60)
    county.file_return("2013-01", "水利局", last, received_at="2013-02-01T09:00:00")
    for day, (name, rows) in enumerate((("5月.xlsx", now), ("5月(1).xlsx", last)), start=1):
        county.file_return("2013-02", "水利局", rows, name=name, received_at=f"2013-03-0{day}T09:00:00")
    ledger = build(county, "2013-02")
    assert received(ledger) == {"u02": 120}
    assert [(i.file, "各行与上一期报的一样" in i.message) for i in asked(ledger)] == [("5月(1).xlsx", True)]
    assert unit(ledger)["incomplete"]
    decide(county, "5月(1).xlsx", "replacement", period="2013-02")
    assert received(build(county, "2013-02")) == {"u02": 100}


def test_a_final_that_goes_back_to_last_month_is_asked_about_only_where_the_draft_had_more(county: SmallCounty) -> None:
    last, draft = projects("甲公路", "乙水库", received=50), projects("甲公路", "乙水库", received=40)
    county.file_return("2013-01", "水利局", last, received_at="2013-02-01T09:00:00")
    for day, (name, rows) in enumerate((("初稿.xlsx", draft), ("终稿.xlsx", last)), start=1):
        county.file_return("2013-02", "水利局", rows, name=name, received_at=f"2013-03-0{day}T09:00:00")
    ledger = build(county, "2013-02")
    assert received(ledger) == {"u02": 100} and asked(ledger) == []


SUPPLEMENT = "2013年2月补报.xlsx"


def only_a_supplement(county: SmallCounty, name: str = SUPPLEMENT) -> Ledger:
    county.file_return("2013-01", "水利局", projects("甲公路", "乙水库", "丙泵站"))
    county.file_return("2013-02", "水利局", projects("丁渠道", received=7), name=name)
    return build(county, "2013-02")


def test_a_months_only_file_that_says_that_it_adds_is_asked_about_and_last_months_stand(county: SmallCounty) -> None:
    ledger = only_a_supplement(county)
    assert received(ledger) == {"u02": 150}
    [said] = asked(ledger)
    assert (said.file, said.details["suggested"]) == (SUPPLEMENT, "supplement")
    assert "先报了“水利局.xlsx”（3 个项目，到位150万元）" in said.message
    assert unit(ledger)["incomplete"] and unit(ledger)["filing"] == "on_time"
    [question] = [q for q in open_questions(ledger) if q.kind == "completeness"]
    assert [choice.value for choice in question.choices][:2] == ["supplement", "replacement"]


@pytest.mark.parametrize(("answer", "wan"), [("supplement", 157), ("replacement", 7)])
def test_what_a_person_says_of_it_holds_in_the_months_after(county: SmallCounty, answer: str, wan: int) -> None:
    only_a_supplement(county)
    decide(county, SUPPLEMENT, answer, period="2013-02")
    ledger = build(county, "2013-02")
    assert received(ledger) == {"u02": wan} and asked(ledger) == [] and not unit(ledger)["incomplete"]
    county.file_return("2013-03", "城关镇", projects("己广场", received=1))
    assert received(build(county, "2013-03"))["u02"] == wan


def test_an_ordinary_file_with_few_projects_is_no_supplement(county: SmallCounty) -> None:
    assert received(only_a_supplement(county, "水利局2月.xlsx")) == {"u02": 7}


SPLIT = st.lists(st.tuples(st.integers(1, 90), st.integers(0, 1)), min_size=2, max_size=6)
NAMES = [("a.xlsx", "b.xlsx"), ("报表.xlsx", "补报.xlsx"), ("政策型.xlsx", "个性型.xlsx")]


@settings(max_examples=5, deadline=None, derandomize=True)
@given(rows=SPLIT, names=st.sampled_from(NAMES))
def test_a_return_split_in_two_files_counts_in_full_or_is_said(
    rows: list[tuple[int, int]], names: tuple[str, str]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        county = SmallCounty(Path(folder) / "县")
        parts: tuple[Rows, Rows] = ([], [])
        for number, (wan, part) in enumerate(rows):
            parts[part].append(row(f"工程{number}", wan))
        two_files(county, *parts, names=names)
        ledger = build(county)
        truth = sum(wan for wan, _ in rows)
        said = [i for i in ledger.issues if i.file in names and i.level != "notice"]
        assert received(ledger).get("u02", 0) == truth or (said and unit(ledger)["incomplete"])


def test_a_unit_whose_rows_go_on_without_a_heading_is_incomplete(county: SmallCounty) -> None:
    path = county.file_return("2013-01", "水利局", FORMULA)
    assert not unit(build(county))["incomplete"]
    book = openpyxl.load_workbook(path)
    book.create_sheet("续").append([4, *row("丁渠道")])
    book.save(path)
    ledger = build(county)
    assert received(ledger) == {"u02": 150} and unit(ledger)["incomplete"]
