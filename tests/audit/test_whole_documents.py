"""Documents with their tables: what stands in both, and what is no sum, no order and no share of another."""

import pytest

from zzlib.audit import audit_text
from zzlib.audit.audit import audit_blocks
from zzlib.audit.documents.blocks import DocumentBlock
from zzlib.audit.documents.documents import text_blocks
from zzlib.audit.numbers.arithmetic import Verdict
from zzlib.audit.reading.reading import read
from zzlib.audit.reading.register import FigureRegister
from zzlib.audit.tables.told_cells import ToldCells

GROWN = (
    ("科目", "执行数", "比上年增长", "占比"),
    ("教育", "21.40", "6.5", "42.8"),
    ("卫生健康", "12.60", "-3.1", "25.2"),
    ("农林水", "16.00", "4.4", "32.0"),
    ("合计", "50.00", "3.2", "100.0"),
)
SPED = (
    ("县区", "1—9月", "上年同期", "增速"),
    ("东区", "84.0", "80.0", "5.0"),
    ("西区", "63.0", "70.0", "-10.0"),
    ("全市", "147.0", "150.0", "-2.0"),
)
CHANGED = (
    ("学段", "在校生", "比上年增减"),
    ("小学", "9650", "-130"),
    ("初中", "4790", "160"),
    ("高中", "2580", "68"),
    ("合计", "17020", "98"),
)
RATED = (
    ("险种", "2022年上半年", "2021年上半年", "增减率"),
    ("养老", "8.40", "8.00", "5.0"),
    ("医疗", "6.30", "7.00", "-10.0"),
    ("合计", "14.70", "15.00", "-2.0"),
)
POINTED = (
    ("渠道", "受理", "满意", "满意率", "上年满意率", "增减（百分点）"),
    ("电话", "400", "388", "97.0", "96.1", "0.9"),
    ("网站", "200", "190", "95.0", "96.0", "-1.0"),
    ("来访", "100", "96", "96.0", "93.5", "2.5"),
    ("合计", "700", "674", "96.3", "95.8", "0.5"),
)
OUTLETS = (
    ("镇（街道）", "起数", "人口（万人）", "每万人起数"),
    ("东关街道", "90", "15.0", "6.0"),
    ("石桥镇", "56", "7.0", "8.0"),
    ("河口镇", "36", "4.0", "9.0"),
    ("全区", "182", "26.0", "7.0"),
)
TAKEN = (
    ("区县", "收入", "支出", "支出占收入（%）"),
    ("东区", "200", "160", "80.0"),
    ("西区", "100", "90", "90.0"),
    ("北区", "300", "294", "98.0"),
    ("合计", "600", "544", "90.7"),
)
PAID = (
    ("区县", "拨付资金（万元）", "完成率（%）"),
    ("城东区", "6200", "89.0"),
    ("本县", "4200", "70.4"),
    ("北山县", "3600", "64.0"),
    ("全市", "14000", "75.2"),
)
ARRIVALS = (
    ("站点", "出动（起）", "平均到场（分钟）"),
    ("城东站", "362", "6.2"),
    ("城西站", "318", "6.8"),
    ("北山站", "131", "11.4"),
)


def wrong(text: str, *tables: tuple[tuple[str, ...], ...]) -> list[str]:
    blocks = [*text_blocks(text), *(DocumentBlock(rows=rows) for rows in tables)]
    return [claim.stated for claim in audit_blocks(blocks) if claim.verdict == Verdict.WRONG]


def with_cell(table: tuple[tuple[str, ...], ...], row: int, column: int, said: str) -> tuple[tuple[str, ...], ...]:
    cells = [list(line) for line in table]
    cells[row][column] = said
    return tuple(map(tuple, cells))


@pytest.mark.parametrize("table", [GROWN, SPED, CHANGED, RATED, POINTED])
@pytest.mark.parametrize("title", ["表1 情况（单位：亿元、%）", "各区完成情况见下表："])
def test_the_growth_of_all_is_no_sum_of_growths(title, table):
    assert wrong(title, table) == []


def test_what_came_more_or_less_is_a_sum():
    assert wrong("在校生情况", with_cell(CHANGED, 4, 2, "89")) == ["89"]


@pytest.mark.parametrize(
    ("text", "off"),
    [
        ("今年上半年基金支出情况见下表，职工、居民分别比上年同期增长3.1%和2.2%。", []),
        ("今年上半年基金支出14.70亿元，比上年同期下降2.0%。", []),
        ("今年上半年基金支出14.70亿元，比上年同期下降2.6%。", ["2.6%"]),
    ],
)
def test_what_grew_in_turn_is_not_all_of_a_table(text, off):
    assert wrong(text, RATED) == off


@pytest.mark.parametrize(
    ("text", "table", "off"),
    [
        ("全区每万人火灾起数为7.0起，高于这一水平的有2个镇，其中河口镇最高。", OUTLETS, False),
        ("全区每万人火灾起数为7.0起，高于这一水平的有2个镇，其中石桥镇最高。", OUTLETS, True),
        ("起数最多的是东关街道。", OUTLETS, False),
        ("起数最多的是石桥镇。", OUTLETS, True),
        ("支出占收入比重最低的是东区。", TAKEN, False),
        ("支出占收入比重最低的是西区。", TAKEN, True),
        ("收入最低的是西区。", TAKEN, False),
        ("上述6个项目里，支出率超过80%的有4个。", PAID, False),
        ("完成率超过80%的有1个。", PAID, False),
        ("完成率超过80%的有2个。", PAID, True),
        ("本县4200万元居第2位，比第1位的城东区少2000万元，占全市总额的30.0%。", PAID, False),
        ("本县4200万元居第2位，比第1位的城东区少2000万元，占全市总额的36.0%。", PAID, True),
    ],
)
def test_the_column_is_the_one_that_is_spoken_of(text, table, off):
    assert bool(wrong(text, table)) == off


def test_the_fastest_takes_the_least_time():
    assert wrong("平均到场时间方面，城东站最快，为6.2分钟。", ARRIVALS) == []
    assert wrong("出动量看，城东站最多；到场最慢的是北山站。", ARRIVALS) == []


@pytest.mark.parametrize(
    "text",
    [
        "全年调解结案3860件、撤诉1640件，调撤率59.8%。",
        "承办的42个市直部门中，29个部门按时办结率为100%，其余13个部门有超期现象。",
        "完成率从高到低，甲局73.2%居第1位，乙局、丙局分别以73.0%、66.1%列第2、第3位；丁局仅46.8%，居末位。",
        "参保率方面，东河区98.1%、西山县97.0%、北岭县96.2%。参保率最高与最低的分别是东河区和北岭县。",
        "一是请县领导带队对接的23个项目，由专班按计划逐个对接，5月底前报告结果；二是落后于进度的20个单位5月底前逐项排出到位时间，还差最多的五个单位报出分月计划；三是到位资金为零的16个单位5月底前书面说明原因。",
        "完成率说得出的9个单位都落后于时序进度（50.0%）；6个单位到位资金为零，1个今年以来未报。",
        "护林员由84人增加到96人，年均净增4人。",
        "本季幼儿园招生1240人，在园2960人；小学招生1385人，在校1864人；特教班招生16人，在校37人，小学、特教班在校合计1901人。",
        "春季种植水稻面积2140亩，产量1180吨；玉米面积1350亩，产量710吨，两种作物产量共1890吨。",
        "投入中央资金60万元（其中苗木40万元、管护20万元），省级30万元，自筹10万元，概算总额100万元，中央、省级、自筹之比为6∶3∶1。",
        "全年共批捕涉林犯罪106人，起诉134人，同比分别上升6.0%、9.8%。其中，起诉滥伐林木罪犯34人，占涉林犯罪的25.4%。",
        "10月份共接警3388起（121起/天），比上月下降4.2%。其中治安类1932起（69起/天）。",
        "执行率低于60%的有3个，分别是泵站改建（57%）、冷库建设（55%）和停车场建设（尚未开工）。",
        "力争争取资金28亿元。\n今年人均争取资金5324元（按年末常住人口48.6万人计算），高于全市人均344元（全市为4980元）。",
        "居民保险收入增长7.3%，支出增长5.9%。\n两项基金总收入46.14亿元，同比增长6.1%；总支出40.40亿元，同比增长7.4%，支出增速快于收入1.4个百分点。",
        "6月份，优良天数26天（其中优7天、良19天），轻度污染3天、中度污染1天，无重度污染。",
        "最多的东山县318天，最少的西河市279天，南川区和北塘区同为305天；4个县（市、区）平均301.8天。",
        "给予5名个人每人奖励2000元，3个集体各奖励5000元，共计奖励25000元。",
        "会议自9时15分开到12时05分，历时2小时50分。",
    ],
)
def test_what_is_right_is_let_be(text):
    assert [claim.message for claim in audit_text(text) if claim.verdict == Verdict.WRONG] == []


@pytest.mark.parametrize(
    ("text", "label", "rows"),
    [
        ("全县已到位资金41229万元，完成全年任务130000万元的31.7%。", "2000", 0),
        ("2013年全县到位资金41229万元。", "2013", 1),
        ("2013年全县到位资金41229万元。", "13", 0),
    ],
)
def test_a_number_that_heads_a_row_calls_it_only_as_a_year(text, label, rows):
    table = (("", "到位", "完成率"), (label, "620", "31.0%"), ("水利局", "990", "55.0%"))
    register = FigureRegister(read([*text_blocks(text), DocumentBlock(rows=table)]))
    assert len(ToldCells(register).rows_named(register.reading.mentions[-1])) == rows


@pytest.mark.parametrize(
    ("text", "off"),
    [
        ("护林员由84人增加到96人，净增14人。", "14人"),
        ("春季小学招生812人，在校4960人；初中招生735人，在校2264人，小学、初中在校合计7242人。", "7242人"),
        ("投入中央资金60万元，省级30万元，自筹10万元，三者之比为6∶4∶1。", "6:4:1"),
        ("10月份共接警3388起，日均接警113起。", "113起"),
        ("执行率低于60%的有3个，分别是泵站改建（57%）、冷库建设（55%）。", "3个"),
    ],
)
def test_what_is_beside_them_is_told(text, off):
    assert [claim.stated for claim in audit_text(text) if claim.verdict == Verdict.WRONG] == [off]


def test_ends_told_together_are_each_of_their_own():
    text = "参保率方面，东河区98.1%、西山县97.0%、北岭县96.2%。参保率最高与最低的分别是西山县和北岭县。"
    assert [claim.kind for claim in audit_text(text) if claim.verdict == Verdict.WRONG] == ["order"]
