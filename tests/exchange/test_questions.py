"""What only a person can tell is asked once, answered once, used from then on, shown, and can be taken back."""

import re
from collections.abc import Callable
from dataclasses import replace

import pytest

from tests.exchange.doubts import ANSWERS, PERIOD, RECEIVED_WAN, doubtful_county
from tests.small_county import SmallCounty
from zzlib.decisions.question import DecisionError, Question
from zzlib.exchange.answers import Word, answer
from zzlib.exchange.made import decisions_made, undo
from zzlib.exchange.questions import open_questions
from zzlib.exchange.shown import NumberError, find_choice, remember
from zzlib.explore.decisions_view import decisions_view
from zzlib.indicators import explain, month_issues
from zzlib.ledger import Ledger, open_ledger

WORD = Word("责任人甲", "电话核实", "某日来电", on="2013-03-06")


@pytest.fixture
def doubtful(copied: Callable[..., SmallCounty]) -> SmallCounty:
    return copied(doubtful_county, PERIOD)


def ledger(county: SmallCounty) -> Ledger:
    return open_ledger(county.workspace, PERIOD)


def questions(county: SmallCounty) -> dict[str, Question]:
    return {question.kind: question for question in open_questions(ledger(county))}


def decide(county: SmallCounty, kind: str) -> None:
    answer(county.workspace, questions(county)[kind], ANSWERS[kind], WORD)


def received_wan(county: SmallCounty) -> dict[str, float]:
    units = county.units(PERIOD)
    return {
        unit: None if fen is None else fen / 1e6
        for unit, fen in zip(units["unit"], units["received_fen"].astype(object), strict=True)
    }


@pytest.mark.slow
def test_every_kind_is_asked_with_evidence_and_the_answers_give_the_truth(doubtful: SmallCounty) -> None:
    asked = open_questions(ledger(doubtful))
    assert sorted(question.kind for question in asked) == sorted(ANSWERS)
    assert all(question.evidence and question.choices for question in asked)
    for kind in ANSWERS:
        decide(doubtful, kind)
    assert open_questions(ledger(doubtful)) == []
    assert received_wan(doubtful) == RECEIVED_WAN


def test_what_most_money_hangs_on_by_the_least_certain_answer_is_asked_first(doubtful: SmallCounty) -> None:
    asked = open_questions(ledger(doubtful))
    assert [question.kind for question in asked[:2]] == ["size", "unit"]
    assert {q.kind: (q.stake, round(q.certainty, 2)) for q in asked if q.kind in ("size", "unit", "unit_name", "order")} == {
        "size": ("最多涉及 2.1亿元", 0.5),
        "unit": ("最多涉及 100万元", 0.11),  # of 城关镇 nothing speaks: one of eight units, or no return
        "unit_name": ("最多涉及 200万元", 1.0),  # all its projects are 水利局's
        "order": ("最多涉及 4万元", 0.5),  # between the two files
    }  # fmt: skip
    assert [question.id for question in asked] == [q.id for q in sorted(asked, key=lambda q: -q.pressing)]


def test_a_question_keeps_its_id_until_it_is_answered(doubtful: SmallCounty) -> None:
    before = {question.id for question in open_questions(ledger(doubtful))}
    decide(doubtful, "order")
    after = {question.id for question in open_questions(ledger(doubtful))}
    assert len(before) == 8 and after < before and len(after) == 7


@pytest.mark.slow
@pytest.mark.parametrize("kind", ANSWERS)
def test_a_decision_is_taken_back_by_a_further_entry_and_asked_again(doubtful: SmallCounty, kind: str) -> None:
    before, figures = open_questions(ledger(doubtful)), received_wan(doubtful)
    decide(doubtful, kind)
    [made] = decisions_made(doubtful.workspace)
    path = doubtful.root / "data" / "reference" / f"{made.name}.csv"
    written = path.read_bytes()
    undo(doubtful.workspace, made.id, Word("责任人乙", "记错了"))
    assert path.read_bytes().startswith(written)
    assert decisions_made(doubtful.workspace) == []
    assert [q.id for q in open_questions(ledger(doubtful))] == [q.id for q in before]
    assert received_wan(doubtful) == figures


@pytest.mark.slow
@pytest.mark.parametrize(
    ("kind", "unit", "said"),
    [
        ("unit_name", "水利局", "单位名称：水务局即水利局（责任人甲，2013-03-06：电话核实（依据：某日来电））"),
        ("unit", "城关镇", "单位：城关镇（责任人甲，2013-03-06：电话核实）"),
        ("month", "发改委", "月份：2013年2月（责任人甲"),
        ("money_unit", "交通局", "金额单位：万元（责任人甲"),
        ("order", "教育局", "先后：在后，采用（责任人甲"),
        ("size", "卫生局", "金额大小：核实无误（责任人甲"),
        ("rename", "卫生局", "项目：县医院即 u06/卫生院（责任人甲"),
    ],
)
def test_explain_shows_the_decision_at_the_cells_that_it_touched(
    doubtful: SmallCounty, kind: str, unit: str, said: str
) -> None:
    decide(doubtful, kind)
    parts = explain(ledger(doubtful), "funds_received", f"unit:{unit}").parts
    assert parts["decision"].str.contains(said, regex=False).any()


def test_suggestions_are_ordered_by_what_the_unit_filed_before_and_never_taken(doubtful: SmallCounty) -> None:
    question = questions(doubtful)["unit_name"]
    assert question.choices[0].label == "水利局"
    assert "其中 2 个项目水利局以前报过" in question.evidence
    assert received_wan(doubtful)["水利局"] == 50  # January's, until somebody decides


def test_an_alias_holds_from_the_month_in_which_the_name_appeared(doubtful: SmallCounty) -> None:
    decide(doubtful, "unit_name")
    [row] = doubtful.workspace.reference("aliases").rows()
    assert {**row, "row": 2} == {
        "alias": "水务局", "unit_id": "u02", "valid_from": "2013-02", "valid_to": "", "decided_by": "责任人甲",
        "decided_on": "2013-03-06", "reason": "电话核实（依据：某日来电）", "row": 2,
    }  # fmt: skip


def test_an_answer_for_this_file_only_leaves_the_name_unknown(doubtful: SmallCounty) -> None:
    answer(doubtful.workspace, questions(doubtful)["unit_name"], "水利局", WORD, only_file=True)
    assert received_wan(doubtful)["水利局"] == 85
    assert doubtful.workspace.reference("aliases").rows() == []


def test_a_file_that_is_no_return_is_set_aside(doubtful: SmallCounty) -> None:
    answer(doubtful.workspace, questions(doubtful)["unit"], "not_a_return", WORD)
    month = ledger(doubtful)
    assert "报表.xlsx" not in month.waiting_files
    assert [i.file for i in month.issues if i.code == "file_set_aside"] == ["报表.xlsx"]


def test_a_confirmed_size_is_no_error_next_month_but_a_new_slip_is(doubtful: SmallCounty) -> None:
    decide(doubtful, "size")
    for received, expected in ((21500, "size_confirmed"), (21500 * 1000, "size_absurd")):
        doubtful.file_return(
            "2013-03", "卫生局", [["卫生院二", "", "个性型", "新增", "省级专项", 100, 80, received, None]]
        )
        march = month_issues(open_ledger(doubtful.workspace, "2013-03"))
        assert [i.code for i in march if i.field == "received" and i.code.startswith("size_")] in ([expected], [])
        assert (expected == "size_absurd") == any(i.code == "size_absurd" for i in march)


def test_new_names_that_are_no_rename_are_not_asked_again(doubtful: SmallCounty) -> None:
    answer(doubtful.workspace, questions(doubtful)["rename"], "none", WORD)
    assert "rename" not in questions(doubtful)


def test_projects_of_two_units_may_be_different(doubtful: SmallCounty) -> None:
    answer(doubtful.workspace, questions(doubtful)["twin"], "different", WORD)
    assert "twin" not in questions(doubtful)
    assert received_wan(doubtful)["农业局"] == 33


@pytest.mark.parametrize("word", [("", "电话核实"), ("责任人甲", " ")])
def test_nothing_is_decided_that_nobody_stands_for(word: tuple[str, str]) -> None:
    with pytest.raises(DecisionError, match="请写明是谁定的"):
        Word(*word)


def test_an_answer_that_is_none_of_the_choices_is_refused(doubtful: SmallCounty) -> None:
    for kind, wrong in (("unit", "水利"), ("month", "2013-07"), ("money_unit", "千元"), ("order", "c.xlsx")):
        with pytest.raises(DecisionError, match=f"“{wrong}”不是这个问题的答案；可以选："):
            answer(doubtful.workspace, questions(doubtful)[kind], wrong, WORD)
    assert decisions_made(doubtful.workspace) == []


def test_the_code_of_a_question_is_what_it_is_about_and_no_number(doubtful: SmallCounty) -> None:
    before = {question.kind: question.id for question in open_questions(ledger(doubtful))}
    assert all(re.fullmatch(r"q[2-9a-z]{6}", code) for code in before.values())
    # Another file with other content under the same name is another question; the rest stays what it was.
    doubtful.file_return(PERIOD, "", [["桥", "", "个性型", "新增", "省级专项", 100, 80, 41, None]], name="报表.xlsx")
    after = {question.kind: question.id for question in open_questions(ledger(doubtful))}
    assert {kind for kind in before if before[kind] != after[kind]} == {"unit"}


def test_the_number_of_a_choice_counts_whatever_the_choice_is_called_meanwhile(doubtful: SmallCounty) -> None:
    question = questions(doubtful)["twin"]
    remember(doubtful.workspace, PERIOD, [question])
    called = replace(question, choices=tuple(replace(choice, label="另一种说法") for choice in question.choices))
    assert find_choice(doubtful.workspace, called, "1") == question.choices[0].value
    turned = replace(question, choices=question.choices[::-1])
    with pytest.raises(NumberError, match="列出以后选项有变"):
        find_choice(doubtful.workspace, turned, "1")


@pytest.mark.slow
def test_a_view_that_shows_an_old_list_writes_no_second_answer(doubtful: SmallCounty) -> None:
    view = decisions_view(PERIOD, doubtful.workspace)
    month = questions(doubtful)["month"]
    decide(doubtful, "month")
    file = doubtful.root / "data" / "reference" / "file_decisions.csv"
    written = file.read_bytes()
    for choice, said in (
        ("not_a_return", "已不在清单里，也不是这样定的"),
        (ANSWERS["month"], "已经这样定过，没有再记"),
    ):
        view._questions[month.id] = month
        view.question.offer([("旧", month.id)])
        view.choice.offer([("旧", choice)])
        view.by.value, view.why.value = "责任人乙", "看错了"
        view.buttons["记下"].click()
        assert said in view.said.value and file.read_bytes() == written
        assert month.id not in view._questions


def test_answers_about_one_thing_are_written_when_they_differ_from_the_last(doubtful: SmallCounty) -> None:
    question = questions(doubtful)["money_unit"]
    answers = [answer(doubtful.workspace, question, unit, WORD) for unit in ("元", "元", "万元", "元")]
    assert [len(decided.entries) for decided in answers] == [1, 0, 1, 1]
    assert [len(decided.already) for decided in answers] == [0, 1, 0, 0]
