"""催报.txt says who has to do what by when, once for each problem of a file, and nothing that is the office's own work."""

from dataclasses import replace

from tests.report.hand_made import hand_made_month
from zzlib.issues import issue, issues_frame
from zzlib.report import write_reminders
from zzlib.report.reminders import reminders


def with_issues(*issues):
    return replace(hand_made_month(), issues=issues_frame(list(issues)))


def unreadable(unit_id: str, file: str, cell: str, value: str, field: str = "received"):
    place = {"unit_id": unit_id, "file": file, "sheet": "月报表", "cell": cell, "field": field, "value": value}
    return issue("amount_unreadable", **place, label="到位资金", example="320.5（万元）")


PLACE = {"unit_id": "u02", "file": "a.xlsx", "sheet": "月报表", "cell": "C4"}


def part(text: str, heading: str) -> list[str]:
    """Give the lines under a heading."""
    lines = text.split("\n")
    start = next(number for number, line in enumerate(lines) if heading in line)
    return lines[start + 1 : lines.index("", start)]


def test_who_has_not_filed_is_named_by_group_with_the_day():
    text = reminders(hand_made_month())
    assert text.startswith("【2013年5月争资争项报表催报】\n10个单位中，还有2个没有报送5月报表")
    assert "6月8日（星期六，调休上班）前" in text
    assert part(text, "没有报送的（2个）") == ["县直：县民政局", "乡镇：北河镇"]


def test_a_wrong_cell_is_told_with_what_to_type():
    text = reminders(with_issues(unreadable("u02", "a.xlsx", "J9", "待定")))
    assert part(text, "请更正后重报的（1个）") == [
        "县财政局《a.xlsx》",
        "  · 月报表 J9：“到位资金”填的是“待定”，读不出数额。请只填数字，如 320.5（万元）；没有发生填 0，不适用的留空，说明写到备注里。",
    ]


def test_the_same_problem_in_a_file_is_one_line():
    cells = [unreadable("u02", "a.xlsx", f"J{row}", f"约{row}?") for row in range(9, 20)]
    lines = part(reminders(with_issues(*cells)), "请更正后重报的（1个）")
    assert len(lines) == 2
    assert "同样的还有月报表 J10“约10?”、J11“约11?”" in lines[1]
    assert "等10处" in lines[1]


def test_a_file_that_cannot_be_read_is_told_apart_with_the_reason():
    text = reminders(with_issues(issue("file_locked", unit_id="u10", file="供电.xlsx")))
    assert part(text, "报表读不出、请重报的（1个）") == [
        "县供电公司《供电.xlsx》",
        "  · 文件加了密码，读不出。请单位取消“打开密码”后另存重报。",
    ]
    assert "请更正" not in text


def test_a_file_that_nobody_owns_waits_to_be_claimed_with_the_reason():
    waiting = issue("unit_unknown", file="无名单位.xlsx", value="某某局", suggestions="")
    assert part(reminders(with_issues(waiting)), "看不出是哪个单位的文件（1份）")[0].startswith(
        "无名单位.xlsx：填报单位写的是“某某局”"
    )


def test_what_is_the_offices_own_work_is_left_out():
    twice = issue("project_twice", unit_id="u02", file="a.xlsx", cell="B3", value="水库", units="甲、乙", amounts="")
    differs = issue("history_differs", unit_id="u02", file="a.xlsx", value="1", unit="县财政局", ledger="2")
    reference = issue("reference_bad_value", unit_id="u02", file="data/reference/targets.csv", why="不是数")
    text = reminders(with_issues(twice, differs, reference))
    assert part(text, "请核对的（1个") == [
        "县财政局《a.xlsx》",
        "  · B3：项目“水库”甲、乙都报了（）；在作出决定前各计一次。请商定由谁牵头填报。",
    ]
    assert ".csv" not in text


def test_lines_of_one_project_in_different_stages_are_nothing_to_ask():
    stages = issue("project_lines_differ", **PLACE, label="项目阶段", project="水库", values="申报、到位")
    text = reminders(with_issues(stages, issue("stage_unknown", **PLACE, label="项目阶段", value="跑办中", known="")))
    assert "水库" not in text and "跑办中" not in text and "请核对" not in text


def test_what_most_hangs_on_comes_first_and_units_keep_their_order_otherwise():
    origin = issue("origin_missing", **PLACE, label="项目性质", known="结转、新增")
    fell = {"label": "到位资金", "project": "水库", "now": "是1万元", "last": "2万元", "previous": "2013年4月"}
    fell |= {"difference": "1万元", "example": "3"}
    lines = part(
        reminders(
            with_issues(
                origin,
                issue("amount_fell", **PLACE, **fell),
                issue("amount_fell", **PLACE | {"unit_id": "u01", "file": "b.xlsx"}, **fell),
                issue("amount_hedged", **PLACE | {"unit_id": "u01", "file": "b.xlsx"}, label="申报资金", number="5"),
                issue("origin_missing", **PLACE | {"unit_id": "u04", "file": "c.xlsx"}, label="项目性质", known=""),
            )
        ),
        "请核对的（3个",
    )
    assert [line for line in lines if "《" in line] == [
        "县发改委《b.xlsx》",
        "县财政局《a.xlsx》",
        "县水利局《c.xlsx》",
    ]
    assert [line[4:20] for line in lines[:3] if "·" in line] == [
        "月报表 C4：项目“水库”的到位",
        "月报表 C4：“申报资金”填的是",
    ]


def test_fields_about_persons_are_left_out():
    month = with_issues(unreadable("u02", "a.xlsx", "T4", "1390000", field="phone"))
    assert "T4" not in reminders(month)


def test_a_month_in_order_says_so():
    month = hand_made_month(figures={"units_missing_this_month": "0", "files_waiting": "0"})
    units = month.units.assign(filing="on_time")
    month = replace(month, units=units, waiting_files=(), issues=issues_frame([]))
    assert reminders(month).split("\n")[1:3] == ["10个单位都报送了5月报表。", ""]
    assert "、" not in reminders(month)


def test_it_opens_right_on_windows_and_is_always_the_same(tmp_path):
    for name in ("a.txt", "b.txt"):
        write_reminders(hand_made_month(), tmp_path / name)
    written = (tmp_path / "a.txt").read_bytes()
    assert written == (tmp_path / "b.txt").read_bytes()
    assert written.startswith(b"\xef\xbb\xbf")
    assert b"\r\n" in written
