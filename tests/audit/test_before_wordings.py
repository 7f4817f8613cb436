"""One thing of two documents in ten wordings each: what the later one tells otherwise is found, what is right is let be."""

import pytest

from zzlib.audit.against.before import against_before
from zzlib.audit.documents.blocks import DocumentBlock
from zzlib.audit.documents.documents import text_blocks
from zzlib.audit.numbers.arithmetic import Verdict

Rows = tuple[tuple[str, ...], ...]


def told(now: str | Rows, then: str | Rows) -> list[str]:
    """Give the numbers that are accused or asked about."""
    blocks = [text_blocks(said) if isinstance(said, str) else [DocumentBlock(rows=said)] for said in (now, then)]
    found = against_before(*blocks, "上期.txt", "本期.txt").claims
    return [c.stated for c in found if c.verdict in (Verdict.WRONG, Verdict.DOUBTFUL)]


LISTS = [
    ("南河镇、北岭镇、西坝镇累计签约项目分别为{}个、{}个、{}个。", ("21", "14", "9"), ("23", "12", "11")),
    ("南河镇、北岭镇、西坝镇分别累计签约项目{}个、{}个、{}个。", ("21", "14", "9"), ("23", "12", "11")),
    ("南河镇、北岭镇和西坝镇依次完成投资{}亿元、{}亿元和{}亿元。", ("2.1", "1.4", "0.9"), ("2.3", "1.2", "1.1")),
    ("水务局、林草局到位资金分别达到{}万元、{}万元。", ("2100", "1400"), ("2300", "1200")),
    ("水务局、林草局分别到位资金{}万元和{}万元。", ("2100", "1400"), ("2300", "1200")),
    ("各镇中，南河镇、北岭镇累计完成造林分别为{}亩、{}亩。", ("2100", "1400"), ("2300", "1200")),
    ("签约项目最多的南河镇、北岭镇，分别签约{}个、{}个。", ("21", "14"), ("23", "12")),
    ("全市开工、竣工项目分别为{}个、{}个。", ("131", "58"), ("145", "53")),
    ("全市一般公共预算收入、支出分别完成{}亿元、{}亿元。", ("8.46", "24.9"), ("9.71", "22.9")),
    ("全市累计争取资金和到位资金分别为{}亿元、{}亿元。", ("5.82", "4.37"), ("6.10", "3.47")),
]


@pytest.mark.parametrize(("said", "then", "now"), LISTS)
def test_what_a_list_tells_of_each_is_each_ones(said, then, now):
    before, after = "截至5月底，" + said.format(*then), "截至6月底，" + said.format(*now)
    assert [stated.rstrip("个亩万亿元") for stated in told(after, before)] == [now[1]]
    assert told(before.replace("5月", "6月"), before) == []


FORMER = "去年全年，全市实际到位省外资金37.62亿元，去年上半年15.3亿元。今年一季度实际到位8.15亿元。"


@pytest.mark.parametrize(
    "said",
    [
        "上半年，全市实际到位省外资金19.47亿元（去年全年{}）。",
        "上半年，全市实际到位省外资金19.47亿元（去年全年为{}）。",
        "上半年，全市实际到位省外资金19.47亿元（上年全年{}）。",
        "上半年，全市实际到位省外资金19.47亿元（去年全年完成{}）。",
        "上半年，全市实际到位省外资金19.47亿元（去年全年到位{}）。",
        "上半年，全市实际到位省外资金19.47亿元（去年全年是{}），进度过半。",
        "上半年，全市实际到位省外资金19.47亿元，增长27.3%（去年全年{}）。",
        "上半年，全市实际到位省外资金19.47亿元（今年目标40亿元，去年全年{}）。",
    ],
)
def test_what_a_bracket_tells_of_another_time_is_of_the_same(said):
    title = "上半年利用省外资金情况\n"
    assert told(title + said.format("37.26亿元"), FORMER) == ["37.26亿元"]
    assert told(title + said.format("37.62亿元"), FORMER) == []


@pytest.mark.parametrize(
    "bracket", ["一季度{}", "其中一季度{}", "1—3月{}", "前三个月{}", "3月底为{}", "截至3月底{}", "一季度末{}"]
)
def test_a_bracket_tells_of_the_months_before(bracket):
    now = "上半年，全市实际到位省外资金19.47亿元（" + bracket + "）。"
    assert told(now.format("8.51亿元"), FORMER) == ["8.51亿元"]
    assert told(now.format("8.15亿元"), FORMER) == []


def sheet(dated: str, first: str) -> Rows:
    heads = (dated.partition("|")[0], "", ""), (dated.partition("|")[2], "", "")
    rows = ("南河镇", "60", first), ("北岭镇", "75", "52"), ("西坝镇", "40", "29")
    return *(row for row in heads if row[0]), ("乡镇", "改造任务（户）", "累计竣工（户）"), *rows


@pytest.mark.parametrize(
    "dated",
    [
        "危房改造进度表|截至2023年{}月底",
        "危房改造进度表|（截至{}月底）",
        "危房改造进度表|截止2023年{}月末",
        "危房改造进度表|2023年1—{}月",
        "危房改造进度表|统计时间：2023年{}月",
        "危房改造进度表|{}月份",
        "危房改造进度表|数据截至{}月底，单位：户",
        "2023年{}月危房改造进度表|",
        "截至{}月底危房改造进度表|",
        "危房改造进度表（1—{}月）|单位：户",
    ],
)
def test_a_sheet_tells_its_month_in_a_row_of_its_own(dated):
    then, now = sheet(dated.format(7), "47"), sheet(dated.format(8), "41")
    assert told(now, then) == ["41"]
    assert told(sheet(dated.format(8), "49"), then) == []


PAID: Rows = (
    ("专项资金支付情况表（截至2023年8月底）", "", ""),
    ("单位：万元", "", ""),
    ("单位", "累计下达", "累计支付"),
    ("林草局", "1100", "812.4"),
    ("水务局", "2300", "1410.5"),
    ("教体局", "2650", "1987"),
)


@pytest.mark.parametrize(
    "said",
    [
        "截至9月底，市林草局累计支付专项资金{}。",
        "截至9月底，林草局支付{}。",
        "截至9月底，本市林草局支付{}。",
        "截至9月底，林草局已支付资金{}，进度最慢。",
        "截至9月底，林草局累计支付各类专项资金{}。",
        "截至9月底，林草局资金支付{}，要加快。",
        "截至9月底，林草局专项资金累计支付{}。",
        "截至9月底，市林草局仅支付{}。",
        "截至9月底，各单位累计支付专项资金：林草局{}、水务局1530.2万元。",
        "截至9月底，支付专项资金较少的有林草局{}。",
        "截至9月底，水务局、林草局分别支付专项资金1530.2万元、{}。",
    ],
)
def test_text_and_a_cell_say_one_thing(said):
    assert told(said.format("798.6万元"), PAID) == ["798.6万元"]
    assert told(said.format("879.6万元"), PAID) == []


@pytest.mark.parametrize(
    "said",
    [
        "从时段看，1—4月全市查处酒驾醉驾{}，5月查处66起，今年以来累计查处283起。",
        "1—4月全市查处酒驾醉驾{}，1—5月累计查处283起。",
        "今年1至4月全市查处酒驾醉驾{}，5月查处66起。",
        "前四个月全市查处酒驾醉驾{}，5月份查处66起，截至目前共查处283起。",
        "截至4月底全市查处酒驾醉驾{}，截至5月底查处283起。",
        "全市今年以来累计查处酒驾醉驾283起，其中1—4月查处{}，5月查处66起。",
        "截至5月底，全市查处酒驾醉驾283起，比4月底的{}增加66起。",
        "截至5月底，全市查处酒驾醉驾283起（4月底为{}）。",
        "5月，全市查处酒驾醉驾66起，1—4月查处{}。",
    ],
)
def test_the_months_before_are_told_again(said):
    before = "道路交通安全整治专报\n1—4月，全市查处酒驾醉驾217起，行政拘留31人。"
    assert told("道路交通安全整治专报\n" + said.format("271起"), before) == ["271起"]
    assert told("道路交通安全整治专报\n" + said.format("217起"), before) == []


@pytest.mark.parametrize(
    "said",
    [
        "全市税收距全年任务还差3120万元，比上月减少{}。",
        "全市税收距全年任务还差3120万元，比7月底减少{}。",
        "全市税收距全年任务还差3120万元，较上月缩小{}。",
        "全市税收距全年任务还差3120万元，较上月末收窄{}。",
        "全市税收距全年任务还差3120万元，比上个月少{}。",
        "全市税收距全年任务还差3120万元，差额比上月减少{}。",
        "全市税收距全年任务还差3120万元，缺口比上月末缩小了{}。",
        "全市税收距全年任务还差3120万元，环比减少{}。",
        "全市税收距全年任务还差3120万元，与上月相比减少{}。",
        "全市税收距全年任务还差3120万元，较上期减少{}。",
    ],
)
def test_a_gap_narrows_by_the_difference(said):
    before = "税收攻坚调度（7月）\n截至7月底，全市税收距全年任务还差3640万元。"
    now = "税收攻坚调度（8月）\n截至8月底，"
    assert told(now + said.format("420万元"), before) == ["420万元"]
    assert told(now + said.format("520万元"), before) == []


@pytest.mark.parametrize(
    ("now", "then"),
    [
        pytest.param(
            "截至6月底，南河镇、北岭镇累计签约项目分别为23个、12个。",
            "截至5月底，南河镇、东原镇累计签约项目分别为21个、14个。",
            id="another town of the list",
        ),
        pytest.param(
            "截至9月底，林草局累计支付办公经费7.6万元，支付比例68%。",
            PAID,
            id="paid for something else",
        ),
        pytest.param("截至9月底，教体局下属学校累计支付资金102万元。", PAID, id="of a part"),
        pytest.param(
            "截至8月底，全市税收距全年任务还差3120万元，比去年同期减少420万元。",
            "截至7月底，全市税收距全年任务还差3640万元。",
            id="against the year before",
        ),
        pytest.param(
            "上半年，全市实际到位省外资金19.47亿元（其中工业项目11.2亿元，去年同期13.3亿元）。",
            FORMER,
            id="a part in a bracket",
        ),
        pytest.param(
            "8月到位资金919万元，多于上月的约588万元。", "7月到位资金622万元。", id="an estimate of the month before"
        ),
        pytest.param(
            (("专项", "申报截止"), ("薄弱学校改造", "9月10日"), ("农村电网改造", "9月30日")),
            (
                ("专项", "申报截止"),
                ("薄弱学校改造", "9月10日"),
                ("农村电网改造", "9月30日"),
                ("小型水库加固", "8月5日"),
            ),
            id="programmes come and go",
        ),
    ],
)
def test_what_only_sounds_alike_is_let_be(now, then):
    assert told(now, then) == []


GOAL = "1—4月利用外资简报\n今年市里确定的全年外资任务为6.8亿元，截至4月底到位2.04亿元。"


@pytest.mark.parametrize(
    "said",
    [
        "截至5月底，到位外资2.58亿元，完成全年外资任务{}的三成。",
        "今年市里下达的全年外资任务是{}。",
        "全年外资任务{}，截至5月底到位2.58亿元。",
        "今年确定外资任务{}。",
        "对照全年外资任务{}，进度偏慢。",
        "市里年初确定全年外资任务为{}，截至5月底到位2.58亿元。",
    ],
)
def test_who_set_a_target_is_nothing_of_it(said):
    title = "1—5月利用外资简报\n"
    assert told(title + said.format("8.6亿元"), GOAL) == ["8.6亿元"]
    assert told(title + said.format("6.8亿元"), GOAL) == []


@pytest.mark.parametrize(
    "said",
    [
        "5月底，我市税收总量在全省14个市（州）中排第3位，比上月的第{}位前移2位。",
        "5月底，我市税收总量居全省第3位，上月为第{}位。",
        "5月底，我市税收总量列全省第3，4月底列第{}。",
        "5月底，我市税收总量在全省排第3位（上月第{}位）。",
        "我市税收总量由上月的第{}位升至第3位。",
        "5月底，我市税收总量排名全省第三，较4月的第{}位有所前移。",
    ],
)
def test_the_rank_of_the_month_before_is_that_which_was_told(said):
    before = "税收简报（4月）\n4月底，我市税收总量在全省14个市（州）中排第6位。"
    title = "税收简报（5月）\n"
    assert told(title + said.format(5), before) == ["第5位" if "第5位" in said.format(5) else "第5"]
    assert told(title + said.format(6).replace("前移2位", "前移3位"), before) == []
    claims = against_before(text_blocks(title + said.format(5)), text_blocks(before), "4月.txt").claims
    assert all(claim.against.here == "“税收简报（5月）”下第 1 段" for claim in claims)


def test_other_ranks_are_let_be():
    before = "税收简报（4月）\n4月底，我市税收总量在全省14个市（州）中排第6位，增幅排第9位。第5批项目已经下达。"
    for said in (
        "我市税收增幅居全省第3位，上月为第9位。",
        "我市税收总量居全省第5位，去年同期为第4位。",
        "我市税收总量居全国同类城市第5位，比上月的第7位前移2位；居全省第3位。",
        "5月底，我市税收总量由3月底的第7位升至第5位。",
        "我市入库税款质量居全省第3位，上月为第2位。",
        "我市税收总量居全省第3位，比上月前移3位。",
        "江口市税收总量居全省第3位，上月为第5位。",
    ):
        assert told("税收简报（5月）\n" + said, before) == []


@pytest.mark.parametrize(
    ("said", "right", "wrong"),
    [
        ("上月没有报送报表的{}个单位中，已有3个补报。", 5, 4),
        ("上月有{}个单位未报送报表，现已全部补报。", 5, 4),
        ("上月未报报表的{}个单位已补报3个。", 5, 4),
        ("4月份有{}个单位没有上报报表，现已补报。", 5, 4),
        ("4月未报送报表的单位有{}个，均已补报。", 5, 4),
        ("4月没有报送的{}个单位，有3个已经补上。", 5, 4),
    ],
)
def test_how_many_did_not_report_is_told_again(said, right, wrong):
    for before in (
        "4月份有5个单位没有报送报表，分别是南河镇、北岭镇、农委、商务局、残联。",
        "4月未报送报表的单位有5个。",
    ):
        then, now = "报表报送情况（4月）\n" + before, "报表报送情况（5月）\n" + said
        assert told(now.format(wrong), then) == [f"{wrong}个"]
        assert told(now.format(right), then) == []


COLLECTED = "1—4月税收简报\n截至4月底，全市累计入库税款14320万元。"


@pytest.mark.parametrize(
    "said",
    [
        "经逐笔对账，4月底累计入库数由14320万元修订为12040万元。",
        "4月底累计入库税款更正为12040万元（上月通报14320万元有误）。",
        "上月简报中的14320万元系统计差错，现更正为12040万元。",
        "4月底累计入库税款14320万元，现核定为12040万元。",
        "4月底累计入库税款订正为12040万元，原为14320万元。",
        "上月误报4月底累计入库14320万元，实为12040万元，现予更正。",
    ],
)
def test_what_is_withdrawn_is_no_base(said):
    now = "1—5月税收简报\n" + said + "5月份入库税款1940万元，截至5月底全市累计入库税款13980万元。"
    assert told(now, COLLECTED) == []


def test_those_who_never_reported_are_others():
    for said in (
        "今年以来一直没有报送报表的单位有4个。",
        "上月未报送报表的乡镇有4个。",
        "5月有4个单位没有报送报表。",
        "上月没有报送总结的单位有4个。",
    ):
        assert told("报送情况（5月）\n" + said, "报送情况（4月）\n4月份有5个单位没有报送报表。") == []


def test_what_is_withdrawn_leaves_other_numbers_as_they_are():
    now = "1—5月税收简报\n4月底累计入库非税收入由1432万元修订为1204万元。截至5月底全市累计入库税款13980万元。"
    assert told(now, COLLECTED) == ["13980万元"]


@pytest.mark.parametrize(
    "said",
    [
        "（省里收回未开工项目资金260万元，5月另到位110万元）",
        "（收回未开工项目资金260万元）",
        "，主要是收回未支付资金260万元",
        "，因省厅收回长期未竣工工程资金260万元",
        "（退回未实施项目补助260万元）",
        "，其中核减未完成投资项目资金260万元",
        "，系上级收回停建项目到位资金260万元",
    ],
)
def test_what_was_not_begun_and_taken_back_explains_a_fall(said):
    then, now = "截至4月底，南河镇累计到位资金1560万元。", "截至5月底，南河镇累计到位资金1410万元"
    assert told(now + said + "。", then) == []
    assert told(now + "，没有收回未开工项目资金。", then) == ["1410万元"]
    assert told(now + "（已扣除收回的争取资金260万元）。".replace("已扣除", ""), then) == ["1410万元"]


APRIL = (
    "截至4月底，全县到位资金16480万元，完成全年任务51100万元的32.3%，距全年任务还差34620万元。到位资金总量居全市第6位。"
)


@pytest.mark.parametrize(
    ("said", "right", "slip"),
    [
        ("距全年任务还差31286万元。差额比上月末减少{}。", "3334万元", "3343万元"),
        ("与全年任务的差额为31286万元，比上月末减少{}。", "3334万元", "3343万元"),
        ("距全年任务的差额比上月末减少{}。", "3334万元", "3343万元"),
        ("距全年任务还差31286万元，缺口比上月底缩小{}。", "3334万元", "4334万元"),
        ("到位资金总量居全市第5位，比上月（{}）有所前移。", "第6位", "第7位"),
        ("到位资金总量居全市第5位。上月列全市{}。", "第6位", "第7位"),
    ],
)
def test_the_gap_and_the_rank_of_the_month_before_are_held(said, right, slip):
    now = "截至5月底，全县到位资金19814万元。" + said
    assert told(now.format(right), APRIL) == []
    assert told(now.format(slip), APRIL) == [slip]


@pytest.mark.parametrize(
    "said",
    [
        "距全年任务还差31286万元。投资缺口比上月末减少343万元。",
        "全年任务调整为53100万元，距全年任务的差额比上月末减少1334万元。",
        "到位资金总量居全市第5位，争取资金居全市第3位。上月列全市第7位。",
    ],
)
def test_a_gap_or_a_rank_of_something_else_is_let_be(said):
    assert told("截至5月底，全县到位资金19814万元。" + said, APRIL) == []
