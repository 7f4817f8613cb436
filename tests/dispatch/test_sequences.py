"""Whatever comes when: months left out, filed late, restated or corrected, run in any order, give the same items, and none is lost."""

import datetime as dt
from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.dispatch.following import file_months, say
from tests.sampling import EVERY
from tests.small_county import SmallCounty
from zzlib.dispatch import Dispatch
from zzlib.dispatch.items import Followed, ItemState
from zzlib.dispatch.outcomes import asked_before, begun_in, days_overdue, tally
from zzlib.indicators import Month, measured
from zzlib.ledger import open_ledger
from zzlib.report.dispatch_list import write_dispatch_list

PERIODS = ("2013-01", "2013-02", "2013-03", "2013-04")
UNITS = ("水利局", "城关镇")
EXAMPLES = 40 if EVERY else 3
"""Sequences that are tried."""
DAY = dt.date(2013, 6, 5)
Told = tuple[str, str] | None
"""Stage and leader of a project, `None` where the return has not got it."""
Filed = tuple[str, str, Told]
"""Period, unit, and what is told of the project."""

_TOLD = st.none() | st.tuples(
    st.sampled_from(["申报", "批复", "停建"]), st.sampled_from(["责任领导甲", "责任领导乙", ""])
)
_RECORDS = st.lists(
    st.tuples(
        st.sampled_from(["asked", "answered", "planned", "extended", "explained", "closed", "reopened"]),
        st.sampled_from(["", "2013-05-20", "2013-08-31"]),
    ),
    min_size=1,
    max_size=4,
)
_FILED = st.lists(
    st.tuples(st.sampled_from(PERIODS), st.sampled_from(UNITS), _TOLD),
    min_size=4,
    max_size=8,
    unique_by=lambda f: f[:2],
)


def file(county: SmallCounty, filed: Filed, *, again: bool = False) -> None:
    """File a return with the project, if it has it, and another; `again`: as a later one that takes its place."""
    period, unit, told = filed
    rows = [{"name": f"{unit}别的"}, {"name": f"{unit}别的二"}]
    rows += [{"name": f"{unit}公路", "stage": told[0], "leader": told[1]}] if told else []
    if not again:
        file_months(county, {period: rows}, unit)
        return
    before = (county.root / "data" / "returns" / period / f"{unit}.xlsx").read_bytes()
    file_months(county, {period: rows}, unit)
    path = county.root / "data" / "returns" / period / f"{unit}.xlsx"
    path.rename(path.with_name(f"{unit}（更正）.xlsx"))
    path.write_bytes(before)
    county.receive(period, f"{unit}（更正）.xlsx", f"2013-0{int(period[5:]) + 1}-20T09:00:00")


def correct(county: SmallCounty, filed: Filed) -> None:
    """Put right the stage of the project in a return."""
    period, unit, told = filed
    ids = {"水利局": "u02", "城关镇": "u03"}
    decided = {"reason": "填错", "evidence": "批文", "decided_by": "责任人甲", "decided_on": "2013-05-02"}
    about = {"id": "c1", "period": period, "unit_id": ids[unit], "project": f"{unit}公路", "field": "stage"}
    county.reference("corrections", [{**about, "expected": told[0] if told else "申报", "value": "在建", **decided}])


def seen(county: SmallCounty, month: Month, periods: Iterable[str]) -> dict[str, Dispatch]:
    """Give the items of months, each from a ledger of its own; of `month` are the units' order and the words alone."""
    return {period: Followed(open_ledger(county.workspace, period), month).at(period) for period in periods}


def holds(before: Dispatch | None, now: Dispatch) -> None:
    """Hold the items of a month to what must be so of any."""
    ids = [item.id for item in now.items]
    assert len(ids) == len(set(ids))
    assert {item.id for item in before.items} <= set(ids) if before else True
    closed = [item for item in now.items if item.state.is_closed]
    assert len(now.open) + len(closed) == len(ids)
    assert len(asked_before(now)) == sum(tally(asked_before(now)).values())
    known = {item.id for item in (*asked_before(now), *begun_in(now))}
    assert {item.id for item in (*now.open, *now.ended_in(now.period))} <= known
    for item in closed:
        assert days_overdue(item, DAY) == 0
        if item.state is ItemState.CLOSED_BY_EVIDENCE:
            [row] = now.year.projects.query("period == @item.ended and project_id == @item.project_id").to_dict(
                "records"
            )
            assert not row[item.rule.id] and not row["carried"]
            assert (item.place.period, item.ended > item.opened) == (item.ended, True)
        else:
            assert [e.event for e in item.events if e.event in ("closed", "reopened")][-1] == "closed"


@pytest.mark.slow
@settings(max_examples=EXAMPLES, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
@given(
    filed=_FILED,
    restated=_TOLD,
    corrected=st.booleans(),
    records=_RECORDS,
    order=st.permutations(PERIODS),
    data=st.data(),
)
def test_any_order_gives_the_same_items_and_none_is_lost(
    filed: list[Filed],
    restated: Told,
    corrected: bool,
    records: list[tuple[str, str]],
    order: list[str],
    data: st.DataObject,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    one, other = (SmallCounty(Path(tmp_path_factory.mktemp("序")) / "县") for _ in range(2))
    for period in PERIODS:  # one unit files whatever comes
        for county in (one, other):
            file_months(county, {period: [{"name": "园区"}]}, "发改委")
    for each in filed:
        file(one, each)
    month = measured(open_ledger(one.workspace, PERIODS[-1]))
    [early] = seen(one, month, PERIODS[-1:]).values()  # what was seen in between changes nothing later
    for each in data.draw(st.permutations(filed)):
        file(other, each)
    for county in (one, other):
        file(county, (*filed[0][:2], restated), again=True)
        if corrected:
            correct(county, filed[1])
        for item in early.items[:1]:
            for record, day in records:
                say(county, "2013-04", item.id, record, date=day, text="会上说的")
    found, backfilled = seen(one, month, PERIODS), seen(other, month, order)
    assert {period: backfilled[period].items for period in PERIODS} == {p: found[p].items for p in PERIODS}
    for before, period in zip((None, *PERIODS), PERIODS, strict=False):
        holds(found[before] if before else None, found[period])
    followed = Followed(open_ledger(one.workspace, PERIODS[-1]), month)
    assert {period: followed.at(period).items for period in PERIODS} == {p: found[p].items for p in PERIODS}
    papers = [county.root / "清单.xlsx" for county in (one, other)]
    for now, paper in zip((found, backfilled), papers, strict=True):
        write_dispatch_list(now[PERIODS[-1]], month, paper)
    assert papers[0].read_bytes() == papers[1].read_bytes()
