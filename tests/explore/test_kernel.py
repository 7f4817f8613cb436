"""Whatever a view says reaches its page, however busy the machine is."""

from collections import Counter
from queue import Empty

import pytest
from jupyter_client.manager import start_new_kernel

pytestmark = pytest.mark.slow
_WIDGETS = 10_000
"""Made at once while nobody listens: three times as many messages, where a kernel left to itself keeps some thousands."""


def test_what_a_page_takes_late_is_not_lost() -> None:
    manager, page = start_new_kernel(kernel_name="python3")
    try:
        page.execute("import ipywidgets, zzlib.explore", reply=True, timeout=120)
        page.execute(f"made = [ipywidgets.Text() for _ in range({_WIDGETS})]")
        assert page.get_shell_msg(timeout=120)["content"]["status"] == "ok"
        told = Counter[str]()
        while told["comm_open"] < 3 * _WIDGETS:  # each with its layout and its style
            told[page.get_iopub_msg(timeout=20)["msg_type"]] += 1
    except Empty:
        pytest.fail(f"{dict(told)}")
    finally:
        page.stop_channels()
        manager.shutdown_kernel(now=True)
