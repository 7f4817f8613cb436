"""Run a month with a notebook of one's own: `python quick_run.py WORKSPACE PERIOD NOTEBOOK`."""

import sys
from pathlib import Path

from zzlib.runs.faults import RunError
from zzlib.runs.progress import progress_for
from zzlib.runs.run import run_month
from zzlib.workspace import Workspace

if __name__ == "__main__":
    root, period, notebook = sys.argv[1:]
    try:
        run_month(Workspace(root), period, progress=progress_for(sys.stderr), notebook=Path(notebook))
    except RunError as error:
        sys.exit(str(error))
