"""Write a whole county: the workspace that a run reads, and the truth beside it."""

from collections.abc import Sequence
from pathlib import Path

from zzlib.periods import period_of
from zzlib.synthetic.facts import FAULT_COLUMNS, month_faults
from zzlib.synthetic.faults import choose_faults, with_faults
from zzlib.synthetic.figures import FIGURE_COLUMNS
from zzlib.synthetic.files import write_month
from zzlib.synthetic.filings import county_returns
from zzlib.synthetic.general import general_spec
from zzlib.synthetic.plan import plan_county
from zzlib.synthetic.reference import write_reference
from zzlib.synthetic.shapes import Shape, shaped
from zzlib.synthetic.spec import Mess, Spec
from zzlib.synthetic.standing import standings
from zzlib.synthetic.tables import write_table
from zzlib.synthetic.truth import UNIT_COLUMNS, true_figures, true_units


class FolderNotEmptyError(ValueError):
    """The folder to write into holds something already; the message says so in Chinese."""


def make_county(
    directory: Path | str, units: int = 56, months: int = 5, seed: int = 1, mess: Mess = "ordinary",
    faults: bool = False, messes: Sequence[str] | None = None, shape: Shape | None = None,
) -> None:  # fmt: skip
    """Make up a county of 2013 as a workspace in `directory`, with `truth/<period>/{figures,units,faults}.csv`.

    `mess` tells how untidy the forms are; `messes` puts those of the catalogue, and no others, into every return. `faults`
    plants some faults in every month; `shape` is how the county differs from one that has all. Every value can be
    recovered, and the truth says what can't be.

    Raises:
        FolderNotEmptyError: the folder is not empty.
        ValueError: fewer than one unit, months outside 1 to 12, or an unknown mess or level.
    """
    root = Path(directory)
    if root.exists() and (not root.is_dir() or any(root.iterdir())):
        raise FolderNotEmptyError(f"{root} 不是空文件夹，没有写入任何东西；请换一个新的或空的文件夹")
    spec = general_spec(units, months, seed, mess, with_twins=faults, messes=messes)
    write_county(shaped(spec, shape) if shape else spec, root, root / "truth", plant_faults=faults)


def write_county(spec: Spec, root: Path, truth: Path, plant_faults: bool = False) -> None:
    """Write a county's `data/` and `outputs/` under `root` and its truth into `truth`.

    The spec's own faults are planted, and others chosen by chance if `plant_faults`.
    """
    county = plan_county(spec)
    clean = county_returns(county)
    faults = spec.faults + (choose_faults(county, clean) if plant_faults else ())
    returns = with_faults(county, clean, faults)
    (root / "outputs").mkdir(parents=True, exist_ok=True)
    write_reference(county, root / "data")
    for month in spec.collected:
        period = period_of(spec.year, month)
        written = write_month(county, [r for r in returns if r.month == month], root / "data" / "returns" / period)
        units = standings(county, returns, month)
        folder = truth / period
        folder.mkdir(parents=True, exist_ok=True)
        write_table(folder / "figures.csv", FIGURE_COLUMNS, true_figures(county, units, month))
        write_table(folder / "units.csv", UNIT_COLUMNS, true_units(units))
        write_table(folder / "faults.csv", FAULT_COLUMNS, month_faults(county, written, units, faults, month))
