"""Three months of a small county, to be looked at through the door, and to be changed."""

import shutil
from pathlib import Path

import pytest

from tests.small_county import SmallCounty


def file(county: SmallCounty, period: str, unit: str, *rows: tuple[str, str, str, float | str]) -> None:
    """File a return: name, kind, category, received (万元)."""
    county.file_return(
        period, unit, [(n, "", kind, "新增", category, 900, 300, got, "") for n, kind, category, got in rows]
    )


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> SmallCounty:
    """Three months: 水利局 is missing in February; a bond that doesn't count; cents; another name for 水利局."""
    county = SmallCounty(tmp_path_factory.mktemp("door") / "县")
    county.settings('[county]\nname = "云溪县"\n')
    county.reference("aliases", [{"alias": "水保局", "unit_id": "u02"}])
    county.reference(
        "fund_categories", [{"category": "中央预算内投资", "counts": "yes"}, {"category": "专项债", "counts": "no"}]
    )
    for period, got in (("2013-01", 100), ("2013-02", 160.1), ("2013-03", 200.33)):
        file(county, period, "发改委", ("渠道", "个性型", "中央预算内投资", got), ("园区", "政策型", "专项债", 500))
    file(county, "2013-01", "水利局", ("水库", "个性型", "中央预算内投资", 40))
    file(county, "2013-03", "水利局", ("水库", "个性型", "中央预算内投资", 70))
    return county


@pytest.fixture
def three(made: SmallCounty, monkeypatch: pytest.MonkeyPatch) -> SmallCounty:
    """The three months, to be looked at."""
    monkeypatch.setenv("ZZ_ROOT", str(made.root))
    return made


@pytest.fixture
def own(made: SmallCounty, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> SmallCounty:
    """The three months, to be changed."""
    copy = SmallCounty(tmp_path / "县")
    shutil.copytree(made.root, copy.root, dirs_exist_ok=True)
    monkeypatch.setenv("ZZ_ROOT", str(copy.root))
    return copy
