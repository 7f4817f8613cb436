"""A target that can't be read: what rests on it has no direction, and the cell is named."""

import pytest

from tests.small_county import TARGETS, SmallCounty
from zzlib.indicators import load_month
from zzlib.writing.text import sentences


@pytest.mark.slow
def test_figures_on_a_target_that_cannot_be_read_are_rough_and_the_cell_is_named(tmp_path):
    county = SmallCounty(tmp_path / "县")
    county.reference("targets", [TARGETS[0], TARGETS[1] | {"funds_wan": "一千"}, TARGETS[2]])
    for unit in ("发改委", "水利局", "城关镇"):
        county.file_return("2013-01", unit, [["水库", "", "个性型", "新增", "省级专项", 500, 500, 500, 0]])
    month = load_month("2013-01", county.workspace)
    assert [month.figures.text(name) for name in ("funds_completion", "funds_gap", "funds_needed_monthly")] == [
        "约75.0%",
        "约500万元",
        "约45.45万元",
    ]
    assert month.figures.text("funds_completion", "unit:u01") == "50.0%"
    assert "有1处年度目标填写不规范、尚待核定（目标任务表 E3）" in sentences(month, "quality")


def test_an_earlier_target_that_still_stands_is_in_doubt(tmp_path):
    county = SmallCounty(tmp_path / "县")
    county.reference("targets", [*TARGETS, TARGETS[1] | {"from_month": 2, "funds_wan": -5}])
    county.file_return("2013-02", "水利局", [["水库", "", "个性型", "新增", "省级专项", 500, 500, 500, 0]])
    month = load_month("2013-02", county.workspace)
    assert month.figures.text("funds_completion", "unit:u02") == "约50.0%"
    assert month.unreadable_targets == ("E5",)
