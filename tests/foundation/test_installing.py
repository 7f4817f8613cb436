"""Set-up: two locks that agree, an environment that `make run` keeps light, and words while it is made."""

import hashlib
import io
import os
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from windows.bundle import _ENTRY
from zzlib.installing import Display, InstallError, Pip, install

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
FOR_TESTS = {"pytest", "playwright", "mypy", "ruff", "hypothesis", "openpyxl", "nbval", "coverage", "import-linter"}


def entries(name: str) -> dict[str, tuple[Requirement, str]]:
    """Read a lock: package -> its requirement and its hashes."""
    text = (ROOT / name).read_text(encoding="utf-8")
    found = [(Requirement(match["requirement"]), match["hashes"]) for match in _ENTRY.finditer(text)]
    assert len(found) == sum(line[0].isalnum() for line in text.splitlines() if line)  # each with its hashes
    return {canonicalize_name(requirement.name): (requirement, hashes) for requirement, hashes in found}


RUNNING, TESTING = entries("requirements.lock.txt"), entries("requirements-dev.lock.txt")


def test_the_lock_for_tests_holds_what_running_needs_as_it_stands_there() -> None:
    assert {name: TESTING[name] for name in RUNNING} == RUNNING


def test_running_needs_nothing_of_what_only_tests_use() -> None:
    assert set(TESTING) >= FOR_TESTS and not FOR_TESTS & set(RUNNING)


@pytest.mark.parametrize(
    ("needs", "lock"),
    [
        (PROJECT["project"]["dependencies"], RUNNING),
        (PROJECT["dependency-groups"]["build"], RUNNING),
        ([need for need in PROJECT["dependency-groups"]["dev"] if isinstance(need, str)], TESTING),
    ],
)
def test_each_lock_meets_what_the_project_asks_for(needs: list[str], lock: dict[str, tuple[Requirement, str]]) -> None:
    for need in map(Requirement, needs):
        [pinned] = lock[canonicalize_name(need.name)][0].specifier
        assert pinned.operator == "==" and need.specifier.contains(pinned.version)


@pytest.mark.parametrize("name", ["requirements.lock.txt", "requirements-dev.lock.txt"])
def test_a_lock_names_no_address(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    assert "://" not in text and "\n-" not in text and "@" not in text


def test_conda_brings_python_and_pip_the_lock_for_running() -> None:
    read = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))
    [python, pip, below] = read["dependencies"]
    assert Requirement(PROJECT["project"]["name"] + PROJECT["project"]["requires-python"]).specifier.contains(
        python.replace("python=", "") + ".0"
    )
    assert pip == "pip" and below == {"pip": ["--require-hashes", "-r requirements.lock.txt"]}


def planned(folder: Path, target: str) -> str:
    """Give what `make` would do."""
    command = ["make", "--dry-run", "--file", str(ROOT / "Makefile"), target]
    return subprocess.run(command, cwd=folder, check=True, capture_output=True, encoding="utf-8").stdout


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    for name in ("pyproject.toml", "requirements.lock.txt", "requirements-dev.lock.txt"):
        (tmp_path / name).touch()
    (tmp_path / ".venv").mkdir()
    return tmp_path


def test_make_run_installs_only_what_running_needs(checkout: Path) -> None:
    said = planned(checkout, "run")
    assert ".venv requirements.lock.txt --new" in said and "requirements-dev" not in said


def test_tests_add_to_the_environment_of_make_run_and_make_it_not_anew(checkout: Path) -> None:
    (checkout / ".venv" / ".ready").touch()
    said = planned(checkout, "test")
    assert ".venv requirements-dev.lock.txt" in said and "--new" not in said
    (checkout / ".venv" / ".ready-for-tests").touch()
    assert "installing.py" not in planned(checkout, "lint")


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_terminal_shows_one_line_and_a_log_a_line_for_each_step() -> None:
    terminal, log = Terminal(), io.StringIO()
    for stream in (terminal, log):
        display = Display(stream)
        for number in range(100):
            display.show(f"下载 {number}/100 个包")
        display.show("安装 0/100 个包")
        display.end("装好了 100 个包")
    assert terminal.getvalue().count("\n") == 1 and terminal.getvalue().count("\r") == 102
    assert log.getvalue().splitlines() == ["下载 0/100 个包", "安装 0/100 个包", "装好了 100 个包"]


def test_what_pip_says_is_counted(tmp_path: Path) -> None:
    pip = Pip(tmp_path, total=4)
    for line in (
        "Ignoring colorama: markers \"sys_platform == 'win32'\" don't match your environment",
        "Requirement already satisfied: a==1 in /x",
        "Collecting b==1 (from -r lock)",
        "  Downloading b-1-py3-none-any.whl (16.6 MB)",
        "Collecting c==1 (from -r lock)",
        "  Using cached c-1-py3-none-any.whl (400 kB)",
    ):
        pip.heard(line)
    assert pip.shown() == "下载 3/3 个包，17 MB"
    pip.heard("WARNING: Retrying (Retry(total=4))")
    assert pip.shown().endswith("正在重试")
    (tmp_path / "a-1.dist-info").mkdir()
    pip.heard("Installing collected packages: b, c")
    (tmp_path / "b-1.dist-info").mkdir()
    assert pip.shown() == "安装 1/2 个包"


@pytest.fixture
def shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Lay a wheel on a shelf, the only place that pip looks at; give its hash."""
    shelf = tmp_path / "shelf"
    shelf.mkdir()
    wheel = shelf / "alone-1.0-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        archive.writestr("alone.py", "")
        archive.writestr("alone-1.0.dist-info/METADATA", "Metadata-Version: 2.1\nName: alone\nVersion: 1.0\n")
        archive.writestr("alone-1.0.dist-info/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        archive.writestr("alone-1.0.dist-info/RECORD", "")
    for name in list(os.environ):
        if name.startswith("PIP_"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(shelf))
    return hashlib.sha256(wheel.read_bytes()).hexdigest()


@pytest.mark.slow
def test_an_environment_is_made_and_then_added_to(tmp_path: Path, shelf: str) -> None:
    lock, environment, said = tmp_path / "lock.txt", tmp_path / "环境", io.StringIO()
    lock.write_text(f"alone==1.0 \\\n    --hash=sha256:{shelf}\n")
    install(environment, lock, True, Display(said))
    python = environment / "bin" / "python"
    assert subprocess.run([python, "-c", "import alone"]).returncode == 0
    assert said.getvalue().startswith("建立环境 环境") and "装好了 1 个包" in said.getvalue()
    mark = environment / "mark"
    mark.touch()
    again = io.StringIO()
    install(environment, lock, False, Display(again))
    assert mark.exists() and "要用的包都在" in again.getvalue()
    lock.write_text("alone==1.0 \\\n    --hash=sha256:" + "0" * 64 + "\nmore==1.0 \\\n    --hash=sha256:" + "0" * 64)
    with pytest.raises(InstallError, match=r"没有这个版本的包[^\n]*\n  ERROR: Could not find a version .* more==1.0"):
        install(environment, lock, False, Display(io.StringIO()))


@pytest.mark.slow
def test_an_environment_that_is_a_link_is_made_anew_and_what_it_pointed_to_is_kept(tmp_path: Path, shelf: str) -> None:
    other, environment, lock = tmp_path / "other", tmp_path / "own", tmp_path / "lock.txt"
    (other / "lib").mkdir(parents=True)
    (other / "lib" / "kept").write_text("kept", encoding="utf-8")
    environment.symlink_to(other)
    lock.write_text(f"alone==1.0 \\\n    --hash=sha256:{shelf}\n")
    install(environment, lock, True, Display(io.StringIO()))
    assert not environment.is_symlink()
    assert (environment / "bin" / "python").exists()
    assert [path.name for path in (other / "lib").iterdir()] == ["kept"]


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    (tmp_path / "lock").touch()
    command = [sys.executable, ROOT / "zzlib" / "installing.py", tmp_path / "file" / "venv", tmp_path / "lock", "--new"]
    done = subprocess.run(command, capture_output=True, encoding="utf-8")
    assert done.returncode == 1 and "没有装成：" in done.stderr and "Traceback" not in done.stderr
