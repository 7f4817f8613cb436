"""Columns of two documents' tables: printed once more, or what came in the month between; a month told beside two totals."""

import re

import pytest

from zzlib.audit.against.before import against_before
from zzlib.audit.documents.documents import text_blocks
from zzlib.audit.numbers.arithmetic import Verdict

SLIP = re.compile(r"\{([^|{}]*)\|([^{}]*)\}")
"""What is right, and what is typed for it."""

STOCK = """复议情况（第三季度）
| 机构 | 上期结转 | 新收 | 审结 | 期末未结 |
| --- | --- | --- | --- | --- |
| 东河区 | 41 | 96 | 88 | 49 |
| 西河区 | 29 | 74 | 71 | 32 |
| 北河区 | 33 | 68 | 63 | 38 |
| 高新区 | 17 | 52 | 48 | 21 |"""
STOCK_NOW = """第四季度复议工作的通报
| 复议机构 | 期初结转 | 新收 | 审结 | 期末未结 |
| --- | --- | --- | --- | --- |
| 东河区 | 49 | 103 | 101 | 51 |
| 西河区 | 32 | 69 | 77 | 24 |
| 北河区 | {38|36} | 72 | {72|70} | 38 |
| 高新区 | 21 | 47 | 51 | 17 |"""
VISITS = """2023年接待情况
各县区接待人次如下（单位：万人次）：
| 县区 | 2023年 | 2022年 |
| --- | --- | --- |
| 东湖区 | 452.7 | 398.4 |
| 青山区 | 318.6 | 274.9 |
| 临江县 | 206.3 | 181.5 |
| 白石县 | 147.9 | 133.2 |"""
VISITS_NOW = """年度简报（2024年）
| 地区 | 本年接待（万人次） | 上年接待（万人次） |
| --- | --- | --- |
| 东湖区 | 489.5 | 452.7 |
| 青山区 | 341.2 | {318.6|316.8} |
| 临江县 | 221.8 | 206.3 |
| 白石县 | 155.1 | 147.9 |"""
MONTHS = """景区接待情况（2024年7月）
| 景区 | 7月（万人次） | 1—7月（万人次） |
|---|---|---|
| 云山景区 | 22.4 | 118.6 |
| 月湖景区 | 17.8 | 96.3 |
| 古城景区 | 26.5 | 143.9 |
| 桃园景区 | 8.1 | 53.8 |"""
MONTHS_NOW = """8月份景区客流统计
| 景区 | 8月接待（万人次） | 今年累计（万人次） |
|---|---|---|
| 古城景区 | {28.2|30.2} | 172.1 |
| 云山景区 | 25.1 | 143.7 |
| 月湖景区 | 19.6 | 115.9 |
| 桃园景区 | 7.4 | 61.2 |"""
TAX = "税收月度分析（2024年5月）\n1—5月累计组织税收收入482360万元，5月当月入库86470万元。"
TAX_NOW = (
    "税务局2024年6月收入完成情况\n上半年，累计入库税收581940万元，其中6月份组织入库{99580|98580}万元，实现“双过半”。"
)
LISTED = "重点项目建设情况（8月）\n在建项目共5个，分别是：滨河路改造、城东水厂扩建、医院迁建、南环快速路、北湖加固。"
LISTED_NOW = "9月份重点项目通报\n9月没有竣工、移出和新增项目，全部名单为：医院迁建、南环快速路、滨河路改造、{北湖加固、|}城东水厂扩建。"


@pytest.mark.parametrize(
    ("before", "now"), [(STOCK, STOCK_NOW), (VISITS, VISITS_NOW), (MONTHS, MONTHS_NOW), (TAX, TAX_NOW)]
)
def test_one_row_that_is_otherwise_is_told(before: str, now: str) -> None:
    def wrong(text: str) -> list[str]:
        claims = against_before(text_blocks(text), text_blocks(before), "上月.txt").claims
        return [claim.stated for claim in claims if claim.verdict == Verdict.WRONG]

    assert wrong(SLIP.sub(r"\1", now)) == []
    [shown] = wrong(SLIP.sub(r"\2", now))
    assert any(typed and typed in shown for _, typed in SLIP.findall(now))


def test_a_name_gone_from_a_list_of_all_is_told_where_nothing_is_said_to_have_left() -> None:
    def gone(text: str) -> list[str]:
        claims = against_before(text_blocks(text), text_blocks(LISTED), "上月.txt").claims
        return [claim.stated for claim in claims if claim.verdict == Verdict.WRONG]

    assert gone(SLIP.sub(r"\1", LISTED_NOW)) == []
    assert gone(SLIP.sub(r"\2", LISTED_NOW)) == ["北湖加固"]


def test_columns_are_not_compared_where_something_was_put_right() -> None:
    told = SLIP.sub(r"\2", VISITS_NOW) + "\n上年的数已作更正。"
    claims = against_before(text_blocks(told), text_blocks(VISITS), "上年.txt").claims
    assert [claim.stated for claim in claims if claim.verdict == Verdict.WRONG] == []
