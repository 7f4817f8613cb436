"""What a run adds up is handed to its notebook, which reads no county once more."""

from collections.abc import Callable
from dataclasses import fields
from pathlib import Path

import pandas as pd
import pytest

from tests.city.conftest import PERIOD
from zzlib.city import CityError, city_month, load_city
from zzlib.city.gathering import CountyPart
from zzlib.city.handing import hand_over
from zzlib.indicators.measuring import table_of_figures
from zzlib.workspace import Workspace


@pytest.fixture
def city(make_city: Callable[..., Workspace], tmp_path: Path) -> Workspace:
    return make_city(tmp_path / "市")


def test_a_notebook_is_told_what_the_run_added_up(
    city: Workspace, parts: list[CountyPart], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = city_month(city, PERIOD, parts[:2])
    for name, value in hand_over(whole, tmp_path / "month").items():
        monkeypatch.setenv(name, value)
    told = load_city(PERIOD, city)
    assert [part.county.id for part in told.parts] == ["c01", "c02"]  # of three: nothing was gathered
    assert table_of_figures(told.figures).equals(table_of_figures(whole.figures))
    for field in fields(whole.month):
        if field.type is pd.DataFrame:
            assert getattr(told.month, field.name).equals(getattr(whole.month, field.name))


def test_another_month_than_the_one_handed_over_is_gathered(
    city: Workspace, parts: list[CountyPart], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in hand_over(city_month(city, PERIOD, parts[:2]), tmp_path / "month").items():
        monkeypatch.setenv(name, value)
    with pytest.raises(CityError, match="各县都没有 2013-11 的数据"):
        load_city("2013-11", city, 1)
