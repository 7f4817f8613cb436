"""What belongs together is asked once, with what speaks for which answer, and counts as it was answered."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from tests.exchange.doubts import row
from tests.small_county import HEADER, SmallCounty
from zzlib.decisions.question import Question
from zzlib.exchange.answers import Word, answer
from zzlib.exchange.made import decisions_made, undo
from zzlib.exchange.prefill import unit_forms
from zzlib.exchange.questions import open_questions
from zzlib.exchange.receipt_contents import Contents
from zzlib.indicators import load_month
from zzlib.ledger import open_ledger

PERIOD = "2013-02"
WORD = Word("责任人甲", "电话核实", on="2013-03-06")
RENAMED = [heading.replace("到位资金", "到账资金") for heading in HEADER]
PARTS = [*HEADER[:8], "到位资金（中央）", HEADER[9], "到位资金（省）"]


@pytest.fixture
def parted(copied: Callable[..., SmallCounty]) -> SmallCounty:
    return copied(_in_parts, PERIOD)


def _in_parts(root: Path) -> None:
    county = SmallCounty(root)
    for period in ("2013-01", PERIOD):
        county.file_return(period, "发改委", [row("产业园", 30)], header=RENAMED)
    county.file_return("2013-01", "城关镇", [row("街道改造", 40)])
    county.file_return(PERIOD, "城关镇", [["本月无新增，与上月相同"]])
    first, second = [row("灌区改造", 60), row("堤防", 25)], [[*row("水库", 10), "水利局"], [*row("闸坝", 7), "城关镇"]]
    county.file_return(PERIOD, "水利局", first, name="政策型.xlsx", received_at="2013-03-01T09:00:00")
    county.file_return(
        PERIOD, "水利局", second, name="个性型.xlsx", received_at="2013-03-02T09:00:00", header=[*HEADER, "责任单位"]
    )


def questions(county: SmallCounty) -> dict[str, Question]:
    return {question.kind: question for question in open_questions(open_ledger(county.workspace, PERIOD))}


def received_wan(county: SmallCounty) -> dict[str, Any]:
    units = county.units(PERIOD)
    fen = units["received_fen"].astype(object)
    return {unit: None if pd.isna(amount) else amount / 1e6 for unit, amount in zip(units["unit"], fen, strict=True)}


@pytest.mark.slow
def test_each_kind_is_asked_and_the_answers_give_the_truth(parted: SmallCounty) -> None:
    asked = questions(parted)
    assert sorted(asked) == ["completeness", "heading", "nothing_new"]
    assert received_wan(parted)["城关镇"] == 40
    assert received_wan(parted)["水利局"] == 85
    answer(parted.workspace, asked["completeness"], "supplement", WORD)
    answer(parted.workspace, asked["heading"], "到账资金", WORD)
    answer(parted.workspace, asked["nothing_new"], "as_before", WORD)
    assert list(questions(parted)) == ["rows"]  # of the file that counts now
    answer(parted.workspace, questions(parted)["rows"], "own", WORD)
    assert questions(parted) == {}
    assert received_wan(parted) == {"发改委": 30, "水利局": 102, "城关镇": 40}
    assert not parted.units(PERIOD)["incomplete"].any()


def test_the_name_of_the_file_puts_the_likelier_answer_first(parted: SmallCounty) -> None:
    question = questions(parted)["completeness"]
    assert [choice.value for choice in question.choices] == ["supplement", "replacement", "not_a_return"]
    assert question.choices[0].label == "是补充，与“政策型.xlsx”一起计"
    assert "先报的有、这一份没有：灌区改造、堤防" in question.evidence


@pytest.mark.parametrize(("choice", "wan"), [("replacement", 10), ("not_a_return", 85)])
def test_it_may_replace_the_first_or_be_none(parted: SmallCounty, choice: str, wan: int) -> None:
    answer(parted.workspace, questions(parted)["completeness"], choice, WORD)
    assert "completeness" not in questions(parted)
    assert received_wan(parted)["水利局"] == wan


def test_a_heading_is_asked_once_for_all_units_and_decided_for_one_or_all(parted: SmallCounty) -> None:
    parted.file_return(PERIOD, "城关镇", [row("街道改造", 45)], header=RENAMED)
    asked = [q for q in open_questions(open_ledger(parted.workspace, PERIOD)) if q.kind == "heading"]
    assert [choice.label for choice in asked[0].choices] == [
        "“到账资金”就是“到位资金”，全县各月都这样认", "“到账资金”就是“到位资金”，只对发改委这样认", "都不是",
    ]  # fmt: skip
    assert len(asked) == 1
    answer(parted.workspace, asked[0], asked[0].choices[1].value, WORD)
    assert received_wan(parted)["发改委"] == 30
    assert received_wan(parted)["城关镇"] == 40  # January's


def test_what_is_no_heading_of_the_field_is_not_asked_again(parted: SmallCounty) -> None:
    answer(parted.workspace, questions(parted)["heading"], "none", WORD)
    assert "heading" not in questions(parted)


def test_parts_are_offered_as_their_sum(parted: SmallCounty) -> None:
    written = [[*row("产业园", 30), 12], [*row("产业园二", None), 5]]
    for period in ("2013-01", PERIOD):
        parted.file_return(period, "发改委", written, header=PARTS)
    question = questions(parted)["heading"]
    assert question.choices[0].value == "到位资金（中央）+到位资金（省）"
    answer(parted.workspace, question, question.choices[0].value, WORD)
    assert received_wan(parted)["发改委"] == 47


@pytest.mark.slow
def test_the_receipts_say_what_waits_and_what_counts_together(parted: SmallCounty) -> None:
    def said() -> dict[str, str]:
        month = open_ledger(parted.workspace, PERIOD)
        contents = Contents(month, load_month(PERIOD, parted.workspace))
        return {a.file: " ".join(contents.receipt(a, None).facts) for a in month.arrivals[PERIOD]}

    assert "已采用" in said()["政策型.xlsx"]
    assert all("暂没有采用" in said()[file] for file in ("个性型.xlsx", "城关镇.xlsx"))
    answer(parted.workspace, questions(parted)["completeness"], "supplement", WORD)
    assert all("已采用：读出 至少3 个项目" in said()[file] for file in ("政策型.xlsx", "个性型.xlsx"))


@pytest.mark.slow
@pytest.mark.parametrize(
    ("kind", "choice"),
    [
        ("completeness", "supplement"),
        ("heading", "到账资金"),
        ("nothing_new", "zero"),
        ("rows", "others"),
        ("rows", "on_behalf"),
    ],
)
def test_each_decision_is_said_and_can_be_taken_back(parted: SmallCounty, kind: str, choice: str) -> None:
    if kind == "rows":
        answer(parted.workspace, questions(parted)["completeness"], "supplement", WORD)
    before = decisions_made(parted.workspace)
    answer(parted.workspace, questions(parted)[kind], choice, WORD)
    assert kind not in questions(parted)
    [made] = [one for one in decisions_made(parted.workspace) if one not in before]
    assert made.decided_by == "责任人甲"
    undo(parted.workspace, made.id, Word("责任人乙", "记错了"))
    assert decisions_made(parted.workspace) == before
    assert kind in questions(parted)


@pytest.mark.slow
def test_rows_filed_on_behalf_are_in_the_senders_receipt_and_in_the_other_units_next_form(tmp_path: Path) -> None:
    county = SmallCounty(tmp_path / "县")
    rows = [[*row("水库", 10), "水利局"], [*row("闸坝", 7), "城关镇"]]
    county.file_return(PERIOD, "水利局", rows, header=[*HEADER, "责任单位"])
    [question] = open_questions(open_ledger(county.workspace, PERIOD))
    assert [choice.value for choice in question.choices] == ["on_behalf", "others", "own"]
    answer(county.workspace, question, "on_behalf", WORD)
    ledger = open_ledger(county.workspace, PERIOD)
    contents = Contents(ledger, load_month(PERIOD, county.workspace))
    assert contents.unit_of("水利局.xlsx") == "u02"
    assert [r.texts[4] for r in contents.receipt(ledger.arrivals[PERIOD][0], None).blocks[-1].rows] == ["水库", "闸坝"]
    forms = unit_forms(county.workspace, "2013-03", {"u02": "水利局", "u03": "城关镇"})
    assert [[r.values["project_name"] for r in form.rows] for form in forms] == [["水库"], ["闸坝"]]


def levels(name: str, received: object, level: str) -> list[object]:
    """A row with a further column 类型 at its end."""
    return [*row(name, received), level]


def test_a_column_in_doubt_is_asked_once_and_holds_where_the_same_words_stand_in_it(parted: SmallCounty) -> None:
    typed = [*HEADER[:3], "政策/个性", *HEADER[4:], "项目阶段"]
    for unit in ("发改委", "城关镇"):
        parted.file_return(PERIOD, unit, [levels("桥", 9, "中央"), levels("路", 8, "省级")], header=typed)
    [asked] = [q for q in open_questions(open_ledger(parted.workspace, PERIOD)) if "项目阶段" in q.text]
    assert asked.text == "“项目阶段”填的是“中央、省级”，是哪一栏？"
    assert [choice.label for choice in asked.choices] == [
        "是“项目阶段”，全县各月都这样认", "是“资金级次”，全县各月都这样认",
        "是“项目阶段”，只对发改委这样认", "是“资金级次”，只对发改委这样认", "都不是",
    ]  # fmt: skip
    answer(parted.workspace, asked, "资金级次", WORD)
    ledger = open_ledger(parted.workspace, PERIOD)
    assert [q for q in open_questions(ledger) if "项目阶段" in q.text] == []
    assert set(ledger.month("funding").query("unit_id != 'u02'")["source_level"]) == {"central", "provincial"}
    # In the next month the same heading holds what it says: that is another matter, and no question.
    parted.file_return("2013-03", "城关镇", [levels("桥", 9, "在建"), levels("路", 8, "竣工")], header=typed)
    assert set(open_ledger(parted.workspace, "2013-03").month("projects").query("unit_id == 'u03'")["stage"]) == {
        "building", "completed",
    }  # fmt: skip


def test_a_column_in_doubt_may_be_none_of_the_fields(parted: SmallCounty) -> None:
    typed = [*HEADER, "项目阶段"]
    parted.file_return(PERIOD, "发改委", [levels("桥", 9, "中央"), levels("路", 8, "省级")], header=typed)
    [asked] = [q for q in open_questions(open_ledger(parted.workspace, PERIOD)) if "项目阶段" in q.text]
    answer(parted.workspace, asked, "都不是", WORD)
    ledger = open_ledger(parted.workspace, PERIOD)
    assert [q for q in open_questions(ledger) if "项目阶段" in q.text] == []
    made = [one for one in decisions_made(parted.workspace) if one.name == "headings"]
    assert [one.said for one in made] == [
        "列名：全县的“项目阶段”（填的像“资金级次”时）不是“项目阶段”", "列名：全县的“项目阶段”（填的像“资金级次”时）不是“资金级次”",
    ]  # fmt: skip
    undo(parted.workspace, made[0].id, Word("责任人乙", "记错了"))
    assert any("项目阶段" in q.text for q in open_questions(open_ledger(parted.workspace, PERIOD)))


@pytest.mark.slow
def test_where_it_is_unclear_what_makes_the_whole_both_sums_are_asked_and_a_new_part_is_asked_anew(
    parted: SmallCounty,
) -> None:
    header = [*PARTS, "到位资金（县级）"]
    parted.file_return("2013-01", "发改委", [[*row("产业园", 30), 12, 7]], header=header)
    parted.file_return(PERIOD, "发改委", [[*row("产业园", 30), 12, 7], [*row("产业园二", None), 5, 1]], header=header)
    question = questions(parted)["heading"]
    assert [choice.label for choice in question.choices][:2] == [
        "“到位资金（中央）+到位资金（省）”就是“到位资金”（不算“到位资金（县级）”），全县各月都这样认",
        "“到位资金（中央）+到位资金（省）+到位资金（县级）”就是“到位资金”，全县各月都这样认",
    ]
    assert question.evidence[1:] == (
        "“到位资金（中央）+到位资金（省）”合计 47万元", "“到位资金（中央）+到位资金（省）+到位资金（县级）”合计 55万元",
    )  # fmt: skip
    answer(parted.workspace, question, question.choices[0].value, WORD)
    assert "heading" not in questions(parted)
    assert received_wan(parted)["发改委"] == 47
    parted.file_return(PERIOD, "发改委", [[*row("产业园", 30), 12, 7, 4]], header=[*header, "到位资金（市）"])
    question = questions(parted)["heading"]
    assert "以前定的“到位资金（中央）+到位资金（省）”没有包括" in question.evidence[0]
    assert received_wan(parted)["发改委"] == 42  # January's
    answer(parted.workspace, question, question.choices[0].value, WORD)
    assert received_wan(parted)["发改委"] == 46
