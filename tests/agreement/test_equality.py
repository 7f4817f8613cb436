"""One thing, one number: what every room says of a figure is the catalogue's value, in the demo county and others."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tests.agreement.moved import repeated, same
from tests.agreement.printed import numbers, read
from tests.agreement.views import results
from tests.ready import ReadyCounties
from tests.sampling import EVERY
from zzlib.explore.result import ViewResult
from zzlib.findings import found, judge
from zzlib.indicators import Month, measure
from zzlib.indicators.month import Figure
from zzlib.ledger import Ledger, load_funding, load_projects, open_ledger
from zzlib.phrasing.lists import LIST_FIGURES, unit_lists
from zzlib.report import write_tables
from zzlib.workspace import Workspace

DEMO = tuple(f"2013-{month:02d}" for month in (range(1, 6) if EVERY else (1, 5)))
SEEDS = range(40, 50) if EVERY else (40, 41, 42, 45)
"""Counties with returns of each mess, with faults and without, and one that leaves out what is missing."""
EVERYDAY = ("2013-05", 41)
"""The months of which also the everyday tests ask: the demo county's last, and a made-up county with every kind of fault."""
MONEY = {
    "applied": "funds_applied",
    "awarded": "funds_awarded",
    "allotted": "funds_allotted",
    "received": "funds_received",
    "paid": "funds_paid",
}
COLUMNS = {
    "项目": "projects_total", "申报资金": "funds_applied", "争取资金": "funds_awarded", "下达资金": "funds_allotted",
    "到位资金": "funds_received", "支付资金": "funds_paid", "年度目标": "funds_target", "完成率": "funds_completion",
    "自身缺口": "funds_gap", "缺口": "funds_gap", "每月需": "funds_needed_monthly",
}  # fmt: skip
"""Headings of views whose rows are units or policy fields, and the figures that they name."""
SUMS = {
    "项目数": "projects_total", "申报资金": "funds_applied", "争取资金": "funds_awarded", "到位资金": "funds_received",
    "年度目标": "funds_target", "用地指标（亩）": "land_granted", "下达资金": "funds_allotted", "支付资金": "funds_paid",
}  # fmt: skip
"""Headings of the workbook with a sum under them."""
COUNTED = {"stuck": "projects_stuck", "share": "projects_stuck_share"}
"""What a view's sentence counts in the words of a figure, without naming it."""


def made(ready_county: ReadyCounties, folder: Path, seed: int) -> Path:
    mess = ("none", "ordinary", "hard")[seed % 3]
    ready_county(folder, units=4 + seed % 4, months=1 + seed % 3, seed=seed, mess=mess, faults=seed % 2 == 1)
    if seed % 4 == 0:
        (folder / "data" / "settings.toml").open("a", encoding="utf-8").write('\n[returns]\nmissing = "exclude"\n')
    return folder


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory, ready_county: ReadyCounties) -> Path:
    return ready_county.demo(tmp_path_factory.mktemp("demo") / "县")


def months() -> list[Any]:
    """Give all months; the others are asked with everything."""
    marks = {True: (), False: pytest.mark.slow}
    return [pytest.param(month, marks=marks[month in EVERYDAY]) for month in (*DEMO, *SEEDS)]


@pytest.fixture(scope="module", params=months(), ids=str)
def ledger(
    request: pytest.FixtureRequest,
    demo: Path,
    ready_county: ReadyCounties,
    tmp_path_factory: pytest.TempPathFactory,
) -> Ledger:
    if request.param in DEMO:
        return open_ledger(Workspace(demo), request.param)
    folder = made(ready_county, tmp_path_factory.mktemp("county") / "县", request.param)
    return open_ledger(Workspace(folder), f"2013-{1 + request.param % 3:02d}")


@pytest.fixture(scope="module")
def month(ledger: Ledger) -> Month:
    return measure(ledger)


@pytest.fixture(scope="module")
def shown(ledger: Ledger) -> list[ViewResult]:
    return list(results(ledger))


@pytest.mark.slow
def test_what_an_analyst_adds_up_is_the_figure(ledger: Ledger, month: Month) -> None:
    for frame in (load_projects(ledger.period, ledger.workspace), load_funding(ledger.period, ledger.workspace)):
        sums = {figure: frame[f"{name}_fen"].sum() for name, figure in MONEY.items() if f"{name}_fen" in frame}
        assert {figure: Decimal(int(fen)) / 100 for figure, fen in sums.items()} == {
            f: month.figures[f].value for f in sums
        }
        by_unit = frame.groupby("unit_id")["received_fen"].sum()
        assert {unit: Decimal(int(fen)) / 100 for unit, fen in by_unit.items()} == {
            unit: month.figures["funds_received", f"unit:{unit}"].value for unit in by_unit.index
        }
    assert (
        frame["received_uncounted_fen"].notna().sum()
        == (~frame["counts"] & ledger.month("funding")["received_fen"].notna()).sum()
    )


@pytest.mark.slow
def test_the_frames_of_a_month_repeat_its_figures(month: Month) -> None:
    assert [entry for entry in repeated(month) if not same(*entry[2:])] == []


def test_every_list_has_as_many_names_as_its_figure_counts(month: Month) -> None:
    counted = {
        name: len(units) for name, units in unit_lists(month).items() if LIST_FIGURES.get(name, "").startswith("units_")
    }
    flags = ("stuck", "unarrived", "unstarted", "overpaid", "without_leader", "lacking_land")
    counted |= {flag: int(month.projects[flag].sum()) for flag in flags}
    assert counted == {name: month.figures[LIST_FIGURES[name]].value for name in counted}


def test_the_sums_of_the_workbook_are_the_figures(month: Month, tmp_path: Path) -> None:
    write_tables(month, tmp_path / "tables.xlsx")
    for line in read(tmp_path / "tables.xlsx", "tables.xlsx"):
        sheet, _, heading = line.place.partition("›")
        if line.row[:1] == ("合计",) and sheet in ("分单位", "分类别", "项目清单") and heading in SUMS:
            assert is_figure(line.text, month.figures[SUMS[heading]]), line


def test_a_finding_rests_on_the_catalogue(month: Month) -> None:
    for finding in found(judge(month)):
        for given in finding.evidence:
            assert given.figure == month.figures[given.figure.figure, given.figure.scope]


@pytest.mark.slow
def test_what_a_view_says_under_the_name_of_a_figure_is_the_figure(shown: list[ViewResult], month: Month) -> None:
    for result in shown:
        for stated in result.figures:
            name = stated.figure or (COUNTED.get(stated.name, "") if result.view == "conversion" else "")
            if name and stated.value:
                figure = month.figures[name, stated.scope]
                assert same(Decimal(stated.value) * (100 if figure.unit == "yuan" else 1), figure), (
                    result.title,
                    stated,
                )
        assert list(wrong_cells(result, month)) == []


@pytest.mark.slow
def test_a_view_that_adds_up_otherwise_is_found(shown: list[ViewResult], month: Month) -> None:
    result = next(r for r in shown if r.view == "progress")
    place = [column.heading for column in result.table.columns].index("年度目标（万元）")
    rows = [
        [cell if n != place or cell is None else cell + 10**8 for n, cell in enumerate(row)]
        for row in result.table.rows
    ]
    other = replace(result, table=replace(result.table, rows=rows))
    assert len(list(wrong_cells(other, month))) == sum(row[place] is not None for row in rows) > 0


def wrong_cells(result: ViewResult, month: Month) -> Iterator[tuple[str, ...]]:
    """Give the cells of a view's table that stand under the name of a figure, in the row of a scope, and are not it.

    What a view leaves out (—) because it can't be sure is no other number.
    """
    scopes = {unit: f"unit:{i}" for unit, i in zip(month.units["unit"], month.units["unit_id"], strict=True)}
    scopes |= {scope.partition(":")[2]: scope for scope in month.figures.scopes("field")}
    frame = result.table.shown(10_000).frame
    for row in frame.itertuples(index=False):
        scope = scopes.get(row[0].rstrip("※＊"))
        for heading, text in zip(frame.columns, row, strict=True):
            figure = month.figures.get(COLUMNS.get(heading, ""), scope or "")
            if figure and not (is_figure(text, figure) or (text == "—" and figure.incomplete)):
                yield result.title, row[0], heading, text, figure.text


def is_figure(text: str, figure: Figure) -> bool:
    """Tell whether a cell says a figure: — or nothing where it is undefined."""
    if figure.value is None or not numbers(text):
        return figure.value is None and text in ("", "—")
    value = abs(float(figure.value))
    return any(unit == figure.unit and least <= value <= most for unit, least, most in numbers(text)[0].may_be())
