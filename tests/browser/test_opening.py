"""A notebook opens in JupyterLab as a person opens it, and all of it runs."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.lab import Lab
from tests.ready import ReadyCounties

pytestmark = pytest.mark.browser


def test_a_notebook_of_the_month_runs_to_its_end(
    lab: Lab, chromium: Browser, tmp_path: Path, ready_county: ReadyCounties
) -> None:
    ready_county(tmp_path / "县", units=4, months=2, seed=3, mess="none")
    with lab.open(chromium, "monthly_analysis.ipynb", tmp_path / "县", {"period": "2013-02"}) as notebook:
        assert notebook.failures() == [] and notebook.errors == []
        notebook.shows("没有用以前月份代替的单位")
