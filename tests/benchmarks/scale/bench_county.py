"""What a county's month costs in processor time: read cold, read again with one return of it changed, opened unchanged; its tables.

`python -m tests.benchmarks.scale.bench_county` measures the demo county of this repository (56 units, five months, a
year before): a process of its own for each step, the time for starting and importing told apart.
"""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
PERIOD = "2013-05"
_STEP = """
import sys, time
from pathlib import Path
from zzlib.indicators import measured
from zzlib.indicators.county_tables import write_county_tables
from zzlib.ledger import open_ledger
from zzlib.ledger.collecting import rare_collections
from zzlib.ledger.inputs import read_inputs
from zzlib.ledger.year import read_claims
from zzlib.returns import reader  # loaded where the first file is read: told apart from reading
from zzlib.workspace import Workspace

workspace, period, lake = Workspace(Path(sys.argv[1])), sys.argv[2], Path(sys.argv[3])
started = time.process_time()
inputs = read_inputs(workspace, period)
looked = time.process_time()
with rare_collections():  # as where a ledger is built
    files = sum(map(len, read_claims(inputs.workspace, inputs.arrivals).values())) if "read" in sys.argv else 0
read = time.process_time()
ledger = open_ledger(workspace, period)
opened = time.process_time()
measured(ledger)
done = time.process_time()
if "tables" in sys.argv:
    write_county_tables(ledger, "c01", lake)
print(f"start {started:.2f}, files looked at {looked - started:.2f}, read {read - looked:.3f} ({files}), ledger {opened - read:.2f}, "
      f"month {done - opened:.2f}, tables {time.process_time() - done:.2f} s of processor time")
"""


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        county, lake = Path(folder) / "county", Path(folder) / "lake"
        shutil.copytree(ROOT / "data", county / "data", ignore=shutil.ignore_patterns("ledger"))
        _step("cold", county, lake, "read", "tables")
        _step("unchanged", county, lake)
        one = min((county / "data" / "returns" / PERIOD).glob("*.xlsx"))
        one.write_bytes(one.read_bytes() + b"\0")
        _step("one return changed", county, lake, "read")


def _step(name: str, *arguments: object) -> None:
    county, lake, *what = arguments
    command = [sys.executable, "-c", _STEP, str(county), PERIOD, str(lake), *map(str, what)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)
    print(f"{name}: {done.stdout.strip() or done.stderr}", flush=True)


if __name__ == "__main__":
    main()
