"""Sums through the door: over one month the official figure, over several what each month brought; anything else is refused."""

from decimal import Decimal

import pandas as pd
import pytest

import zzlib as zz
from tests.door.told import official, said


@pytest.mark.slow
@pytest.mark.parametrize("period", ["2013-01", "2013-02", "2013-03"])
@pytest.mark.parametrize("table", ["projects", "funding", "units"])
def test_a_plain_sum_over_one_month_is_the_official_figure(three, table, period):
    frame = getattr(zz, table)(period)
    assert frame["received"].sum() == official(period)
    assert getattr(zz, table)(period, money="fen")["received"].sum() == int(official(period) * 100)
    assert getattr(zz, table)(period, "wan")["received"].sum() == float(official(period) / 10000)


def test_what_does_not_count_stands_beside(three):
    rows = zz.projects("2013-03").set_index("project_name")
    assert rows.loc["园区", "received_uncounted"] == 5_000_000 and pd.isna(rows.loc["园区", "received"])


def test_over_months_the_monthly_amount_adds_up_and_the_cumulative_one_is_refused(three):
    for table in (zz.projects, zz.funding, zz.units):
        year = table(2013)
        assert year["received_in_month"].sum() == official("2013-03") == Decimal("2703300.00")
        for wrong in (
            lambda year=year: year["received"].sum(),
            lambda year=year: year.received.sum(),
            lambda year=year: year.loc[year["unit"] == "发改委", "received"].sum(),
            lambda year=year: (year["received"] / 10000).sum(),
            lambda year=year: year[["period", "received"]].sum(),
            lambda year=year: year[["received", "awarded"]].sum(),
            lambda year=year: year.loc[:, ["received"]].sum(),
            lambda year=year: year.drop(columns="period")["received"].sum(),
            lambda year=year: year[["unit", "received"]].groupby("unit").sum(),
            lambda year=year: year["received"].groupby(year["unit"]).sum(),
            lambda year=year: year["received"].sort_values().sum(),
            lambda year=year: year.set_index("unit")["received"].sum(),
            lambda year=year: year.groupby("unit")["received"].sum(),
            lambda year=year: year.groupby("unit")[["received"]].sum(),
            lambda year=year: year.groupby("unit").agg({"received": "sum"}),
            lambda year=year: year.groupby("unit").agg(total=("received", "sum")),
            lambda year=year: year.groupby("unit")[["received"]].agg(["sum", "mean"]),
            lambda year=year: year.pivot_table("received", "unit", "group", aggfunc="sum"),
        ):
            with said() as error:
                wrong()
            assert "received" in str(error.value) and "received_in_month" in str(error.value)


@pytest.mark.parametrize("table", ["projects", "funding", "units"])
@pytest.mark.parametrize("named", [{}, {"ignore_index": True}, {"keys": ["二月", "三月"]}])
def test_months_joined_by_hand_are_refused_as_those_that_came_together(three, table, named):
    months = [getattr(zz, table)(period) for period in ("2013-02", "2013-03")]
    both = pd.concat(months, **named)
    for wrong in (
        lambda: both["received"].sum(),
        lambda: both["received"].dropna().sum(),
        lambda: both.loc[both["unit"] == "发改委", "received"].sum(),
        lambda: both[["received"]].sum(),
        lambda: both.groupby("unit")["received"].sum(),
        lambda: pd.concat([month["received"] for month in months], **named).sum(),
    ):
        with said() as error:
            wrong()
        assert "received_in_month" in str(error.value)
    march, total = both["period"] == "2013-03", float(official("2013-03"))
    assert [both[march]["received"].sum(), both["received"][march].sum()] == [total, total]
    assert [both.loc[march, "received"].sum(), both[["received"]][march].sum().item()] == [total, total]
    assert both["received_in_month"].sum() == official("2013-03") - official("2013-01")


def test_months_in_different_units_of_money_are_joined_without_one(three):
    assert "fen" not in pd.concat([zz.units("2013-02"), zz.units("2013-03", "wan")]).attrs
    both = pd.concat([zz.unit(name).projects("2013-03") for name in ("发改委", "水利局")])
    assert both["received"].sum() == official("2013-03")


def test_figures_of_several_months_add_up_only_if_they_tell_what_each_brought(three):
    year = zz.figures(2013)
    funds = zz.figures(2013, figure="funds_received", scope="county")
    for wrong in (
        lambda: funds["value"].sum(),
        lambda: funds[["value"]].sum(),
        lambda: funds.groupby("figure")["value"].sum(),
        lambda: year.pivot_table("value", "figure", "scope", aggfunc="sum"),
    ):
        with said() as error:
            wrong()
        assert "value" in str(error.value)
    assert list(funds.groupby("period")["value"].sum()) == [float(official(period)) for period in funds["period"]]
    brought = zz.figures(2013, figure="funds_this_month", scope="county")
    assert brought["value"].sum() == brought.groupby("figure")["value"].sum().item() == sum(brought["value"].dropna())


def test_what_is_of_one_month_adds_up_whatever_way(three):
    year = zz.projects(2013)
    by_month = year.groupby("period")["received"].sum()
    assert list(by_month) == [float(official(period)) for period in by_month.index]
    assert year[year["period"] == "2013-03"]["received"].sum() == official("2013-03")
    assert year["received"][year["period"] == "2013-03"].sum() == official("2013-03")
    assert year.pivot_table("received", "unit", "period", aggfunc="sum").loc["发改委", "2013-02"] == 1601000
    assert (year["received"] > 0).sum() == 6  # the missing unit's stands as it was
    assert year["received"].diff().sum() != 0  # no amount up to a month any more
    assert year.groupby("project_id")["received"].diff().sum() == 1003300 + 300000
