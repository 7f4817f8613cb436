"""The widgets of the views that run in the page: a picture that answers, tables, a list of which several may be chosen.

Their JavaScript lies in `page/` and comes with the package: nothing is loaded from elsewhere, nothing is built.
"""

from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

import anywidget
import ipywidgets as widgets
import pandas as pd
import traitlets

from zzlib.charts.theme import Chart
from zzlib.explore.result import NOTHING, ViewTable
from zzlib.files import package_file

MOST_ROWS = 5000
"""Rows of a table that a page holds; the exported workbook has them all."""


@cache
def _page(name: str) -> str:
    return package_file("zzlib.explore", f"page/{name}").decode()


def colours() -> widgets.HTML:
    """Give the style in which `--zz-ink`, `--zz-bad` and the like are colours that can be read in both themes, where no picture brings it."""
    return widgets.HTML(f"<style>{_page('colours.css')}</style>", layout={"display": "none"})


class Picture(anywidget.AnyWidget):
    """A chart whose marks say what they are; `chosen` is the key of the one whose projects are listed, or several (`|` between).

    `alt` is what is said to those who don't see it; `query` is kept in the address of a served page; `drawn`: a page shows it.
    """

    _esm = _page("picture.js")
    _css = _page("colours.css") + _page("views.css")
    svg = traitlets.Unicode().tag(sync=True)
    spots: traitlets.List[Any] = traitlets.List().tag(sync=True)
    alt = traitlets.Unicode().tag(sync=True)
    chosen = traitlets.Unicode().tag(sync=True)
    query = traitlets.Unicode().tag(sync=True)
    drawn = traitlets.Bool(False).tag(sync=True)

    def show(self, chart: Chart, alt: str) -> None:
        """Show another chart."""
        svg = chart.page_svg()
        spots = [{"name": s.name, "values": s.values, "key": s.key, "box": s.box()} for s in chart.spots]
        with self.hold_sync():
            self.svg, self.spots, self.alt = svg, spots, alt

    def listed(self) -> set[str]:
        """Give the keys that its marks have."""
        return {spot["key"] for spot in self.spots}


class Tables(anywidget.AnyWidget):
    """The numbers of a picture and the projects behind it, as tables to sort, search and copy; `tab` is the one shown."""

    _esm = _page("table.js")
    numbers = traitlets.Dict().tag(sync=True)
    projects = traitlets.Dict().tag(sync=True)
    tab = traitlets.Enum(("numbers", "projects"), "numbers").tag(sync=True)

    def __init__(self) -> None:
        """Begin with two tables that hold nothing."""
        super().__init__(numbers=in_page(NOTHING), projects=in_page(NOTHING))


def in_page(table: ViewTable) -> dict[str, Any]:
    """Give a table as the page takes it: raw values, of money fen, of shares fractions; what can't be said is `None`."""
    return {
        "name": table.name,
        "columns": [{"heading": column.heading, "kind": column.kind} for column in table.columns],
        "rows": [[_plain(value) for value in row] for row in table.rows[:MOST_ROWS]],
        "count": len(table.rows),
        "empty": table.empty,
    }


def _plain(value: Any) -> Any:
    if value is None or isinstance(value, str | bool | int):
        return value
    return None if pd.isna(value) else value.item() if hasattr(value, "item") else float(value)


class Choices(anywidget.AnyWidget):
    """A list of (words, value) of which several may be chosen; `value` is the tuple of those, in the list's order."""

    _esm = _page("choices.js")
    description = traitlets.Unicode().tag(sync=True)
    nothing = traitlets.Unicode("全部").tag(sync=True)
    tooltip = traitlets.Unicode().tag(sync=True)
    offered: traitlets.List[Any] = traitlets.List().tag(sync=True)
    chosen = traitlets.List(traitlets.Unicode()).tag(sync=True)
    value = traitlets.Tuple()

    def __init__(self, description: str, nothing: str = "全部") -> None:
        """Begin with nothing offered."""
        super().__init__(description=description, nothing=nothing)
        self.observe(lambda change: self.set_trait("value", tuple(change["new"])), "chosen")
        self.observe(lambda change: self.set_trait("chosen", list(change["new"])), "value")

    @property
    def options(self) -> Sequence[tuple[str, str]]:
        """What is offered."""
        return tuple((words, value) for words, value in self.offered)

    @options.setter
    def options(self, offered: Sequence[tuple[str, str]]) -> None:
        self.offered = [list(option) for option in offered]


class FixedAmounts(anywidget.AnyWidget):
    """Amounts in 万元 set by hand for some of those offered, a line each; `value` is their text: `水利局=500，教育局=300`."""

    _esm = _page("amounts.js")
    description = traitlets.Unicode().tag(sync=True)
    tooltip = traitlets.Unicode().tag(sync=True)
    disabled = traitlets.Bool(False).tag(sync=True)
    offered = traitlets.List(traitlets.Unicode()).tag(sync=True)
    value = traitlets.Unicode().tag(sync=True)


class DeskLines(anywidget.AnyWidget):
    """The lines of the writer's desk, all in one widget; what a person does with one is told by its key.

    With widgets of its own for every line they would be more than a thousand messages at once, and of those a kernel
    throws away without a word what a busy machine has not taken yet (ZeroMQ's high-water mark).
    """

    _esm = _page("rows.js")
    shown: traitlets.List[Any] = traitlets.List().tag(sync=True)

    def __init__(self, done: Callable[[str, str, Any], None], **options: Any) -> None:
        """Begin with none; `done` is called with the act (`use`, `write`, `move`), the key and the value."""
        super().__init__(**options)
        self.on_msg(lambda _, told, __: done(told["act"], told["key"], told["value"]))
