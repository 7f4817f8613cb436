"""`zz decide` and `zz correct` by command line: what is asked, what to type, exit codes, JSON, the same entries."""

import json
import re
from collections.abc import Callable

import pytest

from tests.exchange.doubts import ANSWERS, PERIOD, RECEIVED_WAN, doubtful_county
from tests.small_county import SmallCounty
from zzlib.cli import main
from zzlib.indicators import load_month

Zz = Callable[..., tuple[int, str, str]]
WHO = ("--by", "责任人甲", "--why", "电话核实")


@pytest.fixture
def doubtful(copied: Callable[..., SmallCounty]) -> SmallCounty:
    return copied(doubtful_county, PERIOD)


@pytest.fixture
def zz(doubtful: SmallCounty, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Zz:
    monkeypatch.setenv("ZZ_ROOT", str(doubtful.root))

    def call(*arguments: str) -> tuple[int, str, str]:
        code = main(arguments)
        out = capsys.readouterr()
        return code, out.out, out.err

    return call


def number_of(zz: Zz, kind: str) -> str:
    """The number of a kind of question in the list."""
    questions = json.loads(zz("decide", PERIOD, "--json")[1])["questions"]
    return str([question["kind"] for question in questions].index(kind) + 1)


def test_the_questions_come_with_what_hangs_on_them_the_most_pressing_first(zz: Zz) -> None:
    out = zz("decide", PERIOD)[1]
    assert "这个大小对不对？（最多涉及 2.1亿元）\n" in out.split("\n\n")[1]
    questions = json.loads(zz("decide", PERIOD, "--json")[1])["questions"]
    assert (questions[0]["kind"], questions[0]["money_yuan"], questions[0]["certainty"]) == (
        "size",
        "210000000.00",
        0.5,
    )
    pressing = [float(question["money_yuan"]) / question["certainty"] for question in questions]
    assert pressing[0] == max(pressing) and pressing[-1] == min(pressing)


def test_the_questions_say_what_to_type_and_typing_it_decides(zz: Zz, doubtful: SmallCounty) -> None:
    code, out, _ = zz("decide", PERIOD)
    assert code == 0 and out.startswith("2013年2月有 8 件事要由人定。答法：zz decide 2013-02 编号 答案")
    assert "新建工作表(2).xlsx Sheet!A2：写的是“水务局”，名册和别名里都没有：是哪个单位？" in out
    asked = next(part for part in out.split("\n\n") if "写的是“水务局”" in part)
    typed = re.search(r"如：zz (decide 2013-02 q\w{6} 水利局 --by 责任人甲 --why 电话核实)", asked)
    code, out, _ = zz(*typed[1].split())
    assert code == 0 and out.startswith("已记入 data/reference/aliases.csv：水务局，u02，2013-02，责任人甲")
    assert "有 7 件事" in zz("decide", PERIOD)[1]


@pytest.mark.slow
def test_check_says_how_many_files_wait_and_what_to_type(zz: Zz) -> None:
    code, out, _ = zz("check", PERIOD)
    assert code == 1 and "  2 份文件待认领：报表.xlsx、新建工作表(2).xlsx\n  认领：zz decide 2013-02 列出" in out


@pytest.mark.slow
def test_all_is_answered_by_id_and_the_figures_are_the_truth(zz: Zz, doubtful: SmallCounty) -> None:
    questions = json.loads(zz("decide", PERIOD, "--json")[1])["questions"]
    for question in questions:
        code, out, err = zz("decide", PERIOD, question["id"], ANSWERS[question["kind"]], *WHO, "--json")
        assert code == 0, err
        assert json.loads(out)["entries"][0]["row"]["decided_by"] == "责任人甲"
    assert zz("decide", PERIOD) == (0, "2013年2月没有要定的事\n", "")
    units = doubtful.units(PERIOD)
    assert dict(zip(units["unit"], units["received_fen"] / 1e6, strict=True)) == RECEIVED_WAN


def test_a_decision_is_listed_and_taken_back(zz: Zz) -> None:
    zz("decide", PERIOD)
    zz("decide", PERIOD, number_of(zz, "unit_name"), "1", *WHO)
    code, out, _ = zz("decide", PERIOD, "--made")
    number, said = out.splitlines()[0].split("  ", 1)
    assert code == 0 and said.startswith("单位名称：“水务局”即水利局（2013-02 至 不限）（责任人甲，")
    assert zz("decide", PERIOD, "--undo", number, "--by", "责任人乙", "--why", "记错了")[0] == 0
    assert zz("decide", PERIOD, "--made") == (0, "还没有决定\n", "")
    code, _, err = zz("decide", PERIOD, "--undo", number, *WHO)
    assert (code, err) == (2, f"没有编号为 {number} 的决定（或已经撤销）；用 zz decide 月份 --made 列出编号\n")


def test_the_same_answer_again_is_told_to_be_there_and_another_is_not_taken(zz: Zz) -> None:
    questions = json.loads(zz("decide", PERIOD, "--json")[1])["questions"]
    number = next(question["id"] for question in questions if question["kind"] == "unit_name")
    assert zz("decide", PERIOD, number, "水利局", *WHO)[0] == 0
    code, out, _ = zz("decide", PERIOD, number, "水利局", *WHO)
    assert (code, "已经这样定过，没有再记" in out) == (0, True)
    assert zz("decide", PERIOD, number, "发改委", *WHO)[0] != 0


@pytest.mark.slow
@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("decide", PERIOD, "99", "水利局", *WHO), 2, "没有第 99 个问题，现有 1 到 8"),
        (
            ("decide", PERIOD, "unit_name", "水利局"),
            2,
            "没有记下：请写明是谁定的（--by 责任人甲）和为什么（--why 电话核实）",
        ),
        (("decide", PERIOD, "unit_name", "水利", *WHO), 2, "“水利”不是这个问题的答案；可以选：水利局"),
        (("decide", PERIOD, "unit_name", "水利局", "--from", "2013", *WHO), 2, "“2013”不是月份"),
        (("decide", "2013-09"), 3, "没有 2013-09 的报表文件夹"),
        (("correct", PERIOD, "水利局"), 2, "缺少参数 项目"),
        (("correct", PERIOD, "林业局", "造村", "received", "1", *WHO), 2, "没有“造村”的项目；像的有：造林"),
        (("correct", PERIOD, "林叶局", "造林", "received", "1", *WHO), 2, "没有“林叶局”这个单位"),
        (("correct", PERIOD, "林业局", "造林", "心情", "1", *WHO), 2, "没有“心情”这个字段"),
        (("correct", PERIOD, "林业局", "造林", "received", "不少", *WHO), 2, "“不少”不能作到位资金的值"),
        (("correct", PERIOD, "林业局", "造林", "received", "1"), 2, "请写明是谁定的"),
        (("correct", PERIOD, "林业局", "造林", "received", "--bye"), 2, "没有 --bye 这个选项"),
    ],
)
def test_a_mistake_is_told_in_one_line(zz: Zz, arguments: tuple[str, ...], code: int, said: str) -> None:
    zz("decide", PERIOD)
    number = number_of(zz, "unit_name")
    got, out, err = zz(*(number if argument == "unit_name" else argument for argument in arguments))
    assert (got, out) == (code, "") and said in err and len(err.splitlines()) == 1


@pytest.mark.slow
def test_correct_shows_the_cell_and_writes_the_correction_down(zz: Zz, doubtful: SmallCounty) -> None:
    code, out, _ = zz("correct", PERIOD, "林业局", "造林", "到位")
    assert (code, out) == (0, "data/returns/2013-02/林业局.xlsx Sheet!I4：林业局“造林”的到位资金，现在是“33”万元\n")
    code, out, _ = zz(
        "correct", PERIOD, "林业局", "造林", "到位", "43万", "--expected", "33", *WHO, "--source", "来电", "--json"
    )
    [entry] = json.loads(out)["entries"]
    assert entry["row"] | {"decided_on": ""} == {
        "id": "c1", "period": PERIOD, "unit_id": "u07", "project": "造林", "field": "received", "expected": "33",
        "value": "43万", "decided_by": "责任人甲", "decided_on": "", "reason": "电话核实", "evidence": "来电",
    }  # fmt: skip
    assert code == 0 and load_month(PERIOD, doubtful.workspace).figures["funds_received", "unit:u07"].value == 630_000


@pytest.mark.slow
def test_an_amount_below_zero_is_no_option(zz: Zz, doubtful: SmallCounty) -> None:
    code, out, _ = zz("correct", PERIOD, "林业局", "造林", "到位", "-5万", *WHO)
    assert code == 0 and "改为：到位资金 -5万元" in out
    code, out, _ = zz("correct", PERIOD, "林业局", "造林", "到位", *WHO, "--expected", "33", "-6万")
    assert code == 0 and "改为：到位资金 -6万元" in out


def reference(county: SmallCounty) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (county.root / "data" / "reference").iterdir()}


@pytest.mark.slow
def test_a_number_typed_twice_answers_one_question(zz: Zz, doubtful: SmallCounty) -> None:
    zz("decide", PERIOD)
    assert zz("decide", PERIOD, "1", "1", *WHO)[0] == 0
    before = reference(doubtful)
    for number in ("1", "2"):
        code, out, err = zz("decide", PERIOD, number, "1", *WHO)
        assert (code, out) == (2, "") and "没有记下：列出以后问题有变，序号不再作数；原来的第" in err
        assert len(err.splitlines()) == 1
    assert re.search(r"要答的，写编号：zz decide 2013-02 q\w{6} 答案；看现在的：zz decide 2013-02", err)
    assert reference(doubtful) == before


@pytest.mark.parametrize("list_it", [(), ("--json",), None], ids=["shown", "to-a-program", "never"])
def test_a_number_counts_only_for_a_list_that_was_shown(
    zz: Zz, doubtful: SmallCounty, list_it: tuple[str, ...] | None
) -> None:
    if list_it is not None:
        zz("decide", PERIOD, *list_it)
    before = reference(doubtful)
    code, _, err = zz("decide", PERIOD, "1", "1", *WHO)
    assert (code == 0) == (list_it == ()) == (reference(doubtful) != before)
    assert list_it == () or (code, "还没有列出过问题" in err) == (2, True)


def test_a_number_is_refused_when_the_files_are_others(zz: Zz, doubtful: SmallCounty) -> None:
    zz("decide", PERIOD)
    doubtful.file_return(PERIOD, "新局", [], name="a新局.xlsx")
    assert zz("decide", PERIOD, "1", "1", *WHO)[0] == 2


@pytest.mark.slow
def test_the_same_answer_again_is_said_and_not_written_and_another_is_refused(zz: Zz, doubtful: SmallCounty) -> None:
    zz("decide", PERIOD)
    for question in json.loads(zz("decide", PERIOD, "--json")[1])["questions"]:
        typed = ("decide", PERIOD, question["id"], ANSWERS[question["kind"]], *WHO)
        assert zz(*typed)[0] == 0
        before = reference(doubtful)
        code, out, _ = zz(*typed)
        assert code == 0 and out.startswith("已经这样定过，没有再记（data/reference/")
        said = ANSWERS[question["kind"]]
        for other in [choice["value"] for choice in question["choices"] if said not in "".join(choice.values())][:1]:
            code, _, err = zz("decide", PERIOD, question["id"], other, *WHO)
            assert code == 2 and "已不在清单里，也不是这样定的" in err and len(err.splitlines()) == 1
        assert reference(doubtful) == before


def test_a_decision_that_another_replaced_is_not_taken_back_by_its_code(zz: Zz, doubtful: SmallCounty) -> None:
    [question] = [q for q in json.loads(zz("decide", PERIOD, "--json")[1])["questions"] if q["kind"] == "month"]
    zz("decide", PERIOD, question["id"], PERIOD, *WHO)
    code = zz("decide", PERIOD, "--made")[1][:7]
    path = doubtful.root / "data" / "reference" / "file_decisions.csv"
    path.write_bytes(path.read_bytes().replace(b",2013-02,\xe8", b",2013-01,\xe8"))
    assert re.fullmatch(r"d\w{6}", code) and zz("decide", PERIOD, "--undo", code, *WHO)[0] == 2
    assert zz("decide", PERIOD, "--undo", "1", *WHO)[0] == 2
