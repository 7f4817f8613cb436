"""What a city adds up of a county is kept in its own folder: of a county in which nothing changed nothing is reckoned again."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from tests.city.conftest import PERIOD
from tests.small_county import SmallCounty
from zzlib.city import read_counties
from zzlib.city.gathering import DERIVED, CountyPart, gather, read_part
from zzlib.city.month import city_month
from zzlib.indicators import scopes
from zzlib.indicators.doubts import COUNTY
from zzlib.indicators.kept_sums import FOLDER, keep_sums, kept_sums
from zzlib.indicators.scopes import MonthSums, both_months
from zzlib.ledger import Ledger, inputs, open_ledger
from zzlib.ledger.inputs import read_inputs
from zzlib.program import code_digest
from zzlib.workspace import Workspace

BEFORE = "2013-01"
MakeCity = Callable[..., Workspace]


@pytest.fixture
def reckoned(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    """Whose sums are reckoned, by the county's folder and month."""
    found = []
    make = scopes.month_tables

    def noted(connection: object, ledger: Ledger, *others: object) -> object:
        found.append((ledger.workspace.root.name, ledger.period))
        return make(connection, ledger, *others)  # type: ignore[arg-type]

    monkeypatch.setattr(scopes, "month_tables", noted)
    return found


def read(city: Workspace) -> list[CountyPart]:
    return gather(city, PERIOD, read_counties(city), workers=1)


def kept_at(city: Workspace, county: str) -> Path:
    return city.root / DERIVED / county / PERIOD / FOLDER


def of_both(part: CountyPart) -> list[MonthSums]:
    assert part.sums and part.before
    return [part.sums, part.before]


def same_figures(city: Workspace, one: list[CountyPart], other: list[CountyPart]) -> bool:
    return list(city_month(city, PERIOD, one).figures) == list(city_month(city, PERIOD, other).figures)


def same_sums(one: MonthSums, other: MonthSums) -> None:
    for name, table, again in [
        *((name, table, other.tables[name]) for name, table in one.tables.items()),
        ("received_before", one.received_before, other.received_before),
    ]:
        assert table is not None and again is not None
        table, again = (rows.sort_values(list(rows)).reset_index(drop=True) for rows in (table, again))
        pd.testing.assert_frame_equal(table, again, obj=name)
    for name in ("scopes", "monthly_gains", "waiting_files", "_has_base", "_unsplit", "_doubts", "_doubtful_targets"):
        assert getattr(one, name) == getattr(other, name), name


def test_of_unchanged_counties_nothing_is_reckoned_and_the_city_is_the_same(
    parts: list[CountyPart], make_city: MakeCity, reckoned: list[tuple[str, str]], tmp_path: Path
) -> None:
    city = make_city(tmp_path / "市")
    again = read(city)
    assert not reckoned
    for part in parts:
        shutil.rmtree(kept_at(city, part.county.id))
    anew = read(city)
    assert len(reckoned) == 2 * len(parts)
    for kept, fresh in zip(again, anew, strict=True):
        for one, other in zip(of_both(kept), of_both(fresh), strict=True):
            same_sums(one, other)
    assert same_figures(city, again, anew)


def test_of_counties_one_of_which_changed_that_one_alone_is_reckoned(
    counties: dict[str, Path], make_city: MakeCity, reckoned: list[tuple[str, str]], tmp_path: Path
) -> None:
    own = shutil.copytree(counties["c03"], tmp_path / "改动县")
    city = make_city(tmp_path / "市", 丁县=own)
    with (own / "data/settings.toml").open("a", encoding="utf-8") as settings:
        settings.write("\n# 改了一处\n")
    before = {path: path.read_bytes() for path in own.rglob("*") if path.is_file()}
    read(city)
    assert reckoned == [("改动县", PERIOD), ("改动县", BEFORE)]
    assert {path: path.read_bytes() for path in own.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize("harm", ["cut", "gone", "meta"])
def test_what_is_damaged_is_reckoned_anew_and_kept_again(
    parts: list[CountyPart], make_city: MakeCity, reckoned: list[tuple[str, str]], tmp_path: Path, harm: str
) -> None:
    city, own = make_city(tmp_path / "市"), parts[-1]
    folder = kept_at(city, own.county.id)
    table = folder / f"{PERIOD} funding.parquet"
    if harm == "gone":
        table.unlink()
    else:
        path = table if harm == "cut" else folder / "meta.json"
        path.write_bytes(path.read_bytes()[:-40])
    for one, other in zip(of_both(read_part(city, own.county, PERIOD)), of_both(own), strict=True):
        same_sums(one, other)
    assert [period for _, period in reckoned] == [PERIOD, BEFORE]
    read_part(city, own.county, PERIOD)
    assert len(reckoned) == 2


def test_another_version_of_the_program_reckons_anew(
    parts: list[CountyPart], make_city: MakeCity, reckoned: list[tuple[str, str]], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:  # fmt: skip
    monkeypatch.setattr(inputs, "code_digest", lambda: f"{code_digest()} 另一版")
    assert read_part(make_city(tmp_path / "市"), parts[-1].county, PERIOD).month
    assert [period for _, period in reckoned] == [PERIOD, BEFORE]


def test_what_can_not_be_read_in_a_county_comes_back_as_it_was(county: SmallCounty) -> None:
    for period, received in ((BEFORE, 20), (PERIOD, "待定")):
        county.file_return(period, "发改委", [["一", "", "个性型", "新增", "省级专项", 90, 60, received, 2.5]])
    ledger = open_ledger(county.workspace, PERIOD)
    keep_sums(ledger, fresh := both_months(ledger))
    kept = kept_sums(read_inputs(county.workspace, PERIOD))
    assert kept and fresh[0].incomplete("received", COUNTY)
    for one, other in zip(kept, fresh, strict=True):
        assert one and other
        same_sums(one, other)
