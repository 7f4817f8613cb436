"""A county that asks for columns of its own: what it writes under `data/`, and a unit's return with them."""

from pathlib import Path

from tests.small_county import HEADER, SmallCounty

FORM = """
[[fields]]
field_id = "received"
synonyms = ["上级拨入"]

[[fields]]
field_id = "special_bonds"
label = "专项债资金"
synonyms = ["专项债券资金"]
type = "money"
prompt = "只填已发行的专项债。"

[[fields]]
field_id = "goal"
label = "绩效目标"
type = "text"

[[fields]]
field_id = "loan"
label = "项目贷款"
type = "money"
of = "project"

[[fields]]
field_id = "forest"
label = "占用林地"
type = "number"
unit = "亩"

[[fields]]
field_id = "audited_on"
label = "审计日期"
type = "date"
of = "line"
"""

MEASURES = """
[special_bonds]
field = "special_bonds"

[special_bonds_new]
field = "special_bonds"
where = { origin = "new" }

[loan]
field = "loan"

[forest]
field = "forest"
"""

FIGURES = """
[funds_special_bonds]
label = "专项债资金合计"
measure = "special_bonds"

[bonds_share]
label = "专项债占到位资金"
measure = "special_bonds"
over = "received"

[funds_loan]
label = "项目贷款合计"
measure = "loan"

[land_forest]
label = "占用林地合计"
measure = "forest"
"""

OWN_HEADER = [
    *HEADER[:8],
    "上级拨入",
    "专项债券资金",
    "绩效目标",
    "项目贷款",
    "占用林地(亩)",
    "审计日期",
]
ROWS = [
    ["灌区改造", "A-1", "个性型", "新增", "省级专项", 500, 400, 320, 120.5, "1.新增灌溉\n2.节水", 900, 12.5, "2013-04-02"],
    ["水库除险", "A-2", "个性型", "结转", "中央预算内", 300, 200, 100, 30, "", "", "", ""],
    ["水库除险", "A-2", "个性型", "结转", "省级专项", "", 50, 50, "待定", "除险加固", 80, 3, ""],
]  # fmt: skip


def overlay(root: Path, form: str = FORM, measures: str = MEASURES, figures: str = FIGURES) -> None:
    """Write the county's overlays."""
    for name, text in (("form", form), ("measures", measures), ("figures", figures)):
        (root / "data" / f"{name}.toml").write_text(text, encoding="utf-8")


def own_county(root: Path) -> SmallCounty:
    """Make a county with columns of its own, and the return of one unit for May."""
    county = SmallCounty(root)
    overlay(root)
    county.file_return("2013-05", "水利局", ROWS, header=OWN_HEADER)
    return county
