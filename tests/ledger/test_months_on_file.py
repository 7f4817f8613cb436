"""Whatever months of three years are on file: each of them can be checked, computed and told."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.small_county import SmallCounty
from zzlib.checks import check
from zzlib.indicators import Month, measure
from zzlib.ledger import PeriodError, build_ledger
from zzlib.periods import month_of, period_of, year_of
from zzlib.report import compose

MONTHS = [period_of(year, month) for year in (2012, 2013, 2014) for month in range(1, 13)]
UNIT = "水利局"


def county_with(root: Path, on_file: set[str]) -> SmallCounty:
    """File a return of one unit for each month: money comes in every month, a project is new each year."""
    county = SmallCounty(root / "县")
    county.reference(
        "targets", [{"year": y, "unit_id": "u02", "projects": 4, "funds_wan": 1000} for y in range(2012, 2015)]
    )
    for period in sorted(on_file):
        received = 10 * month_of(period)
        row = [f"河道治理{year_of(period)}", "", "个性型", "新增", "省级专项", 2 * received, received, received, None]
        county.file_return(period, UNIT, [row])
    return county


def told(county: SmallCounty, period: str) -> Month:
    """Check the month, compute it, and compose its document."""
    ledger = build_ledger(county.workspace, period)
    check(ledger)
    month = measure(ledger)
    assert compose(month).sentences()
    return month


@pytest.mark.slow
@given(st.sets(st.sampled_from(MONTHS), min_size=1, max_size=6), st.data())
@settings(max_examples=4, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], derandomize=True)
def test_any_months_on_file_can_be_told(tmp_path_factory, on_file, data):
    period = data.draw(st.sampled_from(sorted(on_file)))
    county = county_with(tmp_path_factory.mktemp("月"), on_file)
    assert_told(county, period, on_file)


@pytest.mark.parametrize(
    "on_file",
    [["2013-05", "2014-05"], ["2012-07", "2012-12", "2013-01", "2013-07"]],
    ids=["one month a year", "from July, a gap, over the new year"],
)
def test_a_second_year_after_a_start_in_mid_year_can_be_told(tmp_path, on_file):
    assert_told(county_with(tmp_path, set(on_file)), on_file[-1], set(on_file))


def assert_told(county: SmallCounty, period: str, on_file: set[str]) -> None:
    month = told(county, period)
    assert month.figures["funds_received"].value == 100_000 * month_of(period)
    last_year = period_of(year_of(period) - 1, month_of(period))
    assert (month.figures["funds_received_growth"].value is not None) == (last_year in on_file)


def test_a_folder_without_a_return_can_be_told(tmp_path):
    county = county_with(tmp_path, {"2013-05"})
    (county.root / "data" / "returns" / "2014-02").mkdir()
    assert told(county, "2014-02").nothing_filed


def test_a_month_without_a_folder_is_refused_with_those_there_are(tmp_path):
    county = county_with(tmp_path, {"2013-05", "2014-05"})
    with pytest.raises(PeriodError, match="2013-05、2014-05"):
        build_ledger(county.workspace, "2014-04")


def test_december_is_followed_by_a_new_year(tmp_path):
    county = county_with(tmp_path, {"2013-11", "2013-12", "2014-01"})
    assert told(county, "2013-12").figures.scopes("month") == ["month:2013-11"]
    assert told(county, "2014-01").figures.scopes("month") == []
