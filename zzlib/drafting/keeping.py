"""Where drafts lie: `data/drafts/<period>/稿1.md`, `稿2.md`, …; the highest number counts, and none is written over."""

import os
import re
import tempfile
from dataclasses import dataclass, field, replace
from pathlib import Path

from zzlib.drafting.draft import Draft, draft_text, parse_draft
from zzlib.drafting.stored_views import StoredView, load_views, views_dir
from zzlib.periods import period_before
from zzlib.told import ToldError
from zzlib.workspace import Workspace

_NAME = re.compile(r"稿(\d+)\.md")


class DraftError(ToldError, ValueError):
    """A draft can't be used; the message says in Chinese which and why."""


@dataclass(frozen=True)
class Writing:
    """What the writer has put down for a month: the draft and its file, last month's draft, the views sent to the report."""

    draft: Draft | None = None
    file: str = ""
    previous: Draft | None = None
    views: dict[str, StoredView] = field(default_factory=dict)
    folder: Path | None = None

    def chart(self, name: str) -> bytes | None:
        """Give a stored view's picture (PNG), `None` if there is none."""
        view = self.views.get(name)
        if view is None or not view.chart or self.folder is None:
            return None
        path = self.folder / view.chart
        return path.read_bytes() if path.is_file() else None


def read_writing(workspace: Workspace, period: str) -> Writing:
    """Read the newest draft of a period, that of the month before, and the period's stored views.

    Raises:
        DraftError: a draft is no text.
        StoredViewError: a stored view is damaged.
    """
    newest = draft_files(workspace, period)
    views = {view.name: view for view in load_views(workspace, period)}
    return Writing(
        draft=_read(newest[-1], period) if newest else None,
        file=newest[-1].relative_to(workspace.root).as_posix() if newest else "",
        previous=newest_draft(workspace, period_before(period)),
        views=views,
        folder=views_dir(workspace, period),
    )


def newest_draft(workspace: Workspace, period: str) -> Draft | None:
    """Give the newest draft of a period, `None` when there is none."""
    files = draft_files(workspace, period)
    return _read(files[-1], period) if files else None


def draft_files(workspace: Workspace, period: str) -> list[Path]:
    """List the drafts of a period, oldest first; only names such as `稿3.md` count."""
    folder = workspace.drafts_dir(period)
    found = [(int(match[1]), path) for path in folder.glob("*.md") if (match := _NAME.fullmatch(path.name))]
    return [path for _, path in sorted(found)]


def save_draft(workspace: Workspace, draft: Draft) -> Path:
    """Write a draft under the next number and give its file; the earlier ones stay."""
    folder = workspace.drafts_dir(draft.period)
    folder.mkdir(parents=True, exist_ok=True)
    handle, beside = tempfile.mkstemp(dir=folder, prefix=".", suffix=".part")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(draft_text(draft).encode("utf-8"))
        while True:
            files = draft_files(workspace, draft.period)
            number = int(_NAME.fullmatch(files[-1].name)[1]) + 1 if files else 1  # type: ignore[index]
            target = folder / f"稿{number}.md"
            try:
                os.link(beside, target)  # fails if somebody else has just taken this number
                return target
            except FileExistsError:
                continue
            except OSError:
                # A file system without links.
                with target.open("xb") as stream:
                    stream.write(Path(beside).read_bytes())
                return target
    finally:
        Path(beside).unlink(missing_ok=True)


def with_state(draft: Draft, state: str, by: str, on: str) -> Draft:
    """Give a draft in another state, with who put it there and when (a day as people write it: 2013-06-04).

    Raises:
        DraftError: reviewed or signed without who and when.
    """
    if state != "draft" and not (by and on):
        raise DraftError("已审、已签要写明是谁、哪一天：--by 姓名 --on 2013-06-04")
    return replace(draft, state=state, by=by or draft.by, on=on or draft.on)


def _read(path: Path, period: str) -> Draft:
    data = path.read_bytes()
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return parse_draft(data.decode(encoding), period)
        except UnicodeDecodeError:
            continue
    raise DraftError(f"稿子 {path.name} 不是文本文件，请用记事本另存为 UTF-8")
