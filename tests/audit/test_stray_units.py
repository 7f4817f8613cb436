"""Units that can't be meant are accused, with the unit that is; those that may be aren't."""

import pytest

from zzlib.audit import audit_text


def accused(text: str) -> dict[str, str]:
    return {c.stated: c.recomputed for c in audit_text(text) if c.verdict == "wrong"}


@pytest.mark.parametrize(
    ("text", "stated", "right"),
    [
        pytest.param("全县户籍人口41.6人，比上年略有减少。", "41.6人", "41.6万人", id="parts of a person"),
        pytest.param("热线全年受理诉求13.84件，多数来自电话渠道。", "13.84件", "13.84万件", id="parts of a case"),
        pytest.param("学前教育普惠率达到89.1‰，毛入园率持续提升。", "89.1‰", "89.1%", id="a rate in per mille"),
        pytest.param("重点项目投资占全部投资的52.2‰。", "52.2‰", "52.2%", id="a share in per mille"),
        pytest.param(
            "基金使用率为97.1%，上年为85.5%，比上年提高11.6%。",
            "11.6%",
            "11.6个百分点",
            id="how far two rates are apart",
        ),
        pytest.param(
            "医保基金收入31.24亿元，支出29.87亿元，个人账户支出8.16亿元，住院支出14.02亿元，门诊支出5.33亿元，"
            "大病支出2.36亿元，财政补助17.5亿元。个人缴费同比多3580亿元。",
            "3580亿元",
            "3580万元",
            id="beyond all else",
        ),
    ],
)
def test_a_unit_that_cannot_be_meant_is_accused(text, stated, right):
    assert accused(text).get(stated) == right


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("户均人口2.46人，比上年减少0.05人。", id="so many each"),
        pytest.param("百起事故死亡4.55人，全区为2.48人。", id="of a hundred"),
        pytest.param("小学班额41.2人，初中47.4人。", id="in a class"),
        pytest.param("出生率为6.32‰，死亡率7.05‰，人口自然增长率-0.73‰。", id="rates of people"),
        pytest.param("违约金按日加收0.5‰。", id="a rate of interest"),
        pytest.param("居民收入增长6.6%，比城镇居民快1.8%左右的目标有所提高。", id="growth that is told in per cent"),
        pytest.param("全国研发经费投入33278亿元，我县企业投入1.2亿元、高校0.3亿元。", id="of the country"),
    ],
)
def test_a_unit_that_may_be_meant_is_not(text):
    assert accused(text) == {}


TABLE = """

表2　资金渠道

| 渠道 | 项目（个） | 到位资金（万元） |
|---|---|---|
| 中央预算内 | 12 | 28640 |
| 专项债券 | 9 | 23100 |
| 省级专项 | 27 | 11202 |
| 合计 | 48 | 62942 |
"""


@pytest.mark.parametrize(("unit", "fits"), [("亿元", True), ("万元", False)])
def test_a_total_of_the_text_is_held_against_the_unit_of_the_table(unit, fits):
    found = accused(f"全县累计到位资金6.294{unit}，占全年任务一半。{TABLE}")
    assert (found == {}) == fits


def test_the_unit_above_a_table_is_held_against_all_numbers_of_the_text_that_print_its_cells():
    text = "中央预算内到位2.864亿元，专项债券2.310亿元，省级专项1.1202亿元，合计6.2942亿元。\n\n表2　资金渠道\n\n单位：{}、%\n\n"
    table = TABLE.partition("资金渠道\n\n")[2].replace("（万元）", "")
    assert accused(text.format("万元") + table) == {}
    assert accused(text.format("亿元") + table) == {"亿元": "万元"}


def test_teachers_reckoned_in_full_posts_have_decimals():
    assert accused("学校现有专任教师1237人、外聘教师241人，折合教师总数为1357.5人。") == {}
