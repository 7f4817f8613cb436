"""A document against the one before it: what a careful official finds with both on the desk, and what is right."""

import re

import pytest

from zzlib.audit.against.before import Comparison, against_before
from zzlib.audit.documents.documents import text_blocks
from zzlib.audit.numbers.arithmetic import Verdict

APRIL = """关于2016年1—4月重点项目推进情况的通报
截至4月底，全市累计开工重点项目184个，累计完成投资37.46亿元，占年度计划128亿元的29.3%。
4月当月完成投资9.15亿元。累计争取上级资金5.82亿元，到位资金4.37亿元。
全年任务128亿元，距年度计划还差90.54亿元。去年同期完成投资31.20亿元，去年全年完成投资119.6亿元。
未开工项目63个，滞后项目17个；交通局完成投资6.25亿元，水务局完成投资3.48亿元。"""
TITLE = "关于2016年1—5月重点项目推进情况的通报\n"
TABLE = """各县重点项目完成情况表
截至{month}月底。单位：{unit}
| 单位 | 年度计划 | 累计完成投资 | 当月完成 |
| --- | --- | --- | --- |
"""
ROWS_APRIL = (
    "| 青石县 | 86400 | 31250 | 7210 |",
    "| 柳河县 | 52300 | 18470 | 4105 |",
    "| 东岭区 | 73900 | 27640 | 6080 |",
    "| 南浦区 | 44100 | 16030 | 3320 |",
)
ROWS_MAY = (
    "| 青石县 | 86400 | 38990 | 7740 |",
    "| 柳河县 | 52300 | 22625 | 4155 |",
    "| 东岭区 | 73900 | 33950 | 6310 |",
    "| 南浦区 | 44100 | 19580 | 3550 |",
)
APRIL_TABLE = TABLE.format(month=4, unit="万元") + "\n".join(ROWS_APRIL)


def compared(now: str, then: str, name: str = "4月.txt") -> Comparison:
    return against_before(text_blocks(now), text_blocks(then), name)


def told(now: str, then: str) -> dict[str, str]:
    found = compared(now, then).claims
    return {c.stated: c.message for c in found if c.verdict in (Verdict.WRONG, Verdict.DOUBTFUL)}


def may_table(old: str = "", new: str = "", unit: str = "万元") -> str:
    return (TABLE.format(month=5, unit=unit) + "\n".join(ROWS_MAY)).replace(old, new)


@pytest.mark.parametrize(
    ("may", "stated", "said"),
    [
        ("截至5月底，累计开工重点项目148个，各县要抓紧。", "148个", "184个"),
        ("1—5月，完成投资36.47亿元，进度偏慢。", "36.47亿元", "累计数不会减少"),
        ("截至5月底，累计完成投资48.71万元。", "48.71万元", "疑似“万”“亿”写错"),
        ("截至5月底，累计完成投资48.71亿元，其中5月当月完成11.52亿元。", "11.52亿元", "应为 11.25亿元"),
        ("截至5月底，累计完成投资48.71亿元，比4月底增加12.15亿元。", "12.15亿元", "应为 11.25亿元"),
        ("截至5月底，累计完成投资48.71亿元，占年度计划182亿元的26.8%。", "182亿元", "128亿元"),
        ("累计完成投资48.71亿元。去年全年完成投资116.9亿元。", "116.9亿元", "119.6亿元"),
        ("全市滞后项目降到11个（上月为71个）。", "71个", "17个"),
        ("交通局完成投资5.26亿元，水务局完成投资4.02亿元。", "5.26亿元", "6.25亿元"),
        ("水务局工作扎实，争取了一批项目，累计完成投资3.08亿元。", "3.08亿元", "3.48亿元"),
        ("5月完成投资11.25亿元，高于上月的9.51亿元。", "9.51亿元", "9.15亿元"),
        ("1—4月全市累计完成投资34.76亿元，1—5月累计完成投资48.71亿元。", "34.76亿元", "37.46亿元"),
        ("距年度计划还差79.29亿元，比上月末减少12.15亿元。", "12.15亿元", "应为 11.25亿元"),
        ("累计争取上级资金6.40亿元，到位资金3.47亿元。", "3.47亿元", "4.37亿元"),
    ],
)
def test_what_contradicts_the_document_before_is_found(may, stated, said):
    found = told(TITLE + may, APRIL)
    assert list(found) == [stated]
    assert said in found[stated]


@pytest.mark.parametrize(
    ("now", "then", "stated"),
    [
        ("1—5月，收入10.41亿元；1—4月去年同期为7.68亿元。", "1—4月，收入8.36亿元，去年同期7.88亿元。", "7.68亿元"),
        ("截至10月底，全县累计办结信访件1164件。", "截至9月底，全县累计办结信访件1264件，未办结85件。", "1164件"),
        (
            "2016年上半年，全院完成门急诊25.9万人次，其中二季度13.8万人次。",
            "2016年一季度全院门急诊人次完成12.6万人次。",
            "13.8万人次",
        ),
    ],
)
def test_other_offices_and_other_spans(now, then, stated):
    assert list(told(now, then)) == [stated]


AUTUMN = """关于2018年前三季度经济运行情况的报告
前三季度，全区固定资产投资141.7亿元，增长9.4%；社会消费品零售总额75.8亿元；一般公共预算收入15.63亿元，增长6.4%。
截至9月末，全区贷款余额318.6亿元。1—9月新增市场主体3127户，其中企业864户。
全年计划新增就业6000人，前三季度完成5120人。"""
OCTOBER = "关于2018年1—10月经济运行情况的报告\n"


@pytest.mark.parametrize(
    ("october", "stated"),
    [
        ("1—10月，社会消费品零售总额实现57.8亿元。", "57.8亿元"),
        ("10月末贷款余额325.1亿元，比9月末增加8.5亿元。", "8.5亿元"),
        ("1—10月一般公共预算收入17.35亿元，10月当月收入1.27亿元。", "1.27亿元"),
        ("1—10月新增就业5560人，全年计划5000人，已超额完成。", "5000人"),
        ("10月末贷款余额310.2亿元。10月份零售总额9.1亿元。东城街道固定资产投资21.3亿元；工业投资58.6亿元。", ""),
        ("民间固定资产投资88.4亿元。其中，限额以上社会消费品零售总额31.5亿元。", ""),
    ],
)
def test_a_report_on_the_economy(october, stated):
    assert list(told(OCTOBER + october, AUTUMN)) == [stated] * bool(stated)


HOTLINE = """市民热线2020年3月运行情况
3月，热线共受理群众诉求18426件，办结17903件。1—3月累计受理52310件。投诉类6120件。
受理量较多的单位是：城管局2314件、交通局1120件。"""


@pytest.mark.parametrize(
    ("april", "stated"),
    [
        ("4月，热线共受理群众诉求19240件，1—4月累计受理71250件。", "19240件"),
        ("4月，热线共受理群众诉求19240件，比上月的18246件增加994件。", "18246件"),
        ("4月，热线共受理群众诉求15240件，1—4月累计受理67550件。投诉类5020件。城管局2014件、交通局920件。", ""),
    ],
)
def test_a_report_of_the_month_that_tells_of_the_year_too(april, stated):
    assert list(told("市民热线2020年4月运行情况\n" + april, HOTLINE)) == [stated] * bool(stated)


def test_begun_and_finished_are_two_things():
    before = "截至6月底，安排项目142个，开工131个，完工58个。"
    assert list(told("截至7月底，安排项目145个，开工113个，完工71个。", before)) == ["113个"]


@pytest.mark.parametrize(
    "may",
    [
        "截至5月底，累计完成投资48.71亿元，其中5月当月完成11.25亿元，比4月底增加11.25亿元。",
        "5月完成投资8.02亿元，低于上月的9.15亿元。未开工项目44个，滞后项目11个（上月为17个）。",
        "经重新核定，1—4月累计完成投资由37.46亿元更正为36.98亿元。截至5月底，累计完成投资48.02亿元，"
        "5月当月完成11.04亿元。",
        "根据市政府文件，年度计划由128亿元调整为135亿元。累计完成投资48.71亿元，占年度计划135亿元的36.1%。",
        "东岭区累计完成投资12.30亿元，工业类项目累计完成投资15.22亿元，县区累计争取上级资金2.90亿元。",
        "截至5月底，累计完成投资48.7亿元，4月底为37.4亿元，去年全年近120亿元。",
        "因两个项目退出，重点项目调减，截至5月底全市累计开工重点项目181个。",
        "截至5月底，累计完成投资37.02亿元。减少是因为上级收回投资指标。",
        "按同口径计算，1—4月完成投资35.11亿元，1—5月完成投资46.20亿元。",
        "预计6月底累计完成投资36亿元以上；计划下半年新增项目40个。去年1—5月累计完成投资36.90亿元。",
    ],
)
def test_what_is_right_is_let_be(may):
    assert told(TITLE + may, APRIL) == {}


def test_what_is_taken_back_of_one_thing_explains_no_other():
    may = "累计争取上级资金5.28亿元，到位资金4.12亿元，到位资金已扣除收回的0.31亿元。"
    assert list(told(TITLE + may, APRIL)) == ["5.28亿元"]


def test_a_new_year_begins_anew():
    january = (
        "关于2017年1月重点项目推进情况的通报\n截至1月底，全市累计开工项目21个，累计完成投资4.06亿元，全年任务140亿元。"
    )
    assert told(january, APRIL) == {}
    assert told("截至1月底，全县累计到位资金0.46亿元。", "截至12月底，全县累计到位资金5.12亿元。") == {}


def test_months_and_stocks_may_be_less():
    assert told("5月，全区受理投诉287件。", "4月，全区受理投诉316件。") == {}
    assert told("截至5月底，全县存栏生猪20.9万头。", "截至4月底，全县存栏生猪21.4万头。") == {}


@pytest.mark.parametrize(
    ("old", "new", "stated", "said"),
    [
        ("| 22625 |", "| 12625 |", "12625", "“柳河县”行“累计完成投资（万元）”列写 18470"),
        ("| 44100 |", "| 41400 |", "41400", "44100"),
        ("| 7740 |", "| 7470 |", "7470", "应为 7740"),
        (ROWS_MAY[2] + "\n", "", "东岭区", "漏了的请补"),
    ],
)
def test_tables_are_held_row_against_row(old, new, stated, said):
    found = told(may_table(old, new), APRIL_TABLE)
    assert list(found) == [stated]
    assert said in found[stated]


def test_a_table_with_a_new_row_has_another_total():
    total = "\n| 合计 | {} | {} | {} |"
    may = may_table() + "\n| 北岗县 | 12000 | 300 | 300 |" + total.format(268700, 115445, 22055)
    assert told(may, APRIL_TABLE + total.format(256700, 93390, 20715)) == {}


def test_a_table_in_another_unit_and_a_body_that_is_renamed_are_right():
    smaller = may_table()
    for number in (
        "86400",
        "52300",
        "73900",
        "44100",
        "38990",
        "22625",
        "33950",
        "19580",
        "7740",
        "4155",
        "6310",
        "3550",
    ):
        smaller = smaller.replace(number, f"{int(number) / 10000:g}")
    assert told(smaller.replace("万元", "亿元"), APRIL_TABLE) == {}
    assert told(may_table("东岭区", "东岭新区（原东岭区）"), APRIL_TABLE) == {}


def test_text_is_held_against_the_table_before():
    assert list(told("截至5月底，青石县累计完成投资30125万元，居首位。", APRIL_TABLE)) == ["30125万元"]


def test_documents_the_wrong_way_round_are_told_and_not_judged():
    found = compared(APRIL, TITLE + "截至5月底，累计完成投资48.71亿元。", "5月.txt")
    assert found.claims == []
    assert "放反" in found.note


def test_another_office_of_like_words_is_not_accused_number_by_number():
    smaller = re.sub(r"[\d.]+(?=亿元|个)", lambda match: f"{float(match[0]) / 3:.2f}", APRIL)
    found = compared(smaller, APRIL)
    assert [c for c in found.claims if c.verdict == Verdict.WRONG and "同一个数" in c.message] == []
    assert "拿错了文件" in found.note


def test_how_much_was_held_is_told():
    assert compared(TITLE + "累计完成投资48.71亿元。", APRIL).note == "与 4月.txt 对照了 1 个数"
    assert "没有能对照的数" in compared("今天开会。", APRIL).note


def test_the_places_of_both_numbers_are_told():
    claim = compared(may_table("| 22625 |", "| 12625 |"), APRIL_TABLE).claims
    found = next(c for c in claim if c.verdict == Verdict.WRONG).to_json()["against"]
    assert found["file"] == "4月.txt" and found["stated"] == "18470"
    assert "“柳河县”行" in found["where"] and "“柳河县”行" in found["here"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param(
            "截至8月底，全县累计储备项目436个，总投资102.7亿元。",
            "截至9月底，经清理核减重复上报的项目，全县累计储备项目418个，总投资96.4亿元。",
            id="what was taken back, as it was found out",
        ),
        pytest.param(
            "截至6月底，全县累计改造老旧小区26个、惠及居民3415户。",
            "截至7月底，城关镇累计改造老旧小区17个、惠及居民2130户。",
            id="of one town",
        ),
        pytest.param(
            "截至10月20日，全县累计完成秋种31400亩，翻耕28600亩。",
            "截至10月底，全县累计完成秋种35200亩，翻耕30100亩。",
            id="two days of one month",
        ),
    ],
)
def test_what_a_careful_official_lets_pass(old, new):
    assert told(new, old) == {}
