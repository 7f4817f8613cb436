"""Run a city's month: gather what is out of date, add it up, and publish all or nothing; one county's failure stops no other."""

import shutil
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from zzlib.city.circular import write_city_circular, write_city_page
from zzlib.city.counties import FILE, MemberCounty, read_counties
from zzlib.city.gathering import facts_of, gather
from zzlib.city.handing import hand_over
from zzlib.city.month import CITY, CityMonth, city_month
from zzlib.city.tables import places, write_city_tables
from zzlib.files import digest_of
from zzlib.indicators import HEAD_FIGURES
from zzlib.indicators.measuring import table_of_figures
from zzlib.indicators.stated import read_rows
from zzlib.issues import ISSUE_COLUMNS
from zzlib.money import yuan_text
from zzlib.program import code_digest
from zzlib.report.attachment import NO_DATA
from zzlib.runs.execution import Job, NotebookProcess
from zzlib.runs.faults import RunError
from zzlib.runs.freshness import unchanged
from zzlib.runs.imports import own_pictures
from zzlib.runs.manifest import Timings, read_manifest, write_manifest
from zzlib.runs.parameters import NOTEBOOKS_DIR, notebook_rooms
from zzlib.runs.progress import Progress
from zzlib.runs.publish import check_rights, edits_note, period_lock, publish, settle, staging
from zzlib.runs.run import copied_notebook, finish_notebook, kernel_environment, page_title
from zzlib.tabular import write_csv
from zzlib.vocabulary import Level
from zzlib.workspace import Workspace

NOTEBOOK = NOTEBOOKS_DIR / "city_analysis.ipynb"
"""The notebook of the city's month."""

COUNTY_COLUMNS = (
    "county_id", "county", "group", "state", "in", "incomplete", "band", "projects", "applied_yuan", "awarded_yuan", "received_yuan",
    "target_yuan", "completion", "rank", "errors", "warnings", "fingerprint",
)  # fmt: skip
"""Columns of counties.csv, all text; `fingerprint` is that of what the county's figures are made of."""


@dataclass(frozen=True)
class CityRun:
    """A published city month; `city` is `None` when nothing had changed."""

    period: str
    outputs: Path
    city: CityMonth | None

    def to_json(self) -> dict[str, Any]:
        """Give what `zz city run --json` prints, as it stands in the published files; `lacking` are the counties without a month."""
        values = {
            row["figure"]: row["value"] for row in read_rows(self.outputs / "figures.csv") if row["scope"] == CITY
        }
        counties = read_rows(self.outputs / "counties.csv")
        return {
            "status": "published",
            "period": self.period,
            "data_errors": read_manifest(self.outputs)["data_errors"],
            "lacking": [{"county": row["county_id"], "name": row["county"]} for row in counties if row["in"] == "no"],
            "figures": {figure: values[figure] for figure in HEAD_FIGURES},
            "outputs": self.outputs.as_posix(),
            **({"unchanged": True} if self.city is None else {}),
        }


def run_city(
    city: Workspace,
    period: str,
    *,
    progress: Progress,
    notebook: Path = NOTEBOOK,
    force: bool = False,
    workers: int = 2,
) -> CityRun:
    """Gather the counties' months and publish the city's in `outputs/<period>/`; counties are only read.

    Raises:
        CityError: the list of counties can't be used, or no county has the month.
        RunError: another run held the period too long, the city's own files changed meanwhile, or the notebook failed.
        OSError: the outputs can't be written.
    """
    outputs, counties = city.outputs_dir, read_counties(city, period)
    own_pictures(outputs)
    with period_lock(outputs, period, progress.note):
        for note in settle(outputs, period):
            progress.note(note)
        own = _own(city, notebook)
        if not force and (outputs / period).is_dir():
            facts = [facts_of(city, county, period) for county in counties]
            if unchanged(outputs / period, _fingerprint(own, facts)):
                return CityRun(period, outputs / period, None)
        check_rights(outputs, period)
        with staging(outputs, period) as folder:
            whole = _build(city, period, counties, folder, own, progress, notebook, workers)
            with progress.stage("发布"):
                edits = publish(folder / "outputs", outputs, period)
        shutil.rmtree(outputs / ".failed" / period, ignore_errors=True)
    if edits:
        progress.note(edits_note(edits))
    return CityRun(period, outputs / period, whole)


def _build(
    city: Workspace, period: str, counties: Sequence[MemberCounty], folder: Path, own: list[str], progress: Progress,
    notebook: Path, workers: int,
) -> CityMonth:  # fmt: skip
    """Make all artefacts and the manifest in a folder below `folder`."""
    timings, built = Timings(), folder / "outputs"
    built.mkdir()
    place, copy = notebook.parent, copied_notebook(notebook, folder / "notebook")
    with NotebookProcess(place, folder / "notebook.log", kernel_environment(city), notebook_rooms(copy)) as process:
        with timings.of("counties"), progress.stage("读取各县", "个县") as on_county:
            parts = gather(city, period, counties, on_county, workers)
        for part in parts:
            if part.month is None:
                progress.note(f"{part.county.name}不在全市的数里：{part.fault}")
        with timings.of("city"), progress.stage("汇总全市"):
            whole = city_month(city, period, parts)
        del parts  # with all that was added up
        process.submit(_job(whole, folder, copy, hand_over(whole, folder / "month")))
        with timings.of("documents"), progress.stage("写通报和表格"):
            write_outputs(whole, built)
        with timings.of("notebook"), progress.stage("运行分析笔记本"):
            finish_notebook(process, folder, city.outputs_dir / ".failed" / period)
    if _own(city, notebook) != own:
        raise RunError("运行期间有人改动了市里的参考文件或设置，请重新运行")
    fingerprint = _fingerprint(own, [part.facts or facts_of(city, part.county, period) for part in whole.parts])
    errors = int(whole.month.units["errors"].sum()) + sum(one.level is Level.ERROR for _, one in whole.issues)
    write_manifest(
        built, period=period, data_errors=errors, inputs=_inputs(city), fingerprint=fingerprint, timings=timings,
        notebook=copy, parameters={"period": period},
    )  # fmt: skip
    return whole


def _job(city: CityMonth, folder: Path, notebook: Path, environment: dict[str, str]) -> Job:
    month = city.month
    return Job(
        notebook=str(notebook),
        parameters={"period": month.period},
        environment=environment,
        raw=str(folder / "analysis.ipynb"),
        executed=str(folder / "outputs" / "analysis.ipynb"),
        hidden=[str(month.workspace.root), str(NOTEBOOK.parent.parent), sys.prefix, sys.base_prefix],
        every=month.settings.returns.every,
        page=str(folder / "outputs" / "analysis.html"),
        title=page_title(month),
    )


def _own(city: Workspace, notebook: Path) -> list[str]:
    """Give the digests of what the city's month is made of besides its counties: its own files, the program with its notebook."""
    return [*(digest for _, digest in _inputs(city)), code_digest(), digest_of(notebook.read_bytes())]


def _fingerprint(own: Sequence[str], facts: Sequence[str]) -> str:
    """Give the digest of all that the city's month is made of; `facts` are the counties' (`facts_of`)."""
    return digest_of("\n".join([*own, *facts]).encode())


def _inputs(city: Workspace) -> list[tuple[str, str]]:
    paths = [city.root / FILE, *city.reference_files()]
    return [(path.relative_to(city.root).as_posix(), digest_of(path.read_bytes())) for path in paths]


def write_outputs(city: CityMonth, folder: Path) -> None:
    """Write the city's files: figures, counties, what is done otherwise, issues, tables, circular, the page for a leader."""
    write_csv(table_of_figures(city.figures), folder / "figures.csv")
    write_csv(counties_csv(city), folder / "counties.csv")
    write_csv(city.differences, folder / "differences.csv")
    write_csv(issues_csv(city), folder / "issues.csv")
    write_city_tables(city, folder / "tables.xlsx")
    write_city_circular(city, folder / "bulletin.docx")
    write_city_page(city, folder / "一页通.docx", folder / "一页通.png")


def counties_csv(city: CityMonth) -> pd.DataFrame:
    """Give counties.csv: `COUNTY_COLUMNS`, a row a county in the order of the list; without a month the amounts are blank."""
    place_of = places(city)
    prints = {part.county.id: part.month.fingerprint if part.month else "" for part in city.parts}
    rows = []
    for row in city.month.units.to_dict("records"):
        completion = city.month.figures.get("funds_completion", f"unit:{row['unit_id']}")
        rows.append(
            (
                row["unit_id"], row["unit"], row["group"], row["state"], "yes" if row["is_in"] else "no", "yes" if row["incomplete"] else "no",
                row["band"] if row["is_in"] else "", "" if pd.isna(row["projects"]) else str(row["projects"]),
                *("" if pd.isna(fen := row[f"{name}_fen"]) else yuan_text(int(fen)) for name in ("applied", "awarded", "received", "target")),
                "" if completion is None or completion.value is None else f"{completion.value:f}", place_of[row["unit_id"]].strip(NO_DATA),
                str(row["errors"]), str(row["warnings"]), prints[row["unit_id"]],
            )
        )  # fmt: skip
    return pd.DataFrame(rows, columns=list(COUNTY_COLUMNS), dtype="str")


def issues_csv(city: CityMonth) -> pd.DataFrame:
    """Give the issues of the city and of every county, each with its county: `county` and the columns of a county's issues.csv."""
    own = [
        {"county": county, **{name: str(getattr(one, name)) for name in ISSUE_COLUMNS}} for county, one in city.issues
    ]
    frames = [pd.DataFrame(own, columns=["county", *ISSUE_COLUMNS], dtype="str")]
    frames += [
        part.month.issues[list(ISSUE_COLUMNS)].assign(county=part.county.id)
        for part in city.parts
        if part.month is not None
    ]
    return pd.concat(frames, ignore_index=True)[["county", *ISSUE_COLUMNS]]
