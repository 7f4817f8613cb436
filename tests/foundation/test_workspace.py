"""Reference files as people keep them: Excel's encodings, an .xlsx twin, and addresses of cells."""

from pathlib import Path

import openpyxl
import pytest

from tests.small_county import SmallCounty
from zzlib.reference_files import UNREADABLE
from zzlib.workspace import FORMAT, Workspace, WorkspaceError

LINES = "unit_id,name,full_name,group,ranked,leader\nu01,发改委,,县直,yes,\n\nu02,鄢陵分局,,垂管,no,\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_csv_in_the_encodings_that_excel_leaves(county: SmallCounty, encoding: str) -> None:
    (county.root / "data" / "reference" / "units.csv").write_bytes(LINES.encode(encoding))
    units = county.workspace.reference("units")
    assert list(units.frame["name"]) == ["发改委", "鄢陵分局"]
    assert list(units.frame["row"]) == [2, 4]
    assert units.cell(4, "name") == "B4"
    assert units.issues == []


def test_an_xlsx_of_the_same_name(county: SmallCounty) -> None:
    folder = county.root / "data" / "reference"
    (folder / "targets.csv").unlink()
    book = openpyxl.Workbook()
    book.active.append(["year", "unit_id", "from_month", "projects", "funds_wan", "land_mu"])
    book.active.append([2013, "u01", 1, 17, 7200.5, None])
    book.save(folder / "targets.xlsx")
    targets = county.workspace.reference("targets")
    assert targets.rows()[0] | {"row": 2} == {
        "year": "2013", "unit_id": "u01", "from_month": "1", "projects": "17", "funds_wan": "7200.5", "land_mu": "", "row": 2,
    }  # fmt: skip
    assert targets.file == "data/reference/targets.xlsx"


def test_unknown_and_absent_columns_are_issues_and_nothing_is_dropped(county: SmallCounty) -> None:
    path = county.root / "data" / "reference" / "fund_categories.csv"
    path.write_text("category,kind_hint,备注\n扶贫,formula,旧\n", encoding="utf-8")
    reference = county.workspace.reference("fund_categories")
    assert [(i.code, i.cell or i.field) for i in reference.issues] == [
        ("reference_unknown_column", "C1"),
        ("reference_missing_column", "counts"),
    ]
    assert reference.rows()[0]["备注"] == "旧"
    assert reference.rows()[0]["counts"] == UNREADABLE  # nothing rests on a column that is not there


def test_a_file_that_is_not_there_is_empty(county: SmallCounty) -> None:
    assert county.workspace.reference("corrections").rows() == []


def test_find_looks_upward_and_at_the_environment(county: SmallCounty, monkeypatch: pytest.MonkeyPatch) -> None:
    below = county.root / "notebooks"
    below.mkdir()
    monkeypatch.chdir(below)
    assert Workspace.find().root == county.root.resolve()
    monkeypatch.chdir(county.root.parent)
    with pytest.raises(WorkspaceError, match="--root"):
        Workspace.find()
    monkeypatch.setenv("ZZ_ROOT", str(county.root))
    assert Workspace.find().root == county.root.resolve()


def test_a_folder_without_data_is_no_workspace(tmp_path: Path) -> None:
    with pytest.raises(WorkspaceError, match="data"):
        Workspace(tmp_path)


def test_a_workspace_of_a_later_program_is_refused_before_anything_is_done(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "format.toml").write_text(f"format = {FORMAT}\n", encoding="utf-8")
    assert Workspace(tmp_path).periods() == []
    (tmp_path / "data" / "format.toml").write_text(f"format = {FORMAT + 1}\n", encoding="utf-8")
    with pytest.raises(WorkspaceError, match="请先升级程序"):
        Workspace(tmp_path)
    (tmp_path / "data" / "format.toml").write_text("<<<<<<< 两份\n", encoding="utf-8")
    with pytest.raises(WorkspaceError, match="读不出"):
        Workspace(tmp_path)


def test_a_folder_that_is_held_is_the_same_each_time_it_is_asked_for(county: SmallCounty) -> None:
    held, _ = county.workspace.held()
    assert held.templates_dir == held.templates_dir and hash(held.templates_dir) == hash(held.templates_dir)
    assert held.templates_dir != held.files
    assert held.templates_dir != county.workspace.held()[0].templates_dir, "of another reading"
