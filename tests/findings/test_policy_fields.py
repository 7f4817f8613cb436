"""Which policy field a project serves: the return's, a person's, an earlier month's, else by keywords; never by a guess."""

import pytest

from tests.small_county import SmallCounty
from zzlib.indicators import load_month

HEADER = ["序号", "项目名称", "项目类型", "投资方向", "申报资金", "到位资金", "项目阶段"]
FIELDS = [
    {"field": "农田水利", "keywords": "水库、灌区", "priority": "高"},
    {"field": "安全饮水", "keywords": "饮水，水库供水", "priority": "高"},
    {"field": "交通", "keywords": "公路;桥", "priority": "中"},
]


def fields(county: SmallCounty, period: str = "2013-02") -> dict[str, tuple[str, str]]:
    projects = load_month(period, county.workspace).projects
    found = zip(projects["policy_field"], projects["field_from"], strict=True)
    return dict(zip(projects["project_name"], found, strict=True))


@pytest.fixture
def filed(county: SmallCounty) -> SmallCounty:
    county.reference("policy_fields", FIELDS)
    rows = [
        ["青山水库加固", "个性型", "", 100, 0, "申报"],
        ["城西水库供水工程", "个性型", "", 100, 0, "申报"],
        ["河口公路", "个性型", "教育", 100, 0, "申报"],
        ["灌区桥涵", "个性型", "", 100, 0, "申报"],
        ["公路灌区", "个性型", "", 100, 0, "申报"],
        ["文化站", "个性型", "", 100, 0, "谋划"],
    ]
    county.file_return("2013-02", "水利局", rows, header=HEADER)
    return county


def test_the_return_comes_first_then_the_longest_keyword_and_a_tie_stays_open(filed):
    found = fields(filed)
    assert found["青山水库加固"] == ("农田水利", "keywords")
    assert found["城西水库供水工程"] == ("安全饮水", "keywords")
    assert found["河口公路"] == ("教育", "return")
    assert found["灌区桥涵"] == ("农田水利", "keywords")
    assert found["公路灌区"] == ("未注明", "")
    assert found["文化站"] == ("未注明", "")


def test_a_persons_word_counts_and_holds_in_later_months(filed):
    entry = {"id": "f1", "period": "2013-02", "unit_id": "u02", "project": "公路灌区", "field": "policy_field"}
    filed.reference("corrections", [entry | {"expected": "", "value": "交通"}])
    assert fields(filed)["公路灌区"] == ("交通", "return")
    filed.file_return("2013-03", "水利局", [["公路灌区", "个性型", "", 120, 0, "申报"]], header=HEADER)
    assert fields(filed, "2013-03")["公路灌区"] == ("交通", "earlier")


def test_pipeline_and_money_are_told_by_field_and_the_empty_field_is_named(filed):
    month = load_month("2013-02", filed.workspace)
    assert month.figures["projects_pipeline", "field:农田水利"].value == 2
    assert month.figures["funds_pipeline", "field:安全饮水"].value == 1_000_000
    assert month.figures["fields_priority"].value == 2
    assert month.figures["fields_without_reserve"].value == 0
    filed.reference("policy_fields", [*FIELDS, {"field": "新能源", "keywords": "光伏", "priority": "高"}])
    month = load_month("2013-02", filed.workspace)
    assert list(month.fields.loc[month.fields["without_reserve"], "policy_field"]) == ["新能源"]


@pytest.mark.parametrize(
    ("opens", "closes", "is_open"),
    [
        ("2013-02", "2013-02", False), ("2013年1月", "2013年3月底", True), ("", "", True), ("2013-03", "", True),
        ("2013-04", "", False), ("", "2013-03-04", False), ("", "2013年3月5日", True),
    ],
)  # fmt: skip
def test_a_programme_is_open_when_the_circular_of_5_march_is_dated_between_its_days(filed, opens, closes, is_open):
    filed.reference("programmes", [{"programme": "某专项", "field": "交通", "opens": opens, "closes": closes}])
    assert load_month("2013-02", filed.workspace).figures["programmes_open"].value == int(is_open)
