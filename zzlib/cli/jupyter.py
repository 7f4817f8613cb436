"""How `zz lab` opens JupyterLab: no pop-up for news, the program's pages show themselves and stay in sight, and keys pressed in a view stay in it.

JupyterLab's shortcuts for cells (`x` cuts, `d d` deletes, ↓ moves on) reach their cells from a drop-down list in an
output, too. Each that could is switched off and declared anew for everywhere but outputs; which ones there are is
read from the JupyterLab installed.
"""

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from zzlib.cli.output import say
from zzlib.explore.notebooks import FOLDER, copy_notebooks
from zzlib.files import package_file
from zzlib.runs.parameters import NOTEBOOKS_DIR
from zzlib.workspace import Workspace

_VIEWS = tuple(f"explore_{view}.ipynb" for view in ("conversion", "progress", "gap"))
_OF_A_CITY = ("city_analysis.ipynb", *_VIEWS)
_OF_A_COUNTY = (
    "month.ipynb", "index.ipynb", "data_quality.ipynb", *_VIEWS, "explore_items.ipynb", "draft_recommendations.ipynb", "audit.ipynb",
    "dispatch.ipynb",
)  # fmt: skip
_OPENING = "zz-opening"
_COUNTYS = ("data", "outputs", FOLDER)
_OUTSIDE = ":focus:not(.jp-OutputArea *)"
_SHORTCUTS = "jupyter.lab.shortcuts"
_NO_NEWS = {"@jupyterlab/apputils-extension:notification": {"fetchNews": "false", "checkForUpdates": False}}
_IN_SIGHT = {"@jupyterlab/notebook-extension:tracker": {"windowingMode": "none"}}
"""Whole notebooks are in the page: of a page that grows and shrinks JupyterLab would take the only output out of it, and show nothing."""
_WHOLE_DOCUMENT = re.compile(r"\[data-jp-[\w-]+\]")
_WHATEVER_HAS_FOCUS = re.compile(r"\s:focus(?=$|:)")


def open_lab(county: Workspace, arguments: Sequence[str]) -> int:
    """Open JupyterLab in the workspace on the first page, until it is ended; give 0, or 3 where it failed."""
    workspace, shown = county.root, pages(county)
    notebooks, notes = copy_notebooks(NOTEBOOKS_DIR, workspace)
    for note in notes:
        say(note, sys.stderr)
    environment = {**os.environ, "ZZ_ROOT": str(workspace)}
    signal.signal(signal.SIGINT, lambda *_: None)  # Ctrl-C is for JupyterLab, which asks before it ends
    with TemporaryDirectory(prefix="zz-lab-") as folder:
        write_settings(Path(folder))
        write_opening(extensions := Path(folder, "extensions"), shown)
        settings = [f"--LabApp.app_settings_dir={folder}", f"--ServerApp.root_dir={workspace}"]
        settings += [f"--LabApp.extra_labextensions_path={extensions}"]
        settings += [f"--ContentsManager.hide_globs={name}" for name in hidden(workspace)]
        jupyter = [sys.executable, "-m", "jupyterlab", str(notebooks / shown[0]), *settings, *arguments]
        return 0 if subprocess.call(jupyter, env=environment) == 0 else 3


def write_settings(folder: Path) -> None:
    """Write `overrides.json` for JupyterLab's `app_settings_dir`."""
    settings = {**_NO_NEWS, **_IN_SIGHT, "@jupyterlab/shortcuts-extension:shortcuts": {"shortcuts": list(_shortcuts())}}
    (folder / "overrides.json").write_text(json.dumps(settings), encoding="utf-8")


def pages(workspace: Workspace) -> tuple[str, ...]:
    """Name the notebooks that run when they are opened: the program's own that only show things until somebody clicks.

    The first is opened; a city, which has no returns of its own, begins with its analysis.
    """
    return _OF_A_CITY if workspace.is_city else _OF_A_COUNTY


def write_opening(folder: Path, names: Sequence[str]) -> None:
    """Write the extension by which the notebooks of these names run when they are opened, for JupyterLab's `extra_labextensions_path`."""
    place = folder / _OPENING
    (place / "static").mkdir(parents=True)
    build = {"load": "static/opening.js", "extension": "./extension"}
    package = {"name": _OPENING, "version": "1.0.0", "jupyterlab": {"extension": True, "_build": build}}
    (place / "package.json").write_text(json.dumps(package), encoding="utf-8")
    paths = json.dumps([f"{FOLDER}/{name}" for name in names], ensure_ascii=False)
    program = package_file("zzlib.cli", "opening.js").decode().replace("PAGES = []", f"PAGES = {paths}")
    (place / "static" / "opening.js").write_text(program, encoding="utf-8")


def hidden(workspace: Path) -> list[str]:
    """Name what the file list leaves out: caches, and where the workspace is the program's own folder all but the county's."""
    program = [path.name for path in workspace.iterdir()] if (workspace / "zzlib" / "__main__.py").exists() else []
    return ["__pycache__", *sorted(name for name in program if name not in _COUNTYS)]


def _shortcuts() -> Iterator[dict[str, Any]]:
    """Give each shortcut that reaches cells from their outputs switched off, and what stands in its place."""
    for shortcut in installed_shortcuts():
        selector = outside_outputs(shortcut["selector"])
        if selector != shortcut["selector"]:
            yield {**shortcut, "disabled": True}
            yield {**shortcut, "selector": selector}


def installed_shortcuts() -> Iterator[dict[str, Any]]:
    """Give the shortcuts that the installed JupyterLab's plugins declare and that have keys."""
    from jupyterlab.commands import get_app_dir

    folder = Path(get_app_dir(), "schemas")  # type: ignore[no-untyped-call]
    for schema in sorted(folder.glob("@*/*/*.json")):
        for shortcut in json.loads(schema.read_text(encoding="utf-8")).get(_SHORTCUTS, ()):
            # By these JupyterLab tells shortcuts apart; those without any it would only complain about.
            if any(any(keys) for name, keys in shortcut.items() if name.lower().endswith("keys")):
                yield shortcut


def outside_outputs(selector: str) -> str:
    """Narrow a shortcut's selector to what lies outside of outputs, if it reaches into them with the keys of cells.

    Two kinds do: whatever has the focus in a notebook, and the document as a whole (run, undo). Others name the cell
    itself, an editor, or the window.
    """
    if _WHOLE_DOCUMENT.fullmatch(selector):
        return f"{selector} {_OUTSIDE}"
    return _WHATEVER_HAS_FOCUS.sub(f" {_OUTSIDE}", selector)
