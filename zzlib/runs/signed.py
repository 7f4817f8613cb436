"""What was signed is kept: before outputs of a month whose draft is signed are replaced, they are copied to `outputs/已签`."""

import shutil
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from zzlib.files import digest_of, unused
from zzlib.indicators.catalogue import catalogue
from zzlib.indicators.stated import FILE as FIGURES
from zzlib.indicators.stated import read_rows
from zzlib.kinds import DEFAULT_KINDS, Kinds
from zzlib.periods import chinese, stamp
from zzlib.roots import relative
from zzlib.runs.manifest import read_manifest
from zzlib.runs.publish import MANIFEST, is_dropping, write_through
from zzlib.workspace import Workspace
from zzlib.writing.keeping import numbered_drafts
from zzlib.writing.signed_figures import is_lost, signature_due, signed_figures

KEPT = "已签"
_MOST_NAMED = 20
Drafted = dict[str, str]
"""Which draft was printed: `file`, `state`, `by`, `on`; empty without one."""


@dataclass(frozen=True)
class PrintedChange:
    """A figure that is printed otherwise than in the signed documents; `before` or `after` is blank where there is none."""

    figure: str
    scope: str
    label: str
    before: str
    after: str

    def text(self, units: dict[str, str], kinds: Kinds = DEFAULT_KINDS) -> str:
        """Say it in a line; `units` is unit id -> name, `kinds` are the county's."""
        kind, _, name = self.scope.partition(":")
        known = {f"unit:{unit_id}": unit for unit_id, unit in units.items()}
        known |= {f"kind:{value}": label for value, label in kinds.labels.items()}
        scope = known.get(self.scope, chinese(name) if kind == "month" else name)
        where = f"（{scope}）" if scope else ""
        return f"  {self.label}{where}：{self.before or '没有'} → {self.after or '没有'}"


@dataclass(frozen=True)
class Signed:
    """What became of a month that was signed: the copy made now, if any; what was compared with, and what differs.

    The figures on which it was signed may be `lost`.
    """

    kept: Path | None
    compared: Path | None
    changes: tuple[PrintedChange, ...] = ()
    kinds: Kinds = DEFAULT_KINDS
    lost: bool = False

    @property
    def due(self) -> str:
        """Say why it has to be signed again before it goes out; `""` if it need not be."""
        return signature_due(len(self.changes), lost=self.lost)

    def lines(self, units: dict[str, str] | None = None) -> list[str]:
        """Say it to people."""
        lines = [f"本月的稿子已签：重新出数以前，原来的文件已另存到 {relative(self.kept)}"] if self.kept else []
        if self.compared is None:
            return lines
        then = f"签发时的文件（{relative(self.compared)}）" if self.compared.is_dir() else "签发时"
        if not self.changes:
            return [*lines, f"与{then}相比，印出的数没有变化"]
        named = change_lines(self.changes, units or {}, self.kinds)
        return [*lines, f"注意：与{then}相比，有 {len(self.changes)} 个数变了：", *named]

    def to_json(self) -> dict[str, Any]:
        """Give it for programs."""
        return {
            "kept": self.kept.as_posix() if self.kept else None,
            "compared_with": self.compared.as_posix() if self.compared else None,
            "changed": [asdict(change) for change in self.changes],
        }


def change_lines(changes: Sequence[PrintedChange], units: dict[str, str], kinds: Kinds) -> list[str]:
    """Say the first of some changes, and how many more there are."""
    named = [change.text(units, kinds) for change in changes[:_MOST_NAMED]]
    rest = len(changes) - len(named)
    return [*named, *([f"  另有 {rest} 个，用 zz run 月份 --json 全部列出"] if rest else [])]


def keep_signed(outputs: Path, period: str, built: Path, staging: Path, drafted: Drafted) -> Path | None:
    """Copy the outputs of a month that `built` is to replace, if they or the draft now are signed; give the copy.

    Nothing is copied that is the same as what replaces it, or as a copy that is there already. `staging` is a folder
    on the same disk.
    """
    place = outputs / period
    if not place.exists() or not (_is_signed(drafted) or _is_signed(printed_draft(place))):
        return None
    standing = _contents(place)
    if standing == _contents(built) or any(_contents(copy) == standing for copy in copies(outputs, period)):
        return None
    copy = staging / KEPT
    shutil.copytree(place, copy)
    write_through(copy)
    kept = unused(outputs / KEPT / f"{period}-{_time_of(place)}")
    kept.parent.mkdir(exist_ok=True)
    copy.rename(kept)
    return kept


def compared(
    outputs: Path, period: str, drafted: Drafted, kept: Path | None, kinds: Kinds = DEFAULT_KINDS,
    figures: Path | None = None,
) -> Signed | None:  # fmt: skip
    """Hold a month's outputs against what was signed; `None` where nothing was, or nothing is to be said.

    That are the `figures` kept when it was signed; where there are none, the first outputs that the same signed draft gave, else the copy made now.
    """
    if not _is_signed(drafted) and kept is None:
        return None
    same = [copy for copy in copies(outputs, period) if _is_signed(drafted) and printed_draft(copy) == drafted]
    against = figures or next(iter(same), kept)
    changes = printed_changes(against, outputs / period, kinds) if against else ()
    if not (kept or same or changes):
        return None
    return Signed(kept, next(iter(same), against), changes, kinds)


def since_signed(workspace: Workspace, period: str, drafted: Drafted, kept: Path | None = None) -> Signed | None:
    """Hold a month's outputs, for which `drafted` was printed, against what was signed, as `compared` does.

    Raises:
        DraftError: a draft is no text.
    """
    draft = numbered_drafts(workspace, period).get(drafted.get("file", ""))
    figures = signed_figures(workspace, period, draft) if _is_signed(drafted) else None
    found = compared(workspace.outputs_dir, period, drafted, kept, workspace.settings.kinds, figures)
    lost = _is_signed(drafted) and is_lost(workspace, period, draft)
    return replace(found or Signed(None, None), lost=True) if lost else found


def copies(outputs: Path, period: str) -> list[Path]:
    """List the copies that are kept of a month, the earliest first."""
    return sorted(path for path in (outputs / KEPT).glob(f"{period}-*") if path.is_dir())


def printed_draft(folder: Path) -> Drafted:
    """Give which draft a month's outputs were printed from, as their manifest says."""
    try:
        drafted: Drafted = read_manifest(folder)["draft"]
    except (OSError, ValueError, KeyError, TypeError):
        return {}
    return drafted


def _is_signed(drafted: Drafted) -> bool:
    return drafted.get("state") == "signed"


def _time_of(folder: Path) -> str:
    """Give when a month's outputs were made, for the name of their copy: in order of it they are the earliest first."""
    try:
        return stamp(datetime.fromisoformat(str(read_manifest(folder)["timings"]["finished"])))
    except (OSError, ValueError, KeyError, TypeError):
        return "00000000-000000"


def _contents(folder: Path) -> dict[str, str]:
    files = [path for path in folder.rglob("*") if path.is_file() and path != folder / MANIFEST]
    named = {path.relative_to(folder): path for path in files}
    return {name.as_posix(): digest_of(path.read_bytes()) for name, path in named.items() if not is_dropping(name)}


def printed_changes(before: Path, after: Path, kinds: Kinds) -> tuple[PrintedChange, ...]:
    """Give the figures that two tables of them, or folders of outputs, print otherwise, in the order of the later one."""
    labels = {name: known.label for name, known in catalogue(kinds).items()}
    old, new = _printed(before), _printed(after)
    return tuple(
        PrintedChange(
            figure, scope, labels.get(figure, figure), old.get((figure, scope), ""), new.get((figure, scope), "")
        )
        for figure, scope in dict.fromkeys([*new, *old])
        if old.get((figure, scope), "") != new.get((figure, scope), "")
    )


def _printed(place: Path) -> dict[tuple[str, str], str]:
    """Give the text of each figure by id and scope; nothing where there is no table of figures."""
    try:
        rows = read_rows(place / FIGURES if place.is_dir() else place)
    except OSError:
        return {}
    return {(row["figure"], row["scope"]): row["text"] for row in rows}
