"""Numbers of items are figures: a row each, that leads to the items and the cells on which they rest."""

import json

import pytest

from tests.dispatch.following import file_months, say
from tests.small_county import SmallCounty
from zzlib.cli import main
from zzlib.dispatch.figures import explained
from zzlib.indicators import Explanation, FigureError
from zzlib.ledger import open_ledger

PERIOD = "2013-05"
ROAD = {"name": "公路"}
MONTHS = {
    f"2013-0{month}": [ROAD, {"name": "桥梁", "leader": "" if month < 5 else "责任领导甲"}] for month in range(1, 6)
}
OF_MAY = "data/returns/2013-05/水利局.xlsx"


def told(county: SmallCounty, figure: str, scope: str = "county") -> Explanation:
    return explained(open_ledger(county.workspace, PERIOD), figure, scope)


@pytest.mark.slow
def test_each_item_is_shown_with_the_cell_on_which_it_rests(county: SmallCounty) -> None:
    file_months(county, MONTHS)
    found = told(county, "items_open")
    assert (found.figure.value, found.figure.text) == (2, "2")
    rows = found.parts[["item", "project", "raw", "file", "cell", "state"]].to_numpy().tolist()
    assert rows == [
        ["stuck/2013-04/u02/公路", "公路", "申报", OF_MAY, "E4", "逾期"],
        ["stuck/2013-04/u02/桥梁", "桥梁", "申报", OF_MAY, "E5", "逾期"],
    ]
    for scope in ("rule:stuck", "rule:久停同一阶段", "unit:u02", "unit:水利局", "水利局", "state:逾期"):
        assert told(county, "没有办结的事项", scope).parts.equals(found.parts)


@pytest.mark.slow
def test_the_two_sides_of_the_rate_are_its_items_and_people_stay_unnamed(county: SmallCounty) -> None:
    file_months(county, MONTHS)
    say(county, PERIOD, "stuck/2013-04/u02/公路", "closed", text="不再受理")
    found = told(county, "items_closing_rate")
    assert (found.figure.numerator, found.figure.denominator, found.figure.text) == (1, 3, "33.3%")
    roles = found.parts.groupby("role")["item"].agg(sorted).to_dict()
    assert {role: len(items) for role, items in roles.items()} == {"numerator": 1, "denominator": 3}
    [done] = found.parts[found.parts["role"] == "numerator"].to_dict("records")
    assert (done["item"], done["state"], done["file"], done["cell"]) == (
        "without_leader/2013-01/u02/桥梁",
        "已办结",
        OF_MAY,
        "I5",
    )
    assert done["raw"] == ""


@pytest.mark.slow
def test_an_item_of_the_year_before_leads_to_that_year_s_return(county: SmallCounty) -> None:
    file_months(county, {"2012-12": [{"leader": ""}]})
    file_months(county, {PERIOD: [ROAD]}, unit="发改委")
    [part] = told(county, "items_overdue").parts.to_dict("records")
    assert (part["file"], part["cell"], part["item"]) == (
        "data/returns/2012-12/水利局.xlsx",
        "I4",
        "without_leader/2012-12/u02/水库除险",
    )


def test_the_commands_tell_them_and_say_of_what_there_are_any(
    county: SmallCounty, capsys: pytest.CaptureFixture[str]
) -> None:
    file_months(county, {PERIOD: [{"leader": ""}]})
    root = ["--root", str(county.root)]
    assert main(["figures", PERIOD, "--scope", "all", "--json", *root]) == 0
    rows = {(row["figure"], row["scope"]): row["value"] for row in json.loads(capsys.readouterr().out)["figures"]}
    assert (
        rows["items_begun", "county"] == rows["items_open", "rule:without_leader"] == rows["items", "unit:u02"] == "1"
    )
    assert not any(scope.startswith("leader:") for _, scope in rows)
    assert main(["explain", "items_begun", PERIOD, *root]) == 0
    assert "没有责任领导  待办  data/returns/2013-05/水利局.xlsx" in capsys.readouterr().out.replace("　", " ")
    assert main(["explain", "items_begun", PERIOD, "--scope", "unit:城关镇", *root]) == 2
    with pytest.raises(FigureError, match="county、unit:u02、rule:without_leader、state:open"):
        told(county, "items_begun", "unit:城关镇")
