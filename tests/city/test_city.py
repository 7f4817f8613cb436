"""A city's figures are those of its counties added up; each county stays as it is, and what is lacking is never zero."""

import hashlib
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import docx
import openpyxl
import pytest

from tests.city.conftest import NAMES, PERIOD, number, run_quietly, told, written
from tests.ready import ReadyCounties
from zzlib.city import CityError, read_counties
from zzlib.city.circular import city_circular
from zzlib.city.comparing import compare_city
from zzlib.city.explaining import explain_city
from zzlib.city.running import CityRun
from zzlib.indicators.stated import read_rows
from zzlib.workspace import Workspace

ADDITIVE = (
    "funds_applied", "funds_awarded", "funds_received", "funds_target", "funds_increment", "projects_total", "projects_new",
    "projects_competitive", "converted_competitive", "land_granted", "units_total", "units_zero", "units_missing",
)  # fmt: skip


def truth(counties: dict[str, Path], figure: str, scope: str = "county") -> list[dict[str, str]]:
    """Give a figure's rows in the truth of each county."""
    rows = [row for path in counties.values() for row in read_rows(path / "truth" / PERIOD / "figures.csv")]
    return [row for row in rows if (row["figure"], row["scope"]) == (figure, scope)]


@pytest.mark.parametrize("figure", ADDITIVE)
def test_sums_are_those_of_the_counties_truth(run: CityRun, counties: dict[str, Path], figure: str) -> None:
    assert number(told(run, figure)["value"]) == sum(number(row["value"]) for row in truth(counties, figure))


@pytest.mark.parametrize("figure", ["funds_completion", "conversion_competitive", "funds_received_growth"])
def test_ratios_are_those_of_the_sums(run: CityRun, counties: dict[str, Path], figure: str) -> None:
    rows, own = truth(counties, figure), told(run, figure)
    for side in ("numerator", "denominator"):
        assert number(own[side]) == sum(number(row[side]) for row in rows)
    assert abs(number(own["value"]) - number(own["numerator"]) / number(own["denominator"])) < Decimal("1e-10")


def test_categories_and_groups_go_through_the_counties(run: CityRun, counties: dict[str, Path]) -> None:
    scopes = {row["scope"] for row in read_rows(run.outputs / "figures.csv") if row["figure"] == "funds_received"}
    parts = [scope for scope in scopes if scope.partition(":")[0] in ("category", "group", "kind")]
    assert len(parts) > 5
    for scope in parts:
        expected = sum(number(row["value"]) for row in truth(counties, "funds_received", scope))
        assert number(told(run, "funds_received", scope)["value"]) == expected, scope


def test_each_county_and_unit_has_its_own_figures(run: CityRun, counties: dict[str, Path]) -> None:
    for county, path in counties.items():
        for row in read_rows(path / "truth" / PERIOD / "figures.csv"):
            scope = {"county": f"county:{county}", "unit": f"unit:{county}/{row['scope'].partition(':')[2]}"}
            if own := scope.get(row["scope"].partition(":")[0]):
                assert told(run, row["figure"], own)["value"] == row["value"], (row["figure"], own)


def test_counties_stand_in_the_order_of_their_completion(run: CityRun) -> None:
    rows = {row["county_id"]: row for row in read_rows(run.outputs / "counties.csv")}
    ranked = sorted(rows.values(), key=lambda row: int(row["rank"]))
    shares = [number(row["completion"]) for row in ranked]
    assert shares == sorted(shares, reverse=True) and len(ranked) == 3
    [table] = docx.Document(str(run.outputs / "bulletin.docx")).tables
    assert [row.cells[1].text for row in table.rows[1:]] == [*(row["county"] for row in ranked), "全市"]


def test_the_circular_prints_the_citys_figures(run: CityRun) -> None:
    text = "\n".join(p.text for p in docx.Document(str(run.outputs / "bulletin.docx")).paragraphs)
    for figure in ("projects_total", "funds_completion"):
        assert told(run, figure)["text"] in text, figure
    assert run.city is not None
    amounts = city_circular(run.city).amounts
    for figure in ("funds_awarded", "funds_received"):
        assert amounts.texts([int(number(told(run, figure)["value"]) * 100)])[0] in text, figure
    assert "各县（市、区）：" in text and "全市3个县（市、区）" in text


def test_the_workbook_opens_on_the_counties(run: CityRun) -> None:
    book = openpyxl.load_workbook(run.outputs / "tables.xlsx")
    assert book.sheetnames[0] == "分县"
    names = {cell.value for row in book["分县"].iter_rows() for cell in row}
    assert set(NAMES.values()) <= names


@pytest.mark.slow
def test_nothing_of_a_county_is_written_to(
    make_city: Callable[..., Workspace], ready_county: ReadyCounties, tmp_path: Path
) -> None:
    """Not even what its own office would derive, or the register of what came."""
    own = ready_county(units=3, months=1, seed=5, mess="none", own=tmp_path / "丁县")
    (own / "data" / "returns" / PERIOD).mkdir()
    [source] = sorted((own / "data" / "returns" / "2013-01").glob("*.xlsx"))[:1]
    (own / "data" / "returns" / PERIOD / source.name).write_bytes(source.read_bytes())
    before = _contents(own)
    written(make_city(tmp_path / "市", 丁县=own))
    assert _contents(own) == before


def _contents(folder: Path) -> dict[str, str]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


@pytest.mark.slow
def test_a_county_that_cannot_be_read_stops_no_other_and_is_no_zero(
    make_city: Callable[..., Workspace], ready_county: ReadyCounties, run: CityRun, tmp_path: Path
) -> None:
    broken = ready_county(units=3, months=2, seed=3, mess="none", own=tmp_path / "丁县")
    (broken / "data" / "settings.toml").write_text("[county\n", encoding="utf-8")
    found = written(make_city(tmp_path / "市", 丁县=broken, 戊县=tmp_path / "没有"))
    assert told(found, "funds_received")["value"] == told(run, "funds_received")["value"]
    assert told(found, "funds_received")["incomplete"] == "yes" and told(found, "funds_received")["text"].startswith(
        "至少"
    )
    rows = {row["county"]: row for row in read_rows(found.outputs / "counties.csv")}
    assert [rows[name]["received_yuan"] for name in ("丁县", "戊县")] == ["", ""]
    assert "settings.toml" in rows["丁县"]["state"] and rows["戊县"]["rank"] == ""
    text = "\n".join(p.text for p in docx.Document(str(found.outputs / "bulletin.docx")).paragraphs)
    assert "有3个报来数据（丁县、戊县没有，以下各数不含）" in text
    issues = [row for row in read_rows(found.outputs / "issues.csv") if row["code"] == "county_lacking"]
    assert {row["county"] for row in issues} == {"c04", "c05"}


@pytest.mark.slow
def test_a_county_with_other_rules_is_said(
    make_city: Callable[..., Workspace], ready_county: ReadyCounties, tmp_path: Path
) -> None:
    other = ready_county(units=3, months=2, seed=3, mess="none", own=tmp_path / "丁县")
    with (other / "data" / "settings.toml").open("a", encoding="utf-8") as settings:
        settings.write("\n[bands]\nedges = [0.9, 0.5]\n")
    found = written(make_city(tmp_path / "市", 丁县=other))
    assert [(r["county"], r["label"], r["value"]) for r in read_rows(found.outputs / "differences.csv")] == [
        ("丁县", "档次界线", "0.9、0.5")
    ]
    [row] = read_rows(found.outputs / "differences.csv")
    assert row["figures"] == "units_band_high、units_band_middle、units_band_low"
    sheet = openpyxl.load_workbook(found.outputs / "tables.xlsx")["总表"]
    marked = {row[0].value for row in sheet.iter_rows() if row[5].value == "丁县"}
    assert marked == {"完成率高的单位", "完成率居中的单位", "完成率低的单位"}


@pytest.mark.slow
def test_a_figure_walks_to_the_counties_and_their_cells(run: CityRun, make_city: Callable[..., Workspace]) -> None:
    city = Workspace(run.outputs.parents[1])
    found = explain_city(city, "已到位资金", PERIOD, "city", 1)
    parts = found.parts()
    assert sum(map(Decimal, parts["value"])) == number(told(run, "funds_received")["value"])
    assert set(parts["county"]) == set(NAMES) and (parts["cell"] != "").all()
    counted = explain_city(city, "counties_total", PERIOD, "city", 1).to_json()
    assert (counted["value"], counted["parts"]) == ("3", []), "a count of counties has no cells"
    [own] = explain_city(city, "funds_received", PERIOD, "county:c02", 1).of_counties
    assert own[1].figure.value == number(told(run, "funds_received", "county:c02")["value"])


@pytest.mark.slow
def test_what_changed_since_it_was_published_names_the_county(
    make_city: Callable[..., Workspace], ready_county: ReadyCounties, tmp_path: Path
) -> None:
    own = ready_county(units=3, months=2, seed=3, mess="none", own=tmp_path / "丁县")
    city = make_city(tmp_path / "市", 丁县=own)
    first = run_quietly(city)
    assert run_quietly(city).city is None, "nothing changed: nothing is made anew"
    for path in (own / "data" / "returns" / PERIOD).glob("*.xlsx"):
        path.unlink()
    again = run_quietly(city)
    assert again.city is not None and first.city is not None
    found = compare_city(city, first.city)  # what was published last beside what the first run found
    assert [(one["name"], one["from"], one["to"]) for one in found.counties] == [("丁县", "现状", "现状")]
    of_city = [one for one in found.figures if one.scope == "city" and one.causes]
    assert {cause.county for one in of_city for cause in one.causes} == {"c04"} and "丁县 " in found.lines()[0]


@pytest.mark.slow
def test_a_run_gives_the_same_bytes(run: CityRun, make_city: Callable[..., Workspace], tmp_path: Path) -> None:
    again = run_quietly(make_city(tmp_path / "市"))
    for path in run.outputs.iterdir():
        if path.name != "manifest.json":
            assert path.read_bytes() == (again.outputs / path.name).read_bytes(), path.name


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (["c01,甲县,,x,,", "c01,乙县,,y,,"], "“c01”写了两次"),
        (["c 1,甲县,,x,,"], "只能用字母、数字"),
        (["c01,,,x,,"], "name 是空的"),
        (["c01,甲县,,x,一月,"], "应写成 2013-01 的样子"),
        (["c01,甲县,,x,,草稿"], "只能写 现状"),
    ],
)
def test_a_list_of_counties_that_cannot_be_meant_is_told_by_its_line(
    tmp_path: Path, lines: list[str], said: str
) -> None:
    (tmp_path / "data").mkdir()
    text = "\n".join(["county_id,name,group,place,since,take", *lines])
    (tmp_path / "data" / "counties.csv").write_text(text, encoding="utf-8")
    with pytest.raises(CityError, match=said):
        read_counties(Workspace(tmp_path))


def test_a_county_belongs_to_the_city_from_its_first_month(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    text = "county_id,name,place,since\nc01,甲县,x,\nc02,乙县,y,2013-03\n"
    (tmp_path / "data" / "counties.csv").write_text(text, encoding="utf-8")
    assert [c.id for c in read_counties(Workspace(tmp_path), "2013-02")] == ["c01"]
    assert [c.id for c in read_counties(Workspace(tmp_path), "2013-03")] == ["c01", "c02"]
