"""What holds only if 高 is read for 低, or 增加 for 减少, is accused; what holds as it is said isn't."""

import pytest

from zzlib.audit import audit_text


def wrong(text: str) -> set[str]:
    return {c.stated for c in audit_text(text) if c.verdict == "wrong" and not c.cell}


PAIRS = [
    ("参保率96.8%，{高于|低于}省定95%的目标1.8个百分点。", "1.8个百分点"),
    ("班额平均43.4人，比国家45人的标准{少|多}1.6人。", "1.6人"),
    ("在园幼儿24300人，小学在校生36322人。在园幼儿较上年的25620人{减少|增加}1320人。", "1320人"),
    ("公办在园占比59.3%，{超过|低于}省定50%的底线9.3个百分点。", "9.3个百分点"),
    ("平均单价97.2元，{低于|高于}全省均值（98.1元）0.9元。", "0.9元"),
]


def as_said(text: str, which: int) -> str:
    head, _, rest = text.partition("{")
    ways, _, tail = rest.partition("}")
    return head + ways.split("|")[which] + tail


@pytest.mark.parametrize(("text", "figure"), PAIRS)
def test_the_wrong_way_is_accused(text, figure):
    assert figure in wrong(as_said(text, 1))


@pytest.mark.parametrize(("text", "figure"), PAIRS)
def test_the_right_way_is_not(text, figure):
    assert wrong(as_said(text, 0)) == set()


TABLE = """

| 机构 | 2024年 | 2023年 | 增减 |
|---|---|---|---|
| 医院 | 46 | 44 | 2 |
| 基层机构 | 1174 | 1161 | 13 |
| 合计 | 1220 | 1205 | 15 |
"""


@pytest.mark.parametrize(("way", "found"), [("净增", set()), ("净减", {"15个"})])
def test_a_change_is_held_against_the_row_that_prints_what_there_was(way, found):
    assert wrong(f"年末全市医疗卫生机构总数1220个，与上年相比{way}15个。{TABLE}") == found


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("骨干占轮岗者25.3%，比不低于20%的规定多5.3个百分点。", id="a bound in between"),
        pytest.param("全年接报火灾1700起，上年同期为1731起，减少31起。", id="what there was before"),
        pytest.param("成本97.2元，优于全省均值（98.1元）0.9元。", id="better is less"),
    ],
)
def test_what_only_looks_turned_is_not_accused(text):
    assert wrong(text) == set()


@pytest.mark.parametrize(("way", "found"), [("低", set()), ("高", {"0.7个百分点"})])
def test_two_rows_of_a_table_are_compared_the_way_that_is_said(way, found):
    table = "\n\n| 街道 | 公办占比（%） |\n|---|---|\n| 滨河街道 | 53.7 |\n| 东关街道 | 53.0 |\n| 新城街道 | 61.2 |\n"
    assert wrong(f"东关街道公办占比比滨河街道{way}0.7个百分点。{table}") == found


EXTREMES = """

| 地区 | 起数 | 损失（万元） |
|---|---|---|
| 江北区 | 65 | 128.6 |
| 石泉县 | 47 | 38.5 |
| 临港新区 | 41 | 211.7 |
"""


@pytest.mark.parametrize(
    ("said", "found"),
    [
        pytest.param("石泉县损失最重，仅38.5万元。", {"38.5万元"}, id="the least said to be the most"),
        pytest.param("临港新区损失最轻，为211.7万元。", {"211.7万元"}, id="the most said to be the least"),
        pytest.param("石泉县损失最轻，仅38.5万元。", set(), id="the least"),
        pytest.param("江北区损失为128.6万元，最重的是临港新区。", set(), id="of another"),
    ],
)
def test_the_other_end_of_a_column_is_accused(said, found):
    assert wrong(said + EXTREMES) == found


def test_a_share_that_fell_is_not_compared_with_the_one_beside_it():
    text = "匿名举报15件、占比42.86%（同比下降14.28个百分点），实名举报20件、占比57.14%（同比增长17.85个百分点）。"
    assert wrong(text) == set()
