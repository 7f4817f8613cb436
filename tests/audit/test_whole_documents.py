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


@pytest.mark.parametrize("table", [GROWN, SPED, CHANGED])
@pytest.mark.parametrize("title", ["表1 情况（单位：亿元、%）", "各区完成情况见下表："])
def test_the_growth_of_all_is_no_sum_of_growths(title, table):
    assert wrong(title, table) == []


def test_what_came_more_or_less_is_a_sum():
    assert wrong("在校生情况", with_cell(CHANGED, 4, 2, "89")) == ["89"]


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


def test_ends_told_together_are_each_of_their_own():
    text = "参保率方面，东河区98.1%、西山县97.0%、北岭县96.2%。参保率最高与最低的分别是西山县和北岭县。"
    assert [claim.kind for claim in audit_text(text) if claim.verdict == Verdict.WRONG] == ["order"]
