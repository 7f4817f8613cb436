"""`zz explain FIGURE P --page`: what a figure rests on, as a page."""

import sys
from typing import TYPE_CHECKING

from zzlib.cli.output import say, say_json

if TYPE_CHECKING:
    from zzlib.indicators import Explanation
    from zzlib.ledger import Ledger


def write_page(ledger: "Ledger", explanation: "Explanation", as_json: bool) -> int:
    """Write the page below `outputs/说明`, and say where; what a person changed there is moved aside."""
    from zzlib.exchange.outbox import put_files
    from zzlib.indicators import measured
    from zzlib.report.figure_page import FigurePage

    workspace, page = ledger.workspace, FigurePage(explanation, measured(ledger))
    folder = workspace.outputs_dir / "说明" / ledger.period
    sent = put_files(folder, {page.name: page.text().encode()}, workspace.outputs_dir, whole=False)
    place = (sent.folder / page.name).relative_to(workspace.root).as_posix()
    moved = sent.moved.relative_to(workspace.root).as_posix() if sent.moved else None
    if moved:
        say(f"原来那一页有人改过，已移到 {moved}", sys.stderr)
    if as_json:
        say_json(explanation.to_json() | {"page": place, "moved": moved})
        return 0
    say(f"{explanation.figure.label}：{explanation.figure.text}。已写成一页 {place}，用浏览器打开")
    return 0
