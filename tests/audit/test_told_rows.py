"""Which rows of a table the text names, how many, and how two of them stand to each other, held against the table."""

import pytest

from zzlib.audit import audit_text

TABLE = """
附表 水库蓄水情况

| 水库 | 库容（万立方米） | 年初蓄水（万立方米） | 年末蓄水（万立方米） | 增减 | 蓄水率（%） |
|---|---|---|---|---|---|
| 龙潭水库 | 5200 | 2600 | 3380 | 780 | 65.0 |
| 白鹭水库 | 3100 | 1990 | 1705 | -285 | 55.0 |
| 双河水库 | 2400 | 1300 | 1728 | 428 | 72.0 |
| 石门水库 | 1800 | 990 | 810 | -180 | 45.0 |
"""


def wrong(text: str) -> list[str]:
    return [c.message for c in audit_text(text + TABLE) if c.verdict == "wrong" and not c.cell]


@pytest.mark.parametrize(
    ("right", "other"),
    [
        ("蓄水率超过60%的有龙潭、双河2座。", "蓄水率超过60%的有龙潭、白鹭2座。"),
        ("蓄水率不足60%的是白鹭、石门两库。", "蓄水率不足60%的是白鹭、双河两库。"),
        ("蓄水量较年初减少的只有白鹭水库、石门水库2处。", "蓄水量较年初减少的只有白鹭水库、双河水库2处。"),
        ("龙潭、双河、石门3座水库完成除险加固。", "龙潭、双河3座水库完成除险加固。"),
        ("完成标准化管理的2座，分别是龙潭和石门。", "完成标准化管理的2座，分别是龙潭。"),
        ("双河的蓄水率高出末位的石门27.0个百分点。", "石门的蓄水率高出末位的双河27.0个百分点。"),
        ("年末蓄水龙潭最多，石门最少，相差2570万立方米。", "年末蓄水石门最多，龙潭最少，相差2570万立方米。"),
        ("库容最大的龙潭是最小的石门的2.89倍。", "库容最大的石门是最小的龙潭的2.89倍。"),
    ],
)
def test_rows_are_named_as_the_table_has_them(right, other):
    assert wrong(right) == []
    assert wrong(other)


@pytest.mark.parametrize(
    "text",
    [
        "开展安全鉴定的有龙潭等2座。",
        "汛期最高水位超过警戒线的有龙潭、白鹭2座。",
        "计划清淤的有双河、石门，各需资金80万元。",
        "龙潭、双河分别清淤3处和5处。",
        "石门的管护人员比龙潭多27人。",
    ],
)
def test_what_the_table_does_not_tell_is_left_alone(text):
    assert wrong(text) == []


IN_STEP = """
| 镇 | 耕地（亩） | 高标准农田（亩） | 机耕（亩） | 合作社（个） |
|---|---|---|---|---|
| 平安 | 12000 | 7800 | 9600 | 16 |
| 永丰 | 8000 | 4800 | 7200 | 25 |
| 太和 | 15000 | 6300 | 9750 | 30 |
"""


def of_step(text: str) -> dict[str, str]:
    return {c.stated: c.recomputed for c in audit_text(IN_STEP + "\n" + text) if c.verdict == "wrong"}


@pytest.mark.parametrize(
    ("text", "right", "other"),
    [
        ("平安、永丰、太和建成面积占比分别为65.0%、60.0%和{}。", "42.0%", "42.8%"),
        ("每个合作社对应的耕地，平安750亩、永丰320亩、太和{}。", "500亩", "600亩"),
        ("三镇现有耕地35000亩，其中已机耕{}。", "26550亩", "26650亩"),
    ],
)
def test_what_is_told_of_rows_in_step_is_made_alike(text, right, other):
    assert of_step(text.format(right)) == {}
    assert list(of_step(text.format(other))) == [other]


def test_one_column_counts_up_the_other():
    table = "| 月份 | 当月发证（件） | 累计发证（件） |\n|---|---|---|\n| 3月 | 42 | 131 |\n| 4月 | 58 | {} |\n| 5月 | 37 | 226 |\n| 6月 | 64 | 290 |\n"
    assert not [c for c in audit_text(table.format(189)) if c.verdict == "wrong"]
    assert [(c.stated, c.recomputed) for c in audit_text(table.format(198)) if c.verdict == "wrong"] == [("198", "189")]


def test_two_tables_with_a_caption_between_are_two():
    text = "表1 分所情况\n\n| 所 | 警情（起） | 损失（万元） |\n|---|---|---|\n| 东关 | 46 | 31.5 |\n| 西门 | 52 | 19.4 |\n| 南湖 | 29 | 26.8 |\n\n表2 分类型情况\n\n| 类型 | 警情（起） | 损失（万元） |\n|---|---|---|\n| 刷单 | 71 | 28.6 |\n| 客服 | 40 | 30.2 |\n| 其他 | 16 | 18.9 |\n\n警情最多的是西门，52起。"
    assert not [c for c in audit_text(text) if c.verdict == "wrong"]
