"""The meeting's notebook: it shows the month's items without names, and records what is clicked, as the command does."""

import pytest

from tests.dispatch.following import file_months, items
from tests.small_county import SmallCounty
from zzlib.dispatch.items import ItemState
from zzlib.explore.dispatch_view import DispatchMonth, dispatch_view

PERIOD = "2013-05"


@pytest.fixture
def waiting(county: SmallCounty) -> SmallCounty:
    file_months(county, {f"2013-0{month}": [{}, {"name": "公路", "leader": ""}] for month in range(1, 6)})
    return county


def test_tables_close_and_name_nobody(waiting: SmallCounty) -> None:
    shown = DispatchMonth(PERIOD, waiting.workspace)
    table = shown.outcomes.frame
    total = table.iloc[-1]
    columns = [name for name in table if name not in ("单位", "今年由报表办结")]
    assert all(table[name].iloc[:-1].astype(int).sum() == int(total[name]) for name in columns)
    assert list(shown.items.frame["项目"]) == [item.project for item in shown.dispatch.open]
    assert "责任领导甲" not in repr(shown.items)
    (waiting.root / "data" / "settings.toml").write_text("[privacy]\nmask_names = false\n", encoding="utf-8")
    assert "责任领导甲" in repr(DispatchMonth(PERIOD, waiting.workspace).items)


def test_what_the_meeting_decides_is_recorded_and_nothing_before(waiting: SmallCounty) -> None:
    view = dispatch_view(DispatchMonth(PERIOD, waiting.workspace))
    view.button.click()
    assert "请选“怎样”" in view.said.value
    view.what.children[0].value = "closed"
    view.by.value = "责任人甲"
    view.button.click()
    assert "销号要写明理由" in view.said.value
    assert not (waiting.root / "data" / "dispatch" / "events.csv").exists()
    chosen = view.item.value
    view.what.children[0].value, view.text.value, view.date.value = "planned", "专人对接", "7月底"
    view.button.click()
    assert "期限要写到日" in view.said.value
    view.date.value = "2013-07-31"
    view.button.click()
    assert "已记：已定措施 专人对接" in view.said.value
    [item] = [item for item in items(waiting, PERIOD).items if item.id == chosen]
    assert (item.state, item.due.isoformat()) == (ItemState.AGREED, "2013-07-31")


def test_a_closed_item_is_offered_no_more(waiting: SmallCounty) -> None:
    view = dispatch_view(DispatchMonth(PERIOD, waiting.workspace))
    chosen = view.item.value
    view.what.children[0].value, view.text.value = "closed", "省厅不再受理"
    view.by.value, view.why.value = "责任人甲", "会上定"
    view.button.click()
    offered = [value for _, value in view.item.children[0].options]
    assert chosen not in offered
    assert view.item.value != chosen
