"""One thing said of one item, by the command or the notebook: what can't be meant is refused before it is recorded."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.dispatch.following import file_months, items
from tests.small_county import SmallCounty
from zzlib.dispatch.events import EventError, ItemEvent, record
from zzlib.dispatch.saying import said_of_item

PERIOD = "2013-05"


@pytest.fixture
def waiting(copied: Callable[..., SmallCounty]) -> SmallCounty:
    return copied(_waiting, PERIOD)


def _waiting(root: Path) -> None:
    file_months(SmallCounty(root), {f"2013-0{month}": [{}] for month in range(1, 6)})


def said(county: SmallCounty, what: str, date: str = "", why: str = "") -> ItemEvent:
    found = items(county, PERIOD)
    return said_of_item(found, found.items[0].id, what, text="专人对接", date=date, by="责任人甲", why=why)


@pytest.mark.slow
def test_an_extension_says_until_when(waiting: SmallCounty) -> None:
    with pytest.raises(EventError, match="延期要写明延到哪一天"):
        said(waiting, "延期", why="等上级批复")
    assert said(waiting, "延期", "2013-08-31", "等上级批复").date == "2013-08-31"


@pytest.mark.slow
def test_the_same_is_not_recorded_twice_on_a_day(waiting: SmallCounty) -> None:
    record(waiting.workspace, [said(waiting, "已答复")])
    with pytest.raises(EventError, match="已经这样记过"):
        said(waiting, "已答复")


@pytest.mark.slow
def test_what_could_not_be_read_back_is_not_written(waiting: SmallCounty) -> None:
    event = said(waiting, "已定措施", "2013-08-31")
    with pytest.raises(EventError, match="2013-02-30"):
        record(waiting.workspace, [ItemEvent(**vars(event) | {"date": "2013-02-30"})])
    assert not items(waiting, PERIOD).items[0].events
