"""The catalogue's figures of any number of counties and months, from tables that lie as Parquet: a province's years, a country's.

What a county's month holds in frames is summed here where it lies, by the same expressions, and only sums come out. The
tables are those of flagged projects and fund lines (`zzlib.indicators.flags`), of units, of targets, and of what stands
beside them, with `county` and `period` as keys; an office partitions them by these, and a county's partition is replaced whole.
"""

from collections.abc import Iterator, Mapping, Sequence

import narwhals.stable.v2 as nw
import pandas as pd

from zzlib.indicators.catalogue import Catalogue, package_catalogue
from zzlib.indicators.county_figures import CountySums, county_figures
from zzlib.indicators.engines import Calculator, ScaleError, duck_calculator
from zzlib.indicators.row_periods import a_year_later
from zzlib.indicators.spark import spark_calculator
from zzlib.indicators.sums import summed
from zzlib.indicators.unit_grain import (
    CARRIED,
    DOUBT,
    MONTH,
    UNIT,
    Frame,
    as_base,
    by_county,
    category_money,
    concentration,
    increments,
    leaps,
    progress,
    progress_by_county,
    sums_of_base,
    told_units,
    unit_sums,
)
from zzlib.settings import Settings

NEEDED = ("projects", "funding", "units", "targets")
BESIDE = ("base_funds", "base_projects", "fields", "programmes", "inspections", "waiting")
"""Tables that may be absent: without last year's own the rows of the year before are its base; the others' figures are blank."""


def figures_by_county(tables: Mapping[str, str | Sequence[str]], settings: Settings | None = None) -> pd.DataFrame:
    """Give every figure of the catalogue by county and month (`zzlib.indicators.county_figures.county_figures`).

    `tables` gives the Parquet files of each of `NEEDED` and `BESIDE`, as a path, a pattern or a list of them; the engine, its
    memory and its temporary folder are those of `settings.engine`.

    Raises:
        ScaleError: a needed table is missing or can't be read; Spark is asked for and not installed, or does not start.
    """
    settings = settings or Settings()
    if missing := [name for name in NEEDED if name not in tables]:
        raise ScaleError(f"没有这些表：{'、'.join(missing)}")
    start = spark_calculator if settings.engine.kind == "spark" else duck_calculator
    with start(settings.engine) as calculator:
        opened = {name: calculator.open(paths) for name, paths in tables.items()}
        return figures_of(calculator, opened, settings)


def figures_of(calculator: Calculator, tables: Mapping[str, Frame], settings: Settings) -> pd.DataFrame:
    """Give the figures of tables that an engine holds."""
    catalogue = package_catalogue(settings.kinds)
    sums = calculator.keep("zz_sums", unit_sums(tables["projects"], tables["funding"], catalogue.measures))
    own_base = "base_funds" in tables and "base_projects" in tables
    last_year = sums_of_base(tables["base_projects"], tables["base_funds"], catalogue.measures) if own_base else sums
    base = as_base(calculator.keep("zz_last_year", last_year) if own_base else sums)
    units = told_units(tables["units"], sums, base, tables["targets"], settings)
    units = calculator.keep("zz_units", units)
    told = calculator.keep("zz_progress", progress(units, settings))
    rows = calculator.frame(by_county(units))
    for part in (progress_by_county(told), concentration(units), *_parts(calculator, tables, units, base, catalogue)):
        rows = rows.merge(calculator.frame(part), on=MONTH, how="left")
    rows = rows.sort_values(MONTH, ignore_index=True)
    added = [str(name) for name in rows if name not in MONTH]
    rows[added] = rows[added].fillna(0)
    return county_figures(CountySums(rows, calculator.frame(leaps(told)), settings, catalogue))


def _parts(
    calculator: Calculator, tables: Mapping[str, Frame], units: Frame, base: Frame, catalogue: Catalogue
) -> Iterator[Frame]:
    """Give the sums by county and month, one scan a table."""
    own = {
        table: {name: measure for name, measure in catalogue.measures.items() if measure.table == table}
        for table in {measure.table for measure in catalogue.measures.values()}
    }
    yield summed(tables["projects"], own["projects"], MONTH, ("", DOUBT))
    yield summed(tables["funding"], own["funding"], MONTH, ("", CARRIED, DOUBT))
    # what is aimed at stands beside each unit, with its band: one scan for both
    aimed = units.with_columns(funds_fen=nw.col("target_fen"), projects=nw.col("target_projects"))
    yield summed(aimed, own["units"] | own["targets"], MONTH)
    yield _counted(tables["targets"].filter(nw.col("unreadable") != ""), "targets_unreadable")
    yield base.group_by(*MONTH).agg(nw.col(*(n for n in base.collect_schema().names() if n not in UNIT)).sum())
    now = calculator.keep("zz_categories", category_money(tables["funding"]))
    then = category_money(tables["base_funds"]) if "base_funds" in tables else now
    gained = increments(now, then.with_columns(period=a_year_later()), units)
    yield summed(gained, own["increments"], MONTH, ("", DOUBT))
    for table in ("fields", "programmes", "inspections"):
        if table in tables:
            yield summed(tables[table], own[table], MONTH, ("", DOUBT))
    if "waiting" in tables:
        yield _counted(tables["waiting"], "waiting")


def _counted(rows: Frame, name: str) -> Frame:
    return rows.select(*MONTH, nw.lit(1).alias(name)).group_by(*MONTH).agg(nw.col(name).sum())
