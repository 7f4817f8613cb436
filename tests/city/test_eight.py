"""Eight counties of which one is late, one gone, one broken, one has restated what it issued, one goes by other rules: every figure is the plan's."""

import shutil
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace

import pytest

from tests.city.conftest import PERIOD, number, written
from tests.publication.office import Office
from tests.ready import ReadyCounties
from zzlib.city.beginning import begin_city
from zzlib.city.running import CityRun
from zzlib.files import decoded
from zzlib.indicators.stated import read_rows
from zzlib.workspace import Workspace

pytestmark = pytest.mark.slow

COUNTIES = [f"c{number:02d}" for number in range(1, 9)]
LATE, GONE, BROKEN, RESTATED, OTHER_RULES = "c03", "c04", "c05", "c07", "c06"
TARGET_WAN = {"c01": 90_000, "c08": 12_345}
SUMS = (
    "funds_applied", "funds_awarded", "funds_received", "projects_total", "projects_new", "converted_competitive",
    "land_granted", "units_total", "units_zero", "units_missing",
)  # fmt: skip


class Eight:
    """The city, where its counties lie, and their truth."""

    def __init__(self, folder: Path, ready_county: ReadyCounties) -> None:
        self.places = {county: folder / county for county in COUNTIES}
        for seed, place in enumerate(self.places.values(), start=1):
            ready_county(own=place, units=3 + seed % 3, months=2, seed=seed, mess="none")
        self.truth = {
            county: {
                row["figure"]: row
                for row in read_rows(place / "truth" / PERIOD / "figures.csv")
                if row["scope"] == "county"
            }
            for county, place in self.places.items()
        }
        begin_city(folder / "市", "云岭市", [(f"{county}县", place) for county, place in self.places.items()])
        self.city = Workspace(folder / "市")

    def take_issued(self, county: str) -> None:
        path = self.city.root / "data" / "counties.csv"
        lines = decoded(path.read_bytes())[0].splitlines()
        path.write_text(
            "\n".join(line + "已印发" if line.startswith(county) else line for line in lines), encoding="utf-8"
        )


@pytest.fixture(scope="module")
def eight(tmp_path_factory: pytest.TempPathFactory, ready_county: ReadyCounties) -> Eight:
    made = Eight(tmp_path_factory.mktemp("eight"), ready_county)
    places = made.places
    shutil.move(places[LATE] / "data" / "returns" / PERIOD, places[LATE] / "以后")
    shutil.rmtree(places[GONE])
    (places[BROKEN] / "data" / "settings.toml").write_text("[county\n", encoding="utf-8")
    with (places[OTHER_RULES] / "data" / "settings.toml").open("a", encoding="utf-8") as settings:
        settings.write("\n[bands]\nedges = [0.95, 0.6]\n")
    _restate(places[RESTATED])
    _alter(places[RESTATED] / "outputs" / "版本" / PERIOD / "2" / "artefacts" / "figures.csv")
    made.take_issued(RESTATED)
    lines = ["year,unit_id,from_month,projects,funds_wan,land_mu"]
    lines += [f"2013,{county},1,,{wan}," for county, wan in TARGET_WAN.items()]
    (made.city.root / "data" / "reference").mkdir()
    (made.city.root / "data" / "reference" / "targets.csv").write_text("\n".join(lines), encoding="utf-8")
    return made


def _restate(place: Path) -> None:
    """Issue the month without a return, then anew with it; afterwards the return is gone again."""
    office = Office(SimpleNamespace(root=place))  # type: ignore[arg-type]
    [file, *_] = sorted((place / "data" / "returns" / PERIOD).glob("*.xlsx"))
    for kept in (False, True):
        if kept:
            shutil.move(place / file.name, file)
        else:
            shutil.move(file, place / file.name)
        office.publish(PERIOD, why="补报" if kept else "")
    file.unlink()


def _alter(kept: Path) -> None:
    """Put another number into a kept file, as somebody does who finds it by himself."""
    kept.chmod(0o644)
    kept.write_bytes(kept.read_bytes().replace(b"funds_received,county,", b"funds_received,county,7"))


@pytest.fixture(scope="module")
def first(eight: Eight) -> CityRun:
    return written(eight.city)


@pytest.fixture
def there(eight: Eight) -> list[str]:
    return [county for county in COUNTIES if county not in (LATE, GONE, BROKEN)]


def rows_of(run: CityRun, file: str) -> Iterator[dict[str, str]]:
    return iter(read_rows(run.outputs / file))


def told(run: CityRun) -> dict[tuple[str, str], dict[str, str]]:
    return {(row["figure"], row["scope"]): row for row in rows_of(run, "figures.csv")}


def test_every_sum_is_that_of_the_plans_of_those_that_are_there(first: CityRun, eight: Eight, there: list[str]) -> None:
    found = told(first)
    for figure in SUMS:
        expected = sum(number(eight.truth[county][figure]["value"]) for county in there)
        assert number(found[figure, "city"]["value"]) == expected, figure
        for county in there:
            assert found[figure, f"county:{county}"]["value"] == eight.truth[county][figure]["value"], (figure, county)
    assert found["funds_received", "city"]["incomplete"] == "yes"


def test_targets_are_the_citys_where_it_set_them(first: CityRun, eight: Eight, there: list[str]) -> None:
    found = told(first)
    own = {c: number(eight.truth[c]["funds_target"]["value"]) for c in there} | {
        c: Decimal(wan * 10_000) for c, wan in TARGET_WAN.items()
    }
    assert number(found["funds_target", "city"]["value"]) == sum(own.values())
    share = number(found["funds_received", "city"]["value"]) / sum(own.values())
    assert abs(number(found["funds_completion", "city"]["value"]) - share) < Decimal("1e-10")
    shares = {c: number(eight.truth[c]["funds_received"]["value"]) / own[c] for c in there}
    ranks = {row["county_id"]: row["rank"] for row in rows_of(first, "counties.csv")}
    placed = [county for county in there if shares[county] > 0]
    assert {c: ranks[c] for c in placed} == {c: str(1 + sum(shares[o] > shares[c] for o in placed)) for c in placed}


def test_who_is_not_there_is_said_and_no_zero(first: CityRun) -> None:
    rows = {row["county_id"]: row for row in rows_of(first, "counties.csv")}
    for county, why in ((LATE, "没有 2013-02 的报表"), (GONE, "不是工作区"), (BROKEN, "settings.toml")):
        assert (rows[county]["in"], rows[county]["received_yuan"], rows[county]["rank"]) == ("no", "", "")
        assert why in rows[county]["state"]
        assert ("funds_received", f"county:{county}") not in told(first)
    assert {row["county"] for row in rows_of(first, "issues.csv") if row["code"] == "county_lacking"} == {
        LATE, GONE, BROKEN,
    }  # fmt: skip
    assert rows[RESTATED]["state"] == "已印发第2版"


def test_a_kept_file_that_was_changed_is_said_and_its_numbers_are_not_taken(first: CityRun, eight: Eight) -> None:
    [said] = [row for row in rows_of(first, "issues.csv") if row["code"] == "county_altered"]
    assert said["county"] == RESTATED and "2/artefacts/figures.csv 被改动过" in said["message"]
    own = eight.truth[RESTATED]["funds_received"]["value"]
    assert told(first)["funds_received", f"county:{RESTATED}"]["value"] == own


def test_other_rules_and_targets_are_listed(first: CityRun) -> None:
    listed = {(row["county_id"], row["setting"]) for row in rows_of(first, "differences.csv")}
    assert {(OTHER_RULES, "bands.edges"), ("c01", "targets"), ("c08", "targets")} <= listed


def test_who_was_late_comes_in(first: CityRun, eight: Eight, there: list[str]) -> None:
    shutil.move(eight.places[LATE] / "以后", eight.places[LATE] / "data" / "returns" / PERIOD)
    again = written(eight.city)
    expected = sum(number(eight.truth[county]["funds_received"]["value"]) for county in [*there, LATE])
    assert number(told(again)["funds_received", "city"]["value"]) == expected
