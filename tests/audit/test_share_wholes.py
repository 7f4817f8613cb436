"""Shares and rates whose whole the words name elsewhere: found wrong where they are, and held where they are right."""

import pytest

from zzlib.audit import audit_text


def _accused(text: str) -> list[str]:
    return [claim.message for claim in audit_text(text) if claim.verdict in ("wrong", "doubtful")]


def _wrong(text: str) -> str:
    return "；".join(claim.message for claim in audit_text(text) if claim.verdict == "wrong")


PASSAGES = {
    "the sum of three before it": (
        "上半年，全市外贸进出口总值48.6亿元，增长9.2%。其中，出口31.7亿元，进口16.9亿元。\n"
        "对东盟进出口9.6亿元，增长8.1%；对日本7.3亿元，下降2.4%；对韩国5.1亿元，增长3.3%。三者合计占全市进出口总值的{}%。",
        ("45.3", "43.5"),
    ),
    "the sum of three that it goes on to name": (
        "全年调解纠纷4286件，成功4102件。三类主要纠纷合计占纠纷总数的{}%，分别是邻里纠纷1203件、婚姻家庭纠纷876件、劳动争议642件。",
        ("63.5", "65.3"),
    ),
    "a total of a place, two paragraphs before": (
        "2024年清溪县生产总值186.3亿元，增长6.1%。\n规上工业增加值增长8.2%，新增规上企业12家。\n"
        "服务业增加值98.4亿元，增长5.9%，占生产总值的{}%。",
        ("52.8", "58.2"),
    ),
    "its own area's exports, not the province's": (
        "全市自营进出口总额86.4亿美元，增长7%。其中出口51.2亿美元，增长9%，占全省出口的8.6%；进口35.2亿美元，增长4%。\n"
        "机电产品出口29.7亿美元，增长12%，占出口的{}%。",
        ("58.0", "50.8"),
    ),
    "what is withdrawn of what is paid in": (
        "全年住房公积金缴存额18.42亿元，增长8.3%，年末缴存余额61.7亿元。\n"
        "全年住房公积金提取额11.96亿元，增长6.1%；提取额占当年缴存额的{}%。",
        ("64.93", "69.43"),
    ),
    "a task that an earlier sentence sets": (
        "今年全省共安排造林86.4万亩，森林抚育120万亩。\n上半年，全省完成造林62.3万亩，完成年度造林任务的{}%。",
        ("72.1", "71.2"),
    ),
    "liabilities of assets": (
        "截至年末，市属企业资产总额236.8亿元、负债总额149.2亿元，平均资产负债率{}%。",
        ("63.0", "60.3"),
    ),
    "profits of revenue, each told in another paragraph": (
        "上半年，规模以上工业企业实现利润总额17.9亿元，增长6.8%，其中国有控股企业实现利润总额6.3亿元。\n"
        "规模以上工业企业实现营业收入318.6亿元，增长4.2%；营业收入利润率为{}%。",
        ("5.62", "6.52"),
    ),
    "what an audit cuts of what was submitted": (
        "工程送审造价4280万元，审定3640万元，净审减640万元，审减率{}%。",
        ("15.0", "17.6"),
    ),
    "bad loans of all loans": (
        "6月末，各项贷款余额526.3亿元，不良贷款余额6.84亿元，不良贷款率{}%。",
        ("1.30", "1.03"),
    ),
    "what is closed of what came in and was left": (
        "全年新收各类案件6238件，旧存412件，审执结6305件，结案率为{}%。",
        ("94.8", "98.4"),
    ),
    "a median of its mean": (
        "城镇居民人均可支配收入24860元，增长6.2%；农村居民人均可支配收入11230元，增长7.4%。\n"
        "城镇居民人均可支配收入中位数22510元，增长5.8%，是平均数的{}%。",
        ("90.5", "95.0"),
    ),
    "what is recovered of the year named behind it": (
        "全年接待游客612.5万人次，恢复至疫前同期的{}%，2019年接待游客700.8万人次。",
        ("87.4", "84.7"),
    ),
    "the number right before the whole, not that of another item": (
        "出国费支出决算为6.5万元，完成预算10万元的65.0%；公务用车支出决算为7.8万元，完成预算12万元的{}%。",
        ("65.0", "54.2"),
    ),
    "a budget that is broken down": (
        "全年政府采购预算规模2279万元，其中：货物类采购预算金额979万元；服务类采购预算金额1300万元。"
        "实际采购规模2054万元。节约资金225万元，节约率为{}%。",
        ("9.87", "8.97"),
    ),
    "the sexes at two censuses": (
        "全县常住人口中，男性人口为176626人；女性人口为172475人。"
        "常住人口性别比（以女性为100，男性对女性的比例）由2010年第六次全国人口普查的104.15下降为{}。",
        ("102.41", "104.21"),
    ),
    "the others of a list": (
        "农村火灾75起，占总数的42.9%；集镇火灾54起，占总数的30.9%；城市火灾36起，占总数的20.6%；其他区域火灾占总数的{}%。",
        ("5.6", "6.5"),
    ),
    "two lists of halves": (
        "东部生活、工业、农业用水分别占全市同类用水的62.4%、70.8%、55.1%；西部生活、工业、农业用水分别占全市同类用水的37.6%、{}%、44.9%。",
        ("29.2", "22.9"),
    ),
}


@pytest.mark.parametrize("what", PASSAGES)
def test_a_share_is_judged_by_the_whole_that_the_words_name(what: str) -> None:
    text, (right, wrong) = PASSAGES[what]
    assert _accused(text.format(right)) == []
    assert _wrong(text.format(wrong))


def test_a_rate_is_doubted_by_the_other_half_behind_it() -> None:
    text = "本月抽检食品860批次，总体合格率{}%，其中不合格20批次，已依法处置。"
    assert _accused(text.format("97.7")) == []
    assert _accused(text.format("99.7"))


def test_what_one_named_whole_implies_judges_the_other_share() -> None:
    text = "60周岁及以上人口29697人，占总人口的21.1%；65周岁及以上人口21676人，占总人口的{}%。"
    assert _accused(text.format("15.4")) == []
    assert _wrong(text.format("14.5"))


@pytest.mark.parametrize(
    "text",
    [
        "已开工项目45个，未开工项目15个，未开工率25%。",
        "残疾人家庭平均每户3.3人。2人户占29.6%，3人户家庭比例为19.3%。",
        "全市受理诉求13459件，其中投诉8875件。投诉8875件，办结8742件，办结率98.5%。",
        "新建项目计划总投资624.4亿元，年内计划投资246.5亿元。累计完成投资153.7亿元，完成年度计划的62.4%。",
        "年初结转1.2亿元，当年下达4.8亿元，可用资金6.0亿元，已支出4.5亿元，支出率75%。",
    ],
)
def test_another_whole_that_is_meant_is_taken(text: str) -> None:
    assert _wrong(text) == ""


def test_shares_of_one_list_that_hold_one_by_one_and_make_more_than_all_are_asked_about() -> None:
    told = "农村经济总收入14.64万元，其中：种植业收入7.23万元，占总收入的49.38%；畜牧业收入4.44万元，占总收入的30.33%；"
    (asked,) = _accused(f"{told}林业收入0.33万元，占总收入的2.25%；第二、三产业收入3.39万元，占总收入的23.16%。")
    assert asked == "这几项的占比都照 14.64万元 算得，合起来却是 105.12%，多过 100%；请核总数和各项"


@pytest.mark.parametrize("unit", ["公顷", "万吨"])
def test_land_and_weight_are_divided_as_money_is(unit: str) -> None:
    told = f"共20.0{unit}，其中：甲8.4{unit}，占42.0%；乙6.2{unit}，占31.0%；丙{{}}{unit}，占{{}}%。"
    assert _accused(told.format("5.4", "27.0")) == []
    assert "合起来却是 110.00%，多过 100%" in "".join(_accused(told.format("7.4", "37.0")))
