"""The widgets: one computation for one change, updated in place, errors said in the view, nothing written when read-only."""

import re
from urllib.parse import parse_qs

import openpyxl
import pytest

from zzlib import explore
from zzlib.beginning import Beginning, place, workspace_files
from zzlib.explore import data as view_data
from zzlib.explore.conversion_view import conversion_page, conversion_view
from zzlib.explore.data import ViewError
from zzlib.explore.gap_view import gap_page, gap_view
from zzlib.explore.items_view import items_page, items_view
from zzlib.explore.listing import key_of
from zzlib.explore.panel import Panel
from zzlib.explore.progress_view import progress_page, progress_view
from zzlib.serving import READ_ONLY
from zzlib.writing import load_views

VIEWS = {"conversion": conversion_view, "progress": progress_view, "gap": gap_view, "items": items_view}
PAGES = {"conversion": conversion_page, "progress": progress_page, "gap": gap_page, "items": items_page}


@pytest.fixture(params=list(VIEWS))
def panel(request, demo_workspace):
    return VIEWS[request.param]("2013-05", demo_workspace)


@pytest.fixture
def conversion(demo_workspace):
    return conversion_view("2013-05", demo_workspace)


def buttons(panel: Panel) -> dict:
    import ipywidgets

    found = [child for box in panel.children if isinstance(box, ipywidgets.Box) for child in box.children]
    return {child.description: child for child in found if isinstance(child, ipywidgets.Button)}


@pytest.mark.slow
def test_a_change_is_one_computation_and_every_widget_stays(panel):
    before = [id(child) for child in panel.children]
    shown = {panel.picture.svg}
    for picture in [value for _, value in panel.controls["picture"].options][::-1]:
        done = panel.computations
        changed = panel.controls["picture"].value != picture
        panel.controls["picture"].value = picture
        assert panel.computations == done + changed
        assert panel.message.value == ""
        shown.add(panel.picture.svg)
    assert len(shown) == len(panel.controls["picture"].options)
    assert [id(child) for child in panel.children] == before


@pytest.mark.slow
def test_another_month_offers_its_own_values_in_one_computation(panel):
    done = panel.computations
    panel.controls["period"].value = "2013-02"
    assert panel.computations == done + 1
    assert "截至2013年2月底" in panel.sentence.value


@pytest.mark.slow
def test_a_mark_that_is_chosen_lists_its_projects_and_the_picture_stays(conversion):
    conversion.controls["by"].value = "unit_id"
    drawn = conversion.picture.svg
    conversion.picture.chosen = "unit_id=U08"
    listed = conversion.tables.projects
    assert (listed["name"], listed["count"], conversion.tables.tab) == ("水利局项目", 20, "projects")
    assert {row[0] for row in listed["rows"]} == {"水利局"}
    assert conversion.picture.svg is drawn
    conversion.picture.chosen = ""
    assert (conversion.tables.projects["name"], conversion.tables.tab) == ("全部项目", "numbers")


@pytest.mark.slow
def test_a_mark_that_the_new_picture_does_not_have_is_no_longer_chosen(conversion):
    conversion.controls["by"].value = "unit_id"
    conversion.picture.chosen = "unit_id=U08"
    conversion.controls["compare"].value = "last_year"
    assert conversion.picture.chosen == "unit_id=U08"
    conversion.controls["by"].value = "group"
    assert conversion.picture.chosen == ""
    assert (conversion.tables.projects["name"], conversion.tables.tab) == ("全部项目", "numbers")


def test_several_marks_list_the_projects_of_all_and_narrow_every_other_picture(conversion):
    conversion.controls["by"].value = "unit_id"
    counts = []
    for key in ("unit_id=U08", "unit_id=U13", "unit_id=U08|unit_id=U13"):
        conversion.picture.chosen = key
        counts.append(conversion.tables.projects["count"])
    assert counts[2] == counts[0] + counts[1] > counts[0] > 0
    assert conversion.tables.projects["name"].startswith("水利局、")
    buttons(conversion)["只看选中的"].click()
    assert (conversion.controls["unit_id"].value, conversion.picture.chosen) == (("U08", "U13"), "")
    assert f"编报项目{counts[2]}个" in conversion.sentence.value
    conversion.controls["picture"].value = "stuck"
    assert f"编报项目{counts[2]}个" in conversion.sentence.value
    buttons(conversion)["后退"].click()
    buttons(conversion)["后退"].click()
    assert conversion.picture.chosen == "unit_id=U08|unit_id=U13"


def test_what_a_view_cannot_be_narrowed_to_is_said(demo_workspace):
    panel = gap_view("2013-05", demo_workspace)
    buttons(panel)["只看选中的"].click()
    assert "请先在图上点一处" in panel.said.value
    panel.controls["picture"].value = "units"
    keys = sorted(panel.picture.listed() - {""})[:2]
    panel.picture.chosen = "|".join(keys)
    buttons(panel)["只看选中的"].click()
    assert "只选一处" in panel.said.value
    panel.picture.chosen = keys[0]
    buttons(panel)["只看选中的"].click()
    assert f"unit_id={panel.controls['unit'].value}" == keys[0]


def test_amounts_set_by_hand_are_offered_for_every_unit_and_split_the_gap(demo_workspace):
    panel = gap_view("2013-05", demo_workspace)
    panel.restore({"picture": "split", "fixed": "水利局=500"})
    assert {"水利局", "教育局"} <= set(panel.controls["fixed"].offered)
    row = panel.frame.set_index("单位").loc["水利局"]
    assert (row["分担（万元）"], row["说明"]) == (500, "指定")
    assert 'fixed="水利局=500"' in panel.line
    panel.controls["picture"].value = "year"
    assert panel.controls["fixed"].disabled and "缺口分到单位" in panel.controls["fixed"].tooltip


@pytest.mark.slow
def test_every_mark_lists_as_many_projects_as_it_says(conversion):
    conversion.restore({"picture": "stuck"})
    cells = [spot for spot in conversion.picture.spots if spot["key"]]
    assert cells
    for spot in cells:
        conversion.picture.chosen = spot["key"]
        assert f"{conversion.tables.projects['count']}个" == spot["values"], spot
        assert conversion.message.value == ""


@pytest.mark.slow
def test_every_mark_of_every_picture_has_words_and_a_place_in_it_and_lists_projects(panel):
    for picture in [value for _, value in panel.controls["picture"].options]:
        panel.controls["picture"].value = picture
        width, height = map(float, re.search(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', panel.picture.svg).groups())
        assert panel.picture.spots, picture
        for spot in panel.picture.spots:
            left, top, wide, high = spot["box"]
            assert spot["name"] and spot["values"], picture
            assert left >= -7 and left + wide <= width + 7 and top >= -7 and top + high <= height + 7, (picture, spot)
        for key in sorted(panel.picture.listed() - {""})[:3]:
            panel.picture.chosen = key
            assert panel.message.value == ""
            assert panel.tables.projects["name"] != "全部项目"
        panel.picture.chosen = ""


def test_words_of_the_picture_are_words_and_it_says_itself(panel):
    assert "<text" in panel.picture.svg and "Noto Sans SC" in panel.picture.svg
    assert panel.result.text() in panel.picture.alt


@pytest.mark.slow
def test_several_values_of_a_filter_are_those_of_each(conversion):
    def asked(*fields):
        conversion.controls["policy_field"].value = fields
        table = conversion.tables.projects
        return table["count"], {row[1] for row in table["rows"]}

    one, two = asked("农田水利"), asked("生态建设")
    both = asked("农田水利", "生态建设")
    assert both == (one[0] + two[0], one[1] | two[1])
    assert "农田水利、生态建设编报项目34个" in conversion.sentence.value


def test_tables_hold_all_rows_as_numbers(conversion):
    projects = conversion.tables.projects
    assert projects["count"] == len(projects["rows"]) == 409
    money = [n for n, column in enumerate(projects["columns"]) if column["kind"] == "money"]
    assert all(isinstance(row[n], int) for row in projects["rows"] for n in money)


def test_a_key_says_words_as_they_are_and_holds_any_name():
    assert key_of(policy_field="农田水利") == "policy_field=农田水利"
    for name in ("甲|乙", "A&B", "a=b", "1+1", "50%", "一 二", "a;b#c"):
        assert parse_qs(key_of(unit_id=name)) == {"unit_id": [name]}
        assert "|" not in key_of(unit_id=name)


@pytest.mark.slow
def test_a_state_is_a_line_that_shows_it_again(panel, demo_workspace, monkeypatch):
    monkeypatch.setenv("ZZ_ROOT", str(demo_workspace.root))
    panel.controls["picture"].value = [value for _, value in panel.controls["picture"].options][-1]
    panel.controls["group" if "group" in panel.controls else "compare"].value = (
        ("县直",) if isinstance(panel.controls["group"].value, tuple) else "县直"
    )
    key = next(spot["key"] for spot in panel.picture.spots if spot["key"] or spot is panel.picture.spots[-1])
    panel.picture.chosen = key
    again = eval(panel.line, {"explore": explore})
    assert again.values() == panel.values()
    assert again.picture.svg == panel.picture.svg
    assert again.tables.projects == panel.tables.projects


@pytest.mark.slow
def test_a_state_is_written_by_words_as_well_and_a_wrong_one_says_what_there_is(demo_workspace, monkeypatch):
    monkeypatch.setenv("ZZ_ROOT", str(demo_workspace.root))
    view = explore.conversion("2013-05", by="unit", unit=["水利局", "教育局"], policy_field="农田水利")
    assert view.values()["by"] == "unit_id"
    words = {value: words for words, value in view.controls["unit_id"].options}
    assert {words[unit] for unit in view.values()["unit_id"]} == {"水利局", "教育局"}
    with pytest.raises(ViewError, match=r"policy_field 没有“水力”这一项；可以选：.*农田水利"):
        explore.conversion("2013-05", policy_field=["水力"])
    with pytest.raises(ViewError, match="单位（unit）"):
        explore.conversion("2013-05", by="unti")
    with pytest.raises(ViewError, match="这个视图没有“weather”这一项；可以写：period、picture"):
        explore.gap(weather="rain")
    assert "不能按“colour”列项目" in explore.gap("2013-05", listed="colour=red").message.value


@pytest.mark.slow
def test_one_goes_back_and_on_through_what_was_seen(conversion):
    states = [conversion.values()]
    conversion.controls["picture"].value = "stuck"
    states.append(conversion.values())
    conversion.picture.chosen = next(spot["key"] for spot in conversion.picture.spots if spot["key"])
    states.append(conversion.values())
    going = buttons(conversion)
    for state in states[-2::-1]:
        going["后退"].click()
        assert conversion.values() == state
    assert going["后退"].disabled and not going["前进"].disabled
    for state in states[1:]:
        going["前进"].click()
        assert conversion.values() == state
    going["复位"].click()
    assert conversion.values() == states[0]
    going["后退"].click()
    assert conversion.values() == states[-1]


@pytest.mark.slow
def test_a_served_page_opens_in_the_state_of_its_address(conversion, demo_workspace, monkeypatch):
    conversion.restore({"picture": "stuck", "policy_field": ["农田水利", "生态建设"], "period": "2013-04"})
    monkeypatch.setenv("ZZ_ROOT", str(demo_workspace.root))
    monkeypatch.setenv(READ_ONLY, "1")
    monkeypatch.setenv("QUERY_STRING", f"token=abc&{conversion.picture.query}")
    assert explore.conversion().values() == conversion.values()


def test_a_control_that_the_picture_has_no_use_for_is_grey_and_says_why(conversion):
    by = conversion.controls["by"]
    assert not by.disabled and by.tooltip == ""
    conversion.controls["picture"].value = "stuck"
    assert by.disabled
    assert by.tooltip == "这张图用不着；用得着的是：转化率对比、转化率为什么变"


def test_numbers_projects_and_picture_are_handed_on(conversion):
    conversion.controls["by"].value = "unit_id"
    row = conversion.frame.set_index("单位").loc["水利局"]
    assert (row["转化"], row["项目"]) == (6, 20)
    assert row["到位资金（万元）"] == pytest.approx(
        conversion.projects.query("单位 == '水利局'")["到位资金（万元）"].sum()
    )
    assert conversion.figure.axes[0].get_xlim()[1] > 1


@pytest.mark.slow
def test_without_widgets_a_state_is_one_picture(demo_workspace, monkeypatch):
    monkeypatch.setenv("ZZ_ROOT", str(demo_workspace.root))
    page = explore.conversion("2013-05", False, picture="stuck", group="县直")
    assert [result.name for result in page.results] == ["停留在哪一步-县直"]


def test_an_error_is_said_in_the_view_in_chinese_and_goes_away(demo_workspace):
    panel = progress_view("2013-05", demo_workspace)
    panel.controls["middle"].value = 1.0
    assert "两条档次线应从大到小" in panel.message.value
    buttons(panel)["导出表格"].click()
    assert "没有可以保存的内容" in panel.said.value
    panel.controls["middle"].value = 0.25
    assert panel.message.value == ""


def test_a_month_that_is_gone_is_said_in_the_view(demo_workspace, monkeypatch):
    panel = conversion_view("2013-05", demo_workspace)
    panel.controls["period"].options = [("2013-05", "2013-05"), ("2013-09", "2013-09")]
    panel.controls["period"].value = "2013-09"
    assert "没有 2013-09 的报表文件夹" in panel.message.value


@pytest.mark.slow
def test_sent_to_the_report_it_is_found_there_with_its_figures_and_picture(panel, demo_workspace):
    buttons(panel)["写入报告"].click()
    assert "已写入报告" in panel.said.value
    stored = {view.name: view for view in load_views(demo_workspace, "2013-05")}
    [view] = [v for v in stored.values() if v.title == panel.result.title]
    assert view.text() == panel.result.text()
    assert (demo_workspace.drafts_dir("2013-05") / "views" / view.chart).read_bytes().startswith(b"\x89PNG")


@pytest.mark.slow
def test_exports_are_new_files_and_hold_what_is_shown(conversion, demo_workspace):
    folder = demo_workspace.outputs_dir / "explore" / "2013-05"
    for button in ("导出表格", "导出表格", "存图 PNG", "存图 SVG"):
        buttons(conversion)[button].click()
        assert conversion.said.value.startswith("已"), conversion.said.value
    names = sorted(path.name for path in folder.glob("转化率对比*"))
    assert [name for name in names if name.endswith(".xlsx")] == [
        "转化率对比-按投资方向-比上月-2.xlsx",
        "转化率对比-按投资方向-比上月.xlsx",
    ]
    book = openpyxl.load_workbook(folder / "转化率对比-按投资方向-比上月.xlsx")
    sheet = book.worksheets[0]
    values = [cell.value for cell in sheet[4]]
    shown = conversion.result.table.rows[0]
    assert values[:3] == list(shown[:3])
    assert values[7] == pytest.approx(shown[7] / 10**6)
    assert book.worksheets[1].max_row == 3 + len(conversion.result.behind.rows)


def test_a_folder_that_cannot_be_written_is_said(conversion, monkeypatch):
    def full(*_args):
        raise OSError(28, "设备上没有空间")

    monkeypatch.setattr("zzlib.explore.saving.write_workbook", full)
    buttons(conversion)["导出表格"].click()
    assert "设备上没有空间" in conversion.said.value


def test_read_only_views_have_no_buttons(demo_workspace, monkeypatch):
    monkeypatch.setenv(READ_ONLY, "1")
    for view in VIEWS.values():
        assert list(buttons(view("2013-05", demo_workspace))) == ["后退", "前进", "复位", "只看选中的"]


@pytest.mark.slow
@pytest.mark.parametrize("name", list(PAGES))
def test_the_static_page_holds_every_picture_and_no_widget(name, demo_workspace):
    page = PAGES[name]("2013-04", demo_workspace)
    html = page._repr_html_()
    assert html.count("data:image/png;base64") == len(page.results)
    assert all(result.text()[:20] in html for result in page.results)
    assert "截至2013年4月底" in repr(page)


def test_without_returns_or_with_a_wrong_month_the_view_says_so(tmp_path, monkeypatch, demo_workspace):
    monkeypatch.setenv("ZZ_ROOT", str(demo_workspace.root))
    assert repr(explore.gap("2013-4", interactive=False)) == repr(explore.gap("2013-04", interactive=False))
    assert repr(explore.gap("2013-9")).startswith("没有 2013-09 的报表")
    assert repr(explore.gap("2013-09")).startswith("没有 2013-09 的报表文件夹 data/returns/2013-09；现有：2013-01、")


@pytest.mark.parametrize("empty", [[], ["data/returns/2013-04"]])
@pytest.mark.parametrize("view", [explore.conversion, explore.progress, explore.gap, explore.items])
@pytest.mark.parametrize("period", ["", "2013-4"])
def test_where_nobody_returned_anything_a_view_says_what_to_do_and_draws_nothing(
    tmp_path, monkeypatch, empty, view, period
):
    place(tmp_path / "空县", workspace_files(Beginning()).items(), ["data/returns", *empty])
    monkeypatch.setenv("ZZ_ROOT", str(tmp_path / "空县"))
    for interactive in (True, False):
        said = repr(view(period, interactive))
        assert "还没有报表，请先把报表放进" in said and f"zz receive {'2013-04' if period else ''}" in said
        assert len(said.splitlines()) == 1


@pytest.mark.slow
def test_read_again_the_view_shows_what_the_returns_say_now(demo_workspace, conversion, monkeypatch):
    done = conversion.computations
    first = view_data.load_data("2013-05", demo_workspace)
    buttons(conversion)["重新读数"].click()
    assert conversion.computations == done + 1
    assert view_data.load_data("2013-05", demo_workspace) is not first


def test_data_are_loaded_once_a_period(demo_workspace):
    first = view_data.load_data("2013-05", demo_workspace)
    assert view_data.load_data("2013-05", demo_workspace) is first
    view_data.forget()
    assert view_data.load_data("2013-05", demo_workspace) is not first
