"""All figures of all counties and months at once: each county's tables as Parquet in the city's folder, added up where they lie."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

import duckdb
import pandas as pd

from zzlib.city.counties import MemberCounty
from zzlib.city.fanning import spread
from zzlib.city.gathering import county_workspace
from zzlib.files import new_file
from zzlib.indicators.at_scale import figures_by_county
from zzlib.indicators.county_tables import tables_in, write_county_tables
from zzlib.ledger.inputs import read_inputs
from zzlib.ledger.ledger import ledger_of_inputs
from zzlib.ledger.store import read_meta
from zzlib.periods import year_of
from zzlib.workspace import Workspace

TABLES = "data/ledger/tables"
"""Where in the city's folder the counties' tables lie; it may be deleted at any time."""


def city_tables(city: Workspace, period: str, counties: Sequence[MemberCounty], workers: int = 2) -> dict[str, str]:
    """Bring the counties' tables of the year up to a period up to date; give those that could not be read, and why.

    Only those are written whose inputs have changed; what lies there of one that can't be read stays.
    """
    found = spread(city.settings.engine, workers, partial(_bring_up, city, period), counties)
    return {county.name: str(one) for county, one in zip(counties, found, strict=True) if isinstance(one, Exception)}


def _bring_up(city: Workspace, period: str, county: MemberCounty) -> bool:
    folder = city.root / TABLES
    with county_workspace(city, county, period) as (workspace, _):
        inputs = read_inputs(workspace, period)
        meta = read_meta(folder / county.id / str(year_of(period)))
        if meta and (meta["period"], meta["facts"]) == (period, inputs.facts):
            return False
        write_county_tables(ledger_of_inputs(inputs), county.id, folder)
        return True


def city_figures(city: Workspace, folder: Path | None = None) -> pd.DataFrame:
    """Give every figure by county and month of the tables in a folder (`<county>/<year>/<table>.parquet`), the city's own unless said.

    Raises:
        ScaleError: the tables are not there.
    """
    return figures_by_county(tables_in(folder or city.root / TABLES), city.settings)


def write_figures(figures: pd.DataFrame, path: Path) -> None:
    """Write figures as Parquet, or as CSV where the file is called so, whole or not at all."""
    with new_file(path) as building, duckdb.connect() as connection:
        connection.register("figures", figures)
        kind = "(FORMAT csv, HEADER)" if path.suffix == ".csv" else "(FORMAT parquet)"
        connection.execute(f"COPY figures TO '{str(building).replace(chr(39), chr(39) * 2)}' {kind}")
