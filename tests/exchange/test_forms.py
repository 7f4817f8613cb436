"""Forms are filled from the last month, serve the clerk, and read back without an issue however they come back."""

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.exchange.filling import amounts, filled, lines_of, read_amounts
from tests.exchange.packages import faults_of
from tests.small_county import SmallCounty
from zzlib.exchange.form_plan import form_plan
from zzlib.exchange.forms import WrittenForms, write_forms
from zzlib.indicators import measure, month_issues
from zzlib.ledger import open_ledger
from zzlib.ledger.registry import UnknownUnitError
from zzlib.returns import fields, read

HEADER = ["序号", "项目名称", "项目代码", "项目类型", "项目性质", "资金类别", "总投资", "争取资金", "到位资金", "项目阶段", "责任人", "联系电话"]  # fmt: skip
JIA = ["甲工程", "20-01", "政策型", "结转", "中央专项", 900, 500, 320.123456, "在建", "责任人甲", "0790-6000001"]
YI = ["乙工程", "", "个性型", "新增", "省级专项", 60, 30, 20, "验收", "", ""]
SHEET = "月报表"


@pytest.fixture
def may(copied: Callable[..., SmallCounty]) -> SmallCounty:
    """A county whose 水利局 filed two projects for May; 城关镇 filed in April only, 发改委 never."""
    return copied(_may, "2013-05")


def _may(root: Path) -> None:
    county = SmallCounty(root)
    county.reference("fund_categories", [{"category": c} for c in ("中央专项", "省级专项")])
    county.file_return(
        "2013-04", "城关镇", [["丙工程", "", "政策型", "新增", "中央专项", 10, 5, 5, "申报"]], header=HEADER
    )
    county.file_return("2013-05", "水利局", [JIA, YI], header=HEADER)


def form(written: WrittenForms, unit: str) -> Path:
    return written.folder / next(name for name in written.forms if name.startswith(unit))


def sheet_of(path: Path) -> Any:
    return openpyxl.load_workbook(path)[SHEET]


def values(sheet: Any, label: str) -> list[Any]:
    column = next(c.column for c in sheet[4] if str(c.value).split("（")[0].rstrip("*") == label)
    return [sheet.cell(row, column).value for row in range(5, sheet.max_row + 1)]


def test_every_unit_gets_a_form_filled_from_its_last_month(may: SmallCounty) -> None:
    written = write_forms(may.workspace, "2013-06")
    assert written.folder == may.root / "outputs" / "forms" / "2013-06"
    assert [(f.unit_id, f.filled_from, len(f.rows)) for f in written.forms.values()] == [
        ("u01", "", 0), ("u02", "2013-05", 2), ("u03", "2013-04", 1),
    ]  # fmt: skip
    sheet = sheet_of(form(written, "水利局"))
    assert sheet["A1"].value == "2013年6月争资争项情况月报表"
    assert sheet["A2"].value == "填报单位：水利局"
    assert values(sheet, "项目名称")[:3] == ["甲工程", "乙工程", None]
    assert values(sheet, "总投资")[:2] == [900, 60]
    assert values(sheet, "联系电话")[0] == "0790-6000001"
    assert values(sheet, "到位资金")[:2] == [None, None]
    assert values(sheet, "项目标识")[:3] == ["u02/20-01", "u02/乙工程", None]


def test_the_columns_are_the_contract_s_in_its_order(may: SmallCounty) -> None:
    shown = [column.field for column in form_plan().columns]
    assert shown == [field_id for field_id in fields() if field_id in shown]
    assert {field_id for field_id, field in fields().items() if field.required} <= set(shown)


def test_last_month_s_amount_is_shown_and_checked_at_the_cell(may: SmallCounty) -> None:
    sheet = sheet_of(form(write_forms(may.workspace, "2013-06"), "水利局"))
    checks = {str(check.sqref): check for check in sheet.data_validations.dataValidation}
    column = next(c.column_letter for c in sheet[4] if c.value == "到位资金*")
    first = checks[f"{column}5"]
    assert first.prompt.startswith("上次（2013年5月）报的累计是 320.123456 万元。")
    assert (first.errorStyle, first.operator, first.formula1) == ("warning", "greaterThanOrEqual", "320.123456")
    assert checks[f"{column}7:{column}18"].type == "decimal"
    lists = {check.formula1 for check in checks.values() if check.type == "list"}
    assert lists == {f"名单_{label}" for label in ("项目类型", "项目性质", "资金类别", "资金级次", "项目阶段")}
    assert all(len(check.prompt or "") <= 255 and len(check.error or "") <= 255 for check in checks.values())


def test_headers_are_locked_cells_are_not_and_the_page_is_set(may: SmallCounty) -> None:
    sheet = sheet_of(form(write_forms(may.workspace, "2013-06"), "水利局"))
    assert sheet.protection.sheet and not sheet.protection.password
    assert [sheet[cell].protection.locked for cell in ("B4", "B5", "B12", "A3")] == [True, False, False, False]
    assert not sheet.protection.insertRows  # False: inserting rows is not forbidden
    assert (sheet.freeze_panes, sheet.print_title_rows) == ("C5", "$4:$4")
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (8, "landscape")
    printed = min(
        11
        * (420 / 25.4 - 0.8)
        * 72
        / sum((c.width * 8 - 0.7) * 0.75 for c in sheet.column_dimensions.values() if not c.hidden),
        11,
    )
    assert printed >= 7.5
    assert sheet.sheet_properties.pageSetUpPr.fitToPage and sheet.page_setup.fitToHeight == 0
    key = next(c.column_letter for c in sheet[4] if c.value == "项目标识")
    assert sheet.column_dimensions[key].hidden
    total = next(c for row in sheet.iter_rows() for c in row if c.value == "合计").row
    assert sheet.cell(total, 9).value == f"=SUM(I5:I{total - 1})"
    assert faults_of(form(write_forms(may.workspace, "2013-06"), "水利局").read_bytes()) == []


def test_an_empty_form_sent_back_is_a_zero_return(may: SmallCounty) -> None:
    path = form(write_forms(may.workspace, "2013-06"), "发改委")
    may.receive("2013-06", path.name, "2013-07-01T09:00:00")
    shutil.copy(path, may.root / "data" / "returns" / "2013-06")
    ledger = open_ledger(may.workspace, "2013-06")
    assert [i for i in month_issues(ledger) if i.file == path.name] == []
    unit = measure(ledger).units.set_index("unit_id").loc["u01"]
    assert (unit["filing"], unit["band"], int(unit["received_fen"])) == ("on_time", "zero", 0)


@pytest.mark.slow
def test_an_untouched_form_is_no_zero_return(may: SmallCounty) -> None:
    path = form(write_forms(may.workspace, "2013-06"), "水利局")
    may.receive("2013-06", path.name, "2013-07-01T09:00:00")
    returned = Path(shutil.copy(path, may.root / "data" / "returns" / "2013-06"))
    ledger = open_ledger(may.workspace, "2013-06")
    said = [(i.level, i.code, i.cell) for i in month_issues(ledger) if i.file == path.name]
    column = next(c.column_letter for c in sheet_of(path)[4] if c.value == "到位资金*")
    assert said == [("error", "form_unfilled", f"{column}5")]
    unit = measure(ledger).units.set_index("unit_id").loc["u02"]
    assert (unit["filing"], int(unit["received_fen"])) == ("unreadable", 340123456)  # last month's
    book = openpyxl.load_workbook(returned)
    book[SHEET][f"{column}5"] = 0  # a zero is an answer
    book.save(returned)
    assert read(returned).readable


@pytest.mark.parametrize("suffix", [".xlsx", ".et", ".xls"])
def test_a_form_filled_by_hand_reads_back_without_an_issue(may: SmallCounty, suffix: str) -> None:
    data, name = filled_form(may), f"水利局2013年6月{suffix}"
    (may.root / "data" / "returns" / "2013-06").mkdir()
    (may.root / "data" / "returns" / "2013-06" / name).write_bytes(data)
    may.receive("2013-06", name, "2013-07-01T09:00:00")
    ledger = open_ledger(may.workspace, "2013-06")
    assert [i.code for i in month_issues(ledger) if i.file == name] == ["project_renamed", "project_renamed"]  # fmt: skip
    month = ledger.month("projects")
    assert list(month.loc[month["unit_id"] == "u02", "project_id"]) == ["u02/20-01", "u02/乙工程"]
    assert [a[4] for a in read_amounts(read(name, data=data))] == [20 * 10**6 + 1, 320123456 + 1]


def filled_form(may: SmallCounty) -> bytes:
    """Fill in 水利局's form for June: each amount is 0.01元 more than in May, each project has another name."""
    path = form(write_forms(may.workspace, "2013-06"), "水利局")
    lines = lines_of(open_ledger(may.workspace, "2013-05"), "u02")
    for line in lines:
        line |= {f"{name}_fen": line[f"{name}_fen"] + 1 for name in ("awarded", "received")}
    return filled(path.read_bytes(), lines, rename="（二期）")


@pytest.mark.office
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_what_libreoffice_saves_reads_back_as_the_form_itself(may: SmallCounty, tmp_path: Path) -> None:
    data = filled_form(may)
    (tmp_path / "表.xlsx").write_bytes(data)
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    for kind, filter_name in (("xls", "MS Excel 97"), ("xlsx", "Calc MS Excel 2007 XML"), ("ods", "calc8")):
        command = ["soffice", profile, "--headless", "--convert-to", f"{kind}:{filter_name}", "--outdir"]
        subprocess.run([*command, str(tmp_path / kind), str(tmp_path / "表.xlsx")], check=True, capture_output=True)
        again = read(tmp_path / kind / f"表.{kind}")
        assert [i.code for i in again.issues] == [], kind
        assert read_amounts(again) == read_amounts(read("表.xlsx", data=data)), kind
        keys = [record.fields["project_key"].value for record in again.records]
        assert keys == ["u02/20-01", "u02/乙工程"], kind
        assert again.filing.block_unit and again.filing.block_unit.text == "水利局", kind


def test_the_first_form_of_a_year_lists_what_goes_on_from_the_last(may: SmallCounty) -> None:
    written = write_forms(may.workspace, "2014-01")
    rows = written.forms[form(written, "水利局").name].rows
    assert [(row.values["project_name"], row.values["origin"], row.key, row.last) for row in rows] == [
        ("甲工程", "结转", "u02/20-01", {}),
    ]  # fmt: skip
    assert "2013年5月" in openpyxl.load_workbook(form(written, "水利局"))["填表说明"]["A2"].value


def test_a_form_that_a_person_changed_is_kept(may: SmallCounty) -> None:
    path = form(write_forms(may.workspace, "2013-06"), "水利局")
    before = path.read_bytes()
    assert write_forms(may.workspace, "2013-06").moved is None
    path.write_bytes(before + b" ")
    again = write_forms(may.workspace, "2013-06")
    assert again.moved is not None
    assert (again.moved / path.name).read_bytes() == before + b" "
    assert path.read_bytes() == before


def test_forms_of_some_units_go_where_they_are_wanted(may: SmallCounty, tmp_path: Path) -> None:
    written = write_forms(may.workspace, "2013-06", ["水利局", "u03"], tmp_path / "发出")
    assert [f.unit_id for f in written.forms.values()] == ["u02", "u03"]
    assert {p.name for p in (tmp_path / "发出").glob("*.xlsx")} == set(written.forms)
    with pytest.raises(UnknownUnitError, match="没有单位叫“公安局”；最接近的是"):
        write_forms(may.workspace, "2013-06", ["公安局"])


@pytest.mark.slow
def test_a_long_list_of_projects_fits(may: SmallCounty) -> None:
    rows = [[f"工程{n}", *JIA[1:]] for n in range(120)]
    for row in rows:
        row[1] = ""
    may.file_return("2013-05", "发改委", rows, header=HEADER)
    ledger = open_ledger(may.workspace, "2013-05")
    path = form(write_forms(may.workspace, "2013-06"), "发改委")
    extraction = read("a", data=filled(path.read_bytes(), lines_of(ledger, "u01")))
    assert extraction.issues == ()
    assert read_amounts(extraction) == amounts(lines_of(ledger, "u01"))
