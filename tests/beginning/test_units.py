"""Units out of whatever list the office has: pasted, numbered, in sections, in Excel under titles, in a GBK file."""

from pathlib import Path

import pytest

from tests.beginning.lists import UNITS, book, target_list
from zzlib.beginning import ListError, file_source, pasted, read_listing, read_units
from zzlib.beginning.units import find, units_by_name


def named(text: str) -> list[str]:
    return [unit.name for unit in read_units(read_listing(pasted(text)))[0]]


@pytest.mark.parametrize(
    "text",
    [
        "发改委\n水利局\n城关镇",
        "发改委\r\n\r\n水利局\r\n城关镇\r\n",
        "1. 发改委\n2. 水利局\n3. 城关镇",
        "1、发改委\n2、水利局\n3、城关镇",
        "（1）发改委\n（2）水利局\n（3）城关镇",
        "一、发改委\n二、水利局\n三、城关镇",
        "①发改委\n②水利局\n③城关镇",
        "1发改委\n2水利局\n3城关镇",
        "1 发改委\n2 水利局\n3 城关镇",
        "1\t发改委\n2\t水利局\n3\t城关镇",
        "序号\t单位名称\t组别\n1\t发改委\t县直\n2\t水利局\t县直\n3\t城关镇\t乡镇",
        "1\t发改委\t县直\t1,000\n2\t水利局\t县直\t2,000\n3\t城关镇\t乡镇\t300",
        "发改委、水利局、城关镇。",
        "发改委,水利局,城关镇",
        "发改委，水利局，城关镇",
        "县直：发改委、水利局\n乡镇：城关镇",
        "责任单位名单（3个）\n发改委\n水利局\n城关镇\n备注：以上单位",
        "一、县直部门（2个）\n1.发改委\n2.水利局\n二、乡镇\n1.城关镇",
        "序号,单位名称\n1,发改委\n2,水利局\n3,城关镇",
        "单位\n发改委\n水利局\n城关镇",
    ],
)
def test_a_pasted_list_gives_the_names_in_its_order(text: str) -> None:
    assert named(text) == ["发改委", "水利局", "城关镇"]


def test_a_name_that_begins_with_a_number_keeps_it() -> None:
    assert named("110指挥中心\n一中\n三一重工公司\n水利局") == ["110指挥中心", "一中", "三一重工公司", "水利局"]


def test_three_hundred_units_have_ids_of_three_digits() -> None:
    units, notes = read_units(read_listing(pasted("\n".join(f"{n}. 第{n}中学" for n in range(1, 301)))))
    assert [units[0].unit_id, units[299].unit_id, len({unit.unit_id for unit in units})] == ["U001", "U300", 300]
    assert notes == []


def test_a_name_written_twice_is_one_unit_and_said() -> None:
    units, notes = read_units(read_listing(pasted("发改委\n水利局\n发改委")))
    assert [unit.name for unit in units] == ["发改委", "水利局"]
    assert notes == ["“发改委”写了 2 次（第 1、3 行），只算一个单位"]


def test_the_group_is_the_list_s_own_else_the_section_s_else_what_the_name_suggests() -> None:
    text = "县直部门：\n水利局\n农业局\n二、乡镇（街道）\n新城管委会\n三、党群系统\n组织部"
    units, notes = read_units(read_listing(pasted("一、" + text)))
    assert [unit.group for unit in units] == ["县直", "县直", "乡镇", "县直"]
    assert notes == ["“党群系统”不是组别（县直、乡镇、企业、垂管），“组织部”按名称分了组，请核对"]
    bare, _ = read_units(read_listing(pasted("水利局\n城关镇\n城投公司\n税务局\n供电公司")))
    assert [unit.group for unit in bare] == ["县直", "乡镇", "企业", "垂管", "垂管"]


def test_returns_may_state_a_unit_with_or_without_the_county() -> None:
    units, _ = read_units(read_listing(pasted("水利局\n云溪县财政局")), "云溪县")
    assert [(unit.name, unit.full_name) for unit in units] == [("水利局", "云溪县水利局"), ("财政局", "云溪县财政局")]


def test_two_units_of_one_full_name_are_refused() -> None:
    with pytest.raises(ListError, match="两个单位都叫“云溪县水利局”"):
        read_units(read_listing(pasted("单位简称\t单位全称\t单位\n水利\t云溪县水利局\t水利\n水务\t云溪县水利局\t水务")))


def test_an_excel_list_under_titles_with_a_total(tmp_path: Path) -> None:
    units, notes = read_units(read_listing(file_source(target_list(tmp_path / "目标.xlsx"))))
    assert [unit.name for unit in units] == UNITS and notes == []
    assert [unit.group for unit in units] == ["县直", "县直", "县直", "乡镇", "乡镇", "企业"]
    assert {unit.leader for unit in units} == {"责任领导甲"}


def test_sections_and_merged_groups_of_an_excel_list(tmp_path: Path) -> None:
    rows = [
        ["序号", "单位名称", "领导"],
        ["一、县直部门"],
        [1, "水利局", "甲"],
        ["二", "乡镇（1个）"],
        [1, "管委会", "乙"],
    ]
    units, _ = read_units(read_listing(file_source(book(tmp_path / "a.xlsx", rows))))
    assert [(unit.name, unit.group) for unit in units] == [("水利局", "县直"), ("管委会", "乡镇")]
    merged = [["类别", "单位"], ["企业", "水利站"], [None, "农机站"], ["垂管", "气象站"]]
    units, _ = read_units(read_listing(file_source(book(tmp_path / "b.xlsx", merged, ["A2:A3"]))))
    assert [(unit.name, unit.group) for unit in units] == [("水利站", "企业"), ("农机站", "企业"), ("气象站", "垂管")]


def test_a_list_without_headings_and_a_list_in_gbk(tmp_path: Path) -> None:
    bare = book(tmp_path / "a.xlsx", [[1, "水利局"], [2, "城关镇"]])
    assert [unit.name for unit in read_units(read_listing(file_source(bare)))[0]] == ["水利局", "城关镇"]
    for name, text in {"b.csv": "序号,单位\r\n1,水利局\r\n2,城关镇\r\n", "c.txt": "水利局\r\n城关镇\r\n"}.items():
        (tmp_path / name).write_bytes(text.encode("gbk"))
        units, _ = read_units(read_listing(file_source(tmp_path / name)))
        assert [unit.name for unit in units] == ["水利局", "城关镇"]


def test_what_cannot_be_understood_is_refused_with_its_place(tmp_path: Path) -> None:
    two = book(tmp_path / "两列.xlsx", [["水利局", "甲乙丙"], ["城关镇", "丁戊己"]])
    with pytest.raises(ListError, match=r"没有表头，有几列文字（A1、B1）"):
        read_listing(file_source(two))
    named_twice = book(tmp_path / "两名.xlsx", [["责任单位", "牵头单位"], ["水利局", "财政局"]])
    with pytest.raises(ListError, match=r"几列都像单位名称（A1、B1）"):
        read_listing(file_source(named_twice))
    (tmp_path / "坏.xlsx").write_bytes(b"PK\x03\x04broken")
    with pytest.raises(ListError, match=r"《坏\.xlsx》读不出"):
        read_listing(file_source(tmp_path / "坏.xlsx"))
    for absent, why in {"没有.xlsx": "找不到文件", "": "是文件夹"}.items():
        with pytest.raises(ListError, match=why):
            file_source(tmp_path / absent)
    with pytest.raises(ListError, match="没有找到单位名称"):
        read_listing(pasted("1\n2\n3"))


def test_two_sheets_of_units_are_asked_apart(tmp_path: Path) -> None:
    import openpyxl

    made = openpyxl.Workbook()
    for page in (made.active, made.create_sheet("旧")):
        page.append(["序号", "单位"])
        page.append([1, "水利局"])
    made.save(tmp_path / "a.xlsx")
    with pytest.raises(ListError, match="几张表都像单位名单"):
        read_listing(file_source(tmp_path / "a.xlsx"))


def test_hidden_rows_are_no_units_and_said(tmp_path: Path) -> None:
    import openpyxl

    made = openpyxl.Workbook()
    for row in (["序号", "单位"], [1, "水利局"], [2, "扶贫办"], [3, "城关镇"]):
        made.active.append(row)
    made.active.row_dimensions[3].hidden = True
    made.save(tmp_path / "a.xlsx")
    units, notes = read_units(read_listing(file_source(tmp_path / "a.xlsx")))
    assert [unit.name for unit in units] == ["水利局", "城关镇"]
    assert len(notes) == 1 and "隐藏着的" in notes[0] and "3" in notes[0]


def test_a_name_with_the_level_before_it_has_the_county_once_and_is_known_without_it() -> None:
    [unit], _ = read_units(read_listing(pasted("县水利局")), county="云溪县")
    assert (unit.name, unit.full_name) == ("县水利局", "云溪县水利局")
    assert find(units_by_name([unit]), ["水利局", "县水利局", "云溪县水利局"], "上年的数") == [unit] * 3
