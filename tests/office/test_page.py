"""The page of a month without a browser: its steps fold and unfold, what hinders one is said in it, files come in piece by piece."""

from pathlib import Path
from typing import Any

import comm
import pytest
from comm.base_comm import BaseComm

from tests.ready import ReadyCounties
from tests.small_county import SmallCounty
from zzlib.exchange.receiving import KNOWN, TAKEN
from zzlib.office.common import ToldLine
from zzlib.office.desk import PANELS, MonthDesk, month_desk
from zzlib.office.receiving import DropZone, Upload, take_files
from zzlib.workspace import Workspace

PERIOD = "2013-01"
GOOD = ("渠道", "A1", "政策型", "新增", "农林水", 10, 10, 10, 0)
MESSAGES = 300
"""How many a step may say at once: of what a busy machine has not taken yet a kernel throws away what is beyond 1,000 messages."""


@pytest.fixture
def begun(county: SmallCounty) -> SmallCounty:
    county.file_return(PERIOD, "发改委", [GOOD])
    return county


def told(desk: MonthDesk, name: str) -> str:
    """Give what a panel's lines say."""
    [lines] = [part for part in desk.panels[name].children if isinstance(part, ToldLine)]
    return str(lines.value)


def test_the_first_step_that_waits_is_open_and_another_folds_it(begun: SmallCounty) -> None:
    desk = month_desk(workspace=begun.workspace)
    assert desk.period.value == PERIOD and desk.unfolded == "receive"
    assert desk.heads["receive"].description == "□ 1 收报表：等 2 个单位：水利局、城关镇（截止 2 月 5 日）"
    for name in PANELS:
        desk.unfold(name)
        assert [own for own, panel in desk.panels.items() if panel.layout.display != "none"] == [name]
        assert not any(isinstance(part, ToldLine) for part in desk.panels[name].children), told(desk, name)
    desk.unfold("")
    assert all(panel.layout.display == "none" for panel in desk.panels.values())


@pytest.mark.slow
def test_no_step_says_more_at_once_than_a_kernel_keeps(
    tmp_path: Path, ready_county: ReadyCounties, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []

    class Counted(BaseComm):
        def publish_msg(self, msg_type: str, *_: Any, **__: Any) -> None:
            said.append(msg_type)

    monkeypatch.setattr(comm, "create_comm", Counted)
    desk = month_desk(workspace=Workspace(ready_county.demo(tmp_path / "县")))
    counts = {"": len(said)}
    for name in PANELS:
        said.clear()
        desk.unfold(name)
        counts[name] = len(said)
    assert all(desk.panels[name].children for name in PANELS) and counts["write"] > 50
    assert max(counts.values()) < MESSAGES, counts


def test_the_month_after_the_last_can_be_begun(begun: SmallCounty) -> None:
    desk = month_desk(workspace=begun.workspace)
    assert "2013-02" in [period for _, period in desk.period.options]
    desk.period.value = "2013-02"
    assert desk.heads["receive"].description.endswith("还没有收到报表，截止 3 月 5 日")
    assert desk.heads["run"].description == "□ 5 出数：等报表"


def test_a_step_that_can_t_be_opened_says_why_and_is_tried_again(county: SmallCounty) -> None:
    desk = month_desk(PERIOD, county.workspace)
    desk.unfold("check")
    assert "还没有报表，请先把报表放进" in told(desk, "check")
    county.file_return(PERIOD, "发改委", [GOOD])
    desk.unfold("check")
    assert not any(isinstance(part, ToldLine) for part in desk.panels["check"].children)


def test_settings_that_can_t_be_read_are_said_above_the_steps(begun: SmallCounty) -> None:
    desk = month_desk(PERIOD, begun.workspace)
    begun.settings("[returns]\ndue_dya = 5\n")
    desk.refresh()
    assert "due_dya" in desk.told.value and 'role="alert"' in desk.told.value


def test_files_come_in_pieces_and_are_taken_when_all_are_here() -> None:
    taken: list[tuple[list[Upload], list[str]]] = []
    zone = DropZone(lambda files, unreadable: taken.append((files, unreadable)))
    for number, name, data in ((0, "一.xlsx", b"ab"), (1, "二.zip", b"c"), (0, "一.xlsx", b"d")):
        zone._handle_custom_msg({"kind": "piece", "number": number, "name": name}, [memoryview(data)])
    assert taken == []
    zone._handle_custom_msg({"kind": "end", "unreadable": ["文件夹"]}, [])
    zone._handle_custom_msg({"kind": "end", "unreadable": []}, [])
    assert taken == [([("一.xlsx", b"abd"), ("二.zip", b"c")], ["文件夹"]), ([], [])]


def test_what_is_dropped_is_taken_once_under_its_name_wherever_it_says_that_it_lies(
    begun: SmallCounty, tmp_path: Path
) -> None:
    other = SmallCounty(tmp_path / "别处")
    path = other.file_return(PERIOD, "水利局", [GOOD])
    uploads = [("..\\..\\水利局.xlsx", path.read_bytes()), ("空.xlsx", b"")]
    rows = take_files(begun.workspace, PERIOD, uploads, "责任人甲", "2013-02-03 9:30")
    assert [(row.source, row.became, row.whose) for row in rows] == [
        ("水利局.xlsx", "已收", "水利局（按时）"),
        ("空.xlsx", "没有收", ""),
    ]
    assert rows[0].outcome == TAKEN and rows[0].received_at == "2013-02-03T09:30:00"
    assert (begun.root / "data" / "returns" / PERIOD / "水利局.xlsx").read_bytes() == path.read_bytes()
    assert [row.outcome for row in take_files(begun.workspace, PERIOD, uploads[:1])] == [KNOWN]


def test_a_county_with_nothing_yet_is_told_where_returns_go(county: SmallCounty) -> None:
    desk = month_desk(workspace=Workspace(county.root))
    assert "里还没有报表，请先把报表放进" in desk.told.value
    assert desk.unfolded == "receive"
