"""Rows that may be sums of their neighbours are asked once with both readings, and count as it was answered while they say the same."""

from pathlib import Path
from typing import Any

import pytest

from tests.small_county import SmallCounty
from zzlib.decisions.question import Question
from zzlib.exchange.answers import Word, answer
from zzlib.exchange.made import decisions_made, undo
from zzlib.exchange.questions import open_questions
from zzlib.exchange.telephone import correct
from zzlib.indicators import explain
from zzlib.ledger import open_ledger

JANUARY, FEBRUARY = "2013-01", "2013-02"
UNIT = "水利局"
WORD = Word("责任人甲", "电话核实", on="2013-03-06")


def row(name: str | None, awarded: object, received: object, kind: str = "个性型") -> list[object]:
    return [name, "", kind, "新增", "省级专项", None, awarded, received, None]


PARTS = [row("渠首", 210.5, 160.25), row("干渠", 313, 150.5)]
LIKELY = [row("灌区改造", 523.5, 310.75), *PARTS, row("堤防", 41, 7)]
"""Two columns agree: left out, as a total."""
UNSURE = [row("灌区改造", None, 310.75), *(row(str(r[0]), None, r[7]) for r in PARTS), row("堤防", 41, 7)]
"""One column agrees: counted as written."""
MISTYPED = [row("灌区改造", 523.5, 301.75), *PARTS, row("堤防", 41, 7)]
"""One of two columns agrees."""


@pytest.fixture
def county(tmp_path: Path) -> SmallCounty:
    return SmallCounty(tmp_path / "县")


def asked(county: SmallCounty, period: str = JANUARY) -> list[Question]:
    return [q for q in open_questions(open_ledger(county.workspace, period)) if q.kind == "sum_row"]


def received(county: SmallCounty, period: str = JANUARY) -> float:
    lines = open_ledger(county.workspace, period).month("funding")
    return int(lines.loc[lines["unit_id"] == "u02", "received_fen"].sum()) / 1e6


def projects(county: SmallCounty, period: str = JANUARY) -> list[str]:
    frame = open_ledger(county.workspace, period).month("projects")
    return frame["project_name"].tolist()


def codes(county: SmallCounty, period: str = JANUARY) -> list[str]:
    told = ("sum_row", "parts_differ", "part_lines", "total_mismatch")
    issues = open_ledger(county.workspace, period).issues
    return [i.code for i in issues if i.code.startswith(told) and i.period == period]


def filed(county: SmallCounty, rows: list[Any], period: str = JANUARY) -> None:
    county.file_return(period, UNIT, rows)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("rows", "before", "readings"),
    [
        (LIKELY, 317.75, {"sum": 317.75, "parts": 317.75, "project": 628.5}),
        (UNSURE, 628.5, {"sum": 317.75, "parts": 317.75, "project": 628.5}),
        (MISTYPED, 619.5, {"sum": 317.75, "parts": 308.75, "project": 619.5}),
    ],
    ids=["likely", "unsure", "mistyped"],
)
def test_every_reading_is_in_the_question_and_counts_as_it_says(
    county: SmallCounty, rows: list[Any], before: float, readings: dict[str, float]
) -> None:
    filed(county, rows)
    [question] = asked(county)
    assert received(county) == before
    assert question.text.endswith(
        f"本单位到位资金共 {readings['sum']:g}万元；按项目计，共 {readings['project']:g}万元"
        + (f"；按构成只计第4行，共 {readings['parts']:g}万元" if rows is MISTYPED else "")
    )
    names = {
        "sum": ["渠首", "干渠", "堤防"],
        "parts": ["灌区改造", "堤防"],
        "project": ["灌区改造", "渠首", "干渠", "堤防"],
    }
    for choice in question.choices:
        decided = answer(county.workspace, question, choice.value, WORD)
        assert f"共 {readings[choice.value]:g}万元" in choice.label
        assert received(county) == readings[choice.value]
        assert projects(county) == names[choice.value]
        assert asked(county) == []
        assert codes(county) == ["sum_row_decided"]
        assert decided.file == "data/reference/sum_rows.csv"
    assert len(county.workspace.reference("sum_rows").rows()) == 3  # a later entry holds, the earlier stay


def test_what_a_projects_money_is_made_of_is_asked_about_too(county: SmallCounty) -> None:
    lines = [
        ["中央资金", "", None, None, None, None, 200, 150.5, None],
        ["省级资金", "", None, None, None, None, 300, 100, None],
    ]
    filed(county, [row("灌区改造", 500, 300.5), *lines, row("堤防", 41, 7)])
    [question] = asked(county)
    assert [choice.value for choice in question.choices] == ["parts", "sum", "project"]
    assert received(county) == 307.5
    answer(county.workspace, question, "sum", WORD)
    assert received(county) == 257.5
    assert codes(county) == ["sum_row_decided"]


def test_explain_shows_the_decision_at_the_rows_that_it_is_about(county: SmallCounty) -> None:
    filed(county, LIKELY)
    answer(county.workspace, asked(county)[0], "project", WORD)
    parts = explain(open_ledger(county.workspace, JANUARY), "funds_received", "unit:水利局").parts
    said = "相加的行：第4行“灌区改造”是项目，照计（责任人甲，2013-03-06：电话核实）"
    assert parts["decision"].tolist() == [said, said, said, ""]
    assert parts["cell"].tolist() == ["I4", "I5", "I6", "I7"]


@pytest.mark.parametrize("choice", ["sum", "parts", "project"])
def test_a_decision_is_listed_and_taken_back(county: SmallCounty, choice: str) -> None:
    filed(county, UNSURE)
    before, question = received(county), asked(county)[0]
    answer(county.workspace, question, choice, WORD)
    [made] = decisions_made(county.workspace)
    assert made.said.startswith("相加的行：水利局的“灌区改造”（到位资金310.75万元）")
    undo(county.workspace, made.id, Word("责任人乙", "记错了"))
    assert decisions_made(county.workspace) == []
    assert [q.id for q in asked(county)] == [question.id]
    assert received(county) == before


def test_the_same_row_elsewhere_and_in_a_later_month_is_as_it_was_decided(county: SmallCounty) -> None:
    filed(county, UNSURE)
    answer(county.workspace, asked(county)[0], "sum", WORD)
    filed(county, [row("水闸", 60.1, 3), row("堤防", 41, 7), *PARTS_ONLY, row("灌区  改造", None, 310.75)], FEBRUARY)
    assert asked(county, FEBRUARY) == []
    assert received(county, FEBRUARY) == 320.75


PARTS_ONLY = UNSURE[1:3]


def test_other_amounts_in_the_next_month_are_asked_again_with_the_answer_of_before_first(county: SmallCounty) -> None:
    filed(county, UNSURE)
    answer(county.workspace, asked(county)[0], "project", WORD)
    grown = [row("灌区改造", None, 350.75), row("渠首", None, 200.25), *UNSURE[2:]]
    filed(county, grown, FEBRUARY)
    [question] = asked(county, FEBRUARY)
    assert [choice.value for choice in question.choices] == ["project", "sum", "parts"]
    assert "2013年1月定过“是项目，照计”，那时是到位资金310.75万元" in question.evidence
    answer(county.workspace, question, "sum", WORD)
    assert (received(county), received(county, FEBRUARY)) == (628.5, 357.75)


def test_a_decision_of_a_later_month_leaves_the_earlier_ones_alone(county: SmallCounty) -> None:
    for period in (JANUARY, FEBRUARY):
        filed(county, UNSURE, period)
    answer(county.workspace, asked(county, FEBRUARY)[0], "sum", WORD)
    assert (received(county), received(county, FEBRUARY)) == (628.5, 317.75)
    assert len(asked(county)) == 1


@pytest.mark.slow
def test_a_row_that_was_a_sum_and_is_none_any_more_is_asked_about(county: SmallCounty) -> None:
    filed(county, UNSURE)
    answer(county.workspace, asked(county)[0], "sum", WORD)
    for rows in ([UNSURE[0]], [UNSURE[0], UNSURE[3]], [row("灌区改造", None, 500), *UNSURE[1:]]):  # parts gone; it grew
        filed(county, rows, FEBRUARY)
        assert codes(county, FEBRUARY) == ["sum_row_changed"]
        [question] = asked(county, FEBRUARY)
        assert "“灌区改造”2013年1月定过“是合计，不计”，现在对不上了" in question.text
        assert [choice.value for choice in question.choices] == ["sum", "project"]
    counted = received(county, FEBRUARY)
    answer(county.workspace, question, "project", WORD)
    assert (codes(county, FEBRUARY), received(county, FEBRUARY)) == (["sum_row_decided"], counted)
    answer(county.workspace, question, "sum", WORD)
    assert (codes(county, FEBRUARY), received(county, FEBRUARY)) == (["sum_row_decided"], counted - 500)


def test_parts_that_no_longer_add_up_are_asked_about_and_those_that_are_gone_are_not(county: SmallCounty) -> None:
    filed(county, UNSURE)
    answer(county.workspace, asked(county)[0], "parts", WORD)
    filed(county, [row("灌区改造", None, 500), *UNSURE[1:]], FEBRUARY)
    [question] = asked(county, FEBRUARY)
    assert [choice.value for choice in question.choices] == ["parts", "sum", "project"]
    answer(county.workspace, question, "parts", WORD)
    assert received(county, FEBRUARY) == 507
    filed(county, [UNSURE[0], UNSURE[3]], FEBRUARY)
    assert (asked(county, FEBRUARY), received(county, FEBRUARY)) == ([], 317.75)


def test_a_row_corrected_by_telephone_counts_as_corrected_until_it_is_a_sum(county: SmallCounty) -> None:
    filed(county, UNSURE)
    correct(open_ledger(county.workspace, JANUARY), UNIT, "灌区改造", "received", "400", WORD)
    [question] = asked(county)
    assert "按合计不计，本单位到位资金共 317.75万元；按项目计，共 717.75万元" in question.text
    answer(county.workspace, question, "project", WORD)
    assert received(county) == 717.75
    answer(county.workspace, question, "sum", WORD)
    assert received(county) == 317.75
    assert "correction_stale" in [i.code for i in open_ledger(county.workspace, JANUARY).issues]


def test_two_equal_rows_are_one_question_and_one_project(county: SmallCounty) -> None:
    filed(county, [UNSURE[0], *UNSURE[1:3], UNSURE[0], UNSURE[3]])
    [question] = asked(county)
    answer(county.workspace, question, "sum", WORD)
    assert received(county) == 317.75
    answer(county.workspace, question, "project", WORD)
    assert received(county) == 628.5
    assert "row_duplicate" in [i.code for i in open_ledger(county.workspace, JANUARY).issues]


@pytest.mark.parametrize("name", ["灌区\n改造", "灌区,改造", '“灌区”"改造"', None, "1、灌区改造；二期"])
def test_whatever_the_name_holds_the_answer_is_found_again(county: SmallCounty, name: str | None) -> None:
    filed(county, [row(name, None, 310.75), *UNSURE[1:]])
    question = asked(county)[0]
    for _ in range(2):
        answer(county.workspace, question, "sum", WORD)
        assert (asked(county), received(county)) == ([], 317.75)
    assert len(county.workspace.reference("sum_rows").rows()) == 1


def test_a_resubmitted_file_that_says_the_same_is_as_it_was_decided(county: SmallCounty) -> None:
    filed(county, UNSURE)
    answer(county.workspace, asked(county)[0], "sum", WORD)
    county.file_return(
        JANUARY, UNIT, [*UNSURE, row("涵洞", 5, 1.5)], name="更正.xlsx", received_at="2013-02-03T09:00:00"
    )
    assert (asked(county), received(county)) == ([], 319.25)


def test_one_units_decision_is_not_anothers(county: SmallCounty) -> None:
    filed(county, UNSURE)
    county.file_return(JANUARY, "城关镇", UNSURE)
    first, second = asked(county)
    answer(county.workspace, first, "sum", WORD)
    assert [q.id for q in asked(county)] == [second.id]


def test_an_entry_that_cannot_be_used_is_said_at_its_cell(county: SmallCounty) -> None:
    filed(county, UNSURE)
    answer(county.workspace, asked(county)[0], "sum", WORD)
    [good] = county.workspace.reference("sum_rows").rows()
    bad = [good | {"unit_id": "u99"}, good | {"period": "五月"}, good | {"amounts": ""}, good | {"answer": "大概"}]
    county.reference(
        "sum_rows", [{name: value for name, value in one.items() if name != "row"} for one in (good, *bad)]
    )
    said = {(i.cell, i.value) for i in open_ledger(county.workspace, JANUARY).issues if i.code.startswith("reference_")}
    assert said == {("B3", "u99"), ("A4", "五月"), ("D5", ""), ("G6", "大概")}
    assert len(asked(county)) == 1  # what can't be read may take back what stood before
