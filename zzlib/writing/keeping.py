"""Where drafts lie: `data/drafts/<period>/稿1.md`, `稿2.md`, …; the highest number counts, and none is written over."""

import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from importlib.resources.abc import Traversable
from pathlib import Path

from zzlib import stopping
from zzlib.files import add_file, decoded, files_in
from zzlib.returns.cells.dates import read_date
from zzlib.told import ToldError
from zzlib.workspace import Workspace
from zzlib.writing.draft import Draft, DraftLine, draft_text, parse_draft, shown_in
from zzlib.writing.restating import Restated, restated
from zzlib.writing.stored_views import StoredView, load_views, views_in

_NAME = re.compile(r"稿(\d+)\.md")


class DraftError(ToldError, ValueError):
    """A draft can't be used; the message says in Chinese which and why."""


@dataclass(frozen=True, eq=False)
class Writing:
    """What the writer has put down for a month: the draft and its file, last month's draft, those of the year's earlier months, the views sent to the report.

    `restated` is what earlier circulars state otherwise than is known now.
    It is equal to itself alone: it may be read anew at any time.
    """

    draft: Draft | None = None
    file: str = ""
    previous: Draft | None = None
    earlier: tuple[Draft, ...] = ()
    views: dict[str, StoredView] = field(default_factory=dict)
    folder: Traversable | None = None
    restated: tuple[Restated, ...] = ()

    def chart(self, name: str) -> bytes | None:
        """Give a stored view's picture (PNG), `None` if there is none."""
        view = self.views.get(name)
        if view is None or not view.chart or self.folder is None:
            return None
        picture = self.folder / view.chart
        return picture.read_bytes() if picture.is_file() else None


def read_writing(workspace: Workspace, period: str) -> Writing:
    """Read the newest draft of a period, that of the month before, the period's stored views, and what it restates.

    Raises:
        DraftError: a draft is no text.
        StoredViewError: a stored view is damaged.
    """
    newest = draft_files(workspace.drafts(period))
    views = {view.name: view for view in load_views(workspace, period)}
    return Writing(
        draft=_read(newest[-1], period) if newest else None,
        file=f"data/drafts/{period}/{newest[-1].name}" if newest else "",
        previous=newest_draft(workspace, workspace.rhythm.before(period)),
        earlier=tuple(filter(None, (newest_draft(workspace, one) for one in workspace.rhythm.until(period)[:-1]))),
        views=views,
        folder=views_in(workspace, period),
        restated=restated(workspace, period),
    )


def newest_draft(workspace: Workspace, period: str) -> Draft | None:
    """Give the newest draft of a period, `None` when there is none."""
    files = draft_files(workspace.drafts(period))
    return _read(files[-1], period) if files else None


def numbered_drafts(workspace: Workspace, period: str) -> dict[str, Draft]:
    """Give all drafts of a period by file, oldest first.

    Raises:
        DraftError: a draft is no text.
    """
    files = draft_files(workspace.drafts(period))
    return {f"data/drafts/{period}/{path.name}": _read(path, period) for path in files}


def printed_when_saved(root: Path, file: str) -> dict[int, str]:
    """Give what the lines of a draft's file were printed as when it was saved, by number; nothing of lines that print as they stand."""
    path = root / file
    if not file or not path.is_file():
        return {}
    return shown_in(decoded(path.read_bytes())[0])


def draft_files(folder: Traversable) -> list[Traversable]:
    """List the drafts in a folder, oldest first; only names such as `稿3.md` count."""
    found = [(int(match[1]), path) for path in files_in(folder) if (match := _NAME.fullmatch(path.name))]
    return [path for _, path in sorted(found, key=lambda entry: entry[0])]


def save_draft(
    workspace: Workspace,
    draft: Draft,
    shown: Mapping[DraftLine, str] | None = None,
    after: str | None = None,
) -> Path:
    """Write a draft under the next number and give its file; the earlier ones stay; `shown` as in `draft_text`.

    One that says what the newest does is not written a second time: a command that is typed again changes nothing.

    `after` is the file that was the newest when this one was begun (`""` for none): what others saved since would be passed over.

    Raises:
        DraftError: another draft was saved since; nothing is written.
    """
    data = draft_text(draft, shown).encode("utf-8")
    while True:
        files = draft_files(workspace.drafts_dir(draft.period))
        newest = files[-1].name if files else ""
        if after is not None and newest != after.rpartition("/")[2]:
            raise DraftError(f"{draft.period} 刚才有人另存了 {newest}，这一稿没有存；请先看那一稿，再改或再签")
        if files and files[-1].read_bytes() == data:
            return workspace.drafts_dir(draft.period) / newest
        number = int(_NAME.fullmatch(files[-1].name)[1]) + 1 if files else 1  # type: ignore[index]
        target = workspace.drafts_dir(draft.period) / f"稿{number}.md"
        with suppress(FileExistsError):  # somebody else has just taken this number
            stopping.too_late()
            add_file(target, data)
            return target


def with_state(draft: Draft, state: str, by: str, on: str, despite: str = "") -> Draft:
    """Give a draft in another state, with who put it there and when (a day as people write it: 2013-06-04).

    Raises:
        DraftError: reviewed or signed without who and when, or signed on a day before it was reviewed.
    """
    if state != "draft" and not (by and on):
        raise DraftError("已审、已签要写明是谁、哪一天：--by 姓名 --on 2013-06-04")
    signed, reviewed = read_date(on, None) or "", read_date(draft.on, None) or ""
    if (draft.state, state) == ("reviewed", "signed") and signed < reviewed:
        raise DraftError(f"签的日子 {on} 早于审的日子 {draft.on}；请核对 --on")
    return replace(draft, state=state, by=by or draft.by, on=on or draft.on, despite=despite, figures="")


def refuse_wrong(lines: Sequence[str], otherwise: str) -> None:
    """Refuse to sign a draft of whose circular the auditor calls something wrong, a line each; `otherwise` is how to sign all the same.

    Raises:
        DraftError: there is such a line; the message says them all.
    """
    if lines:
        said = "\n  ".join(lines)
        raise DraftError(f"按这一稿出的通报有 {len(lines)} 处数字对不上，改好再签：\n  {said}\n确实无误的，{otherwise}")


def _read(path: Traversable, period: str) -> Draft:
    try:
        text, _ = decoded(path.read_bytes())
    except UnicodeDecodeError as error:
        raise DraftError(f"稿子 {path.name} 不是文本文件，请用记事本另存为 UTF-8") from error
    return parse_draft(text, period)
