"""Files as received lie on disk until they are read, one at a time; what changes meanwhile is not mixed up."""

import zipfile

import pytest

from tests.small_county import SmallCounty
from zzlib.ledger.arrivals import read_arrivals
from zzlib.workspace import WorkspaceError


def test_content_is_read_when_it_is_asked_for_also_from_an_archive(county: SmallCounty) -> None:
    path = county.file_return("2013-01", "水利局", [])
    data = path.read_bytes()
    with zipfile.ZipFile(path.with_name("资料.zip"), "w") as archive:
        archive.mkdir("一月")
        archive.writestr("一月/甲.xlsx", data)
        archive.writestr("乙.xlsx", data + b"\0")
    arrivals = {a.file: a for a in read_arrivals(county.workspace, "2013-01").files}
    assert list(arrivals) == ["水利局.xlsx", "资料.zip/一月/甲.xlsx", "资料.zip/乙.xlsx"]
    assert arrivals["资料.zip/一月/甲.xlsx"].data == arrivals["水利局.xlsx"].data == data
    assert arrivals["资料.zip/乙.xlsx"].data == data + b"\0"
    assert not any(isinstance(value, bytes) for arrival in arrivals.values() for value in vars(arrival).values())


def test_a_workbook_whose_name_begins_with_a_dot_is_a_return_and_what_systems_leave_is_none(
    county: SmallCounty,
) -> None:
    path = county.file_return("2013-01", "水利局", [], name="..水利局.xlsx")
    for name in ("._水利局.xlsx", ".~lock.水利局.xlsx#", "~$水利局.xlsx", ".DS_Store", ".0123456789abcdef.part"):
        path.with_name(name).write_bytes(b"\0")
    assert [a.file for a in read_arrivals(county.workspace, "2013-01").files] == ["..水利局.xlsx"]


@pytest.mark.parametrize("what", ["changed", "gone"])
def test_a_file_that_changes_after_it_was_seen_is_said(county: SmallCounty, what: str) -> None:
    path = county.file_return("2013-01", "水利局", [])
    [arrival] = read_arrivals(county.workspace, "2013-01").files
    path.write_bytes(b"PK") if what == "changed" else path.unlink()
    with pytest.raises(WorkspaceError, match=r"2013-01/水利局\.xlsx，请重新运行"):
        _ = arrival.data


def test_an_archive_with_nothing_in_it_is_not_lost(county: SmallCounty) -> None:
    county.file_return("2013-01", "水利局", [])
    with zipfile.ZipFile(county.root / "data" / "returns" / "2013-01" / "空.zip", "w"):
        pass
    assert [a.file for a in read_arrivals(county.workspace, "2013-01").files] == ["水利局.xlsx", "空.zip"]
