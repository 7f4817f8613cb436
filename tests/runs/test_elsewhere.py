"""Outside a clone: the program installed from its wheel, and the notebook of the month run by papermill from any folder."""

import json
import os
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

from tests.ready import ReadyCounties
from zzlib.runs.parameters import NOTEBOOK

REPOSITORY = Path(__file__).resolve().parents[2]


def run(*command: str | Path, folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    clean = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "ZZ_ROOT")}
    return subprocess.run(
        [*map(str, command)], cwd=folder, env=clean | {"PYTHONUTF8": "1"} | environment, capture_output=True, text=True
    )


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the `bin` of an environment with the wheel, which takes what it depends on from the one that tests run in."""
    folder = tmp_path_factory.mktemp("wheel")
    pip = (sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check")
    built = run(*pip, "wheel", "--no-deps", "--no-build-isolation", "--no-index", "-w", folder, ".", folder=REPOSITORY)
    assert built.returncode == 0, built.stderr
    assert run(sys.executable, "-m", "venv", "--without-pip", "venv", folder=folder).returncode == 0
    python = folder / "venv" / "bin" / "python"
    [wheel] = folder.glob("*.whl")
    done = run(*pip, "--python", python, "install", "--no-deps", "--no-index", wheel, folder=folder)
    assert done.returncode == 0, done.stderr
    [packages] = (folder / "venv").glob("lib/python*/site-packages")
    (packages / "dependencies.pth").write_text(sysconfig.get_paths()["purelib"] + "\n", encoding="utf-8")
    return python.parent


@pytest.mark.slow
def test_the_program_installed_from_its_wheel_runs_a_month_outside_a_clone(installed: Path, tmp_path: Path) -> None:
    templates = {
        "JUPYTER_PATH": str(Path(sys.prefix, "share", "jupyter"))
    }  # nbconvert's, which stay in the other environment
    made = run(installed / "zz", "demo", "县", "--units", "3", "--months", "2", "--mess", "none", folder=tmp_path)
    assert made.returncode == 0, made.stderr
    done = run(installed / "zz", "run", "2013-02", "--root", "县", folder=tmp_path, **templates)
    assert done.returncode == 0, done.stderr
    assert {"analysis.html", "bulletin.docx"} <= {
        path.name for path in (tmp_path / "县" / "outputs" / "2013-02").iterdir()
    }
    code = "import zzlib as zz; print(zz.__file__); print(zz.projects()['received'].sum() == zz.month().figures['funds_received'].value)"
    asked = run(installed / "python", "-c", code, folder=tmp_path, ZZ_ROOT=str(tmp_path / "县"))
    where, agrees = asked.stdout.splitlines()
    assert Path(where).is_relative_to(installed.parent) and agrees == "True"


@pytest.mark.slow
def test_papermill_runs_the_month_from_any_folder(ready_county: ReadyCounties, tmp_path: Path) -> None:
    county = ready_county(units=4, months=2, seed=3, mess="none", own=tmp_path / "县")
    away = tmp_path / "别处"
    away.mkdir()
    papermill = (sys.executable, "-m", "papermill", "--no-progress-bar", NOTEBOOK, "out.ipynb")
    path = {"PYTHONPATH": str(REPOSITORY)}
    done = run(*papermill, "-p", "period", "2013-01", "-p", "root", county, folder=away, **path)
    assert done.returncode == 0, done.stderr
    shown = json.dumps(json.loads((away / "out.ipynb").read_text(encoding="utf-8")), ensure_ascii=False)
    assert "funds_received 2013-01" in shown
    assert [path.name for path in away.iterdir()] == ["out.ipynb"]
