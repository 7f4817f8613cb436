"""Outputs appear all or nothing, and what people changed in them is kept."""

import os
import platform
import re
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.runs.folders import tree
from zzlib.runs.faults import RunError
from zzlib.runs.publish import edits_note, period_lock, publish, recover, settle, staging

PERIOD = "2013-05"
Build = Callable[..., Path]


def test_the_first_outputs_appear_under_the_period(tmp_path: Path, built: Build) -> None:
    outputs = tmp_path / "outputs"
    with staging(outputs, PERIOD) as folder:
        publish(built(folder / "new", bulletin="通报"), outputs, PERIOD)
    assert tree(outputs / PERIOD)["bulletin.txt"] == "通报"
    assert list((outputs / ".staging").iterdir()) == []


def test_new_outputs_replace_the_old_ones_whole(tmp_path: Path, built: Build) -> None:
    outputs = tmp_path / "outputs"
    built("outputs/2013-05", bulletin="旧", only_old="旧")
    assert publish(built("new", bulletin="新"), outputs, PERIOD) is None
    assert tree(outputs / PERIOD).keys() == {"bulletin.txt", "manifest.json"}
    assert tree(outputs / PERIOD)["bulletin.txt"] == "新"
    assert not (outputs / ".old" / PERIOD).exists()


def test_what_people_changed_is_moved_aside_and_said(tmp_path: Path, built: Build) -> None:
    outputs = tmp_path / "outputs"
    old = built("outputs/2013-05", bulletin="旧", figures="1")
    (old / "bulletin.txt").write_text("局长改过", encoding="utf-8")
    (old / "会议").mkdir()
    (old / "会议" / "讲话.txt").write_text("我的笔记", encoding="utf-8")
    (old / "~$bulletin.docx").write_text("Word 的锁文件")
    edits = publish(built("new", bulletin="新"), outputs, PERIOD)
    assert edits is not None and edits.parent == outputs / "修改稿" and edits.name.startswith("2013-05-")
    assert tree(edits) == {"bulletin.txt": "局长改过", "会议/讲话.txt": "我的笔记"}
    assert "bulletin.txt、会议/讲话.txt" in edits_note(edits)


def test_a_folder_without_a_manifest_is_all_somebodys_work(tmp_path: Path, built: Build) -> None:
    outputs = tmp_path / "outputs"
    (outputs / PERIOD).mkdir(parents=True)
    (outputs / PERIOD / "笔记.txt").write_text("重要", encoding="utf-8")
    edits = publish(built("new", bulletin="新"), outputs, PERIOD)
    assert edits is not None and tree(edits) == {"笔记.txt": "重要"}


def test_edits_of_two_runs_in_the_same_second_do_not_meet(tmp_path: Path, built: Build) -> None:
    outputs = tmp_path / "outputs"
    outputs.mkdir()
    for turn in ("一", "二", "三"):
        publish(built(f"new-{turn}", bulletin="新"), outputs, PERIOD)
        (outputs / PERIOD / "bulletin.txt").write_text(turn, encoding="utf-8")
    publish(built("last", bulletin="新"), outputs, PERIOD)
    assert sorted(tree(outputs / "修改稿").values()) == sorted(("一", "二", "三"))


def test_outputs_stay_when_the_new_ones_cannot_be_moved(tmp_path: Path, built: Build) -> None:
    outputs = tmp_path / "outputs"
    before = tree(built("outputs/2013-05", bulletin="旧"))
    with pytest.raises(OSError):
        publish(tmp_path / "nothing there", outputs, PERIOD)
    assert tree(outputs / PERIOD) == before


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_a_kill_at_any_moment_leaves_the_old_or_the_new_whole(tmp_path: Path, built: Build) -> None:
    """SIGKILL before each operation on the file system, one after the other, until publishing gets through."""
    outcomes = set()
    for moment in range(1, 200):
        outputs = tmp_path / str(moment) / "outputs"
        old = tree(built(f"{moment}/outputs/2013-05", bulletin="旧", units="旧"))
        (outputs / PERIOD / "units.txt").write_text("改过", encoding="utf-8")
        fresh = built(f"{moment}/outputs/.staging/2013-05-1-x/new", bulletin="新", units="新")
        new = tree(fresh)
        finished = not _killed_at(moment, lambda fresh=fresh, outputs=outputs: publish(fresh, outputs, PERIOD))
        recover(outputs)
        now, edits = tree(outputs / PERIOD), tree(outputs / "修改稿")
        assert now in (old | {"units.txt": "改过"}, new), f"operation {moment}"
        assert "改过" in [*now.values(), *edits.values()], f"operation {moment}"
        assert not (outputs / ".old" / PERIOD).exists()
        assert not list((outputs / ".staging").iterdir())
        outcomes.add("new" if now == new else "old")
        if finished:
            break
    assert finished and outcomes == {"old", "new"}


def _killed_at(moment: int, action: Callable[[], object]) -> bool:
    """Do something in a child that is killed before its n-th operation on the file system; tell whether it was."""
    child = os.fork()
    if child == 0:
        left = moment

        def count(event: str, _: object) -> None:
            nonlocal left
            if event.startswith(("os.", "shutil.", "open")):
                left -= 1
                if left == 0:
                    os.kill(os.getpid(), signal.SIGKILL)

        sys.addaudithook(count)
        action()
        os._exit(0)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status)


def test_a_second_run_of_a_period_waits_and_says_so(tmp_path: Path) -> None:
    with other_process_holding(tmp_path, seconds=1.0):
        said: list[str] = []
        with period_lock(tmp_path, PERIOD, said.append):
            assert len(said) == 1
            assert re.search(
                rf"另一个程序正在出 2013-05（.+，在 {re.escape(platform.node())} 上，\d\d:\d\d 起），等它结束", said[0]
            )


def test_patience_has_an_end(tmp_path: Path) -> None:
    with (
        other_process_holding(tmp_path, seconds=30),
        pytest.raises(RunError, match=r"另一个程序仍在出 2013-05（.+ 起），等了 0.005 分钟"),
        period_lock(tmp_path, PERIOD, lambda holder: None, patience=0.3),
    ):
        pass


def test_the_lock_of_a_killed_run_is_free(tmp_path: Path) -> None:
    with other_process_holding(tmp_path, seconds=30) as holder:
        holder.kill()
        holder.wait()
        with period_lock(tmp_path, PERIOD, lambda holder: pytest.fail("nobody holds it"), patience=0):
            pass


def test_another_period_is_not_locked(tmp_path: Path) -> None:
    with (
        other_process_holding(tmp_path, seconds=30),
        period_lock(tmp_path, "2013-04", lambda holder: pytest.fail("nobody holds it"), patience=0),
    ):
        pass


def test_recovery_leaves_a_run_at_work_alone(tmp_path: Path) -> None:
    with other_process_holding(tmp_path, seconds=30):
        (tmp_path / ".staging" / "2013-05-99-abc").mkdir(parents=True)
        recover(tmp_path)
        assert (tmp_path / ".staging" / "2013-05-99-abc").exists()
    recover(tmp_path)
    assert not (tmp_path / ".staging" / "2013-05-99-abc").exists()


def test_recovery_brings_the_old_outputs_back_and_says_so(tmp_path: Path, built: Build) -> None:
    before = tree(built(".old/2013-05", bulletin="旧"))
    assert any("已恢复" in note for note in settle(tmp_path, PERIOD))
    assert tree(tmp_path / PERIOD) == before


@contextmanager
def other_process_holding(outputs: Path, seconds: float) -> Iterator["subprocess.Popen[bytes]"]:
    """Have another process hold the lock of the period for some seconds."""
    code = (
        "import sys, time, pathlib\n"
        "from zzlib.runs.publish import period_lock\n"
        f"with period_lock(pathlib.Path(sys.argv[1]), '{PERIOD}', lambda holder: None):\n"
        f"    print('held', flush=True); time.sleep({seconds})\n"
    )
    with subprocess.Popen([sys.executable, "-c", code, str(outputs)], stdout=subprocess.PIPE) as process:
        try:
            assert process.stdout is not None and process.stdout.readline() == b"held\n"
            yield process
        finally:
            process.kill()


@pytest.mark.parametrize("closed", ["outputs", "outputs/2013-05", "outputs/2013-05/receipts", "outputs/.old"])
def test_a_folder_that_others_closed_is_named_before_any_work(closed: str) -> None:
    with tempfile.TemporaryDirectory() as root:  # another person may look into it, unlike pytest's own
        shared = [
            Path(root, name) for name in ("", "outputs", "outputs/2013-05", "outputs/2013-05/receipts", "outputs/.old")
        ]
        for folder in shared:
            folder.mkdir(exist_ok=True)
            folder.chmod(0o777)
        as_nobody = "os.getuid() or os.setuid(65534)"  # rights mean nothing to root
        check = f"check_rights(Path({str(shared[1])!r}), {PERIOD!r})"
        code = f"import os; from pathlib import Path; from zzlib.runs.publish import check_rights; {as_nobody}; {check}"
        command = [sys.executable, "-c", code]
        assert subprocess.run(command, check=False, capture_output=True).returncode == 0
        Path(root, closed).chmod(0o555)
        said = subprocess.run(command, check=False, capture_output=True, text=True).stderr
        Path(root, closed).chmod(0o777)
    assert f"没有权限改动 {Path(root, closed).as_posix()}（" in said
