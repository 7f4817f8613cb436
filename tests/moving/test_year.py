"""`zz year`: what the old year leaves open, which projects go over, and the targets that people fill in."""

import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.small_county import SmallCounty
from zzlib.cli import main
from zzlib.ledger import open_ledger
from zzlib.moving.year import take_targets, turn_of

WRONG_USE = 2
HEADER = ["序号", "项目名称", "项目类型", "项目阶段", "申报资金", "争取资金", "到位资金"]


@pytest.fixture
def closing(county: SmallCounty) -> SmallCounty:
    """Give a county at the end of 2013: two units filed in December, one never did."""
    for month in ("2013-11", "2013-12"):
        county.file_return(
            month,
            "发改委",
            [["渠道整治", "个性型", "申报", 300, 200, 50], ["老桥", "政策型", "验收", 90, 90, 90]],
            header=HEADER,
        )
    county.file_return("2013-12", "水利局", [["灌区改造", "个性型", "下达", 800, 700, 600]], header=HEADER)
    return county


def zz(*arguments: object) -> int:
    return main([str(argument) for argument in arguments])


def told(capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


def filled(path: Path, rows: dict[str, tuple[float | None, float | None]]) -> Path:
    """Fill in projects and funds of units, as a clerk does."""
    book = openpyxl.load_workbook(path)
    for row in book.active.iter_rows(min_row=4):
        row[1].value, row[2].value = rows.get(row[0].value, (None, None))
    book.save(path)
    return path


def test_unfinished_projects_go_over_with_their_identity(closing: SmallCounty) -> None:
    over = turn_of(closing.workspace, 2014).carried_over
    assert list(over["project_name"]) == ["渠道整治", "灌区改造"]
    closing.file_return("2014-01", "发改委", [["渠道整治", "个性型", "申报", 300, 0, 0]], header=HEADER)
    closing.reference("targets", [{"year": 2014, "unit_id": "u01", "projects": 1, "funds_wan": 1}])
    assert list(open_ledger(closing.workspace, "2014-01").projects["project_id"]) == [over["project_id"][0]]


def test_the_table_has_last_years_target_and_what_was_done_beside_the_blanks(closing: SmallCounty) -> None:
    assert zz("year", 2014, "--root", closing.root) == 0
    sheet = openpyxl.load_workbook(closing.root / "outputs/year/2014/2014年目标.xlsx").active
    head, *rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=3)]
    assert head[:4] == ["单位", "2014年项目任务（个）", "2014年资金任务（万元）", "2014年用地指标任务（亩）"]
    by_unit = {row[0]: dict(zip(head[1:], row[1:], strict=True)) for row in rows}
    assert list(by_unit) == ["发改委", "水利局", "城关镇"]
    assert {value for row in by_unit.values() for name, value in row.items() if name.startswith("2014年")} == {None}
    assert by_unit["水利局"]["上年资金任务（万元）"] == 1000
    assert by_unit["水利局"]["上年到位资金（万元）"] == 600
    assert by_unit["城关镇"]["上年到位资金（万元）"] is None, "nobody filed: not known, not zero"


@pytest.mark.slow
def test_targets_filled_in_are_added_and_hold_in_january(closing: SmallCounty) -> None:
    zz("year", 2014, "--root", closing.root)
    table = filled(closing.root / "outputs/year/2014/2014年目标.xlsx", {"发改委": (5, 1200.5), "城关镇": (None, 80)})
    old = (closing.root / "data/reference/targets.csv").read_bytes()
    taken, notes = take_targets(closing.workspace, 2014, table)
    assert taken == 2
    assert notes == ["1 个单位没有写目标，算作无目标"]
    assert (closing.root / "data/reference/targets.csv").read_bytes().startswith(old)
    closing.file_return("2014-01", "发改委", [["渠道整治", "个性型", "申报", 300, 0, 0]], header=HEADER)
    funds = closing.units("2014-01").set_index("unit_id")["target_fen"].to_dict()
    assert funds["u01"] == 1_200_500_000
    assert funds["u03"] == 80_000_000


def test_a_year_that_has_targets_is_not_given_others(closing: SmallCounty, capsys: pytest.CaptureFixture[str]) -> None:
    zz("year", 2014, "--root", closing.root)
    table = filled(closing.root / "outputs/year/2014/2014年目标.xlsx", {"发改委": (5, 1200)})
    assert zz("year", 2014, "--targets", table, "--root", closing.root) == 0
    before = (closing.root / "data/reference/targets.csv").read_bytes()
    assert zz("year", 2014, "--targets", table, "--root", closing.root) == WRONG_USE
    assert "已有 2014 年的目标 1 行" in capsys.readouterr().err
    assert (closing.root / "data/reference/targets.csv").read_bytes() == before


def test_an_empty_table_is_no_table_of_zeros(closing: SmallCounty, capsys: pytest.CaptureFixture[str]) -> None:
    zz("year", 2014, "--root", closing.root)
    before = (closing.root / "data/reference/targets.csv").read_bytes()
    assert (
        zz("year", 2014, "--targets", closing.root / "outputs/year/2014/2014年目标.xlsx", "--root", closing.root)
        == WRONG_USE
    )
    assert "一个也没有填" in capsys.readouterr().err
    assert (closing.root / "data/reference/targets.csv").read_bytes() == before


@pytest.mark.slow
def test_what_was_filled_in_is_kept_when_the_table_is_written_again(closing: SmallCounty) -> None:
    zz("year", 2014, "--root", closing.root)
    filled(closing.root / "outputs/year/2014/2014年目标.xlsx", {"发改委": (5, 1200)})
    zz("year", 2014, "--root", closing.root)
    (kept,) = (closing.root / "outputs" / "修改稿").rglob("2014年目标.xlsx")
    assert openpyxl.load_workbook(kept).active["C4"].value == 1200


def test_what_the_old_year_leaves_open_is_said(closing: SmallCounty, capsys: pytest.CaptureFixture[str]) -> None:
    zz("year", 2014, "--root", closing.root, "--json")
    said = told(capsys)
    assert (said["from"], said["carried_over"]) == ("2013-12", 2)
    notes = "\n".join(said["notes"])
    assert "2013年12月有 1 个单位没有报：城关镇" in notes
    assert "2013年1月、" in notes
    assert "2013年12月还没有印发" in notes
    assert "2014 年同月没有同比" in notes


@pytest.mark.slow
def test_a_year_without_december_says_by_which_month_it_goes(county: SmallCounty) -> None:
    county.file_return("2013-11", "发改委", [["渠道整治", "个性型", "申报", 300, 200, 50]], header=HEADER)
    assert (
        turn_of(county.workspace, 2014).notes()[0] == "2013年12月的报表还没有，以下按 2013年11月的；全年的数以后还会变"
    )


def test_a_year_after_none_gets_one_line(closing: SmallCounty, capsys: pytest.CaptureFixture[str]) -> None:
    assert zz("year", 2016, "--root", closing.root) == WRONG_USE
    assert "2015 年还没有一个月的报表" in capsys.readouterr().err
    assert not (closing.root / "outputs").exists() or not (closing.root / "outputs" / "year").exists()
