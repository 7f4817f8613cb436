"""A command of `zz` beside the page: heard while it works, its reason in one line, stopped when somebody asks for that."""

import re
import time

import pytest

from tests.small_county import SmallCounty
from zzlib.office.command import ZzCommand
from zzlib.office.common import OfficeMonth
from zzlib.office.running import Working
from zzlib.runs.publish import period_lock

PERIOD = "2013-01"
GOOD = ("渠道", "A1", "政策型", "新增", "农林水", 10, 10, 10, 0)


def test_why_it_failed_is_its_last_line(county: SmallCounty) -> None:
    county.file_return(PERIOD, "发改委", [GOOD])
    heard: list[str] = []
    command = ZzCommand(county.root, ["issue", PERIOD, "--by=-责任人甲"], lambda: heard.append("!"))
    assert command.wait() == 3
    assert command.last_line.startswith(
        "2013-01 还没有出数，不能印发：先 zz draft 2013-01 起草，再 zz draft 2013-01 --state 已审"
    )
    assert command.last_line.endswith("，然后 zz run 2013-01，再 zz issue")
    assert heard and re.search("[\u4e00-\u9fff]", command.text)


def test_a_click_while_a_command_is_at_work_is_not_lost_without_a_word(county: SmallCounty) -> None:
    county.file_return(PERIOD, "发改委", [GOOD])
    working = Working(OfficeMonth(county.root, PERIOD, lambda: None), lambda: None)
    working.start(["issue", PERIOD, "--by=责任人甲"], "印发")
    first = working.command
    working.start(["issue", PERIOD, "--by=责任人乙"], "印发")
    assert first is not None and working.command is first
    assert "前一次还没有完，等它完了再点" in working.told.value
    first.wait()
    assert "还没有出数，不能印发" in working.told.value


@pytest.mark.slow
def test_whoever_holds_the_month_is_named_and_waiting_can_be_stopped(county: SmallCounty) -> None:
    county.file_return(PERIOD, "发改委", [GOOD])
    county.workspace.outputs_dir.mkdir()
    with period_lock(county.workspace.outputs_dir, PERIOD, lambda said: None):
        command = ZzCommand(county.root, ["run", PERIOD], lambda: None)
        for _ in range(600):
            if "另一个程序正在出 2013-01" in command.text:
                break
            time.sleep(0.1)
        assert "等它结束后接着运行" in command.text and command.code is None
        command.stop()
        assert command.wait() == 3
    assert command.last_line == "已中断，没有完成；原有输出未动"
