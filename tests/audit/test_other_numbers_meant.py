"""Numbers that may be of something else than the only ones beside them: what is far off, told again, of both, of another time or another scope."""

import pytest

from zzlib.audit import audit_text

LONG = "全年重点工作有序推进，各项任务按计划落实，全县上下共同努力，经济社会发展总体平稳、稳中有进，民生保障水平继续提高，营商环境持续改善，安全生产形势总体稳定，社会大局和谐。"


def verdicts(text: str) -> dict[str, str]:
    return {claim.stated: str(claim.verdict) for claim in audit_text(text) if claim.verdict in ("wrong", "doubtful")}


def test_two_swapped_digits_of_the_only_amounts_of_a_short_text_are_wrong():
    assert verdicts("该库原储玉米5240吨，前日奉调900吨，仓内尚存4430吨。") == {"4430吨": "wrong"}
    assert verdicts("该库原储玉米5240吨，前日奉调900吨，仓内尚存4340吨。") == {}


@pytest.mark.parametrize("stated", ["1216人", "1621人", "1362人"])
def test_a_total_near_to_its_parts_or_a_slip_of_them_is_wrong_in_a_long_text(stated):
    told = "培训学员中，合格684人，优秀578人，合计{}。"
    assert verdicts(LONG + told.format("1262人")) == {}
    assert verdicts(LONG + told.format(stated)).get(stated) == "wrong"


def test_what_is_left_far_from_what_went_is_only_asked_about_in_a_long_text():
    told = "馆内原有设备684台，报废578台，现有254台。"
    assert verdicts(told) == {"254台": "wrong"}
    assert verdicts(LONG + told).get("254台") in (None, "doubtful")


@pytest.mark.parametrize(
    "text",
    [
        "流动图书车头一天借出63册，第二天比头一天多借18册，两天一共借出144册。",
        "办事窗口由16个扩为24个，扩容后的24个窗口全部通办。",
        "全县中考设考点8个，考场186个，除2个备用考场外，每考场30人。",
        "我县考核得分90.48分，居第12位；在片区26个县中居第3位，前两位得分分别为93.05分、91.26分，我县与第2位相差0.78分。",
        "全年工业利润58.3亿元，亏损企业亏损额6.4亿元，亏损面为12.7%。",
        "上年参保人数71.5万人，本年增长4%，达到74.4万人；基金收入6696万元，支出6120万元。",
        "甲县上半年零售商品房21.4万平方米，同比增长96.3%，同期批发仓储用房签约量为38.2万平方米。",
        "本土病例21例（甲市12例，其中东区11例；乙市5例，均在南区；丙市4例，均在北区），含6例由无症状转为确诊。",
        "副主任医师9人，其中博士研究生导师2人、硕士研究生导师5人。",
        "30岁以下的36人，占全体成员（剔除信息缺失的4位成员）的45%；其余44人。",
        "全县综合产值突破15亿元，茶农3.6万人，人均茶叶收入近9000元。",
        "县图书馆全年接待读者18.2万人次，外借图书15.6万册次，人均占有公共图书1.05册。",
        "田径12枚、游泳9枚、举重8枚、射击7枚、赛艇5枚，这5项均为全省第一。",
    ],
)
def test_numbers_of_something_else_are_not_accused(text):
    assert "wrong" not in verdicts(text).values()
