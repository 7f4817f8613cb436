"""A JupyterLab server of a test's own, and notebooks opened in a real browser as a person opens them."""

import json
import os
import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser, Locator, Page, expect

from zzlib.cli.jupyter import write_settings

REPOSITORY = Path(__file__).resolve().parents[2]
CHROMIUM = Path("/usr/bin/chromium")
PATIENCE = 180_000
"""Milliseconds for which the tests wait for what they expect: beside other tests a kernel answers late."""


@dataclass
class Notebook:
    """A notebook in the browser, all cells run. `errors` collects what the page itself threw, see `thrown`."""

    page: Page
    errors: list[str] = field(default_factory=list)

    def button(self, text: str) -> Locator:
        """Find a widget's button by its words."""
        return self.page.locator(".jp-OutputArea button.widget-button", has_text=text).first

    def click(self, words: str) -> None:
        """Press the button with exactly these words."""
        self.page.locator(".jp-OutputArea button.widget-button").get_by_text(words, exact=True).first.click()

    def dropdown(self, label: str) -> Locator:
        """Find the dropdown with this label."""
        named = self.page.locator(".widget-label", has_text=re.compile(rf"^{re.escape(label)}$"))
        return self.page.locator(".widget-dropdown").filter(has=named).first

    def choose(self, label: str, option: str) -> None:
        """Choose an option of the dropdown with this label; the option may be named by a part of it.

        Words that a view shows may come before a list that it makes anew: where the list that is going has such an
        option, too, wait for what only the new one has.
        """
        widget = self.dropdown(label)
        shown = widget.locator("option").filter(has_text=option.replace(" ", "\N{NO-BREAK SPACE}"))
        expect(shown.first).to_be_attached()
        texts = [text.replace("\N{NO-BREAK SPACE}", " ") for text in widget.locator("option").all_text_contents()]
        [found] = [n for n, t in enumerate(texts) if t == option] or [n for n, t in enumerate(texts) if option in t]
        widget.locator("select").select_option(index=found)

    def fill(self, label: str, text: str) -> None:
        """Write into the text field with this label, and leave it."""
        named = self.page.locator(".widget-label", has_text=re.compile(rf"^{re.escape(label)}$"))
        box = self.page.locator(".widget-text, .widget-textarea").filter(has=named).locator("input, textarea").first
        box.fill(text)
        box.press("Tab")

    def shows(self, text: str) -> None:
        """Wait until the outputs show a text.

        Raises:
            AssertionError: they do not.
        """
        expect(self.page.locator(".jp-Notebook")).to_contain_text(text)

    def failures(self) -> list[str]:
        """Give the tracebacks that cells show."""
        return self.page.locator(_ERROR).all_inner_texts()


def thrown(page: Page) -> list[str]:
    """Give the list to which is added what a page throws from now on: the message, and from the next line on where."""
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(f"{error.message}\n{error.stack or ''}"))
    return errors


@dataclass(frozen=True)
class Lab:
    """A running server; notebooks are opened as copies in its own folder, so that no test changes the repository."""

    address: str
    folder: Path

    @contextmanager
    def open(
        self, browser: Browser, notebook: str, root: Path, parameters: Mapping[str, object] | None = None
    ) -> Iterator[Notebook]:
        """Open a copy of `notebooks/<notebook>` for the workspace `root`, run all cells, and wait for their end.

        `parameters` replace those of the notebook's own cell. Cells that fail end the run: see `Notebook.failures`.
        """
        copy = self.folder / f"{Path(notebook).stem}-{time.monotonic_ns()}.ipynb"
        copy.write_text(_with_parameters(notebook, root, parameters or {}), encoding="utf-8")
        page = browser.new_page(viewport={"width": 1500, "height": 1100})
        opened = Notebook(page, thrown(page))
        try:
            page.goto(f"{self.address}/lab/tree/{copy.name}?reset", wait_until="commit")
            page.wait_for_selector(".jp-Notebook .jp-Cell")
            page.wait_for_function(CONNECTED)
            idle = '.jp-Notebook-ExecutionIndicator[data-status="idle"]'
            page.wait_for_selector(idle, state="attached")
            page.get_by_role("menuitem", name="Run", exact=True).click()
            page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
            page.wait_for_function(_ALL_RUN)
            page.wait_for_selector(idle, state="attached")
            # Where cells run while the page still asks the kernel for its widgets, the page looks for one of them too early,
            # says so to its console, and shows it as soon as it is told of it; one that stays away is an error.
            if not page.get_by_text(_NOT_SHOWN).count():
                opened.errors[:] = [said for said in opened.errors if not said.startswith(f"{_TOO_EARLY}\n")]
            yield opened
        finally:
            page.close()
            _end_kernels(self.address)


_ERROR = '.jp-Notebook [data-mime-type="application/vnd.jupyter.error"]'
_TOO_EARLY = "widget model not found"
_NOT_SHOWN = re.compile("Error displaying widget|model not found")
# The server may run the kernel long before the page has heard of it: cells run meanwhile are given up without a word.
CONNECTED = """() => {
    const session = window.jupyterapp?.shell.currentWidget?.sessionContext;
    return session?.isReady && session.session?.kernel?.connectionStatus === 'connected';
}"""
# What the model says and not the page: cells whose source is folded away show no number.
_ALL_RUN = rf"""() => {{
    const cells = window.jupyterapp.shell.currentWidget.content.model.sharedModel.cells.filter(c => c.cell_type === 'code');
    return (cells.length > 0 && cells.every(cell => cell.execution_count)) || document.querySelector('{_ERROR}') !== null;
}}"""


@contextmanager
def lab_server(folder: Path) -> Iterator[Lab]:
    """Run JupyterLab on 127.0.0.1 with settings of its own in `folder`; notebooks lie in `folder/notebooks`."""
    notebooks = folder / "notebooks"
    notebooks.mkdir(parents=True)
    names = ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "JUPYTERLAB_SETTINGS_DIR",
             "JUPYTERLAB_WORKSPACES_DIR", "IPYTHONDIR")  # fmt: skip
    environment = {**os.environ, **{name: str(folder / name.lower()) for name in names}}
    environment["PYTHONPATH"] = os.pathsep.join([str(REPOSITORY), *filter(None, [os.environ.get("PYTHONPATH")])])
    port = _free_port()
    address = f"http://127.0.0.1:{port}"
    log = folder / "server.log"
    with log.open("wb") as said:
        server = subprocess.Popen(
            [
                sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", "--ip=127.0.0.1", f"--port={port}",
                "--port-retries=0", "--IdentityProvider.token=", "--ServerApp.password=",
                "--ServerApp.disable_check_xsrf=True",  # kernels are ended over the server's own address
                "--LabApp.expose_app_in_browser=True",  # tests ask which shortcuts there are
                f"--ServerApp.root_dir={notebooks}", f"--LabApp.app_settings_dir={_settings(folder)}",
            ],
            env=environment, stdout=said, stderr=subprocess.STDOUT,
        )  # fmt: skip
        try:
            _wait(address, server, log)
            yield Lab(address, notebooks)
        finally:
            server.terminate()
            server.wait(timeout=20)


def _settings(folder: Path) -> Path:
    """Write the settings of `zz lab`."""
    (folder / "app").mkdir()
    write_settings(folder / "app")
    return folder / "app"


def _with_parameters(notebook: str, root: Path, parameters: Mapping[str, object]) -> str:
    """Give a notebook's text with a cell after its parameters that names the workspace and sets them anew."""
    content = json.loads((REPOSITORY / "notebooks" / notebook).read_text(encoding="utf-8"))
    cells = content["cells"]
    own = next(n for n, cell in enumerate(cells) if "parameters" in cell["metadata"].get("tags", []))
    workspace = f"import os\nos.environ['ZZ_ROOT'] = {str(root)!r}"
    source = "\n".join([workspace, *(f"{name} = {value!r}" for name, value in parameters.items())])
    assert all(re.search(rf"^{name}\b", "".join(cells[own]["source"]), re.MULTILINE) for name in parameters)
    cell = {"cell_type": "code", "execution_count": None, "id": "injected", "metadata": {}, "outputs": []}
    cells.insert(own + 1, {**cell, "source": source})
    return json.dumps(content, ensure_ascii=False)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait(address: str, server: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(PATIENCE // 500):
        assert server.poll() is None, log.read_text(encoding="utf-8", errors="replace")
        try:
            with urllib.request.urlopen(f"{address}/api", timeout=5):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.5)
    raise AssertionError(log.read_text(encoding="utf-8", errors="replace"))


def _end_kernels(address: str) -> None:
    """End the kernels that closed pages leave behind."""
    with urllib.request.urlopen(f"{address}/api/sessions", timeout=10) as answer:
        sessions = json.load(answer)
    for session in sessions:
        request = urllib.request.Request(f"{address}/api/sessions/{session['id']}", method="DELETE")
        with urllib.request.urlopen(request, timeout=20):
            pass
