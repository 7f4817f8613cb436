"""What the dispatch's papers take of the processor within a run of 60 units: items, list, meeting paper, letters, sheets.

The best of repeated writings after the circular is written, as in a run; in seconds, and as a ratio to measuring the month
(`zzlib.indicators.measure`) in the same process.
"""

import argparse
import gc
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from zzlib.dispatch import dispatch_of
from zzlib.indicators.measuring import measure
from zzlib.ledger import build_ledger
from zzlib.report.bulletin import write_bulletin
from zzlib.runs.dispatching import write_papers
from zzlib.synthetic import make_county
from zzlib.workspace import Workspace
from zzlib.writing import read_writing

UNITS, MONTHS = 60, 5


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--repeats", type=int, default=3, help="how often each is done")
    parser.add_argument("--county", type=Path, help="a county that is there, instead of a made-up one")
    parser.add_argument("--period", default=f"2013-{MONTHS:02d}")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        root = chosen.county or Path(folder) / "county"
        if not chosen.county:
            make_county(root, units=UNITS, months=MONTHS, seed=7, mess="ordinary")
        _bench(Workspace(root), chosen.period, Path(folder), chosen.repeats)


def _bench(workspace: Workspace, period: str, folder: Path, repeats: int) -> None:
    ledger = build_ledger(workspace, period)
    baseline = _seconds(lambda: measure(ledger))  # the first of this ledger: the second would find its sums made
    month = measure(ledger)
    writing = read_writing(workspace, period)
    write_bulletin(month, folder / "bulletin.docx", workspace.templates_dir, writing)
    places = iter(range(repeats))

    def pack() -> None:
        place = folder / str(next(places))
        place.mkdir()
        write_papers(dispatch_of(ledger, month), month, place, writing)

    taken = min(_seconds(pack) for _ in range(repeats))
    letters = len(list((folder / "0" / "dispatch").glob("督办函*")))
    said = f"{len(month.units)} units, {len(dispatch_of(ledger, month).items)} items, {letters} letters"
    print(f"dispatch pack ({said}): {taken:.2f} s, {taken / baseline:.2f} times measuring the month ({baseline:.2f} s)")


def _seconds(work: Callable[[], object]) -> float:
    gc.collect()
    start = time.process_time()
    work()
    return time.process_time() - start


if __name__ == "__main__":
    main()
