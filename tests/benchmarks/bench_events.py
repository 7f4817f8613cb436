"""What every event of the views takes of the processor until its picture stands: each control at each picture, the first time and again.

An event is what a page sends: a control set to another value, a mark clicked. Before the first time, all that was kept since the picture was opened
is forgotten, written queries included; again is the same change once more. The month before is chosen on a page that has been idle (`Panel.ahead`), and
(`period, at once`) on one that has not. Medians in ms, and as a ratio to a plain bar chart of matplotlib in the same run:

    python -m tests.benchmarks.bench_events . 2013-05     # of the county whose folder that is; its data is copied
"""

import argparse
import gc
import shutil
import statistics
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from unittest.mock import patch

import ipywidgets as widgets

from tests.benchmarks.bench_views import _ms, _plain_bars
from zzlib.explore import data as view_data
from zzlib.explore.conversion_view import conversion_view
from zzlib.explore.data import ViewData, forget, load_data
from zzlib.explore.gap_view import gap_view
from zzlib.explore.items_view import items_view
from zzlib.explore.panel import Panel
from zzlib.explore.progress_view import progress_view
from zzlib.explore.widgets import Choices, FixedAmounts
from zzlib.indicators import sums
from zzlib.workspace import Workspace

VIEWS = {"conversion": conversion_view, "progress": progress_view, "gap": gap_view, "items": items_view}
Taken = dict[tuple[str, str], list[tuple[float, float]]]
"""(Picture, control) -> ms of each round to the picture and to the tables."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("county", type=Path, help="the folder whose data is copied")
    parser.add_argument("period", help="the month that is looked at")
    parser.add_argument("--views", nargs="*", default=list(VIEWS), help="the views, all when none is named")
    parser.add_argument("--controls", nargs="*", default=[], help="the controls, all when none is named")
    parser.add_argument("--rounds", type=int, default=3, help="how often each event is made")
    parser.add_argument(
        "--above", type=float, default=1.0, help="events that take longer than so many plain bar charts are named"
    )
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "county"
        shutil.copytree(chosen.county / "data", root / "data", ignore=shutil.ignore_patterns("drafts"))
        workspace = Workspace(root)
        for view in chosen.views:
            panel = VIEWS[view](chosen.period, workspace)
            first, again, base = _measured(panel, load_data(chosen.period, workspace), chosen.rounds, chosen.controls)
            _tell(view, first, again, base, chosen.above)


def _measured(panel: Panel, data: ViewData, rounds: int, controls: list[str]) -> tuple[Taken, Taken, float]:
    """Make every event of the controls at every picture, `rounds` times, with a plain bar chart between them; give its median, too."""
    bases: list[float] = []
    first: Taken = {}
    again: Taken = {}
    opened, queries, start = dict(data._kept), dict(sums._QUERIES), panel.values()
    pictures = [value for _, value in panel.controls["picture"].options]
    for _ in range(rounds):
        for picture in pictures:
            _forget(data, opened, queries)
            panel.restore({**start, "picture": picture})
            kept, written = dict(data._kept), dict(sums._QUERIES)
            for name, state in _events(panel, picture, pictures):
                if controls and name not in controls:
                    continue
                _forget(data, kept, written)
                if "period" in state:
                    _only(data)
                    for _ in panel.ahead() if name == "period" else ():
                        pass
                bases.append(_ms(_plain_bars))
                for told in (first, again):
                    told.setdefault((picture, name), []).append(_event(panel, state))
                    panel.restore({**start, "picture": picture})
    return first, again, statistics.median(bases)


def _events(panel: Panel, picture: str, pictures: list[str]) -> Iterator[tuple[str, dict[str, Any]]]:
    for name, control in panel.controls.items():
        if name in panel._uses and picture not in panel._uses[name]:
            continue
        if name == "period":
            yield from ((kind, {name: control.options[-2][1]}) for kind in (name, "period, at once"))
        elif (value := _other(control, pictures.index(picture) + 1)) is not None:
            yield name, {name: value}
    keys = [spot["key"] for spot in panel.picture.spots if spot["key"]]
    if keys:
        yield "a mark", {"listed": keys[-1]}


def _other(control: widgets.Widget, turn: int) -> Any:
    """Give another value of a control, `None` where there is none."""
    if isinstance(control, Choices):
        return (control.options[0][1],) if control.options else None
    if isinstance(control, FixedAmounts):
        return f"{control.offered[0]}=1" if control.offered else None
    if isinstance(control, widgets.Dropdown):
        others = [value for _, value in control.options if value != control.value]
        return others[turn % len(others)] if others else None
    return control.value + control.step * (1 if control.value + control.step <= control.max else -1)


def _event(panel: Panel, state: dict[str, Any]) -> tuple[float, float]:
    """Make a change as a page does; ms to the picture (to the tables where it stays) and to the tables."""
    drawn: list[float] = []
    panel.picture.observe(lambda _: drawn.append(time.process_time()), "spots")
    gc.collect()
    started = time.process_time()
    for name, value in state.items():
        if name == "listed":
            panel.picture.chosen = value
        else:
            panel.controls[name].value = value
    ended = time.process_time()
    panel.picture.unobserve_all("spots")
    assert not panel.message.value, panel.message.value
    return ((drawn[0] if drawn else ended) - started) * 1000, (ended - started) * 1000


def _forget(data: ViewData, kept: dict[Any, Any], queries: dict[str, str]) -> None:
    data._kept.clear()
    data._kept.update(kept)
    sums._QUERIES.clear()
    sums._QUERIES.update(queries)


def _only(data: ViewData) -> None:
    """Forget all other months that are loaded."""
    forget()
    with patch.object(view_data, "ViewData", return_value=data):
        load_data(data.period, data.ledger.workspace)


def _tell(view: str, first: Taken, again: Taken, base: float, above: float) -> None:
    """Print each control: the median of its pictures and the slowest; then every event that is above the limit."""
    middle = [{key: [statistics.median(part) for part in zip(*own, strict=True)] for key, own in taken.items()} for taken in (first, again)]  # fmt: skip
    print(
        f"{view}: {len(first)} events; to the picture, the first time and again (median of pictures, slowest), in ms; a plain bar chart: {base:.0f} ms"
    )
    for control in dict.fromkeys(control for _, control in first):
        said = []
        for taken in middle:
            own = {picture: drawn for (picture, name), (drawn, _) in taken.items() if name == control}
            worst = max(own, key=lambda picture: own[picture])
            said.append(
                f"{statistics.median(own.values()):6.0f} {own[worst]:6.0f} ({own[worst] / base:.1f} x, {worst})"
            )
        print(f"  {control:14} {said[0]:44} {said[1]}", flush=True)
    for (picture, control), (drawn, tables) in middle[0].items():
        if drawn > above * base:
            print(
                f"    above: {picture} × {control}: {drawn:.0f} ms ({drawn / base:.1f} x), to the tables {tables:.0f}",
                flush=True,
            )


if __name__ == "__main__":
    main()
