"""So much a head by the names of what is shared and of the heads: other units, other sentences, other averages; exchange rates; dividends."""

import pytest

from zzlib.audit import audit_text


def wrong(text: str) -> list[str]:
    return [claim.message for claim in audit_text(text) if claim.verdict == "wrong"]


@pytest.mark.parametrize(
    ("text", "right", "slip"),
    [
        ("全县共有卫生技术人员2847人，常住人口41.6万人，每千人口卫生技术人员{}人。", "6.84", "8.64"),
        ("年末常住人口41.6万人。\n全县球场1092个，球场面积87.4万平方米，人均球场面积{}平方米。", "2.10", "2.70"),
        ("以年末总人口41.6万人计算，每万人拥有球场{}个，全县共有球场1092个。", "26.25", "25.26"),
        ("全市共有家庭户182641户，集体户9315户，家庭户人口为471214人。平均每个家庭户的人口为{}人。", "2.58", "2.77"),
        ("全市共有家庭户[2]182641户，家庭户人口为471214人。平均每个家庭户的人口为{}人。", "2.58", "2.85"),
        ("本周成交412套、36184.27平方米，均价7218元/平方米，总金额2.61亿元，套均总价{}万元。", "63.39", "36.39"),
        ("按38.4万常住人口计，人均林地{}亩，全县林地面积176.6万亩。", "4.60", "4.06"),
        ("公园绿地面积412公顷，城区常住人口28.3万人，人均公园绿地面积{}平方米。", "14.6", "16.4"),
        ("全省以1874.6千公顷的播种面积收获了1043.8万吨粮食总产量，单位面积产量达到每公顷{}公斤。", "5568.1", "5586.1"),
        ("今年以来新登记市场主体4.21万户，平均每天118户。其中企业1.46万户，平均每天{}户。", "41", "71"),
        ("2018年至2023年，全县累计造林14.28万亩，年均造林{}万亩。", "2.38", "2.83"),
        ("2024年比2020年增加18.4万件，2020年至2024年年平均增加{}万件。", "4.6", "6.4"),
        ("一至三季度新增就业5742人，月均新增{}人。", "638", "683"),
        ("对种粮大户每亩补助120元，补助面积2.85万亩，补助资金共{}万元。", "342", "324"),
        ("购买课桌1460套，单价265元，共计{}万元。", "38.69", "36.89"),
        ("人均生产总值84362元，增长5.1%，按年平均汇率6.8974折算，约合{}美元。", "12231", "12321"),
        ("户籍人均GDP58416元（折8274美元），增长4%；常住人均GDP66283元（折{}美元），增长5%。", "9388", "9838"),
        (
            "全区男性人口为183462人，女性人口为194817人。性别比（以女性为100）由第六次普查的96.83下降为{}。",
            "94.17",
            "97.14",
        ),
        ("城镇居民收入20174元。\n城镇居民收入中位数18416元，增长8%，是平均数的{}%。", "91.3", "93.1"),
        ("今年全市夏粮总产量为1268.4亿斤。\n全市夏粮总产量{}万吨，增长1%。", "6342", "6432"),
    ],
)
def test_an_average_by_the_names_of_its_two_numbers(text, right, slip):
    assert wrong(text.format(right)) == []
    assert len(wrong(text.format(slip))) == 1


@pytest.mark.parametrize(
    "text",
    [
        "教育支出363.1亿元，比2018年增长40.4%，五年年均增长7.02%。",  # a rate a year is no quotient
        "年末常住人口41.6万人。\n财政收入18.2亿元，人均可支配收入38417元。",
        "发放低保金3284.6万元，惠及8214人，人均每月333元。",
        "本周成交412套，均价7218元/平方米，套均总价63.39万元；上周成交385套，均价7093元/平方米。",
    ],
)
def test_what_is_reckoned_otherwise_is_neither_accused_nor_asked_about(text):
    assert not [c.message for c in audit_text(text) if c.verdict in ("wrong", "doubtful")]


def test_so_many_a_day_rounded_up_is_only_asked_about() -> None:
    (claim,) = [c for c in audit_text("本周共接有效报警3410起（日均488起）。") if c.stated == "488起"]
    assert (claim.verdict, claim.recomputed) == ("doubtful", "487起") and "进一取整" in claim.message
