"""Why units have received nothing: of what kind each is, how many of each there are, and in which cells that stands."""

import pytest

from tests.indicators.test_figures import HEADER, file, month, row, value
from tests.small_county import SmallCounty
from zzlib.indicators import Month, explain
from zzlib.ledger import open_ledger
from zzlib.vocabulary import ZeroKind


def kinds(result: Month) -> dict[str, str]:
    return dict(zip(result.units["unit"], result.units["zero_kind"], strict=True))


@pytest.mark.parametrize(
    ("rows", "kind"),
    [
        ([row("一", -20, awarded=100)], "reclaimed"),
        ([row("一", 30, awarded=50), row("二", -30)], "won_not_received"),
        ([row("一", 0, awarded=100), row("二", land=420)], "won_not_received"),
        ([row("一", 0, allotted=100)], "won_not_received"),
        ([row("一", land=420)], "land_only"),
        ([row("一", applied=100)], "nothing"),
        ([], "nothing"),
        ([row("一", 5, awarded=100)], ""),
    ],
)
def test_a_unit_is_of_the_first_kind_that_holds(county: SmallCounty, rows: list[list[object]], kind: str) -> None:
    file(county, "2013-01", "发改委", *rows)
    result = month(county)
    assert kinds(result) == {"发改委": kind, "水利局": "", "城关镇": ""}
    counts = {k: value(result, f"units_zero_{k}", "group:县直") for k in ZeroKind}
    assert counts == {k: int(k == kind) for k in ZeroKind}


def test_money_that_does_not_count_is_won_as_where_projects_are_counted_as_converted(county: SmallCounty) -> None:
    county.reference(
        "fund_categories", [{"category": "省级专项", "counts": "yes"}, {"category": "债券", "counts": "no"}]
    )
    file(county, "2013-01", "发改委", row("一", 900, category="债券"))
    result = month(county)
    assert (value(result, "funds_received"), value(result, "converted_competitive")) == (0, 1)
    assert kinds(result)["发改委"] == "won_not_received"


def test_the_kinds_stay_where_completion_is_measured_by_what_was_awarded(county: SmallCounty) -> None:
    county.settings("[bands]\nmeasure = 'awarded'\n")
    file(county, "2013-01", "发改委", row("一", 0, awarded=900))
    file(county, "2013-01", "水利局", row("二", 900, awarded=900))
    result = month(county)
    assert list(result.units["band"]) == ["zero", "high", "unfiled"]
    assert (value(result, "units_zero"), value(result, "units_zero_won_not_received")) == (1, 1)


@pytest.mark.parametrize(
    ("hidden", "rough"),
    [
        ({"awarded": "待定"}, {"won_not_received", "land_only", "nothing"}),
        ({"land": "待定"}, {"won_not_received", "land_only", "nothing"}),
        ({"applied": "待定"}, set()),
        ({"awarded": 10, "allotted": "待定"}, set()),
    ],
)
def test_what_cannot_be_read_leaves_in_doubt_only_what_it_may_change(
    county: SmallCounty, hidden: dict[str, object], rough: set[str]
) -> None:
    file(county, "2013-01", "发改委", row("一", 0, **hidden))
    result = month(county)
    assert {k for k in ZeroKind if result.figures[f"units_zero_{k}"].incomplete} == rough
    assert result.figures.text("units_zero") == "1"
    assert result.figures.text("units_zero_nothing").startswith("约") is bool(rough)


@pytest.mark.parametrize(
    ("kind", "rows", "raw"),
    [
        ("reclaimed", [row("一", 10, awarded=10), row("二", -20)], "-20"),
        ("won_not_received", [row("一", land=3), row("二", 0, awarded=100)], "100"),
        ("land_only", [row("一"), row("二", land=420)], "420"),
        ("nothing", [row("一")], "发改委"),
    ],
)
def test_a_unit_of_a_kind_leads_to_the_cell_that_makes_it_so(
    county: SmallCounty, kind: str, rows: list[list[object]], raw: str
) -> None:
    file(county, "2013-01", "发改委", *rows)
    found = explain(open_ledger(county.workspace, "2013-01"), f"units_zero_{kind}")
    assert list(found.parts["raw"]) == [raw]
    assert list(found.parts["value"]) == ["1"]


def test_projects_short_of_land_are_two_figures(county: SmallCounty) -> None:
    header = [*HEADER[:-1], "用地需求(亩)", HEADER[-1]]
    rows = [
        [*row("转化而缺地", 10)[:-1], 50, 20],
        [*row("转化而足额", 10)[:-1], 20, 20],
        [*row("未转化而缺地")[:-1], 50, None],
        [*row("未转化而金额读不出", "待定")[:-1], 50, None],
    ]
    county.file_return("2013-01", "发改委", rows, header=header)
    result = month(county)
    every, unconverted = (result.figures[f"projects_{name}"] for name in ("lacking_land", "unconverted_lacking_land"))
    assert (every.value, unconverted.value, unconverted.text) == (3, 2, "约2")
    assert every.label != unconverted.label
