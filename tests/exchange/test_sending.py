"""`zz forms` and `zz receipts`: what they say, their JSON, their exit codes; and what a run publishes."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.small_county import SmallCounty
from zzlib.cli import main

HEDGED = ["甲工程", "", "政策型", "新增", "中央专项", 500, 400, "约320", None]


@pytest.fixture
def root(copied: Callable[..., SmallCounty]) -> Path:
    return copied(_hedged, "2013-05").root


def _hedged(root: Path) -> None:
    SmallCounty(root).file_return("2013-05", "水利局", [HEDGED])


def test_forms_say_where_they_are_and_which_begin_blank(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["forms", "2013-06", "--root", str(root)]) == 0
    said = capsys.readouterr().out
    assert f"已写 3 份填报表，在 {root / 'outputs' / 'forms' / '2013-06'}" in said
    assert "要从头填的 2 份：发改委、城关镇" in said


def test_forms_as_json(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert (
        main(["forms", "2013-06", "--unit", "水利局", "--output", str(root / "发"), "--root", str(root), "--json"]) == 0
    )
    said = json.loads(capsys.readouterr().out)
    assert said["folder"] == str(root / "发")
    assert said["forms"] == [
        {"unit_id": "u02", "unit": "水利局", "file": "水利局2013年6月争资争项月报表.xlsx", "filled_from": "2013-05", "rows": 1}
    ]  # fmt: skip
    assert (root / "发" / said["forms"][0]["file"]).exists()


@pytest.mark.slow
def test_receipts_list_whom_to_send_them_to(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["receipts", "2013-05", "--root", str(root)]) == 0
    said = capsys.readouterr().out
    assert "2013年5月报表 1 份" in said and "要单位改或核对的 1 份" in said
    assert main(["receipts", "2013-05", "--root", str(root), "--json"]) == 0
    row = json.loads(capsys.readouterr().out)["receipts"][0]
    assert (row["unit"], row["receipt"], row["annotated"], row["issues"]["warning"]) == (
        "水利局",
        "水利局.xlsx",
        True,
        1,
    )


def test_wrong_use_and_what_can_not_be_done(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["receipts", "2013-05", "--unit", "公安局", "--root", str(root)]) == 2
    assert main(["forms", "2013年", "--root", str(root)]) == 2
    assert main(["receipts", "2013-09", "--root", str(root)]) == 3
    said = capsys.readouterr().err
    assert "没有单位叫“公安局”" in said and "没有 2013-09 的报表文件夹" in said


@pytest.mark.slow
def test_a_run_publishes_the_receipts_and_agrees_with_the_command(root: Path) -> None:
    assert main(["receipts", "2013-05", "--root", str(root)]) == 0
    assert main(["run", "2013-05", "--root", str(root)]) == 0
    published = root / "outputs" / "2013-05"
    manifest = json.loads((published / "manifest.json").read_text("utf-8"))
    assert [a["path"] for a in manifest["artefacts"] if a["path"].startswith("receipts/")] == ["receipts/水利局.xlsx"]
    before = (published / "receipts" / "水利局.xlsx").read_bytes()
    assert before == (root / "outputs" / "receipts" / "2013-05" / "水利局.xlsx").read_bytes()
