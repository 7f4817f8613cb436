"""Last year's amounts out of a summary by unit: they compare as a whole, and by no kind or fund category."""

from typing import Any

import pytest

from tests.small_county import SmallCounty
from zzlib.indicators import Month, load_month

ROWS = [
    ["灌区改造", "", "个性型", "新增", "中央预算内", 900, 600, 300, ""],
    ["低保", "", "政策型", "新增", "民政", 90, 60, 50, ""],
]


def history(unit_id: str, yuan: int, **said: str) -> dict[str, Any]:
    return {"year": 2012, "month": 5, "unit_id": unit_id, "awarded_yuan": yuan, "received_yuan": yuan, **said}


def month(county: SmallCounty, *rows: dict[str, Any]) -> Month:
    county.reference("history_funds", rows)
    for unit in ("发改委", "水利局"):
        county.file_return("2013-05", unit, ROWS)
    return load_month("2013-05", county.workspace)


def text(month: Month, figure: str, scope: str = "county") -> str:
    return month.figures.text(figure, scope)


SPLIT = {"kind": "competitive", "fund_category": "中央预算内"}


def test_a_summary_compares_as_a_whole_only(county: SmallCounty) -> None:
    found = month(county, history("u01", 3_500_000), history("u02", 1_750_000))
    assert (
        text(found, "funds_received_growth") == "33.3%" and text(found, "funds_received_growth", "unit:u01") == "0.0%"
    )
    for scope in ("kind:competitive", "kind:unstated", "category:民政", "category:未注明"):
        assert text(found, "funds_received_growth", scope) == "—"
    for scope in ("county", "unit:u01", "group:县直", "category:民政"):
        assert text(found, "funds_increment", scope) == "—"
    assert found.categories["last_year_fen"].isna().all()


def test_what_is_stated_by_category_is_compared_by_it_as_ever(county: SmallCounty) -> None:
    found = month(county, history("u01", 1_000_000, **SPLIT), history("u02", 2_000_000, **SPLIT))
    assert (
        text(found, "funds_increment") == "400万元"
        and text(found, "funds_received_growth", "kind:competitive") == "100.0%"
    )


def test_one_unit_without_categories_leaves_the_others_their_increase(county: SmallCounty) -> None:
    found = month(county, history("u01", 1_000_000), history("u02", 2_000_000, **SPLIT))
    assert [text(found, "funds_increment", scope) for scope in ("unit:u01", "unit:u02", "county")] == [
        "—",
        "150万元",
        "—",
    ]


@pytest.mark.parametrize("amount", [0, 3_500_000])
def test_nothing_is_nothing_of_any_category(county: SmallCounty, amount: int) -> None:
    found = month(county, history("u01", amount), history("u02", 0, **SPLIT))
    assert text(found, "funds_increment") == ("—" if amount else "700万元")


def test_a_county_that_tells_no_categories_in_either_year_compares_units(county: SmallCounty) -> None:
    county.reference("history_funds", [history("u01", 1_000_000)])
    county.file_return("2013-05", "发改委", [["灌区改造", "", "个性型", "新增", "", 900, 600, 300, ""]])
    assert text(load_month("2013-05", county.workspace), "funds_increment") == "200万元"
