"""The step of receiving: files are dropped into the page, and it is said of each whose it is and what is in doubt."""

import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import anywidget
import ipywidgets as widgets
import pandas as pd
import traitlets

from zzlib.exchange.receiving import TAKEN, receive, stated
from zzlib.exchange.taken import ReceivedRow, received_rows
from zzlib.explore.decisions_view import Chooser
from zzlib.files import package_file
from zzlib.ledger.registry import read_registry
from zzlib.names import legible
from zzlib.office.common import OfficeMonth, ToldLine, row, text
from zzlib.publication.touched import touched_lines, touched_months
from zzlib.report.display import ShownTable
from zzlib.workspace import Workspace

Upload = tuple[str, bytes]
"""A file as a browser sends it: its name and its bytes."""


class DropZone(anywidget.AnyWidget):
    """A box into which a person drops files, or by which they are chosen; `taken` is given all of them once they are here."""

    _esm = package_file("zzlib.office", "page/drop.js").decode()
    words = traitlets.Unicode("把文件拖到这里，或点这里选文件").tag(sync=True)

    def __init__(self, taken: Callable[[list[Upload], list[str]], None]) -> None:
        """Wait for files; `taken` gets them, and the names of those that the browser could not read."""
        super().__init__()
        self._pieces: dict[int, tuple[str, list[bytes]]] = {}
        self._taken = taken
        self.on_msg(self._on_message)

    def _on_message(self, _: Any, content: dict[str, Any], buffers: Sequence[Any]) -> None:
        if content["kind"] == "piece":
            self._pieces.setdefault(content["number"], (content["name"], []))[1].append(bytes(buffers[0]))
            return
        files = [(name, b"".join(pieces)) for _, (name, pieces) in sorted(self._pieces.items())]
        self._pieces.clear()
        self._taken(files, content["unreadable"])


def take_files(
    workspace: Workspace, period: str, uploads: Sequence[Upload], by: str = "", at: str = "", unit: str = ""
) -> list[ReceivedRow]:
    """Take what came over the page into a month, as `zz receive` takes files; what speaks of other months only is left.

    Raises:
        DecisionError: the time is none, or there is no such unit.
    """
    word = stated(workspace, period, at, by, unit)
    with tempfile.TemporaryDirectory() as folder:
        paths = []
        for number, (name, data) in enumerate(uploads):
            path = Path(folder) / str(number) / (Path(name.replace("\\", "/")).name or "文件")
            path.parent.mkdir()
            path.write_bytes(data)
            paths.append(path)
        received = receive(workspace, period, paths, word, dropped=True)
        names = {legible(str(path)): legible(path.name) for path in paths}
    rows = received_rows(workspace, period, received)
    return [ReceivedRow(**vars(one) | {"source": names.get(one.source, one.source)}) for one in rows]


def receiving_panel(month: OfficeMonth) -> widgets.Widget:
    """Show the box for files, who received them and when, and what became of them."""
    told, shown = ToldLine(), widgets.HTML()
    by, at = text("谁收的", "责任人甲"), text("何时收到", "不写是现在")
    unit = Chooser("是谁的")
    registry = read_registry(month.workspace, month.period)
    members = registry.members(month.period)
    unit.offer([("看文件里写的", ""), *((name, unit_id) for unit_id, name in members.items())])
    unit.layout.width = "min(22em, 98%)"

    def take(files: list[Upload], unreadable: list[str]) -> None:
        told.of(lambda: _took(month, files, unreadable, (by.value, at.value, unit.value), shown), "收")
        month.changed()

    return widgets.VBox([row(by, at, unit), DropZone(take), told, shown])


def _took(
    month: OfficeMonth, files: list[Upload], unreadable: list[str], word: tuple[str, str, str], shown: widgets.HTML
) -> list[str]:
    workspace = month.workspace
    rows = take_files(workspace, month.period, files, *word) if files else []
    table = [
        (one.file or one.source, one.became, one.whose, one.received_at.replace("T", " ")[:16], str(one.errors or ""), str(one.warnings or ""), "；".join(filter(None, [one.said, one.why])))
        for one in rows
    ]  # fmt: skip
    headings = ["文件", "", "单位", "收到时间", "错误", "提醒", "要知道的"]
    shown.value = ShownTable(pd.DataFrame(table, columns=headings, dtype="str"))._repr_html_()
    counts = {word: sum(one.became == word for one in rows) for word in dict.fromkeys(one.became for one in rows)}
    lines = ["，".join(f"{word} {count} 份" for word, count in counts.items())] if rows else []
    lines += [f"浏览器读不出，没有收：{'、'.join(unreadable)}（文件夹要打开，拖里面的文件）"] if unreadable else []
    touched = touched_months(workspace, month.period) if any(one.outcome == TAKEN for one in rows) else []
    return [*lines, *touched_lines(workspace, touched)]
