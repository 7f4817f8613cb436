"""Who reported: every unit in every month of the year, in words and as a picture."""

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from tests.small_county import SmallCounty
from zzlib import charts
from zzlib.exchange.reporting import unit_months
from zzlib.indicators import Month, load_month
from zzlib.report.tables import write_tables

ROAD = ["通村公路", "", "个性型", "新增", "省级专项", 100, 80, 50, None]


@pytest.fixture
def march(copied: Callable[..., SmallCounty]) -> Month:
    return load_month("2013-03", copied(_march, "2013-03").workspace)


def _march(root: Path) -> None:
    county = SmallCounty(root)
    for period in ("2013-01", "2013-02", "2013-03"):
        county.file_return(period, "发改委", [ROAD])
    county.file_return("2013-01", "水利局", [ROAD], name="初报.xlsx", received_at="2013-02-03T09:00:00")
    county.file_return("2013-01", "水利局", [ROAD], name="更正.xlsx", received_at="2013-02-20T09:00:00")
    county.file_return("2013-02", "水利局", [ROAD], received_at="2013-03-09T09:00:00")
    path = county.file_return("2013-03", "水利局", [ROAD])
    path.write_bytes(path.read_bytes()[:300])


def test_a_row_a_unit_and_a_word_a_month(march: Month) -> None:
    rows = unit_months(march).to_dict("records")
    assert [(r["单位"], r["1月"], r["2月"], r["3月"]) for r in rows] == [
        ("发改委", "按时", "按时", "按时"),
        ("水利局", "按时（重报）", "迟报", "无法读取（代）"),
        ("城关镇", "未报", "未报", "未报"),
    ]
    assert [(r["按时"], r["迟报"], r["未报"], r["无法读取"], r["重报"]) for r in rows] == [
        ("3", "0", "0", "0", "0"), ("1", "1", "0", "1", "1"), ("0", "0", "3", "0", "0"),
    ]  # fmt: skip


def test_another_content_under_the_same_name_is_a_resubmission(county: SmallCounty) -> None:
    path = county.file_return("2013-01", "水利局", [ROAD])
    register = path.with_name("received.csv")
    register.write_text(
        f"file,sha256,unit_id,received_at,by\n{path.name},{'0' * 64},,2013-02-02T09:00:00,\n{path.name},,,2013-02-04T09:00:00,\n",
        encoding="utf-8",
    )
    assert unit_months(load_month("2013-01", county.workspace))["1月"].tolist() == ["未报", "按时（重报）", "未报"]


def test_the_picture_has_a_tile_for_each_with_a_sign_that_grey_print_keeps(march: Month) -> None:
    axes = charts.who_reported(march).axes[0]
    said = [text.get_text() for text in axes.texts]
    legend = [
        "√",
        "",
        "按时",
        "迟",
        "",
        "迟报",
        "未",
        "",
        "未报",
        "×",
        "",
        "无法读取",
        "√",
        "＋",
        "又报过一份",
        "未",
        "代",
        "用以前月份代替",
    ]
    assert said[: len(legend)] == legend
    tiles = said[-18:]
    assert tiles[::2] == ["√", "√", "未", "√", "迟", "未", "√", "×", "未"]
    assert tiles[1::2] == ["", "＋", "", "", "", "", "", "代", ""]
    greys = {round(0.3 * r + 0.59 * g + 0.11 * b, 1) for r, g, b, _ in (p.get_facecolor() for p in axes.patches[:4])}
    assert len(greys) == 4


@pytest.mark.slow
def test_nothing_of_the_picture_is_cut_or_lies_over_something_else(march: Month) -> None:
    chart = charts.who_reported(march)
    chart.draw_without_rendering()
    boxes = [text.get_window_extent() for text in chart.axes[0].texts if text.get_text()]
    assert all(chart.bbox.x0 <= box.x0 and box.x1 <= chart.bbox.x1 and box.y1 <= chart.bbox.y1 for box in boxes)
    assert not any(one.overlaps(other) for n, one in enumerate(boxes) for other in boxes[:n])


@pytest.mark.slow
def test_tables_list_the_year_beside_the_months_filing(march: Month, tmp_path: Path) -> None:
    write_tables(march, tmp_path / "tables.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "tables.xlsx")["报送情况"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=3, max_row=5)]
    assert rows[0][-3:] == ["1月", "2月", "3月"]
    assert rows[2][1] == "水利局" and rows[2][-3:] == ["按时（重报）", "迟报", "无法读取（代）"]
