"""The month's notebook is thin, and its tables say what the month says."""

import ast
import json
from pathlib import Path

import pytest

from tests.report.hand_made import hand_made_month
from tests.small_county import SmallCounty
from zzlib.indicators import load_month
from zzlib.report import notebook as show
from zzlib.workspace import Workspace

NOTEBOOKS = sorted((Path(__file__).parents[2] / "notebooks").glob("*.ipynb"))


def code_cells(path: Path) -> list[dict]:
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    return [cell | {"source": "".join(cell["source"])} for cell in cells if cell["cell_type"] == "code"]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.name)
def test_a_notebook_only_sets_imports_calls_and_shows(path):
    first = json.loads(path.read_text(encoding="utf-8"))["cells"][0]
    assert (first["cell_type"], "".join(first["source"])[:2]) == ("markdown", "# ")
    cells = code_cells(path)
    assert cells[0]["metadata"]["tags"] == ["parameters"]
    parameters = ast.parse(cells[0]["source"]).body
    assert all(isinstance(line, ast.AnnAssign) and isinstance(line.value, ast.Constant) for line in parameters)
    for cell in cells:
        nodes = list(ast.walk(ast.parse(cell["source"])))
        assert not [n for n in nodes if isinstance(n, ast.FunctionDef | ast.Lambda | ast.BinOp | ast.For | ast.While)]
        assert len([line for line in cell["source"].splitlines() if line]) <= 7
        assert cell["outputs"] == []
        assert cell["execution_count"] is None


def test_figures_are_shown_with_how_they_are_computed_and_what_to_ask_for():
    table = show.figures(hand_made_month(), "funds_received", "funds_gap").frame
    assert list(table.columns) == ["指标", "数值", "怎么算", "编号"]
    assert list(table["数值"]) == ["至少1亿元", "至多2.26亿元"]
    assert list(table["编号"]) == ["funds_received", "funds_gap"]


def test_head_figures_stand_with_numerator_denominator_and_the_command_that_lists_their_cells():
    month = hand_made_month()
    completion = show.head(month).frame.set_index("指标").loc["资金任务完成率"]
    assert completion["数值"] == "至少30.8%"
    assert completion["分母"] == "—"  # the hand-made figure has none
    assert "zz explain funds_completion 2013-05" in show.head(month).commands
    assert len(show.head(month).frame) == 5


def test_numerator_and_denominator_are_said_in_words_and_money(demo_month):
    completion = show.head(demo_month).frame.set_index("指标").loc["资金任务完成率"]
    assert completion["分子"].endswith("：4.12亿元")
    assert completion["分母"] == "全年争资任务：13亿元"


def test_growth_stands_beside_its_base_and_without_one_there_is_none():
    month = hand_made_month(figures={"projects_growth": ""})
    table = show.growth(month).frame.set_index("指标")
    assert tuple(table.loc["累计开发项目"]) == ("40", "—", "—")
    assert tuple(table.loc["已争取资金"]) == ("1.5亿元", "100万元", "-4.0%")


def test_bands_name_every_unit_once():
    table = show.unit_bands(hand_made_month()).frame
    assert [int(number) for number in table["单位数"]] == [1, 3, 1, 2, 1, 1, 1]
    assert table.iloc[1, 2] == "县财政局、县水利局＊、城关镇"


def test_filing_lists_whose_return_did_not_come_in_time_and_what_stands_for_it():
    table = show.filing(hand_made_month()).frame.set_index("单位")
    assert list(table["报送情况"]) == ["未报", "迟报", "未报", "无法读取"]
    assert list(table["本月数据"]) == ["用2013年4月报表代替", "本月报表", "没有", "没有"]
    assert list(show.waiting(hand_made_month()).frame["待认领的文件"]) == ["无名单位.xlsx"]


def test_units_behind_schedule_are_as_many_as_the_figure_says():
    month = hand_made_month()
    table = show.behind_schedule(month).frame.set_index("单位")
    assert len(table) == month.figures["units_behind_schedule"].value
    assert tuple(table.loc["县水利局"])[1:] == ("6000万元", "至少2000万元", "至少33.3%", "至多4000万元")


def test_errors_stand_with_file_and_cell_and_none_about_a_person():
    month = hand_made_month()
    assert tuple(show.errors(month).frame.iloc[0])[:4] == ("县水利局", "县水利局.xlsx", "Sheet1", "F8")
    assert list(show.issue_counts(month).frame["级别"]) == ["错误", "提醒"]
    month.issues.loc[0, "field"] = "phone"
    assert repr(show.errors(month)) == "没有错误"


def test_carried_and_incomplete_units_say_what_they_bring():
    table = show.stand_ins(hand_made_month()).frame.set_index("单位")
    assert list(table.index) == ["县民政局", "县水利局", "县供电公司"]
    assert table.loc["县民政局", "计入到位资金"] == "500万元"
    assert table.loc["县供电公司", "计入到位资金"] == "—"


def test_a_table_shows_numbers_to_the_right_and_keeps_markup_out():
    month = hand_made_month()
    month.units.loc[0, "unit"] = "<b>局"
    table = show.unit_bands(month)
    assert '<td style="text-align: right">3</td>' in table._repr_html_()
    assert "&lt;b&gt;局" in table._repr_html_()
    assert "完成档次" in repr(table)


def test_prose_is_the_circulars_own():
    month = hand_made_month()
    assert "已到位资金至少10030.00万元" in repr(show.prose(month, "funds", "gap"))
    assert (
        show.prose(hand_made_month(figures={"projects_growth": "", "funds_received_growth": ""}), "praise").text == ""
    )
    with pytest.raises(KeyError):
        show.prose(month, "nothing")


def test_the_circular_is_listed_with_the_ids_of_its_paragraphs() -> None:
    month = hand_made_month()
    table = show.circular(month).frame
    assert list(table.columns) == ["节", "段", "文字", "用语编号"]
    assert table["文字"].iloc[-1] and {"title", "opening", "funds"} <= set(table["用语编号"])


@pytest.mark.slow
def test_the_circular_is_written_where_asked_and_never_over_another(tmp_path: Path) -> None:
    county = SmallCounty(tmp_path / "县")
    county.file_return("2013-05", "水利局", [["灌区改造", "", "个性型", "新增", "中央专项", 800, 500, 200, None]])
    month = load_month("2013-05", Workspace(county.root))
    assert "没有写文件" in show.save_bulletin(month, "")._repr_html_()
    show.save_bulletin(month, str(tmp_path))
    assert (tmp_path / "bulletin.docx").stat().st_size > 0
    with pytest.raises(FileExistsError):
        show.save_bulletin(month, str(tmp_path))
