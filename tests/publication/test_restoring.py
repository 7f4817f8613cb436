"""A version comes back as it went out, with its inputs if asked, and never over files that are there."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.publication.conftest import PERIOD
from tests.runs.folders import digests
from zzlib.cli import main
from zzlib.workspace import Workspace

Zz = Callable[..., int]


def test_the_documents_come_back(
    issued_county: Workspace, zz: Zz, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    assert zz("restore", PERIOD, "1", "--to", str(tmp_path / "取回"), "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["period"], told["n"], told["folder"]) == (PERIOD, 1, str(tmp_path / "取回"))
    assert "bulletin.docx" in told["files"]
    assert digests(tmp_path / "取回") == digests(issued_county.outputs_dir / PERIOD)
    (tmp_path / "取回" / "bulletin.docx").write_bytes(b"mine")
    assert zz("restore", PERIOD, "1", "--to", str(tmp_path / "取回")) == 2
    assert "没有写任何文件" in capsys.readouterr().err
    assert (tmp_path / "取回" / "bulletin.docx").read_bytes() == b"mine"


def test_without_a_folder_it_gets_one_of_its_own(issued_county: Workspace, zz: Zz) -> None:
    assert zz("restore", PERIOD, "1") == 0 and zz("restore", PERIOD, "1") == 0
    restored = issued_county.outputs_dir / "恢复"
    assert {path.name for path in restored.iterdir()} == {f"{PERIOD}-1", f"{PERIOD}-1-2"}


def test_with_its_inputs_it_is_a_workspace(
    issued_county: Workspace, zz: Zz, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert zz("restore", PERIOD, "1", "--to", str(tmp_path / "当时"), "--inputs") == 0
    capsys.readouterr()
    assert main(["run", PERIOD, "--root", str(tmp_path / "当时")]) == 0
    assert "已是最新" in capsys.readouterr().out  # a run would make the very same


def test_what_is_damaged_is_not_given_back(issued_county: Workspace, zz: Zz, tmp_path: Path) -> None:
    kept = issued_county.outputs_dir / "版本" / PERIOD / "1" / "artefacts" / "figures.csv"
    kept.chmod(0o644)
    kept.write_bytes(b"")
    assert zz("restore", PERIOD, "1", "--to", str(tmp_path / "取回")) == 3 and not (tmp_path / "取回").exists()
    assert zz("restore", PERIOD, "7") == 2
