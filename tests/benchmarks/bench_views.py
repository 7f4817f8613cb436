"""What a change of a control takes of the processor in the views: to the new table, to the new picture, to its projects.

Medians of repeated changes, each to a state that nobody has looked at yet, on a county of 80 units and 12 months of 5,000 projects, and (unless `--small`) with 1,000,000
project-months in the ledger (each picture once), with what the process holds in memory, loaded and at the end. Each is given as a ratio to a named baseline of the same run - pandas adding up the
same month's rows by unit for the tables, matplotlib drawing a plain bar chart of 80 bars for the picture - and in ms.
"""

import argparse
import gc
import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pandas as pd
import psutil

from zzlib.charts.theme import Chart
from zzlib.explore.conversion import view_of as conversion_of
from zzlib.explore.data import ViewData
from zzlib.explore.dimensions import Filters
from zzlib.explore.gap import view_of as gap_of
from zzlib.explore.gap_state import GapParameters
from zzlib.explore.parts import ConversionParameters
from zzlib.explore.progress import view_of as progress_of
from zzlib.explore.result import ViewResult
from zzlib.explore.rules import ProgressParameters
from zzlib.explore.widgets import in_page
from zzlib.ledger import Ledger, build_ledger
from zzlib.synthetic import make_county
from zzlib.workspace import Workspace

UNITS, MONTHS, PROJECTS = 80, 12, 5_000
LARGE = 1_000_000


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--repeats", type=int, default=3, help="how often each change is made")
    parser.add_argument("--small", action="store_true", help="leave the large ledger out")
    parser.add_argument("--large", action="store_true", help="leave the other one out")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "county"
        make_county(root, units=UNITS, months=MONTHS, seed=7, mess="none")
        ledger = build_ledger(Workspace(root), f"2013-{MONTHS:02d}")
        if not chosen.large:
            _bench(
                "80 units, 12 months of 5,000 projects", _grown(ledger, PROJECTS * MONTHS), _changes(), chosen.repeats
            )
        if not chosen.small:
            _bench("1,000,000 project-months", _grown(ledger, LARGE), _changes()[::3], chosen.repeats)


def _grown(ledger: Ledger, project_months: int) -> Ledger:
    """Repeat the ledger's rows under other project ids until there are as many project-months."""
    times = -(-project_months // len(ledger.projects))
    return replace(ledger, projects=_repeated(ledger.projects, times), funding=_repeated(ledger.funding, times))


def _repeated(rows: pd.DataFrame, times: int) -> pd.DataFrame:
    copies = [rows.assign(project_id=rows["project_id"] + f"~{number}") for number in range(times)]
    return pd.concat(copies, ignore_index=True)


Change = Callable[[ViewData], ViewResult]


def _changes() -> list[tuple[str, str, Change]]:
    """Give the changes by view and picture, each to another state than the one before."""
    filters = [Filters(kind="formula"), Filters(), Filters(group="县直"), Filters(source_level="central")]
    made: list[tuple[str, str, Change]] = []
    for number, picture in enumerate(("rates", "funnel", "control", "stuck", "why", "causes")):
        for by in ("unit_id", "policy_field", "fund_category"):
            state = ConversionParameters(picture=picture, by=by, filters=filters[number % len(filters)])
            made.append(("conversion", picture, lambda data, state=state: conversion_of(data, state)))
    for number, picture in enumerate(("schedule", "bands", "heat", "lorenz", "path", "causes")):
        for high in (0.6, 0.7, 0.8):
            tried = ProgressParameters(picture=picture, high=high + number / 100)
            made.append(("progress", picture, lambda data, tried=tried: progress_of(data, tried)))
    for picture in ("year", "units", "pipeline", "what_if", "split"):
        for group in ("", "县直", "乡镇"):
            sought = GapParameters(picture=picture, group=group, won_percent=20)
            made.append(("gap", picture, lambda data, sought=sought: gap_of(data, sought)))
    return made


def _bench(title: str, ledger: Ledger, changes: list[tuple[str, str, Change]], repeats: int) -> None:
    loading = _now()
    data = ViewData(ledger)
    print(f"{title}: {len(ledger.projects):,} project-months, loaded in {_since(loading)}", flush=True)
    month = ledger.month("projects")
    print(f"  {psutil.Process().memory_info().rss / 2**20:,.0f} MB", flush=True)
    taken: dict[str, dict[str, list[Taken]]] = {
        part: {} for part in ("table", "picture", "projects, too", "PNG instead")
    }
    sizes: dict[str, list[tuple[int, int]]] = {}
    base_tables, base_pictures = [], []
    for _view, _picture, change in changes:
        change(data)  # what is loaded once is not part of a change
    for _ in range(repeats):
        for view, picture, change in changes:
            _forget(data)
            gc.collect()
            base_tables.append(_ms(lambda: month.groupby("unit_id")[["awarded_fen", "received_fen"]].sum()))
            base_pictures.append(_ms(_plain_bars))
            started = _now()
            result = change(data)
            in_page(result.table)
            taken["table"].setdefault(view, []).append((_since(started), picture))
            svg = _svg(result)
            taken["picture"].setdefault(view, []).append((_since(started), picture))
            in_page(result.behind)
            taken["projects, too"].setdefault(view, []).append((_since(started), picture))
            started = _now()
            png = result.draw().png(100)
            taken["PNG instead"].setdefault(view, []).append((_since(started), picture))
            sizes.setdefault(view, []).append((len(svg), len(png)))
    for what, measured in taken.items():
        base, name = (base_tables, "pandas groupby") if what == "table" else (base_pictures, "plain bar chart")
        _report(what, measured, base, name)
    for view, pairs in sizes.items():
        svgs, images = (sorted(pair[n] // 1024 for pair in pairs) for n in (0, 1))
        print(f"  {view}: SVG {svgs[0]} to {svgs[-1]} KB, PNG {images[0]} to {images[-1]} KB", flush=True)
    print(f"  {psutil.Process().memory_info().rss / 2**20:,.0f} MB at the end", flush=True)


@dataclass(frozen=True, order=True)
class Taken:
    """What something took, in ms: of the processor, and by the clock on the wall."""

    processor: float
    wall: float

    def __str__(self) -> str:
        return f"{self.processor:.0f} ms (wall {self.wall:.0f})"


def _now() -> Taken:
    return Taken(time.process_time() * 1000, time.perf_counter() * 1000)


def _since(started: Taken) -> Taken:
    now = _now()
    return Taken(now.processor - started.processor, now.wall - started.wall)


def _forget(data: ViewData) -> None:
    """Leave what a period needs whatever one looks at: its rows, its units, and its projects counted by all columns."""
    for key in [key for key in data._kept if key[0] not in ("projects", "lines", "units of", "counted", "best month")]:
        del data._kept[key]


def _svg(result: ViewResult) -> str:
    """Draw the picture as the page takes it, with the places of its marks."""
    chart = result.draw()
    svg = chart.page_svg()
    for spot in chart.spots:
        spot.box()
    return svg


def _report(what: str, measured: dict[str, list[tuple[Taken, str]]], baseline: Sequence[float], name: str) -> None:
    base = statistics.median(baseline)
    for view, times in measured.items():
        middle, (slowest, picture) = statistics.median_low(times)[0], max(times)
        ratio = f"{middle.processor / base:.1f} x {name} ({base:.0f} ms)"
        print(f"  {view}: to the {what} {middle}, slowest {slowest} ({picture}), {ratio}", flush=True)


def _plain_bars() -> None:
    chart = Chart(4.3)
    chart.subplots().bar(range(UNITS), range(UNITS))
    chart.png(100)


def _ms(action: Callable[[], object]) -> float:
    started = time.process_time()
    action()
    return (time.process_time() - started) * 1000


if __name__ == "__main__":
    main()
