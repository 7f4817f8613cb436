"""Makes an executed notebook the same bytes every time: no timings, no ids of a session, no paths of this machine."""

import re
from collections.abc import Iterable
from typing import Any

from zzlib.rhythm import rhythms

_CELL_FILE = re.compile(r"\S*ipykernel_\d+\S*?\.py")
_ADDRESS = re.compile(r" at 0x[0-9a-fA-F]+")
_TIMINGS = ("papermill", "execution", "ExecuteTime")


def normalise(notebook: Any, hidden: Iterable[str]) -> Any:
    """Change an executed notebook (nbformat 4) so that the same inputs give the same file; gives the same object.

    A path below one of the folders in `hidden` keeps only the part inside that folder.
    """
    notebook.metadata.pop("papermill", None)
    folders = sorted(hidden, key=len, reverse=True)
    prefixes = re.compile(rf"(?<![\w./\\-])(?:{'|'.join(map(re.escape, folders))})(?:[/\\]|(?![\w.-]))")
    for number, cell in enumerate(notebook.cells):
        cell.id = f"cell-{number:02d}"
        for key in _TIMINGS:
            cell.metadata.pop(key, None)
        if not cell.metadata.get("tags"):
            cell.metadata.pop("tags", None)
        for output in cell.get("outputs", ()):
            _clean(output, prefixes)
    return notebook


def worded(notebook: Any, every: str) -> Any:
    """Put a notebook's own prose, which is written for months, in the words of the county's rhythm; gives the same object."""
    said = rhythms()[every].said
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            cell.source = said(cell.source)
    return notebook


def _clean(output: Any, prefixes: re.Pattern[str]) -> None:
    if "text" in output:
        output.text = _plain(output.text, prefixes)
    for kind, content in output.get("data", {}).items():
        if kind.startswith("text/"):
            output.data[kind] = _plain(content, prefixes)


def _plain(text: str, prefixes: re.Pattern[str]) -> str:
    return _ADDRESS.sub("", _CELL_FILE.sub("<单元>", prefixes.sub("", text)))
