"""A city's own targets: its counties are held against them in every figure, place and word that rests on a target."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from tests.city.conftest import PERIOD
from zzlib.city.circular import city_circular
from zzlib.city.explaining import explain_city
from zzlib.city.gathering import CountyPart
from zzlib.city.month import CityMonth, city_month
from zzlib.city.tables import places
from zzlib.workspace import Workspace

Make = Callable[..., CityMonth]


@pytest.fixture
def under(make_city: Callable[..., Workspace], parts: list[CountyPart], tmp_path: Path) -> Make:
    """Give the city's month under lines of its targets.csv: `under("2013,c01,1,,90000")`."""

    def make(*lines: str) -> CityMonth:
        city = make_city(tmp_path / "市")
        (city.root / "data" / "reference").mkdir()
        text = "\n".join(["year,unit_id,from_month,projects,funds_wan,land_mu", *lines]) + "\n"
        (city.root / "data" / "reference" / "targets.csv").write_text(text, encoding="utf-8")
        return city_month(city, PERIOD, parts)

    return make


def value(city: CityMonth, figure: str, scope: str = "city") -> Decimal:
    found = city.figures[figure, scope].value
    assert found is not None
    return found


def test_a_target_of_the_city_stands_for_those_of_the_countys_units(under: Make, parts: list[CountyPart]) -> None:
    own = {part.county.id: part.month.figures["funds_target"].value for part in parts if part.month}
    city = under("2013,c01,1,40,90000,", "2013,c01,2,50,100000,")
    assert value(city, "funds_target", "county:c01") == 1_000_000_000, "the later line holds"
    assert value(city, "projects_target", "county:c01") == 50
    assert value(city, "funds_target") == 1_000_000_000 + own["c02"] + own["c03"]
    for scope in ("city", "county:c01"):
        share = value(city, "funds_received", scope) / value(city, "funds_target", scope)
        assert abs(value(city, "funds_completion", scope) - share) < Decimal("1e-10")
        gap = value(city, "funds_target", scope) - value(city, "funds_received", scope)
        assert value(city, "funds_gap", scope) == gap
    rows = city.month.units.set_index("unit_id")
    assert rows.loc["c01", "target_fen"] == 100_000_000_000 and places(city)["c01"] == "3"


def test_what_the_county_set_its_units_is_told_as_a_difference(under: Make) -> None:
    city = under("2013,c01,1,,100000,")
    [told] = city.differences[city.differences["setting"] == "targets"].to_dict("records")
    assert (told["county"], told["city_value"]) == ("甲县", "100000万元")
    assert "甲县的年度目标与市里不同" in city_circular(city).note


def test_counties_without_one_and_other_years_go_by_their_units(under: Make, parts: list[CountyPart]) -> None:
    city = under("2014,c01,1,,100000,")
    assert value(city, "funds_target") == sum(p.month.figures["funds_target"].value for p in parts if p.month)
    assert city.differences.empty


@pytest.mark.parametrize(
    ("line", "said"), [("2013,甲县,1,,9,", "没有这个 county_id"), ("2013,c01,1,,九万,", "应是不小于 0 的数字")]
)
def test_a_line_that_cannot_be_used_is_an_issue_at_its_cell(under: Make, line: str, said: str) -> None:
    found = [one for county, one in under(line).issues if not county]
    assert [(one.cell, said in one.message) for one in found if said in one.message] in (
        [("B2", True)], [("E2", True)],
    )  # fmt: skip


@pytest.mark.slow
def test_a_target_walks_to_its_cell(under: Make) -> None:
    city = under("2013,c01,1,,100000,").month.workspace
    found = explain_city(city, "funds_completion", PERIOD, "county:c01", 1)
    [(_, own)] = found.of_counties
    below = own.parts[own.parts["role"] == "denominator"]
    assert below[["value", "raw", "file", "cell"]].to_numpy().tolist() == [
        ["1000000000.00", "100000", "data/reference/targets.csv", "E2"]
    ]
    assert found.figure.denominator == Decimal(below["value"].iloc[0])
    whole = explain_city(city, "funds_target", PERIOD, "city", 1)
    assert sum(map(Decimal, whole.parts()["value"])) == whole.figure.value
