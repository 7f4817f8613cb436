"""Counties' months spread over workers: nothing is lost and nothing told twice when one of them dies."""

import os
import signal
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from tests.city.conftest import PERIOD
from tests.city.deadly import DEADLY, work
from zzlib.city import fanning
from zzlib.city.counties import CityError, read_counties
from zzlib.city.fanning import spread
from zzlib.city.gathering import CountyPart, gather
from zzlib.settings import Engine
from zzlib.workspace import Workspace


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")
def test_an_item_on_which_processes_die_takes_no_other_with_it(tmp_path: Path) -> None:
    found = list(spread(Engine(), 2, partial(work, tmp_path), range(5)))
    assert [one for one in found if not isinstance(one, Exception)] == [0, 1, 9, 16]
    assert isinstance(found[DEADLY], Exception)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["0", "1", "3", "4"]


def test_a_scheduler_that_can_not_be_used_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fanning, "_SECONDS_TO_CONNECT", 1)
    with pytest.raises(CityError, match=r"Dask|scheduler"):
        list(spread(Engine(scheduler="tcp://127.0.0.1:9"), 2, abs, [-1]))


@pytest.mark.slow
def test_one_of_two_workers_dies_in_the_middle(
    parts: list[CountyPart], make_city: Callable[..., Workspace], tmp_path: Path
) -> None:
    distributed = pytest.importorskip("distributed", reason="Dask is not installed: pip install '.[dask]'")
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, host="127.0.0.1", dashboard_address=None
    ) as cluster:
        other = make_city(tmp_path / "市")
        settings = other.root / "data" / "settings.toml"
        text = settings.read_text(encoding="utf-8")
        settings.write_text(f'{text}\n[engine]\nscheduler = "{cluster.scheduler_address}"\n', encoding="utf-8")
        told: list[str] = []

        def on_county(_: int, __: int, county: str) -> None:
            if not told:
                os.kill(next(iter(cluster.workers.values())).pid, signal.SIGKILL)
            told.append(county)

        city = Workspace(other.root)
        found = gather(city, PERIOD, read_counties(city, PERIOD), on_county)
    assert told == [part.county.name for part in parts]
    assert [part.fault for part in found] == [""] * len(parts)
    for own, alone in zip(found, parts, strict=True):
        assert own.month and alone.month
        assert list(own.month.figures) == list(alone.month.figures)
