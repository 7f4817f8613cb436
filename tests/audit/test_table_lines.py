"""What the lines of a table show by themselves, whatever their heads say, and counts, ranks and averages beside them."""

import random

import pytest

from zzlib.audit import audit_text


def wrong(text: str) -> list[str]:
    return [claim.stated for claim in audit_text(text) if claim.verdict in ("wrong", "doubtful")]


def table(*rows: str) -> str:
    return "\n".join(row.replace("|", "\t") for row in rows)


SHARES = table(
    "地区|户数|比重", "东桥|3120|31.20", "西桥|1874|{}", "南桥|2206|22.06", "北桥|1290|12.90", "中桥|1510|15.10"
)
AGES = table(
    "地区|青年|中年|老年",
    "东桥|31.25|48.15|20.60",
    "西桥|28.40|51.37|20.23",
    "南桥|30.06|{}|22.21",
    "北桥|27.91|50.02|22.07",
)
SECTORS = table(
    "城市|总值|增长|一产|增长|二产|增长",
    "东桥|9135.62|7.1|1320.41|3.0|7815.21|7.9",
    "西桥|6248.97|6.4|911.86|2.7|{}|7.2",
    "南桥|7402.18|5.9|1078.33|3.3|6323.85|6.1",
)
MULTIPLES = table(
    "项目|6月|5月|4月|3月",
    "基数（亿）|31.42|30.87|32.05|29.96",
    "总量（亿）|168.41|166.70|170.51|{}",
    "乘数|5.36|5.40|5.32|5.41",
)
PROFIT = table(
    "项目|本年|上年|前年", "收入|84,210|79,633|71,548", "成本|-51,906|-48,217|-44,031", "毛利|32,304|{}|27,517"
)
YIELDS = table(
    "品种|面积（千公顷）|单产（公斤/公顷）|总产（万吨）",
    "甲稻|31024.6|6815.3|21144.2",
    "乙麦|23918.4|{}|12741.3",
    "丙薯|8716.2|3718.6|3241.2",
)
TRAFFIC = table(
    "指标|单位|绝对数",
    "货运周转量|亿吨公里|5120.4",
    "铁路|亿吨公里|412.7",
    "公路|亿吨公里|633.9",
    "水运|亿吨公里|{}",
    "客运周转量|亿人公里|1048.6",
    "铁路|亿人公里|287.3",
    "公路|亿人公里|752.1",
    "水运|亿人公里|9.2",
)


@pytest.mark.parametrize(
    ("text", "right", "slip"),
    [
        (SHARES, "18.74", "17.84"),
        (AGES, "47.73", "47.37"),
        (SECTORS, "5337.11", "3537.11"),
        (MULTIPLES, "162.08", "126.08"),
        (PROFIT, "31,416", "34,116"),
        (YIELDS, "5327.0", "5237.0"),
        (TRAFFIC, "4073.8", "4703.8"),
    ],
)
def test_the_one_figure_that_breaks_what_all_other_places_of_a_table_show(text, right, slip):
    assert wrong(text.format(right)) == []
    assert wrong(text.format(slip)) == [slip]


def test_figures_by_chance_show_nothing():
    rng = random.Random(7)
    for _ in range(12):
        rows = ["单位|到位|下达|比重|结余"]
        rows += [f"{name}镇|{'|'.join(str(rng.randint(10, 9999)) for _ in range(4))}" for name in "东西南北中上下左右"]
        assert wrong(table(*rows)) == []


def test_a_title_between_rows_parts_no_table():
    rows = ["项目|个人|企业|总计", "一、新收|812|57|869", "二、结转|35|4|39", "三、办理结果"]
    rows += ["（一）公开|603|41|644", "（二）不公开|208|16|{}", "四、结转下年|36|4|40"]
    assert wrong(table(*rows).format(224)) == []
    assert wrong(table(*rows).format(242)) == ["242"]


@pytest.mark.parametrize(
    ("text", "right", "slip"),
    [
        ("在38个行业中，29个行业产值增长，{}个行业产值下降。", "9", "12"),
        ("23个镇中，超过5万人的2个，1万人至5万人的{}个，不足1万人的6个。", "15", "13"),
        ("东山、西山、南山、北山{}省（市）法院收案超过十万件。", "4", "5"),
        (
            "各县完成率分别为：东桥县71.3%、西桥县62.8%、南桥县55.4%、北桥县80.6%、中桥县48.9%。\n从排名看，西桥县居全市第{}位。",
            "3",
            "2",
        ),
        ("第31周（8月4日—8月10日），热线受理诉求53165件，日均{}件。", "7595", "7955"),
        ("4月份用电9126万千瓦时，日均用电{}万千瓦时。", "304.2", "294.4"),
        ("参保人数21.40万人，其中在职14.62万人，退休6.78万人。抚养比为{}:1。", "2.16", "2.61"),
        ("全县男性203118人，女性196402人。总人口性别比（女性为100）由上次的101.24升至{}。", "103.42", "104.32"),
    ],
)
def test_counts_ranks_and_averages_by_the_sentences_before(text, right, slip):
    assert wrong(text.format(right)) == []
    assert len(wrong(text.format(slip))) == 1


def test_a_daily_average_of_working_days_is_not_accused():
    assert wrong("4月份受理诉求6600件，日均受理300件。") == []
    assert wrong("在38个行业中，29个行业产值增长，7个行业产值下降。") == []


def test_a_unit_whose_round_numbers_are_those_of_others_together_is_no_total():
    rows = [
        "单位|年度任务|到位资金|完成率|位次|还差|月均需争资",
        "甲局|6600|5489|83.2%|4|1111|158.71",
        "乙局|8000|1450|18.1%|12|6550|935.71",
        "丙局|1400|0|0.0%|—|1400|200",
        "丁局|300|—|—|—|—|—",  # with it 丙局's 1400, but not the 1400 that is still to come
        "戊乡|600|0|0.0%|—|600|85.71",
        "己局|500|0|0.0%|—|500|71.43",
    ]
    assert wrong(table(*rows)) == []


PAID = table(
    "单位|任务|到位",
    "水利局|9000|5710",
    "交通局|9000|5340",
    "教育局|8000|4230",
    "林业局|5000|2390",
    "卫生局|4000|2010",
    "民政局|3500|1760",
    "农业局|3000|1480",
    "城关镇|1200|500",
    "东河镇|1000|300",
    "北山乡|800|180",
    "合计|44500|{}",
)


@pytest.mark.parametrize("stale", ["23910", "23863", "22900", "28900"])
def test_a_stale_total_of_whole_numbers_is_what_is_wrong_and_should_be_their_sum(stale):
    assert wrong(PAID.format("23900")) == []
    [claim] = [c for c in audit_text(PAID.format(stale)) if c.verdict in ("wrong", "doubtful")]
    assert (claim.stated, claim.recomputed) == (stale, "23900")
    lone = "\n".join("\t".join(row.split("\t")[::2]) for row in PAID.format(stale).splitlines())
    [claim] = [c for c in audit_text(lone) if c.verdict in ("wrong", "doubtful")]
    assert (claim.stated, claim.recomputed) == (stale, "23900")


EXPORTS = "其中主要商品出口额如下。\n" + table(
    "商品类别|出口额（亿元）", "机电产品|45.2", "轻纺产品|28.6", "农产品|12.4"
)


def test_a_row_of_all_others_closes_a_list_of_the_chief_ones():
    assert wrong(EXPORTS + table("\n其他|9.3", "合计|93.5")) == ["93.5"]
    assert wrong(EXPORTS + table("\n合计|93.5")) == []
