"""For people the same problem of a file is one line that names all its cells."""

from zzlib.issues import issue, issues_frame
from zzlib.issues.grouping import problems

PLACE = {"unit_id": "u02", "file": "a.xlsx", "sheet": "月报表"}


def fallen(cell: str, project: str, now: str, **place: str):
    return issue(
        "amount_fell", cell=cell, field="received", value=now, project=project, label="到位资金", now=f"是{now}",
        previous="2013年4月", last="100万元", difference="1万元", example="100", **PLACE | place,
    )  # fmt: skip


def texts(*issues):
    return [problem.text for problem in problems(issues_frame(list(issues)))]


def test_amounts_that_fell_are_one_line_with_the_first_said_in_full():
    [text] = texts(fallen("K4", "水库", "99万元"), fallen("K7", "堤防", "70万元"), fallen("K9", "灌区", "60万元"))
    assert text.startswith("月报表 K4：项目“水库”的到位资金（1月以来累计）本月是99万元")
    assert text.endswith("；同样的还有月报表 K7“70万元”、K9“60万元”")


def test_cells_of_which_the_same_is_said_stand_before_it():
    unfilled = [
        issue("kind_missing", cell=f"C{row}", label="项目类型", known="政策型、个性型", **PLACE) for row in (4, 5, 9)
    ]
    assert texts(*unfilled) == ["月报表 C4、C5、C9：“项目类型”没有填，按“未注明”计"]


def test_what_has_no_cell_is_told_by_its_value_or_in_full():
    gone = [issue("project_vanished", value=name, previous="2013年4月", **PLACE | {"sheet": ""}) for name in "甲乙"]
    assert texts(*gone) == ["2013年4月报过的项目“甲”本月没有出现，本月不计；同样的还有“乙”"]
    columns = [
        issue(
            "required_column_missing", value="序号、项目" * 20, label=label, consequence="", near="", guess="", **PLACE
        )
        for label in ("项目名称", "到位资金")
    ]
    assert "同样的还有没有找到“到位资金”列" in texts(*columns)[0]


def test_files_and_levels_are_kept_apart():
    assert len(texts(fallen("K4", "水库", "99万元"), fallen("K4", "水库", "99万元", file="b.xlsx"))) == 2


def test_many_cells_are_counted():
    [text] = texts(*(fallen(f"K{row}", f"项目{row}", f"{row}万元") for row in range(4, 20)))
    assert text.endswith("K11“11万元”、K12“12万元”等15处") and "K13" not in text
