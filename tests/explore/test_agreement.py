"""What a view says of the county, a unit, a group, a kind, a field or a category is what the catalogue says there."""

from dataclasses import replace
from decimal import Decimal

import pytest

from tests.explore.counties import with_projects
from tests.explore.rows import fen, rows_of
from zzlib.explore.conversion import view_of
from zzlib.explore.data import ViewData
from zzlib.explore.dimensions import SCOPES, Filters
from zzlib.explore.funnel import CONVERSION, MONEY, STEPS
from zzlib.explore.gap_state import UNDER_WAY
from zzlib.explore.parts import ConversionParameters
from zzlib.explore.progress import view_of as progress_of
from zzlib.explore.rules import ProgressParameters
from zzlib.explore.stages import stage_times
from zzlib.indicators import Figure
from zzlib.indicators.catalogue import definition
from zzlib.vocabulary import Band, Kind

ASKED = (
    *CONVERSION, *STEPS[1:], *MONEY, *UNDER_WAY, "projects_new", "projects_lacking_land", "projects_unconverted_lacking_land", "land_lacking", "land_granted", "large_projects",
    "projects_unarrived", "projects_unstarted", "projects_without_leader", "funds_idle", "projects_stuck_share",
)  # fmt: skip
"""Figures that are asked over parts of the county; the views print the first of them."""
FILTERED_BY = {"unit_id": "unit", "group": "group", "policy_field": "field", "kind": "kind"}


def _same(asked: Figure, known: Figure) -> bool:
    """Tell whether two figures say the same; nothing at all of a unit that has no return is not zero."""
    if known.value is None and known.scope.startswith("unit:"):
        return not asked.value
    return (asked.value, asked.incomplete, asked.text) == (known.value, known.incomplete, known.text)


def _scopes(data: ViewData, dimension: str, kind: str) -> list[tuple[str, str]]:
    return [(value, f"{kind}:{value}") for value in data.values(dimension) if f"{kind}:{value}" in _known(data, kind)]


def _known(data: ViewData, kind: str) -> set[str]:
    return {figure.scope for figure in data.month.figures if figure.scope.startswith(f"{kind}:")}


@pytest.mark.slow
def test_without_filters_every_figure_is_the_countys(counties):
    for data in counties:
        asked = data.ask(ASKED, Filters())[""]
        assert not [name for name in ASKED if not _same(asked[name], data.month.figures[name])]


@pytest.mark.slow
@pytest.mark.parametrize(("dimension", "kind"), list(FILTERED_BY.items()))
def test_filtered_to_one_value_every_figure_is_that_scopes(counties, dimension, kind):
    names = [name for name in ASKED if kind in definition(name).scopes]
    for data in counties:
        some = _scopes(data, dimension, kind)
        for value, scope in some[:: 1 + len(some) // 4]:
            asked = data.ask(names, Filters(**{dimension: value}))[""]
            assert not [(scope, n, asked[n].text) for n in names if not _same(asked[n], data.month.figures[n, scope])]


@pytest.mark.slow
@pytest.mark.parametrize(("dimension", "kind"), [pair for pair in SCOPES.items() if pair[0] != "county"])  # of a city
def test_by_a_dimension_every_value_has_that_scopes_figures(counties, dimension, kind):
    names = [name for name in ASKED if kind in definition(name).scopes]
    for data in counties:
        asked = data.ask(names, Filters(), dimension)
        for value, scope in _scopes(data, dimension, kind):
            figures = [(name, data.month.figures[name, scope]) for name in names]
            if value not in asked:
                assert not [figure for _, figure in figures if figure.value]
            else:
                assert not [(scope, name) for name, figure in figures if not _same(asked[value][name], figure)]


@pytest.mark.slow
def test_a_kind_narrows_every_figure_to_what_the_catalogue_has_for_that_kind(counties):
    own = {"projects_total": "projects_{}", "projects_converted": "converted_{}", "conversion": "conversion_{}"}
    for data in counties:
        for kind in (Kind.FORMULA, Kind.COMPETITIVE):
            by_unit = data.ask(list(own), Filters(kind=kind), "unit_id")
            parts = {"county": data.ask(list(own), Filters(kind=kind))[""]}
            for scope, asked in (parts | {f"unit:{unit}": asked for unit, asked in by_unit.items()}).items():
                for name, pattern in own.items():
                    assert _same(asked[name], data.month.figures[pattern.format(kind), scope]), (scope, name, kind)


def test_last_years_conversion_is_the_catalogues(counties):
    for data in counties:
        for filters, scope in ((Filters(), "county"), (Filters(group="县直"), "group:县直")):
            asked = data.ask_last_year(filters)[""]["conversion_last_year"]
            assert (asked.value, asked.text) == (
                data.month.figures["conversion_last_year", scope].value, data.month.figures["conversion_last_year", scope].text,
            )  # fmt: skip


def test_the_funnel_applies_by_stage_or_amount_and_is_the_catalogues(counties):
    for data in counties:
        for group, scope in (("", "county"), ("县直", "group:县直")):
            rows = rows_of(view_of(data, ConversionParameters(picture="funnel", filters=Filters(group=group))))
            for row, step, money in zip(rows, STEPS, MONEY, strict=True):
                assert row["项目"] == data.month.figures[step, scope].value
                assert row["金额（万元）"] == fen(data.month.figures[money, scope])
            applied = data.month.projects.query("applied" if not group else "applied and group == @group")
            assert rows[1]["项目"] >= len(applied)


def test_without_a_stage_column_the_funnel_goes_by_amounts(demo):
    data = with_projects(demo, demo.projects.assign(stage=""))
    [_, applied, *_] = rows_of(view_of(data, ConversionParameters(picture="funnel")))
    projects = data.month.projects
    assert applied["项目"] == int((projects["applied"] | projects["converted"]).sum()) > 0


@pytest.mark.slow
def test_a_field_that_a_return_leaves_blank_is_the_resolved_one_in_the_views_too(demo):
    blank = (demo.projects["period"] == demo.period) & (demo.projects["policy_field"] == "农田水利")
    funding = demo.funding.assign(policy_field="未注明")
    ledger = replace(
        demo,
        projects=demo.projects.assign(policy_field=demo.projects["policy_field"].mask(blank, "未注明")),
        funding=funding,
    )
    data, before = ViewData(ledger), ViewData(demo)
    filters = Filters(policy_field="农田水利")
    now, then = (d.ask(("projects_total", "funds_applied"), filters)[""] for d in (data, before))
    assert blank.sum() > 0
    assert now["projects_total"].value == data.month.figures["projects_total", "field:农田水利"].value
    assert now["funds_applied"].value == data.month.figures["funds_applied", "field:农田水利"].value > 0
    assert 0 < now["projects_total"].value <= then["projects_total"].value


@pytest.mark.slow
def test_what_stands_still_is_the_catalogues_in_the_table_and_in_the_sentence(counties):
    for data in counties:
        for group, scope in (("", "county"), ("县直", "group:县直"), ("乡镇", "group:乡镇")):
            if scope not in _known(data, "group") | {"county"}:
                continue
            figures = data.month.figures
            times = stage_times(data, Filters(group=group))
            assert sum(t.stuck for t in times) == figures["projects_stuck", scope].value
            assert sum(t.lack_land for t in times) == figures["projects_unconverted_lacking_land", scope].value
            total, converted = figures["projects_total", scope].value, figures["projects_converted", scope].value
            assert sum(t.projects for t in times) == total - converted
            assert all(sum(t.by_months) == t.projects for t in times)
            result = view_of(data, ConversionParameters(picture="stuck", filters=Filters(group=group)))
            if figures["projects_stuck", scope].value:
                assert f"{figures.text('projects_stuck', scope)}个没有进展" in result.text()
                assert f"占{figures.text('projects_stuck_share', scope)}" in result.text()


def test_the_bands_of_every_month_are_counted_as_the_catalogue_does(counties):
    for data in counties:
        seen = view_bands(data)
        for band, name in (
            (Band.HIGH, "units_band_high"), (Band.MIDDLE, "units_band_middle"), (Band.LOW, "units_band_low"),
            (Band.ZERO, "units_zero"), (Band.UNFILED, "units_missing"), (Band.UNKNOWN, "units_unknown"),
        ):  # fmt: skip
            assert seen.count(band.label) == data.month.figures[name].value


def view_bands(data: ViewData) -> list[str]:
    rows = rows_of(progress_of(data, ProgressParameters(picture="bands")))
    return [row[f"{int(data.period[5:])}月"] for row in rows]


def test_the_share_of_the_first_five_is_the_catalogues(counties):
    for data in counties:
        rows = rows_of(progress_of(data, ProgressParameters(picture="lorenz")))
        share = data.month.figures["funds_top5_share"].value
        if share is not None:
            assert rows[min(5, len(rows)) - 1]["累计占"] == pytest.approx(float(share), abs=1e-9)


@pytest.mark.slow
def test_what_a_sentence_names_is_stored_under_a_scope_that_has_it(counties):
    for data in counties:
        for filters in (
            Filters(),
            Filters(unit_id=next(iter(data.words.units))),
            Filters(kind="formula"),
            Filters(size="1亿元以上"),
        ):
            for picture in ("rates", "stuck", "control"):
                for stored in view_of(data, ConversionParameters(picture=picture, filters=filters)).figures:
                    if stored.figure:
                        known = data.month.figures[stored.figure, stored.scope]
                        assert (stored.text, Decimal(stored.value or 0)) == (known.text, known.value or 0)


def test_the_rest_and_what_passes_are_the_whole(counties):
    for data in counties:
        whole, own, rest = (
            data.ask(("projects_total", "projects_converted"), f, rest=r)[""]
            for f, r in ((Filters(), False), (Filters(group="县直"), False), (Filters(group="县直"), True))
        )
        for name in whole:
            assert own[name].value + rest[name].value == whole[name].value
