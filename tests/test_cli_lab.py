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

from tests.small_county import SmallCounty

_NEWS = urllib.parse.quote("@jupyterlab/apputils-extension:notification", safe="")


@pytest.fixture
def lab(county: SmallCounty, tmp_path: Path) -> Iterator[str]:
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
    process.communicate(timeout=20)
    assert process.returncode == 3


def test_lab_shows_the_notebook_and_asks_for_no_news(lab: str) -> None:
    assert _get(f"{lab}/api/contents/notebooks/monthly_analysis.ipynb?content=0")["type"] == "notebook"
    options = _get(f"{lab}/lab/api/settings/{_NEWS}")["schema"]["properties"]
    assert options["fetchNews"]["default"] == "false"


def _get(address: str, patience: float = 20.0) -> dict:
    """Fetch JSON; a server that has said its address may need a moment before it listens."""
    try:
        with urllib.request.urlopen(address, timeout=10) as answer:
            return json.load(answer)
    except urllib.error.URLError:
        if patience <= 0:
            raise
    time.sleep(0.5)
    return _get(address, patience - 0.5)
