"""The items' view counts the items that the dispatch has, month by month, and leads from each mark to its items and their cells."""

import pytest

from tests.dispatch.following import file_months, say
from tests.explore.rows import rows_of
from tests.small_county import UNITS, SmallCounty
from zzlib.dispatch import dispatch_of
from zzlib.dispatch.items import ItemState
from zzlib.dispatch.outcomes import closing_rate
from zzlib.explore.data import ViewData, ViewError
from zzlib.explore.items import STATES, ItemParameters, by_state, view_of
from zzlib.explore.result import ViewResult
from zzlib.explore.wording import wording
from zzlib.indicators import measured
from zzlib.ledger import open_ledger

PICTURES = list(wording().items.pictures)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> SmallCounty:
    """Two units, two leaders and nobody; an item that ends by evidence, one that is decided, one whose unit left a month out."""
    county = SmallCounty(tmp_path_factory.mktemp("items") / "县")
    county.reference("units", [unit | {"leader": "责任领导丙" * (unit["unit_id"] == "u02")} for unit in UNITS])
    rows = [{"name": "公路"}, {"name": "桥梁", "leader": ""}]
    end = [{"name": "公路", "stage": "批复", "awarded": 9}, {"name": "桥梁", "leader": ""}]
    file_months(county, {f"2013-0{n}": rows if n < 5 else end for n in range(1, 6)})
    file_months(county, {f"2013-0{n}": [{"name": "堤防", "leader": ""}] for n in (1, 2, 3, 5)}, unit="发改委")
    say(county, "2013-05", "stuck/2013-04/u02/桥梁", "closed", text="不再受理")
    return county


@pytest.fixture(scope="module")
def data(small: SmallCounty) -> ViewData:
    return ViewData(open_ledger(small.workspace, "2013-05"))


def shown(data: ViewData, picture: str = "months", **chosen: str) -> ViewResult:
    return view_of(data, ItemParameters(picture=picture, **chosen))


@pytest.mark.slow
def test_each_month_has_the_items_that_it_had_itself(small: SmallCounty, data: ViewData) -> None:
    rows = rows_of(shown(data))
    assert [row["月份"] for row in rows] == [f"{month}月底" for month in range(1, 6)]
    for month, row in enumerate(rows, start=1):
        ledger = open_ledger(small.workspace, f"2013-0{month}")
        items = dispatch_of(ledger, measured(ledger)).items
        words = wording().items.parts
        assert {words[state]: len(own) for state, own in by_state(items).items()} == {
            words[s]: row[words[s]] for s in STATES
        }
        rate = closing_rate(items)
        assert (row["今年要办"], row["办结率"]) == (rate.items, rate.closed / rate.items if rate.items else None)


@pytest.mark.slow
@pytest.mark.parametrize("picture", ["units", "rules", "leaders"])
def test_counts_close_however_they_are_split(data: ViewData, picture: str) -> None:
    rows = rows_of(shown(data, picture))
    last = rows_of(shown(data))[-1]
    for column in ("今年要办", *(wording().items.parts[state] for state in STATES)):
        assert sum(int(str(row[column])) for row in rows) == last[column]
    assert all(row["今年要办"] == sum(int(str(row[wording().items.parts[s]])) for s in STATES) for row in rows)


@pytest.mark.slow
@pytest.mark.parametrize("picture", PICTURES)
def test_each_mark_leads_to_its_items_with_their_cells(data: ViewData, picture: str) -> None:
    chart = shown(data, picture).draw()
    assert chart.spots
    for spot in chart.spots:
        rows = shown(data, picture, listed=spot.key).behind.frame()
        assert len(rows)
        assert all(rows["文件"].str.match(r"2013-0\d/.+\.xlsx")) and all(rows["单元格"].str.match(r"[A-Z]\d+"))
        if picture != "ways":
            assert spot.values.endswith(f"{len(rows)}件")


@pytest.mark.slow
def test_what_is_narrowed_is_counted_and_listed_alone(data: ViewData) -> None:
    result = shown(data, "units", rule="stuck", state="done")
    assert "久停同一阶段" in result.title
    [row] = rows_of(result)
    assert (row["单位"], row["今年要办"]) == ("水利局", 1)
    [listed] = result.behind.frame().to_dict("records")
    assert (listed["项目"], listed["状态"]) == ("公路", ItemState.CLOSED_BY_EVIDENCE.label)
    assert rows_of(shown(data, "units", group="乡镇")) == []


@pytest.mark.slow
def test_a_month_that_was_left_out_is_not_known_and_not_a_standstill(data: ViewData) -> None:
    ways = {row["项目"]: row for row in rows_of(shown(data, "ways"))}
    assert ways["堤防"]["4月"] == "不详"
    assert ways["堤防"]["5月"] == "申报"
    assert "公路" not in ways  # nothing is open of it


@pytest.mark.slow
def test_leaders_are_numbers_unless_the_county_lets_them_be_named(small: SmallCounty, data: ViewData) -> None:
    assert {row["责任领导"] for row in rows_of(shown(data, "leaders"))} == {"责任领导1", "责任领导2", "没有明确"}
    said = "".join(f"{shown(data, p)!r}{shown(data, p).behind.frame().to_string()}" for p in PICTURES)
    assert "责任领导丙" not in said and "责任领导甲" not in said
    workspace = small.workspace
    named = ViewData(open_ledger(workspace, "2013-05"))
    named.settings = named.settings.model_copy(update={"privacy": type(named.settings.privacy)(mask_names=False)})
    assert {row["责任领导"] for row in rows_of(shown(named, "leaders"))} == {"责任领导丙", "责任领导甲", "没有明确"}


@pytest.mark.slow
@pytest.mark.parametrize("chosen", [{"picture": "别的"}, {"listed": "colour=红"}])
def test_what_there_is_not_is_refused_with_what_there_is(data: ViewData, chosen: dict[str, str]) -> None:
    with pytest.raises(ViewError, match="可以"):
        view_of(data, ItemParameters(**chosen))
