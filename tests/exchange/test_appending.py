"""Entries are added to reference files as people keep them, whole or not at all, and none is lost."""

import multiprocessing
from pathlib import Path

import openpyxl
import pytest

from tests.small_county import SmallCounty
from zzlib.decisions.question import DecisionError
from zzlib.exchange import appending
from zzlib.exchange.appending import append_entries
from zzlib.reference_files import REFERENCE_COLUMNS
from zzlib.workspace import Workspace

HEAD = ",".join(REFERENCE_COLUMNS["aliases"])
ENTRY = {"alias": "水务局", "unit_id": "u02", "valid_from": "2013-02", "reason": "更名，有“三定”方案"}
LINE = "水务局,u02,2013-02,,,,更名，有“三定”方案"
BOM = b"\xef\xbb\xbf"


def aliases(county: SmallCounty) -> Path:
    return county.root / "data" / "reference" / "aliases.csv"


def add(county: SmallCounty) -> None:
    append_entries(county.workspace, "aliases", lambda _: [ENTRY])


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (f"{HEAD}\n老名,u01,,,,,\n".encode(), f"{HEAD}\n老名,u01,,,,,\n{LINE}\n".encode()),
        (BOM + f"{HEAD}\r\n老名,u01,,,,,".encode(), BOM + f"{HEAD}\r\n老名,u01,,,,,\r\n{LINE}\r\n".encode()),
        (f"{HEAD}\r\n老名,u01,,,,,\r\n".encode("gb18030"), f"{HEAD}\r\n老名,u01,,,,,\r\n{LINE}\r\n".encode("gb18030")),
        (f"{HEAD}\r\n".encode(), BOM + f"{HEAD}\r\n{LINE}\r\n".encode()),
        (b"", BOM + f"{HEAD}\r\n{LINE}\r\n".encode()),
        (None, BOM + f"{HEAD}\r\n{LINE}\r\n".encode()),
        (
            "unit_id,alias,reason,valid_from,备注\n,,,,\n".encode(),
            "unit_id,alias,reason,valid_from,备注\n,,,,\nu02,水务局,更名，有“三定”方案,2013-02,\n".encode(),
        ),
    ],
    ids=["utf-8", "mark-and-no-last-end", "gb18030", "plain", "empty", "absent", "own-columns"],
)
def test_encoding_mark_line_ends_and_columns_stay(county: SmallCounty, before: bytes | None, after: bytes) -> None:
    path = aliases(county)
    if before is None:
        path.unlink(missing_ok=True)
    else:
        path.write_bytes(before)
    add(county)
    assert path.read_bytes() == after
    assert county.workspace.reference("aliases").rows()[-1]["alias"] == "水务局"


def test_an_xlsx_is_left_alone_and_the_line_to_add_is_said(county: SmallCounty) -> None:
    aliases(county).unlink(missing_ok=True)
    book = openpyxl.Workbook()
    book.active.append(HEAD.split(","))
    path = aliases(county).with_suffix(".xlsx")
    book.save(path)
    before = path.read_bytes()
    with pytest.raises(DecisionError, match=r"另存为 CSV.*alias=水务局，unit_id=u02"):
        add(county)
    assert path.read_bytes() == before and not aliases(county).exists()


@pytest.mark.parametrize("owner", ["~$aliases.csv", ".~lock.aliases.csv#"])
def test_a_file_that_is_open_in_excel_is_left_alone(county: SmallCounty, owner: str) -> None:
    county.reference("aliases", [])
    aliases(county).with_name(owner).write_bytes(b"")
    with pytest.raises(DecisionError, match=r"aliases\.csv 正在 Excel 或 WPS 里打开着.*关闭后再记"):
        add(county)


def test_a_file_that_windows_holds_is_said_politely(county: SmallCounty, monkeypatch: pytest.MonkeyPatch) -> None:
    county.reference("aliases", [])
    before = aliases(county).read_bytes()

    def held(self: Path, target: Path) -> None:
        raise PermissionError(13, "held")

    monkeypatch.setattr(appending.Path, "replace", held)
    with pytest.raises(DecisionError, match="写不进去，可能正在 Excel"):
        add(county)
    assert aliases(county).read_bytes() == before
    assert [p.name for p in aliases(county).parent.iterdir() if p.name.startswith(".aliases")] == []


def test_a_read_only_file_stays_as_it_is(county: SmallCounty) -> None:
    county.reference("aliases", [])
    aliases(county).chmod(0o444)
    with pytest.raises(DecisionError, match="只读"):
        add(county)


def test_a_column_that_is_missing_is_asked_for(county: SmallCounty) -> None:
    aliases(county).write_text("alias,unit_id\n", encoding="utf-8")
    with pytest.raises(DecisionError, match="没有 valid_from、reason 列"):
        add(county)


def _add_many(root: Path, who: str) -> None:
    for number in range(10):
        entry = {"alias": f"{who}{number}", "unit_id": "u02"}
        append_entries(Workspace(root), "aliases", lambda _, entry=entry: [entry])


@pytest.mark.slow
def test_two_programs_at_once_lose_nothing(county: SmallCounty) -> None:
    processes = [
        multiprocessing.get_context("spawn").Process(target=_add_many, args=(county.root, who)) for who in ("甲", "乙")
    ]
    for process in processes:
        process.start()
    for process in processes:
        process.join(60)
    names = [row["alias"] for row in county.workspace.reference("aliases").rows()]
    assert sorted(names) == sorted(f"{who}{n}" for who in "甲乙" for n in range(10))
