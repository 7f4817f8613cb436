"""The year's turn: amounts begin anew in January, projects keep who they are, and a return that goes on is noticed."""

import shutil

import pandas as pd
import pytest

from tests.checks.examples import file, row
from tests.small_county import SmallCounty
from zzlib.exchange.answers import Word, answer
from zzlib.exchange.made import decisions_made, undo
from zzlib.exchange.questions import open_questions
from zzlib.indicators import Month, load_month, month_issues
from zzlib.indicators.explaining import explain
from zzlib.issues import Issue
from zzlib.ledger import open_ledger
from zzlib.vocabulary import Band

WORD = Word("责任人甲", "电话核实")
DECEMBER = (row(received=100, awarded=120, month=5), row(name="水库", received=60, awarded=60))


def carried(**values: object) -> list[object]:
    return row(**{"origin": "结转"} | values)


def said(county: SmallCounty, period: str, *codes: str) -> list[Issue]:
    issues = [i for i in month_issues(open_ledger(county.workspace, period)) if i.code in codes]
    return sorted(issues, key=lambda i: (int(i.cell[1:]), i.cell))


def turned(county: SmallCounty, period: str) -> list[tuple[str, str]]:
    """Give code and cell of what is said of amounts that go on from last year."""
    codes = ("year_not_reset", "year_maybe_not_reset", "year_decided")
    return [(i.code, i.cell) for i in said(county, period, *codes)]


def of_unit(month: Month, unit_id: str = "u02") -> tuple[str, int | None, bool]:
    """Give a unit's band, what it received (`None`: nothing of it is known) and whether it may be more."""
    unit = month.units.set_index("unit_id").loc[unit_id]
    received = None if pd.isna(unit["received_fen"]) else int(unit["received_fen"])
    return unit["band"], received, bool(unit["incomplete"])


def month(county: SmallCounty, period: str) -> Month:
    return load_month(period, county.workspace)


def decide(county: SmallCounty, period: str, value: str) -> None:
    [question] = [q for q in open_questions(open_ledger(county.workspace, period)) if q.kind == "new_year"]
    answer(county.workspace, question, value, WORD)


def test_amounts_that_begin_anew_are_what_a_january_should_be(county: SmallCounty) -> None:
    file(county, "2013-12", *DECEMBER)
    file(county, "2014-01", carried(received=8, awarded=0, month=8), carried(name="水库", received=0))
    assert turned(county, "2014-01") == []
    assert of_unit(month(county, "2014-01"))[1:] == (80_000_00, False)


@pytest.mark.slow
def test_a_january_that_repeats_december_is_left_out_at_its_cells_and_asked_once(county: SmallCounty) -> None:
    file(county, "2013-12", *DECEMBER)
    file(county, "2014-01", carried(received=110, awarded=120, month=10), carried(name="水库", received=60, awarded=60))
    assert turned(county, "2014-01") == [("year_not_reset", c) for c in ("I4", "K4", "I5", "K5")]
    issue = said(county, "2014-01", "year_not_reset")[1]
    assert issue.message == (
        "项目“通村公路”的到位资金填的是110万元，比2013年12月的累计数100万元多10万元，像是没有从1月起重新累计；核实以前不计入任何合计"
    )
    assert "如 10）" in issue.advice
    [question] = open_questions(open_ledger(county.workspace, "2014-01"))
    assert (question.kind, question.facts["project"]) == ("new_year", "")
    january = month(county, "2014-01")
    assert of_unit(january) == (Band.UNKNOWN, None, True)
    assert january.figures["funds_received"].incomplete
    assert january.figures["units_zero"].value == 0


@pytest.mark.slow
def test_what_goes_on_from_last_year_counts_by_what_came_since_once_that_is_decided(county: SmallCounty) -> None:
    file(county, "2013-12", *DECEMBER)
    file(county, "2014-01", carried(received=110, awarded=120), carried(name="水库", received=60, awarded=60))
    decide(county, "2014-01", "last_year")
    assert {code for code, _ in turned(county, "2014-01")} == {"year_decided"}
    assert of_unit(month(county, "2014-01"))[1:] == (100_000_00, False)
    told = explain(open_ledger(county.workspace, "2014-01"), "funds_received", "unit:u02")
    assert list(zip(told.parts["value"], told.parts["raw"], strict=True)) == [("100000.00", "110"), ("0.00", "60")]
    assert told.parts["decision"].str.contains("接着上年累计的，减去上年的数（责任人甲").all()

    # It holds as long as the unit goes on so, and no longer.
    file(county, "2014-02", carried(received=115, awarded=120), carried(name="水库", received=60, awarded=60))
    assert of_unit(month(county, "2014-02"))[1] == 150_000_00
    file(county, "2014-03", carried(received=18, awarded=5), carried(name="水库", received=0))
    assert turned(county, "2014-03") == []
    assert of_unit(month(county, "2014-03"))[1] == 180_000_00


@pytest.mark.slow
def test_amounts_that_a_person_says_are_this_years_count_and_are_not_asked_again(county: SmallCounty) -> None:
    file(county, "2013-12", *DECEMBER)
    rows = carried(received=100, awarded=120), carried(name="水库", received=60, awarded=60)
    file(county, "2014-01", *rows)
    decide(county, "2014-01", "this_year")
    assert of_unit(month(county, "2014-01"))[1:] == (1_600_000_00, False)
    file(county, "2014-02", *rows)
    assert of_unit(month(county, "2014-02"))[1:] == (1_600_000_00, False)

    [made] = decisions_made(county.workspace)
    assert made.said == "跨年累计：水利局整份报表 → 是今年的数"
    undo(county.workspace, made.id, WORD)
    assert of_unit(month(county, "2014-01")) == (Band.UNKNOWN, None, True)


@pytest.mark.slow
def test_one_project_that_was_not_reset_is_left_out_alone(county: SmallCounty) -> None:
    others = [row(name=name, received=10 * n, awarded=10 * n) for n, name in enumerate("甲乙丙", start=1)]
    file(county, "2013-12", *DECEMBER, *others)
    reset = [carried(name=name, received=0, awarded=0) for name in "甲乙丙"]
    file(county, "2014-01", carried(received=2, awarded=0), carried(name="水库", received=60, awarded=70), *reset)
    assert turned(county, "2014-01") == [("year_not_reset", "I5"), ("year_not_reset", "K5")]
    [question] = [q for q in open_questions(open_ledger(county.workspace, "2014-01")) if q.kind == "new_year"]
    assert question.text.startswith("项目“水库”的累计数是今年的")
    assert of_unit(month(county, "2014-01")) == (Band.UNKNOWN, 20_000_00, True)


@pytest.mark.slow
def test_carried_projects_that_list_what_was_won_last_year_again_are_asked_about_as_that(county: SmallCounty) -> None:
    file(county, "2013-12", *DECEMBER)
    file(county, "2014-01", carried(received=8, awarded=120), carried(name="水库", received=0, awarded=60))
    assert turned(county, "2014-01") == [("year_not_reset", "I4"), ("year_not_reset", "I5")]
    [question] = open_questions(open_ledger(county.workspace, "2014-01"))
    assert question.text == "整份报表的争取资金是今年的，还是照列上年的？核实以前没有计入。"
    assert question.choices[0].label == "是结转项目照列了上年的（到位资金已从1月起重新累计），各减去2013年12月的数"
    decide(county, "2014-01", "是结转项目照列")
    january = month(county, "2014-01")
    assert of_unit(january)[1:] == (80_000_00, False)
    assert january.figures["funds_awarded"].value == 0


def test_what_came_in_the_month_on_top_of_december_tells_it_too(county: SmallCounty) -> None:
    file(county, "2013-12", row(received=100), *(row(name=name, received=9) for name in "甲乙丙"))
    file(county, "2014-01", carried(received=130, month=30), *(carried(name=name, received=1) for name in "甲乙丙"))
    assert turned(county, "2014-01") == [("year_not_reset", "K4")]


@pytest.mark.slow
def test_more_than_in_all_of_last_year_counts_as_written_with_an_error(county: SmallCounty) -> None:
    file(county, "2013-12", row(received=100), *(row(name=name, received=9) for name in "甲乙丙"))
    file(county, "2014-01", carried(received=130), *(carried(name=name, received=1) for name in "甲乙丙"))
    assert turned(county, "2014-01") == [("year_maybe_not_reset", "K4")]
    assert of_unit(month(county, "2014-01"))[1:] == (1_330_000_00, False)
    decide(county, "2014-01", "last_year")
    assert of_unit(month(county, "2014-01"))[1] == 330_000_00


@pytest.mark.parametrize(
    "january",
    [
        carried(received=None, awarded=None, applied=30),
        carried(received="待定", awarded=0),
        row(name="通村公路二期", received=100, awarded=120),
    ],
    ids=["an application that waits", "unreadable", "another project"],
)
def test_what_tells_nothing_of_last_year_is_left(county: SmallCounty, january: list[object]) -> None:
    file(county, "2013-12", row(received=100, awarded=120, applied=30))
    file(county, "2014-01", january)
    assert turned(county, "2014-01") == []


def test_a_project_of_several_fund_lines_is_compared_line_by_line(county: SmallCounty) -> None:
    central = {"category": "中央预算内投资", "level": "中央"}
    file(county, "2013-12", row(received=100), row(received=40, **central))
    file(county, "2014-01", carried(received=40, **central), carried(received=3))
    assert turned(county, "2014-01") == [("year_not_reset", "K4")]


def test_a_corrected_amount_is_this_years(county: SmallCounty) -> None:
    file(county, "2013-12", row(received=100))
    file(county, "2014-01", carried(received=100))
    about = {"id": "c1", "period": "2014-01", "unit_id": "u02", "project": "通村公路", "field": "received"}
    county.reference("corrections", [about | {"expected": "100", "value": "4", "decided_by": "责任人甲"}])
    assert turned(county, "2014-01") == []
    assert of_unit(month(county, "2014-01"))[1] == 40_000_00


@pytest.mark.slow
def test_the_first_return_of_a_year_may_come_later_and_a_missing_one_leaves_its_amounts_out(
    county: SmallCounty,
) -> None:
    file(county, "2013-11", *DECEMBER)
    county.file_return("2013-12", "发改委", [])  # 水利局 files nothing for December
    county.file_return("2014-01", "发改委", [])
    file(county, "2014-02", carried(received=100, awarded=120), carried(name="水库", received=60, awarded=60))
    county.file_return("2014-03", "发改委", [])
    assert turned(county, "2014-02") == [("year_not_reset", c) for c in ("I4", "K4", "I5", "K5")]
    assert of_unit(month(county, "2014-03")) == (Band.UNKNOWN, None, True)


def test_a_year_without_returns_of_the_last_compares_with_nothing(county: SmallCounty) -> None:
    file(county, "2014-01", carried(received=100))
    ledger = open_ledger(county.workspace, "2014-01")
    assert (ledger.past, turned(county, "2014-01")) == (None, [])


# ---------------------------------------------------------------- who a project is


@pytest.mark.slow
def test_a_project_keeps_its_id_over_the_years_also_where_its_code_came_late(county: SmallCounty) -> None:
    header = ["序号", "项目名称", "项目代码", "项目类型", "到位资金"]

    def filed(period: str, name: str, code: str) -> set[str]:
        county.file_return(period, "水利局", [[name, code, "个性型", 1]], header=header)
        return set(open_ledger(county.workspace, period).month("projects")["project_id"])

    assert filed("2012-12", "通村公路", "") == {"u02/通村公路"}
    assert filed("2013-01", "通村公路", "A-1") == {"u02/通村公路"}
    assert filed("2013-12", "通村公路", "A-1") == {"u02/通村公路"}
    assert filed("2014-01", "通村公路改建", "A-1") == {"u02/通村公路"}
    assert filed("2014-02", "通村公路", "A-2") == {"u02/A-2"}


def test_a_decision_about_this_year_leaves_last_years_ledger_as_it_is_stored(county: SmallCounty) -> None:
    file(county, "2013-12", *DECEMBER)
    file(county, "2014-01", carried(received=110, awarded=120))
    open_ledger(county.workspace, "2014-01")
    [stored] = (county.root / "data" / "ledger").glob(".past-2013*/meta.json")
    before = stored.stat().st_mtime_ns
    decide(county, "2014-01", "last_year")
    open_ledger(county.workspace, "2014-01")
    assert stored.stat().st_mtime_ns == before
    file(county, "2013-12", row(received=7))
    assert open_ledger(county.workspace, "2014-01").past.last_month("funding")["received_fen"].tolist() == [70_000_00]  # type: ignore[union-attr]


def test_a_ledger_folder_that_was_deleted_is_made_anew(county: SmallCounty) -> None:
    file(county, "2013-12", *DECEMBER)
    file(county, "2014-01", carried(received=110, awarded=120))
    first = open_ledger(county.workspace, "2014-01")
    for folder in (county.root / "data" / "ledger").glob(".past-*"):
        shutil.rmtree(folder) if folder.is_dir() else None
    again = open_ledger(county.workspace, "2014-01")
    assert again.past is not None and first.past is not None
    assert again.past.funding.equals(first.past.funding)
    assert again.fingerprint == first.fingerprint


@pytest.mark.slow
def test_a_january_return_that_lies_in_decembers_folder_counts_in_january(county: SmallCounty) -> None:
    county.file_return("2013-11", "水利局", [])
    file(county, "2013-12", carried(received=4), name="一月.xlsx", stated_period="2014年1月")
    county.file_return("2014-01", "发改委", [])
    [question] = [q for q in open_questions(open_ledger(county.workspace, "2013-12")) if q.kind == "month"]
    answer(county.workspace, question, "2014-01", WORD)
    assert of_unit(month(county, "2014-01"))[1] == 40_000_00
    told = explain(open_ledger(county.workspace, "2014-01"), "funds_received")
    assert list(told.parts["file"]) == ["data/returns/2013-12/一月.xlsx"]


@pytest.mark.slow
def test_growth_over_the_turn_comes_from_last_years_ledger_and_differences_are_said(county: SmallCounty) -> None:
    file(county, "2013-01", row(received=10))
    file(county, "2013-12", *DECEMBER)
    history = {"kind": "competitive", "fund_category": "省级专项", "unit_id": "u02", "year": 2013}
    amounts = [history | {"month": m, "received_yuan": yuan} for m, yuan in ((1, 90_000), (2, 200_000))]
    county.reference("history_funds", amounts)
    file(county, "2014-01", carried(received=15))
    january = month(county, "2014-01")
    assert january.figures["funds_received_growth"].text == "50.0%"
    issues = open_ledger(county.workspace, "2014-01").issues
    assert [(i.unit_id, i.value) for i in issues if i.code == "history_differs"] == [("u02", "90000.00")]
    file(county, "2014-02", carried(received=25))
    assert month(county, "2014-02").figures["funds_received_growth"].text == "25.0%"


def test_a_project_stands_still_over_the_years_turn(county: SmallCounty) -> None:
    waiting = {"received": None, "awarded": None, "applied": 30, "stage": "申报"}
    for period in ("2013-10", "2013-11", "2013-12"):
        file(county, period, row(**waiting), row(name="水库", received=5, stage="申报"))
    file(county, "2014-01", carried(**waiting), carried(name="水库", received=0, stage="申报"))
    january = month(county, "2014-01")
    assert january.projects.set_index("project_name")["stuck"].to_dict() == {"通村公路": True, "水库": False}
    assert january.figures["projects_stuck"].value == 1
    assert "months_of_stages" not in january.gaps and "months" in january.gaps
