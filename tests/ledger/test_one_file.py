"""One file can't stop a month: whatever stands in it, in its name, in a list of the county or in the settings."""

import csv
import io
import json
import os
import zipfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import zzlib.ledger.reading
import zzlib.ledger.year
import zzlib.returns.reader
from tests.small_county import TARGETS, UNITS, SmallCounty
from zzlib.cli import main
from zzlib.indicators import Month, load_month
from zzlib.issues import Issue
from zzlib.ledger import build_ledger
from zzlib.ledger.arrivals import read_arrivals
from zzlib.names import legible, legible_paths
from zzlib.reference_files import REFERENCE_COLUMNS
from zzlib.settings import SettingsError

ROAD = ["通村公路", "", "个性型", "新增", "省级专项", 100, 80, 32, None]
OTHER = ["农村饮水", "", "个性型", "新增", "省级专项", 50, 40, 10, None]
ODD_NUMBERS = [
    "NaN",
    "inf",
    "-Infinity",
    "1e30",
    "1e999999999",
    "9" * 40,
    "7200万",
    "sNaN",
    "-1",
    "1_000",
    "0x10",
    "①",
    "½",
]


def month(county: SmallCounty) -> Month:
    return load_month("2013-01", county.workspace)


def codes(found: list[Issue], file: str) -> list[str]:
    return [issue.code for issue in found if issue.file == file and issue.level == "error"]


def filed(county: SmallCounty) -> SmallCounty:
    county.file_return("2013-01", "水利局", [ROAD])
    county.file_return("2013-01", "城关镇", [OTHER])
    return county


def with_cell(path: Path, content: str) -> None:
    """Write a number as it never comes from Excel into the cell of the money received."""
    data = path.read_bytes()
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if name == "xl/worksheets/sheet1.xml":
                assert b"<v>32</v>" in part
                part = part.replace(b"<v>32</v>", f"<v>{content}</v>".encode())
            new.writestr(name, part)
    path.write_bytes(stream.getvalue())


@pytest.mark.parametrize("content", ["NaN", "nan", "inf", "-inf", "INF", "1e308", "1e999", "99999999999999"])
def test_a_number_that_is_none_is_an_unreadable_cell(county: SmallCounty, content: str) -> None:
    with_cell(county.file_return("2013-01", "水利局", [ROAD]), content)
    county.file_return("2013-01", "城关镇", [OTHER])
    found = month(county)
    assert found.figures["funds_received"].text == "至少10万元"
    own = found.issues[found.issues["file"] == "水利局.xlsx"]
    assert list(own.loc[own["field"] == "received", "cell"]) == ["I4"]


def test_many_of_the_largest_amounts_can_be_added_up(county: SmallCounty) -> None:
    rows = [[f"工程{n}", "", "个性型", "新增", "省级专项", None, None, 99_999_999, None] for n in range(1000)]
    county.file_return("2013-01", "水利局", rows)
    confirmed = {
        "period": "2013-01",
        "question": "size",
        "unit_id": "u02",
        "answer": "confirmed",
        "decided_by": "责任人甲",
    }
    county.reference("file_decisions", [confirmed])  # else they are beyond all that is known, and left out
    assert month(county).figures["funds_received"].value == 99_999_999 * 10_000 * 1000


def test_a_long_text_in_a_csv_is_a_text(county: SmallCounty) -> None:
    folder = county.root / "data" / "returns" / "2013-01"
    filed(county)
    lines = [
        "2013年1月争资争项情况月报表,,,", "填报单位：发改委,,,单位：万元", "序号,项目名称,项目类型,到位资金,备注",
        f"1,甲工程,个性型,5,{'长' * 131_073}",
    ]  # fmt: skip
    (folder / "发改委.csv").write_text("\n".join(lines), encoding="utf-8")
    county.receive("2013-01", "发改委.csv", "2013-02-02T09:00:00")
    assert month(county).figures["funds_received"].value == 470_000
    county.reference("aliases", [{"alias": "水务局", "unit_id": "u02", "reason": "长" * 131_073}])
    assert month(county).figures["funds_received"].value == 470_000


def test_a_file_name_in_the_bytes_of_old_windows_is_legible_everywhere(
    county: SmallCounty, capsys: pytest.CaptureFixture[str]
) -> None:
    county.file_return("2013-01", "水利局", [["通村公路", "", "个性型", "新增", "神秘专项", 100, 80, "约32", None]])
    folder = county.root / "data" / "returns" / "2013-01"
    gbk = os.fsencode(folder) + b"/" + "水利局（报）.xlsx".encode("gb18030")
    (folder / "水利局.xlsx").rename(os.fsdecode(gbk))
    (folder / "received.csv").unlink()
    for _ in range(2):
        assert [a.file for a in read_arrivals(county.workspace, "2013-01").files] == ["水利局（报）.xlsx"]
    assert (folder / "received.csv").read_text(encoding="utf-8-sig").count("水利局（报）.xlsx") == 1
    for command in (
        ["check", "2013-01"],
        ["check", "2013-01", "--json"],
        ["status", "--json"],
        ["receipts", "2013-01"],
    ):
        assert main([*command, "--root", str(county.root)]) in (0, 1)
    assert "水利局（报）.xlsx" in capsys.readouterr().out
    assert main(["extract", os.fsdecode(gbk)]) == 0
    assert json.loads(capsys.readouterr().out.splitlines()[0])["file"].endswith("水利局（报）.xlsx")


def test_names_that_read_alike_are_told_apart(tmp_path: Path) -> None:
    for name in ("月报.xlsx".encode(), "月报.xlsx".encode("gb18030"), b"\xff\xfe.xlsx"):
        (Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + name))).touch()
    names = legible_paths(tmp_path.iterdir(), tmp_path)
    assert list(names) == sorted({"月报.xlsx", "%D4±%A8.xlsx", "%FF%FE.xlsx"})
    assert len({path.name for path in names.values()}) == 3


@given(st.binary(max_size=40).map(lambda data: data.replace(b"\0", b"")))
def test_any_name_becomes_text_that_every_file_can_hold(name: bytes) -> None:
    text = legible(os.fsdecode(name))
    assert text.encode("utf-8").decode() == text == legible(text)
    assert text.count("/") == name.count(b"/")


@pytest.mark.parametrize("error", [ValueError("甲\n乙"), KeyError("x"), RecursionError(), OverflowError()])
def test_a_file_over_which_the_program_stumbles_is_said_and_the_rest_goes_on(
    county: SmallCounty, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    filed(county)
    reading = zzlib.returns.reader.read_pages

    def stumble(grid: Any, *others: Any, **more: Any) -> Any:
        if "水利局" in str(grid.rows[1]):
            raise error
        return reading(grid, *others, **more)

    monkeypatch.setattr(zzlib.returns.reader, "read_pages", stumble)
    ledger = build_ledger(county.workspace, "2013-01")
    assert codes(ledger.issues, "水利局.xlsx") == ["file_failed"]
    assert list(ledger.month("units")["filing"]) == ["missing", "unreadable", "on_time"]


@pytest.mark.parametrize("stage", ["claim", "lines_of"])
def test_a_file_over_which_a_later_stage_stumbles_cant_be_read(
    county: SmallCounty, monkeypatch: pytest.MonkeyPatch, stage: str
) -> None:
    filed(county)
    room = zzlib.ledger.reading if stage == "claim" else zzlib.ledger.year
    right = getattr(room, stage)

    def stumble(first: Any, second: Any, *others: Any) -> Any:
        own = second.records if stage == "claim" else first.claim and first.unit_id == "u02"
        if own and (stage != "claim" or first.file == "水利局.xlsx"):
            raise ArithmeticError("x")
        return right(first, second, *others)

    monkeypatch.setattr(room, stage, stumble)
    ledger = build_ledger(county.workspace, "2013-01")
    assert codes(ledger.issues, "水利局.xlsx") == ["file_failed"]
    assert list(ledger.month("units")["filing"]) == ["missing", "unreadable", "on_time"]
    assert list(ledger.month("units")["stated"]) == [False, False, True]


def test_a_lack_of_memory_is_not_the_files_fault_and_names_it(
    county: SmallCounty, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    filed(county)

    def stumble(*_: Any, **__: Any) -> Any:
        raise MemoryError

    monkeypatch.setattr(zzlib.returns.reader, "read_pages", stumble)
    assert main(["check", "2013-01", "--root", str(county.root)]) == 3
    assert "读 城关镇.xlsx 时内存不够" in capsys.readouterr().err


NUMBERS = [
    ("targets", TARGETS[1], ("year", "from_month", "projects", "funds_wan", "land_mu")),
    (
        "history_funds",
        {"year": 2012, "month": 1, "unit_id": "u02", "kind": "competitive", "fund_category": "省级专项"},
        ("year", "month", "applied_yuan", "awarded_yuan", "received_yuan"),
    ),
    (
        "history_projects",
        {"year": 2012, "month": 1, "unit_id": "u02", "kind": "competitive", "projects": 1},
        ("year", "month", "projects", "converted", "land_mu"),
    ),
    ("inspections", {"year": 2013, "month": 1, "unit_id": "u02", "finding": "挪用"}, ("year", "month", "amount_yuan")),
]


@pytest.mark.slow
@pytest.mark.parametrize("name,row,columns", NUMBERS, ids=[name for name, *_ in NUMBERS])
def test_odd_numbers_of_reference_files_are_errors_at_their_cells(
    county: SmallCounty, name: str, row: dict[str, Any], columns: tuple[str, ...]
) -> None:
    places = [(c, odd) for odd in ODD_NUMBERS for c in columns if not (odd == "-1" and c.endswith("_yuan"))]
    county.reference(name, [row | {column: odd} for column, odd in places])
    found = month(filed(county)).issues
    cells = found.loc[(found["level"] == "error") & (found["file"] == f"data/reference/{name}.csv"), "cell"]
    reference = county.workspace.reference(name)
    expected = {reference.cell(number, column): odd for number, (column, odd) in enumerate(places, start=2)}
    assert {cell: odd for cell, odd in expected.items() if cell not in set(cells)} == {}


@pytest.mark.parametrize("column", ["year", "month", "received_yuan"])
def test_growth_over_a_number_that_cant_be_read_is_not_computed(county: SmallCounty, column: str) -> None:
    filed(county)
    right = {"year": 2012, "month": 1, "unit_id": "u02", "kind": "competitive", "fund_category": "省级专项"}
    rows = [right | {"received_yuan": "1000", "unit_id": unit} for unit in ("u02", "u03")]
    county.reference("history_funds", [*rows, right | {"received_yuan": "1000", column: "2O"}])
    figures = month(county).figures
    assert figures["funds_received_growth"].value is None
    assert figures["funds_received_growth", "unit:u02"].value is None
    assert figures["funds_received_growth", "unit:u03"].value == 99
    assert figures["funds_increment"].incomplete


def test_a_target_whose_year_cant_be_read_puts_the_units_target_in_doubt(county: SmallCounty) -> None:
    filed(county)
    county.reference("targets", [*TARGETS, TARGETS[1] | {"year": "2O13", "from_month": 1, "funds_wan": 9000}])
    found = month(county)
    assert found.figures["funds_completion", "unit:u02"].incomplete
    assert not found.figures["funds_completion", "unit:u03"].incomplete
    assert found.unreadable_targets == ("A5",)


ODD_SETTINGS = [
    "[bands]\nedges = [nan, 0.25]", "[bands]\nedges = [inf, 0.25]", "[bands]\nedges = [1e30, 0.25]",
    "[projects]\nlarge_yuan = 1e30", f"[projects]\nlarge_yuan = {10**30}", "[findings]\nfew = nan",
    f"[findings]\nidle_months = {10**30}", "[findings]\nstuck_above = nan", f"[schedule]\nby = [{', '.join(['1e30'] * 12)}]",
    f"[schedule]\nby = [{', '.join(['nan'] * 12)}]", f"[engine]\nthreads = {10**30}",
]  # fmt: skip


@pytest.mark.parametrize("text", ODD_SETTINGS)
def test_odd_numbers_of_the_settings_are_refused_with_their_key(county: SmallCounty, text: str) -> None:
    county.settings(text)
    key = text.split("\n")[1].split(" ")[0]
    with pytest.raises(SettingsError, match=key):
        county.workspace.settings  # noqa: B018


ODD_TEXT = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r"), max_size=30),
    st.sampled_from(
        [*ODD_NUMBERS, "", "-", "2013-99-99", "9999年12月31日", "0001-01-01", "=1+1", "{{x}}", "{0}", "%s", "长" * 200]
    ),
)


@pytest.mark.slow
@settings(max_examples=4, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_any_text_in_any_column_of_any_list_leaves_a_month(tmp_path_factory: pytest.TempPathFactory, data: Any) -> None:
    county = filed(SmallCounty(tmp_path_factory.mktemp("县") / "县"))
    for name, columns in REFERENCE_COLUMNS.items():
        rows = data.draw(st.lists(st.fixed_dictionaries({column: ODD_TEXT for column in columns}), max_size=6))
        known = [row | {"unit_id": "u02"} for row in rows] if "unit_id" in columns and name != "units" else rows
        county.reference(name, [*(UNITS if name == "units" else []), *rows, *known])
    assert month(county).figures["projects_total"].value is not None


@pytest.mark.slow
@settings(max_examples=4, deadline=None, suppress_health_check=list(HealthCheck))
@given(rows=st.lists(st.lists(ODD_TEXT, min_size=9, max_size=9), min_size=5, max_size=20))
def test_any_text_in_any_cell_of_a_return_leaves_a_month(
    tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]]
) -> None:
    county = filed(SmallCounty(tmp_path_factory.mktemp("县") / "县"))
    path = county.root / "data" / "returns" / "2013-01" / "发改委.csv"
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(["填报单位：发改委", "单位：万元"])
        writer.writerow(
            ["项目名称", "项目代码", "项目类型", "项目性质", "资金类别", "申报资金", "争取资金", "到位资金", "申报日期"]
        )
        writer.writerows(rows)
    county.receive("2013-01", path.name, "2013-02-02T09:00:00")
    found = month(county)
    assert found.figures["funds_received", "unit:u02"].value == 320_000
    assert "file_failed" not in set(found.issues["code"])
