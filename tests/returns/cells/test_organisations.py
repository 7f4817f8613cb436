import json

import pytest

from tests.returns.sheets import PLAIN, read_sheet
from zzlib.returns import to_json_lines
from zzlib.returns.cells.organisations import named_units


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("县水利局", ["县水利局"]),
        ("县水利局、县发改委", ["县水利局", "县发改委"]),
        ("县水利局\n县财政局", ["县水利局", "县财政局"]),
        ("县发改委，县财政局、东镇人民政府", ["县发改委", "县财政局", "东镇人民政府"]),
        ("A街、B街", ["A街", "B街"]),
        ("某市政府                  张某", ["某市政府"]),
        ("县水利局   县财政局", ["县水利局", "县财政局"]),
        ("县文化、体育和旅游局", ["县文化、体育和旅游局"]),
        ("中共云溪县委\n办公室", ["中共云溪县委办公室"]),
        ("县 水 利 局", ["县 水 利 局"]),
        ("端  州", ["端  州"]),
        ("", []),
    ],
)
def test_units_named_in_a_cell(text: str, units: list[str]) -> None:
    assert list(named_units(text)) == units


def test_several_units_of_a_project_each_count_as_named_and_the_text_is_kept() -> None:
    header = [*PLAIN[2], "责任单位"]
    extraction = read_sheet([*PLAIN[:2], header, [1, "甲工程", "个性型", 5, "县水利局\n县财政局"]])
    assert [stated.text for stated in extraction.filing.column_units] == ["县水利局", "县财政局"]
    unit = json.loads(next(iter(to_json_lines(extraction))))["fields"]["unit"]
    assert (unit["raw"], unit["value"], unit["units"]) == (
        "县水利局\n县财政局",
        "县水利局、县财政局",
        ["县水利局", "县财政局"],
    )
