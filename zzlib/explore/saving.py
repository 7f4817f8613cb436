"""What leaves a view: into the report, as a workbook, as a picture; nothing there is ever written over."""

import os
import re
from collections.abc import Callable
from datetime import datetime, time
from pathlib import Path

from zzlib.explore.result import NOTHING, ViewResult, ViewTable
from zzlib.periods import last_day
from zzlib.report.workbook import WorkbookSheet, write_workbook
from zzlib.workspace import Workspace
from zzlib.writing import StoredView, store_view

_NOT_IN_SHEET_NAMES = re.compile(r"[\[\]:*?/\\']")
_NOT_IN_NAMES = re.compile(r"[^\w\-·]+")


def name_of(result: ViewResult) -> str:
    """Give the name under which a state of a view is kept, fit for a file."""
    return _NOT_IN_NAMES.sub("·", result.name)[:60]


def send_to_report(workspace: Workspace, result: ViewResult, stored_at: str = "", line: str = "") -> Path:
    """Keep the view's sentence, figures and chart where drafting finds them (写入报告); the same view replaces itself.

    `line` is the line of Python that shows it again.
    """
    view = StoredView(
        name=name_of(result),
        view=result.view,
        title=result.title,
        period=result.period,
        sentence=result.sentence,
        figures=result.figures,
        parameters=result.parameters,
        line=line,
        stored_at=stored_at,
    )
    return store_view(workspace, view, result.draw().png())


def export_table(workspace: Workspace, result: ViewResult) -> Path:
    """Write the view's table, and the projects behind it, as a new .xlsx; give the file."""
    caption = result.text() + "".join(result.notes)
    sheets = [
        _sheet(table, caption) for table in (result.table, result.behind) if table is not NOTHING and table.columns
    ]
    date = datetime.combine(last_day(result.period), time())
    office = workspace.settings.county.office
    return _new_file(workspace, result, "xlsx", lambda path: write_workbook(path, result.title, office, date, sheets))


def export_chart(workspace: Workspace, result: ViewResult, kind: str) -> Path:
    """Write the view's chart as a new `png` or `svg`; give the file."""
    chart = result.draw()
    content = chart.png() if kind == "png" else chart.svg()
    return _new_file(workspace, result, kind, lambda path: path.write_bytes(content))


def _sheet(table: ViewTable, caption: str) -> WorkbookSheet:
    return WorkbookSheet(_NOT_IN_SHEET_NAMES.sub(" ", table.name)[:31], caption, table.columns, list(table.rows))


def _new_file(workspace: Workspace, result: ViewResult, ending: str, write: Callable[[Path], object]) -> Path:
    """Write into `outputs/explore/<period>/` under a name that nothing bears yet."""
    folder = workspace.outputs_dir / "explore" / result.period
    folder.mkdir(parents=True, exist_ok=True)
    number, path = 1, folder / f"{name_of(result)}.{ending}"
    while True:
        try:
            os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o644))
            break
        except FileExistsError:
            number += 1
            path = folder / f"{name_of(result)}-{number}.{ending}"
    try:
        write(path)
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return path
