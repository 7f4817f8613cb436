"""What was read of a return is kept by its content and all that its reading rests on; who asks again gets the same."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.ready import ReadyCounties
from zzlib.ledger import readings
from zzlib.ledger.inputs import read_inputs
from zzlib.ledger.year import Claims, read_claims
from zzlib.returns import reader
from zzlib.workspace import Workspace

MONTH = "2013-02"


@pytest.fixture
def root(ready_county: ReadyCounties, tmp_path: Path) -> Path:
    return ready_county(own=tmp_path / "县", units=4, months=2, seed=3, mess="ordinary")


@pytest.fixture
def read_files(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The files that are really read."""
    read, files = reader.read, []

    def told(path: str, **how: object) -> object:
        files.append(path)
        return read(path, **how)  # type: ignore[arg-type]

    monkeypatch.setattr(reader, "read", told)
    return files


def claims(root: Path) -> Claims:
    inputs = read_inputs(Workspace(root), MONTH)
    return read_claims(inputs.workspace, inputs.arrivals)


def test_a_reading_comes_back_as_it_was(root: Path, read_files: list[str]) -> None:
    (root / "data" / "ledger" / readings.FOLDER / f"{MONTH}.txt").unlink()
    anew, again = claims(root), claims(root)
    assert again == anew
    assert len(read_files) >= len(anew[MONTH]) > 0
    read_files.clear()
    assert claims(root) == anew
    assert read_files == []


READ = """
import sys
from pathlib import Path
from zzlib.ledger.inputs import read_inputs
from zzlib.ledger.year import read_claims
from zzlib.workspace import Workspace
inputs = read_inputs(Workspace(Path(sys.argv[1])), sys.argv[2])
print(sum(map(len, read_claims(inputs.workspace, inputs.arrivals).values())), *sys.modules)
"""


def test_what_opens_workbooks_is_loaded_only_to_read_one(root: Path) -> None:
    claims(root)
    command = [sys.executable, "-c", READ, str(root), MONTH]
    loaded = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=True).stdout.split()
    assert loaded[0] != "0" and "zzlib.ledger.year" in loaded
    assert not {"zzlib.returns.reader", "zzlib.returns.containers.book"} & {*loaded}


def changed(root: Path) -> None:
    one = min((root / "data" / "returns" / MONTH).glob("*.xls*"))
    one.write_bytes(one.read_bytes() + b"\0")


def other_words(root: Path) -> None:
    settings = root / "data" / "settings.toml"
    text = settings.read_text(encoding="utf-8")
    assert "[vocabulary]" in text
    settings.write_text(text.replace("[vocabulary]", '[vocabulary]\n"政策类二" = "formula"', 1), encoding="utf-8")


def torn(root: Path) -> None:
    kept = root / "data" / "ledger" / readings.FOLDER / f"{MONTH}.txt"
    program, first, *lines = kept.read_text(encoding="utf-8").split("\n")
    kept.write_text("\n".join([program, first[:-9], *lines]), encoding="utf-8")


@pytest.mark.parametrize(("what", "all_of_them"), [(changed, False), (other_words, True), (torn, False)])
def test_what_has_changed_is_read_anew_and_nothing_else(
    root: Path, read_files: list[str], what: Callable[[Path], None], all_of_them: bool
) -> None:
    known = claims(root)
    read_files.clear()
    what(root)
    found = claims(root)
    files = sum(map(len, known.values()))
    assert len(read_files) >= files if all_of_them else len(set(read_files)) == 1
    assert {month: [claim.arrival.file for claim in own] for month, own in found.items()} == {
        month: [claim.arrival.file for claim in own] for month, own in known.items()
    }


def test_another_version_of_the_program_reads_anew(
    root: Path, read_files: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    known = claims(root)
    read_files.clear()
    monkeypatch.setattr(readings, "code_digest", lambda: "另一个")
    assert claims(root) == known
    assert len(set(read_files)) == sum(map(len, known.values()))
