"""The city's analysis: the notebook that the program brings, run by a city's month, as one page to read offline."""

import html
import json
import re
from collections.abc import Callable
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

from tests.city.conftest import NAMES, run_quietly, told
from zzlib.city.running import NOTEBOOK
from zzlib.runs.manifest import read_manifest
from zzlib.workspace import Workspace


@pytest.mark.slow
def test_the_analysis_is_a_page_of_the_citys_figures(
    make_city: Callable[..., Workspace], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A run's, and the one that somebody opens in the city's folder, of the latest month."""
    run = run_quietly(make_city(tmp_path / "市"), notebook=NOTEBOOK)
    executed = (run.outputs / "analysis.ipynb").read_text(encoding="utf-8")
    outputs = [output for cell in json.loads(executed)["cells"] for output in cell.get("outputs", ())]
    assert outputs and not [output for output in outputs if output["output_type"] in ("error", "stream")]
    assert str(tmp_path) not in executed
    page = html.unescape(re.sub("<[^>]+>", " ", (run.outputs / "analysis.html").read_text(encoding="utf-8")))
    for figure in ("funds_received", "funds_completion", "projects_total", "units_zero"):
        assert f" {told(run, figure)['text']} " in page, figure
    assert all(name in page for name in NAMES.values())
    assert read_manifest(run.outputs)["parameters"]["notebook"] == "city_analysis.ipynb"
    monkeypatch.setenv("ZZ_ROOT", str(tmp_path / "市"))
    monkeypatch.setenv("PYTHONPATH", str(NOTEBOOK.parents[1]))
    opened = NotebookClient(nbformat.read(NOTEBOOK, as_version=4), timeout=600).execute()
    shown = str([cell.get("outputs") for cell in opened.cells])
    assert "2013年3月" in shown and all(name in shown for name in NAMES.values())
