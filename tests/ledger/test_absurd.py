"""Amounts that can't be meant are left out, as unreadable ones are, until a person says that they are true."""

import pytest

from tests.checks.examples import HEADER, row
from tests.small_county import SmallCounty
from zzlib.exchange.answers import Word, answer
from zzlib.exchange.questions import open_questions
from zzlib.indicators import Month, load_month, month_issues
from zzlib.ledger import open_ledger
from zzlib.vocabulary import Level

PROJECTS = ("通村公路", "水库", "灌渠", "堤防", "泵站")
UNITS = ("发改委", "水利局", "城关镇")


def rows(unit: str, factor: float = 1, **first: object) -> list[list[object]]:
    """Five projects of a unit; `first` changes the first of them."""
    changes: list[dict[str, object]] = [first, *({} for _ in PROJECTS[1:])]
    return [
        row(
            **{
                "name": f"{unit}{name}",
                "total": 1000 * factor,
                "applied": 300 * factor,
                "awarded": (200 + n) * factor,
                "received": (100 + n) * factor,
            }
            | change
        )
        for n, (name, change) in enumerate(zip(PROJECTS, changes, strict=True))
    ]


def file(county: SmallCounty, period: str, unit: str, table: list[list[object]]) -> None:
    county.file_return(period, unit, table, header=HEADER)


@pytest.fixture
def bare(county: SmallCounty) -> SmallCounty:
    """A new county: no targets, no history, its first month; two units have filed."""
    county.reference("targets", [])
    for unit in ("发改委", "城关镇"):
        file(county, "2013-05", unit, rows(unit))
    return county


def errors(county: SmallCounty, period: str = "2013-05") -> list[tuple[str, str]]:
    ledger = open_ledger(county.workspace, period)
    return [(i.code, i.cell) for i in month_issues(ledger) if i.level is Level.ERROR and i.unit_id]


def month_of(county: SmallCounty, period: str = "2013-05") -> Month:
    return load_month(period, county.workspace)


def test_one_amount_ten_thousand_times_too_large_is_left_out(bare: SmallCounty) -> None:
    file(bare, "2013-05", "水利局", rows("水利局", received=3_355_000))
    assert errors(bare) == [("size_absurd", "K4")]
    month = month_of(bare)
    received = month.figures["funds_received"]
    assert (received.text, received.incomplete) == ("至少1430万元", True)
    unit = month.units.set_index("unit_id").loc["u02"]
    assert (bool(unit["incomplete"]), unit["band"]) == (True, "unknown")


def test_a_row_in_another_unit_of_money_is_left_out_as_a_whole(bare: SmallCounty) -> None:
    slip = {"applied": 3_000_000, "awarded": 2_000_000, "received": 50_000, "total": 10_000_000}
    file(bare, "2013-05", "水利局", rows("水利局", **slip))
    assert sorted(errors(bare)) == [("size_absurd", cell) for cell in ("G4", "H4", "I4", "K4")]


def test_a_return_in_another_unit_of_money_is_left_out_with_one_error(bare: SmallCounty) -> None:
    file(bare, "2013-05", "水利局", rows("水利局", 10_000))
    assert errors(bare) == [("size_absurd", "H4")]
    month = month_of(bare)
    assert month.figures["funds_received"].text == "至少1020万元"
    assert month.units.set_index("unit_id").loc["u02", "band"] == "unknown"
    assert month.figures["units_zero"].value == 0


def test_a_thousand_times_is_suspect_and_counts_as_written(bare: SmallCounty) -> None:
    file(bare, "2013-05", "水利局", rows("水利局", received=200_000, total=30_000))
    assert errors(bare) == [("size_suspect", "K4")]
    assert month_of(bare).figures["funds_received"].text == "20.14亿元"


def test_a_county_with_a_single_unit_has_its_other_projects(county: SmallCounty) -> None:
    county.reference("targets", [])
    file(county, "2013-05", "水利局", rows("水利局", received=3_355_000, total=None))
    assert errors(county) == [("size_absurd", "K4")]


def test_a_single_unit_in_another_unit_of_money_is_at_least_suspect(county: SmallCounty) -> None:
    county.reference("targets", [])
    file(county, "2013-05", "水利局", rows("水利局", 10_000))
    assert [code for code, _ in errors(county)] == ["size_suspect"]


def test_a_large_project_whose_total_says_so_is_believed(bare: SmallCounty) -> None:
    file(bare, "2013-05", "水利局", rows("水利局", total=400_000, applied=300_000, awarded=200_000, received=150_000))
    assert errors(bare) == []
    assert month_of(bare).figures["funds_received"].text == "15.14亿元"


def test_the_only_project_of_a_unit_may_be_a_railway(bare: SmallCounty) -> None:
    railway = row(name="铁路", total=400_000, applied=300_000, awarded=200_000, received=150_000, paid=100_000)
    file(bare, "2013-05", "水利局", [railway])
    assert errors(bare) == []


def test_only_the_target_is_known(county: SmallCounty) -> None:
    file(county, "2013-05", "水利局", [row(awarded=200, received=30_000)])
    assert errors(county) == [("size_absurd", "K4")]


def decided(county: SmallCounty) -> None:
    [question] = [q for q in open_questions(open_ledger(county.workspace, "2013-05")) if q.kind == "size"]
    answer(county.workspace, question, "confirmed", Word("责任人甲", "电话核实"))


def test_what_a_person_confirms_counts_and_says_who_and_why(bare: SmallCounty) -> None:
    file(bare, "2013-05", "水利局", rows("水利局", received=3_355_000))
    decided(bare)
    assert errors(bare) == []
    month = month_of(bare)
    assert (month.figures["funds_received"].text, month.figures["funds_received"].incomplete) == ("335.64亿元", False)
    [notice] = [i for i in open_ledger(bare.workspace, "2013-05").issues if i.code == "size_confirmed"]
    assert "责任人甲" in notice.message and "电话核实" in notice.message
    assert [i.code for i in month_issues(open_ledger(bare.workspace, "2013-05"))].count("size_confirmed") == 1


def test_only_the_amount_that_was_confirmed_is_no_other_that_is_filed_later_instead(bare: SmallCounty) -> None:
    file(bare, "2013-05", "水利局", rows("水利局", received=3_355_000))
    decided(bare)
    for received in (3_600_000, 9_000_000):
        file(bare, "2013-05", "水利局", rows("水利局", received=received))
        assert errors(bare) == [("size_absurd", "K4")]
        assert month_of(bare).figures["funds_received"].text == "至少1430万元"
    decided(bare)
    assert errors(bare) == []
    [notice] = [i for i in month_issues(open_ledger(bare.workspace, "2013-05")) if i.code == "size_confirmed"]
    assert "到位资金是900亿元，已核实无误" in notice.message


def test_two_amounts_of_a_project_are_confirmed_each_for_itself(bare: SmallCounty) -> None:
    lines = [row(name="水库", awarded=200, received=received, level=level, category=level) for received, level in
             ((3_355_000, "中央"), (3_600_000, "省级"))]  # fmt: skip
    file(bare, "2013-05", "水利局", [*rows("水利局"), *lines])
    for question in [q for q in open_questions(open_ledger(bare.workspace, "2013-05")) if q.kind == "size"]:
        answer(bare.workspace, question, "confirmed", Word("责任人甲", "电话核实"))
    assert errors(bare) == []


def test_a_whole_return_that_was_confirmed_is_the_file_that_was_looked_at(bare: SmallCounty) -> None:
    file(bare, "2013-05", "水利局", rows("水利局", 10_000))
    decided(bare)
    assert errors(bare) == []
    file(bare, "2013-05", "水利局", rows("水利局", 30_000))
    assert errors(bare) == [("size_absurd", "H4")]


def test_a_whole_return_is_confirmed_at_once(bare: SmallCounty) -> None:
    file(bare, "2013-05", "水利局", rows("水利局", 10_000))
    decided(bare)
    assert errors(bare) == []
    assert month_of(bare).figures["funds_received"].text == "510.1亿元"
    assert [i.code for i in month_issues(open_ledger(bare.workspace, "2013-05"))].count("size_confirmed") == 1


def test_what_was_left_out_is_left_out_where_the_month_is_carried(bare: SmallCounty) -> None:
    file(bare, "2013-05", "水利局", rows("水利局", received=3_355_000))
    file(bare, "2013-06", "发改委", rows("发改委"))
    received = month_of(bare, "2013-06").figures["funds_received"]
    assert (received.text, received.incomplete) == ("至少1430万元", True)
