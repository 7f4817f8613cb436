"""Projects that vanish, returns that repeat themselves, and a project that two units file."""

import openpyxl
import pytest

from tests.checks.examples import HEADER, cells, file, found, row
from tests.small_county import SmallCounty
from zzlib.checks import check
from zzlib.indicators import month_issues
from zzlib.ledger import open_ledger


def test_a_project_that_vanished_is_said_and_one_that_is_new_is_not(county: SmallCounty) -> None:
    file(county, "2013-01", row(), row(name="水库"))
    file(county, "2013-02", row(), row(name="堤防"))
    [issue] = found(county, "2013-02")
    assert (issue.level, issue.code, issue.value, issue.file) == ("warning", "project_vanished", "水库", "水利局.xlsx")


def test_a_unit_that_files_nothing_is_missing_and_its_projects_have_not_vanished(county: SmallCounty) -> None:
    file(county, "2013-01", row())
    county.file_return("2013-02", "发改委", [])
    assert cells(county, "2013-02") == []


def test_a_return_that_repeats_the_last_is_worth_knowing(county: SmallCounty) -> None:
    file(county, "2013-01", row(received=5, month=5), row(name="水库"))
    file(county, "2013-02", row(name="水库"), row(received=5, month=0))
    issues = check(open_ledger(county.workspace, "2013-02"))
    assert [(i.level, i.code, i.unit_id) for i in issues] == [("notice", "return_unchanged", "u02")]


def test_a_project_that_two_units_file_is_said_at_both_cells_with_both_amounts(county: SmallCounty) -> None:
    file(county, "2013-01", row(name="合建水厂", awarded=90, received=70), row(name="水库"))
    shared = row(name="合建水厂", awarded=80, received=65)
    county.file_return("2013-01", "城关镇", [shared, row(name="堤防")], header=HEADER)
    issues = found(county, "2013-01")
    assert [(i.level, i.code, i.file, i.cell) for i in issues] == [
        ("warning", "project_twice", "水利局.xlsx", "B4"),
        ("warning", "project_twice", "城关镇.xlsx", "B4"),
    ]
    assert "水利局争取90万元、到位70万元；城关镇争取80万元、到位65万元" in issues[0].message


def test_last_months_return_filed_again_is_said_once(county: SmallCounty) -> None:
    rows = [row(received=100, month=40), row(name="水库", received=60, month=60)]
    file(county, "2013-01", *rows)
    file(county, "2013-02", *rows)
    issues = check(open_ledger(county.workspace, "2013-02"))
    assert [(i.level, i.code) for i in issues] == [("notice", "return_unchanged")]


@pytest.mark.slow
def test_a_project_filled_in_twice_is_said_unless_something_tells_its_lines_apart(county: SmallCounty) -> None:
    def repeated(*rows: list[object]) -> list[tuple[str, str]]:
        file(county, "2013-01", *rows)
        issues = open_ledger(county.workspace, "2013-01").issues
        return [(i.code, i.cell) for i in issues if i.level != "notice"]

    assert repeated(row(received=100), row(name="水库"), row(received=80)) == [("project_repeated", "B6")]
    assert repeated(row(received=100), row(received=100, remark="已到账")) == [("project_repeated", "B5")]
    assert repeated(row(received=100), row(received=80, level="中央")) == []
    assert repeated(row(received=100), row(received=80, received_on="2013-01-20")) == []
    assert repeated(row(received=100), row(received=100)) == [("row_duplicate", "B5")]
    untold = {"category": None, "level": None}
    assert repeated(row(received=100, **untold), row(received=80, **untold)) == []
    assert repeated(row(received=100, **untold), row(received=100, remark="已到账", **untold)) == [
        ("project_repeated", "B5")
    ]


def test_a_project_of_another_sheet_of_the_file_is_told_as_one_of_the_same_sheet(county: SmallCounty) -> None:
    file(county, "2013-01", row(received=100), row(name="水库", received=7))
    path = county.root / "data" / "returns" / "2013-01" / "水利局.xlsx"
    book = openpyxl.load_workbook(path)
    more = book.create_sheet("补报")
    for line in (*book.worksheets[0].iter_rows(max_row=3, values_only=True), [1, *row(received=120)]):
        more.append(line)
    book.save(path)
    issues = [i for i in open_ledger(county.workspace, "2013-01").issues if i.code == "project_repeated"]
    assert [(i.sheet, i.cell) for i in issues] == [("补报", "B4")]
    assert issues[0].message.startswith("项目“通村公路”工作表“Sheet”第 4 行和第 4 行都有，")


def test_the_reason_given_for_a_project_filled_in_twice_is_the_true_one(county: SmallCounty) -> None:
    def reason(*rows: list[object]) -> str:
        file(county, "2013-01", *rows)
        issues = open_ledger(county.workspace, "2013-01").issues
        return next(i.message for i in issues if i.code == "project_repeated")

    assert "只是到位资金不同" in reason(row(received=100), row(received=80))
    assert "只是备注不同" in reason(row(received=100), row(received=100, remark="已到账"))


def test_a_return_that_cannot_be_read_is_one_error_and_its_projects_have_not_vanished(county: SmallCounty) -> None:
    file(county, "2013-01", row(received=100), row(name="水库"))
    path = county.file_return("2013-02", "水利局", [])
    path.write_bytes(b"PK not a workbook")
    issues = month_issues(open_ledger(county.workspace, "2013-02"))
    assert [(i.level, i.code) for i in issues] == [("error", "file_damaged")]
