"""What an analyst sent from a view to the report: a sentence, its figures and its chart, under `data/drafts/<period>/views/`."""

import re
import string
from importlib.resources.abc import Traversable
from pathlib import Path

from pydantic import ValidationError, model_validator

from zzlib.data import DataModel
from zzlib.files import files_in, replace_file
from zzlib.periods import check_period
from zzlib.told import ToldError
from zzlib.workspace import Workspace

_NAME = re.compile(r"[\w\-·]{1,60}")


class StoredViewError(ToldError, ValueError):
    """A stored view can't be kept or read; the message says in Chinese which file and why."""


class StoredFigure(DataModel):
    """A number of a view's sentence.

    `name` is what the sentence refers to (`{name}`). `figure` and `scope` are the catalogue's, so that a later run
    can renew the number; `figure` is `""` for a number that only the view computes. `value` is unrounded and `text`
    is as printed.
    """

    name: str
    text: str
    value: str = ""
    unit: str = ""
    figure: str = ""
    scope: str = "county"


class StoredView(DataModel):
    """One view as it was sent to the report; `name` names its files, `parameters` are those of the view's model.

    `line` is the line of Python that shows it again.
    """

    name: str
    view: str
    title: str
    period: str
    sentence: str
    figures: tuple[StoredFigure, ...] = ()
    parameters: dict[str, str] = {}
    line: str = ""
    chart: str = ""
    stored_by: str = ""
    stored_at: str = ""

    @model_validator(mode="after")
    def _every_reference_has_its_figure(self) -> "StoredView":
        if not _NAME.fullmatch(self.name):
            raise ValueError(f"名称“{self.name}”只能用文字、数字、横线，不超过 60 个字")
        check_period(self.period)
        named = {figure.name for figure in self.figures}
        wanted = {field for _, field, _, _ in string.Formatter().parse(self.sentence) if field is not None}
        if missing := sorted(wanted - named):
            raise ValueError(f"句中引用的数没有给出：{'、'.join(missing)}")
        return self

    def text(self) -> str:
        """Give the sentence with its numbers as they were printed in the view."""
        return self.sentence.format(**{figure.name: figure.text for figure in self.figures})


def views_dir(workspace: Workspace, period: str) -> Path:
    """Give the folder in which views for the report of a period are kept; it need not exist."""
    return workspace.drafts_dir(period) / "views"


def views_in(workspace: Workspace, period: str) -> Traversable:
    """Give that folder to read from: as it is, or as it was when a run began."""
    return workspace.drafts(period) / "views"


def store_view(workspace: Workspace, view: StoredView, chart: bytes = b"") -> Path:
    """Keep a view for the report, with its picture (PNG); a view of the same name is replaced. Give the file."""
    folder = views_dir(workspace, view.period)
    picture = folder / f"{view.name}.png"
    if chart:
        replace_file(picture, chart)
    kept = view.model_copy(update={"chart": picture.name if chart else ""})
    file = folder / f"{view.name}.json"
    replace_file(file, (kept.model_dump_json(indent=1) + "\n").encode())
    return file


def load_views(workspace: Workspace, period: str) -> list[StoredView]:
    """Give the views kept for the report of a period, by name.

    Raises:
        StoredViewError: a file is not what `store_view` wrote.
    """
    views = []
    for file in (file for file in files_in(views_in(workspace, period)) if file.name.endswith(".json")):
        try:
            views.append(StoredView.model_validate_json(file.read_bytes()))
        except (ValidationError, OSError) as error:
            raise StoredViewError(f"写入报告的视图 {file.name} 读不出，请删去后重新“写入报告”：{error}") from error
    return views


def remove_view(workspace: Workspace, period: str, name: str) -> None:
    """Take a view out of the report; nothing happens if there is none of this name."""
    for ending in ("json", "png"):
        (views_dir(workspace, period) / f"{name}.{ending}").unlink(missing_ok=True)
