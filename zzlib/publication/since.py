"""What a month's outputs print otherwise than what was issued."""

from dataclasses import asdict, dataclass
from typing import Any

from zzlib.files import digest_of
from zzlib.indicators.stated import FILE
from zzlib.kinds import Kinds
from zzlib.ledger.issue_log import ARTEFACTS, records_of
from zzlib.publication.kept import KeptVersion
from zzlib.runs.signed import PrintedChange, change_lines, printed_changes
from zzlib.workspace import Workspace


@dataclass(frozen=True)
class SinceIssued:
    """The version that was issued last, and the figures that are printed otherwise now; none where its own are damaged."""

    issued: KeptVersion
    changes: tuple[PrintedChange, ...]
    kinds: Kinds
    damaged: bool = False

    def lines(self, units: dict[str, str]) -> list[str]:
        """Say it to people; `units` is unit id -> name."""
        record = self.issued.record
        called = f"已印发的第 {record.version} 版（{record.at[:10]}，{record.by}）"
        if self.damaged:
            return [f"{called}的 {FILE} 不是印发时的内容，没有比较：zz verify {record.period} {record.version}"]
        if not self.changes:
            return [f"与{called}相比，印出的数没有变化"]
        named = change_lines(self.changes, units, self.kinds)
        return [f"注意：与{called}相比，有 {len(self.changes)} 个数变了（印发的没有动）：", *named]

    def to_json(self) -> dict[str, Any]:
        """Give it for programs."""
        record = self.issued.record
        changed = [asdict(change) for change in self.changes]
        told = {"version": record.version, "at": record.at, "by": record.by, "changed": changed}
        return told | ({"damaged": True} if self.damaged else {})


def since_issued(workspace: Workspace, period: str) -> SinceIssued | None:
    """Hold a month's outputs against the version that was issued last; `None` where none was."""
    outputs, kinds = workspace.outputs_dir, workspace.settings.kinds
    records = records_of(outputs, period)
    if not records:
        return None
    issued = KeptVersion(outputs, records[-1])
    path = issued.folder / ARTEFACTS / FILE
    if not path.is_file() or digest_of(path.read_bytes()) != records[-1].artefacts.get(FILE):
        return SinceIssued(issued, (), kinds, damaged=True)
    return SinceIssued(issued, printed_changes(issued.folder / ARTEFACTS, outputs / period, kinds), kinds)
