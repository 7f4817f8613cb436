"""水利局 phones: 到位 should be 320万. The cell is found, the correction written down, used, shown and taken back."""

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from tests.small_county import HEADER, SmallCounty
from zzlib.decisions.question import DecisionError
from zzlib.exchange.answers import Word
from zzlib.exchange.made import decisions_made, undo
from zzlib.exchange.questions import open_questions
from zzlib.exchange.telephone import correct, find_cell
from zzlib.form import package_form
from zzlib.indicators import explain
from zzlib.ledger import Ledger, open_ledger
from zzlib.ledger.corrections import says
from zzlib.returns.extraction import Value

WORD = Word("责任人甲", "单位来电，少写一个零", "某日来电", on="2013-02-06")


def row(name: str, received: object, code: str = "", category: str = "省级专项") -> list[object]:
    return [name, code, "个性型", "新增", category, 100, 80, received, None]


@pytest.fixture
def filed(copied: Callable[..., SmallCounty]) -> SmallCounty:
    return copied(_filed, "2013-01")


def _filed(root: Path) -> None:
    rows = [
        row("灌区改造", 32),
        row("水库", 7),
        row("水库", 9, category="中央预算内"),
        row("村道", 1, "A-1"),
        row("村道", 2, "A-2"),
    ]
    SmallCounty(root).file_return("2013-01", "水利局", rows)


def ledger(county: SmallCounty) -> Ledger:
    return open_ledger(county.workspace, "2013-01")


def received(county: SmallCounty) -> list[int]:
    return [fen // 1_000_000 for fen in ledger(county).funding["received_fen"]]


def test_the_correction_is_written_used_and_shown(filed: SmallCounty) -> None:
    cell, decided = correct(ledger(filed), "水利局", "灌区改造", "到位", "320万", WORD)
    assert cell.shown == "data/returns/2013-01/水利局.xlsx Sheet!I4：水利局“灌区改造”的到位资金，现在是“32”万元"
    assert [dict(entry) for entry in decided.entries] == [
        {
            "id": "c1", "period": "2013-01", "unit_id": "u02", "project": "灌区改造", "field": "received", "expected": "32",
            "value": "320万", "decided_by": "责任人甲", "decided_on": "2013-02-06", "reason": "单位来电，少写一个零", "evidence": "某日来电",
        }
    ]  # fmt: skip
    assert received(filed) == [320, 7, 9, 1, 2]
    parts = explain(ledger(filed), "funds_received", "unit:u02").parts
    assert parts.loc[parts["cell"] == "I4", ["value", "raw", "correction"]].to_numpy().tolist() == [
        ["3200000.00", "32", "c1"]
    ]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("180", "到位资金 180万元（按这一列的单位万元），即 1,800,000.00 元"),
        ("1.8亿", "到位资金 1.8亿元，即 180,000,000.00 元"),
    ],
)
def test_what_a_number_stands_for_is_said_in_full(filed: SmallCounty, typed: str, said: str) -> None:
    cell, _ = correct(ledger(filed), "水利局", "灌区改造", "到位", typed, WORD)
    assert cell.becomes(typed, package_form()) == said


def test_a_blank_cell_has_no_unit_to_lend(county: SmallCounty) -> None:
    county.file_return("2013-01", "水利局", [row("灌区改造", None), row("水库", 7)])
    with pytest.raises(DecisionError, match="“180”没有写单位，这一格也没有单位，没有记下；请写成 180万"):
        correct(ledger(county), "水利局", "灌区改造", "到位", "180", WORD)
    correct(ledger(county), "水利局", "灌区改造", "到位", "180万", WORD)
    assert received(county) == [180, 7]


def test_a_later_correction_of_the_same_cell_takes_the_place_of_the_first(filed: SmallCounty) -> None:
    correct(ledger(filed), "水利局", "灌区改造", "received", "320万", WORD)
    correct(ledger(filed), "水利局", "灌区改造", "received", "330", WORD)
    assert received(filed)[0] == 330
    assert [made.said for made in decisions_made(filed.workspace)] == [
        "更正 c2：水利局“灌区改造”的到位资金由“32”改为“330”"
    ]


@pytest.mark.parametrize("again", ["320万", "320", "3200000元"])
def test_the_same_correction_again_is_one_correction(filed: SmallCounty, again: str) -> None:
    correct(ledger(filed), "水利局", "灌区改造", "received", "320万", WORD)
    file = filed.root / "data/reference/corrections.csv"
    written = file.read_bytes()
    cell, decided = correct(ledger(filed), "水利局", "灌区改造", "到位", again, Word("责任人乙", "又来电"))
    assert (decided.entries, file.read_bytes()) == ([], written)
    assert decided.said(package_form()).startswith(
        "已经这样定过，没有再记（data/reference/corrections.csv：c1，2013-01，"
    )
    assert cell.shown.endswith(
        "现在是“32”万元；已有更正 c1：由“32”改为“320万”（责任人甲，2013-02-06：单位来电，少写一个零）"
    )


def test_a_correction_that_takes_anothers_place_says_which(filed: SmallCounty) -> None:
    correct(ledger(filed), "水利局", "灌区改造", "received", "320万", WORD)
    cell, decided = correct(ledger(filed), "水利局", "灌区改造", "到位", "330", WORD)
    assert "已有更正 c1：由“32”改为“320万”" in cell.shown
    said = decided.said(package_form())
    assert said.endswith("更正 c1 不再算，由更正 c2 代替")
    assert "，到位资金，32，撤销，责任人甲，" in said and "undone" not in said and "received" not in said
    _, back = correct(ledger(filed), "水利局", "灌区改造", "到位", "320万", WORD)  # what stood once stands no more
    assert [entry["id"] for entry in back.entries] == ["c2", "c3"] and received(filed)[0] == 320
    assert "已有更正" not in find_cell(ledger(filed), "水利局", "水库", "到位", "7").shown


def test_a_correction_is_taken_back(filed: SmallCounty) -> None:
    correct(ledger(filed), "水利局", "灌区改造", "received", "320万", WORD)
    undo(filed.workspace, decisions_made(filed.workspace)[0].id, Word("责任人甲", "单位重报了"))
    assert received(filed)[0] == 32


def test_a_correction_whose_expected_value_is_gone_is_an_error_and_a_question(filed: SmallCounty) -> None:
    correct(ledger(filed), "水利局", "灌区改造", "received", "320万", WORD)
    filed.file_return("2013-01", "水利局", [row("灌区改造", 300)])
    month = ledger(filed)
    [said] = [i for i in month.issues if i.code == "correction_stale"]
    assert said.level == "error"
    assert "项目“灌区改造”的到位资金由“32”改为“320万”，但报表里已不是“32”（现在是“300”）" in said.message
    [question] = open_questions(month)
    assert (question.kind, question.choices[0].value) == ("correction", "undone")
    from zzlib.exchange.answers import answer

    answer(filed.workspace, question, "undone", WORD)
    assert open_questions(ledger(filed)) == [] and received(filed) == [300]


@pytest.mark.parametrize("now", [320, "320.0", "320万元"])
def test_a_correction_that_the_return_has_caught_up_with_asks_for_nothing(filed: SmallCounty, now: object) -> None:
    correct(ledger(filed), "水利局", "灌区改造", "received", "320万", WORD)
    filed.file_return("2013-01", "水利局", [row("灌区改造", now)])
    month = ledger(filed)
    [said] = [i for i in month.issues if i.code.startswith("correction_")]
    assert (said.level, said.code, said.cell) == ("notice", "correction_followed", "I4")
    assert said.message == f"报表里项目“灌区改造”的到位资金已是“{now}”，就是更正 c1 要改成的“320万”"
    assert open_questions(month) == [] and received(filed) == [320]


def test_a_correction_of_words_is_caught_up_with_by_the_same_words(filed: SmallCounty) -> None:
    correct(ledger(filed), "水利局", "灌区改造", "项目类型", "政策型", WORD)
    first, *rest = row("灌区改造", 32)
    filed.file_return("2013-01", "水利局", [[first, rest[0], "政策类", *rest[2:]]])
    assert [i.code for i in ledger(filed).issues if i.code.startswith("correction_")] == ["correction_followed"]


def test_lines_of_a_project_are_told_apart_by_what_is_expected(filed: SmallCounty) -> None:
    with pytest.raises(DecisionError, match=r"有 2 行，请用 --expected 写明现在的数.*I5.*I6"):
        correct(ledger(filed), "水利局", "水库", "received", "90", WORD)
    correct(ledger(filed), "水利局", "水库", "received", "90", WORD, expected="9")
    assert received(filed) == [32, 7, 90, 1, 2]


def test_projects_of_one_name_are_told_apart_by_code(filed: SmallCounty) -> None:
    with pytest.raises(DecisionError, match="有 2 个叫“村道”的项目；请写项目代码：村道（A-1）、村道（A-2）"):
        find_cell(ledger(filed), "水利局", "村道", "received")
    correct(ledger(filed), "水利局", "A-2", "received", "20", WORD)
    assert received(filed) == [32, 7, 9, 1, 20]


def test_a_part_of_a_name_that_no_other_project_has_is_enough(county: SmallCounty) -> None:
    county.file_return("2013-01", "水利局", [row("东沟灌区改造工程", 32), row("水库一期", 7), row("水库二期", 9)])
    cell, decided = correct(ledger(county), "水利局", "灌区", "到位", "320万", WORD)
    assert (cell.project_name, decided.entries[0]["project"]) == ("东沟灌区改造工程", "东沟灌区改造工程")
    with pytest.raises(DecisionError, match="有 2 个名称里有“水库”的项目；请写全名称或代码：水库一期、水库二期"):
        find_cell(ledger(county), "水利局", "水库", "到位")


@pytest.mark.parametrize(
    ("unit", "project", "field", "value", "expected", "said"),
    [
        ("水力局", "灌区改造", "received", "1", None, "没有“水力局”这个单位；像的有：水利局"),
        ("城关镇", "灌区改造", "received", "1", None, "城关镇2013年1月没有能用的报表"),
        ("水利局", "灌区改建", "received", "1", None, "没有“灌区改建”的项目；像的有：灌区改造"),
        ("水利局", "灌", "received", "1", None, "没有“灌”的项目；像的有：灌区改造"),
        ("水利局", "灌区改造", "心情", "1", None, "没有“心情”这个字段；有："),
        ("水利局", "灌区改造", "received", "不少", None, "“不少”不能作到位资金的值"),
        ("水利局", "灌区改造", "received", "约180", None, "“约180”不是准数，没有记下；请问清准数"),
        ("水利局", "灌区改造", "received", "1", "31", "报表里不是“31”.*现在是“32”"),
    ],
)
def test_what_cannot_be_found_or_read_is_said_and_nothing_written(
    filed: SmallCounty, unit: str, project: str, field: str, value: str, expected: str | None, said: str
) -> None:
    with pytest.raises(DecisionError, match=said):
        correct(ledger(filed), unit, project, field, value, WORD, expected)
    assert filed.workspace.reference("corrections").rows() == []


def test_kinds_and_dates_are_corrected_in_the_words_of_the_form(filed: SmallCounty) -> None:
    correct(ledger(filed), "水利局", "灌区改造", "项目类型", "政策型", WORD)
    assert ledger(filed).funding["kind"].iloc[0] == "formula"
    with pytest.raises(DecisionError, match="不能作项目类型的值"):
        correct(ledger(filed), "水利局", "灌区改造", "项目类型", "别的", WORD)
    assert len(HEADER) == 10


def hidden_row(county: SmallCounty) -> None:
    path = county.file_return("2013-01", "水利局", [row("灌区改造", 32), row("水库", 7)])
    book = openpyxl.load_workbook(path)
    book.active.row_dimensions[5].hidden = True
    book.save(path)


def of_unit(county: SmallCounty) -> tuple[bool, list[int | None]]:
    month = ledger(county)
    unit = month.month("units").set_index("unit_id").loc["u02"]
    amounts = [None if fen is pd.NA else int(fen) // 1_000_000 for fen in month.funding["received_fen"]]
    return bool(unit["incomplete"]), amounts


@pytest.mark.parametrize(("typed", "counted"), [("7", 7), ("0", 0)])
def test_a_hidden_amount_is_brought_in_or_confirmed_out(county: SmallCounty, typed: str, counted: int) -> None:
    hidden_row(county)
    assert of_unit(county) == (True, [32, None])
    [issue] = [i for i in ledger(county).issues if i.code == "row_hidden"]
    assert (issue.unit_id, issue.cell, issue.field) == ("u02", "I5", "received")
    assert "申报资金 100万元、争取资金 80万元、到位资金 7万元" in issue.message
    for field, value in (("申报", "100"), ("争取", "80"), ("到位", typed)):
        correct(ledger(county), "水利局", "水库", field, value, WORD)
    assert of_unit(county) == (False, [32, counted])


def alike(county: SmallCounty) -> None:
    lines = [row("水库", 50), row("水库", 50, category="中央预算内"), row("灌区改造", 32)]
    county.file_return("2013-01", "水利局", lines)


def test_lines_that_say_the_same_are_told_apart_by_category_or_row_and_never_guessed(county: SmallCounty) -> None:
    alike(county)
    for expected in (None, "50"):
        with pytest.raises(
            DecisionError, match=r"有 2 行是同样的数，请用 --line 写明.*I4（省级专项）.*I5（中央预算内）"
        ):
            correct(ledger(county), "水利局", "水库", "到位", "80万", WORD, expected)
    with pytest.raises(DecisionError, match="这个项目没有“债券”这一行"):
        correct(ledger(county), "水利局", "水库", "到位", "80万", WORD, line="债券")
    correct(ledger(county), "水利局", "水库", "到位", "80万", WORD, line="中央预算内")
    assert received(county) == [50, 80, 32]
    correct(ledger(county), "水利局", "水库", "到位", "70万", WORD, line="第4行")
    assert received(county) == [70, 80, 32]
    correct(ledger(county), "水利局", "水库", "到位", "81万", WORD, line="5")
    assert received(county) == [70, 81, 32]
    assert len(decisions_made(county.workspace)) == 2


def test_a_correction_that_does_not_say_which_of_two_alike_lines_it_means_is_an_error(county: SmallCounty) -> None:
    alike(county)
    entry = {"id": "c1", "period": "2013-01", "unit_id": "u02", "project": "水库", "field": "received"}
    county.reference("corrections", [entry | {"expected": "50", "value": "80万"}])
    month = ledger(county)
    [said] = [i for i in month.issues if i.code.startswith("correction_")]
    assert (said.code, said.level, said.cell) == ("correction_unclear", "error", "I4")
    assert "第 4、5 行" in said.message and "--line" in said.advice
    assert received(county) == [50, 50, 32]
    assert [q.kind for q in open_questions(month)] == ["correction"]


def test_what_belongs_to_the_project_is_corrected_in_all_its_lines(county: SmallCounty) -> None:
    alike(county)
    correct(ledger(county), "水利局", "水库", "项目名称", "水库工程", WORD)
    projects = ledger(county).month("projects")
    assert projects["project_name"].tolist() == ["水库工程", "灌区改造"]


@pytest.mark.parametrize("name", ["灌区改造", "灌渠"])
def test_a_project_whose_name_was_corrected_bears_both_names(filed: SmallCounty, name: str) -> None:
    correct(ledger(filed), "水利局", "灌区改造", "项目名称", "灌渠", WORD)
    _, decided = correct(ledger(filed), "水利局", name, "到位", "320万", WORD)
    assert decided.entries[0]["project"] == "灌区改造"
    assert not [i for i in ledger(filed).issues if i.code.startswith("correction_") and i.level == "error"]
    assert received(filed)[0] == 320
    correct(ledger(filed), "水利局", name, "到位", "330万", WORD)
    assert received(filed)[0] == 330 and len(decisions_made(filed.workspace)) == 2


@pytest.mark.parametrize("names_first", [True, False])
def test_a_correction_may_be_written_under_either_name_before_or_after_that_of_the_name(
    filed: SmallCounty, names_first: bool
) -> None:
    about = {"period": "2013-01", "unit_id": "u02"}
    name = about | {"project": "灌区改造", "field": "project_name", "expected": "灌区改造", "value": "灌渠"}
    amount = about | {"project": "灌渠", "field": "received", "expected": "32", "value": "320万"}
    both = [name, amount] if names_first else [amount, name]
    filed.reference("corrections", [{"id": f"c{n}", **entry} for n, entry in enumerate(both, start=1)])
    assert received(filed)[0] == 320


def test_a_project_that_another_unit_counts_is_said_to_be_counted_there(filed: SmallCounty) -> None:
    filed.file_return("2013-01", "城关镇", [row("灌区改造", 30)])
    link = {"unit_id": "u02", "name": "灌区改造", "period": "2013-01", "project_id": "u03/灌区改造", "verdict": "same"}
    filed.reference("project_links", [link | {"decided_by": "责任人甲", "decided_on": "2013-02-03"}])
    with pytest.raises(
        DecisionError, match=r"水利局的“灌区改造”已决定计在城关镇（责任人甲，2013-02-03）.*更正城关镇报的"
    ):
        correct(ledger(filed), "水利局", "灌区改造", "到位", "320万", WORD)


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("项目类型", "别的", "请写：政策型、个性型"),
        ("项目阶段", "快了", "请写：谋划、储备"),
        ("批复日期", "四月份吧", "日期请写成 2013-05-17"),
        ("用地指标", "好多", "请只写数，如 12.5亩"),
    ],
)
def test_what_a_field_wants_is_said_in_its_own_words(filed: SmallCounty, field: str, value: str, said: str) -> None:
    with pytest.raises(DecisionError, match=f"“{value}”不能作.*{said}"):
        correct(ledger(filed), "水利局", "灌区改造", field, value, WORD)


@pytest.mark.parametrize(
    ("expected", "same"),
    [
        ("100", True),
        ("100.0", True),
        ("100万", True),
        ("100万元", True),
        ("1000000元", True),
        ("100元", False),
        ("99万", False),
    ],
)
def test_what_is_expected_may_be_written_with_its_unit_as_the_new_amount_may(expected: str, same: bool) -> None:
    assert says(Value("100", "J6", "100", "万元", 100_000_000), expected) == same
