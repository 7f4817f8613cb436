"""A row that stands twice counts once: rows are equal in what they mean, however they are spelled."""

from datetime import date

import pytest

from tests.checks.examples import HEADER, row
from tests.small_county import SmallCounty
from zzlib.ledger import Ledger, build_ledger

FORM = [*HEADER, "立项时间"]


def filed(county: SmallCounty, *rows: list[object]) -> Ledger:
    county.file_return("2013-05", "水利局", rows, header=FORM)
    return build_ledger(county.workspace, "2013-05")


def told(ledger: Ledger) -> list[str]:
    return [i.cell for i in ledger.issues if i.code == "row_duplicate"]


DAYS = ["2013.03.05", "2013年3月5日", "2013/3/5", "20130305", date(2013, 3, 5)]


@pytest.mark.parametrize("day", DAYS)
def test_dates_are_compared_as_dates(county: SmallCounty, day: object) -> None:
    first, again = ([*row(received=100, awarded_on=spelled), spelled] for spelled in ("2013-3-5", day))
    ledger = filed(county, first, again)
    assert told(ledger) == ["B5"]
    assert int(ledger.month("funding")["received_fen"].sum()) == 100 * 10**6


@pytest.mark.parametrize("amount", ["100.0", "100万元", "0.01亿元", "1000000元", "１００"])
def test_amounts_are_compared_by_value(county: SmallCounty, amount: str) -> None:
    ledger = filed(county, [*row(received=100), None], [*row(received=amount), None])
    assert told(ledger) == ["B5"]


@pytest.mark.parametrize("name", ["通村 公路", " 通村公路", "“通村公路”"])
def test_names_are_compared_as_elsewhere(county: SmallCounty, name: str) -> None:
    assert told(filed(county, [*row(received=100), None], [*row(name=name, received=100), None])) == ["B5"]


@pytest.mark.parametrize(
    "other",
    [{"category": "中央专项"}, {"level": "中央"}, {"awarded_on": "2013-3-6"}, {"received": 101}, {"received": None}],
)
def test_what_differs_in_meaning_stays_two_lines(county: SmallCounty, other: dict[str, object]) -> None:
    usual: dict[str, object] = {"received": 100, "awarded_on": "2013-3-5"}
    ledger = filed(county, [*row(**usual), None], [*row(**usual | other), None])
    assert told(ledger) == []
    assert len(ledger.month("funding")) == 2


@pytest.mark.parametrize("name", ["通村公路(一期)", "通村公路〔一期〕", "通村公路【一期】", "通村公路 [一期]"])
def test_brackets_of_any_kind_are_the_same(county: SmallCounty, name: str) -> None:
    first, again = (row(name=spelled, received=100) for spelled in ("通村公路（一期）", name))
    assert told(filed(county, [*first, None], [*again, None])) == ["B5"]
