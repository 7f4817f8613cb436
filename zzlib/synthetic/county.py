"""Write a whole county: the workspace that a run reads, and the truth beside it."""

from collections.abc import Sequence
from pathlib import Path

from zzlib.synthetic.facts import FAULT_COLUMNS, month_faults
from zzlib.synthetic.faults import choose_faults, with_faults
from zzlib.synthetic.figures import FIGURE_COLUMNS
from zzlib.synthetic.files import write_month
from zzlib.synthetic.filings import Return, county_returns
from zzlib.synthetic.general import general_spec
from zzlib.synthetic.plan import Earlier, PlannedCounty, plan_county
from zzlib.synthetic.reference import write_reference
from zzlib.synthetic.shapes import Shape, shaped
from zzlib.synthetic.spec import Mess, Planted, Spec
from zzlib.synthetic.standing import standings
from zzlib.synthetic.stories import write_item_truth, write_stories
from zzlib.synthetic.tables import write_table
from zzlib.synthetic.truth import UNIT_COLUMNS, true_figures, true_units
from zzlib.synthetic.years import following_spec, plan_following

_YEAR = 12
_MOST_MONTHS = 24


class FolderNotEmptyError(ValueError):
    """The folder to write into holds something already; the message says so in Chinese."""


def make_county(
    directory: Path | str, units: int = 56, months: int = 5, seed: int = 1, mess: Mess = "ordinary",
    faults: bool = False, messes: Sequence[str] | None = None, shape: Shape | None = None,
) -> None:  # fmt: skip
    """Make up a county of 2013 as a workspace in `directory`, with `truth/<period>/{figures,units,faults}.csv`.

    More than twelve `months` go on into 2014: amounts begin anew, unfinished projects are carried over, targets come late.
    `mess` tells how untidy the forms are; `messes` puts those of the catalogue, and no others, into every return. `faults`
    plants some faults in every month; `shape` is how the county (of one year) differs from one that has all. Every value
    can be recovered, and the truth says what can't be.

    Raises:
        FolderNotEmptyError: the folder is not empty.
        ValueError: fewer than one unit, months outside 1 to 24, or an unknown mess or level.
    """
    root = Path(directory)
    if root.exists() and (not root.is_dir() or any(root.iterdir())):
        raise FolderNotEmptyError(f"{root} 不是空文件夹，没有写入任何东西；请换一个新的或空的文件夹")
    if not 1 <= months <= _MOST_MONTHS:
        raise ValueError(f"月数应在1到{_MOST_MONTHS}之间，现在是 {months}")
    if months > _YEAR and shape not in (None, Shape()):
        raise ValueError(f"只有样样齐全、按月报送的县能造到第二年，这样的县月数应在1到{_YEAR}之间，现在是 {months}")
    spec = general_spec(units, min(months, _YEAR), seed, mess, with_twins=faults, messes=messes)
    later = []
    if months > _YEAR:
        spec = spec.model_copy(update={"over_years": True})
        later.append(following_spec(spec, months - _YEAR))
    write_county(shaped(spec, shape) if shape else spec, root, root / "truth", plant_faults=faults, later=later)


def write_county(spec: Spec, root: Path, truth: Path, plant_faults: bool = False, later: Sequence[Spec] = ()) -> None:
    """Write a county's `data/` and `outputs/` under `root` and its truth into `truth`; `later` are its further years.

    The specs' own faults are planted, and others chosen by chance if `plant_faults`.
    """
    years = [_filed(plan_county(spec), plant_faults)]
    for following in later:
        before, returns, _ = years[-1]
        years.append(_filed(plan_following(following, Earlier(before, tuple(returns))), plant_faults))
    _write_years(years, root, truth)


def write_planned(county: PlannedCounty, root: Path, truth: Path) -> None:
    """Write a county of one year as it is planned, without faults."""
    _write_years([_filed(county, False)], root, truth)


def _write_years(years: "Sequence[_Year]", root: Path, truth: Path) -> None:
    (root / "outputs").mkdir(parents=True, exist_ok=True)
    write_reference(years[0][0], root / "data", [county for county, _, _ in years[1:]])
    write_stories(years[0][0].spec, root / "data")
    for county, returns, faults in years:
        for month in county.spec.collected:
            _write_month(county, returns, faults, month, root, truth)


_Year = tuple[PlannedCounty, list[Return], tuple[Planted, ...]]


def _filed(county: PlannedCounty, plant_faults: bool) -> _Year:
    """Give a year with its returns and the faults that are planted in them."""
    clean = county_returns(county)
    faults = county.spec.faults + (choose_faults(county, clean) if plant_faults else ())
    return county, with_faults(county, clean, faults), faults


def _write_month(
    county: PlannedCounty, returns: list[Return], faults: tuple[Planted, ...], month: int, root: Path, truth: Path
) -> None:
    period = county.period(month)
    written = write_month(county, [r for r in returns if r.month == month], root / "data" / "returns" / period)
    units = standings(county, returns, month)
    folder = truth / period
    folder.mkdir(parents=True, exist_ok=True)
    waiting = any(not item.known_unit and item.month <= month for item in returns)
    figures = true_figures(county, units, month, waiting=waiting)
    write_table(folder / "figures.csv", FIGURE_COLUMNS, figures)
    write_table(folder / "units.csv", UNIT_COLUMNS, true_units(units))
    write_item_truth(county.spec, month, folder)
    write_table(folder / "faults.csv", FAULT_COLUMNS, month_faults(county, written, units, faults, month))
