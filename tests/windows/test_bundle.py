"""The offline folder for Windows: the lock settled for another machine, completeness, and batch files it can read."""

import re
import zipfile
from pathlib import Path

import pytest

from windows.bundle import copy_batch_files, lock_for, unmet, unpack_python, windows_environment

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


def test_python_itself_can_be_put_into_the_folder(tmp_path: Path) -> None:
    package = tmp_path / "python.3.11.9.nupkg"
    with zipfile.ZipFile(package, "w") as archive:
        for name in ("tools/python.exe", "tools/Lib/venv/__init__.py", "python.nuspec"):
            archive.writestr(name, name)
    unpack_python(package, tmp_path / "Python")
    held = sorted(
        p.relative_to(tmp_path / "Python").as_posix() for p in (tmp_path / "Python").rglob("*") if p.is_file()
    )
    assert held == ["Lib/venv/__init__.py", "python.exe"]


@pytest.mark.parametrize(
    ("names", "said"), [(["other.exe"], "没有 tools/python.exe"), (["tools/python.exe", "tools/../../x"], "通到外面")]
)
def test_what_is_no_python_package_is_refused(tmp_path: Path, names: list[str], said: str) -> None:
    package = tmp_path / "a.nupkg"
    with zipfile.ZipFile(package, "w") as archive:
        for name in names:
            archive.writestr(name, "")
    with pytest.raises(SystemExit, match=said):
        unpack_python(package, tmp_path / "Python")
    (tmp_path / "no.nupkg").write_bytes(b"no zip")
    with pytest.raises(SystemExit, match="打不开"):
        unpack_python(tmp_path / "no.nupkg", tmp_path / "Python")
    assert not (tmp_path / "x").exists()


def test_the_batch_files_jump_only_to_labels_that_they_have() -> None:
    for path in (Path(__file__).resolve().parents[2] / "windows" / "files").glob("*.bat"):
        text = path.read_text(encoding="utf-8")
        assert set(re.findall(r"goto (\w+)", text)) <= set(re.findall(r"^:(\w+)", text, re.MULTILINE))
