"""Whoever swaps an input for a moment while it is read: the figures are the true file's, or the digest tells that they are not."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.small_county import SmallCounty
from zzlib.indicators import Explainer, measure
from zzlib.ledger import InputsChangedError, build_ledger, open_ledger
from zzlib.report import compose
from zzlib.workspace import Workspace, WorkspaceError
from zzlib.writing import parse_draft, read_writing, save_draft

PERIOD = "2013-02"
ROW = ["灌区改造", "", "个性型", "新增", "中央预算内", 900, 600, 300, ""]
DRAFT = "状态：已签\n经手：责任人甲\n日期：2013-03-04\n\n# 存在的问题\n## 到位不快\n到位资金{funds_received}。\n"
WORDS = '[[paragraph]]\nid = "targets"\nclauses = [["全年目标{funds_target}。"]]\n'
SWAPS: dict[str, Callable[[bytes], bytes]] = {
    "data/reference/targets.csv": lambda data: data.replace(b"1000", b"9900"),
    "data/reference/units.csv": lambda data: data.replace("水利局".encode(), "水务局".encode()),
    "data/settings.toml": lambda data: data.replace(b"due_day = 20", b"due_day = 1"),
    "data/templates/wording.toml": lambda data: data.replace("全年目标".encode(), "全年指标".encode()),
    "data/drafts/2013-02/稿1.md": lambda data: data.replace("不快".encode(), "太快".encode()),
    "data/returns/2013-02/received.csv": lambda data: data.replace(b"2013-03-02", b"2013-03-28"),
    "data/returns/2013-02/水利局.xlsx": lambda data: data,  # by another month's return: see `other`
}
_watcher: Callable[[str], None] | None = None


def _on_event(event: str, arguments: tuple[Any, ...]) -> None:
    if event == "open" and _watcher is not None and isinstance(arguments[0], str):
        _watcher(arguments[0])


sys.addaudithook(_on_event)


@pytest.fixture
def watched() -> Any:
    """Give what sets who is told of each file that is about to be opened."""
    global _watcher

    def watch(watcher: Callable[[str], None] | None) -> None:
        global _watcher
        _watcher = watcher

    yield watch
    _watcher = None


@pytest.fixture
def full(county: SmallCounty) -> SmallCounty:
    county.file_return("2013-01", "水利局", [[*ROW[:7], 2000, ""]])
    county.file_return(PERIOD, "水利局", [ROW])
    county.settings("[returns]\ndue_day = 20\n")
    templates = county.root / "data" / "templates"
    templates.mkdir()
    (templates / "wording.toml").write_text(WORDS, encoding="utf-8")
    save_draft(county.workspace, parse_draft(DRAFT, PERIOD))
    return county


def told(workspace: Workspace, make: Any = build_ledger) -> tuple[dict[str, str], str]:
    """Give the digests of the inputs, and all that is said of the month: figures, filings, circular, a cell."""
    ledger = make(workspace, PERIOD)
    month = measure(ledger)
    figures = {(f.figure, f.scope): f.text for f in month.figures}
    writing = read_writing(ledger.workspace, PERIOD)
    circular = compose(month, ledger.workspace.templates_dir, writing)
    cells = Explainer(ledger).explain("funds_received").to_json()
    return dict(ledger.inputs), str((figures, list(month.units["filing"]), list(month.units["unit"]), circular, cells))


@pytest.mark.slow
@pytest.mark.parametrize("file", SWAPS)
def test_what_is_digested_is_what_is_read(full: SmallCounty, watched: Any, file: str) -> None:
    path = full.root / file
    true = path.read_bytes()
    other = (full.root / "data/returns/2013-01/水利局.xlsx").read_bytes()
    wrong = other if path.suffix == ".xlsx" else SWAPS[file](true)
    assert wrong != true
    expected = told(full.workspace)
    for gap in range(1, 12):
        swaps = Swaps(path, true, wrong, gap)
        watched(swaps)
        try:
            digests, said = told(full.workspace)
        except (WorkspaceError, InputsChangedError) as error:
            assert "请重新运行" in str(error)
        else:
            assert digests != expected[0] or said == expected[1], f"wrong figures under the true digest: read {gap}"
            watched(None)
            if swaps.done and digests == expected[0]:
                again = told(full.workspace, open_ledger)  # nor are they kept under it
                assert again == expected
        finally:
            watched(None)
            path.write_bytes(true)
        if not swaps.done:
            break
    assert gap > 1 and not swaps.done


class Swaps:
    """Puts another content into a file just before it is opened for the n-th time, the true one before the next opening."""

    def __init__(self, path: Path, true: bytes, wrong: bytes, number: int) -> None:
        self._path, self._true, self._wrong, self._left = path, true, wrong, number
        self.done = self._swapped = self._busy = False

    def __call__(self, opened: str) -> None:
        if self._busy:
            return
        self._busy = True
        try:
            if self._swapped:
                self._path.write_bytes(self._true)
                self._swapped = False
            if opened == str(self._path):
                self._left -= 1
                if self._left == 0:
                    self._path.write_bytes(self._wrong)
                    self.done = self._swapped = True
        finally:
            self._busy = False
