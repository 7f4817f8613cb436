"""Ways of writing in real documents that were once taken for errors: nothing in them is `wrong`; beside them, what stays so."""

import pytest

from zzlib.audit import audit_text


def wrong(text: str) -> set[str]:
    return {claim.stated for claim in audit_text(text) if claim.verdict == "wrong"}


def verdict_of(text: str, stated: str) -> str | None:
    return next((claim.verdict for claim in audit_text(text) if claim.stated == stated), None)


@pytest.mark.parametrize(
    "text",
    [
        # another printed number as the base gives just what is printed
        "全市判处罪犯21500人。其中，判处缓刑的9800人，判处重刑的3827人，占罪犯的17.8%。",
        "全县一般公共预算收入156400万元。其中税收收入97300万元，非税收入59100万元，税占比62.2%。",
        # what is short of the target is no base
        "一般公共预算收入完成760万元，占年初预算月进度的40.4%，短月进度1120万元。",
        # bands side by side, a part that is told twice, a list within 其中, totals divided in two ways
        "务农人员中，30岁以下人口410万人，31—50岁人口0.95亿人，51岁以上人口1.2亿人。",
        "全省水资源总量812.5亿立方米。其中，地表水资源量790.3亿立方米，地下水资源量241.6亿立方米，"
        "地下水与地表水资源不重复量22.2亿立方米。",
        "全镇预算收入3300万元，上级转移支付收入1520万元，其中：一般转移支付1210万元（含结算补助310万元），"
        "上年结转45万元，收入合计为4865万元。",
        "全年财政总收入8930万元，其中税收收入5410万元，增长21.6%，地方财政收入6620万元，下降12.4%。",
        # 加上 adds to what the sentence before tells
        "一般公共预算收入32.6亿元。加上补助收入15.2亿元，债务收入7.4亿元，上年结转1.1亿元，收入合计56.3亿元。",
        # the growth is of a rate, not of the count that stands near
        "沿江13个城市平均优良天数比例为62.4%，同比下降3.7%。",
        "自然增加人口712人，人口自然增长率为0.4‰。",
        # operands that are rounded, and a result that is cut off
        "全区税收总额98.9亿元。上半年甲市入库税收48.4亿元，占全区税收总额的48.8%。",
        # a part of the later total, the second number named first, last year's rate, the rate of the other half
        "1—6月累计收入22.2亿元，其中税收收入15.9亿元；1—5月累计为18.3亿元。",
        "第二产业28.63万人，第三产业33.41万人，二、三产业人员之比为46.1：53.9。",
        "1—10月共304天，优良天数261天，优良率为85.9%；上年同期优良率为83.2%。",
        "实际参加考试26918人，缺考1379人，缺考率4.9%。",
    ],
)
def test_nothing_is_accused(text):
    assert wrong(text) == set()


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        ("全市共立刑事案件91起，与去年同期相比下降35.2%。", "35.2%"),
        ("9月份财政收入26.68亿元，比上年同月增收6.18亿元，增长30.09%。", "30.09%"),
        ("全县共有中小学校76所，其中小学52所、初中22所、高中4所。", "76所"),
    ],
)
def test_what_no_reading_gives_is_still_wrong(text, stated):
    assert wrong(text) == {stated}


def test_columns_without_heads_are_not_taken_for_what_the_rows_above_make():
    rows = [
        "项目 | 单位",
        "零售总额 | 万元 | 387581 | 1173850 | 2.0 | 100",
        "批发 | 万元 | 373390 | 1044727 | 0.6 | 89.00",
    ]
    assert wrong("\n".join((*rows, "餐饮 | 万元 | 14191 | 129123 | 14.7 | 11.00"))) == set()


def test_a_gap_is_of_the_target_and_what_came_under_one_unit_line():
    head = "单位：万元\n| 单位 | 年度目标 | 到位资金 | 还差 | 错误 |\n"
    rows = "| 甲局 | 4183 | 2300 | 1883 | 0 |\n| 乙局 | 683 | 44.84 | 638.16 | 0 |\n"
    none = "".join(
        f"| {name}局 | {goal} | 0 | {goal} | 0 |\n" for name, goal in (("丙", 250), ("丁", 100), ("戊", 300))
    )
    assert wrong(head + rows + none) == set()
    assert wrong(head + rows.replace("638.16", "628.16") + none) == {"628.16"}


def test_equal_small_numbers_are_no_quotients_of_two_columns():
    rows = [
        ("甲局", 4183, 1883, 0),
        ("乙局", 683, 583, 0),
        ("丙局", 250, 250, 1),
        ("丁局", 100, 100, 1),
        ("戊局", 300, 300, 1),
    ]
    table = "\n".join(f"| {name} | {goal} | {gap} | {errors} |" for name, goal, gap, errors in rows)
    assert wrong(f"| 单位 | 申报数 | 在建数 | 错误 |\n{table}") == set()


def test_a_list_behind_a_colon_that_nothing_calls_whole_is_only_doubted():
    text = "1至9月交通固定资产投资4209亿元：公路3710.5亿元，沿海港口319.5亿元，内河73.4亿元。"
    assert verdict_of(text, "4209亿元") == "doubtful"
    assert wrong(text.replace("投资4209", "共投资4209")) == {"4209亿元"}
    assert wrong(text.replace("73.4", "197.0")) == {"197.0亿元"}  # 179.0: a slip of the pen


def test_what_is_among_them_is_of_the_number_right_before():
    text = "问题6项，金额237054.47万元：整改资金201783.20万元，其中追缴77038.68万元，归还原渠道1580万元。"
    assert verdict_of(text, "237054.47万元") is None


@pytest.mark.parametrize(("rate", "verdict"), [("6.4%", "ok"), ("4.6%", "wrong")])
def test_the_mean_of_two_years_is_the_root_of_their_growth(rate, verdict):
    text = f"开发投资同比增6.0%，比2019年同期增13.2%，两年平均{rate}。"
    assert verdict_of(text, rate) == verdict


def test_items_with_counts_of_their_own_add_up_and_are_no_names():
    assert verdict_of("项目7个：储备1个、申报3个、到位1个、在建2个。", "7个") == "ok"
    assert wrong("有5个单位：甲局3个、乙局2个、丙局1个、丁局1个。") == {"5个"}
