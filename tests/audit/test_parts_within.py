"""Parts that words put inside a number and that are more than it; rates of people; what went the other way than told."""

import pytest

from zzlib.audit import audit_text


def told(text: str) -> dict[str, str]:
    return {claim.stated: str(claim.verdict) for claim in audit_text(text) if claim.verdict in ("wrong", "doubtful")}


@pytest.mark.parametrize(
    ("text", "right", "slip", "verdict"),
    [
        # parts of a number that leave something, or are told without
        ("退回的{}份申请中，材料不全的6份，超出范围的4份，另有3份已过时限。", "13", "12", "wrong"),
        ("停工的{}个标段里，缺资金的5个，缺材料的4个，等图纸的2个。", "11", "10", "doubtful"),
        # by the only population of the document
        ("全区常住人口52.0万人。注册护士1872人，每千人口{}人。", "3.6", "3.9", "wrong"),
        ("年末户籍人口31.5万人，床位1890张，每千人口{}张，护工210人。", "6.0", "6.6", "wrong"),
        # pairs whose second number counts the same as the first
        ("监测对象540户1630人，已消除421户1262人；尚未消除的119户368{}。", "人", "户", "wrong"),
        # which way it went
        ("招生连年变化：2022年4310人，2023年4105人，2024年3890人，比上年{}215人。", "减少", "增加", "wrong"),
        ("网办率82.4%，较3月底的84.0%有所{}，主要是老年人上门多。", "下降", "上升", "wrong"),
        ("全县空置率6.1%，比上年末的5.2%明显{}。", "上升", "下降", "wrong"),
    ],
)
def test_a_slip_is_told_and_a_right_number_never(text: str, right: str, slip: str, verdict: str) -> None:
    assert told(text.format(right)) == {}
    assert verdict in told(text.format(slip)).values()


@pytest.mark.parametrize(
    "text",
    [
        "96名代表中，女性31名，党员70名，少数民族12名。",  # counted twice
        "8个标段中，缺资金的5个，缺材料的4个，其中1个两样都缺。",
        # another time than that of the growth beside it
        "投诉共58件，同比下降33.3%，由87件减到58件；8月受理9件，环比增加2件。",
        # without what the bracket includes
        "专项行动破案34起（含积案9起），今年立案40起，当年破案率62.5%。",
        # of those counted in another unit, and cut off
        "抓获嫌疑人83人；接受尿检的有160人次，其中首次查出21名，占13.1%。",
        # more than a hundred is no mistake of what may be more than all
        "资本充足率13.9%，拨备覆盖率204.7%，高于150%的要求。",
        # at other prices
        "投资完成63.0亿元（上年59.0亿元），扣除价格因素，实际增长7.9%。",
        # some of a total that is told another way, too
        "登记养老机构318家，其中五星级2家、四星级7家，社区嵌入式41家；民办215家，占67.6%。",
        # a rate of two places, and money
        "东镇报销比例58%，西镇72%，因费用东镇2亿元、西镇2亿元，两镇合计报销比例为65.0%，支出2.6亿元。",
        # one of several in a row is not their sum
        "上述意见按内容分为设施421条、服务263条、价格158条。",
        # a share of what is told later
        "涉网诈骗由60起增至132起，约占案件总数的8%；盗窃由240起降至180起。案件总数近1650起。",
        # a part between a total and its others
        "机构264家，医院8家（公立5家、民营3家），站所249家，专业机构4家，其他3家。",
        # a rate of a kind of cases, of people, of several together
        "收案8200件、结案7460件；其中审判类案件结案率92.1%，执行类案件执结率89.0%。",
        "当年出生51.3万人、死亡38.6万人，对应出生率9.91‰、死亡率7.46‰，自然增长率2.45‰。",
        "出动120.0万起。灭火44.4万起，占37.0%；抢险30.0万起，占25.0%；救助33.6万起，占28.0%；公务5.0万起和其他7.0万起合占10.0%。",
        # some of the parts, and what they make of the whole together
        "投诉中受理640件。按问题分，质量160件、售后140件、食品安全98件、价格82件，四项占75.0%。",
        # what a part pulls rests on its share
        "投资增13.0%。房地产降21.4%，占26.0%，拉低7.8个百分点。",
        # a rate put even, told less finely than its like
        "一圈481200户、二圈289300户、三圈200500户，占49.56%、29.8%、20.64%。",
        # what the others leave, not what stands before
        "税收7.30亿元。其中增值税2.84亿元、所得税1.22亿元、契税0.79亿元，三个税种占66.4%；其余税种多为小税种，合计2.45亿元。",
        # money of some, beside how many they are
        "项目共安排66个，其中产业类41个，产业类资金占比64.8%，高于60%的要求4.8个百分点。",
        # nominal and real
        "农村居民收入18240元，名义增长7.1%，实际增长6.5%。城镇居民收入35110元，名义增长5.2%，实际增长4.6%，名义增速低于农村居民1.9个百分点。",
        # counted more than once
        "参与学生3.7万人，其中体育类2.6万人、艺术类2.4万人、科技类2.3万人，因一名学生可选多项，各项之和大于参与人数。",
        # so many kinds of places, and what came of the defects found there
        "检查加油站58座次、零售点210家次、液化气站15家次；三类场所共发现隐患366条，当场整改320条，限期整改46条。",
        # of the place that is named
        "全国接报火灾52.6万起；我省2.31万起，占全国的4.4%；我市1540起，占全省的6.7%。",
        # less than the month before, and than what was planned
        "6月接待游客29.6万人次，比5月减少6.8万人次，略低于原先预计的31万人次。",
        # what with another number makes a total, and two other things behind it
        "总产量52.37万吨，其中秋粮40.12万吨，夏粮12.25万吨。油料产量3.46万吨，蔬菜产量37.58万吨。",
        # the lower, the better
        "各县综合指数由好到差依次是：青石县2.58，南屏县2.66，北河县2.91，东山区3.04。",
        # of one project that two units filed
        "农林、水利两家进账合计2870万元。示范园这个项目两家都填了，前者报到账122.40万元，后者报150万元。",
        # what is left at the end of the month is no sum of what was signed
        "1—7月签约项目41个，7月签约项目9个。月末在谈项目52个，比6月末减少6个。",
    ],
)
def test_what_is_of_others_is_let_be(text: str) -> None:
    assert "wrong" not in told(text).values()


def test_a_column_of_rates_may_be_more_than_a_hundred() -> None:
    rows = [
        ("契税", 480, 512, "106.7"),
        ("房产税", 350, 331, "94.6"),
        ("印花税", 90, 97, "107.8"),
        ("车船税", 120, 126, "105.0"),
    ]
    table = "收入完成情况\n项目\t预算\t完成\t为预算\n" + "\n".join("\t".join(map(str, row)) for row in rows)
    assert told(table) == {}
    assert "wrong" in told(table.replace("107.8", "108.7")).values()


def test_a_row_of_rates_isnt_added_up() -> None:
    table = "办件情况\n窗口\t人数\t本期\t上期\t增减\n甲\t3\t412\t390\t5.6\n乙\t2\t268\t281\t-4.6\n丙\t2\t305\t260\t17.3\n合计\t7\t985\t931\t5.8"
    assert told(table) == {}


def test_growth_beside_an_amount_of_another_table_is_none_of_its_rows() -> None:
    table = "社会消费品零售总额\n指标\t绝对数（亿元）\t上年（亿元）\t增长（%）\n合计\t118.40\t111.70\t6.0\n城镇\t86.20\t81.02\t6.4\n乡村\t32.20\t30.68\t5.0"
    assert "wrong" not in told(f"{table}\n城镇居民收入36520元，增长5.0%；农村居民收入18240元，增长7.1%。").values()
    assert "wrong" in told(f"{table}\n城镇零售额86.20亿元，增长5.0%。").values()
