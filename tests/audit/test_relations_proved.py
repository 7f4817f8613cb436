"""Errors that the numbers beside a figure prove: units, increments, shares of one whole, balances, parts past their whole."""

import pytest

from zzlib.audit import audit_text

GROWTH = "全区企业年末存款余额107937万元，比年初增加24543万元，增长{}。"
SHARES = (
    "全市固定资产投资累计完成50.63亿元，同比增长3.94倍。\n第一产业完成投资1.76亿元，占全市投资比重为3.5%；"
    "第二产业完成投资{second}，占全市投资比重为4.6%；第三产业完成投资46.52亿元，同比增长4.49倍，占全市投资比重为91.9%。\n"
    "民间投资完成19.47亿元，占全市固定资产投资比重{private}。"
)
FUND = "全市养老基金收入5500.4亿元，增长4.6%；全市养老基金支出4623.4亿元，增长7.5%。全市养老基金本年收支结余{}，年末滚存结余5313.5亿元。"
SCHOOLS = (
    "教师总人数3049人。其中：普通中学1245人，职业中学123人，小学1681人。升入高校学生总人数{}人。"
    "其中：一本院校120人，二本院校406人，三本院校282人，大专799人，高职349人。"
)
PROJECTS = "签订合同109个，到位资金{}。其中工业项目35个，到位资金6.14亿元；基础设施项目18个，到位资金8910万元；其它项目56个，到位资金1.31亿元。"
REVENUE = "地方财政收入10859万元。其中：国税686万元；地税8617万元；财政组织收入{}万元。"
PEOPLE = "全区户籍总人口453229人。出生人口4903人，出生率为{}。"
BUDGET = "全市一般公共预算支出完成{}，下降12.74%。\n市级一般公共预算支出完成81.13亿元，下降6.68%。"
JOBS = "全国就业人员中，第一产业就业人员占{}，第二产业就业人员占29.3%，第三产业就业人员占42.4%。"
PEOPLE_TWICE = (
    "年末全国就业人员{}万人，比上年末增加198万人。\n一、劳动就业\n年末全国就业人员77451万人，比上年末增加198万人。"
)
FIRES = "全市共发生火灾190起，致死1人。其中，由燃放烟花爆竹引起的火灾99起，占总数的{}。"
LOANS = "短期贷款余额88379万元，较年初增加7465万元，增长9.2%；中长期贷款余额{}，较年初增加114万元，增长0.3%。"
REPORTS = "受理举报3618件，占27%。比去年同期增加433件，举报量增长{}。"

SOWN = "早稻播种面积18.6万亩，比上年的17.9万亩{}0.7万亩，增长3.9%。"
SPENT = (
    "一般公共预算支出268437万元，其中：\n1. 教育支出61852万元，占23.0%；\n2. 就业支出54316万元，占{}；\n"
    "3. 卫生支出31607万元，占11.8%；\n4. 农林水支出28943万元，占10.8%。"
)


def wrong(text: str) -> dict[str, str]:
    return {claim.stated: claim.message for claim in audit_text(text) if claim.verdict == "wrong"}


def shares(*, second: str = "2.35亿元", private: str = "38.5%") -> str:
    return SHARES.format(second=second, private=private)


@pytest.mark.parametrize(
    ("text", "stated", "said"),
    [
        (GROWTH.format("18.2%"), "18.2%", "应为 29.4%"),
        (REPORTS.format("12%"), "12%", "是以本期的 3618件 作了分母"),
        (LOANS.format("38388亿元"), "38388亿元", "单位似应为“万元”"),
        (shares(second="2.35万元"), "2.35万元", "单位似应为“亿元”"),
        (shares(private="42.0%"), "42.0%", "应为 38.5%"),
        (FIRES.format("55.6%"), "55.6%", "应为 52.1%"),
        (FUND.format("730.5亿元"), "730.5亿元", "应为 877.0亿元"),
        (PEOPLE.format("10.8%"), "10.8%", "单位似应为“‰”"),
        (JOBS.format("283%"), "283%", "超过 100%"),
        (SOWN.format("少"), "0.7万亩", "多与少写反了"),
        (SPENT.format("22.2%"), "22.2%", "应为 20.2%"),
        (PEOPLE_TWICE.format(7451), "77451万人", "两处不一致"),
    ],
)
def test_what_the_numbers_beside_a_figure_prove_wrong(text, stated, said):
    found = wrong(text)
    assert list(found) == [stated] and said in found[stated]


@pytest.mark.parametrize(
    "text",
    [
        GROWTH.format("29.4%"),
        GROWTH.replace("增长{}", "同比增长{}").format("18.2%"),  # of another base than 年初
        GROWTH.replace("增长{}", "按可比口径增长{}").format("18.2%"),
        REPORTS.format("13.6%"),
        LOANS.format("38388万元"),
        shares(),
        FIRES.format("52.1%"),
        FUND.format("877.0亿元"),
        FUND.replace("本年收支", "累计").format("730.5亿元"),
        SCHOOLS.format(1956),
        SCHOOLS.format(2100),  # 其中 may leave some out
        PROJECTS.format("8.34亿元"),
        REVENUE.format(1556),
        PEOPLE.format("10.8‰"),
        BUDGET.format("249.87亿元"),
        JOBS.format("28.3%"),
        SOWN.format("多"),
        SPENT.format("20.2%"),
        PEOPLE_TWICE.format(77451),
    ],
)
def test_what_is_right_or_reckoned_otherwise_is_not_accused(text):
    assert wrong(text) == {}


ROADS = "公路里程 46574 {} 54876 56208\n干线公路 8091 7894 8321 8705\n国道 2214 2443 2783 2998\n县级公路 9291 12527 12634 12758\n其他公路 29192 33085 33921 34745"


def test_rows_told_as_lines_make_another_in_all_columns_but_one():
    found = wrong(ROADS.format(51073))
    assert list(found) == ["51073"] and "应为 53506" in found["51073"]
    assert wrong(ROADS.format(53506)) == {} == wrong(ROADS.format(53507))  # the last digit is rounded
