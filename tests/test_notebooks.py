"""Every notebook in any county: other months, a year that has just begun, nothing at all. And what fails in one is seen."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
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


Run = Callable[[Any, Path], list[str]]


@contextmanager
def _one_kernel() -> Iterator[Run]:
    """Start a kernel that executes notebooks one after the other, nothing of one left for the next.

    In a kernel of its own each of them runs for the demo county, by `make test-all`; to start one takes longer than most notebooks.
    """
    client = NotebookClient(
        nbformat.v4.new_notebook(), timeout=600, resources={"metadata": {"path": str(REPOSITORY / "notebooks")}}
    )

    def run(cells: Any, root: Path) -> list[str]:
        """Execute a notebook for a county, as papermill does, up to the first cell that fails; give what it shows of errors."""
        begun = f"%reset -sf\nimport os\nos.environ['ZZ_ROOT'] = {str(root)!r}\ndel os"
        for client.nb in (nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(begun)]), cells):
            with suppress(CellExecutionError):
                client.execute(cleanup_kc=False)
        return ["\n".join(output.traceback) for output in _outputs(cells) if output.output_type == "error"]

    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("PYTHONPATH", str(REPOSITORY))
        try:
            yield run
        finally:
            client._cleanup_kernel()


@pytest.fixture(scope="module")
def run() -> Iterator[Run]:
    with _one_kernel() as run:
        yield run


@pytest.fixture(scope="module")
def run_broken() -> Iterator[Run]:
    """A kernel in which views are spoilt."""
    with _one_kernel() as run:
        yield run


def _outputs(cells: Any) -> list[Any]:
    return [output for cell in cells.cells for output in cell.get("outputs", ())]


def _texts(cells: Any) -> str:
    return "\n".join(output.get("text", "") or str(output.get("data", "")) for output in _outputs(cells))


@pytest.mark.slow
@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_shows_the_latest_month_of_whatever_county(notebook, counties, run):
    cells = nbformat.read(notebook, as_version=4)
    assert run(cells, counties["other"]) == []
    assert "Traceback" not in _texts(cells) and "2013年5月" not in _texts(cells).replace("2013年5月底", "")


@pytest.mark.slow
@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_shows_the_workspace_that_its_parameter_names(notebook, counties, run):
    cells = nbformat.read(notebook, as_version=4)
    given = next(n for n, cell in enumerate(cells.cells) if "parameters" in cell.metadata.get("tags", ()))
    cells.cells.insert(given + 1, nbformat.v4.new_code_cell(f"root = {str(counties['other'])!r}"))
    assert run(cells, counties["new"].parent / "没有的县") == []  # ZZ_ROOT names nothing
    assert "不是工作区" not in _texts(cells)


@pytest.mark.slow
@pytest.mark.parametrize("county", ["new", "begun"])
@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_county_without_returns_gets_one_clear_line(notebook, county, counties, run):
    cells = nbformat.read(notebook, as_version=4)
    errors = run(cells, counties[county])
    assert "Traceback" not in _texts(cells)
    for error in errors:
        assert re.search("[\u4e00-\u9fff]", error) and len(error.splitlines()) == 1, error
    assert "image/png" not in _texts(cells)
    if notebook.stem == "month" or (notebook.stem, county) == (
        "index",
        "begun",
    ):  # they lack first whose returns they are
        assert "units.csv 里没有单位" in "".join(errors)
    elif notebook.stem != "audit":
        assert "里还没有报表，请先把报表放进" in "".join(errors) + _texts(cells)


@pytest.mark.slow
@pytest.mark.parametrize("view", ["conversion", "progress", "gap"])
@pytest.mark.parametrize("interactive", [True, False])
def test_a_view_that_fails_fails_its_cell_where_nobody_reads_it(view, interactive, counties, run_broken):
    broken = (
        "import sys\nfrom zzlib import explore\ndef view_of(*_): raise KeyError('planted')\n"
        f"sys.modules['zzlib.explore.{view}_view'].view_of = view_of"
    )
    source = [broken, f"explore.{view}('', {interactive})"]
    cells = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(text) for text in source])
    [error] = run_broken(cells, counties["other"])
    assert "planted" in error


@pytest.mark.slow
def test_a_month_without_returns_fails_its_cell_in_one_line(counties, run):
    source = "from zzlib import explore\nexplore.gap('2013-09')"
    cells = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source)])
    assert run(cells, counties["other"]) == [
        "没有 2013-09 的报表文件夹 data/returns/2013-09；现有：2013-01、2013-02、2013-03"
    ]
