"""Items follow a cause from the return in which it is seen to the return that shows it gone."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.dispatch.following import file_months, items, of_rule, say
from tests.ready import ReadyCounties
from tests.small_county import SmallCounty
from zzlib.dispatch import dispatch_of, item_rules
from zzlib.dispatch.events import EventError
from zzlib.dispatch.items import ItemState
from zzlib.dispatch.signs import SIGNS
from zzlib.indicators import measured
from zzlib.indicators.flags import FLAGS, WORKS
from zzlib.ledger import open_ledger
from zzlib.workspace import Workspace

WAITING = {f"2013-0{month}": [{}] for month in range(1, 6)}
STUCK = "stuck/2013-04/u02/水库除险"


@pytest.fixture
def waiting(copied: Callable[..., SmallCounty]) -> SmallCounty:
    return copied(_waiting, "2013-03", "2013-04", "2013-05")


def _waiting(root: Path) -> None:
    file_months(SmallCounty(root), WAITING)


@pytest.mark.slow
def test_a_cause_is_one_item_from_the_month_in_which_it_began(waiting: SmallCounty) -> None:
    assert of_rule(waiting, "2013-03", "stuck") == []
    for period in ("2013-04", "2013-05"):
        [item] = of_rule(waiting, period, "stuck")
        assert (item.id, item.opened, item.due.isoformat()) == (STUCK, "2013-04", "2013-05-31")
        assert (item.problem, item.demand) == ("申报满3个月未获批复", "对接催办")
        assert (item.place.period, item.place.cell) == (period, "E4")
        assert item.amount_fen == 100_0000_00


@pytest.mark.slow
def test_a_return_that_shows_it_gone_closes_it_and_its_cell_is_the_evidence(waiting: SmallCounty) -> None:
    file_months(waiting, {"2013-06": [{"stage": "批复", "awarded": 80}]})
    [item] = of_rule(waiting, "2013-06", "stuck")
    assert (item.state, item.ended) == (ItemState.CLOSED_BY_EVIDENCE, "2013-06")
    assert (item.place.period, item.place.cell) == ("2013-06", "E4")
    [before] = of_rule(waiting, "2013-05", "stuck")
    assert not before.state.is_closed


@pytest.mark.slow
def test_a_month_without_a_return_and_a_project_left_out_close_nothing(waiting: SmallCounty) -> None:
    file_months(waiting, {"2013-06": [{"name": "公路"}]}, unit="发改委")
    [item] = of_rule(waiting, "2013-06", "stuck")
    assert (item.state, item.not_seen, item.ended) == (ItemState.OVERDUE, True, "")
    file_months(waiting, {"2013-07": [{"name": "别的项目"}]})
    [item] = of_rule(waiting, "2013-07", "stuck")
    assert item.not_seen
    assert not item.state.is_closed


def test_a_cause_that_comes_back_is_another_item(county: SmallCounty) -> None:
    file_months(county, {"2013-01": [{"leader": ""}], "2013-02": [{}], "2013-03": [{"leader": ""}]})
    first, second = of_rule(county, "2013-03", "without_leader")
    assert (first.state, first.ended) == (ItemState.CLOSED_BY_EVIDENCE, "2013-02")
    assert (second.state, second.opened) == (ItemState.RETURNED, "2013-03")


@pytest.mark.slow
def test_what_is_open_at_the_year_s_end_goes_over_and_what_was_closed_does_not(county: SmallCounty) -> None:
    left = {"2012-11": [{"leader": ""}, {"name": "公路", "leader": ""}], "2012-12": [{"leader": ""}, {"name": "公路"}]}
    file_months(county, left | {"2013-01": [{"leader": "", "origin": "结转"}, {"name": "公路", "origin": "结转"}]})
    [item] = of_rule(county, "2013-01", "without_leader")
    assert (item.project, item.opened, item.state) == ("水库除险", "2012-11", ItemState.OVERDUE)


@pytest.mark.slow
def test_states_follow_what_people_recorded_and_the_day(waiting: SmallCounty) -> None:
    def state() -> ItemState:
        return of_rule(waiting, "2013-04", "stuck")[0].state

    assert state() == ItemState.OPEN
    say(waiting, "2013-04", STUCK, "answered", text="已报省厅")
    assert state() == ItemState.ANSWERED
    say(waiting, "2013-04", STUCK, "planned", text="专人对接", date="2013-05-20")
    assert state() == ItemState.AGREED
    say(waiting, "2013-04", STUCK, "closed", text="省厅不再受理")
    assert state() == ItemState.CLOSED_BY_DECISION
    say(waiting, "2013-04", STUCK, "reopened")
    assert state() == ItemState.AGREED
    [later] = of_rule(waiting, "2013-05", "stuck")
    assert (later.state, later.due.isoformat(), later.measures) == (ItemState.OVERDUE, "2013-05-20", "专人对接")


@pytest.mark.slow
def test_what_is_recorded_for_a_later_month_changes_no_earlier_one(waiting: SmallCounty) -> None:
    before = items(waiting, "2013-04")
    say(waiting, "2013-05", STUCK, "closed", text="省厅不再受理")
    assert items(waiting, "2013-04") == before
    assert of_rule(waiting, "2013-05", "stuck")[0].state == ItemState.CLOSED_BY_DECISION


@pytest.mark.slow
def test_a_late_return_that_moves_the_beginning_takes_the_records_along(county: SmallCounty) -> None:
    file_months(county, {period: rows for period, rows in WAITING.items() if period != "2013-01"})
    [item] = of_rule(county, "2013-05", "stuck")
    assert item.opened == "2013-05"
    say(county, "2013-05", item.id, "answered", text="已报省厅")
    file_months(county, {"2013-01": [{}]})
    [item] = of_rule(county, "2013-05", "stuck")
    assert (item.opened, item.answer, item.state) == ("2013-04", "已报省厅", ItemState.OVERDUE)


@pytest.mark.slow
def test_a_record_of_no_item_is_told_and_kept(waiting: SmallCounty) -> None:
    say(waiting, "2013-05", "stuck/2013-04/u02/别的", "answered", text="已报省厅")
    assert [event.item for event in items(waiting, "2013-05").unmatched] == ["stuck/2013-04/u02/别的"]


@pytest.mark.parametrize(
    ("words", "told"), [({"by": ""}, "要写明是谁记的"), ({"why": ""}, "要写明理由")], ids=["nobody", "no reason"]
)
def test_a_closing_says_by_whom_and_why(county: SmallCounty, words: dict[str, str], told: str) -> None:
    with pytest.raises(EventError, match=told):
        say(county, "2013-05", STUCK, "closed", **words)
    assert not (county.root / "data" / "dispatch" / "events.csv").exists()


@pytest.mark.parametrize(
    ("damage", "told"),
    [
        ((b"answered", b"answred"), r"第 2 行 event 是“answred”"),
        ((b"2013-07-31", b"2013-07-32"), r"第 2 行 date 是“2013-07-32”"),
    ],
)
def test_a_damaged_file_of_records_is_told_with_its_row_and_not_written_to(
    waiting: SmallCounty, damage: tuple[bytes, bytes], told: str
) -> None:
    say(waiting, "2013-05", STUCK, "answered", text="已报省厅", date="2013-07-31")
    path = waiting.root / "data" / "dispatch" / "events.csv"
    damaged = path.read_bytes().replace(*damage)
    path.write_bytes(damaged)
    with pytest.raises(EventError, match=told):
        say(waiting, "2013-05", STUCK, "answered", text="又报")
    assert path.read_bytes() == damaged


@pytest.mark.slow
def test_records_saved_with_excel_say_the_same(waiting: SmallCounty) -> None:
    say(waiting, "2013-05", STUCK, "planned", text="专人对接", date="2013-07-31")
    before = items(waiting, "2013-05")
    path = waiting.root / "data" / "dispatch" / "events.csv"
    path.write_bytes(path.read_bytes().replace(b"\n2013-05,", b"\nMay-13,").replace(b"2013-07-31", b"2013/7/31"))
    assert items(waiting, "2013-05") == before


def test_rules_follow_flags_and_signs() -> None:
    assert set(item_rules()) <= {*FLAGS, *WORKS, *SIGNS}


@pytest.mark.slow
@pytest.mark.parametrize("seed", [3, 8])
def test_the_open_items_that_are_seen_are_the_flagged_projects_of_the_month(
    ready_county: ReadyCounties, seed: int
) -> None:
    workspace = Workspace(ready_county(units=6, months=6, seed=seed, mess="ordinary"))
    for period in ("2013-03", "2013-06"):
        ledger = open_ledger(workspace, period)
        found = dispatch_of(ledger, measured(ledger))
        projects = found.year.projects[found.year.projects["period"] == period]
        for rule in item_rules():
            flagged = set(projects.loc[projects[rule], "project_id"])
            seen = {item.project_id for item in found.open if item.rule.id == rule and item.place.period == period}
            assert flagged <= {item.project_id for item in found.open if item.rule.id == rule}
            assert {i.project_id for i in found.open if i.rule.id == rule and not i.not_seen} == flagged
            assert seen >= flagged - set(projects.loc[projects["carried"] | projects["vanished"], "project_id"])
        assert len({item.id for item in found.items}) == len(found.items)
