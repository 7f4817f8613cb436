"""Regenerate the demo county: `python -m zzlib.synthetic.demo ROOT` writes `ROOT/data` and the truth that tests go by."""

import csv
import sys
from pathlib import Path

from zzlib.periods import period_of
from zzlib.synthetic.county import write_county
from zzlib.synthetic.files import CLERK
from zzlib.synthetic.spec import Spec, read_spec


def demo_spec() -> Spec:
    """Give the spec of the demo county."""
    return read_spec(Path(__file__).with_name("demo.toml"))


def write_demo(root: Path) -> None:
    """Write the demo county anew under `root`: `data/` and `tests/synthetic/truth/`.

    Removes only what it wrote before: the workbooks that its `received.csv` lists as taken in by its clerk.
    """
    spec = demo_spec()
    for month in spec.collected:
        _remove_returns(root / "data" / "returns" / period_of(spec.year, month))
    write_county(spec, root, root / "tests" / "synthetic" / "truth")


def _remove_returns(folder: Path) -> None:
    register = folder / "received.csv"
    if register.exists():
        for line in csv.DictReader(register.read_text(encoding="utf-8-sig").splitlines()):
            if line.get("by") == CLERK:
                (folder / line["file"]).unlink(missing_ok=True)


if __name__ == "__main__":
    write_demo(Path(sys.argv[1] if len(sys.argv) > 1 else "."))
