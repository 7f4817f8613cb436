"""Visits to `zz serve`: however a page is left, its kernel ends with it."""

import os
import signal
from collections.abc import Callable, Iterator

import psutil
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.lab import CHROMIUM, PATIENCE
from tests.browser.voila import Served, kernels, serving
from tests.ready import ReadyCounties
from zzlib.serving import SERVED
from zzlib.serving.server import ALONE_SECONDS

pytestmark = [pytest.mark.browser, pytest.mark.slow]
PAGES = 5
"""Each way of leaving, the first of them twice; with those that are loaded again and come back to, 7 visits."""


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory, ready_county: ReadyCounties) -> Iterator[Served]:
    county = ready_county(tmp_path_factory.mktemp("county") / "县", units=3, months=2, seed=3, mess="none")
    with serving(county, tmp_path_factory.mktemp("jupyter"), 3600, "--cold") as server:
        yield server


def _visit(page: Page, served: Served, notebook: str) -> None:
    page.goto(f"{served.address}/voila/render/{notebook}?token={served.token}", wait_until="commit")
    _loaded(page)


def _loaded(page: Page) -> None:
    page.wait_for_selector(".zz-picture svg")


def _close(page: Page, served: Served) -> None:
    page.close(run_before_unload=True)


def _go_on(page: Page, served: Served) -> None:
    page.goto(f"{served.address}/?token={served.token}")
    page.close(run_before_unload=True)


def _reload(page: Page, served: Served) -> None:
    page.reload(wait_until="commit")
    _loaded(page)
    page.close(run_before_unload=True)


def _come_back(page: Page, served: Served) -> None:
    page.goto(f"{served.address}/?token={served.token}")
    page.go_back(wait_until="commit")
    _loaded(page)
    page.close(run_before_unload=True)


LEAVING: tuple[Callable[[Page, Served], None], ...] = (_close, _go_on, _reload, _come_back)


@pytest.fixture(scope="module")
def abandoned(served: Served, chromium: Browser) -> set[psutil.Process]:
    """The kernel of a page whose browser was killed; it has some time, in which others visit."""
    before = set(psutil.Process().children(recursive=True))
    own_browser = chromium.browser_type.launch(executable_path=str(CHROMIUM), args=["--no-sandbox"])
    page = own_browser.new_page()
    page.set_default_timeout(PATIENCE)
    _visit(page, served, "explore_gap.ipynb")
    found = set(kernels(served))
    assert found
    own = [child for child in set(psutil.Process().children(recursive=True)) - before if "chrom" in child.name()]
    for process in own:
        os.kill(process.pid, signal.SIGKILL)
    return found


def test_visits_leave_no_kernel_and_no_memory(
    served: Served, chromium: Browser, abandoned: set[psutil.Process]
) -> None:
    memory = []
    context = chromium.new_context()
    for number in range(PAGES):
        page = context.new_page()
        _visit(page, served, list(SERVED)[number % len(SERVED)])
        assert set(kernels(served)) - abandoned
        LEAVING[number % len(LEAVING)](page, served)
        _await_end(set(kernels(served)) - abandoned, 30)
        assert set(kernels(served)) <= abandoned
        memory.append(_server(served).memory_info().rss >> 20)
    context.close()
    print(f"memory of the server after each visit, MB: {memory}")
    assert memory[-1] - memory[1] < 30, memory  # a kernel alone takes eight times as much


def test_a_browser_that_was_killed_leaves_no_kernel(served: Served, abandoned: set[psutil.Process]) -> None:
    _await_end(abandoned, ALONE_SECONDS + 60)
    assert not kernels(served)


def test_a_page_left_while_it_is_made_ends_its_kernel(served: Served, chromium: Browser) -> None:
    page = chromium.new_page()
    page.goto(f"{served.address}/voila/render/explore_gap.ipynb?token={served.token}", wait_until="commit")
    while not (begun := set(kernels(served))):
        page.wait_for_timeout(100)
    page.close()
    _await_end(begun, ALONE_SECONDS)  # sooner than one that waits for its page


def test_a_page_whose_kernel_has_ended_says_so_and_opens_again(served: Served, chromium: Browser) -> None:
    page = chromium.new_page()
    _visit(page, served, "explore_gap.ipynb")
    line = page.locator("#zz-opening")
    line.wait_for(state="detached")  # on a busy machine it was there while the page was loading
    [kernel] = kernels(served)
    kernel.kill()
    expect(line).to_contain_text("这一页的计算已经停了")
    line.get_by_text("重新打开").click()
    line.wait_for(state="detached")
    _loaded(page)
    page.close(run_before_unload=True)


def test_a_page_that_does_not_come_says_so(served: Served, chromium: Browser) -> None:
    page = chromium.new_page()
    page.clock.install()
    page.route("**/voila.js", lambda route: route.abort())
    page.goto(f"{served.address}/voila/render/explore_gap.ipynb?token={served.token}")
    page.clock.fast_forward(40_000)
    expect(page.locator("#zz-opening")).to_contain_text("电脑忙，这一页还没有打开")
    page.close()


def _server(served: Served) -> psutil.Process:
    [server] = psutil.Process(served.process.pid).children()
    return server


def _await_end(processes: set[psutil.Process], seconds: float) -> None:
    _, left = psutil.wait_procs(processes, timeout=seconds)
    assert not left
