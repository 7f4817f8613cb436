"""What other numbers beside an accused one make is not accused, nor what is told of another measure, of one group, of another thing."""

import pytest

from zzlib.audit import audit_text

BESIDE = (
    "县供销社上半年购进农资1.42万吨，其中化肥9600吨；销售1.31万吨，同比增长4.8%。全县建成庄稼医院17家、配送站46个，"
    "培训农民2150人次。联合社资产总额3.28亿元，负债1.07亿元，资产负债率32.6%。新建冷库3座，库容合计5400立方米，"
    "带动脱贫户412户。直播带货销售额618万元，快递进村覆盖行政村203个，日均进出港包裹1.9万件。仓储物流园二期完成投资2860万元，"
    "占计划的71.5%。下半年将继续抓好化肥淡储，确保秋种用肥，并办好农产品展销会，组织企业参展。"
)
"""What stands around, of other things: it makes a passage a long document."""


def verdicts(text: str) -> dict[str, str]:
    return {c.stated: str(c.verdict) for c in audit_text(text) if c.verdict in ("wrong", "doubtful")}


def test_what_stands_around_is_right():
    assert verdicts(BESIDE) == {}


@pytest.mark.parametrize(
    "passage",
    [
        pytest.param("基层社由62家增加到75家，增加31家。", id="digits in each other's place"),
        pytest.param("展销会签约48个项目，已履约36个，占签约数的57.0%。", id="two digits turned"),
    ],
)
def test_a_slip_is_accused_among_other_numbers(passage):
    assert "wrong" in verdicts(BESIDE + "\n" + passage).values()


def test_a_change_the_other_way_that_is_not_so_much_is_of_other_numbers():
    passage = "起数上升的场所有商铺、交通工具等3类，累计多发27起；电动自行车火灾由45起压降至29起。"
    assert "wrong" not in verdicts(BESIDE + "\n" + passage).values()


@pytest.mark.parametrize(
    "passage",
    [
        pytest.param(
            "省下达的造林任务是6200亩，市里定为7000亩。实际造林6850亩，超省定任务650亩，距市定任务仍短缺150亩。",
            id="two aims",
        ),
        pytest.param(
            "排查出接触者3140人，已解除观察2218人，确诊57例，尚有865人在观察。", id="others left in another way"
        ),
    ],
)
def test_a_difference_that_other_numbers_beside_make_is_not_accused(passage):
    assert "wrong" not in verdicts(passage).values()


SUBTOTALS = """救助资金发放情况（单位：户）

| 类别 | 户数 |
|---|---|
| 城市低保 | 731 |
| 农村低保 | 2406 |
| 低保小计 | 3137 |
| 集中供养 | 118 |
| 分散供养 | 542 |
| 特困小计 | 660 |
| 临时救助 | 95 |
| 总计 | {total} |
"""


def test_a_row_between_groups_is_of_the_total_alone():
    assert verdicts(SUBTOTALS.format(total=3892)) == {}
    assert verdicts(SUBTOTALS.format(total=3982)).get("3982") == "wrong"


@pytest.mark.parametrize(
    "said",
    [
        "各大队办结率为：一大队91.2%、二大队88.5%、三大队94.0%。三大队办案数量最少，二大队办案数量最多。",
        "奖牌榜：金牌52枚、银牌49枚、铜牌58枚。金牌则是东港队最多，银牌也是东港队最多。",
        "受灾人口：甲镇1200人、乙镇860人、丙镇2300人。按受灾人口计，乙镇人均最高，为310元，丙镇最低，为96元。",
    ],
)
def test_who_has_the_most_of_another_measure_is_not_in_the_list(said):
    assert not [c for c in audit_text(f"{BESIDE}\n{said}") if c.kind == "order" and c.verdict == "wrong"]


def test_a_list_with_amounts_that_make_its_number_counts_them():
    assert verdicts("6名重症病例（甲市2例、乙市1例、丙市1例、丁市1例、戊市1例）均在定点医院治疗。") == {}


SOME_KINDS = """退役军人分类情况

| 类别 | 人数（人） | 占比（%） |
|---|---|---|
| 残疾军人 | 412 | 7.5 |
| 参战人员 | 1264 | {share} |
| 籍贯农村人员 | {others} | 56.9 |
| 总计 | 5530 | 100.0 |
"""


def test_shares_of_some_kinds_need_not_make_a_hundred():
    assert verdicts(SOME_KINDS.format(share="22.9", others=3148)) == {}  # their persons don't make the total, either


def test_shares_of_all_kinds_make_a_hundred():
    assert verdicts(SOME_KINDS.format(share="22.9", others=3854).replace("56.9", "69.7")) == {}
    assert "wrong" in verdicts(SOME_KINDS.format(share="29.2", others=3854).replace("56.9", "69.7")).values()


@pytest.mark.parametrize(
    "passage",
    [
        pytest.param(
            "总支出52318.6万元，卫生材料费5218.9万元；管理费用4476.3万元，管理费用率8.6%。", id="another whole"
        ),
        pytest.param("全市平均降水量702.8毫米，较多年平均628.0毫米偏多11.9%，比上年多61.4毫米。", id="another base"),
        pytest.param(
            "全县高效节水灌溉面积176.4万亩，水库全年供水2800万立方米，亩均综合用水331立方米。",
            id="an average of others",
        ),
        pytest.param("全县注册护士2841人，床位9997张，床护比1:0.51。", id="a ratio of others"),
        pytest.param("每百元营业收入支付成本费用96.4元，优于全省均值（97.9元）1.5元。", id="the less the better"),
    ],
)
def test_a_rate_that_other_numbers_make_is_asked_about(passage):
    assert set(verdicts(BESIDE + "\n" + passage).values()) == {"doubtful"}


TABLE = """
| 指标 | 2024年 | 2023年 | {head} |
|---|---|---|---|
| 资产总额 | 487.36 | 465.92 | 4.6 |
| 负债总额 | 300.12 | 290.05 | 3.5 |
| 应收款项 | 84.55 | 89.00 | -5.0 |
| 合计 | 872.03 | 844.97 | 3.2 |
"""


STORED = """各库蓄水情况

| 水库 | 本年 | 上年 | {head} |
|---|---|---|---|
| 青石 | 4435 | 3771 | 17.6 |
| 白沙 | 9370 | 10000 | -6.3 |
| 柳林 | 2258 | 2000 | 12.9 |
| 合计 | 16063 | 15771 | 1.9 |
"""


@pytest.mark.parametrize("head", ["增减幅度", "增减比例"])
def test_how_fast_rows_grew_makes_no_sum(head):
    assert verdicts(STORED.format(head=head)) == {}


def test_a_number_of_few_digits_that_is_a_cell_but_for_one_is_asked_about_in_a_long_document():
    assert (
        verdicts(BESIDE + "\n全市资产总额851.35亿元，较年初增长6.6%。\n" + TABLE.format(head="增长"))["6.6%"]
        == "doubtful"
    )


STORES = """
| 品种 | 2024年 | 2023年 | 增减 |
|---|---|---|---|
| 稻谷 | 23150 | 21860 | 1290 |
| 小麦 | 86420 | 91375 | -4955 |
| 合计 | 109570 | 113235 | -3665 |
"""


def test_the_growth_of_a_price_is_not_that_of_the_row_that_stands_beside():
    passage = "稻谷均价2.84元/公斤，玉米2.16元/公斤，后者跌16.9%。"
    assert "wrong" not in verdicts(BESIDE + "\n" + STORES + "\n" + passage).values()


@pytest.mark.parametrize(
    "passage",
    [
        pytest.param(
            "体育彩票公益金收支：上年结转218万元，本年省级分配784万元，本年支出636万元，另按规定上缴结余资金64万元，年末结转下年302万元。",
            id="what is spent is the two others with its digits turned",
        ),
        pytest.param(
            "首场有84人参加，次场有76人参加，两场都参加的22人只计一次，实际参加人员共138人。", id="counted once"
        ),
        pytest.param("出口由上月的同比增长1.8%转为本月的同比下降2.7%，增速回落4.5个百分点。", id="from growth to fall"),
        pytest.param(
            "机关全年用电1,250万千瓦时，按每千瓦时0.1229千克标准煤折算，约合1,536吨标准煤。", id="a price of nothing"
        ),
        pytest.param(
            "工程总投资2,600万元，由中央、省、市按5:3:2分担，市级应承担520万元。目前市级到位资金310万元，尚差210万元。",
            id="the side is printed",
        ),
        pytest.param(
            "立案126起，办结112起，罚款301.3万元，案均（按办结数）2.69万元。",
            id="the number that words name is another",
        ),
        pytest.param("累计追踪密切接触者3140人，已解除医学观察2218人，尚有893人正在接受医学观察。", id="fallen ill"),
    ],
)
def test_what_balances_or_is_of_other_heads_is_right(passage):
    assert "wrong" not in verdicts(passage).values()


@pytest.mark.parametrize(
    "passage",
    [
        pytest.param("首场有84人参加，次场有76人参加，两场合计共138人。", id="of both"),
        pytest.param("出口增速由上月的7.8%降到本月的2.7%，回落4.1个百分点。", id="of one way"),
        pytest.param("出口由上月的同比增长7.8%转为本月的同比增长2.7%，增速回落10.5个百分点。", id="of two growths"),
        pytest.param(
            "立案126起，办结112起，罚款301.3万元，案均（按立案数）2.93万元。", id="of the number that words name"
        ),
    ],
)
def test_what_does_not_balance_is_wrong(passage):
    assert "wrong" in verdicts(passage).values()


BUDGET = """
| 项目 | 预算数 | 项目 | 预算数 |
|---|---|---|---|
| 一、财政拨款收入 | 3,286,618.20 | 一、社会保障和就业支出 | 116,067.24 |
| 1. 一般公共预算 | 493,761.20 | 二、卫生健康支出 | 84,484.60 |
| 2. 政府性基金预算 | 2,792,857.00 | 三、城乡社区支出 | 3,002,716.16 |
| 3. 国有资本经营预算 | 0.00 | 四、农林水支出 | 83,350.20 |
| 二、事业收入 | 0.00 |  |  |
| 三、其他收入 | 0.00 |  |  |
| 收入总计 | 3,286,618.20 | 支出总计 | 3,286,618.20 |
"""
SPENT = """
| 科目 | 合计 | 基本支出 | 项目支出 |
|---|---|---|---|
| 教育支出 | 403.71 | 300.50 | 103.21 |
| 卫生健康 | 191.93 | 150.43 | 41.50 |
| 农林水 | 4535.67 | 800.36 | 3735.31 |
| 住房公积金 | 457.86 | 454.06 | 3.79 |
| 购房补贴 | 3070.63 | 2362.21 | 708.42 |
"""


@pytest.mark.parametrize("table", [BUDGET, SPENT], ids=["a part total among the rows", "rounded from 元"])
def test_a_total_that_its_rows_make_twice_or_but_for_rounding_is_right(table):
    assert "wrong" not in verdicts(table).values()


def test_a_total_that_its_columns_do_not_make_is_wrong():
    assert verdicts(SPENT.replace("457.86", "475.85"))["475.85"] == "wrong"


@pytest.mark.parametrize(
    "passage",
    [
        pytest.param(
            "以上安排498.5万元，占当年可用650万元的76.7%，余下151.5万元转入明年。健身路径建在62个小区。",
            id="what is left of a whole told behind",
        ),
        pytest.param(
            "到今年9月底，石马市备案民宿有742家，比去年9月底的689家增加53家，其间新备案87家、注销34家。",
            id="what two numbers make alone",
        ),
        pytest.param("全年开展活动2600多场，比上年多出近400场，上年为2217场。", id="a rough number"),
        pytest.param(
            "八月当月完成投资23.6亿元，前七个月原公布118.9亿元，因核减已下修1.7亿元，故前八个月累计为140.8亿元。",
            id="what was taken back",
        ),
        pytest.param(
            "七、八、九三个月成单417单、388单、402单，三季度成单1207单，加上上半年的2275单，前三季度累计3482单，距全年4500单还差1018单。",
            id="what is added to it",
        ),
        pytest.param("闭馆从2025年2月17日开始，2025年3月16日结束，首尾两天都算在内共28天。", id="both ends"),
        pytest.param("问卷允许多选，停车难占63.8%，电梯老化占41.5%，物业服务占37.2%，三项之和大于100%。", id="chosen"),
        pytest.param("支队巡航7200海里，按1海里合1.852公里换算约为1.33万公里。", id="so much is one"),
        pytest.param(
            "口袋公园超额21个，植树尚差138株，完成目标的97.2%。\n\n| 项目 | 目标 | 实绩 |\n|---|---|---|\n"
            "| 口袋公园（个） | 320 | 341 |\n| 植树（株） | 5000 | 4862 |\n| 投资（万元） | 9600 | 9350 |\n",
            id="rows of several units",
        ),
    ],
)
def test_what_a_reader_would_not_reckon_so_is_not_accused(passage):
    assert "wrong" not in verdicts(passage).values()
