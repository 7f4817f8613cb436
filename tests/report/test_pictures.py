"""A chart is drawn once and kept while the figures stay; what is damaged or of other figures is drawn anew."""

from dataclasses import replace
from decimal import Decimal

import pytest

from tests.findings.counties import PERIOD, Plan
from zzlib import charts
from zzlib.indicators import Month, load_month
from zzlib.indicators.month import Figures
from zzlib.report.pictures import picture


@pytest.fixture
def month(tmp_path) -> Month:
    return load_month(PERIOD, Plan().write(tmp_path / "县").workspace)


@pytest.mark.slow
def test_a_picture_is_drawn_once_while_the_figures_stay(month, monkeypatch):
    drawn = []
    draw = charts.conversion
    monkeypatch.setattr(charts, "conversion", lambda month: drawn.append(month) or draw(month))
    first = picture(month, "conversion")
    assert first == (draw(month).png(), draw(month).alt)
    again = load_month(PERIOD, month.workspace)
    assert picture(again, "conversion") == first and len(drawn) == 1

    kept = month.workspace.ledger_dir(PERIOD) / "pictures" / "conversion.json"
    kept.write_bytes(kept.read_bytes()[:-40])
    assert picture(month, "conversion") == first and len(drawn) == 2
    moved = [replace(f, value=Decimal(9)) if f.figure == "projects_total" else f for f in month.figures]
    picture(replace(month, figures=Figures(moved)), "conversion")
    assert len(drawn) == 3
