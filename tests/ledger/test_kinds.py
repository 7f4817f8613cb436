"""Where no return of the county states a kind, that is said once; where some do, each that does not is told."""

from tests.small_county import HEADER, SmallCounty
from zzlib.indicators import load_month

ROW = ["水库除险", "", "", "新增", "省级专项", 900, 600, 100, None]
WITHOUT = [title for title in HEADER if title != "项目类型"]


def filed(county: SmallCounty, *units: str, kind: str = "") -> list[str]:
    for number, unit in enumerate(units):
        row = [*ROW[:2], kind if number == 0 else "", *ROW[3:]]
        header = HEADER if kind else WITHOUT
        county.file_return("2013-01", unit, [row if kind else [*row[:2], *row[3:]]], header=header)
    issues = load_month("2013-01", county.workspace).issues
    return sorted(
        issues.loc[issues["code"].isin(["required_column_missing", "kind_missing", "kinds_unstated"]), "code"]
    )


def test_a_county_whose_form_asks_for_no_kind(county: SmallCounty) -> None:
    assert filed(county, "发改委", "水利局", "城关镇") == ["kinds_unstated"]


def test_one_return_that_states_a_kind_tells_that_the_others_should(county: SmallCounty) -> None:
    assert filed(county, "发改委", "水利局", "城关镇", kind="政策型") == ["kind_missing", "kind_missing"]


def test_a_few_returns_tell_nothing_of_the_county(county: SmallCounty) -> None:
    assert filed(county, "发改委") == ["required_column_missing"]
