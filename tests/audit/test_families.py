"""Each family of claims (levels, shares, growth, sums, differences, counts, bands, pace, schedule): right ones and wrong ones."""

import pytest

from zzlib.audit import NumericClaim, audit_text

CASES = [
    # levels with targets: behind the verb, in brackets, in an earlier sentence
    ("完成投资7.5亿元，占全年任务12亿元的62.5%。", "level", "62.5%", "ok", "62.5%"),
    ("到位资金25.47亿元，完成市上全年任务（42.5亿元）的59.94%。", "level", "59.94%", "reachable", "59.93%"),
    ("到位资金25.47亿元，完成市上全年任务（42.5亿元）的69.94%。", "level", "69.94%", "wrong", "59.93%"),
    ("全年任务240个。截至6月底，全县已开发项目138个，完成全年任务的55.7%。", "level", "55.7%", "wrong", "57.5%"),
    ("县教育局争取资金0.35亿元，完成任务的70%。", "implied_target", "70%", "unverifiable", "0.50亿元"),
    # shares and rates
    ("全县编报项目303个，仅有36个争取到资金，占编报项目总数的12.3%。", "share", "12.3%", "wrong", "11.9%"),
    ("30个重点项目中，已开工22个，开工率73.3%。", "share", "73.3%", "ok", "73.3%"),
    ("已开工项目33个，未开工项目17个，开工率为66%。", "share", "66%", "ok", "66%"),
    ("共3个项目，已开工2个，开工率66.6%。", "share", "66.6%", "truncated", "66.7%"),
    # growth: printed base, increase, none
    ("完成投资56.32亿元，比上年同期的48.15亿元增长17.0%。", "growth", "17.0%", "ok", "17.0%"),
    ("完成投资56.32亿元，比上年同期的48.15亿元增长18.6%。", "growth", "18.6%", "wrong", "17.0%"),
    ("收入完成24627万元，比上年减收1070万元，下降4.2%。", "growth_increment", "4.2%", "ok", "4.2%"),
    ("收入完成24627万元，比上年减收1070万元，下降4.5%。", "growth_increment", "4.5%", "wrong", "4.2%"),
    ("累计开发项目409个，同比增长77.3%。", "growth", "77.3%", "wrong", ""),
    ("累计开发项目409个，同比增长77.1%。", "growth", "77.1%", "unverifiable", ""),
    ("到位资金4.12亿元，同比增长172.4%。", "growth", "172.4%", "unverifiable", "1.51亿元"),
    ("从2010年的1.2亿元增加到2012年的3.6亿元，增长了2倍。", "growth", "2倍", "ok", "2倍"),
    ("生产总值达86.5亿元，是2008年41.2亿元的2.6倍。", "growth", "2.6倍", "wrong", "2.1倍"),
    # differences
    ("到位资金2.8亿元，距全年4亿元的任务还差1.2亿元。", "difference", "1.2亿元", "ok", "1.2亿元"),
    ("到位资金2.8亿元，距全年4亿元的任务还差1.4亿元。", "difference", "1.4亿元", "wrong", "1.2亿元"),
    ("收回资金3650万元，其中1860万元已安排，其余1970万元待安排。", "difference", "1970万元", "wrong", "1790万元"),
    ("不良率由4.8%降至3.1%，下降2.7个百分点。", "difference", "2.7个百分点", "wrong", "1.7个百分点"),
    ("企业由51家增加到58家，净增8家。", "difference", "8家", "wrong", "7家"),
    # sums: brackets, 合计, 由…组成, mixed units
    ("争取项目56个（政策性项目35个，竞争性项目23个）。", "sum", "56个", "wrong", "58个"),
    ("水利8910万元，教育1.2亿元，交通2.05亿元，合计4.141亿元。", "sum", "4.141亿元", "ok", "4.141亿元"),
    ("水利8910万元，教育1.2亿元，交通2.05亿元，合计4.411亿元。", "sum", "4.411亿元", "wrong", "4.141亿元"),
    (
        "累计开发330个（结转项目118个，新增项目202个），其中政策型项目96个，个性型项目224个。",
        "sum",
        "330个",
        "wrong",
        "320个",
    ),
    # counts and bands
    ("有4个单位，分别是发改委、财政局、民政局。", "count", "4个", "wrong", "3个"),
    ("有3个单位，分别是扶贫和移民办、财政局、民政局。", "count", "3个", "ok", "3个"),
    ("亿元以上的县有3个，即：甲县1.8亿元、乙县1.2亿元、丙县0.95亿元。", "band", "3个", "wrong", "2个"),
    # pace and schedule
    ("截至5月底，缺口还有8.9亿元，相当于每月至少要争资1.48亿元以上。", "pace", "1.48亿元", "wrong", "1.27亿元"),
    ("缺口5.1亿元，后六个月月均需争取8500万元。", "pace", "8500万元", "ok", "8500万元"),
    ("截至9月底，完成全年任务的62.5%，低于序时进度7.5个百分点。", "schedule", "7.5个百分点", "wrong", "12.5个百分点"),
    ("前三季度，完成年度预算的71.3%，欠序时进度3.7个百分点。", "schedule", "3.7个百分点", "ok", "3.7个百分点"),
]
CASES += [
    # a list of shares: the whole that all have in common, printed before or the sum of the parts
    ("全镇受理诉求750件。咨询465件，占62%；求助210件，占28%；投诉75件，占10%。", "share", "28%", "ok", "28%"),
    ("全镇受理诉求750件。咨询465件，占62%；求助210件，占25%；投诉75件，占10%。", "share", "25%", "wrong", "28%"),
    ("接待费15.60万元，占80%；车辆费3.90万元，占20%。", "share", "20%", "ok", "20%"),
    # lists of changes beside lists of levels
    ("发生事故36起、死亡41人，同比减少4起、9人，分别下降10.0%和18.0%。", "growth_increment", "18.0%", "ok", "18.0%"),
    ("发生事故36起、死亡41人，同比减少4起、9人，分别下降10.0%和19.0%。", "growth_increment", "19.0%", "wrong", "18.0%"),
    # parts that make a total to its last digit, in the sentence or in the next one
    (
        "全年共争取资金84.7亿元。其中，中央资金51.3亿元，省级资金30.2亿元，其他资金3.2亿元。",
        "sum",
        "84.7亿元",
        "ok",
        "84.7亿元",
    ),
    ("受理诉求3126件，来电2815件，来信311件。", "sum", "3126件", "ok", "3126件"),
    # the base printed with 相比 or 较…的, the result after it; a change with its converted unit in brackets
    ("全县人口与2010年普查的318420人相比，增加9871人，增长3.10%。", "growth", "3.10%", "ok", "3.10%"),
    ("耕地412千公顷（618万亩），比上年减少8千公顷（12万亩），下降1.9%。", "growth_increment", "1.9%", "ok", "1.9%"),
    ("1—10月，完成年度计划的86.2%，超均衡进度2.9个百分点。", "schedule", "2.9个百分点", "ok", "2.9个百分点"),
    ("至4月底，完成年度预算的36.8%，超序时进度3.5个百分点。", "schedule", "3.5个百分点", "ok", "3.5个百分点"),
    ("1—10月，完成任务的91.6%，超序时进度8.3%。", "schedule", "8.3%", "ok", "8.3%"),
    ("本期支出131万元，比上年同期88万元增支43元。", "consistency", "43元", "wrong", "43万元"),
    # thousands with blanks, traditional characters, a fall to nothing, a schedule rounded beforehand
    ("全年受理案件12 400件，审结11 160件，占受理案件12 400件的91%。", "share", "91%", "wrong", "90%"),
    ("到位資金2.4億元，占全年任務4億元的50%。", "level", "50%", "wrong", "60%"),
    ("受理案件32150件，同比增长4.2%。", "growth", "4.2%", "unverifiable", ""),
    ("投诉0件，同比下降100%。", "growth", "100%", "ok", "100%"),
    ("截至7月底，完成预算的54.2%，低于序时进度3.8个百分点。", "schedule", "3.8个百分点", "reachable", "3.9个百分点"),
]


def one(text: str, kind: str, stated: str) -> NumericClaim:
    return next(claim for claim in audit_text(text) if (claim.kind, claim.stated) == (kind, stated))


@pytest.mark.parametrize(("text", "kind", "stated", "verdict", "recomputed"), CASES)
def test_claims(text, kind, stated, verdict, recomputed):
    claim = one(text, kind, stated)
    assert (claim.verdict, claim.recomputed) == (verdict, recomputed)


def test_several_results_belong_to_several_operands():
    text = "甲、乙、丙镇分别完成投资1560万元、890万元、430万元，分别占年计划2400万元、1500万元、1000万元的65%、61.3%、43%。"
    found = {claim.stated: claim for claim in audit_text(text) if claim.kind == "level"}
    assert [found[stated].verdict for stated in ("65%", "61.3%", "43%")] == ["ok", "wrong", "ok"]
    assert [operand.text for operand in found["61.3%"].operands] == ["890万元", "1500万元"]


@pytest.mark.parametrize(
    ("text", "stated", "cause"),
    [
        ("完成3.5万亩，占任务4.2万亩的0.833%。", "0.833%", "相差 100 倍"),
        ("下达资金19200万元，已支付1.08亿元，支付率0.56%。", "0.56%", "相差 100 倍"),
        ("编报项目106个，有59个争取到资金，占编报项目的56.2%。", "56.2%", "分母是 105"),
        ("办理业务4712460件，网上办理11000件，占全部业务的0.3%。", "0.3%", "分母是 3142858 至 4400000"),
        ("本期支出131万元，比上年同期88万元增支43元。", "43元", "单位似应为“万元”"),
        ("截至8月底，缺口还有1.2亿元，平均每月需争取2400万元。", "2400万元", "按 5 个月算"),
    ],
)
def test_the_cause_is_named(text, stated, cause):
    claim = next(claim for claim in audit_text(text) if claim.stated == stated)
    assert claim.verdict == "wrong" and cause in claim.message


TABLE = """| 单位 | 年度任务（万元） | 到位资金（万元） | 完成率 |
|---|---|---|---|
| 财政局 | 12000 | 9600 | 80% |
| 水利局 | 8000 | 5200 | {rate} |
| 合计 | 20000 | {total} | 74% |"""


def test_a_table_is_held_against_itself():
    wrong = [c for c in audit_text(TABLE.format(rate="56%", total="14800")) if c.verdict == "wrong"]
    assert [(c.kind, c.subject, c.stated, c.recomputed) for c in wrong] == [("level", "水利局 完成率", "56%", "65%")]
    wrong = [c for c in audit_text(TABLE.format(rate="65%", total="14700")) if c.verdict == "wrong"]
    assert ("sum", "14700", "14800") in [(c.kind, c.stated, c.recomputed) for c in wrong]


def test_text_is_held_against_the_table():
    text = "水利局到位资金5400万元。\n" + TABLE.format(rate="65%", total="14800")
    claim = next(c for c in audit_text(text) if c.kind == "consistency")
    assert (claim.verdict, claim.recomputed) == ("wrong", "5200万元")


def test_a_totals_row_of_a_partial_list_is_not_called_wrong():
    rows = "| 乡镇 | 人口（人） | 耕地（亩） |\n|---|---|---|\n| 甲镇 | 3200 | 1800 |\n| 乙镇 | 2100 | 1500 |\n| 全县 | 9800 | 5100 |"
    assert [claim.verdict for claim in audit_text(rows)] == ["unverifiable", "unverifiable"]


@pytest.mark.parametrize(("said", "verdict"), [("5239", "ok"), ("5.2", "ok"), ("5.23", "truncated"), ("5.33", "wrong")])
def test_a_figure_that_is_only_cut_off_is_not_called_wrong_beside_a_table(said, verdict):
    unit = "千万元" if "." in said else "万元"
    text = f"水利局到位资金{said}{unit}。\n" + TABLE.format(rate="65%", total="14839").replace("| 5200 |", "| 5239 |")
    assert [str(c.verdict) for c in audit_text(text) if c.kind == "consistency"] == [verdict]


def test_what_is_cut_off_gives_no_whole_base_and_no_hundred_per_cent_and_is_not_called_wrong():
    assert [str(c.verdict) for c in audit_text("全县信访52件，同比增长15.5%。")] == ["truncated"]
    assert [str(c.verdict) for c in audit_text("全县信访52件，同比增长15.7%。")] == ["wrong"]
