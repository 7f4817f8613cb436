"""A number that the table has of another row than the one that the text speaks of is accused; what is said of the right row, or of no row, isn't."""

import pytest

from zzlib.audit import audit_text

TABLE = """

表1　各镇造林情况

单位：亩、%

| 镇 | 计划 | 完成 | 完成率 | 成活率 | 株均费用（元） |
|---|---|---|---|---|---|
| 柳溪镇 | 4200 | 3985 | 94.9 | 91.3 | 12.64 |
| 北塘镇 | 3650 | 3718 | 101.9 | 88.6 | 11.87 |
| 石门镇 | 2880 | 2456 | 85.3 | 93.7 | 13.05 |
| 合计 | 10730 | 10159 | 94.7 | 91.1 | 12.46 |
"""


def accused(said: str) -> list[str]:
    return [c.message for c in audit_text(said + TABLE) if c.verdict == "wrong" and not c.cell]


@pytest.mark.parametrize(
    ("said", "figure", "row"),
    [
        pytest.param("石门镇完成率最低，仅94.9%。", "94.9%", "柳溪镇", id="another row's rate"),
        pytest.param("柳溪镇地块零散，完成造林3718亩。", "3718亩", "北塘镇", id="another row's amount"),
        pytest.param("北塘镇成活率不高，株均费用13.05元。", "13.05元", "石门镇", id="in the next clause"),
        pytest.param("柳溪、北塘两镇完成率分别为101.9%和94.9%。", "101.9%", "北塘镇", id="two in each other's place"),
        pytest.param("成活率最高的是北塘镇，达93.7%。", "93.7%", "石门镇", id="named last"),
    ],
)
def test_a_number_of_another_row_is_accused_with_the_row_that_has_it(said, figure, row):
    messages = accused(said)
    assert len(messages) == 1
    assert f"{figure} 是{row}的" in messages[0]


@pytest.mark.parametrize(
    "said",
    [
        pytest.param("石门镇完成率最低，仅85.3%。", id="its own"),
        pytest.param("北塘镇完成3718亩，成活率低于石门镇，只有88.6%。", id="one that is only compared with"),
        pytest.param("石门镇坡陡，与柳溪镇相比，完成率只有85.3%。", id="compared with in the clause between"),
        pytest.param("柳溪镇以外，各镇平均完成率92.4%，北塘镇居首（101.9%）。", id="a bracket behind a name"),
        pytest.param("石门镇起步较晚，全县成活率91.1%。", id="of all"),
        pytest.param("石门镇未完成计划，最好的北塘完成率101.9%。", id="a name without its kind"),
        pytest.param("柳溪、北塘两镇完成率分别为94.9%和101.9%。", id="two in their own places"),
    ],
)
def test_numbers_of_their_own_rows_are_not(said):
    assert accused(said) == []


def test_a_measure_that_is_a_row_of_its_own_is_no_one_s_name():
    table = "\n\n| 指标 | 1月 | 2月 | 到位资金 |\n|---|---|---|---|\n| 争取 | 2035 | 2791 | 140 |\n| 到位 | 1832 | 2118 | 150 |\n| 支付 | 1721 | 1960 | 117 |\n"
    assert not [c for c in audit_text("2月底，用地指标已到位2791亩。" + table) if c.verdict == "wrong"]
