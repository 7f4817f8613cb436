"""The city's month for who asks for it: as the run that made it hands it to its notebook, else gathered."""

import os
import pickle
from pathlib import Path

from zzlib.city.counties import read_counties
from zzlib.city.gathering import gather
from zzlib.city.month import CityMonth, city_month
from zzlib.workspace import Workspace

HANDED = "ZZ_CITY_MONTH"
"""Names in the environment of a run's notebook the file in which the month lies; the run takes it away."""


def hand_over(whole: CityMonth, path: Path) -> dict[str, str]:
    """Write a month that was added up for a notebook of this very run; give what its environment must hold."""
    with path.open("wb") as file:
        pickle.dump(whole, file, protocol=pickle.HIGHEST_PROTOCOL)
    return {HANDED: str(path)}


def load_city(period: str = "", workspace: Workspace | None = None, workers: int = 2) -> CityMonth:
    """Give the city's month of a period, the latest when `""`: in a run's notebook what the run added up, else gathered anew.

    Raises:
        CityError: the workspace is no city's, its list can't be used, or no county has the month.
        NoReturnsError: no county has returns.
    """
    city = workspace or Workspace.find()
    read_counties(city)  # what is no city's workspace is told before its periods are looked for
    period = city.rhythm.check(period) if period else city.latest_period()
    if handed := _handed_over(city, period):
        return handed
    return city_month(city, period, gather(city, period, read_counties(city, period), workers=workers))


def _handed_over(city: Workspace, period: str) -> CityMonth | None:
    """Give the month that the run has handed over, `None` where there is none, or one of another city or period."""
    path = os.environ.get(HANDED)
    if not path:
        return None
    with Path(path).open("rb") as file:
        whole: CityMonth = pickle.load(file)
    return whole if (whole.month.workspace.root, whole.month.period) == (city.root, period) else None
