"""`zz lab` opens JupyterLab on the notebook of the month, knowing the workspace and asking for no news."""

import json
import os
import re
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from tests.patience import SECONDS
from tests.small_county import SmallCounty
from zzlib.cli.jupyter import hidden, installed_shortcuts, outside_outputs

ROOT = Path(__file__).resolve().parents[1]

_NEWS = urllib.parse.quote("@jupyterlab/apputils-extension:notification", safe="")
_SHORTCUTS = urllib.parse.quote("@jupyterlab/shortcuts-extension:shortcuts", safe="")


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> SmallCounty:
    return SmallCounty(tmp_path_factory.mktemp("lab") / "县")


@pytest.fixture(scope="module")
def lab(county: SmallCounty, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    tmp_path = tmp_path_factory.mktemp("jupyter")
    folders = {f"JUPYTER_{name}_DIR": str(tmp_path / name) for name in ("CONFIG", "DATA", "RUNTIME")}
    folders |= {f"JUPYTERLAB_{name}_DIR": str(tmp_path / name) for name in ("SETTINGS", "WORKSPACES")}
    passed_on = ["--no-browser", "--allow-root", "--port=0", "--IdentityProvider.token=", "--port-retries=0"]
    process = subprocess.Popen(
        [sys.executable, "-m", "zzlib", "lab", "--root", str(county.root), *passed_on],
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, **folders},
    )
    assert process.stderr is not None
    said = ""
    while not (found := re.search(r"(http://localhost:\d+)/lab", said)):
        line = process.stderr.readline()
        assert line, said
        said += line
    [server] = psutil.Process(process.pid).children()
    assert server.environ()["ZZ_ROOT"] == str(county.root)
    yield found[1]
    process.send_signal(signal.SIGTERM)
    process.communicate(timeout=SECONDS)
    assert process.returncode == 3


@pytest.mark.slow
def test_lab_opens_in_the_workspace_on_copies_of_the_notebooks(lab: str, county: SmallCounty) -> None:
    folder = urllib.parse.quote("笔记本")
    assert _get(f"{lab}/api/contents/{folder}/index.ipynb?content=0")["type"] == "notebook"
    assert [entry["name"] for entry in _get(f"{lab}/api/contents/")["content"]] == ["data", "笔记本"]
    names = {path.name for path in (ROOT / "notebooks").glob("*.ipynb")}
    assert {path.name for path in (county.root / "笔记本").glob("*.ipynb")} == names


def test_the_demo_county_shows_nothing_of_the_program_that_it_lies_in() -> None:
    shown = {path.name for path in ROOT.iterdir()} - set(hidden(ROOT))
    assert {"data", "outputs"} <= shown <= {"data", "outputs", "笔记本"}


@pytest.mark.slow
def test_lab_asks_for_no_news_and_narrows_keys(lab: str) -> None:
    options = _get(f"{lab}/lab/api/settings/{_NEWS}")["schema"]["properties"]
    assert options["fetchNews"]["default"] == "false"
    shortcuts = _get(f"{lab}/lab/api/settings/{_SHORTCUTS}")["schema"]["properties"]["shortcuts"]["default"]
    cut = [shortcut for shortcut in shortcuts if shortcut["command"] == "notebook:cut-cell"]
    assert [shortcut.get("disabled", False) for shortcut in cut] == [True, False]
    assert cut[1]["selector"] == cut[0]["selector"] + ":not(.jp-OutputArea *)"


def test_every_shortcut_of_the_installed_lab_that_reaches_cells_from_outputs_is_narrowed() -> None:
    left = {s["selector"] for s in installed_shortcuts() if outside_outputs(s["selector"]) == s["selector"]}
    of_notebooks = {selector for selector in left if ".jp-Notebook" in selector or selector.startswith("[data-jp-")}
    assert of_notebooks == {
        ".jp-Notebook.jp-mod-commandMode .jp-Cell:focus",
        ".jp-Notebook.jp-mod-commandMode:not(.jp-mod-readWrite) .jp-MarkdownCell:focus",
        ".jp-Notebook.jp-mod-editMode",  # no output has the focus while a cell is edited
        ".jp-Notebook.jp-mod-editMode .jp-InputArea-editor:not(.jp-mod-has-primary-selection)"
        ":not(.jp-mod-in-leading-whitespace):not(.jp-mod-completer-active)",
        ".jp-Notebook.jp-mod-editMode .jp-mod-completer-enabled:not(.jp-mod-at-line-beginning)",
        "[data-jp-debugger-stopped-threads='true']",
        "body.jp-mod-tooltip .jp-Notebook",
    }


def _get(address: str, patience: float = SECONDS) -> dict:
    """Fetch JSON; a server that has said its address may need a moment before it listens."""
    try:
        with urllib.request.urlopen(address, timeout=10) as answer:
            return json.load(answer)
    except urllib.error.URLError:
        if patience <= 0:
            raise
    time.sleep(0.5)
    return _get(address, patience - 0.5)
