"""What each figure says when data are missing, unreadable, carried or without a base."""

from decimal import Decimal

import pytest

from tests.small_county import SmallCounty
from zzlib.indicators import Month, catalogue, figures_table, load_month, units_table

HEADER = [
    "序号", "项目名称", "项目类型", "项目性质", "投资方向", "资金类别", "申报资金", "争取资金", "下达资金", "到位资金", "支付资金", "用地指标",
]  # fmt: skip


def row(name: str, received: object = None, **other: object) -> list[object]:
    """A row of the form above; amounts in 万元."""
    values = {"kind": "个性型", "origin": "新增", "field": "生态建设", "category": "省级专项"}
    values |= {"applied": None, "awarded": None, "allotted": None, "paid": None, "land": None} | other
    order = ("kind", "origin", "field", "category", "applied", "awarded", "allotted")
    return [name, *(values[key] for key in order), received, values["paid"], values["land"]]


def file(county: SmallCounty, period: str, unit: str, *rows: list[object]) -> None:
    county.file_return(period, unit, rows, header=HEADER)


def month(county: SmallCounty, period: str = "2013-01") -> Month:
    return load_month(period, county.workspace)


def value(result: Month, figure: str, scope: str = "county") -> Decimal | None:
    return result.figures[figure, scope].value


def test_head_figures_of_a_small_county(county: SmallCounty) -> None:
    file(
        county,
        "2013-01",
        "发改委",
        row("一", 900, awarded=1000),
        row("二", None, kind="政策型", origin="结转", land=12.5),
    )
    file(county, "2013-01", "水利局", row("三", 30, awarded=30, allotted=60))
    file(county, "2013-01", "城关镇")
    result = month(county)
    assert value(result, "funds_received") == Decimal("9300000.00")
    assert value(result, "funds_completion") == Decimal("0.31")
    assert value(result, "funds_gap") == Decimal("20700000.00")
    assert value(result, "funds_needed_monthly") == Decimal("1881818.18")  # 20,700,000 / 11
    assert value(result, "arrival_rate") == Decimal("15.5")  # scopes differ between the columns; said, not hidden
    assert value(result, "projects_total") == 3
    assert value(result, "land_granted") == Decimal("12.5")
    assert (value(result, "converted_formula"), value(result, "conversion_competitive")) == (1, 1)
    assert value(result, "large_projects") == 1
    assert [value(result, f"units_{band}") for band in ("band_high", "band_low", "zero", "missing")] == [1, 1, 1, 0]
    assert value(result, "funds_received", "unit:u01") == Decimal("9000000.00")
    assert value(result, "funds_received", "group:乡镇") == 0
    assert value(result, "projects_total", "field:生态建设") == 3
    assert value(result, "schedule_progress") == Decimal("0.0833333333")
    assert value(result, "units_behind_schedule") == 2


def test_the_largest_projects_won_by_application_have_figures_of_their_own(county: SmallCounty) -> None:
    file(county, "2013-01", "发改委", row("一", 900, awarded=1000), row("二", 900, awarded=5000, kind="政策型"))
    lines = [
        row("三", 10, awarded=300),
        row("三", 10, awarded=200, category="市级专项"),
        row("四", 5),
        row("五", 5, awarded=20),
    ]
    file(county, "2013-01", "水利局", *lines)
    file(county, "2013-01", "城关镇", row("六", "待定", awarded=9000), row("七", 1, awarded=7000))
    result = month(county)
    scopes = result.figures.scopes("project")
    assert scopes == [
        "project:u01/一",
        "project:u02/三",
        "project:u02/五",
    ]  # nothing of the town, whose amounts are in doubt
    assert [value(result, "funds_awarded", scope) for scope in scopes] == [10_000_000, 5_000_000, 200_000]
    assert [result.figures["funds_awarded", scope].incomplete for scope in scopes] == [False] * 3
    assert result.figures["funds_awarded"].incomplete is False


def test_nothing_filed_is_not_zero(county: SmallCounty) -> None:
    file(county, "2013-01", "发改委", row("一", 10))
    result = month(county)
    assert value(result, "funds_received", "unit:u02") is None
    table = units_table(result).set_index("unit_id")
    assert (table.loc["u02", "received_yuan"], table.loc["u02", "band"]) == ("", "unfiled")
    assert value(result, "units_missing") == 2
    assert value(result, "units_zero") == 0


def test_an_unreadable_amount_makes_sums_lower_bounds_and_the_unit_unknown(county: SmallCounty) -> None:
    file(county, "2013-01", "发改委", row("一", 100))
    file(county, "2013-01", "水利局", row("二", "待定"), row("三", 40))
    result = month(county)
    received = result.figures["funds_received"]
    assert (received.value, received.incomplete, received.text) == (Decimal("1400000.00"), True, "至少140万元")
    assert result.figures["funds_gap"].text.startswith("至多")
    assert value(result, "units_unknown") == 1
    assert result.figures["units_zero"].incomplete
    assert not result.figures["funds_awarded"].incomplete
    assert not result.figures["funds_received", "unit:u01"].incomplete
    assert not result.figures["projects_total"].incomplete


def test_an_unreadable_applied_amount_leaves_received_whole(county: SmallCounty) -> None:
    file(county, "2013-01", "水利局", row("二", 40, applied="待定"))
    result = month(county)
    assert result.figures["funds_applied"].incomplete
    assert not result.figures["funds_received"].incomplete
    assert units_table(result).set_index("unit_id").loc["u02", "incomplete"] == "yes"


def test_an_unreadable_return_makes_everything_incomplete_even_when_carried(county: SmallCounty) -> None:
    file(county, "2013-01", "水利局", row("二", 40))
    file(county, "2013-02", "发改委", row("一", 10))
    (county.root / "data" / "returns" / "2013-02" / "水利局.xlsx").write_bytes(b"")
    result = month(county, "2013-02")
    received = result.figures["funds_received"]
    assert (received.value, received.carried_yuan, received.incomplete) == (Decimal(500000), Decimal(400000), True)
    assert result.figures["projects_total", "kind:competitive"].incomplete
    assert not result.figures["projects_total", "unit:u01"].incomplete
    units = units_table(result).set_index("unit_id")
    assert list(units.loc["u02", ["filing", "carried", "incomplete", "band"]]) == ["unreadable", "yes", "yes", "low"]


def test_a_carried_return_is_said_in_yuan(county: SmallCounty) -> None:
    file(county, "2013-01", "水利局", row("二", 40))
    file(county, "2013-02", "发改委", row("一", 10))
    result = month(county, "2013-02")
    assert result.figures["funds_received"].carried_yuan == Decimal("400000.00")
    assert not result.figures["funds_received"].incomplete
    assert value(result, "units_carried") == 1


def test_growth_needs_a_base_above_zero(county: SmallCounty) -> None:
    file(county, "2013-01", "发改委", row("一", 100))
    assert value(month(county), "funds_received_growth") is None
    assert month(county).figures.text("funds_received_growth") == "—"
    base = {"year": 2012, "month": 1, "kind": "competitive", "fund_category": "省级专项", "awarded_yuan": "0"}
    county.reference("history_funds", [base | {"unit_id": "u01", "received_yuan": "400000.50"}])
    result = month(county)
    assert value(result, "funds_received_growth") == Decimal("1.4999968750")  # 599,999.50 / 400,000.50
    assert value(result, "funds_awarded_growth") is None
    assert value(result, "funds_increment") == Decimal("599999.50")


def test_increment_adds_only_what_grew_by_unit_and_category(county: SmallCounty) -> None:
    file(county, "2013-01", "发改委", row("一", 100, category="扶贫"), row("二", 5, category="省级专项", kind="政策型"))
    base = {"year": 2012, "month": 1, "unit_id": "u01", "kind": "formula"}
    county.reference(
        "history_funds",
        [
            base | {"fund_category": "扶贫", "received_yuan": "300000"},
            base | {"fund_category": "省级专项", "received_yuan": "90000"},
            base | {"fund_category": "民政救济", "received_yuan": "10000"},
        ],
    )
    result = month(county)
    assert value(result, "funds_increment") == Decimal("700000.00")
    assert value(result, "funds_increment", "category:省级专项") == 0


def test_last_years_returns_win_over_history_and_differences_are_said(county: SmallCounty) -> None:
    file(county, "2012-01", "发改委", row("一", 50))
    file(county, "2013-01", "发改委", row("一", 100))
    base = {"year": 2012, "month": 1, "unit_id": "u01", "kind": "competitive", "fund_category": "省级专项"}
    county.reference("history_funds", [base | {"received_yuan": "400000"}])
    result = month(county)
    assert value(result, "funds_received_growth") == 1
    assert value(result, "projects_growth") == 0


def test_uncounted_categories_enter_no_funds_figure(county: SmallCounty) -> None:
    county.reference(
        "fund_categories", [{"category": "省级专项", "counts": "yes"}, {"category": "地方债券", "counts": "no"}]
    )
    file(county, "2013-01", "发改委", row("一", 100), row("二", 900, category="地方债券"))
    result = month(county)
    assert value(result, "funds_received") == Decimal("1000000.00")
    assert (value(result, "projects_total"), value(result, "converted_competitive")) == (2, 2)
    assert ("funds_received", "category:地方债券") not in result.figures


def test_over_target_nothing_is_needed(county: SmallCounty) -> None:
    file(county, "2013-01", "发改委", row("一", 3100))
    result = month(county)
    assert result.figures.text("funds_gap") == "超额100万元"
    assert value(result, "funds_needed_monthly") == 0


def test_in_december_no_month_is_left(county: SmallCounty) -> None:
    file(county, "2013-12", "发改委", row("一", 100))
    assert value(month(county, "2013-12"), "funds_needed_monthly") is None


def test_settings_choose_measure_edges_and_schedule(county: SmallCounty) -> None:
    county.settings(
        "[bands]\nmeasure = 'awarded'\nedges = [0.5, 0.1]\n[projects]\nlarge_yuan = 1_000_000\ncompletion_counts = 'total'\n"
        "[schedule]\nby = [0.3, 0.3, 0.3, 0.4, 0.5, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1]\n"
    )
    file(county, "2013-01", "发改委", row("一", 10, awarded=600), row("二", origin="结转"))
    result = month(county)
    assert value(result, "funds_completion") == Decimal("0.2")
    assert value(result, "units_band_high") == 1
    assert value(result, "large_projects") == 1
    assert value(result, "projects_completion", "unit:u01") == Decimal("0.5")
    assert value(result, "schedule_progress") == Decimal("0.3")


def test_documents_round_as_the_setting_says(county: SmallCounty) -> None:
    county.settings("[document]\nrounding_digits = 0\n")
    file(county, "2013-01", "发改委", row("一", 123.5))
    assert month(county).figures.text("funds_received") == "124万元"


def test_targets_take_the_latest_month_that_holds(county: SmallCounty) -> None:
    rows = [("1", "100"), ("3", "200"), ("12", "50")]
    county.reference("targets", [{"year": 2013, "unit_id": "u01", "from_month": m, "funds_wan": w} for m, w in rows])
    for period, funds in (("2013-02", 1_000_000), ("2013-03", 2_000_000)):
        file(county, period, "发改委", row("一", 1))
        assert value(month(county, period), "funds_target") == funds


def test_a_bad_target_is_an_issue_at_its_cell(county: SmallCounty) -> None:
    county.reference("targets", [{"year": 2013, "unit_id": "u01", "from_month": 1, "funds_wan": "一千"}])
    file(county, "2013-01", "发改委", row("一", 1))
    issues = month(county).issues
    bad = issues[issues["code"] == "reference_bad_value"].iloc[0]
    assert (bad["file"], bad["cell"], bad["value"], bad["level"]) == (
        "data/reference/targets.csv",
        "E2",
        "一千",
        "error",
    )


@pytest.mark.parametrize(
    ("rows", "cell", "value"),
    [
        ([{"year": 2013, "unit_id": "u01", "from_month": 13, "funds_wan": 5}], "C2", "13"),
        ([{"year": 213, "unit_id": "u01", "funds_wan": 5}], "A2", "213"),
        ([{"year": 2013, "unit_id": "u01", "funds_wan": -5}], "E2", "-5"),
        ([{"year": 2013, "unit_id": "u01", "funds_wan": 5}] * 2, "B3", "u01"),
        ([{"year": 2013, "unit_id": "发改委", "funds_wan": 5}], "B2", "发改委"),
    ],
)
def test_targets_that_cannot_be_meant(
    county: SmallCounty, rows: list[dict[str, object]], cell: str, value: str
) -> None:
    county.reference("targets", rows)
    file(county, "2013-01", "发改委", row("一", 1))
    issues = month(county).issues
    bad = issues[issues["code"] == "reference_bad_value"].iloc[0]
    assert (bad["level"], bad["cell"], bad["value"]) == ("error", cell, value)


def test_a_county_without_targets_is_told(county: SmallCounty) -> None:
    county.reference("targets", [])
    file(county, "2013-01", "发改委", row("一", 1))
    assert "targets_none" in set(month(county).issues["code"])


def test_months_without_any_return_are_blank_not_zero(county: SmallCounty) -> None:
    file(county, "2013-02", "发改委", row("一", 100))
    trend = month(county, "2013-02").trend
    assert trend["received_fen"].isna().tolist() == [True, False]


def test_tables_are_text_with_the_contracts_columns(county: SmallCounty) -> None:
    file(county, "2013-01", "发改委", row("一", 0.005))
    result = month(county)
    figures = figures_table(result)
    received = figures[(figures["figure"] == "funds_received") & (figures["scope"] == "county")].iloc[0]
    assert list(received[["value", "unit", "carried_yuan", "incomplete", "text"]]) == [
        "50.00",
        "yuan",
        "0.00",
        "no",
        "50元",
    ]
    assert set(map(str, figures.dtypes)) == {"str"}


@pytest.mark.parametrize("figure", ["funds_received", "projects_total", "funds_completion"])
def test_scopes_are_rows(county: SmallCounty, figure: str) -> None:
    file(county, "2013-01", "发改委", row("一", 1))
    scopes = set(figures_table(month(county)).query("figure == @figure")["scope"])
    assert {"county", "unit:u01", "unit:u03", "group:县直"} <= scopes


def test_a_ratio_of_money_has_its_parts_in_yuan_and_one_of_counts_has_counts(county: SmallCounty) -> None:
    file(county, "2013-01", "发改委", row("一", 30, awarded=40, allotted=60, paid=15), row("二", kind="政策型"))
    result = month(county)
    rate, share = result.figures["arrival_rate"], result.figures["conversion_competitive"]
    assert (f"{rate.numerator}", f"{rate.denominator}", rate.carried_yuan) == ("300000.00", "600000.00", 0)
    assert (f"{share.numerator}", f"{share.denominator}", share.carried_yuan) == ("1", "1", None)


def test_by_how_much_more_has_come_than_a_month_before(county: SmallCounty) -> None:
    file(county, "2013-01", "发改委", row("一", 30), row("二", 5, category="扶贫"))
    file(county, "2013-01", "水利局", row("三", 40))
    file(county, "2013-02", "发改委", row("一", 90), row("二", 15, category="扶贫"))
    january, february = month(county), month(county, "2013-02")
    assert value(january, "funds_rise") == Decimal("750000.00")  # nothing had come before
    assert value(february, "funds_rise") == Decimal("700000.00")  # 水利局's January stands for its February
    assert value(february, "funds_rise", "category:扶贫") == Decimal("100000.00")
    assert value(february, "funds_rise", "category:省级专项") == Decimal("600000.00")


def test_what_the_units_that_lack_most_have_of_the_gap(county: SmallCounty) -> None:
    file(county, "2013-01", "发改委", row("一", 30))
    assert value(month(county), "funds_gap_top5_share") is None  # not five units


def test_the_catalogue_says_which_ratios_are_of_money() -> None:
    assert {name for name, known in catalogue().items() if known.of_money and known.unit != "yuan"} == {
        "funds_awarded_growth", "funds_received_growth", "funds_formula_share", "funds_competitive_share",
        "funds_completion", "arrival_rate", "payment_rate", "funds_top5_share", "funds_gini", "funds_receipt_rate", "funds_gap_top5_share",
        "funds_awarded_comparable_growth", "funds_received_comparable_growth", "funds_unit_share",
    }  # fmt: skip
    assert all(known.of_money for known in catalogue().values() if known.unit == "yuan")


def test_growth_is_told_of_the_units_that_stand_in_both_years(county: SmallCounty) -> None:
    file(county, "2013-01", "发改委", row("一", 60))
    file(county, "2013-01", "水利局", row("二", 100))  # nothing is known of its last year
    base = {"year": 2012, "month": 1, "kind": "competitive", "fund_category": "省级专项"}
    rows = [("u01", "400000"), ("u03", "200000")]  # u03 has sent nothing this year
    county.reference("history_funds", [base | {"unit_id": u, "received_yuan": amount} for u, amount in rows])
    result = month(county)
    assert value(result, "units_comparable") == 1
    assert value(result, "funds_received_comparable_growth") == Decimal("0.5")
    assert value(result, "funds_received_comparable_rise") == Decimal("200000.00")
    assert value(result, "funds_received_growth") == Decimal("1.6666666667")
    assert value(result, "funds_received_last_year") == Decimal("600000.00")
    assert value(result, "funds_received_rise_on_year") == Decimal("1000000.00")


def test_less_than_last_year_is_no_surplus(county: SmallCounty) -> None:
    file(county, "2013-01", "发改委", row("一", 30))
    base = {"year": 2012, "month": 1, "kind": "competitive", "fund_category": "省级专项", "unit_id": "u01"}
    county.reference("history_funds", [base | {"received_yuan": "400000"}])
    assert month(county).figures.text("funds_received_rise_on_year") == "-10万元"


def test_every_unit_is_judged_without_a_target_in_doubt_or_silent(county: SmallCounty) -> None:
    county.reference("targets", [{"year": 2013, "unit_id": "u01", "projects": 1, "funds_wan": 100}])
    file(county, "2013-01", "发改委", row("一", 30))
    file(county, "2013-01", "水利局", row("二", 30))
    result = month(county)
    names = ("units_judged", "units_untargeted", "units_unknown", "units_missing")
    assert [value(result, name) for name in names] == [1, 1, 0, 1]
    assert value(result, "units_filed") == 2
    assert value(result, "funds_unit_share", "unit:u01") == Decimal("0.5")


def test_what_was_won_and_has_not_come_is_not_allotted_or_on_its_way(county: SmallCounty) -> None:
    file(county, "2013-01", "发改委", row("一", 30, awarded=100, allotted=70))
    result = month(county)
    assert value(result, "funds_not_allotted") == Decimal("300000.00")
    assert value(result, "funds_allotted_not_received") == Decimal("400000.00")
    assert value(result, "funds_not_received") == Decimal("700000.00")


def test_a_project_of_two_units_is_in_the_sums_twice_and_how_much_is_said(county: SmallCounty) -> None:
    file(county, "2013-01", "发改委", row("同一水库", 30, awarded=50))
    file(county, "2013-01", "水利局", row("同一水库", 20, awarded=40))
    result = month(county)
    assert value(result, "projects_filed_twice") == 1
    assert value(result, "funds_received") == Decimal("500000.00")
    assert value(result, "funds_received_filed_twice") == Decimal("500000.00")
    assert value(result, "funds_awarded_filed_twice") == Decimal("900000.00")
    # What is too much if both are one: of each amount all but the largest.
    assert value(result, "funds_received_again") == Decimal("200000.00")
    assert value(result, "funds_awarded_again") == Decimal("400000.00")
    assert value(result, "funds_received_again", "unit:u02") == Decimal("200000.00")
