"""What the panels of a month's page share: the month that they are about, lines that say what became of a click, small widgets."""

import base64
import html
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

import ipywidgets as widgets

from zzlib.explore.telling import reason
from zzlib.workspace import Workspace

LABELS = {"description_width": "6em"}
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@dataclass(frozen=True)
class OfficeMonth:
    """The month of a page; `changed` is called when something was written, and shows where every step stands now."""

    root: Path
    period: str
    changed: Callable[[], object]

    @property
    def workspace(self) -> Workspace:
        """The workspace as it is now: settings and reference files are read anew."""
        return Workspace(self.root)

    def path(self, path: Path) -> str:
        """Write a path as people find it: from the workspace's folder on."""
        return path.relative_to(self.root).as_posix() if path.is_relative_to(self.root) else str(path)


class ToldLine(widgets.HTML):  # type: ignore[misc]
    """The place of a panel where it is said what became of a click."""

    def __init__(self) -> None:
        """Say nothing yet."""
        super().__init__()
        self.add_class("zz-told")

    def say(self, *lines: str, bad: bool = False) -> None:
        """Say something, a line each."""
        said = "<br>".join(html.escape(line) for text in lines for line in text.splitlines())
        self.value = f'<div role="{"alert" if bad else "status"}" class="{"zz-bad" if bad else "zz-good"}">{said}</div>'

    def of(self, act: Callable[[], Iterable[str]], busy: str) -> None:
        """Do something and say what it gives; `busy` stands there meanwhile, and what hinders it in its place."""
        self.say(f"正在{busy}……")
        try:
            self.say(*act())
        except Exception as error:
            self.say(reason(error), bad=True)


def text(label: str, example: str = "", value: str = "") -> widgets.Text:
    """Make a field to write in."""
    return widgets.Text(value, description=label, placeholder=example, style=LABELS, layout={"width": "min(22em, 98%)"})


def button(words: str, act: Callable[[], object], main: bool = False) -> widgets.Button:
    """Make a button; the `main` one of a panel stands out."""
    made = widgets.Button(description=words, button_style="primary" if main else "", layout={"width": "auto"})
    made.on_click(lambda _: act())
    return made


def row(*parts: widgets.Widget) -> widgets.HBox:
    """Lay out widgets beside each other, under each other where there is no room."""
    return widgets.HBox(parts, layout={"flex_flow": "row wrap", "align_items": "center"})


def word_link(file: Path, words: str) -> str:
    """Give a link in HTML by which the browser saves a Word file: a served page has no way to the file system."""
    data = base64.b64encode(file.read_bytes()).decode()
    return f'<a download="{html.escape(file.name)}" href="data:{WORD};base64,{data}">{html.escape(words)}</a>'
