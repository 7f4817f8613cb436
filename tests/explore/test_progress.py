"""The progress view says what the catalogue says, and under other rules what the catalogue would say under them."""

from dataclasses import replace
from decimal import Decimal

import pytest

from tests.explore.rows import fen, rows_of
from zzlib.charts.progress_view import UnitState
from zzlib.explore.data import ViewData, ViewError
from zzlib.explore.progress import view_of
from zzlib.explore.result import shown
from zzlib.explore.rules import ProgressParameters
from zzlib.explore.wording import wording
from zzlib.indicators import measure
from zzlib.report.workbook import SheetColumn
from zzlib.vocabulary import Band
from zzlib.workspace import Workspace

PICTURES = list(wording().progress.pictures)


def test_every_number_of_every_unit_is_the_catalogues(counties):
    for data in counties:
        figures = data.month.figures
        units = data.month.units.set_index("unit")
        for row in rows_of(view_of(data, ProgressParameters())):
            unit = units.loc[row["单位"].rstrip("※＊")]
            scope = f"unit:{unit['unit_id']}"
            assert row["档次"] == Band(unit["band"]).label
            for heading, name in (
                ("年度目标", "target"),
                ("到位资金", "received"),
                ("缺口", "gap"),
                ("每月需", "needed_monthly"),
            ):
                assert row[f"{heading}（万元）"] == fen(figures[f"funds_{name}", scope]), (row, name)
            if row["完成率"] is not None:
                assert row["完成率"] == pytest.approx(float(figures["funds_completion", scope].value), abs=1e-9)


def test_the_sentence_is_the_catalogues_and_can_be_renewed(counties):
    for data in counties:
        figures = data.month.figures
        for group in ("", "县直"):
            result = view_of(data, ProgressParameters(picture="lorenz" if not group else "schedule", group=group))
            named = [f for f in result.figures if f.figure]
            assert len(named) == (5 if not group else 3)
            for stored in named:
                known = figures[stored.figure, stored.scope]
                assert (stored.text, stored.value) == (known.text, "" if known.value is None else f"{known.value:f}")


def test_a_missing_or_unknown_unit_is_never_shown_as_zero(counties):
    for data in counties:
        silent = data.month.units[data.month.units["band"].isin([Band.UNFILED, Band.UNKNOWN])]
        rows = {row["单位"].rstrip("※＊"): row for row in rows_of(view_of(data, ProgressParameters()))}
        heat = {row["单位"]: row for row in rows_of(view_of(data, ProgressParameters(picture="heat")))}
        last = f"{int(data.period[5:])}月"
        for unit in silent.to_dict("records"):
            assert rows[unit["unit"]]["完成率"] is None
            assert rows[unit["unit"]]["名次"] is None
            assert heat[unit["unit"]][last] in ("今年未报", "数据待核")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("changed", "settings"),
    [
        ({"high": 0.6, "middle": 0.1}, "[bands]\nedges = [0.6, 0.1]\n"),
        ({"measure": "awarded"}, '[bands]\nmeasure = "awarded"\n'),
        (
            {"schedule": "month", "measure": "awarded", "high": 0.9},
            '[bands]\nmeasure = "awarded"\nedges = [0.9, 0.25]\n',
        ),
    ],
)
def test_other_rules_give_what_the_catalogue_gives_under_such_settings(demo, demo_data, tmp_path, changed, settings):
    result = view_of(demo_data, ProgressParameters(**changed))
    workspace = Workspace(demo.workspace.root)
    (tmp_path / "settings.toml").write_text(settings, encoding="utf-8")
    from zzlib.settings import read_settings

    workspace.__dict__["settings"] = read_settings(tmp_path / "settings.toml")
    month = measure(replace(demo, workspace=workspace))
    assert month.figures.text("funds_completion") in result.text()
    assert f"{month.figures.text('units_behind_schedule')}个单位落后" in result.text()
    bands = dict(zip(month.units["unit"], month.units["band"], strict=True))
    for row in rows_of(result):
        assert row["档次"] == Band(bands[row["单位"].rstrip("※＊")]).label
    assert result.text().startswith("假设")
    assert not [f for f in result.figures if f.figure]


def test_left_out_units_are_nowhere(demo_data):
    result = view_of(demo_data, ProgressParameters(left_out=("U01", "U02")))
    assert not {"发改委", "财政局"} & {row["单位"] for row in rows_of(result)}
    month = demo_data.month.figures
    target = sum(
        month["funds_target", f"unit:{unit}"].value for unit in demo_data.words.units if unit not in ("U01", "U02")
    )
    received = month["funds_received"].value - sum(month["funds_received", f"unit:{u}"].value for u in ("U01", "U02"))
    completion = next(f for f in result.figures if f.name == "completion")
    assert completion.text == f"{(received / target * 100).quantize(Decimal('0.1'))}%"


def test_last_years_progress_as_schedule_ends_at_one(demo_data):
    result = view_of(demo_data, ProgressParameters(schedule="last_year"))
    base = demo_data.ledger.base_funds.query("counts").groupby("period")["received_fen"].sum()
    due = float(base["2012-05"] / base["2012-12"])
    assert f"时序进度应为{due * 100:.1f}%" in result.text()


def test_who_moved_is_named(demo, demo_data):
    months = {
        p: dict(zip(t["unit"], t["band"], strict=True)) for p in ("2013-04", "2013-05") for t in [demo_data.units(p)]
    }
    order = [Band.ZERO, Band.LOW, Band.MIDDLE, Band.HIGH]
    up = [u for u, band in months["2013-05"].items() if band in order and months["2013-04"][u] in order
          and order.index(band) > order.index(months["2013-04"][u])]  # fmt: skip
    assert up
    assert f"{len(up)}个单位升档（{'、'.join(up)}）" in view_of(demo_data, ProgressParameters()).text()


@pytest.mark.slow
def test_bands_of_earlier_months_are_those_that_the_months_had(demo_data, demo_workspace):
    from zzlib.ledger import build_ledger

    april = measure(build_ledger(demo_workspace, "2013-04")).units
    then = dict(zip(april["unit"], april["band"], strict=True))
    for row in rows_of(view_of(demo_data, ProgressParameters(picture="bands"))):
        assert row["4月"] == Band(then[row["单位"]]).label


@pytest.mark.parametrize("picture", PICTURES)
def test_every_picture_can_be_drawn(counties, picture):
    for data in counties[::3]:
        assert view_of(data, ProgressParameters(picture=picture)).draw().png(50)


def test_the_path_of_a_silent_unit_has_no_numbers(demo_data):
    silent = demo_data.month.units.query("band == 'unfiled'")["unit_id"].iloc[0]
    result = view_of(demo_data, ProgressParameters(picture="path", unit=silent))
    assert "今年未报，无法说明完成情况" in result.text()
    assert all(row["累计到位（万元）"] is None for row in rows_of(result))


@pytest.mark.parametrize(
    "wrong", [{"high": 0.2, "middle": 0.5}, {"schedule": "weather"}, {"picture": "weather"}, {"group": "外星"}]
)
def test_what_cannot_be_is_said_in_chinese(demo_data, wrong):
    with pytest.raises(ViewError, match=r"[\u4e00-\u9fff]"):
        view_of(demo_data, ProgressParameters(**wrong))


def test_without_last_year_its_progress_cannot_be_the_schedule(demo):
    data = ViewData(replace(demo, base_funds=demo.base_funds.head(0)))
    with pytest.raises(ViewError, match="history_funds"):
        view_of(data, ProgressParameters(schedule="last_year"))


def test_a_completion_just_below_an_edge_is_shown_as_in_the_circular() -> None:
    edges = (Decimal("0.8"), Decimal("0.25"))
    unit = UnitState("甲", Band.LOW, 0.2499998, incomplete=True, edges=edges)

    assert unit.said == "至少24.99%"
    assert shown(SheetColumn("完成率", 9, "percent", edges=edges), 0.2499998) == "24.99%"
    assert shown(SheetColumn("完成率", 9, "percent", edges=edges), 0.25) == "25.0%"
