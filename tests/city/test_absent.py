"""A city of which a county's month is not there: every paper says what is only at least so, and who asks for the county is told why."""

from collections.abc import Callable
from pathlib import Path

import docx
import pytest

from tests.city.conftest import PERIOD
from zzlib.charts.funds import received_by_category
from zzlib.charts.monthly import gained_message
from zzlib.charts.path import path_message
from zzlib.city import CityError, CityMonth, MemberCounty, city_month
from zzlib.city.asking import city_figure, city_scope
from zzlib.city.circular import city_circular, write_city_page
from zzlib.city.gathering import CountyPart
from zzlib.city.tables import ranking_rows
from zzlib.city.views import city_data
from zzlib.explore.conversion import view_of as conversion
from zzlib.explore.data import ViewData
from zzlib.explore.dimensions import Filters
from zzlib.explore.gap import view_of as gap
from zzlib.explore.gap_state import GapParameters
from zzlib.explore.parts import ConversionParameters
from zzlib.explore.progress import view_of as progress
from zzlib.explore.rules import ProgressParameters
from zzlib.indicators import FigureError
from zzlib.workspace import Workspace

WHY = "没有 2013-02 的报表文件夹"


@pytest.fixture(scope="module")
def without(
    make_city: Callable[..., Workspace], parts: list[CountyPart], tmp_path_factory: pytest.TempPathFactory
) -> CityMonth:
    """The city's month where the month of 丁县 is not there, and 戊县 comes in later; only looked at."""
    city = make_city(tmp_path_factory.mktemp("absent") / "市")
    with (city.root / "data" / "counties.csv").open("a", encoding="utf-8") as file:
        file.write("c04,丁县,,丁县,,\nc05,戊县,,戊县,2013-03,\n")
    absent = CountyPart(MemberCounty("c04", "丁县", "", city.root / "丁县"), fault=WHY)
    return city_month(city, PERIOD, [*parts, absent])


def test_the_circular_says_what_the_figures_say(without: CityMonth) -> None:
    circular = city_circular(without)
    told = "".join(text for _, paragraphs in circular.sections for _, text in paragraphs)
    figures = without.figures
    for figure in ("projects_total", "units_total"):
        assert f"{figures[figure, 'city'].text}个" in told and figures[figure, "city"].text.startswith("至少")
    assert "到位资金至少" in told and f"的{figures['funds_completion', 'city'].text}，低于时序进度" in told
    assert figures["funds_completion", "city"].text.startswith("约")
    assert "“至少”“约”的数里，有的没有报来或待核定" in circular.note


@pytest.mark.parametrize("figure", ["funds_received_growth", "funds_not_received", "funds_gap", "funds_needed_monthly"])
def test_what_is_no_sum_may_lie_on_either_side(without: CityMonth, parts: list[CountyPart], figure: str) -> None:
    assert without.figures[figure, "city"].bound == "rough"
    whole = city_month(without.month.workspace, PERIOD, parts)
    assert whole.figures[figure, "city"].bound == "" and not whole.figures[figure, "city"].incomplete
    assert whole.figures[figure, "city"].value == without.figures[figure, "city"].value


def test_what_no_county_adds_to_is_as_it_is(without: CityMonth) -> None:
    assert without.figures["schedule_progress", "city"].text == "16.7%"
    assert without.figures["funds_received", "county:c02"].bound == ""


def test_table_page_and_picture_say_it_too(without: CityMonth, tmp_path: Path) -> None:
    figures = without.figures
    row = ranking_rows(without)[-1]
    assert row[1] == "全市" and row[3].startswith("至少") and row[4] == figures["funds_completion", "city"].text
    assert path_message(without.drawn).startswith(f"完成全年任务的{row[4]}，比时序进度约")
    assert gained_message(without.drawn).startswith("2月到位约")
    mostly = received_by_category(without.drawn).axes[0].texts
    assert [one for one in mostly if one.get_text().startswith("≥")]
    write_city_page(without, tmp_path / "一页通.docx", tmp_path / "一页通.png")
    [head] = docx.Document(str(tmp_path / "一页通.docx")).tables
    assert [cell.text[:1] for cell in head.rows[0].cells] == ["至", "至", "至", "约", "约"]


@pytest.fixture(scope="module")
def data(without: CityMonth) -> ViewData:
    return city_data(without.month.workspace, PERIOD)


ASKED = ("projects_total", "conversion", "funds_received", "funds_awaited")


def test_views_say_of_the_whole_and_its_parts_what_the_figures_say(without: CityMonth, data: ViewData) -> None:
    known = without.figures
    whole = data.ask(ASKED, Filters())[""]
    assert {f.text[:1] for f in whole.values()} == {"至", "约"}
    assert [f.text for f in whole.values()] == [known[name, "city"].text for name in ASKED]
    for group, asked in data.ask(ASKED[:3], Filters(), "group").items():
        assert [f.text for f in asked.values()] == [known[name, f"group:{group}"].text for name in ASKED[:3]]


def test_views_of_a_county_that_is_there_say_what_is_so(without: CityMonth, data: ViewData) -> None:
    known = [without.figures[name, "county:c02"].text for name in ASKED]
    unit = data.ask(ASKED, Filters(), "unit_id")["c02/U001"]
    assert not any(f.bound for f in unit.values())
    for asked in (data.ask(ASKED, Filters(county="c02"))[""], data.ask(ASKED, Filters(), "county")["c02"]):
        assert [f.text for f in asked.values()] == known


def test_every_view_says_what_is_only_at_least_and_who_lacks(without: CityMonth, data: ViewData) -> None:
    figures = without.figures
    shown = (
        (conversion(data, ConversionParameters(PERIOD)), ("projects_total", "projects_converted", "conversion")),
        (progress(data, ProgressParameters(PERIOD)), ("funds_completion",)),
        (gap(data, GapParameters(PERIOD)), ("funds_received", "funds_target", "funds_gap", "funds_best_month")),
        (gap(data, GapParameters(PERIOD, "pipeline")), ("projects_pipeline", "funds_pipeline", "funds_awaited")),
    )
    for result, named in shown:
        for name in named:
            assert figures[name, "city"].text in result.text() and figures[name, "city"].bound
        assert result.notes[0].startswith("丁县不在内：")
    assert "不在内" not in progress(data, ProgressParameters(PERIOD, group="乙县")).notes[0]


@pytest.mark.parametrize(
    ("asked", "meant"),
    [
        ("city", "city"), ("全市", "city"), ("乙县", "county:c02"), ("county:C02", "county:c02"),
        ("kind:政策型", "kind:formula"), ("unit:C02/u001", "unit:c02/U001"), ("group:县直", "group:县直"),
    ],
)  # fmt: skip
def test_scopes_are_taken_by_the_names_that_people_have(without: CityMonth, asked: str, meant: str) -> None:
    assert city_scope(asked, city_figure("到位资金", without), without) == meant


def test_a_unit_is_taken_by_its_countys_name_and_its_own(without: CityMonth, parts: list[CountyPart]) -> None:
    [own] = [part.month for part in parts if part.county.id == "c02" and part.month]
    for unit_id, unit in own.units[["unit_id", "unit"]].itertuples(index=False):
        for name in (unit, f"县{unit}"):
            assert city_scope(f"unit:乙县/{name}", "funds_received", without) == f"unit:c02/{unit_id}"


@pytest.mark.parametrize("asked", ["county:c04", "丁县", "unit:丁县/U001"])
def test_who_asks_for_a_county_without_a_month_is_told_why(without: CityMonth, asked: str) -> None:
    with pytest.raises(CityError, match=WHY):
        city_scope(asked, "funds_received", without)


def test_who_asks_for_a_county_that_comes_in_later_is_told_since_when(without: CityMonth) -> None:
    with pytest.raises(CityError, match="从 2013-03 起属于本市"):
        city_scope("county:戊县", "funds_received", without)


@pytest.mark.parametrize("asked", ["county:c99", "unit:U001", "kind:没有"])
def test_a_scope_that_is_not_there_is_told_with_few_near_ones(without: CityMonth, asked: str) -> None:
    with pytest.raises(FigureError, match=f"没有“{asked}”这个范围") as told:
        city_scope(asked, "funds_received", without)
    assert len(str(told.value)) < 120
