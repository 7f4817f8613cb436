"""A workspace of every format that was released is kept: a later program opens it, and what was issued in it stays proved."""

from pathlib import Path

import pytest

from zzlib.cli import main
from zzlib.indicators import load_month
from zzlib.indicators.stated import read_figures
from zzlib.ledger.issue_log import ARTEFACTS
from zzlib.publication.kept import kept_version
from zzlib.publication.verifying import verify
from zzlib.workspace import FORMAT, Workspace

FORMATS = range(1, FORMAT + 1)
RECEIVED = "funds_received", "county"


def kept(number: int) -> Path:
    """Give the backup of a county of three units: January issued, corrected, restated in February and issued again."""
    return Path(__file__).parent / "formats" / f"format-{number}.zip"


def test_one_of_each_is_kept() -> None:
    assert {path.name for path in kept(1).parent.iterdir()} == {kept(number).name for number in FORMATS}


@pytest.mark.slow
@pytest.mark.parametrize("number", FORMATS)
def test_it_is_opened_and_what_was_issued_in_it_stays(tmp_path: Path, number: int) -> None:
    assert main(["backup", "--check", str(kept(number))]) == 0
    assert main(["restore-workspace", str(kept(number)), str(tmp_path / "县")]) == 0
    workspace = Workspace(tmp_path / "县")
    assert load_month("2013-01", workspace).figures.text("funds_received") == "590万元"
    verified = verify(workspace)
    assert verified.ok and [(v.period, v.n) for v in verified.versions] == [
        ("2013-01", 1),
        ("2013-02", 1),
        ("2013-01", 2),
    ]
    stated = {
        n: read_figures(kept_version(workspace.outputs_dir, "2013-01", n).folder / ARTEFACTS)[RECEIVED] for n in (1, 2)
    }
    assert {n: row["text"] for n, row in stated.items()} == {1: "530万元", 2: "590万元"}
