"""Killed at any file event, on a full disk, at the same time as another: a month is issued whole or not at all."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.faults.processes import KILLED, Dying
from tests.publication.conftest import PERIOD
from tests.runs.folders import digests
from tests.sampling import EVERY, ends_of
from zzlib.ledger.issue_log import records_of
from zzlib.publication import verifying
from zzlib.publication.issuing import Order, issue_month
from zzlib.publication.storing import finish_issuing
from zzlib.publication.verifying import verify
from zzlib.workspace import Workspace

ORDER = Order("责任人甲", "已核", despite=True)


@pytest.fixture(autouse=True)
def _unreckoned(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(verifying, "_recomputed", lambda kept: ([], []))


def sites_of(root: Path, last: int) -> list[str] | None:
    """Issue the month in a process that ends itself at the `last` file event; gives the sites of all events if it got through."""
    reader, writer = os.pipe()
    if (child := os.fork()) == 0:
        try:
            events = Dying(str(root), last)
            sys.addaudithook(events)
            issue_month(Workspace(root), PERIOD, ORDER)
            os.write(writer, "\n".join(events.sites).encode())
            os._exit(0)
        finally:
            os._exit(1)
    os.close(writer)
    with os.fdopen(reader) as pipe:
        told = pipe.read()
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    assert code in (0, KILLED)
    return told.splitlines() if code == 0 else None


def undo(outputs: Path) -> None:
    """Take the version away again."""
    subprocess.run(["rm", "-rf", str(outputs / "版本"), str(outputs / "发布记录.jsonl")], check=True)


def assert_whole_or_nothing(workspace: Workspace, before: dict[str, str]) -> bool:
    """Hold what a killed process has left, then what the next command makes of it; tells whether it is issued."""
    outputs = workspace.outputs_dir
    finish_issuing(outputs)
    issued = bool(records_of(outputs, PERIOD))
    assert verify(workspace).ok and not (outputs / ".印发").exists()
    assert issued == (outputs / "版本" / PERIOD / "1").exists()
    assert digests(outputs / PERIOD) == before
    return issued


@pytest.mark.slow
def test_killed_at_the_file_events_of_every_site(signed_county: Path) -> None:
    workspace = Workspace(signed_county)
    outputs, before = workspace.outputs_dir, digests(signed_county / "outputs" / PERIOD)
    whole = sites_of(signed_county, 0)
    assert whole and assert_whole_or_nothing(workspace, before)
    undo(outputs)
    outcomes = set()
    for last in range(1, len(whole) + 1) if EVERY else ends_of(whole, len(set(whole))):
        assert sites_of(signed_county, last) is None
        outcomes.add(assert_whole_or_nothing(workspace, before))
        undo(outputs)
    assert outcomes == {False, True}


def test_what_was_taken_is_put_in_place_by_the_next_command(
    signed_county: Path, zz: Callable[..., int], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from zzlib.publication import storing

    with monkeypatch.context() as patched:
        patched.setattr(storing, "_settle", lambda outputs: [])
        issue_month(Workspace(signed_county), PERIOD, ORDER)
    assert records_of(signed_county / "outputs") == []  # not shown as issued
    assert zz("status") == 0
    assert f"已补完：{PERIOD} 第 1 版" in capsys.readouterr().err
    assert len(records_of(signed_county / "outputs")) == 1 and verify(Workspace(signed_county)).ok


@pytest.mark.parametrize("place", ["write_record", "take"])
def test_what_fails_leaves_nothing(signed_county: Path, monkeypatch: pytest.MonkeyPatch, place: str) -> None:
    from zzlib.publication import issuing

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(issuing, place, full)
    with pytest.raises(OSError, match="No space"):
        issue_month(Workspace(signed_county), PERIOD, ORDER)
    left = {path.name for path in (signed_county / "outputs").iterdir()}
    assert not left & {"版本", "发布记录.jsonl", ".印发"}


@pytest.mark.slow
def test_of_two_at_the_same_time_one_issues(signed_county: Path) -> None:
    command = [sys.executable, "-m", "zzlib", "issue", PERIOD, "--by", "责任人甲", "--despite", "--why", "已核"]
    both = [
        subprocess.Popen([*command, "--root", str(signed_county)], stderr=subprocess.PIPE, text=True, encoding="utf-8")
        for _ in range(2)
    ]
    told = [process.communicate()[1] for process in both]
    assert sorted(process.returncode for process in both) == [0, 3]
    assert sum("已印发过（第 1 版" in said for said in told) == 1
    assert len(records_of(signed_county / "outputs")) == 1 and verify(Workspace(signed_county)).ok


def mount(*arguments: str) -> bool:
    return subprocess.run(["mount", *arguments], capture_output=True, check=False).returncode == 0


@pytest.fixture
def small_disk(signed_county: Path) -> Iterator[Path]:
    """The county's outputs on a disk of their own that is nearly full."""
    outputs = signed_county / "outputs"
    aside = signed_county.parent / "aside"
    outputs.rename(aside)
    outputs.mkdir()
    if sys.platform != "linux" or not mount("-t", "tmpfs", "-o", "size=8m", "zz", str(outputs)):
        pytest.skip("a disk of its own needs the right to mount one")
    subprocess.run(["cp", "-a", f"{aside / PERIOD}", str(outputs)], check=True)
    yield outputs
    subprocess.run(["umount", str(outputs)], check=True)


@pytest.mark.slow
def test_a_full_disk_is_said_and_leaves_nothing(
    signed_county: Path, small_disk: Path, zz: Callable[..., int], capsys: pytest.CaptureFixture[str]
) -> None:
    filler = small_disk / ".filler"
    with pytest.raises(OSError), filler.open("wb") as stream:
        while True:
            stream.write(b"\0" * 4096)
            stream.flush()
    os.truncate(filler, filler.stat().st_size - 100_000)
    assert zz("issue", PERIOD, "--by", "责任人甲", "--despite", "--why", "已核") == 3
    assert "磁盘空间不足" in capsys.readouterr().err
    assert not (small_disk / "版本").exists() and not (small_disk / ".印发").exists()
    filler.unlink()
    assert (
        zz("issue", PERIOD, "--by", "责任人甲", "--despite", "--why", "已核") == 0
        and verify(Workspace(signed_county)).ok
    )
