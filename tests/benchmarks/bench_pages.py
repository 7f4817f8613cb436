"""What an open notebook keeps in memory: `python -m tests.benchmarks.bench_pages [notebook …]`, on the demo county's last month.

Prints the resident memory (RSS) of each notebook's kernel once all its cells have run; the libraries' code, which the system
keeps once for all kernels, is counted in each.
"""

import os
import shutil
import sys
import tempfile
from pathlib import Path

import nbformat
import psutil
from nbclient import NotebookClient

from zzlib.serving import SERVED_PAGE

ROOT = Path(__file__).resolve().parents[2]
PAGES = (
    "index",
    "month",
    "explore_conversion",
    "explore_progress",
    "explore_gap",
    "data_quality",
    "draft_recommendations",
)


def resident(notebook: str) -> int:
    """Give the bytes that a notebook's kernel holds when its cells have run."""
    cells = nbformat.read(ROOT / "notebooks" / f"{notebook}.ipynb", as_version=4)
    client = NotebookClient(cells, timeout=600, resources={"metadata": {"path": str(ROOT / "notebooks")}})
    with client.setup_kernel():
        for number, cell in enumerate(cells.cells):
            client.execute_cell(cell, number)
        return int(psutil.Process(client.km.provisioner.pid).memory_info().rss)


def main(notebooks: tuple[str, ...]) -> None:
    """Print a line for each."""
    with tempfile.TemporaryDirectory() as folder:
        county = Path(folder) / "县"
        shutil.copytree(ROOT / "data", county / "data", ignore=shutil.ignore_patterns("ledger"))
        (county / "outputs").mkdir()
        os.environ |= {"ZZ_ROOT": str(county), SERVED_PAGE: "1", "PYTHONPATH": str(ROOT)}
        resident("index")  # reads the returns once: the others find the ledger as it is stored
        for notebook in notebooks:
            print(f"{notebook}: {resident(notebook) / 2**20:.0f} MB", flush=True)


if __name__ == "__main__":
    main(tuple(sys.argv[1:]) or PAGES)
