"""The offline folder for Windows: the lock settled for another machine, completeness, and batch files it can read."""

import zipfile
from pathlib import Path

import pytest

from windows.bundle import copy_batch_files, lock_for, unmet, windows_environment

LOCK = """\
colorama==0.4.6 ; sys_platform == 'win32' \\
    --hash=sha256:aa \\
    --hash=sha256:bb
pexpect==4.9.0 ; sys_platform != 'emscripten' and sys_platform != 'win32' \\
    --hash=sha256:cc
pandas==3.1.1 \\
    --hash=sha256:dd
tomli==2.0 ; python_full_version < '3.11' \\
    --hash=sha256:ee
"""


def wheel(folder: Path, name: str, version: str, *needs: str) -> None:
    with zipfile.ZipFile(folder / f"{name}-{version}-py3-none-any.whl", "w") as archive:
        lines = [f"Name: {name}", f"Version: {version}", *(f"Requires-Dist: {need}" for need in needs)]
        archive.writestr(f"{name}-{version}.dist-info/METADATA", "\n".join(lines))


def test_the_lock_is_settled_for_windows_whatever_machine_builds_it() -> None:
    settled = lock_for(LOCK, windows_environment("3.11"))
    assert [line.split()[0] for line in settled.splitlines() if line[0] != " "] == ["colorama==0.4.6", "pandas==3.1.1"]
    assert settled.count("--hash=") == 3
    assert ";" not in settled


def test_the_projects_own_lock_is_read_whole() -> None:
    lock = (Path(__file__).resolve().parents[2] / "requirements.lock.txt").read_text(encoding="utf-8")
    here = lock_for(lock, windows_environment("3.11"))
    unconditional = [line.split()[0] for line in lock.splitlines() if line and line[0] not in " #" and ";" not in line]
    assert set(unconditional) <= set(here.split())
    assert len(unconditional) > 100
    assert "pywinpty==" in here and "pexpect==" not in here


@pytest.mark.parametrize(
    ("needs", "missing"),
    [
        (["b>=1"], []),
        (["b>=2"], ["b>=2"]),
        (["c"], ["c"]),
        (["c ; sys_platform == 'linux'"], []),
        (["c ; sys_platform == 'win32'"], ["c"]),
        (["c ; extra == 'test'"], []),
    ],
)
def test_what_a_wheel_needs_on_windows_must_be_there(tmp_path: Path, needs: list[str], missing: list[str]) -> None:
    wheel(tmp_path, "a", "1.0", *needs)
    wheel(tmp_path, "b", "1.5")
    found = unmet(tmp_path, windows_environment("3.11"))
    assert [line.split(" 需要 ")[1].split(";")[0].strip() for line in found] == missing


def test_batch_files_are_what_a_chinese_windows_reads(tmp_path: Path) -> None:
    copy_batch_files(tmp_path)
    for path in tmp_path.iterdir():
        data = path.read_bytes()
        assert data.count(b"\r\n") == data.count(b"\n") > 0
        assert data.decode("gb18030").startswith("@echo off")
    assert {path.name for path in tmp_path.iterdir()} == {"安装.bat", "启动.bat", "zz.bat"}
