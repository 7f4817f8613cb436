"""Archives that units send: files are found by content, and no name leads anywhere."""

import io
import zipfile
from collections.abc import Mapping

import pytest

from zzlib.returns import read
from zzlib.returns.containers import bounds
from zzlib.returns.containers.members import unpack


def _archive(members: Mapping[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return stream.getvalue()


def _names(data: bytes) -> list[str]:
    return [name for name, _ in unpack("资料", data)]


def test_an_archive_is_told_by_content_and_a_workbook_is_none() -> None:
    assert unpack("资料", _archive({"甲局/月报.csv": b"1,2"})) == [("资料/甲局/月报.csv", b"1,2")]
    workbook = _archive({"[Content_Types].xml": b"", "xl/workbook.xml": b""})
    assert unpack("月报.zip", workbook) == [("月报.zip", workbook)]


def test_archives_within_one_another_are_looked_into_but_not_without_end() -> None:
    data = b"1,2"
    for number in range(bounds.MAX_DEPTH):
        data = _archive({f"{number}.zip": data})
    assert _names(data) == ["资料/2.zip/1.zip/0.zip"]
    assert _names(_archive({"外.zip": data})) == ["资料/外.zip/2.zip/1.zip"]


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("../../etc/x.csv", "etc/x.csv"),
        ("/tmp/x.csv", "tmp/x.csv"),
        ("C:\\甲\\x.csv", "C_/甲/x.csv"),
        ("甲/./../x.csv", "甲/x.csv"),
        ("nul.csv", "_nul.csv"),
        ("a\x07\nb?.csv", "a__b_.csv"),
        ("甲 /x. ", "甲/x"),
    ],
)
def test_names_lose_what_leads_out_of_a_folder_or_is_none_on_windows(name: str, safe: str) -> None:
    assert _names(_archive({name: b"1,2"})) == [f"资料/{safe}"]


def test_two_files_of_one_name_are_both_kept_apart() -> None:
    assert _names(_archive({"x.csv": b"1", "../x.csv": b"2"})) == ["资料/x.csv", "资料/x（2）.csv"]


def test_what_systems_leave_behind_is_no_file() -> None:
    left = dict.fromkeys(("__MACOSX/._月报.xlsx", ".DS_Store", "甲/~$月报.xlsx", "Thumbs.db"), b"x")
    assert _names(_archive({**left, "甲/月报.csv": b"1,2"})) == ["资料/甲/月报.csv"]


@pytest.mark.parametrize(
    "data",
    [
        _archive({}),
        _archive({"x.csv": b"1,2" * 99})[:-30],
        _archive({f"{n}.csv": b"" for n in range(bounds.MAX_MEMBERS + 1)}),
        _archive({"x.csv": b" " * (bounds.MAX_UNPACKED + 1)}),
    ],
    ids=["empty", "damaged", "too many", "too large"],
)
def test_an_archive_that_cannot_be_used_is_given_as_it_is_and_said(data: bytes) -> None:
    assert unpack("资料.zip", data) == [("资料.zip", data)]
    assert read("资料.zip", data=data).issues


def test_archives_side_by_side_share_one_bound() -> None:
    inner = _archive({"x.csv": b" " * (bounds.MAX_UNPACKED // 2 + 1)})
    assert _names(_archive({"一.zip": inner, "二.zip": inner})) == ["资料/一.zip/x.csv", "资料/二.zip"]
