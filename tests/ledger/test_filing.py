"""Whose return a file is, which month it is for, and whether it came in time (contracts, section 4, hard cases)."""

from pathlib import Path

import docx
import openpyxl
import pytest

from tests.small_county import SmallCounty
from zzlib.ledger import Ledger, PeriodError, build_ledger

ROAD = ["通村公路", "", "个性型", "新增", "省级专项", 100, 80, 50, None]


def build(county: SmallCounty, period: str = "2013-01") -> Ledger:
    return build_ledger(county.workspace, period)


def filing(ledger: Ledger) -> dict[str, str]:
    units = ledger.month("units")
    return dict(zip(units["unit"], units["filing"], strict=True))


def codes(ledger: Ledger) -> list[str]:
    return [issue.code for issue in ledger.issues]


def test_every_unit_has_a_row_in_every_month(county: SmallCounty) -> None:
    county.file_return("2013-01", "水利局", [ROAD])
    county.file_return("2013-02", "水利局", [ROAD])
    assert build(county, "2013-02").units.groupby("period").size().to_dict() == {"2013-01": 3, "2013-02": 3}


def test_on_time_late_and_missing(county: SmallCounty) -> None:
    county.file_return("2013-01", "发改委", [ROAD], received_at="2013-02-05T23:59:00")
    county.file_return("2013-01", "水利局", [ROAD], received_at="2013-02-06T00:01:00")
    assert filing(build(county)) == {"发改委": "on_time", "水利局": "late", "城关镇": "missing"}


def test_a_later_correction_does_not_make_a_unit_late_and_wins(county: SmallCounty) -> None:
    county.file_return("2013-01", "水利局", [ROAD], name="a.xlsx", received_at="2013-02-03T09:00:00")
    better = [*ROAD[:7], 60, None]
    county.file_return("2013-01", "水利局", [better], name="b.xlsx", received_at="2013-02-20T09:00:00")
    ledger = build(county)
    assert filing(ledger)["水利局"] == "on_time"
    assert list(ledger.funding["received_fen"]) == [60_000_000]
    assert "file_repeated" in codes(ledger)


def test_equal_times_of_two_returns_need_a_decision(county: SmallCounty) -> None:
    for name in ("报表.xlsx", "报表（初稿）.xlsx"):
        county.file_return("2013-01", "水利局", [ROAD], name=name, received_at="2013-02-03T09:00:00")
    ledger = build(county)
    assert [(i.level, i.file) for i in ledger.issues if i.code == "file_order_unknown"] == [("error", "报表.xlsx")]
    assert len(ledger.funding) == 1


def test_a_file_that_could_not_be_read_is_said_to_be_so_beside_the_one_that_came_later(county: SmallCounty) -> None:
    county.file_return("2013-01", "水利局", [ROAD], received_at="2013-02-09T09:00:00")
    (county.root / "data" / "returns" / "2013-01" / "空.xlsx").write_bytes(b"")
    county.receive("2013-01", "空.xlsx", "2013-02-03T09:00:00", "u02")
    ledger = build(county)
    [said] = [i for i in ledger.issues if i.file == "空.xlsx"]
    assert (said.level, said.code) == ("notice", "file_repeated")
    assert said.message.endswith("这一份不计入（它也没有读出：文件是空的（0 字节），里面什么也没有）")
    assert filing(ledger)["水利局"] == "late" and list(ledger.funding["received_fen"]) == [50_000_000]


def test_what_was_wrong_in_a_return_that_was_replaced_is_past(county: SmallCounty) -> None:
    bad = [*ROAD[:7], "待定", None]
    county.file_return("2013-01", "水利局", [bad], name="a.xlsx", received_at="2013-02-03T09:00:00")
    county.file_return("2013-01", "水利局", [ROAD], name="b.xlsx", received_at="2013-02-04T09:00:00")
    (county.root / "data" / "returns" / "2013-01" / "水利局.xlsx").write_bytes(b"")
    county.receive("2013-01", "水利局.xlsx", "2013-02-02T09:00:00")
    ledger = build(county)
    assert {i.code for i in ledger.issues} == {"file_repeated"}
    assert not ledger.month("units").set_index("unit").loc["水利局", "incomplete"]


def test_times_as_excel_writes_them_and_a_register_saved_by_excel(county: SmallCounty) -> None:
    county.file_return("2013-01", "水利局", [ROAD], received_at="2013/2/9 9:30")
    register = county.root / "data" / "returns" / "2013-01" / "received.csv"
    register.write_bytes(register.read_text(encoding="utf-8").encode("gb18030"))
    assert filing(build(county))["水利局"] == "late"
    path = county.root / "data" / "returns" / "2013-01" / "水利局.xlsx"
    path.with_name("城关镇.xlsx").write_bytes(path.read_bytes())  # a new file: the register is added to
    build(county)
    assert filing(build(county))["水利局"] == "late"
    assert "城关镇.xlsx" in register.read_bytes().decode("gb18030")


def test_files_that_waited_in_earlier_months_are_still_waiting(county: SmallCounty) -> None:
    county.file_return("2013-01", "发改局", [ROAD])
    county.file_return("2013-02", "发改委", [ROAD])
    assert build(county, "2013-02").waiting_files == ("2013-01/发改局.xlsx",)


def test_names_count_exactly_or_by_alias_never_by_likeness(county: SmallCounty) -> None:
    county.reference("aliases", [{"alias": "县水务局", "unit_id": "u02", "valid_from": "2013-01"}])
    county.file_return("2013-01", "县水务局", [ROAD])
    county.file_return("2013-01", "发改局", [ROAD])
    ledger = build(county)
    assert filing(ledger) == {"发改委": "missing", "水利局": "on_time", "城关镇": "missing"}
    assert ledger.waiting_files == ("发改局.xlsx",)
    unknown = next(issue for issue in ledger.issues if issue.code == "unit_unknown")
    assert (unknown.level, unknown.cell, unknown.value) == ("error", "A2", "发改局")
    assert "发改委" in unknown.message


def test_an_alias_counts_only_while_it_is_valid(county: SmallCounty) -> None:
    county.reference("aliases", [{"alias": "县水务局", "unit_id": "u02", "valid_to": "2012-12-31"}])
    county.file_return("2013-01", "县水务局", [ROAD])
    assert build(county).waiting_files == ("县水务局.xlsx",)


def test_a_return_for_another_month_is_in_doubt(county: SmallCounty) -> None:
    county.file_return("2013-01", "水利局", [ROAD], stated_period="2012年12月")
    ledger = build(county)
    assert filing(ledger)["水利局"] == "unreadable"
    assert ledger.funding.empty
    assert "period_conflict" in codes(ledger)


def test_a_file_name_that_says_otherwise_is_a_warning(county: SmallCounty) -> None:
    county.file_return("2013-01", "水利局", [ROAD], name="城关镇报表.xlsx")
    ledger = build(county)
    assert filing(ledger) == {"发改委": "missing", "水利局": "on_time", "城关镇": "missing"}
    assert [i.level for i in ledger.issues if i.code == "file_name_unit"] == ["warning"]


def test_a_title_of_another_unit_or_month_is_a_warning_at_its_cell(county: SmallCounty) -> None:
    path = county.file_return("2013-02", "水利局", [ROAD])
    book = openpyxl.load_workbook(path)
    book.active["A1"] = "城关镇2013年1月争资争项情况月报表"
    book.active["F2"] = "报送月份：2013年2月"
    book.save(path)
    ledger = build(county, "2013-02")
    assert filing(ledger)["水利局"] == "on_time"
    said = {i.code: (i.level, i.unit_id, i.cell, i.message) for i in ledger.issues if i.code.startswith("title_")}
    assert said == {
        "title_unit": (
            "warning", "u02", "A1", "标题“城关镇2013年1月争资争项情况月报表”指的是城关镇，表内写的是“水利局”；按水利局计",
        ),
        "title_period": ("warning", "u02", "A1", "标题写的是2013年1月，表内写的是2013年2月；按2013年2月计"),
    }  # fmt: skip
    digest = {"period": "2013-02", "file": "水利局.xlsx", "decided_by": "责任人甲", "decided_on": "2013-03-01"}
    decided = [digest | {"question": q, "answer": a} for q, a in (("unit", "u02"), ("month", "2013-02"))]
    county.reference("file_decisions", decided)
    assert not {"title_unit", "title_period"} & set(codes(build(county, "2013-02")))


def test_a_return_without_rows_is_a_filed_zero_but_a_blank_form_is_nobodys(county: SmallCounty) -> None:
    county.file_return("2013-01", "水利局", [])
    county.file_return("2013-01", "", [], name="城关镇1月.xlsx")
    county.file_return("2013-01", "", [], name="报表.xlsx")
    ledger = build(county)
    assert filing(ledger) == {"发改委": "missing", "水利局": "on_time", "城关镇": "on_time"}
    assert [i.file for i in ledger.issues if i.code == "form_blank"] == ["报表.xlsx"]


def _nothing(path: Path, said: list[list[str]]) -> None:
    """Write a few lines as a workbook, as text, or as a letter."""
    if path.suffix == ".csv":
        path.write_text("\n".join(",".join(line) for line in said), encoding="utf-8")
    elif path.suffix == ".docx":
        letter = docx.Document()
        for line in said:
            letter.add_paragraph("".join(line))
        letter.save(str(path))
    else:
        book = openpyxl.Workbook()
        for line in said:
            book.active.append(line)
        book.save(path)


@pytest.mark.parametrize("suffix", [".xlsx", ".csv", ".docx"])
@pytest.mark.parametrize(
    "said", [[["零报告"]], [["本月无"]], [["无"]], [["本月没有争资争项项目"]], [["2013年1月情况"], ["零报告"]]]
)
@pytest.mark.parametrize(
    ("name", "unit"), [("水利局1月", "on_time"), ("城关镇人民政府", "missing"), ("水务", "on_time")]
)
def test_a_message_that_there_is_nothing_is_the_zero_of_the_unit_in_its_files_name(
    county: SmallCounty, suffix: str, said: list[list[str]], name: str, unit: str
) -> None:
    county.reference("aliases", [{"alias": "水务", "unit_id": "u02"}])
    path = county.root / "data" / "returns" / "2013-01" / f"{name}{suffix}"
    path.parent.mkdir()
    _nothing(path, said)
    county.receive("2013-01", path.name, "2013-02-01T09:00:00")
    ledger = build(county)
    assert filing(ledger)["水利局"] == unit
    assert filing(ledger)["城关镇"] == ("missing" if unit == "on_time" else "on_time")
    assert not any(i.file == path.name for i in ledger.issues)


def test_a_message_without_a_unit_is_nobodys(county: SmallCounty) -> None:
    path = county.root / "data" / "returns" / "2013-01" / "报表.xlsx"
    path.parent.mkdir()
    _nothing(path, [["零报告"]])
    county.receive("2013-01", path.name, "2013-02-01T09:00:00")
    ledger = build(county)
    assert "form_blank" in codes(ledger)
    assert set(filing(ledger).values()) == {"missing"}


def test_an_unreadable_file_is_its_units_by_name_and_the_rest_goes_on(county: SmallCounty) -> None:
    county.file_return("2013-01", "发改委", [ROAD])
    path = county.file_return("2013-01", "水利局", [ROAD])
    path.write_bytes(path.read_bytes()[:700])
    ledger = build(county)
    assert filing(ledger) == {"发改委": "on_time", "水利局": "unreadable", "城关镇": "missing"}
    assert len(ledger.funding) == 1
    damaged = next(issue for issue in ledger.issues if issue.file == "水利局.xlsx")
    assert damaged.level == "error" and damaged.unit_id == "u02"


@pytest.mark.parametrize("fault", [PermissionError, FileNotFoundError])
def test_a_file_that_may_not_be_opened_or_vanishes_does_not_stop_the_month(
    county: SmallCounty, monkeypatch: pytest.MonkeyPatch, fault: type[OSError]
) -> None:
    county.file_return("2013-01", "发改委", [ROAD])
    path = county.file_return("2013-01", "水利局", [ROAD])
    (path.parent / "received.csv").unlink()
    read_bytes = Path.read_bytes

    def held(self: Path) -> bytes:
        if self.name == path.name:
            raise fault(13, "denied", str(self))
        return read_bytes(self)

    with monkeypatch.context() as held_by_another:
        held_by_another.setattr(Path, "read_bytes", held)
        ledger = build(county)
        build(county)
    assert filing(ledger)["水利局"] == "unreadable" and len(ledger.funding) == 1
    assert [(i.level, i.unit_id, i.file) for i in ledger.issues if i.code == "file_in_use"] == [
        ("error", "u02", "水利局.xlsx")
    ]
    register = (path.parent / "received.csv").read_text(encoding="utf-8-sig").splitlines()
    assert [line.split(",")[1] for line in register if line.startswith("水利局")] == [""]
    assert filing(build(county))["水利局"] == "late" and len(build(county).funding) == 2  # first seen today


def test_files_in_folders_and_archives_are_found(county: SmallCounty) -> None:
    import zipfile

    path = county.file_return("2013-01", "水利局", [ROAD])
    with zipfile.ZipFile(path.with_name("资料.zip"), "w") as archive:
        archive.write(path, "二月/水利局.xlsx")
    path.unlink()
    nested = county.file_return("2013-01", "发改委", [ROAD])
    (nested.parent / "补报").mkdir()
    nested.rename(nested.parent / "补报" / nested.name)
    ledger = build(county)
    assert filing(ledger) == {"发改委": "late", "水利局": "late", "城关镇": "missing"}  # first seen today
    assert set(ledger.sources["file"]) == {"补报/发改委.xlsx", "资料.zip/二月/水利局.xlsx"}


def test_a_file_first_seen_is_registered_once(county: SmallCounty) -> None:
    path = county.file_return("2013-01", "水利局", [ROAD])
    register = path.parent / "received.csv"
    register.unlink()
    build(county)
    first = register.read_text(encoding="utf-8-sig")
    build(county)
    assert register.read_text(encoding="utf-8-sig") == first
    assert first.splitlines()[0] == "file,sha256,unit_id,received_at,by"
    assert first.splitlines()[1].startswith("水利局.xlsx,")


def test_a_period_without_a_folder_is_said_plainly(county: SmallCounty) -> None:
    with pytest.raises(PeriodError, match=r"还没有报表，请先把报表放进 .*2013-01"):
        build(county)


@pytest.mark.parametrize("says", ["水利局4月份", "报送月份：4月"])
def test_a_month_without_a_year_is_of_the_folders_year(county: SmallCounty, says: str) -> None:
    county.file_return("2013-05", "水利局", [["甲", "", "个性型", "新增", "", 9, 7, 5, ""]], stated_period=says)
    assert "period_conflict" in codes(build(county, "2013-05"))
