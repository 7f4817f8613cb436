"""Every notebook in any county: other months, a year that has just begun, nothing at all. And what fails in one is seen."""

import re
from contextlib import suppress
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError

from zzlib.cli import main
from zzlib.synthetic import make_county

REPOSITORY = Path(__file__).resolve().parents[1]
OF_A_CITY = "city_analysis"
NOTEBOOKS = sorted(path for path in (REPOSITORY / "notebooks").glob("*.ipynb") if path.stem != OF_A_CITY)


@pytest.fixture(scope="module")
def counties(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A county whose only months are not the demo county's, and one in which nothing has been put yet."""
    folder = tmp_path_factory.mktemp("counties")
    other, new, begun = folder / "邻县", folder / "新县", folder / "刚收报表的县"
    make_county(other, units=4, months=3, seed=7, mess="ordinary")
    assert main(["new", str(new)]) == 0
    assert main(["new", str(begun)]) == 0
    (begun / "data" / "returns" / "2013-06").mkdir(parents=True)
    return {"other": other, "new": new, "begun": begun}


def _run(cells: Any, root: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Execute a notebook by itself, as papermill does, up to the first cell that fails; give what it shows of errors."""
    monkeypatch.setenv("ZZ_ROOT", str(root))
    monkeypatch.setenv("PYTHONPATH", str(REPOSITORY))
    client = NotebookClient(cells, timeout=600, resources={"metadata": {"path": str(REPOSITORY / "notebooks")}})
    with suppress(CellExecutionError):
        client.execute()
    outputs = [output for cell in cells.cells for output in cell.get("outputs", ())]
    return ["\n".join(output.traceback) for output in outputs if output.output_type == "error"]


def _texts(cells: Any) -> str:
    outputs = [output for cell in cells.cells for output in cell.get("outputs", ())]
    return "\n".join(output.get("text", "") or str(output.get("data", "")) for output in outputs)


@pytest.mark.slow
@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_shows_the_latest_month_of_whatever_county(notebook, counties, monkeypatch):
    cells = nbformat.read(notebook, as_version=4)
    assert _run(cells, counties["other"], monkeypatch) == []
    assert "Traceback" not in _texts(cells) and "2013年5月" not in _texts(cells).replace("2013年5月底", "")


@pytest.mark.slow
@pytest.mark.parametrize("county", ["new", "begun"])
@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_county_without_returns_gets_one_clear_line(notebook, county, counties, monkeypatch):
    cells = nbformat.read(notebook, as_version=4)
    errors = _run(cells, counties[county], monkeypatch)
    assert "Traceback" not in _texts(cells)
    for error in errors:
        assert re.search("[\u4e00-\u9fff]", error) and len(error.splitlines()) == 1, error
    if county == "new" and notebook.stem == "month":  # it takes returns in, and lacks only whose they are
        assert "units.csv 里没有单位" in "".join(errors)
    elif county == "new" and notebook.stem != "audit":
        assert "里还没有报表，请先把报表放进" in "".join(errors) + _texts(cells)


@pytest.mark.slow
@pytest.mark.parametrize("view", ["conversion", "progress", "gap"])
@pytest.mark.parametrize("interactive", [True, False])
def test_a_view_that_fails_fails_its_cell_where_nobody_reads_it(view, interactive, counties, monkeypatch):
    broken = (
        "import sys\nfrom zzlib import explore\ndef view_of(*_): raise KeyError('planted')\n"
        f"sys.modules['zzlib.explore.{view}_view'].view_of = view_of"
    )
    source = [broken, f"explore.{view}('', {interactive})"]
    cells = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(text) for text in source])
    [error] = _run(cells, counties["other"], monkeypatch)
    assert "planted" in error


@pytest.mark.slow
def test_a_month_without_returns_fails_its_cell_in_one_line(counties, monkeypatch):
    source = "from zzlib import explore\nexplore.gap('2013-09')"
    cells = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source)])
    assert _run(cells, counties["other"], monkeypatch) == [
        "没有 2013-09 的报表；可以看的月份：2013-01、2013-02、2013-03"
    ]
