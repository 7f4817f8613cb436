"""Several questions of one kind that have the same answer are answered by the kind's name, at once."""

import json
from collections.abc import Callable

import pytest

from tests.checks.examples import HEADER, row
from tests.small_county import SmallCounty
from zzlib.cli import main
from zzlib.indicators import load_month

Zz = Callable[..., tuple[int, str, str]]
WORD = ("--by", "责任人甲", "--why", "电话核实")


@pytest.fixture
def turned(county: SmallCounty) -> SmallCounty:
    """In January two units list what they won last year again, and the third goes on from all of last year's."""
    for unit in ("发改委", "水利局", "城关镇"):
        road, dam = f"{unit}通村公路", f"{unit}水库"
        last = [row(name=road, received=100, awarded=120), row(name=dam, received=60, awarded=60)]
        county.file_return("2013-12", unit, last, header=HEADER)
        now = [row(name=road, received=8, awarded=120), row(name=dam, received=0, awarded=60)]
        county.file_return("2014-01", unit, last if unit == "城关镇" else now, header=HEADER)
    return county


@pytest.fixture
def zz(turned: SmallCounty, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Zz:
    monkeypatch.setenv("ZZ_ROOT", str(turned.root))

    def call(*arguments: str) -> tuple[int, str, str]:
        code = main(arguments)
        out = capsys.readouterr()
        return code, out.out, out.err

    return call


def kinds(zz: Zz) -> list[tuple[str, str]]:
    questions = json.loads(zz("decide", "2014-01", "--json")[1])["questions"]
    return [(question["kind"], question["unit_id"]) for question in questions]


@pytest.mark.slow
def test_the_list_says_what_to_type_for_all_of_a_kind_and_those_with_the_answer_are_decided(
    zz: Zz, turned: SmallCounty
) -> None:
    said = zz("decide", "2014-01")[1].strip().split("\n\n")[-1]
    typed = "zz decide 2014-01 跨年累计 是结转项目照列了上年的 --by 责任人甲 --why 电话核实"
    assert said == f"“跨年累计”有 2 件的选项相同，答案也相同时可一次答完：{typed}"
    code, out, _ = zz(*typed.split()[1:])
    assert code == 0 and out.startswith("没有这个答案的 1 件没有答，仍在清单里\n")
    assert out.count("已记入 data/reference/file_decisions.csv") == 2 and out.count("下次运行起照此计算") == 1
    assert kinds(zz) == [("new_year", "u03")]
    units = load_month("2014-01", turned.workspace).units.set_index("unit_id")
    assert [int(units["awarded_fen"][unit]) for unit in ("u01", "u02")] == [0, 0]


def test_files_of_several_units_are_never_given_to_one_at_once(zz: Zz, turned: SmallCounty) -> None:
    for name in ("水务局", "林草局"):
        turned.file_return("2014-01", name, [row(name=f"{name}项目", received=1)], header=HEADER)
    asked = kinds(zz)
    assert [kind for kind, _ in asked].count("unit_name") == 2
    code, _, err = zz("decide", "2014-01", "单位名称", "水利局", *WORD)
    assert code == 2 and "一件一件地答" in err and kinds(zz) == asked


def test_what_was_written_is_given_in_one_object(zz: Zz) -> None:
    entries = json.loads(zz("decide", "2014-01", "跨年累计", "是今年", *WORD, "--json")[1])["entries"]
    assert {(entry["row"]["unit_id"], entry["row"]["answer"]) for entry in entries} == {
        (unit, "this_year") for unit in ("u01", "u02", "u03")
    }
    assert kinds(zz) == []


@pytest.mark.slow
@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("跨年累计", "1", *WORD), 2, "几件一次答时请写答案的文字"),
        (("跨年累计", "不知道", *WORD), 2, "“不知道”不是这个问题的答案"),
        (("跨年累计", "是今年"), 2, "请写明是谁定的"),
        (("补充还是更正", "是更正", *WORD), 2, "没有编号为 补充还是更正 的问题"),
    ],
)
def test_a_mistake_is_told_and_nothing_is_decided(zz: Zz, arguments: tuple[str, ...], code: int, said: str) -> None:
    given, _, err = zz("decide", "2014-01", *arguments)
    assert given == code and said in err
    assert len(kinds(zz)) == 3
