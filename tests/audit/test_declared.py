"""What a text says of its own numbers: that one is corrected, or only planned."""

import pytest

from zzlib.audit.audit import audit_blocks
from zzlib.audit.documents.documents import text_blocks
from zzlib.audit.numbers.arithmetic import Verdict

AHEAD = "4月底全市入库税款12164.72万元，5月底达到21033.35万元，一个月净增8868.63万元。"


def accused(text: str) -> list[str]:
    return [c.stated for c in audit_blocks(text_blocks(text)) if c.verdict in (Verdict.WRONG, Verdict.DOUBTFUL)]


@pytest.mark.parametrize(
    "said",
    [
        "快报中水务局入库2768万元系录入差错，现更正为2786万元。",
        "水务局入库税款由2768万元更正为2786万元。",
        "水务局入库税款2786万元（上月误报2768万元，现予更正）。",
        "水务局入库2768万元有误，应为2786万元。",
        "水务局入库税款原报2768万元，经核对更正为2786万元。",
        "水务局入库税款更正为2786万元，原为2768万元。",
    ],
)
def test_the_two_numbers_of_a_correction_are_not_one_told_twice(said):
    assert accused(AHEAD + said) == []
    assert accused(AHEAD.replace("8868.63", "8686.63") + said) == ["8686.63万元"]


@pytest.mark.parametrize(
    "said",
    [
        "按计划，7月再到位300万元，前七个月累计达到3054万元，全年力争到位3400万元。",
        "力争7月到位300万元，前七个月累计到位3054万元，全年预计到位3400万元。",
        "下一步，7月新增到位300万元，前七个月累计达到3054万元，全年拟到位3400万元。",
        "7月再争取到位300万元，前七个月累计到位3054万元，年底前确保达到3400万元。",
        "7月计划到位300万元，前七个月累计3054万元，全年有望到位3400万元。",
    ],
)
def test_what_the_year_is_to_bring_is_no_sum_of_its_months(said):
    assert accused("南河镇项目资金\n" + said) == []


def test_what_there_is_stays_a_sum():
    assert accused("上月末累计到位2754万元，本月新增到位300万元，累计到位3045万元。") == ["3045万元"]
