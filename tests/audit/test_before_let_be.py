"""What differs from the document before for a reason that the document itself tells is no slip; without the reason it is."""

import pytest

from zzlib.audit.against.before import against_before
from zzlib.audit.documents.documents import text_blocks
from zzlib.audit.numbers.arithmetic import Verdict


def wrong(now: str, before: str) -> list[str]:
    claims = against_before(text_blocks(now), text_blocks(before), "上月.txt").claims
    return [claim.stated for claim in claims if claim.verdict == Verdict.WRONG]


JOBS = "就业工作简报（1—4月）\n1—4月，城镇新增就业5260人，失业人员再就业1430人。"
JOBS_NOW = "就业工作简报（1—5月）\n{}1—5月，城镇新增就业5010人，失业人员再就业1490人。"
ECONOMY = "一季度经济运行情况\n一季度，第一产业增加值9.6亿元，第二产业增加值41.2亿元。"
ECONOMY_NOW = (
    "上半年经济运行情况\n上半年地区生产总值211.4亿元。一季度数据已最终核实，由102.3亿元修订为101.8亿元。"
    "分产业看，第一产业增加值21.7亿元，第二产业增加值88.5亿元。"
)
SALES = "前三季度工作总结\n实现商品销售总额61.24亿元，农资销售额9.37亿元。"
SALES_NOW = "全年工作总结\n全年实现商品销售总额86.9亿元，其中四季度25.7亿元，前三季度61.2亿元；农资销售额12.46亿元。"
WORKS = "建设专报（5月）\n一、投资完成。自开工以来累计完成投资7.6亿元。\n二、6月计划。计划完成投资1.2亿元。"
WORKS_NOW = "建设专报（6月）\n一、投资完成。自开工以来累计完成投资8.7亿元。\n二、7月计划。计划完成投资1.5亿元。"
HOUSES = "改造进展通报（8月）\n自2021年启动以来，累计完工小区143个，惠及居民4.16万户。"
HOUSES_NOW = "改造进展通报（9月）\n自2021年启动以来，累计完工小区151个，惠及居民4.43万户。"
SIGNED = "招商情况（4月）\n1—4月，新签约项目19个，完成全年50个任务的38.0%。4月末在谈项目41个。"
SIGNED_NOW = "招商情况（5月）\n1—5月，新签约项目24个，完成全年50个任务的48.0%。5月末在谈项目36个，比4月末减少5个。"


ROADS = "2024年12月交通运输情况\n1—12月完成投资71.5亿元。全年新改建农村公路286公里，实施危桥改造19座。"
ROADS_NOW = "2025年1月交通运输情况\n1月完成投资3.8亿元。上年（2024年）全年完成投资为71.5亿元。新改建农村公路5公里。"
WATER = "水情通报（5月31日）\n5月底累计灌溉11.8万亩次，开动机电泵站152处，累计抽水890万立方米。"
WATER_NOW = "水情通报（6月30日）\n6月底累计灌溉26.3万亩次，开动机电泵站139处，累计抽水2010万立方米。"
FOUND = "整改情况（9月）\n单位\t问题数\t已整改\n财政局\t23\t19\n教育局\t16\t12\n住建局\t18\t11\n卫健局\t14\t11\n河口镇\t11\t10"
FOUND_NOW = "整改情况（10月）\n问题数有调整，系在卫健局新认定3个问题。\n单位\t问题数\t已整改\n财政局\t23\t22\n教育局\t16\t15\n住建局\t18\t13\n卫健局\t17\t13\n河口镇\t11\t11"


@pytest.mark.parametrize(
    ("now", "before"),
    [
        (ROADS_NOW, ROADS),
        (WATER_NOW, WATER),
        (FOUND_NOW, FOUND),
        (JOBS_NOW.format("自5月1日起城东街道划归高新区，各项累计数与上期通报数不可直接比较。\n"), JOBS),
        (ECONOMY_NOW, ECONOMY),
        (SALES_NOW, SALES),
        (WORKS_NOW, WORKS),
        (HOUSES_NOW, HOUSES),
        (SIGNED_NOW, SIGNED),
    ],
)
def test_what_the_document_explains_is_let_be(now: str, before: str) -> None:
    assert wrong(now, before) == []


def test_without_the_reason_it_is_told() -> None:
    assert wrong(JOBS_NOW.format(""), JOBS) == ["5010人"]
    note = against_before(text_blocks(JOBS_NOW.format("与上期不可直接比较。\n")), text_blocks(JOBS), "上月.txt").note
    assert "不能直接比较" in note
