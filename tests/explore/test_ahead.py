"""What a view works out while nobody asks for anything: the months beside the one that it shows, and no more."""

import asyncio

from zzlib.explore import ahead
from zzlib.explore import data as view_data
from zzlib.explore.conversion_view import conversion_view
from zzlib.serving import SOMEBODY_WAITS


def test_the_months_beside_the_one_shown_are_worked_out_while_nobody_asks(demo_workspace):
    panel = conversion_view("2013-04", demo_workspace)
    before = panel.computations, panel.values(), panel.sentence.value
    for _ in panel.ahead():
        assert (panel.computations, panel.values(), panel.sentence.value) == before
    beside = view_data.load_data("2013-03", demo_workspace)
    made = set(beside._kept)
    panel.controls["period"].value = "2013-03"
    assert "2013年3月" in panel.sentence.value and panel.message.value == ""
    assert view_data.load_data("2013-03", demo_workspace) is beside and set(beside._kept) == made


def test_work_is_done_only_where_a_page_is_and_begins_anew_when_something_else_is_shown(monkeypatch):
    done = []

    def work():
        for piece in range(3):
            done.append(piece)
            yield

    monkeypatch.setattr(ahead, "QUIET_SECONDS", 0.05)
    idle = ahead.Idle(work)
    idle.begin()  # no loop, no page

    async def page() -> None:
        idle.begin()
        idle.begin()
        assert done == []  # the page is answered first
        await asyncio.sleep(0.5)

    asyncio.run(page())
    assert done == [0, 1, 2]


def test_work_is_put_off_while_somebody_waits_for_another_page(monkeypatch, tmp_path):
    done = []

    def work():
        yield done.append(1)

    monkeypatch.setattr(ahead, "QUIET_SECONDS", 0.05)
    monkeypatch.setenv(SOMEBODY_WAITS, str(waits := tmp_path / "opening"))
    waits.touch()
    idle = ahead.Idle(work)

    async def page() -> None:
        idle.begin()
        await asyncio.sleep(0.3)
        assert done == []
        waits.unlink()
        await asyncio.sleep(0.3)

    asyncio.run(page())
    assert done == [1]


def test_a_page_that_is_still_loading_is_not_kept_from_it_by_work_ahead(demo_workspace, monkeypatch):
    begun = []
    monkeypatch.setattr(ahead.Idle, "begin", lambda idle: begun.append(idle))
    panel = conversion_view("2013-04", demo_workspace)
    assert begun == []
    panel.picture.drawn = True  # as the page says when the picture is on the screen
    assert len(begun) == 1
    panel.controls["by"].value = "group"
    assert len(begun) == 2


def test_no_month_is_read_unasked_where_it_takes_long(demo_data, demo_workspace, monkeypatch):
    assert ahead.months_beside(demo_workspace, demo_data) == ["2013-04"]
    monkeypatch.setattr(ahead, "MOST_ROWS", len(demo_data.ledger.projects) - 1)
    assert ahead.months_beside(demo_workspace, demo_data) == []
