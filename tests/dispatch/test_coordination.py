"""What units and upper bodies have to agree on, the calendar of programmes, and what stands ready, each planted and found."""

from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.small_county import SmallCounty
from zzlib.dispatch.coordination import candidates, differences, leader_calls, programme_calendar, reserve, twin_pairs
from zzlib.indicators import Month, load_month
from zzlib.report.coordination_sheets import write_coordination

HEADER = [
    "序号",
    "项目名称",
    "项目类型",
    "项目性质",
    "投资方向",
    "资金级次",
    "项目阶段",
    "申报资金",
    "争取资金",
    "到位资金",
    "存在问题",
    "责任领导",
]
PLAIN = {
    "kind": "个性型", "origin": "新增", "field": "农田水利", "level": "省级", "stage": "申报", "applied": 100, "awarded": None, "received": None,
    "problems": "", "leader": "责任领导甲",
}  # fmt: skip
PERIOD = "2013-05"


def file(county: SmallCounty, unit: str, *rows: dict[str, Any]) -> None:
    table = [[row["name"], *({**PLAIN, **row}[name] for name in PLAIN)] for row in rows]
    county.file_return(PERIOD, unit, table, header=HEADER)


@pytest.fixture(scope="module")
def month(tmp_path_factory: pytest.TempPathFactory) -> Month:
    county = SmallCounty(tmp_path_factory.mktemp("coordination") / "县")
    fields = (("农田水利", "高"), ("教育", "高"), ("旅游开发", "中"))
    county.reference("policy_fields", [{"field": name, "priority": priority} for name, priority in fields])
    programmes = (("中小河流治理", "农田水利", "2013-03", "2013-07"), ("薄弱学校改造", "教育", "2013-02", "2013-05"))
    programmes += (("景区建设", "旅游开发", "2013-07", "2013-09"), ("灌区改造", "农田水利", "2013-02", "2013-06"))
    county.reference(
        "programmes", [dict(zip(("programme", "field", "opens", "closes"), one, strict=True)) for one in programmes]
    )
    county.reference("units", [*_units(county)])
    file(
        county, "水利局", {"name": "龙塘河治理"}, {"name": "渠道工程", "stage": "前期"}, {"name": "堤防工程", "stage": "前期", "problems": "可研没有批"},
        {"name": "泵站工程", "problems": "请县领导带队到省水利厅对接"},
    )  # fmt: skip
    file(
        county, "发改委", {"name": "龙塘河治理", "applied": 120, "leader": "责任领导乙"}, {"name": "景区道路", "field": "旅游开发", "stage": "谋划"},
        {"name": "管网工程", "field": "旅游开发", "level": "中央", "problems": "需带队汇报", "leader": ""},
        {"name": "灌区工程", "stage": "到位", "awarded": 80, "received": 50},
    )  # fmt: skip
    return load_month(PERIOD, county.workspace)


def _units(county: SmallCounty) -> list[dict[str, Any]]:
    return [
        {key: row[key] for key in ("unit_id", "name", "group", "ranked")} | {"leader": "责任领导丙"}
        for row in county.workspace.reference("units").rows()
    ]


def test_two_stories_of_a_project_stand_side_by_side(month: Month) -> None:
    [(one, other)] = twin_pairs(month)
    assert (one["unit_id"], other["unit_id"]) == ("u01", "u02")
    assert differences(one, other) == ["申报资金", "责任领导"]


def test_calls_are_told_by_the_body_that_the_unit_names_else_by_the_level_of_its_money(month: Month) -> None:
    calls = [(call.body, call.leader, call.row["project_name"]) for call in leader_calls(month)]
    assert sorted(calls) == [("中央有关部门", "责任领导丙", "管网工程"), ("省水利厅", "责任领导甲", "泵站工程")]


def test_the_calendar_says_who_could_apply_who_has_and_what_came_of_it(month: Month) -> None:
    calendar = {one.programme: one for one in programme_calendar(month)}
    assert list(calendar) == ["灌区改造", "中小河流治理", "景区建设", "薄弱学校改造"]
    assert [one.state for one in calendar.values()] == ["本月截止", "申报中", "未开始", "已截止"]
    river = calendar["中小河流治理"]
    assert {row["project_name"] for row in river.could} == {"渠道工程", "堤防工程"}
    assert {row["project_name"] for row in river.applied} == {"龙塘河治理", "泵站工程", "灌区工程"}
    assert [row["project_name"] for row in river.won] == ["灌区工程"]


def test_the_reserve_closes_and_names_the_priority_field_that_is_empty(month: Month) -> None:
    fields = {one.policy_field: one for one in reserve(month)}
    assert fields["农田水利"].stages == {"idea": 0, "reserve": 0, "preparation": 2, "applied": 3, "": 0}
    assert [name for name, one in fields.items() if one.is_empty] == ["教育"]
    assert sum(one.projects for one in fields.values()) == int(month.projects["pipeline"].sum())


def test_what_is_ripe_lacks_nothing_and_has_a_programme(month: Month) -> None:
    found = {one.row["project_name"]: one for one in candidates(month)}
    assert {name: one.is_ripe for name, one in found.items()} == {
        "渠道工程": True,
        "堤防工程": False,
        "景区道路": False,
    }
    assert found["堤防工程"].lacks == ("前期手续",)
    assert found["景区道路"].programmes == ("景区建设",)


def test_the_sheets_tell_the_same(month: Month, tmp_path: Path) -> None:
    write_coordination(month, tmp_path / "统筹储备.xlsx")
    book = openpyxl.load_workbook(tmp_path / "统筹储备.xlsx")
    assert book.sheetnames == ["两家同报", "已定的", "带队对接", "专项日历", "储备", "下一批和明年"]
    [twin] = book["两家同报"].iter_rows(min_row=4, values_only=True)
    assert (twin[1], twin[3], twin[5]) == ("发改委", "水利局", "申报资金、责任领导")
    rows = [row for row in book["储备"].iter_rows(min_row=4, values_only=True) if row[0] != "合计"]
    assert all(row[7] == sum(row[2:7]) for row in rows)
    school = next(row for row in book["专项日历"].iter_rows(min_row=4, values_only=True) if row[0] == "薄弱学校改造")
    assert school[6] == "没有单位有这一方向的项目，待明确"
