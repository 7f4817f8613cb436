"""The measured month is kept beside its ledger: opened again, it is the same; changed or damaged, it is made anew."""

import dataclasses

import pandas as pd
import pytest

from tests.small_county import SmallCounty
from zzlib.indicators import Month, kept, load_month, measure
from zzlib.ledger import open_ledger

PERIOD = "2013-05"


@pytest.fixture
def filed(county: SmallCounty) -> SmallCounty:
    """A county with one return."""
    county.file_return(PERIOD, "发改委", [["污水处理厂", "", "政策型", "新增", "中央预算内", 800, 600, 300, ""]])
    return county


@pytest.fixture
def measurings(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The periods that were really measured, in order."""
    periods: list[str] = []

    def counting(ledger: kept.Ledger) -> Month:
        periods.append(ledger.period)
        return measure(ledger)

    monkeypatch.setattr(kept, "measure", counting)
    return periods


def assert_same(one: Month, other: Month) -> None:
    for field in dataclasses.fields(Month):
        left, right = getattr(one, field.name), getattr(other, field.name)
        if isinstance(left, pd.DataFrame):
            pd.testing.assert_frame_equal(left, right)
        elif field.name == "figures":
            assert list(left) == list(right)
        elif field.name not in ("workspace", "settings", "made"):
            assert left == right, field.name


def test_a_month_that_is_opened_again_is_the_one_that_was_measured(filed: SmallCounty, measurings: list[str]) -> None:
    first, second = (load_month(PERIOD, filed.workspace) for _ in range(2))
    assert measurings == [PERIOD]
    assert_same(first, second)
    assert_same(measure(open_ledger(filed.workspace, PERIOD)), second)


def test_a_return_that_comes_later_makes_the_month_anew(filed: SmallCounty, measurings: list[str]) -> None:
    before = load_month(PERIOD, filed.workspace).figures["projects_total"].value
    filed.file_return(PERIOD, "水利局", [["新水库", "", "政策型", "新增", "中央预算内", 500, 400, 200, ""]])
    after = load_month(PERIOD, filed.workspace).figures["projects_total"].value
    assert measurings == [PERIOD, PERIOD]
    assert before is not None and after == before + 1


@pytest.mark.parametrize("name", ["units.parquet", "meta.json"])
def test_what_is_damaged_on_disk_is_made_anew(filed: SmallCounty, measurings: list[str], name: str) -> None:
    first = load_month(PERIOD, filed.workspace)
    (filed.workspace.ledger_dir(PERIOD) / "month" / name).write_bytes(b"{half")
    assert_same(first, load_month(PERIOD, filed.workspace))
    assert measurings == [PERIOD, PERIOD]
