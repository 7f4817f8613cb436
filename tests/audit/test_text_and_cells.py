"""What a text says of a table's cells, and relations of lines that words, shares, years and other tables show."""

import pytest

from zzlib.audit import audit_text


def wrong(text: str) -> list[str]:
    return [claim.stated for claim in audit_text(text) if claim.verdict == "wrong"]


def asked(text: str) -> list[str]:
    return [claim.stated for claim in audit_text(text) if claim.verdict in ("wrong", "doubtful")]


def table(*rows: str) -> str:
    return "\n".join(row.replace("|", "\t") for row in rows)


YEARS = table(
    "年度|签约户数|解约户数|履约率", "2018|412.6|38.4|91.27", "2019|455.9|41.2|92.15", "2020|503.8|36.7|93.02"
)
ACROSS = table("指标|2017|2018|2019", "养老床位数|31.4|35.8|41.9", "每百名老人床位数|2.13|2.35|2.68")
SECTORS = table(
    "产业|从业人员|占比", "第一产业|41.27|34.6", "第二产业|30.18|25.3", "第三产业|47.83|40.1", "合计|119.28|100.0"
)
SALES = table("指标名称|本月|同比%|累计|同比%", "农产品|218534|5.1|1325876|8.4", "其中:生鲜|97412|-2.3|562319|3.6")
MEANS = table("项目|个人|企业|社团|合计", "本年新收|8254|311|74|8639", "上年结转|96|12|5|113")


@pytest.mark.parametrize(
    ("text", "right", "slip"),
    [
        ("2020年全县签约503.8万户，比上年增长{}%。\n" + YEARS, "10.5", "9.5"),
        ("2020年末履约率93.02%，比2018年提高{}个百分点。\n" + YEARS, "1.75", "7.15"),
        ("2018—2020年三年累计签约{}万户。\n" + YEARS, "1372.3", "1732.3"),
        ("截至2019年底，养老床位41.9万张，比上年增长{}%。\n" + ACROSS, "17.0", "14.5"),
        ("第三产业从业人员占比比第一产业高{}个百分点。\n" + SECTORS, "5.5", "15.5"),
        (
            "农产品销售21.85亿元，同比增长5.1%，上半年累计{}亿元，增长8.4%；生鲜累计56.23亿元。\n" + SALES,
            "132.6",
            "136.2",
        ),
        ("个人申请占本年新收的{}%，企业占3.60%，社团占0.86%。\n" + MEANS, "95.54", "95.45"),
    ],
)
def test_a_text_says_of_cells_what_they_give(text, right, slip):
    assert asked(text.format(right)) == []
    assert [stated.rstrip("%亿元万户个百分点") for stated in wrong(text.format(slip))] == [slip]


def test_growth_at_comparable_prices_is_not_reckoned_from_cells():
    assert wrong("2020年全县签约503.8万户，按可比口径比上年增长9.5%。\n" + YEARS) == []


def test_a_number_that_cuts_off_what_its_cell_prints_is_none_of_another():
    text = "其中，甲类贷款705.4亿元，增长7.59%；乙类贷款935.7亿元，增长39.8%。\n" + table(
        "指标|年末数|比上年增长(%)", "甲类贷款|705.4|7.59", "乙类贷款|935.7|39.85"
    )
    assert wrong(text) == []


AGES = table(
    "指标|年末数(万人)|比重(%)",
    "常住人口|1850.0|100.0",
    "其中:城镇|1213.0|65.6",
    "乡村|{}|34.4",
    "其中:男性|940.0|50.8",
    "女性|910.0|49.2",
)
SPENDING = table(
    "项目|绝对数（元）|增长率（%）|构成（%）",
    "消费支出|18472|7.4|100.0",
    "食品|5613|6.1|30.4",
    "衣着|1582|2.7|8.6",
    "居住|{}|9.8|19.3",
    "交通|2906|-4.5|15.7",
    "教育|2874|12.3|15.6",
    "其他|1926|8.8|10.4",
)
GROWN = table(
    "项目|2018|2019|2020|2021|2022",
    "营业收入|61,240|65,833|70,310|75,091|81,624",
    "(+/-)%|6.2%|7.5%|6.8%|{}|8.7%",
)
KINDS = table(
    "类别|受理(件)2015|2016|所占比重(%)2015|2016",
    "合计|48136|51287|100.0|100.0",
    "邻里|15211|16104|31.6|{}",
    "婚姻|18436|19233|38.3|37.5",
    "损害|8665|9437|18.0|18.4",
    "其他|5824|6513|12.1|12.7",
)
FUND = table("项目|2019|2020", "工伤基金收入|51.64|58.27", "工伤基金支出|47.92|50.38", "工伤基金累计结余|183.16|{}")
LETTERED = table(
    "指标名称|单位|数量",
    "累计支出|万元|86,417.9",
    "1.社会福利|万元|9,236.4",
    "2.社会救助|万元|77,181.5",
    "A 城市救助|万元|21,374.8",
    "B 农村救助|万元|{}",
)
MARGINS = (
    table(
        "分组|收入（亿元）|成本（亿元）|利润（亿元）",
        "国有|31284.6|25371.2|2189.9",
        "股份|84173.5|70216.4|5471.3",
        "外商|26418.7|22047.9|2034.2",
        "私营|47206.3|40533.8|2690.8",
    )
    + "\n注：各组之间有交叉。\n"
    + table("分组|利润率（%）|负债率（%）", "国有|7.00|57.3", "股份|6.50|58.1", "外商|7.70|53.6", "私营|{}|59.2")
)


@pytest.mark.parametrize(
    ("text", "right", "slip"),
    [
        (AGES, "637.0", "673.0"),
        (SPENDING, "3571", "3751"),
        (GROWN, "6.8%", "8.6%"),
        (KINDS, "31.4", "34.1"),
        (FUND, "191.05", "195.01"),
        (LETTERED, "55,806.7", "55,086.7"),
        (MARGINS, "5.70", "7.50"),
    ],
)
def test_lines_that_shares_years_letters_and_other_tables_tell(text, right, slip):
    assert asked(text.format(right)) == []
    found = [claim for claim in audit_text(text.format(slip)) if claim.verdict == "wrong"]
    assert len(found) == 1
    assert slip in (found[0].stated, *(operand.text for operand in found[0].operands))


def test_a_total_under_the_columns_of_names_and_of_more_parts_than_a_run_has():
    parts = [(n, 1000 + 37 * n * n % 911, n % 7) for n in range(1, 31)]
    rows = ["序号|类别|抽检数量（批次）|不合格数量（批次）", *(f"{n}|第{n}类食品|{a}|{b}" for n, a, b in parts)]
    total = sum(a for _, a, _ in parts)
    rows.append(f"总计|{{}}|{sum(b for _, _, b in parts)}")
    assert asked(table(*rows).format(total)) == []
    assert wrong(table(*rows).format(total + 900)) == [str(total + 900)]


def test_a_cell_that_one_relation_keeps_is_not_blamed_by_another():
    rows = ("项目|预算数|决算数", "合计|312|203.51", "出国费|0|0", "接待费|2|3.18", "购车及运行费|310|200.33")
    parts = ("其中:运行费|215|112.64", "购车费|95|{}")
    assert asked(table(*rows, *parts).format("87.69")) == []
    assert wrong(table(*rows, *parts).format("86.79")) == ["86.79"]


def test_rows_that_are_some_of_a_total_are_not_held_for_all():
    rows = ["地区|合计|甲类|乙类|丙类", "全市|183|66|63|54", "东区|36|6|20|10", "西区|20|8|7|5"]
    rows += ["南县|10|1|3|6", "北县|19|6|5|8", "上县|34|20|11|3", "下县|32|14|5|13", "中县|17|2|7|8"]
    assert wrong(table(*rows)) == []


@pytest.mark.parametrize(
    ("text", "right", "slip"),
    [
        ("从区域看，东县213件，列第1位；西县151件，南市126件，北县82件，列第{}位；中县61件，上县40件。", "4", "6"),
        ("按金额，东市28.41亿元，西市21.73亿元，南市13.06亿元，北市7.95亿元，依次列前{}位。", "4", "5"),
        ("金牌榜方面，田径14枚、游泳11枚、举重9枚、射击8枚、赛艇6枚，这{}项均为全省第一。", "5", "4"),
        ("公司规划了公路运输、铁路运输、港口装卸、仓储、第三方配送{}项核心业务。", "五", "六"),
        (
            "全市农村经济稳步发展，呈现出{}个新亮点，期望能持续。\n一、粮食稳产。\n全年丰收。\n二、畜牧增效。\n规模扩大。\n三、设施农业加快。\n大棚增多。",
            "三",
            "二",
        ),
        (
            "（三）财政收入增速达到{}%。\n全县财政收入完成38.2亿元，同比增长17.6%。其中税收收入29.5亿元，增长22.1%。",
            "17.6",
            "16.7",
        ),
        ("二、{}万件、92.7万人\n全省法院审结一审案件316.8万件，判处92.7万人。", "316.8", "361.8"),
        ("一、总体情况\n全年受理诉求15264件，其中投诉9473件。\n二、投诉情况\n投诉{}件，已全部办理。", "9473", "9743"),
    ],
)
def test_ranks_counts_and_headings_against_what_is_listed(text, right, slip):
    assert asked(text.format(right)) == []
    assert len(wrong(text.format(slip))) == 1


def test_two_digits_of_a_cell_changed_places_in_a_column_that_makes_a_number_of_the_text():
    rows = (
        "行业|利润（亿元）|增速（%）",
        "采矿业|2741.6|3.2",
        "制造业|{}|7.4",
        "其中：装备|8135.2|9.1",
        "水电气|2131.3|-1.5",
    )
    text = "全省规模以上企业实现利润总额18435.7亿元。\n" + table(*rows)
    assert wrong(text.format("13562.8")) == []
    assert wrong(text.format("13652.8")) == ["18435.7亿元"]


UNITS = table(
    "单位|项目目标|到位资金",
    "扶贫办|14|237",
    "青溪镇|22|1256",
    "水利局|9|2310",
    "交通局|12|618",
)
ARRIVED = "青溪镇到位资金1256万元，水利局到位资金2310万元，交通局到位资金618万元。"


@pytest.mark.parametrize(
    "said",
    [
        pytest.param(
            "已下达未到位的575万元（较多的是扶贫办239万元、青溪镇191万元、水利局145万元）。", id="what has not arrived"
        ),
        pytest.param(
            "到位资金已扣除收回的64万元（扶贫办41万元、交通局16万元、水利局7万元）。", id="no number of projects"
        ),
    ],
)
def test_a_cell_of_another_measure_is_not_held_against_a_unit(said):
    assert asked(f"{said}{ARRIVED}\n{UNITS}") == []


def test_what_has_arrived_is_held_against_its_cell():
    assert wrong(f"扶贫办到位资金273万元。{ARRIVED}\n{UNITS}") == ["273万元"]


TARGETS = """
| 单位 | 全年任务（万元） | 到位资金（万元） | 完成率 |
| --- | --- | --- | --- |
| 粮食局 | 1600 | 1400 | 0.875 |
| 民政局 | 4000 | 3000 | 0.75 |
| 林业局 | 4500 | 1350 | 0.3 |
| 供销社 | 15000 | 1800 | 0.12 |
| 合计 | 25100 | 7550 | 0.301 |"""


@pytest.mark.parametrize(
    ("said", "stated", "verdict"),
    [
        ("粮食局完成全年任务的87.5%，走在前列。", "87.5%", "ok"),
        ("粮食局完成全年任务的85.7%，走在前列。", "85.7%", "wrong"),
        ("全年任务3000万元以上的单位有3个，详见附表。", "3个", "ok"),
        ("全年任务3000万元以上的单位有4个，详见附表。", "4", "wrong"),
        ("到位资金不足1500万元的单位有2个，详见附表。", "2个", "ok"),
    ],
)
def test_a_row_is_named_by_what_was_done_and_rows_are_counted(said, stated, verdict):
    found = [
        claim for claim in audit_text(said + TARGETS) if claim.stated == stated and claim.verdict != "unverifiable"
    ]
    assert [str(claim.verdict) for claim in found] == [verdict]


def test_a_number_that_one_cell_refutes_is_told_once():
    wrong = [claim for claim in audit_text("民政局到位资金3050万元，居首位。" + TARGETS) if claim.verdict == "wrong"]
    assert [claim.stated for claim in wrong] == ["3050万元"]


COMPARED = "指标|1—5月|去年同期|增幅\n争取资金|23860|19200|24.3%\n中央资金|9120|9840|-7.3%\n省级资金|7440|5210|42.8%"
TURNED = "项目|上年同期|本期完成\n税收收入|57700|52180\n非税收入|21030|23500"


@pytest.mark.parametrize(
    ("said", "rows", "right", "wrong"),
    [
        ("中央资金9120万元，同比{}7.3%。", COMPARED, "下降", "增长"),
        ("省级资金7440万元，比去年同期增长{}。", COMPARED, "42.8%", "48.2%"),
        ("税收收入完成52180万元，同比{}9.6%。", TURNED, "下降", "增长"),
        ("税收收入完成52180万元，比上年同期下降{}。", TURNED, "9.6%", "6.9%"),
    ],
)
def test_growth_since_the_same_time_of_last_year_is_held_against_the_row(said, rows, right, wrong):
    def verdicts(text: str) -> list[str]:
        table = "\n".join(f"|{row}|" for row in rows.splitlines())
        return [c.verdict for c in audit_text(f"{text}\n{table}") if c.verdict in ("wrong", "doubtful")]

    assert verdicts(said.format(right)) == []
    assert verdicts(said.format(wrong)) == ["wrong"]
    assert verdicts("税收收入完成52180万元，环比增长3.1%；同口径同比增长2.0%。") == []
